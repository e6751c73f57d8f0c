"""What the models would have said of rows before they were settled: the logic is in `pipelines.forecasts.backtest`."""


def model(dbt, session):
    """One row per question and row tested."""
    from pipelines.forecasts.backtest import backtests

    rows = {"renewal": dbt.ref("int_renewal_featured").pl(), "turnout": dbt.ref("int_turnout_featured").pl()}
    (_, floor) = dbt.ref("int_forecast_allowed").fetchone()
    return backtests(rows, floor).to_arrow()
