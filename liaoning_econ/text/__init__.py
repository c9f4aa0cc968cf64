"""From words to figures: phrases of English and Chinese, with what their wording allows.

`quantity` reads one phrase; `read_text` and `read_article` find every figure of an article, and
`reasons` says what stayed open of a figure and why. Each is loaded on first use, so that reading a
phrase loads neither the catalogue nor pandas.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from liaoning_econ.text.articles import read_article
    from liaoning_econ.text.phrase import Figure, quantity, read
    from liaoning_econ.text.reader import read_text, reasons

__all__ = ["Figure", "quantity", "read", "read_article", "read_text", "reasons"]

_HOME = {
    "Figure": "phrase",
    "quantity": "phrase",
    "read": "phrase",
    "read_article": "articles",
    "read_text": "reader",
    "reasons": "reader",
}


def __getattr__(name: str) -> object:
    """Load a name's module when the name is first used."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
