-- Two rows per tie and period, one per person.
{% for here, there in [('left', 'right'), ('right', 'left')] -%}
    select
        tie_id,
        period_number,
        {{ here }}_person_id as person_id,
        {{ here }}_organisation_id as organisation_id,
        {{ here }}_industry_id as industry_id,
        {{ there }}_industry_id as other_industry_id,
        are_both_known,
        has_shared_event
    from {{ ref('int_tie_placed') }}
    {% if not loop.last %}union all{% endif %}
{% endfor %}
