-- Last terms in a tool whose member begins in another one within the grace, before or after the end: an association
-- that changes its tool renews there. A membership that had begun there long before stands beside, and renews nothing.
with

term as (

    select * from {{ ref('int_term_chained') }}

),

last_term as (

    select * from term
    where ends_on is not null and next_starts_on is null and coalesce(covered_until_on <= ends_on, true)

),

first_term as (

    select * from term
    where covered_until_on is null

)

select
    last_term.term_id,
    min(first_term.shown_from_on) as moved_on
from last_term
inner join first_term
    on
        last_term.member_kind = first_term.member_kind
        and last_term.member_id = first_term.member_id
        and last_term.group_name is not distinct from first_term.group_name
        and last_term.tool <> first_term.tool
        and last_term.ends_on < coalesce(first_term.ends_on, {{ far_future() }})
        and {{ days_after('last_term.ends_on', -1 * var('grace_days')) }} <= first_term.starts_on
        and {{ days_after('last_term.ends_on', var('grace_days')) }} >= first_term.starts_on
group by last_term.term_id
