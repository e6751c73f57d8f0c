"""Organisations: which names and domains mean one organisation, and which one a record names.

A name and a domain belong together where a list of organisations says so, or
where the people who use the domain mostly write that name. Decisions go first:
`same` and `alias` join, `different` keeps apart. Industries are assigned elsewhere.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import polars as pl

from pipelines.errors import DecisionError
from pipelines.identity import addresses
from pipelines.identity.clusters import Clusters
from pipelines.identity.distinct import mapped
from pipelines.identity.organisation_names import normalise, squeezed

LEAST_SHARE = 0.5
"""Share of a domain's people who write a name, from which the domain is that name's."""

LEAST_NAMES = 5
"""Names that users of a domain write, none of them mostly, from which it is a mail provider's."""

LEAST_MAILBOXES = 2
"""Mailboxes from which a domain without a name counts as an organisation, not as somebody's own."""


@dataclass(frozen=True)
class Organisations:
    """What was resolved.

    `of_raw` and `of_records` hold an organisation_id or null for each row of the frames
    given; `of_key` finds it by normalised name (`n:…`) or domain (`d:…`); `table` has
    `organisation_id, organisation_name, domain`; `providers` are domains that the people
    of many organisations use, and so nobody's employer; `named` are the keys that records
    give, without those of decisions alone.
    """

    of_raw: pl.Series
    of_records: pl.Series
    of_key: dict[str, str]
    table: pl.DataFrame
    providers: frozenset[str]
    named: frozenset[str]

    def find(self, name_or_domain: str) -> str | None:
        """The organisation that a person means by a name or a domain."""
        return next((self.of_key[key] for key in _keys(name_or_domain) if key in self.of_key), None)

    def is_named(self, name_or_domain: str) -> bool:
        """Whether a record gives this name or domain."""
        return any(key in self.named for key in _keys(name_or_domain))


def resolved(raw: pl.DataFrame, records: pl.DataFrame, decided: pl.DataFrame) -> Organisations:
    """Organisations of the raw person rows (`profiles.raw_rows`) and the organisation records.

    Raises `DecisionError` where decisions contradict each other.
    """
    listed = _listed(records)
    people, providers = _without_providers(_people(raw), listed)
    named = _named(people, listed)
    numbers = _numbered(named, decided)
    clusters = _joined(people, listed, decided, numbers)
    ids = _ids(numbers, clusters, listed)
    of_key = {key: ids[clusters.root(number)] for key, number in numbers.items()}
    of_raw, of_records = _of_rows(people, of_key), _of_rows(listed, of_key)
    table = _table(people, listed, of_raw, of_records, of_key)
    return Organisations(of_raw, of_records, of_key, table, providers, frozenset(named))


def _people(raw: pl.DataFrame) -> pl.DataFrame:
    """The raw rows as `written, name, domain, weight`; a domain only where no name is given or the name is real."""
    mailboxes = mapped(raw["email"], addresses.email)
    name = mapped(raw["organisation_name"], normalise)
    says_none = raw["organisation_name"].is_not_null() & name.is_null()
    frame = pl.DataFrame(
        {
            "written": raw["organisation_name"],
            "name": name,
            "domain": mapped(mailboxes, addresses.employer_domain),
            "mailbox": mailboxes,
            "weight": raw["mention_count"],
        }
    )
    return frame.with_columns(pl.when(~says_none).then("domain").alias("domain"))


def _without_providers(people: pl.DataFrame, listed: pl.DataFrame) -> tuple[pl.DataFrame, frozenset[str]]:
    """Takes away domains that say nothing of an employer: those of mail providers, and somebody's own."""
    mailboxes = pl.col("mailbox").n_unique()
    per_name = people.drop_nulls(["domain", "name"]).group_by("domain", "name").agg(mailboxes.alias("most"))
    widest = per_name.group_by("domain").agg(pl.col("most").max(), pl.len().alias("names"))
    users = (
        people.drop_nulls("domain").group_by("domain").agg(mailboxes.alias("users"), pl.col("name").is_not_null().any())
    )
    known = users.join(widest, on="domain", how="left").filter(
        ~pl.col("domain").is_in(list(listed["domain"].drop_nulls()))
    )
    provider = (pl.col("names") >= LEAST_NAMES) & (pl.col("most") < LEAST_SHARE * pl.col("users"))
    own = ~pl.col("name") & (pl.col("users") < LEAST_MAILBOXES)
    providers = frozenset(known.filter(provider)["domain"])
    dropped = [*providers, *known.filter(own)["domain"]]
    return people.with_columns(pl.when(~pl.col("domain").is_in(dropped)).then("domain").alias("domain")), providers


def _listed(records: pl.DataFrame) -> pl.DataFrame:
    domain = mapped(records["domain"], addresses.domain)
    website = mapped(records["website"], addresses.domain)
    domains = pl.DataFrame({"domain": domain, "website": website}).select(pl.coalesce("domain", "website")).to_series()
    shared = domains.is_in(list(addresses.FREE_MAIL))
    return pl.DataFrame(
        {
            "written": records["name"],
            "name": mapped(records["name"], normalise),
            "domain": domains,
            "shared": shared,
            "weight": pl.repeat(1, records.height, dtype=pl.Int64, eager=True),
        }
    ).with_columns(pl.when(~pl.col("shared").fill_null(False)).then("domain").alias("domain"))


def _keys(name_or_domain: str) -> list[str]:
    domain = addresses.domain(name_or_domain) if "." in name_or_domain else None
    name = normalise(name_or_domain)
    return [*([f"d:{domain}"] if domain else []), *([f"n:{name}"] if name else [])]


def _named(people: pl.DataFrame, listed: pl.DataFrame) -> set[str]:
    keys = {f"n:{name}" for frame in (people, listed) for name in frame["name"].drop_nulls().unique()}
    return keys | {f"d:{domain}" for frame in (people, listed) for domain in frame["domain"].drop_nulls().unique()}


def _numbered(named: set[str], decided: pl.DataFrame) -> dict[str, int]:
    keys = named | {key for side in ("left", "right") for written in decided[side] for key in _keys(written)[:1]}
    return {key: number for number, key in enumerate(sorted(keys))}


def _joined(people: pl.DataFrame, listed: pl.DataFrame, decided: pl.DataFrame, numbers: dict[str, int]) -> Clusters:
    clusters = Clusters(len(numbers))
    _decide(clusters, decided, numbers)
    sure = listed.select("name", "domain").drop_nulls().unique().sort("name", "domain")
    likely = _likely(people).sort("name", "domain")
    for name, domain in [*sure.iter_rows(), *likely.iter_rows()]:
        clusters.join(numbers[f"n:{name}"], numbers[f"d:{domain}"])
    return clusters


def _decide(clusters: Clusters, decided: pl.DataFrame, numbers: dict[str, int]) -> None:
    rows = sorted(decided.iter_rows(named=True), key=lambda row: (row["decision"] == "different", row["line"]))
    for row in rows:
        left, right = (next((numbers[key] for key in _keys(row[side]) if key in numbers), None)
                       for side in ("left", "right"))  # fmt: skip
        if left is None or right is None:
            continue
        if row["decision"] != "different":
            clusters.join(left, right)
        elif not clusters.keep_apart(left, right):
            raise DecisionError(
                f"decisions/organisations.csv, line {row['line']}: keeps apart what other lines join.",
                "Delete this line, or the ones that say the two are the same.",
            )


def _likely(people: pl.DataFrame) -> pl.DataFrame:
    """Names that most users of a domain write, or that the domain spells."""
    used = people.filter(pl.col("name").is_not_null() & pl.col("domain").is_not_null())
    counted = used.group_by("domain", "name").agg(pl.col("mailbox").n_unique().alias("mailboxes"))
    pairs = counted.with_columns(mapped(counted["name"], squeezed).alias("spelled"))
    share = pl.col("mailboxes") / pl.col("mailboxes").sum().over("domain")
    label = pl.col("domain").str.split(".").list.first().str.replace_all("-", "")
    spelled = pl.col("spelled")
    spells = (label.str.len_chars() >= 3) & (spelled.str.starts_with(label) | label.str.starts_with(spelled))
    usual = (share > LEAST_SHARE) & (pl.col("mailboxes") >= LEAST_MAILBOXES)
    return pairs.filter(usual | spells.fill_null(False)).select("name", "domain")


def _ids(numbers: dict[str, int], clusters: Clusters, listed: pl.DataFrame) -> dict[int, str]:
    """Root → organisation_id, from the cluster's first listed domain, else its first domain, else its first name."""
    in_list = set(listed["domain"].drop_nulls())
    best: dict[int, tuple[int, str]] = {}
    for key, number in numbers.items():
        bare = key[2:]
        rank = 2 if key.startswith("n:") else int(bare not in in_list)
        root = clusters.root(number)
        best[root] = min(best.get(root, (rank, bare)), (rank, bare))
    return {root: f"o_{hashlib.sha256(key.encode()).hexdigest()[:16]}" for root, (_, key) in best.items()}


def _of_rows(rows: pl.DataFrame, of_key: dict[str, str]) -> pl.Series:
    by_name = mapped(rows["name"], lambda name: of_key.get(f"n:{name}"))
    by_domain = mapped(rows["domain"], lambda domain: of_key.get(f"d:{domain}"))
    both = pl.DataFrame({"by_name": by_name, "by_domain": by_domain})
    return both.select(pl.coalesce("by_name", "by_domain")).to_series().alias("organisation_id")


def _table(
    people: pl.DataFrame, listed: pl.DataFrame, of_raw: pl.Series, of_records: pl.Series, of_key: dict[str, str]
) -> pl.DataFrame:
    columns = ("organisation_id", "written", "domain", "weight", "rank")
    rows = pl.concat(
        [
            people.with_columns(of_raw.alias("organisation_id"), rank=pl.lit(1)).select(columns),
            listed.with_columns(of_records.alias("organisation_id"), rank=pl.lit(0)).select(columns),
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
