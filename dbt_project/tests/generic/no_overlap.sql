{#- Intervals [starts_on, ends_on) of one `key` that overlap; null starts and ends are open. -#}
{% test no_overlap(model, key, starts_on='starts_on', ends_on='ends_on') %}
    with ordered as (
        select
            {{ key }},
            {{ starts_on }} as begins,
            max(coalesce({{ ends_on }}, {{ far_future() }})) over (
                partition by {{ key }}
                order by coalesce({{ starts_on }}, {{ far_past() }}), coalesce({{ ends_on }}, {{ far_future() }})
                rows between unbounded preceding and 1 preceding
            ) as covered_until,
            row_number() over (
                partition by {{ key }}
                order by coalesce({{ starts_on }}, {{ far_past() }}), coalesce({{ ends_on }}, {{ far_future() }})
            ) as place
        from {{ model }}
    )

    select *
    from ordered
    where place > 1 and (begins is null or begins < covered_until)
{% endtest %}
