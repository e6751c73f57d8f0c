{#- Rows where `total` is not the sum of `parts`; each is a column or an expression, and rows with a null pass. -#}
{% test adds_up(model, total, parts) %}
    select *
    from {{ model }}
    where abs({{ total }} - ({{ parts | join(' + ') }})) > 0.0001
{% endtest %}
