"""Job titles: the function a title belongs to, and how senior it is.

Seniority is told by words and phrases, in several languages. Function is told by phrases
that are clear, else by the words that a title shares with the alternate titles of occupations:
of each word, how often titles of each function hold it. A title whose words do not
decide has no function, and what somebody no longer is tells nothing of them. Whom a person
works for is not known here.
"""

from __future__ import annotations

import csv
import math
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import polars as pl

from pipelines.industries.spelling import plain, spellings

WORDS = Path(__file__).parent / "words"
COUNTS_FILE = WORDS / "title_words.parquet"
"""How many alternate titles of each function hold a term: `term, function, count`; made by `train_job_titles`."""

STAFF = "staff"
"""The seniority of a title that says nothing of it, and of phrases that take a word its meaning: a product owner."""

_LEARNER = "learner"
"""What words tell that are `entry` where no other word tells more: a student, but no director of student services."""

_PRECEDENCE = ("vice_president", "founder", "chief", "partner", "entry", "director", "manager", "senior", _LEARNER)
"""The order in which words tell: a founder who is the president, too, is a founder, a junior manager a junior."""

SMOOTHING = 0.5
"""Added to each share, so that a rare word does not decide by itself."""

LEAST_SHARE = 0.6
"""Probability of the likeliest function from which a title has it."""

LONGEST_PHRASE = 5
"""Words of the longest phrases: `chair of the board assistant`."""

NOT_WORDS = re.compile(r"[\W\d_]+")
_UNDER = re.compile(
    r"\b(assistante?|assistent(?:in|e)?|asistente|secretary|aide|adviser|advisor|office|pa|ea)"
    r" (?:to|of|de|du|des|del|della|der|van|da|do)\b.*"
)
_SERVED = frozenset({"founder", "chief", "partner", "vice_president", "director", "manager"})
_BESIDE = ("{} assistant", "{}s assistant", "{} pa", "{}s pa", "{} ea", "{}s ea", "{}s secretary", "{}s office")
"""How a title names somebody who works for one of `_SERVED`, beside `_UNDER`."""

_NO_LONGER = re.compile(
    r"\b(?:former(?:ly)?|ex(?!\W+officio\b)|past|retired|ancien(?:ne)?|ehemalig\w*|voormalig\w*)[- ]+(?=\w)"
    r"(?:(?! - )[^,;|/(])*"
    r"|^.*\b(?:retired|retraitee?|jubilad[oa]|pensionato|gepensioneerd|im ruhestand)\W*$"
)
"""A post that somebody has left, in plain letters, up to where the title goes on to another."""


class Title(NamedTuple):
    """What a job title tells; `job_function` is None where its words do not decide."""

    job_function: str | None
    seniority: str


def read(title: str) -> Title | None:
    """What `title` tells; None where it has no words, or only says what somebody was before.

    >>> read("Senior Software Engineer"), read("42"), read("Former CEO")
    (Title(job_function='engineering', seniority='senior'), None, None)
    """
    words = normalise(_NO_LONGER.sub(" ", plain(title))).split()
    return Title(_function(words), _seniority(words)) if words else None


def normalise(title: str) -> str:
    """Plain words and single spaces only, without whose assistant somebody is.

    >>> normalise("V.P., Sales & Marketing (EMEA)"), normalise("Assistant to the Director")
    ('vp sales marketing emea', 'assistant')
    """
    words = NOT_WORDS.sub(" ", plain(title).replace(".", "").replace("'", "")).strip()
    return _UNDER.sub(r"\1", words)


def terms(words: list[str]) -> Iterator[str]:
    """The words, and each two that stand together.

    >>> list(terms(["data", "base", "architect"]))
    ['data', 'base', 'architect', 'data base', 'base architect']
    """
    yield from words
    yield from (f"{one} {other}" for one, other in pairwise(words))


def shares(words: list[str], weights: dict[str, dict[str, float]]) -> dict[str, float]:
    """The probability of each function, by naive Bayes over the terms in `weights`; none where it has none."""
    known = [weights[term] for term in terms(words) if term in weights]
    if not known:
        return {}
    scores = {function: sum(one[function] for one in known) for function in known[0]}
    most = max(scores.values())
    odds = {function: math.exp(score - most) for function, score in scores.items()}
    return {function: one / sum(odds.values()) for function, one in odds.items()}


def weights_of(counts: pl.DataFrame) -> dict[str, dict[str, float]]:
    """Term → function → log of how much likelier its titles are than others to hold the term.

    `counts` has `term, function, count`; functions of many titles weigh no more than others.
    """
    titles = counts.group_by("function").agg(pl.col("count").sum().alias("all")).sort("function")
    functions = dict(titles.iter_rows())
    mean = sum(functions.values()) / len(functions)
    held: dict[str, dict[str, float]] = defaultdict(dict)
    for term, function, count in counts.select("term", "function", "count").iter_rows():
        held[term][function] = count * mean / functions[function]
    return {term: _logs(by_function, list(functions)) for term, by_function in held.items()}


def _logs(by_function: dict[str, float], functions: list[str]) -> dict[str, float]:
    whole = sum(by_function.values()) + SMOOTHING * len(functions)
    return {one: math.log((by_function.get(one, 0.0) + SMOOTHING) / whole * len(functions)) for one in functions}


def _function(words: list[str]) -> str | None:
    told = _phrase(words, clear_functions())
    if told is not None:
        return told
    likely = shares([word for word in words if word not in silent_words()], _weights())
    best = max(sorted(likely), key=likely.__getitem__, default=None)
    return best if best is not None and likely[best] >= LEAST_SHARE else None


def _seniority(words: list[str]) -> str:
    """The first of `_PRECEDENCE` that a phrase tells; a word in a longer phrase tells nothing by itself."""
    told, left = set(), list(words)
    for span in _spans(len(words)):
        if (found := senior_phrases().get(" ".join(left[span]))) is not None:
            told.add(found)
            left[span] = [","] * len(left[span])  # no word, so that what stands on its two sides does not meet
    found = next((seniority for seniority in _PRECEDENCE if seniority in told), STAFF)
    return "entry" if found == _LEARNER else found


def _phrase(words: list[str], phrases: dict[str, str]) -> str | None:
    """What the longest phrase in `words` means; of phrases as long, the last one, which names the trade."""
    named = (phrases.get(" ".join(words[span])) for span in _spans(len(words)))
    return next((found for found in named if found is not None), None)


def _spans(count: int) -> Iterator[slice]:
    """Where phrases may stand among `count` words: the longest first, of those as long the last first."""
    for length in range(min(count, LONGEST_PHRASE), 0, -1):
        yield from (slice(start, start + length) for start in range(count - length, -1, -1))


@cache
def clear_functions() -> dict[str, str]:
    """Phrase → the function that it names by itself."""
    return {phrase: function for phrase, function in _listed("job_functions", "function") if function}


@cache
def silent_words() -> frozenset[str]:
    """Words that name no function, however often titles of one hold them: a principal, a deputy."""
    return frozenset(phrase for phrase, function in _listed("job_functions", "function") if not function)


@cache
def senior_phrases() -> dict[str, str]:
    """Phrase → the seniority that it tells."""
    listed = dict(_listed("seniority", "seniority"))
    beside = {form.format(phrase): STAFF for phrase, told in listed.items() if told in _SERVED for form in _BESIDE}
    return beside | listed


def _listed(name: str, column: str) -> Iterator[tuple[str, str]]:
    """Every spelling of each phrase of a list, and what it tells."""
    with (WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return ((normalise(phrase), row[column]) for row in rows for phrase in spellings(row["phrase"]))


@cache
def _weights() -> dict[str, dict[str, float]]:
    return weights_of(pl.read_parquet(COUNTS_FILE))
