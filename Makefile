# kith: `make run` shows it on the demo, `make test` tests it, `make check` is what a developer runs.
# Nothing is needed but Python 3.11 to 3.13 with pip: uv is fetched with pip where it is missing.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The interpreter that is there is used; uv never downloads one.
export UV_PYTHON_DOWNLOADS := never
# Where Python is told to keep no byte code, each of the many processes would compile everything again.
unexport PYTHONDONTWRITEBYTECODE
PYTHON ?= python3
REFERENCE ?= ../shared/data/reference
LOCAL_UV := .uv/bin/uv
UV := $(or $(shell command -v uv 2>/dev/null),$(LOCAL_UV))

.PHONY: help run ui test check fuzz probe accuracy train classifier titles format docs clean uv

help: ## Show what there is to make
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

run: uv ## Install, run the whole way on the demo, and publish to data/published
	@$(UV) sync --locked --quiet --no-default-groups --inexact
	@$(UV) run --locked --no-sync kith run --demo

ui: uv ## Serve Dagster's pages on the data home
	@$(UV) run --locked --no-default-groups --inexact kith ui

test: uv ## Pass the tests
	@$(UV) run --locked pytest -n logical --dist loadfile

check: uv ## Format, lint, types, SQL lint and tests
	@$(UV) run --locked ruff format --check .
	@$(UV) run --locked ruff check .
	@$(UV) run --locked mypy
	@$(UV) run --locked sqlfluff lint --processes 0 dbt_project/models dbt_project/macros dbt_project/tests
	@$(UV) run --locked pytest -n logical --dist loadfile

fuzz: uv ## Read a hundred thousand exports broken at random (an hour)
	@$(UV) run --locked python -m tests.exports.fuzzing

probe: uv ## Let coverage lead broken exports through the readers, for ten minutes
	@$(UV) run --locked --group fuzz python -m tests.exports.guided

accuracy: uv ## Measure who is who on data whose truth is known, and write the page of it
	@$(UV) run --locked --group accuracy python -m benchmarks.accuracy

format: uv ## Put everything in order
	@$(UV) run --locked ruff format .
	@$(UV) run --locked ruff check --fix .
	@$(UV) run --locked sqlfluff fix dbt_project/models

docs: uv ## Write the reference pages again
	@$(UV) run --locked python -m docs.build

train: uv ## Learn the weights of the identity model from the demo's records
	@$(UV) run --locked python -m pipelines.identity.train --home data

classifier: uv ## Train the classifier of industries again, from REFERENCE (some minutes)
	@$(UV) run --locked python -m pipelines.industries.train $(REFERENCE)

titles: uv ## Count the words of job titles again, from REFERENCE
	@$(UV) run --locked python -m pipelines.industries.train_job_titles $(REFERENCE)

clean: ## Delete what can be made again, apart from the data home
	@rm -rf .venv .uv .pytest_cache .mypy_cache .ruff_cache .hypothesis dist dbt_project/target dbt_project/logs

uv:
ifeq ($(UV),$(LOCAL_UV))
	@test -x $(LOCAL_UV) || $(PYTHON) -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --target .uv uv
endif
