-- Every touch in the days before an outcome; the last is credited with it, of one day the nearest kind.
with

outcome as (

    select
        outcome_id,
        touched_until_on,
        coalesce(occurred_on, opened_on) as placed_on,
        {{ days_after('coalesce(occurred_on, opened_on)', -1 * var('attribution_days')) }} as touched_from_on
    from {{ ref('int_outcome_gathered') }}

),

touched as (

    select
        outcome.outcome_id,
        touch.person_id,
        touch.other_person_id,
        touch.touch_kind,
        touch.touch_rank,
        touch.touched_on,
        touch.record_id,
        touch.event_id,
        {{ days_between('touch.touched_on', 'outcome.placed_on') }} as touch_days
    from outcome
    inner join {{ ref('int_outcome_subject_listed') }} as subject on outcome.outcome_id = subject.outcome_id
    inner join {{ ref('int_touch_gathered') }} as touch
        on
            subject.person_id = touch.person_id
            and outcome.touched_from_on <= touch.touched_on
            and outcome.touched_until_on >= touch.touched_on
            and {{ in_force('subject', 'touch.touched_on') }}

),

placed as (

    select
        *,
        row_number() over (
            partition by outcome_id
            order by touched_on desc, touch_rank asc, coalesce(record_id, event_id) asc, person_id asc
        ) as place
    from touched

)

select
    outcome_id,
    person_id,
    other_person_id,
    touch_kind,
    touched_on,
    cast(touch_days as bigint) as touch_days,
    record_id,
    event_id,
    place = 1 as is_credited
from placed
