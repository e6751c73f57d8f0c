"""Times in iCalendar: as ISO 8601 text, and the IANA zone they are in where that can be told.

A zone goes by its IANA name, by the name Windows gives it, or by one of the calendar's own
that only its `VTIMEZONE` explains; in such a zone a time is given with its offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import NamedTuple

from pipelines.exports.values.zones import zone_names

LARGEST_ZONE = 20_000
"""Characters of a zone's own rules; real ones have a few hundred."""

_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?")
_DURATION = re.compile(r"([+-])?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?")
_RULE = re.compile(r"(?im)^RRULE:(.*)$")
_PLAIN_RULE = re.compile(
    r"(?i)(?=.*FREQ=YEARLY)(BYMONTHDAY=[-\d,]+|[A-Z]+=[^,;]*)(;(BYMONTHDAY=[-\d,]+|[A-Z]+=[^,;]*))*;?"
)
"""Once a year, at one time of the day: what follows seconds would take for ever."""


class Moment(NamedTuple):
    """A time as text, the IANA zone that goes with it, and the same as a value where it could be read."""

    text: str
    zone: str = ""
    value: date | None = None


@dataclass
class Zones:
    """The zones of one calendar: its own, and the one it is shown in."""

    shown_in: str = ""
    own: dict[str, tzinfo | None] = field(default_factory=dict)

    def learn(self, lines: list[str]) -> None:
        """Takes in the lines of a `VTIMEZONE`; the first of several with one name counts."""
        name = next((line.partition(":")[2].strip() for line in lines if line.upper().startswith("TZID")), "")
        if name and not iana(name):
            self.own.setdefault(name, _own_zone(lines))

    def moment(self, value: str, name: str) -> Moment:
        """A `DATE` or `DATE-TIME`, of which `name` is the zone; what cannot be read stays as it is."""
        found = _MOMENT.fullmatch(value.strip())
        if found is None:
            return Moment(value.strip())
        zone = iana(name) or iana(self.shown_in)
        try:
            if found[4] is None:
                day = date(*map(int, found.groups()[:3]))
                return Moment(day.isoformat(), zone, day)
            time = datetime(*map(int, found.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001 - as it is written
        except ValueError:
            return Moment(value.strip())
        if found[7]:
            return Moment(f"{time.isoformat()}Z", zone, time)
        if name and not iana(name) and (own := self.own.get(name)) is not None:
            return Moment(time.replace(tzinfo=own).isoformat(), "", time.replace(tzinfo=own))
        return Moment(time.isoformat(), zone, time)

    def later(self, start: Moment, duration: str) -> str:
        """The time that is `duration` after `start`; empty where either cannot be read."""
        found = _DURATION.fullmatch(duration.strip().upper())
        if found is None or start.value is None:
            return ""
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:])
        length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
        try:
            end = start.value + (-length if found[1] == "-" else length)
        except OverflowError:
            return ""
        return end.isoformat() + ("Z" if start.text.endswith("Z") else "")


@lru_cache(1024)
def iana(name: str) -> str:
    """The IANA name of a zone that is called `name`; empty where it has none.

    >>> iana("W. Europe Standard Time"), iana("/mozilla.org/20070129_1/Europe/Berlin"), iana("Customised")
    ('Europe/Berlin', 'Europe/Berlin', '')
    """
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    pieces = name.strip().strip("/").split("/")
    tails = ["/".join(pieces[-count:]) for count in (len(pieces), 3, 2, 1) if 0 < count <= len(pieces)]
    return next((tail for tail in tails if tail in zone_names()), WINDOWS_TO_OLSON.get(name.strip(), ""))


def _own_zone(lines: list[str]) -> tzinfo | None:
    """What the lines of a `VTIMEZONE` say; None where they break the standard, or would take long to follow."""
    from icalendar import Timezone

    text = "\r\n".join(lines)
    if len(text) > LARGEST_ZONE or not all(_PLAIN_RULE.fullmatch(rule) for rule in _RULE.findall(text)):
        return None
    try:
        zone = Timezone.from_ical(text)
        return zone.to_tz() if isinstance(zone, Timezone) else None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        return None
