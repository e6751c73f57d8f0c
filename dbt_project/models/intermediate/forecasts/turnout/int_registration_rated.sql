-- How many of the registrations of the same person, industry and format had been kept, as it was known on the day a
-- registration was made: of those that are still to be seen or are learnt from.
with

registration as (

    select * from {{ ref('int_registration_looked') }}

),

asked as (

    select registration.*
    from registration
    inner join {{ ref('int_registration_bounded') }} as bound
        on registration.prediction_on > bound.learnt_after_on or registration.is_attended is null

),

timeline as (

    select
        event_on as day,
        person_id,
        industry_id,
        format,
        1 as told,
        case when is_attended then 1 else 0 end as hit
    from registration
    where is_attended is not null
    union all
    select
        prediction_on,
        person_id,
        industry_id,
        format,
        0,
        0
    from asked

),

of_person as (

    {{ known_before('timeline', 'person_id') }}

),

of_industry as (

    {{ known_before('timeline', 'industry_id') }}

),

of_format as (

    {{ known_before('timeline', 'format') }}

),

of_all as (

    {{ known_before('timeline') }}

)

select
    asked.registration_id,
    cast(of_person.trials as double) as earlier_registration_count,
    {{ rate_difference('of_person') }} as person_show_difference,
    {{ rate_difference('of_industry') }} as industry_show_difference,
    {{ rate_difference('of_format') }} as format_show_difference
from asked
inner join of_all on asked.prediction_on = of_all.day
inner join of_person
    on asked.prediction_on = of_person.day and asked.person_id = of_person.person_id
inner join of_industry
    on asked.prediction_on = of_industry.day and asked.industry_id = of_industry.industry_id
inner join of_format
    on asked.prediction_on = of_format.day and asked.format is not distinct from of_format.format
