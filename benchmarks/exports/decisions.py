"""What the association's people decided: the files of `decisions/` that go with the exports."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from benchmarks.exports.faces import ALIASED, alias
from benchmarks.exports.luma import TEST_EMAIL
from benchmarks.exports.zoom import BOT_EMAIL
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.organisations import ASSOCIATION, Organisations
from benchmarks.world.people import NAMESAKES, RENAMED
from benchmarks.world.world import World

COLUMNS = {
    "people": ("decision", "left", "right", "note"),
    "aliases": ("name", "organisation", "valid_from", "valid_to", "note"),
    "industries": ("organisation", "industry_id", "note"),
    "exclusions": ("who", "reason", "note"),
    "consents": ("who", "introductions", "note"),
    "events": ("file_name", "event_name", "event_on", "starts_at", "timezone", "topic", "format", "note"),
}

Rows = Iterable[tuple[str, ...]]


def write(world: World, files: dict[str, list[str]], folder: Path) -> None:
    """Writes the decisions; `files` names each event's files by the event's key."""
    organisations = world.people.organisations
    for name, rows in (
        ("people", _people(world)),
        ("aliases", _aliases(organisations)),
        ("industries", _industries(organisations)),
        ("exclusions", _exclusions(organisations)),
        ("consents", _consents(world)),
        ("events", _events(world, files)),
    ):
        write_table(folder / f"{name}.csv", COLUMNS[name], rows)


def write_table(path: Path, columns: tuple[str, ...], rows: Iterable[Iterable[object]]) -> None:
    """Writes a plain CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _people(world: World) -> Rows:
    people = world.people
    first, last = world.plan.first_day, world.plan.last_day
    one, other = (f"email:{people.work_email(person, last)}" for person in NAMESAKES)
    before, after = (f"email:{people.work_email(RENAMED, day)}" for day in (first, last))
    yield "same", before, after, "Took another name and another job"
    yield "different", one, other, "Two people of one name at one employer"


def _aliases(organisations: Organisations) -> Rows:
    name = organisations.name[ALIASED]
    yield alias(name), name, "", "", "What its own people call it"


def _industries(organisations: Organisations) -> Rows:
    """The industry of the largest organisation that never states its own."""
    sizes = organisations.weight * organisations.quiet
    largest = int(sizes.argmax())
    industry = INDUSTRIES[organisations.industry[largest]].industry_id
    yield organisations.name[largest], industry, "Known to us"


def _exclusions(organisations: Organisations) -> Rows:
    yield f"domain:{organisations.domain[ASSOCIATION]}", "staff", "Our own people"
    yield f"email:{TEST_EMAIL}", "test", "Trial registration"
    yield f"email:{BOT_EMAIL}", "bot", "Takes notes"


def _consents(world: World) -> Rows:
    people, last = world.people, world.plan.last_day
    yield f"email:{people.work_email(RENAMED, last)}", "no", "Asked not to be introduced"
    yield f"email:{people.work_email(NAMESAKES[0], last)}", "yes", "Said so at an event"


def _events(world: World, files: dict[str, list[str]]) -> Rows:
    """The topic and form of every event, and the day of the one that no file dates."""
    for event in [*world.events, world.upcoming]:
        for name in files.get(event.key, []):
            dated = event.captures_check_in
            yield (
                name,
                event.name,
                "" if dated else f"{event.starts_at:%Y-%m-%d}",
                "" if dated else f"{event.starts_at:%Y-%m-%dT%H:%M:%S}",
                "" if dated else event.zone,
                INDUSTRIES[event.topic].label if event.topic >= 0 else "",
                event.form,
                "" if dated else "Nobody was checked in; the day is from our diary",
            )
