"""What stands around a name and is none: titles before it, letters after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pipelines.identity.folding import fold
from pipelines.identity.words import listed

HONORIFICS = listed("honorifics")
NAMES_TOO = listed("honorifics_or_names")
"""Honorifics that are names, too: Major Byte, but Major Ada Byte."""

TITLES_BEGIN = frozenset(title.split()[0] for title in HONORIFICS | NAMES_TOO)
LONGEST = 3
"""Words of the longest honorific in the lists."""

RANKS = listed("ranks")
PARTICLES = listed("name_particles")
AFTER_NAME = listed("letters_after_names")
"""In capitals, what counts only where it is written so: it is a name, too."""

GENERATIONS = {"sr": 1, "snr": 1, "jr": 2, "jnr": 2, "ii": 2, "iii": 3, "iv": 4}
"""Letters after a name → which of several of one name in a family its bearer is."""

AROUND_NAMES = PARTICLES | RANKS | TITLES_BEGIN | GENERATIONS.keys() | {letters.lower() for letters in AFTER_NAME}
"""Words that may stand around a name and be no part of it, or a part of no weight."""

INITIALS = 2
"""As many capitals after a comma may as well be somebody's initials."""


def without_letters(text: str, before: Sequence[str] = ()) -> list[list[str]]:
    """The words between commas, as written, without letters after the name; `before` are those that stand before.

    >>> without_letters("Ada Byte, PhD, CSPO"), without_letters("Byte, Ada MA"), without_letters("Yo-Yo Ma")
    ([['Ada', 'Byte']], [['Byte'], ['Ada']], [['Yo-Yo', 'Ma']])
    """
    pieces: list[list[str]] = []
    for piece in text.split(","):
        words = [word for word in piece.split() if fold(word)]
        name = [*before, *chain(*pieces)]
        if pieces and len(words) == 1 and _are_capitals_after(words[0], name):
            continue
        while words and _are_letters(words[-1], [*name, *words[:-1]], is_parted=len(words) == 1 and bool(pieces)):
            words.pop()
        if words:
            pieces.append(words)
    return pieces


def generation(text: str) -> str | None:
    """Which of several of one name in a family somebody is; None where the name does not say.

    >>> generation("Max Byte Jr."), generation("Byte, Max, II"), generation("Sr. Max Byte"), generation("Byte, Sr. Max")
    ('2', '2', None, None)
    """
    first, *others = (piece.split() for piece in text.split(","))
    behind = [*first[1:], *chain(*(piece[1:] or piece for piece in others))]
    told = [GENERATIONS[word] for word in map(fold, behind) if word in GENERATIONS]
    return str(told[-1]) if told else None


def without_titles(words: list[str], count: int) -> list[str]:
    """Words as written after the titles that stand first; the whole name has `count`.

    >>> [without_titles(name.split(), 3) for name in ("Dr. Ada Byte", "Dipl.-Ing. Ada Byte", "Judge Ada Byte")]
    [['Ada', 'Byte'], ['Ada', 'Byte'], ['Ada', 'Byte']]
    >>> [without_titles(name.split(), 2) for name in ("He Ming", "Lord Byte", "Dr. Byte")]
    [['He', 'Ming'], ['Lord', 'Byte'], ['Byte']]
    """
    while width := _title_width(words, count):
        words, count = words[width:], count - width
    return words


def _title_width(words: list[str], count: int) -> int:
    """How many of `words` are the title that stands first, in a name of `count` words: the longest that is one."""
    if not words or fold(words[0]).partition(" ")[0] not in TITLES_BEGIN:
        return 0
    folded = [fold(word) for word in words[:LONGEST]]
    for width in range(min(LONGEST, len(words) - 1), 0, -1):
        title = " ".join(folded[:width])
        is_told = title in HONORIFICS or (title in NAMES_TOO and count - width > 1)
        if (is_told or (width == 1 and _is_compound(title))) and not _is_ranked(words):
            return width
    return 0


def _is_compound(title: str) -> bool:
    """Whether a hyphenated word is of honorifics alone: Univ.-Prof."""
    return all(part in HONORIFICS for part in title.split())


def _are_letters(word: str, name: list[str], is_parted: bool) -> bool:
    """Whether `word` is letters that follow `name`; those that are names, too, only in capitals among other words."""
    folded = fold(word)
    if folded in AFTER_NAME:
        return True
    is_told = len(name) > 1 and word.isupper() and (is_parted or not _is_shouted(name))
    return is_told and folded.upper() in AFTER_NAME


def _are_capitals_after(word: str, name: list[str]) -> bool:
    """Whether a word after a comma is in capitals as nothing before is: Ada Byte, CSPO, but not van der Byte, ADA."""
    told = [before for before in name if fold(before) not in PARTICLES]
    is_loud = word.isupper() and "." not in word and len(fold(word)) > INITIALS
    return is_loud and len(told) > 1 and not _is_shouted(name)


def _is_shouted(name: list[str]) -> bool:
    return all(map(str.isupper, name))


def _is_ranked(words: list[str]) -> bool:
    """Whether a rank stands where others have a given name: Lord Byte is not Lady Byte."""
    return len(words) == 2 and fold(words[0]) in RANKS
