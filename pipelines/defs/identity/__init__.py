"""Dagster's view of who is who."""
