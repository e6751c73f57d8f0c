-- How terms of the member's industry and level had been renewed, as it was known on the day a term is looked at.
with

subject as (

    select
        term_id,
        member_id,
        level,
        prediction_on as day,
        prediction_on as placed_on,
        0 as told,
        0 as hit
    from {{ ref('int_renewal_looked') }}
    union all
    select
        term_id,
        member_id,
        level,
        told_on,
        ends_on,
        1,
        case when has_next_term then 1 else 0 end
    from {{ ref('int_term_sighted') }}
    where is_settled and seen_on <= ends_on

),

timeline as (

    select
        subject.term_id,
        subject.level,
        subject.day,
        subject.told,
        subject.hit,
        coalesce(organisation.organisation_id, affiliation.organisation_id) as organisation_id,
        coalesce(
            organisation.industry_id,
            case when affiliation.shown_from_on < subject.day then affiliation.industry_id end,
            'unknown'
        ) as industry_id
    from subject
    left join {{ ref('stg_resolved_organisation') }} as organisation
        on subject.member_id = organisation.organisation_id
    left join {{ ref('stg_affiliation') }} as affiliation
        on
            subject.member_id = affiliation.person_id
            and {{ in_force('affiliation', 'subject.placed_on') }}

),

look as (

    select * from timeline
    where told = 0

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
inner join of_all on look.day = of_all.day
inner join of_industry on look.day = of_industry.day and look.industry_id = of_industry.industry_id
inner join of_level on look.day = of_level.day and look.level is not distinct from of_level.level
