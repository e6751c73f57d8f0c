select
    table_name,
    line,
    column_name,
    reason
from {{ source('identity', 'stale_decisions') }}
