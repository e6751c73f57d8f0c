"""Folding: text in the letters by which it compares, without case, accents and signs."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SPELLED_OUT = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i"})
APOSTROPHES = re.compile(r"['’`´ʼ.]")
NOT_LETTERS = re.compile(r"[\W\d_]+")
REMEMBERED = 1 << 17
"""Words kept folded: names are many, the words that they are made of few."""


@lru_cache(maxsize=REMEMBERED)
def fold(text: str) -> str:
    """Lower case without accents; letters and single spaces only.

    >>> fold("  Zoë O’Hara-Łuk ")
    'zoe ohara luk'
    """
    return NOT_LETTERS.sub(" ", APOSTROPHES.sub("", bare(text))).strip()


def latin(folded: str) -> str:
    """A folded name in Latin letters; itself where nobody writes it in them.

    >>> latin("анна"), latin("ada"), latin("明")
    ('anna', 'ada', 'ming')
    """
    if folded.isascii():
        return folded
    from anyascii import anyascii

    return fold(anyascii(folded)) or folded


def bare(text: str) -> str:
    """Lower case without accents, signs kept.

    >>> bare("Ácme & Søn")
    'acme & son'
    """
    if text.isascii():
        return text.lower()
    # Decomposed twice: letters of other styles fold only once they are plain, and some folded ones fall apart.
    folded = unicodedata.normalize("NFKD", text).casefold().translate(SPELLED_OUT)
    letters = (letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))
    return unicodedata.normalize("NFC", "".join(letters))  # Hangul falls apart into its letters, too
