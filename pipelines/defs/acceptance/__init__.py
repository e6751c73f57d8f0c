"""Dagster's view of what was accepted."""
