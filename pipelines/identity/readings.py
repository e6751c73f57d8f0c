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
from pipelines.identity import addresses, likeness, names, pages
from pipelines.identity.distinct import mapped, mapped_to
from pipelines.identity.folding import fold
from pipelines.identity.mentions import BETWEEN, RAW

NAMES = RAW[:3]

SCHEMA = pl.Schema(
    {
        **dict.fromkeys(
            ("name", "given", "family", "further", "generation", "words", "given_root", "given_others", "other_givens",
             "family_root", "names", "email", "more_emails", "around_given", "around_family", "local_part",
             "unnumbered", "employer_domain", "phone", "page", "city", "country", "born_on", "street", "postal_code"),
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
        mapped(parsed["given"], likeness.root).alias("given_root"),
        mapped(parsed["family"], names.without_particles).alias("family_root"),
    ]
    name = parsed["name"]
    email = mapped(raw["email"], addresses.email).alias("email")
    return pl.DataFrame(
        [
            *parsed,
            *roots,
            _words(parsed),
            mapped(parsed["given"], likeness.further_roots).alias("given_others"),
            mapped(parsed["given"], likeness.others).alias("other_givens"),
            mapped(pl.select(pl.concat_str(roots)).to_series(), _letters).alias("names"),
            email,
            mapped(_beside(raw["additional_emails"], name), _several).alias("more_emails"),
            _around(parsed["given"], email).alias("around_given"),
            _around(parsed["family"], email).alias("around_family"),
            *_parts(email),
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
    parsed = mapped_to(halves, _parsed, names.Name._fields)
    return parsed.rename({"full": "name"})


def _parsed(halves: str) -> names.Name:
    full, given, family = halves.split(BETWEEN)
    return names.parse(full or None, given or None, family or None)


def _words(parsed: pl.DataFrame) -> pl.Series:
    """The words of each name in Latin letters, a blank around each."""
    written = pl.concat_str("given", "further", "family", separator=" ", ignore_nulls=True)
    return parsed.select(pl.format(" {} ", written).alias("words")).to_series()


def _around(half: pl.Series, email: pl.Series) -> pl.Series:
    """What an address is made of besides one half of its bearer's name; null where it does not spell that half.

    >>> _around(pl.Series(["ada", "ada"]), pl.Series(["ada.byte@acme.example", "byte@acme.example"])).to_list()
    ['*.byte@acme.example', None]
    """
    word, address = pl.lit(half).str.replace_all(" ", "", literal=True), pl.lit(email)
    is_spelt = (word.str.len_chars() > 1) & address.str.contains(word, literal=True)
    return pl.select(pl.when(is_spelt).then(address.str.split(word).list.join("*"))).to_series()


def _parts(email: pl.Series) -> pl.DataFrame:
    """Of each mailbox what its bearer keeps with another employer, what tells none from a namesake, and the employer.

    >>> _parts(pl.Series(["ada.byte85@acme.example", "ada@gmail.com", "10012345@qq.com"])).rows()
    [('adabyte', 'ada.byte@acme.example', 'acme.example'), ('ada', 'ada@gmail.com', None), ('', None, None)]
    >>> _parts(pl.Series(["ada2@byte@acme.example"])).rows()
    [('ada', 'ada@byte@acme.example', 'acme.example')]
    """
    mailbox, between = pl.lit(email), pl.lit("@")
    local, host = mailbox.str.split("@").list.first(), mailbox.str.split("@").list.last()
    stem, rest = local.str.replace_all(r"\d", ""), mailbox.str.strip_prefix(pl.concat_str(local, between))
    return pl.select(
        local.str.replace_all("[^a-z]", "").alias("local_part"),
        pl.when(stem != "").then(pl.concat_str(stem, rest, separator="@")).alias("unnumbered"),
        mapped(pl.select(host).to_series(), addresses.employer_domain).alias("employer_domain"),
    )


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
