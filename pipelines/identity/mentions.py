"""Mentions: what a counted record says of a person, one row per record and side.

Reads `lake/records` lazily. The raw values that tell one person from another
are `RAW`; distinct combinations of them are what identity works on, so that a
million attendances of a thousand people cost a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from pipelines.home import RECORD_KINDS, Home
from pipelines.identity.aliases import NO_ALIASES, Aliases
from pipelines.identity.references import RecordReference
from pipelines.records.blocks import PERSON_COLUMNS, PERSON_KEYS
from pipelines.records.kinds import KINDS

PLACE = ("record_kind", "file_id", "part", "row_number", "side")
"""What names a mention."""

RAW = (
    "full_name", "given_name", "family_name", "email", "additional_emails", "phone", "profile_url", "tool",
    "tool_person_id", "organisation_name", "city", "country", "born_on", "street", "postal_code", "alias_on", "scope",
)  # fmt: skip
"""What tells one person from another, as the export gives it."""

OF_CONTACTS = ("born_on", "street", "postal_code")
"""Columns of `RAW` that only contacts have."""

PERSON_KINDS = tuple(kind for kind in RECORD_KINDS if kind != "organisation")
DAYS: dict[str, pl.Expr] = {
    "contact": pl.col("seen_on"),
    "attendance": pl.col("event_on"),
    "membership": pl.coalesce("snapshot_on", "ends_on"),
    "outcome": pl.coalesce("occurred_on", "opened_on"),
}
"""The day that a record speaks of its person's employer; null where only the landing tells."""

EVENT_DAYS = {"attendance": "event_on", "interaction": "occurred_on"}
"""Record kinds that name an event, and the day of it."""

BETWEEN = "\x1f"
"""Stands between several values in one text: the unit separator, which nobody types."""

PIN = "#"
"""In a scope, stands before the place of a pinned record."""

ScopedPlace = pl.Struct({"file_id": pl.String, "part": pl.Int16, "row_number": pl.Int64, "side": pl.String})


def people(
    home: Home, file_ids: Sequence[str], pinned: Sequence[RecordReference] = (), dated: Aliases = NO_ALIASES
) -> pl.LazyFrame:
    """One row per record of `file_ids` and side, whether or not it names a person.

    Columns: `PLACE`, `RAW`, `event`, and what is evidence of work: `day`, title, industry, kind of outcome, ids of
    linked records.
    A `pinned` record gets a scope of its own, so that a decision can tell it from
    another that reads the same; one that names what `dated` aliases know, its day.
    """
    sides = [side for kind in PERSON_KINDS for side in _sides(home, kind, file_ids)]
    return _scoped(dated.with_days(pl.concat(sides, how="vertical")), pinned)


def organisation_records(home: Home, file_ids: Sequence[str]) -> pl.DataFrame:
    """The organisation records of `file_ids`, in the order of their places."""
    return _scan(home, "organisation", file_ids).sort("file_id", "part", "row_number").collect()


def _scan(home: Home, kind: str, file_ids: Sequence[str]) -> pl.LazyFrame:
    paths = [path for file_id in sorted(file_ids) if (path := home.record_file(kind, file_id)).exists()]
    if not paths:
        return KINDS[kind].create_empty().lazy()
    return pl.scan_parquet(paths)


def _sides(home: Home, kind: str, file_ids: Sequence[str]) -> list[pl.LazyFrame]:
    records = _scan(home, kind, file_ids)
    if kind != "interaction":
        return [_mention(records, kind, "subject", "", DAYS[kind])]
    day = pl.when(pl.col("interaction_kind") != "connection").then("occurred_on")
    return [_mention(records, kind, side, f"{side}_", day) for side in ("from", "to")]


def _mention(records: pl.LazyFrame, kind: str, side: str, prefix: str, day: pl.Expr) -> pl.LazyFrame:
    is_contact = kind == "contact"
    more = pl.col("additional_emails").list.sort().list.join("\n") if is_contact else pl.lit(None, pl.String)
    of_outcome = kind == "outcome"
    return records.select(
        pl.lit(kind).alias("record_kind"),
        "file_id",
        "part",
        "row_number",
        pl.lit(side).alias("side"),
        *(pl.col(prefix + name).alias(name) for name in PERSON_COLUMNS),
        more.alias("additional_emails"),
        *((pl.col(name) if is_contact else pl.lit(None)).cast(pl.String).alias(name) for name in OF_CONTACTS),
        day.alias("day"),
        *(
            (pl.col(name) if of_outcome else pl.lit(None, pl.String)).alias(name)
            for name in ("outcome_kind", "tool_contact_ids", "tool_organisation_ids")
        ),
        *(
            (pl.col(name) if kind == "contact" else pl.lit(None, pl.Date)).alias(name)
            for name in ("employed_from_on", "employed_until_on")
        ),
        _event(kind).alias("event"),
    )


def _event(kind: str) -> pl.Expr:
    """A number for the event of a record of `kind`: its name in small letters and its day, whatever tool tells it."""
    if kind not in EVENT_DAYS:
        return pl.lit(None, pl.UInt64)
    words = pl.col("event_name").str.replace_all("&", " and ", literal=True).str.to_lowercase()
    name = words.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()
    return pl.when(pl.col("event_name").is_not_null()).then(pl.struct(name, EVENT_DAYS[kind]).hash())


def _scoped(mentions: pl.LazyFrame, pinned: Sequence[RecordReference]) -> pl.LazyFrame:
    """Adds `scope`: a lone first name says nothing outside its file; a pinned record stands for itself."""
    known = (*PERSON_KEYS[1:], "family_name", "organisation_name", *OF_CONTACTS)
    keys = [pl.col(key).is_null() for key in known]
    is_lone = pl.all_horizontal(*keys) & ~pl.col("full_name").fill_null("").str.strip_chars().str.contains(r"\s")
    scope: pl.Expr = pl.when(is_lone).then("file_id")
    if pinned:
        place = pl.struct("file_id", pl.col("part").cast(pl.Int16), "row_number", "side")
        pins = pl.Series([reference._asdict() for reference in sorted(set(pinned))], dtype=ScopedPlace)
        written = pl.format(
            "{}{}{}/{}/{}/{}", scope.fill_null(""), pl.lit(PIN), "file_id", "part", "row_number", "side"
        )
        scope = pl.when(place.is_in(pins.implode())).then(written).otherwise(scope)
    return mentions.with_columns(scope.alias("scope"))
