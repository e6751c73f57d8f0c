"""The industries, and what the industry cell of an export means among them: words or a code.

Who works where is not known here.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.industries import codes, seeds
from pipelines.industries.spelling import plain, spellings

UNKNOWN = "unknown"
NOT_WORDS = re.compile(r"[\W_]+")
BETWEEN = re.compile(r"[;|\n]")
"""What stands between the industries of a cell that names several."""

WITHIN = re.compile(r",\s+|\s*/\s*")
"""What does so if each part means an industry: labels hold it too ("Paper, wood and print")."""

TITLES = ("linkedin_v2", "linkedin_v1", "isic_rev4", "nace_rev2", "naics_2022")
"""Classifications whose titles are words that an export may hold; the first that has them says what they mean."""


def normalise(label: str) -> str:
    """A label as the seed spells it.

    >>> normalise("Hospital & Health_Care ")
    'hospital and health care'
    """
    return NOT_WORDS.sub(" ", label.lower().replace("&", " and ")).strip()


def industry_of(label: str | None) -> str | None:
    """The industry that a label or a code means; None where it means none, or says that it is not known.

    >>> industry_of("COMPUTER_SOFTWARE"), industry_of("541511"), industry_of("Sante"), industry_of("Widget-adjacent")
    ('software', 'software', 'healthcare', None)

    Of several, the first that means one: it is the one that was named first.

    >>> industry_of("Software; Healthcare"), industry_of("Widgets | Healthcare")
    ('software', 'healthcare')
    >>> industry_of("Software, Healthcare"), industry_of("Software, mostly")
    ('software', None)
    """
    if not label:
        return None
    found = (_of_part(part) for part in (label, *BETWEEN.split(label)))
    return next((industry for industry in found if industry not in (None, UNKNOWN)), None)


def _of_part(part: str) -> str | None:
    whole = _of_one(part)
    each = [_of_one(one) for one in WITHIN.split(part)] if whole is None else [whole]
    return each[0] if all(each) else None


def _of_one(label: str) -> str | None:
    found = _of_words(label)
    if found is not None:
        return found
    of_code, title = codes.split(label)
    return of_code or _of_words(title)


def _of_words(words: str) -> str | None:
    normalised = normalise(plain(words))
    return labels().get(normalised) or titles().get(normalised)


@cache
def labels() -> dict[str, str]:
    """Normalised label, in every plain spelling → industry."""
    rows = seeds.rows("industry_labels")
    return {spelt: row["industry_id"] for row in rows for spelt in spellings(row["label_normalised"])}


@cache
def titles() -> dict[str, str]:
    """Normalised title of a class of a public classification → industry."""
    rows = [row for row in seeds.rows("industry_codes") if row["classification"] in TITLES]
    ordered = sorted(rows, key=lambda row: TITLES.index(row["classification"]), reverse=True)
    return {normalise(plain(row["title"])): row["industry_id"] for row in ordered}


@cache
def industry_ids() -> frozenset[str]:
    """Every industry, `unknown` included."""
    return frozenset(row["industry_id"] for row in seeds.rows("industries"))


@cache
def sector_of() -> dict[str, str]:
    """Industry → sector."""
    return {row["industry_id"]: row["sector_id"] for row in seeds.rows("industries")}
