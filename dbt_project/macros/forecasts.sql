{#- Rates as they were known on a day. A model unions what came about (`told` rows: the day it was known, `is_hit`)
    with the days that are asked about (`is_told` false); on one day, what is asked stands before what is told. -#}

{#- The sum of `expression` over the told rows before each row's day, within one value of `by`. -#}
{% macro known_before(expression, by='') -%}
    coalesce(sum(case when is_told then {{ expression }} end) over (
        {% if by %}partition by {{ by }}{% endif %}
        order by day, is_told, row_key
        rows between unbounded preceding and 1 preceding
    ), 0)
{%- endmacro %}

{#- How far the rate of a few lies above that of all, the few drawn towards all as if ten of those were among them:
    0 where there are none. Rates themselves drift as history grows; what sets a group apart does so less. -#}
{% macro rate_difference(hits, trials, all_hits, all_trials) -%}
    round(
        coalesce(
            ({{ hits }} - {{ trials }} * {{ all_hits }} / nullif(cast({{ all_trials }} as double), 0))
            / ({{ trials }} + 10.0),
            0
        ),
        6
    )
{%- endmacro %}

{#- What every published forecast says of itself: its base rate, its method and its drivers. -#}
{% macro forecast_columns() %}
    forecast.base_rate,
    forecast.base_rate_n,
    forecast.method,
    forecast.reason
    {%- for place in range(1, 4) %},
    forecast.driver_{{ place }},
    forecast.driver_{{ place }}_value,
    forecast.driver_{{ place }}_log_odds
    {%- endfor %}
{%- endmacro %}
