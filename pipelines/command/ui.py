"""`kith ui`: Dagster's webserver and daemon as children of this process, on one home.

Both work on the home's own instance, so pages, schedule, sensor and `kith run` see
the same runs. What they print goes to the home's logs.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import FrameType

from pipelines import lock, settings
from pipelines.disk import plain_disk_errors
from pipelines.errors import KithError
from pipelines.home import Home

START_SECONDS = 120
END_SECONDS = 30
PAUSE_SECONDS = 0.3


class ServingError(KithError):
    """The webserver or the daemon does not start, or stopped by itself."""


class _EndedError(Exception):
    """Somebody asked us to end."""


def serve(home: Home, host: str, port: int) -> int:
    """Serves `home` on `host` and `port` until interrupted or terminated; returns 0.

    Raises `HomeError` where another `kith ui` serves it, `SettingsError` where `kith.toml` is
    wrong, `ServingError` where the port is taken or a child ends by itself.
    """
    settings.load(home)
    home.prepare()
    _refuse_taken_port(host, port)
    with lock.serving(home), _ending_on_signals(), contextlib.suppress(_EndedError, KeyboardInterrupt):
        from pipelines.defs.instance import end_dead_runs
        from pipelines.defs.schedules import schedules

        print("Starting the webserver and the daemon", file=sys.stderr, flush=True)
        schedules()  # here, a wrong one is said plainly; of the children, only that they ended
        end_dead_runs(home)
        with _children(home, host, port) as children:
            _wait_until_up(children, host, port)
            print(f"kith is at http://{host}:{port} (Ctrl-C ends it)", flush=True)
            _wait_while_up(children)
    print("Ended", file=sys.stderr, flush=True)
    return 0


def _commands(host: str, port: int) -> dict[str, list[str]]:
    what = ("-m", "pipelines.definitions")
    return {
        "webserver": [sys.executable, "-m", "dagster_webserver", "-h", host, "-p", str(port), *what],
        "daemon": [sys.executable, "-m", "dagster._daemon", "run", *what],
    }


@contextlib.contextmanager
def _children(home: Home, host: str, port: int) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Both processes, ended when the block ends, in the order in which they stop asking each other."""
    children: dict[str, subprocess.Popen[bytes]] = {}
    environment = settings.environment_for(home)
    try:
        for name, command in _commands(host, port).items():
            with _log(home, name) as log:
                # A session of its own: the terminal's Ctrl-C comes to us alone, and we end them in order.
                # A folder of its own: Python and Dagster import what lies in it, such as somebody's `csv.py`.
                children[name] = subprocess.Popen(
                    command, env=environment, cwd=home.dagster,
                    stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True,
                )  # fmt: skip
        yield children
    finally:
        for child in reversed(children.values()):
            _end(child)


@contextlib.contextmanager
def _log(home: Home, name: str) -> Iterator[int]:
    with plain_disk_errors(home.root):
        home.logs.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(home.logs / f"{name}.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _end(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGINT)
    try:
        child.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _wait_until_up(children: dict[str, subprocess.Popen[bytes]], host: str, port: int) -> None:
    give_up = time.monotonic() + START_SECONDS
    while time.monotonic() < give_up:
        _refuse_dead(children)
        try:
            with urllib.request.urlopen(f"http://{host}:{port}/server_info", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(PAUSE_SECONDS)
    raise ServingError(f"The webserver does not answer on {host}:{port}.", "Its words are in logs/webserver.log.")


def _wait_while_up(children: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        _refuse_dead(children)
        time.sleep(PAUSE_SECONDS)


def _refuse_dead(children: dict[str, subprocess.Popen[bytes]]) -> None:
    for name, child in children.items():
        if child.poll() is not None:
            raise ServingError(
                f"The {name} ended by itself (code {child.returncode}).",
                f"Its words are in the home's logs/{name}.log.",
            )


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ServingError(
                f"{host}:{port} cannot be listened on ({os.strerror(error.errno or 0)}).",
                "Choose another with --port or --host.",
            ) from error


@contextlib.contextmanager
def _ending_on_signals() -> Iterator[None]:
    def end(_number: int, _frame: FrameType | None) -> None:
        raise _EndedError

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
