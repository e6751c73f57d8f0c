"""A forecast for every open row of the question: the logic is in `pipelines.forecasts.forecast`."""


def model(dbt, session):
    """One row per subject of `int_renewal_featured` whose outcome is still to come."""
    from pipelines.forecasts.forecast import forecast
    from pipelines.forecasts.questions import RENEWAL

    return forecast(dbt.ref("int_renewal_featured").pl(), dbt.ref("int_forecast_scored").pl(), RENEWAL).to_arrow()
