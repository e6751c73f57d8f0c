"""Nothing is run where nothing is new, and everything else is news."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines import freshness
from pipelines.home import Home, write_json
from pipelines.settings import Settings, parse_instant

AS_OF = parse_instant("2026-07-01")


@pytest.fixture
def noted(home: Home, settings: Settings) -> Home:
    """A home whose last run published, as far as the stamp can see."""
    for path in (home.insights_file, home.restricted_file, home.warehouse_file, home.source_files):
        path.write_bytes(b"")
    write_json(home.release_manifest, {"release_id": "r1"})
    freshness.note(home, settings, AS_OF, "r1")
    return home


def test_a_home_that_nothing_happened_to_is_up_to_date(noted: Home, settings: Settings) -> None:
    assert freshness.is_up_to_date(noted, settings, AS_OF)


def test_a_home_that_never_ran_is_not(home: Home, settings: Settings) -> None:
    assert not freshness.is_up_to_date(home, settings, AS_OF)


NEWS: dict[str, Callable[[Home], object]] = {
    "a file in the inbox": lambda home: (home.inbox / "a.csv").write_text("x"),
    "a landed file": lambda home: write_json(home.landed("f" * 16) / "manifest.json", {}),
    "a decision": lambda home: (home.decisions / "people.csv").write_text("decision,left,right,note\n"),
    "a layout": lambda home: (home.layouts / "own.yaml").write_text("name: own\n"),
    "another release in place": lambda home: write_json(home.release_manifest, {"release_id": "r0"}),
    "no published database": lambda home: home.insights_file.unlink(),
    "no warehouse": lambda home: home.warehouse_file.unlink(),
    "no lake": lambda home: home.source_files.unlink(),
}


@pytest.mark.parametrize("news", NEWS)
def test_whatever_changed_is_news(noted: Home, settings: Settings, news: str) -> None:
    NEWS[news](noted)
    assert not freshness.is_up_to_date(noted, settings, AS_OF)


def test_another_instant_or_another_setting_is_news(noted: Home, settings: Settings) -> None:
    assert not freshness.is_up_to_date(noted, settings, parse_instant("2026-07-02"))
    changed = Settings.model_validate({"attendance": {"online_minutes": 5}})
    assert not freshness.is_up_to_date(noted, changed, AS_OF)
