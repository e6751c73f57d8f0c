-- Every outcome once, with the one touch that is credited with it; without a touch it is unattributed, never dropped.
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
    outcome.is_self_reported,
    outcome.person_id,
    outcome.organisation_id,
    outcome.industry_id,
    coalesce(touch.touch_kind, 'unattributed') as attributed_channel,
    touch.touch_days
from {{ ref('int_outcome_gathered') }} as outcome
left join {{ ref('int_outcome_touched') }} as touch
    on outcome.outcome_id = touch.outcome_id and touch.is_credited
