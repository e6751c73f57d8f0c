"""However an export is written down, its records are the same; and every row is accounted for."""

from __future__ import annotations

import csv
import io
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.records.files import Ways
from tests.exports.reading import Outcome, read_path

HEADER = [
    "guest_id", "name", "first_name", "last_name", "email", "created_at", "approval_status", "checked_in_at",
    "ticket_name", "What's your company?",
]  # fmt: skip
NAME = "Open evening - Guests - 2026-05-21-09-00-00.csv"
LIMITED = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])

FIRST = datetime.fromisoformat("2024-12-31")
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
broken = st.text(st.sampled_from('ab,"\n\r\t; 1'), max_size=10)
times = st.datetimes(FIRST, FIRST + timedelta(days=700)).map(lambda time: time.strftime("%Y-%m-%dT%H:%M:%S.000Z"))
statuses = st.sampled_from(["approved", "pending_approval", "invited", "declined", "perhaps"])


@st.composite
def guests(draw: st.DrawFn, cells: st.SearchStrategy[str] = words) -> list[list[str]]:
    """Rows of a Luma guest list."""
    count = draw(st.integers(1, 8))
    rows = []
    for at in range(count):
        mail = f"a{draw(st.integers(0, 3))}@example.org"
        checked_in = draw(st.one_of(st.just(""), times))
        rows.append(
            [f"g{at}", draw(cells), draw(cells), draw(cells), mail, draw(times), draw(statuses), checked_in,
             draw(cells), draw(cells)]
        )  # fmt: skip
    return rows


def as_text(header: list[str], rows: list[list[str]], delimiter: str = ",", line_end: str = "\n") -> str:
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=delimiter, lineterminator=line_end).writerows([header, *rows])
    return buffer.getvalue()


def outcome(content: str | bytes, **ways: Any) -> Outcome:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "content"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        said = [
            {"file_name": NAME, "event_name": "Open evening", "event_on": pl.Series(["2026-05-20"]).str.to_date()[0]}
        ]
        return read_path(path, NAME, events=said, **ways)


def same_records(one: Outcome, other: Outcome) -> bool:
    return one.records("attendance") == other.records("attendance") and one.reasons == other.reasons


@LIMITED
@given(guests(), st.permutations(range(len(HEADER))))
def test_the_order_of_columns_changes_no_record(rows: list[list[str]], order: list[int]) -> None:
    permuted = as_text([HEADER[at] for at in order], [[row[at] for at in order] for row in rows])
    assert same_records(outcome(as_text(HEADER, rows)), outcome(permuted))


@LIMITED
@given(guests(), st.lists(words, min_size=8, max_size=8))
def test_columns_that_no_layout_names_change_no_record(rows: list[list[str]], extra: list[str]) -> None:
    wider = as_text([*HEADER, "Anything else?"], [[*row, cell] for row, cell in zip(rows, extra, strict=False)])
    assert same_records(outcome(as_text(HEADER, rows)), outcome(wider))


@LIMITED
@given(
    guests(),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    st.sampled_from([str, str.upper, str.title, lambda cell: f" {cell}\u202f"]),
)
def test_delimiter_line_ends_encoding_and_case_change_no_record(
    rows: list[list[str]], delimiter: str, line_end: str, encoding: str, spelt: Any
) -> None:
    written = as_text([spelt(cell) for cell in HEADER], rows, delimiter, line_end).encode(encoding)
    assert same_records(outcome(as_text(HEADER, rows)), outcome(written))


@LIMITED
@given(guests(), st.integers(0, 20), st.booleans())
def test_preamble_and_footer_change_no_record(rows: list[list[str]], preamble: int, has_footer: bool) -> None:
    text = "Notes\n" * preamble + as_text(HEADER, rows) + ("Total\n\nGenerated on 2026-06-01\n" if has_footer else "")
    assert same_records(outcome(as_text(HEADER, rows)), outcome(text))


@LIMITED
@given(guests(st.one_of(words, broken)), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_the_fast_way_and_the_exact_way_see_the_same_rows(
    rows: list[list[str]], line_end: str, is_repeated: bool
) -> None:
    text = as_text(HEADER, rows * 2 if is_repeated else rows, line_end=line_end)
    fast, exact = outcome(text, ways=Ways(plain_from_bytes=0)), outcome(text, ways=Ways(plain_from_bytes=None))
    assert same_places(fast, exact)


@LIMITED
@given(st.lists(st.text(st.sampled_from('ab,,,""\n\r;'), max_size=30), max_size=6))
def test_both_ways_agree_on_any_mess_below_a_header(lines: list[str]) -> None:
    text = ",".join(HEADER) + "\n" + "\n".join(lines)
    fast, exact = outcome(text, ways=Ways(plain_from_bytes=0)), outcome(text, ways=Ways(plain_from_bytes=None))
    assert same_places(fast, exact)
    assert exact.reconciles()


@LIMITED
@given(guests(st.one_of(words, broken)), st.data())
def test_every_row_is_loaded_held_or_a_duplicate(rows: list[list[str]], data: st.DataObject) -> None:
    for row in rows:
        row.extend([""] * data.draw(st.integers(0, 2)))
        if data.draw(st.booleans()):
            row.append("one too many")
    found = outcome(as_text(HEADER, rows + rows[: data.draw(st.integers(0, 2))]))
    assert found.reconciles()
    assert found.account.total("rows_in") >= len(rows)


def same_places(one: Outcome, other: Outcome) -> bool:
    return (
        one.account.as_entry("") == other.account.as_entry("")
        and one.quarantine.equals(other.quarantine)
        and one.kinds.keys() == other.kinds.keys()
        and all(frame.equals(other.kinds[kind]) for kind, frame in one.kinds.items())
    )


@pytest.mark.parametrize("plain_from_bytes", [0, None])
def test_batches_leave_no_seam(plain_from_bytes: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[f"g{at}", f"Ada {at % 7}", "", "", "", "", "approved", "", "", ""] for at in range(50)]
    rows = [*rows, *rows[:5], ["Total", *[""] * 9]]
    text = as_text(HEADER, rows)
    whole = outcome(text, ways=Ways(plain_from_bytes=plain_from_bytes))
    monkeypatch.setattr("pipelines.exports.rows.BATCH_ROWS", 7)
    monkeypatch.setattr("pipelines.exports.readers.plain.BATCH_ROWS", 7)
    assert same_places(whole, outcome(text, ways=Ways(plain_from_bytes=plain_from_bytes)))
    assert whole.account.total("rows_duplicate") == 5
    assert whole.account.parts[0].rows_skipped == 2
