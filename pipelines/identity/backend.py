"""The DuckDB that Splink scores in, which keeps of predictions what is asked of them and no more.

By itself Splink keeps beside each score every value that a comparison looked at. Imported where pairs are scored, since
Splink takes long to import.
"""

from __future__ import annotations

from collections.abc import Iterable

from duckdb import DuckDBPyConnection
from splink import DuckDBAPI

PREDICTIONS = "__splink__df_predict"


class Backend(DuckDBAPI):
    """Splink's backend for DuckDB; its predictions have the columns `told`."""

    def __init__(self, connection: DuckDBPyConnection, told: Iterable[str]) -> None:
        super().__init__(connection)
        self._told = ", ".join(told)

    def _setup_for_execute_sql(self, sql: str, physical_name: str) -> str:
        is_told = physical_name.startswith(PREDICTIONS)
        made: str = super()._setup_for_execute_sql(
            f"select {self._told} from ({sql})" if is_told else sql, physical_name
        )
        return made
