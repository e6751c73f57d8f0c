select
    counted.industry_id,
    coalesce(industry.industry_name, 'All industries') as industry_name,
    period.period_after_on,
    period.period_ends_on,
    {{ counted('counted.people_count') }} as people_count,
    {{ counted('counted.organisation_count') }} as organisation_count,
    {{ counted('counted.tie_count') }} as tie_count,
    {{ counted('counted.internal_tie_count') }} as internal_tie_count,
    {{ counted('counted.external_tie_count') }} as external_tie_count,
    {{ rate('counted.end_count', 'counted.people_count') }} as ties_per_person_mean,
    {{ rate_columns(
        'external_share',
        'counted.external_tie_count',
        '(counted.internal_tie_count + counted.external_tie_count)'
    ) }},
    {{ rate(
        'counted.external_tie_count - counted.internal_tie_count',
        'counted.external_tie_count + counted.internal_tie_count'
    ) }} as ei_index,
    {{ rate('sized.external_pairs - sized.internal_pairs', 'sized.external_pairs + sized.internal_pairs') }}
        as ei_chance,
    permuted.ei_chance_mean,
    permuted.ei_chance_low,
    permuted.ei_chance_high,
    permuted.ei_p_value,
    counted.assortativity,
    permuted.assortativity_chance_mean,
    permuted.assortativity_chance_low,
    permuted.assortativity_chance_high,
    permuted.assortativity_p_value,
    bridges.bridge_count,
    {{ rate_columns('bridge_share', 'bridges.bridge_count', 'coalesce(bridges.bridge_judged_count, 0)') }}
from {{ ref('int_network_counted') }} as counted
inner join {{ ref('int_period_listed') }} as period on counted.period_number = period.period_number
left join {{ ref('industries') }} as industry on counted.industry_id = industry.industry_id
left join {{ ref('int_network_sized') }} as sized
    on counted.period_number = sized.period_number and counted.industry_id = sized.industry_id
left join {{ ref('int_network_permuted') }} as permuted
    on counted.period_number = permuted.period_number and counted.industry_id = permuted.industry_id
-- Who is a bridge is told as of the release: beside the last period.
left join {{ ref('int_industry_bridges_counted') }} as bridges
    on counted.period_number = 0 and counted.industry_id = bridges.industry_id
