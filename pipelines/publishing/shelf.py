"""The shelf of releases, and which of them is in force.

`published/current` is a link to the folder of one release, and `insights.duckdb`,
`restricted.duckdb` and `manifest.json` lead through it. Swapping that one link swaps all
three at once: a run killed anywhere leaves them together at the old release or the
new one. Whoever has the old files open keeps reading them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from pipelines.disk import plain_disk_errors
from pipelines.home import Home
from pipelines.publishing.manifest import FILE_NAME, Manifest

RELEASE_ID = "r" + "[0-9a-f]" * 12
"""The pattern of a release's folder."""


def current(home: Home) -> Manifest | None:
    """The release in force; None where nothing was published yet."""
    folder = home.current_release
    return Manifest.of(folder) if (folder / FILE_NAME).exists() else None


def kept(home: Home) -> list[Manifest]:
    """The whole releases on the shelf, by their number."""
    found = [Manifest.of(path.parent) for path in home.releases.glob(f"{RELEASE_ID}/{FILE_NAME}")]
    return sorted(found, key=lambda manifest: (manifest.number, manifest.release_id))


def shelve(home: Home, candidate: Path, release_id: str) -> None:
    """Gives a finished candidate its place.

    The release in force is the same, and stays. An earlier one gives way: what it says of the
    world is the same, but not what it tells of the releases since.
    """
    place, in_force = home.release(release_id), current(home)
    if in_force is not None and in_force.release_id == release_id:
        shutil.rmtree(candidate)
        return
    with plain_disk_errors(home.published):
        if place.exists():
            (place / FILE_NAME).unlink(missing_ok=True)  # without it, a folder is no release
            shutil.rmtree(place)
        candidate.chmod(0o755)
        candidate.replace(place)


def put_in_force(home: Home, release_id: str) -> None:
    """Makes a shelved release the published one, in one swap.

    Also mends the links of the published files, so that a first release that was
    cut short is whole after the next run.
    """
    with plain_disk_errors(home.published):
        _link(home.current_release, Path(home.releases.name) / release_id)
        for file in (home.insights_file, home.restricted_file, home.release_manifest):
            _link(file, Path(home.current_release.name) / file.name)


def clear(home: Home, keep: int) -> list[str]:
    """Removes all but the newest `keep` releases, never the one in force; returns the ids removed."""
    in_force = current(home)
    others = [one.release_id for one in kept(home) if in_force is None or one.release_id != in_force.release_id]
    spare = keep - (in_force is not None)
    gone = others[: len(others) - spare] if spare < len(others) else []
    for release_id in gone:
        folder = home.release(release_id)
        (folder / FILE_NAME).unlink()  # first, so that a removal cut short leaves no release behind
        shutil.rmtree(folder)
    return gone


def remove_leftovers(home: Home) -> None:
    """Removes the candidate and the half-removed releases that a killed run left."""
    halves = (folder for folder in home.releases.glob(f"{RELEASE_ID}/") if not (folder / FILE_NAME).exists())
    for folder in (home.candidate, *halves):
        if folder.exists():
            shutil.rmtree(folder)


def _link(link: Path, target: Path) -> None:
    """Points `link` at `target`, in one swap; a link that leads there already is left alone."""
    if link.is_symlink() and link.readlink() == target:
        return
    beside = link.with_name(f".{link.name}.link")
    beside.unlink(missing_ok=True)
    beside.symlink_to(target)
    beside.replace(link)
