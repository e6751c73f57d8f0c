"""What `kith run` says at its end."""

from __future__ import annotations

import pytest
from rich.console import Console

from pipelines.command.summary import show
from pipelines.home import Home, connect, write_json
from pipelines.publishing.manifest import Counts


def test_a_run_on_an_empty_home_says_where_exports_go(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    counts = dict.fromkeys(Counts.model_fields, 0)
    home.published.mkdir(exist_ok=True)
    write_json(home.release_manifest, {"release_id": "r1", "as_of": "2026-07-01", "number": 1, "counts": counts})
    with connect(home.insights_file) as connection:
        connection.execute("create table restatements (table_name text, period_status text, release_number integer)")
    show(Console(width=200), home, None, is_new=True)
    printed = capsys.readouterr().out
    assert f"Nothing has landed yet: drop exports into {home.inbox}, then run again." in printed
    assert "Engagement by industry" not in printed
