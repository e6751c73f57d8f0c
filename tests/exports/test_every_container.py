"""Address books, calendars and JSON: what changes about one and says nothing changes no record."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.exports.conftest import Same, text_of
from tests.exports.reading import SAMPLES, read_path

CARDS = sorted((SAMPLES / "vcard").glob("*.vcf"))
CALENDARS = sorted((SAMPLES / "icalendar").glob("*.ics"))
DOCUMENTS = sorted(SAMPLES.rglob("*.json"))
CONTENT_LINE = re.compile(r"^[A-Z][A-Z0-9-]*(?=[;:])", re.MULTILINE)


def of(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.name)


def one_line_end(path: Path) -> str:
    return re.sub("\r+\n|\r", "\n", text_of(path))


def turned(value: Any) -> Any:
    """The same JSON with every object's keys the other way round, and one more."""
    if isinstance(value, dict):
        return {"zz_custom": "blue", **{key: turned(one) for key, one in reversed(value.items())}}
    return [turned(one) for one in value] if isinstance(value, list) else value


def test_there_is_a_sample_of_every_container() -> None:
    assert {read_path(path).account.container for path in (*CARDS, *CALENDARS, *DOCUMENTS)} == {
        "vcard", "calendar", "json",
    }  # fmt: skip


@of([*CARDS, *CALENDARS, *DOCUMENTS])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r\r\n"], ids=["LF", "CR LF", "CR CR LF"])
def test_any_line_end_will_do(path: Path, end: str, says_the_same: Same) -> None:
    assert says_the_same(path, one_line_end(path).replace("\n", end).encode())


@of([*CARDS, *CALENDARS, *DOCUMENTS])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_any_encoding_will_do(path: Path, encoding: str, says_the_same: Same) -> None:
    assert says_the_same(path, text_of(path).encode(encoding))


@of([*CARDS, *CALENDARS])
def test_property_names_may_be_in_any_case(path: Path, says_the_same: Same) -> None:
    lower = CONTENT_LINE.sub(lambda found: found[0].lower(), one_line_end(path))
    assert says_the_same(path, lower.encode())


@of([*CARDS, *CALENDARS])
def test_properties_of_its_own_change_no_record(path: Path, says_the_same: Same) -> None:
    marked = re.sub("(?m)^(BEGIN:(?:VCARD|VEVENT))$", r"\1\nX-FAVOURITE-COLOUR;X-OF=me:blue", one_line_end(path))
    assert says_the_same(path, marked.encode())


@of(DOCUMENTS)
@pytest.mark.parametrize("indent", [None, 4])
def test_keys_may_stand_in_any_order_among_others(path: Path, indent: int | None, says_the_same: Same) -> None:
    document = turned(json.loads(text_of(path)))
    assert says_the_same(path, json.dumps(document, indent=indent, ensure_ascii=False).encode())
