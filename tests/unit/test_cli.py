"""The kith command: what it is called with, how it ends, and what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipelines.home import Home
from pipelines.landing import land
from pipelines.settings import Settings


def kith(*arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user would."""
    environment = {name: value for name, value in os.environ.items() if name != "KITH_HOME"} | variables
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


@pytest.mark.parametrize(
    ("command", "mentioned"),
    [
        ((), ("inbox", "run", "explain", "status", "sql", "ui")),
        (("run",), ("--home", "--as-of", "--demo", "--verbose", "Exit codes")),
        (("explain",), ("file", "--json")),
        (("review",), ("--kind", "--least", "--limit", "130 Ctrl-C")),
        (("sql",), ("--restricted", "--format", "csv")),
        (("ui",), ("--port", "--host", "127.0.0.1")),
    ],
)
def test_help_says_what_there_is(command: tuple[str, ...], mentioned: tuple[str, ...]) -> None:
    done = kith(*command, "--help", COLUMNS="200")
    assert done.returncode == 0
    for words in mentioned:
        assert words in done.stdout


def test_help_flows_with_the_terminal() -> None:
    narrow, wide = (kith("review", "--help", COLUMNS=columns).stdout for columns in ("60", "200"))
    assert "The most valuable come first." in wide, "a line of the source is no line of the terminal"
    assert max(map(len, narrow.splitlines())) <= 60


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, pipelines.cli; from typer.testing import CliRunner\n"
        "CliRunner().invoke(pipelines.cli.app, ['--help'])\n"
        "print(sorted({'dagster', 'duckdb', 'polars', 'pydantic', 'dbt', 'splink'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "arguments", [("run", "--hom"), ("walk",), ("explain",), ("explain", "nowhere.csv"), ("ui", "--port", "none")]
)
def test_wrong_use_ends_with_two(arguments: tuple[str, ...]) -> None:
    done = kith(*arguments)
    assert done.returncode == 2
    assert "Usage" in done.stderr


def test_a_settings_file_with_a_typo_is_named_with_its_remedy(home: Home) -> None:
    home.settings_file.write_text("[inbox]\nsetle_seconds = 1\n")
    done = kith("run", "--home", home.root)
    assert done.returncode == 2
    assert done.stderr == f"{home.settings_file}: unknown key 'inbox.setle_seconds'. Did you mean 'settle_seconds'?\n"


def test_an_as_of_that_is_no_time_is_refused(home: Home) -> None:
    done = kith("run", "--home", home.root, "--as-of", "yesterday")
    assert done.returncode == 2
    assert "'yesterday' is no date or time" in done.stderr


def test_a_home_that_cannot_be_made_is_named() -> None:
    done = kith("run", "--home", "/proc/kith")
    assert done.returncode == 2
    assert "/proc/kith" in done.stderr
    assert "--home" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_run_beside_another_is_refused(home: Home) -> None:
    from pipelines import lock

    with lock.writing(home):
        done = kith("run", "--home", home.root)
    assert done.returncode == 2
    assert "Another run is writing" in done.stderr


def test_the_home_may_come_from_the_environment(home: Home) -> None:
    done = kith("status", KITH_HOME=str(home.root))
    assert done.returncode == 0
    assert str(home.root) in done.stdout


def test_status_of_no_home_says_how_to_make_one(tmp_path: Path) -> None:
    done = kith("status", "--home", tmp_path / "nowhere")
    assert done.returncode == 2
    assert "is no data home yet" in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_status_counts_what_waits_and_what_landed(home: Home, settings: Settings) -> None:
    (home.inbox / "guests.csv").write_text("name\nAda\n")
    land(home, settings)
    (home.inbox / "more.csv").write_text("name\nBlaise\n")
    done = kith("status", "--home", home.root)
    assert done.returncode == 0
    assert "Inbox    1 waiting" in done.stdout
    assert "Landed   1 file\n" in done.stdout
    assert "Release  none yet" in done.stdout


def test_the_demo_does_not_mix_with_files_of_ones_own(home: Home, settings: Settings) -> None:
    (home.inbox / "guests.csv").write_text("name\nAda\n")
    land(home, settings)
    done = kith("run", "--demo", "--home", home.root)
    assert done.returncode == 2
    assert "holds 1 file of its own, not of the demo" in done.stderr
    assert not home.settings_file.exists()
    assert list(home.inbox.iterdir()) == []


def test_a_schedule_that_is_none_is_named_before_pages_are_served(home: Home) -> None:
    home.settings_file.write_text('[schedule]\ncron = "every day"\n')
    done = kith("ui", "--home", home.root, "--port", "39871")
    assert done.returncode == 2
    assert "kith.toml: 'schedule.cron': 'every day' is no cron schedule." in done.stderr


def test_a_taken_port_is_named(home: Home) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = kith("ui", "--home", home.root, "--port", str(port))
    assert done.returncode == 2
    assert f"127.0.0.1:{port} cannot be listened on" in done.stderr
