{#- Columns of the insights tables that say how much or how many, and have no entry in metric_definitions. -#}
{% set measured = ['_count', '_share', '_rate', '_change', '_mean', '_median', '_value'] %}
{% set needed = [] %}
{% if execute %}
    {% for node in graph.nodes.values() if node.resource_type == 'model' and node.schema == 'insights' %}
        {% for column in node.columns if node.alias not in ('source_files', 'data_quality') %}
            {% for ending in measured if column.endswith(ending) %}
                {% do needed.append((node.alias, column)) %}
            {% endfor %}
        {% endfor %}
    {% endfor %}
{% endif %}

with needed as (
    {% for table, column in needed %}
    select '{{ table }}' as table_name, '{{ column }}' as column_name
    {% if not loop.last %}union all{% endif %}
    {% else %}
    select 'no table' as table_name, 'no column' as column_name
    {% endfor %}
)

select
    needed.table_name,
    needed.column_name
from needed
left join {{ ref('metric_definitions') }} as definition
    on needed.table_name = definition.table_name and needed.column_name = definition.column_name
where definition.metric is null
