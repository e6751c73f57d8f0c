-- Published as `industries`; dbt allows one node of a name, and the seed has it.
{{ config(alias='industries') }}

with topmost as (

    select
        code.industry_id,
        code.classification,
        code.code
    from {{ ref('industry_codes') }} as code
    left join {{ ref('industry_codes') }} as parent
        on code.classification = parent.classification and code.parent_code = parent.code
    where parent.industry_id is null or parent.industry_id <> code.industry_id

)

select
    industry.industry_id,
    industry.industry_name,
    industry.sector_id,
    {{ joined_text("case when topmost.classification = 'isic_rev4' then topmost.code end") }} as isic_rev4,
    {{ joined_text("case when topmost.classification = 'naics_2022' then topmost.code end") }} as naics_2022,
    {{ joined_text("case when topmost.classification = 'linkedin_v2' then topmost.code end") }} as linkedin_v2,
    {{ joined_text("topmost.classification") }} as source
from {{ ref('industries') }} as industry
left join topmost on industry.industry_id = topmost.industry_id
group by industry.industry_id, industry.industry_name, industry.sector_id
