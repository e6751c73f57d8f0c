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
left join {{ ref('stg_organisation_parent') }} as parent
    on
        outcome.organisation_id = parent.organisation_id
        and {{ in_force('parent', 'coalesce(outcome.occurred_on, outcome.opened_on)') }}
