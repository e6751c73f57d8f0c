"""Writes a whole lake of any size as resolving would leave it, for measuring the warehouse alone.

An invented platform's years: people of whom few are often seen, events of a few dozen, contacts,
members, connections and outcomes. Everything is told by numbers; no export is written and nobody is
resolved, which would take most of the time. The same size and seed give the same bytes.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import dataframely as dy
import numpy as np
import polars as pl

from benchmarks.contacts import filled
from benchmarks.world.dice import Dice, Ints
from benchmarks.world.plan import day_number
from pipelines.home import RECORD_KINDS, Home
from pipelines.identity.decisions import read_decisions
from pipelines.identity.tables import TABLES
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import AcceptanceResult, QuarantinedRow, SourceFile, SourcePart

AS_OF = datetime(2026, 7, 1, 6, tzinfo=UTC)
FIRST_DAY, LAST_DAY = day_number(date(2022, 7, 1)), day_number(date(2026, 6, 30))
FILES = 48
"""Files of attendances: as many as months."""

EVENT_SIZE = 20
"""The middle size of an event; sizes are spread as a logarithm is, so that the mean is some 26."""

PEOPLE_EACH = 10
"""People per organisation."""

LEVELS = ("Individual", "Corporate", "Student", "Fellow")
STATUSES = {"attended": 0.6, "registered": 0.28, "cancelled": 0.07, "waitlisted": 0.05}
INDUSTRIES = Path(__file__).resolve().parents[1] / "dbt_project/seeds/industries.csv"


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    people: int = 1_000_000
    attendances: int = 20_000_000
    contacts: int = 2_000_000
    seed: int = 7

    @property
    def interactions(self) -> int:
        """One for each person."""
        return self.people

    @property
    def members(self) -> int:
        """Every fifth person."""
        return self.people // 5

    @property
    def outcomes(self) -> int:
        """One for every twentieth person."""
        return self.people // 20


def write(home: Home, size: Size, share_later: float = 0.0) -> None:
    """Prepares `home` with a lake of `size`; the last `share_later` of its attendances are left for `write_later`."""
    home.prepare()
    read_decisions(home)
    _write_people(home, size)
    files = [*_attendances(home, size, share_later), *_others(home, size)]
    _write_ledger(home, files)
    links = [home.identity / "links" / f"{file_id}.parquet" for file_id, _, _ in files]
    _join_links(home, links)


def write_later(home: Home, size: Size, share_later: float) -> None:
    """Adds one file: attendances of the newest events, as many as `share_later` of all."""
    later = _later_file(home, size, share_later)
    before = pl.read_parquet(home.source_files)
    files = [(row["file_id"], row["record_kinds"], row["rows_in"]) for row in before.iter_rows(named=True)]
    _write_ledger(home, [*files, later])
    _join_links(home, sorted((home.identity / "links").glob("*.parquet")))


def _write_people(home: Home, size: Size) -> None:
    number = pl.int_range(size.people, eager=True)
    organisation = _of_people(size)
    people = pl.DataFrame({"person_id": _ids("p", number), "organisation_id": _ids("o", organisation)}).with_columns(
        full_name=pl.format("Person {}", number), email=pl.format("p{}@mail.example", number),
        record_count=2, profile_count=1, is_excluded=number % 997 == 0, refuses_introductions=number % 499 == 0,
    )  # fmt: skip
    _put(TABLES["people"], people, home.identity / "people.parquet")
    _put(TABLES["organisations"], _organisations(size), home.identity / "organisations.parquet")
    _put(TABLES["affiliations"], _affiliations(size, number, organisation), home.identity / "affiliations.parquet")
    for name in TABLES:
        path = home.identity / f"{name}.parquet"
        if not path.exists():
            TABLES[name].create_empty().write_parquet(path)


def _of_people(size: Size) -> pl.Series:
    return pl.Series(Dice(size.seed, "employer").below(max(size.people // PEOPLE_EACH, 2), size.people))


def _organisations(size: Size) -> pl.DataFrame:
    number = pl.int_range(max(size.people // PEOPLE_EACH, 2), eager=True)
    industry = pl.Series(_industry_ids()).gather(_industry_of(size, number.to_numpy()))
    return pl.DataFrame({"organisation_id": _ids("o", number), "industry_id": industry}).with_columns(
        organisation_name=pl.format("Organisation {}", number), industry_source=pl.lit("explicit"),
        industry_confidence=1.0, record_count=PEOPLE_EACH,
    )  # fmt: skip


def _affiliations(size: Size, person: pl.Series, organisation: pl.Series) -> pl.DataFrame:
    """One employer for most; every tenth person moved on a day, to the next organisation in number."""
    moved = pl.Series(Dice(size.seed, "moves").between(FIRST_DAY, LAST_DAY, size.people)).cast(pl.Int32).cast(pl.Date)
    has_moved = person % 10 == 0
    count = max(size.people // PEOPLE_EACH, 2)
    stays = pl.DataFrame({"person": person, "organisation": organisation, "on": moved, "has_moved": has_moved})
    first = stays.with_columns(starts_on=pl.lit(None, pl.Date), ends_on=pl.when("has_moved").then("on"))
    second = stays.filter("has_moved").with_columns(
        organisation=(pl.col("organisation") + 1) % count, starts_on="on", ends_on=pl.lit(None, pl.Date)
    )
    both = pl.concat([first, second])
    industry = pl.Series(_industry_ids()).gather(_industry_of(size, both["organisation"].to_numpy()))
    return both.select(
        person_id=_ids("p", both["person"]), organisation_id=_ids("o", both["organisation"]),
        employment=pl.lit("employed"), industry_id=industry, industry_source=pl.lit("explicit"),
        industry_confidence=1.0, starts_on="starts_on", ends_on="ends_on",
        shown_from_on=pl.col("starts_on").fill_null(pl.lit(FIRST_DAY).cast(pl.Int32).cast(pl.Date)),
        affiliation_source=pl.lit("contact"), confidence=0.9,
    )  # fmt: skip


def _industry_ids() -> list[str]:
    with INDUSTRIES.open(encoding="utf-8", newline="") as file:
        return [row["industry_id"] for row in csv.DictReader(file)]


def _industry_of(size: Size, organisation: Ints) -> Ints:
    """Some industries are common, others rare."""
    ids = len(_industry_ids())
    chosen = Dice(size.seed, "industries").pick(1 / (np.arange(ids) + 3.0), max(size.people // PEOPLE_EACH, 2))
    return chosen[organisation]


@dataclass(frozen=True)
class _Events:
    """Events in the order of their days, and where each one's attendances begin."""

    day: Ints
    begins: Ints


def _events(size: Size) -> _Events:
    dice = Dice(size.seed, "events")
    mean = EVENT_SIZE * np.exp(0.7**2 / 2)
    count = max(round(size.attendances / mean), 1)
    # Two even draws make a bell curve that is near enough to a normal one.
    bell = (dice.share(count) + dice.share(count) + dice.share(count) - 1.5) * 2
    sizes = np.maximum((EVENT_SIZE * np.exp(0.7 * bell)).astype(np.int64), 2)
    day = np.sort(dice.between(FIRST_DAY, LAST_DAY + 1, count))
    begins = np.concatenate([[0], np.cumsum(sizes)])
    return _Events(
        day, np.minimum(np.round(begins * (size.attendances / begins[-1])), size.attendances).astype(np.int64)
    )


def _attendances(home: Home, size: Size, share_later: float) -> Iterator[tuple[str, str, int]]:
    events = _events(size)
    end = round(size.attendances * (1 - share_later))
    edges = np.linspace(0, end, FILES + 1).astype(np.int64)
    for number, (start, stop) in enumerate(itertools.pairwise(edges)):
        yield _attendance_file(home, size, events, f"a{number:03d}", int(start), int(stop))


def _later_file(home: Home, size: Size, share_later: float) -> tuple[str, str, int]:
    start = round(size.attendances * (1 - share_later))
    return _attendance_file(home, size, _events(size), "a999", start, size.attendances)


def _attendance_file(
    home: Home, size: Size, events: _Events, file_id: str, start: int, stop: int
) -> tuple[str, str, int]:
    dice = Dice(size.seed, "attendances", file_id)
    count = stop - start
    event = np.searchsorted(events.begins, np.arange(start, stop), side="right") - 1
    person = (dice.share(count) ** 1.6 * size.people).astype(np.int64)
    status = pl.Series(list(STATUSES)).gather(dice.pick(list(STATUSES.values()), count))
    on = pl.Series(events.day[event]).cast(pl.Int32).cast(pl.Date)
    speaks = pl.Series(dice.chance(0.03, count))
    starts = on.cast(pl.Datetime("us")) + pl.duration(hours=18)
    rows = pl.DataFrame({"event": event, "status": status, "event_on": on}).with_columns(
        full_name=pl.format("Person {}", pl.Series(person)), tool=pl.lit("invented"),
        event_name=pl.format("Event {}", "event"), event_starts_at=starts,
        event_ends_at=starts + pl.duration(hours=2), event_timezone=pl.lit("Europe/London"),
        is_online=pl.col("event") % 4 == 0, is_timezone_assumed=False, captures_check_in=True,
        role=pl.when(speaks).then(pl.lit("speaker")).otherwise(pl.lit("attendee")),
        registered_at=starts - pl.duration(days=pl.Series(dice.below(40, count))),
    ).drop("event")  # fmt: skip
    return _file(home, "attendance", file_id, rows, {"subject": person})


def _others(home: Home, size: Size) -> Iterator[tuple[str, str, int]]:
    dice = Dice(size.seed, "others")
    someone = (dice.share(size.contacts) * size.people).astype(np.int64)
    yield _file(home, "contact", "c000", _named(someone, seen_on=_days(dice, size.contacts)), {"subject": someone})
    yield _memberships(home, size, dice)
    count = size.interactions
    giver, taker = ((dice.share(count) ** 1.6 * size.people).astype(np.int64) for _ in "ab")
    kinds = pl.Series(["connection", "meeting", "introduction", "badge_scan"])
    tied = pl.DataFrame({"occurred_on": _days(dice, count)}).with_columns(
        from_full_name=pl.format("Person {}", pl.Series(giver)), to_full_name=pl.format("Person {}", pl.Series(taker)),
        interaction_kind=kinds.gather(dice.below(4, count)),
    )  # fmt: skip
    yield _file(home, "interaction", "i000", tied, {"from": giver, "to": taker})
    buyer = (dice.share(size.outcomes) * size.people).astype(np.int64)
    closed = _named(buyer, occurred_on=_days(dice, size.outcomes)).with_columns(
        outcome_kind=pl.lit("client"), tool_outcome_id=pl.int_range(pl.len()).cast(pl.String),
        stage=pl.Series(["won", "lost", "opportunity"]).gather(dice.below(3, size.outcomes)),
        value=pl.Series(dice.below(1000, size.outcomes) * 50.0), currency=pl.lit("GBP"), is_self_reported=False,
    )  # fmt: skip
    yield _file(home, "outcome", "o000", closed, {"subject": buyer})
    nothing = KINDS["organisation"].create_empty()
    nothing.write_parquet(home.records("organisation") / "none.parquet")


def _memberships(home: Home, size: Size, dice: Dice) -> tuple[str, str, int]:
    """Terms of a year each, one to four for every member."""
    terms = 1 + dice.below(4, size.members)
    member = np.repeat(np.arange(size.members) * 5, terms)
    number = np.arange(len(member)) - np.repeat(np.cumsum(terms) - terms, terms)
    begun = np.repeat(dice.between(FIRST_DAY, FIRST_DAY + 500, size.members), terms) + 365 * number
    starts = pl.Series(begun).cast(pl.Int32).cast(pl.Date)
    level = pl.Series(LEVELS).gather(np.repeat(dice.below(len(LEVELS), size.members), terms))
    rows = _named(member, starts_on=starts).with_columns(
        member_kind=pl.lit("person"), tool_member_id=pl.Series(member).cast(pl.String), level=level,
        status=pl.lit("active"), ends_on=pl.col("starts_on") + pl.duration(days=364), is_lifetime=False,
        is_complimentary=False, is_dependent=False, is_full_snapshot=False,
    )  # fmt: skip
    return _file(home, "membership", "m000", rows, {"subject": member})


def _named(person: Ints, **columns: pl.Series) -> pl.DataFrame:
    return pl.DataFrame(columns).with_columns(
        full_name=pl.format("Person {}", pl.Series(person)), tool=pl.lit("invented")
    )


def _days(dice: Dice, count: int) -> pl.Series:
    return pl.Series(dice.between(FIRST_DAY, LAST_DAY, count)).cast(pl.Int32).cast(pl.Date)


def _file(home: Home, kind: str, file_id: str, rows: pl.DataFrame, sides: dict[str, Ints]) -> tuple[str, str, int]:
    """Leaves `rows` as the records of a file, with a link for each of their sides."""
    placed = rows.with_columns(
        file_id=pl.lit(file_id), part=pl.lit(1), row_number=pl.int_range(2, pl.len() + 2), layout=pl.lit("invented")
    )
    _put(KINDS[kind], placed, home.records(kind) / f"{file_id}.parquet")
    links = pl.concat(
        placed.select(
            "file_id", "part", "row_number", record_kind=pl.lit(kind), side=pl.lit(side),
            person_id=_ids("p", pl.Series(person)), profile_id=_ids("f", pl.Series(person)),
            match_rule=pl.lit("single"), match_probability=1.0,
        )
        for side, person in sides.items()
    )  # fmt: skip
    (home.identity / "links").mkdir(exist_ok=True)
    _put(TABLES["identity_links"], links, home.identity / "links" / f"{file_id}.parquet")
    return file_id, kind, rows.height


def _join_links(home: Home, parts: list[Path]) -> None:
    pl.scan_parquet(parts).sink_parquet(home.identity / "identity_links.parquet")


def _write_ledger(home: Home, files: list[tuple[str, str, int]]) -> None:
    file_id, kind, rows = (pl.Series(column) for column in zip(*files, strict=True))
    known = pl.DataFrame({"file_id": file_id, "record_kinds": kind, "rows_in": rows, "rows_loaded": rows}).with_columns(
        file_name=pl.format("{}.csv", "file_id"), sha256="file_id", byte_count=1, landed_at=AS_OF.replace(tzinfo=None),
        status=pl.lit("read"), part_count=1, rows_quarantined=0, rows_duplicate=0, unknown_value_count=0,
        ambiguous_date_count=0, restated_row_count=0, is_full_snapshot=False, is_accepted=True, is_counted=True,
        part=1, layout=pl.lit("invented"), layout_reason=pl.lit("invented"), rows_skipped=0,
    )  # fmt: skip
    _put(SourceFile, known, home.source_files)
    _put(SourcePart, known, home.source_parts)
    AcceptanceResult.create_empty().write_parquet(home.acceptance)
    QuarantinedRow.create_empty().write_parquet(home.quarantine / "none.parquet")
    for kind in RECORD_KINDS:
        if not any(home.records(kind).iterdir()):
            KINDS[kind].create_empty().write_parquet(home.records(kind) / "none.parquet")


def _ids(letter: str, number: pl.Series) -> pl.Series:
    return number.cast(pl.String).str.zfill(12).str.replace("^", f"{letter}_").alias("id")


def _put(contract: type[dy.Schema], rows: pl.DataFrame, path: Path) -> None:
    filled(rows, contract).write_parquet(path)
