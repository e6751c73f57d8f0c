"""Layouts that a home teaches, on exports in the shape of public registers (rows made up)."""

from __future__ import annotations

from datetime import date

from tests.exports.conftest import Read
from tests.exports.reading import LAYOUTS

PRECOP = "Group_Type,Delegation,Honorific,Person_Name,Job_Title,Division,Affiliation,Year,Meeting,Location\n"


def test_one_file_may_be_about_many_events(read: Read) -> None:
    found = read(
        PRECOP + "Parties,Examplia,Ms,Ada Example,NA,,Ministry of Examples,1991,INC 1,Here\n"
        "Parties,Testland,,Bo Test,Adviser,,NA,1995,INC 11,There\n"
        "Parties,Testland,,Bo Test,Adviser,,NA,1995,INC 11,There\n",
        "delegates.csv",
        layouts=LAYOUTS,
    )
    ada, bo = found.records("attendance")
    assert (ada["event_name"], ada["event_on"], ada["status"]) == ("INC 1", date(1991, 2, 4), "attended")
    assert (ada["honorific"], ada["job_title"], ada["organisation_name"]) == ("Ms", None, "Ministry of Examples")
    assert (bo["event_on"], bo["organisation_name"]) == (date(1995, 2, 6), "Testland")
    assert found.account.total("rows_duplicate") == 1
    assert found.reconciles()


def test_an_event_outside_the_vocabulary_is_held_and_counted(read: Read) -> None:
    found = read(PRECOP + "Parties,Examplia,,Ada Example,,,,1996,INC 12,Here\n", "delegates.csv", layouts=LAYOUTS)
    assert found.reasons == {"event_date_missing": 1}
    assert found.account.parts[0].unknown_values == {"meeting": {"INC 12": 1}}


def test_a_register_in_editions_is_a_series_of_full_snapshots(read: Read) -> None:
    text = "slug,role,name,party\nexamples,Chair & Registered Contact,Ada Example,Green\nexamples,Officer,Bo Test,\n"
    found = read(text, "officers_2025-12-01.csv", layouts=LAYOUTS)
    chair, _ = found.records("membership")
    assert (chair["group_name"], chair["level"], chair["organisation_name"]) == (
        "examples", "Chair & Registered Contact", None,
    )  # fmt: skip
    assert (found.account.is_full_snapshot, found.account.snapshot_on) == (True, date(2025, 12, 1))


def test_groups_are_organisations(read: Read) -> None:
    text = "slug,title,category,categories,agm_date\nexamples,Group for Examples,Subject Group,,2025-03-24\n"
    group = read(text, "groups_2025-12-01.csv", layouts=LAYOUTS).only("organisation")
    assert (group["name"], group["industry_raw"]) == ("Group for Examples", "Subject Group")
