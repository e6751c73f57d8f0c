"""Dagster's view of what is published."""
