"""Names of months, in the languages that exports are written in."""

from __future__ import annotations

from functools import cache

LANGUAGES = (
    "en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl", "cs", "sk", "sl", "hu", "ro", "hr", "tr",
    "ru", "uk", "el", "ca", "et", "lv", "lt", "id",
)  # fmt: skip
"""Those with the Gregorian calendar and letters for months; what two of them read differently is not read."""

ENGLISH = {
    name[:length]: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"),
        start=1,
    )
    for length in (3, len(name))
} | {"sept": 9}  # fmt: skip


def month_of(word: str) -> int | None:
    """The number of the month that a lower-case word or its usual short form names; None where it names none.

    >>> month_of("juillet"), month_of("mrz"), month_of("oct"), month_of("listopad"), month_of("soon")
    (7, 3, 10, None, None)
    """
    word = word.rstrip(".")
    return ENGLISH.get(word) or _elsewhere().get(word)


@cache
def _elsewhere() -> dict[str, int]:
    """Every language's names, in sentences and alone, whole and short."""
    from babel.dates import get_month_names

    found: dict[str, set[int]] = {"mrz": {3}}
    for language in LANGUAGES:
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, language).items():
                    found.setdefault(name.lower().rstrip("."), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}
