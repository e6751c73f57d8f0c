"""Tables that add up two ways, as members do over industries and over levels, with a row of `all` either way.

Two hidden cells in every row and column are not enough there: a cell that joins two groups of hidden ones is told by
what is left of either group. In the graph whose nodes are the rows and columns and whose edges are the hidden cells, a
cell is told where no ring goes through it, where its edge is a bridge (D. Gusfield, A graph theoretic approach to
statistical data security, 1988).
"""

from __future__ import annotations

import polars as pl

from pipelines.publishing.marts import ALL

WAYS = 2


def ringing(cells: pl.DataFrame, within: tuple[tuple[str, ...], ...]) -> list[int]:
    """The cells to hide next, one for each table with a hidden cell that is told; none where there is no such table.

    `cells` have `cell`, `hidden`, `weight` and the columns of `within`; the cell of least weight goes first.

    >>> hidden = ["a1", "a2", "b1", "b2", "b3", "c3", "c4", "d3", "d4"]
    >>> rows = [(f"{row}{column}", row, column) for row in [*"abcd", "all"] for column in [*"1234", "all"]]
    >>> cells = pl.DataFrame(rows, ["name", "row", "column"], orient="row").with_row_index("cell").with_columns(
    ...     hidden=pl.col("name").is_in(hidden), weight=pl.lit(9))
    >>> [cells["name"][cell] for cell in ringing(cells, (("row",), ("column",)))]
    ['a3']
    """
    ways = _ways(cells, within)
    if ways is None:
        return []
    common = sorted(set(within[0]) & set(within[1]))
    tables = cells.partition_by(common, maintain_order=True) if common else [cells]
    found = [_ringing(table, *ways) for table in tables if table["hidden"].any()]
    return [cell for cell in found if cell is not None]


def _ways(cells: pl.DataFrame, within: tuple[tuple[str, ...], ...]) -> tuple[str, str] | None:
    """The two columns along which rows add up to a row of `all`; None where there are not two."""
    if len(within) != WAYS:
        return None
    ways = [column for column in (*within[0], *within[1]) if (column in within[0]) != (column in within[1])]
    if len(ways) != WAYS or not all(cells[way].dtype == pl.String and ALL in cells[way] for way in ways):
        return None
    return ways[0], ways[1]


def _ringing(table: pl.DataFrame, way: str, other: str) -> int | None:
    """The visible cell that puts a told one of the table in a ring, or is beside it; None where none is told."""
    import networkx as nx

    lines = table.filter("hidden").select(way, other).rows()
    graph = nx.Graph(((way, here), (other, there)) for here, there in lines)
    visible = table.filter(~pl.col("hidden") & pl.col("weight").is_not_null())
    visible = visible.sort(pl.col("weight") == 0, "weight", "cell").select("cell", way, other)
    for bridge in sorted(nx.bridges(graph)):
        graph.remove_edge(*bridge)
        one, two = (nx.node_connected_component(graph, end) for end in bridge)
        graph.add_edge(*bridge)
        ends = [(cell, {(way, here), (other, there)}) for cell, here, there in visible.rows()]
        joining = [cell for cell, lines in ends if lines & one and lines & two]
        beside = [cell for cell, lines in ends if lines & set(bridge)]
        if joining or beside:
            return int((joining or beside)[0])
    return None
