select
    outcome_id,
    record_id,
    outcome_name,
    outcome_kind,
    stage,
    opened_on,
    occurred_on,
    cast(value as decimal(18, 2)) as value,
    currency,
    channel,
    is_self_reported,
    person_id,
    organisation_id,
    industry_id
from {{ ref('int_outcome_latest') }}
