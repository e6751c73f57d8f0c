{#- A text with each `{setting}` replaced by the value in force; a name that is no setting stays, and a test finds it. -#}
{% macro with_settings(text) -%}
    {%- set names = [
        'captured_floor', 'online_minutes', 'look_back_months', 'repeat_months', 'follow_up_days', 'grace_days',
        'reinstated_as_new',
        'tie_event_limit', 'tie_look_back_months', 'tie_most_pairs', 'tie_permutations', 'tie_permutation_seed',
        'contact_strength', 'bridge_constraint', 'strongest_ties', 'path_limit', 'suggestion_limit',
        'attribution_days', 'conversion_days', 'knowledge_floor',
        'forecast_horizon_days', 'forecast_most_outcomes', 'forecast_floor',
        'tenure_days', 'period_months', 'currency'
    ] -%}
    {%- set written = namespace(sql=text) -%}
    {%- for name in names -%}
        {%- set written.sql = "replace(" ~ written.sql ~ ", '{" ~ name ~ "}', '" ~ var(name) ~ "')" -%}
    {%- endfor -%}
    {{ written.sql }}
{%- endmacro %}
