"""Which organisations a person is asked to look at."""

from __future__ import annotations

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity import organisation_candidates
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, resolved, table

SCHEMA = {"organisation_id": pl.String, "domain": pl.String}
APART = {"left": pl.String, "right": pl.String}
UNSURE = {**APART, "match_probability": pl.Float64}


def found(
    *domains: str | None, alike: tuple[tuple[str, str], ...] = (), apart: tuple[tuple[str, str], ...] = ()
) -> list[tuple[str, str, str]]:
    """The pairs of made-up organisations o0, o1 and so on, with their evidence."""
    organisations = [(f"o{number}", domain) for number, domain in enumerate(domains)]
    built = organisation_candidates.built(
        pl.DataFrame(organisations, schema=SCHEMA, orient="row"),
        pl.DataFrame([(*pair, 0.4) for pair in alike], schema=UNSURE, orient="row"),
        pl.DataFrame(list(apart), schema=APART, orient="row"),
    )
    return built.select("left_organisation_id", "right_organisation_id", "evidence").rows()


@pytest.mark.parametrize(
    ("one", "other", "alike", "evidence"),
    [
        (None, None, True, "name close"),
        ("acme.example", "acme.org", False, "name different, domain same_label"),
        ("acme.example", "acme.org", True, "name close, domain same_label"),
        ("acme.example", "workz.example", True, "name close, domain different"),
    ],
)
def test_names_and_domains_that_are_alike_are_asked_about(
    one: str | None, other: str | None, alike: bool, evidence: str
) -> None:
    assert found(one, other, alike=(("o1", "o0"),) if alike else ()) == [("o0", "o1", evidence)]


def test_what_is_not_alike_is_not() -> None:
    assert found("acme.example", "acorn.example") == []


def test_what_a_decision_keeps_apart_is_not_asked_again() -> None:
    assert found(None, None, alike=(("o0", "o1"),), apart=(("o0", "o1"),)) == []


def test_a_name_that_hundreds_of_domains_share_is_not_opened() -> None:
    assert found(*(f"mail.{suffix}" for suffix in ["org", "net", "com"] * 100)) == []


def test_nobody_is_asked_about_nothing() -> None:
    assert found() == []


def test_a_decision_takes_a_pair_off_the_list(home: Home, settings: Settings) -> None:
    names = ("Acme Works", "Acme Wroks")
    domains = ("acme.example", "wroks.example")
    rows = [{"name": name, "domain": domain} for name, domain in zip(names, domains, strict=True)]
    drop(home, "organisation", rows, "a.csv")
    resolved(home, settings)
    assert table(home, "organisation_candidates").height == 1
    decide(home, "organisations", f"different,{names[0]},{names[1]}")
    resolved(home, settings)
    assert table(home, "organisation_candidates").is_empty()
    decide(home, "organisations", f"same,{names[0]},{names[1]}")
    resolved(home, settings)
    assert table(home, "organisation_candidates").is_empty()
    assert table(home, "organisations").height == 1
