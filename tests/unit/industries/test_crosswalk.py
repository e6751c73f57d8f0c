"""Every published code has its industry, and the sectors are what the published lists say."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.industries import seeds, taxonomy

CLASSIFICATIONS = Path(__file__).parents[4] / "shared" / "data" / "taxonomies"
STATISTICAL = ("isic_rev4", "nace_rev2", "naics_2022")
CODES = {(row["classification"], row["code"]): row for row in seeds.rows("industry_codes")}
DEFINITIONS = seeds.rows("sector_definitions")

needs_classifications = pytest.mark.skipif(
    not CLASSIFICATIONS.is_dir(), reason="the published classifications are not on this machine"
)


def published(name: str, column: str) -> dict[str, dict[str, str]]:
    with (CLASSIFICATIONS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row[column]: row for row in csv.DictReader(lines)}


def sector(code: tuple[str, str]) -> str:
    return taxonomy.sector_of()[CODES[code]["industry_id"]]


def defined(definition: str) -> dict[str, str]:
    return {row["code"]: row["sector_id"] for row in DEFINITIONS if row["definition"] == definition}


@needs_classifications
@pytest.mark.parametrize(
    ("classification", "file", "column"),
    [("isic_rev4", "isic_rev4", "code"), ("nace_rev2", "nace_rev2", "code"), ("naics_2022", "naics_2022", "code"),
     ("linkedin_v2", "linkedin_v2_labels", "industry_id"), ("linkedin_v1", "linkedin_v1", "id")],
)  # fmt: skip
def test_every_published_code_has_one_industry(classification: str, file: str, column: str) -> None:
    codes = [row["code"] for row in seeds.rows("industry_codes") if row["classification"] == classification]
    assert len(codes) == len(set(codes))
    assert set(published(file, column)) <= set(codes)
    halves = {"31", "32", "33", "44", "45", "48", "49"} if classification == "naics_2022" else set()
    assert set(codes) - set(published(file, column)) == halves


@needs_classifications
def test_every_code_that_naics_2022_gave_up_has_its_industry() -> None:
    old = set(published("naics2022_to_naics2017", "NAICS2017"))
    assert {code for code in old if ("naics_2022", code) not in CODES and ("naics_2017", code) not in CODES} == set()


def test_every_industry_exists_and_has_codes_and_every_row_its_source() -> None:
    used = {row["industry_id"] for row in CODES.values()}
    assert used == taxonomy.industry_ids() - {taxonomy.UNKNOWN}
    assert all(row["source"] for row in CODES.values())


def test_parents_say_what_their_children_say_in_general() -> None:
    children = defaultdict(list)
    for (classification, _), row in CODES.items():
        if row["parent_code"]:
            children[classification, row["parent_code"]].append(row)
    for parent, rows in children.items():
        industries = {row["industry_id"] for row in rows}
        partitions = parent[0] in STATISTICAL
        if partitions and len(industries) == 1:
            assert CODES[parent]["industry_id"] in industries, parent
        elif partitions or len(rows) > 1:
            assert sector(parent) in {taxonomy.sector_of()[industry] for industry in industries}, parent


def test_a_title_means_one_industry_in_all_classifications() -> None:
    meant = defaultdict(set)
    for (classification, _), row in CODES.items():
        if classification in (*STATISTICAL, "linkedin_v2"):
            meant[taxonomy.normalise(row["title"])].add(row["industry_id"])
    assert {title: industries for title, industries in meant.items() if len(industries) > 1} == {}
    labels = taxonomy.labels()
    assert {title for title, (industry,) in meant.items() if labels.get(title, industry) != industry} == set()


def test_oecds_ict_sector_is_technology_and_telecommunications() -> None:
    ict = defined("oecd_ict_sector_2007")
    assert {sector(("isic_rev4", code)) for code in ict} == {"technology", "telecommunications"}
    assert {code: sector(("isic_rev4", code)) for code in ict} == ict
    assert {code for code, found in ict.items() if found == "telecommunications"} == {"6110", "6120", "6130", "6190"}


@needs_classifications
def test_section_q_is_healthcare() -> None:
    classes = {code for code in published("isic_rev4", "code") if len(code) == 4 and code[:2] in ("86", "87", "88")}
    assert set(defined("isic_section_q")) == classes
    assert {sector(("isic_rev4", code)) for code in (*classes, "Q", "86", "87", "88")} == {"healthcare"}
    assert {sector(code) for code in CODES if code[0] == "naics_2022" and code[1].startswith("62")} == {"healthcare"}


def test_the_creative_list_is_creative_but_for_the_software_that_oecd_counts_as_ict() -> None:
    creative = defined("dcms_creative_industries_2016")
    assert len(creative) == 31
    elsewhere = {code for code in creative if sector(("nace_rev2", code)) != "creative"}
    assert elsewhere == {code for code, found in creative.items() if found == "technology"}
    ict = defined("oecd_ict_sector_2007")
    assert elsewhere == {"58.29", "62.01", "62.02"}
    assert {CODES["isic_rev4", "5820"]["code"], "6201", "6202"} <= set(ict)


def test_content_and_media_are_creative() -> None:
    assert {sector(("isic_rev4", code)) for code in defined("oecd_content_and_media_2007")} == {"creative"}


def test_sectors_that_lists_define_hold_what_they_name_and_nothing_else() -> None:
    listed = {(row["classification"], row["code"]): row["sector_id"] for row in DEFINITIONS}
    found = {code: sector(("nace_rev2", code)) for code in classes("nace_rev2", 5)}
    meant = {code: listed.get(("nace_rev2", code), listed.get(("isic_rev4", isic_of(code)))) for code in found}
    assert {code: one for code, one in found.items() if one in listed.values()} == {
        code: one for code, one in meant.items() if one
    }
    # DCMS's classes are NACE's, and some of ISIC's hold more: no list says which of these are creative.
    others = {code: one for code in classes("isic_rev4", 4) if (one := sector(("isic_rev4", code))) != "creative"}
    assert {code: one for code, one in others.items() if one in listed.values()} == {
        code: one for (name, code), one in listed.items() if name == "isic_rev4" and one != "creative"
    }


def classes(classification: str, length: int) -> list[str]:
    return [code for name, code in CODES if name == classification and len(code) == length]


def isic_of(nace: str) -> str:
    """The class of ISIC that a class of NACE is part of, as far as the lists name it."""
    digits = nace.replace(".", "")
    parts = [digits, f"{digits[:3]}0", f"{digits[:2]}00"]
    return {"62.03": "6202"}.get(nace) or next((code for code in parts if ("isic_rev4", code) in CODES), digits)


def test_what_one_list_names_no_other_gives_to_another_sector() -> None:
    meant = defaultdict(set)
    for row in DEFINITIONS:
        meant[row["classification"], row["code"]].add(row["sector_id"])
    assert all(len(sectors) == 1 for sectors in meant.values())


@needs_classifications
def test_naics_agrees_with_isic_where_the_census_ties_them() -> None:
    """The rest is where one splits what the other joins: architects and engineers, jewellers, guided missiles."""
    older = defaultdict(set)
    for name, left, right in (("naics2022_to_naics2017", "NAICS2022", "NAICS2017"),):
        with (CLASSIFICATIONS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                older[row[left]].add(row[right])
    isic = defaultdict(set)
    with (CLASSIFICATIONS / "naics2017_to_isic4.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            isic[row["NAICS2017"]].add(("isic_rev4", row["ISIC4"].zfill(4)))
    tied = {code: {one for old in olds for one in isic[old] if one in CODES} for code, olds in older.items()}
    known = {code: classes for code, classes in tied.items() if classes and ("naics_2022", code) in CODES}
    agree = [sector(("naics_2022", code)) in {sector(one) for one in classes} for code, classes in known.items()]
    assert len(agree) > 1000
    assert sum(agree) / len(agree) > 0.98


@pytest.mark.parametrize(
    ("cell", "industry"),
    [("541511", "software"), ("541511.0", "software"), ("NAICS 2022: 541511", "software"), ("511210", "software"),
     ("62.01", "software"), ("J6201", "software"), ("ISIC Rev.4 J6201", "software"), ("J62", "technology"),
     ("62012", "software"), ("62012 - Business and domestic software development", "software"),
     ("SIC code: 86101", "hospitals"), ("86.10", "hospitals"), ("Q86", "healthcare"), ("31-33", "manufacturing"),
     ("urn:li:industry:96", "it_services"), ("LinkedIn 96", "it_services"), ("urn:li:fsd_industry:4", "software"),
     ("LinkedIn industry 4", "software"), ("LinkedIn industry id: 3128", "data_and_analytics"),
     ("62.01Z", "software"), ("6201Z", "software"), ("6201Z Programmation informatique", "software"),
     ("NAF rév. 2 : 62.01Z", "software"), ("APE 8610Z", "hospitals"), ("WZ 62.01", "software"),
     ("WZ 2008: 62.01.0", "software"), ("ATECO 62.01.00", "software"), ("NOGA 620100", "software"),
     ("SBI 62", "technology"), ("SIC J", "technology"), ("CNAE 6201", "software"), ("UK SIC 62012", "software"),
     ("Q - Human health and social work activities", "healthcare"), ("HOSPITAL_HEALTH_CARE", "healthcare"),
     ("Custom Computer Programming Services", "software"), ("Custom  computer programming services", "software")],
)  # fmt: skip
def test_what_codes_mean(cell: str, industry: str) -> None:
    assert taxonomy.industry_of(cell) == industry


@pytest.mark.parametrize(
    "cell",
    ["62", "96", "100", "3128", "1920s", "2019a", "5221", "C6201", "3", "12 people", "2019 attendees", "A", "A company",
     "NAICS", "999999", "62.99", "J6299", "62.99Z", "CNAE 8541"],
)  # fmt: skip
def test_a_code_that_may_mean_several_things_means_none(cell: str) -> None:
    assert taxonomy.industry_of(cell) is None


def test_a_code_with_its_classification_means_what_that_says() -> None:
    assert taxonomy.industry_of("NAICS 62") == "healthcare"
    assert taxonomy.industry_of("ISIC 62") == "technology"
    assert taxonomy.industry_of("ISIC Q") == "healthcare"
