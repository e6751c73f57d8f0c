"""Tidy text: trimmed, on one line, without invisible characters, null where it says nothing."""

from __future__ import annotations

from collections.abc import Collection

import polars as pl

_INVISIBLE = "[\x00-\x08\x0e-\x1f\x7f\u200b\u200e\u200f\u2060\ufeff\u00ad]"
_UNTIDY = [
    "  ", *map(chr, (*range(0x20), 0x7F, 0x85, 0xA0, 0xAD, 0x1680, *range(0x2000, 0x200C))),
    *map(chr, (0x200E, 0x200F, 0x2028, 0x2029, 0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF)),
]  # fmt: skip
"""Strings of which none stands in tidy text: looked for together, which is cheaper than an expression."""


def tidy(cells: pl.Series, empty: Collection[str] = ()) -> pl.Series:
    r"""Cells trimmed and on one line; null where empty or one of the words in `empty`.

    The apostrophe with which exporters defuse formulas and keep numbers whole is taken off. Joiners
    stay: emoji and Indic names need them.

    >>> tidy(pl.Series([" Ada\u00a0Example ", "'+44 1", "--", ""]), ["--"]).to_list()
    ['Ada Example', '+44 1', None, None]
    """
    return tidied(cells.to_frame(), empty).to_series()


def tidied(frame: pl.DataFrame, empty: Collection[str] = ()) -> pl.DataFrame:
    """All columns of a frame as `tidy` makes each: in one pass, since small frames cost their calls."""
    text = frame.select(pl.all().str.strip_chars())
    is_untidy = text.select((pl.all().str.starts_with("'") | pl.all().str.contains_any(_UNTIDY)).any())
    untidy = [name for name in text.columns if is_untidy[name][0]]
    bare = pl.col(untidy).str.replace_all(_INVISIBLE, "").str.replace_all(r"\s+", " ").str.strip_chars()
    text = text.with_columns(bare.str.replace(r"^'([=+\-@]|\d+$)", "$1")) if untidy else text
    says_nothing = pl.all().is_in(["", *empty]) if empty else pl.all() == ""
    return text.select(pl.when(~says_nothing).then(pl.all()))


def folded(tidied: pl.Series) -> pl.Series:
    """Tidied text as vocabularies compare it: without case.

    >>> folded(pl.Series(["Closed Won"])).to_list()
    ['closed won']
    """
    return tidied.str.to_lowercase()


def pieces(cells: pl.Series, separator: str) -> pl.Series:
    """The values of cells that hold several, each trimmed, as lists without empty ones.

    >>> pieces(pl.Series(["a ::: b", "c"]), ":::").to_list()
    [['a', 'b'], ['c']]
    """
    found = cells.str.split(separator.strip() or separator).list.eval(pl.element().str.strip_chars())
    return found.list.eval(pl.element().filter(pl.element() != ""))
