-- Definitions that still hold a name in braces: the catalogue speaks of a setting that there is not.
select
    metric,
    table_name
from {{ ref('metric_definitions') }}
where
    replace(formula || exclusions || settings || coverage, chr(123), '')
    <> formula || exclusions || settings || coverage
