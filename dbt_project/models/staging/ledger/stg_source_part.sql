with

source as (

    select * from {{ source('ledger', 'source_parts') }}

),

landed as (

    select file_id from {{ ref('stg_source_file') }}

)

select
    source.file_id,
    source.part,
    source.part_name,
    source.layout,
    source.layout_reason,
    source.record_kinds,
    source.rows_skipped,
    source.rows_in,
    source.rows_loaded,
    source.rows_quarantined,
    source.rows_duplicate
from source
inner join landed on source.file_id = landed.file_id
