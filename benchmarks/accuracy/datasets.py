"""Public data whose every row is labelled with whom it is about, as exports that kith can read.

The data stays where it is, outside the project (`SHARED`); the exports hold none of its
labels. Columns are named as the layouts in `layouts/` expect them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

SHARED = Path(__file__).parents[3] / "shared" / "data"
"""Where the public data is: beside the project, never in it."""

FIRST_ROW = 2
"""The row of an export's first record, as a spreadsheet counts: the header is row 1."""


@dataclass(frozen=True)
class Dataset:
    """One labelled table.

    `rows` has `entity`, the true label, and the columns of the export; `compared` are those
    that tell one entity from another, the parts of the name (`name`) first.
    """

    name: str
    title: str
    subject: Literal["person", "organisation"]
    rows: pl.DataFrame
    name_columns: Sequence[str]
    other_columns: Sequence[str] = ()
    target: float | None = None

    @property
    def truth(self) -> pl.Series:
        """The true label of each row."""
        return self.rows["entity"]

    @property
    def compared(self) -> list[str]:
        """The columns that tell one entity from another."""
        return [*self.name_columns, *self.other_columns]

    @property
    def export(self) -> bytes:
        """The rows as a CSV file without their labels."""
        return self.rows.drop("entity").write_csv().encode()


def fake_1000(folder: Path = SHARED / "identity") -> Dataset:
    """Splink's fake_1000: 1,000 rows on 250 people who do not exist, with slips in every column."""
    rows = _cells(folder / "fake_1000.csv").rename({"cluster": "entity"})
    return Dataset("fake_1000", "fake_1000", "person", rows, ("first_name", "surname"), ("dob", "city", "email"), 0.90)


def febrl3(folder: Path = SHARED / "identity") -> Dataset:
    """FEBRL's third set: 2,000 originals and 3,000 altered copies, up to five of each; the record's id tells whose."""
    cells = _cells(folder / "febrl3.csv").with_row_index("row")
    rows = cells.with_columns(pl.col("rec_id").str.extract(r"^rec-(\d+)-").alias("entity")).drop("rec_id")
    others = ("date_of_birth", "soc_sec_id", "street_number", "address_1", "suburb", "postcode", "state")
    return Dataset("febrl3", "FEBRL 3", "person", rows, ("given_name", "surname"), others, 0.996)


def organisations_nber(folder: Path = SHARED / "identity") -> Dataset:
    """Spellings of patent assignees, with the assignee that each means (NBER, by way of PatentsView)."""
    cells = _cells(folder / "organisations_nber.csv")
    rows = cells.select(organisation_spelling="organization", entity="unique_id").with_row_index("row")
    return Dataset(
        "organisations_nber", "organisations_nber", "organisation", rows, ("organisation_spelling",), target=0.78
    )


Make = Callable[[], Dataset]

LABELLED: tuple[Make, ...] = (fake_1000, febrl3, organisations_nber)


def _cells(path: Path) -> pl.DataFrame:
    """Every cell as trimmed text, null where empty."""
    cells = pl.read_csv(path, infer_schema=False)
    named = cells.rename({name: name.strip() for name in cells.columns})
    return named.with_columns(pl.all().str.strip_chars().replace("", None))
