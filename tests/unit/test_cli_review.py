"""`kith review`: what is asked, in which order, what is written, and that nothing is lost."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pexpect
import polars as pl
import pytest
from rich.console import Console

from pipelines.command.review import screen
from pipelines.command.review.candidates import Candidate
from pipelines.command.review.sides import Side
from pipelines.home import Home, connect
from pipelines.identity import decisions
from pipelines.publishing.reading import released
from pipelines.settings import Settings
from tests.unit.identity.drops import decide, drop, file_id, people_of, resolved
from tests.unit.test_cli import kith

GUESTS = [
    {"full_name": "Ada Byte", "email": "ada.byte@acme.example", "organisation_name": "Acme", "city": "Leeds"},
    {"full_name": "Ada Byte", "email": "ada.byte@binary.example", "organisation_name": "Binary", "city": "York"},
    {"full_name": "Ada Byte"},
    {"full_name": "Max Null", "email": "max.null@crystalworks.example", "organisation_name": "Crystal Works"},
    {"full_name": "Max Null", "email": "max.null@crystalwroks.example", "organisation_name": "Crystal Wroks"},
    {"full_name": "Max Null", "email": "max@void.example", "organisation_name": "Void", "city": "Bath"},
]
STYLE = re.compile(r"\x1b\[[0-9;]*m")
FILE = file_id("guests \x1b[31m2026.csv")
TABLES = {
    "people": "people", "organisations": "organisations", "organisation_names": "organisation_names",
    "identity_links": "identity_links",
    "identity_candidates": "identity_candidates", "organisation_candidates": "organisation_candidates",
}  # fmt: skip


@pytest.fixture(scope="module")
def resolved_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home whose restricted database holds made-up people as resolved, some of whom may be one."""
    home = Home.at(tmp_path_factory.mktemp("review") / "home")
    home.prepare()
    home.settings_file.write_text('[clock]\nnow = "2026-07-01T06:00:00Z"\n[identity]\nreview_probability = 0.001\n')
    drop(home, "attendance", GUESTS, "guests \x1b[31m2026.csv")
    return as_published(home)


def as_published(home: Home) -> Home:
    """The home, with who its records name in a restricted database."""
    resolved(home, Settings.model_validate({"identity": {"review_probability": 0.001}}))
    home.published.mkdir(exist_ok=True)
    with closing(connect(home.restricted_file)) as connection:
        connection.execute("create schema restricted.people")
        for table, name in TABLES.items():
            frame = pl.read_parquet(home.identity / f"{name}.parquet")
            if name == "organisations":
                nothing = pl.lit(None, pl.String)
                frame = frame.with_columns(nothing.alias("city"), parent_name=nothing, employee_count=nothing)
            connection.register("frame", frame)
            connection.execute(f"create table restricted.people.{table} as select * from frame")
        connection.register("frame", pl.read_parquet(home.source_files))
        connection.execute("create table restricted.people.landed_files as select * from frame")
    return home


@pytest.fixture
def published(resolved_once: Home, tmp_path: Path) -> Home:
    """A copy of it that a test may change."""
    return Home.at(shutil.copytree(resolved_once.root, tmp_path / "home"))


def answered(home: Home, answers: str, *options: str) -> str:
    """What a session prints that is answered from a pipe."""
    command = [sys.executable, "-c", "from pipelines.cli import main; main()", "review", "--home", str(home.root)]
    done = subprocess.run([*command, *options], input=answers, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def rows(home: Home, kind: str = "people") -> list[dict[str, str]]:
    """The decisions as they stand in the file."""
    return decisions.read_table(home, kind).to_dicts()


def count(home: Home, table: str = "identity_candidates") -> int:
    with released(home, "people") as connection:
        return int(connection.execute(f"select count(*) from {table}").fetchall()[0][0])


def test_a_pair_is_shown_with_its_evidence_and_where_it_stands(published: Home) -> None:
    shown = answered(published, "q\n", "--kind", "people")
    assert f"1 of {count(published)}" in shown
    for words in ("Ada Byte", "given exact +", "family exact +", "row 2 (attendance)", "would change hands"):
        assert words in shown
    assert "Nothing was decided." in shown
    assert not (published.decisions / "people.csv").exists()


def test_a_field_that_is_compared_has_one_line() -> None:
    left, right = (Side("a", {"name": "Ada Byte", "country": country}, 1, ()) for country in ("GB", "(GB)"))
    shown = io.StringIO()
    pair = Candidate("people", "p_a", "p_b", None, None, 0.9, "given exact +7.3, country exact +0.3, rarity -1.0", 1)
    screen.show(Console(file=shown, width=100), pair, left, right, 1, 1)
    labels = [line.split()[0] for line in shown.getvalue().splitlines() if line.strip()]
    assert [label for label in labels if label in ("name", "country", "given")] == ["name", "country"]


def test_nothing_that_a_terminal_would_act_on_is_shown(published: Home) -> None:
    shown = answered(published, "q\n")
    assert "\x1b" not in shown
    assert "guests \ufffd[31m2026.csv" in shown


def test_a_decision_stands_in_the_file_with_day_and_note(published: Home) -> None:
    shown = answered(published, "s moved, she says\nq\n", "--kind", "people")
    (row,) = rows(published)
    assert (row["decision"], row["note"], row["decided_on"]) == ("same", "moved, she says", "2026-07-01")
    assert row["left"].startswith(f"{FILE}/1/")
    assert "Written to" in shown
    assert f" run --home {published.root} puts it into force" in shown


def test_what_follows_from_decisions_is_not_asked(published: Home) -> None:
    pairs = count(published)
    answered(published, "s\n" * pairs, "--kind", "people")
    assert len(rows(published)) < pairs
    again = answered(published, "", "--kind", "people")
    assert f"Decided already, and not asked: {pairs}." in again
    assert "agreement" not in again


def test_undo_takes_the_row_away_and_asks_again(published: Home) -> None:
    shown = answered(published, "d\nu\nu\ns\nk\nq\n", "--kind", "people")
    assert [row["decision"] for row in rows(published)] == ["same"]
    assert shown.count("1 of ") >= 3
    assert "Taken back." in shown
    assert "there is nothing to undo" in shown


def test_what_is_not_understood_is_explained_and_writes_nothing(published: Home) -> None:
    shown = answered(published, "yes\n\nq\n", "--kind", "people")
    assert shown.count("followed by a note") == 2
    assert not (published.decisions / "people.csv").exists()


def test_organisations_are_judged_by_name_or_domain(published: Home) -> None:
    shown = answered(published, "d\n", "--kind", "organisations")
    assert "Crystal Wroks" in shown
    assert "name alike" in shown
    assert [row["decision"] for row in rows(published, "organisations")] == ["different"]
    assert "Decided already, and not asked: 1." in answered(published, "", "--kind", "organisations")


def test_any_address_of_somebody_in_the_file_is_understood(home: Home) -> None:
    ada, namesake = GUESTS[:2]
    drop(home, "contact", [{**ada, "additional_emails": ["ada.old@bits.example"]}], "contacts.csv")
    drop(home, "attendance", [namesake], "guests.csv")
    as_published(home)
    decide(home, "people", "different,email:Ada.Old@bits.example,email:ada.byte@binary.example,,")
    shown = answered(home, "", "--kind", "people")
    assert "Decided already, and not asked: 1." in shown
    assert "agreement" not in shown


def test_any_name_of_an_organisation_in_the_file_is_understood(home: Home) -> None:
    works, wroks = GUESTS[3:5]
    drop(home, "attendance", [works, works, {**works, "organisation_name": "Works Crystal"}, wroks], "guests.csv")
    as_published(home)
    decide(home, "aliases", "Wroks,Crystal Wroks,,,,")
    decide(home, "organisations", "different,Works Crystal,Wroks,,")
    shown = answered(home, "", "--kind", "organisations")
    assert "Decided already, and not asked: 1." in shown
    assert "agreement" not in shown


def test_least_chooses(published: Home) -> None:
    assert "There is nothing to review" in answered(published, "", "--kind", "people", "--least", "1")


def test_limit_counts_what_is_asked(published: Home) -> None:
    for number in (1, 2):
        shown = answered(published, "d\nd\n", "--kind", "people", "--limit", "1")
        assert shown.count("agreement") == 1
        assert len(rows(published)) == number


def test_a_birthday_and_an_address_are_shown_beside_how_they_agree(home: Home) -> None:
    ada = {**GUESTS[0], "born_on": "1990-02-03", "street": "1 Mill Lane", "postal_code": "LS1 1AA"}
    drop(home, "contact", [ada], "contacts.csv")
    drop(home, "contact", [{**ada, "email": "ada@void.example", "born_on": "1971-11-23"}], "others.csv")
    shown = answered(as_published(home), "q\n", "--kind", "people")
    lines = {line.split("│")[0].strip(): line for line in shown.splitlines() if "│" in line}
    assert lines["born on"].count("1990-02-03") == lines["born on"].count("1971-11-23") == 1
    assert lines["street"].count("1 Mill Lane") == lines["postal code"].count("LS1 1AA") == 2
    assert all(f"{label} " in lines[label].split("│")[-1] for label in ("born on", "street", "postal code"))


def test_two_people_of_one_row_are_told_apart_by_other_rows_or_not_at_all(home: Home, settings: Settings) -> None:
    one, other = GUESTS[:2]
    drop(home, "attendance", [one], "both.csv")
    drop(home, "contact", [other], "both.csv")
    home.settings_file.write_text("[identity]\nreview_probability = 0.001\n")
    shown = answered(as_published(home), "s\n", "--kind", "people")
    assert "1 of 1 cannot be decided" in shown
    assert rows(home) == []
    home.restricted_file.unlink()
    again = drop(home, "attendance", [one, other], "again.csv", "2026-02-01T00:00:00")
    answered(as_published(home), "s\n", "--kind", "people")
    (row,) = rows(home)
    assert {row["left"], row["right"]} == {f"{again}/1/2", f"{again}/1/3"}
    resolved(home, settings)
    assert len(set(people_of(home, again))) == 1


def test_decisions_that_a_session_wrote_do_what_they_say(published: Home) -> None:
    asked = Settings.model_validate({"identity": {"review_probability": 0.001}})
    before = people_of(published, FILE)
    assert before[0] != before[1]
    answered(published, "s\n" * count(published), "--kind", "people")
    resolved(published, asked)
    after = people_of(published, FILE)
    assert len(set(after)) < len(set(before))
    (published.decisions / "people.csv").unlink()
    resolved(published, asked)
    assert people_of(published, FILE) == before


def test_a_file_that_cannot_be_understood_is_named_before_anything_is_asked(published: Home) -> None:
    decide(published, "people", "perhaps,a,b,")
    done = kith("review", "--home", published.root)
    assert done.returncode == 2
    assert "people.csv, line 2" in done.stderr
    assert "Byte" not in done.stdout


def test_before_the_first_release_it_says_what_to_do(home: Home) -> None:
    done = kith("review", "--home", home.root)
    assert done.returncode == 2
    assert "no published release yet" in done.stderr


@pytest.fixture
def terminal(published: Home) -> Iterator[pexpect.spawn]:
    """A session in a real terminal of 80 columns."""
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1"}
    command = ["-c", "from pipelines.cli import main; main()", "review", "--kind", "people", "--home"]
    child = pexpect.spawn(
        sys.executable, [*command, str(published.root)], dimensions=(40, 80), encoding="utf-8", timeout=60,
        env=environment,
    )  # fmt: skip
    yield child
    child.close(force=True)


def test_in_a_terminal_both_sides_stand_beside_each_other(terminal: pexpect.spawn) -> None:
    terminal.expect_exact("[q]uit > ")
    lines = [line.rstrip() for line in STYLE.sub("", terminal.before).splitlines()]
    (heading,) = [line for line in lines if "agreement" in line]
    left, right, agreement = (heading.index(word) for word in ("left", "right", "agreement"))
    (name,) = [line for line in lines if line.startswith("name")]
    cells = [name[place:].split("│")[0].strip() for place in (left, right, agreement)]
    assert cells[0] == cells[1] in ("Ada Byte", "Max Null")
    assert cells[2].startswith("given exact +")
    assert max(map(len, lines)) <= 80


def test_ctrl_c_loses_nothing(terminal: pexpect.spawn, published: Home) -> None:
    terminal.expect_exact("[q]uit > ")
    terminal.sendline("s twins")
    terminal.expect_exact("[q]uit > ")
    terminal.sendintr()
    terminal.expect("Written to")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130
    assert [row["note"] for row in rows(published)] == ["twins"]


def test_a_terminal_that_goes_away_loses_nothing(terminal: pexpect.spawn, published: Home) -> None:
    terminal.expect_exact("[q]uit > ")
    terminal.sendline("d")
    terminal.expect_exact("[q]uit > ")
    terminal.close(force=True)
    assert [row["decision"] for row in rows(published)] == ["different"]


def test_the_end_of_a_terminals_input_ends_the_session(terminal: pexpect.spawn, published: Home) -> None:
    terminal.expect_exact("[q]uit > ")
    terminal.sendeof()
    terminal.expect("Nothing was decided")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0


def test_nothing_of_a_session_is_logged(published: Home) -> None:
    answered(published, "s\nd\nq\n", "--kind", "people")
    assert list(published.root.rglob("*.log")) == []
