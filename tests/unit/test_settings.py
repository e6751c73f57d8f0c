"""Settings: every fault names file, key and remedy."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import yaml

from pipelines import warehouse
from pipelines.errors import SettingsError
from pipelines.home import Home
from pipelines.settings import Settings, home_from_environment, load, parse_instant


def write(home: Home, text: str) -> None:
    home.settings_file.write_text(text)


def test_a_home_without_a_file_has_the_defaults(home: Home) -> None:
    assert load(home) == Settings()


CHOICES = {
    "captured_floor": 0.2, "online_minutes": 10, "look_back_months": 24, "repeat_months": 12, "grace_days": 90,
    "tenure_days": 90, "tie_event_limit": 300, "follow_up_days": 30, "attribution_days": 180, "knowledge_floor": 0.65,
    "forecast_floor": 20, "open_days": 14, "smallest_cell": 5, "fewest_organisations": 3,
}  # fmt: skip
"""What the definitions of the metrics leave to choice, and what is chosen where nobody does."""


def test_a_build_without_settings_makes_the_usual_choices(home: Home) -> None:
    of_dbt = yaml.safe_load((warehouse.PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))["vars"]
    of_kith = warehouse.variables(home, Settings(), datetime(2026, 7, 1, 6, tzinfo=UTC))
    assert CHOICES.items() <= {**of_dbt, **of_kith}.items()
    assert CHOICES.items() <= of_dbt.items(), "dbt by itself makes the same numbers"
    assert Settings().privacy.largest_contributor_share == 0.8


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[locale]\ntimezon = 'Europe/Paris'", "unknown key 'locale.timezon'. Did you mean 'timezone'?"),
        ("[atendance]\nonline_minutes = 5", "unknown key 'atendance'. Did you mean 'attendance'?"),
        ("[locale]\ntimezone = 'Europe/Pariss'", "'Europe/Pariss' is no IANA time zone; did you mean 'Europe/Paris'?"),
        ("[privacy]\nsmallest_cell = 0", "'privacy.smallest_cell': Input should be greater than or equal to 1."),
        ("[zzz]\nq = 1", "It may be one of: clock, locale, inbox"),
        ("locale = [", "is not TOML"),
    ],
)
def test_a_fault_names_the_file_the_key_and_the_remedy(home: Home, text: str, message: str) -> None:
    write(home, text)
    with pytest.raises(SettingsError) as caught:
        load(home)
    assert message in str(caught.value)
    assert "kith.toml" in str(caught.value)


def test_a_clock_that_stands_still_is_read_in_utc(home: Home) -> None:
    write(home, "[clock]\nnow = 2026-07-01T08:00:00+02:00")
    assert load(home).now() == datetime(2026, 7, 1, 6, tzinfo=UTC)


def test_the_home_is_the_one_given_then_the_environment_then_data(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    monkeypatch.setenv("KITH_HOME", str(home.root))
    assert home_from_environment().root == home.root
    assert home_from_environment(home.root / "other").root == home.root / "other"
    monkeypatch.delenv("KITH_HOME")
    assert home_from_environment().root.name == "data"


def test_an_instant_without_a_zone_is_utc() -> None:
    assert parse_instant("2026-07-01T09:30") == datetime(2026, 7, 1, 9, 30, tzinfo=UTC)
    assert parse_instant("2026-07-01T09:30+02:00") == datetime(2026, 7, 1, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yesterday", "2026-13-01", "1.7.2026", ""])
def test_what_is_no_instant_says_how_to_write_one(text: str) -> None:
    with pytest.raises(SettingsError, match="Write it as 2026-07-01"):
        parse_instant(text)
