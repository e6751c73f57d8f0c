select
    person.person_id,
    person.organisation_id,
    person.industry_id,
    coalesce(bridge.reach, 0) as reach,
    coalesce(bridge.known_industry_reach, 0) as known_industry_reach,
    coalesce(bridge.industry_reach, 0) as industry_reach,
    bridge.industry_diversity,
    bridge.structural_constraint,
    bridge.coordinator_count,
    bridge.itinerant_count,
    bridge.boundary_count,
    bridge.liaison_count,
    bridge.is_bridge,
    {{ counted('visible.event_count') }} as event_count,
    round(cast(coalesce(visible.visibility, 0) as double), 6) as visibility,
    round(cast(visible.own_industry_visibility as double), 6) as own_industry_visibility,
    round(cast(visible.other_industry_visibility as double), 6) as other_industry_visibility,
    (select max(weights_version) from {{ ref('visibility_weights') }}) as weights_version
from {{ ref('int_person_placed') }} as person
left join {{ ref('int_bridge_judged') }} as bridge on person.person_id = bridge.person_id
left join {{ ref('int_visibility_weighed') }} as visible on person.person_id = visible.person_id
where bridge.person_id is not null or visible.person_id is not null
