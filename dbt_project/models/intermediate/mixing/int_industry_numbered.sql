-- A bit for each industry, so that a set of them is two numbers: the first 62 industries in one, the next 62 in the
-- other. A 125th would fit into neither, and the build fail.
with

numbered as (

    select
        industry_id,
        row_number() over (order by industry_id) - 1 as place
    from {{ ref('industries') }}

)

select
    industry_id,
    cast(case when place < 62 then power(2, place) else 0 end as bigint) as low_bits,
    cast(case when place >= 62 then power(2, place - 62) else 0 end as bigint) as high_bits
from numbered
