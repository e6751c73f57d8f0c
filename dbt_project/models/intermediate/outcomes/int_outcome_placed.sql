-- Outcomes in the years they count in: the won in the year they were won, and all recorded in the year they were
-- opened, which is the cohort of the rates. A row says which of the two it is. All industries together are one more.
with

outcome as (

    select
        *,
        coalesce(person_id, outcome_id) as contact_id,
        coalesce(organisation_id, person_id, outcome_id) as contributor_id
    from {{ ref('int_outcome_credited') }}

),

placed as (

    select
        *,
        {{ year_of('coalesce(occurred_on, opened_on)') }} as period_on,
        true as is_counted_won
    from outcome
    where stage = 'won'

    union all

    select
        *,
        {{ year_of('coalesce(opened_on, occurred_on)') }} as period_on,
        false as is_counted_won
    from outcome
    where outcome_kind <> 'role_change'

),

of_all as (

    select placed.*, placed.industry_id as within_id from placed
    union all
    select placed.*, 'all' as within_id from placed

)

select
    outcome_id,
    contact_id,
    organisation_id,
    within_id as industry_id,
    period_on,
    outcome_kind,
    attributed_channel,
    currency,
    stage,
    is_self_reported,
    is_counted_won,
    case when is_counted_won then touch_days end as touch_days,
    case when is_counted_won then value end as value,
    sum(case when is_counted_won then value end) over (
        partition by within_id, period_on, outcome_kind, attributed_channel, currency, contributor_id
    ) as contributor_value
from of_all
