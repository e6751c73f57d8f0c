{#- Days after as_of: nothing that has not happened counts. -#}
{% test not_future(model, column_name) %}
    select {{ column_name }}
    from {{ model }}
    where {{ column_name }} > {{ as_of_on() }}
{% endtest %}
