"""What the marts of this project declare, read from their yml."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from pipelines.publishing.marts import SmallCell

MARTS = Path(__file__).resolve().parents[3] / "dbt_project" / "models" / "marts" / "insights"


def models() -> Iterator[dict[str, Any]]:
    """What the yml files say of each mart."""
    for file in MARTS.glob("*/*__models.yml"):
        yield from yaml.safe_load(file.read_text())["models"]


def declared(mart: str) -> SmallCell:
    """What the mart's own yml says of its small cells."""
    return next(SmallCell.model_validate(m["config"]["meta"]["small_cell"]) for m in models() if m["name"] == mart)
