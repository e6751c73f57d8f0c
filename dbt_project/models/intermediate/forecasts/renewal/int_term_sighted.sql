-- The terms whose renewal can be forecast: those with a stated end that are somebody's to renew. When exports first
-- showed that end, at which level, when they first showed a later one or none, and which told what became of it.
with

sighting as (

    select
        membership_id,
        coalesce(ends_on, {{ far_future() }}) as ends_on,
        level,
        seen_on,
        row_number() over (
            partition by membership_id, ends_on
            order by seen_on, record_id
        ) as place
    from {{ ref('int_membership_linked') }}
    where
        seen_on <= {{ as_of_on() }}
        -- Of somebody who is no member any more, a list may leave the end empty.
        and (
            status in ('active', 'suspended', 'unknown')
            or (status not in ('pending', 'none') and ends_on is not null)
        )

),

first_sighting as (

    select * from sighting
    where place = 1

),

followed as (

    select
        earlier.membership_id,
        earlier.ends_on,
        min(later.seen_on) as next_seen_on
    from first_sighting as earlier
    inner join sighting as later
        on
            earlier.membership_id = later.membership_id
            and earlier.ends_on < later.ends_on
            -- An end that became known closes the open membership that was shown before it.
            and (later.ends_on < {{ far_future() }} or earlier.seen_on < later.seen_on)
    group by earlier.membership_id, earlier.ends_on

),

term as (

    select
        *,
        is_renewable and is_grace_over as is_settled,
        {{ days_after('ends_on', var('grace_days')) }} as grace_ends_on
    from {{ ref('int_term_renewed') }}
    where
        not is_end_inferred
        and status <> 'deceased'
        and not coalesce(is_repeated, false)
        and not (is_lifetime or is_complimentary or is_dependent)

),

export_day as (

    select distinct
        layout,
        seen_on
    from {{ ref('int_membership_linked') }}

),

told as (

    select
        term.term_id,
        min(export_day.seen_on) as told_on
    from term
    inner join export_day on term.layout = export_day.layout and term.grace_ends_on < export_day.seen_on
    where term.is_settled
    group by term.term_id

)

select
    term.term_id,
    term.membership_id,
    term.member_kind,
    term.member_id,
    term.layout,
    first_sighting.level,
    term.starts_on,
    term.ends_on,
    term.continuous_since_on,
    term.is_first_year,
    term.has_next_term,
    term.is_settled,
    greatest({{ days_after('term.ends_on', -1 * var('forecast_horizon_days')) }}, term.starts_on) as enters_on,
    term.grace_ends_on,
    told.told_on,
    first_sighting.seen_on,
    least(followed.next_seen_on, term.moved_on) as next_seen_on
from term
inner join first_sighting
    on term.membership_id = first_sighting.membership_id and term.ends_on = first_sighting.ends_on
left join followed
    on term.membership_id = followed.membership_id and term.ends_on = followed.ends_on
left join told on term.term_id = told.term_id
