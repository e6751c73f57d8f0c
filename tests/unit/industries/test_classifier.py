"""The classifier learns what it is shown, says how sure it is, and is the same every time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from pipelines.industries import classifier, features, suffixes, taxonomy, train, training
from tests.unit.industries.companies import job_titles, made_up


@pytest.fixture(scope="module")
def model() -> classifier.Classifier:
    return train.trained(train.of_companies(made_up(), "class_id"), job_titles())


def _asked(*rows: tuple[str, str | None, str | None, list[str] | None]) -> pl.DataFrame:
    schema = {"organisation_name": pl.String, "domain": pl.String, "description": pl.String,
              "job_titles": pl.List(pl.String)}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_it_tells_by_the_name_and_more_surely_by_the_description(model: classifier.Classifier) -> None:
    found = classifier.predicted(
        _asked(
            ("Torvand Bank", None, None, None),
            ("Torvand", None, None, None),
            ("Torvand", None, "Torvand explores for gold in the hills.", None),
        ),
        model,
    )
    assert found["industry_id"].to_list()[0::2] == ["financial_services", "mining"]
    by_name, by_nothing, by_text = found["industry_confidence"]
    assert by_name > 0.7
    assert by_nothing < 0.6
    assert by_text > by_nothing


def test_the_domains_own_word_counts_where_the_name_does_not_spell_it(model: classifier.Classifier) -> None:
    found = classifier.predicted(_asked(("Torvand", "torvand-clinic.example", None, None)), model)
    without = classifier.predicted(_asked(("Torvand", "torvand.example", None, None)), model)
    assert found["industry_id"].item() == "healthcare"
    assert found["industry_confidence"].item() > without["industry_confidence"].item()


def test_titles_that_one_industry_has_count_and_others_do_not(model: classifier.Classifier) -> None:
    nobody, nurses, managers, both = classifier.predicted(
        _asked(
            ("Torvand", None, None, None),
            ("Torvand", None, None, ["Night Nurse", "Senior Nurse"]),
            ("Torvand", None, None, ["Area Manager"]),
            ("Torvand", None, None, ["Night Nurse", "Area Manager"]),
        ),
        model,
    ).rows()
    assert nurses[0] == "healthcare"
    assert nurses[1] > both[1]
    assert nurses[1] > nobody[1]
    assert abs(managers[1] - nobody[1]) < 0.1


def test_nobody_asked_is_nobody_answered(model: classifier.Classifier) -> None:
    assert classifier.predicted(_asked(), model).height == 0


def test_the_same_rows_make_the_same_file_and_what_is_read_answers_as_what_was_written(
    model: classifier.Classifier, tmp_path: Path
) -> None:
    again = train.trained(train.of_companies(made_up(), "class_id"), job_titles())
    classifier.write(model, tmp_path / "one.npz")
    classifier.write(again, tmp_path / "other.npz")
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()
    asked = _asked(("Torvand Minerals", None, "Mines copper.", ["Night Nurse"]))
    read = classifier.read(tmp_path / "one.npz")
    assert classifier.predicted(asked, read).equals(classifier.predicted(asked, model))


def test_a_company_is_never_learned_from_and_judged() -> None:
    rows = made_up().with_columns(pl.col("group") // 4)
    evidence = train.of_companies(rows, "class_id")
    for learned, kept in train.folds(evidence):
        assert not set(evidence.groups[learned]) & set(evidence.groups[kept])


def test_nobody_is_told_of_by_a_teacher_that_learned_from_it_or_from_who_is_kept_out() -> None:
    rows = made_up()
    evidence = train.of_companies(rows, "class_id")
    learned, kept = next(train.folds(evidence))
    taught = train.taught(evidence, learned)
    assert (taught.argmax(axis=1) == evidence.truth[learned]).mean() > 0.95
    mislabelled = rows["class_id"].to_list()
    for row in kept:
        mislabelled[row] = "mining"
    other = train.of_companies(rows.with_columns(pl.Series("class_id", mislabelled)), "class_id")
    assert (train.taught(other, learned) == taught).all()
    assert (train.models(other, learned)[0].weights == train.models(evidence, learned)[0].weights).all()


def test_a_name_learns_from_the_words_of_a_description() -> None:
    """`gold` stands in no name, and in the first sentence of every miner's description."""
    evidence = train.of_companies(made_up(), "class_id")
    names, _ = train.models(evidence, np.arange(len(evidence.labels)))
    found = names.scores(features.of_names(["Torvand Gold"])).argmax()
    assert evidence.classes[found] == "mining"


def test_one_company_under_two_listings_is_one_group() -> None:
    frame = pl.DataFrame(
        {
            "name": ["Acme Inc.", "ACME Corp", "Other", "Another plc", "Alone"],
            "domain": [None, None, "x.example", "x.example", None],
            "text": ["a", "b", "c", "d", "e"],
        }
    )
    found = training.groups(frame)
    assert found[0] == found[1]
    assert found[2] == found[3]
    assert len(set(found)) == 3


def test_the_committed_classes_are_industries_and_its_file_is_small() -> None:
    model = classifier.committed()
    assert set(model.classes) <= taxonomy.industry_ids() - {taxonomy.UNKNOWN}
    assert set(model.occupied) - {taxonomy.UNKNOWN} <= set(model.classes)
    assert {training.class_of(industry) for industry in model.classes} == set(model.classes)
    assert classifier.FILE.stat().st_size < 4_000_000


@pytest.mark.parametrize(
    ("name", "text", "industry"),
    [("First National Savings Bank", None, "financial_services"), ("St Anywhere General Hospital", None, "healthcare"),
     ("Anywhere Primary School", None, "education"), ("Anywhere Gold Mining", None, "mining"),
     ("Placeholder", "Placeholder operates hotels and resorts with restaurants for guests.", "hospitality")],
)  # fmt: skip
def test_what_the_committed_classifier_makes_of_plain_cases(name: str, text: str | None, industry: str) -> None:
    assert classifier.predicted(_asked((name, None, text, None)))["industry_id"].item() == industry


@pytest.mark.parametrize(
    ("domain", "industry"),
    [("cs.anywhere.ac.uk", "higher_education"), ("anywhere.edu", "higher_education"), ("anywhere.gov.uk", "government"),
     ("anywhere.nhs.uk", "healthcare"), ("edu", None), ("education.example", None), ("gov.example.com", None)],
)  # fmt: skip
def test_suffixes_that_a_registry_reserves(domain: str, industry: str | None) -> None:
    assert suffixes.industry_of(domain) == industry


def test_every_suffix_means_an_industry_and_names_who_keeps_it() -> None:
    assert set(suffixes.listed().values()) <= taxonomy.industry_ids()
    assert all(suffix == suffix.lower().strip(".") for suffix in suffixes.listed())


def test_scikit_learn_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, pipelines.identity.resolve; sys.exit('sklearn' in sys.modules or 'scipy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
