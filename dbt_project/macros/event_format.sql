{#- In person, online or both, by what the records of an event say; null where none says. -#}
{% macro event_format(is_online_somewhere, is_in_person_somewhere) -%}
    case
        when {{ is_online_somewhere }} and {{ is_in_person_somewhere }} then 'hybrid'
        when {{ is_online_somewhere }} then 'online'
        when {{ is_in_person_somewhere }} then 'in_person'
    end
{%- endmacro %}
