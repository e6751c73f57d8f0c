"""Decisions that point at nothing known are reported with their file and line, and only those."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest

from pipelines.home import Home
from pipelines.identity import stale
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, file_id, resolved

FILE = file_id("guests.csv")
ADA = {"full_name": "Ada Byte", "email": "ada@acme.example", "organisation_name": "Acme"}
MAX = {"full_name": "Max Null", "email": "max@binary.example", "organisation_name": "Binary"}

APPLY = {
    "people": (f"same,{FILE}/1/2,email:max@binary.example", f"different,{FILE}/1/3,{FILE}/1/4"),
    "organisations": ("same,Acme,binary.example",),
    "aliases": (
        "binary.example,Binary,,", "Acme,Known by that name alone,2020-01-01,", "A name yet to come,Binary,,",
        "Another,A name yet to come,,",
    ),
    "industries": ("The Acme Ltd.,software",),
    "parents": ("Cobalt,Known by nothing but what it owns,,",),
    "exclusions": ("domain:acme.example,staff", f"{FILE}/1/2,test", "email:max@binary.example,bot"),
    "consents": (f"{FILE}/1/2,no", "email:max@binary.example,yes"),
}  # fmt: skip


@pytest.fixture
def known(home: Home) -> Iterator[Home]:
    """A home with three people of three organisations."""
    drop(home, "attendance", [ADA, MAX, {"full_name": "Kim Stack", "organisation_name": "Cobalt"}], "guests.csv")
    yield home


def test_decisions_that_apply_are_no_news(known: Home, settings: Settings) -> None:
    for table, lines in APPLY.items():
        decide(known, table, *lines)
    resolved(known, settings)
    assert stale.of_last_run(known) == []


@pytest.mark.parametrize(
    ("alias", "told"),
    [
        ("Another,Acme,,", []),
        ("Another,Acme,2026-01-01,", []),
        ("Acme,Gone,2026-01-01,", ["aliases", "industries"]),  # what records say is of the days before
    ],
)
def test_a_decision_is_no_news_where_records_name_what_its_name_means_today(
    known: Home, settings: Settings, alias: str, told: list[str]
) -> None:
    decide(known, "aliases", alias)
    decide(known, "industries", f"{alias.split(',')[0]},software")
    resolved(known, settings)
    assert [one.table_name for one in stale.of_last_run(known)] == told


@pytest.mark.parametrize(
    ("table", "line", "found"),
    [
        ("people", f"same,{FILE}/1/2,{FILE}/1/99", ("right", "record_unknown")),
        ("people", f"same,{FILE}/1/2/from,{FILE}/1/3", ("left", "record_unknown")),
        ("people", f"different,{'0' * 16}/1/2,{FILE}/1/3", ("left", "record_unknown")),
        ("people", f"same,{FILE}/1/2,email:nobody@acme.example", ("right", "mailbox_unknown")),
        ("organisations", "same,Acme,Acme Holding", ("right", "organisation_unknown")),
        ("organisations", "same,Acme,The Acme Ltd.", ("right", "spelled_the_same")),
        ("aliases", "Cobalt,Gone,,2020-01-01", ("organisation", "organisation_unknown")),
        ("aliases", "Cobalt,Gone,,", ("organisation", "organisation_unknown")),
        ("industries", "Gone,software", ("organisation", "organisation_unknown")),
        ("parents", "Acme,The Acme Ltd.,,", ("parent", "parent_itself")),
        ("exclusions", "domain:gone.example,staff", ("who", "domain_unknown")),
        ("exclusions", "email:nobody@acme.example,bot", ("who", "mailbox_unknown")),
        ("exclusions", f"{FILE}/2/2,test", ("who", "record_unknown")),
        ("consents", "email:nobody@acme.example,no", ("who", "mailbox_unknown")),
        ("consents", f"{FILE}/2/2,yes", ("who", "record_unknown")),
    ],
)
def test_a_decision_that_points_at_nothing_is_named(
    known: Home, settings: Settings, table: str, line: str, found: tuple[str, str]
) -> None:
    decide(known, table, *APPLY[table], line)
    resolved(known, settings)
    (one,) = stale.of_last_run(known)
    assert one == stale.Stale(table, len(APPLY[table]) + 2, *found)
    assert "example" not in one.words, "a message holds no address"


def test_an_event_of_a_file_that_never_came_is_named_until_it_comes(known: Home, settings: Settings) -> None:
    (known.decisions / "events.csv").write_text("file_name,topic\nguests.csv,retail\nlater.csv,retail\n")
    resolved(known, settings)
    assert stale.of_last_run(known) == [stale.Stale("events", 3, "file_name", "file_unknown")]
    later = drop(known, "attendance", [ADA], "later.csv")
    resolved(known, settings)
    assert stale.of_last_run(known) == []
    # As of a day before it landed, it counts no more than if it had not come.
    files = pl.read_parquet(known.source_files)
    files.with_columns(is_counted=pl.col("file_id") != later).write_parquet(known.source_files)
    resolved(known, settings)
    assert stale.of_last_run(known) == [stale.Stale("events", 3, "file_name", "file_unknown")]


def test_before_the_first_run_nothing_is_known_to_be_stale(home: Home) -> None:
    assert stale.of_last_run(home) == []
