-- Published as `industry_codes`; dbt allows one node of a name, and the seed has it.
{{ config(alias='industry_codes') }}

select
    classification,
    code,
    parent_code,
    title,
    industry_id,
    source
from {{ ref('industry_codes') }}
