"""Zip and gzip: members out to a scratch folder, within limits."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from pipelines.errors import RefusedFileError

LARGEST_RATIO = 200
MOST_MEMBERS = 2_000
CHUNK_BYTES = 1 << 20
LITTER = (".DS_Store", "Thumbs.db", "desktop.ini")
SMALL_BYTES = 1 << 24
"""Below this, a high ratio is repetition, not an attack."""


@dataclass(frozen=True)
class Limits:
    """What a member, and all together, may unpack to."""

    largest_bytes: int


def check_zip(path: Path, file_name: str, limits: Limits) -> list[str]:
    """The names of an archive's files, sorted, without what operating systems add.

    Raises `RefusedFileError` (`zip_limits`, `encrypted`, `truncated_zip`): nothing has been unpacked.
    """
    with zipfile.ZipFile(path) as archive:
        members = [info for info in archive.infolist() if not info.is_dir()]
    if any(info.header_offset < 0 for info in members):
        raise _damaged(file_name)
    if any(info.flag_bits & 1 for info in members):
        raise RefusedFileError("encrypted", f"{file_name} is protected by a password.", "Unpack it and drop the files.")
    if len(members) > MOST_MEMBERS or any(map(_leads_out, members)):
        raise _over_limits(file_name)
    unpacked = sum(info.file_size for info in members)
    packed = max(sum(info.compress_size for info in members), 1)
    if unpacked > limits.largest_bytes or (unpacked > SMALL_BYTES and unpacked > packed * LARGEST_RATIO):
        raise _over_limits(file_name)
    return sorted(info.filename for info in members if not _is_litter(info))


def unpack_member(path: Path, member: str, target: Path, file_name: str, limits: Limits) -> None:
    """Writes one member of a zip to `target`.

    Raises `RefusedFileError` (`truncated_zip`, `zip_limits`).
    """
    try:
        with zipfile.ZipFile(path) as archive, archive.open(member) as stream:
            _copy(stream, target, file_name, limits)
    except (zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError) as error:
        raise _damaged(file_name) from error


def unpack_gzip(path: Path, target: Path, file_name: str, limits: Limits) -> None:
    """Writes what a gzip file holds to `target`.

    Raises `RefusedFileError` (`truncated_gzip`, `zip_limits`).
    """
    try:
        with gzip.open(path) as stream:
            _copy(stream, target, file_name, limits)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise RefusedFileError(
            "truncated_gzip", f"{file_name} is a gzip that ends before its end.", "Download or export it again."
        ) from error


def _copy(stream: IO[bytes] | gzip.GzipFile, target: Path, file_name: str, limits: Limits) -> None:
    written = 0
    with target.open("wb") as out:
        for chunk in _chunks(stream):
            written += len(chunk)
            if written > limits.largest_bytes:
                raise _over_limits(file_name)
            out.write(chunk)


def _chunks(stream: IO[bytes] | gzip.GzipFile) -> Iterator[bytes]:
    while chunk := stream.read(CHUNK_BYTES):
        yield chunk


def _leads_out(info: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(info.filename.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in path.parts[0]


def _is_litter(info: zipfile.ZipInfo) -> bool:
    """Whether an operating system put a member beside the files that somebody packed."""
    path = PurePosixPath(info.filename)
    return path.parts[0] == "__MACOSX" or path.name in LITTER


def _damaged(file_name: str) -> RefusedFileError:
    return RefusedFileError(
        "truncated_zip", f"{file_name} is a zip with a damaged member.", "Download or export it again."
    )


def _over_limits(file_name: str) -> RefusedFileError:
    return RefusedFileError(
        "zip_limits",
        f"{file_name} unpacks to more than it may, or to places outside its folder.",
        "Unpack it yourself and drop the files you know; inbox.largest_bytes sets the limit.",
    )
