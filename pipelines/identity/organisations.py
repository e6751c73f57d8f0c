"""Organisations: which names and domains mean one organisation, and which one a record names.

A name and a domain belong together where a list of organisations says so, or
where the people who use the domain mostly write that name; names belong together
where they are alike. Decisions go first: `same` and aliases join, `different` keeps
apart. Industries are assigned elsewhere.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import polars as pl

from pipelines.errors import DecisionError
from pipelines.identity import (
    organisation_domains,
    organisation_groups,
    organisation_mentions,
    organisation_spellings,
    organisation_table,
)
from pipelines.identity.aliases import NO_ALIASES, Aliases
from pipelines.identity.clusters import Clusters
from pipelines.identity.distinct import mapped
from pipelines.identity.organisation_groups import Grouping, Offered
from pipelines.identity.organisation_mentions import key_of, keys

NEVER = 1 << 62
"""When a key is seen that no record gives."""


class Decision(NamedTuple):
    """A row of `decisions/organisations.csv`, its two sides as keys."""

    line: int
    is_same: bool
    left: str
    right: str


@dataclass(frozen=True)
class Organisations:
    """What was resolved.

    `of_raw` and `of_records` hold an organisation_id or null for each row of the frames
    given; `employment` says `independent` or `none` where a raw row does; `of_parties` has
    `raw_row, party_number, organisation_id` of raw rows that name several organisations, of
    which `of_raw` is the first; `of_key` finds an organisation by normalised name (`n:…`) or
    domain (`d:…`); `table` has `organisation_id, organisation_name, domain`; `providers` are
    domains that the people of many organisations use, and so nobody's employer; `named` are
    the keys that records give, and their aliases, without those of decisions alone; `unsure` are
    pairs of names that may be one organisation, and are left for a person: `left, right,
    match_probability`; `spellings` are what rows call their organisation (`organisation_spellings.told`).
    """

    of_raw: pl.Series
    of_records: pl.Series
    employment: pl.Series
    of_parties: pl.DataFrame
    of_key: dict[str, str]
    table: pl.DataFrame
    providers: frozenset[str]
    named: frozenset[str]
    unsure: pl.DataFrame
    spellings: pl.DataFrame
    aliases: Aliases = NO_ALIASES

    def find(self, name_or_domain: str) -> str | None:
        """The organisation in `table` that a person means by a name or a domain today."""
        meant = (self.of_key.get(key) for key in keys(self.aliases.now(name_or_domain)))
        return next((found for found in meant if found in self._ids), None)

    def is_named(self, name_or_domain: str) -> bool:
        """Whether a record names what a person means by a name or a domain today."""
        return any(key in self.named for key in keys(self.aliases.now(name_or_domain)))

    def are_spelled_the_same(self, left: str, right: str) -> bool:
        """Whether two names or domains mean one and the same today by how they read, whatever else is known."""
        one, other = (key_of(self.aliases.now(text), self.named) for text in (left, right))
        return one is not None and one == other

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(self.table["organisation_id"])


def resolved(
    raw: pl.DataFrame,
    read: pl.DataFrame,
    records: pl.DataFrame,
    decided: pl.DataFrame,
    parents: Sequence[str] = (),
    aliases: Aliases = NO_ALIASES,
) -> Organisations:
    """Organisations of the raw person rows (`profiles.raw_rows`), as they read (`readings.of`), and of the records.

    Both have `seen`: their rank in the order in which they landed. `parents` are names of
    organisations that others belong to, and that may be named nowhere else. Raises
    `DecisionError` where decisions contradict each other.
    """
    said = organisation_mentions.people(raw, read, organisation_mentions.several_parties(raw, records))
    said, records_said = organisation_mentions.with_sites(said, organisation_mentions.listed(records))
    aliases = aliases.among(_seen(said, records_said).keys())
    everybody, listed = aliases.meant(said), aliases.meant(records_said)
    above = _above(parents, aliases)
    written = {*everybody["name"].drop_nulls(), *listed["name"].drop_nulls(), *_marked("n:", above["key"])}
    spelled = organisation_groups.offered(sorted(written))
    everybody, listed = _with_families((everybody, listed), spelled)
    claimed = organisation_domains.claimed(listed)
    owned = {*claimed["domain"].drop_nulls(), *_marked("d:", [*above["key"], *aliases.targets])}
    people, providers = organisation_domains.without_providers(everybody, owned)
    seen = _seen(people, listed)
    decisions = _keyed(decided, aliases, {*seen, *above["key"]})
    numbers = _numbered({*seen, *above["key"]}, decisions, aliases)
    clusters, ties = _joined(people, claimed, decisions, aliases, numbers)
    unsure = _alike(spelled, clusters, numbers, organisation_mentions.places(raw, records))
    ids = _ids(numbers, clusters, seen)
    of_key = {key: ids[clusters.root(number)] for key, number in numbers.items()}
    of_people, of_records = _of_rows(people, of_key), _of_rows(claimed, of_key)
    placed, kept = people.with_columns(of_people), claimed.with_columns(of_records)
    told = organisation_table.told(above, aliases, of_key)
    table = organisation_table.called(placed, kept, told, of_key)
    first = placed.filter(pl.col("party_number") == 1)
    spellings = organisation_spellings.told(placed, kept, table, ties)
    named = frozenset({*seen, *(alias.key for alias in aliases.always if alias.target in seen)})
    return Organisations(
        first["organisation_id"], of_records, first["employment"], _of_parties(placed), of_key, table, providers,
        named, unsure, spellings, aliases,
    )  # fmt: skip


def _of_parties(placed: pl.DataFrame) -> pl.DataFrame:
    several = placed.filter(pl.len().over("raw_row") > 1).drop_nulls("organisation_id")
    once = several.unique(["raw_row", "organisation_id"], keep="first", maintain_order=True)
    return once.select("raw_row", "party_number", "organisation_id")


def _with_families(frames: Iterable[pl.DataFrame], spelled: Offered) -> Iterator[pl.DataFrame]:
    """Adds the `family` of each name: the first name that is spelled alike."""
    families = Clusters(len(spelled.names))
    Grouping(spelled, range(len(spelled.names)), families, {}, frozenset()).join_all()
    family = {name: spelled.names[families.root(place)] for place, name in enumerate(spelled.names)}
    return (frame.with_columns(mapped(frame["name"], family.get).alias("family")) for frame in frames)


def _seen(people: pl.DataFrame, listed: pl.DataFrame) -> dict[str, int]:
    """Each key that records give → when it was seen first."""
    keyed = [
        frame.select("seen", key=pl.format(f"{mark}:{{}}", column)).drop_nulls()
        for frame in (people, listed)
        for mark, column in (("n", "name"), ("d", "domain"))
    ]
    return dict(pl.concat(keyed, how="vertical_relaxed").group_by("key").agg(pl.col("seen").min()).iter_rows())


def _above(parents: Iterable[str], aliases: Aliases) -> pl.DataFrame:
    """The `key` of each of `parents` as it is `written`: by its name where no record gives it."""
    given = aliases.given | aliases.targets
    named = [(keys(text), text) for text in map(aliases.now, parents)]
    rows = [(next((key for key in known if key in given), known[-1]), text) for known, text in named if known]
    return pl.DataFrame(rows, schema={"key": pl.String, "written": pl.String}, orient="row")


def _marked(mark: str, keys: Iterable[str]) -> Iterator[str]:
    """The names (`n:`) or domains (`d:`) among keys."""
    return (key[2:] for key in keys if key.startswith(mark))


def _keyed(decided: pl.DataFrame, aliases: Aliases, given: Set[str]) -> list[Decision]:
    """Rows of `decisions/organisations.csv` about what their names mean today, those that join first."""
    rows = [
        Decision(row["line"], row["decision"] == "same", left, right)
        for row in decided.iter_rows(named=True)
        for left, right in [(key_of(aliases.now(row[side]), given) for side in ("left", "right"))]
        if left and right
    ]
    return sorted(rows, key=lambda row: (not row.is_same, row.line))


def _numbered(known: Set[str], decisions: Sequence[Decision], aliases: Aliases) -> dict[str, int]:
    decided = {key for row in decisions for key in (row.left, row.right)}
    decided |= {key for alias in aliases.always for key in (alias.key, alias.target)}
    return {key: number for number, key in enumerate(sorted(known | decided))}


def _joined(
    people: pl.DataFrame,
    listed: pl.DataFrame,
    decisions: Sequence[Decision],
    aliases: Aliases,
    numbers: dict[str, int],
) -> tuple[Clusters, dict[str, frozenset[str]]]:
    """Clusters by what decisions say, and by whose each domain is; and the keys that each of these joins."""
    clusters = Clusters(len(numbers))
    same = [*_decide(clusters, decisions, aliases, numbers)]
    sure = listed.select("name", "domain").drop_nulls().unique().sort("name", "domain")
    owners = organisation_domains.owners(people)
    for name, domain in [*sure.iter_rows(), *owners.iter_rows()]:
        clusters.join(numbers[f"n:{name}"], numbers[f"d:{domain}"])
    abbreviated = organisation_domains.abbreviated(people)
    for short, name in abbreviated.iter_rows():
        clusters.join(numbers[f"n:{short}"], numbers[f"n:{name}"])
    return clusters, {
        "decision": frozenset(same),
        "list": frozenset(f"n:{name}" for name in sure["name"]),
        "domain": frozenset(f"n:{name}" for name in [*owners["name"], *abbreviated["short"], *abbreviated["name"]]),
    }


def _decide(
    clusters: Clusters, decisions: Sequence[Decision], aliases: Aliases, numbers: dict[str, int]
) -> Iterator[str]:
    """Joins what decisions join, then keeps apart what they keep apart; yields the keys that `same` joins."""
    for alias in aliases.always:
        clusters.join(numbers[alias.key], numbers[alias.target])
    for row in decisions:
        left, right = numbers[row.left], numbers[row.right]
        if row.is_same:
            clusters.join(left, right)
            yield from (row.left, row.right)
        elif left == right:
            raise DecisionError(
                f"decisions/organisations.csv, line {row.line}: keeps apart what reads as one and the same.",
                "Delete this line: names are compared without case, signs and legal form.",
            )
        elif not clusters.keep_apart(left, right):
            raise DecisionError(
                f"decisions/organisations.csv, line {row.line}: keeps apart what other lines join.",
                "Delete this line, or the ones that say the two are the same.",
            )
    aliases.keep_apart(clusters, numbers)


def _alike(spelled: Offered, clusters: Clusters, numbers: dict[str, int], places: frozenset[str]) -> pl.DataFrame:
    """Joins names that are alike in `clusters`; returns the pairs left for a person."""
    domains: dict[int, set[str]] = defaultdict(set)
    for key, number in numbers.items():
        if key.startswith("d:"):
            domains[clusters.root(number)].add(key)
    owned = {root: frozenset(keys) for root, keys in domains.items()}
    of_names = [numbers[f"n:{name}"] for name in spelled.names]
    return Grouping(spelled, of_names, clusters, owned, places).join_all()


def _ids(numbers: dict[str, int], clusters: Clusters, seen: dict[str, int]) -> dict[int, str]:
    """Root → organisation_id, made of the name or domain seen first: one that joins later changes nothing."""
    best: dict[int, tuple[int, bool, str]] = {}
    for key, number in numbers.items():
        rank = (seen.get(key, NEVER), key.startswith("d:"), key[2:])
        root = clusters.root(number)
        best[root] = min(best.get(root, rank), rank)
    return {root: f"o_{hashlib.sha256(key.encode()).hexdigest()[:16]}" for root, (_, _, key) in best.items()}


def _of_rows(rows: pl.DataFrame, of_key: dict[str, str]) -> pl.Series:
    by_name = mapped(rows["name"], lambda name: of_key.get(f"n:{name}"))
    by_domain = mapped(rows["domain"], lambda domain: of_key.get(f"d:{domain}"))
    both = pl.DataFrame({"by_name": by_name, "by_domain": by_domain})
    return both.select(pl.coalesce("by_name", "by_domain")).to_series().alias("organisation_id")
