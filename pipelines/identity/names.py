"""Names of persons: from what an export says to given and family names that compare.

Parsing takes away what stands around a name (`titles`), finds the order, and gives given and family names folded and in
Latin letters (`folding`). What a name looks like to a person stays with the record; whether two may be one person's is
in `likeness`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pipelines.identity.folding import REMEMBERED, fold, latin
from pipelines.identity.titles import AROUND_NAMES, HONORIFICS, PARTICLES, generation, without_letters, without_titles
from pipelines.identity.words import korean_family_names, listed

ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|\"[^\"]*\"")
TAIL = re.compile(r"\s+(?:[|@/•–—-])\s+.*$")
FAMILY_FIRST = re.compile(r"[\u3005\u3400-\u9fff\uac00-\ud7af]+")
"""Han, with the sign that repeats a character, and Hangul: the family name is first, and no blank need follow it."""

SIGNS = re.compile(r"[^\w\s,.]")
DEVICE = re.compile(r"['’`´]s\s+(?:iphone|ipad|galaxy|pixel|macbook|phone|laptop|computer)\b.*$", re.IGNORECASE)
PRONOUNS = re.compile(r"\b(?:she|he|they|elle|il|ella|sie|er)(?:\s*/\s*\w+)+", re.IGNORECASE)
DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}(?:[^\W\d_]\.?)?")
MIDDLE_NAMES = frozenset({"van", "thi"})
"""Behind a Vietnamese family name, a man's and a woman's; the given name follows."""

BETWEEN_TWO = listed("between_two_people")
NOT_PLAIN = AROUND_NAMES | BETWEEN_TWO
VOWELS = frozenset("aeiouy")
MOST_INITIALS = 3
"""Capitals without a dot between them that may be initials: JRR Byte."""


class Name(NamedTuple):
    """A name folded for comparison: first given name, family name, and every word in order.

    The halves and the `further` given names are in Latin letters, `full` in its own. A single word may be either half,
    so it is only in `full` unless the export says which. `generation` tells a father from a son.
    """

    given: str | None
    family: str | None
    full: str | None
    further: str | None = None
    generation: str | None = None


NO_NAME = Name(None, None, None)


def parse(full: str | None, given: str | None = None, family: str | None = None) -> Name:
    """The name that an export gives whole, in halves, or both; halves win.

    >>> parse("BYTE, Dr. Ada M. Kim")[:4]
    ('ada', 'byte', 'ada m kim byte', 'kim')
    >>> parse(None, "Ada", "van der Byte")[:3]
    ('ada', 'van der byte', 'ada van der byte')
    """
    is_halved = bool(given and family)
    text = f"{given} {family}" if is_halved else full or given or family or ""
    plain = _of_plain_words(given or "", family or "") if is_halved else _of_plain_words(*_two(text))
    return plain or _of_any_words(text, given, family)


def _two(text: str) -> tuple[str, str]:
    """The given and the family name of two words."""
    one, _, other = text.partition(" ")
    return (other, one[:-1]) if one.endswith(",") else (one, other)


def _of_plain_words(given: str, family: str) -> Name | None:
    """The name of two words that no rule concerns, as most names are; None for others, which take a multiple."""
    if not (_is_plain(given) and _is_plain(family)):
        return None
    first, last = given.lower(), family.lower()
    is_nobody = not listed("no_person").isdisjoint((f"{first} {last}", f"{last} {first}"))
    return None if is_nobody else Name(first, last, f"{first} {last}")


@lru_cache(maxsize=REMEMBERED)
def _is_plain(word: str) -> bool:
    """Whether a word is of Latin letters, not in capitals, and none that stands around a name or between two."""
    is_word = len(word) > 1 and word.isascii() and word.isalpha() and not word.isupper()
    return is_word and word.lower() not in NOT_PLAIN


def _of_any_words(text: str, given: str | None, family: str | None) -> Name:
    whole = _plain(text)
    if not whole or "@" in whole or fold(whole) in listed("no_person"):
        return NO_NAME
    if _is_of_two(whole):
        return Name(None, None, " ".join(_of_two(whole)))
    name = _named(*(_given_halves(_plain(given), _plain(family)) if given and family else _halves(whole)))
    if name.given is None and name.full and name.full == fold(given or family or ""):
        name = name._replace(given=latin(name.full)) if given else name._replace(family=_latin_family(name.full))
    return name._replace(generation=generation(text))


def without_particles(family: str) -> str:
    """A family name without articles and prepositions, which come and go; itself where there is nothing else.

    >>> without_particles("van der byte"), without_particles("al rashid"), without_particles("da")
    ('byte', 'rashid', 'da')
    """
    return " ".join(word for word in family.split() if word not in PARTICLES) or family


def _plain(text: str) -> str:
    if SIGNS.search(text):  # the rest takes a multiple of the time, and every sign that it looks for is one
        for noise in (ASIDE, DEVICE, PRONOUNS, TAIL):
            text = noise.sub(" ", text)
    return text.strip(" ,;")


def _is_of_two(text: str) -> bool:
    """Whether a name is of two people: what joins them stands between words, and not within a family name.

    >>> [_is_of_two(name) for name in ("Ada & Max Byte", "Ada e Max Byte", "Ada Null y Byte", "bai en lai")]
    [True, True, False, False]
    """
    words = _parted(text)
    if BETWEEN_TWO.isdisjoint(words):
        return False
    between = [place for place, word in enumerate(words[1:-1], start=1) if word in BETWEEN_TWO]
    return any(words[place] in "&+" or len(words[place]) > 2 or _is_early(words, place) for place in between)


def _is_early(words: list[str], place: int) -> bool:
    """Whether a short word that may join two given names stands where no other name has it."""
    return place == 1 and len(words) > 3


def _parted(text: str) -> list[str]:
    return text.replace("&", " & ").replace("+", " + ").replace(",", " ").split()


def _of_two(text: str) -> list[str]:
    """The words of two people's name, without titles and what is between them."""
    told = [word for word in _parted(text) if word not in BETWEEN_TWO]
    return [folded for word in told if (folded := fold(word)) and folded not in HONORIFICS] or _folded(told)


def _given_halves(given: str, family: str) -> tuple[list[str], list[str]]:
    first = [*chain(*without_letters(given))] or given.split()
    last = [*chain(*without_letters(family, first))] or family.split()
    count = len(first) + len(last)
    return _spelt(without_titles(first, count), last), _folded(last)


def _halves(whole: str) -> tuple[list[str], list[str]]:
    pieces = _without_employer(without_letters(whole))
    count = sum(map(len, pieces))
    named = [without_titles(piece, count) for piece in pieces]
    if len(named) == 2:
        return _spelt(named[1], named[0]), _folded(named[0])
    if not named:
        return [], []
    shouted = _shouted_family(named[0])
    if shouted is not None:
        return shouted
    words = [*_spelt(named[0][:-1], named[0][-1:]), *_folded(named[0][-1:])]
    if all(FAMILY_FIRST.fullmatch(word) for word in words):
        return _family_first(words)
    if len(words) > 2 and words[0] in listed("vietnamese_family_names") and words[1] in MIDDLE_NAMES:
        return [*words[2:], words[1]], words[:1]
    cut = len(words) - 1
    while cut > 1 and words[cut - 1] in PARTICLES:
        cut -= 1
    return words[:cut], words[cut:]


def _without_employer(pieces: list[list[str]]) -> list[list[str]]:
    """The words between commas, without an employer behind a name of several: Ada Byte, Acme Ltd."""
    last = pieces[-1] if len(pieces) > 1 and len(pieces[0]) > 1 else []
    return pieces[:-1] if len(last) > 1 and fold(last[-1]) in listed("legal_forms") else pieces


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


def _spelt(written: list[str], beside: list[str]) -> list[str]:
    """Folded given names, a run of initials as its letters; capitals tell one where not all is in capitals."""
    if not any(map(str.isupper, written)):
        return _folded(written)
    is_shouted = all(map(str.isupper, [*written, *beside]))
    return [*chain(*([*fold(word)] if _are_initials(word, is_shouted) else _folded([word]) for word in written))]


def _are_initials(word: str, is_shouted: bool) -> bool:
    """Whether a word is a run of initials: J.R. always, JR where not all is in capitals, and it is no syllable."""
    letters = fold(word)
    if DOTTED.fullmatch(word):
        return True
    is_name = letters in PARTICLES or letters in listed("two_letter_family_names")
    if is_shouted or is_name or not (word.isupper() and word.isascii() and 1 < len(letters) <= MOST_INITIALS):
        return False
    return not VOWELS & set(letters if len(letters) > 2 else letters[-1])


def _shouted_family(written: list[str]) -> tuple[list[str], list[str]] | None:
    """Halves of a name written `FAMILY Given`; None where case does not tell."""
    loud = 0
    while loud < len(written) and written[loud].isupper() and len(fold(written[loud])) > 1:
        loud += 1
    family, given = written[:loud], without_titles(written[loud:], len(written))
    if not family or not given or any(word.isupper() for word in given):
        return None
    if any(_are_initials(word, is_shouted=False) for word in family):
        return None
    return _folded(given), _folded(family)


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
    first, *others = " ".join(given).split()
    return Name(latin(first), _latin_family(" ".join(family)), " ".join(words), _further(others))


def _further(others: list[str]) -> str | None:
    """The given names after the first, that are no initials and no particles."""
    told = [latin(word) for word in others if word not in PARTICLES]
    return " ".join(word for word in told if len(word) > 1) or None


def _latin_family(folded: str) -> str:
    return korean_family_names().get(folded) or latin(folded)
