"""Dagster's view of what was read."""
