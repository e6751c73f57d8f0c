-- How many people and organisations of an industry met, or dealt with, somebody of another industry in a period.
with

event_industry as (

    select distinct
        event_id,
        industry_id,
        industry_attended_count
    from {{ ref('int_event_gathered') }}

),

met as (

    select
        here.period_number,
        here.industry_id,
        there.industry_id as other_industry_id,
        here.person_id,
        here.organisation_id
    from {{ ref('int_event_gathered') }} as here
    inner join event_industry as there on here.event_id = there.event_id
    -- Nobody meets themselves.
    where here.industry_id <> there.industry_id or there.industry_attended_count > 1
    union
    select
        period_number,
        industry_id,
        other_industry_id,
        person_id,
        organisation_id
    from {{ ref('int_tie_end_placed') }}

)

select
    period_number,
    industry_id,
    other_industry_id,
    count(distinct person_id) as people_count,
    count(distinct organisation_id) as organisation_count
from met
group by period_number, industry_id, other_industry_id
