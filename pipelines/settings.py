"""What an operator may set: `kith.toml` in the home, and `KITH_HOME` in the environment.

The only reader of `os.environ`. Every setting has a default and a description;
the reference page is written from them. An unknown key is an error that names
the key it may have meant.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipelines.errors import SettingsError
from pipelines.home import Home

DEFAULT_HOME = Path("data")


class Section(BaseModel):
    """A table of `kith.toml`: frozen, and closed to keys it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Clock(Section):
    """Time."""

    now: datetime | None = Field(
        None,
        description="Holds the home's clock still at this instant (demo and tests); unset, time passes.",
    )

    @field_validator("now")
    @classmethod
    def _as_utc(cls, value: datetime | None) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Locale(Section):
    """What an export leaves unsaid."""

    timezone: str = Field("Europe/London", description="IANA zone of times that name none; such rows are flagged.")
    date_order: Literal["dmy", "mdy"] = Field(
        "dmy", description="Order of day and month where neither a file nor others of its layout show it."
    )
    country: str = Field("GB", pattern="^[A-Z]{2}$", description="ISO country of phone numbers that carry no prefix.")
    currency: str = Field("GBP", pattern="^[A-Z]{3}$", description="Currency of amounts that name none.")

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            close = difflib.get_close_matches(value, available_timezones(), n=1)
            hint = f"; did you mean '{close[0]}'?" if close else ""
            raise ValueError(f"'{value}' is no IANA time zone{hint}")
        return value


class Inbox(Section):
    """How files are taken from the inbox."""

    settle_seconds: float = Field(
        2.0, ge=0, description="A file changed more recently than this is still being written, and waits."
    )
    largest_bytes: int = Field(4 * 1024**3, gt=0, description="A larger file is refused.")
    look_seconds: int = Field(30, ge=1, description="Seconds between two looks of the inbox sensor.")


class Attendance(Section):
    """Events."""

    captured_floor: float = Field(
        0.2, ge=0, le=1,
        description="Share of confirmed registrations with a check-in under which attendance counts as not captured.",
    )  # fmt: skip
    online_minutes: int = Field(10, ge=0, description="Minutes online from which a person attended.")
    look_back_months: int = Field(24, gt=0, description="Months without an event after which a person is new again.")


class Ties(Section):
    """Pairs of people, and how industries mix."""

    event_limit: int = Field(
        300,
        ge=2,
        le=300,
        description="People attending above which an event makes no pairs; industries still count it.",
    )
    look_back_months: int = Field(
        24, gt=0, description="Months in which events make pairs; older ones have faded, and make none."
    )
    most_pairs: int = Field(
        20_000_000,
        gt=0,
        description="Pairs of people at events, the newest first, beyond which earlier days make none.",
    )
    permutations: int = Field(
        999, ge=99, le=99_999, description="Times that industries are shuffled to see how they would mix by chance."
    )
    permutation_seed: int = Field(
        1, ge=0, description="What the shuffles are drawn from; the same seed, the same draws."
    )


class Network(Section):
    """Contacts, bridges between industries, and introductions."""

    contact_strength: float = Field(
        0.1, gt=0,
        description="Strength from which a tie is a contact: an event of eleven today, an exchange not five years ago.",
    )  # fmt: skip
    bridge_constraint: float = Field(
        0.5, gt=0, description="Constraint up to which a person who stands between industries is a bridge."
    )
    strongest_ties: int = Field(
        20, ge=1, le=100, description="Each person's strongest ties that introductions go over."
    )
    path_limit: int = Field(3, ge=1, description="Paths kept from one person to another.")
    suggestion_limit: int = Field(5, ge=1, description="Introductions suggested to a person.")


class Membership(Section):
    """Terms and renewals."""

    grace_days: int = Field(90, ge=0, description="Days after a term's end within which a next term is a renewal.")
    reinstated_as_new: bool = Field(
        True,
        description="Whether who comes back after the grace counts as new; false: as a member of old, who was gone.",
    )


class Outcomes(Section):
    """What came of it, and of introductions."""

    attribution_days: int = Field(
        180, ge=0, description="Days before an outcome in which the last touch is credited with it."
    )
    conversion_days: int = Field(
        180, gt=0, description="Days after a request or an introduction in which it has to reach a stage."
    )
    knowledge_floor: float = Field(
        0.65, ge=0, le=1, description="Share of outcomes known under which a rate is marked as of low knowledge."
    )


class Privacy(Section):
    """Small cells."""

    smallest_cell: int = Field(5, ge=1, description="A published cell about fewer people is hidden.")
    fewest_organisations: int = Field(3, ge=1, description="A published cell about fewer organisations is hidden.")
    largest_contributor_share: float = Field(
        0.8, gt=0, le=1, description="A sum is hidden where one contributor makes more than this share of it."
    )


class Identity(Section):
    """Who is who."""

    match_probability: float = Field(0.95, gt=0, lt=1, description="Pairs at or above are the same person.")
    review_probability: float = Field(0.5, gt=0, lt=1, description="Pairs from here to the match are kept for review.")


class Industries(Section):
    """Which industry."""

    least_confidence: float = Field(
        0.9, gt=0, le=1,
        description="Probability from which the classifier's industry is taken; below it, the industry is unknown.",
    )  # fmt: skip


class Forecasts(Section):
    """Renewal risk and turn-out."""

    models: bool = Field(
        True,
        description="Whether a model that beats the base rate in the backtest is published; false: base rates only.",
    )
    horizon_days: int = Field(120, gt=0, description="Days before a term's end from which its renewal is forecast.")
    most_outcomes: int = Field(
        1_000_000, gt=0, description="Registrations of known outcome, the newest first, that turn-out is learnt from."
    )
    floor: int = Field(
        20,
        ge=5,
        description="Outcomes of each kind (renewed and lapsed, came and stayed away) under which no model is fitted.",
    )


class Release(Section):
    """Publishing."""

    keep: int = Field(3, ge=1, description="Releases kept.")
    open_days: int = Field(14, ge=0, description="Days after its end that a period stays open to restatement.")


class Engine(Section):
    """The machine."""

    memory_limit: str = Field(
        "4GB", pattern=r"^\d+(\.\d+)?[KMGT]B$", description="Memory DuckDB may use before it spills."
    )
    threads: int = Field(2, ge=1, description="Threads DuckDB may use.")

    @property
    def limits(self) -> dict[str, Any]:
        """What DuckDB is opened with."""
        return {"memory_limit": self.memory_limit, "threads": self.threads}


class Schedule(Section):
    """The daily job."""

    cron: str = Field("0 5 * * *", description="When the daily job runs, in the home's time zone.")


class Settings(Section):
    """Everything `kith.toml` may say; each field is one of its tables."""

    clock: Clock = Clock()
    locale: Locale = Locale()
    inbox: Inbox = Inbox()
    attendance: Attendance = Attendance()
    ties: Ties = Ties()
    network: Network = Network()
    membership: Membership = Membership()
    outcomes: Outcomes = Outcomes()
    privacy: Privacy = Privacy()
    identity: Identity = Identity()
    industries: Industries = Industries()
    forecasts: Forecasts = Forecasts()
    release: Release = Release()
    engine: Engine = Engine()
    schedule: Schedule = Schedule()

    @property
    def zone(self) -> ZoneInfo:
        """The zone that times without one are read in."""
        return ZoneInfo(self.locale.timezone)

    def now(self) -> datetime:
        """The instant it is for this home, in UTC."""
        return self.clock.now or datetime.now(UTC)


def home_from_environment(given: str | Path | None = None) -> Home:
    """The home to use: what was given, else `KITH_HOME`, else `data` in the working folder."""
    return Home.at(given or os.environ.get("KITH_HOME") or DEFAULT_HOME)


def environment_for(home: Home, **more: str) -> dict[str, str]:
    """The environment for a child process that works on `home`, with `more` added."""
    return {**os.environ, "KITH_HOME": str(home.root), "DAGSTER_HOME": str(home.dagster), **more}


def adopt(home: Home, **more: str) -> None:
    """Makes `home` the one that this process uses from here on, with `more` for the tools it calls."""
    os.environ.update({"KITH_HOME": str(home.root), **more})


def load(home: Home) -> Settings:
    """The settings of a home; the defaults where it has no `kith.toml`.

    Raises `SettingsError`, naming file, key and remedy.
    """
    file = home.settings_file
    if not file.exists():
        return Settings()
    try:
        return Settings.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not TOML: {error}.", "Correct that line.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not UTF-8 text.", "Save it as UTF-8.") from error
    except ValidationError as error:
        raise SettingsError(f"{file}: {_first_fault(error)}", _remedy(error)) from error


def parse_instant(text: str) -> datetime:
    """An instant in UTC from a date or an ISO 8601 time; a bare date is its first instant.

    >>> parse_instant("2026-07-01")
    datetime.datetime(2026, 7, 1, 0, 0, tzinfo=datetime.timezone.utc)

    Raises `SettingsError` on anything else.
    """
    try:
        if len(text) == 10:
            day = date.fromisoformat(text)
            return datetime(day.year, day.month, day.day, tzinfo=UTC)
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise SettingsError(
            f"'{text}' is no date or time.", "Write it as 2026-07-01 or 2026-07-01T09:30:00Z."
        ) from error
    return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    key = ".".join(str(step) for step in fault["loc"])
    if fault["type"] == "extra_forbidden":
        return f"unknown key '{key}'."
    return f"'{key}': {fault['msg'].removeprefix('Value error, ')}."


def _remedy(error: ValidationError) -> str:
    fault = error.errors()[0]
    if fault["type"] != "extra_forbidden":
        return "Correct the value, or delete the line to use the default."
    *path, unknown = (str(step) for step in fault["loc"])
    known: Any = Settings.model_fields
    for step in path:
        known = known[step].annotation.model_fields
    close = difflib.get_close_matches(unknown, known, n=1, cutoff=0.5)
    return f"Did you mean '{close[0]}'?" if close else f"It may be one of: {', '.join(known)}."
