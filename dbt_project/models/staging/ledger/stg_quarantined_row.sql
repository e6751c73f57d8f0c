with

source as (

    select * from {{ source('ledger', 'quarantine') }}

),

landed as (

    select file_id from {{ ref('stg_source_file') }}

)

select
    source.file_id,
    source.part,
    source.row_number,
    source.layout,
    source.record_kind,
    source.reason,
    source.raw
from source
inner join landed on source.file_id = landed.file_id
