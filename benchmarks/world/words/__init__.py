"""Words to make people and organisations of: names of many cultures, mixed so that the people are plainly invented."""

from __future__ import annotations

import csv
import functools
import re
import unicodedata
from pathlib import Path

_HERE = Path(__file__).parent

_HEADS = (
    "Quill", "Bracken", "Larch", "Saffron", "Cobalt", "Ember", "Willow", "Thistle", "Marrow", "Otter", "Heron",
    "Plover", "Juniper", "Sorrel", "Teasel", "Umber", "Pebble", "Lantern", "Copper", "Tallow", "Velvet", "Wren",
    "Yarrow", "Zephyr", "Puffin", "Dapple", "Gannet", "Mallow", "Tansy", "Comfrey",
)  # fmt: skip
_TAILS = (
    "mere", "castle", "gate", "wick", "fold", "spire", "march", "loom", "quay", "tarn", "drift", "hollow", "keel",
    "song", "stead", "weir", "thorn", "light",
)  # fmt: skip

ORGANISATION_HEADS = tuple(head + tail for tail in _TAILS for head in _HEADS)
"""First words of invented organisations' names; 540 of them."""

CITIES = (
    "London", "Manchester", "Leeds", "Bristol", "Glasgow", "Cardiff", "Belfast", "Birmingham", "Sheffield", "Norwich",
    "Exeter", "York",
)  # fmt: skip

_NOT_DECOMPOSED = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "ı": "i", "ð": "d"})


@functools.cache
def given_names() -> tuple[tuple[str, str], ...]:
    """Given names, each with its nickname ('' where it has none)."""
    with (_HERE / "given.csv").open(encoding="utf-8", newline="") as file:
        return tuple((row["name"], row["nickname"]) for row in csv.DictReader(file))


@functools.cache
def family_names() -> tuple[str, ...]:
    """Family names."""
    return tuple((_HERE / "families.txt").read_text(encoding="utf-8").split())


@functools.lru_cache(maxsize=100_000)
def without_accents(text: str) -> str:
    """`text` in plain Latin letters.

    >>> without_accents("Søren Dąbrowska")
    'Soren Dabrowska'
    """
    apart = unicodedata.normalize("NFKD", text.translate(_NOT_DECOMPOSED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


@functools.lru_cache(maxsize=100_000)
def slug(text: str, joint: str = "") -> str:
    """`text` as it stands in an address: plain lower-case letters and digits.

    >>> slug("Heronsong Systems"), slug("Zoë Brînză", "-")
    ('heronsongsystems', 'zoe-brinza')
    """
    return joint.join(re.findall("[a-z0-9]+", without_accents(text).lower()))
