"""What a reviewer sees: both sides of a candidate beside each other, with how they agree and where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.command.printing import say
from pipelines.command.review.candidates import Candidate
from pipelines.command.review.sides import Side
from pipelines.identity.evidence import Agreement

COMPARED = {"name": ("name", "given", "family"), "e-mail": ("mailbox",), "tool's id": ("tool_person",),
            "employer": ("organisation",), "postal code": ("postal_code",), "born on": ("born_on",)}  # fmt: skip
"""Label of a fact → the comparisons that speak of it, where not the one of its name; others have lines of their own."""

KEYS = "[s]ame  [d]ifferent  s[k]ip  [u]ndo  [q]uit"
HELP = (
    "s  they are one           d  they are not           k  leave it open",
    "u  go back one step       q  stop here              s or d may be followed by a note: s changed her name",
)


def show(to: Console, candidate: Candidate, left: Side, right: Side, number: int, count: int) -> None:
    """Prints one candidate."""
    to.print()
    to.print(Text(f"{number:,} of {count:,}", style="bold"), Text(_head(candidate)))
    table = Table(header_style="bold", show_edge=False, pad_edge=False)
    for heading in ("", "left", "right", "agreement"):
        table.add_column(heading, overflow="fold")
    for label, one, other, agreements in _lines(candidate, left, right):
        table.add_row(Text(label, style="bold"), _plain(one), _plain(other), _agreement(agreements))
    to.print(table)
    for name, side in (("left", left), ("right", right)):
        say(to, *(_printable(line) for line in _places(name, side)))


def _head(candidate: Candidate) -> str:
    said = f"{candidate.kind}, probability {candidate.probability:.3f}"
    return f"{said}, {candidate.record_count:,} {_records(candidate.record_count)} would change hands"


def _lines(candidate: Candidate, left: Side, right: Side) -> Iterator[tuple[str, str, str, list[Agreement]]]:
    """Label, both values and agreements of each line that has any of them."""
    agreements = candidate.agreements
    for label in left.facts:
        mine = [one for one in agreements if one.comparison in COMPARED.get(label, (label,))]
        if left.facts[label] or right.facts[label] or mine:
            yield label, left.facts[label], right.facts[label], mine
    known = {comparison for label in left.facts for comparison in COMPARED.get(label, (label,))}
    for one in agreements:
        if one.comparison not in known:
            yield one.comparison.replace("_", " "), "", "", [one]


def _agreement(agreements: list[Agreement]) -> Text:
    lines = []
    for one in agreements:
        words = f"{one.comparison} {one.level}".replace("_", " ")
        if one.weight is None:
            lines.append(Text(words))
        else:
            style = "green" if one.weight > 0 else "red" if one.weight < 0 else ""
            lines.append(Text(f"{words} {one.weight:+.1f}", style=style))
    return Text("\n").join(lines)


def _places(name: str, side: Side) -> Iterator[str]:
    lines = [place.words for place in side.places]
    more = side.record_count - len(side.places)
    lines += [f"and {more:,} more {_records(more)}"] if more > 0 else []
    yield from (f"{'' if place else name:<6} {line}" for place, line in enumerate(lines))


def _records(count: int) -> str:
    return "record" if count == 1 else "records"


def _plain(value: str) -> Text:
    return Text(_printable(value))


def _printable(value: str) -> str:
    """A value with nothing in it that a terminal would act on."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in value)
