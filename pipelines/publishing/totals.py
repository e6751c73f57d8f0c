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

from pipelines.publishing.marts import AddedUp, Mart, SmallCell, Total
from pipelines.publishing.small_cells import after_hidden, changes_of, complemented

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
        own = {place: total for place, total in enumerate(added.totals) if total.table == mart.name}
        if not own or mart.small_cell is None:
            continue
        rows = connection.execute(f"SELECT * FROM {relations[mart.name]} ORDER BY rowid").pl()
        equations = _equations(connection, relations, cells, added)
        while telling := _telling(_shown(equations, own, masks), own):
            place, told_by = telling
            hidden = pl.int_range(rows.height, eager=True).is_in(told_by.implode())
            masks = _with_hidden(masks, rows, hidden, own[place], mart.small_cell)
    return masks


def told(connection: duckdb.DuckDBPyConnection, relations: dict[str, str], mart: Mart) -> int:
    """How many hidden cells of `mart` follow from the totals in other tables; `relations` are tables by name."""
    return sum(
        _solved(_equations(connection, relations, cells, added)).len() for cells, added in _adding([mart], relations)
    )


def _adding(marts: Sequence[Mart], relations: dict[str, str]) -> Iterator[tuple[str, AddedUp]]:
    for mart in marts:
        if mart.small_cell and mart.name in relations:
            yield from ((mart.name, added) for added in mart.small_cell.added_up)


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


def _shown(equations: pl.DataFrame, own: dict[int, Total], masks: pl.DataFrame) -> pl.DataFrame:
    """The equations without those of `own` totals that are hidden."""
    for place, total in own.items():
        hidden = masks[total.column].arg_true()
        equations = equations.filter((pl.col("total") != place) | ~pl.col("row").is_in(hidden.implode()))
    return equations


def _telling(equations: pl.DataFrame, own: dict[int, Total]) -> tuple[int, pl.Series] | None:
    """The place of one of `own` totals and the rows whose totals go next; None where no cell is told, or none can go.

    What goes are totals of told cells; where there is none, of cells beside them in another equation, and so on. Of
    several totals the first one declared goes.
    """
    cells = _solved(equations)
    rows = equations.filter(pl.col("cell").is_in(cells.implode()))
    going = [place for place, total in own.items() if not total.stays]
    while (telling := rows.filter(pl.col("total").is_in(going))).is_empty():
        beside = equations.join(rows, on=["total", "row"], how="semi")
        wider = equations.filter(pl.col("cell").is_in(beside["cell"].implode()))
        if wider.height == rows.height:
            return None
        rows = wider
    place = min(telling["total"].to_list())
    return place, telling.filter(pl.col("total") == place)["row"].unique().sort()


def _with_hidden(
    masks: pl.DataFrame, rows: pl.DataFrame, hidden: pl.Series, total: Total, declared: SmallCell
) -> pl.DataFrame:
    """`masks` with a total hidden in more of `rows`, and with it what it stands apart with and what would tell it."""
    part = next((part for part in declared.apart if total.column in part.hidden), None)
    columns = (*(part.hidden if part else (total.column,)), *total.hide)
    if part:
        counted = rows[part.support[0]]
        hidden = complemented(rows, hidden | masks[part.support[0]] | counted.is_null(), counted, declared)
    gone = dict.fromkeys(columns, hidden)
    gone |= dict.fromkeys(changes_of([*columns]), after_hidden(rows, hidden, declared))
    return masks.with_columns(masks[column] | gone[column] for column in gone)


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
