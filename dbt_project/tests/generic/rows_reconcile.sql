{#- Rows lost or made on the way: what came in is loaded, quarantined or duplicate, and nothing else. -#}
{% test rows_reconcile(model) %}
    select *
    from {{ model }}
    where rows_in <> rows_loaded + rows_quarantined + rows_duplicate
{% endtest %}
