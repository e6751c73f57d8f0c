"""The industries hold together, and mean what the classifications say."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import polars as pl
import pytest

from pipelines.industries import seeds, taxonomy
from pipelines.industries.spelling import spellings

CLASSIFICATIONS = Path(__file__).parents[4] / "shared" / "data" / "taxonomies"
needs_classifications = pytest.mark.skipif(
    not CLASSIFICATIONS.is_dir(), reason="the published classifications are not on this machine"
)


def seed(name: str) -> pl.DataFrame:
    return pl.read_csv(seeds.FOLDER / f"{name}.csv", infer_schema=False)


def test_every_industry_has_its_sector_and_every_label_its_industry() -> None:
    sectors, industries, labels = seed("sectors"), seed("industries"), seed("industry_labels")
    assert set(industries["sector_id"]) == set(sectors["sector_id"])
    assert set(labels["industry_id"]) <= set(industries["industry_id"])
    for frame, key in ((sectors, "sector_id"), (industries, "industry_id"), (labels, "label_normalised")):
        assert frame[key].is_unique().all()
    assert {"technology", "healthcare", "creative", "unknown"} <= set(sectors["sector_id"])


def test_every_label_is_normalised() -> None:
    labels = seed("industry_labels")["label_normalised"].to_list()
    assert labels == [taxonomy.normalise(label) for label in labels]


def test_labels_that_differ_in_accents_alone_mean_one_industry() -> None:
    meant = defaultdict(set)
    for row in seed("industry_labels").iter_rows(named=True):
        for spelt in spellings(row["label_normalised"]):
            meant[spelt].add(row["industry_id"])
    assert {label: industries for label, industries in meant.items() if len(industries) > 1} == {}


def test_every_name_of_an_industry_and_a_sector_is_a_label() -> None:
    for row in seed("industries").iter_rows(named=True):
        if row["industry_id"] != taxonomy.UNKNOWN:
            assert taxonomy.industry_of(row["industry_name"]) == row["industry_id"]
    for row in seed("sectors").filter(pl.col("sector_id") != taxonomy.UNKNOWN).iter_rows(named=True):
        found = taxonomy.industry_of(row["sector_name"])
        assert seed("industries").filter(pl.col("industry_id") == found)["sector_id"].item() == row["sector_id"]


@needs_classifications
def test_every_linkedin_industry_is_a_label() -> None:
    with (CLASSIFICATIONS / "linkedin_v2_labels.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert [row["label"] for row in rows if taxonomy.industry_of(row["label"]) is None] == []


@pytest.mark.parametrize(
    ("label", "industry"),
    [("COMPUTER_SOFTWARE", "software"), ("Hospital & Health Care", "healthcare"),
     ("HOSPITAL_HEALTH_CARE", "healthcare"),
     ("  Graphic   design ", "design"), ("Non-profit", "nonprofit"), ("Unknown", None), ("Widgetry", None), ("", None)],
)  # fmt: skip
def test_what_labels_mean(label: str, industry: str | None) -> None:
    assert taxonomy.industry_of(label) == industry


@pytest.mark.parametrize(
    ("labels", "industry"),
    [
        ("Gesundheitswesen, Santé, Sante, Salud, Saúde, Sanità, Zorg, Gezondheidszorg, Nursing", "healthcare"),
        ("Bildung, Éducation, Educación, Educação, Istruzione, Onderwijs", "education"),
        ("Banken, Banque, Banca, Bancos, Banche, Bankwezen", "banking"),
        ("Finanzdienstleistungen, Services financiers, Servicios financieros, Serviços financeiros, Crypto",
         "financial_services"),
        ("Versicherung, Assurance, Seguros, Assicurazioni, Verzekeringen", "insurance"),
        ("Immobilien, Immobilier, Bienes raíces, Imobiliário, Immobiliare, Vastgoed", "real_estate"),
        ("Unternehmensberatung, Conseil, Consultoría, Consultoria, Consulenza, Advies", "consulting"),
        ("Informatique, Tecnología, TECNOLOGIA, Informatica, Informationstechnologie, Automatisering", "technology"),
        ("Baugewerbe, BTP, Bâtiment, Construcción, Construção, Edilizia, Bouw", "construction"),
        ("Öffentliche Verwaltung, Oeffentliche Verwaltung, Administración pública, Overheid", "government"),
        ("Higher Ed, Hochschule, Enseignement supérieur, Hoger onderwijs", "higher_education"),
        ("Police, Polizei, Politie", "justice"),
        ("Church, Kirche, Kerk", "religious_organisations"),
        ("Food & Beverage, Gastronomie, Restauration", "food_service"),
        ("Dental", "medical_practices"), ("Pharmacy, Pharmacie", "pharmaceuticals"), ("Childcare", "social_care"),
        ("Event Management", "events_services"), ("Beauty", "personal_services"), ("FMCG", "manufacturing"),
        ("Wellness", "wellness_and_fitness"),
    ],
)  # fmt: skip
def test_labels_in_seven_languages_with_everyday_english(labels: str, industry: str) -> None:
    assert {label: taxonomy.industry_of(label) for label in labels.split(", ")} == dict.fromkeys(
        labels.split(", "), industry
    )


@pytest.mark.parametrize(
    ("cell", "industry"),
    [("Software; Healthcare", "software"), ("Healthcare | Software", "healthcare"), ("Widgets; Banking", "banking"),
     ("Unknown; Widgets", None), ("Unknown; Software", "software"),
     ("Banking, Software", "banking"), ("Tech / Health", "technology"), ("Banking, Widgets", None),
     ("Construction, plumbing, odd jobs", None), ("62.01Z; 86.10", "software")],
)  # fmt: skip
def test_of_several_industries_in_a_cell_the_first_that_is_known_counts(cell: str, industry: str | None) -> None:
    assert taxonomy.industry_of(cell) == industry
