"""Readings: what a raw row says in values that compare, by itself alone.

Names parsed, addresses and numbers in one form, and what follows from them. A row's
reading is a pure function of its `RAW` values and of the country that phone numbers
without a prefix are read for, so it is kept for the next run (`kept`). What needs
other rows, or knows organisations, is in `profiles`.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from pipelines import kept
from pipelines.identity import addresses, names, pages
from pipelines.identity.distinct import mapped
from pipelines.identity.folding import fold
from pipelines.identity.mentions import BETWEEN, RAW

NAMES = RAW[:3]
NAME = pl.Struct({"given": pl.String, "family": pl.String, "full": pl.String})

SCHEMA = pl.Schema(
    {
        **dict.fromkeys(
            ("name", "given", "family", "given_root", "given_others", "family_root", "names", "email", "more_emails",
             "local_part", "unnumbered", "employer_domain", "phone", "page", "city", "country", "born_on", "street",
             "postal_code"),
            pl.String(),
        ),
        "is_role": pl.Boolean(),
    }
)  # fmt: skip


def of(raw: pl.DataFrame, country: str, before: Path | None = None) -> pl.DataFrame:
    """What each of distinct `raw` rows (`profiles.raw_rows`) reads as, in their order: the columns of `SCHEMA`.

    `country` reads phone numbers without a prefix. `before` is the file in which readings are kept; without it, all
    rows are read.
    """
    if before is None:
        return _read(raw, country)
    signed = kept.signatures(raw.select(RAW), "identity", country).alias("row").to_frame()
    return kept.rows(before, signed, SCHEMA, lambda rows: _read(raw[rows], country))


def _read(raw: pl.DataFrame, country: str) -> pl.DataFrame:
    parsed = _names(raw)
    roots = [
        mapped(parsed["given"], names.root).alias("given_root"),
        mapped(parsed["family"], names.without_particles).alias("family_root"),
    ]
    name = parsed["name"]
    email = mapped(raw["email"], addresses.email).alias("email")
    return pl.DataFrame(
        [
            *parsed,
            *roots,
            mapped(parsed["given"], names.further_roots).alias("given_others"),
            mapped(pl.select(pl.concat_str(roots)).to_series(), _letters).alias("names"),
            email,
            mapped(_beside(raw["additional_emails"], name), _several).alias("more_emails"),
            mapped(email, addresses.local_part).alias("local_part"),
            mapped(email, addresses.unnumbered).alias("unnumbered"),
            mapped(email, addresses.employer_domain).alias("employer_domain"),
            mapped(raw["phone"], lambda text: addresses.phone(text, country)),
            mapped(raw["profile_url"], pages.profile_page).alias("page"),
            mapped(raw["city"], fold).replace("", None),
            mapped(raw["country"], addresses.country),
            raw["born_on"].str.replace_all("-", ""),
            mapped(raw["street"], addresses.street),
            mapped(raw["postal_code"], addresses.postal_code),
            mapped(_beside(email, name), _is_role, pl.Boolean).fill_null(False).alias("is_role"),
        ]
    ).select(list(SCHEMA))


def _names(raw: pl.DataFrame) -> pl.DataFrame:
    halves = raw.select(pl.concat_str([pl.col(name).fill_null("") for name in NAMES], separator=BETWEEN)).to_series()
    parsed = mapped(halves, lambda text: names.parse(*(half or None for half in text.split(BETWEEN)))._asdict(), NAME)
    return parsed.struct.unnest().select(pl.col("full").alias("name"), "given", "family")


def _letters(text: str) -> str:
    """The letters in order: the same in whatever halves, and whatever order of words, a name is written."""
    return "".join(sorted(text.replace(" ", "")))


def _beside(column: pl.Series, name: pl.Series) -> pl.Series:
    """What is in `column`, with the name of whose it is said to be."""
    return pl.select(pl.concat_str(column, name.fill_null(""), separator=BETWEEN)).to_series()


def _is_role(text: str) -> bool:
    return addresses.is_role(*text.split(BETWEEN))


def _several(text: str) -> str | None:
    """The mailboxes in several lines that are a person's own, and no desk's; their bearer's name is beside them."""
    lines, _, name = text.rpartition(BETWEEN)
    read = map(addresses.email, lines.split("\n"))
    found = {mailbox for mailbox in read if mailbox and not addresses.is_role(mailbox, name)}
    return "\n".join(sorted(found)) or None
