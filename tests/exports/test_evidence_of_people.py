"""What address books know besides names: days of birth and postal addresses, read from the tools that have them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.exports.reading import read_path

CARD = """BEGIN:VCARD
VERSION:3.0
FN:Ada Byte
N:Byte;Ada;;;
EMAIL:ada@example.org
BDAY:{birthday}
ADR;TYPE=HOME:;;7 Wallaby Place;Leeds;;ZZ1 1ZZ;
END:VCARD
"""
BOOKS = {
    "google.csv": "First Name,Last Name,Organization Name,Labels,E-mail 1 - Value,Birthday,Address 1 - Street,"
    "Address 1 - Postal Code\nAda,Byte,,,ada@example.org,{birthday},7 Wallaby Place,ZZ1 1ZZ\n",
    "outlook.csv": "First Name,Last Name,E-mail Address,Mobile Phone,Birthday,Home Street,Home Postal Code\n"
    "Ada,Byte,ada@example.org,,{birthday},7 Wallaby Place,ZZ1 1ZZ\n",
    "hubspot.csv": "Record ID,First Name,Last Name,Email,Date of birth,Street Address,Postal Code\n"
    "7,Ada,Byte,ada@example.org,{birthday},7 Wallaby Place,ZZ1 1ZZ\n",
    "salesforce.csv": "First Name,Last Name,Email,Account Name,Phone,Birthdate,Mailing Street,Mailing Zip/Postal Code\n"
    "Ada,Byte,ada@example.org,,,{birthday},7 Wallaby Place,ZZ1 1ZZ\n",
    "cards.vcf": CARD,
}


@pytest.mark.parametrize("name", BOOKS)
@pytest.mark.parametrize(("birthday", "born_on"), [("1990-04-15", date(1990, 4, 15)), ("--04-15", None)])
def test_a_birthday_without_its_year_is_left_out_and_costs_no_row(
    tmp_path: Path, name: str, birthday: str, born_on: date | None
) -> None:
    path = tmp_path / name
    path.write_text(BOOKS[name].format(birthday=birthday), encoding="utf-8")
    contact = read_path(path).only("contact")
    assert (contact["born_on"], contact["street"], contact["postal_code"]) == (born_on, "7 Wallaby Place", "ZZ1 1ZZ")
