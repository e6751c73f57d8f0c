-- The catalogue with the settings in force written into it, so that each number stands beside its definition.
select
    metric,
    table_name,
    column_name,
    unit,
    {{ with_settings('formula') }} as formula,
    grain,
    {{ with_settings('exclusions') }} as exclusions,
    {{ with_settings('settings') }} as settings,
    {{ with_settings('coverage') }} as coverage
from {{ ref('metric_catalogue') }}
