"""What the classifier learns from: listed companies, and the titles of the taxonomy.

Listed companies (FinanceDatabase, MIT) carry a sector and an industry of their own
scheme; `listed_companies.csv` says what that is here, by what the summary mentions where
one name covers two things, and is silent where it is no one thing. No university, ministry
or charity is listed: those are learned from the titles of NAICS, ISIC, NACE and LinkedIn
and from the labels of exports. Job titles are O*NET's (CC-BY-4.0); `occupations.csv` lists
the occupations that are found in one industry, and every other says nothing.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pipelines.industries import classifier, seeds, taxonomy

OCCUPATIONS = Path(__file__).with_name("occupations.csv")
MEANT = Path(__file__).with_name("listed_companies.csv")
LEGAL = re.compile(
    r"\b(?:inc|corp|corporation|co|company|ltd|limited|llc|plc|public|ag|sa|nv|se|spa|ab|asa|as|oyj|gmbh|kgaa|tbk|pt|the)\b"
)
OWN_CLASSES = frozenset({"real_estate", "mining", "oil_and_gas"})
"""Industries that are classes beside their sector's general one: a let building is no building site."""


def companies(path: Path) -> pl.DataFrame:
    """`name, domain, text, sector, class_id, group`, in a total order.

    `sector` is the file's own; `class_id` is null where nothing here means the file's industry.
    Rows of one `group` may be one company: the same name but for its legal form, website or summary.
    """
    rows = pl.read_parquet(path, columns=["name", "summary", "sector", "industry", "website"])
    ordered = rows.sort("name", "summary", "website", nulls_last=True)
    host = pl.col("website").str.replace(r"^https?://", "").str.replace(r"^www\.", "").str.split("/").list.first()
    frame = ordered.select("name", host.alias("domain"), pl.col("summary").alias("text"), "sector", "industry")
    meant = [_meant(industry, text) for industry, text in frame.select("industry", "text").iter_rows()]
    group = pl.Series("group", groups(frame), dtype=pl.Int64)
    return frame.with_columns(pl.Series("class_id", meant, dtype=pl.String), group).drop("industry")


def titles() -> pl.DataFrame:
    """`name, class_id` of every title of a classification and every label of an export."""
    labels = taxonomy.titles() | taxonomy.labels()
    known = sorted((label, industry) for label, industry in labels.items() if industry != taxonomy.UNKNOWN)
    return pl.DataFrame(
        {"name": [label for label, _ in known], "class_id": [class_of(industry) for _, industry in known]},
        schema={"name": pl.String, "class_id": pl.String},
    )


def job_titles(path: Path) -> pl.DataFrame:
    """`title, class_id` of O*NET's alternate titles; the class is `unknown` for occupations found everywhere."""
    rows = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    named = rows.select(pl.col("O*NET-SOC Code").alias("occupation"), pl.col("Alternate Title").alias("title"))
    ordered = named.unique().sort("title", "occupation")
    found = [_found_in(occupation) for occupation in ordered["occupation"]]
    return ordered.select("title", pl.Series("class_id", found, dtype=pl.String))


def class_of(industry_id: str) -> str:
    """The class of an industry: its own, or the general industry of its sector.

    >>> class_of("banking"), class_of("real_estate")
    ('financial_services', 'real_estate')
    """
    return industry_id if industry_id in OWN_CLASSES else _general()[taxonomy.sector_of()[industry_id]]


def groups(frame: pl.DataFrame) -> NDArray[np.int64]:
    """A number per row of `name, domain, text`, the same where two rows may be one company."""
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    first: dict[tuple[str, str], int] = {}
    pairs: list[tuple[int, int]] = []
    for row, values in enumerate(frame.select("name", "domain", "text").iter_rows()):
        bare = re.sub(r"\W+", "", LEGAL.sub(" ", values[0].lower().replace(".", "")))
        for kind, value in zip(("name", "domain", "text"), (bare, *values[1:]), strict=True):
            if value:
                pairs.append((row, first.setdefault((kind, value), row)))
    left, right = np.array(pairs).T
    links = coo_matrix((np.ones(len(pairs)), (left, right)), shape=(frame.height, frame.height))
    _, found = connected_components(links, directed=False)
    return np.asarray(found, dtype=np.int64)


def names(frame: pl.DataFrame) -> list[str]:
    """What the classifier reads as the name of each row of `name, domain`."""
    return [classifier.named(name, domain) for name, domain in frame.select("name", "domain").iter_rows()]


def _general() -> dict[str, str]:
    """Sector → the industry that its own name means."""
    sectors = {row["sector_id"]: row["sector_name"] for row in seeds.rows("sectors")}
    return {sector: taxonomy.labels()[taxonomy.normalise(name)] for sector, name in sectors.items()}


def _meant(industry: str | None, text: str | None) -> str | None:
    for row in _rows(MEANT):
        if row["industry"] == industry and re.search(row["mentions"], (text or "").lower()):
            return row["industry_id"]
    return None


def _found_in(occupation: str) -> str:
    found = next((row for row in _rows(OCCUPATIONS) if occupation.startswith(row["occupation"])), None)
    return taxonomy.UNKNOWN if found is None else class_of(found["industry_id"])


@cache
def _rows(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
