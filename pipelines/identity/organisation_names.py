"""Names of organisations: from what an export says to a form that compares.

Takes away case, accents, punctuation, legal forms, a leading article, and what a
name is followed by that is none. Which names mean one organisation is decided
elsewhere (`organisations`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache

from pipelines.identity import legal_forms, nobody
from pipelines.identity.folding import REMEMBERED, bare
from pipelines.identity.legal_forms import LEGAL_FORMS
from pipelines.identity.words import listed

INITIALS = re.compile(r"\b((?:[a-z]\.\s?){2,}[a-z]?)(?=\W|$)")
APOSTROPHES = re.compile(r"['’`´ʼ]")
NOT_WORDS = re.compile(r"[\W_]+")
TRADE_MARKS = re.compile(r"[®™℠©]")
ASIDE = re.compile(r"\s*[(\[]([^)\]]*)[)\]]\s*$")
FURTHER_NAME = re.compile(
    r"(?<=\w)\W+(?:t/a|trading as|d/b/a|dba|f/k/a|formerly|previously known as|c/o)\b.*|^\W*c/o\b", re.DOTALL
)
"""Another name of an organisation after its own, and that a letter is in its care."""

SITE = re.compile(r"^\s*(?:https?://)?(?:www\.)?([^\s/@]+\.[^\s/@.]+)/?\s*$", re.IGNORECASE)

ASIDES = tuple(f"{words} " for words in sorted(listed("asides")))
"""With what begins in brackets what does not tell one organisation from another."""

JOINING = listed("joining_words")
"""Words that stand between the others."""


@lru_cache(maxsize=REMEMBERED)
def normalise(text: str) -> str | None:
    """The name without what varies; None where it names no organisation.

    What stands in brackets at its end belongs to it, unless that is its legal form, its
    abbreviation, another name, or how it fares.

    >>> normalise("The Ácme & Sons Co., Ltd. (UK)"), normalise("acme and sons limited"), normalise("Self-employed")
    ('acme and sons uk', 'acme and sons', None)
    >>> normalise("Acme Ltd (formerly Bolt)"), normalise("https://www.acme.example/")
    ('acme', 'acme example')
    """
    pieces = _pieces(text)
    if nobody.said(pieces[0]):
        return None
    core = legal_forms.without([word for piece in pieces for word in legal_forms.without(piece)])
    told = core if not nobody.said(core) else [word for piece in pieces for word in piece]
    return " ".join(told) or None


def employment(text: str) -> str | None:
    """`independent` or `none` where a cell for the employer says so in words; else None.

    >>> employment("Self-employed"), employment("n/a"), employment("Acme Ltd"), employment("?")
    ('independent', 'none', None, None)
    """
    said = nobody.said(_pieces(text)[0])
    return said if said != nobody.UNSAID else None


def is_job(text: str) -> bool:
    """Whether a text is what somebody does, and no organisation.

    >>> is_job("Founder"), is_job("Head of Sales"), is_job("Founders Ltd")
    (True, True, False)
    """
    return nobody.is_job(plain(text).split())


def plain(text: str) -> str:
    """The words of a cell, legal forms and all.

    >>> plain("Acme & Sons Co., Ltd.; Bïnary")
    'acme and sons co ltd binary'
    """
    return " ".join(word for piece in _pieces(text) for word in piece)


def initials(normalised: str) -> set[str]:
    """The first letters of a name's words, with and without the small ones; none of a single word.

    >>> sorted(initials("university of leeds"))
    ['ul', 'uol']
    """
    words = normalised.split()
    told = [word for word in words if word not in JOINING]
    return {"".join(word[0] for word in some) for some in (words, told) if len(some) > 1}


def _pieces(text: str) -> list[list[str]]:
    """The words of a cell, and those in each pair of brackets at its end that tell something; at least one list."""
    site = SITE.match(text)
    spelled = legal_forms.spelled_out(html.unescape(TRADE_MARKS.sub(" ", site.group(1) if site else text)))
    return list(_parted(FURTHER_NAME.sub("", bare(spelled).replace("&", " and "))))


def _parted(plain: str) -> Iterator[list[str]]:
    aside = ASIDE.search(plain)
    if aside is None or not _words(plain[: aside.start()]):
        yield _words(plain)
        return
    name = list(_parted(plain[: aside.start()]))
    yield from name
    told = _words(aside.group(1))
    if not _is_aside(told, name[0]):
        yield told


def _words(plain: str) -> list[str]:
    whole = INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", plain)
    return NOT_WORDS.sub(" ", APOSTROPHES.sub("", whole)).split()


def _is_aside(told: list[str], name: list[str]) -> bool:
    """Whether words in brackets after a name tell nothing of which organisation it is."""
    text = " ".join(told)
    is_known = not told or text in LEGAL_FORMS or f"{text} ".startswith(ASIDES)
    return is_known or (len(told) == 1 and _abbreviates(text, name)) or "".join(name) in initials(text)


def _abbreviates(short: str, words: list[str]) -> bool:
    """Whether a word is made of the beginnings of words in their order, from the first on: initials, or more."""
    said = [word for word in words if word not in JOINING]
    return any(_is_made_of(short, some) for some in (words, said))


def _is_made_of(short: str, words: list[str]) -> bool:
    """Whether `short` is a beginning of the first word, one of the second, and so on until it ends."""
    reached = {0}
    for word in words:
        beginnings = {place: _shared(word, short[place:]) for place in reached}
        ended = reached & {len(short)}
        reached = ended | {place + count for place, most in beginnings.items() for count in range(1, most + 1)}
    return len(short) in reached


def _shared(one: str, other: str) -> int:
    """How many letters two texts begin with alike."""
    return next(
        (place for place, (left, right) in enumerate(zip(one, other, strict=False)) if left != right),
        min(len(one), len(other)),
    )
