-- What came in, without the names people gave their files: those may be people's names.
select
    file_id,
    landed_at,
    container,
    encoding,
    status,
    status_reason,
    layouts,
    record_kinds,
    part_count,
    byte_count,
    rows_in,
    rows_loaded,
    rows_quarantined,
    rows_duplicate,
    unknown_value_count,
    ambiguous_date_count,
    is_full_snapshot,
    snapshot_on,
    is_accepted,
    held_back_reason,
    is_counted
from {{ ref('stg_source_file') }}
