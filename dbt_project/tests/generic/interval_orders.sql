{#- A rate outside its own interval, outside [0, 1], or standing where its n is 0: a false zero. -#}
{% test interval_orders(model, column_name) %}
    select
        {{ column_name }},
        {{ column_name }}_n,
        {{ column_name }}_low,
        {{ column_name }}_high
    from {{ model }}
    where
        ({{ column_name }}_n = 0 and ({{ column_name }} is not null or {{ column_name }}_low is not null))
        or (
            {{ column_name }}_n > 0
            and ({{ column_name }} is null or {{ column_name }}_low is null or {{ column_name }}_high is null)
        )
        or {{ column_name }}_n is null
        or {{ column_name }} < {{ column_name }}_low - 0.000001
        or {{ column_name }} > {{ column_name }}_high + 0.000001
        or {{ column_name }}_low < 0
        or {{ column_name }}_high > 1
{% endtest %}
