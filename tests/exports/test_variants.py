"""Files of known tools as other accounts, languages and plans write them."""

from __future__ import annotations

from datetime import date

import pytest

from tests.exports.conftest import Read

TEAMS = {
    "de": (
        "Wochentreffen - Anwesenheitsbericht.csv", "1. Zusammenfassung", "Besprechungstitel", "Startzeit",
        "2. Teilnehmer",
        "Name\tErster Beitritt\tLetztes Verlassen\tDauer der Besprechung\tE-Mail\tTeilnehmer-ID (UPN)\tRolle",
        "58 Min. 0 Sek.", "Mitorganisator", "3. Aktivitäten in der Besprechung",
        "Name\tBeitrittszeit\tVerlassenszeit\tDauer\tE-Mail\tRolle",
    ),
    "fr": (
        "Hebdo - Rapport de présence.csv", "1. Résumé", "Titre de la réunion", "Heure de début", "2. Participants",
        "Nom\tPremière connexion\tDernière déconnexion\tDurée de la réunion\tE-mail\tID du participant (UPN)\tRôle",
        "58 min", "Organisateur", "3. Activités pendant la réunion",
        "Nom\tHeure d’arrivée\tHeure de départ\tDurée\tRôle",
    ),
    "pl": (
        "raport.csv", "1. Podsumowanie", "Tytuł spotkania", "Godzina rozpoczęcia", "2. Uczestnicy",
        "Nazwa\tPierwsze dołączenie\tOstatnie wyjście\tCzas trwania spotkania\tAdres e-mail\tIdentyfikator (UPN)\tRola",
        "58 min", "Organizator", "3. Działania podczas spotkania", "Nazwa\tGodzina dołączenia\tGodzina opuszczenia",
    ),
}  # fmt: skip


def teams(language: str, *, third: str | None = None) -> tuple[str, bytes]:
    name, one, title, start, two, header, minutes, role, three, activities = TEAMS[language]
    row = f"Ada Example\t20.05.2026, 18:01:00\t20.05.2026, 18:59:00\t{minutes}\tada@example.org\t\t{role}"
    lines = [
        one, f"{title}\tWeekly", f"{start}\t20.05.2026, 18:00:00", "", two, header, row, "", third or three, activities,
        "Ada Example\t20.05.2026, 18:01:00\t20.05.2026, 18:59:00",
    ]  # fmt: skip
    return name, ("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-16-le")


@pytest.mark.parametrize("language", TEAMS)
def test_a_teams_report_in_another_language(read: Read, language: str) -> None:
    name, content = teams(language)
    found = read(content, name)
    record = found.only("attendance")
    assert (record["event_name"], record["email"], record["role"]) == ("Weekly", "ada@example.org", "organiser")
    assert (record["minutes"], record["event_on"], found.reasons) == (58.0, date(2026, 5, 20), {})


def test_a_teams_report_of_2021_has_a_summary_without_numbers(read: Read) -> None:
    lines = [
        "Meeting Summary", "Total Number of Participants\t1", "Meeting Title\tWeekly",
        "Meeting Start Time\t5/20/2021, 6:00:00 PM", "Meeting End Time\t5/20/2021, 7:00:00 PM", "",
        "Full Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole",
        "Ada Example\t5/20/2021, 6:01:00 PM\t5/20/2021, 6:59:00 PM\t58m\tada@example.org\tOrganizer",
    ]  # fmt: skip
    record = read("\n".join(lines).encode("utf-16"), "meetingAttendanceReport.csv").only("attendance")
    assert (record["event_name"], record["event_on"], record["minutes"]) == ("Weekly", date(2021, 5, 20), 58.0)
    assert (record["full_name"], record["role"], record["left_at"].hour) == ("Ada Example", "organiser", 17)


def test_a_numbered_section_that_nobody_knows_is_held_and_makes_no_people(read: Read) -> None:
    found = read(teams("de", third="3. Was in der Besprechung geschah")[1], "report.csv")
    assert [one["full_name"] for one in found.records("attendance")] == ["Ada Example"]
    assert found.reasons == {"unknown_layout": 1}


def test_an_account_report_of_zoom_repeats_the_meeting_in_every_row(read: Read) -> None:
    header = (
        "Topic,Meeting ID,User Name,User Email,Creation Time,Start Time,End Time,Duration (Minutes),Participants,"
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest"
    )
    row = (
        "Weekly,123 456,Ho Host,host@example.org,20/05/2026 05:00:00 PM,20/05/2026 06:00:00 PM,20/05/2026 07:00:00 PM,"
        "60,2,Ada Example,ada@example.org,20/05/2026 06:01:00 PM,20/05/2026 06:59:00 PM,58,Yes"
    )
    record = read(f"{header}\n{row}\n", "meetings.csv").only("attendance")
    assert (record["full_name"], record["email"], record["minutes"]) == ("Ada Example", "ada@example.org", 58.0)
    assert (record["event_name"], record["event_on"]) == ("Weekly", date(2026, 5, 20))


@pytest.mark.parametrize("has_titles", [True, False])
def test_a_webinar_that_nobody_registered_for_has_attendees_all_the_same(read: Read, has_titles: bool) -> None:
    header = "Attended,User Name (Original Name),Email,Join Time,Leave Time,Time in Session (minutes),Is Guest"
    times = "05/20/2026 06:00:00 PM,05/20/2026 07:00:00 PM,60"
    host = ["Host Details", header, f"Yes,Rowan Owner,rowan@example.org,{times},No", "Attendee Details"]
    lines = [*(host if has_titles else []), header, f"Yes,Ada Example,ada@example.org,{times},Yes"]
    roles = [one["role"] for one in read("\n".join(lines), "Talk 2026-05-20.csv").records("attendance")]
    assert roles == (["organiser", "attendee"] if has_titles else ["attendee"])


@pytest.mark.parametrize("action", ["Action", "What happened"])
def test_a_live_event_gives_stays_where_it_says_what_happened(read: Read, action: str) -> None:
    found = read(
        f"SessionId,ParticipantId,FullName,UserAgent,UtcEventTimestamp,{action}\n"
        "s1,p1,Ada Example,x,2021-05-20T18:01:00Z,Joined\ns1,p1,Ada Example,x,2021-05-20T18:59:00Z,Left\n",
        "Town hall AttendeeReport.csv",
    )
    times = [
        tuple(moment and f"{moment:%H:%M}" for moment in (one["joined_at"], one["left_at"]))
        for one in found.records("attendance")
    ]
    says_what = [("18:01", "18:59"), (None, "18:59")]
    assert times == (says_what if action == "Action" else [("18:01", None), ("18:59", None)])


@pytest.mark.parametrize(
    "below", [["Opportunities", "Example Works"], ["Generated By: Ada  5/20/2026", "Example Works"]]
)
def test_a_report_of_salesforce_ends_in_its_name_and_the_companys(read: Read, below: list[str]) -> None:
    lines = [
        '"Opportunity Name","Account Name","Stage","Amount","Close Date"',
        '"Big","Example Works","Closed Won","1,000","20/05/2026"', "", '"Grand Totals (1 records)"', "",
        '"Confidential Information - Do Not Distribute"',
        '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."', *(f'"{line}"' for line in below),
    ]  # fmt: skip
    found = read("\n".join(lines).encode("latin-1"), "report.csv")
    assert (found.only("outcome")["outcome_name"], found.account.total("rows_in")) == ("Big", 1)


def test_a_last_row_of_one_cell_is_no_footer_by_itself(read: Read) -> None:
    header = "Email,First Name,Last Name,Phone,Tags,Date Created,IP,Status"
    found = read(f"{header}\nada@example.org,Ada,Example,,,,,\nbo@example.org,,,,,,,\n", "contacts.csv")
    assert [one["email"] for one in found.records("contact")] == ["ada@example.org", "bo@example.org"]


def test_invitations_of_an_archive_are_month_first(read: Read) -> None:
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    row = 'Ada Example,Bo Test,"9/5/26, 1:12 AM",,INCOMING,https://www.linkedin.com/in/a,https://www.linkedin.com/in/b'
    assert read(f"{header}\n{row}\n", "Invitations.csv").only("interaction")["occurred_on"] == date(2026, 9, 5)


def test_whoever_waits_for_a_place_has_none(read: Read) -> None:
    header = "guest_id,name,email,created_at,approval_status,checked_in_at"
    rows = [f"g{at},Ada Example,a{at}@example.org,2026-05-01T10:00:00Z,{word}," for at, word in enumerate(
        ("approved", "pending_approval", "waitlist", "invited", "declined"))]  # fmt: skip
    found = read(
        "\n".join([header, *rows, "g9,Bo Test,b@example.org,,approved,2026-05-20T17:00:00Z"]), "X - Guests.csv"
    )
    assert [one["status"] for one in found.records("attendance")] == [
        "registered", "waitlisted", "waitlisted", "invited", "cancelled", "attended",
    ]  # fmt: skip


def test_a_party_of_any_size_is_counted_without_who_booked(read: Read) -> None:
    header = "Order id,Order date,Event,Event date,First name,Last name,Email,Financial status,Status,Valid tickets"
    rows = [f"A{n},24/02/2026,Gala,04/08/2026,Ada,Example,ada@example.org,Paid,Completed,{n}" for n in (0, 1, 12)]
    found = read("\n".join([header, *rows, rows[0].replace("A0", "A9")[:-1] + "many"]), "orders.csv")
    assert [one["companion_count"] for one in found.records("attendance")] == [0, 0, 11, None]
    assert found.account.parts[0].unknown_values == {"valid tickets": {"many": 1}}


@pytest.mark.parametrize(
    "asked", ["Company", "What company do you work for?", "Your organisation *", "Company / Organization", "Firma"]
)
def test_an_organisers_question_is_known_in_many_words(read: Read, asked: str) -> None:
    header = f"guest_id,name,email,created_at,approval_status,checked_in_at,{asked},Company size"
    row = "g1,Ada Example,a@example.org,,approved,2026-05-20T17:00:00Z,Example Works,11-50"
    assert read(f"{header}\n{row}\n", "X - Guests.csv").only("attendance")["organisation_name"] == "Example Works"


def test_a_typographers_apostrophe_is_an_apostrophe(read: Read) -> None:
    found = read(
        "ID d’enregistrement,Prénom,Nom,E-mail,Entreprise associée\n1,Ada,Example,a@example.org,X;Y\n", "c.csv"
    )
    assert found.only("contact")["organisation_name"] == "X"


@pytest.mark.parametrize(("name", "count"), [("Mixer 2026-05-20 Registration (Responses).csv", 1), ("Answers.csv", 0)])
def test_an_answer_to_a_registration_registers(read: Read, name: str, count: int) -> None:
    found = read("Timestamp,Email Address,Full Name\n2026/05/01 10:00:00 AM,a@example.org,Ada Example\n", name)
    assert [one["status"] for one in found.records("attendance")] == ["registered"] * count
    assert len(found.records("contact")) == 1


def test_a_question_left_open_registers_nobody(read: Read) -> None:
    content = "Timestamp,Email Address,Will you attend?\n2026/05/01 10:00:00 AM,a@example.org,\n"
    assert read(content, "Mixer 2026-05-20 Registration.csv").only("attendance")["status"] == "unknown"


def test_a_check_in_list_of_pretix_is_named_after_the_events_slug(read: Read) -> None:
    header = "Bestellnummer;Name;Produkt;Preis;Eingecheckt;Automatisch eingecheckt;E-Mail;Firma;Bestelldatum"
    rows = "A;Ada Example;Standard;10,00;2026-05-20 18:01:00;Nein;ada@example.org;Example Works;2026-05-01\n"
    record = read(f"{header}\n{rows}", "conf_checkin.csv").only("attendance")
    assert (record["event_name"], record["status"], record["event_on"]) == ("conf", "attended", date(2026, 5, 20))
