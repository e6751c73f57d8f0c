"""The definitions, loaded once, as Dagster would for a home of the tests' own."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg
import pytest

from pipelines.home import Home


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """The home that the definitions are loaded for."""
    home = Home.at(tmp_path_factory.mktemp("definitions") / "home")
    home.prepare()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KITH_HOME", str(home.root))
        yield home


@pytest.fixture(scope="session")
def definitions(loaded_home: Home) -> dg.Definitions:
    from pipelines.definitions import defs

    return defs()
