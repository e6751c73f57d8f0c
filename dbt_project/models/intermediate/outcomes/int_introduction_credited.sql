-- The introduction that a recorded outcome came after: the last one, of anybody who stands for it, in the days before
-- the outcome was opened. One outcome is one introduction's, so that a client met through ten is one client.
with

outcome as (

    select
        outcome_id,
        stage,
        coalesce(opened_on, occurred_on) as opened_on,
        case when stage in ('won', 'lost') then coalesce(occurred_on, opened_on) end as known_on
    from {{ ref('int_outcome_gathered') }}
    where outcome_kind <> 'role_change'

),

introduction as (

    select introduction_id, left_person_id as person_id, made_on
    from {{ ref('int_introduction_staged') }}
    where made_on is not null
    union all
    select introduction_id, right_person_id, made_on
    from {{ ref('int_introduction_staged') }}
    where made_on is not null

),

followed as (

    select
        outcome.outcome_id,
        outcome.stage,
        outcome.opened_on,
        outcome.known_on,
        introduction.introduction_id,
        row_number() over (
            partition by outcome.outcome_id
            order by introduction.made_on desc, introduction.introduction_id asc
        ) as place
    from outcome
    inner join {{ ref('int_outcome_subject_listed') }} as subject on outcome.outcome_id = subject.outcome_id
    inner join introduction
        on
            subject.person_id = introduction.person_id
            and outcome.opened_on >= introduction.made_on
            and outcome.opened_on <= {{ days_after('introduction.made_on', var('conversion_days')) }}
            and {{ in_force('subject', 'introduction.made_on') }}

)

select
    introduction_id,
    min(case when stage in ('opportunity', 'won', 'lost') then opened_on end) as opportunity_on,
    min(case when stage = 'won' then known_on end) as outcome_on,
    min(known_on) as known_on
from followed
where place = 1
group by introduction_id
