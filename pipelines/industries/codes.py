"""What a code of a public classification means: NAICS, ISIC, NACE and its national versions, LinkedIn's ids.

The crosswalk is the seed `industry_codes`. What words mean is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from pipelines.industries import seeds

YEAR = r"(?:\s*(?:19|20)\d\d\b|\s*r[eé]v\.?\s*\d(?:\.\d)?|\s*codes?\b|\s*v\d\b|\s*id\b|\s*industry\b)*"
NATIONAL = r"(?:uk\s*)?sic|naf|ape|wz|ateco|sbi|noga|[oö]e?nace"
"""Classifications whose classes are those of NACE, with digits or a letter more."""

WRITTEN = re.compile(
    rf"(?:(?P<scheme>naics|isic|nace|cnae|{NATIONAL}|linkedin|urn:li:(?:fsd?_)?industry){YEAR}\s*[:#-]?\s*)?"
    r"(?:(?P<lettered>\d\d\.?\d\d)\.?[a-hz](?![^\W_])"
    r"|(?P<letter>[a-u](?=[\s\d]|$))?\s*(?P<code>\d\d-\d\d|\d\d\.\d\d?(?:/\d|\.\d\d?)?|\d{1,6})?(?:\.0)?)"
    r"(?:\s*[-–—:|,]\s*|\s+|$)(?P<title>.*)",
    re.IGNORECASE | re.DOTALL,
)
LEAST_BARE_DIGITS, LEAST_BESIDE_WORDS = 2, 5
"""Digits from which a number is read as a code, alone and before words: `7` may be an answer, `12 people` a size."""

Found = str | None


def split(label: str) -> tuple[str | None, str]:
    """The industry that a cell's leading code means, and the words beside it.

    >>> split("541511"), split("62.01"), split("62.01Z"), split("62012 - Business software")
    (('software', ''), ('software', ''), ('software', ''), ('software', 'Business software'))

    A code that means one thing here and another there means nothing, unless its
    classification is named.

    >>> split("62"), split("NAICS 62"), split("urn:li:industry:96")
    ((None, ''), ('healthcare', ''), ('it_services', ''))
    """
    found = WRITTEN.fullmatch(label.strip())
    if found is None or not (found["lettered"] or found["code"] or (found["scheme"] and found["letter"])):
        return None, found["title"] if found else label
    meant = {industry for industry in _read(found) if industry is not None}
    return (meant.pop() if len(meant) == 1 else None), found["title"]


@cache
def crosswalk() -> dict[tuple[str, str], str]:
    """Classification and code → industry."""
    return {(row["classification"], row["code"]): row["industry_id"] for row in seeds.rows("industry_codes")}


def _read(found: re.Match[str]) -> Iterator[Found]:
    scheme, letter, code = (found["scheme"] or "").lower(), (found["letter"] or "").upper(), found["code"] or ""
    if found["lettered"]:
        return iter((_national("", found["lettered"]),))
    if scheme:
        return (read(letter, code) for read in _SCHEMES.get(scheme, (_national,)))
    if letter or "." in code:
        return (read(letter, code) for read in (_isic, _nace))
    if len(code) < (LEAST_BESIDE_WORDS if found["title"] else LEAST_BARE_DIGITS):
        return iter(())
    told = [read(letter, code) for read in (_naics, _isic, _nace)]
    return iter((*told, _linkedin(letter, code)) if any(told) else ())  # its ids are any number: they only gainsay


def _naics(_letter: str, code: str) -> Found:
    return _first(("naics_2022", code), ("naics_2017", code))


def _isic(letter: str, code: str) -> Found:
    digits = code.replace(".", "")
    return _first(("isic_rev4", digits or letter)) if _stands_under(letter, digits) else None


def _nace(letter: str, code: str) -> Found:
    """A class of UK SIC 2007 is a class of NACE and one digit more."""
    digits = re.sub(r"\D", "", code)[: 4 if len(code) >= 5 else None]
    dotted = digits if len(digits) <= 2 else f"{digits[:2]}.{digits[2:]}"
    return _first(("nace_rev2", dotted or letter)) if len(code) != 6 and _stands_under(letter, digits) else None


def _national(letter: str, code: str) -> Found:
    return _nace(letter, re.sub(r"\D", "", code)[:4])


def _linkedin(_letter: str, code: str) -> Found:
    return _first(("linkedin_v2", code))


def _first(*keys: tuple[str, str]) -> Found:
    return next((crosswalk()[key] for key in keys if key in crosswalk()), None)


def _stands_under(letter: str, digits: str) -> bool:
    """Whether a section's letter is that of the division; NACE has the sections and divisions of ISIC."""
    return not (letter and digits) or _sections().get(digits[:2]) == letter


@cache
def _sections() -> dict[str, str]:
    divisions: Iterable[dict[str, str]] = seeds.rows("industry_codes")
    return {row["code"]: row["parent_code"] for row in divisions if row["classification"] == "isic_rev4"}


_SCHEMES: dict[str, tuple[Callable[[str, str], Found], ...]] = {
    "naics": (_naics,),
    "isic": (_isic,),
    "nace": (_nace,),
    "cnae": (_isic, _nace),
    "linkedin": (_linkedin,),
    "urn:li:industry": (_linkedin,),
    "urn:li:fs_industry": (_linkedin,),
    "urn:li:fsd_industry": (_linkedin,),
}
"""How the codes of a named classification are read; those that are not here are `NATIONAL`.

CNAE is a version of NACE in Spain and of ISIC in Brazil: it means what both say.
"""
