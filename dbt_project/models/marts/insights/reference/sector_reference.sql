-- Published as `sectors`; dbt allows one node of a name, and the seed has it.
{{ config(alias='sectors') }}

select
    sector_id,
    sector_name
from {{ ref('sectors') }}
