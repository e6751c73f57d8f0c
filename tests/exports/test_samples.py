"""Every sample and example is read as its layout or kept whole with a reason; none is lost, none crashes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.records.library import load_layouts
from tests.exports import listing
from tests.exports.conftest import Read
from tests.exports.reading import SAMPLES, as_zip, read_path


@pytest.mark.parametrize("path", listing.exports(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_export_is_read_as_it_is_listed_and_accounted_for(path: Path) -> None:
    found = read_path(path)
    assert found.reconciles()
    assert f"{listing.entry(path, found)}\n" in listing.FILE.read_text(encoding="utf-8")


def test_every_example_is_read_by_the_layout_it_stands_for() -> None:
    for path in listing.EXAMPLES.rglob("*.*"):
        assert path.parent.name in {part.layout for part in read_path(path).account.parts}, path


def test_every_shipped_layout_is_shown_by_an_export_that_it_reads() -> None:
    listed = listing.FILE.read_text(encoding="utf-8")
    assert [layout.name for layout in load_layouts() if f"  {layout.name}: " not in listed] == []


def test_a_linkedin_archive_is_read_whole(read: Read) -> None:
    folder = SAMPLES / "linkedin" / "archive_synthetic"
    members = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.csv")}
    found = read(as_zip(members), "Complete_LinkedInDataExport.zip")
    assert found.reconciles()
    assert found.reasons.keys() == {"draft"}
    kinds = {record["interaction_kind"] for record in found.records("interaction")}
    assert kinds == {"connection", "invitation", "message", "recommendation", "endorsement"}
    assert {record["outcome_kind"] for record in found.records("outcome")} == {"job_lead"}


def test_nothing_that_was_written_in_a_message_is_kept(read: Read) -> None:
    people = "FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS"
    header = f"CONVERSATION ID,CONVERSATION TITLE,{people},DATE,SUBJECT,CONTENT,FOLDER"
    sent = "2026-05-01 10:00:00 UTC,Secret,Secret,INBOX"
    rows = [
        f"c1,Secret,Ada Example,https://www.linkedin.com/in/ada,Bo Test,https://www.linkedin.com/in/bo,{sent}",
        f"c2,Secret,Ada Example,,,,{sent}",
        f"c3,Secret,Ada Example,,Bo Test,,{sent},too,many,Secret",
    ]
    found = read("\n".join([header, *rows]), "messages.csv")
    assert found.reasons == {"to_person_missing": 1, "too_many_cells": 1}
    assert "Secret" not in str(found.records("interaction")) + str(found.quarantine["raw"].to_list())
