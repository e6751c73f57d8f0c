"""A forecast for every open row of the question: the logic is in `pipelines.forecasts.forecast`."""


def model(dbt, session):
    """One row per subject of `int_turnout_featured` whose outcome is still to come."""
    from pipelines.forecasts.forecast import forecast
    from pipelines.forecasts.questions import TURNOUT

    return forecast(dbt.ref("int_turnout_featured").pl(), dbt.ref("int_forecast_scored").pl(), TURNOUT).to_arrow()
