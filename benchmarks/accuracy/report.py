"""Writes `docs/reference/accuracy.md` from the kept results. No figure is typed by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.accuracy.baselines import TRAINING_PAIRS
from benchmarks.accuracy.labelled import MOST_GIBIBYTES, MOST_SECONDS
from benchmarks.measure import RESULTS
from docs.pages.markdown import page as markdown_page
from docs.pages.markdown import table

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "accuracy.md"
KEPT = RESULTS / "accuracy"

HEAD = """# Accuracy

How well kith tells who is who, measured on data whose truth is known. `make accuracy` measures again and writes this
page; `python -m benchmarks.accuracy PART` measures one part. Public data stays outside the project (`../shared/data`):
where it is missing, its part is skipped, with the reason, and its last figures stand. No name is printed, only counts.

- **Pairs**: of all pairs of rows put together, the share that belongs together (precision); of all that belong
  together, the share put together (recall); F1 is their harmonic mean. One large entity has many pairs.
- **B-cubed** (Bagga and Baldwin 1998): the same two shares for each row and its cluster, averaged over the rows. Every
  row counts alike.

kith is run as a user runs it: exports in an inbox, landed, read, accepted and resolved, with the same committed weights
for every table. Those were chosen with these tables in view ([decisions](../decisions.md)), as Splink's and dedupe's
are estimated on them: the figures tell how well each does where it has been tried, not on what nobody has looked at.
"""

PEERS = f"""
## Labelled tables, and who else is measured

The peers read the same columns in the same call. *Exact names*: equal without case, accents and signs. *Token sort at
85*: rapidfuzz's ratio of names, their words sorted, 85 of 100 or more. *Splink, defaults*: its ready-made comparison
for each column, its own estimates of every weight, every column that is not too common as a block, pairs of
probability 0.5 or more; where a name is all there is, it is told the true share of matches, and its own weights may
still let no pair reach 0.5. *dedupe* learns from labels: it is given {TRAINING_PAIRS} matching pairs of the very
table, and as many others. A peer that scores pairs is shown as it scores them, and once more with its pairs closed into
clusters. One that takes longer than {MOST_SECONDS // 60} minutes, or more memory than {MOST_GIBIBYTES} GiB, is stopped.

recordlinkage is not among them: it needs pandas before 3, and cannot be installed beside kith's own dependencies.
"""


def labelled(figures: dict[str, Any]) -> str:
    """The section on one labelled table."""
    rows = [row for name, method in figures["methods"].items() for row in _method(name, method)]
    aim = figures["target"]
    reached = figures["methods"]["kith"]["pairs"]["f1"]
    return f"""
### {figures["title"]}: {figures["rows"]:,} rows, {figures["entities"]:,} entities

{_table(["", "precision", "recall", "F1", "B-cubed precision", "recall", "F1"], rows)}

kith's F1 over pairs: **{_share(reached)}**; aim: at least {aim}.

What kith missed or joined wrongly:

{_table(["pairs of rows", "kind", "count"], _confusion(figures["confusion"]))}
"""


def _method(name: str, method: dict[str, Any]) -> Iterable[list[str]]:
    stopped = _stopped(method)
    if stopped:
        yield [f"{name}: {stopped}", *[""] * 6]
        return
    scored = method.get("scored")
    if scored:
        yield [f"{name}, pairs as scored", *_scores(scored), "", "", ""]
    yield [f"{name}, closed" if scored else name, *_both(method)]


def _stopped(method: dict[str, Any]) -> str | None:
    """Why a peer has no figures; None where it has."""
    if "stopped_after_seconds" in method:
        return f"stopped after {method['stopped_after_seconds'] // 60} minutes"
    if "stopped_at_gibibytes" in method:
        return f"stopped at {method['stopped_at_gibibytes']} GiB of memory"
    return f"gave up ({method['gave_up']})" if "gave_up" in method else None


def _confusion(kinds: dict[str, list[list[Any]]]) -> list[list[str]]:
    rows = [[side, kind, f"{count:,}"] for side in ("missed", "false") for kind, count in kinds[side]]
    return rows or [["none", "", "0"]]


def officers(figures: dict[str, Any]) -> str:
    """The section on the officers of parliamentary groups."""
    return f"""
## Officers of parliamentary groups: {figures["rows"]:,} rows in {figures["editions"]} editions, names alone

No label says who is who, so a rule does. Two spellings are one person where they follow each other in one seat: in
successive editions of one group, role and party, one is gone and the other new, and apart from titles (Sir, Dame,
Dr, Mr, Rt Hon and the like; a peer's rank is part of the name) the words of one, two at least, all stand in the other.
Two spellings in one edition of one group are two people. Equal spellings are one person: all sit in one parliament,
whose register tells namesakes apart. What kith joins and the rule does not confirm counts as wrong.

{_table(["", "precision", "recall", "F1", "B-cubed precision", "recall", "F1"], [["kith", *_both(figures)]])}

Of {figures["spellings"]:,} spellings, the rule makes {figures["spellings_same"]} pairs one person; kith found
{figures["spellings_found"]} of them. kith joined {figures["spellings_joined"]} pairs of spellings:
{figures["spellings_found"]} confirmed, {figures["spellings_contradicted"]} contradicted by standing in one list.
**Precision over pairs of rows {_share(figures["pairs"]["precision"])}**; aim: at least 0.98.
"""


def delegates(figures: dict[str, Any]) -> str:
    """The section on delegates."""
    beyond = [[kind, f"{count:,}"] for kind, count in figures["beyond"]]
    return f"""
## Delegates: {figures["rows"]:,} rows at {figures["sessions"]} sessions, without e-mail

The rule: equal names (without case, accents and signs) in one delegation are one person. It makes
{figures["pairs_by_rule"]:,} pairs of rows. **Recall {_share(figures["recall"])}**; aim: at least 0.97. The rule does
not say who else is one person, so there is no precision; what kith joins beyond it:

{_table(["pairs of rows", "count"], beyond)}
"""


def demo(figures: dict[str, Any]) -> str:
    """The section on the demo."""
    return _generated("The demo", figures)


def large(figures: dict[str, Any]) -> str:
    """The section on a large invented association."""
    return _generated("A large invented association", figures)


def _generated(title: str, figures: dict[str, Any]) -> str:
    rows = [
        [f"{plural}: {figures[subject]['rows']:,} rows, {figures[subject]['entities']:,} entities",
         *_both(figures[subject])]
        for subject, plural in (("person", "people"), ("organisation", "organisations"))
    ]  # fmt: skip
    return f"""
## {title}: {figures["profiles"]:,} profiles

The generator (`benchmarks/population.py`) writes down whom and what every row is about. Aim: F1 over pairs at least
0.97 for both.

{_table(["", "precision", "recall", "F1", "B-cubed precision", "recall", "F1"], rows)}
"""


def sectors(figures: dict[str, Any]) -> str:
    """The section on the industries of listed companies."""
    listed = figures["questions"]["listed sectors"]
    evidence = ("name", "name and description")
    rows = [
        [
            kind,
            *(
                _share(listed[kind][key])
                for key in ("accuracy", "abstained", "accuracy of claims", "calibration error")
            ),
        ]
        for kind in evidence
    ]
    curves = {kind: {one["from"]: one for one in listed[kind]["reliability"]} for kind in evidence}
    bins = [
        [f"from {low:.1f}", *(cell for kind in evidence for cell in _bin(curves[kind].get(low)))]
        for low in sorted({low for curve in curves.values() for low in curve})
    ]
    return f"""
## Sectors of {listed["rows"]:,} listed companies, {listed["classes"]} sectors

Five-fold: each company is judged by a model that saw neither it nor what may be the same company. Always saying the
most frequent sector is right for {
        _share(listed["most frequent class"])
    }. Aim: from the name alone above 0.55, from name
and description above 0.80. It abstains where its probability is below {listed["name"]["least confidence"]}.

{_table(["from", "accuracy", "abstains on", "accuracy of what it says", "calibration error"], rows)}

How far its probabilities mean what they say:

{
        _table(
            [
                "probability",
                "by name: companies",
                "mean probability",
                "accuracy",
                "by name and description: companies",
                "mean probability",
                "accuracy",
            ],
            bins,
        )
    }

[The classifier](classifier.md) is told of with kith's own classes.
"""


def _bin(one: dict[str, Any] | None) -> list[str]:
    return ["0", "", ""] if one is None else [f"{one['rows']:,}", _share(one["confidence"]), _share(one["accuracy"])]


SECTIONS: dict[str, Callable[[dict[str, Any]], str]] = {
    "fake_1000": labelled,
    "febrl3": labelled,
    "organisations_nber": labelled,
    "officers": officers,
    "delegates": delegates,
    "demo": demo,
    "large": large,
    "sectors": sectors,
}
"""Kept result → what makes its section."""


def page() -> str:
    """The page, from the results there are."""
    kept = {name: _kept(name) for name in SECTIONS if (KEPT / f"{name}.json").exists()}
    sections = [SECTIONS[name](figures) for name, figures in kept.items()]
    return markdown_page("".join([HEAD, PEERS, *sections]).splitlines())


def _kept(name: str) -> dict[str, Any]:
    figures: dict[str, Any] = json.loads((KEPT / f"{name}.json").read_text(encoding="utf-8"))
    return figures


def _both(method: dict[str, Any]) -> list[str]:
    return [*_scores(method["pairs"]), *_scores(method["b_cubed"])]


def _scores(score: dict[str, float | None]) -> list[str]:
    return [_share(score[name]) for name in ("precision", "recall", "f1")]


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(table(tuple(head), map(tuple, rows)))
