"""Dagster's objects, and nothing else: the stages themselves know nothing of Dagster.

One folder a stage; beside them the job, its schedule, the inbox sensor and the
resource that names the home. `pipelines/definitions.py` loads everything here.
"""
