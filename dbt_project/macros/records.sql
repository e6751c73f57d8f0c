{#- The rows of a record kind from files that count: accepted, and landed by as_of.
    Used once per kind, by its staging model; attendance has one for events held and one for those to come. -#}
{% macro counted_records(kind) %}
    select record.*
    from {{ source('records', kind) }} as record
    inner join {{ source('ledger', 'source_files') }} as file
        on record.file_id = file.file_id
    where file.is_counted
{% endmacro %}

{#- Whether the event of an attendance record has begun by as_of, and its own day, which may be ahead of that in UTC, has
    come: nothing may stand under a day later than the release's. -#}
{% macro has_begun() -%}
    coalesce(event_starts_at, cast(event_on as {{ dbt.type_timestamp() }})) <= {{ as_of() }} and event_on <= {{ as_of_on() }}
{%- endmacro %}

{#- The order of membership records that say one thing at one time, by what they say: by their place alone,
    a file with its rows the other way round would give other numbers. -#}
{% macro membership_content() -%}
    status, level, coalesce(starts_on, {{ far_past() }}), coalesce(joined_on, {{ far_past() }}), layout,
    is_lifetime, is_complimentary, is_dependent
{%- endmacro %}
