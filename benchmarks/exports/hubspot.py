"""HubSpot's contacts, companies and deals, tied together by their record ids."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.exports.faces import Face, faces
from benchmarks.exports.tables import delimited
from benchmarks.exports.truth import Row, Truth, with_repeats
from benchmarks.world.deals import PRODUCTS, SOURCES, STAGES
from benchmarks.world.dice import Ints
from benchmarks.world.industries import INDUSTRIES
from benchmarks.world.people import STAFF, People
from benchmarks.world.plan import day_of
from benchmarks.world.world import World

CONTACT_COLUMNS = (
    "Record ID", "First Name", "Last Name", "Email", "Phone Number", "Lead Status", "Create Date",
    "Associated Company", "Country/Region", "Contact owner",
)  # fmt: skip
COMPANY_COLUMNS = ("Record ID", "Company name", "Website URL", "Company owner", "Create Date", "Industry")
DEAL_COLUMNS = (
    "Record ID", "Deal Name", "Deal Stage", "Pipeline", "Amount", "Close Date", "Create Date", "Deal owner",
    "Associated Company IDs", "Associated Contact IDs", "Lead source", "Dedicated server", "Product (event type)",
    "Live date", "Date entered current stage", "Customer tier",
)  # fmt: skip

FIRST_CONTACT, FIRST_COMPANY, FIRST_DEAL = 70_100_000_000, 90_200_000_000, 11_300_000_000
LEAD_STATUSES = ("New", "Open", "In Progress", "Connected", "Unqualified")
LEAD_SHARE = 0.1
TIERS = ("", "Gold", "Silver", "Bronze")


def export(world: World, inbox: Path, truth: Truth) -> list[str]:
    """Writes the three files; returns their names."""
    names = [f"hubspot-crm-exports-all-{what}-{day_of(world.plan.last_day)}.csv" for what in _WRITERS]
    for name, (columns, rows) in zip(names, _WRITERS.values(), strict=True):
        with delimited(inbox / name, line_end="\n") as table:
            table.write(columns)
            dice = world.dice("hubspot repeats", columns[1])
            truth.fill(table, name, 1, with_repeats(rows(world), dice))
    return names


def known_people(world: World) -> Ints:
    """Everybody with a deal, and some leads."""
    leads = world.dice("leads").sample(np.ones(world.plan.people), round(world.plan.people * LEAD_SHARE))
    return np.union1d(world.deals.person, leads)


def known_companies(world: World) -> Ints:
    """The employers of the people known, today and at the time of their deals."""
    today = world.people.employers_on(known_people(world), world.plan.last_day)
    deals = zip(world.deals.person.tolist(), world.deals.opened_on.tolist(), strict=True)
    then = [world.people.employer_on(person, day) for person, day in deals]
    companies = np.union1d(today, then)
    return companies[companies >= 0].astype(np.int64)


def _contacts(world: World) -> Iterator[Row]:
    known = known_people(world)
    dice = world.dice("hubspot")
    made = dice.between(world.plan.first_day, world.plan.last_day, len(known))
    asked = faces(world.people, known, [world.plan.last_day] * len(known), dice)
    torn = dice.chance(0.006, len(known))
    for turn, face in enumerate(asked):
        row = _contact(world.people, face, f"{day_of(int(made[turn]))} {9 + turn % 8:02d}:{turn % 60:02d}")
        yield row.overflowing("Ltd") if torn[turn] else row


def _contact(people: People, face: Face, created: str) -> Row:
    cells = (
        str(FIRST_CONTACT + face.person),
        face.given,
        face.family,
        face.email,
        f"'+44 {face.phone[1:]}" if face.phone else "",
        LEAD_STATUSES[face.person % len(LEAD_STATUSES)],
        created,
        face.organisation,
        "United Kingdom",
        _owner(people, face.person),
    )
    return Row(cells, face.key, face.employer if face.organisation else face.employer_by_mail)


def _companies(world: World) -> Iterator[Row]:
    organisations = world.people.organisations
    for turn, company in enumerate(known_companies(world).tolist()):
        cells = (
            str(FIRST_COMPANY + company),
            organisations.name[company],
            f"https://www.{organisations.domain[company]}",
            _owner(world.people, company),
            f"{day_of(world.plan.first_day + turn)} 10:{turn % 60:02d}",
            "" if turn % 6 == 5 else INDUSTRIES[organisations.industry[company]].label,
        )
        yield Row(cells, "", organisations.key(company))


def _deals(world: World) -> Iterator[Row]:
    """One row a deal; amounts with the currency's sign or bare, as different colleagues type them."""
    deals, people = world.deals, world.people
    for turn, person in enumerate(deals.person.tolist()):
        opened, closed, stage = int(deals.opened_on[turn]), int(deals.closed_on[turn]), int(deals.stage[turn])
        company, amount = people.employer_on(person, opened), float(deals.amount[turn])
        product = PRODUCTS[int(deals.product[turn])]
        buyer = people.organisations.name[company] if company >= 0 else " ".join(people.names_on(person, opened))
        cells = (
            str(FIRST_DEAL + turn),
            f"{buyer} - {product}",
            STAGES[stage],
            "Partnerships",
            f"£{amount:,.2f}" if turn % 5 == 0 else f"{amount:.2f}",
            str(day_of(closed)) if closed >= 0 else "",
            f"{day_of(opened)} 11:{turn % 60:02d}",
            _owner(people, person),
            str(FIRST_COMPANY + company) if company >= 0 else "",
            str(FIRST_CONTACT + person),
            SOURCES[int(deals.source[turn])],
            "false",
            product,
            "",
            f"{day_of(closed if closed >= 0 else opened)} 12:00",
            TIERS[person % len(TIERS)],
        )
        yield Row(cells, people.key(person), people.organisations.key(company))


def _owner(people: People, number: int) -> str:
    """The colleague who looks after it."""
    return " ".join(people.names_on(len(people) - STAFF + number % STAFF, 0))


_WRITERS = {
    "contacts": (CONTACT_COLUMNS, _contacts),
    "companies": (COMPANY_COLUMNS, _companies),
    "deals": (DEAL_COLUMNS, _deals),
}
