"""Writes contact records of any number of invented people straight into a home's lake, as reading would leave them.

For measuring identity alone, at sizes at which writing and reading exports would take
most of the time. People are known by one to five profiles each; family names are as
common as in a large country, so that namesakes and common names come with the size.
Phone numbers have the country code 878, under which nobody was ever given one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import polars as pl

from benchmarks.world.dice import Dice
from benchmarks.world.words import CITIES, given_names, slug
from pipelines.home import Home
from pipelines.identity.decisions import read_decisions
from pipelines.records.kinds import KINDS
from pipelines.records.ledger import SourceFile

SHARES = {"crm": 0.6, "guests": 0.45, "cards": 0.25, "list": 0.3, "moved": 0.1}
"""File → the share of people who stand in it; whoever would stand in none is in the first."""

PROFILES_EACH = 1.8
PEOPLE_EACH = 10
"""People per organisation."""

SYLLABLES = [first + vowel + last for first in "bdfgklmnprstvz" for vowel in "aeiou" for last in ("", "l", "n", "r")]
ENDINGS = ("Systems", "Partners", "Works", "Foods", "Energy", "Press", "Capital", "Clinic")


@dataclass(frozen=True)
class Crowd:
    """People in columns, the ones who come later last."""

    people: pl.DataFrame
    later: int


def invented(profiles: int, share_later: float, seed: int) -> Crowd:
    """About `profiles` profiles' worth of people, and `share_later` more who come later."""
    known = round(profiles / PROFILES_EACH)
    later = round(known * share_later / 2)
    count = known + later
    dice = Dice(seed, "crowd")
    organisations = max(count // PEOPLE_EACH, 2)
    given = dice.pick(1 / (np.arange(len(given_names())) + 10.0) ** 0.7, count)
    employer, next_employer = dice.pick(1 / (np.arange(organisations) + 50.0) ** 0.8, count * 2).reshape(2, count)
    of_organisation = _organisations(organisations)
    people = pl.DataFrame(
        {
            "person": np.arange(count),
            "given": pl.Series([name for name, _ in given_names()]).gather(given),
            "short": pl.Series([short or name for name, short in given_names()]).gather(given),
            "family": _families().gather(dice.pick(1 / (np.arange(_families().len()) + 30.0), count)),
            "organisation": of_organisation.gather(employer),
            "next_organisation": of_organisation.gather(next_employer),
            "city": pl.Series(CITIES).gather(dice.below(len(CITIES), count)),
            "has_phone": dice.chance(0.5, count),
            **{name: dice.chance(share, count) for name, share in SHARES.items()},
            "again": dice.chance(share_later * PROFILES_EACH / 2, count) & (np.arange(count) < known),
        }
    )
    nowhere = ~pl.any_horizontal(list(SHARES))
    return Crowd(people.with_columns(pl.col("crm") | nowhere), later)


def write_contacts(home: Home, crowd: Crowd) -> None:
    """Prepares `home` with everybody but those who come later, one file for each of `SHARES`."""
    home.prepare()
    read_decisions(home)
    now = crowd.people.head(crowd.people.height - crowd.later)
    for number, (name, select) in enumerate(_spellings().items()):
        if name in SHARES:
            _count(home, name, now.filter(name).select(select), f"2026-01-0{number + 1}")


def write_later(home: Home, crowd: Crowd) -> None:
    """Adds one file: those who come later, and as many whom the others know by other values."""
    new = crowd.people.tail(crowd.later).select(_spellings()["crm"])
    again = crowd.people.filter("again").select(_spellings()["again"])
    _count(home, "later", pl.concat([new, again], how="diagonal"), "2026-02-01")


def _spellings() -> dict[str, list[pl.Expr]]:
    """File → how it writes a person."""
    given, family, organisation = pl.col("given"), pl.col("family"), pl.col("organisation")
    whole = pl.concat_str("given", "family", separator=" ").alias("full_name")
    work, home = _address(organisation), _address(pl.lit("mail"), pl.col("person"))
    phone = pl.when("has_phone").then(pl.format("+878 10 {}", pl.col("person").cast(pl.String).str.zfill(8)))
    employed, city = organisation.alias("organisation_name"), pl.col("city")
    return {
        "crm": [whole, work, employed, city, phone.alias("phone")],
        "guests": [given.alias("given_name"), family.alias("family_name"), home],
        "cards": [pl.format("{}, {}", family, "short").alias("full_name"), work, phone.alias("phone")],
        "list": [whole, employed],
        "moved": [whole, _address(pl.col("next_organisation")), pl.col("next_organisation").alias("organisation_name")],
        "again": [pl.format("Dr {} {}", given, family).alias("full_name"), home, city],
    }


def _address(host: pl.Expr, number: pl.Expr | None = None) -> pl.Expr:
    local = pl.format("{}.{}{}", pl.col("given"), pl.col("family"), pl.lit("") if number is None else number)
    return pl.format("{}@{}.example", local, host.str.replace_all(" ", "")).str.to_lowercase().alias("email")


def _families() -> pl.Series:
    """Family names of three syllables in an order of chance, the commonest first."""
    size = len(SYLLABLES)
    chosen = Dice(1, "families").shuffled(60_000) * 367 % size**3
    return pl.Series([_word(number) for number in chosen.tolist()]).unique(maintain_order=True)


def _organisations(count: int) -> pl.Series:
    first, second = Dice(1, "organisations").below(len(SYLLABLES) ** 2, count * 2).reshape(2, count).tolist()
    return pl.Series(
        [
            f"{_word(one)} {_word(other)} {ENDINGS[(one + other) % len(ENDINGS)]}"
            for one, other in zip(first, second, strict=True)
        ]
    )


def _word(number: int) -> str:
    size = len(SYLLABLES)
    return (SYLLABLES[number % size] + SYLLABLES[number // size % size] + SYLLABLES[number // size**2]).capitalize()


def _count(home: Home, name: str, contacts: pl.DataFrame, landed_on: str) -> None:
    """Leaves `contacts` as the records of a counted file."""
    file_id = hashlib.sha256(name.encode()).hexdigest()[:16]
    rows = contacts.with_columns(
        file_id=pl.lit(file_id), part=pl.lit(1), row_number=pl.int_range(2, pl.len() + 2), layout=pl.lit("invented"),
        tool=pl.lit(slug(name)),
    )  # fmt: skip
    KINDS["contact"].validate(filled(rows, KINDS["contact"]), cast=True).write_parquet(
        home.records("contact") / f"{file_id}.parquet"
    )
    size = rows.height
    known = pl.DataFrame(
        {
            "file_id": file_id, "file_name": f"{name}.csv", "sha256": file_id * 4, "byte_count": 1,
            "landed_at": datetime.fromisoformat(landed_on), "status": "read", "part_count": 1,
            "rows_in": size, "rows_loaded": size,
            "rows_quarantined": 0, "rows_duplicate": 0, "unknown_value_count": 0, "ambiguous_date_count": 0,
            "is_full_snapshot": False, "is_accepted": True, "is_counted": True,
        }
    )  # fmt: skip
    entry = filled(known, SourceFile)
    before = [pl.read_parquet(home.source_files)] if home.source_files.exists() else []
    pl.concat([*before, entry]).sort("file_id").write_parquet(home.source_files)


def filled(rows: pl.DataFrame, contract) -> pl.DataFrame:
    """`rows` with every column of `contract`, in its types."""
    schema = contract.create_empty().schema
    missing = [pl.lit(None, dtype).alias(name) for name, dtype in schema.items() if name not in rows.columns]
    return rows.with_columns(missing).select(pl.col(name).cast(dtype) for name, dtype in schema.items())
