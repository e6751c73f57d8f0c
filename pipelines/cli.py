"""The `kith` command: what its commands are called and what they take.

What they do is in `pipelines/command`, imported when asked for, so that help comes at once.
"""

from __future__ import annotations

import signal
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from pipelines.home import Home

app = typer.Typer(
    name="kith",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=(
        "From exports of attendance, membership and contacts to engagement per industry.\n\n"
        "Drop files into **HOME/inbox**, then **kith run**. Look at what came of it with "
        "**kith status**, say who is who with **kith review**, ask it questions with "
        "**kith sql**, and watch it work with **kith ui**."
    ),
)

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", metavar="DIR", help="The data home. Default: KITH_HOME, else ./data.", show_default=False),
]


class Format(StrEnum):
    """How a query's answer is written."""

    table = "table"
    csv = "csv"
    json = "json"


class Kind(StrEnum):
    """What may be one: two people, or two organisations."""

    people = "people"
    organisations = "organisations"


@app.command()
def run(
    home: HomeOption = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar="TIME", help="Compute as of this day or instant, such as 2026-07-01T06:00:00Z."),
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="Use the demo association's exports.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show what Dagster and dbt say, too.")] = False,
) -> None:
    """Land what is new, read, resolve, build, check and publish.

    Exit codes: 0 published (or nothing was new), 1 a check held the release back and the
    old one stays, 2 wrong use, settings or home, 3 a defect.
    """
    from pipelines.command.run import run as do

    _end(do(_home(home), as_of, is_demo=demo, is_verbose=verbose))


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(exists=True, help="A file as a tool exported it.", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON.")] = False,
    is_draft: Annotated[
        bool, typer.Option("--draft", help="Propose a layout from the file's columns, as YAML.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Show how one file would be read, and write nothing.

    What it was recognised as and why, which column feeds which field, the first
    records, and the rows that would be quarantined. With --draft, a layout for a
    file that none is known for: send it to a file (> NAME.yaml), correct it, and move
    it to HOME/layouts.
    """
    from pipelines.command import explain as command

    _end_with_reader()
    if is_draft:
        command.draft(_home(home), file)
    else:
        command.explain(_home(home), file, as_json=as_json)


@app.command()
def status(
    file: Annotated[
        str | None, typer.Argument(help="A landed file, by name or the start of its id, to show in full.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="List everything, not just the first of each.")] = False,
    home: HomeOption = None,
) -> None:
    """Show files, rows, what wants attention, the release, and what is stale.

    With FILE, all that is known of one: how each part was recognised, the rows in
    quarantine with their reasons, unknown words, how dates were read, failed checks.
    """
    from pipelines.command.status import status as do

    _end_with_reader()
    do(_home(home), file, is_all=every)


@app.command()
def review(
    kind: Annotated[
        Kind | None, typer.Option("--kind", help="Review only these. Default: people, then organisations.")
    ] = None,
    least: Annotated[float | None, typer.Option(min=0, max=1, help="Leave out pairs less probable.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Review so many at most.")] = None,
    home: HomeOption = None,
) -> None:
    """Judge pairs that may be one person, or one organisation.

    Shows each with its evidence side by side: what the records say, how the fields
    agree and what that weighs in bits, and where the records stand. The most valuable
    come first. Answer with a letter and Enter: s same, d different, k skip, u undo,
    q quit; a note may follow s or d. Each decision is written to HOME/decisions at
    once, and kith run puts it into force; to undo it later, delete its row.

    What is shown is personal data: it goes to this terminal alone. Exit codes: 0 the
    end, or quit; 2 no release yet, or wrong use; 130 Ctrl-C (what was decided stands).
    """
    from pipelines.command.review import review as do

    _end(do(_home(home), kind.value if kind else None, least, limit))


@app.command()
def sql(
    query: Annotated[
        str | None, typer.Argument(help="A query; left out, the tables are listed. '-' reads it from standard input.")
    ] = None,
    restricted: Annotated[
        bool, typer.Option("--restricted", help="Query the database about people instead (schema people).")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to write the answer.")] = Format.table,
    home: HomeOption = None,
) -> None:
    """Query the published release, read-only.

    CSV is written so that a spreadsheet takes no cell for a formula.
    """
    from pipelines.command.sql import sql as do

    _end_with_reader()
    do(_home(home), query, is_restricted=restricted, form=form.value)


@app.command()
def ui(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")] = 3000,
    host: Annotated[str, typer.Option(help="Address to listen on. The pages know no password.")] = "127.0.0.1",
    home: HomeOption = None,
) -> None:
    """Serve Dagster's pages on this home, with its daily schedule and inbox sensor at work.

    Ctrl-C ends both.
    """
    from pipelines.command.ui import serve

    _end(serve(_home(home), host, port))


@app.command()
def layouts(
    schema: Annotated[bool, typer.Option("--schema", help="Print the layouts' JSON schema, for editors.")] = False,
    home: HomeOption = None,
) -> None:
    """List the exports that kith can read, the home's own layouts among them."""
    from pipelines.command.layouts import layouts as do

    _end_with_reader()
    do(_home(home), is_schema=schema)


def main() -> NoReturn:
    """Runs the command; whatever goes wrong is said plainly, and never as a bare traceback."""
    try:
        app()
    except Exception as error:
        from pipelines.command.outcome import report

        sys.exit(report(error))
    sys.exit(0)


def _home(given: Path | None) -> Home:
    """The home to use; from here on it is this process's."""
    from pipelines import settings

    home = settings.home_from_environment(given)
    settings.adopt(home)
    return home


def _end_with_reader() -> None:
    """Lets a reader that leaves early, such as `head`, end the command quietly, as it ends others."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)


def _end(code: int) -> NoReturn:
    raise typer.Exit(code)
