"""Opens a file: bytes → container → encoding → parts, each with the layout it was recognised as.

Everything unpacked or transcoded on the way lies in a scratch folder that goes
when the document is closed.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath

from pipelines.errors import RefusedFileError
from pipelines.exports import parts
from pipelines.exports.containers import container_of
from pipelines.exports.encodings import encoding_of, write_utf8
from pipelines.exports.headings import unique
from pipelines.exports.private import without_private
from pipelines.exports.readers import archive, calendar, delimited, nested, plain, vcard
from pipelines.exports.readers.extents import check_extents
from pipelines.exports.readers.limits import OverLimitError
from pipelines.exports.readers.workbook import Workbook
from pipelines.exports.recognise import SEARCHED_ROWS, Recogniser
from pipelines.exports.rows import Batch, Document, Part, Row, as_batches, no_batches

PLAIN_FROM_BYTES = 1 << 22
"""Smaller texts are read exactly at once; the fast way pays from here."""

WIDER_SHARE = 0.9
"""Of the first rows of a table, those that must be wider than its header, and all as wide."""

ReadRows = Callable[[], Iterator[Row]]


@dataclass(frozen=True)
class _Opening:
    """What opening one file needs to know."""

    recogniser: Recogniser
    limits: archive.Limits
    scratch: Path
    plain_from_bytes: int | None
    file_name: str

    def scratch_file(self) -> Path:
        return self.scratch / str(len(list(self.scratch.iterdir())))


@contextmanager
def opened(
    path: Path, file_name: str, recogniser: Recogniser, largest_bytes: int, plain_from_bytes: int | None
) -> Iterator[Document]:
    """The document in the file at `path`, known to people as `file_name`.

    Texts of at least `plain_from_bytes` are read the fast way where they are regular
    (never, where it is None). Raises `RefusedFileError`.
    """
    with tempfile.TemporaryDirectory(prefix="kith-read-") as scratch:
        opening = _Opening(recogniser, archive.Limits(largest_bytes), Path(scratch), plain_from_bytes, file_name)
        with _refusing(file_name):
            document = _open(path, opening)
            yield replace(document, parts=tuple(map(without_private, document.parts)))


@contextmanager
def _refusing(file_name: str) -> Iterator[None]:
    """Turns what readers raise over a file into its refusal."""
    try:
        yield
    except OverLimitError as error:
        raise RefusedFileError(error.reason, f"{file_name} {error.what}.", error.remedy) from error
    except UnicodeDecodeError as error:
        raise RefusedFileError(
            "broken_encoding",
            f"{file_name} breaks off inside a character ({error.encoding}).",
            "Export it again, as UTF-8 where the tool lets you choose.",
        ) from error


def _open(path: Path, opening: _Opening, depth: int = 0) -> Document:
    container = container_of(path, opening.file_name)
    if container in ("zip", "gzip") and depth:
        raise RefusedFileError(
            "zip_limits", f"{opening.file_name} holds an archive within an archive.", "Unpack it and drop the files."
        )
    if container == "zip":
        return _open_zip(path, opening)
    if container == "gzip":
        target = opening.scratch_file()
        archive.unpack_gzip(path, target, opening.file_name, opening.limits)
        return replace(_open(target, opening, depth + 1), container="gzip")
    if container in ("text", "vcard", "calendar", "json"):
        return _open_text(path, opening, container)
    return _open_workbook(path, opening, container)


def _open_text(path: Path, opening: _Opening, container: str) -> Document:
    encoding = encoding_of(path)
    nul_count = 0
    if not encoding.is_clean:
        target = opening.scratch_file()
        nul_count = write_utf8(path, encoding, target)
        path = target
    if container == "text":
        found = _delimited_parts(path, opening)
    else:
        found = list(_without_passed_over(list(_structured_parts(path, opening, container))))
    return Document(container, encoding.name, nul_count, tuple(found))


def _structured_parts(path: Path, opening: _Opening, container: str) -> Iterator[Part]:
    """The parts of a file that is no table itself; only layouts of its own container take part."""
    recogniser = opening.recogniser.of_container(container)
    if container == "json":
        for name, read in nested.tables(path, opening.file_name).items():
            yield from _recognised(read, recogniser, name)
    else:
        reader = vcard if container == "vcard" else calendar
        yield from _recognised(partial(reader.read_rows, path), recogniser, None)


def _delimited_parts(path: Path, opening: _Opening) -> list[Part]:
    recogniser = opening.recogniser.of_container("table")
    dialect = delimited.dialect_of(path, recogniser)
    delimiter = dialect.delimiter
    read = partial(delimited.read_rows, path, dialect)
    least = opening.plain_from_bytes
    is_large = least is not None and path.stat().st_size >= least
    if is_large and not dialect.is_whole_row_quoted and plain.is_plain(path, delimiter):
        found = parts.split(islice(read(), SEARCHED_ROWS), recogniser)
        last = found[-1] if found else None
        if last is not None and last.header is not None and last.match is not None and last.match.is_last_table:
            *earlier, _ = [_part(read, section, None) for section in found]
            batches = partial(plain.read_batches, path, delimiter, last.header)
            scan = partial(plain.read_columns, path, delimiter, last.header)
            return [*earlier, replace(_part(read, last, None), batches=batches, scan=scan)]
    return _recognised(read, recogniser, None)


def _recognised(read: ReadRows, recogniser: Recogniser, name: str | None) -> list[Part]:
    found = parts.split(read(), recogniser)
    if not found and (section := parts.headless(read(), recogniser) or parts.unrecognised(read())) is not None:
        found = [section]
    return [_part(read, section, name) for section in found]


def _part(read: ReadRows, section: parts.Section, name: str | None) -> Part:
    if section.match is not None and section.match.table.shape == "keys":
        return _keys_part(read, section, name)
    headings = unique(_header(read, section))
    return Part(
        name=section.title or name,
        match=section.match,
        reason=section.reason,
        headings=headings,
        header_row=section.header.number if section.header else None,
        header_count=section.header_count,
        batches=partial(_section_batches, read, section, len(headings)),
    )


def _header(read: ReadRows, section: parts.Section) -> Sequence[str]:
    """The headings of a section: those that fit its rows, where a layout knows that its header may not."""
    if section.header is None:
        return []
    if section.match is not None and section.match.table.wider:
        rows = islice((row for row in _section_rows(read, section) if not row.is_blank), SEARCHED_ROWS)
        widths = Counter(len(row.cells) for row in rows)
        for wider in section.match.table.wider:
            if len(wider) > len(section.header.cells) and widths[len(wider)] >= WIDER_SHARE * widths.total() > 0:
                return wider
    return section.header.cells


def _section_batches(read: ReadRows, section: parts.Section, width: int) -> Iterator[Batch]:
    return as_batches(_section_rows(read, section), width)


def _section_rows(read: ReadRows, section: parts.Section) -> Iterator[Row]:
    for row in read():
        if row.number > section.last:
            return
        if row.number >= section.first:
            yield row


def _keys_part(read: ReadRows, section: parts.Section, name: str | None) -> Part:
    """A table of names and values, turned so that it has one row."""
    rows = [row for row in _section_rows(read, section) if not row.is_blank]
    cells = [next((cell for cell in row.cells[1:] if cell.strip()), "") for row in rows]
    turned = list(as_batches([Row(section.first, cells)], len(cells)))
    batch = replace(turned[0], skipped=section.last - section.first)
    return Part(
        name=section.title or name,
        match=section.match,
        reason=section.reason,
        headings=unique(row.cells[0] for row in rows),
        header_row=section.first - 1,
        header_count=section.header_count,
        batches=lambda: iter([batch]),
    )


def _open_workbook(path: Path, opening: _Opening, container: str) -> Document:
    if container in ("xlsx", "ods"):
        archive.check_zip(path, opening.file_name, opening.limits)
    if container == "xlsx":
        check_extents(path, opening.file_name)
    book = Workbook(path, opening.file_name)
    found: list[Part] = []
    recogniser = opening.recogniser.of_container("table")
    for sheet in book.sheet_names:
        found += _recognised(partial(book.rows, sheet), recogniser, sheet) or [_empty_part(sheet)]
    return Document(container, None, 0, tuple(found))


def _empty_part(name: str) -> Part:
    return Part(name, None, "it holds no rows", (), None, 0, no_batches)


def _open_zip(path: Path, opening: _Opening) -> Document:
    found: list[Part] = []
    nul_count = 0
    for member in archive.check_zip(path, opening.file_name, opening.limits):
        target = opening.scratch_file()
        archive.unpack_member(path, member, target, opening.file_name, opening.limits)
        inner = _open_member(target, member, opening)
        nul_count += inner.nul_count
        found += inner.parts
    return Document("zip", None, nul_count, tuple(_without_passed_over(found)))


def _open_member(target: Path, member: str, opening: _Opening) -> Document:
    name = PurePosixPath(member).name
    try:
        with _refusing(name):
            inner = _open(target, opening, depth=1)
    except RefusedFileError as error:
        part = replace(_empty_part(name), reason=f"it cannot be read: {error.reason}", member=name)
        return Document("zip", None, 0, (part,))
    named = [replace(part, name=part.name or name, member=name) for part in inner.parts or (_empty_part(name),)]
    return replace(inner, parts=tuple(named))


def _without_passed_over(found: list[Part]) -> Iterator[Part]:
    """The parts of an archive; where a recognised layout says so, the rest is known not to be needed."""
    owner = next(
        (part.match.layout.name for part in found if part.match and part.match.layout.other_members == "passed_over"),
        None,
    )
    for part in found:
        if part.match is None and owner is not None:
            reason = f"layout {owner} passes over the other members of its archive"
            yield replace(part, reason=reason, batches=no_batches, is_passed_over=True)
        else:
            yield part
