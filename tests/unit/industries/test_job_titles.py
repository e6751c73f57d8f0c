"""What a job title tells: a function, and how senior somebody is."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipelines.industries import job_titles, seeds, train_job_titles
from pipelines.industries.spelling import spellings

REFERENCE = Path(__file__).parents[4] / "shared" / "data" / "reference"
CONTRACT = "models/marts/people/identity/_identity__models.yml"


@pytest.mark.parametrize(
    ("title", "function", "seniority"),
    [
        ("Senior Software Engineer", "engineering", "senior"),
        ("Co-Founder & CEO", "general_management", "founder"),
        ("V.P., Marketing", "marketing", "vice_president"),
        ("Vertriebsleiterin", "sales", "director"),
        ("Directrice des ressources humaines", "human_resources", "director"),
        ("Registered Nurse", "healthcare", "staff"),
        ("Junior Data Analyst", "data", "entry"),
        ("President", "general_management", "chief"),
        ("Vice President", "general_management", "vice_president"),
        ("Partner", None, "partner"),
        ("Managing Partner", None, "partner"),
        ("Owner", "general_management", "founder"),
    ],
)
def test_a_title_tells_function_and_seniority(title: str, function: str | None, seniority: str) -> None:
    assert job_titles.read(title) == (function, seniority)


def test_whose_assistant_somebody_is_does_not_make_them_senior() -> None:
    for title in ("Assistant to the Chief Executive", "Office of the President", "PA to the CEO", "E.A. to the CFO"):
        assert job_titles.read(title).seniority == job_titles.STAFF
    assert job_titles.read("Director, Office of the President").seniority == "director"


@pytest.mark.parametrize(
    "title",
    ["Former CEO", "Ex-CEO", "Past President", "Former Head of Sales", "Retired Teacher", "Retired",
     "Teacher, retired", "Ehemalige Geschäftsführerin", "Ancien directeur"],
)  # fmt: skip
def test_what_somebody_no_longer_is_tells_nothing(title: str) -> None:
    assert job_titles.read(title) is None


def test_what_somebody_is_now_tells_beside_what_they_were() -> None:
    assert job_titles.read("Ex-CEO, Software Engineer") == ("engineering", "staff")
    assert job_titles.read("Founder & former CEO") == ("general_management", "founder")
    assert job_titles.read("Metal Former") == ("trades", "staff")


@pytest.mark.parametrize(
    ("title", "seniority"),
    [
        ("Product Owner", "staff"),
        ("Senior Process Owner", "senior"),
        ("Founder and Product Owner", "founder"),
        ("HR Business Partner", "staff"),
        ("Channel Partner Manager", "manager"),
        ("Director, Partner Success", "director"),
        ("Lead Generation Specialist", "staff"),
        ("Lead Engineer", "manager"),
        ("Student Services Director", "director"),
        ("Student Welfare Manager", "manager"),
        ("Student Support Officer", "staff"),
        ("Graduate Recruitment Manager", "manager"),
        ("Graduate Engineer", "entry"),
        ("Student", "entry"),
        ("Junior Manager", "entry"),
    ],
)
def test_a_word_tells_no_seniority_within_a_phrase_that_means_something_else(title: str, seniority: str) -> None:
    assert job_titles.read(title).seniority == seniority


def test_a_title_without_a_telling_word_has_no_function() -> None:
    assert job_titles.read("Zxq Qwrt") == (None, job_titles.STAFF)
    assert job_titles.read(" 42 ") is None


@given(st.text(max_size=60))
def test_any_text_is_read_alike_whatever_its_case_and_spaces(title: str) -> None:
    folded = title.lower()
    assert job_titles.read(folded) == job_titles.read(f"  {folded.replace(' ', '   ')} ")


def test_every_function_that_a_phrase_or_an_occupation_names_is_one_that_titles_have() -> None:
    with (job_titles.WORDS / "occupation_functions.csv").open(encoding="utf-8", newline="") as lines:
        of_occupations = {row["function"] for row in csv.DictReader(lines)}
    counted = set(pl.read_parquet(job_titles.COUNTS_FILE)["function"])
    assert counted == of_occupations
    assert set(job_titles.clear_functions().values()) - of_occupations == {"business_development", "product"}


def test_titles_tell_every_seniority_of_the_published_tables_and_no_other() -> None:
    models = yaml.safe_load((seeds.FOLDER.parent / CONTRACT).read_text(encoding="utf-8"))["models"]
    columns = {
        column["name"]: column for model in models if model["name"] == "affiliations" for column in model["columns"]
    }
    (accepted,) = (test["accepted_values"]["arguments"]["values"] for test in columns["seniority"]["data_tests"])
    assert max(len(phrase.split()) for phrase in job_titles.senior_phrases()) == job_titles.LONGEST_PHRASE
    assert {job_titles.read(phrase).seniority for phrase in job_titles.senior_phrases()} == set(accepted)


@pytest.mark.parametrize(("name", "column"), [("job_functions", "function"), ("seniority", "seniority")])
def test_no_phrase_is_listed_twice_with_two_meanings(name: str, column: str) -> None:
    with (job_titles.WORDS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        rows = [(row["phrase"], row[column]) for row in csv.DictReader(lines)]
    told: dict[str, set[str]] = {}
    for phrase, meaning in rows:
        for spelt in spellings(phrase):
            told.setdefault(spelt, set()).add(meaning)
    assert len({phrase for phrase, _ in rows}) == len(rows)
    assert {phrase: meanings for phrase, meanings in told.items() if len(meanings) > 1} == {}


@pytest.mark.skipif(not REFERENCE.exists(), reason="the shared reference data is not here")
def test_counting_anew_gives_the_counts_that_are_committed() -> None:
    counted = train_job_titles.counted(train_job_titles.labelled(REFERENCE))
    assert counted.equals(pl.read_parquet(job_titles.COUNTS_FILE))
