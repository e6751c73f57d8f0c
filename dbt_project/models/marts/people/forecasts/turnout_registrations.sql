select
    registration.group_id as event_id,
    registration.party_id as person_id,
    registration.event_on,
    registration.organisation_id,
    registration.industry_id,
    registration.prediction_on,
    forecast.probability as attendance_probability,
    {{ forecast_columns() }}
from {{ ref('int_turnout_featured') }} as registration
inner join {{ ref('int_turnout_forecast') }} as forecast on registration.subject_id = forecast.subject_id
