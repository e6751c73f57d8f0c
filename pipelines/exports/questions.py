"""The questions that organisers ask in forms of their own, by what they ask for.

Tools put an organiser's questions beside their own columns, in the organiser's
words. A layout says what is asked (`question: company`); the wordings stand here,
once for all tools, as expressions over headings.
"""

from __future__ import annotations

from typing import Literal

Question = Literal["company", "job", "industry"]

_COMPANY = (
    "(company|organi[sz]ation|employer|firma|unternehmen|entreprise|soci[ée]t[ée]|azienda|empresa|bedrijf|会社名|회사)"
)
_JOB = "(job title|job role|job|role|position|berufsbezeichnung|fonction|cargo|puesto|役職)"
_INDUSTRY = "(industry|sector|branche|secteur|settore|setor|業種)"
_ASKED = r"((what|which)('s| is)? )?(is )?(your |the )?"
_END = r"\s*[?:*]*$"

QUESTIONS: dict[Question, str] = {
    "company": f"^{_ASKED}(current )?{_COMPANY}( name)?( ?(/|or|and) ?{_COMPANY})?"
    f"( (do|are) you (work(ing)? (for|at|with)|represent(ing)?|from))?{_END}|^where do you work{_END}",
    "job": f"^{_ASKED}(current )?{_JOB}( ?(/|or) ?{_JOB})?( at .*)?{_END}",
    "industry": f"^{_ASKED}(company's )?{_INDUSTRY}( ?(/|or) ?{_INDUSTRY})?"
    f"( (are you|do you work|is your company)( in)?)?{_END}",
}
