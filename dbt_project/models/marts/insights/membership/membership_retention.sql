with

headcount as (

    select
        industry_id,
        month_on,
        member_kind,
        level,
        count(distinct member_id) as people_count,
        count(distinct organisation_id) as organisation_count,
        {{ count_if_true('is_member') }} as member_count,
        {{ count_if_true('was_member') }} as member_year_before_count,
        {{ count_if_true('is_member and not is_kept') }} as new_member_count,
        {{ count_if_true('was_member and not is_kept') }} as left_member_count,
        {{ count_if_true('is_kept') }} as kept_member_count,
        round(cast({{ median(days_between('continuous_since_on', 'day')) }} as double), 1) as tenure_days_median
    from {{ ref('int_member_month_placed') }}
    group by industry_id, month_on, member_kind, level

),

cohort as (

    select
        industry_id,
        {{ month_of('ends_on') }} as month_on,
        member_kind,
        level,
        count(distinct member_id) as people_count,
        count(distinct organisation_id) as organisation_count,
        count(*) as eligible_count,
        {{ count_if_true("renewal_status = 'undetermined'") }} as undetermined_count,
        {{ count_if_true("renewal_status = 'undetermined' and has_next_term") }} as renewed_so_far_count,
        {{ count_if_true("renewal_status = 'renewed'") }} as renewed_count,
        {{ count_if_true("renewal_status = 'lapsed'") }} as lapsed_count,
        {{ count_if_true("is_first_year and renewal_status = 'renewed'") }} as first_year_renewed_count,
        {{ count_if_true("is_first_year and renewal_status in ('renewed', 'lapsed')") }} as first_year_count
    from {{ ref('int_term_placed') }}
    where is_eligible
    group by industry_id, {{ month_of('ends_on') }}, member_kind, level

),

reinstated as (

    select
        begun_industry_id as industry_id,
        {{ month_of('starts_on') }} as month_on,
        member_kind,
        level,
        count(distinct member_id) as people_count,
        count(distinct begun_organisation_id) as organisation_count,
        count(*) as reinstated_count
    from {{ ref('int_term_placed') }}
    where is_reinstated and starts_on <= {{ as_of_on() }}
    group by begun_industry_id, {{ month_of('starts_on') }}, member_kind, level

),

cell as (

    select industry_id, month_on, member_kind, level from headcount
    union
    select industry_id, month_on, member_kind, level from cohort
    union
    select industry_id, month_on, member_kind, level from reinstated

),

covered as (

    select
        month_on,
        member_kind,
        sum(case when industry_id <> 'unknown' then people_count else 0 end) as known_industry_count,
        sum(people_count) as all_people_count
    from headcount
    group by month_on, member_kind

)

select
    cell.industry_id,
    industry.sector_id,
    cell.month_on,
    cell.member_kind,
    cell.level,
    {{ period_status(month_end('cell.month_on')) }} as period_status,
    {% for count in ['people_count', 'organisation_count'] -%}
        cast(greatest(
            coalesce(headcount.{{ count }}, 0), coalesce(cohort.{{ count }}, 0), coalesce(reinstated.{{ count }}, 0)
        ) as bigint) as {{ count }},
    {% endfor -%}
    {{ counted('cohort.eligible_count') }} as eligible_count,
    {{ counted('cohort.renewed_count') }} as renewed_count,
    {{ counted('cohort.lapsed_count') }} as lapsed_count,
    {{ counted('cohort.undetermined_count') }} as undetermined_count,
    {{ counted('cohort.renewed_so_far_count') }} as renewed_so_far_count,
    {{ rate_columns(
        'renewal_rate',
        'coalesce(cohort.renewed_count, 0)',
        'coalesce(cohort.eligible_count - cohort.undetermined_count, 0)'
    ) }},
    {{ rate_columns(
        'first_year_renewal_rate',
        'coalesce(cohort.first_year_renewed_count, 0)',
        'coalesce(cohort.first_year_count, 0)'
    ) }},
    {{ counted('reinstated.reinstated_count') }} as reinstated_count,
    {{ counted('headcount.member_count') }} as member_count,
    {{ counted('headcount.member_year_before_count') }} as member_year_before_count,
    {{ counted('headcount.new_member_count') }} as new_member_count,
    {{ counted('headcount.left_member_count') }} as left_member_count,
    {{ rate_columns(
        'headcount_retention_rate',
        'coalesce(headcount.kept_member_count, 0)',
        'coalesce(headcount.member_year_before_count, 0)'
    ) }},
    headcount.tenure_days_median,
    {{ rate_columns(
        'coverage_share',
        'coalesce(covered.known_industry_count, 0)',
        'coalesce(covered.all_people_count, 0)'
    ) }}
from cell
inner join {{ ref('industries') }} as industry on cell.industry_id = industry.industry_id
left join headcount
    on
        cell.industry_id = headcount.industry_id
        and cell.month_on = headcount.month_on
        and cell.member_kind = headcount.member_kind
        and cell.level = headcount.level
left join cohort
    on
        cell.industry_id = cohort.industry_id
        and cell.month_on = cohort.month_on
        and cell.member_kind = cohort.member_kind
        and cell.level = cohort.level
left join reinstated
    on
        cell.industry_id = reinstated.industry_id
        and cell.month_on = reinstated.month_on
        and cell.member_kind = reinstated.member_kind
        and cell.level = reinstated.level
left join covered on cell.month_on = covered.month_on and cell.member_kind = covered.member_kind
