"""The warehouse stage: dbt builds `warehouse/kith.duckdb` from the lake.

dbt alone writes that file. It runs inside this process, so that it ends when the run
ends, however that ends; a lock on the file never outlives its run. What was built is stamped
with everything it was built from, and an unchanged warehouse is not built again.
The SQL itself is in `dbt_project/`.
"""

from __future__ import annotations

import json
import logging
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pipelines import stamps
from pipelines.disk import plain_disk_errors
from pipelines.faults import DefectError
from pipelines.home import Home, read_json, replacing
from pipelines.settings import Settings, adopt

logger = logging.getLogger("kith.warehouse")

PROJECT = Path(__file__).resolve().parents[1] / "dbt_project"
STAGE = "warehouse"
PARSED = "partial_parse.msgpack"
ENGINES = ("dbt-core", "dbt-duckdb", "duckdb", "scikit-learn")
IN_PYTHON = ("network", "forecasts")
"""Where the work of the project's Python models is."""
NOT_SOURCES = {"target", "logs", "dbt_packages", ".user.yml"}
BROKEN = ("error", "fail", "runtime error")
FINISHED_EVENTS = {"LogModelResult": "total", "LogSeedResult": "total", "LogTestResult": "num_models"}
"""What dbt says when a node is done → its word for how many there are."""


class WarehouseError(DefectError):
    """dbt could not build: a model or the project itself is at fault."""


@dataclass(frozen=True)
class NodeResult:
    """What became of one seed, model, data test or unit test.

    `status` is dbt's: success, pass, warn, fail, error or skipped; `failures`
    counts the rows that a data test found.
    """

    unique_id: str
    status: str
    failures: int | None


@dataclass(frozen=True)
class BuildReport:
    """Every node's result, and whether the standing warehouse was good as it was."""

    results: tuple[NodeResult, ...]
    is_reused: bool

    @property
    def broken(self) -> tuple[NodeResult, ...]:
        """The nodes that failed; those skipped because of them are not counted."""
        return tuple(result for result in self.results if result.status in BROKEN)


def variables(home: Home, settings: Settings, as_of: datetime) -> dict[str, Any]:
    """The dbt vars of a build: where the lake is, when it is, and the settings models use."""
    return {
        "lake_dir": str(home.lake),
        # To the microsecond: landings are, and the last of them often is what as_of comes from.
        "as_of": f"{as_of.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}",
        "captured_floor": settings.attendance.captured_floor,
        "online_minutes": settings.attendance.online_minutes,
        "look_back_months": settings.attendance.look_back_months,
        "tie_event_limit": settings.ties.event_limit,
        "tie_look_back_months": settings.ties.look_back_months,
        "tie_most_pairs": settings.ties.most_pairs,
        "tie_permutations": settings.ties.permutations,
        "tie_permutation_seed": settings.ties.permutation_seed,
        "contact_strength": settings.network.contact_strength,
        "bridge_constraint": settings.network.bridge_constraint,
        "strongest_ties": settings.network.strongest_ties,
        "path_limit": settings.network.path_limit,
        "suggestion_limit": settings.network.suggestion_limit,
        "grace_days": settings.membership.grace_days,
        "reinstated_as_new": settings.membership.reinstated_as_new,
        "attribution_days": settings.outcomes.attribution_days,
        "conversion_days": settings.outcomes.conversion_days,
        "knowledge_floor": settings.outcomes.knowledge_floor,
        "open_days": settings.release.open_days,
        "forecast_models": settings.forecasts.models,
        "forecast_horizon_days": settings.forecasts.horizon_days,
        "forecast_most_outcomes": settings.forecasts.most_outcomes,
        "forecast_floor": settings.forecasts.floor,
        "timezone": settings.locale.timezone,
        "currency": settings.locale.currency,
        "smallest_cell": settings.privacy.smallest_cell,
        "fewest_organisations": settings.privacy.fewest_organisations,
    }


def build(home: Home, settings: Settings, as_of: datetime) -> BuildReport:
    """Brings the warehouse up to date with the lake, as of `as_of`.

    Returns every node's result, failed ones too; raises `WarehouseError` where dbt
    gives none at all.
    """
    given = variables(home, settings, as_of)
    code = stamps.of_code(*IN_PYTHON)
    made_of = stamps.fingerprint(_project(), code, engines(), _lake(home), json.dumps(given, sort_keys=True))
    if home.warehouse_file.exists() and stamps.made_from(home, STAGE) == made_of:
        logger.info("Nothing changed: the warehouse stands as it is")
        kept = stamps.summary_of(home, STAGE)["results"]
        return BuildReport(tuple(NodeResult(**result) for result in kept), is_reused=True)
    # A build that breaks off leaves a warehouse that no stamp vouches for.
    stamps.forget(home, STAGE)
    report = BuildReport(tuple(_dbt_build(home, settings, given)), is_reused=False)
    if not report.broken:
        stamps.stamp(home, STAGE, made_of, {"results": [asdict(result) for result in report.results]})
    return report


def manifest(home: Home) -> Path:
    """The manifest that dbt makes of the project, in the home; another when the project has changed."""
    path, stamp = home.dbt_target / "manifest.json", home.dbt_target / "manifest.stamp"
    made_of = stamps.fingerprint(_project(), engines())
    if path.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == made_of:
        return path
    parsed = _parsing(home)
    with plain_disk_errors(home.root):
        home.dbt_target.mkdir(parents=True, exist_ok=True)
        with replacing(path) as beside:
            shutil.copyfile(parsed / path.name, beside)
    with replacing(stamp) as beside:
        beside.write_text(made_of, encoding="utf-8")
    return path


def _parsing(home: Home) -> Path:
    """The folder of the project as dbt parsed it: one for all homes where that can be, for it takes dbt a while."""
    name = f"parsed-{stamps.fingerprint(_project(), engines())[:16]}"
    shared, own = PROJECT / "target" / name, home.dbt_target / name
    for folder in (shared, own):
        if (folder / PARSED).exists():
            return folder
    logger.info("Parsing the dbt project")
    with plain_disk_errors(home.root):
        own.mkdir(parents=True, exist_ok=True)
    given = variables(home, Settings(), datetime.fromtimestamp(0, UTC)) | {"lake_dir": ""}
    _invoke(home, Settings(), ["parse"], given, own)
    return shared if _share(own, shared) else own


def _share(own: Path, shared: Path) -> bool:
    """Whether what is in a home could be moved to where every home finds it; what older projects left there goes."""
    try:
        for older in set(shared.parent.glob("parsed-*")) - {shared}:
            shutil.rmtree(older, ignore_errors=True)
        shared.mkdir(parents=True, exist_ok=True)
        for name in ("manifest.json", PARSED):  # the last tells that the folder is whole
            with replacing(shared / name) as beside:
                shutil.copyfile(own / name, beside)
    except OSError as error:
        logger.info("Further homes will parse it again: %s cannot be written (%s)", shared, error.strerror)
        return False
    shutil.rmtree(own, ignore_errors=True)
    return True


def parsed(home: Home) -> Any:
    """The project as dbt parsed it, with the lake of `home`: a build would parse it again for every new `as_of`."""
    from dbt.contracts.graph.manifest import Manifest

    project: Any = Manifest.from_msgpack((_parsing(home) / PARSED).read_bytes())
    for source in project.sources.values():
        source.meta["lake"] = str(home.lake).replace("'", "''")
    project.build_flat_graph()  # what a model or a test sees as `graph`
    return project


def _dbt_build(home: Home, settings: Settings, given: dict[str, Any]) -> Iterator[NodeResult]:
    target = home.dbt_target / "build"
    outcome = target / "run_results.json"
    outcome.unlink(missing_ok=True)
    with plain_disk_errors(home.root):
        target.mkdir(parents=True, exist_ok=True)
    # Unit tests prove the logic, whatever the data: they belong to the tests, not to a run.
    manifest(home)
    _invoke(home, settings, ["build", "--exclude-resource-type", "unit_test"], given, target, parsed(home))
    for result in sorted(read_json(outcome)["results"], key=lambda result: result["unique_id"]):
        yield NodeResult(result["unique_id"], result["status"], result["failures"])


def _invoke(
    home: Home, settings: Settings, command: list[str], given: dict[str, Any], target: Path, project: Any = None
) -> None:
    """Runs one dbt command in this process; raises `WarehouseError` where it could not do its work at all."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    adopt(
        home,
        KITH_WAREHOUSE=str(home.warehouse_file),
        KITH_THREADS=str(settings.engine.threads),
        KITH_MEMORY_LIMIT=settings.engine.memory_limit,
        KITH_SPILL=str(home.warehouse / ".duckdb_spill"),
        KITH_SPILL_LIMIT=f"{shutil.disk_usage(home.warehouse).free * 9 // 10_000}KB",
    )
    arguments = [
        *command,
        *("--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)),
        *("--target-path", str(target), "--log-path", str(target)),
        *("--vars", json.dumps(given, sort_keys=True)),
        *("--log-level", "none", "--log-level-file", "info", "--no-send-anonymous-usage-stats", "--no-version-check"),
    ]
    try:
        outcome = dbtRunner(manifest=project, callbacks=[_tell_progress()]).invoke(arguments)
    finally:
        # Or this process would hold the lock on the file.
        DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if isinstance(outcome.exception, (KeyboardInterrupt, SystemExit)):
        raise outcome.exception
    if outcome.exception is not None or (command[0] == "build" and not (target / "run_results.json").exists()):
        raise WarehouseError(
            f"dbt could not {command[0]} the project ({type(outcome.exception).__name__}).",
            f"Its own words are in {target / 'dbt.log'}.",
        ) from outcome.exception


def _tell_progress() -> Callable[[Any], None]:
    """A dbt callback that logs about ten times how many models and tests are done."""
    told = 0

    def tell(event: Any) -> None:
        nonlocal told
        if event.info.name not in FINISHED_EVENTS:
            return
        done, total = event.data.index, getattr(event.data, FINISHED_EVENTS[event.info.name])
        if done * 10 // total > told:
            told = done * 10 // total
            logger.info("Built and tested %d of %d models, seeds and tests", done, total)

    return tell


def _project() -> str:
    """The fingerprint of the dbt project's sources."""
    files = (path for path in PROJECT.rglob("*") if path.is_file())
    return stamps.of_tree(PROJECT, (path for path in files if not NOT_SOURCES & set(path.relative_to(PROJECT).parts)))


def _lake(home: Home) -> str:
    """The fingerprint of every Parquet file of the lake that dbt reads, folder by folder."""
    files = home.lake.rglob("*.parquet")
    return stamps.of_tree(home.lake, (path for path in files if not path.is_relative_to(home.kept)))


def engines() -> str:
    """The versions of the libraries that compute the warehouse: another one of them builds it again."""
    return " ".join(f"{engine}={version(engine)}" for engine in ENGINES)
