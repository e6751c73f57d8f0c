"""Totals: numbers of other tables that add up one table's, as an industry's attendances of a month those at its events.

Each visible total is an equation over the hidden cells that it adds up, and a cell is told where all solutions of all
equations agree on it. Two solutions differ by a vector that every equation adds up to nothing: a cell is told where all
such vectors are 0, and so is, but for a chance of nought, one of them drawn at random. That counts are whole numbers
from 0 on, which bounds what a cell can be, is left out of account.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import polars as pl

from pipelines.publishing.marts import AddedUp, Mart
from pipelines.publishing.small_cells import after_hidden, changes_of

if TYPE_CHECKING:
    import duckdb

SEED = 7
CONVERGED, PATIENCE = 1e-14, 100
NOUGHT = 1e-6
"""What is left of a cell that is told, where cells are drawn from a normal distribution."""

EQUATIONS = {"cell": pl.Int64, "row": pl.Int64, "total": pl.Int64}
"""A cell and the row of a table whose total adds it up, both by number, and the place of the total in `AddedUp`."""


def masked(
    connection: duckdb.DuckDBPyConnection,
    relations: dict[str, str],
    mart: Mart,
    marts: Sequence[Mart],
    masks: pl.DataFrame,
) -> pl.DataFrame:
    """`masks` of the rows of `mart`, with more of its totals hidden until they tell no hidden cell of another table.

    `relations` are the tables published before, and `mart` itself, by name.
    """
    for cells, added in _adding(marts, relations):
        own = [place for place, total in enumerate(added.totals) if total.table == mart.name]
        if not own or mart.small_cell is None:
            continue
        equations = _equations(connection, relations, cells, added)
        for place in own:
            equations = _without(equations, place, masks[added.totals[place].column].arg_true())
        series = connection.execute(
            f"SELECT {', '.join(mart.small_cell.series) or 1} FROM {relations[mart.name]} ORDER BY rowid"
        ).pl()
        for place, rows in _telling(equations, own):
            total, is_told = added.totals[place], pl.int_range(masks.height, eager=True).is_in(rows.implode())
            later = dict.fromkeys(changes_of([*total.hide]), after_hidden(series, is_told, mart.small_cell))
            hidden = dict.fromkeys((total.column, *total.hide), is_told) | later
            masks = masks.with_columns(masks[column] | hidden[column] for column in hidden)
    return masks


def told(connection: duckdb.DuckDBPyConnection, relations: dict[str, str], mart: Mart) -> int:
    """How many hidden cells of `mart` follow from the totals in other tables; `relations` are tables by name."""
    return sum(
        _solved(_equations(connection, relations, cells, added)).len() for cells, added in _adding([mart], relations)
    )


def _adding(marts: Sequence[Mart], relations: dict[str, str]) -> Iterator[tuple[str, AddedUp]]:
    for mart in marts:
        if mart.small_cell and mart.small_cell.added_up and mart.name in relations:
            yield mart.name, mart.small_cell.added_up


def _equations(
    connection: duckdb.DuckDBPyConnection, relations: dict[str, str], cells: str, added: AddedUp
) -> pl.DataFrame:
    """The hidden cells in each visible total: the columns of `EQUATIONS`."""
    found = [pl.DataFrame(schema=EQUATIONS)]
    for place, total in enumerate(added.totals):
        if total.table in relations:
            found.append(
                connection.execute(
                    f"SELECT cell.rowid AS cell, total.rowid AS row, {place}::BIGINT AS total"
                    f" FROM {relations[cells]} AS cell JOIN {relations[total.table]} AS total ON {total.where}"
                    f' WHERE cell."{added.number}" IS NULL AND total."{total.column}" IS NOT NULL ORDER BY ALL'
                ).pl()
            )
    return pl.concat(found)


def _telling(equations: pl.DataFrame, own: Sequence[int]) -> Iterator[tuple[int, pl.Series]]:
    """The totals of `own`, by place and row, that go until no cell is told; of several places the first.

    What goes are totals of told cells; where there is none, totals of cells beside them in another equation.
    """
    while (cells := _solved(equations)).len():
        of_told = equations.filter(pl.col("cell").is_in(cells.implode()))
        beside = equations.join(of_told, on=["total", "row"], how="semi")
        near = equations.filter(pl.col("cell").is_in(beside["cell"].implode()))
        telling = next(
            (some for rows in (of_told, near) if (some := rows.filter(pl.col("total").is_in(own))).height), None
        )
        if telling is None:  # none of them can tell it: what is told by the tables before stands there already
            return
        place = min(telling["total"].to_list())
        rows = telling.filter(pl.col("total") == place)["row"].unique().sort()
        yield place, rows
        equations = _without(equations, place, rows)


def _without(equations: pl.DataFrame, place: int, rows: pl.Series) -> pl.DataFrame:
    return equations.filter((pl.col("total") != place) | ~pl.col("row").is_in(rows.implode()))


def _solved(equations: pl.DataFrame) -> pl.Series:
    """The cells that all solutions agree on."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from scipy.sparse.linalg import lsmr

    if not equations.height:
        return equations["cell"]
    cells = equations["cell"].unique().sort()
    of_cell = equations["cell"].rank("dense").to_numpy().astype(np.int64) - 1
    of_total = equations.select(pl.struct("total", "row").rank("dense")).to_series().to_numpy().astype(np.int64) - 1
    shape = (int(of_total.max()) + 1, cells.len())
    sums = csr_matrix((np.ones(equations.height), (of_total, of_cell)), shape=shape)
    drawn = np.random.default_rng(SEED).standard_normal(cells.len())
    agreed = lsmr(sums, sums @ drawn, atol=CONVERGED, btol=CONVERGED, conlim=0, maxiter=PATIENCE * max(shape))[0]
    return cells.filter(pl.Series(np.abs(drawn - agreed) < NOUGHT))
