"""Files made to hurt: each is refused with a reason and a remedy, before it costs memory or time."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.exports.conftest import Read
from tests.exports.reading import as_zip, read_path
from tests.exports.workbooks import as_xlsx

LUMA = "guest_id,name,email,approval_status,checked_in_at\n"
ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">{ENTITIES}]>'
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"


def patched(change: Callable[[str], str]) -> bytes:
    """A workbook of one sheet, of which the XML is changed."""
    with zipfile.ZipFile(io.BytesIO(as_xlsx({"S": [["a", "b"], ["1", "2"]]}))) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    return as_zip({**members, sheet: change(members[sheet].decode()).encode()})


def ods(cell: str, before: str = "") -> bytes:
    spaces = " ".join(f'xmlns:{name}="{OPEN_DOCUMENT}:{name}:1.0"' for name in ("office", "table", "text"))
    row = f'<table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row>'
    sheet = f'<office:spreadsheet><table:table table:name="S">{row}</table:table></office:spreadsheet>'
    body = f"<office:document-content {spaces}><office:body>{sheet}</office:body></office:document-content>"
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return as_zip({"mimetype": kind, "content.xml": f'<?xml version="1.0"?>{before}{body}'.encode()})


def ods_cell(text: str, repeated: int = 1) -> str:
    said = f'office:value-type="string" table:number-columns-repeated="{repeated}"'
    return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"


FAR_CELL = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "fifty thousand columns": (lambda: ",".join(f"c{at}" for at in range(50_000)).encode(), "too_many_columns"),
    "a workbook that says it is full": (
        lambda: patched(lambda sheet: sheet.replace("</sheetData>", FAR_CELL)), "too_many_cells",
    ),
    "entities within entities in a workbook": (
        lambda: patched(lambda sheet: sheet.replace("?>", f"?>{BOMB}").replace(">a<", ">&e9;<")), "unreadable",
    ),
    "entities within entities in a sheet of OpenDocument": (lambda: ods(ods_cell("&e9;"), BOMB), "unreadable"),
    "an entity that is a file of the machine": (
        lambda: ods(ods_cell("&e;"), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>'), "unreadable",
    ),
    "a cell that says it is repeated for ever": (lambda: ods(ods_cell("x", 16_384)), "unreadable"),
    "a workbook with a damaged sheet": (
        lambda: patched(str).replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 1),
        "truncated_zip",
    ),
    "lists within lists": (lambda: b"[{" + b'"a":[{' * 100_000, "broken_json"),
    "JSON that breaks off": (lambda: b'[{"a": 1}, {"a"', "broken_json"),
    "JSON without a list": (lambda: b'{"a": {"b": 1}}', "no_table"),
    "a way out of the folder": (lambda: as_zip({"../../guests.csv": LUMA.encode()}), "zip_limits"),
    "a way to the root": (lambda: as_zip({"/etc/guests.csv": LUMA.encode()}), "zip_limits"),
    "a way to another drive": (lambda: as_zip({"C:\\guests.csv": LUMA.encode()}), "zip_limits"),
}  # fmt: skip


@pytest.mark.parametrize(("content", "reason"), HOSTILE.values(), ids=HOSTILE.keys())
def test_it_is_refused_with_a_reason_and_a_remedy(content: Callable[[], bytes], reason: str, read: Read) -> None:
    found = read(content(), "guests")
    assert (found.account.status, found.account.status_reason) == ("refused", reason)
    assert "guests" in str(found.account.refusal)
    assert str(found.account.refusal).count(".") >= 2


def test_a_line_of_a_gigabyte_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "guests.csv"
    with path.open("wb") as out:
        for _ in range(1024):
            out.write(b"a" * (1 << 20))
    assert read_path(path).account.status_reason == "line_too_long"


@pytest.mark.parametrize("start", ["BEGIN:VCARD\nFN:", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:"])
def test_so_is_one_in_an_address_book_or_a_calendar(start: str, read: Read) -> None:
    assert read(start + "a" * (1 << 25), "guests").account.status_reason == "line_too_long"


def test_a_thousand_quotes_that_never_close_cost_a_row_each(read: Read) -> None:
    broken = "".join(
        f'g{at},"Ada {at}' + "x" * 10 + "\n" + f"h{at},Bo,bo@example.org,approved,\n" * 3 for at in range(999)
    )
    found = read(LUMA + broken, "Mixer - Guests.csv")
    assert found.reconciles()
    assert found.account.total("rows_in") >= 999


def test_a_quote_that_never_closes_loses_only_its_own_row(read: Read) -> None:
    rows = "".join(f"g{at},Bo {at},bo{at}@example.org,approved,2026-05-20T10:00:00Z\n" for at in range(5_000))
    found = read(LUMA + 'g,"Ada,ada@example.org,approved,\n' + rows, "Mixer - Guests.csv")
    assert found.reasons == {"unclosed_quote": 1}
    assert found.account.total("rows_loaded") == 5_000


def test_formulas_are_text_like_any_other(read: Read) -> None:
    found = read(LUMA + "g1,=1+2,ada@example.org,approved,2026-05-20T10:00:00Z\n", "Mixer - Guests.csv")
    assert found.only("attendance")["full_name"] == "=1+2"


def test_json_may_hold_one_object_a_line(read: Read) -> None:
    member = {
        "MemberId": 1,
        "type": "USER",
        "role": "BACKER",
        "isActive": True,
        "totalAmountDonated": 2,
        "name": "Ada Example",
    }
    found = read("\n".join(json.dumps(member | {"MemberId": at}) for at in range(3)), "members.json")
    assert found.account.total("rows_loaded") == 3
