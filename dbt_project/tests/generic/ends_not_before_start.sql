{#- Intervals that end before they start. -#}
{% test ends_not_before_start(model, starts_on='starts_on', ends_on='ends_on') %}
    select
        {{ starts_on }},
        {{ ends_on }}
    from {{ model }}
    where {{ ends_on }} < {{ starts_on }}
{% endtest %}
