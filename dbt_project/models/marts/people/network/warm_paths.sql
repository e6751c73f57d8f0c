with

person as (

    select
        person_id,
        organisation_id
    from {{ ref('int_person_placed') }}

),

path as (

    select
        path.*,
        there.organisation_id as to_organisation_id,
        there.organisation_id <> coalesce(here.organisation_id, '') as is_elsewhere
    from {{ ref('int_path_traced') }} as path
    inner join person as here on path.from_person_id = here.person_id
    inner join person as there on path.to_person_id = there.person_id
    where path.person_rank <= {{ var('path_limit') }}

)

select
    from_person_id,
    via_person_id,
    to_person_id,
    to_organisation_id,
    hop_count,
    path_strength,
    first_tie_strength,
    second_tie_strength,
    person_rank,
    -- Nobody has to be introduced to where they work.
    case
        when is_elsewhere
            then row_number() over (
                partition by from_person_id, to_organisation_id
                order by path_strength desc, hop_count asc, first_tie_strength desc, via_person_id asc, to_person_id asc
            )
    end as organisation_rank
from path
