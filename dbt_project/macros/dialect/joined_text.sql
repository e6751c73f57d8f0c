{#- The distinct values of a group as one text, in order. -#}
{% macro joined_text(expression) -%} {{ return(adapter.dispatch('joined_text', 'kith')(expression)) }} {%- endmacro %}

{% macro default__joined_text(expression) -%}
    string_agg(distinct {{ expression }}, ', ' order by {{ expression }})
{%- endmacro %}

{% macro spark__joined_text(expression) -%}
    array_join(array_sort(collect_set({{ expression }})), ', ')
{%- endmacro %}
