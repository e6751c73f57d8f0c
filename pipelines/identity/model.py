"""What makes two profiles one person: the comparisons, the blocking and the committed weights.

The one home of Splink's settings, built by its API so that the engine is a
parameter. The weights are in `model.json`; `train` estimates them anew. The
share of matches is set for the number of profiles, because twice the people
means half the chance that two of them are one. How common a value is comes from
the data, held to what is usual where there is little of it: a name that half of
six people bear is no common name. Both counts are taken to the nearest power of two,
so that a pair's score is a function of its two profiles, the weights, and buckets
that a few more records leave as they are.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.identity.evidence import Agreement

if TYPE_CHECKING:
    from splink import SettingsCreator
    from splink.comparison_library import CustomComparison
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

MODEL_FILE = Path(__file__).parent / "model.json"
LONG = "least(length(given_l), length(given_r)) > 3"
"""Of three letters, one makes Adam of Ada."""

SWAPPED = "jaro_winkler_similarity(given_l, family_r) >= 0.9 and jaro_winkler_similarity(family_l, given_r) >= 0.9"
ONE_NUMBER = " = ".join(f"regexp_replace(split_part(mailbox_{side}, '@', 1), '[^0-9]', '', 'g')" for side in "lr")
"""A number is what tells a mailbox from that of a namesake, so it differs by no slip of the pen."""

SHORT_FORM = (
    "given_root_l = given_root_r"
    " or contains(' ' || given_others_l || ' ', ' ' || given_r || ' ')"
    " or contains(' ' || given_others_r || ' ', ' ' || given_l || ' ')"
)
FURTHER = (
    "further_l <> further_r and jaro_winkler_similarity(further_l, further_r) < 0.8"
    " and not contains(words_l, ' ' || further_r || ' ') and not contains(words_r, ' ' || further_l || ' ')"
)
"""Jean-Pierre and Jean-Paul: both say more than the first given name, and neither says it of the other."""

SPELT = {
    "given": "coalesce(given_l <> given_r and around_given_l = around_given_r"
    f" and not coalesce({SHORT_FORM}, false), false)",
    "family": "coalesce(family_l <> family_r and around_family_l = around_family_r, false)",
}
"""Two mailboxes that differ as the names of their bearers do, and in nothing else: nobody slips twice alike."""

LEVELS: dict[str, tuple[str, ...]] = {
    "given": ("another", "exact", "short_form", "close", "initial", "swapped", "part", "similar", "different"),
    "family": ("exact", "close", "part", "swapped", "similar", "different"),
    "organisation": ("exact", "different"),
    "city": ("exact", "close", "different"),
    "country": ("exact", "different"),
    "phone": ("exact", "different"),
    "mailbox": ("exact", "close", "numbered", "handle", "same_employer", "different"),
    "page": ("exact", "different"),
    "tool_person": ("exact", "close", "different"),
    "born_on": ("exact", "slip", "near", "different"),
    "street": ("exact", "close", "different"),
    "postal_code": ("exact", "close", "different"),
}
"""Comparison → its levels, most alike first; before all, what makes another's of a name however alike."""

FREQUENCIES = ("given", "family", "organisation", "city", "country", "phone", "born_on", "street", "postal_code")
"""Comparisons in which agreeing on something rare says more."""

RULES = {
    ("given", "another"): "generation_l <> generation_r"
    " or contains(' ' || other_givens_l || ' ', ' ' || given_r || ' ')"
    f" or {FURTHER} or {SPELT['given']}",
    ("given", "short_form"): SHORT_FORM,
    ("given", "close"): f"{LONG} and jaro_winkler_similarity(given_l, given_r) >= 0.9 or unspaced_l = unspaced_r",
    ("given", "initial"): "(length(given_l) = 1 or length(given_r) = 1) and left(given_l, 1) = left(given_r, 1)",
    ("given", "swapped"): SWAPPED,
    ("given", "part"): "contains(' ' || name_l || ' ', ' ' || given_r || ' ')"
    " or contains(' ' || name_r || ' ', ' ' || given_l || ' ')",
    ("given", "similar"): f"{LONG} and jaro_winkler_similarity(given_l, given_r) >= 0.8",
    ("family", "close"): f"jaro_winkler_similarity(family_root_l, family_root_r) >= 0.9 and not {SPELT['family']}"
    " or unspaced_l = unspaced_r",
    ("family", "part"): "contains(' ' || name_l || ' ', ' ' || family_r || ' ')"
    " or contains(' ' || name_r || ' ', ' ' || family_l || ' ')",
    ("family", "swapped"): "(given_l is not null or given_r is not null)"
    " and coalesce(jaro_winkler_similarity(given_l, family_r), 1) >= 0.9"
    " and coalesce(jaro_winkler_similarity(family_l, given_r), 1) >= 0.9",
    ("family", "similar"): f"jaro_winkler_similarity(family_root_l, family_root_r) >= 0.8 and not {SPELT['family']}",
    ("city", "close"): "jaro_winkler_similarity(city_l, city_r) >= 0.88",
    ("mailbox", "close"): "(split_part(mailbox_l, '@', 2) <> split_part(mailbox_r, '@', 2)"
    " and jaro_winkler_similarity(mailbox_l, mailbox_r) >= 0.95"
    f" or length(mailbox_l) > 9 and damerau_levenshtein(mailbox_l, mailbox_r) = 1) and {ONE_NUMBER}"
    f" and not {SPELT['given']} and not {SPELT['family']}",
    ("mailbox", "numbered"): "unnumbered_l = unnumbered_r",
    ("mailbox", "handle"): "handle_l = handle_r",
    ("mailbox", "same_employer"): "employer_domain_l = employer_domain_r",
    ("tool_person", "close"): "length(tool_person_l) > 5"
    " and not left(tool_person_l, -1) = left(tool_person_r, -1)"
    " and damerau_levenshtein(tool_person_l, tool_person_r) = 1",
    ("born_on", "slip"): "damerau_levenshtein(born_on_l, born_on_r) = 1"
    " or born_on_l = left(born_on_r, 4) || right(born_on_r, 2) || substr(born_on_r, 5, 2)",
    ("born_on", "near"): "damerau_levenshtein(born_on_l, born_on_r) = 2"
    " or abs(datediff('day', strptime(born_on_l, '%Y%m%d'), strptime(born_on_r, '%Y%m%d'))) <= 31",
    ("street", "close"): "jaro_winkler_similarity(street_l, street_r) >= 0.9",
    ("postal_code", "close"): "damerau_levenshtein(postal_code_l, postal_code_r) = 1",
}
"""Comparison and level → its condition on a pair, for what is not simply equal."""

EDITS = re.compile(r"damerau_levenshtein\((\w+), (\w+)\) = (\d)")
SHORT_OF = r"abs(strlen(\1) - strlen(\2)) <= \3"
NEAR = r"levenshtein(\1, \2) <= 2 * \3"
"""As many edits change the length by no more, and a swap, which is one edit here, is two of Levenshtein's."""

HALF = r"(length(\1) - 1) // 2"
ONE_HALF = " or ".join(rf"{end}(\1, {HALF}) = {end}(\2, {HALF})" for end in ("left", "right"))
"""One edit leaves one half as it is, but for a letter."""

Model = dict[str, Any]


def committed() -> Model:
    """The weights in `model.json`."""
    model: Model = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    return model


def guarded(condition: str) -> str:
    """`condition` with others before each count of edits, that hold wherever it does and cost a fraction of it.

    >>> guarded("damerau_levenshtein(l, r) = 2")
    '(abs(strlen(l) - strlen(r)) <= 2 and levenshtein(l, r) <= 2 * 2 and damerau_levenshtein(l, r) = 2)'
    """
    return EDITS.sub(_guarded, condition)


def _guarded(count: re.Match[str]) -> str:
    halves = [f"({ONE_HALF})"] if count[3] == "1" else []
    return count.expand(f"({' and '.join([SHORT_OF, *halves, NEAR])} and {count[0]})")


def settings(model: Model, profile_count: int, written: Callable[[str], str] = guarded) -> SettingsCreator:
    """Splink's settings for `profile_count` profiles, with the weights of `model`; `written` spells conditions out."""
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="profile_id",
        comparisons=[_comparison(name, model["comparisons"][name], written) for name in LEVELS],
        blocking_rules_to_generate_predictions=[block_on("profile_id")],  # never used: `blocking` names the pairs
        probability_two_random_records_match=prior(model, profile_count),
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
        linker_uid="kith",
    )


def prior(model: Model, profile_count: int) -> float:
    """The probability that two of `profile_count` profiles taken at random are one person."""
    probability: float = model["matches_per_profile"] / rounded(max(profile_count, model["least_profiles"]))
    return min(0.5, probability)


def frequencies(model: Model, column: str, values: pl.Series) -> pl.DataFrame:
    """How common each value of a compared column is: `column` and `tf_<column>`."""
    usual, weight = model["frequencies"][column]["usual"], model["frequencies"][column]["weight"]
    known = values.drop_nulls()
    counts = known.value_counts(name="count").sort(column)
    bearers = pl.lit(2.0).pow(pl.col("count").log(2).round())
    share = (bearers + usual * weight) / (rounded(known.len()) + weight)
    return counts.select(column, share.alias(f"tf_{column}"))


def rounded(count: int) -> float:
    """The power of two nearest to `count` by ratio, and 0 for 0: some more records leave most scores as they are.

    >>> rounded(1000), rounded(1010), rounded(3), rounded(0)
    (1024.0, 1024.0, 4.0, 0.0)
    """
    return 2.0 ** round(math.log2(count)) if count else 0.0


def agreement(model: Model, name: str, number: int) -> Agreement:
    """How a pair whose `gamma_<name>` is `number` agrees, and what that weighs: log2 of the level's m over its u."""
    level = LEVELS[name][len(LEVELS[name]) - 1 - number]
    weights = model["comparisons"][name][level]
    return Agreement(name, level, math.log2(weights["m"] / weights["u"]))


def _comparison(name: str, weights: dict[str, dict[str, float]], written: Callable[[str], str]) -> CustomComparison:
    import splink.comparison_library as cl

    levels = _levels(name, written)
    for level, label in zip(levels[1:], LEVELS[name], strict=True):
        level.configure(m_probability=weights[label]["m"], u_probability=weights[label]["u"])
    return cl.CustomComparison(output_column_name=name, comparison_levels=[*levels])


def _levels(name: str, written: Callable[[str], str]) -> list[ComparisonLevelCreator]:
    """A comparison's conditions in the order of `LEVELS`, after the one under which nothing is known."""
    import splink.comparison_level_library as cll

    apart = " or tool_l <> tool_r" if name == "tool_person" else ""
    nothing = cll.CustomLevel(f"{name}_l is null or {name}_r is null{apart}", label_for_charts="unknown")
    rules = [_rule(name, label, written) for label in LEVELS[name][:-1]]
    return [nothing.configure(is_null_level=True), *rules, cll.ElseLevel()]


def _rule(name: str, label: str, written: Callable[[str], str]) -> ComparisonLevelCreator:
    import splink.comparison_level_library as cll

    if label == "exact":
        return cll.ExactMatchLevel(name, term_frequency_adjustments=name in FREQUENCIES)
    return cll.CustomLevel(written(RULES[name, label]), label_for_charts=label)
