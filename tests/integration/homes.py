"""Small homes for tests that run the whole way several times: a few exports of the demo, no decisions."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from pipelines.home import Home
from tests.integration.conftest import DEMO

FILES = (
    "Software Breakfast 1 - Guests*", "Capital and Founders 1 - Guests*", "Capital and Founders 3 - Guests*",
    "hubspot-crm-exports-all-companies-*", "memberful-members-*",
)  # fmt: skip
LATE = ("Makers and Machines 1 - Guests*",)
SETTINGS = "[clock]\nnow = {now}\n"


def exports(patterns: tuple[str, ...]) -> Iterator[Path]:
    """The demo's exports of these names; each pattern finds one."""
    for pattern in patterns:
        (path,) = (DEMO / "inbox").glob(pattern)
        yield path


def small_home(root: Path, now: str = "2026-07-01T06:00:00Z", files: tuple[str, ...] = FILES) -> Home:
    """A home whose clock stands at `now`, with more files in its inbox."""
    home = Home.at(root)
    home.prepare()
    home.settings_file.write_text(SETTINGS.format(now=now), encoding="utf-8")
    for path in exports(files):
        shutil.copy(path, home.inbox)
    return home
