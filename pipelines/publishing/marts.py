"""Which tables are published, and what each declares of its small cells: read from dbt's manifest.

A mart declares them in its yml, as `config.meta.small_cell`:

    people: people_count               # the column that counts the people behind a row
    organisations: organisation_count  # the same for organisations; may be absent
    hide: [attendance_count, ...]      # what is hidden where either is too small
    apart: [{people: …, organisations: …, hide: [member_count]}]  # of it, what fewer stand for; may be absent
    within: [[month], [industry_id]]   # groups whose total would give a lone hidden row or rate away
    along: month                       # the time that `*_change` columns look back along; may be absent
    parts: {renewal_rate: [renewed_count]}  # what gives a rate or a sum away, hidden with it; may be absent
    mirror: [industry_id, other_industry_id] # a row with these two swapped says the same; may be absent
    covered: [month]                   # groups whose rows repeat one coverage by known industries; may be absent
    margins: {of: industry_mixing, …}  # numbers that add up the cells of another table; may be absent, see `Margins`
    added_up: [{number: attended_count, totals: […]}]  # numbers of other tables that add up this one's; see `AddedUp`
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from pipelines.errors import KithError
from pipelines.home import Home, read_json

Audience = Literal["insights", "people"]
AUDIENCES: tuple[Audience, ...] = ("insights", "people")
"""The published schemas: the one without and the one with personal data."""


INDUSTRY, UNKNOWN, ALL = "industry_id", "unknown", "all"
"""The column that tells industries apart, and the two in it that are none."""

UNIQUENESS = ("unique", "unique_combination")
"""The data tests that say which columns are unique, alone or together."""


class Margins(BaseModel):
    """What adds up the cells of a table of industry by industry, in the row of an industry or of all."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    of: str
    """The table with the cells; its name is before this one's in the alphabet, so that it is published first."""
    between: tuple[str, str]
    """Its columns of the two industries."""
    number: str
    """The number that is added up."""
    lift: str
    """The number of a cell over what chance gives, which is of the sums of both its industries."""
    total: str
    """The sum over all cells of the industry."""
    split: str
    """The rate that tells, with its parts, the sum within the industry from that with other known ones."""


class Total(BaseModel):
    """A number that adds up cells of another table, whose name is before this one's in the alphabet."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str
    column: str
    where: str
    """In SQL, which `cell` is in which `total`."""
    hide: tuple[str, ...] = ()
    """What goes with the total, where it would tell a cell, besides what stands apart with it."""
    stays: bool = False
    """Whether the total is never hidden, so that others must go."""


class AddedUp(BaseModel):
    """A number of a table, and the totals of it that stand in other tables; of several in one, the first goes first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    number: str
    totals: tuple[Total, ...]


class SmallCell(BaseModel):
    """A mart's declaration of what is hidden, and when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    people: str | None = None
    organisations: str | None = None
    hide: tuple[str, ...]
    apart: tuple[SmallCell, ...] = ()
    within: tuple[tuple[str, ...], ...] = ()
    along: str | None = None
    parts: dict[str, tuple[str, ...]] = {}
    mirror: tuple[str, str] | None = None
    covered: tuple[str, ...] = ()
    margins: Margins | None = None
    added_up: tuple[AddedUp, ...] = ()

    @model_validator(mode="after")
    def _hides_all(self) -> Self:
        if not all(part.support and set(part.hidden) <= set(self.hide) for part in self.apart):
            raise ValueError("what stands apart counts its people, and is hidden with its row: `hide` names it, too")
        return self

    @property
    def support(self) -> tuple[str, ...]:
        """The columns that count who is behind a row."""
        return tuple(column for column in (self.people, self.organisations) if column)

    @property
    def hidden(self) -> tuple[str, ...]:
        """Every column that is empty in a hidden row; the small count itself is one of them."""
        return tuple(dict.fromkeys((*self.hide, *self.support)))

    @property
    def named(self) -> set[str]:
        """Every column that the declaration speaks of."""
        grouped = (column for group in self.within for column in group)
        parts = (column for rate, counts in self.parts.items() for column in (rate, *counts))
        of_coverage = (*self.covered, INDUSTRY) if self.covered else ()
        of_margins = (self.margins.total, self.margins.split, INDUSTRY) if self.margins else ()
        numbers = (added.number for added in self.added_up)
        return {*self.hidden, *self.series, *grouped, *parts, *(self.mirror or ()), *of_coverage, *of_margins, *numbers}

    @property
    def series(self) -> tuple[str, ...]:
        """What tells one series of `along` from another, then `along` itself; empty where nothing looks back."""
        if self.along is None:
            return ()
        keys = {column for group in self.within for column in group} - {self.along}
        return (*sorted(keys), self.along)


@dataclass(frozen=True)
class Mart:
    """A table to publish; `key` are the columns that a test holds to be unique together."""

    audience: Audience
    name: str
    columns: tuple[str, ...]
    small_cell: SmallCell | None
    key: tuple[str, ...] = ()

    @property
    def full_name(self) -> str:
        """Schema and table, as an analyst writes it."""
        return f"{self.audience}.{self.name}"


def marts(home: Home) -> list[Mart]:
    """The published tables in the order of their names, `insights` first.

    Raises `KithError` where dbt has not run, or a declaration cannot be understood.
    """
    path = home.dbt_target / "manifest.json"
    if not path.exists():
        raise KithError(f"dbt has not run on this home: {path} is missing.", "Run the whole way with `kith run`.")
    nodes = read_json(path)["nodes"]
    keys = dict(_keys(nodes.values()))
    found = [
        _mart(node, keys.get(unique_id, ()))
        for unique_id, node in nodes.items()
        if node["resource_type"] == "model" and node["schema"] in AUDIENCES
    ]
    _refuse_misplaced({mart.name: mart for mart in found if mart.audience == "insights"})
    return sorted(found, key=lambda mart: (mart.audience, mart.name))


def _refuse_misplaced(known: dict[str, Mart]) -> None:
    """Raises `KithError` where a table declares a total that cannot be hidden when it is published."""
    for mart in known.values():
        added_up = mart.small_cell.added_up if mart.small_cell else ()
        for total in (total for added in added_up for total in added.totals):
            there = known.get(total.table)
            hidden = there.small_cell.hidden if there and there.small_cell else ()
            if there and (total.table <= mart.name or not {total.column, *total.hide} <= set(hidden)):
                raise KithError(
                    f"{mart.full_name} declares that {total.table}.{total.column} adds it up, which cannot be hidden.",
                    f"{total.table} must come after {mart.name} in the alphabet and hide the column and what goes"
                    " with it: see config.meta.small_cell in the yml of both.",
                )


def _keys(nodes: Iterable[dict[str, Any]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each model's key, by its unique id: what its test of uniqueness says, that of several columns last."""
    tests = [node for node in nodes if (node.get("test_metadata") or {}).get("name") in UNIQUENESS]
    for node in sorted(tests, key=lambda node: UNIQUENESS.index(node["test_metadata"]["name"])):
        said = node["test_metadata"]["kwargs"]
        yield node["attached_node"], tuple(said.get("columns") or [said["column_name"]])


def _mart(node: dict[str, Any], key: tuple[str, ...]) -> Mart:
    declared = node["config"].get("meta", {}).get("small_cell")
    name = node.get("alias") or node["name"]
    try:
        small_cell = SmallCell.model_validate(declared) if declared else None
    except ValidationError as error:
        fault = error.errors()[0]
        raise KithError(
            f"Model {name}: config.meta.small_cell.{'.'.join(str(step) for step in fault['loc'])}: {fault['msg']}.",
            f"It takes {', '.join(SmallCell.model_fields)}; see pipelines/publishing/marts.py.",
        ) from error
    return Mart(node["schema"], name, tuple(node.get("columns", {})), small_cell, key)
