"""The pages of layouts: those shipped, and the language they are written in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from docs.pages.markdown import code, page, prose, table
from pipelines.exports import layout as language
from pipelines.exports.layout import Layout, Table
from pipelines.records.library import load_layouts

LISTING = Path(__file__).parents[2] / "tests" / "exports" / "listing.txt"

LANGUAGE: tuple[type[BaseModel], ...] = (
    language.Layout,
    language.Table,
    language.RecordMap,
    language.Source,
    language.Following,
    language.Headless,
    language.Condition,
    language.Reject,
)


def layouts_page() -> str:
    """Every shipped layout: what it reads, what gives it away, and what it makes."""
    lines = [
        "# Layouts",
        "",
        "The exports that kith reads. A file is recognised by its content: whatever it is called, however it is",
        "packed or encoded, the tables in it are found by their headings. `seen` layouts follow a real export,",
        "`reconstructed` ones a vendor's description; `samples` counts the exports that tests read with each.",
        "A home may add its own, in [the same language](layout-language.md).",
        "",
    ]
    layouts = load_layouts()
    samples = _samples()
    rows = [
        (
            f"[{one.name}](#{one.name})", one.title, one.tool, ", ".join(one.record_kinds), one.evidence,
            str(len(samples[one.name])),
        )
        for one in layouts
    ]  # fmt: skip
    lines += table(("layout", "reads", "tool", "records", "evidence", "samples"), rows)
    for one in layouts:
        lines += _section(one, samples[one.name])
    return page(lines)


def _samples() -> dict[str, list[str]]:
    """The exports beside the tests that each layout reads, as the tests hold them to be read."""
    found: dict[str, list[str]] = defaultdict(list)
    export = ""
    for line in LISTING.read_text(encoding="utf-8").splitlines():
        name, _, _ = line.strip().partition(": ")
        if not line.startswith(" "):
            export = name
        elif export not in found[name]:
            found[name].append(export)
    return found


def _section(one: Layout, samples: list[str]) -> list[str]:
    lines = ["", f"## {one.name}", "", f"{one.title}. Container: {', '.join(one.container)}.", ""]
    if one.file_name:
        lines += [f"Reads {code(sorted(one.file_name_groups()))} from the file's name.", ""]
    rows = [(each.name, _given_away_by(each), ", ".join(record.kind for record in each.records)) for each in one.tables]
    lines += table(("table", "given away by", "records"), rows)
    return [*lines, "", f"Tried on {code(f'tests/exports/{name}' for name in samples)}."]


def _given_away_by(each: Table) -> str:
    alternatives = [code(headings) for headings in each.signature]
    if each.titles:
        alternatives.append(f"the title {' or '.join(f'“{title}”' for title in each.titles)}")
    return "; or ".join(alternatives)


def layout_language_page() -> str:
    """Every key of the layout language, from the models that are its grammar."""
    lines = [
        "# The layout language",
        "",
        "A layout is one YAML file in `layouts/` of a home. Where a list is asked for, a single item will do. An",
        "unknown key is an error that names file and line; `kith explain FILE` reads the home's layouts and says what",
        "is wrong with them. [Your own exports](../guides/your-own-exports.md) shows one.",
    ]
    for model in LANGUAGE:
        lines += ["", f"## {model.__name__}", "", prose(model.__doc__), ""]
        lines += table(("key", "needed", "meaning"), _keys(model))
    return page(lines)


def _keys(model: type[BaseModel]) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        yield f"`{field.alias or name}`", "yes" if field.is_required() else "no", field.description or ""
