"""What makes two profiles one person: the comparisons, the blocking and the committed weights.

The one home of Splink's settings, built by its API so that the engine is a
parameter. The weights are in `model.json`; `train` estimates them anew. The
share of matches is set for the number of profiles, because twice the people
means half the chance that two of them are one. How common a value is comes from
the data, held to what is usual where there is little of it: a name that half of
six people bear is no common name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pipelines.identity.evidence import Agreement

if TYPE_CHECKING:
    from splink import SettingsCreator
    from splink.comparison_library import CustomComparison
    from splink.internals.comparison_level_creator import ComparisonLevelCreator

MODEL_FILE = Path(__file__).parent / "model.json"
LEVELS: dict[str, tuple[str, ...]] = {
    "given": ("exact", "short_form", "close", "initial", "different"),
    "family": ("exact", "close", "part", "different"),
    "organisation": ("exact", "different"),
    "city": ("exact", "different"),
    "phone": ("exact", "different"),
    "mailbox": ("handle", "same_employer", "different"),
    "page": ("exact", "different"),
    "tool_person": ("exact", "different"),
}
"""Comparison → its levels, most alike first."""

BLOCKS = ("block_name", "block_given", "block_family", "block_phone", "block_handle")
"""Columns of profiles that are compared when they agree; `pairs` keeps each block small."""

Model = dict[str, Any]


def committed() -> Model:
    """The weights in `model.json`."""
    model: Model = json.loads(MODEL_FILE.read_text(encoding="utf-8"))
    return model


def settings(model: Model, profile_count: int) -> SettingsCreator:
    """Splink's settings for `profile_count` profiles, with the weights of `model`."""
    from splink import SettingsCreator, block_on

    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="profile_id",
        comparisons=[_comparison(name, model["comparisons"][name]) for name in LEVELS],
        blocking_rules_to_generate_predictions=[block_on(column) for column in BLOCKS],
        probability_two_random_records_match=min(
            0.5, model["matches_per_profile"] / max(profile_count, model["least_profiles"])
        ),
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
        linker_uid="kith",
    )


def frequencies(model: Model, column: str, values: pl.Series) -> pl.DataFrame:
    """How common each value of a compared column is: `column` and `tf_<column>`."""
    usual, weight = model["frequencies"][column]["usual"], model["frequencies"][column]["weight"]
    known = values.drop_nulls()
    counts = known.value_counts(name="count").sort(column)
    share = (pl.col("count") + usual * weight) / (known.len() + weight)
    return counts.select(column, share.alias(f"tf_{column}"))


def agreements(row: Mapping[str, Any]) -> Iterator[Agreement]:
    """How a scored pair (`pairs.SCHEMA`) agrees; a comparison that one side leaves open is left out.

    >>> row = {f"gamma_{name}": -1 for name in LEVELS} | {"gamma_family": 3, "weight_family": 7.5}
    >>> list(agreements(row))
    [Agreement(comparison='family', level='exact', weight=7.5)]
    """
    for name, levels in LEVELS.items():
        number = row[f"gamma_{name}"]
        if number >= 0:
            yield Agreement(name, levels[len(levels) - 1 - number], row[f"weight_{name}"])


def _comparison(name: str, weights: dict[str, dict[str, float]]) -> CustomComparison:
    import splink.comparison_library as cl

    levels = _levels(name)
    for level, label in zip(levels[1:], LEVELS[name], strict=True):
        level.configure(m_probability=weights[label]["m"], u_probability=weights[label]["u"])
    return cl.CustomComparison(output_column_name=name, comparison_levels=[*levels])


def _levels(name: str) -> list[ComparisonLevelCreator]:
    import splink.comparison_level_library as cll

    if name in ("organisation", "city", "phone", "page"):
        exact = cll.ExactMatchLevel(name, term_frequency_adjustments=name != "page")
        return [cll.NullLevel(name), exact, cll.ElseLevel()]
    return {"given": _given, "family": _family, "mailbox": _mailbox, "tool_person": _tool_person}[name]()


def _given() -> list[ComparisonLevelCreator]:
    import splink.comparison_level_library as cll

    initial = "(length(given_l) = 1 or length(given_r) = 1) and left(given_l, 1) = left(given_r, 1)"
    return [
        cll.NullLevel("given"),
        cll.ExactMatchLevel("given", term_frequency_adjustments=True),
        cll.ExactMatchLevel("given_root"),
        cll.JaroWinklerLevel("given", 0.9),
        cll.CustomLevel(initial, label_for_charts="initial"),
        cll.ElseLevel(),
    ]


def _family() -> list[ComparisonLevelCreator]:
    import splink.comparison_level_library as cll

    part = "family_l like '% ' || family_r or family_r like '% ' || family_l"
    return [
        cll.NullLevel("family"),
        cll.ExactMatchLevel("family", term_frequency_adjustments=True),
        cll.JaroWinklerLevel("family", 0.92),
        cll.CustomLevel(part, label_for_charts="part"),
        cll.ElseLevel(),
    ]


def _mailbox() -> list[ComparisonLevelCreator]:
    import splink.comparison_level_library as cll

    return [
        cll.NullLevel("mailbox"),
        cll.ExactMatchLevel("handle"),
        cll.CustomLevel(
            "employer_domain_l = employer_domain_r and mailbox_l <> mailbox_r", label_for_charts="same employer"
        ),
        cll.ElseLevel(),
    ]


def _tool_person() -> list[ComparisonLevelCreator]:
    import splink.comparison_level_library as cll

    nothing = cll.CustomLevel(
        "tool_person_l is null or tool_person_r is null or tool_l <> tool_r", label_for_charts="no common tool"
    ).configure(is_null_level=True)
    return [nothing, cll.ExactMatchLevel("tool_person"), cll.ElseLevel()]
