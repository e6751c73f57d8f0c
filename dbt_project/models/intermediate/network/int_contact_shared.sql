-- The contacts that two people have in common who do not know each other, by Adamic and Adar: a contact of few people
-- says more than one of many.
select
    from_person_id as person_id,
    to_person_id as other_person_id,
    count(*) as common_contact_count,
    {{ exact_sum('1.0 / ln(via_contact_count)') }} as common_contact_score,
    max(case when person_rank = 1 then via_person_id end) as introducer_person_id
from {{ ref('int_path_traced') }}
where hop_count = 2
group by from_person_id, to_person_id
