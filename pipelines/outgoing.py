"""Text that goes out again, to where it could be taken for more than text: spreadsheets and web pages.

What people typed into a registration form ends up there; none of it may run.
"""

from __future__ import annotations

import html
import re
from typing import Any

FORMULA_START = ("=", "+", "-", "@", "\t", "\r", "\n")
_MARKUP = re.compile(r"([\\`*_{}\[\]()#+!|~])")


def csv_cell(value: Any) -> Any:
    """`value` as a CSV cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> csv_cell("=HYPERLINK(1)"), csv_cell(-3)
    ("'=HYPERLINK(1)", -3)
    """
    if isinstance(value, str) and value.startswith(FORMULA_START):
        return f"'{value}"
    return value


def markdown_cell(value: Any) -> str:
    r"""`value` as a cell of a Markdown table: on one line, without links, images, tags or further cells.

    >>> markdown_cell("<b>[x](http://y)</b> | z")
    '&lt;b&gt;\\[x\\]\\(http://y\\)&lt;/b&gt; \\| z'
    """
    text = "" if value is None else " ".join(str(value).split())
    return _MARKUP.sub(r"\\\1", html.escape(text, quote=False)) if isinstance(value, str) else text
