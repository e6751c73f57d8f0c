"""How large the sheets of an xlsx workbook say they are, told before anything lays them out.

A sheet of two cells may have them at opposite corners; whoever lays that out wants memory
for seventeen thousand million cells.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from functools import reduce
from pathlib import Path

from pipelines.errors import RefusedFileError
from pipelines.exports.readers.limits import check_cells

CHUNK_BYTES = 1 << 22
_OVERLAP = 256
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
_WIDE = re.compile(rb'\br="([A-Z]{2,3})\d')


def check_extents(path: Path, file_name: str) -> None:
    """Raises where a sheet of an xlsx file is too large or broken.

    As `OverLimitError` (`too_many_columns`, `too_many_cells`) or `RefusedFileError` (`truncated_zip`).
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if _SHEET.fullmatch(name):
                    check_cells(*_extent(archive, name))
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise RefusedFileError(
            "truncated_zip", f"{file_name} is a workbook with a damaged sheet.", "Download it or save it again."
        ) from error


def _extent(archive: zipfile.ZipFile, name: str) -> tuple[int, int]:
    rows, columns = 0, 26
    for text in _chunks(archive, name):
        rows = max([rows, *map(int, _ROW.findall(text))])
        columns = max([columns, *map(_number, set(_WIDE.findall(text)))])
    return rows, columns


def _number(letters: bytes) -> int:
    """`AA` → 27."""
    return reduce(lambda total, letter: total * 26 + letter - 64, letters, 0)


def _chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with archive.open(name) as stream:
        tail = b""
        while chunk := stream.read(CHUNK_BYTES):
            yield tail + chunk
            tail = chunk[-_OVERLAP:]
