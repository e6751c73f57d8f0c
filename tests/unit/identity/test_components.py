"""Components: who may come to one person, and what makes theirs another component than before."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity import components
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, people_of, resolved

Pair = tuple[int, int, float]


def profiles(names: Sequence[str], tiers: Sequence[int] | None = None) -> pl.DataFrame:
    """Profiles by name, none of them joined yet."""
    rows = list(range(len(names)))
    return pl.DataFrame(
        {
            "row": rows, "profile_id": [f"f_{name}_{row}" for row, name in enumerate(names)], "root": rows,
            "tier": tiers or [0] * len(names), "name": names, "rule": ["single"] * len(names),
        }
    )  # fmt: skip


def pairs(*written: Pair) -> pl.DataFrame:
    return pl.DataFrame(written, schema={"left": pl.Int64, "right": pl.Int64, "weight": pl.Float64}, orient="row")


def signed(rows: pl.DataFrame, between: pl.DataFrame) -> list[tuple[int, int]]:
    """Signature and place of each row that a pair concerns."""
    concerned, _ = components.tangled(rows, between, 0.0)
    return components.signatures(concerned, between).rows()


def test_a_component_is_who_is_joined_by_any_chain_and_who_is_alone_is_none() -> None:
    rows, inner = components.tangled(profiles("abcdef"), pairs((0, 2, 5.0), (2, 4, 1.0), (1, 3, -1.0)), 0.0)
    assert rows["row"].to_list() == [0, 2, 4]
    assert rows.select("place", "first").rows() == [(0, 0), (1, 0), (2, 0)]
    assert inner.height == 2


def test_what_speaks_against_a_component_is_part_of_it() -> None:
    _, inner = components.tangled(profiles("abc"), pairs((0, 1, 5.0), (1, 2, 5.0), (0, 2, -9.0)), 0.0)
    assert inner["weight"].to_list() == [5.0, 5.0, -9.0]


def test_a_component_is_known_again_wherever_it_stands() -> None:
    alone = signed(profiles("ab"), pairs((0, 1, 5.0)))
    assert [place for _, place in alone] == [0, 1]
    later = profiles("ab").with_columns(pl.col("row") + 2, pl.col("root") + 2)
    others = profiles("xy")
    moved = signed(pl.concat([others, later]), pairs((0, 1, 3.0), (2, 3, 5.0)))
    assert moved[2:] == alone
    assert moved[0][0] != moved[2][0]


@pytest.mark.parametrize(
    ("rows", "between"),
    [
        (profiles("ab"), pairs((0, 1, 5.5))),
        (profiles("ab").with_columns(rule=pl.lit("exact_email")), pairs((0, 1, 5.0))),
        (profiles("ab", [0, 1]), pairs((0, 1, 5.0))),
        (profiles("ac"), pairs((0, 1, 5.0))),
        (profiles("abc"), pairs((0, 1, 5.0), (1, 2, 5.0))),
    ],
)
def test_other_rows_or_pairs_are_another_component(rows: pl.DataFrame, between: pl.DataFrame) -> None:
    assert signed(rows, between)[0] != signed(profiles("ab"), pairs((0, 1, 5.0)))[0]


def test_a_namesake_who_is_not_in_the_component_counts() -> None:
    rows, between = profiles(["ada", "ada", "max"], [0, 1, 0]), pairs((0, 1, 5.0))
    assert components.tangled(rows, between, 0.0)[0]["is_only_here"].to_list() == [False, True]
    again = rows.with_columns(name=pl.lit("ada"))
    assert components.tangled(again, between, 0.0)[0]["is_only_here"].to_list() == [False, False]
    assert signed(again, between) != signed(rows, between)


def test_what_stands_is_not_weighed_again(home: Home, settings: Settings) -> None:
    known = [
        {"full_name": "Ada Byte", "phone": "020 7946 0018", "organisation_name": "Acme Ltd"},
        {"full_name": "Ada Bytte", "phone": "020 7946 0018", "city": "Leeds"},
    ]
    file = drop(home, "contact", known, "a.csv")
    resolved(home, settings)
    assert len(set(people_of(home, file))) == 1
    kept = pl.read_parquet(home.kept_components)
    kept.with_columns(root="place").write_parquet(home.kept_components)
    decide(home, "industries", "Acme Ltd,software,,")
    resolved(home, settings)
    assert len(set(people_of(home, file))) == 2
