"""Reading what the population's generator wrote, without the generator's own code."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

ROOT = Path(__file__).parents[1]
DEMO = ROOT / "data" / "demo"
WRITTEN = ("inbox", "decisions", "truth")


def written(home: Path) -> dict[str, bytes]:
    """Every file that the generator writes into a home, by its path."""
    folders = [path for folder in WRITTEN for path in sorted((home / folder).iterdir())]
    return {str(path.relative_to(home)): path.read_bytes() for path in [*folders, home / "kith.toml"]}


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spreadsheet_rows(name: str, content: bytes) -> Iterator[tuple[int, int, list[str]]]:
    """Part, row number and cells of every filled row of an export, found without the generator's code."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for part, member in enumerate(sorted(file.namelist()), start=1):
                yield from filled(part, file.read(member).decode(), ",")
    elif name.endswith(".xlsx"):
        sheets = pl.read_excel(content, sheet_id=0, has_header=False, raise_if_empty=False)
        for part, sheet in enumerate(sheets.values(), start=1):
            for number, cells in enumerate(sheet.iter_rows(), start=1):
                yield part, number, [str(cell or "") for cell in cells]
    elif name.endswith(".vcf"):
        for number, card in enumerate(content.decode().split("BEGIN:VCARD")[1:], start=1):
            yield 1, number, [card.replace("\r\n ", "")]
    else:
        encoding = encoding_of(content)
        is_tabbed = encoding == "utf-16" or name.endswith(".xls")
        yield from filled(1, content.decode(encoding), "\t" if is_tabbed else ";" if "rooms" in name else ",")


def encoding_of(content: bytes) -> str:
    """The encoding of a file of text: one tool writes wide letters, one a pound sign as old Windows did."""
    if content.startswith(b"\xff\xfe"):
        return "utf-16"
    return "cp1252" if b"\xa3" in content and b"\xc2\xa3" not in content else "utf-8-sig"


def filled(part: int, text: str, delimiter: str) -> Iterator[tuple[int, int, list[str]]]:
    for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        if any(cells):
            yield part, number, cells
