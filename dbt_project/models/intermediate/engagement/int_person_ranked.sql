-- People's scores as of the release, with their mid-rank among all, in their industry and at their membership level.
with

score as (

    select person_month.*
    from {{ ref('int_person_month_scored') }} as person_month
    inner join (select max(month_on) as month_on from {{ ref('int_month_listed') }}) as latest
        on person_month.month_on = latest.month_on

),

member as (

    select
        member_id as person_id,
        month_on,
        level
    from {{ ref('int_member_month_counted') }}
    where member_kind = 'person' and is_member

),

placed as (

    select
        score.*,
        member.level
    from score
    left join member on score.person_id = member.person_id and score.month_on = member.month_on

)

select
    person_id,
    ends_on as as_of_on,
    industry_id,
    organisation_id,
    level,
    score,
    band,
    tenure_days,
    {{ mid_rank('score') }} as percentile_all,
    {{ mid_rank('score', 'industry_id') }} as percentile_industry,
    case when level is not null then {{ mid_rank('score', 'level') }} end as percentile_level
from placed
