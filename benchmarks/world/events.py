"""The events: when, about what, in which form, and which tools hold their lists; and the one still to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from benchmarks.world import industries
from benchmarks.world.dice import Dice
from benchmarks.world.plan import Plan, day_of

HOME_ZONE = "Europe/London"
AWAY_ZONE = "America/New_York"
DAYS_AHEAD = 15
"""Days from the last day to the event that is still to come, or a few less."""

_TOOLS_IN_TURN = (
    ("luma",), ("eventbrite",), ("zoom",), ("luma",), ("meetup",), ("pretix",), ("luma",), ("eventbrite", "zoom"),
    ("meetup",), ("luma",), ("teams",), ("pretix",), ("luma",), ("eventbrite",), ("zoom",), ("luma",), ("meetup",),
    ("eventbrite",), ("pretix",), ("luma",),
)  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One event. `topic` is a place in `INDUSTRIES`, -1 for none; times are local to `zone`."""

    number: int
    name: str
    topic: int
    form: str
    tools: tuple[str, ...]
    day: int
    starts_at: datetime
    minutes: int
    zone: str
    size: int
    captures_check_in: bool

    @property
    def key(self) -> str:
        """The event's name in the ground truth."""
        return f"e{self.number:04d}"

    @property
    def start_second(self) -> int:
        """The start in seconds since 1970."""
        return int(self.starts_at.timestamp())

    @property
    def ends_at(self) -> datetime:
        """The end, local to `zone`."""
        return self.starts_at + timedelta(minutes=self.minutes)

    def local(self, second: int) -> datetime:
        """A second since 1970 as local time of the event."""
        return datetime.fromtimestamp(int(second), ZoneInfo(self.zone))


def hold(plan: Plan) -> list[Event]:
    """The events of a population, in the order of their days, evenly over the months."""
    dice = Dice(plan.seed, "events")
    span = (plan.last_day - plan.first_day - 16) / plan.events
    spread = dice.share(plan.events)
    factors = 0.35 + dice.share(plan.events) ** 2 * 2.2
    sizes = factors * plan.registrations / factors.sum()
    return [
        _event(plan, number, plan.first_day + int((number + 0.2 + 0.6 * spread[number]) * span), round(sizes[number]))
        for number in range(plan.events)
    ]


def announce(plan: Plan) -> Event:
    """The event still to come, on a Luma page: its series goes on from those held, and nobody is checked in."""
    following = _event(plan, plan.events, plan.last_day + DAYS_AHEAD, round(plan.registrations / plan.events))
    local = datetime.combine(day_of(following.day), datetime.min.time(), ZoneInfo(HOME_ZONE))
    return replace(
        following,
        form="in_person",
        tools=("luma",),
        starts_at=local.replace(hour=18, minute=30),
        minutes=150,
        zone=HOME_ZONE,
        captures_check_in=False,
    )


def _event(plan: Plan, number: int, day: int, size: int) -> Event:
    tools = _TOOLS_IN_TURN[number % len(_TOOLS_IN_TURN)]
    series, label = industries.SERIES[number % len(industries.SERIES)]
    form = {"zoom": "online", "teams": "online"}.get(tools[-1], "in_person") if len(tools) == 1 else "hybrid"
    day = _working_day(day)
    if tools[-1] in ("zoom", "teams"):
        day = _late_in_month(day)
    away = number == 1 or number % 40 == 17
    if away:
        day = _last_of_month(day)
    local = datetime.combine(day_of(day), datetime.min.time(), ZoneInfo(AWAY_ZONE if away else HOME_ZONE))
    hour, minute = (20, 30) if away else (12, 30) if form == "online" else (18, 30)
    return Event(
        number=number,
        name=f"{series} {number // len(industries.SERIES) + 1}",
        topic=industries.position(label),
        form=form,
        tools=tools,
        day=day,
        starts_at=local.replace(hour=hour, minute=minute),
        minutes=60 if form == "online" else 150,
        zone=AWAY_ZONE if away else HOME_ZONE,
        size=max(6, min(size, plan.people // 3)),
        captures_check_in=number % 40 != 9,
    )


def _working_day(day: int) -> int:
    """The Thursday before a weekend, and no day between the years."""
    date = day_of(day)
    if date.month == 12 and date.day > 20:
        day -= 14
    return day - max(0, day_of(day).weekday() - 3)


def _late_in_month(day: int) -> int:
    """The same weekday after the 12th of the month, so that its date reads one way only."""
    return day + max(0, (19 - day_of(day).day) // 7 * 7)


def _last_of_month(day: int) -> int:
    """The last day of the month: its evening in New York is the next month in UTC."""
    date = day_of(day)
    following = (date.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day + (following - date).days - 1
