"""Parties: the organisations that one cell names.

A form for a meeting asks "who came", and gets "A; B" or "A, B and C". What stands
between parties beyond doubt always splits; a comma, an `and` or a dash does so only
where every part is an organisation that stands alone elsewhere, and oftener than
all of them in one. Everything else is one name. Of the parts that are parted beyond
doubt, one that means nobody (`n/a`), a town or a job title is no party.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping

from pipelines.identity.legal_forms import LEGAL_FORMS
from pipelines.identity.organisation_names import initials, is_job, normalise

SURE = re.compile(r"\s*[;|\n]\s*|\s+/\s+")
MAYBE = re.compile(
    r"\s*,\s+|\s*/\s*|\s+[-–—+•&]\s+|"
    r"\s+(?:and|und|et|en|y|e|og|och|ja|with|together with|jointly with|on behalf of|for)\s+",
    re.IGNORECASE,
)
JOINTLY = re.compile(r"\s*[(\[]\s*joint(?:ly)?\b[^)\]]*[)\]]\s*$|\s+jointly\s*$", re.IGNORECASE)
SIGNS = re.compile(r"[,/+•]|\s[-–—]\s")
"""What parts names and is none of their words."""

LETTER = re.compile(r"[^\W\d_]")
MOST_PARTS = 64
"""Parts beyond which a cell is prose."""

LEAST_KNOWN = 2
"""Known parties of a list from which the others in it are parties, too."""

LONGEST_NAME = 6
"""Parts that one organisation's name may be made of (`A, B and C`)."""


def alone(written: Mapping[str, int]) -> dict[str, int]:
    """Normalised names that stand alone in a cell → how often; those that signs part, with their signs, too.

    `written` says how often each text was written.
    """
    counts: dict[str, int] = {}
    for text, count in written.items():
        name = None if SURE.search(text) else normalise(text)
        for known in {name, _with_signs(text)} if name else ():
            counts[known] = counts.get(known, 0) + count
    return counts


def split(text: str, known: Mapping[str, int], towns: Container[str] = ()) -> list[str]:
    """The parties that `text` names, as it writes them; the text alone where nothing parts it.

    `known` are the names that stand alone (`alone`), without `towns`: those that the data names.

    >>> known = {"acme": 9, "binary house": 4, "marks and spencer": 7, "acme and binary house": 1}
    >>> split("Acme Ltd; Cobalt Works", {}), split("Acme, Binary House", known)
    (['Acme Ltd', 'Cobalt Works'], ['Acme', 'Binary House'])
    >>> split("Marks and Spencer", known), split("Cobalt, Thistle & Wren", known), split("Acme; Inc.", known)
    (['Marks and Spencer'], ['Cobalt, Thistle & Wren'], ['Acme; Inc.'])
    >>> split("Self-employed; Acme Ltd", {}), split("Acme Ltd; Leeds", {}, {"leeds"})
    (['Acme Ltd'], ['Acme Ltd'])
    >>> split("Founder | Acme", {})
    ['Acme']
    """
    pieces = [piece for part in SURE.split(JOINTLY.sub("", text)) if LETTER.search(piece := part.strip(" ,"))]
    if not pieces or len(pieces) > MOST_PARTS or any(normalise(piece) in LEGAL_FORMS for piece in pieces):
        return [text]
    told = _telling(pieces, towns)
    parties = _distinct([party for piece in told for party in _recognised(piece, known) or [piece]])
    return parties if len(parties) > 1 or len(told) < len(pieces) else [text]


def _telling(pieces: list[str], towns: Container[str]) -> list[str]:
    """The pieces without towns and job titles, and without those that mean nobody; never none of them."""
    told = [piece for piece in pieces if normalise(piece) not in towns and not is_job(piece)] or pieces
    return [piece for piece in told if normalise(piece)] or told[:1]


def _with_signs(text: str) -> str:
    """The normalised name with the signs that part it: how often it stands as one name is not told by other signs."""
    return " ".join([normalise(text) or "", *(sign.strip() for sign in SIGNS.findall(text))])


def _recognised(piece: str, known: Mapping[str, int]) -> list[str]:
    """The parties of a piece: all known, or in a list by commas at least half of them and two; none where in doubt."""
    seps = list(MAYBE.finditer(piece))
    if not seps or len(seps) >= MOST_PARTS:
        return []
    starts, stops = [0, *(sep.end() for sep in seps)], [*(sep.start() for sep in seps), len(piece)]
    is_listed = [True, *(sep.group().strip() == "," for sep in seps), True]
    whole = known.get(_with_signs(piece), 0)
    parties: list[str] = []
    known_count, place = 0, 0
    while place < len(starts):
        part = piece[starts[place] : stops[place]]
        found = next(_longest(piece, starts, stops, place, known, whole), None)
        if found is not None:
            parties.append(found[0])
            known_count, place = known_count + 1, found[1]
            continue
        if LETTER.search(part):
            if not (is_listed[place] and is_listed[place + 1]) or (normalise(part) or "inc") in LEGAL_FORMS:
                return []
            parties.append(part)
        place += 1
    is_sure = known_count == len(parties) or known_count >= max(LEAST_KNOWN, len(parties) / 2)
    return parties if is_sure and len({normalise(party) for party in parties}) == len(parties) > 1 else []


def _longest(
    piece: str, starts: list[int], stops: list[int], place: int, known: Mapping[str, int], whole: int
) -> Iterator[tuple[str, int]]:
    """Known names that begin at a part, the longest first, each with the part after it; never the whole piece."""
    last = min(place + LONGEST_NAME, len(stops))
    for stop in range(last, place, -1):
        if (place, stop) == (0, len(stops)):
            continue
        party = piece[starts[place] : stops[stop - 1]]
        name = normalise(party)
        if name and name not in LEGAL_FORMS and known.get(name, 0) >= max(whole, 1):
            yield party, stop


def _distinct(parties: list[str]) -> list[str]:
    """The parties without those that another one is, or is the initials of."""
    kept: dict[str, str] = {}
    for party in parties:
        name = normalise(party) or party
        if name not in kept and not any(_is_short(name, other) or _is_short(other, name) for other in kept):
            kept[name] = party
    return list(kept.values())


def _is_short(short: str, name: str) -> bool:
    return " " not in short and short in initials(name)
