"""Layouts as data: what may be said, what is refused and how, and that the shipped ones are sound."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from pipelines.errors import LayoutError
from pipelines.exports.recognise import Recogniser
from pipelines.records import library
from pipelines.records.library import json_schema, load_layouts, read_layout
from tests.exports.conftest import Read
from tests.exports.reading import LAYOUTS

GOOD = """\
name: tea_round
title: Tea round
tool: kettle
evidence: seen
tables:
  - name: cups
    signature: [Cup, Drinker]
    records:
      - kind: contact
        fields:
          full_name: Drinker
          job_title: [{column: Cup, vocabulary: {mug: Engineer}, otherwise: Visitor}]
"""


def folder_with(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "tea.yaml").write_text(text)
    return folder


def test_a_homes_layout_takes_part(read: Read, tmp_path: Path) -> None:
    found = read("Cup,Drinker\nMug,Ada Example\nGlass,Bo Test\n", "t.csv", layouts=folder_with(tmp_path, GOOD))
    assert [(one["full_name"], one["job_title"], one["tool"]) for one in found.records("contact")] == [
        ("Ada Example", "Engineer", "kettle"), ("Bo Test", "Visitor", "kettle"),
    ]  # fmt: skip
    assert found.account.parts[0].unknown_values == {}


def test_a_homes_layout_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    folder = folder_with(tmp_path, GOOD.replace("tea_round", "luma_guests"))
    (layout,) = [one for one in load_layouts(folder) if one.name == "luma_guests"]
    assert layout.title == "Tea round"


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        ("tool: kettle", "tol: kettle", 3, "tol"),
        ("evidence: seen", "evidence: hearsay", 4, "evidence"),
        ("kind: contact", "kind: cup", 9, "kind"),
        ("full_name: Drinker", "fullname: Drinker", 11, "fullname"),
        ("Drinker\n          job", "{column: Drinker, constant: x}\n          job", 11, "full_name"),
        ("Drinker\n          job", "{file_name: who}\n          job", 11, "full_name"),
        ("Drinker\n          job", "{context: who}\n          job", 11, "full_name"),
        ("Drinker\n          job", "{column: Drinker, match: '('}\n          job", 11, "match"),
        ("    signature: [Cup, Drinker]\n", "", 6, "tables"),
        ("kind: contact", "kind: attendance", 10, "fields"),
        ("title: Tea round", "title: [Tea", 3, None),
    ],
)
def test_a_fault_is_named_with_file_line_and_key(
    tmp_path: Path, old: str, new: str, line: int, key: str | None
) -> None:
    path = tmp_path / "tea.yaml"
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(LayoutError) as fault:
        read_layout(path)
    assert str(path) in fault.value.message
    assert f"line {line}" in fault.value.message or key is None
    assert key is None or key in fault.value.message
    assert fault.value.remedy


@pytest.mark.parametrize(
    "path", sorted([*library.SHIPPED.glob("*.yaml"), *LAYOUTS.glob("*.yaml")]), ids=lambda p: p.stem
)
def test_layouts_satisfy_the_schema_that_editors_read(path: Path) -> None:
    jsonschema.Draft202012Validator(json.loads(json_schema())).validate(yaml.safe_load(path.read_text()))
    assert read_layout(path).name == path.stem


def test_the_schema_refuses_what_the_language_refuses() -> None:
    said = yaml.safe_load(GOOD.replace("tool: kettle", "tol: kettle"))
    assert list(jsonschema.Draft202012Validator(json.loads(json_schema())).iter_errors(said))


def test_of_two_signatures_the_more_specific_wins(tmp_path: Path) -> None:
    wider = GOOD.replace("[Cup, Drinker]", "[Cup, Drinker, Sugar]").replace("tea_round", "a_sweet_round")
    folder = folder_with(tmp_path, GOOD)
    (folder / "sweet.yaml").write_text(wider)
    recogniser = Recogniser(load_layouts(folder))
    names = [
        match.layout.name if (match := recogniser.header(cells)) else None
        for cells in (["Cup", "DRINKER "], ["sugar", "\ufeffcup", "Drinker"], ["Cup"])
    ]
    assert names == ["tea_round", "a_sweet_round", None]


def test_no_shipped_signature_is_another_layouts_too() -> None:
    layouts = load_layouts()
    owners: dict[frozenset[str], str] = {}
    for layout in layouts:
        for table in layout.tables:
            for signature in table.signature:
                assert owners.setdefault(frozenset(signature), layout.name) == layout.name
