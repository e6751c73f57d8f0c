"""The stages in a row, without Dagster, each timed by itself: `python -m benchmarks.stages HOME`.

Imports count: a stage pays for what it loads first. The seconds go to `HOME/stages.json`.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def stages(root: str) -> dict[str, Callable[[], Any]]:
    """Stage name → the call that does its work on the home at `root`."""
    from pipelines import settings
    from pipelines.clock import as_of
    from pipelines.home import Home

    home = Home.at(root)
    home.prepare()
    given = settings.load(home)

    def land() -> None:
        from pipelines.landing import land

        land(home, given)

    def read() -> None:
        from pipelines.records.reading import read_landed

        read_landed(home, given)

    def accept() -> None:
        from pipelines.quality.acceptance import accept

        accept(home, as_of(home, given))

    def resolve() -> None:
        from pipelines.identity.decisions import read_decisions
        from pipelines.identity.resolve import resolve

        read_decisions(home)
        resolve(home, given)

    def build() -> None:
        from pipelines import warehouse

        warehouse.manifest(home)
        warehouse.build(home, given, as_of(home, given))

    def publish() -> None:
        from pipelines.publishing.release import publish

        publish(home, given, as_of(home, given))

    return {"land": land, "read": read, "accept": accept, "resolve": resolve, "build": build, "publish": publish}


def main() -> None:
    root = sys.argv[1]
    seconds: dict[str, float] = {}
    for name, work in stages(root).items():
        begun = time.perf_counter()
        work()
        seconds[name] = round(time.perf_counter() - begun, 2)
    Path(root, "stages.json").write_text(json.dumps(seconds) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
