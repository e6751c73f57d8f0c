-- What speaks for introducing two people: one row per person and other. Colleagues are left out, whom they know anyway.
select
    pair.person_id,
    pair.other_person_id,
    coalesce(contact.common_contact_count, 0) as common_contact_count,
    coalesce(contact.common_contact_score, 0) as common_contact_score,
    contact.introducer_person_id,
    coalesce(tie.shared_event_count, 0) as shared_event_count,
    coalesce(tie.opportunity, 0) as opportunity,
    coalesce(interest.shared_topic_count, 0) as shared_topic_count,
    coalesce({{ rate('interest.shared_topic_count', 'interest.either_topic_count') }}, 0) as shared_topic_share,
    interest.shared_topics,
    person.industry_id <> 'unknown' and person.industry_id = other.industry_id as is_same_industry,
    complement.industry_id is not null as is_complementary_industry
from {{ ref('int_introduction_paired') }} as pair
inner join {{ ref('int_person_placed') }} as person on pair.person_id = person.person_id
inner join {{ ref('int_person_placed') }} as other on pair.other_person_id = other.person_id
left join {{ ref('int_contact_shared') }} as contact
    on pair.person_id = contact.person_id and pair.other_person_id = contact.other_person_id
left join {{ ref('int_tie_weighed') }} as tie
    on
        tie.left_person_id = least(pair.person_id, pair.other_person_id)
        and tie.right_person_id = greatest(pair.person_id, pair.other_person_id)
left join {{ ref('int_interest_shared') }} as interest
    on pair.person_id = interest.person_id and pair.other_person_id = interest.other_person_id
left join {{ ref('int_industry_complemented') }} as complement
    on person.industry_id = complement.industry_id and other.industry_id = complement.other_industry_id
where person.organisation_id is null or other.organisation_id is null or person.organisation_id <> other.organisation_id
