"""Resolving: from the counted records to people, organisations, affiliations and links.

The stage itself: what it reads, and in which order the parts work.
A run whose inputs are as they were does nothing.
"""

from __future__ import annotations

import logging
from dataclasses import asdict, dataclass

import polars as pl

from pipelines import stamps
from pipelines.errors import counted
from pipelines.home import RECORD_KINDS, Home, replacing
from pipelines.identity import (
    aliases,
    circles,
    decided,
    links,
    matching,
    mentions,
    model,
    namesakes,
    organisations,
    pairs,
    parents,
    profiles,
    readings,
)
from pipelines.identity.decisions import TABLES as DECISIONS
from pipelines.identity.resolved import Inputs, People, Resolved
from pipelines.identity.resolved import tables as handed_on
from pipelines.identity.tables import TABLES
from pipelines.industries import seeds
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
        with replacing(home.identity_table(name)) as beside:
            TABLES[name].validate(frame, cast=True).write_parquet(beside)
    summary = asdict(report)
    del summary["is_fresh"]
    stamps.stamp(home, STAGE, made_of, summary)
    organisations_found = counted(report.organisations, "organisation")
    logger.info("Found %s people, with those left out later, and %s", f"{report.people:,}", organisations_found)
    return report


def _inputs(home: Home, settings: Settings) -> Inputs:
    counted = pl.read_parquet(home.source_files).filter("is_counted").sort("file_id")
    events = pl.read_parquet(home.decided("events"))
    return Inputs(
        home,
        settings,
        counted["file_id"].to_list(),
        counted.select("file_id", "landed_at"),
        {name: pl.read_parquet(home.decided(name)) for name in DECISIONS},
        events.join(counted, on="file_name", how="anti")["line"].sort().to_list(),
    )


def _fingerprint(inputs: Inputs) -> str:
    home = inputs.home
    records = (stamps.of_files(home.record_file(kind, file_id) for file_id in inputs.file_ids) for kind in RECORD_KINDS)
    return stamps.fingerprint(
        stamps.of_code("identity", "industries"),
        stamps.of_files(seeds.files()),
        stamps.of_files(home.decided(name) for name in DECISIONS),
        inputs.landed.rows(),
        inputs.eventless,
        inputs.settings.identity.model_dump_json(),
        inputs.settings.industries.model_dump_json(),
        inputs.settings.locale.country,
        *records,
    )


def _stands(home: Home) -> bool:
    return all(home.identity_table(name).exists() for name in TABLES)


def _resolved(inputs: Inputs) -> tuple[dict[str, pl.DataFrame], IdentityReport]:
    logger.info("Reading whom %s name", counted(len(inputs.file_ids), "file"))
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
    who = _people(profiles.normalised(raw, read, found.of_raw), found.providers, rows, inputs)
    person_ids = links.person_ids(rows, who.of_raw.select("raw_id", "cluster").drop_nulls())
    rated = namesakes.told(who.of_raw, who.profiles, rows, model.committed())
    of_raw = rated.join(person_ids, on="cluster", how="left").with_columns(
        column.gather(who.of_raw["raw_id"]) for column in (found.of_raw, found.employment)
    )
    listed = records.with_columns(found.of_records)
    told = links.linked(rows, of_raw.select("raw_id", "organisation_id", "employment", *OF_PERSON))
    linked = links.with_listed_organisations(told, listed)
    tables = handed_on(Resolved(inputs, who, found, raw, of_raw, linked, listed))
    report = IdentityReport(
        people=tables["people"].height,
        organisations=tables["organisations"].height,
        profiles=who.profiles.height,
        mentions=rows.height,
        candidates=tables["identity_candidates"].height,
    )
    return tables, report


def _people(normalised: pl.DataFrame, providers: frozenset[str], rows: pl.DataFrame, inputs: Inputs) -> People:
    settings, weights = inputs.settings, model.committed()
    distinct = profiles.distinct(normalised, providers)
    logger.info("Comparing %s", counted(distinct.height, "profile"))
    before = inputs.home.kept_scores
    scored = pairs.scored(distinct, weights, settings.identity.review_probability, settings.engine, before)
    weighed = inputs.home.kept_components
    matched = matching.matched(distinct, scored, inputs.decided["people"], settings.identity, weighed)
    of_profile = distinct.select("profile_id").hstack(matched)
    of_raw = normalised.select("raw_id", "profile_id").join(of_profile, on="profile_id", how="left").sort("raw_id")
    pointers = decided.Pointers(distinct)
    apart = decided.apart(inputs.decided["people"], pointers)
    joined = circles.joined(of_raw, distinct, rows, apart, weights, settings.identity)
    return People(distinct, scored, joined, pointers)
