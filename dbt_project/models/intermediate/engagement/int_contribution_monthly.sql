-- What each activity type contributes to a person's score at each month's end: w * min(cap, sum of what decays).
-- A view: people times months times types are many rows, and nobody reads them but to add them up.
{{ config(materialized='view') }}

select
    carried.person_id,
    carried.activity_type,
    month.month_on,
    carried.month_on = month.month_on as is_active,
    {{ contribution(
        'carried.decayed * ' ~ decayed('carried.month_ends_on', 'carried.half_life_days', 'month.ends_on')
    ) }} as contribution
from {{ ref('int_contribution_carried') }} as carried
inner join {{ ref('int_month_listed') }} as month
    on carried.month_on <= month.month_on and carried.next_month_on > month.month_on
inner join {{ ref('activity_weights') }} as weight on carried.activity_type = weight.activity_type
