-- Introductions at each of the two introduced: the employer and industry of the day it began. An industry counts an
-- introduction once, also where both work in it; all industries together are one more.
with

introduced as (

    select *, left_person_id as person_id from {{ ref('int_introduction_followed') }}
    union all
    select *, right_person_id from {{ ref('int_introduction_followed') }}

),

placed as (

    select
        introduced.*,
        affiliation.organisation_id,
        coalesce(affiliation.industry_id, 'unknown') as industry_id
    from introduced
    left join {{ ref('stg_affiliation') }} as affiliation
        on
            introduced.person_id = affiliation.person_id
            and {{ in_force('affiliation', 'introduced.begun_on') }}

),

of_all as (

    select placed.*, placed.industry_id as within_id from placed
    union all
    select placed.*, 'all' as within_id from placed

)

select
    introduction_id,
    person_id,
    organisation_id,
    within_id as industry_id,
    {{ year_of('begun_on') }} as period_on,
    row_number() over (partition by introduction_id, within_id order by person_id) = 1 as is_counted,
    requested_on is not null as is_requested,
    made_on is not null as is_made,
    met_on is not null as is_met,
    opportunity_on is not null as is_opportunity,
    outcome_on is not null as is_outcome,
    is_request_mature,
    is_made_in_time,
    is_mature,
    is_met_in_time,
    is_opportunity_in_time,
    is_outcome_in_time,
    is_known_in_time
from of_all
