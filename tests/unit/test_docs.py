"""The docs say what the code says: generated pages are as made, nothing is left out, links and examples hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from docs import build
from docs.pages import checks, commands, layouts, metrics, records, settings, tables
from docs.pages.queries import blocks
from pipelines.errors import LayoutError
from pipelines.exports.drafting.draft import draft
from pipelines.exports.recognise import Recogniser
from pipelines.home import RECORD_KINDS, Home
from pipelines.identity.decisions import TABLES as DECISIONS
from pipelines.publishing.results import CHECKS
from pipelines.quality.suites import suite_of
from pipelines.records.explain import explain
from pipelines.records.library import load_layouts, read_layout
from pipelines.settings import Settings

PROJECT = build.PROJECT
PAGES = [*build.written_by_hand(), *(build.REFERENCE / name for name in build.PAGES)]
GUIDE = PROJECT / "docs" / "guides" / "your-own-exports.md"
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
NAMED_COMMAND = re.compile(r"\bkith ([a-z]+)\b")
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:work|tmp|root|home)/")


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The fragments that lead to the headings of a page, as a browser of Markdown makes them."""
    headings = re.findall(r"^#+ (.+)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def fenced(text: str, language: str) -> list[str]:
    return [found[2] for found in FENCE.finditer(text) if found[1] == language]


def names(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(PROJECT)) for path in paths]


@pytest.mark.parametrize("name", build.PAGES)
def test_a_generated_page_is_as_the_code_makes_it(name: str) -> None:
    assert text_of(build.REFERENCE / name) == build.PAGES[name](), "run `make docs`"


def test_reference_holds_generated_pages_only() -> None:
    assert {path.name for path in build.REFERENCE.iterdir()} == set(build.PAGES)


def test_every_setting_is_on_its_page() -> None:
    page = settings.settings_page()
    for section, field in Settings.model_fields.items():
        assert f"## [{section}]" in page
        keys = field.annotation.model_fields  # type: ignore[union-attr]
        assert all(spec.description and f"| `{key}` |" in page for key, spec in keys.items())


def test_every_command_and_option_is_on_its_page() -> None:
    page = commands.commands_page()
    found = commands.commands()
    assert {"run", "explain", "status", "sql", "ui"} <= set(found)
    for name, command in found.items():
        section = page.split(f"## kith {name}\n")[1].split("\n## ")[0]
        options = [option for parameter in command.params for option in parameter.opts]
        assert all(option in section for option in options)


def test_every_layout_is_on_its_page() -> None:
    page = layouts.layouts_page()
    for layout in load_layouts():
        section = page.split(f"\n## {layout.name}\n")[1].split("\n## ")[0]
        assert layout.title in section
        headings = [heading for table in layout.tables for signature in table.signature for heading in signature]
        assert all(f"`{heading}`" in section.replace("\\|", "|") for heading in headings)


def test_every_key_of_the_layout_language_is_explained() -> None:
    keys = re.findall(r"^\| `(\w+)` \| (?:yes|no) \| (.*) \|$", layouts.layout_language_page(), re.MULTILINE)
    assert {"signature", "vocabulary", "is_not"} <= {key for key, _ in keys}
    assert [key for key, meaning in keys if not meaning.strip()] == []


def test_every_published_table_and_column_is_explained() -> None:
    page = tables.tables_page()
    found = tables.published_tables()
    assert {"insights.industry_engagement", "insights.releases", "people.attendances"} <= {
        one.full_name for one in found
    }
    for one in found:
        section = page.split(f"\n### {one.full_name}\n")[1].split("\n##")[0]
        assert one.columns and one.description in section
        for column, kind, meaning in one.columns:
            assert meaning and f"| `{column}` | {kind} |" in section


def test_every_metric_is_on_its_page_with_the_settings_written_in() -> None:
    page = metrics.metrics_page()
    catalogue = text_of(PROJECT / "dbt_project" / "seeds" / "metric_catalogue.csv").splitlines()
    assert page.count("\n| `") == len(catalogue) - 1
    assert "{" not in page


def test_every_check_is_on_its_page() -> None:
    page = checks.checks_page()
    expected = [one.name for kind in RECORD_KINDS for one in suite_of(kind).expectations]
    assert all(f"| `{name}` |" in page for name in [*expected, *CHECKS])


def test_every_record_and_table_of_the_lake_is_on_its_page() -> None:
    page = records.records_page()
    assert all(f"## {name}\n" in page for name in records.CONTRACTS)


def test_every_decisions_file_is_in_the_guide_with_its_columns() -> None:
    guide = text_of(GUIDE)
    for name, table in DECISIONS.items():
        assert f"| `{name}.csv` | `{','.join(table.columns)}` |" in guide
    assert "`events.csv`" in guide


def test_every_published_table_is_in_the_changelog() -> None:
    changelog = text_of(PROJECT / "CHANGELOG.md")
    assert [one.full_name for one in tables.published_tables() if f"`{one.full_name}`" not in changelog] == []


def test_the_version_has_its_entry_in_the_changelog() -> None:
    version = tomllib.loads(text_of(PROJECT / "pyproject.toml"))["project"]["version"]
    assert f"## [{version}]" in text_of(PROJECT / "CHANGELOG.md")


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_every_link_leads_somewhere(path: Path) -> None:
    for target in LINK.findall(FENCE.sub("", text_of(path))):
        if target.startswith(("http://", "https://")):
            continue
        place, _, heading = target.partition("#")
        page = (path.parent / place).resolve() if place else path
        assert page.exists(), target
        assert not heading or heading in anchors(page), target


@pytest.mark.parametrize("path", PAGES, ids=names(PAGES))
def test_pages_name_commands_that_exist_and_no_place_of_one_machine(path: Path) -> None:
    text = text_of(path)
    code = "\n".join([*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^ {4,}(\S.*)$", text, re.MULTILINE)])
    assert set(NAMED_COMMAND.findall(code)) <= set(commands.commands())
    assert not MACHINE_PATH.search(text)


def test_every_page_written_by_hand_is_in_the_index() -> None:
    index = PROJECT / "docs" / "README.md"
    linked = {(index.parent / target).resolve() for target in LINK.findall(text_of(index))}
    pages = {path for path in PAGES if (PROJECT / "docs") in path.parents and path != index}
    assert pages - linked == set()


def test_the_readme_shows_both_commands_on_the_first_screen() -> None:
    first_screen = "\n".join(text_of(PROJECT / "README.md").splitlines()[:30])
    assert "    make run " in first_screen
    assert "    make test " in first_screen


def test_the_guides_sheet_of_introductions_is_read(home: Home, settings: Settings) -> None:
    introductions, _, _ = fenced(text_of(GUIDE), "csv")
    file = home.root / "introductions.csv"
    file.write_text(introductions, encoding="utf-8")
    found = explain(file, home, settings).to_dict()
    assert (found["layout"], [part["loaded"] for part in found["parts"]]) == ("introductions_log", [3])


def test_the_guide_teaches_a_layout_that_reads_its_own_example(home: Home, settings: Settings) -> None:
    guide = text_of(GUIDE)
    (layout,) = fenced(guide, "yaml")
    (home.layouts / "door_list.yaml").write_text(layout, encoding="utf-8")
    file = home.root / "guests.csv"
    _, _, guests = fenced(guide, "csv")
    file.write_text(guests, encoding="utf-8")
    found = explain(file, home, settings).to_dict()
    assert (found["layout"], found["record_kinds"]) == ("door_list", ["attendance"])
    assert [(part["rows_in"], part["loaded"]) for part in found["parts"]] == [(2, 2)]


def test_the_draft_that_the_guide_asks_for_reads_its_example(home: Home, settings: Settings) -> None:
    (command,) = re.findall(r'kith explain "([^"]+)" --draft > (\w+)\.yaml', text_of(GUIDE))
    file = home.root / command[0]
    _, _, guests = fenced(text_of(GUIDE), "csv")
    file.write_text(guests, encoding="utf-8")
    text = draft(file, file.name, Recogniser(load_layouts()), settings.inbox.largest_bytes)
    (home.layouts / f"{command[1]}.yaml").write_text(text, encoding="utf-8")
    found = explain(file, home, settings).to_dict()
    assert [(part["rows_in"], part["loaded"]) for part in found["parts"]] == [(2, 2)]
    assert found["first_records"]["attendance"][0]["status"] == "attended"


def test_a_mistake_in_the_guides_layout_is_named_with_its_line(tmp_path: Path) -> None:
    (layout,) = fenced(text_of(GUIDE), "yaml")
    path = tmp_path / "door_list.yaml"
    path.write_text(layout.replace("signature:", "signatur:"), encoding="utf-8")
    with pytest.raises(LayoutError, match=r"line 7: unknown key 'tables.0.signatur'"):
        read_layout(path)


def test_the_guides_decisions_and_settings_are_taken(home: Home) -> None:
    from pipelines import settings as reading
    from pipelines.records.events import read_events

    guide = text_of(GUIDE)
    _, events, _ = fenced(guide, "csv")
    (home.decisions / "events.csv").write_text(events, encoding="utf-8")
    home.settings_file.write_text(re.sub("^ +", "", fenced(guide, "toml")[0], flags=re.MULTILINE), encoding="utf-8")
    assert read_events(home)["event_name"].to_list() == ["Spring reception"]
    assert reading.load(home).locale.currency == "EUR"


def test_an_answer_beneath_a_query_is_found_and_one_further_down_is_not() -> None:
    text = "```sql\nselect 1\n```\n\n| a |\n| --- |\n| 1 |\n\n```sql\nselect 2\n```\n\nwords\n\n| b |\n| --- |\n"
    assert [(block.query, block.shown) for block in blocks(text)] == [
        ("select 1", ("| a |", "| --- |", "| 1 |")),
        ("select 2", ()),
    ]
