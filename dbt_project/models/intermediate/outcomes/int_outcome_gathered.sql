-- Every outcome, recorded or seen in a career, with the last day on which a touch may have led to it.
with

recorded as (

    select
        outcome_id,
        record_id,
        outcome_name,
        outcome_kind,
        stage,
        opened_on,
        occurred_on,
        cast(value as decimal(18, 2)) as value,
        currency,
        channel,
        is_self_reported,
        person_id,
        organisation_id,
        industry_id,
        coalesce(occurred_on, opened_on) as touched_until_on
    from {{ ref('int_outcome_latest') }}

),

role_change as (

    select
        outcome_id,
        cast(null as {{ dbt.type_string() }}) as record_id,
        cast(null as {{ dbt.type_string() }}) as outcome_name,
        'role_change' as outcome_kind,
        'won' as stage,
        cast(null as date) as opened_on,
        occurred_on,
        cast(null as decimal(18, 2)) as value,
        '{{ var("currency") }}' as currency,
        cast(null as {{ dbt.type_string() }}) as channel,
        false as is_self_reported,
        person_id,
        organisation_id,
        industry_id,
        -- The guest list that shows a new employer did not bring it about.
        {{ days_after('occurred_on', -1) }} as touched_until_on
    from {{ ref('int_role_changed') }}

)

select * from recorded
union all
select * from role_change
