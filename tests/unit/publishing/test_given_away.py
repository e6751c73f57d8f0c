"""What the marts declare to be hidden with a rate: nothing that stays visible in its row gives the rate away."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
import pytest

from pipelines.publishing.small_cells import hidden_with, rates_of, small_rate
from pipelines.settings import Privacy
from tests.unit.publishing.declarations import declared, models

PRIVACY = Privacy(smallest_cell=5)


def every(**columns: int) -> pl.DataFrame:
    """Every combination of whole numbers from 0 to each column's given one."""
    frames = [pl.DataFrame({column: range(most + 1)}) for column, most in columns.items()]
    out = frames[0]
    for frame in frames[1:]:
        out = out.join(frame, how="cross")
    return out


def rate(name: str, numerator: pl.Expr, denominator: pl.Expr) -> list[pl.Expr]:
    """The columns of a rate; its bounds are functions of the first two."""
    value = pl.when(denominator > 0).then(numerator / denominator)
    return [denominator.alias(f"{name}_n"), *(value.alias(f"{name}{part}") for part in ("", "_low", "_high"))]


def attendances() -> pl.DataFrame:
    """What an industry's row at an event can be, of people who registered or not, came or not."""
    came, stayed, walked, spoke, waited, new = map(pl.col, ("came", "stayed", "walked", "spoke", "waited", "new"))
    attended = came + walked + spoke
    rows = every(came=6, stayed=6, walked=4, spoke=1, waited=1, new=11).filter(new <= attended)
    return rows.select(
        (came + stayed + walked + spoke + waited).alias("people_count"),
        (came + stayed).alias("registered_count"),
        waited.alias("waitlisted_count"),
        spoke.alias("contributor_count"),
        attended.alias("attended_count"),
        stayed.alias("no_show_count"),
        walked.alias("walk_in_count"),
        new.alias("new_people_count"),
        (attended - new).alias("returning_people_count"),
        pl.lit(0).alias("unknown_history_people_count"),
        *rate("no_show_rate", stayed, came + stayed),
        *rate("walk_in_rate", walked, came + walked),
        *rate("repeat_rate", pl.lit(0), new),
    ).with_columns(secret_no_shows=pl.col("no_show_count"), secret_walk_ins=pl.col("walk_in_count"))


def ties() -> pl.DataFrame:
    """What an industry's ties can be: within it, out of it, and to people of unknown industry."""
    within, out, unknown = map(pl.col, ("within", "out", "unknown"))
    return every(within=6, out=6, unknown=3).select(
        (within + out + unknown).alias("tie_count"),
        within.alias("internal_tie_count"),
        out.alias("external_tie_count"),
        pl.lit(6).alias("people_count"),
        ((2 * within + out + unknown) / 6).alias("ties_per_person_mean"),
        *rate("external_share", out, within + out),
        secret_within=within,
    )


def mixed() -> pl.DataFrame:
    """What two industries' ties can be: of pairs who had met at events, and others; where there is none, none met."""
    pairs, realised, outside = map(pl.col, ("pairs", "realised", "outside"))
    return (
        every(pairs=6, realised=6, outside=6)
        .filter((realised <= pairs) & (realised + outside).is_between(1, 6))
        .select(
            pl.lit(6).alias("people_count"),
            (realised + outside).alias("realised_count"),
            outside.alias("outside_events_count"),
            *rate("realised_share", realised, pairs),
            secret_realised=realised,
        )
    )


def outcomes() -> pl.DataFrame:
    """What can have become of the outcomes opened in a year."""
    opened, known, won = map(pl.col, ("opened", "known", "won"))
    return (
        every(opened=8, known=8, won=8)
        .filter((known <= opened) & (won <= known))
        .select(
            pl.lit(8).alias("people_count"),
            *rate("won_rate", won, known),
            *rate("knowledge_rate", known, opened),
            secret_known=known,
        )
    )


@pytest.mark.parametrize(
    ("mart", "table", "of", "secret"),
    [
        ("event_industry", attendances, "no_show_rate", "secret_no_shows"),
        ("event_industry", attendances, "walk_in_rate", "secret_walk_ins"),
        ("event_performance", attendances, "no_show_rate", "secret_no_shows"),
        ("industry_network", ties, "external_share", "secret_within"),
        ("industry_mixing", mixed, "realised_share", "secret_realised"),
        ("outcome_attribution", outcomes, "knowledge_rate", "secret_known"),
    ],
)
def test_what_stays_visible_beside_a_rate_of_too_few_leaves_its_count_open(
    mart: str, table: Callable[[], pl.DataFrame], of: str, secret: str
) -> None:
    small_cell, rows = declared(mart), table()
    small = rows.select(small_rate(rows, name, PRIVACY).alias(name) for name in rates_of(rows.columns))
    for pattern in small.filter(pl.col(of)).unique().iter_rows(named=True):
        hidden = {column for name, is_small in pattern.items() if is_small for column in hidden_with(name, small_cell)}
        visible = [column for column in rows.columns if column not in hidden and not column.startswith("secret_")]
        open_to = rows.select(pl.col(secret).n_unique().over(visible))[secret]
        is_here = small.select(pl.all_horizontal(pl.col(name) == pattern[name] for name in pattern)).to_series()
        assert (open_to.filter(is_here) > 1).all(), visible


def test_every_coverage_is_of_a_declared_group_or_of_its_row_alone() -> None:
    covering = [model["name"] for model in models() if "coverage_share" in {one["name"] for one in model["columns"]}]
    assert {mart: bool(declared(mart).covered) for mart in covering} == {
        "event_industry": True, "event_performance": False, "industry_engagement": True,
        "industry_engagement_monthly": True, "introduction_funnel": True, "membership_retention": True,
        "outcome_attribution": True,
    }  # fmt: skip
    assert "coverage_share" in declared("event_performance").hide
