{#- Rates as they were known on a day: of each day of `timeline`, and each value of `by`, how much had been told before
    that day, and how much of it was a hit. A timeline unions what came about (`told` 1, the `day` it was known, `hit` 1
    or 0) with the days that are asked about (`told` and `hit` 0). -#}
{% macro known_before(timeline, by=none) %}
    {%- set earlier -%}
        over (
            {% if by %}partition by {{ by }} {% endif %}order by day rows between unbounded preceding and 1 preceding
        )
    {%- endset %}
    select
        {% if by %}{{ by }},{% endif %}
        day,
        coalesce(sum(sum(hit)) {{ earlier }}, 0) as hits,
        coalesce(sum(sum(told)) {{ earlier }}, 0) as trials
    from {{ timeline }}
    group by {% if by %}{{ by }}, {% endif %}day
{%- endmacro %}

{#- How far the rate of a few lies above that of all, the few drawn towards all as if ten of those were among them:
    0 where there are none. Rates themselves drift as history grows; what sets a group apart does so less. -#}
{% macro rate_difference(few, all='of_all') -%}
    round(
        coalesce(
            ({{ few }}.hits - {{ few }}.trials * {{ all }}.hits / nullif(cast({{ all }}.trials as double), 0))
            / ({{ few }}.trials + 10.0),
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
