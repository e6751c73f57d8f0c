select
    file_id,
    part,
    row_number,
    layout,
    record_kind,
    reason,
    raw
from {{ ref('stg_quarantined_row') }}
