{#- The rows of a record kind from files that count: accepted, and landed by as_of.
    Used once per kind, by its staging model; attendance has one for events held and one for those to come. -#}
{% macro counted_records(kind) %}
    select record.*
    from {{ source('records', kind) }} as record
    inner join {{ source('ledger', 'source_files') }} as file
        on record.file_id = file.file_id
    where file.is_counted
{% endmacro %}
