"""A plain Splink script over the contacts of a home: `python -m benchmarks.plain_splink HOME OUT`.

What somebody would write who has clean lists: fields made comparable in SQL, kith's
own comparisons, blocking and weights, Splink's prediction and Splink's clustering. It
parses no names, knows no organisations, heeds no decisions, dates nothing and links
nothing back. OUT becomes a Parquet file of profiles and their clusters.
"""

from __future__ import annotations

import sys
from pathlib import Path

import polars as pl
from splink import DuckDBAPI, Linker

from pipelines.home import connect
from pipelines.identity import model, pairs

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
    given as given_root,
    split_part(mailbox, '@', 2) as employer_domain,
    case when not contains(local_part, given) and not contains(local_part, family) then local_part end as handle,
    'f' || row_number() over () as profile_id
from parted
"""

REVIEW, MATCH = 0.5, 0.95


def main() -> None:
    home, out = map(Path, sys.argv[1:])
    with connect() as database:
        profiles = database.sql(PROFILES.format(contacts=home / "lake/records/contact")).pl()
        missing = [name for name in pairs.COMPARED if name not in profiles.columns]
        compared = pairs.with_blocks(profiles.with_columns(pl.lit(None, pl.String).alias(name) for name in missing))
        api = DuckDBAPI(database)
        linker = Linker(api.register(compared.to_arrow()), model.settings(model.committed(), compared.height))
        predicted = linker.inference.predict(threshold_match_probability=REVIEW)
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, MATCH)
        clusters.as_duckdbpyrelation().write_parquet(str(out))


if __name__ == "__main__":
    main()
