"""What resolving found, and the tables that it hands on (`tables`).

In which order the parts work, and when, is said in `resolve`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.home import Home
from pipelines.identity import (
    affiliations,
    candidates,
    decided,
    mentions,
    organisation_candidates,
    organisation_spellings,
    organisation_table,
    organisations,
    parents,
    people,
    stale,
)
from pipelines.identity.tables import TABLES
from pipelines.industries import assign
from pipelines.settings import Settings


@dataclass(frozen=True)
class Inputs:
    """The counted files and the decisions, by table; `eventless` as `stale.built` takes it."""

    home: Home
    settings: Settings
    file_ids: list[str]
    landed: pl.DataFrame
    decided: dict[str, pl.DataFrame]
    eventless: list[int]


@dataclass(frozen=True)
class People:
    """Profiles in their clusters: `of_raw` has `raw_id, cluster, profile_id, match_rule, match_probability`."""

    profiles: pl.DataFrame
    scored: pl.DataFrame
    of_raw: pl.DataFrame
    pointers: decided.Pointers


@dataclass(frozen=True)
class Resolved:
    """Who and what was found.

    `linked` are the mentions and `listed` the organisation records, both with their ids; `raw` the raw rows, `of_raw`
    by `raw_id` what `People.of_raw` has and the ids.
    """

    inputs: Inputs
    who: People
    organisations: organisations.Organisations
    raw: pl.DataFrame
    of_raw: pl.DataFrame
    linked: pl.DataFrame
    listed: pl.DataFrame


def tables(known: Resolved) -> dict[str, pl.DataFrame]:
    """Every table of `tables.TABLES`, by name."""
    inputs, linked = known.inputs, known.linked
    industries = assign.to_organisations(
        known.organisations.table,
        known.listed,
        linked,
        inputs.decided["industries"],
        known.organisations.find,
        inputs.settings.industries.least_confidence,
        inputs.home.kept_industries,
    )
    worked = affiliations.built(linked, linked["person_id"].drop_nulls().unique().sort(), industries)
    pointers = known.who.pointers
    chosen = {
        name: people.chosen(linked, known.who.profiles, pointers, inputs.decided[name]) for name in stale.OF_PEOPLE
    }
    everybody = _everybody(known, worked, chosen)
    return {
        "people": everybody,
        "affiliations": worked,
        "identity_links": _links(linked, known.listed),
        **_of_organisations(known, industries, everybody["full_name"]),
        **_left_for_review(known),
        stale.TABLE: stale.built(inputs.decided, pointers, known.organisations, chosen, inputs.eventless),
    }


def _everybody(known: Resolved, worked: pl.DataFrame, chosen: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The people; `worked` are their affiliations, `chosen` whom decisions point at, by file."""
    return people.built(
        known.linked,
        known.raw.join(known.of_raw.select("raw_id", "profile_id"), on="raw_id").sort("raw_id"),
        known.who.profiles,
        worked,
        people.exclusions(chosen["exclusions"], known.inputs.decided["exclusions"]),
        people.refusing(chosen["consents"], known.inputs.decided["consents"]),
    )


def _of_organisations(known: Resolved, industries: pl.DataFrame, full_names: pl.Series) -> dict[str, pl.DataFrame]:
    """The organisations; `full_names` are those of everybody known."""
    found, linked, listed, inputs = known.organisations, known.linked, known.listed, known.inputs
    return {
        "organisations": organisation_table.built(found.table, industries, linked, listed, full_names),
        "organisation_names": organisation_spellings.built(found.spellings, linked, listed, inputs.landed),
        "organisation_parents": parents.built(listed, inputs.decided["parents"], found.find),
        "organisation_parties": _parties(linked, found),
    }


def _left_for_review(known: Resolved) -> dict[str, pl.DataFrame]:
    """Pairs that may be one, but for those that decisions keep apart."""
    who, found, inputs = known.who, known.organisations, known.inputs
    ids = known.of_raw.select("profile_id", pl.col("person_id").cast(pl.String)).drop_nulls()
    person_of = ids.unique().sort("profile_id")
    open_pairs = who.scored.filter(pl.col("match_probability") >= inputs.settings.identity.review_probability)
    profile_ids = who.profiles["profile_id"]
    kept_apart = decided.apart(inputs.decided["people"], who.pointers)
    apart = _between_people([(profile_ids[one], profile_ids[other]) for one, other in kept_apart], person_of)
    apart_organisations = _apart_organisations(found, inputs.decided["organisations"])
    return {
        "identity_candidates": candidates.built(open_pairs, person_of, apart),
        "organisation_candidates": organisation_candidates.built(found, apart_organisations),
    }


def _parties(linked: pl.DataFrame, found: organisations.Organisations) -> pl.DataFrame:
    """The organisations of records that name several."""
    named = linked.select(*mentions.PLACE, "raw_id").join(found.of_parties, left_on="raw_id", right_on="raw_row")
    return named.select(_columns("organisation_parties")).sort(*mentions.PLACE, "party_number")


def _links(linked: pl.DataFrame, listed: pl.DataFrame) -> pl.DataFrame:
    of_organisations = listed.select(
        pl.lit("organisation").alias("record_kind"), "file_id", "part", "row_number", "organisation_id"
    ).with_columns(side=pl.lit("subject"), match_rule=pl.lit("single"), match_probability=pl.lit(1.0))
    filled = linked.with_columns(pl.col("match_rule").fill_null("single"), pl.col("match_probability").fill_null(1.0))
    both = pl.concat([filled, of_organisations], how="diagonal_relaxed")
    return both.select(_columns("identity_links")).sort(mentions.PLACE)


def _between_people(apart: Sequence[tuple[str, str]], person_of: pl.DataFrame) -> pl.DataFrame:
    profiles = person_of.filter(pl.col("profile_id").is_in([profile for pair in apart for profile in pair]))
    person = dict(profiles.iter_rows())
    return _in_order((person[left], person[right]) for left, right in apart)


def _apart_organisations(found: organisations.Organisations, rows: pl.DataFrame) -> pl.DataFrame:
    different = rows.filter(pl.col("decision") == "different").select("left", "right")
    ids = ((found.find(left), found.find(right)) for left, right in different.iter_rows())
    return _in_order((left, right) for left, right in ids if left and right)


def _in_order(pairs: Iterable[tuple[str, str]]) -> pl.DataFrame:
    """Pairs as `left, right`, the smaller to the left, each once."""
    rows = sorted({(min(pair), max(pair)) for pair in pairs})
    return pl.DataFrame(rows, schema={"left": pl.String, "right": pl.String}, orient="row")


def _columns(table: str) -> list[str]:
    return TABLES[table].column_names()
