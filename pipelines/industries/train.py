"""Trains `classifier.npz` anew: `python -m pipelines.industries.train FOLDER`, or `make classifier`.

Run by hand when the taxonomy or the features change; the result is committed. The same
file, lock and machine make the same bytes. Probabilities are calibrated on rows that
the scores were made without, five-fold.
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
NAMES: dict[str, Any] = {"alpha": 3e-5, "smoothing": 1.0, "least_rows": 2}
TEXTS: dict[str, Any] = {"alpha": 1e-5, "smoothing": 0.1, "least_rows": 3}
TITLES: dict[str, Any] = {"alpha": 1e-5, "smoothing": 1.0, "least_rows": 2}

Labels = NDArray[Any]


@dataclass(frozen=True)
class Evidence:
    """Hashed counts of names and of texts by row, and the label of each; `extra` is always learned."""

    names: features.Counts
    texts: features.Counts
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
        known[label].to_numpy().astype(str),
        known["group"].to_numpy(),
        None if extra is None else _of_titles(extra["name"].to_list()),
        None if extra is None else extra["class_id"].to_numpy().astype(str),
    )


def _of_titles(names: list[str]) -> tuple[features.Counts, features.Counts]:
    return features.of_names(names), features.of_texts(names, [""] * len(names))


def models(evidence: Evidence, rows: NDArray[np.int64]) -> tuple[linear.Linear, linear.Linear]:
    """The models of names and of texts, learned from `rows` and everything extra."""
    from scipy.sparse import vstack

    names, texts, labels = evidence.names[rows], evidence.texts[rows], evidence.labels[rows]
    if evidence.extra is not None:
        names, texts = (vstack([one, more]).tocsr() for one, more in zip((names, texts), evidence.extra, strict=True))
        labels = np.concatenate([labels, evidence.extra_labels])
    return (
        linear.fitted(names, labels, **NAMES),
        linear.fitted(texts, labels, **TEXTS),
    )


def folds(evidence: Evidence) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows to learn from and to hold out, five times; a group is never in both."""
    from sklearn.model_selection import StratifiedGroupKFold

    split = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=0)
    yield from split.split(evidence.labels, evidence.labels, evidence.groups)


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
    scores = linear.fitted(counts[~kept], labels[~kept], **TITLES).scores(counts[kept])
    calibrated = calibration.fitted([scores], np.searchsorted(np.array(classes), labels[kept]))
    return linear.fitted(counts, labels, **TITLES), classes, calibrated


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
