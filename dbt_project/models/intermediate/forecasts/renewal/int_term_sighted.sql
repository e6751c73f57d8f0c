-- The terms whose renewal can be forecast: those with a stated end that are somebody's to renew. When exports first
-- showed that end, at which level, and when they first showed a later one.
with

sighting as (

    select
        membership_id,
        ends_on,
        level,
        seen_on,
        row_number() over (
            partition by membership_id, ends_on
            order by seen_on, record_id
        ) as place
    from {{ ref('int_membership_linked') }}
    where is_dated and ends_on is not null and status not in ('pending', 'none') and seen_on <= {{ as_of_on() }}

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
    inner join first_sighting as later
        on earlier.membership_id = later.membership_id and earlier.ends_on < later.ends_on
    group by earlier.membership_id, earlier.ends_on

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
    term.renewal_status,
    term.renewal_status in ('renewed', 'lapsed') as is_settled,
    greatest({{ days_after('term.ends_on', -1 * var('forecast_horizon_days')) }}, term.starts_on) as enters_on,
    {{ days_after('term.ends_on', var('grace_days')) }} as grace_ends_on,
    first_sighting.seen_on,
    followed.next_seen_on
from {{ ref('int_term_renewed') }} as term
inner join first_sighting
    on term.membership_id = first_sighting.membership_id and term.ends_on = first_sighting.ends_on
left join followed
    on term.membership_id = followed.membership_id and term.ends_on = followed.ends_on
where
    not term.is_end_inferred
    and term.status <> 'deceased'
    and not (term.is_lifetime or term.is_complimentary or term.is_dependent)
