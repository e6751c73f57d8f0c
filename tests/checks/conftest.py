"""The fixtures of the unit tests serve the checks too."""

from tests.unit.conftest import home, settings

__all__ = ["home", "settings"]
