"""Counts the words of job titles anew: `python -m pipelines.industries.train_job_titles FOLDER`.

`FOLDER` holds O*NET's `onet_alternate_titles.txt` (U.S. Department of Labor, CC BY 4.0).
Each title belongs to the function of its occupation (`words/occupation_functions.csv`,
by the longest beginning of the occupation's code). Run by hand when the functions
change; the counts are committed. Prints how often titles that were kept apart get
the function of their occupation, in five folds.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from pipelines.industries import job_titles

FOLDS = 5
LEAST_COUNT = 3
"""Titles that must hold a term for it to be kept."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Reads O*NET's titles, says how well five folds do, and writes `words/title_words.parquet`."""
    parser = argparse.ArgumentParser(description="Count the words of O*NET's alternate job titles by function.")
    parser.add_argument("folder", type=Path, help="holds onet_alternate_titles.txt")
    titles = labelled(parser.parse_args(arguments).folder)
    json.dump(folded(titles), sys.stdout, indent=2)
    sys.stdout.write("\n")
    counted(titles).write_parquet(job_titles.COUNTS_FILE, compression="zstd")


def labelled(folder: Path) -> pl.DataFrame:
    """The distinct alternate titles as `title, function`, by title; one of several functions is left out."""
    functions = _functions()
    rows = pl.read_csv(folder / "onet_alternate_titles.txt", separator="\t", quote_char=None)
    titles = pl.DataFrame(
        {
            "title": [job_titles.normalise(title) for title in rows["Alternate Title"]],
            "function": [_function_of(code, functions) for code in rows["O*NET-SOC Code"]],
        },
        schema={"title": pl.String, "function": pl.String},
    ).drop_nulls()
    return titles.unique().filter(pl.col("function").n_unique().over("title") == 1).sort("title")


def counted(titles: pl.DataFrame) -> pl.DataFrame:
    """`term, function, count` of the terms that enough `titles` hold, in order."""
    each = titles.with_columns(
        term=pl.Series([list(dict.fromkeys(job_titles.terms(title.split()))) for title in titles["title"]])
    ).explode("term")
    counts = each.group_by("term", "function").agg(pl.len().cast(pl.UInt16).alias("count"))
    kept = pl.col("count").sum().over("term") >= LEAST_COUNT
    return counts.drop_nulls().filter(kept).sort("term", "function")


def folded(titles: pl.DataFrame) -> dict[str, float]:
    """Over five folds: the share of titles that get a function, and of those the share that get the right one.

    `baseline` is the share of the commonest function; `titles` counts them.
    """
    fold = pl.Series([hashlib.sha256(title.encode()).digest()[0] % FOLDS for title in titles["title"]])
    claimed = right = 0
    for number in range(FOLDS):
        weights = job_titles.weights_of(counted(titles.filter(fold != number)))
        for title, function in titles.filter(fold == number).iter_rows():
            likely = job_titles.shares(title.split(), weights)
            best = max(sorted(likely), key=likely.__getitem__, default=None)
            if best is not None and likely[best] >= job_titles.LEAST_SHARE:
                claimed += 1
                right += best == function
    commonest = titles["function"].value_counts(sort=True)["count"][0]
    return {
        "titles": titles.height,
        "coverage": round(claimed / titles.height, 4),
        "precision": round(right / claimed, 4),
        "baseline": round(commonest / titles.height, 4),
    }


def _functions() -> dict[str, str]:
    with (job_titles.WORDS / "occupation_functions.csv").open(encoding="utf-8", newline="") as lines:
        return {row["occupation"]: row["function"] for row in csv.DictReader(lines)}


def _function_of(code: str, functions: dict[str, str]) -> str | None:
    """The function of the longest beginning of `code` that is known."""
    return next((functions[code[:end]] for end in range(len(code), 1, -1) if code[:end] in functions), None)


if __name__ == "__main__":
    main()
