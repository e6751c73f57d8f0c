"""Profile pages: which web address is one person's, in the one form that compares.

Only a page of a network in the shape of its members' pages is a person's own. Any other, such as an employer's
"about us", several people may give.
"""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from pipelines.identity.words import listed, profile_pages

NOBODYS = listed("nobodys_pages")
"""What stands in place of a member in the addresses of a network's own pages, and `me` of whoever looks."""

AT_HANDLE = re.compile(r"/@([\w.-]+)")
"""How Mastodon, Medium, TikTok, YouTube and others write a member's page, whatever the host."""

END = r"(?![^/?&])"


def profile_page(text: str) -> str | None:
    """The page of a network's member, whatever the country, app or language it was linked in; None for any other page.

    >>> profile_page("https://uk.linkedin.com/comm/in/Ada-Byte/?trk=x"), profile_page("https://acme.example/about-us")
    ('linkedin.com/in/ada-byte', None)
    >>> profile_page("m.facebook.com/profile.php?id=1001&sk=about"), profile_page("https://twitter.com/adabyte")
    ('facebook.com/1001', 'x.com/adabyte')
    """
    written = text.split()
    address = written[0].strip("<>(),;.") if written else ""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = parts.hostname or ""
    except ValueError:  # a bracket that opens no IPv6 address
        return None
    path = normalize("NFC", unquote(re.sub("/+", "/", parts.path))).lower()
    asked = f"{path}?{parts.query}"
    for shape, page in _shapes(host):
        if found := shape.match(asked):
            return None if found[1] in NOBODYS else f"{page}{found[1]}"
    handle = AT_HANDLE.match(path)
    return f"{host.removeprefix('www.')}/@{handle[1]}" if handle and "." in host else None


def _shapes(host: str) -> list[tuple[re.Pattern[str], str]]:
    """The shapes of members' pages on the network whose host it is, or the host of one of its countries or apps."""
    labels = host.split(".")
    names = (".".join(labels[start:]) for start in range(len(labels) - 1))
    return next((shapes for name in names if (shapes := _networks().get(name))), [])


@cache
def _networks() -> dict[str, list[tuple[re.Pattern[str], str]]]:
    """Host → the shapes of its members' pages, each with what stands before the member in the form that compares."""
    return {host: [(re.compile(path + END), page) for path, page in shapes] for host, shapes in profile_pages().items()}
