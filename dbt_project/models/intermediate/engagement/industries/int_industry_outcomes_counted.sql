-- Outcomes won by industry and month, valued in the reporting currency only.
with

won as (

    select
        industry_id,
        {{ month_of('occurred_on') }} as month_on,
        coalesce(organisation_id, person_id, outcome_id) as contributor_id,
        currency = '{{ var("currency") }}' as is_reporting_currency,
        cast(value as decimal(18, 2)) as value
    from {{ ref('int_outcome_latest') }}
    where stage = 'won' and occurred_on is not null

),

by_contributor as (

    select
        industry_id,
        month_on,
        contributor_id,
        count(*) as outcome_count,
        sum(case when is_reporting_currency then value end) as value,
        {{ count_if_true('value is not null and not is_reporting_currency') }} as other_currency_count
    from won
    group by industry_id, month_on, contributor_id

)

select
    industry_id,
    month_on,
    {{ counted('sum(outcome_count)') }} as won_outcome_count,
    count(*) as outcome_contributor_count,
    sum(value) as outcome_value,
    {{ rate('max(value)', 'sum(value)') }} as outcome_value_largest_share,
    {{ counted('sum(other_currency_count)') }} as other_currency_count
from by_contributor
group by industry_id, month_on
