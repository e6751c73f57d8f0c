"""Spelling: the letters by which titles and labels compare, whatever keyboard they were written on."""

from __future__ import annotations

UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def plain(text: str) -> str:
    """Lower case in Latin letters without accents, signs kept.

    >>> plain("Sócio – Geschäftsführer")
    'socio - geschaftsfuhrer'
    """
    if text.isascii():
        return text.lower()
    from anyascii import anyascii

    return anyascii(text).lower()


def spellings(text: str) -> tuple[str, ...]:
    """The plain ways to write `text`: with bare letters, and with umlauts spelt out.

    >>> spellings("Geschäftsführer"), spellings("Socio")
    (('geschaftsfuhrer', 'geschaeftsfuehrer'), ('socio',))
    """
    return tuple(dict.fromkeys((plain(text), plain(text.lower().translate(UMLAUTS)))))
