{#- Pairs of people in a fixed order, and the industries at their ends. -#}

{#- The key of a pair, whatever the two did. -#}
{% macro tie_id(pair) -%} {{ hashed('t', pair ~ ".left_person_id || '|' || " ~ pair ~ ".right_person_id") }} {%- endmacro %}

{#- The rows of `pairs` with the organisation and industry that each of the two had on the day in `day`. -#}
{% macro with_industries(pairs, day) %}
    select
        pair.*,
        left_side.organisation_id as left_organisation_id,
        right_side.organisation_id as right_organisation_id,
        coalesce(left_side.industry_id, 'unknown') as left_industry_id,
        coalesce(right_side.industry_id, 'unknown') as right_industry_id
    from {{ pairs }} as pair
    left join {{ ref('stg_affiliation') }} as left_side
        on pair.left_person_id = left_side.person_id and {{ in_force('left_side', 'pair.' ~ day) }}
    left join {{ ref('stg_affiliation') }} as right_side
        on pair.right_person_id = right_side.person_id and {{ in_force('right_side', 'pair.' ~ day) }}
{% endmacro %}

{#- Whether the industries at both ends are known; and whether they are and differ. -#}
{% macro are_both_known() -%} left_industry_id <> 'unknown' and right_industry_id <> 'unknown' {%- endmacro %}

{% macro is_cross_industry() -%} {{ are_both_known() }} and left_industry_id <> right_industry_id {%- endmacro %}

{#- Pairs of `int_tie_weighed` that meet a condition as seen from either end, both willing to be introduced:
    `person_id, other_person_id` and the column asked for. -#}
{% macro willing_ends(condition, column) %}
    {%- for here, there in [('left', 'right'), ('right', 'left')] %}
    select
        tie.{{ here }}_person_id as person_id,
        tie.{{ there }}_person_id as other_person_id,
        tie.{{ column }}
    from {{ ref('int_tie_weighed') }} as tie
    inner join {{ ref('int_person_placed') }} as here on tie.{{ here }}_person_id = here.person_id
    inner join {{ ref('int_person_placed') }} as there on tie.{{ there }}_person_id = there.person_id
    where {{ condition }} and here.is_introducible and there.is_introducible
    {% if not loop.last %}union all{% endif %}
    {%- endfor %}
{% endmacro %}
