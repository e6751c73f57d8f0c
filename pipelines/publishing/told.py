"""A table of history: it tells how releases differ, which nothing that landed says.

Publishing adds such tables to what dbt made. They are no part of what names a release, so the
same data still give the same release, and a home whose releases were deleted begins them anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.publishing.marts import Audience
from pipelines.publishing.tables import Sketch


@dataclass(frozen=True)
class ToldTable:
    """A table of history; `columns` are name → type and comment."""

    audience: Audience
    name: str
    comment: str
    columns: dict[str, tuple[pl.DataType, str]]

    @property
    def full_name(self) -> str:
        """Schema and table, as an analyst writes it."""
        return f"{self.audience}.{self.name}"

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Column → type."""
        return {column: kind for column, (kind, _) in self.columns.items()}

    @property
    def sketch(self) -> Sketch:
        """Its comment, and each column's."""
        return Sketch(self.comment, {column: comment for column, (_, comment) in self.columns.items()})

    def known(self, folder: Path) -> pl.DataFrame:
        """The rows that stand in the Parquet of `folder`; none where there is no such file."""
        path = folder / f"{self.name}.parquet"
        return pl.read_parquet(path).select(list(self.columns)) if path.exists() else pl.DataFrame(schema=self.schema)
