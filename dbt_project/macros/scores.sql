{#- The rule of the engagement score, on whatever day it is taken. -#}

{#- What an activity type, joined as `weight`, contributes to a score: w * min(cap, sum of what decayed by the day). -#}
{% macro contribution(decayed) -%}
    cast(weight.weight * least(cast(weight.cap as double), {{ decayed }}) as decimal(18, 6))
{%- endmacro %}

{#- The band of a score, joined as `band`; under the tenure that can be judged it is new, and not low. -#}
{% macro judged_band(tenure_days) -%}
    case when {{ tenure_days }} < {{ var('tenure_days') }} then 'new' else band.band end
{%- endmacro %}
