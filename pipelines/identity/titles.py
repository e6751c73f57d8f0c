"""What stands around a name and is none: titles before it, letters after it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from pipelines.identity.folding import fold
from pipelines.identity.words import listed

HONORIFICS = listed("honorifics")
NAMES_TOO = frozenset({"he", "the"})
"""Honorifics that are family names, too."""

RANKS = listed("ranks")
PARTICLES = listed("name_particles")
AFTER_NAME = listed("letters_after_names")
"""In capitals, what counts only where it is written so: it is a name, too."""

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


def without_titles(words: list[str], count: int) -> list[str]:
    """Folded words after the titles that stand first; the whole name has `count`.

    >>> without_titles(["dr", "ada", "byte"], 3), without_titles(["he", "ming"], 2), without_titles(["lord", "byte"], 2)
    (['ada', 'byte'], ['he', 'ming'], ['lord', 'byte'])
    """
    while len(words) > 1 and is_title(words[0], count) and not _is_ranked(words):
        words, count = words[1:], count - 1
    return words


def is_title(word: str, count: int) -> bool:
    """Whether a word of a name of `count` words is an honorific: He Ming is no excellency, H.E. Ming He is."""
    return word in HONORIFICS and (word not in NAMES_TOO or count > 2)


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
    return len(words) == 2 and words[0] in RANKS
