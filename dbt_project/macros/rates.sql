{#- Ratios: never a false zero, always with the number behind them and a Wilson 95 % interval.
    Published floats are rounded, so that two threads write the same bytes. -#}

{#- numerator / denominator; null where the denominator is 0 or null. -#}
{% macro rate(numerator, denominator) -%}
    round(cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0), 6)
{%- endmacro %}

{#- A bound of the Wilson 95 % interval; `side` is -1 for the lower and 1 for the upper. -#}
{% macro wilson_bound(successes, trials, side) -%}
    {%- set z = 1.959963984540054 -%}
    {%- set n = "nullif(cast(" ~ trials ~ " as double), 0)" -%}
    {%- set p = "(cast(" ~ successes ~ " as double) / " ~ n ~ ")" -%}
    round(
        greatest(0.0, least(1.0, (
            {{ p }} + {{ z * z / 2 }} / {{ n }}
            + {{ side }} * {{ z }} * sqrt(greatest({{ p }} * (1 - {{ p }}), 0.0) / {{ n }} + {{ z * z / 4 }} / ({{ n }} * {{ n }}))
        ) / (1 + {{ z * z }} / {{ n }}))),
        6
    )
{%- endmacro %}

{% macro wilson_low(successes, trials) -%} {{ wilson_bound(successes, trials, -1) }} {%- endmacro %}

{% macro wilson_high(successes, trials) -%} {{ wilson_bound(successes, trials, 1) }} {%- endmacro %}

{#- The four columns of a rate: itself, `_n`, `_low` and `_high`. -#}
{% macro rate_columns(name, numerator, denominator) -%}
    {{ rate(numerator, denominator) }} as {{ name }},
    cast({{ denominator }} as bigint) as {{ name }}_n,
    case when {{ denominator }} > 0 then {{ wilson_low(numerator, denominator) }} end as {{ name }}_low,
    case when {{ denominator }} > 0 then {{ wilson_high(numerator, denominator) }} end as {{ name }}_high
{%- endmacro %}

{#- Whether so few outcomes are known that a rate of them says little; null where there is none to know. -#}
{% macro low_knowledge(known, all) -%} {{ rate(known, all) }} < {{ var('knowledge_floor') }} {%- endmacro %}

{#- A count as bigint: engines differ in what they make of a sum. -#}
{% macro counted(expression) -%} cast(coalesce({{ expression }}, 0) as bigint) {%- endmacro %}

{#- A count of people at events: 0 where attendance was taken and nobody came, null where it was not taken. -#}
{% macro count_where_looked(count) -%}
    case when taken.captured_event_count = 0 then {{ count }} else coalesce({{ count }}, 0) end
{%- endmacro %}

{#- How many rows meet a condition. -#}
{% macro count_if_true(condition) -%} cast(count(case when {{ condition }} then 1 end) as bigint) {%- endmacro %}

{#- A sum that does not depend on the order it is taken in. -#}
{% macro exact_sum(expression) -%} sum(cast({{ expression }} as decimal(28, 9))) {%- endmacro %}

{#- Mid-rank percentile within a group: 100 * (below + ties / 2) / N, the row itself among the ties. -#}
{% macro mid_rank(score, within='') -%}
    {%- set group = ('partition by ' ~ within) if within else '' -%}
    {%- set peers = 'partition by ' ~ (within ~ ', ' if within else '') ~ score -%}
    round(
        100.0 * (
            rank() over ({{ group }} order by {{ score }}) - 1
            + count(*) over ({{ peers }}) / 2.0
        ) / count(*) over ({{ group }}),
        4
    )
{%- endmacro %}

{#- A count less the same industry's a month before; null in its first month. -#}
{% macro change_on_month(column) -%}
    cast({{ column }} - lag({{ column }}) over (
        partition by counted.industry_id
        order by month_on
    ) as bigint)
{%- endmacro %}

{#- How many people of a period's rows are of known industry, and how many there are: coverage_share is of these.
    The row of all industries holds them once more, and is left out. -#}
{% macro coverage_counts() -%}
    sum(case when industry_id not in ('unknown', 'all') then people_count else 0 end) over (partition by period_on)
        as known_industry_count,
    sum(case when industry_id <> 'all' then people_count else 0 end) over (partition by period_on)
        as all_people_count
{%- endmacro %}
