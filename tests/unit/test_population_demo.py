"""The committed demo: what the generator writes, full of what real exports are full of."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from benchmarks import population
from benchmarks.world.plan import Plan
from tests.population_files import DEMO, rows_of, written

UPCOMING = "Software Breakfast 5"


class TestDemo:
    def test_is_what_the_generator_writes(self, tmp_path: Path) -> None:
        population.write_population(Plan(), tmp_path)
        fresh, committed = written(tmp_path), written(DEMO)
        assert list(fresh) == list(committed)
        assert [name for name in fresh if fresh[name] != committed[name]] == []

    def test_holds_the_guests_of_one_event_to_come_whom_it_knew_before(self) -> None:
        (list_of_guests,) = (path for path in (DEMO / "inbox").iterdir() if path.name.startswith(UPCOMING))
        guests = rows_of(list_of_guests)
        assert len(guests) >= 30
        assert {row["checked_in_at"] for row in guests} == {""}
        assert max(row["created_at"] for row in guests) < "2026-07-01"
        registered = {row["person_key"] for row in rows_of(DEMO / "truth" / "attendances.csv")}
        records = rows_of(DEMO / "truth" / "records.csv")
        assert {row["person_key"] for row in records if row["file_name"] == list_of_guests.name} <= registered

    def test_fits_into_three_megabytes(self) -> None:
        assert sum(path.stat().st_size for path in DEMO.rglob("*") if path.is_file()) < 3 * 2**20

    def test_holds_forty_events_and_every_tool(self) -> None:
        events = rows_of(DEMO / "truth" / "events.csv")
        assert len(events) == 40
        assert {event["format"] for event in events} == {"in_person", "online", "hybrid"}
        assert min(event["event_on"] for event in events) >= "2024-01"
        assert max(event["event_on"] for event in events) <= "2026-06-30"
        assert {Path(name).suffix for name in written(DEMO)} >= {".csv", ".xls", ".xlsx", ".vcf", ".zip"}

    def test_holds_dirt_of_every_kind(self) -> None:
        kinds = Counter(row["row_kind"] for row in rows_of(DEMO / "truth" / "records.csv"))
        assert set(kinds) == {"record", "duplicate", "mistyped", "bad", "context", "stray"}
        assert kinds.pop("mistyped") > 0
        assert min(kinds.values()) >= 5

    def test_has_industries_above_and_below_five_people(self) -> None:
        sizes = Counter(row["industry_id"] for row in rows_of(DEMO / "truth" / "people.csv"))
        attending = {row["person_key"] for row in rows_of(DEMO / "truth" / "attendances.csv")}
        met = Counter(
            row["industry_id"] for row in rows_of(DEMO / "truth" / "people.csv") if row["person_key"] in attending
        )
        assert max(sizes.values()) > 100
        assert 0 < min(met.values()) < 5

    def test_shows_industries_that_behave_differently(self) -> None:
        sector = {row["person_key"]: row["sector_id"] for row in rows_of(DEMO / "truth" / "people.csv")}
        registered, attended = Counter[str](), Counter[str]()
        for row in rows_of(DEMO / "truth" / "attendances.csv"):
            registered[sector[row["person_key"]]] += 1
            attended[sector[row["person_key"]]] += int(row["is_attended"])
        turnout = {name: attended[name] / registered[name] for name in registered}
        assert turnout["creative"] > turnout["technology"] > turnout["healthcare"]
        assert len({name for name in registered if registered[name] >= 30}) >= 8


class TestDecisions:
    def test_name_files_that_exist_and_events_that_were_held(self) -> None:
        decided = rows_of(DEMO / "decisions" / "events.csv")
        truth = {row["event_name"] for row in rows_of(DEMO / "truth" / "events.csv")}
        assert {row["event_name"] for row in decided} == {*truth, UPCOMING}
        assert all((DEMO / "inbox" / row["file_name"]).exists() for row in decided)
        assert [row["event_name"] for row in decided if row["event_on"]] == ["Brand Night 1", UPCOMING]

    def test_name_addresses_that_the_exports_hold(self) -> None:
        text = b"".join(content for name, content in written(DEMO).items() if name.startswith("inbox")).lower()
        pairs = rows_of(DEMO / "decisions" / "people.csv")
        addresses = [row[side].removeprefix("email:") for row in pairs for side in ("left", "right")]
        assert {row["decision"] for row in pairs} == {"same", "different"}
        assert all(address.encode() in text for address in addresses)

    def test_exclude_staff_test_rows_and_the_bot(self) -> None:
        excluded = rows_of(DEMO / "decisions" / "exclusions.csv")
        assert {row["reason"] for row in excluded} == {"staff", "test", "bot"}

    def test_say_who_wants_no_introductions(self) -> None:
        text = b"".join(content for name, content in written(DEMO).items() if name.startswith("inbox")).lower()
        consents = rows_of(DEMO / "decisions" / "consents.csv")
        assert {row["introductions"] for row in consents} == {"yes", "no"}
        assert all(row["who"].removeprefix("email:").encode() in text for row in consents)

    def test_name_industries_and_organisations_that_exist(self) -> None:
        known = {row["name"] for row in rows_of(DEMO / "truth" / "organisations.csv")}
        (industry,) = rows_of(DEMO / "decisions" / "industries.csv")
        (alias,) = rows_of(DEMO / "decisions" / "aliases.csv")
        assert industry["organisation"] in known
        assert alias["organisation"] in known
        assert alias["name"] not in known
