{#- Groups whose sum of `column_name` is not that of `to_column` in another relation: something was lost between the two. -#}
{% test same_total(model, column_name, to, to_column, by) %}
    with here as (
        select
            {{ by }} as group_key,
            sum({{ column_name }}) as total
        from {{ model }}
        group by {{ by }}
    ),

    there as (
        select
            {{ by }} as group_key,
            sum({{ to_column }}) as total
        from {{ to }}
        group by {{ by }}
    )

    select
        here.total as total_here,
        there.total as total_there
    from here
    full outer join there on here.group_key = there.group_key
    where abs(coalesce(here.total, 0) - coalesce(there.total, 0)) > 0.0001
{% endtest %}
