"""A session of `kith review`: candidate by candidate, each answer written the moment it is given.

Answers are lines, so that any terminal and any pipe will do. Nothing is kept for
the end: whatever breaks the session off, what was answered stands in the file.
"""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import TYPE_CHECKING

from rich.console import Console

from pipelines import settings
from pipelines.command.printing import console, say, typed
from pipelines.command.review import screen
from pipelines.command.review.candidates import KINDS, Candidate, Kind, listed
from pipelines.command.review.judged import Judged, Row, Verdict
from pipelines.command.review.meaning import meaning
from pipelines.command.review.sides import Side, sides
from pipelines.faults import INTERRUPTED, Ending
from pipelines.home import Home
from pipelines.identity import decisions, decisions_file
from pipelines.identity.organisation_groups import LEAST_PROBABILITY
from pipelines.publishing.reading import released

if TYPE_CHECKING:
    import duckdb

Ask = Callable[[], str]
VERDICTS = {"s": "same", "d": "different"}


def review(home: Home, kind: Kind | None, least: float | None, limit: int | None) -> int:
    """Reviews the candidates of the published release with whoever is at the terminal; returns the exit code.

    Raises `HomeError` where nothing is published, `DecisionError` where a decisions file cannot be understood.
    """
    given, to = settings.load(home), console()
    thresholds = {"people": given.identity.match_probability, "organisations": LEAST_PROBABILITY}
    with released(home, "people", given.engine) as connection:
        kinds = KINDS if kind is None else (kind,)
        candidates = [one for each in kinds for one in listed(connection, each, thresholds[each], least)]
        day = given.now().astimezone(given.zone).date().isoformat()
        session = Session(home, connection, to, candidates, day)
        try:
            session.run(lambda: _line(to), limit)
            ending: int = Ending.PUBLISHED
        except EOFError:
            ending = Ending.PUBLISHED
        except KeyboardInterrupt:
            ending = INTERRUPTED
    say(to, "", *session.told())
    return ending


def _line(to: Console) -> str:
    """The next line that is typed.

    polars takes over Ctrl-C in a way that no longer ends the wait for a line; here it is Python's again.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    return to.input(f"{screen.KEYS} > ", markup=False)


class Session:
    """The way through a list of candidates, with what was answered so far."""

    def __init__(
        self,
        home: Home,
        connection: duckdb.DuckDBPyConnection,
        to: Console,
        candidates: list[Candidate],
        day: str,
    ) -> None:
        self._home, self._connection, self._to, self._day = home, connection, to, day
        self._steps: list[tuple[int, Row | None]] = []
        self._judged = {kind: self._read(kind) for kind in dict.fromkeys(one.kind for one in candidates)}
        self._candidates = [one for one in candidates if self._verdict(one) is None]
        self._decided_count = len(candidates) - len(self._candidates)

    def run(self, ask: Ask, limit: int | None = None) -> None:
        """Goes through the open candidates, asking for each, until there are none, `limit` are answered, or a quit."""
        if self._decided_count:
            say(self._to, f"Decided already, and not asked: {self._decided_count:,}.")
        place = 0
        while place < len(self._candidates) and len(self._steps) != limit:
            candidate = self._candidates[place]
            number = f"{place + 1:,} of {len(self._candidates):,}"
            verdict = self._verdict(candidate)
            if verdict is not None:
                say(self._to, f"{number} is decided already: {verdict}.")
                place += 1
                continue
            both = sides(self._connection, self._home, candidate)
            if both is None:
                say(self._to, f"{number} cannot be decided: every row of one of the two names somebody else as well.")
                place += 1
                continue
            screen.show(self._to, candidate, *both, place + 1, len(self._candidates))
            answer, note = self._answer(ask)
            if answer == "q":
                return
            place = self._back(place) if answer == "u" else self._on(place, answer, note, both)

    def told(self) -> Iterable[str]:
        """What the session came to, and what to do next."""
        rows = [(self._candidates[place].kind, row) for place, row in self._steps if row is not None]
        if not self._candidates:
            yield "There is nothing to review: no pair of the published release is open."
        for kind in dict.fromkeys(kind for kind, _ in rows):
            counts = Counter(row["decision"] for each, row in rows if each == kind)
            words = ", ".join(f"{count:,} {verdict}" for verdict, count in sorted(counts.items(), reverse=True))
            yield f"Written to {self._home.decisions_file(kind)}: {words}."
        if rows:
            yield f"Next: {typed('run', self._home)} puts it into force. To undo a decision later, delete its row."
        elif self._candidates:
            yield "Nothing was decided."

    def _read(self, kind: Kind) -> Judged:
        rows: list[Row] = decisions.read_table(self._home, kind).drop("line").to_dicts()
        cells = {row[side] for row in rows for side in ("left", "right")}
        return Judged(cache(meaning(self._connection, self._home, kind, cells)), rows)

    def _verdict(self, candidate: Candidate) -> Verdict | None:
        return self._judged[candidate.kind].verdict(candidate.left_id, candidate.right_id)

    def _answer(self, ask: Ask) -> tuple[str, str]:
        """The key that was given, and the note behind it; asks until it is one."""
        while True:
            key, _, note = ask().strip().partition(" ")
            if key.lower() in ("s", "d", "k", "u", "q"):
                return key.lower(), note.strip()
            say(self._to, *screen.HELP)

    def _on(self, place: int, answer: str, note: str, both: tuple[Side, Side]) -> int:
        row = None
        if answer in VERDICTS:
            left, right = both
            row = {"decision": VERDICTS[answer], "left": left.reference, "right": right.reference, "note": note,
                   "decided_on": self._day}  # fmt: skip
            kind = self._candidates[place].kind
            decisions_file.add(self._home, kind, row)
            self._judged[kind].add(row)
        self._steps.append((place, row))
        return place + 1

    def _back(self, place: int) -> int:
        """Goes one step back, and takes back what was decided there."""
        if not self._steps:
            say(self._to, "This is the first: there is nothing to undo.")
            return place
        place, row = self._steps.pop()
        if row is not None:
            kind = self._candidates[place].kind
            was_there = decisions_file.remove(self._home, kind, row)
            self._judged[kind].drop(row)
            say(self._to, "Taken back." if was_there else f"The row is in decisions/{kind}.csv no longer.")
        return place
