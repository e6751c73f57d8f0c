{#- The median of a group: the mean of the two middle values where their number is even. -#}
{% macro median(expression) -%} {{ return(adapter.dispatch('median', 'kith')(expression)) }} {%- endmacro %}

{% macro default__median(expression) -%} percentile_cont(0.5) within group (order by {{ expression }}) {%- endmacro %}

{% macro duckdb__median(expression) -%} median({{ expression }}) {%- endmacro %}

{% macro spark__median(expression) -%} percentile({{ expression }}, 0.5) {%- endmacro %}
