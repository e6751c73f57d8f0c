"""Landing: files dropped in the inbox become bytes that are kept as they came.

A file is known by the SHA-256 of its bytes. It is copied whole into
`landing/<file_id>/content` beside a `manifest.json` (name, bytes, when), and then
leaves the inbox. The same bytes land once. What the file holds is not looked at here.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from pipelines.disk import plain_disk_errors
from pipelines.errors import HomeError, counted
from pipelines.home import Home, read_json, write_json
from pipelines.settings import Settings

logger = logging.getLogger("kith.landing")

FILE_ID_LENGTH = 16
"""Hexadecimal digits of the SHA-256 that name a file; the manifest keeps all 64."""

UNFINISHED_SUFFIXES = (".part", ".partial", ".crdownload", ".download", ".tmp")
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What is known of a landed file before anybody reads it; never edited."""

    file_id: str
    file_name: str
    sha256: str
    byte_count: int
    landed_at: str

    @property
    def landed(self) -> datetime:
        """`landed_at` as an instant in UTC."""
        return datetime.fromisoformat(self.landed_at).astimezone(UTC)


@dataclass(frozen=True)
class LeftBehind:
    """A file that stays in the inbox: why, and what to do."""

    file_name: str
    reason: str
    remedy: str


@dataclass
class LandingReport:
    """What one look at the inbox came to."""

    landed: list[Manifest] = field(default_factory=list)
    duplicates: list[tuple[str, Manifest]] = field(default_factory=list)
    left: list[LeftBehind] = field(default_factory=list)


def manifest_files(home: Home) -> list[Path]:
    """Where the manifest of every landed file is, each in the folder of that file, by id."""
    return sorted(home.landing.glob("*/manifest.json"))


def manifests(home: Home) -> list[Manifest]:
    """The manifests of every landed file, by landing instant and then id."""
    found = [Manifest(**read_json(path)) for path in manifest_files(home)]
    return sorted(found, key=lambda manifest: (manifest.landed_at, manifest.file_id))


def land(home: Home, settings: Settings) -> LandingReport:
    """Moves every finished file of the inbox into the landing.

    A file that is still being written is given the settling time, and otherwise
    waits for the next run. What cannot land stays where it is and is reported.
    Raises `HomeError` where the home cannot be written; nothing is lost then.
    """
    report = LandingReport()
    _clear_unfinished(home)
    waiting = sorted(candidates(home.inbox))
    if waiting:
        logger.info("Landing %s", counted(len(waiting), "file"))
    _let_settle(waiting, settings.inbox.settle_seconds)
    for path in waiting:
        _land_one(home, settings, path, report)
    return report


def candidates(inbox: Path) -> Iterator[Path]:
    """What lies in the inbox to be taken, in no order; the litter of operating systems does not count."""
    for path in inbox.iterdir():
        if not path.name.startswith((".", "~$")) and path.name not in ("Thumbs.db", "desktop.ini"):
            yield path


def _let_settle(paths: list[Path], settle_seconds: float) -> None:
    """Waits, once, until what was just dropped is old enough to be taken."""
    ages = [age for path in paths if (age := _age(path)) is not None and 0 <= age < settle_seconds]
    if ages:
        time.sleep(settle_seconds - min(ages) + 0.01)


def _age(path: Path) -> float | None:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return None


def _land_one(home: Home, settings: Settings, path: Path, report: LandingReport) -> None:
    refusal = _refusal(path, settings)
    if refusal is not None:
        logger.warning("%s stays in the inbox: %s. %s", refusal.file_name, refusal.reason, refusal.remedy)
        report.left.append(refusal)
        return
    with plain_disk_errors(home.root):
        arriving = Path(tempfile.mkdtemp(prefix=".arriving-", dir=home.landing))
        try:
            _settle_in(home, settings, path, arriving, report)
        finally:
            shutil.rmtree(arriving, ignore_errors=True)


def _refusal(path: Path, settings: Settings) -> LeftBehind | None:
    """Why `path` cannot be taken now; None where it can."""
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            return LeftBehind(path.name, "it is a folder", "Move its files into the inbox, or zip it.")
        if not stat.S_ISREG(facts.st_mode):
            return LeftBehind(path.name, "it is not an ordinary file", "Put a copy of the file itself there.")
        with path.open("rb"):
            pass
    except OSError as error:
        return LeftBehind(
            path.name, f"it cannot be read ({error.strerror})", "Give kith the right to read it, or copy it again."
        )
    if facts.st_size > settings.inbox.largest_bytes:
        return LeftBehind(
            path.name,
            f"its {facts.st_size:,} bytes are more than the {settings.inbox.largest_bytes:,} allowed",
            "Raise largest_bytes under [inbox] in kith.toml, or export it in pieces.",
        )
    if is_arriving(path, facts, settings):
        return LeftBehind(path.name, "it is still being written", "The next run takes it.")
    return None


def is_arriving(path: Path, facts: os.stat_result, settings: Settings) -> bool:
    """Whether somebody is still writing the file, by its name or by how lately it changed."""
    is_young = time.time() - facts.st_mtime < settings.inbox.settle_seconds
    return is_young or path.suffix.lower() in UNFINISHED_SUFFIXES


def _settle_in(home: Home, settings: Settings, path: Path, arriving: Path, report: LandingReport) -> None:
    before = path.stat()
    sha256 = _copy(path, arriving / "content")
    if _changed(before, path.stat()):
        report.left.append(LeftBehind(path.name, "it is still being written", "The next run takes it."))
        return
    file_id = sha256[:FILE_ID_LENGTH]
    manifest = Manifest(file_id, path.name, sha256, before.st_size, settings.now().isoformat())
    known = _already_landed(home, manifest)
    if known is None:
        write_json(arriving / "manifest.json", asdict(manifest))
        # mkdtemp's folder is private; the landing keeps it so.
        arriving.rename(home.landed(file_id))
        report.landed.append(manifest)
    else:
        logger.info("%s holds the same bytes as file %s, which landed before", path.name, known.file_id)
        report.duplicates.append((path.name, known))
    path.unlink()


def _changed(before: os.stat_result, after: os.stat_result) -> bool:
    return (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns)


def _copy(source: Path, target: Path) -> str:
    """Copies `source` to `target`, down to the disk; returns the SHA-256 of its bytes."""
    digest = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(CHUNK_BYTES):
            digest.update(chunk)
            writing.write(chunk)
        writing.flush()
        os.fsync(writing.fileno())
    target.chmod(0o400)
    return digest.hexdigest()


def _already_landed(home: Home, manifest: Manifest) -> Manifest | None:
    path = home.landed(manifest.file_id) / "manifest.json"
    if not path.exists():
        return None
    known = Manifest(**read_json(path))
    if known.sha256 != manifest.sha256:
        raise HomeError(
            f"{manifest.file_name} and landed file {known.file_id} differ but share the start of their SHA-256.",
            "This does not happen by chance: ask where the file comes from, and take it out of the inbox.",
        )
    return known


def _clear_unfinished(home: Home) -> None:
    """Removes what a killed run left half-copied; its file is still in the inbox."""
    for folder in home.landing.glob(".arriving-*"):
        shutil.rmtree(folder)
