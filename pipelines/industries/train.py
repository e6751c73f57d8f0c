"""Trains `classifier.npz` anew: `python -m pipelines.industries.train FOLDER`, or `make classifier`.

Run by hand when the taxonomy or the features change; the result is committed. The same
file, lock and machine make the same bytes. Probabilities are calibrated on rows that
the scores were made without, five-fold.

A name alone tells little, and few names are known. So the model of names learns besides
from what only training has, the descriptions (privileged information: Vapnik and Vashist,
2009): what it is to say of a company is in part the label, in part what a model of
descriptions that never saw the company makes of its own (distillation: Hinton et al.,
2015); and a description's first sentences are read as if they were names.
"""

from __future__ import annotations

import argparse
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.industries import calibration, features, linear, training
from pipelines.industries.classifier import FILE, Classifier, write

logger = logging.getLogger("kith.industries")

FOLDS = 5
TEACHERS = 3
"""So many models of descriptions tell of a part of the companies each, and learn from the others."""

TAUGHT = 0.65
"""The share that the description's model has in what the names' model is to say; the label has the rest."""

SENTENCE = 0.2
"""What a sentence of a description counts for beside a name."""

TITLE = 4.0
"""What a title of the taxonomy counts for beside a name: of schools or ministries nothing else tells."""

NAMES: dict[str, Any] = {"alpha": 2.0, "least_rows": 3}
TEXTS: dict[str, Any] = {"alpha": 1e-5, "smoothing": 0.1, "least_rows": 3}
TITLES: dict[str, Any] = {"alpha": 1e-5, "smoothing": 1.0, "least_rows": 2}

Labels = NDArray[Any]


@dataclass(frozen=True)
class Evidence:
    """Hashed counts of names, of texts and of a text's `sentences` by row, and the label of each.

    `extra`, names and texts, is always learned.
    """

    names: features.Counts
    texts: features.Counts
    sentences: list[features.Counts]
    labels: Labels
    groups: NDArray[np.int64]
    extra: tuple[features.Counts, features.Counts] | None = None
    extra_labels: Labels | None = None

    @property
    def classes(self) -> tuple[str, ...]:
        """Every label, in order."""
        more = () if self.extra_labels is None else self.extra_labels
        return tuple(sorted({*self.labels, *more}))

    @property
    def truth(self) -> NDArray[np.int64]:
        """The column of each row's class."""
        return np.searchsorted(np.array(self.classes), self.labels)


def of_companies(rows: pl.DataFrame, label: str, extra: pl.DataFrame | None = None) -> Evidence:
    """The rows of `training.companies` that have a `label`, and titles of the taxonomy as `extra`."""
    known = rows.drop_nulls(label)
    texts = known["text"].fill_null("").to_list()
    names = known["name"].to_list()
    return Evidence(
        features.of_names(names if extra is None else training.names(known)),
        features.of_texts(names, texts),
        features.of_sentences(texts),
        known[label].to_numpy().astype(str),
        known["group"].to_numpy(),
        None if extra is None else _of_titles(extra["name"].to_list()),
        None if extra is None else extra["class_id"].to_numpy().astype(str),
    )


def _of_titles(names: list[str]) -> tuple[features.Counts, features.Counts]:
    return features.of_names(names), features.of_texts(names, [""] * len(names))


def models(evidence: Evidence, rows: NDArray[np.int64]) -> tuple[linear.Linear, linear.Linear]:
    """The models of names and of texts, learned from `rows` and everything extra."""
    return _of_names(evidence, rows), _of_texts(evidence, rows)


def _of_texts(evidence: Evidence, rows: NDArray[np.int64]) -> linear.Linear:
    from scipy.sparse import vstack

    texts, labels = evidence.texts[rows], evidence.labels[rows]
    if evidence.extra is not None:
        texts, labels = vstack([texts, evidence.extra[1]]).tocsr(), np.concatenate([labels, evidence.extra_labels])
    return linear.classified(texts, labels, **TEXTS)


def _of_names(evidence: Evidence, rows: NDArray[np.int64]) -> linear.Linear:
    """Learned from the names of `rows`, the sentences of their descriptions, and everything extra."""
    from scipy.sparse import vstack

    truth = np.eye(len(evidence.classes), dtype=np.float32)
    targets = (1 - TAUGHT) * truth[evidence.truth[rows]] + TAUGHT * taught(evidence, rows)
    learned = [(evidence.names[rows], targets, 1.0)]
    for sentences in evidence.sentences:
        told = np.flatnonzero(np.diff(sentences[rows].indptr))
        learned.append((sentences[rows[told]], targets[told], SENTENCE))
    if evidence.extra is not None:
        learned.append((evidence.extra[0], truth[np.searchsorted(evidence.classes, evidence.extra_labels)], TITLE))
    counts, shares, worth = zip(*learned, strict=True)
    each = np.repeat(np.float32(worth), [matrix.shape[0] for matrix in counts])
    return linear.regressed(vstack(counts).tocsr(), np.concatenate(shares).astype(np.float32), each, **NAMES)


def taught(evidence: Evidence, rows: NDArray[np.int64]) -> NDArray[np.float64]:
    """Of each of `rows` the chance of every class by its description, from models of others among `rows`."""
    scores = np.zeros((len(rows), len(evidence.classes)), np.float32)
    for learned, kept in _split(evidence, rows, TEACHERS):
        scores[kept] = _of_texts(evidence, rows[learned]).scores(evidence.texts[rows[kept]])
    return calibration.fitted([scores], evidence.truth[rows]).probabilities([scores])


def folds(evidence: Evidence) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows to learn from and to hold out, five times; a group is never in both."""
    yield from _split(evidence, np.arange(len(evidence.labels)), FOLDS)


def _split(
    evidence: Evidence, rows: NDArray[np.int64], parts: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    from sklearn.model_selection import StratifiedGroupKFold

    split = StratifiedGroupKFold(parts, shuffle=True, random_state=0)
    yield from split.split(rows, evidence.labels[rows], evidence.groups[rows])


def held_out(evidence: Evidence) -> tuple[linear.Matrix, linear.Matrix, NDArray[np.int64]]:
    """Scores of every row by name and by text, from models that never saw it, and the fold it was held out in."""
    shape = (len(evidence.labels), len(evidence.classes))
    by_name, by_text = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    fold_of = np.zeros(len(evidence.labels), np.int64)
    for fold, (learned, kept) in enumerate(folds(evidence)):
        logger.info("Fold %d of %d", fold + 1, FOLDS)
        names, texts = models(evidence, learned)
        by_name[kept], by_text[kept] = names.scores(evidence.names[kept]), texts.scores(evidence.texts[kept])
        fold_of[kept] = fold
    return by_name, by_text, fold_of


def trained(evidence: Evidence, job_titles: pl.DataFrame) -> Classifier:
    """The classifier of everything, calibrated on what was held out."""
    by_name, by_text, _ = held_out(evidence)
    names, texts = models(evidence, np.arange(len(evidence.labels)))
    titles, occupied, titled = _of_job_titles(job_titles)
    return Classifier(
        evidence.classes,
        occupied,
        names,
        texts,
        titles,
        calibration.fitted([by_name], evidence.truth),
        calibration.fitted([by_name, by_text], evidence.truth),
        titled,
    )


def _of_job_titles(frame: pl.DataFrame) -> tuple[linear.Linear, tuple[str, ...], calibration.Calibration]:
    """The model of job titles, its classes and its calibration, from one fifth of the titles held out."""
    counts = features.of_job_titles(frame["title"].to_list())
    labels = frame["class_id"].to_numpy().astype(str)
    classes = tuple(sorted(set(labels)))
    kept = np.random.default_rng(0).random(len(labels)) < 1 / FOLDS
    scores = linear.classified(counts[~kept], labels[~kept], **TITLES).scores(counts[kept])
    calibrated = calibration.fitted([scores], np.searchsorted(np.array(classes), labels[kept]))
    return linear.classified(counts, labels, **TITLES), classes, calibrated


def main(arguments: Sequence[str] | None = None) -> None:
    """Trains and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reference", type=Path, help="folder of companies_by_sector.parquet, onet_alternate_titles.txt")
    parser.add_argument("--to", type=Path, default=FILE)
    given = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    companies = training.companies(given.reference / "companies_by_sector.parquet")
    titles = training.job_titles(given.reference / "onet_alternate_titles.txt")
    model = trained(of_companies(companies, "class_id", training.titles()), titles)
    write(model, given.to)
    logger.info("Wrote %d classes, %d kB", len(model.classes), given.to.stat().st_size // 1000)


if __name__ == "__main__":
    main()
