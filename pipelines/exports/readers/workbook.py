"""Workbooks (xlsx, xls, ods): each sheet as rows of text, with the row numbers that the sheet shows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import polars as pl

from pipelines.errors import RefusedFileError
from pipelines.exports.rows import Row

_LONG = r"^[1-9]\d{16,}$"


class Workbook:
    """An opened workbook.

    Cells come as text: dates as ISO 8601, whole numbers without a point.
    Raises `RefusedFileError` (`encrypted`, `unreadable`) where it cannot be opened.
    """

    def __init__(self, path: Path, file_name: str) -> None:
        self._path = path
        self._file_name = file_name

    @cached_property
    def _reader(self):  # type: ignore[no-untyped-def]
        import fastexcel

        try:
            return fastexcel.read_excel(str(self._path))
        except fastexcel.FastExcelError as error:
            raise self._refusal(str(error)) from error

    @property
    def sheet_names(self) -> list[str]:
        """The names of the sheets, in the workbook's order."""
        return list(self._reader.sheet_names)

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet, blank ones included."""
        for number, cells in enumerate(self._frame(sheet).iter_rows(), start=1):
            yield Row(number, [cell or "" for cell in cells])

    def _frame(self, sheet: str) -> pl.DataFrame:
        import fastexcel

        try:
            loaded = self._reader.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")
        except fastexcel.FastExcelError as error:
            raise self._refusal(str(error)) from error
        return _without_rounded(loaded.to_polars())

    def _refusal(self, why: str) -> RefusedFileError:
        if "password" in why.lower() or "encrypted" in why.lower():
            return RefusedFileError(
                "encrypted", f"{self._file_name} is protected by a password.", "Save it without one."
            )
        return RefusedFileError(
            "unreadable", f"{self._file_name} is a workbook that cannot be opened.", "Save it again as XLSX or CSV."
        )


def _without_rounded(frame: pl.DataFrame) -> pl.DataFrame:
    """Long whole numbers that the workbook keeps as floating-point numbers show that they are rounded.

    Such a cell reads `1.2345678901234567e+19`; one that is text keeps every digit. Which of the two a
    cell is, is not told, but numbers of which each is exactly a float's are floats.
    """
    rounded = {name: found for name in frame.columns if (found := _rounded(frame[name]))}
    return frame.with_columns(pl.col(name).replace(found) for name, found in rounded.items())


def _rounded(cells: pl.Series) -> dict[str, str]:
    long = cells.filter(cells.str.contains(_LONG)).unique().to_list()
    return {cell: repr(float(cell)) for cell in long} if all(int(float(cell)) == int(cell) for cell in long) else {}
