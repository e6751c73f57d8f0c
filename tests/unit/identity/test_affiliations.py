"""Who worked where, and when."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from pipelines.home import Home
from pipelines.identity import affiliations
from pipelines.settings import Settings
from tests.unit.identity.drops import drop, resolved, table

INDUSTRIES = pl.DataFrame(
    {
        "organisation_id": ["o_a", "o_b", "o_c", "o_d"],
        "industry_id": ["software", "design", "unknown", "education"],
        "industry_source": ["explicit", "explicit", "unknown", "classifier"],
        "industry_confidence": [1.0, 1.0, 0.0, 0.9],
    }
)


WHO = st.sampled_from(["p_a", "p_b"])
DAY = st.dates(date(2024, 1, 1), date(2024, 1, 12))


def _built(*evidence: dict[str, Any]) -> pl.DataFrame:
    schema = {
        "person_id": pl.String, "organisation_id": pl.String, "employment": pl.String, "job_title": pl.String,
        "industry_raw": pl.String, "record_kind": pl.String, "day": pl.Date, "landed_at": pl.Datetime("us"),
        "outcome_kind": pl.String, "employed_from_on": pl.Date, "employed_until_on": pl.Date,
    }  # fmt: skip
    rows = [
        {"person_id": "p_a", "record_kind": "attendance", "landed_at": datetime.fromisoformat("2026-06-30"), **row}
        for row in evidence
    ]
    frame = pl.DataFrame([{key: row.get(key) for key in schema} for row in rows], schema=schema)
    return affiliations.built(frame, frame["person_id"].unique().sort(), INDUSTRIES)


def _intervals(frame: pl.DataFrame) -> list[tuple[str | None, date | None, date | None]]:
    return frame.select("organisation_id", "starts_on", "ends_on").rows()


def test_the_first_is_open_to_the_past_and_the_last_to_the_future() -> None:
    found = _built(
        {"organisation_id": "o_a", "day": date(2024, 3, 1)},
        {"organisation_id": "o_a", "day": date(2024, 5, 1)},
        {"organisation_id": "o_b", "day": date(2025, 2, 1)},
        {"organisation_id": "o_b", "day": date(2025, 9, 1)},
    )
    assert _intervals(found) == [("o_a", None, date(2025, 2, 1)), ("o_b", date(2025, 2, 1), None)]
    assert found["shown_from_on"].to_list() == [date(2024, 3, 1), date(2025, 2, 1)]
    assert found["industry_id"].to_list() == ["software", "design"]


def test_who_comes_back_has_three_affiliations() -> None:
    days = [("o_a", date(2024, 1, 1)), ("o_b", date(2024, 6, 1)), ("o_a", date(2025, 1, 1))]
    found = _built(*({"organisation_id": where, "day": day} for where, day in days))
    assert [row[0] for row in _intervals(found)] == ["o_a", "o_b", "o_a"]


def test_on_one_day_a_membership_goes_before_an_attendance() -> None:
    day = date(2025, 1, 1)
    found = _built(
        {"organisation_id": "o_a", "day": day, "record_kind": "attendance"},
        {"organisation_id": "o_b", "day": day, "record_kind": "membership"},
    )
    assert _intervals(found) == [("o_b", None, None)]


def test_an_address_book_without_a_day_yields_to_records_that_have_one() -> None:
    found = _built(
        {"organisation_id": "o_a", "day": date(2025, 1, 1)}, {"organisation_id": "o_b", "record_kind": "contact"}
    )
    assert _intervals(found) == [("o_a", None, None)]
    alone = _built({"organisation_id": "o_b", "record_kind": "contact"})
    assert _intervals(alone) == [("o_b", None, None)]
    assert alone["confidence"].item() == pytest.approx(affiliations.TRUST["contact"] * affiliations.ASSUMED)


def test_a_guest_list_of_an_evening_to_come_speaks_of_the_day_it_landed() -> None:
    found = _built(
        {"organisation_id": "o_a", "day": date(2027, 1, 1)},
        {"organisation_id": "o_b", "day": date(2026, 5, 1)},
    )
    assert _intervals(found) == [("o_b", None, date(2026, 6, 30)), ("o_a", date(2026, 6, 30), None)]


def test_the_surer_an_affiliation_the_more_of_its_records_agree() -> None:
    day = date(2025, 1, 1)
    agreed = _built(*({"organisation_id": "o_a", "day": day} for _ in range(2)))
    disputed = _built(*({"organisation_id": where, "day": day} for where in ("o_a", "o_a", "o_b")))
    assert agreed["confidence"].item() == affiliations.TRUST["attendance"]
    assert disputed["confidence"].item() == pytest.approx(affiliations.TRUST["attendance"] * 2 / 3, abs=1e-4)


@pytest.mark.parametrize(("kind", "employers"), [("job_lead", ["o_a"]), ("hire", ["o_a"]), ("client", ["o_a", "o_b"])])
def test_to_apply_for_a_job_is_not_to_have_it(kind: str, employers: list[str]) -> None:
    found = _built(
        {"organisation_id": "o_a", "day": date(2024, 1, 1)},
        {"organisation_id": "o_b", "day": date(2025, 1, 1), "record_kind": "outcome", "outcome_kind": kind},
    )
    assert found["organisation_id"].to_list() == employers


def test_the_company_of_an_application_is_known_and_employs_no_applicant(home: Home, settings: Settings) -> None:
    ada = {"full_name": "Ada Byte", "email": "ada@byte.example"}
    leads = [{**ada, "organisation_name": name, "outcome_kind": "job_lead"} for name in ("Acme", "Binary House")]
    drop(home, "outcome", leads, "applications.csv")
    resolved(home, settings)
    assert table(home, "affiliations")["organisation_id"].to_list() == [None]
    assert table(home, "organisations")["record_count"].to_list() == [1, 1]


def _position(where: str, since: date | None, until: date | None = None) -> dict[str, Any]:
    said = {"organisation_id": where, "employed_from_on": since, "employed_until_on": until}
    return {**said, "record_kind": "contact", "day": until}


def test_a_career_written_down_gives_each_stay_its_own_days() -> None:
    found = _built(
        _position("o_a", date(2018, 1, 1), date(2020, 6, 1)), _position("o_b", date(2021, 1, 1)),
    )  # fmt: skip
    assert _intervals(found) == [
        (None, None, date(2018, 1, 1)),
        ("o_a", date(2018, 1, 1), date(2020, 6, 1)),
        (None, date(2020, 6, 1), date(2021, 1, 1)),
        ("o_b", date(2021, 1, 1), None),
    ]
    assert found["affiliation_source"].to_list() == ["none", "employment", "none", "employment"]
    assert found["shown_from_on"].to_list() == [None, date(2018, 1, 1), None, date(2021, 1, 1)]


def test_an_employer_shown_in_a_gap_of_a_career_holds_until_the_next() -> None:
    found = _built(
        _position("o_a", date(2010, 1, 1), date(2015, 1, 1)),
        {"organisation_id": "o_c", "day": date(2015, 7, 1)},
        _position("o_b", date(2025, 1, 1)),
    )
    assert _intervals(found)[2:4] == [
        (None, date(2015, 1, 1), date(2015, 7, 1)), ("o_c", date(2015, 7, 1), date(2025, 1, 1)),
    ]  # fmt: skip


def test_a_list_of_connections_names_the_employers_of_the_day_it_landed(home: Home, settings: Settings) -> None:
    tie = {"from_full_name": "Max Null", "to_full_name": "Ada Byte", "to_organisation_name": "Acme"}
    drop(home, "interaction", [{**tie, "interaction_kind": "connection", "occurred_on": "2019-03-01"}], "a.csv")
    resolved(home, settings)
    shown = table(home, "affiliations").drop_nulls("organisation_id")["shown_from_on"].to_list()
    assert shown == [date(2026, 1, 1)]


def test_a_stay_goes_before_what_a_day_within_it_shows_and_not_before_what_comes_later() -> None:
    found = _built(
        _position("o_a", date(2018, 1, 1), date(2020, 6, 1)),
        {"organisation_id": "o_c", "day": date(2019, 1, 1)},
        {"organisation_id": "o_b", "day": date(2022, 1, 1)},
    )
    assert [row[0] for row in _intervals(found)] == [None, "o_a", None, "o_b"]


def test_who_leaves_a_second_post_still_has_the_first() -> None:
    found = _built(
        _position("o_a", date(2018, 1, 1)), _position("o_b", date(2019, 1, 1), date(2020, 1, 1)),
    )  # fmt: skip
    assert [row[0] for row in _intervals(found)] == [None, "o_a", "o_b", "o_a"]


def test_a_stay_of_which_only_the_end_is_known_holds_no_longer() -> None:
    found = _built(
        {"organisation_id": "o_b", "day": date(2020, 5, 1)}, _position("o_a", None, date(2022, 4, 1)),
    )  # fmt: skip
    assert _intervals(found)[1:] == [
        ("o_b", date(2020, 5, 1), date(2022, 3, 31)),
        ("o_a", date(2022, 3, 31), date(2022, 4, 1)),
        (None, date(2022, 4, 1), None),
    ]


def test_a_stay_that_ends_before_it_starts_is_none() -> None:
    assert _intervals(_built(_position("o_a", date(2020, 1, 1), date(2019, 1, 1)))) == [(None, None, None)]


def test_the_title_is_the_latest_with_that_employer() -> None:
    found = _built(
        {"organisation_id": "o_a", "day": date(2024, 1, 1), "job_title": "Engineer"},
        {"organisation_id": "o_a", "day": date(2024, 2, 1), "job_title": "Director"},
        {"organisation_id": "o_a", "day": date(2024, 3, 1)},
    )
    assert found["job_title"].to_list() == ["Director"]


def test_an_employer_of_unknown_industry_leaves_the_persons_own_word() -> None:
    found = _built({"organisation_id": "o_c", "day": date(2024, 1, 1), "industry_raw": "Graphic Design"})
    assert found.select("industry_id", "industry_source").row(0) == ("design", "explicit")


def test_somebody_without_employer_has_an_affiliation_too() -> None:
    found = _built({"day": date(2024, 1, 1), "industry_raw": "SaaS"}, {"person_id": "p_b", "day": date(2024, 1, 1)})
    assert found.select("person_id", "organisation_id", "industry_id", "confidence").rows() == [
        ("p_a", None, "software", 0.0), ("p_b", None, "unknown", 0.0),
    ]  # fmt: skip


def test_an_industry_of_ones_own_holds_until_another_is_given() -> None:
    said = [(date(2018, 5, 1), "Hospital & Health Care"), (date(2019, 5, 1), None), (date(2024, 5, 1), "SaaS")]
    found = _built(*({"day": day, "industry_raw": label} for day, label in said))
    assert found.select("industry_id", "starts_on", "ends_on", "organisation_id").rows() == [
        ("healthcare", None, date(2024, 5, 1), None), ("software", date(2024, 5, 1), None, None),
    ]  # fmt: skip


def test_a_persons_own_word_goes_before_what_is_supposed_of_the_employer_and_after_what_is_said() -> None:
    day = date(2026, 1, 1)
    found = _built(
        {"person_id": "p_said", "organisation_id": "o_a", "industry_raw": "Insurance", "day": day},
        {"person_id": "p_supposed", "organisation_id": "o_d", "industry_raw": "Insurance", "day": day},
        {"person_id": "p_silent", "organisation_id": "o_d", "day": day},
        {"person_id": "p_nothing", "organisation_id": "o_c", "day": day},
    )
    told = found.sort("person_id").select("person_id", "industry_id", "industry_source", "industry_confidence").rows()
    assert told == [
        ("p_nothing", "unknown", "unknown", 0.0),
        ("p_said", "software", "explicit", 1.0),
        ("p_silent", "education", "classifier", 0.9),
        ("p_supposed", "insurance", "explicit", 1.0),
    ]


@bounds(suppress_health_check=[HealthCheck.too_slow], max_examples=30)
@given(
    st.lists(st.tuples(WHO, st.sampled_from(["o_a", "o_b", None]), DAY), min_size=1, max_size=25),
    st.lists(st.tuples(WHO, st.sampled_from(["o_a", "o_c"]), DAY, st.none() | DAY), max_size=6),
)
def test_every_day_of_everybody_has_exactly_one(
    rows: list[tuple[str, str | None, date]], stays: list[tuple[str, str, date, date | None]]
) -> None:
    found = _built(
        *({"person_id": who, "organisation_id": where, "day": day} for who, where, day in rows),
        *({**_position(where, since, until), "person_id": who} for who, where, since, until in stays),
    )
    for who in {row[0] for row in (*rows, *stays)}:
        mine = found.filter(pl.col("person_id") == who)
        for day in (date(2020, 1, 1), *(row[2] for row in rows), date(2030, 1, 1)):
            starts = pl.col("starts_on").is_null() | (pl.col("starts_on") <= day)
            ends = pl.col("ends_on").is_null() | (pl.col("ends_on") > day)
            assert mine.filter(starts & ends).height == 1


def test_people_show_their_last_employer(home: Home, settings: Settings) -> None:
    ada = {"full_name": "Ada Byte", "email": "ada@example.org"}
    rows = [
        {**ada, "organisation_name": "Acme", "event_on": "2024-01-01", "job_title": "Engineer"},
        {**ada, "organisation_name": "Binary House", "event_on": "2025-01-01", "job_title": "Director"},
    ]
    drop(home, "attendance", rows, "a.csv")
    resolved(home, settings)
    names = table(home, "organisations").select("organisation_id", "organisation_name")
    row = table(home, "people").join(names, on="organisation_id").row(0, named=True)
    assert (row["organisation_name"], row["job_title"]) == ("Binary House", "Director")


def test_to_work_for_oneself_or_for_nobody_ends_an_employment_and_is_no_organisation() -> None:
    built = _built(
        {"organisation_id": "o_a", "day": date(2024, 1, 1)},
        {"employment": "independent", "day": date(2024, 6, 1)},
        {"employment": "none", "day": date(2025, 1, 1)},
    )
    assert built.select("organisation_id", "employment", "starts_on").rows() == [
        ("o_a", "employed", None),
        (None, "independent", date(2024, 6, 1)),
        (None, "none", date(2025, 1, 1)),
    ]


def test_nothing_known_is_neither_independent_nor_none() -> None:
    assert _built({"day": date(2024, 1, 1)})["employment"].to_list() == ["unknown"]


def test_a_cell_not_filled_in_between_ends_no_employment() -> None:
    built = _built(
        {"organisation_id": "o_a", "day": date(2024, 1, 1)},
        {"employment": "none", "day": date(2024, 6, 1)},
        {"organisation_id": "o_a", "day": date(2025, 1, 1)},
    )
    assert _intervals(built) == [("o_a", None, None)]
