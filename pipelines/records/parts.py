"""Reads the rows of one part: duplicates apart, the rest judged, everything counted."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import polars as pl

from pipelines.exports.rows import Batch, Part, Row
from pipelines.records.accounts import PartAccount
from pipelines.records.duplicates import Duplicates
from pipelines.records.footers import without_footer
from pipelines.records.judging import Judged, judge
from pipelines.records.ledger import QuarantinedRow
from pipelines.records.mapping import Mapper
from pipelines.records.sinks import Sink

UNKNOWN_LAYOUT = "unknown_layout"
THREADS = 2
"""Batches judged at once; the engine below works beside them."""

FOOTER_COUNT_DIFFERS = "footer_count_differs"
"""Noted where a report says below its rows that it has more or fewer of them."""

FEW_ROWS = 5_000
"""Judged at once: handing so few to a thread takes longer."""

BEYOND = "(beyond the header)"


def read_part(mapper: Mapper, part: Part, account: PartAccount, sink: Sink, distrusted: frozenset[int]) -> None:
    """Reads a part that a layout knows; its counts go to `account`, its rows to `sink`.

    Raises `HashCollisionError`, `UndecidedOrderError` or `NotPlainError` where the file must be
    read again another way.
    """
    duplicates = Duplicates(distrusted)
    with ThreadPoolExecutor(THREADS) as pool:
        for batch, frame, judged in _judged_ahead(mapper, part, account, duplicates, pool):
            held = _faults(batch.faults, part, account, mapper.file_id)
            if judged is not None:
                held += _taken(judged, frame, part, account, mapper, sink)
            _hold(held, account, sink)
            if batch.claimed is not None and batch.claimed != account.rows_in:
                account.notices[FOOTER_COUNT_DIFFERS] += 1
    duplicates.confirm(without_footer(part.batches(), mapper.columns.layout.footers))


def _judged_ahead(
    mapper: Mapper, part: Part, account: PartAccount, duplicates: Duplicates, pool: ThreadPoolExecutor
) -> Iterator[tuple[Batch, pl.DataFrame, Judged | None]]:
    """Every batch with its rows judged, in order; a few are judged at once."""
    waiting: deque[tuple[Batch, pl.DataFrame, Judged | Future[Judged] | None]] = deque()
    for batch in without_footer(part.batches(), mapper.columns.layout.footers):
        frame = _counted(batch, account)
        if frame.height and not mapper.columns.table.keep_duplicates:
            frame = _without_repeats(frame, duplicates, account)
        waiting.append((batch, frame, _judging(mapper, frame, pool)))
        if len(waiting) > THREADS:
            yield _settled(*waiting.popleft())
    while waiting:
        yield _settled(*waiting.popleft())


def _judging(mapper: Mapper, frame: pl.DataFrame, pool: ThreadPoolExecutor) -> Judged | Future[Judged] | None:
    if frame.height > FEW_ROWS:
        return pool.submit(judge, mapper, frame)
    return judge(mapper, frame) if frame.height else None


def _settled(
    batch: Batch, frame: pl.DataFrame, judging: Judged | Future[Judged] | None
) -> tuple[Batch, pl.DataFrame, Judged | None]:
    return batch, frame, judging.result() if isinstance(judging, Future) else judging


def hold_part(file_id: str, part: Part, account: PartAccount, sink: Sink) -> None:
    """Holds every row of a part that no layout knows."""
    for batch in without_footer(part.batches(), ()):
        frame = _counted(batch, account)
        refused = frame.select("row_number", record_kind=pl.lit(None, pl.String), reason=pl.lit(UNKNOWN_LAYOUT))
        _hold(
            [_quarantined(refused, frame, part, account, file_id), *_faults(batch.faults, part, account, file_id)],
            account,
            sink,
        )


def pass_over(part: Part, account: PartAccount) -> None:
    """Counts the rows of a part that holds no records of its own."""
    for batch in part.batches():
        account.rows_skipped += batch.frame.height + len(batch.faults) + batch.skipped


def _counted(batch: Batch, account: PartAccount) -> pl.DataFrame:
    account.rows_in += batch.frame.height + len(batch.faults)
    account.rows_skipped += batch.skipped
    return batch.frame


def _without_repeats(frame: pl.DataFrame, duplicates: Duplicates, account: PartAccount) -> pl.DataFrame:
    repeats = duplicates.mark(frame.drop("row_number"))
    count = int(repeats.sum())
    account.rows_duplicate += count
    return frame.filter(~pl.Series(repeats)) if count else frame


def _taken(
    judged: Judged, frame: pl.DataFrame, part: Part, account: PartAccount, mapper: Mapper, sink: Sink
) -> list[pl.DataFrame]:
    """Hands on the records of a batch and counts them; gives its refused rows."""
    for kind, frames in judged.records.items():
        sink.records(kind, frames[0] if len(frames) == 1 else pl.concat(frames).sort("row_number"))
    account.rows_loaded += judged.loaded_count
    account.unmade_by_reason.update(judged.unmade)
    for unknown in judged.unknown:
        account.count_unknown(unknown)
    refused = judged.refusals()
    return [_quarantined(refused, frame, part, account, mapper.file_id)] if refused.height else []


def _hold(frames: list[pl.DataFrame], account: PartAccount, sink: Sink) -> None:
    held = [frame for frame in frames if frame.height]
    if not held:
        return
    rows = pl.concat(held).sort("row_number")
    account.quarantined_by_reason.update(dict(rows["reason"].value_counts().iter_rows()))
    sink.quarantined(rows)


def _quarantined(
    refused: pl.DataFrame, frame: pl.DataFrame, part: Part, account: PartAccount, file_id: str
) -> pl.DataFrame:
    """Refused rows with what they hold, as JSON by heading."""
    cells = frame.drop("row_number").rename(dict(zip(frame.columns[1:], part.headings, strict=True)))
    raw = frame.select("row_number").with_columns(
        raw=cells.select(pl.struct(pl.all()).struct.json_encode()).to_series()
    )
    rows = refused.join(raw, on="row_number", how="left")
    return _framed(rows, account, file_id)


def _faults(faults: tuple[Row, ...], part: Part, account: PartAccount, file_id: str) -> list[pl.DataFrame]:
    if not faults:
        return []
    rows = pl.DataFrame(
        {
            "row_number": [row.number for row in faults],
            "record_kind": [None] * len(faults),
            "reason": [row.fault for row in faults],
            "raw": [_raw(row, part.headings) for row in faults],
        },
        schema={"row_number": pl.Int64, "record_kind": pl.String, "reason": pl.String, "raw": pl.String},
    )
    return [_framed(rows, account, file_id)]


def _raw(row: Row, headings: tuple[str, ...]) -> str:
    cells = dict(zip(headings, row.cells, strict=False))
    beyond = row.cells[len(headings) :]
    return json.dumps({**cells, BEYOND: beyond} if beyond else cells, ensure_ascii=False, separators=(",", ":"))


def _framed(rows: pl.DataFrame, account: PartAccount, file_id: str) -> pl.DataFrame:
    return rows.select(
        file_id=pl.lit(file_id),
        part=pl.lit(account.part, pl.Int16),
        row_number="row_number",
        layout=pl.lit(account.layout, pl.String),
        record_kind="record_kind",
        reason="reason",
        raw="raw",
    ).select(QuarantinedRow.column_names())
