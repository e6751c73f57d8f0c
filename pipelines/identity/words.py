"""The word lists that normalising needs, one word or phrase a line in `words/`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "words"


@cache
def listed(name: str) -> frozenset[str]:
    """The lines of `words/<name>.txt`.

    >>> "gmail.com" in listed("free_mail")
    True
    """
    return frozenset((FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines())


@cache
def nicknames() -> dict[str, tuple[str, ...]]:
    """Short form → the given names that it stands for, the most usual first."""
    found: dict[str, tuple[str, ...]] = {}
    with (FOLDER / "nicknames.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[row["nickname"]] = (*found.get(row["nickname"], ()), row["given_name"])
    return found


@cache
def other_given_names() -> dict[str, frozenset[str]]:
    """Given name → those that are as near as a slip of the pen, and another person's: Daniel and Daniela."""
    found: dict[str, set[str]] = {}
    with (FOLDER / "other_given_names.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["one"], set()).add(row["other"])
            found.setdefault(row["other"], set()).add(row["one"])
    return {name: frozenset(others) for name, others in found.items()}


@cache
def korean_family_names() -> dict[str, str]:
    """Family name in Hangul → as its bearers write it in Latin letters, where that is not how it is transcribed."""
    with (FOLDER / "korean_family_names.csv").open(encoding="utf-8", newline="") as lines:
        return {row["hangul"]: row["latin"] for row in csv.DictReader(lines)}


@cache
def country_names() -> dict[str, str]:
    """Name of a country that is not its short one in Unicode's tables, without articles → its ISO 3166 code."""
    with (FOLDER / "countries.csv").open(encoding="utf-8", newline="") as lines:
        return {row["name"]: row["code"] for row in csv.DictReader(lines)}


@cache
def profile_pages() -> dict[str, list[tuple[str, str]]]:
    """Host of a network → expressions for a member's page, each with what stands before the member in short."""
    found: dict[str, list[tuple[str, str]]] = {}
    with (FOLDER / "profile_pages.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["host"], []).append((row["path"], row["page"]))
    return found


@cache
def abbreviations() -> dict[str, tuple[str, ...]]:
    """Short, plural or foreign form of a word in the names of organisations → the words it stands for."""
    with (FOLDER / "abbreviations.csv").open(encoding="utf-8", newline="") as lines:
        return {row["short"]: tuple(row["word"].split()) for row in csv.DictReader(lines)}


@cache
def common_in_organisations() -> dict[str, int]:
    """Word → how many of `LISTED_COMPANIES` names hold it; those that a name says little by."""
    with (FOLDER / "common_words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["word"]: int(row["count"]) for row in csv.DictReader(lines)}


LISTED_COMPANIES = 29_258
"""Names that `common_words.csv` was counted in: the listed companies of FinanceDatabase (MIT)."""
