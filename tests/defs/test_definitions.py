"""What Dagster loads: names that others rely on, and what every asset owes its reader."""

from __future__ import annotations

import subprocess
import sys
import tomllib

import dagster as dg
import yaml

from pipelines.home import Home
from pipelines.settings import environment_for
from tests.defs.snapshot import FILE, as_text


def test_definitions_are_as_recorded(definitions: dg.Definitions) -> None:
    assert as_text(definitions) == FILE.read_text(encoding="utf-8")


def test_every_asset_says_what_it_is_whose_and_of_what_kind(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    nodes = [graph.get(key) for key in graph.get_all_asset_keys()]
    assert len(nodes) > 40
    for node in nodes:
        assert node.is_executable, f"nothing makes {node.key}"
        assert node.description, f"{node.key} has no description"
        assert node.owners == ["team:data"]
        assert node.kinds
        assert node.group_name != "default"


def test_descriptions_are_prose_and_no_block_of_code(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    for node in map(graph.get, graph.get_all_asset_keys()):
        indented = [line for line in (node.description or "").splitlines() if line.startswith("    ")]
        assert not indented, f"{node.key}: Markdown shows an indented line as code"


def test_every_check_says_what_it_asks_for(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    told = {key: graph.get_check_spec(key).description for key in graph.asset_check_keys}
    assert [key for key, words in told.items() if not words] == []
    in_words = {words for words in told.values() if words}
    assert any(words.startswith("Asks of each delivery: quarantined_share at most 0.5. ") for words in in_words)
    assert "`person_id` is filled in every row." in in_words
    assert "`engaged_share` lies within its own interval and from 0 to 1, and is null where its n is 0." in in_words


def test_everything_leads_to_the_release(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    release = dg.AssetKey(["published", "release"])
    upstream = graph.get_ancestor_asset_keys(release)
    landed = dg.AssetKey(["landing", "landed_files"])
    assert landed in upstream
    for group in ("insights", "people"):
        marts = {key for key in graph.get_all_asset_keys() if graph.get(key).group_name == group}
        assert marts
        assert marts <= upstream


def test_error_tests_of_dbt_block_and_warnings_do_not(definitions: dg.Definitions) -> None:
    graph = definitions.get_repository_def().asset_graph
    keys = [key for key in graph.asset_check_keys if key.asset_key.path[0] in ("staging", "insights", "people")]
    blocking = {graph.get_check_spec(key).blocking for key in keys}
    assert True in blocking
    for kind in ("attendance", "contact"):
        of_kind = [key for key in graph.asset_check_keys if key.asset_key == dg.AssetKey(["records", kind])]
        expectations = [key for key in of_kind if "expect" in (graph.get_check_spec(key).metadata or {})]
        assert expectations
        assert not any(graph.get_check_spec(key).blocking for key in expectations)


def test_loading_the_definitions_loads_neither_great_expectations_nor_splink(loaded_home: Home) -> None:
    code = (
        "import sys\n"
        "import pipelines.definitions\n"
        "pipelines.definitions.defs().get_repository_def()\n"
        "print(sorted({'great_expectations', 'splink', 'vobject'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment_for(loaded_home), capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_workspace_file_names_the_definitions() -> None:
    project = FILE.parents[2]
    (location,) = yaml.safe_load((project / "workspace.yaml").read_text())["load_from"]
    assert location["python_module"]["module_name"] == "pipelines.definitions"
    # `kith ui` loads the module by its name: under another, schedule, sensor and runs would be others.
    told = tomllib.loads((project / "pyproject.toml").read_text())["tool"]["dg"]["project"]
    assert location["python_module"]["location_name"] == told["code_location_name"] == "pipelines.definitions"
    assert (project / "pipelines" / "definitions.py").read_text().count("\n") <= 40
