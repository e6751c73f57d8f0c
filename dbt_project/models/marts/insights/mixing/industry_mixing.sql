with

period as (

    select
        *,
        period_after_on >= (select pairs_after_on from {{ ref('int_pairing_bounded') }}) as are_pairs_listed
    from {{ ref('int_period_listed') }}

),

-- Every cell with an encounter or a tie in it, and the people of both its sides.
cell as (

    select
        here.period_number,
        here.industry_id,
        here.other_industry_id,
        least(here.people_count, there.people_count) as people_count,
        least(here.organisation_count, there.organisation_count) as organisation_count
    from {{ ref('int_mixing_supported') }} as here
    inner join {{ ref('int_mixing_supported') }} as there
        on
            here.period_number = there.period_number
            and here.industry_id = there.other_industry_id
            and here.other_industry_id = there.industry_id

)

select
    cell.industry_id,
    cell.other_industry_id,
    industry.industry_name,
    other_industry.industry_name as other_industry_name,
    period.period_after_on,
    period.period_ends_on,
    {{ counted('cell.people_count') }} as people_count,
    {{ counted('cell.organisation_count') }} as organisation_count,
    {{ counted('opportunity.opportunity_count') }} as opportunity_count,
    {{ counted('tie.realised_count') }} as realised_count,
    {{ counted('tie.outside_events_count') }} as outside_events_count,
    {{ rate('tie.largest_count', 'tie.realised_count') }} as realised_count_largest_share,
    {{ rate_columns(
        'realised_share',
        'pair.realised_pair_count',
        'case when period.are_pairs_listed then coalesce(pair.pair_count, 0) else 0 end'
    ) }},
    tie.lift
from cell
inner join period on cell.period_number = period.period_number
inner join {{ ref('industries') }} as industry on cell.industry_id = industry.industry_id
inner join {{ ref('industries') }} as other_industry on cell.other_industry_id = other_industry.industry_id
left join {{ ref('int_opportunity_counted') }} as opportunity
    on
        cell.period_number = opportunity.period_number
        and cell.industry_id = opportunity.industry_id
        and cell.other_industry_id = opportunity.other_industry_id
left join {{ ref('int_tie_mixed') }} as tie
    on
        cell.period_number = tie.period_number
        and cell.industry_id = tie.industry_id
        and cell.other_industry_id = tie.other_industry_id
left join {{ ref('int_pair_realised') }} as pair
    on
        cell.period_number = pair.period_number
        and cell.industry_id = pair.industry_id
        and cell.other_industry_id = pair.other_industry_id
