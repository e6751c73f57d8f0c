"""Whose a mailbox is: the people that a decision by address joins and keeps apart."""

from __future__ import annotations

from pipelines.home import Home
from pipelines.identity import mailboxes
from pipelines.settings import Settings
from tests.unit.identity.drops import drop, people_of, resolved, table

ADA = {"full_name": "Ada Byte", "email": "ada.byte@acme.example"}


def asked(home: Home, *addresses: str) -> dict[str, tuple[str, ...]]:
    return mailboxes.people_of(home, table(home, "identity_links"), set(addresses), "GB")


def test_an_address_is_whose_own_it_is_and_not_who_borrows_it(home: Home, settings: Settings) -> None:
    own = drop(home, "contact", [{**ADA, "additional_emails": ["ada@bits.example"]}], "contacts.csv")
    drop(home, "attendance", [{**ADA, "full_name": "Max Null"}, {"full_name": "Ida Nil"}], "guests.csv")
    resolved(home, settings)
    (ada,) = people_of(home, own)
    found = asked(home, "ada.byte@acme.example", "ada@bits.example", "nobody@acme.example")
    assert found == {"ada.byte@acme.example": (ada,), "ada@bits.example": (ada,), "nobody@acme.example": ()}


def test_a_shared_desk_is_everybodys_who_gives_it(home: Home, settings: Settings) -> None:
    desk = {"email": "info@acme.example"}
    both = drop(
        home, "attendance", [{**desk, "full_name": "Ada Byte"}, {**desk, "full_name": "Max Null"}], "guests.csv"
    )
    resolved(home, settings)
    people = people_of(home, both)
    assert len(set(people)) == 2
    assert asked(home, "info@acme.example") == {"info@acme.example": tuple(sorted(filter(None, people)))}


def test_an_address_that_nobody_gives_is_nobodys(home: Home, settings: Settings) -> None:
    drop(home, "contact", [ADA], "contacts.csv")
    resolved(home, settings)
    assert asked(home, "nobody@acme.example") == {"nobody@acme.example": ()}
