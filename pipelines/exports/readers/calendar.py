"""iCalendar as a table: one row an attendee of each event, under headings of our own.

Read line by line, since files in the wild are fragments, break off, or hold components that
break the standard; names, parameters and escapes are icalendar's. What stands in other
components than events (to-dos, alarms, free/busy times) is passed by.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from pipelines.exports.readers.calendar_times import Moment, Zones
from pipelines.exports.readers.content_lines import unfolded
from pipelines.exports.readers.limits import OverLimitError
from pipelines.exports.rows import SEPARATOR, Row

HEADINGS = [
    "calendar event", "summary", "starts", "ends", "timezone", "location", "status", "categories", "organiser",
    "organiser e-mail", "attendee", "attendee e-mail", "answer", "attendee kind", "attendee role", "guests",
]  # fmt: skip

MOST_ATTENDEES = 200_000
"""Of one event: all are held until the event ends, since its times may stand below them."""

_KEPT = frozenset({"UID", "SUMMARY", "DTSTART", "DTEND", "DURATION", "LOCATION", "STATUS", "CATEGORIES", "ORGANIZER"})
_NAME = re.compile(r"\s*([A-Za-z0-9-]+)")


class _Property(NamedTuple):
    parameters: dict[str, list[str]]
    value: str

    def parameter(self, name: str) -> str:
        return " ".join(", ".join(self.parameters.get(name, ())).split())

    @property
    def text(self) -> str:
        return _plain(self.value)

    @property
    def mail(self) -> str:
        """The address of a calendar user: the `EMAIL` given, else a `mailto:` address in any case."""
        address = self.parameter("EMAIL") or re.sub(r"(?i)^\s*mailto:", "", self.value).strip()
        return address if "@" in address else ""


@dataclass
class _Event:
    properties: dict[str, _Property] = field(default_factory=dict)
    categories: list[str] = field(default_factory=list)
    attendees: list[_Property | str] = field(default_factory=list)

    def take(self, name: str, line: str) -> None:
        found = _property(line)
        if name == "ATTENDEE":
            self.attendees.append(found or line)
            if len(self.attendees) > MOST_ATTENDEES:
                raise _too_many_attendees()
        elif found is not None and name == "CATEGORIES":
            self.categories += [_plain(one) for one in re.split(r"(?<!\\),", found.value)]
        elif found is not None:
            self.properties.setdefault(name, found)

    def cells(self, zones: Zones) -> list[str]:
        """What every row of the event begins with."""
        organiser = self.properties.get("ORGANIZER", _Property({}, ""))
        texts = {name: one.text for name, one in self.properties.items()}
        starts, ends = self._times(zones)
        return [
            texts.get("UID", ""), texts.get("SUMMARY", ""), starts.text, ends, starts.zone,
            texts.get("LOCATION", ""), texts.get("STATUS", "").upper(), SEPARATOR.join(filter(None, self.categories)),
            organiser.parameter("CN"), organiser.mail,
        ]  # fmt: skip

    def _times(self, zones: Zones) -> tuple[Moment, str]:
        start, end = (self._moment(name, zones) for name in ("DTSTART", "DTEND"))
        duration = self.properties.get("DURATION")
        return start, zones.later(start, duration.value) if duration and not end.text else end.text

    def _moment(self, name: str, zones: Zones) -> Moment:
        given = self.properties.get(name)
        return zones.moment(given.value, given.parameter("TZID")) if given else Moment("")


class _Reading:
    """The events met so far, one at a time; `depth` is that of components within the event."""

    def __init__(self) -> None:
        self.zones = Zones()
        self._event: _Event | None = None
        self._depth = 0
        self._zone: list[str] = []

    def take(self, line: str) -> _Event | None:
        """Takes in a line; gives the event that it ends."""
        name = _name(line)
        component = line.partition(":")[2].strip().upper() if name in ("BEGIN", "END") else ""
        if self._zone or (component == "VTIMEZONE" and self._event is None):
            self._take_zone(line, component, is_end=name == "END")
        elif component:
            return self._begin(component) if name == "BEGIN" else self._end(component)
        elif self._event is not None and not self._depth and (name == "ATTENDEE" or name in _KEPT):
            self._event.take(name, line)
        elif self._event is None and name == "X-WR-TIMEZONE":
            self.zones.shown_in = line.partition(":")[2].strip()
        return None

    def rest(self) -> _Event | None:
        """The event that the file breaks off in."""
        return self._event

    def _take_zone(self, line: str, component: str, *, is_end: bool) -> None:
        self._zone.append(line)
        if is_end and component == "VTIMEZONE":
            self.zones.learn(self._zone)
            self._zone = []

    def _begin(self, component: str) -> _Event | None:
        if component == "VEVENT":  # one that begins within another tells that the other was not ended
            ended, self._event, self._depth = self._event, _Event(), 0
            return ended
        self._depth += self._event is not None
        return None

    def _end(self, component: str) -> _Event | None:
        if component in ("VEVENT", "VCALENDAR"):
            ended, self._event, self._depth = self._event, None, 0
            return ended
        self._depth = max(self._depth - 1, 0)
        return None


def read_rows(path: Path) -> Iterator[Row]:
    """A header row numbered 0, then the attendees of a UTF-8 calendar's events from 1.

    An event without any has one row.

    An attendee that breaks the standard beyond reading has the fault `broken_line`. Times are
    ISO 8601; `ends` is as the calendar has it, for a whole day the day after. Raises
    `OverLimitError` (`line_too_long`, `too_many_attendees`).
    """
    yield Row(0, HEADINGS)
    reading = _Reading()
    number = 0
    for event in _events(path, reading):
        own = event.cells(reading.zones)
        attendees: list[_Property | str | None] = [*event.attendees] or [None]
        for attendee in attendees:
            number += 1
            if isinstance(attendee, str):
                yield Row(number, [*own, attendee], 0, "broken_line")
            else:
                yield Row(number, [*own, *(_attendee_cells(attendee) if attendee else [""] * 6)])


def _events(path: Path, reading: _Reading) -> Iterator[_Event]:
    for line in unfolded(path):
        if (ended := reading.take(line)) is not None:
            yield ended
    if (last := reading.rest()) is not None:
        yield last


def _attendee_cells(attendee: _Property) -> list[str]:
    return [
        attendee.parameter("CN"), attendee.mail, attendee.parameter("PARTSTAT").upper() or "NEEDS-ACTION",
        attendee.parameter("CUTYPE").upper() or "INDIVIDUAL", attendee.parameter("ROLE").upper(),
        attendee.parameter("X-NUM-GUESTS"),
    ]  # fmt: skip


def _name(line: str) -> str:
    found = _NAME.match(line)
    return found[1].upper() if found else ""


def _property(line: str) -> _Property | None:
    """What a line says; None where it breaks the standard beyond reading."""
    from icalendar.parser import Contentline

    for text in (line, re.sub(";+", ";", line.replace('"', ""))):  # a name in odd quotes is read without them
        try:
            _, parameters, value = Contentline(text).raw_parts()  # type: ignore[no-untyped-call]
        except ValueError:
            continue
        return _Property(
            {key.upper(): [given] if isinstance(given, str) else given for key, given in parameters.items()}, value
        )
    return None


def _plain(value: str) -> str:
    from icalendar.parser import unescape_char

    return " ".join(unescape_char(value).split())


def _too_many_attendees() -> OverLimitError:
    return OverLimitError(
        "too_many_attendees",
        f"has an event of more than {MOST_ATTENDEES:,} attendees",
        "Check that it is a calendar, and export it again.",
    )
