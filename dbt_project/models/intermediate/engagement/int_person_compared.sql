-- Each known person now and one period ago: industry, activity, score and band.
with

latest as (

    select max(month_on) as month_on from {{ ref('int_month_listed') }}

),

activity as (

    select
        person_id,
        bool_or(occurred_on > {{ months_after(as_of_on(), -1 * var('period_months')) }}) as is_active,
        bool_or(
            occurred_on <= {{ months_after(as_of_on(), -1 * var('period_months')) }}
            and occurred_on > {{ months_after(as_of_on(), -2 * var('period_months')) }}
        ) as was_active
    from {{ ref('int_activity_gathered') }}
    group by person_id

)

select
    now.person_id,
    now.industry_id,
    now.organisation_id,
    now.is_contactable,
    now.score,
    now.band,
    before.score as prior_score,
    before.band as prior_band,
    coalesce(activity.is_active, false) as is_active,
    coalesce(activity.was_active, false) as was_active,
    case
        when before.person_id is null or now.band = 'new' or before.band = 'new' then 'not_compared'
        when now.band_order > before.band_order then 'up'
        when now.band_order < before.band_order then 'down'
        else 'same'
    end as band_movement
from {{ ref('int_person_month_scored') }} as now
inner join latest on now.month_on = latest.month_on
left join {{ ref('int_person_prior_scored') }} as before on now.person_id = before.person_id
left join activity on now.person_id = activity.person_id
