"""One association, built once for all tests of the models."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.home import Home
from tests.dbt.association import association
from tests.dbt.running import Outcome, dbt


@pytest.fixture(scope="session")
def lake_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the association's lake and no warehouse; its path has what paths may have."""
    return _written(tmp_path_factory.mktemp("member's {home} (1)"))


@pytest.fixture(scope="session")
def built(lake_home: Home) -> tuple[Home, Outcome]:
    """The association's warehouse with everything tested on the way."""
    return lake_home, dbt(lake_home, "build")


def _written(root: Path) -> Home:
    home = Home.at(root)
    home.prepare()
    association().write(home)
    return home
