"""What exports put around the names, addresses and numbers of people, taken off in one place."""

from __future__ import annotations

import polars as pl

_DEVICE = r"(?i)^(?:iphone|ipad|android|galaxy|pixel|macbook|phone|zoom user|laptop|desktop)\b[^(]*\(([^)]+)\)$"
_LEADING = r"^(?:\[[^\]]*\]\s*|\d{6,}_)+"
_TRAILING = r"(?:\s*(?:\([^)]*\)|\[[^\]]*\]))+$"
_FAMILY_FIRST = r"^([^,]{2,60}),\s*([^,]{2,60})$"
_CREDENTIAL = (
    r"(?i)^(?:ph\.?\s?d|md|m\.d|jr|sr|mba|cpa|esq|cfa|pmp|rn|msc|bsc|ma|ba|obe|mbe|cbe|frsa|ii|iii|iv)\.?(?:\s|$)"
)
_LETTERS = r"^[^,]*(?:\s[^,]*\p{Ll}|\p{Ll}[^,]*\s[^\s,])[^,]*,\s*\p{Lu}{3,}$"
"""Capitals after a comma, and a name of several words before it that is not itself in capitals: Ada Example, CSPO."""

_EMPLOYER = (
    r"(?i)^\S+\s[^,]+,\s*[^,]*\S\s+(?:ltd|limited|inc|llc|llp|plc|gmbh|ag|kg|bv|nv|sas|sarl|srl|spa|oy|ab|as|pty)\.?$"
)
"""A company after a comma and a name of several words: Ada Example, Acme Ltd."""

_TITLE = r"(?i)^(?:mr|mrs|ms|miss|mx|dr|prof|sir|dame|lord|lady|rev|hon)\b"
_DECORATED = r"[(\[,]|^\d{6,}_"

_PLAIN_MAIL = r"^[a-z0-9._%+\-]+@[a-z0-9.\-]+\.[a-z]{2,}$"
_MAIL = r"[^\s<>;,:\"'()\[\]]+@[^\s<>;,:\"'()\[\]@]+\.[^\s<>;,:\"'()\[\]@.]{2,}"


def person_names(names: pl.Series) -> pl.Series:
    """Names without decorations: `[Company]`, `(External)`, ids before an underscore; family name last.

    Where a device signed in, the name in brackets behind it is the person's.

    >>> person_names(pl.Series(["Doe, Jo (External)", "iPhone (Ada Example)", "Bo Test, PhD"])).to_list()
    ['Jo Doe', 'Ada Example', 'Bo Test, PhD']
    """
    if not names.str.contains(_DECORATED).any():
        return names
    bare = (
        pl.when(pl.col("name").str.contains(_DEVICE))
        .then(pl.col("name").str.extract(_DEVICE, 1))
        .otherwise(pl.col("name").str.replace(_LEADING, "").str.replace(_TRAILING, ""))
        .str.strip_chars()
    )
    is_family_first = (
        pl.col("bare").str.contains(_FAMILY_FIRST)
        & ~pl.col("bare").str.contains(_TITLE)
        & ~pl.col("bare").str.contains(_LETTERS)
        & ~pl.col("bare").str.contains(_EMPLOYER)
        & ~pl.col("bare").str.extract(_FAMILY_FIRST, 2).str.contains(_CREDENTIAL)
    )
    ordered = (
        pl.when(is_family_first).then(pl.col("bare").str.replace(_FAMILY_FIRST, "$2 $1")).otherwise(pl.col("bare"))
    )
    frame = names.alias("name").to_frame().with_columns(bare=bare).with_columns(ordered=ordered)
    kept = pl.when(pl.col("ordered") == "").then(pl.col("name")).otherwise(pl.col("ordered"))
    return frame.select(kept).to_series()


def emails(cells: pl.Series) -> pl.Series:
    """The first e-mail address of each cell, in lower case; null where a cell holds none.

    >>> emails(pl.Series(["Ada <ADA@example.org>", "mailto:bo@example.org", "n/a"])).to_list()
    ['ada@example.org', 'bo@example.org', None]
    """
    text = cells.str.to_lowercase()
    plain = text.str.contains(_PLAIN_MAIL)
    if plain.all():
        return text
    return text.zip_with(plain.fill_null(True), text.set(plain, None).str.extract(f"({_MAIL})", 1))


def phones(cells: pl.Series) -> pl.Series:
    """Phone numbers as written; null where a spreadsheet has turned one into a scientific number.

    >>> phones(pl.Series(["+44 7700 900123", "4,917E+11"])).to_list()
    ['+44 7700 900123', None]
    """
    return _without_lost(cells)


def ids(cells: pl.Series) -> pl.Series:
    """Numbers of people, tickets and the like; null where a spreadsheet has rounded one: it is somebody else's now.

    >>> ids(pl.Series(["00Q1001", "1.2345678901234567E+19"])).to_list()
    ['00Q1001', None]
    """
    return _without_lost(cells)


def looks_like_phone(names: pl.Series) -> pl.Series:
    """Whether what stands for a name is a number that somebody dialled in from.

    >>> looks_like_phone(pl.Series(["15550100123", "Ada Example", "R2"])).to_list()
    [True, False, False]
    """
    is_number = names.str.contains(r"^\+?[\d\s()./-]{8,}$")
    return is_number & (names.str.count_matches(r"\d") >= 8) if is_number.any() else is_number


def _without_lost(cells: pl.Series) -> pl.Series:
    is_lost = cells.str.contains(r"^\d([.,]\d+)?[Ee]\+\d+$")
    return cells.set(is_lost, None) if is_lost.any() else cells
