from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.exports.encodings import encoding_of
from tests.exports.reading import Outcome, read_path

Read = Callable[..., Outcome]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads text or bytes as a file of a given name."""

    def read_content(content: str | bytes, name: str, **ways: Any) -> Outcome:
        path = tmp_path / "content"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_path(path, name, **ways)

    return read_content


Same = Callable[[Path, bytes], bool]
"""Whether bytes under the name of an export say what the export says."""


def text_of(path: Path) -> str:
    return path.read_bytes().decode(encoding_of(path).name).removeprefix("\ufeff")


def meaning(found: Outcome) -> tuple[Any, ...]:
    """What a file says: its records without where they stood, and how many rows came to nothing, and why."""
    assert found.reconciles()
    return {kind: found.records(kind) for kind in sorted(found.kinds)}, found.reasons, found.account.total("rows_in")


@cache
def native(path: Path) -> tuple[Any, ...]:
    """What the example says as it is."""
    return meaning(read_path(path))


@pytest.fixture
def says_the_same(tmp_path: Path) -> Same:
    def compare(path: Path, content: bytes) -> bool:
        written = tmp_path / "written"
        written.write_bytes(content)
        return meaning(read_path(written, path.name)) == native(path)

    return compare
