with

source as (

    select * from {{ source('ledger', 'acceptance') }}

),

landed as (

    select file_id from {{ ref('stg_source_file') }}

)

select
    source.file_id,
    source.record_kind,
    source.layout,
    source.check_name,
    source.column_name,
    source.severity,
    source.is_passed,
    source.observed,
    source.expected
from source
inner join landed on source.file_id = landed.file_id
