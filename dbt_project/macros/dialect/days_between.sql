{#- The number of days from one date to a later one. -#}
{% macro days_between(earlier, later) -%} {{ return(adapter.dispatch('days_between', 'kith')(earlier, later)) }} {%- endmacro %}

{% macro default__days_between(earlier, later) -%} {{ dbt.datediff(earlier, later, 'day') }} {%- endmacro %}

{% macro duckdb__days_between(earlier, later) -%} date_diff('day', {{ earlier }}, {{ later }}) {%- endmacro %}

{% macro spark__days_between(earlier, later) -%} datediff({{ later }}, {{ earlier }}) {%- endmacro %}
