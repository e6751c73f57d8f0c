"""LinkedIn data archives of a few members: a zip with their connections, profile and addresses."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from benchmarks.exports.faces import Face, faces, plain
from benchmarks.exports.tables import Delimited, add_member, archive
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.plan import day_of
from benchmarks.world.ties import Circle
from benchmarks.world.world import World

CONNECTION_COLUMNS = ("First Name", "Last Name", "URL", "Email Address", "Company", "Position", "Connected On")
ADDRESS_COLUMNS = ("Email Address", "Confirmed", "Primary", "Updated On")
PROFILE_COLUMNS = (
    "First Name", "Last Name", "Maiden Name", "Address", "Birth Date", "Headline", "Summary", "Industry", "Zip Code",
    "Geo Location", "Twitter Handles", "Websites", "Instant Messengers",
)  # fmt: skip

NOTE = (
    "When exporting your connection data, you may notice that some of the email addresses are missing. You will only "
    "see email addresses for connections who have allowed their connections to see or download their email address."
)


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes one archive an owner, numbered as a browser numbers downloads; returns the file names."""
    return [_archive(world, turn, circle, inbox, truth) for turn, circle in enumerate(world.circles)]


def _archive(world: World, turn: int, circle: Circle, inbox: Path, truth: Truth) -> str:
    """The members' names in sorted order are the parts: connections, addresses, profile."""
    copy = f" ({turn})" if turn else ""
    name = f"Basic_LinkedInDataExport_{day_of(world.plan.last_day):%m-%d-%Y}{copy}.zip"
    with archive(inbox / name) as file:
        add_member(file, "Connections.csv", _connections(world, circle, name, truth))
        add_member(file, "Email Addresses.csv", _addresses(world, circle, name, truth))
        add_member(file, "Profile.csv", _profile(world, circle, name, truth))
    return name


def _connections(world: World, circle: Circle, name: str, truth: Truth) -> str:
    text = io.StringIO(newline="")
    table = Delimited(text, line_end="\n")
    table.write_line("Notes:")
    table.write_line(f'"{NOTE}"')
    table.write_line()
    table.write(CONNECTION_COLUMNS)
    dice = world.dice("linkedin repeats", str(circle.owner))
    truth.fill(table, name, 1, with_repeats(_rows(world, circle), dice, 0.003))
    return text.getvalue()


def _rows(world: World, circle: Circle) -> Iterator[Row]:
    """One row a connection, with the employer it has now; most hide their address, some have left."""
    dice = world.dice("linkedin", str(circle.owner))
    count = len(circle.person)
    shows, gone = dice.chance(0.1, count), dice.chance(0.008, count)
    today = world.plan.last_day
    asked = faces(world.people, circle.person, [today] * count, dice)
    for place, face in enumerate(asked):
        connected = f"{day_of(int(circle.connected_on[place])):%d %b %Y}"
        yield _row(world, circle, face, connected, shows_address=bool(shows[place]), has_left=bool(gone[place]))


def _row(world: World, circle: Circle, face: Face, connected: str, *, shows_address: bool, has_left: bool) -> Row:
    owner, url = world.people.key(circle.owner), world.people.profile_url(face.person)
    if has_left:
        return Row(("", "", url, "", "", "", connected), face.key, owner=owner)
    address = face.email if shows_address else ""
    cells = (face.given, face.family, url, address, face.organisation, face.title, connected)
    by_mail = face.employer_by_mail if shows_address else ""
    return Row(cells, face.key, face.employer if face.organisation else by_mail, owner=owner)


def _addresses(world: World, circle: Circle, name: str, truth: Truth) -> str:
    owner = plain(world.people, circle.owner)
    known = [address for address in (owner.work_email, owner.home_email) if address]
    rows = [
        Row((address, "Yes", "No" if turn else "Yes", "2023-06-05 14:00:00 UTC"), owner.key, kind="context")
        for turn, address in enumerate(known)
    ]
    return _small(ADDRESS_COLUMNS, rows, name, 2, truth)


def _profile(world: World, circle: Circle, name: str, truth: Truth) -> str:
    owner = plain(world.people, circle.owner)
    place = f"{owner.city}, United Kingdom"
    headline = f"{owner.title} at {owner.organisation}" if owner.organisation else owner.title
    cells = (owner.given, owner.family, "", "", "", headline, "", owner.industry, "", place, "", "", "")
    return _small(PROFILE_COLUMNS, [Row(cells, owner.key, kind="context")], name, 3, truth)


def _small(columns: tuple[str, ...], rows: list[Row], name: str, part: int, truth: Truth) -> str:
    text = io.StringIO(newline="")
    table = Delimited(text, line_end="\n")
    table.write(columns)
    truth.fill(table, name, part, rows)
    return text.getvalue()
