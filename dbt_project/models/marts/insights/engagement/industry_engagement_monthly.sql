with

listed as (

    select * from {{ ref('int_industry_month_listed') }}

),

counted as (

    select
        listed.industry_id,
        listed.month_on,
        listed.period_status,
        coalesce(people.people_known_count, 0) as people_known_count,
        coalesce(people.people_contactable_count, 0) as people_contactable_count,
        coalesce(people.people_contactable_active_count, 0) as people_contactable_active_count,
        coalesce(people.people_active_count, 0) as people_active_count,
        coalesce(people.people_reached_count, 0) as people_reached_count,
        coalesce(people.organisation_count, 0) as organisation_count,
        people.engagement_mean,
        people.engagement_median,
        {{ count_where_looked('attendance.attendance_count') }} as attendance_count,
        {{ count_where_looked('attendance.attending_people_count') }} as attending_people_count,
        {{ count_where_looked('attendance.attending_organisation_count') }} as attending_organisation_count,
        {{ count_where_looked('attendance.new_people_count') }} as new_people_count,
        {{ count_where_looked('attendance.returning_people_count') }} as returning_people_count,
        {{ count_where_looked('attendance.unknown_history_people_count') }} as unknown_history_people_count,
        coalesce(taken.uncaptured_event_count, 0) as uncaptured_event_count,
        coalesce(tie.new_tie_count, 0) as new_tie_count,
        coalesce(tie.known_tie_count, 0) as known_tie_count,
        coalesce(tie.cross_industry_tie_count, 0) as cross_industry_tie_count,
        coalesce(member.member_count, 0) as member_count,
        coalesce(member.member_organisation_count, 0) as member_organisation_count,
        coalesce(member.renewed_count, 0) as renewed_count,
        coalesce(member.determined_count, 0) as determined_count,
        coalesce(member.determined_organisation_count, 0) as determined_organisation_count,
        coalesce(outcome.won_outcome_count, 0) as won_outcome_count,
        coalesce(outcome.outcome_contributor_count, 0) as outcome_contributor_count,
        outcome.outcome_value,
        outcome.outcome_value_largest_share,
        coalesce(outcome.other_currency_count, 0) as other_currency_count,
        sum(case when listed.industry_id <> 'unknown' then people.people_known_count else 0 end) over (
            partition by listed.month_on
        ) as known_industry_count,
        sum(people.people_known_count) over (partition by listed.month_on) as all_people_count
    from listed
    left join {{ ref('int_industry_people_counted') }} as people
        on listed.industry_id = people.industry_id and listed.month_on = people.month_on
    left join {{ ref('int_industry_attendance_counted') }} as attendance
        on listed.industry_id = attendance.industry_id and listed.month_on = attendance.month_on
    left join {{ ref('int_month_captured') }} as taken on listed.month_on = taken.month_on
    left join {{ ref('int_industry_ties_counted') }} as tie
        on listed.industry_id = tie.industry_id and listed.month_on = tie.month_on
    left join {{ ref('int_industry_members_counted') }} as member
        on listed.industry_id = member.industry_id and listed.month_on = member.month_on
    left join {{ ref('int_industry_outcomes_counted') }} as outcome
        on listed.industry_id = outcome.industry_id and listed.month_on = outcome.month_on

)

select
    counted.industry_id,
    industry.industry_name,
    industry.sector_id,
    counted.month_on,
    counted.period_status,
    {{ counted('people_known_count') }} as people_count,
    {{ counted('organisation_count') }} as organisation_count,
    {{ counted('people_active_count') }} as people_active_count,
    {{ change_on_month('people_active_count') }} as people_active_change,
    {{ counted('people_reached_count') }} as people_reached_count,
    {{ rate_columns('engaged_share', 'people_contactable_active_count', 'people_contactable_count') }},
    cast(attendance_count as bigint) as attendance_count,
    {{ change_on_month('attendance_count') }} as attendance_change,
    cast(attending_people_count as bigint) as attending_people_count,
    cast(attending_organisation_count as bigint) as attending_organisation_count,
    cast(new_people_count as bigint) as new_people_count,
    cast(returning_people_count as bigint) as returning_people_count,
    cast(unknown_history_people_count as bigint) as unknown_history_people_count,
    {{ counted('uncaptured_event_count') }} as uncaptured_event_count,
    {{ counted('new_tie_count') }} as new_tie_count,
    {{ rate_columns('cross_industry_share', 'cross_industry_tie_count', 'known_tie_count') }},
    {{ counted('member_count') }} as member_count,
    {{ counted('member_organisation_count') }} as member_organisation_count,
    {{ rate_columns('renewal_rate', 'renewed_count', 'determined_count') }},
    {{ counted('determined_organisation_count') }} as renewal_organisation_count,
    {{ counted('won_outcome_count') }} as won_outcome_count,
    {{ counted('outcome_contributor_count') }} as outcome_contributor_count,
    cast(outcome_value as decimal(18, 2)) as outcome_value,
    outcome_value_largest_share,
    cast('{{ var("currency") }}' as {{ dbt.type_string() }}) as outcome_currency,
    {{ counted('other_currency_count') }} as other_currency_count,
    engagement_mean,
    engagement_median,
    round(engagement_mean - lag(engagement_mean) over (
        partition by counted.industry_id
        order by month_on
    ), 6) as engagement_mean_change,
    {{ rate_columns('coverage_share', 'known_industry_count', 'all_people_count') }}
from counted
inner join {{ ref('industries') }} as industry on counted.industry_id = industry.industry_id
