"""Which encoding a text file is in, and the same text as clean UTF-8.

Nothing is ever decoded with errors ignored: a file that is no UTF-8 is read in
the code page that its bytes point to, and the guess is recorded.
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

CHUNK_BYTES = 1 << 24
GLANCE_BYTES = 1 << 16
"""Read at once where the first bytes that do not fit are enough to know."""

HEAD_BYTES = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


TWICE = "utf-8 twice"
"""UTF-8 that was taken for Windows Western and written as UTF-8 again: `Ã©` for `é`."""


@dataclass(frozen=True)
class Encoding:
    """The encoding of a file, and what its bytes hold."""

    name: str
    nul_count: int

    @property
    def is_clean(self) -> bool:
        """Whether readers of UTF-8 can take the file as it is."""
        return self.name in ("utf-8", "utf-8-sig") and self.nul_count == 0


def encoding_of(path: Path) -> Encoding:
    """The encoding of a text file: its byte-order mark, its NULs, strict UTF-8, else a code page."""
    with path.open("rb") as stream:
        name = told_by(stream.read(HEAD_BYTES))
    if name is not None and name != "utf-8-sig":
        return Encoding(name, 0)
    nul_count = _nuls_of_utf8(path)
    if nul_count is None:
        return Encoding(_code_page(path), 0)
    return Encoding(TWICE if _is_twice(path) else name or "utf-8", nul_count)


def told_by(head: bytes) -> str | None:
    """The encoding that a text's first bytes tell by a mark or by their NULs; None where they tell none.

    >>> told_by("a,b".encode("utf-16-be"))
    'utf-16-be'
    """
    head = head[:HEAD_BYTES]
    return next((name for mark, name in _BOMS if head.startswith(mark)), None) or _by_nuls(head)


def write_utf8(path: Path, encoding: Encoding, target: Path) -> int:
    """Writes the text of `path` to `target` as UTF-8 without mark or NULs; returns the NULs removed."""
    removed = 0
    with target.open("w", encoding="utf-8", newline="") as out:
        for number, text in enumerate(_decoded(path, encoding.name)):
            clean = text.removeprefix("\ufeff") if number == 0 else text
            removed += clean.count("\x00")
            out.write(clean.replace("\x00", ""))
    return removed


def _by_nuls(head: bytes) -> str | None:
    """UTF-16 without a mark: more than a fifth of the bytes are NULs, nearly all on one side."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if even + odd <= len(head) * 0.2:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _nuls_of_utf8(path: Path) -> int | None:
    """The NULs in a file of valid UTF-8; None where it is no UTF-8."""
    count, rest = 0, b""
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK_BYTES):
            whole = rest + chunk
            end = _last_start(whole)
            whole, rest = whole[:end], whole[end:]
            if not _is_utf8(whole):
                return None
            count += whole.count(0) if 0 in whole else 0
    return count if _is_utf8(rest) else None


def _last_start(data: bytes) -> int:
    """Where the last character of UTF-8 begins: what comes after may still be incomplete."""
    at = len(data) - 1
    while at > max(len(data) - 4, 0) and data[at] & 0xC0 == 0x80:
        at -= 1
    return at


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are valid UTF-8; Arrow's check is many times faster than decoding."""
    if data.isascii():
        return True
    offsets = pa.py_buffer(struct.pack("=qq", 0, len(data)))  # pa.array() would import pandas for this
    text = pa.Array.from_buffers(pa.large_string(), 1, [None, offsets, pa.py_buffer(data)])
    try:
        text.validate(full=True)
    except pa.ArrowInvalid:
        return False
    return True


def _is_twice(path: Path) -> bool:
    """Whether all that is not ASCII in a file of valid UTF-8 is UTF-8 read as Windows Western.

    Text that is not hardly ever is by chance: one accented letter followed by another character tells.
    """
    with path.open("rb") as stream:
        stream.seek(len(codecs.BOM_UTF8) if stream.read(len(codecs.BOM_UTF8)) == codecs.BOM_UTF8 else 0)
        if all(chunk.isascii() for chunk in iter(lambda: stream.read(CHUNK_BYTES), b"")):
            return False
    return _decodes(path, TWICE)


def _code_page(path: Path) -> str:
    """Shift-JIS or Windows Western, as the bytes suggest; Latin-1 where neither holds throughout."""
    from charset_normalizer import from_bytes

    with path.open("rb") as stream:
        sample = stream.read(1 << 18)
    best = from_bytes(sample, cp_isolation=["cp932", "cp1252"]).best()
    order = [best.encoding] if best else []
    for name in (*order, "cp1252"):
        if _decodes(path, name):
            return name
    return "latin-1"


def _decodes(path: Path, name: str) -> bool:
    try:
        for _ in _decoded(path, name, GLANCE_BYTES):
            pass
    except UnicodeError:
        return False
    return True


def _decoded(path: Path, name: str, chunk_bytes: int = CHUNK_BYTES) -> Iterator[str]:
    if name == TWICE:
        again = codecs.getincrementaldecoder("utf-8")()
        for text in _decoded(path, "utf-8", chunk_bytes):
            yield again.decode(text.removeprefix("\ufeff").encode("cp1252"))
        yield again.decode(b"", final=True)
        return
    decoder = codecs.getincrementaldecoder("utf-8" if name == "utf-8-sig" else name)()
    with path.open("rb") as stream:
        while chunk := stream.read(chunk_bytes):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)
