"""What is asked of a population: how large, over which months, from which seed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MONTHS = 30
EPOCH = date(1970, 1, 1)

TOOLS = (
    "luma", "eventbrite", "pretix", "zoom", "teams", "meetup", "wildapricot", "memberful", "linkedin", "google",
    "vcard", "hubspot", "leads", "pipedrive", "introductions", "stray",
)  # fmt: skip
"""The tools whose exports can be written; `introductions` is a sheet kept by hand, `stray` one that tells of nobody."""


@dataclass(frozen=True)
class Plan:
    """The size of a population; `attendances` is the number of registrations over all events."""

    people: int = 1_500
    events: int = 40
    seed: int = 7
    as_of: datetime = datetime(2026, 7, 1, 6, tzinfo=UTC)
    attendances: int | None = None
    tools: tuple[str, ...] = TOOLS

    @property
    def last_day(self) -> int:
        """The day before `as_of`, in days since 1970."""
        return day_number(self.as_of.date()) - 1

    @property
    def first_day(self) -> int:
        """The first day of the month that lies `MONTHS` before `as_of`."""
        months = self.as_of.year * 12 + self.as_of.month - 1 - MONTHS
        return day_number(date(months // 12, months % 12 + 1, 1))

    @property
    def registrations(self) -> int:
        """Registrations over all events: as asked, else what an association of this size sees.

        An event of an association with 1,500 people draws 90 of them; larger
        associations hold larger events, though not in proportion.
        """
        if self.attendances is not None:
            return self.attendances
        return round(self.events * 90 * (self.people / 1_500) ** 0.4)


def day_number(day: date) -> int:
    """Days since 1970."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day number."""
    return EPOCH + timedelta(days=int(number))


def instant(seconds: int) -> datetime:
    """The instant so many seconds after 1970, in UTC."""
    return datetime.fromtimestamp(int(seconds), UTC)
