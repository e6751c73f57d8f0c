-- How terms of the member's industry and level had been renewed, as it was known on the day a term is looked at.
with

look as (

    select
        look.term_id,
        look.prediction_on,
        look.level,
        coalesce(organisation.organisation_id, affiliation.organisation_id) as organisation_id,
        coalesce(
            organisation.industry_id,
            case when affiliation.shown_from_on <= look.prediction_on then affiliation.industry_id end,
            'unknown'
        ) as industry_id
    from {{ ref('int_renewal_looked') }} as look
    left join {{ ref('stg_resolved_organisation') }} as organisation
        on look.member_id = organisation.organisation_id
    left join {{ ref('stg_affiliation') }} as affiliation
        on
            look.member_id = affiliation.person_id
            and {{ in_force('affiliation', 'look.prediction_on') }}

),

told as (

    select
        {{ days_after('term.ends_on', var('grace_days')) }} as day,
        term.industry_id,
        sighted.level,
        1 as told,
        case when term.renewal_status = 'renewed' then 1 else 0 end as hit
    from {{ ref('int_term_placed') }} as term
    inner join {{ ref('int_term_sighted') }} as sighted on term.term_id = sighted.term_id
    where sighted.is_settled and sighted.seen_on <= sighted.ends_on

),

timeline as (

    select
        day,
        industry_id,
        level,
        told,
        hit
    from told
    union all
    select
        prediction_on,
        industry_id,
        level,
        0,
        0
    from look

),

of_industry as (

    {{ known_before('timeline', 'industry_id') }}

),

of_level as (

    {{ known_before('timeline', 'level') }}

),

of_all as (

    {{ known_before('timeline') }}

)

select
    look.term_id,
    look.organisation_id,
    look.industry_id,
    {{ rate_difference('of_industry') }} as industry_renewal_difference,
    {{ rate_difference('of_level') }} as level_renewal_difference
from look
inner join of_all on look.prediction_on = of_all.day
inner join of_industry on look.prediction_on = of_industry.day and look.industry_id = of_industry.industry_id
inner join of_level on look.prediction_on = of_level.day and look.level is not distinct from of_level.level
