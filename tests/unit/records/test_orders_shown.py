"""Files whose dates leave the order of day and month open, read in the order that others of their layout show."""

from __future__ import annotations

import shutil
from datetime import datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as properties
from hypothesis import strategies as st

from pipelines.exports.values.evidence import Shown
from pipelines.home import Home, read_json
from pipelines.landing import manifests
from pipelines.records.explain import explain
from pipelines.records.orders_shown import OrdersShown
from pipelines.records.reading import ReadReport, read_landed
from pipelines.settings import Settings
from tests.unit.records.test_reading import MEMBERS, drop, lake_bytes

HEADINGS = "First Name,Last Name,Email,Interaction Type,Date,Assigned Rep\n"


def scans(*days: str) -> str:
    """A badge scanner's export with a scan on each of the days."""
    rows = (f"Ada,Example{number},,Badge scanning,{day} 18:00,Rowan Exhibitor\n" for number, day in enumerate(days))
    return HEADINGS + "".join(rows)


OPEN, MONTH_FIRST, DAY_FIRST = scans("04/11/2024"), scans("01/25/2024", "02/03/2024"), scans("25/01/2024")
ALL = {"open": OPEN, "month": MONTH_FIRST, "day": DAY_FIRST, "same": scans("05/05/2024"), "members": MEMBERS}


def read(home: Home, settings: Settings, **files: str) -> ReadReport:
    drop(home, settings, **files)
    return read_landed(home, settings)


def file_id(home: Home, name: str = "open.csv") -> str:
    return next(manifest.file_id for manifest in manifests(home) if manifest.file_name == name)


def day_of(home: Home) -> str:
    """The day of the scan whose file leaves it open."""
    (day,) = pl.read_parquet(home.record_file("interaction", file_id(home)))["occurred_on"]
    return str(day)


def basis_of(home: Home) -> list[tuple[str, str]]:
    (part,) = read_json(home.ledger_entry(file_id(home)))["parts"]
    return [(one["order"], one["basis"]) for one in part["date_orders"]]


APRIL, NOVEMBER = "2024-04-11", "2024-11-04"


@given(st.lists(st.sampled_from(["dmy", "mdy", "both"])))
def test_an_order_is_taken_where_all_files_show_it_that_show_any(shown: list[Shown]) -> None:
    expected = shown[0] if len(set(shown)) == 1 and shown[0] != "both" else None
    assert OrdersShown.of([{}, *({"scans": one, "calls": "dmy"} for one in shown)]).order_of("scans") == expected


def test_a_file_that_tells_after_one_that_does_not_has_it_read_again_and_nothing_else(
    home: Home, settings: Settings
) -> None:
    read(home, settings, open=OPEN, members=MEMBERS)
    assert (day_of(home), basis_of(home)) == (NOVEMBER, [("dmy", "setting")])
    assert read(home, settings, month=MONTH_FIRST).files_read == 2
    assert (day_of(home), basis_of(home)) == (APRIL, [("mdy", "other files")])
    assert read_landed(home, settings).files_read == 0


def test_files_of_another_layout_tell_nothing(home: Home, settings: Settings) -> None:
    other = MEMBERS.replace("2026-01-15", "01/15/2026")
    read(home, settings, open=OPEN, members=other)
    assert basis_of(home) == [("dmy", "setting")]


@pytest.mark.parametrize("contrary", [DAY_FIRST, scans("25/01/2024", "01/26/2024", "01/27/2024")])
def test_files_that_contradict_each_other_tell_nothing(home: Home, settings: Settings, contrary: str) -> None:
    read(home, settings, open=OPEN, month=MONTH_FIRST)
    assert day_of(home) == APRIL
    read(home, settings, contrary=contrary)
    assert (day_of(home), basis_of(home)) == (NOVEMBER, [("dmy", "setting")])


def test_what_a_file_showed_goes_with_it(home: Home, settings: Settings) -> None:
    read(home, settings, open=OPEN, month=MONTH_FIRST)
    shutil.rmtree(home.landed(file_id(home, "month.csv")))
    assert read_landed(home, settings).files_read == 1
    assert day_of(home) == NOVEMBER


def test_the_order_that_a_layout_states_goes_first(home: Home, settings: Settings) -> None:
    zoom = (
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\nAda Example,,{0} 18:00,{0} 19:00,60\n"
    )
    read(home, settings, open=zoom.format("04/11/2024"), other=zoom.format("25/01/2024"))
    assert basis_of(home) == [("mdy", "layout")] * 2


def test_a_file_that_landed_after_as_of_shows_nothing(home: Home, settings: Settings) -> None:
    read(home, settings, open=OPEN)
    before = lake_bytes(home)
    later = settings.model_copy(
        update={"clock": settings.clock.model_copy(update={"now": datetime(2026, 8, 1).astimezone()})}
    )
    read(home, later, month=MONTH_FIRST)
    assert day_of(home) == APRIL
    read_landed(home, later, settings.now())
    assert day_of(home) == NOVEMBER
    assert before.items() <= lake_bytes(home).items()


@properties(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(list(ALL)), st.sets(st.integers(1, len(ALL) - 1)), st.integers(2, len(ALL)))
def test_steps_in_any_order_give_what_all_at_once_gives(
    tmp_path_factory: pytest.TempPathFactory, settings: Settings, names: list[str], cuts: set[int], kept: int
) -> None:
    names = names[:kept]
    at_once, in_steps = (Home.at(tmp_path_factory.mktemp("home")) for _ in range(2))
    at_once.prepare()
    in_steps.prepare()
    read(at_once, settings, **{name: ALL[name] for name in names})
    for start, end in zip([0, *sorted(cuts)], [*sorted(cuts), len(names)], strict=True):
        read(in_steps, settings, **{name: ALL[name] for name in names[start:end]})
    assert lake_bytes(in_steps) == lake_bytes(at_once)


def test_an_explanation_takes_the_order_from_the_home(home: Home, settings: Settings) -> None:
    read(home, settings, month=MONTH_FIRST)
    path = home.root / "open.csv"
    path.write_text(OPEN)
    before = lake_bytes(home)
    (part,) = explain(path, home, settings).to_dict()["parts"]
    assert [(one["order"], one["basis"], one["open_count"]) for one in part["date_orders"]] == [
        ("mdy", "other files", 1)
    ]
    assert part["orders_shown"] == {"mdy": 1}
    assert lake_bytes(home) == before
