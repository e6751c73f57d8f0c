"""Dagster's view of what dbt builds."""
