{#- Keys that models make themselves. -#}

{#- Where a record stands: file, part and row, as decisions and people write it. -#}
{% macro record_id(alias) -%}
    {{ alias }}.file_id || '/' || cast({{ alias }}.part as {{ dbt.type_string() }})
    || '/' || cast({{ alias }}.row_number as {{ dbt.type_string() }})
{%- endmacro %}

{% macro hashed(prefix, expression) -%} '{{ prefix }}_' || substr({{ dbt.hash(expression) }}, 1, 16) {%- endmacro %}

{#- One event: its normalised name and its local day, so two tools' exports of it are one. -#}
{% macro event_id(event_name, event_on) -%}
    {{ hashed('e', normalised(event_name) ~ " || '|' || cast(" ~ event_on ~ " as " ~ dbt.type_string() ~ ")") }}
{%- endmacro %}

{#- The affiliation that is in force on a day: starts_on <= day < ends_on, nulls open.
    Comparisons only: with an `or` in it, DuckDB gives up hashing the join's key. -#}
{% macro in_force(affiliation, day) -%}
    {{ day }} >= coalesce({{ affiliation }}.starts_on, {{ far_past() }})
    and {{ day }} < coalesce({{ affiliation }}.ends_on, {{ far_future() }})
{%- endmacro %}

{#- Joins, as `parent`, what a fact's organisation belongs to on the day of the fact. -#}
{% macro join_parent(fact, day) -%}
    left join {{ ref('stg_organisation_parent') }} as parent
        on
            {{ fact }}.organisation_id = parent.organisation_id
            and {{ in_force('parent', day) }}
{%- endmacro %}

{#- Whether a membership term covers a day; a stated end is its last day, an inferred one the day it is over. -#}
{% macro term_covers(term, day) -%}
    {{ term }}.starts_on <= {{ day }}
    and (
        {{ term }}.ends_on is null or {{ day }} < {{ term }}.ends_on
        or ({{ day }} = {{ term }}.ends_on and not {{ term }}.is_end_inferred)
    )
{%- endmacro %}
