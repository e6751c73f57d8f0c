"""Margins: no hidden cell of industry by industry follows from what is told of each industry's ties."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import combinations_with_replacement
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from pipelines.home import Home
from pipelines.publishing.checks import exposed_cells
from pipelines.publishing.margins import safe_margins, told_cells
from pipelines.publishing.release import publish
from pipelines.settings import Settings
from tests.unit.publishing.declarations import declared
from tests.unit.publishing.elimination import solved
from tests.unit.publishing.warehouses import AS_OF, make_home

MIXING, NETWORK = declared("industry_mixing"), declared("industry_network")
PERIOD = "2026-07-01"
Pair = tuple[str, str]

TIES = {
    ("law", "law"): 3, ("health", "law"): 2, ("law", "software"): 25, ("health", "software"): 25,
    ("health", "health"): 40, ("software", "software"): 60,
}  # fmt: skip
"""Each of as many people: law with law and with health are hidden, and two more so that neither is alone."""


def cells_of(hidden: Iterable[Pair], lifted: Iterable[str] = ()) -> pl.DataFrame:
    """Cells as a table has them, each hidden pair from both sides; a lift is shown in a cell of the industry's own."""
    both = sorted({side for one, other in hidden for side in ((one, other), (other, one))})
    found = [(*pair, PERIOD, True, False) for pair in both] + [(one, one, PERIOD, False, True) for one in lifted]
    columns = ["industry_id", "other_industry_id", "period_ends_on", "is_hidden", "is_lifted"]
    return pl.DataFrame(found, dict(zip(columns, [pl.String] * 3 + [pl.Boolean] * 2, strict=True)), orient="row")


def margin(industry: str, kind: str) -> list[int]:
    """Which of `TIES` a number of an industry's row adds up."""
    wanted = {"total": lambda a, b: True, "within": lambda a, b: a == b, "between": lambda a, b: a != b}[kind]
    return [int((industry == "all" or industry in pair) and wanted(*pair)) for pair in TIES]


def mixing() -> dict[str, list[Any]]:
    ties = {side: count for (a, b), count in TIES.items() for side in ((a, b), (b, a))}
    rows = [
        dict.fromkeys(sorted(MIXING.named), None)
        | {"period_ends_on": PERIOD, "industry_id": a, "other_industry_id": b, "people_count": count,
           "organisation_count": 9, "realised_count": count, "realised_count_largest_share": 0.1,
           "realised_share_n": 0}
        for (a, b), count in ties.items()
    ]  # fmt: skip
    return {column: [row[column] for row in rows] for column in rows[0]}


def network() -> dict[str, list[Any]]:
    rows = []
    for industry in ("all", "health", "law", "software"):
        total, within, between = (
            sum(count * one for count, one in zip(TIES.values(), margin(industry, kind), strict=True))
            for kind in ("total", "within", "between")
        )
        told = {"people_count": 60, "organisation_count": 9, "tie_count": total, "internal_tie_count": within,
                "external_tie_count": between, "external_share_n": total, "bridge_share_n": 0,
                "ties_per_person_mean": 2.5}  # fmt: skip
        rows.append(
            dict.fromkeys(sorted(NETWORK.named), None) | {"period_ends_on": PERIOD, "industry_id": industry} | told
        )
    return {column: [row[column] for row in rows] for column in rows[0]}


def released(home: Home, settings: Settings) -> dict[str, pl.DataFrame]:
    """The two tables as they are published, under what the marts' own yml declares."""
    make_home(home, insights__industry_mixing=mixing(), insights__industry_network=network())
    path = home.dbt_target / "manifest.json"
    manifest = json.loads(path.read_text())
    for name, small_cell in (("industry_mixing", MIXING), ("industry_network", NETWORK)):
        manifest["nodes"][f"model.kith.{name}"]["config"]["meta"] = {"small_cell": small_cell.model_dump(mode="json")}
    path.write_text(json.dumps(manifest))
    folder = publish(home, settings, AS_OF).folder / "parquet" / "insights"
    return {name: pl.read_parquet(folder / f"industry_{name}.parquet") for name in ("mixing", "network")}


def test_no_tie_that_is_hidden_between_two_industries_is_the_rest_of_their_ties(home: Home, settings: Settings) -> None:
    tables = released(home, settings)
    cells = tables["mixing"].with_columns(is_hidden=pl.col("realised_count").is_null(), is_lifted=pl.lit(False))
    assert cells.filter("is_hidden", pl.col("industry_id") <= pl.col("other_industry_id")).height == 4
    told = tables["network"].select("industry_id", "tie_count", "internal_tie_count", "external_tie_count")
    assert told.sort("industry_id").rows() == [
        ("all", None, None, None), ("health", None, None, None), ("law", None, None, None),
        ("software", None, None, None),
    ]  # fmt: skip
    assert tables["network"]["people_count"].to_list() == [60] * 4
    assert tables["network"]["ties_per_person_mean"].null_count() == 4
    bare = pl.DataFrame(network(), infer_schema_length=None)
    assert exposed_cells(bare, cells, NETWORK) == 4
    assert exposed_cells(tables["network"], cells, NETWORK) == 0


INDUSTRIES = ["a", "b", "c", "d", "unknown"]
PAIRS = list(combinations_with_replacement(INDUSTRIES, 2))
ROWS = st.fixed_dictionaries({kind: st.lists(st.booleans(), min_size=6, max_size=6) for kind in ("split", "total")})


def told(rows: pl.DataFrame, hidden: list[Pair], lifted: list[str]) -> int:
    """How many hidden cells the shown numbers tell, if lifts alone tell none."""
    equations = [[(a == one) + (b == one) for a, b in hidden] for one in lifted]
    if solved(equations, len(hidden)):
        return 0
    for industry, split, total in rows.select("industry_id", "split", "total").iter_rows():
        of = [industry == "all" or industry in pair for pair in hidden]
        known = [here and "unknown" not in pair for here, pair in zip(of, hidden, strict=True)]
        equations += [[int(here) for here in of]] if total else []
        for is_within in (True, False) if split else ():
            equations.append([int(here and (a == b) is is_within) for here, (a, b) in zip(known, hidden, strict=True)])
    return solved(equations, len(hidden))


@given(st.lists(st.sampled_from(PAIRS), unique=True), st.lists(st.sampled_from(INDUSTRIES), unique=True), ROWS)
def test_margins_stay_as_far_as_they_tell_no_hidden_cell(
    hidden: list[Pair], lifted: list[str], shown: dict[str, list[bool]]
) -> None:
    rows = pl.DataFrame({"period_ends_on": PERIOD, "industry_id": [*INDUSTRIES, "all"], **shown})
    cells = cells_of(hidden, lifted)
    safe = rows.with_columns(safe_margins(rows, cells, NETWORK))
    assert told(safe, hidden, lifted) == told_cells(safe, cells, NETWORK) == 0
    for kind in ("split", "total"):
        assert safe.filter(kind, ~pl.Series(shown[kind])).is_empty()
    if not told_cells(rows, cells, NETWORK):
        assert not told(rows, hidden, lifted)
        assert safe.equals(rows)


def test_a_lift_beside_the_total_is_as_good_as_the_split() -> None:
    rows = pl.DataFrame({"period_ends_on": PERIOD, "industry_id": ["a"], "split": False, "total": True})
    hidden = [("a", "a"), ("a", "b"), ("a", "c")]
    assert safe_margins(rows, cells_of(hidden), NETWORK).rows() == [(False, True)]
    assert safe_margins(rows, cells_of(hidden, ["a"]), NETWORK).rows() == [(False, False)]


def test_other_periods_keep_their_margins() -> None:
    rows = pl.DataFrame({"industry_id": ["a", "a"], "period_ends_on": [PERIOD, "2025-07-01"]}).with_columns(
        split=True, total=True
    )
    assert safe_margins(rows, cells_of([("a", "a")]), NETWORK).rows() == [(False, False), (True, True)]
    assert safe_margins(rows.clear(), cells_of([("a", "a")]), NETWORK).is_empty()
