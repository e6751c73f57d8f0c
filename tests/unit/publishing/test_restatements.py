"""Restatements: every number given otherwise is listed with what moved it, nothing else is; hidden is hidden."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.home import Home
from pipelines.identity import decisions
from pipelines.publishing import shelf
from pipelines.publishing.reading import released
from pipelines.publishing.release import publish
from pipelines.publishing.restatements import Numbers, restated
from pipelines.settings import Settings
from tests.unit.publishing.warehouses import AS_OF, make_home

MAY, JUNE, JULY = date(2026, 5, 1), date(2026, 6, 1), date(2026, 7, 1)
MONTHLY = Numbers("monthly", ("industry_id", "month_on"), {"attendance_count": "attendance_count"})
LISTED = "SELECT row_key, column_name, old_value, new_value, moved_by, moved_by_which FROM restatements ORDER BY ALL"
DEFINITIONS = {
    "table_name": ["monthly", "monthly"], "column_name": ["people_count", "attendance_count"],
    "metric": ["people_count", "attendance_count"],
}  # fmt: skip


def months(*rows: tuple[str, date, int | None], status: str = "final") -> pl.DataFrame:
    columns = {"industry_id": pl.String, "month_on": pl.Date, "attendance_count": pl.Int64}
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(period_status=pl.lit(status))


def cells(before: pl.DataFrame, after: pl.DataFrame, *days: date, numbers: Numbers = MONTHLY) -> list[tuple[Any, ...]]:
    first, last = days or (date(2026, 7, 10), date(2026, 8, 10))
    return (
        restated(numbers, before, after, (first, last))
        .select("row_key", "old_value", "new_value")
        .sort(pl.all())
        .rows()
    )


def test_a_number_given_otherwise_is_listed_with_its_row() -> None:
    before = months(("software", MAY, 12), ("design", MAY, 9))
    after = months(("design", MAY, 9), ("software", MAY, 15))
    assert cells(before, after) == [("industry_id=software, month_on=2026-05-01", 12.0, 15.0)]


def test_a_number_that_came_or_went_is_listed_from_the_first_month_that_was_published() -> None:
    before = months(("software", JUNE, 12), ("design", JUNE, None))
    after = months(("design", JUNE, 7), ("crafts", JUNE, 8), ("crafts", MAY, 8))
    assert cells(before, after) == [
        ("industry_id=crafts, month_on=2026-06-01", None, 8.0),
        ("industry_id=design, month_on=2026-06-01", None, 7.0),
        ("industry_id=software, month_on=2026-06-01", 12.0, None),
    ]


@pytest.mark.parametrize(
    ("days", "is_listed"),
    [
        ((date(2026, 6, 30), date(2026, 7, 20)), False),
        ((date(2026, 7, 20), date(2026, 6, 30)), False),
        ((date(2026, 7, 1), date(2026, 7, 20)), True),
        ((date(2026, 6, 20), date(2026, 6, 20)), True),
    ],
)
def test_a_month_that_still_ran_is_not_restated_by_running_on(days: tuple[date, date], is_listed: bool) -> None:
    assert bool(cells(months(("a", JUNE, 5)), months(("a", JUNE, 6)), *days)) is is_listed


@pytest.mark.parametrize(("day", "is_listed"), [(JULY, True), (JULY + timedelta(days=1), False)])
def test_a_number_as_of_the_release_is_restated_on_the_same_day_alone(day: date, is_listed: bool) -> None:
    numbers = Numbers("industry_engagement", ("industry_id",), {"people_count": "people_count"})
    before, after = (pl.DataFrame({"industry_id": ["a"], "people_count": [count]}) for count in (5, 6))
    assert bool(cells(before, after, JULY, day, numbers=numbers)) is is_listed


def test_a_table_that_was_not_published_restates_nothing() -> None:
    numbers = Numbers("industry_engagement", ("industry_id",), {"people_count": "people_count"})
    table = pl.DataFrame({"industry_id": ["a"], "people_count": [5]})
    assert cells(table.clear(), table, JULY, JULY, numbers=numbers) == []
    assert cells(months(), months(("a", JUNE, 5)), JULY, JULY) == []


def test_the_status_is_that_of_the_old_value() -> None:
    found = restated(MONTHLY, months(("a", MAY, 5), status="open"), months(("a", MAY, 6)), (JULY, JULY))
    assert found["period_status"].to_list() == ["open"]
    assert found["period_on"].to_list() == [MAY]


COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from([MAY, JUNE])), st.none() | st.integers(0, 3), max_size=6
)


@given(before=COUNTS, after=COUNTS)
def test_the_old_table_with_what_is_listed_is_the_new_one(
    before: dict[tuple[str, date], int | None], after: dict[tuple[str, date], int | None]
) -> None:
    old, new = (months(*((*key, count) for key, count in table.items())) for table in (before, after))
    first = min((month for _, month in before), default=JULY)
    shown = {key: count for key, count in before.items() if count is not None}
    for row_key, _, value in cells(old, new):
        industry, month = (part.split("=")[1] for part in row_key.split(", "))
        shown |= {(industry, date.fromisoformat(month)): value}
    kept = {key: count for key, count in after.items() if key[1] >= first}
    assert {key: count for key, count in shown.items() if count is not None} == {
        key: count for key, count in kept.items() if count is not None
    }


def published(home: Home, settings: Settings, counts: tuple[int, int], day: int = 0, **more: Any) -> list[Any]:
    """Publishes two industries' attendances in May by so many people each; returns the restatements listed."""
    people = more.pop("people", (20, 30))
    monthly = {"industry_id": ["a", "b"], "month_on": [MAY, MAY], "people_count": people, "attendance_count": counts}
    made = make_home(home, insights__monthly=monthly, insights__metric_definitions=DEFINITIONS, **more)  # type: ignore[arg-type]
    publish(made, settings, AS_OF + timedelta(days=day))
    with released(home) as connection:
        return connection.execute(LISTED).fetchall()


def source_files(*file_ids: str, **more: Any) -> dict[str, list[Any]]:
    columns = {"is_counted": True, "rows_loaded": 9, "rows_quarantined": 0, "layouts": "luma_guests",
               "date_order": None, "snapshot_on": None, **more}  # fmt: skip
    return {"file_id": list(file_ids), **{name: [value] * len(file_ids) for name, value in columns.items()}}


def row(old: float | None, new: float | None, moved_by: str, which: str | None = None) -> tuple[Any, ...]:
    return ("industry_id=a, month_on=2026-05-01", "attendance_count", old, new, moved_by, which)


def test_what_moved_a_number_is_what_differs_between_the_releases(home: Home, settings: Settings) -> None:
    one, two = source_files("f1"), source_files("f1", "f2")
    assert published(home, settings, (12, 9), insights__source_files=one) == []
    assert published(home, settings, (13, 9), insights__source_files=two) == [row(12, 13, "file", "file f2")]
    (home.decisions / "exclusions.csv").write_text("who,reason\nemail:a@b.example,staff\n")
    decisions.read_decisions(home)
    told = published(home, settings, (14, 9), insights__source_files=two)
    assert row(13, 14, "decision", "decision exclusions.csv") in told
    (home.decisions / "exclusions.csv").unlink()
    decisions.read_decisions(home)
    other = Settings.model_validate({"membership": {"grace_days": 30}})
    told = published(home, other, (15, 9), day=1, insights__source_files=two)
    which = "decision exclusions.csv, setting membership.grace_days"
    assert row(14, 15, "decision, setting, time", which) in told
    with released(home) as connection:
        changes = connection.execute("SELECT change_kind, subject, value_before, value_after FROM release_changes")
        assert ("setting", "membership.grace_days", "90", "30") in (rows := changes.fetchall())
        assert ("decision", "exclusions.csv", "1", None) in rows
        assert ("file", "f2", None, "9") in rows


def test_a_file_read_otherwise_or_counted_no_more_has_moved_what_moved(home: Home, settings: Settings) -> None:
    published(home, settings, (12, 9), insights__source_files=source_files("f1"))
    read = source_files("f1", layouts="other")
    assert published(home, settings, (13, 9), insights__source_files=read) == [row(12, 13, "file", "file f1")]
    none = source_files("f1", is_counted=False)
    told = published(home, settings, (14, 9), insights__source_files=none)
    assert row(13, 14, "file", "file f1") in told


def test_many_files_are_counted_after_the_first(home: Home, settings: Settings) -> None:
    published(home, settings, (12, 9), insights__source_files=source_files("f0"))
    files = source_files(*(f"f{number}" for number in range(6)))
    ((*_, which),) = published(home, settings, (13, 9), insights__source_files=files)
    assert which == "file f1, file f2, file f3, 2 more files"


def test_what_this_release_hides_its_history_hides_too(home: Home, settings: Settings) -> None:
    published(home, settings, (12, 9))
    assert published(home, settings, (13, 9)) == [row(12, 13, "")]
    told = published(home, settings, (7, 9), people=(4, 30))
    assert [(old, new) for _, column, old, new, *_ in told if column == "attendance_count"] == [(None, None)] * 2
    with released(home) as connection:
        assert connection.execute("SELECT bool_and(is_suppressed) FROM restatements").fetchall() == [(True,)]
    told = published(home, settings, (8, 9), people=(20, 30))
    assert row(None, 8, "") in told
    assert row(12, 13, "") not in told


def test_what_was_listed_outlives_its_release_and_the_same_release_lists_nothing_new(
    home: Home, settings: Settings
) -> None:
    kept = Settings.model_validate({**settings.model_dump(mode="json"), "release": {"keep": 1}})
    published(home, kept, (12, 9))
    for day in range(4):
        assert published(home, kept, (13, 9), day=day) == [row(12, 13, "")]
    assert len(shelf.kept(home)) == 1


def test_new_code_is_what_moved_it(home: Home, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    published(home, settings, (12, 9))
    monkeypatch.setattr("pipelines.publishing.release.code_version", lambda: "9.9.9")
    assert published(home, settings, (13, 9)) == [row(12, 13, "code", None)]
