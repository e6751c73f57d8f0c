-- Published as `industries`; dbt allows one node of a name, and the seed has it.
{{ config(alias='industries') }}

select
    industry_id,
    industry_name,
    sector_id,
    isic_rev4,
    naics_2022,
    linkedin_v2,
    source
from {{ ref('industries') }}
