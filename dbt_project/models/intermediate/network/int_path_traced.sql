-- Ways from one person to another: their realised tie, or one person between them. Two ties in a row are each among the
-- strongest of who they lead from, so that the number of ways is bounded however many people somebody knows.
with

tie as (

    select * from {{ ref('int_tie_ranked') }}

),

realised as (

    select
        left_person_id,
        right_person_id
    from {{ ref('int_tie_weighed') }}
    where is_realised

),

strongest as (

    select * from tie
    where tie_rank <= {{ var('strongest_ties') }}

),

-- Whom somebody knows already, nobody need introduce to them.
through as (

    select
        first_tie.person_id as from_person_id,
        first_tie.other_person_id as via_person_id,
        second_tie.other_person_id as to_person_id,
        first_tie.tie_strength as first_tie_strength,
        second_tie.tie_strength as second_tie_strength,
        least(first_tie.tie_strength, second_tie.tie_strength) as path_strength,
        second_tie.contact_count as via_contact_count
    from strongest as first_tie
    inner join strongest as second_tie on first_tie.other_person_id = second_tie.person_id
    left join realised
        on
            realised.left_person_id = least(first_tie.person_id, second_tie.other_person_id)
            and realised.right_person_id = greatest(first_tie.person_id, second_tie.other_person_id)
    where first_tie.person_id <> second_tie.other_person_id and realised.left_person_id is null

)

select
    person_id as from_person_id,
    cast(null as {{ dbt.type_string() }}) as via_person_id,
    other_person_id as to_person_id,
    1 as hop_count,
    tie_strength as first_tie_strength,
    cast(null as double) as second_tie_strength,
    tie_strength as path_strength,
    cast(null as bigint) as via_contact_count,
    cast(1 as bigint) as person_rank
from tie

union all

select
    from_person_id,
    via_person_id,
    to_person_id,
    2 as hop_count,
    first_tie_strength,
    second_tie_strength,
    path_strength,
    via_contact_count,
    row_number() over (
        partition by from_person_id, to_person_id
        order by path_strength desc, first_tie_strength desc, via_person_id asc
    ) as person_rank
from through
