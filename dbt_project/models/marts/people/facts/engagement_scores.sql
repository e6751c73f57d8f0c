select
    person_id,
    as_of_on,
    industry_id,
    organisation_id,
    level,
    cast(score as double) as score,
    band,
    tenure_days,
    percentile_all,
    percentile_industry,
    percentile_level,
    (select max(weights_version) from {{ ref('activity_weights') }}) as weights_version,
    (select max(bands_version) from {{ ref('engagement_bands') }}) as bands_version
from {{ ref('int_person_ranked') }}
