"""Resolving: from the counted records to people, organisations, affiliations and links.

The stage itself: what it reads, in which order the parts work, what it writes.
A run whose inputs are as they were does nothing.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass

import polars as pl

from pipelines import stamps
from pipelines.home import RECORD_KINDS, Home, replacing
from pipelines.identity import (
    affiliations,
    aliases,
    candidates,
    decided,
    links,
    matching,
    mentions,
    model,
    organisation_candidates,
    organisation_spellings,
    organisation_table,
    organisations,
    pairs,
    parents,
    people,
    profiles,
    readings,
    stale,
)
from pipelines.identity.decisions import TABLES as DECISIONS
from pipelines.identity.tables import TABLES
from pipelines.industries import assign, seeds
from pipelines.settings import Settings

logger = logging.getLogger("kith.identity")

STAGE = "identity"
OF_PERSON = ("person_id", "profile_id", "match_rule", "match_probability")


@dataclass(frozen=True)
class IdentityReport:
    """What resolving made; `is_fresh` where nothing had changed and it did nothing."""

    people: int
    organisations: int
    profiles: int
    mentions: int
    candidates: int
    is_fresh: bool = False


@dataclass(frozen=True)
class _Inputs:
    """The counted files and the decisions, by table; `eventless` as `stale.built` takes it."""

    home: Home
    settings: Settings
    file_ids: list[str]
    landed: pl.DataFrame
    decided: dict[str, pl.DataFrame]
    eventless: list[int]


@dataclass(frozen=True)
class _People:
    """Profiles in their clusters: `of_raw` has `raw_id, cluster, profile_id, match_rule, match_probability`."""

    profiles: pl.DataFrame
    scored: pl.DataFrame
    of_raw: pl.DataFrame
    pointers: decided.Pointers


def resolve(home: Home, settings: Settings) -> IdentityReport:
    """Resolves everybody in the counted files and writes `lake/identity/<name>.parquet`.

    Reads `source_files.parquet`, the records and `lake/decisions`. Raises `DecisionError`
    where decisions contradict each other.
    """
    inputs = _inputs(home, settings)
    made_of = _fingerprint(inputs)
    if stamps.made_from(home, STAGE) == made_of and _stands(home):
        logger.info("Nobody new: people and organisations stand as they are")
        return IdentityReport(**stamps.summary_of(home, STAGE), is_fresh=True)
    tables, report = _resolved(inputs)
    for name, frame in tables.items():
        with replacing(home.identity / f"{name}.parquet") as beside:
            TABLES[name].validate(frame, cast=True).write_parquet(beside)
    summary = asdict(report)
    del summary["is_fresh"]
    stamps.stamp(home, STAGE, made_of, summary)
    logger.info("Found %d people and %d organisations", report.people, report.organisations)
    return report


def _inputs(home: Home, settings: Settings) -> _Inputs:
    counted = pl.read_parquet(home.source_files).filter("is_counted").sort("file_id")
    events = pl.read_parquet(home.lake_decisions / "events.parquet")
    return _Inputs(
        home,
        settings,
        counted["file_id"].to_list(),
        counted.select("file_id", "landed_at"),
        {name: pl.read_parquet(home.lake_decisions / f"{name}.parquet") for name in DECISIONS},
        events.join(counted, on="file_name", how="anti")["line"].sort().to_list(),
    )


def _fingerprint(inputs: _Inputs) -> str:
    home = inputs.home
    records = (
        stamps.of_files(home.records(kind) / f"{file_id}.parquet" for file_id in inputs.file_ids)
        for kind in RECORD_KINDS
    )
    return stamps.fingerprint(
        stamps.of_code("identity", "industries"),
        stamps.of_files(seeds.files()),
        stamps.of_files(home.lake_decisions / f"{name}.parquet" for name in DECISIONS),
        inputs.landed.rows(),
        inputs.eventless,
        inputs.settings.identity.model_dump_json(),
        inputs.settings.industries.model_dump_json(),
        inputs.settings.locale.country,
        *records,
    )


def _stands(home: Home) -> bool:
    return all((home.identity / f"{name}.parquet").exists() for name in TABLES)


def _resolved(inputs: _Inputs) -> tuple[dict[str, pl.DataFrame], IdentityReport]:
    logger.info("Reading who %d files name", len(inputs.file_ids))
    alias = aliases.read(inputs.decided["aliases"])
    named = mentions.people(inputs.home, inputs.file_ids, decided.pinned(inputs.decided["people"]), alias)
    records = mentions.organisation_records(inputs.home, inputs.file_ids)
    raw = profiles.raw_rows(named)
    read = readings.of(raw, inputs.settings.locale.country, inputs.home.kept_readings)
    rows = links.placed(named, raw, inputs.landed)
    of_rows, of_records = links.seen(rows, records, inputs.landed)
    found = organisations.resolved(
        raw.join(of_rows, on="raw_id", how="left", maintain_order="left"),
        read,
        records.with_columns(of_records),
        inputs.decided["organisations"],
        parents.named(inputs.decided["parents"], records).to_list(),
        alias,
    )
    who = _people(profiles.normalised(raw, read, found.of_raw), found.providers, inputs)
    person_ids = links.person_ids(rows, who.of_raw.select("raw_id", "cluster").drop_nulls())
    of_raw = who.of_raw.join(person_ids, on="cluster", how="left").with_columns(
        column.gather(who.of_raw["raw_id"]) for column in (found.of_raw, found.employment)
    )
    listed = records.with_columns(found.of_records)
    told = links.linked(rows, of_raw.select("raw_id", "organisation_id", "employment", *OF_PERSON))
    linked = links.with_listed_organisations(told, listed)
    tables = _tables(linked, raw, of_raw, who, found, listed, inputs)
    report = IdentityReport(
        people=tables["people"].height,
        organisations=tables["organisations"].height,
        profiles=who.profiles.height,
        mentions=rows.height,
        candidates=tables["identity_candidates"].height,
    )
    return tables, report


def _people(normalised: pl.DataFrame, providers: frozenset[str], inputs: _Inputs) -> _People:
    settings = inputs.settings
    distinct = profiles.distinct(normalised, providers)
    logger.info("Comparing %d profiles", distinct.height)
    before = inputs.home.kept_scores
    scored = pairs.scored(distinct, model.committed(), settings.identity.review_probability, settings.engine, before)
    joined = inputs.home.kept_components
    matched = matching.matched(distinct, scored, inputs.decided["people"], settings.identity, joined)
    of_profile = distinct.select("profile_id").hstack(matched)
    of_raw = normalised.select("raw_id", "profile_id").join(of_profile, on="profile_id", how="left").sort("raw_id")
    return _People(distinct, scored, of_raw, decided.Pointers(distinct))


def _apart(who: _People, rows: pl.DataFrame) -> list[tuple[str, str]]:
    """Pairs of profiles that decisions keep apart."""
    ids = who.profiles["profile_id"]
    different = rows.filter(pl.col("decision") == "different").select("left", "right")
    return [
        (ids[one], ids[other])
        for left, right in different.iter_rows()
        for one in who.pointers.rows(left)
        for other in who.pointers.rows(right)
    ]


def _tables(
    linked: pl.DataFrame,
    raw: pl.DataFrame,
    of_raw: pl.DataFrame,
    who: _People,
    found: organisations.Organisations,
    listed: pl.DataFrame,
    inputs: _Inputs,
) -> dict[str, pl.DataFrame]:
    industries = assign.to_organisations(
        found.table,
        listed,
        linked,
        inputs.decided["industries"],
        found.find,
        inputs.settings.industries.least_confidence,
        inputs.home.kept_industries,
    )
    everybody = linked["person_id"].drop_nulls().unique().sort()
    worked = affiliations.built(linked, everybody, industries)
    chosen = {name: people.chosen(linked, who.profiles, who.pointers, inputs.decided[name]) for name in stale.OF_PEOPLE}
    apart = _apart(who, inputs.decided["people"])
    raw_people = raw.join(of_raw.select("raw_id", "profile_id"), on="raw_id").sort("raw_id")
    person_of = (
        of_raw.select("profile_id", pl.col("person_id").cast(pl.String)).drop_nulls().unique().sort("profile_id")
    )
    everybody_known = people.built(
        linked,
        raw_people,
        who.profiles,
        worked,
        people.exclusions(chosen["exclusions"], inputs.decided["exclusions"]),
        people.refusing(chosen["consents"], inputs.decided["consents"]),
    )
    return {
        "people": everybody_known,
        "organisations": organisation_table.built(
            found.table, industries, linked, listed, everybody_known["full_name"]
        ),
        "organisation_names": organisation_spellings.built(found.spellings, linked, listed, inputs.landed),
        "organisation_parents": parents.built(listed, inputs.decided["parents"], found.find),
        "organisation_parties": _parties(linked, found),
        "affiliations": worked,
        "identity_links": _links(linked, listed),
        "identity_candidates": candidates.built(
            _open(who.scored, inputs), person_of, _between_people(apart, person_of)
        ),
        "organisation_candidates": organisation_candidates.built(
            found, _apart_organisations(found, inputs.decided["organisations"])
        ),
        stale.TABLE: stale.built(inputs.decided, who.pointers, found, chosen, inputs.eventless),
    }


def _open(scored: pl.DataFrame, inputs: _Inputs) -> pl.DataFrame:
    return scored.filter(pl.col("match_probability") >= inputs.settings.identity.review_probability)


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
