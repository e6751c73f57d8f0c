"""Components: profiles that may come to one person, however far the chain of pairs between them goes.

What becomes of a component depends on its own profiles and pairs alone, and on who
else bears a name in it; so it is known again by its signature. How its clusters join
is decided in `matching`.
"""

from __future__ import annotations

import polars as pl

from pipelines import kept


def tangled(rows: pl.DataFrame, pairs: pl.DataFrame, least: float) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows of components with more than one cluster, component by component, and the pairs within components.

    `rows` are all profiles, in order: `row, root, tier, name`; the clusters of `root` are joined already. `pairs` are
    `left, right, weight`; from `least` bits on, they may join two clusters. Rows gain `component`, their `place` in
    it, where it is `first` among the rows returned, and `is_only_here`: whether all who bear the name and are less
    weak are in it. Pairs gain `component`, and keep their order.
    """
    joining = pairs.filter(pl.col("weight") >= least)
    component = _labels(rows, joining)
    left, right = component.gather(pairs["left"]), component.gather(pairs["right"])
    inner = pairs.with_columns(left.alias("component")).filter(left == right)
    of_rows = rows.with_columns(component)
    concerned = of_rows.join(inner.select("component").unique(), on="component", how="semi").sort("component", "row")
    placed = concerned.with_columns(place=pl.int_range(pl.len(), dtype=pl.UInt32).over("component"))
    known = placed.join(_only_here(of_rows, placed), on="name", how="left", maintain_order="left")
    is_only_here = pl.when(pl.col("tier") == 1).then("1").when(pl.col("tier") == 2).then("2")
    return known.select(
        *placed.columns,
        (pl.int_range(pl.len(), dtype=pl.UInt32) - pl.col("place")).alias("first"),
        is_only_here.fill_null(False).alias("is_only_here"),
    ), inner


def signatures(rows: pl.DataFrame, pairs: pl.DataFrame, *made_of: object) -> pl.DataFrame:
    """The number by which the component of each of `rows` (`tangled`) is known again, and the `place` in it.

    `pairs` are what is known between two rows: `left, right`, and whatever they have besides. The number is the same
    again only for the same rows, pairs and `made_of`.
    """
    roots = rows.select(root="row", root_id="profile_id")
    told = rows.join(roots, on="root", how="left", maintain_order="left").select(
        "profile_id", "root_id", "tier", "rule", "is_only_here"
    )
    of_rows = rows.select("row", "component", kept.signatures(told, "identity", *made_of).alias("signature"))
    between = pairs.join(of_rows, left_on="left", right_on="row").join(
        of_rows, left_on=["right", "component"], right_on=["row", "component"], suffix="_right"
    )
    said = between.select(pl.exclude("component", "left", "right"))
    of_pairs = between.select("component", kept.signatures(said, "identity", *made_of).alias("signature"))
    # A sum, which no order changes.
    both = pl.concat([of_rows.select("component", "signature"), of_pairs])
    summed = both.group_by("component").agg(pl.col("signature").sum())
    return rows.join(summed, on="component", how="left", maintain_order="left").select("signature", "place")


def _labels(rows: pl.DataFrame, joining: pl.DataFrame) -> pl.Series:
    """The component of each row, by number."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    ends = [joining.select("left", "right"), rows.select(left="row", right="root")]
    left, right = (pl.concat(frame[end] for frame in ends).to_numpy() for end in ("left", "right"))
    graph = coo_matrix((np.ones(len(left), dtype=np.int8), (left, right)), shape=(rows.height, rows.height))
    return pl.Series("component", connected_components(graph, directed=False)[1])


def _only_here(rows: pl.DataFrame, tangled_rows: pl.DataFrame) -> pl.DataFrame:
    """`name`, and whether all its bearers above tier 1, and above tier 2, are in one component: `1` and `2`."""
    weak = tangled_rows.filter(pl.col("tier") > 0).select("name").unique()
    bearers = rows.join(weak, on="name", how="semi")
    return bearers.group_by("name").agg(
        (pl.col("component").filter(pl.col("tier") < tier).n_unique() == 1).alias(str(tier)) for tier in (1, 2)
    )
