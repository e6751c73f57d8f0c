"""What records say of organisations: who works where in raw rows, what lists name.

From cells as written to names and domains that compare. A cell that names several
organisations is a row for each of them.
"""

from __future__ import annotations

from collections.abc import Container

import polars as pl

from pipelines.identity import addresses, organisation_domains, parties
from pipelines.identity.distinct import mapped
from pipelines.identity.folding import fold
from pipelines.identity.organisation_names import SITE, employment, normalise


def keys(name_or_domain: str) -> list[str]:
    """The keys of what a person calls an organisation, the surest first: of a domain, of a name.

    >>> keys("Acme Ltd"), keys("www.acme.example"), keys("?")
    (['n:acme'], ['d:acme.example', 'n:acme example'], [])
    """
    domain = addresses.domain(name_or_domain) if "." in name_or_domain else None
    name = normalise(name_or_domain)
    return [*([f"d:{domain}"] if domain else []), *([f"n:{name}"] if name else [])]


def key_of(name_or_domain: str, given: Container[str]) -> str | None:
    """Which of `keys` a person means: the first that records give, where none is `given` the surest.

    >>> key_of("Acme.example", {"n:acme example"}), key_of("Acme.example", set()), key_of("?", set())
    ('n:acme example', 'd:acme.example', None)
    """
    found = keys(name_or_domain)
    return next((key for key in found if key in given), found[0] if found else None)


def people(raw: pl.DataFrame, read: pl.DataFrame, several: dict[str, list[str]]) -> pl.DataFrame:
    """The raw rows, one a party, by `raw_row, party_number`.

    The others are `said, written, name, employment, domain, mailbox, weight, seen, alias_on`.
    `read` is what they read as (`readings.of`), `several` are `several_parties`. Who says to have
    no employer has no domain, and whose a domain is cannot be told among several.
    """
    said = pl.DataFrame(
        {
            "written": mapped(
                raw["organisation_name"], lambda text: several.get(text, [text]), pl.List(pl.String)
            ).fill_null([None]),
            "employment": mapped(raw["organisation_name"], lambda text: employment(several.get(text, [text])[0])),
            "domain": read["employer_domain"],
            "mailbox": read["email"],
            "weight": raw["mention_count"],
            "seen": raw["seen"],
            "alias_on": raw["alias_on"],
        }
    ).with_row_index("raw_row")
    count = pl.col("written").list.len()
    has_own = (count == 1) & pl.col("employment").is_null()
    each = said.with_columns(
        pl.when(has_own).then("domain").alias("domain"), pl.int_ranges(1, count + 1).alias("party_number")
    ).explode("written", "party_number")
    return each.with_columns(mapped(each["written"], normalise).alias("name"), pl.col("written").alias("said"))


def several_parties(raw: pl.DataFrame, records: pl.DataFrame) -> dict[str, list[str]]:
    """Each text for an employer that holds more than one name → how it names each organisation."""
    counted = raw.select("organisation_name", "mention_count").drop_nulls().group_by("organisation_name").sum()
    written = dict(counted.iter_rows())
    known = parties.alone({**dict.fromkeys(records["name"].drop_nulls(), 1), **written})
    towns = places(raw, records)
    told = {name: count for name, count in known.items() if name not in towns}
    split = {text: parties.split(text, told, towns) for text in written}
    return {text: named for text, named in split.items() if named != [text]}


def listed(records: pl.DataFrame) -> pl.DataFrame:
    """The organisation records as `said, written, name, domain, has_parent, weight, seen, alias_on`."""
    name, parent = (mapped(records[column], normalise) for column in ("name", "parent_name"))
    domains = pl.DataFrame({column: _own_domains(records[column], name) for column in ("domain", "website")})
    return pl.DataFrame(
        {
            "said": records["name"],
            "written": records["name"],
            "name": name,
            "domain": domains.select(pl.coalesce("domain", "website")).to_series(),
            "has_parent": (parent != name).fill_null(False),
            "weight": pl.repeat(1, records.height, dtype=pl.Int64, eager=True),
            "seen": records["seen"],
            "alias_on": pl.Series([None], dtype=pl.String).new_from_index(0, records.height),
        }
    )


def with_sites(people: pl.DataFrame, listed: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """`people` and `listed` with `is_site`: whether a name reads as a domain that either gives, and so means that.

    Where nobody gives it, it is but the name that is spelled so.
    """
    given = frozenset(pl.concat([people["domain"], listed["domain"]]).drop_nulls())
    sites = (
        mapped(rows["written"], lambda text: found if (found := site_of(text)) in given else None)
        for rows in (people, listed)
    )
    of_people, of_listed = (
        rows.with_columns(pl.coalesce(site.alias("site"), "domain").alias("domain"), is_site=site.is_not_null())
        for rows, site in zip((people, listed), sites, strict=True)
    )
    return of_people, of_listed


def site_of(text: str) -> str | None:
    """The domain that a text is, as a host name or a web address without a page.

    >>> site_of("https://www.acme.example/"), site_of("Acme.example"), site_of("Acme Ltd"), site_of("J.P. Morgan")
    ('acme.example', 'acme.example', None, None)
    """
    host = SITE.match(text)
    return addresses.domain(host.group(1)) if host else None


def _own_domains(cells: pl.Series, names: pl.Series) -> pl.Series:
    """The domain in each cell; null where anybody may have a mailbox or a page, but for a platform's own page."""
    told = pl.DataFrame({"domain": mapped(cells, addresses.domain), "name": names})
    is_own = organisation_domains.spelled(told).fill_null(False)
    is_shared = told["domain"].is_in([*addresses.FREE_MAIL]) | (told["domain"].is_in([*addresses.PLATFORMS]) & ~is_own)
    return told.select(pl.when(~is_shared).then("domain")).to_series()


def places(raw: pl.DataFrame, records: pl.DataFrame) -> frozenset[str]:
    """The towns that records name."""
    towns = pl.concat([raw["city"], records["city"]]).drop_nulls().unique().to_list()
    return frozenset(filter(None, map(fold, towns)))
