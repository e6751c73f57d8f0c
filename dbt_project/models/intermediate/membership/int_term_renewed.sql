-- What became of each term that has ended: renewed, lapsed, or not to be told yet.
with

term as (

    select * from {{ ref('int_term_chained') }}

),

-- An export says nothing about what came after it, so grace is over only where a later one was seen.
observed as (

    select
        layout,
        least(max(seen_on), {{ as_of_on() }}) as observed_on
    from {{ ref('int_membership_linked') }}
    group by layout

),

judged as (

    select
        term.*,
        case when term.is_start_stated then term.starts_on else term.joined_on end as began_on,
        term.ends_on is not null
        and term.ends_on <= {{ as_of_on() }}
        and term.status <> 'deceased'
        and not coalesce(term.is_repeated, false)
        and not (term.is_lifetime or term.is_complimentary or term.is_dependent) as is_renewable,
        {{ days_after('term.ends_on', var('grace_days')) }} < observed.observed_on as is_grace_over,
        coalesce(
            term.next_starts_on <= {{ days_after('term.ends_on', var('grace_days')) }}
            or term.covered_until_on > term.ends_on
            or moved.term_id is not null,
            false
        ) as has_next_term,
        moved.moved_on
    from term
    inner join observed on term.layout = observed.layout
    left join {{ ref('int_term_moved') }} as moved on term.term_id = moved.term_id

)

select
    *,
    -- Term 1 of a member whose joining the exports saw: no longer than a first year, or shown when it began.
    coalesce(
        term_number = 1
        and not is_reinstated
        and (
            ends_on <= {{ months_after('began_on', 13) }}
            or shown_from_on <= {{ days_after('began_on', var('grace_days')) }}
        )
        and (joined_on is null or {{ days_after('joined_on', var('grace_days')) }} >= starts_on),
        false
    ) as is_first_year,
    is_renewable and not is_shown_late as is_eligible,
    case
        when not is_renewable or is_shown_late then 'not_eligible'
        when not is_grace_over then 'undetermined'
        when has_next_term then 'renewed'
        else 'lapsed'
    end as renewal_status
from judged
