"""The real `kith ui`: webserver and daemon on one home, and a file that arrives while they run."""

from __future__ import annotations

import csv
import json
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from pipelines.home import Home, connect, read_json
from tests.integration.conftest import DEMO, KITH

pytestmark = pytest.mark.integration

RUNS = """
    query { runsOrError(filter: {tags: [{key: "dagster/sensor_name", value: "files_arrived"}]}) {
        ... on Runs { results { runId status } } } }
"""
CHECKS = """
    query { assetNodes(assetKeys: [{path: ["published", "release"]}]) {
        assetChecksOrError { ... on AssetChecks { checks { name executionForLatestMaterialization { status } } } } } }
"""
UP_SECONDS = 180
RUN_SECONDS = 400


def wait_for(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        found = condition()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError(f"{what}: not within {seconds} s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Served:
    """A `kith ui` at work on a home."""

    def __init__(self, home: Home, process: subprocess.Popen[str], port: int) -> None:
        self.home, self.process, self.port = home, process, port

    def ask(self, query: str) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/graphql",
            data=json.dumps({"query": query}).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["data"]

    def is_up(self) -> bool:
        assert self.process.poll() is None, "kith ui ended by itself"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/server_info", timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False


@pytest.fixture
def served(published_demo: Home, tmp_path: Path) -> Iterator[Served]:
    """A copy of the published demo, served on a free loopback port; ended by id whatever happens."""
    home = Home.at(tmp_path / "home")
    shutil.copytree(published_demo.root, home.root, symlinks=True)
    with home.settings_file.open("a") as file:
        file.write("\n[inbox]\nlook_seconds = 1\nsettle_seconds = 1\n")
    (tmp_path / "gql.py").write_text("raise SystemExit('no library, but a file of the working folder')\n")
    port = free_port()
    process = subprocess.Popen(
        [str(KITH), "ui", "--home", str(home.root), "--port", str(port)], cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    try:
        ui = Served(home, process, port)
        wait_for(ui.is_up, UP_SECONDS, "the webserver answers")
        yield ui
    finally:
        children = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(90)
        for child in psutil.wait_procs(children, timeout=30)[1]:
            child.kill()


def drop_a_new_guest(home: Home) -> None:
    """Drops a later export of a demo event with one guest more, as somebody would: slowly."""
    source = sorted((DEMO / "inbox").glob("* - Guests - *.csv"))[0]
    with source.open(encoding="utf-8-sig", newline="") as file:
        header, first, *rows = list(csv.reader(file))
    guest = dict(zip(header, first, strict=True)) | {
        header[0]: "gst-later", "name": "Ada Example", "first_name": "Ada", "last_name": "Example",
        "email": "ada@example.org", "phone_number": "",
    }  # fmt: skip
    arriving = home.inbox / f"{source.stem}.csv.part"
    with arriving.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, first, *rows, [guest[column] for column in header]])
    arriving.replace(home.inbox / source.name)


def test_a_file_that_arrives_is_published_without_anybody_asking(served: Served) -> None:
    before = read_json(served.home.release_manifest)["release_id"]
    assert served.ask(RUNS)["runsOrError"]["results"] == []
    drop_a_new_guest(served.home)

    def finished() -> list[dict[str, str]]:
        runs = served.ask(RUNS)["runsOrError"]["results"]
        return [run for run in runs if run["status"] in ("SUCCESS", "FAILURE", "CANCELED")]

    (run,) = wait_for(finished, RUN_SECONDS, "the sensor's run ends")
    assert run["status"] == "SUCCESS"
    after = read_json(served.home.release_manifest)["release_id"]
    assert after != before
    assert list(served.home.inbox.iterdir()) == []
    with connect(served.home.restricted_file, read_only=True) as restricted:
        found = restricted.sql("select count(*) from people.people where email = 'ada@example.org'").fetchone()
    assert found == (1,)
    (release,) = served.ask(CHECKS)["assetNodes"]
    checks = release["assetChecksOrError"]["checks"]
    statuses = {check["name"]: check["executionForLatestMaterialization"]["status"] for check in checks}
    assert statuses["no_personal_value"] == "SUCCEEDED"
    assert statuses["small_cells_hidden"] == "SUCCEEDED"


def test_ending_it_ends_everything_it_started(served: Served) -> None:
    children = psutil.Process(served.process.pid).children(recursive=True)
    names = {" ".join(child.cmdline()) for child in children}
    assert any("dagster_webserver" in name for name in names)
    assert any("dagster._daemon" in name for name in names)
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(90) == 0
    assert psutil.wait_procs(children, timeout=30)[1] == []
