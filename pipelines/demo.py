"""The demo: an invented association's exports, put into a home as a person would drop them.

The data itself is in `data/demo`; `benchmarks/population.py` writes it.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from pipelines import landing
from pipelines.errors import HomeError, counted
from pipelines.home import Home, replacing

SOURCE = Path(__file__).resolve().parents[1] / "data" / "demo"


def set_up(home: Home) -> None:
    """Gives `home` the demo's settings and decisions where it has none, and drops the demo's exports in its inbox.

    What landed before is not dropped again. Raises `HomeError` where the demo is not
    there, or where the home holds files that are not the demo's.
    """
    if not SOURCE.is_dir():
        raise HomeError(f"The demo is not at {SOURCE}.", "Run kith from a checkout of its repository.")
    home.prepare()
    exports = sorted(path for path in (SOURCE / "inbox").iterdir() if path.is_file())
    landed = {manifest.sha256 for manifest in landing.manifests(home)}
    hashes = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in exports}
    _refuse_strangers(home, landed - set(hashes.values()), {path.name for path in exports})
    for path in [SOURCE / "kith.toml", *sorted((SOURCE / "decisions").glob("*.csv"))]:
        target = home.root / path.relative_to(SOURCE)
        if not target.exists():
            _copy(path, target)
    for path, sha256 in hashes.items():
        if sha256 not in landed:
            _copy(path, home.inbox / path.name)


def _refuse_strangers(home: Home, landed: set[str], names: set[str]) -> None:
    waiting = [path for path in landing.candidates(home.inbox) if path.name not in names]
    strangers = len(landed) + len(waiting)
    if strangers:
        raise HomeError(
            f"{home.root} holds {counted(strangers, 'file')} of its own, not of the demo.",
            "Run `kith run` without --demo for those, or give the demo a home of its own with --home DIR.",
        )


def _copy(source: Path, target: Path) -> None:
    """Copies with the modification time, so that what was written long ago need not settle."""
    with replacing(target) as beside:
        shutil.copy2(source, beside)
