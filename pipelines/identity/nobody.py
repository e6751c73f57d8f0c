"""Nobody: what people write for their employer where they name no organisation.

That they work for themselves, that they work for none, or nothing at all.
"""

from __future__ import annotations

from pipelines.identity.legal_forms import LEGAL_FORMS
from pipelines.identity.words import listed

INDEPENDENT, NONE, UNSAID = "independent", "none", "unsaid"

_WORDS = {
    **dict.fromkeys(listed("unsaid") | {""}, UNSAID),
    **dict.fromkeys(listed("no_employer"), NONE),
    **dict.fromkeys(listed("independent"), INDEPENDENT),
}
_BEFORE_ANYTHING = tuple(f"{words} " for words in sorted(listed("no_employer_whatever_follows")))
_BEFORE_A_JOB = {"freelance": INDEPENDENT, "freelancing": INDEPENDENT, "independent": INDEPENDENT, "retired": NONE}
_SELF_EMPLOYED = ("self employed", "selfemployed")
_JOBS = listed("jobs")
_MOST_WORDS = 3
"""Words of a student's subject and "student": more are an organisation of students."""


def said(words: list[str]) -> str | None:
    """`independent`, `none` or `unsaid` where the plain words of a cell name no organisation; else None.

    A legal form makes an organisation of all but the words that mean nobody by themselves.

    >>> said(["freelance", "designer"]), said(["freelance", "nation"]), said(["freelance", "designers", "ltd"])
    ('independent', None, None)
    >>> said(["retired", "teacher"]), said(["phd", "student"]), said(["student", "loans", "company"])
    ('none', 'none', None)
    """
    text = " ".join(words)
    if text in _WORDS:
        return _WORDS[text]
    if LEGAL_FORMS.intersection(words[1:]):
        return None
    if text.startswith(_SELF_EMPLOYED):
        return INDEPENDENT
    if words[0] in _BEFORE_A_JOB and is_job(words[1:]):
        return _BEFORE_A_JOB[words[0]]
    is_student = words[-1] == "student" and words[0] != "the" and len(words) <= _MOST_WORDS
    return NONE if is_student or f"{text} ".startswith(_BEFORE_ANYTHING) else None


def is_job(words: list[str]) -> bool:
    """Whether plain words are what somebody does: a job last, or first and `of` what; nobody is "The Economist".

    >>> is_job(["interior", "designer"]), is_job(["head", "of", "sales"]), is_job(["head", "office"])
    (True, True, False)
    """
    if not words or words[0] == "the":
        return False
    return words[-1] in _JOBS or (len(words) > 2 and words[0] in _JOBS and words[1] == "of")
