-- People who are members at a month's end, and what became of the terms that ended in it, by industry.
with

member as (

    select
        industry_id,
        month_on,
        {{ count_if_true('is_member') }} as member_count,
        count(distinct case when is_member then organisation_id end) as member_organisation_count
    from {{ ref('int_member_month_placed') }}
    where member_kind = 'person'
    group by industry_id, month_on

),

term as (

    select
        industry_id,
        {{ month_of('ends_on') }} as month_on,
        {{ count_if_true("renewal_status = 'renewed'") }} as renewed_count,
        {{ count_if_true("renewal_status in ('renewed', 'lapsed')") }} as determined_count,
        count(distinct case when renewal_status in ('renewed', 'lapsed') then organisation_id end)
            as determined_organisation_count
    from {{ ref('int_term_placed') }}
    where is_eligible and member_kind = 'person'
    group by industry_id, {{ month_of('ends_on') }}

)

select
    coalesce(member.industry_id, term.industry_id) as industry_id,
    coalesce(member.month_on, term.month_on) as month_on,
    coalesce(member.member_count, 0) as member_count,
    coalesce(member.member_organisation_count, 0) as member_organisation_count,
    coalesce(term.renewed_count, 0) as renewed_count,
    coalesce(term.determined_count, 0) as determined_count,
    coalesce(term.determined_organisation_count, 0) as determined_organisation_count
from member
full outer join term on member.industry_id = term.industry_id and member.month_on = term.month_on
