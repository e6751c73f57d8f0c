"""The ledger: what became of every landed file, part and row.

One JSON file per landed file while reading (`lake/ledger/<file_id>.json`), and
three tables made of them: `source_files`, `source_parts` and, from the
quarantine folder, `quarantined_rows`. For each file and part:

    rows_in = rows_loaded + rows_quarantined + rows_duplicate
"""

from __future__ import annotations

import dataframely as dy


class SourceFile(dy.Schema):
    """One landed file.

    `status` is `read`, `unrecognised` (no layout knows its header; every row waits in
    quarantine) or `refused` (it could not be opened; `status_reason` says why).
    `is_accepted` is the verdict of the acceptance checks, `is_counted` also asks that it
    landed by `as_of`: only counted files reach identity and the warehouse. `date_order` says
    how dates were read that the file leaves open, and what decided. `restated_row_count` rows of
    a counted file are stated again by later counted ones, of which `restated_by` is the last.
    """

    file_id = dy.String(nullable=False, primary_key=True)
    file_name = dy.String(nullable=False)
    sha256 = dy.String(nullable=False)
    byte_count = dy.Int64(nullable=False)
    landed_at = dy.Datetime(nullable=False, time_unit="us")
    container = dy.String(nullable=True)
    encoding = dy.String(nullable=True)
    status = dy.String(nullable=False)
    status_reason = dy.String(nullable=True)
    layouts = dy.String(nullable=True)
    record_kinds = dy.String(nullable=True)
    part_count = dy.Int32(nullable=False)
    rows_in = dy.Int64(nullable=False)
    rows_loaded = dy.Int64(nullable=False)
    rows_quarantined = dy.Int64(nullable=False)
    rows_duplicate = dy.Int64(nullable=False)
    unknown_value_count = dy.Int64(nullable=False)
    ambiguous_date_count = dy.Int64(nullable=False)
    date_order = dy.String(nullable=True)
    restated_row_count = dy.Int64(nullable=False)
    restated_by = dy.String(nullable=True)
    is_full_snapshot = dy.Bool(nullable=False)
    snapshot_on = dy.Date(nullable=True)
    is_accepted = dy.Bool(nullable=False)
    held_back_reason = dy.String(nullable=True)
    is_counted = dy.Bool(nullable=False)


class SourcePart(dy.Schema):
    """One table within a landed file: a sheet, a section of a report, a member of a zip."""

    file_id = dy.String(nullable=False, primary_key=True)
    part = dy.Int16(nullable=False, primary_key=True)
    part_name = dy.String(nullable=True)
    layout = dy.String(nullable=True)
    layout_reason = dy.String(nullable=False)
    record_kinds = dy.String(nullable=True)
    header_row = dy.Int64(nullable=True)
    rows_skipped = dy.Int64(nullable=False)
    rows_in = dy.Int64(nullable=False)
    rows_loaded = dy.Int64(nullable=False)
    rows_quarantined = dy.Int64(nullable=False)
    rows_duplicate = dy.Int64(nullable=False)
    unknown_value_count = dy.Int64(nullable=False)
    ambiguous_date_count = dy.Int64(nullable=False)
    date_order = dy.String(nullable=True)
    notices = dy.String(nullable=True)


class QuarantinedRow(dy.Schema):
    """A row that did not become a record: where it is, why, and what it holds (restricted)."""

    file_id = dy.String(nullable=False)
    part = dy.Int16(nullable=False)
    row_number = dy.Int64(nullable=False)
    layout = dy.String(nullable=True)
    record_kind = dy.String(nullable=True)
    reason = dy.String(nullable=False)
    raw = dy.String(nullable=True)


class AcceptanceResult(dy.Schema):
    """One expectation held against one delivery: counts and codes, never values."""

    file_id = dy.String(nullable=False)
    record_kind = dy.String(nullable=True)
    layout = dy.String(nullable=True)
    check_name = dy.String(nullable=False)
    column_name = dy.String(nullable=True)
    severity = dy.String(nullable=False)
    is_passed = dy.Bool(nullable=False)
    observed = dy.Float64(nullable=True)
    expected = dy.String(nullable=False)
