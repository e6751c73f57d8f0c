"""When the fast reader may be trusted, and what makes it step aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.exports.readers import plain
from pipelines.exports.rows import NotPlainError, Row
from pipelines.records.files import Ways
from tests.exports.conftest import Read


@pytest.fixture(params=[1, 2, 3, 1 << 24], ids=lambda size: f"chunks of {size}")
def chunked(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "CHUNK_BYTES", request.param)


@pytest.mark.usefixtures("chunked")
@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("a,b\n1,2\n", True),
        ('a,b\r\n"1\r\n2","say ""so"""\r\n"",""\r\n', True),
        ('\ufeff"a",b\n1,"2"', True),
        ('a,b\n5",6"\n', False),
        ('a,b\nx""y,2\n', False),
        ('a,b\n"1"2,3\n', False),
        ('a,b\n1,"open\n', False),
        ("a,b\r1,2\r", False),
        ("a,b\r\r\n1,2\r\r\n", False),
        ('a;b\n1;"x"\n', False),
        ('a,b\n1,"x"', True),
        ('"', False),
        ("a", True),
    ],
)
def test_quotes_and_line_ends_are_judged_whole(tmp_path: Path, text: str, is_plain: bool) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(text.encode())
    assert plain.is_plain(path, ",") is is_plain


@pytest.mark.parametrize(
    "body",
    ["1,2\n\n3,4\n", "1,2\na,b\n3,4\n", "1,2\n3,4,5\n", "1,2\n3,4,\n"],
    ids=["blank row between rows", "header again", "row too long", "empty cell too many"],
)
def test_what_the_fast_reader_cannot_account_for_stops_it(tmp_path: Path, body: str) -> None:
    path = tmp_path / "text.csv"
    path.write_text("a,b\n" + body)
    with pytest.raises(NotPlainError):
        list(plain.read_batches(path, ",", Row(1, ["a", "b"], 1)))


def test_the_fast_reader_numbers_rows_as_a_spreadsheet_does(tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_text('Notes\na,b\n"1\n1",2\n3\n\n\n')
    (batch,) = plain.read_batches(path, ",", Row(2, ["a", "b"], 2))
    assert batch.frame.rows() == [(3, "1\n1", "2"), (4, "3", "")]
    assert batch.skipped == 2


def test_a_file_that_stops_the_fast_reader_is_read_exactly(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[str] = []
    real = plain.read_batches

    def noted(*arguments):
        started.append("fast")
        return real(*arguments)

    monkeypatch.setattr(plain, "read_batches", noted)
    header = "Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date\n"
    rows = "Ada Example,ada@example.org,1,Y,Yes,2026-01-15,2027-01-15\nBo Test,bo@example.org,2,Y,Yes,,,more\n"
    found = read(header + rows, "m.csv", ways=Ways(plain_from_bytes=0))
    assert started
    assert found.reasons == {"too_many_cells": 1}
    assert found.account.total("rows_loaded") == 1


def test_dates_as_bare_numbers_far_below_are_still_decided_for_the_whole_column(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.exports.rows.BATCH_ROWS", 2)
    monkeypatch.setattr(plain, "BATCH_ROWS", 2)
    header = "Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date\n"
    days = ["2026-01-01", "2026-01-02", "2026-01-03", "03/04/2026", "03/13/2026"]
    rows = "".join(f"Ada Example,a{at}@example.org,{at},Y,Yes,{day},\n" for at, day in enumerate(days))
    for ways in (Ways(plain_from_bytes=0), Ways(plain_from_bytes=None)):
        found = read(header + rows, "m.csv", ways=ways)
        assert [str(one["joined_on"]) for one in found.records("membership")][-2:] == ["2026-03-04", "2026-03-13"]
