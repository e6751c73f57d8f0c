"""Legal forms: what a name ends or begins with that says what kind of company it is, and not which.

A form that is a word, too, is one only as its bearers write it: Acme SpA and Acme S.p.A.,
but not Day Spa.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from pipelines.identity.folding import bare
from pipelines.identity.words import FOLDER, listed

IN_FRONT = listed("legal_forms_in_front")
_UNSPACED = tuple(bare(form) for form in sorted(listed("legal_forms_unspaced"), key=len, reverse=True))
"""Forms of scripts that write no spaces, before or after the name."""

LEGAL_FORMS = listed("legal_forms") | IN_FRONT | frozenset(_UNSPACED)
_LONGEST = max(len(form.split()) for form in LEGAL_FORMS)


def spelled_out(text: str) -> str:
    """`text` with forms that are words, too, in full, where they stand last and as their bearers write them.

    >>> spelled_out("Acme SpA"), spelled_out("Acme s.p.a."), spelled_out("Day Spa")
    ('Acme societa per azioni', 'Acme societa per azioni', 'Day Spa')
    """
    text = _PERSEROAN.sub("", text)
    found = _CASED.search(text)
    if not found:
        return text
    whole = next(full for full, form in zip(_FULL, found.groups()[1:], strict=True) if form)
    return f"{text[: found.start(1)]}{whole}{text[found.end(1) :]}"


def without(words: list[str]) -> list[str]:
    """The words of a name without its forms, a leading article and an `and` left over; never none of them.

    >>> without(["the", "acme", "and", "co", "ltd"]), without(["ooo", "acme"]), without(["ltd"])
    (['acme'], ['acme'], ['ltd'])
    """
    kept = words
    while len(kept) > 1 and (kept[0] == "the" or kept[0] in IN_FRONT or kept[0] in _UNSPACED):
        kept = kept[1:]
    while len(kept) > 1 and (form := _closing(kept)):
        kept = kept[:-form]
    return [_without_unspaced(word) for word in kept]


def _closing(words: list[str]) -> int:
    """How many words at the end are a legal form, or an `and` left over; never all of them."""
    if words[-1] == "and":
        return 1
    longest = min(_LONGEST, len(words) - 1)
    return next((count for count in range(longest, 0, -1) if " ".join(words[-count:]) in LEGAL_FORMS), 0)


def _without_unspaced(word: str) -> str:
    if word.isascii():
        return word
    for form in _UNSPACED:
        shorter = word.removeprefix(form).removesuffix(form)
        if shorter and shorter != word:
            return _without_unspaced(shorter)
    return word


def _cased() -> dict[str, str]:
    with (FOLDER / "legal_forms_cased.csv").open(encoding="utf-8", newline="") as lines:
        return {row["written"]: row["full"] for row in csv.DictReader(lines)}


def _as_written(form: str) -> Iterator[str]:
    """Patterns: the form in its own case, and with dots in any; one that is given with dots, with dots alone."""
    letters = form.replace(".", "").replace(" ", "")
    if letters == form:
        yield form
    yield r"(?i:" + r"\.\s?".join(letters) + r"\.?)"


_PERSEROAN = re.compile(r"^\W*PT\.?\s+(?=\w)")
"""The one form in front of a name that is a word, too."""

_FULL = tuple(_cased().values())
_FORMS = "|".join(f"({'|'.join(_as_written(form))})" for form in _cased())
_CASED = re.compile(rf"(?<=\w)(?<!\b[Dd][Ee])[\s,]+((?<![^\s,])(?:{_FORMS}))(?=\s*(?:$|[&+(\[,;]))")
