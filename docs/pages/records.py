"""The page of records, ledger and identity, from their contracts."""

from __future__ import annotations

import dataframely as dy

from docs.pages.markdown import page, prose, table
from pipelines.identity.tables import TABLES
from pipelines.records import kinds, ledger

CONTRACTS: dict[str, type[dy.Schema]] = {
    **{f"records/{kind}": contract for kind, contract in kinds.KINDS.items()},
    "source_files": ledger.SourceFile,
    "source_parts": ledger.SourcePart,
    "quarantine": ledger.QuarantinedRow,
    "acceptance": ledger.AcceptanceResult,
    **{f"identity/{name}": contract for name, contract in TABLES.items()},
}
"""Place below `lake/` → what its Parquet holds."""


def records_page() -> str:
    """What stands below `lake/`, column by column."""
    lines = [
        "# Records, ledger and identity",
        "",
        "What the stages hand each other, as Parquet below `lake/`. All of it is personal data: it stays in the",
        "home, and analysts read [the published tables](tables.md) instead. Every record also knows its `file_id`,",
        "`part`, `row_number` and `layout`; a row that breaks a rule is quarantined with the rule's name.",
    ]
    for name, contract in CONTRACTS.items():
        lines += ["", f"## {name}", "", prose(contract.__doc__), ""]
        columns = contract.columns().items()
        rows = [(f"`{column}`", str(spec.dtype), "yes" if spec.nullable else "no") for column, spec in columns]
        lines += table(("column", "type", "may be null"), rows)
    return page(lines)
