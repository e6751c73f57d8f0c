with

fact as (

    select
        *,
        fact = 'term' and not is_shown_late as is_eligible
    from {{ ref('int_retention_gathered') }}

),

counted as (

    select
        industry_id,
        month_on,
        member_kind,
        level,
        count(distinct member_id) as people_count,
        count(distinct organisation_id) as organisation_count,
        {{ count_if_true('is_eligible') }} as eligible_count,
        {{ count_if_true("fact = 'term' and is_shown_late") }} as shown_late_count,
        {{ count_if_true("is_eligible and renewal_status = 'undetermined'") }} as undetermined_count,
        {{ count_if_true("is_eligible and renewal_status = 'undetermined' and has_next_term") }}
            as renewed_so_far_count,
        {{ count_if_true("is_eligible and renewal_status = 'renewed'") }} as renewed_count,
        {{ count_if_true("is_eligible and renewal_status = 'lapsed'") }} as lapsed_count,
        {{ count_if_true("is_first_year and renewal_status = 'renewed'") }} as first_year_renewed_count,
        {{ count_if_true("is_first_year and renewal_status in ('renewed', 'lapsed')") }} as first_year_count,
        {{ count_if_true("fact = 'return'") }} as reinstated_count,
        {{ count_if_true('is_member') }} as member_count,
        {{ count_if_true('was_member') }} as member_year_before_count,
        {{ count_if_true('is_member and not is_kept') }} as new_member_count,
        {{ count_if_true('was_member and not is_kept') }} as left_member_count,
        {{ count_if_true('is_kept') }} as kept_member_count,
        round(cast({{ median('tenure_days') }} as double), 1) as tenure_days_median
    from fact
    group by month_on, member_kind, cube(industry_id, level)

),

covered as (

    select
        month_on,
        member_kind,
        {{ count_if_true("industry_id <> 'unknown'") }} as known_industry_count,
        count(*) as all_members_count
    from fact
    where fact = 'member'
    group by month_on, member_kind

)

select
    -- No fact is without either: where one is null, the row is over all of them.
    coalesce(counted.industry_id, 'all') as industry_id,
    industry.sector_id,
    counted.month_on,
    counted.member_kind,
    coalesce(counted.level, 'all') as level,
    {{ period_status(month_end('counted.month_on')) }} as period_status,
    counted.people_count,
    counted.organisation_count,
    counted.eligible_count,
    counted.renewed_count,
    counted.lapsed_count,
    counted.undetermined_count,
    counted.renewed_so_far_count,
    counted.shown_late_count,
    {{ rate_columns(
        'renewal_rate',
        'counted.renewed_count',
        '(counted.eligible_count - counted.undetermined_count)'
    ) }},
    {{ rate_columns('first_year_renewal_rate', 'counted.first_year_renewed_count', 'counted.first_year_count') }},
    counted.reinstated_count,
    counted.member_count,
    counted.member_year_before_count,
    counted.new_member_count,
    counted.left_member_count,
    {{ rate_columns(
        'headcount_retention_rate',
        'counted.kept_member_count',
        'counted.member_year_before_count'
    ) }},
    counted.tenure_days_median,
    {{ rate_columns(
        'coverage_share',
        'coalesce(covered.known_industry_count, 0)',
        'coalesce(covered.all_members_count, 0)'
    ) }}
from counted
left join {{ ref('industries') }} as industry on counted.industry_id = industry.industry_id
left join covered on counted.month_on = covered.month_on and counted.member_kind = covered.member_kind
