"""Dagster's view of what lands."""
