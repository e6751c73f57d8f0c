-- The topics that two people who might be introduced both came to hear of.
with

interest as (

    select * from {{ ref('int_interest_gathered') }}

)

select
    pair.person_id,
    pair.other_person_id,
    count(*) as shared_topic_count,
    {{ joined_text('here.topic_name') }} as shared_topics,
    max(here.topic_count) + max(there.topic_count) - count(*) as either_topic_count
from {{ ref('int_introduction_paired') }} as pair
inner join interest as here on pair.person_id = here.person_id
inner join interest as there
    on pair.other_person_id = there.person_id and here.topic_industry_id = there.topic_industry_id
group by pair.person_id, pair.other_person_id
