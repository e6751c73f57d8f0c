-- How many of the registrations of the same person, industry and format had been kept, as it was known on the day a
-- registration was made.
with

registration as (

    select * from {{ ref('int_registration_looked') }}

),

timeline as (

    select
        true as is_told,
        registration_id as row_key,
        event_on as day,
        person_id,
        industry_id,
        format,
        case when is_attended then 1 else 0 end as hit
    from registration
    where is_attended is not null
    union all
    select
        false,
        registration_id,
        prediction_on,
        person_id,
        industry_id,
        format,
        0
    from registration

),

counted as (

    select
        row_key,
        is_told,
        {{ known_before('hit', 'person_id') }} as person_hits,
        {{ known_before('1', 'person_id') }} as person_trials,
        {{ known_before('hit', 'industry_id') }} as industry_hits,
        {{ known_before('1', 'industry_id') }} as industry_trials,
        {{ known_before('hit', 'format') }} as format_hits,
        {{ known_before('1', 'format') }} as format_trials,
        {{ known_before('hit') }} as all_hits,
        {{ known_before('1') }} as all_trials
    from timeline

)

select
    row_key as registration_id,
    cast(person_trials as double) as earlier_registration_count,
    {{ rate_difference('person_hits', 'person_trials', 'all_hits', 'all_trials') }} as person_show_difference,
    {{ rate_difference('industry_hits', 'industry_trials', 'all_hits', 'all_trials') }} as industry_show_difference,
    {{ rate_difference('format_hits', 'format_trials', 'all_hits', 'all_trials') }} as format_show_difference
from counted
where not is_told
