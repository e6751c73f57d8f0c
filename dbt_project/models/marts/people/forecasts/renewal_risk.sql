select
    term.subject_id as term_id,
    term.group_id as membership_id,
    term.member_kind,
    term.party_id as member_id,
    term.organisation_id,
    term.industry_id,
    term.level,
    term.ends_on,
    term.prediction_on,
    term.stratum as stage,
    forecast.probability as renewal_probability,
    round(1 - forecast.probability, 6) as lapse_probability,
    {{ forecast_columns() }}
from {{ ref('int_renewal_featured') }} as term
inner join {{ ref('int_renewal_forecast') }} as forecast on term.subject_id = forecast.subject_id
