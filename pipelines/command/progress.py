"""Progress while a run works: the stages' own log lines, live on a terminal, plain lines elsewhere."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.status import Status

PAUSE_SECONDS = 5.0


class Progress(logging.Handler):
    """Shows what stages log.

    On a terminal one line moves, and each stage leaves its last line and its
    seconds behind. Elsewhere lines are printed; of those that only count on (same
    stage, same first word), one every few seconds.
    """

    def __init__(self, console: Console) -> None:
        super().__init__(logging.INFO)
        self._console = console
        self._status: Status | None = console.status("Starting") if console.is_terminal else None
        self._stage = ""
        self._line = "Starting"
        self._printed: dict[tuple[str, str], float] = {}
        self._since = time.monotonic()

    def emit(self, record: logging.LogRecord) -> None:
        """Shows one log line."""
        line = record.getMessage()
        if record.levelno >= logging.WARNING:
            self._console.print(f"[yellow]![/] {escape(line)}", highlight=False)
        elif self._status is None:
            self._print(record.name, line)
        else:
            self._move(record.name, line)

    def _print(self, stage: str, line: str) -> None:
        key, now = (stage, line.split()[0]), time.monotonic()
        if now - self._printed.get(key, -PAUSE_SECONDS) >= PAUSE_SECONDS:
            self._printed[key] = now
            self._console.print(line, markup=False, highlight=False)

    def _move(self, stage: str, line: str) -> None:
        if stage != self._stage:
            self._leave_behind()
            self._stage, self._since = stage, time.monotonic()
        self._line = line
        if self._status is not None:
            self._status.update(escape(line))

    def _leave_behind(self) -> None:
        if self._stage:
            seconds = time.monotonic() - self._since
            self._console.print(f"[green]✓[/] {escape(self._line)} [dim]{seconds:.1f} s[/]", highlight=False)

    def start(self) -> None:
        """Starts the moving line, where there is one."""
        if self._status is not None:
            self._status.start()

    def stop(self) -> None:
        """Ends it, and leaves the last stage behind."""
        if self._status is not None:
            self._status.stop()
            self._leave_behind()


@contextlib.contextmanager
def shown(console: Console) -> Iterator[None]:
    """Shows on `console` what stages log while the block runs."""
    logger = logging.getLogger("kith")
    progress = Progress(console)
    before = logger.level, logger.propagate
    logger.addHandler(progress)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    progress.start()
    try:
        yield
    finally:
        progress.stop()
        logger.removeHandler(progress)
        logger.level, logger.propagate = before
