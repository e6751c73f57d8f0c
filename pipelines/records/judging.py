"""A batch of rows → records that their contracts let through, and the others with their reasons.

A row is judged by the first kind that applies to it; further kinds are made of it
only where their own contract lets them through.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import polars as pl

from pipelines.exports.layout import RecordMap
from pipelines.records.kinds import KINDS
from pipelines.records.mapping import UNREADABLE, Mapper
from pipelines.records.texts import Texts

NO_KIND = "no_record_kind_applies"
_REFUSED = pl.Schema({"row_number": pl.Int64, "record_kind": pl.String, "reason": pl.String})


@dataclass
class Judged:
    """What a batch came to: records by kind, refused rows (`_REFUSED`), and what was met on the way.

    Every row is loaded (`loaded_count`) or refused. `unmade` counts, by reason, records of
    a further kind that a loaded row did not give.
    """

    records: dict[str, list[pl.DataFrame]] = field(default_factory=dict)
    refused: list[pl.DataFrame] = field(default_factory=list)
    loaded_count: int = 0
    unmade: Counter[str] = field(default_factory=Counter)
    unknown: list[dict[str, Counter[str]]] = field(default_factory=list)

    def refusals(self) -> pl.DataFrame:
        """The refused rows in order."""
        return pl.concat([_REFUSED.to_frame(), *self.refused]).sort("row_number")


def judge(mapper: Mapper, frame: pl.DataFrame) -> Judged:
    """Judges every row of `frame` (row_number and cells)."""
    judged = Judged()
    texts = mapper.texts(frame)
    left = pl.repeat(True, frame.height, dtype=pl.Boolean, eager=True)
    for reject in mapper.columns.table.reject:
        is_rejected = left & texts.rows_where(reject.when)
        judged.refused.append(_refusals(frame.filter(is_rejected)["row_number"], None, reject.reason))
        left = left & ~is_rejected
    standing = left
    for record in mapper.columns.table.records:
        applies = texts.rows_where(record.when) & standing if record.when else standing
        decided_here = applies & left
        refused = _make(judged, mapper, record, frame, texts, applies, decided_here)
        left = left & ~applies
        if refused.len():
            standing = standing & ~frame["row_number"].is_in(refused.to_list())
    if left.any():
        judged.refused.append(_refusals(frame.filter(left)["row_number"], None, NO_KIND))
    judged.loaded_count = frame.height - sum(one.height for one in judged.refused)
    return judged


def _make(
    judged: Judged,
    mapper: Mapper,
    record: RecordMap,
    frame: pl.DataFrame,
    texts: Texts,
    applies: pl.Series,
    decided_here: pl.Series,
) -> pl.Series:
    """Adds the records of one map; gives the numbers of rows that it decided and refused."""
    rows, of_rows = (frame, texts) if applies.all() else (frame.filter(applies), None)
    if not rows.height:
        return rows["row_number"]
    of_rows = of_rows or mapper.texts(rows)
    good, bad = _split(record, mapper.records(record, rows, of_rows))
    judged.unknown.append(of_rows.unknown)
    of_rows.unknown = {}
    judged.records.setdefault(record.kind, []).append(good)
    if not bad.height:
        return bad["row_number"]
    is_refusal = bad["row_number"].is_in(frame.filter(decided_here)["row_number"].to_list())
    refused, unmade = bad.filter(is_refusal), bad.filter(~is_refusal)
    judged.refused.append(refused)
    judged.unmade.update(unmade["reason"].to_list())
    return refused["row_number"]


def _split(record: RecordMap, mapped: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The records that meet their contract, and the others (`_REFUSED`) with the first rule they break."""
    unread, readable = _REFUSED.to_frame(), mapped
    if mapped[UNREADABLE].null_count() < mapped.height:
        unreadable = mapped.filter(pl.col(UNREADABLE).is_not_null())
        unread = _refusals(unreadable["row_number"], record.kind, unreadable[UNREADABLE] + "_unreadable")
        readable = mapped.filter(pl.col(UNREADABLE).is_null())
    good, failure = KINDS[record.kind].filter(readable.drop(UNREADABLE))
    if not failure.counts():
        return good, unread
    return good, pl.concat([unread, _broken_rules(record, failure.details(), readable.columns)])


def _broken_rules(record: RecordMap, details: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    rules = [name for name in details.columns if name not in columns]
    first = pl.coalesce(
        pl.when(pl.col(rule).cast(pl.String) == "invalid").then(pl.lit(_reason(rule))) for rule in rules
    )
    reasons = details.select(first).to_series()
    return _refusals(details["row_number"], record.kind, reasons)


def _reason(rule: str) -> str:
    """A rule's name as a reason code: `person_missing`; `status|nullability` is `status_missing`."""
    column, _, check = rule.partition("|")
    return f"{column}_missing" if check == "nullability" else rule.replace("|", "_")


def _refusals(numbers: pl.Series, kind: str | None, reason: pl.Series | str) -> pl.DataFrame:
    return pl.select(
        row_number=numbers,
        record_kind=pl.lit(kind, dtype=pl.String),
        reason=pl.lit(reason, dtype=pl.String) if isinstance(reason, str) else reason,
    )
