"""Files of cells as tools write them: delimited text, workbooks and archives, the same bytes every time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from xml.sax.saxutils import escape

_ZIP_TIME = (2026, 7, 1, 6, 0, 0)


class Delimited:
    """Delimited text that counts its rows as a spreadsheet does."""

    def __init__(self, stream: io.TextIOBase, delimiter: str = ",", line_end: str = "\r\n") -> None:
        self._writer = csv.writer(stream, delimiter=delimiter, lineterminator=line_end)
        self._stream = stream
        self._line_end = line_end
        self.row_number = 0

    def write(self, cells: Iterable[str]) -> int:
        """Writes one row and returns its number."""
        self._writer.writerow(cells)
        self.row_number += 1
        return self.row_number

    def write_line(self, text: str = "") -> int:
        """Writes one line as it is, unquoted: a title, or nothing."""
        self._stream.write(text + self._line_end)
        self.row_number += 1
        return self.row_number


@contextmanager
def delimited(
    path: Path, *, encoding: str = "utf-8", bom: bool = False, delimiter: str = ",", line_end: str = "\r\n"
) -> Iterator[Delimited]:
    """A delimited text file at `path`, open for writing."""
    with path.open("w", encoding=encoding, newline="") as stream:
        if bom:
            stream.write("\ufeff")
        yield Delimited(stream, delimiter, line_end)


@contextmanager
def archive(path: Path) -> Iterator[zipfile.ZipFile]:
    """A zip file at `path`; members are stored as they are, so that no compressor's version shows."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as file:
        yield file


def add_member(file: zipfile.ZipFile, name: str, content: str) -> None:
    """Puts text into an archive under a fixed date."""
    member = zipfile.ZipInfo(name, _ZIP_TIME)
    member.create_system, member.external_attr = 3, 0o644 << 16
    file.writestr(member, content.encode("utf-8"))


class Sheet:
    """One sheet of a workbook: every cell is text, as the tools that make them write it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._rows: list[str] = []

    def write(self, cells: Iterable[str]) -> int:
        """Writes one row and returns its number."""
        number = len(self._rows) + 1
        filled = ((_column(place), text) for place, text in enumerate(cells) if text)
        inner = "".join(
            f'<c r="{column}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' for column, text in filled
        )
        self._rows.append(f'<row r="{number}">{inner}</row>')
        return number

    def xml(self) -> str:
        """The sheet as SpreadsheetML."""
        return f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(self._rows)}</sheetData></worksheet>'


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Writes an .xlsx file of these sheets."""
    numbers = range(1, len(sheets) + 1)
    entries = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in zip(numbers, sheets, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    kinds = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_SPREADSHEET}.worksheet+xml"/>'
        for number in numbers
    )
    with archive(path) as file:
        add_member(file, "[Content_Types].xml", _CONTENT_TYPES.format(sheets=kinds))
        add_member(file, "_rels/.rels", _ROOT_LINKS)
        add_member(
            file,
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{entries}</sheets></workbook>',
        )
        add_member(
            file, "xl/_rels/workbook.xml.rels", f'{_XML}<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'
        )
        for number, sheet in zip(numbers, sheets, strict=True):
            add_member(file, f"xl/worksheets/sheet{number}.xml", sheet.xml())


def _column(place: int) -> str:
    """The letters of a column counted from 0."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_CONTENT_TYPES = (
    _XML + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_SPREADSHEET}.sheet.main+xml"/>'
    "{sheets}</Types>"
)
_ROOT_LINKS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
