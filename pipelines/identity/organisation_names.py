"""Names of organisations: from what an export says to a form that compares.

Takes away case, accents, punctuation, legal forms and a leading article. Which
names mean one organisation is decided elsewhere (`organisations`).
"""

from __future__ import annotations

import html
import re
from functools import lru_cache

from pipelines.identity.folding import REMEMBERED, bare
from pipelines.identity.words import listed

LEGAL_FORMS = listed("legal_forms")
LONGEST_FORM = max(len(form.split()) for form in LEGAL_FORMS)
UNSPACED_FORMS = tuple(bare(form) for form in sorted(listed("legal_forms_unspaced"), key=len, reverse=True))
"""Legal forms of scripts that write no spaces, before or after the name."""

INITIALS = re.compile(r"\b((?:[a-z]\.\s?){2,}[a-z]?)(?=\W|$)")
APOSTROPHES = re.compile(r"['’`´ʼ]")
NOT_WORDS = re.compile(r"[\W_]+")
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")

JOINING = listed("joining_words")
"""Words that stand between the others."""

INDEPENDENT, NONE = "independent", "none"
OWN_BOSS = listed("independent")
NO_EMPLOYER = listed("no_employer")
UNSAID = listed("unsaid") | {""}
NOBODY = OWN_BOSS | NO_EMPLOYER | UNSAID
"""What people write where they name no organisation."""


@lru_cache(maxsize=REMEMBERED)
def normalise(text: str) -> str | None:
    """The name without what varies; None where it names no organisation.

    >>> normalise("The Ácme & Sons Co., Ltd. (UK)"), normalise("acme and sons limited"), normalise("Self-employed")
    ('acme and sons', 'acme and sons', None)
    """
    words = _words(text)
    if " ".join(words) in NOBODY:
        return None
    core = " ".join(_core(words))
    return core if core not in NOBODY else " ".join(words) or None


def employment(text: str) -> str | None:
    """`independent` or `none` where a cell for the employer says so in words; else None.

    >>> employment("Self-employed"), employment("n/a"), employment("Acme Ltd"), employment("?")
    ('independent', 'none', None, None)
    """
    said = plain(text)
    if said in OWN_BOSS:
        return INDEPENDENT
    return NONE if said in NO_EMPLOYER else None


def plain(text: str) -> str:
    """The words of a cell, legal forms and all.

    >>> plain("Acme & Sons Co., Ltd.; Bïnary")
    'acme and sons co ltd binary'
    """
    return " ".join(_words(text))


def initials(normalised: str) -> set[str]:
    """The first letters of a name's words, with and without the small ones; none of a single word.

    >>> sorted(initials("university of leeds"))
    ['ul', 'uol']
    """
    words = normalised.split()
    told = [word for word in words if word not in JOINING]
    return {"".join(word[0] for word in some) for some in (words, told) if len(some) > 1}


def _words(text: str) -> list[str]:
    plain = bare(html.unescape(text))
    spelled = (ASIDE.sub("", plain) or plain).replace("&", " and ")
    whole = INITIALS.sub(lambda found: re.sub(r"[.\s]", "", found.group()) + " ", spelled)
    return NOT_WORDS.sub(" ", APOSTROPHES.sub("", whole)).split()


def _core(words: list[str]) -> list[str]:
    kept = words
    while len(kept) > 1 and kept[0] == "the":
        kept = kept[1:]
    while len(kept) > 1 and (form := _closing(kept)):
        kept = kept[:-form]
    return [_without_unspaced(word) for word in kept]


def _closing(words: list[str]) -> int:
    """How many words at the end are a legal form, or an `and` left over; never all of them."""
    if words[-1] == "and":
        return 1
    longest = min(LONGEST_FORM, len(words) - 1)
    return next((count for count in range(longest, 0, -1) if " ".join(words[-count:]) in LEGAL_FORMS), 0)


def _without_unspaced(word: str) -> str:
    for form in UNSPACED_FORMS:
        shorter = word.removeprefix(form).removesuffix(form)
        if shorter and shorter != word:
            return _without_unspaced(shorter)
    return word
