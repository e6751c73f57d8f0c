with

-- One row: what each component weighs.
weight as (

    select
        {% for component in ['common_contacts', 'opportunity', 'topics', 'same_industry', 'complementary_industry'] -%}
            max(case when component = '{{ component }}' then weight end) as {{ component }},
        {% endfor -%}
        max(weights_version) as weights_version
    from {{ ref('introduction_weights') }}

),

scored as (

    select
        considered.*,
        weight.weights_version,
        round(
            weight.common_contacts * cast(considered.common_contact_score as double)
            + weight.opportunity * considered.opportunity
            + weight.topics * considered.shared_topic_share
            + case when considered.is_same_industry then weight.same_industry else 0 end
            + case when considered.is_complementary_industry then weight.complementary_industry else 0 end,
            6
        ) as score
    from {{ ref('int_introduction_considered') }} as considered
    cross join weight

),

ranked as (

    select
        *,
        row_number() over (
            partition by person_id
            order by score desc, common_contact_count desc, shared_event_count desc, other_person_id asc
        ) as suggestion_rank
    from scored

)

select
    person_id,
    other_person_id as suggested_person_id,
    suggestion_rank,
    score,
    common_contact_count,
    round(cast(common_contact_score as double), 6) as common_contact_score,
    introducer_person_id,
    shared_event_count,
    opportunity,
    shared_topic_count,
    shared_topic_share,
    shared_topics,
    is_same_industry,
    is_complementary_industry,
    concat_ws(
        '; ',
        case when common_contact_count > 0 then {{ plural('common_contact_count', 'contact') }} || ' in common' end,
        case
            when shared_event_count > 0 then {{ plural('shared_event_count', 'shared event') }} || ', no direct tie'
        end,
        case when is_same_industry then 'same industry' end,
        case when is_complementary_industry then 'industries that often meet' end,
        'both came to hear of ' || shared_topics
    ) as reason,
    weights_version
from ranked
where suggestion_rank <= {{ var('suggestion_limit') }}
