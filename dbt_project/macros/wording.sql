{#- Numbers in sentences. -#}

{#- "1 event", "2 events". -#}
{% macro plural(count, noun) -%}
    cast({{ count }} as {{ dbt.type_string() }}) || case when {{ count }} = 1 then ' {{ noun }}' else ' {{ noun }}s' end
{%- endmacro %}
