-- How terms of the member's industry and level had been renewed, as it was known on the day a term is looked at.
with

look as (

    select
        look.term_id,
        look.prediction_on,
        look.level,
        coalesce(organisation.organisation_id, affiliation.organisation_id) as organisation_id,
        coalesce(organisation.industry_id, affiliation.industry_id, 'unknown') as industry_id
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
        term.term_id,
        {{ days_after('term.ends_on', var('grace_days')) }} as day,
        term.industry_id,
        sighted.level,
        case when term.renewal_status = 'renewed' then 1 else 0 end as hit
    from {{ ref('int_term_placed') }} as term
    inner join {{ ref('int_term_sighted') }} as sighted on term.term_id = sighted.term_id
    where sighted.is_settled and sighted.seen_on <= sighted.ends_on

),

timeline as (

    select
        true as is_told,
        term_id as row_key,
        day,
        industry_id,
        level,
        hit
    from told
    union all
    select
        false,
        term_id,
        prediction_on,
        industry_id,
        level,
        0
    from look

),

counted as (

    select
        row_key,
        is_told,
        {{ known_before('hit', 'industry_id') }} as industry_hits,
        {{ known_before('1', 'industry_id') }} as industry_trials,
        {{ known_before('hit', 'level') }} as level_hits,
        {{ known_before('1', 'level') }} as level_trials,
        {{ known_before('hit') }} as all_hits,
        {{ known_before('1') }} as all_trials
    from timeline

)

select
    look.term_id,
    look.organisation_id,
    look.industry_id,
    {{ rate_difference('industry_hits', 'industry_trials', 'all_hits', 'all_trials') }} as industry_renewal_difference,
    {{ rate_difference('level_hits', 'level_trials', 'all_hits', 'all_trials') }} as level_renewal_difference
from look
inner join counted on look.term_id = counted.row_key and not counted.is_told
