"""Public data whose every row is labelled with whom it is about, as exports that kith can read.

The data stays where it is, outside the project (`SHARED`); the exports hold none of its
labels. Columns are named as the layouts in `layouts/` expect them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import polars as pl

SHARED = Path(__file__).parents[3] / "shared" / "data"
"""Where the public data is: beside the project, never in it."""

FIRST_ROW = 2
"""The row of an export's first record, as a spreadsheet counts: the header is row 1."""


Holds = Literal["name", "date", "email", "id", "text"]


@dataclass(frozen=True)
class Dataset:
    """One labelled table.

    `rows` has `entity`, the true label, and the columns of the export; `fields` are those of
    them that tell one entity from another, with what each holds.
    """

    name: str
    title: str
    subject: Literal["person", "organisation"]
    rows: pl.DataFrame
    fields: Mapping[str, Holds]
    target: float | None = None
    date_format: str = "%Y-%m-%d"

    @property
    def truth(self) -> pl.Series:
        """The true label of each row."""
        return self.rows["entity"]

    @property
    def names(self) -> pl.Series:
        """The whole name of each row, its parts joined by spaces; null where there is none."""
        parts = [name for name, holds in self.fields.items() if holds == "name"]
        return self.rows.select(pl.concat_str(parts, separator=" ", ignore_nulls=True).replace("", None)).to_series()

    @property
    def export(self) -> bytes:
        """The rows as a CSV file without their labels."""
        return self.rows.drop("entity").write_csv().encode()


def fake_1000(folder: Path = SHARED / "identity") -> Dataset:
    """Splink's fake_1000: 1,000 rows on 250 people who do not exist, with slips in every column."""
    rows = _cells(folder / "fake_1000.csv").rename({"cluster": "entity"})
    fields: dict[str, Holds] = {
        "first_name": "name", "surname": "name", "dob": "date", "city": "text", "email": "email",
    }  # fmt: skip
    return Dataset("fake_1000", "fake_1000", "person", rows, fields, 0.90)


def febrl3(folder: Path = SHARED / "identity") -> Dataset:
    """FEBRL's third set: 2,000 originals and 3,000 altered copies, up to five of each; the record's id tells whose."""
    cells = _cells(folder / "febrl3.csv").with_row_index("row")
    rows = cells.with_columns(pl.col("rec_id").str.extract(r"^rec-(\d+)-").alias("entity")).drop("rec_id")
    fields: dict[str, Holds] = {
        "given_name": "name", "surname": "name", "date_of_birth": "date", "soc_sec_id": "id", "street_number": "text",
        "address_1": "text", "suburb": "text", "postcode": "text", "state": "text",
    }  # fmt: skip
    return Dataset("febrl3", "FEBRL 3", "person", rows, fields, 0.996, "%Y%m%d")


def organisations_nber(folder: Path = SHARED / "identity") -> Dataset:
    """Spellings of patent assignees, with the assignee that each means (NBER, by way of PatentsView)."""
    cells = _cells(folder / "organisations_nber.csv")
    rows = cells.select(organisation_spelling="organization", entity="unique_id").with_row_index("row")
    fields: dict[str, Holds] = {"organisation_spelling": "name"}
    return Dataset("organisations_nber", "organisations_nber", "organisation", rows, fields, 0.78)


Make = Callable[[], Dataset]

LABELLED: tuple[Make, ...] = (fake_1000, febrl3, organisations_nber)


def _cells(path: Path) -> pl.DataFrame:
    """Every cell as trimmed text, null where empty."""
    cells = pl.read_csv(path, infer_schema=False)
    named = cells.rename({name: name.strip() for name in cells.columns})
    return named.with_columns(pl.all().str.strip_chars().replace("", None))
