"""Delimited text, read fast: polars in batches, for files whose quoting and line ends are regular.

`is_plain` proves that the two readers see the same rows; what it cannot see (rows
longer than the header, repeated headers, blank rows between rows) raises
`NotPlainError` while reading, and the file is read again by `delimited.py`.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl

from pipelines.exports.encodings import CHUNK_BYTES
from pipelines.exports.rows import BATCH_ROWS, Batch, NotPlainError, Row

_QUOTE, _CR, _LF = 34, 13, 10


def is_plain(path: Path, delimiter: str) -> bool:
    """Whether every quote opens or closes a cell or is doubled in one, and every line ends in LF or CR LF."""
    quotes_before, tail = 0, b"\n"
    with path.open("rb") as stream:
        if stream.read(len(BOM_UTF8)) != BOM_UTF8:
            stream.seek(0)
        while chunk := stream.read(CHUNK_BYTES):
            # The last two bytes wait for what follows them; the first stands before what is judged.
            text, tail = tail + chunk, (tail + chunk[-3:])[-3:]
            if b'"' not in text and b"\r" not in text:
                continue
            data = np.frombuffer(text, dtype=np.uint8)
            if not _is_regular(data, len(data) - 2, ord(delimiter), quotes_before):
                return False
            quotes_before += int(np.count_nonzero(data[1:-2] == _QUOTE))
    rest = np.frombuffer(tail + b"\n\n", dtype=np.uint8)
    return _is_regular(rest, len(rest) - 1, ord(delimiter), quotes_before) and _is_closed(rest, quotes_before)


def _is_regular(data: np.ndarray, end: int, delimiter: int, quotes_before: int) -> bool:
    """Judges `data[1:end]`: a quote that opens follows a delimiter or line end, one that closes precedes one."""
    returns = np.flatnonzero(data[1:end] == _CR) + 1
    if returns.size and not np.all(data[returns + 1] == _LF):
        return False
    quotes = np.flatnonzero(data[1:end] == _QUOTE) + 1
    if not quotes.size:
        return True
    opens = (np.arange(quotes.size) + quotes_before) % 2 == 0
    before, after = data[quotes - 1], data[quotes + 1]
    opens_well = (before == delimiter) | (before == _LF) | (before == _QUOTE)
    closes_well = (after == delimiter) | (after == _LF) | (after == _CR) | (after == _QUOTE)
    return bool(np.all(np.where(opens, opens_well, closes_well)))


def _is_closed(rest: np.ndarray, quotes_before: int) -> bool:
    return (quotes_before + int(np.count_nonzero(rest[1:] == _QUOTE))) % 2 == 0


def read_batches(path: Path, delimiter: str, header: Row) -> Iterator[Batch]:
    """The rows below `header`, in order.

    Raises `NotPlainError` where only the exact reader can account for the rows.
    """
    is_over = False
    for frame in _collected(_frames(path, delimiter, header)):
        batch, ends_blank = _checked(frame, header)
        if is_over and batch.frame.height:
            raise NotPlainError("blank rows stand between rows")
        is_over = is_over or ends_blank
        yield batch


def read_columns(path: Path, delimiter: str, header: Row, columns: list[str]) -> Iterator[pl.DataFrame]:
    """The cells of some columns, in order, without the checks that `read_batches` makes."""
    return _collected(_frames(path, delimiter, header).select(columns))


def _frames(path: Path, delimiter: str, header: Row) -> pl.LazyFrame:
    return pl.scan_csv(
        path,
        has_header=False,
        separator=delimiter,
        skip_lines=header.line,
        schema={f"c{position}": pl.String for position in range(len(header.cells))},
        empty_string_is_null=False,
        missing_columns="insert",
        row_index_name="row_number",
        row_index_offset=header.number + 1,
        glob=False,
    ).with_columns(pl.col("row_number").cast(pl.Int64))


def _collected(frames: pl.LazyFrame) -> Iterator[pl.DataFrame]:
    try:
        yield from frames.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True)
    except (pl.exceptions.ComputeError, pl.exceptions.SchemaError) as error:
        raise NotPlainError("rows do not fit the header") from error


def _checked(frame: pl.DataFrame, header: Row) -> tuple[Batch, bool]:
    """A batch without trailing blank rows, and whether it had any."""
    if (frame["c0"] == header.cells[0]).any():
        raise NotPlainError("the header is repeated")
    blank = _blank_rows(frame)
    if not blank.size:
        return Batch(frame), False
    kept = frame.height - blank.size
    if blank[0] != kept:
        raise NotPlainError("blank rows stand between rows")
    return Batch(frame.head(kept), (), blank.size), True


def _blank_rows(frame: pl.DataFrame) -> np.ndarray:
    """The positions of rows without a filled cell; the first column is asked first, being mostly filled."""
    suspects = (frame["c0"].str.strip_chars() == "").arg_true()
    if not len(suspects):
        return np.empty(0, dtype=np.int64)
    cells = frame.drop("row_number")[suspects]
    is_blank = cells.select(pl.all_horizontal(pl.all().str.strip_chars() == "")).to_series()
    return suspects.filter(is_blank).to_numpy()
