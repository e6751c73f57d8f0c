{#- Published numbers that metric_definitions does not define, and definitions of what is no such number.
    The denominator and bounds beside a rate or mean belong to it; a whole number that is no count, such as the place
    among tenths, is an integer; a rank says where a row stands, and a driver what a forecast goes by. What came in, and
    who is who, are no metrics, but for the scores among them. -#}
{% set no_metrics = ['quality', 'facts', 'identity', 'files'] %}
{% set scores = ['engagement_scores', 'engagement_contributions'] %}
{% set numeric = ['bigint', 'double', 'decimal'] %}
{% set needed = [] %}
{% if execute %}
    {% for node in graph.nodes.values()
        if node.resource_type == 'model' and node.schema in ['insights', 'people']
        and (node.fqn[-2] not in no_metrics or node.alias in scores) %}
        {% set beside = [] %}
        {% for name in node.columns %}
            {% set of = name | replace('_mean', '') %}
            {% do beside.extend([name ~ '_n', name ~ '_low', name ~ '_high', of ~ '_low', of ~ '_high']) %}
        {% endfor %}
        {% for name, column in node.columns.items() if name not in beside %}
            {% set is_metric = not (name.endswith('_rank') or name.startswith('driver_')) %}
            {% if is_metric and column.data_type.split('(')[0] in numeric %}
                {% do needed.append((node.alias, name)) %}
            {% endif %}
        {% endfor %}
    {% endfor %}
{% endif %}

with

needed as (

    {% for table, column in needed %}
    select '{{ table }}' as table_name, '{{ column }}' as column_name
    {% if not loop.last %}union all{% endif %}
    {% else %}
    select 'no table' as table_name, 'no column' as column_name
    {% endfor %}

),

definition as (

    select
        table_name,
        column_name
    from {{ ref('metric_definitions') }}

)

select
    coalesce(needed.table_name, definition.table_name) as table_name,
    coalesce(needed.column_name, definition.column_name) as column_name,
    case when definition.table_name is null then 'not defined' else 'no such number' end as fault
from needed
full outer join definition
    on needed.table_name = definition.table_name and needed.column_name = definition.column_name
where needed.table_name is null or definition.table_name is null
