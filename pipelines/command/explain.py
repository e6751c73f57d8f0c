"""`kith explain`: how one file would be read, in words or as JSON; nothing is written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from pipelines import settings
from pipelines.home import Home
from pipelines.records.explain import explain as explain_file

MOST_ROWS_NAMED = 8


def explain(home: Home, file: Path, *, as_json: bool) -> None:
    """Prints what reading `file` with the layouts and settings of `home` would make of it."""
    found = explain_file(file, home, settings.load(home)).to_dict()
    if as_json:
        print(json.dumps(found, indent=2, ensure_ascii=False, default=str))
    else:
        _print(Console(highlight=False), file, found)
