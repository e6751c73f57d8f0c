-- How many of the registrations of the same person, industry and format had been kept, as it was known on the day a
-- registration was made.
with

registration as (

    select * from {{ ref('int_registration_looked') }}

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
    from registration

),

of_person as ({{ known_before('timeline', 'person_id') }}),

of_industry as ({{ known_before('timeline', 'industry_id') }}),

of_format as ({{ known_before('timeline', 'format') }}),

of_all as ({{ known_before('timeline') }})

select
    registration.registration_id,
    cast(of_person.trials as double) as earlier_registration_count,
    {{ rate_difference('of_person') }} as person_show_difference,
    {{ rate_difference('of_industry') }} as industry_show_difference,
    {{ rate_difference('of_format') }} as format_show_difference
from registration
inner join of_all on registration.prediction_on = of_all.day
inner join of_person
    on registration.prediction_on = of_person.day and registration.person_id = of_person.person_id
inner join of_industry
    on registration.prediction_on = of_industry.day and registration.industry_id = of_industry.industry_id
inner join of_format
    on registration.prediction_on = of_format.day and registration.format is not distinct from of_format.format
