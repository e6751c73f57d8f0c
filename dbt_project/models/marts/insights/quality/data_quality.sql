with

acceptance as (

    select
        'delivery' as scope,
        file_id as subject,
        record_kind,
        check_name || coalesce(' of ' || column_name, '') as check_name,
        severity,
        is_passed,
        observed,
        expected
    from {{ ref('stg_acceptance') }}

),

reconciliation as (

    select
        'part' as scope,
        file_id || '/' || cast(part as {{ dbt.type_string() }}) as subject,
        cast(null as {{ dbt.type_string() }}) as record_kind,
        'rows_reconcile' as check_name,
        'error' as severity,
        rows_in = rows_loaded + rows_quarantined + rows_duplicate as is_passed,
        cast(rows_loaded + rows_quarantined + rows_duplicate as double) as observed,
        'rows in: ' || cast(rows_in as {{ dbt.type_string() }}) as expected
    from {{ ref('stg_source_part') }}

),

warehouse as (

    select * from {{ ref('int_warehouse_measured') }}

)

select
    scope,
    subject,
    record_kind,
    check_name,
    severity,
    is_passed,
    cast(observed as double) as observed,
    expected
from acceptance
union all
select
    scope,
    subject,
    record_kind,
    check_name,
    severity,
    is_passed,
    observed,
    expected
from reconciliation
union all
select
    'warehouse' as scope,
    subject,
    cast(null as {{ dbt.type_string() }}) as record_kind,
    check_name,
    'warning' as severity,
    is_passed,
    observed,
    expected
from warehouse
