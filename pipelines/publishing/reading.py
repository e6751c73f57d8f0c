"""Opening the published release to read it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipelines import home as places
from pipelines.errors import HomeError
from pipelines.home import Home
from pipelines.publishing.marts import Audience
from pipelines.publishing.tables import name, schema_of
from pipelines.settings import Engine

if TYPE_CHECKING:
    import duckdb


@contextmanager
def released(
    home: Home, audience: Audience = "insights", engine: Engine | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection on which both `events` and `insights.events` name the published table.

    Raises `HomeError` where nothing is published.
    """
    file = home.insights_file if audience == "insights" else home.restricted_file
    if not file.exists():
        raise HomeError(f"{home.root} has no published release yet.", "Run `kith run` first.")
    with places.connect(file, read_only=True, **(engine or Engine()).limits) as connection:
        connection.execute(f"USE {name(file.stem, schema_of(audience))}")
        yield connection
