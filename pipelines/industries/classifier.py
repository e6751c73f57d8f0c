"""The classifier: an industry, and how surely, from an organisation's name, domain, description and job titles.

It speaks of sectors: its classes are each sector's general industry, and a few that no sector has
a general one for. It is asked only where nobody has said anything better. Its file is made by
`pipelines.industries.train`; how right it is stands in docs/reference/accuracy.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.industries import features, taxonomy
from pipelines.industries.calibration import Calibration
from pipelines.industries.linear import Linear

FILE = Path(__file__).with_name("classifier.npz")
Matrix = NDArray[np.float64]

ANYWHERE = 0.1
"""Share of the holders of any title who work in another industry than it tells. An assumption, not a measurement."""

CLASSES = ("classes", "occupied")
PARTS: dict[str, type[Linear | Calibration]] = {
    **dict.fromkeys(("names", "texts", "titles"), Linear),
    **dict.fromkeys(("alone", "both", "titled"), Calibration),
}


@dataclass(frozen=True)
class Classifier:
    """`names` reads a name with the domain's word, `texts` a description, `titles` a job title.

    `alone` and `both` make probabilities of the scores of a name, and of a name and a description; `titled` of that
    of a title, whose classes (`occupied`) are some of `classes` and `unknown`, for what is found in every industry.
    """

    classes: tuple[str, ...]
    occupied: tuple[str, ...]
    names: Linear
    texts: Linear
    titles: Linear
    alone: Calibration
    both: Calibration
    titled: Calibration

    def probabilities(self, names: Sequence[str], texts: Sequence[str]) -> Matrix:
        """Row × class; an empty text is none."""
        by_name = self.names.scores(features.of_names(names))
        found = self.alone.probabilities([by_name])
        told = [row for row, text in enumerate(texts) if text]
        if told:
            counts = features.of_texts([names[row] for row in told], [texts[row] for row in told])
            found[told] = self.both.probabilities([by_name[told], self.texts.scores(counts)])
        return found

    def told_by(self, titles: Sequence[str]) -> Matrix:
        """Title × class: how many times likelier a job title makes each class.

        With chances p(class | title) and n classes equally common: n p(class), and p(unknown), which speaks for all;
        `ANYWHERE` of that is taken to be unknown whatever the title.
        """
        chances = self.titled.probabilities([self.titles.scores(features.of_job_titles(titles))])
        times = np.zeros((len(titles), len(self.classes)))
        for column, name in enumerate(self.occupied):
            if name == taxonomy.UNKNOWN:
                times += chances[:, [column]]
            else:
                times[:, self.classes.index(name)] += len(self.classes) * chances[:, column]
        return (1 - ANYWHERE) * times + ANYWHERE


def predicted(organisations: pl.DataFrame, model: Classifier | None = None) -> pl.DataFrame:
    """`industry_id` and `industry_confidence` of each row, the likeliest class and its probability.

    `organisations` has `organisation_name, domain, description, job_titles`; the last is a list of the titles of
    its people, and all but the name may be null. Colleagues' titles are no independent witnesses: their mean counts.
    """
    model = model or committed()
    names = [named(name, domain) for name, domain in organisations.select("organisation_name", "domain").iter_rows()]
    texts = organisations["description"].fill_null("").to_list()
    chances = model.probabilities(names, texts) if names else np.zeros((0, len(model.classes)))
    chances = _with_titles(chances, organisations["job_titles"], model)
    best = chances.argmax(axis=1)
    return pl.DataFrame(
        {
            "industry_id": pl.Series([model.classes[column] for column in best], dtype=pl.String),
            "industry_confidence": pl.Series(chances.max(axis=1).round(4), dtype=pl.Float64),
        }
    )


def _with_titles(chances: Matrix, titles: pl.Series, model: Classifier) -> Matrix:
    """The chances of each row, made likelier by the mean of what its `titles` tell."""
    distinct = titles.explode().drop_nulls().unique().sort().to_list()
    if not distinct:
        return chances
    told = dict(zip(distinct, np.log(model.told_by(distinct)), strict=True))
    means = [np.mean([told[title] for title in row], axis=0) if row is not None and len(row) else 0.0 for row in titles]
    weighed = np.array([row * np.exp(mean) for row, mean in zip(chances, means, strict=True)])
    return np.asarray(weighed / weighed.sum(axis=1, keepdims=True))


def named(name: str, domain: str | None) -> str:
    """The name, with the domain's own word where the name does not spell it.

    >>> named("Acme", "acme.example"), named("Acme", "acmebank.example")
    ('Acme', 'Acme acmebank')
    """
    word = (domain or "").split(".")[0].replace("-", "").lower()
    spelled = "".join(letter for letter in name.lower() if letter.isalnum())
    return name if word in spelled else f"{name} {word}"


@cache
def committed() -> Classifier:
    """The classifier that is committed beside the code."""
    return read(FILE)


def read(path: Path) -> Classifier:
    """The classifier in a file that `write` wrote: arrays alone, nothing that runs."""
    with np.load(path, allow_pickle=False) as arrays:
        words = {kind: tuple(str(name) for name in arrays[kind]) for kind in CLASSES}
        parts = {
            part: kind(*(arrays[f"{part}_{field.name}"] for field in fields(kind))) for part, kind in PARTS.items()
        }
        found: dict[str, Any] = {**words, **parts}
        return Classifier(**found)


def write(model: Classifier, path: Path) -> None:
    """Writes `model`; the same model makes the same bytes."""
    plain: dict[str, Any] = {name: np.array(getattr(model, name)) for name in CLASSES}
    parts: dict[str, Any] = {
        f"{part}_{field.name}": getattr(getattr(model, part), field.name)
        for part, kind in PARTS.items()
        for field in fields(kind)
    }
    with path.open("wb") as stream:
        np.savez_compressed(stream, **plain, **parts)
