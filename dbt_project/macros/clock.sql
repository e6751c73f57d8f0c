{#- Time. Nothing here or in a model asks the machine what time it is: `as_of` is given. -#}

{#- The instant that every number is true at, as UTC text; an error where the run did not say. -#}
{% macro as_of_text() -%}
    {%- if execute and not var('as_of') -%}
        {{ exceptions.raise_compiler_error("The variable as_of is empty. Pass --vars '{as_of: \"2026-07-01 06:00:00\", ...}'.") }}
    {%- endif -%}
    {{ return(var('as_of') or '1970-01-01 00:00:00') }}
{%- endmacro %}

{% macro as_of() -%} cast('{{ as_of_text() }}' as {{ dbt.type_timestamp() }}) {%- endmacro %}

{#- The day of `as_of`, in UTC. -#}
{% macro as_of_on() -%} cast('{{ as_of_text()[:10] }}' as date) {%- endmacro %}

{% macro days_after(day, days) -%} cast({{ dbt.dateadd('day', days, day) }} as date) {%- endmacro %}

{% macro months_after(day, months) -%} cast({{ dbt.dateadd('month', months, day) }} as date) {%- endmacro %}

{#- The first day of the month of a day. -#}
{% macro month_of(day) -%} cast({{ dbt.date_trunc('month', day) }} as date) {%- endmacro %}

{#- The last day of the month that starts on a day. -#}
{% macro month_end(month_on) -%} {{ days_after(months_after(month_on, 1), -1) }} {%- endmacro %}

{#- The first day of the calendar year of a day: the period of what is too rare to count by the month. -#}
{% macro year_of(day) -%} cast({{ dbt.date_trunc('year', day) }} as date) {%- endmacro %}

{#- The last day of the year that starts on a day. -#}
{% macro year_end(year_on) -%} {{ days_after(months_after(year_on, 12), -1) }} {%- endmacro %}

{#- `open` until a period's last day and the open days after it have passed, then `final`. -#}
{% macro period_status(last_day) -%}
    case when {{ days_after(last_day, var('open_days')) }} < {{ as_of_on() }} then 'final' else 'open' end
{%- endmacro %}

{#- What is left of something of a day by a later one: 1 on its day, a half after each half-life. -#}
{% macro decayed(day, half_life_days, by) -%}
    power(0.5, {{ days_between(day, by) }} / cast({{ half_life_days }} as double))
{%- endmacro %}

{#- The day that stands for "no end" where ends are compared. -#}
{% macro far_future() -%} cast('9000-01-01' as date) {%- endmacro %}

{#- The day that stands for "no start". -#}
{% macro far_past() -%} cast('0001-01-01' as date) {%- endmacro %}
