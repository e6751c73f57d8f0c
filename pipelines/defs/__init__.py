"""Dagster's objects, and nothing else: the stages themselves know nothing of Dagster."""
