"""Names of persons: from what an export says to given and family names that compare.

Parsing takes away what stands around a name (`titles`), finds the order, and gives given and family names folded and in
Latin letters (`folding`). What a name looks like to a person stays with the record.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import chain
from typing import NamedTuple

from pipelines.identity.folding import fold, latin
from pipelines.identity.titles import PARTICLES, is_title, without_letters, without_titles
from pipelines.identity.words import korean_family_names, nicknames

ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"")
TAIL = re.compile(r"\s+(?:[|@/•–—-])\s+.*$")
FAMILY_FIRST = re.compile(r"[\u3005\u3400-\u9fff\uac00-\ud7af]+")
"""Han, with the sign that repeats a character, and Hangul: the family name is first, and no blank need follow it."""

ALIKE = 0.85


class Name(NamedTuple):
    """A name folded for comparison: first given name, family name, and every word in order.

    The two halves are in Latin letters, `full` in its own. A single word may be either half,
    so it is only in `full` unless the export says which.
    """

    given: str | None
    family: str | None
    full: str | None


NO_NAME = Name(None, None, None)


def parse(full: str | None, given: str | None = None, family: str | None = None) -> Name:
    """The name that an export gives whole, in halves, or both; halves win.

    >>> parse("BYTE, Dr. Ada M.")
    Name(given='ada', family='byte', full='ada m byte')
    >>> parse(None, "Ada", "van der Byte")
    Name(given='ada', family='van der byte', full='ada van der byte')
    """
    if given and family:
        return _named(*_given_halves(_plain(given), _plain(family)))
    whole = _plain(full or given or family or "")
    if not whole or "@" in whole:
        return NO_NAME
    name = _named(*_halves(whole))
    if name.given is None and name.full == fold(given or family or ""):
        if given:
            return name._replace(given=name.full and latin(name.full))
        return name._replace(family=name.full and _latin_family(name.full))
    return name


def root(given: str) -> str:
    """The given name that a short form stands for, most usually; itself where it stands for none.

    >>> root("bob"), root("ada"), root("sam")
    ('robert', 'ada', 'samuel')
    """
    return nicknames().get(given, (given,))[0]


def further_roots(given: str) -> str | None:
    """The other given names that a short form stands for.

    >>> further_roots("sam"), further_roots("bob")
    ('samantha', None)
    """
    return " ".join(nicknames().get(given, ())[1:]) or None


def without_particles(family: str) -> str:
    """A family name without articles and prepositions, which come and go; itself where there is nothing else.

    >>> without_particles("van der byte"), without_particles("al rashid"), without_particles("da")
    ('byte', 'rashid', 'da')
    """
    return " ".join(word for word in family.split() if word not in PARTICLES) or family


def compatible(one: Name, other: Name) -> bool:
    """Whether two names that share a key may be one person's.

    A changed family name, a short form, an initial or a slip of the pen may; another given name may not.

    >>> compatible(parse("Bob Byte"), parse("Robert Byte")), compatible(parse("Ada Byte"), parse("Max Byte"))
    (True, False)
    """
    if one.full is None or other.full is None:
        return True
    if sorted(one.full.split()) == sorted(other.full.split()) or _unspaced(one.full) == _unspaced(other.full):
        return True
    if one.given and other.given:
        same_family = one.family == other.family
        return _given_alike(one.given, other.given) or (same_family and _shortened(one.given, other.given))
    if _alike(one.full, other.full) or set(one.full.split()) & set(other.full.split()):
        return True
    return _given_alike(one.given or one.full, other.given or other.full)


def _given_alike(one: str, other: str) -> bool:
    roots = root(one), root(other)
    if roots[0] == roots[1] or one in nicknames().get(other, ()) or other in nicknames().get(one, ()):
        return True
    if 1 in (len(one), len(other)):
        return one[0] == other[0] or roots[0][0] == roots[1][0]
    return _alike(one, other) or _alike(*roots)


def _shortened(one: str, other: str) -> bool:
    """Whether one name keeps letters of the other in their order, from the first on: Britt of Birgitta."""
    short, long = sorted((one, other), key=len)
    letters = iter(long)
    return short[0] == long[0] and all(letter in letters for letter in short)


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, min(one, other), max(one, other))
    # Bounds from above go first: most pairs are far apart, and the ratio itself takes the longest.
    return all(ratio() >= ALIKE for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))


def _plain(text: str) -> str:
    return TAIL.sub("", ASIDE.sub(" ", text)).strip(" ,;")


def _given_halves(given: str, family: str) -> tuple[list[str], list[str]]:
    first = [*chain(*without_letters(given))] or given.split()
    last = [*chain(*without_letters(family, first))] or family.split()
    return without_titles(_folded(first), len(first) + len(last)), _folded(last)


def _halves(whole: str) -> tuple[list[str], list[str]]:
    pieces = without_letters(whole)
    count = sum(map(len, pieces))
    named = [without_titles(_folded(piece), count) for piece in pieces]
    if len(named) == 2:
        return named[1], named[0]
    if not named:
        return [], []
    shouted = _shouted_family(pieces[0])
    if shouted is not None:
        return shouted
    words = named[0]
    if all(FAMILY_FIRST.fullmatch(word) for word in words):
        return _family_first(words)
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    return words[:cut], words[cut:]


def _family_first(words: list[str]) -> tuple[list[str], list[str]]:
    """Halves of a Chinese or Korean name: its first word, else its first character, or two of four."""
    if len(words) != 1:
        return words[1:], words[:1]
    word = words[0]
    cut = 2 if len(word) == 4 else 1
    return [part for part in (word[cut:],) if part], [word[:cut]]


def _folded(written: list[str]) -> list[str]:
    """Folded words; a hyphenated one stays one, of two parts."""
    return [folded for word in written if (folded := fold(word))]


def _shouted_family(written: list[str]) -> tuple[list[str], list[str]] | None:
    """Halves of a name written `FAMILY Given`; None where case does not tell."""
    if not any(map(str.isupper, written)):
        return None
    words = [word for word in written if not is_title(fold(word), len(written))]
    loud = 0
    while loud < len(words) and words[loud].isupper() and len(fold(words[loud])) > 1:
        loud += 1
    if not 0 < loud < len(words) or any(len(fold(word)) == 1 for word in words[:loud]):
        return None
    if any(word.isupper() for word in words[loud:]):
        return None
    return _folded(words[loud:]), _folded(words[:loud])


def _named(given: list[str], family: list[str]) -> Name:
    words = [*given, *family]
    if not words:
        return NO_NAME
    if len(words) == 1:
        return Name(None, None, words[0])
    if not given or not family:
        given, family = words[:-1], words[-1:]
    if all(map(FAMILY_FIRST.fullmatch, words)):
        words = [*family, *given]
    return Name(latin(given[0].split()[0]), _latin_family(" ".join(family)), " ".join(words))


def _latin_family(folded: str) -> str:
    return korean_family_names().get(folded) or latin(folded)


def _unspaced(folded: str) -> str:
    return folded.replace(" ", "")
