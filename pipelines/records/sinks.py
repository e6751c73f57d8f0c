"""Where records and quarantined rows go: the lake's Parquet files, or the memory of `kith explain`."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

import dataframely as dy
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.home import Home, replacing
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import QuarantinedRow

CONTRACT_FILE = "_contract.parquet"

REPETITION = 10
"""How often a value must come, on average, for a column to be kept as a dictionary."""

REPETITION_ROWS = 10_000


class Sink(Protocol):
    """Takes what reading a file gives, in order of part and row."""

    def records(self, kind: str, frame: pl.DataFrame) -> None:
        """Takes records of one kind, in the columns of its contract."""

    def quarantined(self, frame: pl.DataFrame) -> None:
        """Takes quarantined rows, in the columns of `QuarantinedRow`."""


class LakeSink:
    """Writes one landed file's Parquet files; they stand only when all of them are whole.

    One table is written while the next rows are read.
    """

    def __init__(self, home: Home, file_id: str, stack: ExitStack) -> None:
        self._home = home
        self._file_id = file_id
        self._stack = stack
        self._writers: dict[Path, pq.ParquetWriter] = {}
        self._thread = stack.enter_context(ThreadPoolExecutor(1))
        self._writing: Future[None] | None = None

    @property
    def written(self) -> set[Path]:
        """The files that were begun."""
        return set(self._writers)

    def records(self, kind: str, frame: pl.DataFrame) -> None:
        """Appends records to the kind's file."""
        self._append(self._home.record_file(kind, self._file_id), frame)

    def quarantined(self, frame: pl.DataFrame) -> None:
        """Appends rows to the quarantine's file."""
        self._append(self._home.quarantine_file(self._file_id), frame)

    def _append(self, path: Path, frame: pl.DataFrame) -> None:
        if not frame.height:
            return
        self.settle()
        table = frame.to_arrow(compat_level=pl.CompatLevel.newest())
        if path not in self._writers:
            beside = self._stack.enter_context(replacing(path))
            self._writers[path] = self._stack.enter_context(_writer(beside, table.schema, _repetitive(frame)))
        self._writing = self._thread.submit(self._writers[path].write_table, table)

    def settle(self) -> None:
        """Waits for what is being written; raises what went wrong there."""
        writing, self._writing = self._writing, None
        if writing is not None:
            writing.result()


@contextmanager
def lake_sink(home: Home, file_id: str) -> Iterator[LakeSink]:
    """A sink whose files are put in place when the block ends well; those of an earlier reading go."""
    with ExitStack() as stack:
        sink = LakeSink(home, file_id, stack)
        try:
            yield sink
        finally:
            sink.settle()
    for path in places(home, file_id):
        if path not in sink.written:
            path.unlink(missing_ok=True)


def places(home: Home, file_id: str) -> list[Path]:
    """Every Parquet file that reading a landed file may write."""
    folders = [*(home.records(kind) for kind in KINDS), home.quarantine]
    return [folder / f"{file_id}.parquet" for folder in folders]


def write_contracts(home: Home) -> None:
    """Puts an empty file with the contract's columns beside the others, so that a glob always finds a schema."""
    for folder, contract in _folders(home):
        path = folder / CONTRACT_FILE
        if not path.exists():
            with replacing(path) as beside:
                table = contract.create_empty().to_arrow(compat_level=pl.CompatLevel.newest())
                with _writer(beside, table.schema, []) as writer:
                    writer.write_table(table)


def _folders(home: Home) -> Iterator[tuple[Path, type[dy.Schema]]]:
    for kind, contract in KINDS.items():
        yield home.records(kind), contract
    yield home.quarantine, QuarantinedRow


def _repetitive(frame: pl.DataFrame) -> list[str]:
    """The columns whose values repeat enough to be kept as a dictionary, by the first rows of a file."""
    looked_at = frame.head(REPETITION_ROWS)
    columns = pl.exclude(pl.List)
    is_repetitive = looked_at.select(columns.n_unique() * REPETITION <= max(looked_at.height, REPETITION))
    return [name for name in is_repetitive.columns if is_repetitive[name][0]]


def _writer(path: Path, schema: pa.Schema, repetitive: list[str]) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, schema, compression="zstd", compression_level=1, use_dictionary=repetitive)


class MemorySink:
    """Keeps the first records of each kind, and the place and reason of every quarantined row."""

    def __init__(self, kept: int) -> None:
        self._kept = kept
        self.first: dict[str, pl.DataFrame] = {}
        self.refusals: list[pl.DataFrame] = []

    def clear(self) -> None:
        """Forgets everything, before a file is read again."""
        self.first.clear()
        self.refusals.clear()

    def records(self, kind: str, frame: pl.DataFrame) -> None:
        """Keeps records while there are few."""
        held = self.first.get(kind)
        if held is None:
            self.first[kind] = frame.head(self._kept)
        elif held.height < self._kept:
            self.first[kind] = pl.concat([held, frame.head(self._kept - held.height)])

    def quarantined(self, frame: pl.DataFrame) -> None:
        """Keeps where rows stand and why they are held."""
        self.refusals.append(frame.select("part", "row_number", "reason"))
