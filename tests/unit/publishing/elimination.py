"""What equations tell, in whole fractions."""

from __future__ import annotations

from fractions import Fraction


def solved(equations: list[list[int]], cells: int) -> int:
    """How many cells have one value in all solutions, by elimination in whole fractions."""
    rows = [[Fraction(number) for number in row] for row in equations]
    done: list[list[Fraction]] = []
    for place in range(cells):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [number / pivot[place] for number in pivot]
        rows, done = (
            [[n - row[place] * p for n, p in zip(row, pivot, strict=True)] for row in group] for group in (rows, done)
        )
        done.append(pivot)
    return sum(sum(number != 0 for number in row) == 1 for row in done)
