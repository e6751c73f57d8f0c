"""The population: repeatable, plainly invented, in true layouts, of any size."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from benchmarks import population
from benchmarks.exports import (
    bulk,
    eventbrite,
    google,
    hubspot,
    linkedin,
    luma,
    meetup,
    memberful,
    pretix,
    teams,
    wildapricot,
    zoom,
)
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.plan import Plan
from benchmarks.world.turnout import NOT
from benchmarks.world.world import make
from tests.population_files import DEMO, ROOT, rows_of, written

SEEDS = ROOT / "dbt_project" / "seeds"
HEADERS = ROOT.parent / "shared" / "exports" / "headers"
SMALL = Plan(people=240, events=20, seed=3)

FICTION = r"(07700 900|01\d1 496 0|011\d 496 0|020 7946 0|01632 960)\d{3}|"
"""Numbers that Ofcom keeps free for drama, or none."""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("small")
    population.write_population(SMALL, home)
    return home


class TestWorld:
    def test_same_plan_same_bytes(self, small: Path, tmp_path: Path) -> None:
        population.write_population(SMALL, tmp_path)
        assert written(tmp_path) == written(small)

    def test_another_seed_another_world(self, small: Path, tmp_path: Path) -> None:
        population.write_population(Plan(people=240, events=20, seed=4), tmp_path)
        assert written(tmp_path)["truth/people.csv"] != written(small)["truth/people.csv"]

    def test_invents_every_address_and_number(self) -> None:
        people = make(Plan()).people
        for person in range(len(people)):
            for address in (people.home_email(person), people.work_email(person, 20_000)):
                assert address == "" or address.endswith(".example")
            assert re.fullmatch(FICTION, people.phone_number(person))

    def test_gives_no_address_or_number_twice(self) -> None:
        people = make(Plan(people=4_000, events=4)).people
        everyone = range(len(people))
        for column in (
            [people.home_email(person) for person in everyone],
            [people.work_email(person, 20_000) for person in everyone],
            [people.phone_number(person) for person in everyone],
        ):
            known = [value for value in column if value]
            assert len(known) == len(set(known)) > 0
        domains = people.organisations.domain
        assert len(domains) == len(set(domains))

    def test_terms_of_a_member_do_not_overlap(self) -> None:
        for terms in (make(SMALL).terms, make(SMALL).supporters):
            same = terms.person[1:] == terms.person[:-1]
            assert (terms.starts_on[1:][same] > terms.ends_on[:-1][same]).all()
            assert (terms.paid_on <= SMALL.last_day).all()

    def test_nothing_happens_after_the_clock(self) -> None:
        world = make(SMALL)
        now = SMALL.as_of.timestamp()
        assert max(turnout.came_at.max() for turnout in world.turnouts) < now
        assert max(circle.connected_on.max() for circle in world.circles) <= SMALL.last_day
        assert world.deals.closed_on.max() <= SMALL.last_day
        assert world.introductions.days.max() <= SMALL.last_day

    def test_introduces_before_anybody_meets_and_nobody_to_themselves(self) -> None:
        made = make(SMALL).introductions
        asked, introduced, met = made.days.T
        assert (made.person != made.other).all()
        assert (asked <= introduced)[(asked != NOT) & (introduced != NOT)].all()
        assert (introduced < met)[(introduced != NOT) & (met != NOT)].all()
        assert all((made.days[:, step] != NOT).sum() > 10 for step in range(3))

    def test_labels_are_known_to_the_seeds(self) -> None:
        labels = {row["label_normalised"]: row["industry_id"] for row in rows_of(SEEDS / "industry_labels.csv")}
        sectors = {row["industry_id"]: row["sector_id"] for row in rows_of(SEEDS / "industries.csv")}
        for industry in INDUSTRIES:
            key = re.sub("[^a-z0-9]+", " ", industry.label.lower()).strip()
            assert labels[key] == industry.industry_id
            assert sectors[industry.industry_id] == industry.sector_id


class TestLayouts:
    @pytest.mark.skipif(not HEADERS.is_dir(), reason="the collected headers are not beside the project")
    @pytest.mark.parametrize(
        ("file", "delimiter", "columns"),
        [
            ("luma_2025.csv", ",", luma.COLUMNS),
            ("eventbrite_2025.csv", ",", eventbrite.COLUMNS),
            ("pretix_checkin.csv", ",", pretix.COLUMNS),
            ("meetup_attendees.csv", "\t", meetup.COLUMNS),
            ("zoom_meeting.csv", ",", zoom.COLUMNS),
            ("zoom_meeting__info_table.csv", ",", zoom.MEETING_COLUMNS),
            ("teams_attendance.csv", "\t", teams.COLUMNS),
            ("teams_attendance__3_activities.csv", "\t", teams.ACTIVITY_COLUMNS),
            ("wildapricot_contacts.csv", ",", wildapricot.COLUMNS),
            ("_reconstructed/memberful_members.csv", ",", memberful.COLUMNS),
            ("linkedin_connections.csv", ",", linkedin.CONNECTION_COLUMNS),
            ("linkedin_archive__Profile.csv", ",", linkedin.PROFILE_COLUMNS),
            ("linkedin_archive__Email_Addresses.csv", ",", linkedin.ADDRESS_COLUMNS),
            ("google_contacts_2024.csv", ",", google.COLUMNS),
            ("hubspot_contacts.csv", ",", hubspot.CONTACT_COLUMNS),
            ("hubspot_companies.csv", ",", hubspot.COMPANY_COLUMNS),
        ],
    )
    def test_header_is_the_tools_own(self, file: str, delimiter: str, columns: tuple[str, ...]) -> None:
        """Whatever an account adds of its own stands behind the tool's columns."""
        (seen,) = list(csv.reader((HEADERS / file).read_text(encoding="utf-8").splitlines()[:1], delimiter=delimiter))
        assert list(columns[: len(seen)]) == seen

    @pytest.mark.skipif(not HEADERS.is_dir(), reason="the collected headers are not beside the project")
    def test_deals_hold_the_tools_columns_in_their_order(self) -> None:
        """HubSpot exports the columns a view shows: those of the two headers seen."""
        (seen,) = csv.reader((HEADERS / "hubspot_deals.csv").read_text(encoding="utf-8").splitlines()[:1])
        assert [column for column in hubspot.DEAL_COLUMNS if column in seen] == seen

    def test_bytes_are_the_tools_own(self) -> None:
        starts = {path.name: path.read_bytes()[:3] for path in (DEMO / "inbox").iterdir()}
        assert {start for name, start in starts.items() if "Guests" in name} == {b"\xef\xbb\xbf"}
        assert {start[:2] for name, start in starts.items() if "Attendance report" in name} == {b"\xff\xfe"}
        assert {start[:2] for name, start in starts.items() if name.endswith((".zip", ".xlsx"))} == {b"PK"}


class TestCommand:
    def test_writes_only_the_tools_asked_for(self, tmp_path: Path) -> None:
        asked = ["--people", "240", "--events", "20", "--tools", "luma,vcard", "--out", str(tmp_path)]
        assert population.main(asked) == 0
        assert {path.suffix for path in (tmp_path / "inbox").iterdir()} == {".csv", ".vcf"}

    def test_moves_the_clock(self, tmp_path: Path) -> None:
        asked = ["--people", "240", "--events", "4", "--as-of", "2024-03-01T06:00:00+00:00", "--out", str(tmp_path)]
        assert population.main(asked) == 0
        assert "now = 2024-03-01T06:00:00Z" in (tmp_path / "kith.toml").read_text()
        days = [row["event_on"] for row in rows_of(tmp_path / "truth" / "events.csv")]
        assert "2021-09-01" <= min(days) <= max(days) < "2024-03-01"

    def test_draws_the_registrations_asked_for(self, tmp_path: Path) -> None:
        asked = ["--people", "2000", "--events", "20", "--attendances", "3000", "--tools", "luma"]
        assert population.main([*asked, "--out", str(tmp_path)]) == 0
        assert abs(len(rows_of(tmp_path / "truth" / "attendances.csv")) - 3000) < 150

    @pytest.mark.parametrize("wrong", [["--tools", "abacus"], ["--people", "10"], ["--events", "0"]])
    def test_refuses_what_it_cannot_write(self, wrong: list[str], tmp_path: Path) -> None:
        with pytest.raises(SystemExit) as ended:
            population.main([*wrong, "--out", str(tmp_path)])
        assert ended.value.code == 2


class TestBulk:
    @pytest.mark.parametrize(
        ("tool", "columns", "above"),
        [("luma", luma.COLUMNS, 1), ("eventbrite", eventbrite.COLUMNS, 1), ("zoom", zoom.COLUMNS, 4)],
    )
    def test_writes_the_rows_asked_for(
        self, tool: str, columns: tuple[str, ...], above: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(bulk, "BATCH", 300)
        population.write_attendance_csv(tmp_path / "a.csv", 1_000, seed=7, tool=tool)
        population.write_attendance_csv(tmp_path / "b.csv", 1_000, seed=7, tool=tool)
        rows = list(csv.reader((tmp_path / "a.csv").read_text(encoding="utf-8-sig").splitlines()))
        assert rows[above - 1] == list(columns)
        assert len(rows) == 1_000 + above
        assert all(len(row) == len(columns) for row in rows[above:])
        assert len({tuple(row) for row in rows[above:]}) > 990
        assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()

    def test_knows_three_tools(self, tmp_path: Path) -> None:
        with pytest.raises(KeyError):
            population.write_attendance_csv(tmp_path / "a.csv", 10, seed=7, tool="abacus")
