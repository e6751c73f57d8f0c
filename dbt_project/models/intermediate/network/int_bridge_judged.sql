-- One row per person with a contact: the measures of their contacts, and whether they are a bridge between industries.
with

measured as (

    select
        *,
        boundary_count + liaison_count as crossing_count
    from {{ ref('int_contact_measured') }}

)

select
    measured.person_id,
    person.organisation_id,
    person.industry_id,
    measured.reach,
    measured.known_industry_reach,
    measured.industry_reach,
    measured.industry_diversity,
    measured.structural_constraint,
    measured.coordinator_count,
    measured.itinerant_count,
    measured.boundary_count,
    measured.liaison_count,
    -- Null where it cannot be told: too few contacts, or the person's own industry unknown.
    case
        when measured.structural_constraint is not null and measured.crossing_count is not null
            then measured.crossing_count > 0 and measured.structural_constraint <= {{ var('bridge_constraint') }}
    end as is_bridge
from measured
inner join {{ ref('int_person_placed') }} as person on measured.person_id = person.person_id
