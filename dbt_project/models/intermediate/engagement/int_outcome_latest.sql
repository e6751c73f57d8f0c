-- One row per outcome: a tool's later export of the same one replaces the earlier. Of two rows told at once, what they
-- say decides, and not where they stand.
with

ranked as (

    select
        outcome.*,
        row_number() over (
            partition by
                outcome.tool,
                coalesce(outcome.tool_outcome_id, outcome.record_id)
            order by
                file.landed_at desc,
                coalesce(outcome.occurred_on, outcome.opened_on, {{ far_past() }}) desc,
                coalesce(outcome.opened_on, {{ far_past() }}) desc,
                coalesce(outcome.value, 0) desc,
                outcome.stage asc,
                outcome.outcome_kind asc,
                outcome.currency asc,
                coalesce(outcome.channel, '') asc,
                coalesce(outcome.person_id, '') asc,
                coalesce(outcome.organisation_id, '') asc,
                outcome.record_id desc
        ) as place
    from {{ ref('int_outcome_linked') }} as outcome
    inner join {{ ref('stg_source_file') }} as file on outcome.file_id = file.file_id

)

select
    record_id,
    file_id,
    outcome_id,
    tool,
    outcome_name,
    outcome_kind,
    stage,
    opened_on,
    occurred_on,
    value,
    currency,
    channel,
    is_self_reported,
    person_id,
    organisation_id,
    industry_id
from ranked
where place = 1
