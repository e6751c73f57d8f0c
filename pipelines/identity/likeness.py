"""Whether two names may be one person's: short forms, initials, slips of the pen, and what they are not.

Names compare as `names` parses them. What is decided here of a whole pair decides whether a shared key is proof; what
`model` needs of each name alone, to decide the same in SQL, is here too.
"""

from __future__ import annotations

from difflib import SequenceMatcher

from pipelines.identity.names import Name
from pipelines.identity.words import nicknames, other_given_names

ALIKE = 0.85
FURTHER_ALIKE = 0.7
"""Given names after the first are written with less care, and transcribed in more ways: Ernesto and Emesto."""


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


def others(given: str) -> str | None:
    """The given names that are near to one and another person's.

    >>> others("daniel"), others("ada")
    ('daniela daniele daniella danielle', 'adam')
    """
    return " ".join(sorted(other_given_names().get(given, ()))) or None


def compatible(one: Name, other: Name) -> bool:
    """Whether two names that share a key may be one person's.

    A changed family name, a short form, an initial or a slip of the pen may, and so may words that one leaves out;
    another given name may not, nor another generation.

    >>> from pipelines.identity.names import parse
    >>> compatible(parse("Bob Byte"), parse("Robert Byte")), compatible(parse("Ada Byte"), parse("Max Byte"))
    (True, False)
    """
    if one.full is None or other.full is None:
        return True
    if one.generation and other.generation and one.generation != other.generation:
        return False
    if _same_words(one.full, other.full):
        return True
    if one.given and other.given:
        same_family = one.family == other.family
        is_near = _given_alike(one.given, other.given) or (same_family and _shortened(one.given, other.given))
        return is_near and not _are_others(one, other)
    if _alike(one.full, other.full) or set(one.full.split()) & set(other.full.split()):
        return True
    return _given_alike(one.given or one.full, other.given or other.full)


def _same_words(one: str, other: str) -> bool:
    """Whether two names are the same words, in any order and with any blanks, or one leaves some of them out."""
    short, long = sorted((one.split(), other.split()), key=len)
    if len(short) > 1 and set(short) <= set(long):
        return True
    letters = one.replace(" ", "")
    return len(letters) == len(other.replace(" ", "")) and letters in other.replace(" ", "") * 2


def _are_others(one: Name, other: Name) -> bool:
    """Whether the given names are near and yet another person's: Daniel and Daniela, Anne-Marie and Anne-Sophie."""
    if one.given and other.given in other_given_names().get(one.given, ()):
        return True
    if one.further is None or other.further is None:
        return False
    words = [set(f"{name.given} {name.further} {name.family}".split()) for name in (one, other)]
    are_parts = set(one.further.split()) <= words[1] or set(other.further.split()) <= words[0]
    return not are_parts and not _alike(one.further, other.further, FURTHER_ALIKE)


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


def _alike(one: str, other: str, least: float = ALIKE) -> bool:
    matcher = SequenceMatcher(None, min(one, other), max(one, other))
    # Bounds from above go first: most pairs are far apart, and the ratio itself takes the longest.
    return all(ratio() >= least for ratio in (matcher.real_quick_ratio, matcher.quick_ratio, matcher.ratio))
