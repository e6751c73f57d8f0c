-- The industries, as bits, of whom somebody met at events or dealt with, while of an industry and an organisation. Rows
-- for each industry at each event would be ten times the attendances.
with

attended as (

    select
        gathered.period_number,
        gathered.event_id,
        gathered.industry_id,
        gathered.person_id,
        gathered.organisation_id,
        gathered.industry_attended_count,
        industry.low_bits,
        industry.high_bits
    from {{ ref('int_event_gathered') }} as gathered
    inner join {{ ref('int_industry_numbered') }} as industry on gathered.industry_id = industry.industry_id

),

event as (

    select
        event_id,
        bit_or(low_bits) as low_bits,
        bit_or(high_bits) as high_bits
    from attended
    group by event_id

),

met as (

    select
        attended.period_number,
        attended.industry_id,
        attended.person_id,
        attended.organisation_id,
        -- Nobody meets themselves.
        {% for bits in ['low_bits', 'high_bits'] -%}
            event.{{ bits }} - case when attended.industry_attended_count = 1 then attended.{{ bits }} else 0 end
                as {{ bits }}{% if not loop.last %},{% endif %}
        {% endfor %}
    from attended
    inner join event on attended.event_id = event.event_id

    union all

    select
        tie_end.period_number,
        tie_end.industry_id,
        tie_end.person_id,
        tie_end.organisation_id,
        industry.low_bits,
        industry.high_bits
    from {{ ref('int_tie_end_placed') }} as tie_end
    inner join {{ ref('int_industry_numbered') }} as industry on tie_end.other_industry_id = industry.industry_id

)

select
    period_number,
    industry_id,
    person_id,
    organisation_id,
    bit_or(low_bits) as low_bits,
    bit_or(high_bits) as high_bits
from met
group by period_number, industry_id, person_id, organisation_id
