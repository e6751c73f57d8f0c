-- The settings of forecasts, as a row: a Python model is parsed before they are known, and cannot ask for them itself.
select
    cast({{ var('forecast_models') }} as boolean) as is_model_allowed,
    cast({{ var('forecast_floor') }} as bigint) as least_outcome_count
