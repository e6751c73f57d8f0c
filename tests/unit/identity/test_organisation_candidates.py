"""Which organisations a person is asked to look at."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity import organisation_candidates
from pipelines.identity.aliases import NO_ALIASES, Aliases, read
from pipelines.identity.organisations import Organisations
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, resolved, table

APART = {"left": pl.String, "right": pl.String}
OF_KEY = {"n:acme works": "o2", "n:acme wroks": "o1", "n:acme workz": "o1", "n:acme": "o2", "n:binary": "o3"}


def found(
    *unsure: tuple[str, str, float], apart: tuple[tuple[str, str], ...] = (), aliases: Aliases = NO_ALIASES
) -> list[tuple[str, str, float, str]]:
    """The candidates that pairs of names make."""
    nobody = pl.Series(dtype=pl.String)
    ids = pl.DataFrame({"organisation_id": ["o1", "o2", "o3"], "domain": ["acme.example", "works.example", None]})
    pairs = pl.DataFrame(list(unsure), orient="row", schema={
        "left": pl.String, "right": pl.String, "match_probability": pl.Float64,
    })  # fmt: skip
    known = Organisations(
        of_raw=nobody, of_records=nobody, employment=nobody, of_parties=pl.DataFrame(), of_key=OF_KEY, table=ids,
        providers=frozenset(), named=frozenset(), unsure=pairs, spellings=pl.DataFrame(),
        aliases=aliases,
    )  # fmt: skip
    built = organisation_candidates.built(known, pl.DataFrame(list(apart), schema=APART, orient="row"))
    return built.rows()


def test_names_become_organisations_each_pair_once_the_most_probable_first() -> None:
    pairs = ("acme works", "acme wroks", 0.45), ("acme workz", "acme", 0.35), ("binary", "acme", 0.46)
    assert found(*pairs) == [
        ("o2", "o3", 0.46, "name alike"), ("o1", "o2", 0.45, "name alike, domain different"),
    ]  # fmt: skip


def test_names_of_one_organisation_are_no_pair() -> None:
    assert found(("acme wroks", "acme workz", 0.4)) == []


def test_what_a_decision_keeps_apart_is_not_asked_again() -> None:
    assert found(("acme works", "acme wroks", 0.45), apart=(("o1", "o2"),)) == []


@pytest.mark.parametrize(("valid_to", "asked"), [("", 0), ("2024-01-01", 1)])
def test_nobody_is_asked_about_a_name_that_means_another_today(valid_to: str, asked: int) -> None:
    row = {"line": 2, "name": "Acme Works", "organisation": "Binary", "valid_from": "2020-01-01", "valid_to": valid_to}
    pair = ("acme works", "acme wroks", 0.45)
    assert len(found(pair, aliases=read(pl.DataFrame([row])))) == asked


def test_nobody_is_asked_about_nothing() -> None:
    assert found() == []


def test_a_decision_takes_a_pair_off_the_list(home: Home, settings: Settings) -> None:
    names = ("Crystal Works", "Crystal Wroks")
    rows = [{"organisation_name": name, "email": f"ada@{name.replace(' ', '').lower()}.example"} for name in names]
    drop(home, "attendance", rows, "a.csv")
    resolved(home, settings)
    assert table(home, "organisation_candidates").height == 1
    decide(home, "organisations", f"different,{names[0]},{names[1]}")
    resolved(home, settings)
    assert table(home, "organisation_candidates").is_empty()
