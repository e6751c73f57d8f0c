"""How good probabilities are: Brier score, log loss, and whether one set beats another.

Pure arithmetic on arrays: `outcome` holds 0 or 1, `probability` lies within [0, 1], both
of shape (n,).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def squared_errors(outcome: Floats, probability: Floats) -> Floats:
    """What each row adds to the Brier score (Brier 1950), the mean of these.

    >>> squared_errors(np.array([1.0, 0.0]), np.array([0.75, 0.5])).tolist()
    [0.0625, 0.25]
    """
    return (probability - outcome) ** 2


def surprises(outcome: Floats, probability: Floats) -> Floats:
    """What each row adds to the log loss, in nats; a probability of 0 or 1 counts as the nearest other double.

    >>> surprises(np.array([1.0]), np.array([0.5])).round(4).tolist()
    [0.6931]
    """
    least = np.finfo(np.float64).eps
    held = np.clip(probability, least, 1 - least)
    return -(outcome * np.log(held) + (1 - outcome) * np.log1p(-held))


@dataclass(frozen=True)
class Comparison:
    """A model beside the base rate on the same rows: both scores of both, and whether the model is better."""

    brier_model: float
    brier_base: float
    log_loss_model: float
    log_loss_base: float
    is_better: bool


def compare(outcome: Floats, model: Floats, base: Floats, group: npt.NDArray[np.int64]) -> Comparison:
    """Holds a model's probabilities against base rates; `group` numbers what each row belongs to, of shape (n,).

    The model is better where, by both scores, the mean of what it gains in a row lies
    more than one standard error above 0 (the rule of Breiman et al. 1984): less than that
    may well be chance. Rows of a group (an event, a membership) do not err by themselves, so
    the error is that of groups.
    """
    brier = squared_errors(outcome, base) - squared_errors(outcome, model)
    log_loss = surprises(outcome, base) - surprises(outcome, model)
    return Comparison(
        brier_model=float(squared_errors(outcome, model).mean()),
        brier_base=float(squared_errors(outcome, base).mean()),
        log_loss_model=float(surprises(outcome, model).mean()),
        log_loss_base=float(surprises(outcome, base).mean()),
        is_better=all(gains.mean() > standard_error(gains, group) for gains in (brier, log_loss)),
    )


def standard_error(values: Floats, group: npt.NDArray[np.int64]) -> float:
    """The standard error of a mean of values that vary together within groups (Liang and Zeger 1986).

    >>> values = np.array([1.0, 1.0, 3.0, 3.0])
    >>> round(standard_error(values, np.arange(4)), 4), round(standard_error(values, np.array([0, 0, 1, 1])), 4)
    (0.5, 0.7071)
    """
    sums = np.bincount(group, weights=values - values.mean())
    return float(np.sqrt((sums**2).sum()) / len(values))


def dispersion(outcome: Floats, probability: Floats, group: npt.NDArray[np.int64]) -> float:
    """How much more the totals of groups vary than if every row were a coin of its own (Pearson's); 1 is no more.

    >>> dispersion(np.array([1.0, 1.0, 0.0, 0.0]), np.full(4, 0.5), np.array([0, 0, 1, 1]))
    2.0
    """
    surplus = np.bincount(group, weights=outcome - probability)
    variance = np.bincount(group, weights=probability * (1 - probability))
    told = variance > 0
    return float((surplus[told] ** 2 / variance[told]).mean()) if told.any() else 1.0
