"""`kith run`: the daily job in this process, with progress, and a summary at its end."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from typing import TYPE_CHECKING, NoReturn

from rich.console import Console

from pipelines import clock, demo, freshness, lock, settings
from pipelines.command import summary
from pipelines.command.printing import console, say
from pipelines.command.progress import shown
from pipelines.disk import plain_disk_errors
from pipelines.faults import INTERRUPTED, Ending
from pipelines.home import Home, read_json

if TYPE_CHECKING:
    from pipelines.defs.running import RunOutcome


LOOK_UP_SECONDS = 0.2


def run(home: Home, as_of: str | None, *, is_demo: bool, is_verbose: bool) -> int:
    """Runs everything on `home`; returns the exit code."""
    if is_demo:
        demo.set_up(home)
    given = settings.load(home)
    asked = settings.parse_instant(as_of) if as_of is not None else None
    home.prepare()
    if freshness.is_up_to_date(home, given, clock.as_of(home, given, asked)):
        _show(home, None, is_new=False)
        return Ending.PUBLISHED
    # Bound to this stderr: what libraries print goes elsewhere while the run lasts.
    progress = console(sys.stderr)
    # The process that cleans up behind an interrupted one inherits this: what it frees is nobody's worry.
    sys.warnoptions.append("ignore:resource_tracker:UserWarning")
    with lock.writing(home):
        before = _release_id(home)
        try:
            with shown(progress), _quiet(home, is_verbose):
                outcome = _beside(lambda: _do(home, as_of, is_verbose=is_verbose))
        except KeyboardInterrupt:
            _leave(progress, home)
    if outcome.ending is Ending.PUBLISHED:
        _show(home, outcome, is_new=_release_id(home) != before)
    else:
        _tell_failure(progress, home, outcome)
    return outcome.ending


def _show(home: Home, outcome: RunOutcome | None, *, is_new: bool) -> None:
    # Whoever reads along may leave early, as `head` does, and rich ends the command then: published is published.
    with contextlib.suppress(SystemExit):
        summary.show(console(), home, outcome, is_new=is_new)


def _do(home: Home, as_of: str | None, *, is_verbose: bool) -> RunOutcome:
    from pipelines.defs.running import run_daily_job

    return run_daily_job(home, as_of, is_verbose=is_verbose)


def _beside(work: Callable[[], RunOutcome]) -> RunOutcome:
    """Does `work` in a thread beside this one.

    So Ctrl-C is this thread's, at once. In one and the same, Dagster and the databases hold it back,
    lose it, or take it for an error of their own.
    """
    outcome: Future[RunOutcome] = Future()

    def do() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:
            outcome.set_exception(error)

    threading.Thread(target=do, name="run", daemon=True).start()
    while not outcome.done():
        # polars takes over the signal in a way that no longer ends a wait: this thread looks up by itself.
        wait([outcome], LOOK_UP_SECONDS)
    return outcome.result()


def _leave(progress: Console, home: Home) -> NoReturn:
    """Ends the process: a run broken off anywhere is taken up where it stood, and no release is ever half in place."""
    say(progress, "Interrupted. Nothing is lost, and what is published is whole: run again to go on.")
    running = sys.modules.get("pipelines.defs.instance")
    if running is not None:
        with running.opened(home) as instance:
            running.end_dead_runs_of_the_command(instance)
    os._exit(INTERRUPTED)


def _tell_failure(to: Console, home: Home, outcome: RunOutcome) -> None:
    is_held_back = outcome.ending is Ending.HELD_BACK
    say(to, "The release was held back." if is_held_back else "The run stopped.", style="bold red")
    release = _release_id(home)
    stays = f"Release {release} stays as it is." if release else "Nothing is published yet."
    say(to, outcome.words, f"{stays} `kith ui` shows this run ({outcome.run_id[:8]}).")


def _release_id(home: Home) -> str | None:
    return str(read_json(home.release_manifest)["release_id"]) if home.release_manifest.exists() else None


@contextlib.contextmanager
def _quiet(home: Home, is_verbose: bool) -> Iterator[None]:
    """Sends what libraries print to a file of the home that only its owner reads; verbose lets it through."""
    if is_verbose:
        yield
        return
    with plain_disk_errors(home.root):
        home.logs.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(home.logs / "last-run.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with (
        os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as sink,
        contextlib.redirect_stdout(sink),
        contextlib.redirect_stderr(sink),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        yield
