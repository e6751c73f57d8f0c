from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipelines.errors import LayoutError
from pipelines.home import Home
from pipelines.records.explain import explain
from pipelines.settings import Settings

LUMA = (
    "guest_id,name,email,approval_status,checked_in_at,created_at\n"
    "g1,Ada Example,ada@example.org,approved,2026-05-20T17:30:00Z,2026-05-01T08:00:00Z\n"
    "g2,Bo Test,bo@example.org,perhaps,,2026-05-01T08:00:00Z\n"
    "g3,Cy Test,cy@example.org,approved,,once\n"
    "g2,Bo Test,bo@example.org,perhaps,,2026-05-01T08:00:00Z\n"
)


@pytest.fixture
def luma(tmp_path: Path) -> Path:
    path = tmp_path / "Open evening - Guests - 2026-05-21-09-00-00.csv"
    path.write_text(LUMA)
    return path


def test_an_explanation_tells_layout_mapping_and_rows(luma: Path, home: Home, settings: Settings) -> None:
    found = explain(luma, home, settings).to_dict()
    assert (found["layout"], found["record_kinds"]) == ("luma_guests", ["attendance"])
    assert (found["encoding"], found["container"]) == ("utf-8", "text")
    assert (found["rows_in"], found["loaded"], found["duplicates"]) == (4, 2, 1)
    assert found["quarantined"] == {"registered_at_unreadable": 1}
    (part,) = found["parts"]
    assert part["quarantined_rows"] == {"registered_at_unreadable": [4]}
    assert part["layout_reason"] == "row 1 has approval_status, checked_in_at"
    assert part["unknown_values"] == {"approval_status": {"perhaps": 1}}
    assert part["mapping"]["attendance"]["email"] == ["'email'"]
    assert part["mapping"]["attendance"]["event_name"] == ["event_name in the file's name"]
    assert part["mapping"]["attendance"]["status"] == [
        "always attended on some rows",
        "'approval_status' by vocabulary",
    ]
    assert "phone" not in part["mapping"]["attendance"]
    assert found["first_records"]["attendance"][0]["full_name"] == "Ada Example"
    assert json.loads(json.dumps(found, default=str))


def test_a_layout_that_makes_two_records_of_a_kind_is_told_of_both(
    tmp_path: Path, home: Home, settings: Settings
) -> None:
    path = tmp_path / "activities.csv"
    path.write_text(
        "Activity - Subject,Activity - Type,Activity - Done,Activity - Due date,Person - Name,Activity - Owner\n"
        "Lunch,lunch,Done,2026-05-20,Ada Example,Bo Test\n"
    )
    mapping = explain(path, home, settings).to_dict()["parts"][0]["mapping"]
    told = {kind: fields["interaction_kind"] for kind, fields in mapping.items()}
    assert told == {"interaction": ["always meeting"], "interaction 2": ["always message"]}


def test_explaining_writes_nothing_into_the_home(luma: Path, home: Home, settings: Settings) -> None:
    before = sorted(home.root.rglob("*"))
    explain(luma, home, settings)
    assert sorted(home.root.rglob("*")) == before


def test_an_unknown_file_is_explained_too(tmp_path: Path, home: Home, settings: Settings) -> None:
    path = tmp_path / "cups.csv"
    path.write_text("Cup,Drinker\nMug,Ada Example\n")
    found = explain(path, home, settings).to_dict()
    assert (found["status"], found["layout"], found["quarantined"]) == ("unrecognised", None, {"unknown_layout": 1})
    assert found["parts"][0]["mapping"] == {}


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_what_cannot_be_read_is_explained_with_a_remedy(
    name: str, tmp_path: Path, home: Home, settings: Settings
) -> None:
    found = explain(tmp_path / name, home, settings).to_dict()
    assert found["status"] == "refused"
    assert found["refusal"].count(".") >= 2


def test_a_faulty_layout_of_the_home_is_named(luma: Path, home: Home, settings: Settings) -> None:
    (home.layouts / "own.yaml").write_text("name: own\n")
    with pytest.raises(LayoutError, match=r"own\.yaml"):
        explain(luma, home, settings)
