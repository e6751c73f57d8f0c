-- The frozen bands as intervals of score.
select
    bands_version,
    band,
    band_order,
    cast(lowest_score as decimal(18, 6)) as lowest_score,
    coalesce(
        lead(cast(lowest_score as decimal(18, 6))) over (order by lowest_score),
        cast(999999999 as decimal(18, 6))
    ) as below_score
from {{ ref('engagement_bands') }}
