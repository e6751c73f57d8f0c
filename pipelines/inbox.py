"""What waits in the inbox: which files have settled, and whether that is news.

A look at the inbox is compared with the one before, so that a file which cannot land
asks for one run, not for one every look. Taking the files is `pipelines.landing`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from pipelines import landing, stamps
from pipelines.home import Home
from pipelines.settings import Settings


@dataclass(frozen=True)
class Look:
    """One look at the inbox.

    `settled` is file name → (size, mtime in ns); `arriving` counts files still being
    written; `turn` counts the looks that found news, so that a file which comes a second
    time is news again.
    """

    settled: dict[str, tuple[int, int]] = field(default_factory=dict)
    arriving: int = 0
    turn: int = 0
    has_news: bool = False

    @property
    def cursor(self) -> str:
        """What the next look has to know of this one."""
        return json.dumps({"settled": self.settled, "turn": self.turn}, sort_keys=True)

    @property
    def key(self) -> str:
        """Names this state of the inbox: asked twice for it, one run is made."""
        return stamps.fingerprint(self.cursor)[:16]


def look(home: Home, settings: Settings, cursor: str | None) -> Look:
    """Looks at the inbox; `cursor` is what the look before left, if there was one."""
    before = json.loads(cursor) if cursor else {"settled": {}, "turn": 0}
    settled: dict[str, tuple[int, int]] = {}
    arriving = 0
    for path in landing.candidates(home.inbox):
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue  # taken by a run between the listing and now
        if landing.is_arriving(path, facts, settings):
            arriving += 1
        else:
            settled[path.name] = (facts.st_size, facts.st_mtime_ns)
    known = {name: tuple(state) for name, state in before["settled"].items()}
    has_news = any(known.get(name) != state for name, state in settled.items())
    return Look(settled, arriving, before["turn"] + has_news, has_news)
