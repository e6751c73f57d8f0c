"""E-mail and postal addresses, domains and phone numbers in the one form that compares; `pages` has profile pages.

Every function takes one value as an export gives it and returns its canonical
form, or None where it is none. Nothing here asks the network.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from pipelines.identity.folding import bare, fold
from pipelines.identity.words import country_names, listed

ROLES = listed("role_mailboxes")
"""Local parts that name a desk and not a person."""

FREE_MAIL = listed("free_mail") | listed("disposable_mail")
"""Domains where anybody may have a mailbox, if only for an hour."""

PLATFORMS = listed("platforms")
"""Domains where anybody may have a page."""

PLACEHOLDER_DOMAINS = frozenset({"example.invalid", "noemail.com", "no-email.com", "none.com", "test.test"})
ADDRESS = re.compile(r"[^\s<>,;:\"()]+@[^\s<>,;:\"()@]+\.[^\s<>,;:\"()@]+")
DOTLESS = frozenset({"gmail.com"})
SAME_PROVIDER = {"googlemail.com": "gmail.com"}
NAMES_OF_COUNTRIES = (
    "en", "fr", "de", "es", "it", "pt", "nl", "da", "nb", "sv", "fi", "pl", "cs", "hu", "ro", "el", "tr", "ru", "uk",
    "ar", "he", "ja", "ko", "zh",
)  # fmt: skip
NO_COUNTRIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
"""Codes of Unicode's that are no country's: unions, the rest of Oceania, tests, and the unknown."""

MOST_DIGITS = 15
"""Digits of the longest phone number (E.164)."""

COUNTED = ("123456789", "1234567890")
"""What somebody types who has to give a number."""

WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]+")


def email(text: str) -> str | None:
    """The mailbox that an address reaches: lower case, without tag, without Gmail's dots.

    >>> email("Ada <Ada.Byte+list@GoogleMail.com>"), email("none")
    ('adabyte@gmail.com', None)
    """
    found = ADDRESS.search(text)
    if not found:
        return None
    local, _, domain = found.group().lower().removeprefix("mailto:").strip(".'").rpartition("@")
    domain = SAME_PROVIDER.get(domain, domain)
    local = local.partition("+")[0] or local
    if domain in PLACEHOLDER_DOMAINS:
        return None
    return f"{local.replace('.', '') if domain in DOTLESS else local}@{domain}"


def is_role(mailbox: str, name: str = "") -> bool:
    """Whether a canonical address belongs to a desk that several people share, not to the bearer of the folded `name`.

    A desk is named alone, or before its place or number. What is called like its domain is everybody's, or made up.

    >>> is_role("no.reply@example.org"), is_role("sales-leeds@example.org"), is_role("ada@example.org")
    (True, True, False)
    >>> is_role("hr.byte@example.org", "ada byte"), is_role("na@na.com"), is_role("byte@byte.example", "ada byte")
    (False, True, False)
    """
    local, _, host = mailbox.partition("@")
    words, own = LETTERS.findall(bare(local)), name.split()
    if "".join(words) in ROLES:
        return True
    if local in host.split(".")[:-1]:
        return not any(word in local for word in own)
    return bool(words) and words[0] in ROLES and not any(word in own for word in words[1:])


@lru_cache(maxsize=1 << 17)
def domain(text: str) -> str | None:
    """The registrable domain in a host name, address or web address; two labels under a suffix nobody has listed.

    Who lets others have names under a domain has that domain; each of the others has their own.

    >>> domain("https://www.shop.example.co.uk/about"), domain("ada@mail.example.org"), domain("n/a")
    ('example.co.uk', 'example.org', None)
    >>> domain("www.acme.github.io"), domain("github.io")
    ('acme.github.io', 'github.io')
    """
    host = text.strip().lower().rpartition("@")[2]
    if not host or " " in host:
        return None
    parts = _suffixes()(host)
    if parts.is_private and not parts.domain:
        parts = _suffixes()(host, include_psl_private_domains=False)
    listed: str = parts.top_domain_under_public_suffix
    if listed or parts.suffix or parts.ipv4 or parts.ipv6:
        return listed or None
    labels = [label for label in f"{parts.subdomain}.{parts.domain}".split(".") if label]
    return ".".join(labels[-2:]) if len(labels) > 1 else None


def employer_domain(mailbox: str) -> str | None:
    """The registrable domain of an address or its host, unless anybody may have a mailbox there, as on a platform.

    >>> employer_domain("ada@mail.example.org"), employer_domain("gmail.com")
    ('example.org', None)
    >>> employer_domain("ada@eventbrite.com"), employer_domain("ada@guest.eventbrite.com")
    ('eventbrite.com', None)
    """
    host = mailbox.rpartition("@")[2]
    found = domain(host)
    is_beneath = found in PLATFORMS and host != found
    return None if host in FREE_MAIL or found in FREE_MAIL or is_beneath else found


def phone(text: str, country: str) -> str | None:
    """The first phone number in E.164; `country` reads the ones that carry no prefix. Made-up ones are none.

    >>> phone("020 7946 0018", "GB"), phone("extension 12", "GB"), phone("555-555-5555", "US")
    ('+442079460018', None, None)
    >>> phone("07700 900123 (mobile) / 020 7946 0018", "GB")
    '+447700900123'
    """
    import phonenumbers

    written = text.removesuffix(".0")  # as a spreadsheet leaves a number
    number = _number(written, country) or (_first_of_several(written, country) if _says_more(written) else None)
    if number is None:
        return None
    digits = phonenumbers.national_significant_number(number)
    if len(set(digits)) == 1 or digits in COUNTED:
        return None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def _says_more(text: str) -> bool:
    """Whether there may be a number beside other words or numbers: to look for it takes a multiple of the time."""
    return any(map(str.isalpha, text)) or sum(map(str.isdigit, text)) > MOST_DIGITS


def _first_of_several(text: str, country: str) -> Any:
    import phonenumbers

    found = phonenumbers.PhoneNumberMatcher(text, country, phonenumbers.Leniency.POSSIBLE)
    return next((one.number for one in found), None)


def _number(text: str, country: str) -> Any:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    return number if phonenumbers.is_possible_number(number) else None


def street(text: str) -> str | None:
    """The words and numbers of a street address in an order of their own, however its lines were put.

    >>> street("7 Wallaby Place, Delmar"), street("Delmar, Wallaby Place 7"), street("-")
    ('7 delmar place wallaby', '7 delmar place wallaby', None)
    """
    return " ".join(sorted(WORD.findall(bare(text)))) or None


def postal_code(text: str) -> str | None:
    """A postal code in capitals, without blanks and signs.

    >>> postal_code("sw1a 2aa"), postal_code("—")
    ('SW1A2AA', None)
    """
    return "".join(WORD.findall(text.upper())) or None


def country(text: str) -> str | None:
    """The ISO 3166 code of a country by its code or its name in a large language; None for what is none.

    >>> country("GBR"), country("gb"), country("Deutschland"), country("Atlantis")
    ('GB', 'GB', 'DE', None)
    >>> country("The Netherlands"), country("U.S.A."), country("Scotland"), country("EU")
    ('NL', 'US', 'GB', None)
    """
    return _countries().get(_plain(text))


def _plain(country: str) -> str:
    return " ".join(word for word in fold(country).split() if word not in ("the", "and"))


@cache
def _countries() -> dict[str, str]:
    """Every code and name → the two letters of the country."""
    from babel import Locale
    from babel.core import get_global

    keys = map(str, Locale("en").territories)
    known = [key for key in keys if len(key) == 2 and key.isalpha() and key not in NO_COUNTRIES]
    names = {code.lower(): code for code in known}
    for old, new in get_global("territory_aliases").items():
        if new[0] in known and len(new) == 1:
            names.setdefault(str(old).lower(), new[0])
    for language in NAMES_OF_COUNTRIES:
        territories = Locale(language).territories
        for code in known:
            names.setdefault(_plain(str(territories.get(code, code))), code)
    return country_names() | names


@cache
def _suffixes() -> Any:
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)
