"""A plain Splink script over the contacts of a home: `python -m benchmarks.plain_splink HOME OUT`.

What somebody would write who has clean lists: fields made comparable in SQL, kith's
own comparisons as they read (without `model.guarded`), pairs, weights and least
probability, Splink's prediction and Splink's clustering. It parses no names, knows no
organisations, heeds no decisions, dates nothing and links nothing back. OUT becomes a
Parquet file of profiles and their clusters.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
from splink import DuckDBAPI, Linker

from pipelines.home import connect
from pipelines.identity import blocking, model, pairs

PROFILES = """
with records as (
    select distinct
        strip_accents(lower(coalesce(given_name, split_part(trim(full_name), ' ', 1)))) as given,
        strip_accents(lower(coalesce(family_name, split_part(trim(full_name), ' ', -1)))) as family,
        lower(organisation_name) as organisation,
        lower(city) as city,
        regexp_replace(phone, '[^0-9+]', '', 'g') as phone,
        lower(email) as mailbox,
        regexp_replace(lower(profile_url), '^https?://(www\\.)?', '') as page,
        tool,
        tool_person_id as tool_person
    from read_parquet('{contacts}/*.parquet')
), parted as (
    select *, regexp_replace(split_part(mailbox, '@', 1), '[^a-z]', '', 'g') as local_part from records
)
select
    * exclude (local_part),
    given || ' ' || family as name,
    given as given_root,
    left(given, 2) as given_start,
    family as family_root,
    left(family, 3) as family_start,
    least(given, family) || greatest(given, family) as names,
    case when length(local_part) >= 5 then local_part end as local_part,
    regexp_replace(split_part(mailbox, '@', 1), '[0-9]', '', 'g') || '@' || split_part(mailbox, '@', 2) as unnumbered,
    split_part(mailbox, '@', 2) as employer_domain,
    case when not contains(local_part, given) and not contains(local_part, family) then local_part end as handle,
    'f' || row_number() over () as profile_id
from parted
"""

MATCH = 0.95


def told(profiles: pl.DataFrame) -> pl.DataFrame:
    """`profiles` with what kith reads besides, unknown, for comparisons and blocking that come to nothing."""
    read = {*pairs.COMPARED, *(name for rule in blocking.RULES for name in (*rule.parts, *rule.finer))}
    return profiles.with_columns(pl.lit(None, pl.String).alias(name) for name in sorted(read - {*profiles.columns}))


def main() -> None:
    home, out = map(Path, sys.argv[1:])
    with connect() as database:
        profiles = database.sql(PROFILES.format(contacts=home / "lake/records/contact")).pl()
        known = told(profiles)
        blocked = blocking.blocked(known)
        ids = known["profile_id"]
        named = blocked.select(
            pl.lit("0").alias("match_key"),
            ids.gather(blocked["l"]).alias("join_key_l"),
            ids.gather(blocked["r"]).alias("join_key_r"),
        )
        api = DuckDBAPI(database)
        linker = Linker(api.register(known.to_arrow()), model.settings(model.committed(), known.height, str))
        linker.table_management.register_blocked_pairs_for_predict(api.register(named.to_arrow()))
        predicted = linker.inference.predict(threshold_match_probability=pairs.UNLIKELY)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, MATCH)
        clusters.as_duckdbpyrelation().write_parquet(str(out))


if __name__ == "__main__":
    main()
