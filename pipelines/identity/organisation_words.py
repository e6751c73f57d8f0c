"""The words of an organisation's name, each with how much it tells.

Abbreviations, plurals and translations of the same word are one word; a slip of
the pen is the word that others write. A word that many names hold tells little,
and so does who acts for whom: of "the state, acting by its board on behalf of
the university", the university is named. Whether two names are one organisation
is decided elsewhere.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipelines.identity.legal_forms import LEGAL_FORMS
from pipelines.identity.organisation_names import JOINING
from pipelines.identity.words import LISTED_COMPANIES, abbreviations, common_in_organisations, listed

OFFICES = listed("offices")
"""Words for those who act for an organisation."""

UNTOLD = JOINING | LEGAL_FORMS | {"corporation", "company", "society"}
"""Words that tell no organisation from another."""

ON_BEHALF = re.compile(
    r"\b(?:on (?:the )?behalf(?: of)?|(?:as )?represent\w+ (?:by|par|durch)|for the use and benefit of) "
)
PRINCIPAL_ONLY, OFFICE_ONLY = 0.35, 0.6
"""What is left of the weight of words that name whom somebody acts for, and that name an office."""

SHORTEST = 5
"""Letters from which a word may be another one misspelled."""

MUCH_COMMONER = 5
"""Times that the right spelling is commoner than a slip, and least names that hold it."""


class Word(NamedTuple):
    """How much a word tells: by its `standing` in the name, and by its `rarity`; each between 0 and 1."""

    standing: float
    rarity: float

    @property
    def weight(self) -> float:
        """Both together."""
        return self.standing * self.rarity


Words = dict[str, Word]
"""Word → what it tells, in the order of the name."""


def weighted(names: Sequence[str]) -> list[Words]:
    """The words of normalised names, weighed by how rare they are among `names` and in general.

    >>> [list(words) for words in weighted(["univ of leeds", "leeds university", "acme mfg"])]
    [['university', 'leeds'], ['leeds', 'university'], ['acme', 'manufacturing']]
    """
    written = [_expanded(name.split()) for name in names]
    slips = _slips(Counter(word for words in written for word in set(words)))
    right = [_expanded(slips.get(word, word) for word in words) for words in written]
    held = Counter(word for words in right for word in set(words))
    rarity = {word: _rarity(word, count, len(names)) for word, count in held.items()}
    return [_weighed(words, rarity) for words in right]


def _expanded(words: Iterable[str]) -> list[str]:
    short = abbreviations()
    return [whole for word in words for whole in short.get(word, (word,))]


def _rarity(word: str, count: int, names: int) -> float:
    """The inverse document frequency, over the names at hand and the listed companies, as a share of the largest."""
    known = names + LISTED_COMPANIES
    return math.log(known / (count + common_in_organisations().get(word, 0))) / math.log(known)


def _weighed(words: list[str], rarity: dict[str, float]) -> Words:
    acting = len(_before_principal(" ".join(words)).split())
    told: Words = {}
    for place, word in enumerate(words):
        if word not in UNTOLD:
            standing = (OFFICE_ONLY if word in OFFICES else 1.0) * (PRINCIPAL_ONLY if place < acting else 1.0)
            told[word] = max(told.get(word, Word(0.0, 0.0)), Word(standing, rarity[word]))
    return told or {word: Word(1.0, rarity[word]) for word in words}


def _before_principal(name: str) -> str:
    ends = [found.end() for found in ON_BEHALF.finditer(name)]
    return name[: ends[-1]] if ends else ""


def _slips(held: Counter[str]) -> dict[str, str]:
    """Word → the much commoner one that is one edit away and begins the same.

    An edit is a letter more, less or other, or two swapped.
    """
    common = common_in_organisations()
    count = {word: held[word] + common.get(word, 0) for word in held.keys() | common.keys()}
    near = defaultdict(list)
    for word in held:
        for spelled in _spellings(word):
            near[spelled].append(word)
    for word in common.keys() - held.keys():
        for spelled in _spellings(word) & near.keys():
            near[spelled].append(word)
    best: dict[str, str] = {}
    for words in near.values():
        if len(words) > 1:
            _correct(words, count, best)
    return {word: right for word, right in best.items() if word in held}


def _spellings(word: str) -> set[str]:
    """A word and what it is without one of its letters; two that have one of these in common are near each other."""
    if len(word) < SHORTEST or word.isdigit():
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def _correct(words: list[str], count: dict[str, int], best: dict[str, str]) -> None:
    from rapidfuzz.distance import OSA

    right = min(words, key=lambda word: (-count[word], word))
    for word in words:
        enough = count[right] >= MUCH_COMMONER * count[word] and count[right] >= MUCH_COMMONER
        if enough and word[0] == right[0] and OSA.distance(word, right, score_cutoff=1) == 1:
            known = best.get(word, right)
            best[word] = min(known, right, key=lambda other: (-count[other], other))
