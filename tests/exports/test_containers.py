"""What a file is by its bytes, and what cannot be read at all."""

from __future__ import annotations

import gzip
import io
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.errors import RefusedFileError
from pipelines.exports.containers import container_of
from pipelines.exports.readers import archive
from tests.exports.conftest import Read
from tests.exports.reading import SAMPLES, as_zip, read_path
from tests.exports.workbooks import as_xlsx
from tests.users import as_ordinary_user

MEMBERS = (
    "Full Name,Email,Memberful ID,Plan,Active,Created at,Expiration date\n"
    "Ada Example,ada@example.org,1,Y,Yes,2026-01-15,2027-01-15\n"
)


def _beginning_before_its_file(archive: bytes) -> bytes:
    """An archive whose directory says that it stands further on, and its members so before the first byte."""
    said = struct.unpack("<I", archive[-6:-2])[0]
    return archive[:-6] + struct.pack("<I", said + 100) + archive[-2:]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty_file"),
        (b"PK\x03\x04" + b"\x00" * 40, "truncated_zip"),
        (as_zip({"a.csv": b"x" * 10_000})[:-30], "truncated_zip"),
        (_beginning_before_its_file(as_zip({"a.csv": b"x" * 10_000})), "truncated_zip"),
        (gzip.compress(MEMBERS.encode() * 50)[:-12], "truncated_gzip"),
        (b"%PDF-1.7 and so on", "unknown_container"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, "unknown_container"),
        (b"<!DOCTYPE html><html><table></table></html>", "unknown_container"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "unreadable"),
        (as_zip({"../outside.csv": b"a,b\n"}), "zip_limits"),
        (as_zip({"/etc/outside.csv": b"a,b\n"}), "zip_limits"),
        (as_zip({"C:\\outside.csv": b"a,b\n"}), "zip_limits"),
        (as_zip({"bomb.csv": b"\x20" * (1 << 25)}), "zip_limits"),
        ("a,b\n1,2\n".encode("utf-16")[:-1], "broken_encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_by_a_code_and_a_remedy(read: Read, content: bytes, reason: str) -> None:
    account = read(content, "given.bin").account
    assert (account.status, account.status_reason) == ("refused", reason)
    assert account.refusal is not None
    assert account.refusal.startswith("given.bin")
    assert account.refusal.count(".") >= 2


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    assert read_path(tmp_path).account.status_reason == "not_a_file"


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o777)
        yield Path(name)


@pytest.mark.parametrize("mode", [0o777, 0])
def test_a_file_without_the_right_to_read_it_is_refused(open_folder: Path, mode: int) -> None:
    folder = open_folder / "closed"
    folder.mkdir()
    path = folder / "closed.csv"
    path.write_text(MEMBERS)
    path.chmod(0)
    folder.chmod(mode)
    with as_ordinary_user(), pytest.raises(RefusedFileError) as refusal:
        container_of(path, "closed.csv")
    assert refusal.value.reason == "unreadable"


def test_a_protected_archive_is_refused(read: Read) -> None:
    content = bytearray(as_zip({"a.csv": b"a,b\n1,2\n"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert read(bytes(content), "a.zip").account.status_reason == "encrypted"


def test_more_members_than_any_export_has_are_refused(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_MEMBERS", 3)
    assert read(as_zip({f"{at}.csv": b"a,b\n" for at in range(4)}), "a.zip").account.status_reason == "zip_limits"


def test_what_unpacks_to_more_than_a_file_may_be_is_refused(read: Read) -> None:
    small = {"inbox": {"largest_bytes": 100}}
    for content in (as_zip({"m.csv": MEMBERS.encode()}), gzip.compress(MEMBERS.encode() * 3)):
        assert read(content, "m", settings=small).account.status_reason == "zip_limits"


def test_an_archive_within_an_archive_is_named_and_not_opened(read: Read) -> None:
    found = read(as_zip({"in.zip": as_zip({"m.csv": MEMBERS.encode()}), "m.csv": MEMBERS.encode()}), "a.zip")
    inner, members = found.account.parts
    assert (inner.layout_reason, inner.rows_in) == ("it cannot be read: zip_limits", 0)
    assert members.rows_loaded == 1


def test_a_member_that_cannot_be_read_takes_no_other_with_it(read: Read) -> None:
    found = read(as_zip({"broken.csv": "a,b\n1,2\n".encode("utf-16")[:-1], "m.csv": MEMBERS.encode()}), "a.zip")
    broken, members = found.account.parts
    assert (broken.layout_reason, members.rows_loaded) == ("it cannot be read: broken_encoding", 1)


def test_what_an_operating_system_packs_besides_is_left_out(read: Read) -> None:
    litter = {"__MACOSX/in/._m.csv": b"\x00\x05\x16\x07", "in/.DS_Store": b"\x00\x00\x00\x01Bud1"}
    found = read(as_zip({"in/m.csv": MEMBERS.encode(), **litter}), "a.zip")
    assert [part.part_name for part in found.account.parts] == ["m.csv"]


def test_gzip_and_zip_hold_the_same_records_as_the_file_itself(read: Read) -> None:
    plain = read(MEMBERS, "m.csv")
    assert read(gzip.compress(MEMBERS.encode()), "m.csv.gz").records("membership") == plain.records("membership")
    assert read(as_zip({"in/m.csv": MEMBERS.encode()}), "m.zip").records("membership") == plain.records("membership")


def test_a_member_is_dated_by_its_own_name(read: Read) -> None:
    contacts = (
        "User ID,First name,Email,Membership level,Membership status,Member since,Renewal due\n"
        "1,Ada,ada@example.org,Gold,Active,,\n"
    )
    inner = {"wildapricot_contacts_2026-03-31.csv": contacts.encode()}
    assert str(read(as_zip(inner), "w 2020-01-01.zip").only("membership")["snapshot_on"]) == "2026-03-31"


def test_each_sheet_is_a_part_and_rows_are_numbered_as_it_shows_them(read: Read) -> None:
    header, row = (line.split(",") for line in MEMBERS.strip().split("\n"))
    sheets = {"About": [["Made for the board"]], "Members": [[], ["Members of the year"], [], header, row], "Empty": []}
    found = read(as_xlsx(sheets), "members.xlsx")
    assert [part.part_name for part in found.account.parts] == ["About", "Members", "Empty"]
    assert found.kinds["membership"].select("part", "row_number").row(0) == (2, 5)
    assert found.account.parts[1].header_row == 4
    assert found.reconciles()


@pytest.mark.parametrize("sample", sorted((SAMPLES / "generic_messy").iterdir()), ids=lambda path: path.name)
def test_what_no_layout_knows_is_held_whole(sample: Path) -> None:
    found = read_path(sample)
    assert (found.account.status, found.account.status_reason) == ("unrecognised", "unknown_layout")
    assert found.reasons == {"unknown_layout": found.account.total("rows_in")}
    assert found.reconciles()


def test_code_pages_are_told_apart() -> None:
    assert read_path(SAMPLES / "business_cards" / "eight_export_ja_shift_jis.csv").account.encoding == "cp932"
    assert read_path(SAMPLES / "outlook" / "contacts_classic_cp1252.csv").account.encoding == "cp1252"


def test_nul_bytes_are_removed_and_counted(read: Read) -> None:
    found = read(MEMBERS.replace("Ada", "A\x00da\x00"), "m.csv")
    assert found.only("membership")["full_name"] == "Ada Example"
    assert found.account.nul_count == 2


def test_a_workbook_bomb_is_refused_before_it_is_opened(read: Read) -> None:
    buffer = io.BytesIO(as_xlsx({"a": [["x"]]}))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/bomb.xml", b" " * (1 << 25))
    assert read(buffer.getvalue(), "a.xlsx").account.status_reason == "zip_limits"
