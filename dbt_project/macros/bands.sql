{#- A count of people as a band. Bands, unlike counts, cannot be taken from a total to find who is left. -#}
{% macro people_band(count) -%}
    {%- set least = var('smallest_cell') | int -%}
    case
        when {{ count }} < {{ least }} then 'under {{ least }}'
        when {{ count }} < {{ 2 * least }} then '{{ least }} to {{ 2 * least - 1 }}'
        when {{ count }} < {{ 5 * least }} then '{{ 2 * least }} to {{ 5 * least - 1 }}'
        when {{ count }} < {{ 20 * least }} then '{{ 5 * least }} to {{ 20 * least - 1 }}'
        else '{{ 20 * least }} and more'
    end
{%- endmacro %}
