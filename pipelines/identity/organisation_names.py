"""Names of organisations: from what an export says to a form that compares.

Takes away case, accents, punctuation, legal forms and a leading article. Which
names mean one organisation is decided elsewhere (`organisations`).
"""

from __future__ import annotations

import re

from pipelines.identity.names import bare
from pipelines.identity.words import listed

LEGAL_FORMS = listed("legal_forms")
INITIALS = re.compile(r"\b((?:[a-z]\.){2,}[a-z]?)(?=\W|$)")
APOSTROPHES = re.compile(r"['’`´ʼ]")
NOT_WORDS = re.compile(r"[\W_]+")
ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
NOBODY = listed("no_employer") | {""}
"""What people write where they work for nobody."""


def normalise(text: str) -> str | None:
    """The name without what varies; None where it names no organisation.

    >>> normalise("The Ácme & Sons Co., Ltd. (UK)"), normalise("acme and sons limited"), normalise("Self-employed")
    ('acme and sons', 'acme and sons', None)
    """
    plain = bare(text)
    spelled = (ASIDE.sub("", plain) or plain).replace("&", " and ")
    whole = INITIALS.sub(lambda found: found.group().replace(".", ""), spelled)
    words = NOT_WORDS.sub(" ", APOSTROPHES.sub("", whole)).split()
    if " ".join(words) in NOBODY:
        return None
    return " ".join(_core(words)) or None


def squeezed(normalised: str) -> str:
    """A normalised name as a domain would spell it.

    >>> squeezed("acme and sons")
    'acmeandsons'
    """
    return normalised.replace(" ", "")


def _core(words: list[str]) -> list[str]:
    kept = words[1:] if len(words) > 1 and words[0] == "the" else words
    while len(kept) > 1 and (kept[-1] in LEGAL_FORMS or kept[-1] == "and"):
        kept = kept[:-1]
    return kept
