"""What kind of file a file is, by its first bytes: extensions lie."""

from __future__ import annotations

import re
import stat
import zipfile
from pathlib import Path
from typing import Literal

from pipelines.errors import RefusedFileError
from pipelines.exports.encodings import told_by

Container = Literal["text", "vcard", "calendar", "json", "zip", "gzip", "xlsx", "xls", "ods"]

HEAD_BYTES = 8192
_CONTROL = bytes(set(range(32)) - {0, 9, 10, 11, 12, 13, 26, 27})
_HTML = re.compile(rb"^\s*(<!doctype html|<html|<table)", re.IGNORECASE)
_FIRST: dict[Container, re.Pattern[str]] = {
    "vcard": re.compile(r"^\s*begin:vcard\s*$", re.IGNORECASE | re.MULTILINE),
    "calendar": re.compile(r"^\s*begin:(vcalendar|vevent)\s*$", re.IGNORECASE | re.MULTILINE),
    "json": re.compile(r"^(\{\s*[\"}]|\[\s*[{\[\]])"),
}
"""What a text begins with that is no table."""


def container_of(path: Path, file_name: str) -> Container:
    """The container of a file, by content; people know the file as `file_name`.

    Raises `RefusedFileError` (`not_a_file`, `unreadable`, `empty_file`, `truncated_zip`,
    `unknown_container`).
    """
    head = _head(path, file_name)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(path, file_name)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "xls"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    _refuse_other(file_name, head)
    return _of_text(head)


def _head(path: Path, file_name: str) -> bytes:
    try:
        if stat.S_ISREG(path.stat().st_mode):
            with path.open("rb") as stream:
                head = stream.read(HEAD_BYTES)
        else:
            raise RefusedFileError(
                "not_a_file", f"{file_name} is a folder, not a file.", "Drop the files in it one by one, or as a zip."
            )
    except OSError as error:
        raise RefusedFileError(
            "unreadable", f"{file_name} cannot be read ({error.strerror}).", "Check its permissions and the disk."
        ) from error
    if not head:
        raise RefusedFileError("empty_file", f"{file_name} is empty.", "Export it again.")
    return head


def _of_zip(path: Path, file_name: str) -> Container:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
                return "xlsx"
            is_sheet = "mimetype" in names and b"opendocument.spreadsheet" in archive.read("mimetype")
            return "ods" if is_sheet else "zip"
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise RefusedFileError(
            "truncated_zip", f"{file_name} is a zip that ends before its end.", "Download or export it again."
        ) from error


def _refuse_other(file_name: str, head: bytes) -> None:
    if _HTML.match(head):
        raise RefusedFileError(
            "unknown_container", f"{file_name} is a web page.", "Open it in a spreadsheet and save it as CSV or XLSX."
        )
    controls = len(head) - len(head.translate(None, _CONTROL))
    if head.startswith(b"%PDF") or (controls > len(head) * 0.01 and told_by(head) in (None, "utf-8-sig")):
        raise RefusedFileError(
            "unknown_container",
            f"{file_name} is neither text, a workbook, an archive, a vCard nor a calendar.",
            "Export it as CSV or XLSX.",
        )


def _of_text(head: bytes) -> Container:
    text = head.decode(told_by(head) or "latin-1", errors="replace")
    first = text.lstrip("\ufeff\r\n\t ")
    return next((container for container, pattern in _FIRST.items() if pattern.match(first)), "text")
