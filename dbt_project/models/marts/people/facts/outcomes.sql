select
    outcome.outcome_id,
    outcome.record_id,
    outcome.outcome_name,
    outcome.outcome_kind,
    outcome.stage,
    outcome.opened_on,
    outcome.occurred_on,
    outcome.value,
    outcome.currency,
    outcome.channel,
    outcome.attributed_channel,
    outcome.touch_days,
    outcome.is_self_reported,
    outcome.person_id,
    outcome.organisation_id,
    parent.parent_organisation_id,
    outcome.industry_id
from {{ ref('int_outcome_credited') }} as outcome
{{ join_parent('outcome', 'coalesce(outcome.occurred_on, outcome.opened_on)') }}
