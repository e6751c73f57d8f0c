-- Two rows per tie, one per person: so that a person's or an industry's ties are counted without listing pairs.
select
    tie_id,
    started_on,
    left_person_id as person_id,
    right_person_id as other_person_id,
    left_organisation_id as organisation_id,
    left_industry_id as industry_id,
    are_both_known,
    is_cross_industry
from {{ ref('int_tie_started') }}

union all

select
    tie_id,
    started_on,
    right_person_id as person_id,
    left_person_id as other_person_id,
    right_organisation_id as organisation_id,
    right_industry_id as industry_id,
    are_both_known,
    is_cross_industry
from {{ ref('int_tie_started') }}
