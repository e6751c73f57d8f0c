-- Every outcome with the person and organisation it names, and their industry on its day. An organisation that hires is
-- named beside whom it hires; any other is where the contact works, and is the person's on that day.
with

outcome as (

    select
        *,
        outcome_kind in ('hire', 'job_lead') as is_hiring,
        coalesce(occurred_on, opened_on, {{ as_of_on() }}) as placed_on
    from {{ ref('stg_outcome') }}

),

link as (

    select
        record_id,
        person_id,
        organisation_id
    from {{ ref('stg_identity_link') }}
    where record_kind = 'outcome' and side = 'subject'

),

excluded as (

    select person_id from {{ ref('stg_resolved_person') }}
    where is_excluded

),

affiliation as (

    select * from {{ ref('stg_affiliation') }}

),

organisation as (

    select
        organisation_id,
        industry_id
    from {{ ref('stg_resolved_organisation') }}

)

select
    outcome.record_id,
    outcome.file_id,
    {{ hashed('out', "outcome.record_id") }} as outcome_id,
    outcome.tool,
    outcome.tool_outcome_id,
    outcome.outcome_name,
    outcome.outcome_kind,
    outcome.stage,
    outcome.opened_on,
    outcome.occurred_on,
    outcome.value,
    outcome.currency,
    outcome.channel,
    outcome.is_self_reported,
    link.person_id,
    coalesce(
        case when outcome.is_hiring then link.organisation_id end, affiliation.organisation_id, link.organisation_id
    ) as organisation_id,
    coalesce(
        case when outcome.is_hiring then organisation.industry_id end,
        affiliation.industry_id,
        organisation.industry_id,
        'unknown'
    ) as industry_id
from outcome
inner join link on outcome.record_id = link.record_id
left join excluded on link.person_id = excluded.person_id
left join affiliation
    on
        link.person_id = affiliation.person_id
        and {{ in_force('affiliation', 'outcome.placed_on') }}
left join organisation on link.organisation_id = organisation.organisation_id
where excluded.person_id is null
