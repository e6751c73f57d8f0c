"""The page of commands, from the command's own help."""

from __future__ import annotations

from typing import Any

import typer

from docs.pages.markdown import page, prose, table
from pipelines.cli import app
from pipelines.faults import INTERRUPTED, Ending

ENDINGS = {
    Ending.PUBLISHED: "Done: for `kith run`, a release was published, or nothing was new.",
    Ending.HELD_BACK: "A check held the release back; the published one stays.",
    Ending.WRONG_USE: "The command, the settings, a decision or the home is at fault; the message says what to do.",
    Ending.DEFECT: "Something that kith does not know; the message names the file that holds the details.",
}


def commands() -> dict[str, Any]:
    """The commands of `kith` by name, in the order of its help."""
    found: dict[str, Any] = vars(typer.main.get_command(app))["commands"]
    return found


def commands_page() -> str:
    """Every command with its arguments and options, and the exit codes."""
    lines = ["# Commands", "", "`kith COMMAND --help` says the same in the terminal."]
    for name, command in commands().items():
        lines += _section(name, command)
    rows = [(str(ending.value), ENDINGS[ending]) for ending in Ending]
    rows.append((str(INTERRUPTED), "Ctrl-C. Nothing is lost; the same command goes on."))
    return page([*lines, "", "## Exit codes", "", *table(("code", "meaning"), rows)])


def _section(name: str, command: Any) -> list[str]:
    context = command.make_context(f"kith {name}", [], resilient_parsing=True)
    usage = command.get_usage(context).removeprefix("Usage: ")
    records = [parameter.get_help_record(context) for parameter in command.get_params(context)]
    rows = [(f"`{written}`", " ".join(meaning.split())) for written, meaning in filter(None, records)]
    lines = ["", f"## kith {name}", "", f"    {usage}", "", prose(command.help), ""]
    return lines + table(("argument or option", "meaning"), rows)
