"""A whole data home of one world: its exports, decisions and settings, and the ground truth beside."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from benchmarks.exports import (
    decisions,
    eventbrite,
    google,
    hubspot,
    introductions,
    leads,
    linkedin,
    luma,
    meetup,
    memberful,
    pipedrive,
    pretix,
    stray,
    teams,
    vcard,
    wildapricot,
    zoom,
)
from benchmarks.exports.decisions import write_table
from benchmarks.exports.truth import Truth
from benchmarks.world.events import HOME_ZONE, Event
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.memberships import LEVELS
from benchmarks.world.plan import day_of
from benchmarks.world.turnout import Turnout
from benchmarks.world.world import World

EventExport = Callable[[World, Event, Turnout, Path, Truth], list[str]]
WholeExport = Callable[[World, Path, Truth], list[str]]

BY_EVENT: dict[str, EventExport] = {
    "luma": luma.export,
    "eventbrite": eventbrite.export,
    "pretix": pretix.export,
    "zoom": zoom.export,
    "teams": teams.export,
    "meetup": meetup.export,
}
AT_ONCE: dict[str, WholeExport] = {
    "wildapricot": wildapricot.export,
    "memberful": memberful.export,
    "linkedin": linkedin.export,
    "google": google.export,
    "vcard": vcard.export,
    "hubspot": hubspot.export,
    "introductions": introductions.export,
    "leads": leads.export,
    "pipedrive": pipedrive.export,
    "stray": stray.export,
}


TRUTH_COLUMNS = {
    "people": ("person_key", "full_name", "organisation_key", "industry_id", "sector_id"),
    "organisations": ("organisation_key", "name", "domain", "industry_id", "sector_id"),
    "affiliations": ("person_key", "organisation_key", "starts_on", "ends_on"),
    "events": ("event_key", "event_name", "event_on", "timezone", "format", "topic", "files"),
    "attendances": ("event_key", "person_key", "is_registered", "is_attended"),
    "memberships": ("tool", "person_key", "level", "starts_on", "ends_on", "known_on"),
}


def write_home(world: World, out: Path) -> None:
    """Writes `kith.toml`, `inbox/`, `decisions/` and `truth/` of a world below `out`."""
    inbox, chosen, truth = (out / name for name in ("inbox", "decisions", "truth"))
    for folder in (inbox, chosen, truth):
        folder.mkdir(parents=True, exist_ok=True)
    with Truth(truth / "records.csv") as rows:
        files = dict(_event_files(world, inbox, rows))
        for tool, export in AT_ONCE.items():
            if tool in world.plan.tools:
                export(world, inbox, rows)
    decisions.write(world, files, chosen)
    _write_truth(world, files, truth)
    (out / "kith.toml").write_text(_settings(world), encoding="utf-8")


def _event_files(world: World, inbox: Path, rows: Truth) -> Iterator[tuple[str, list[str]]]:
    for event, turnout in zip([*world.events, world.upcoming], [*world.turnouts, world.bookings], strict=True):
        tools = [tool for tool in event.tools if tool in world.plan.tools]
        yield event.key, [name for tool in tools for name in BY_EVENT[tool](world, event, turnout, inbox, rows)]


def _settings(world: World) -> str:
    now = f"{world.plan.as_of:%Y-%m-%dT%H:%M:%SZ}"
    locale = f'[locale]\ntimezone = "{HOME_ZONE}"\ncountry = "GB"\ncurrency = "GBP"\n'
    return (
        f"# An invented association: its clock stands still, so that its numbers do.\n[clock]\nnow = {now}\n\n{locale}"
    )


def _write_truth(world: World, files: dict[str, list[str]], folder: Path) -> None:
    for name, rows in (
        ("people", _people(world)),
        ("organisations", _organisations(world)),
        ("affiliations", _affiliations(world)),
        ("events", _events(world, files)),
        ("attendances", _attendances(world)),
        ("memberships", _memberships(world)),
    ):
        write_table(folder / f"{name}.csv", TRUTH_COLUMNS[name], rows)


def _people(world: World) -> Iterator[tuple[object, ...]]:
    """Everybody as of the last day."""
    people, today = world.people, world.plan.last_day
    kinds = people.industries_on(np.arange(len(people)), today)
    for person, kind in enumerate(kinds.tolist()):
        employer, industry = people.employer_on(person, today), INDUSTRIES[kind]
        name = " ".join(people.names_on(person, today))
        key = people.organisations.key(employer)
        yield people.key(person), name, key, industry.industry_id, industry.sector_id


def _organisations(world: World) -> Iterator[tuple[object, ...]]:
    organisations = world.people.organisations
    for number, name in enumerate(organisations.name):
        industry = INDUSTRIES[organisations.industry[number]]
        yield organisations.key(number), name, organisations.domain[number], industry.industry_id, industry.sector_id


def _affiliations(world: World) -> Iterator[tuple[object, ...]]:
    """Each employer with its days; open ends are empty."""
    people = world.people
    for person in range(len(people)):
        moves = [int(day) for day in people.moved[person] if day <= world.plan.last_day]
        bounds = ["", *(str(day_of(day)) for day in moves), ""]
        for slot, (start, end) in enumerate(itertools.pairwise(bounds)):
            yield people.key(person), people.organisations.key(int(people.employer[person, slot])), start, end


def _events(world: World, files: dict[str, list[str]]) -> Iterator[tuple[object, ...]]:
    for event in world.events:
        topic = INDUSTRIES[event.topic].industry_id if event.topic >= 0 else ""
        names = "; ".join(files[event.key])
        yield event.key, event.name, f"{event.starts_at:%Y-%m-%d}", event.zone, event.form, topic, names


def _attendances(world: World) -> Iterator[tuple[object, ...]]:
    for event, turnout in zip(world.events, world.turnouts, strict=True):
        columns = (turnout.person.tolist(), (turnout.registered_at >= 0).tolist(), turnout.attended.tolist())
        for person, registered, attended in zip(*columns, strict=True):
            yield event.key, world.people.key(person), int(registered), int(attended)


def _memberships(world: World) -> Iterator[tuple[object, ...]]:
    for tool, terms in (("wildapricot", world.terms), ("memberful", world.supporters)):
        table = np.column_stack([terms.person, terms.level, terms.starts_on, terms.ends_on, terms.paid_on])
        for person, level, *days in table.tolist():
            yield tool, world.people.key(person), LEVELS[level], *(day_of(day) for day in days)
