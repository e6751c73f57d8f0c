"""The page of settings, from the settings themselves."""

from __future__ import annotations

import json
from typing import Any

from docs.pages.markdown import page, table
from pipelines.settings import Settings


def settings_page() -> str:
    """Every key of `kith.toml` with its default and meaning."""
    defaults = Settings()
    lines = [
        "# Settings",
        "",
        "A home may hold a `kith.toml`; every key has a default. An unknown key is an error that names the key",
        "it may have meant. `KITH_HOME` in the environment says which home to use where `--home` does not.",
    ]
    for name, field in Settings.model_fields.items():
        section: Any = field.annotation
        lines += ["", f"## [{name}]", "", section.__doc__ or "", ""]
        rows = [
            (f"`{key}`", f"`{json.dumps(getattr(getattr(defaults, name), key))}`", spec.description or "")
            for key, spec in section.model_fields.items()
        ]
        lines += table(("key", "default", "meaning"), rows)
    return page(lines)
