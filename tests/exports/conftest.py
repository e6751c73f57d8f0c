from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

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
