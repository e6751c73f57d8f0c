"""Organisations: which names and domains mean one organisation, and which one a record names.

A name and a domain belong together where a list of organisations says so, or
where the people who use the domain mostly write that name; names belong together
where they are alike. Decisions go first: `same` and aliases join, `different` keeps
apart. Industries are assigned elsewhere.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.errors import DecisionError
from pipelines.identity import organisation_domains, organisation_groups, organisation_mentions, organisation_spellings
from pipelines.identity.aliases import NO_ALIASES, Aliases
from pipelines.identity.clusters import Clusters
from pipelines.identity.distinct import mapped
from pipelines.identity.organisation_groups import Grouping, Offered
from pipelines.identity.organisation_mentions import keys
from pipelines.identity.organisation_names import normalise

NEVER = 1 << 62
"""When a key is seen that no record gives."""


@dataclass(frozen=True)
class Organisations:
    """What was resolved.

    `of_raw` and `of_records` hold an organisation_id or null for each row of the frames
    given; `employment` says `independent` or `none` where a raw row does; `of_parties` has
    `raw_row, party_number, organisation_id` of raw rows that name several organisations, of
    which `of_raw` is the first; `of_key` finds an organisation by normalised name (`n:…`) or
    domain (`d:…`); `table` has `organisation_id, organisation_name, domain`; `providers` are
    domains that the people of many organisations use, and so nobody's employer; `named` are
    the keys that records give, without those of decisions alone; `unsure` are pairs of names
    that may be one organisation, and are left for a person: `left, right, match_probability`;
    `spellings` are what rows call their organisation (`organisation_spellings.told`).
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
        """The organisation that a person means by a name or a domain today."""
        meant = keys(self.aliases.now(name_or_domain))
        return next((self.of_key[key] for key in meant if key in self.of_key), None)

    def is_named(self, name_or_domain: str) -> bool:
        """Whether a record gives this name or domain."""
        return any(key in self.named for key in keys(name_or_domain))


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
    above = [aliases.now(name) for name in parents]
    listed = aliases.meant(organisation_mentions.listed(records))
    everybody = aliases.meant(
        organisation_mentions.people(raw, read, organisation_mentions.several_parties(raw, records))
    )
    written = {*everybody["name"].drop_nulls(), *listed["name"].drop_nulls(), *filter(None, map(normalise, above))}
    spelled = organisation_groups.offered(sorted(written))
    people, providers = organisation_domains.without_providers(_with_families(everybody, spelled), listed)
    seen = _seen(people, listed)
    numbers = _numbered(seen, decided, above, aliases)
    clusters, ties = _joined(people, listed, decided, aliases, numbers)
    unsure = _alike(spelled, clusters, numbers, organisation_mentions.places(raw, records))
    ids = _ids(numbers, clusters, seen)
    of_key = {key: ids[clusters.root(number)] for key, number in numbers.items()}
    of_people, of_records = _of_rows(people, of_key), _of_rows(listed, of_key)
    table = _table(people, listed, _above(above, of_key), of_people, of_records, of_key)
    placed = people.with_columns(of_people)
    first = placed.filter(pl.col("party_number") == 1)
    spellings = organisation_spellings.told(placed, listed.with_columns(of_records), table, ties)
    named = frozenset({*seen, *people["alias"].drop_nulls(), *listed["alias"].drop_nulls()})
    return Organisations(
        first["organisation_id"], of_records, first["employment"], _of_parties(placed), of_key, table, providers,
        named, unsure, spellings, aliases,
    )  # fmt: skip


def _of_parties(placed: pl.DataFrame) -> pl.DataFrame:
    several = placed.filter(pl.len().over("raw_row") > 1).drop_nulls("organisation_id")
    once = several.unique(["raw_row", "organisation_id"], keep="first", maintain_order=True)
    return once.select("raw_row", "party_number", "organisation_id")


def _with_families(people: pl.DataFrame, spelled: Offered) -> pl.DataFrame:
    """Adds the `family` of each name: the first name that is spelled alike."""
    families = Clusters(len(spelled.names))
    Grouping(spelled, range(len(spelled.names)), families, {}, frozenset()).join_all()
    family = {name: spelled.names[families.root(place)] for place, name in enumerate(spelled.names)}
    return people.with_columns(mapped(people["name"], family.get).alias("family"))


def _seen(people: pl.DataFrame, listed: pl.DataFrame) -> dict[str, int]:
    """Each key that records give → when it was seen first."""
    keyed = [
        frame.select("seen", key=pl.format(f"{mark}:{{}}", column)).drop_nulls()
        for frame in (people, listed)
        for mark, column in (("n", "name"), ("d", "domain"))
    ]
    return dict(pl.concat(keyed, how="vertical_relaxed").group_by("key").agg(pl.col("seen").min()).iter_rows())


def _numbered(seen: Iterable[str], decided: pl.DataFrame, parents: Sequence[str], aliases: Aliases) -> dict[str, int]:
    known = {*seen, *(f"n:{name}" for name in map(normalise, parents) if name)}
    known |= {key for side in ("left", "right") for written in decided[side] for key in keys(written)[:1]}
    known |= {key for alias in aliases.always for key in (alias.key, alias.target)}
    return {key: number for number, key in enumerate(sorted(known))}


def _joined(
    people: pl.DataFrame, listed: pl.DataFrame, decided: pl.DataFrame, aliases: Aliases, numbers: dict[str, int]
) -> tuple[Clusters, dict[str, frozenset[str]]]:
    """Clusters by what decisions say, and by whose each domain is; and the keys that each of these joins."""
    clusters = Clusters(len(numbers))
    same = [*_decide(clusters, decided, aliases, numbers)]
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


def _decide(clusters: Clusters, decided: pl.DataFrame, aliases: Aliases, numbers: dict[str, int]) -> Iterator[str]:
    """Joins what decisions join, then keeps apart what they keep apart; yields the keys that `same` joins."""
    for alias in aliases.always:
        clusters.join(numbers[alias.key], numbers[alias.target])
    rows = sorted(decided.iter_rows(named=True), key=lambda row: (row["decision"] == "different", row["line"]))
    for row in rows:
        known = [next((key for key in keys(row[side]) if key in numbers), "") for side in ("left", "right")]
        if not all(known):
            continue
        left, right = (numbers[key] for key in known)
        if row["decision"] == "same":
            clusters.join(left, right)
            yield from known
        elif not clusters.keep_apart(left, right):
            raise DecisionError(
                f"decisions/organisations.csv, line {row['line']}: keeps apart what other lines join.",
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


def _above(parents: Sequence[str], of_key: dict[str, str]) -> pl.DataFrame:
    """The organisations of `parents`, as they are written."""
    rows = [(of_key[f"n:{name}"], written) for written in parents if (name := normalise(written))]
    return pl.DataFrame(rows, schema={"organisation_id": pl.String, "written": pl.String}, orient="row")


def _of_rows(rows: pl.DataFrame, of_key: dict[str, str]) -> pl.Series:
    by_name = mapped(rows["name"], lambda name: of_key.get(f"n:{name}"))
    by_domain = mapped(rows["domain"], lambda domain: of_key.get(f"d:{domain}"))
    both = pl.DataFrame({"by_name": by_name, "by_domain": by_domain})
    return both.select(pl.coalesce("by_name", "by_domain")).to_series().alias("organisation_id")


def _table(
    people: pl.DataFrame,
    listed: pl.DataFrame,
    above: pl.DataFrame,
    of_raw: pl.Series,
    of_records: pl.Series,
    of_key: dict[str, str],
) -> pl.DataFrame:
    columns = ("organisation_id", "written", "domain", "weight", "rank")
    rows = pl.concat(
        [
            people.with_columns(of_raw.alias("organisation_id"), rank=pl.lit(1)).select(columns),
            listed.with_columns(of_records.alias("organisation_id"), rank=pl.lit(0)).select(columns),
            above.with_columns(domain=pl.lit(None, pl.String), weight=pl.lit(0, pl.Int64), rank=pl.lit(2)).select(
                columns
            ),
        ]
    ).filter(pl.col("organisation_id").is_not_null())
    own = mapped(rows["domain"], lambda domain: of_key.get(f"d:{domain}")) == rows["organisation_id"]
    rows = rows.with_columns(pl.when(own).then("domain").alias("domain"))
    names, domains = _first(rows, "written"), _first(rows, "domain")
    table = rows.select("organisation_id").unique().join(names, on="organisation_id", how="left")
    named = table.join(domains, on="organisation_id", how="left")
    name = pl.coalesce("written", "domain").str.strip_chars()
    return named.select("organisation_id", name.alias("organisation_name"), "domain").sort("organisation_id")


def _first(rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """For each organisation the value of `column` that lists give, else that is written most."""
    counted = (
        rows.drop_nulls(column).group_by("organisation_id", column).agg(pl.col("rank").min(), pl.col("weight").sum())
    )
    ordered = counted.sort("organisation_id", "rank", "weight", column, descending=[False, False, True, False])
    return ordered.unique("organisation_id", keep="first", maintain_order=True).select("organisation_id", column)
