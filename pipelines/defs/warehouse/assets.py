"""The warehouse: one set of dbt assets, built by one `dbt build`, each data test a check."""

from collections.abc import Iterable, Iterator
from graphlib import TopologicalSorter

import dagster as dg
from dagster_dbt import dbt_assets

from pipelines import home, settings, warehouse
from pipelines.defs.metadata import of_columns
from pipelines.defs.resources import KithHome
from pipelines.defs.warehouse.translator import Translator
from pipelines.errors import HeldBackError, some

MOST_BROKEN_NAMED = 5
UNIQUE_ID = "dagster_dbt/unique_id"
MANIFEST = warehouse.manifest(settings.home_from_environment())

Metadata = dict[str, dg.MetadataValue]


@dbt_assets(manifest=MANIFEST, name="warehouse", dagster_dbt_translator=Translator(), pool="duckdb_write")
def models(
    context: dg.AssetExecutionContext, kith: KithHome
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Builds and tests every model in one go; a warehouse that nothing changed for is kept."""
    definition = context.assets_def
    with kith.plain_failures():
        report = warehouse.build(kith.home, kith.settings(), kith.instant())
        tables = _tables(kith.home)
    status = {result.unique_id: result for result in report.results}
    reused = {"is_reused": dg.MetadataValue.bool(report.is_reused)}
    for spec in _parents_first(definition.specs):
        if status[spec.metadata[UNIQUE_ID]].status == "success":
            found = tables.get(tuple(spec.key.path), {})
            yield dg.MaterializeResult(asset_key=spec.key, metadata={**found, **reused})
    yield from _checks(definition.check_specs, status)
    with kith.plain_failures():
        _hold_back(report, kith.home)


def _parents_first(specs: Iterable[dg.AssetSpec]) -> list[dg.AssetSpec]:
    """The order that Dagster asks for."""
    by_key = {spec.key: spec for spec in specs}
    graph = {key: [dep.asset_key for dep in spec.deps if dep.asset_key in by_key] for key, spec in by_key.items()}
    return [by_key[key] for key in TopologicalSorter(graph).static_order()]


def _checks(
    specs: Iterable[dg.AssetCheckSpec], status: dict[str, warehouse.NodeResult]
) -> Iterator[dg.AssetCheckResult]:
    for spec in specs:
        result = status[spec.metadata[UNIQUE_ID]]
        if result.status != "skipped":
            yield dg.AssetCheckResult(
                asset_key=spec.asset_key,
                check_name=spec.name,
                passed=result.status == "pass",
                severity=dg.AssetCheckSeverity.ERROR if spec.blocking else dg.AssetCheckSeverity.WARN,
                metadata={"failing_rows": result.failures or 0},
            )


def _hold_back(report: warehouse.BuildReport, where: home.Home) -> None:
    if not report.broken:
        return
    names = [result.unique_id.split(".", 1)[1] for result in report.broken]
    raise HeldBackError(
        f"The warehouse did not pass: {some(names, MOST_BROKEN_NAMED)}.",
        f"The published release stays. dbt's own words are in {where.dbt_target / 'build' / 'dbt.log'}; "
        f"look at the tables with `duckdb -readonly {where.warehouse_file}`.",
    )


def _tables(where: home.Home) -> dict[tuple[str, ...], Metadata]:
    """Rows and columns of every table that stands in the warehouse; a view's rows are not counted."""
    if not where.warehouse_file.exists():
        return {}
    with home.connect(where.warehouse_file, read_only=True) as connection:
        sizes = connection.execute("select schema_name, table_name, estimated_size from duckdb_tables()").fetchall()
        columns = connection.execute(
            "select schema_name, table_name, column_name, data_type from duckdb_columns() "
            "where not internal order by schema_name, table_name, column_index"
        ).fetchall()
    named: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for schema, table, column, kind in columns:
        named.setdefault((schema, table), []).append((column, kind))
    found = {key: of_columns(pairs) for key, pairs in named.items()}
    for schema, table, rows in sizes:
        found[schema, table]["dagster/row_count"] = dg.MetadataValue.int(rows)
    return found
