"""Aliases: which organisation a name or a domain means, from which day to which.

An alias that is always in force makes its name one with the organisation. One with days
leaves the name apart, and replaces what is said on its days alone: a record's day
decides, and what has no day is of today.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations
from typing import NamedTuple

import polars as pl

from pipelines.errors import DecisionError
from pipelines.identity import addresses
from pipelines.identity.clusters import Clusters
from pipelines.identity.distinct import mapped
from pipelines.identity.organisation_mentions import key_of, keys
from pipelines.identity.organisation_names import plain
from pipelines.identity.spans import ALWAYS, Span, span

MEANT = {"key": pl.String, "alias_on": pl.String, "to_written": pl.String, "to_name": pl.String, "to_domain": pl.String}


class Alias(NamedTuple):
    """One row of `decisions/aliases.csv`: `key` and `target` are the keys of its `name` and of the `organisation`.

    Where that is another name in turn, they are of what is meant in the end.
    """

    line: int
    name: str
    key: str
    organisation: str
    target: str
    days: Span

    @property
    def written(self) -> tuple[str | None, str | None, str | None]:
        """How the organisation is written, its name and its domain, as far as the row says."""
        is_name = self.target.startswith("n:")
        return (self.organisation, self.target[2:], None) if is_name else (None, None, self.target[2:])

    def followed(self, always: Mapping[str, Alias]) -> Alias:
        """The row with the organisation that its own means in the end.

        Raises `DecisionError` where the rows lead in a circle.
        """
        passed = [self]
        while (further := always.get(passed[-1].target)) is not None:
            if further in passed:
                lines = ", ".join(str(alias.line) for alias in sorted(passed[passed.index(further) :]))
                raise DecisionError(
                    f"decisions/aliases.csv, lines {lines}: lead in a circle, and mean no organisation.",
                    "Name the organisation that is meant in the end, and delete its own row.",
                )
            passed.append(further)
        return self._replace(organisation=passed[-1].organisation, target=passed[-1].target)


@dataclass(frozen=True)
class Aliases:
    """The aliases that are `always` in force, and those `dated`, by key.

    `given` are the keys that records give, and `decided` the rows as they were read.
    """

    always: tuple[Alias, ...] = ()
    dated: dict[str, list[Alias]] = field(default_factory=dict)
    given: Set[str] = frozenset()
    decided: pl.DataFrame = field(default_factory=pl.DataFrame)

    def among(self, given: Set[str]) -> Aliases:
        """The same rows, their names understood as the records do that give these keys."""
        return read(self.decided, given) if self.decided.height else replace(self, given=given)

    @property
    def targets(self) -> frozenset[str]:
        """The keys of all that is meant."""
        return frozenset(row.target for rows in (self.always, *self.dated.values()) for row in rows)

    def now(self, name_or_domain: str) -> str:
        """What a name or domain means today: the organisation of the alias with no end, else itself."""
        rows = self.dated.get(key_of(name_or_domain, self.given) or "", [])
        return next((row.organisation for row in rows if row.days.ends_on is None), name_or_domain)

    def with_days(self, mentions: pl.LazyFrame) -> pl.LazyFrame:
        """Adds `alias_on`, the first day since which the same aliases are in force as on the day of the mention.

        It is null where that has no day, or can name no alias with days. A stay is dated by its first day.
        """
        if not self.dated:
            return mentions.with_columns(pl.lit(None, pl.String).alias("alias_on"))
        asked = {key for rows in self.dated.values() for row in rows for key in keys(row.name)}
        names = [key[2:] for key in sorted(asked) if key.startswith("n:")]
        domains = [key[2:] for key in sorted(asked) if key.startswith("d:")]
        by_name = _asked("organisation_name", lambda text: any(name in plain(text) for name in names))
        by_domain = _asked("email", lambda text: addresses.employer_domain(addresses.email(text) or "") in domains)
        day = pl.coalesce("employed_from_on", "day")
        turns = (pl.when(day >= turn).then(pl.lit(turn.isoformat())) for turn in reversed(self._turns()))
        return mentions.with_columns(pl.when(by_name | by_domain).then(pl.coalesce(*turns)).alias("alias_on"))

    def meant(self, rows: pl.DataFrame) -> pl.DataFrame:
        """`rows` with the `written, name, domain` that are meant, and the key of the `alias` that says so.

        One that is always in force changes `written` alone: its key is joined. A name goes before a
        domain, unless it is one, and a domain of several meanings says nothing of who the name beside it is.
        """
        is_domain = pl.col("name").is_null() | pl.col("is_site")
        key = pl.when(is_domain).then(pl.format("d:{}", "domain")).otherwise(pl.format("n:{}", "name"))
        keyed = rows.with_columns(key.alias("key"))
        always = {alias.key: alias.written[0] for alias in self.always}
        is_always = pl.col("key").is_in(list(always)).fill_null(False)
        shown = pl.col("key").replace_strict(always, default=None, return_dtype=pl.String)
        called = keyed.with_columns(
            pl.when(is_always).then(shown).otherwise("written").alias("written"),
            pl.when(is_always).then("key").alias("alias"),
        )
        return self._replaced(called).drop("key") if self.dated else called.drop("key")

    def _replaced(self, keyed: pl.DataFrame) -> pl.DataFrame:
        """What aliases with days put in the place of what is said on their days."""
        means = pl.DataFrame(list(self._means()), schema=MEANT, orient="row").with_columns(is_meant=pl.lit(True))
        found = keyed.join(means, on=["key", "alias_on"], how="left", nulls_equal=True, maintain_order="left")
        is_meant = pl.col("is_meant").fill_null(False)
        turned = pl.format("d:{}", "domain").is_in(list(self.dated)) & (is_meant | pl.col("name").is_not_null())
        return found.with_columns(
            pl.when(is_meant).then("to_written").otherwise("written").alias("written"),
            pl.when(is_meant).then("to_name").otherwise("name").alias("name"),
            pl.coalesce("to_domain", pl.when(~turned.fill_null(False)).then("domain")).alias("domain"),
            pl.when(is_meant).then("key").otherwise("alias").alias("alias"),
        ).drop("is_meant", "to_written", "to_name", "to_domain")

    def keep_apart(self, clusters: Clusters, numbers: dict[str, int]) -> None:
        """Keeps a name with days apart from what it means on them, and what it means on some days from the rest.

        Raises `DecisionError` where other decisions say that they are one.
        """
        for rows in self.dated.values():
            several = ((one.target, other.target, other.line) for one, other in combinations(rows, 2))
            for one, other, line in [*((row.key, row.target, row.line) for row in rows), *several]:
                known = one != other and one in numbers and other in numbers
                if known and not clusters.keep_apart(numbers[one], numbers[other]):
                    raise DecisionError(
                        f"decisions/aliases.csv, line {line}: tells apart by days what other decisions join.",
                        "Leave its days empty, or delete the rows that say that it is the same.",
                    )

    def _turns(self) -> list[date]:
        """The days from which other aliases are in force, in order."""
        days = (day for rows in self.dated.values() for row in rows for day in row.days)
        return sorted({date.min, *(day for day in days if day is not None)})

    def _means(self) -> Iterator[tuple[str | None, ...]]:
        turns = self._turns()
        for key, rows in self.dated.items():
            for row in rows:
                days = [turn.isoformat() for turn in turns if row.days.holds(turn)]
                yield from ((key, day, *row.written) for day in [*days, *([None] if row.days.ends_on is None else [])])


NO_ALIASES = Aliases()


def read(decided: pl.DataFrame, given: Set[str] = frozenset()) -> Aliases:
    """The rows of `decisions/aliases.csv`, their names understood as the records do that give the keys `given`.

    Raises `DecisionError`, naming the lines, where a name would mean two organisations on one day, where
    one means another that has days itself, or where they lead in a circle.
    """
    of_key: dict[str, list[Alias]] = {}
    for new in _rows(decided, given):
        for other in of_key.setdefault(new.key, []):
            if other.days.meets(new.days):
                raise DecisionError(
                    f"decisions/aliases.csv, line {new.line}: says on days of line {other.line} what its name means.",
                    "Give the rows of one name days that do not meet, or delete one of them.",
                )
        of_key[new.key].append(new)
    dated = {key: rows for key, rows in of_key.items() if rows[0].days != ALWAYS}
    for alias in (alias for rows in of_key.values() for alias in rows if alias.target in dated):
        raise DecisionError(
            f"decisions/aliases.csv, line {alias.line}: means a name that line {dated[alias.target][0].line} dates.",
            "Name the organisation that is meant in the end.",
        )
    always = {key: rows[0] for key, rows in of_key.items() if key not in dated}
    return Aliases(
        tuple(alias.followed(always) for alias in always.values()),
        {key: [row.followed(always) for row in rows] for key, rows in dated.items()},
        given,
        decided,
    )


def fault(name: str, organisation: str) -> tuple[str, str] | None:
    """What is wrong with the two that a row names, and the remedy; None where nothing is."""
    if not keys(name) or not keys(organisation):
        return "name or organisation is no name of an organisation", "Write a name or a domain in both."
    if keys(name)[0] == keys(organisation)[0]:
        return "name and organisation are spelled the same", "Name two, or delete the row."
    return None


def _rows(decided: pl.DataFrame, given: Set[str]) -> Iterator[Alias]:
    for row in decided.sort("line").iter_rows(named=True):
        key, target = (key_of(row[column], given) or "" for column in ("name", "organisation"))
        if key != target:  # a domain is one with the name spelled like it, where records give no mailbox there
            days = span(row["valid_from"], row["valid_to"])
            yield Alias(row["line"], row["name"], key, row["organisation"], target, days)


def _asked(column: str, asks: Callable[[str], bool]) -> pl.Expr:
    return pl.col(column).map_batches(
        lambda values: mapped(values, asks, pl.Boolean), return_dtype=pl.Boolean, is_elementwise=True
    ).fill_null(False)  # fmt: skip
