"""Addresses, numbers and pages in one form, and when sharing one is proof."""

from __future__ import annotations

from itertools import combinations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.identity import addresses, keys, pages, profiles, readings
from pipelines.identity.clusters import Clusters
from pipelines.identity.mentions import RAW
from pipelines.identity.names import Name


def _profiles(*rows: dict[str, object]) -> pl.DataFrame:
    frame = pl.DataFrame([{key: row.get(key) for key in RAW} for row in rows], schema=dict.fromkeys(RAW, pl.String))
    raw = profiles.raw_rows(frame.lazy())
    nowhere = pl.Series("organisation_id", [None] * raw.height, dtype=pl.String)
    return profiles.distinct(profiles.normalised(raw, readings.of(raw, "GB"), nowhere))


ONE_PAGE = {
    "linkedin.com/in/ada-byte": (
        "https://www.linkedin.com/in/Ada-Byte/", "linkedin.com/in/ada-byte?trk=x", "http://de.linkedin.com/in/ada-byte",
        "https://www.linkedin.com/comm/in/ada-byte", "https://www.linkedin.com/mwlite/in/ada-byte",
        "linkedin.com/in/ada-byte,", "linkedin.com/in/ada-byte (personal)", "linkedin.com/pub/ada-byte",
    ),
    "linkedin.com/pub/ada-byte/1/234/567": ("https://www.linkedin.com/pub/ada-byte/1/234/567/de",),
    "x.com/adabyte": ("https://twitter.com/AdaByte", "x.com/adabyte?s=20", "mobile.twitter.com/adabyte/status/1"),
    "facebook.com/ada.byte": ("m.facebook.com/ada.byte", "https://de-de.facebook.com/ada.byte/x", "fb.com/ada.byte"),
    "facebook.com/1001": ("facebook.com/profile.php?sk=about&id=1001", "https://www.facebook.com/people/Ada-Byte/1001"),
    "meetup.com/members/7": ("https://www.meetup.com/members/7", "meetup.com/de-DE/makers/members/7/profile/"),
    "social.example/@ada": ("https://social.example/@Ada",),
}  # fmt: skip


@pytest.mark.parametrize(("page", "written"), [(page, one) for page, forms in ONE_PAGE.items() for one in forms])
def test_one_page_however_it_is_linked(page: str, written: str) -> None:
    assert pages.profile_page(written) == page


@pytest.mark.parametrize(
    "written",
    [
        "n/a", "linkedin", "", " ", "http://[bad", "https://www.linkedin.com/company/acme",
        "https://www.linkedin.com/in/me/", "https://www.linkedin.com/pub/dir/Ada/Byte", "https://acme.example/about-us",
        "https://youtube.com/watch?v=1", "https://facebook.com/profile.php", "https://facebook.com/groups/makers",
        "https://github.com/adabyte/compiler", "https://x.com/search?q=ada",
    ],
)  # fmt: skip
def test_what_is_no_persons_page(written: str) -> None:
    assert pages.profile_page(written) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("facebook.com/profile.php?id=1001", "facebook.com/profile.php?id=1002"),
        ("linkedin.com/pub/ada-byte/1/234/567", "linkedin.com/pub/ada-byte/9/999/999"),
        ("https://acme.example/about-us", "https://acme.example/about-us"),
    ],
)
def test_a_page_of_several_people_ties_nobody(one: str, other: str) -> None:
    rows = [{"full_name": "Ada Byte", "profile_url": one}, {"full_name": "Ada Null", "profile_url": other}]
    assert keys.judged(_profiles(*rows)).ties == []


@pytest.mark.parametrize("written", ["+44 20 7946 0018", "020 7946 0018", "(020) 7946-0018", "0044 20 79460018"])
def test_one_number_however_it_is_written(written: str) -> None:
    assert addresses.phone(written, "GB") == "+442079460018"


@pytest.mark.parametrize(
    "written", ["0000000000", "123456789", "01234567890", "111-111-1111", "+44 555 555 5555", "none", "12"]
)
def test_a_made_up_number_is_none(written: str) -> None:
    assert addresses.phone(written, "GB") is None


@pytest.mark.parametrize(
    "written", ["07700 900123 (mobile)", "07700 900123 / 020 7946 0018", "7700900123.0", "+447700900123, 07700900124"]
)
def test_the_first_number_of_a_cell_is_read_whatever_stands_beside_it(written: str) -> None:
    assert addresses.phone(written, "GB") == "+447700900123"


@pytest.mark.parametrize(
    "mailbox",
    [
        "ada@bluewin.ch", "ada@posteo.de", "ada@gmail.con", "ada@users.noreply.github.com", "ada@alum.mit.edu",
        "ada@privaterelay.appleid.com", "ada@guest.eventbrite.com",
    ],
)  # fmt: skip
def test_who_carries_a_mailbox_is_no_employer(mailbox: str) -> None:
    assert addresses.employer_domain(mailbox) is None


COUNTRIES = {
    "US": ("United States of America", "U.S.A."), "GB": ("England", "Scotland", "UK"), "NL": ("The Netherlands",),
    "TR": ("Turkey",), "CZ": ("Czech Republic",), "RU": ("Russian Federation",), "HK": ("Hong Kong", "Hong Kong SAR"),
    "AE": ("UAE",), "CI": ("Côte d'Ivoire", "Ivory Coast"), "JP": ("日本",), None: ("ZZ", "EU", "Atlantis", ""),
}  # fmt: skip


@pytest.mark.parametrize(("code", "written"), [(code, one) for code, forms in COUNTRIES.items() for one in forms])
def test_a_country_by_any_of_its_names(code: str | None, written: str) -> None:
    assert addresses.country(written) == code


@pytest.mark.parametrize("written", ["ada", "ada@", "@example.org", "ada@localhost", ""])
def test_what_is_no_mailbox(written: str) -> None:
    assert addresses.email(written) is None


def test_a_key_of_thirty_names_joins_only_equal_ones() -> None:
    rows = [{"full_name": f"Ada Byte{chr(97 + n)}{chr(97 + n)}", "email": "ada@example.org"} for n in range(26)]
    more = [{"full_name": f"Max Null{chr(97 + n)}{chr(97 + n)}", "email": "ada@example.org"} for n in range(10)]
    assert keys.judged(_profiles(*rows, *more)).ties == []


def test_a_nameless_record_with_a_birthday_is_the_one_of_two_generations() -> None:
    rows = [{"full_name": "Max Byte", "born_on": "1961-02-03"}, {"full_name": "Max Byte", "born_on": "1994-11-28"}]
    found = _profiles(*({**row, "email": "max@example.org"} for row in [*rows, {"born_on": "1994-11-28"}]))
    (tie,) = keys.judged(found).ties
    assert found["born_on"].gather([tie.left, tie.right]).to_list() == ["19941128"] * 2


def test_a_nameless_record_goes_with_the_one_person_of_its_mailbox() -> None:
    both = [{"full_name": "Ada Byte", "email": "ada@example.org"}, {"email": "ada@example.org"}]
    assert [tie.rule for tie in keys.judged(_profiles(*both)).ties] == ["exact_email"]
    shared = [*both, {"full_name": "Max Null", "email": "ada@example.org"}]
    assert keys.judged(_profiles(*shared)).ties == []


def test_a_mailbox_that_two_generations_of_one_name_share_is_no_proof() -> None:
    both = [
        {"full_name": "Max Byte", "email": "max@example.org", "born_on": day} for day in ("1961-02-03", "1994-11-28")
    ]
    assert keys.judged(_profiles(*both)).ties == []
    slip = [both[0], {**both[0], "born_on": "1961-03-02"}]
    assert len(keys.judged(_profiles(*slip)).ties) == 1


MAX = {"full_name": "Max Byte"}


@pytest.mark.parametrize(
    ("one", "other", "either"),
    [
        ({"full_name": "John Byte"}, {"full_name": "Jane Byte"}, {"full_name": "J. Byte"}),
        ({"full_name": "Ada Byte"}, {"full_name": "Max Byte"}, {"full_name": "Byte"}),
        ({**MAX, "born_on": "1961-02-03"}, {**MAX, "born_on": "1994-11-28"}, MAX),
    ],
)
def test_a_record_that_may_be_either_of_two_ties_them_not_together(
    one: dict[str, object], other: dict[str, object], either: dict[str, object]
) -> None:
    rows = [{**row, "email": "byte@example.org"} for row in (one, other, either)]
    assert keys.judged(_profiles(*rows)).ties == []
    assert len(keys.judged(_profiles(*rows[1:])).ties) == 1


NAMES = st.sampled_from(["John Byte", "Jane Byte", "J. Byte", "Johnny Byte", "Byte", "Max Null", "Max", None])
BIRTHDAYS = st.sampled_from(["1961-02-03", "1961-03-02", "1994-11-28", None])


@given(bearers=st.lists(st.tuples(NAMES, BIRTHDAYS), min_size=2, max_size=6, unique=True))
def test_all_whom_a_key_ties_may_be_each_other(bearers: list[tuple[str | None, str | None]]) -> None:
    rows = [{"full_name": name, "born_on": born_on, "email": "byte@example.org"} for name, born_on in bearers]
    found = _profiles(*rows)
    clusters = Clusters(found.height)
    for tie in keys.judged(found).ties:
        clusters.join(tie.left, tie.right)
    known = found.select("name", "given", "family", "born_on").rows()
    who = [keys.Bearer(Name(given, family, name), born_on) for name, given, family, born_on in known]
    members = clusters.members()
    for one, other in combinations(range(found.height), 2):
        assert members[one] != members[other] or who[one].may_be(who[other])


def test_a_second_address_is_a_key_too() -> None:
    rows = [
        {
            "full_name": "Ada Byte",
            "email": "ada@example.org",
            "additional_emails": "ada@home.example\nbyte@example.org",
        },
        {"full_name": "A. Byte", "email": "Ada@Home.example"},
    ]
    assert len(keys.judged(_profiles(*rows)).ties) == 1


@pytest.mark.parametrize(
    "mailbox",
    [
        "kontakt@verein.example", "accueil@verein.example", "ventas@verein.example", "do-not-reply@verein.example",
        "no_reply@verein.example", "mailer-daemon@verein.example", "team-berlin@verein.example",
        "office2@verein.example", "unknown@unknown.com", "na@na.com", "verein@verein.example",
    ],
)  # fmt: skip
def test_a_desk_in_any_language_ties_nobody(mailbox: str) -> None:
    rows = [{"full_name": name, "email": mailbox} for name in ("Ada Byte", "Ada Null")]
    assert keys.judged(_profiles(*rows)).ties == []


@pytest.mark.parametrize(
    ("name", "mailbox"),
    [
        ("Kim Stack", "hr.stack@acme.example"), ("Mail Chen", "mail.chen@acme.example"),
        ("John Null", "press.john@acme.example"), ("Ada Byte", "byte@byte.example"),
        ("Ada Byte", "adabyte@adabyte.example"),
    ],
)  # fmt: skip
def test_a_mailbox_of_ones_own_name_is_no_desks(name: str, mailbox: str) -> None:
    first, further = ({"full_name": name, field: mailbox, "city": field} for field in ("email", "additional_emails"))
    assert [tie.rule for tie in keys.judged(_profiles(first, further)).ties] == ["exact_email"]


def test_a_desk_among_the_further_addresses_of_colleagues_is_no_key() -> None:
    rows = [
        {"full_name": name, "email": email, "additional_emails": "info@acme.example"}
        for name, email in (("Ada Byte", "ada.byte@acme.example"), ("Ada Null", "ada.null@acme.example"))
    ]
    assert keys.judged(_profiles(*rows, {"full_name": "Ada Byte", "email": "info@acme.example"})).ties == []


def test_a_desk_among_the_further_addresses_makes_nobody_better_known() -> None:
    weak, known = (
        _profiles({"full_name": "Ada Byte", "additional_emails": address})["is_weak"].item()
        for address in ("info@acme.example", "ada@acme.example")
    )
    assert (weak, known) == (True, False)


def test_ids_that_change_with_every_registration_are_nobodys() -> None:
    rows = [
        {"tool": "luma", "tool_person_id": f"gst-{n}", "full_name": "Ada Byte", "email": "ada@example.org"}
        for n in range(3)
    ]  # fmt: skip
    assert _profiles(*rows).height == 1
    kept = [
        {**row, "tool": "meetup", "tool_person_id": "7", "city": city} for row, city in zip(rows, "abc", strict=True)
    ]
    assert set(_profiles(*kept)["tool_person"]) == {"7"}


def _of_tool(*people: tuple[str, str, str]) -> pl.DataFrame:
    return _profiles(
        *({"tool": "clicks", "tool_person_id": own, "full_name": name, "email": email} for own, name, email in people)
    )


def test_an_id_that_two_accounts_count_up_is_not_one_persons() -> None:
    both = _of_tool(("12", "Ada Byte", "ada@a.example"), ("12", "Ada Null", "ada@b.example"))
    assert keys.judged(both).ties == []
    married = _of_tool(("12", "Ada Byte", "ada@a.example"), ("12", "Ada Null", "ada@a.example"))
    moved = _of_tool(("12", "Ada Byte", "ada@a.example"), ("12", "A. Byte", "ada@b.example"))
    assert all("exact_tool_id" in {tie.rule for tie in keys.judged(one).ties} for one in (married, moved))


def test_ids_of_which_most_have_two_names_are_nobodys() -> None:
    both = [(str(n), f"{given} Byte", f"{given}{n}@a.example") for n in range(4) for given in ("Ada", "Max")]
    assert _of_tool(*both)["tool_person"].to_list() == [None] * 8
    shared = _of_tool(
        *both[:2], *((str(n), f"{given} Null", f"kim{n}@a.example") for n in range(5, 9) for given in ("Kim", "K"))
    )
    assert set(shared["tool_person"]) == {"0", "5", "6", "7", "8"}


def test_a_borrowed_mailbox_is_not_ones_own() -> None:
    rows = [{"full_name": name, "email": "ada.byte@example.org"} for name in ("Ada Byte", "Max Null")]
    own = dict(_profiles(*rows).select("name", "mailbox").iter_rows())
    assert own == {"ada byte": "ada.byte@example.org", "max null": None}
