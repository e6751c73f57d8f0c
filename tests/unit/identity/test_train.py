"""The weights are learnt from who shares a key in a home's own records."""

from __future__ import annotations

from pipelines.home import Home
from pipelines.identity import decisions, train
from tests.unit.identity.drops import drop


def test_profiles_that_share_a_mailbox_are_labelled_as_one(home: Home) -> None:
    people = [
        {"full_name": "Ada Byte", "email": "ada@byte.example", "organisation_name": "Acme Ltd"},
        {"full_name": "BYTE, Ada", "email": "ada@byte.example", "city": "Leeds"},
        {"full_name": "Max Null", "email": "max@null.example"},
    ]
    drop(home, "contact", people, "a.csv")
    drop(home, "organisation", [{"name": "Acme Ltd", "domain": "acme.example"}], "b.csv")
    decisions.read_decisions(home)
    labelled = train.labelled(home)
    assert labelled.height == 3
    assert labelled["same"].n_unique() == 2
    assert labelled.filter(given="ada")["same"].n_unique() == 1
