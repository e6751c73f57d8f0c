"""Amounts, durations, counts and yes/no."""

from __future__ import annotations

import polars as pl

SYMBOLS = {"£": "GBP", "€": "EUR", "¥": "JPY", "₹": "INR", "zł": "PLN"}
"""Currency symbols → ISO codes; whose dollar a bare `$` is depends on the home."""

DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS")

_TRUE = [
    "yes", "y", "true", "1", "x", "on", "ja", "oui", "si", "sí", "sì", "sim", "checked", "✓", "wahr", "vrai",
    "verdadero", "vero", "verdadeiro", "waar", "kyllä", "tak", "ano", "igen", "da", "evet", "да", "はい", "是", "예",
]  # fmt: skip
_FALSE = [
    "no", "n", "false", "0", "off", "nein", "non", "não", "nao", "unchecked", "falsch", "faux", "falso", "onwaar",
    "nee", "nej", "nei", "ei", "nie", "ne", "nem", "nu", "hayır", "нет", "いいえ", "否", "아니요",
]  # fmt: skip
_UNITS = {
    "hours": r"h\b|hr|hour|std|stunde|heure|hora|godz|ora\b|ore\b|uur|tim|hod|час|ч\b|時間|小时|小時|시간",
    "minutes": r"m\b|min|мин|分|분",
    "seconds": r"s\b|sec|sek|seg|сек|秒|초",
}


def amounts(cells: pl.Series) -> pl.Series:
    """Amounts of money and other numbers as Float64; null where a cell is none.

    The last of comma and point is the decimal mark where both stand; a lone comma
    is, before one or two digits.

    >>> amounts(pl.Series(["$45,000", "1.234,56 €", "(15.00)", "45k", "soon"])).to_list()
    [45000.0, 1234.56, -15.0, 45000.0, None]
    """
    text = cells.str.to_lowercase().str.replace_all(r"[\s'’_]", "")
    bare = text.str.replace_all(r"^[(\-−]?(?:[a-z]{3}|[a-z]{1,2}\$|[£€$¥₹])?|(?:[a-z]{3}|zł|[£€$¥₹])?\)?$", "")
    sign = (text.str.contains(r"^(?:[a-z]{3}|[£€$¥₹])?[(\-−]")).replace_strict({True: -1.0, False: 1.0}, default=None)
    scale = bare.str.extract(r"([km])$", 1).replace_strict({"k": 1e3, "m": 1e6}, default=1.0)
    digits = bare.str.replace(r"[km]$", "")
    is_comma_decimal = pl.col("digits").str.contains(r"^\d{1,3}(?:\.\d{3})*,\d+$|^\d+,\d{1,2}$") & ~pl.col(
        "digits"
    ).str.contains(r"^\d{1,3}(?:,\d{3})+$")
    plain = (
        pl.when(is_comma_decimal)
        .then(pl.col("digits").str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(pl.col("digits").str.contains(r"^\d{1,3}(?:\.\d{3}){2,}$"))
        .then(pl.col("digits").str.replace_all(".", "", literal=True))
        .otherwise(pl.col("digits").str.replace_all(",", "", literal=True))
    )
    number = digits.alias("digits").to_frame().select(plain).to_series().str.replace(r"^-", "")
    return number.cast(pl.Float64, strict=False) * sign * scale


def currencies(cells: pl.Series, home_currency: str) -> pl.Series:
    """The ISO code that an amount's symbol or letters name; null where it names none.

    A bare `$` is the home's currency where that is a dollar or peso, else the US dollar.

    >>> currencies(pl.Series(["£5", "12 EUR", "7", "$3"]), "CAD").to_list()
    ['GBP', 'EUR', None, 'CAD']
    """
    symbols = {**SYMBOLS, "$": home_currency if home_currency in DOLLARS else "USD"}
    code = cells.str.extract(r"(?i)\b([a-z]{3})\b", 1).str.to_uppercase()
    symbol = cells.str.extract(r"([£€$¥₹]|zł)", 1).replace_strict(symbols, default=None, return_dtype=pl.String)
    return code.fill_null(symbol) if code.null_count() else code


def minutes(cells: pl.Series) -> pl.Series:
    """Durations as minutes: plain numbers are minutes; `1h 27m 51s`, `59 Min. 0 Sek.`, `0:58:12` too.

    >>> minutes(pl.Series(["65", "1h 30m 30s", "0:58:30"])).to_list()
    [65.0, 90.5, 58.5]
    """
    plain = cells.str.replace(",", ".", literal=True).cast(pl.Float64, strict=False)
    if not (plain.is_null() & cells.is_not_null()).any():
        return plain
    text = cells.str.to_lowercase()
    clock = text.str.extract_groups(r"^(\d+):(\d{2})(?::(\d{2}))?$").struct.unnest().cast(pl.Float64)
    by_clock = clock.select(pl.col("1") * 60 + pl.col("2") + pl.col("3").fill_null(0) / 60).to_series()
    units = pl.DataFrame(
        {
            unit: text.str.extract(rf"(\d+(?:[.,]\d+)?)\s*(?:{pattern})", 1).str.replace(",", ".").cast(pl.Float64)
            for unit, pattern in _UNITS.items()
        }
    )
    total = pl.col("hours").fill_null(0) * 60 + pl.col("minutes").fill_null(0) + pl.col("seconds").fill_null(0) / 60
    by_unit = units.select(pl.when(pl.any_horizontal(pl.all().is_not_null())).then(total)).to_series()
    return plain.fill_null(by_clock).fill_null(by_unit)


def booleans(cells: pl.Series) -> pl.Series:
    """Yes and no in the spellings that exports use; null where a cell says neither.

    >>> booleans(pl.Series(["Yes", "0", "maybe"])).to_list()
    [True, False, None]
    """
    words = dict.fromkeys(_TRUE, True) | dict.fromkeys(_FALSE, False)
    return cells.str.to_lowercase().replace_strict(words, default=None, return_dtype=pl.Boolean)
