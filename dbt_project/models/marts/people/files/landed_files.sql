select
    file_id,
    file_name,
    sha256,
    landed_at,
    status,
    is_counted
from {{ ref('stg_source_file') }}
