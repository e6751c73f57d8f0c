"""How good each model was and whether it is published: the logic is in `pipelines.forecasts.verdict`."""


def model(dbt, session):
    """One row per question and fold, and one for all folds together."""
    from pipelines.forecasts.verdict import verdicts

    rows = {"renewal": dbt.ref("int_renewal_featured").pl(), "turnout": dbt.ref("int_turnout_featured").pl()}
    (is_allowed, floor) = dbt.ref("int_forecast_allowed").fetchone()
    return verdicts(dbt.ref("int_forecast_tested").pl(), rows, floor, is_allowed).to_arrow()
