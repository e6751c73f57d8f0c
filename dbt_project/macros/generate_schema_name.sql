{#- The schema a node asks for is the one it gets: staging, intermediate, insights, people, seeds. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
