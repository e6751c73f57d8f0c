-- Encounters that events made possible, by both industries: from counts, so that an event's size costs nothing.
with

gathered as (

    select distinct
        event_id,
        period_number,
        industry_id,
        industry_attended_count
    from {{ ref('int_event_gathered') }}

)

select
    here.period_number,
    here.industry_id,
    there.industry_id as other_industry_id,
    {{ counted(
        'sum(case when here.industry_id = there.industry_id'
        ~ ' then here.industry_attended_count * (here.industry_attended_count - 1) / 2'
        ~ ' else here.industry_attended_count * there.industry_attended_count end)'
    ) }} as opportunity_count
from gathered as here
inner join gathered as there on here.event_id = there.event_id
group by here.period_number, here.industry_id, there.industry_id
