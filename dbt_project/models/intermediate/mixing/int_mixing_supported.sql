-- How many people and organisations of an industry met, or dealt with, somebody of another industry in a period.
with

met as (

    select * from {{ ref('int_industry_met') }}

),

industry as (

    select * from {{ ref('int_industry_numbered') }}

),

{% for party in ['person', 'organisation'] -%}
    {{ party }} as (

        select
            period_number,
            industry_id,
            {{ party }}_id,
            bit_or(low_bits) as low_bits,
            bit_or(high_bits) as high_bits
        from met
        where {{ party }}_id is not null
        group by period_number, industry_id, {{ party }}_id

    ),

    {{ party }}_counted as (

        select
            party.period_number,
            party.industry_id,
            other.industry_id as other_industry_id,
            count(*) as party_count
        from {{ party }} as party
        inner join industry as other on (party.low_bits & other.low_bits) + (party.high_bits & other.high_bits) > 0
        group by party.period_number, party.industry_id, other.industry_id

    ){% if not loop.last %},{% endif %}

{% endfor %}
select
    people.period_number,
    people.industry_id,
    people.other_industry_id,
    people.party_count as people_count,
    coalesce(organisations.party_count, 0) as organisation_count
from person_counted as people
left join organisation_counted as organisations
    on
        people.period_number = organisations.period_number
        and people.industry_id = organisations.industry_id
        and people.other_industry_id = organisations.other_industry_id
