"""Regional economic figures as validated dataframes: bounds, windows, vintages, sources.

Every public name is loaded on first use, so that `import liaoning_econ` costs next to nothing.

Examples
--------
>>> import liaoning_econ as le
>>> le.quantity("nearly 30,000 firms").upper
30000.0
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from liaoning_econ import auditing, plot, realtime, trends
    from liaoning_econ.auditing import audit, rules
    from liaoning_econ.catalog import (
        claims,
        events,
        indicators,
        observations,
        regions,
        sources,
        vintages,
    )
    from liaoning_econ.comparison import Comparison, Sensitivity, compare, rank, sensitivity
    from liaoning_econ.convert import deflate, per, per_capita, rebase, share_of, to_currency
    from liaoning_econ.errors import LiaoningEconError
    from liaoning_econ.exchange import Move, move, rates
    from liaoning_econ.io import read, write
    from liaoning_econ.quantities import Quantity, Verdict
    from liaoning_econ.realtime import as_of, first_release, latest, revisions
    from liaoning_econ.report import brief
    from liaoning_econ.tables import concat, from_nbs, from_table, wide
    from liaoning_econ.text import quantity, read_article, read_text
    from liaoning_econ.trends import breaks, chain, decompose, event_study, growth, trend
    from liaoning_econ.versions import DataVersion, data_version

__all__ = [
    "Comparison",
    "DataVersion",
    "LiaoningEconError",
    "Move",
    "Quantity",
    "Sensitivity",
    "Verdict",
    "__version__",
    "as_of",
    "audit",
    "auditing",
    "breaks",
    "brief",
    "chain",
    "claims",
    "compare",
    "concat",
    "data_version",
    "decompose",
    "deflate",
    "event_study",
    "events",
    "first_release",
    "from_nbs",
    "from_table",
    "growth",
    "indicators",
    "latest",
    "move",
    "observations",
    "per",
    "per_capita",
    "plot",
    "quantity",
    "rank",
    "rates",
    "read",
    "read_article",
    "read_text",
    "realtime",
    "rebase",
    "regions",
    "revisions",
    "rules",
    "sensitivity",
    "share_of",
    "sources",
    "to_currency",
    "trend",
    "trends",
    "vintages",
    "wide",
    "write",
]

_HOME = {
    "auditing": ("audit", "rules"),
    "catalog": (
        "claims",
        "events",
        "indicators",
        "observations",
        "regions",
        "sources",
        "vintages",
    ),
    "comparison": ("Comparison", "Sensitivity", "compare", "rank", "sensitivity"),
    "convert": ("deflate", "per", "per_capita", "rebase", "share_of", "to_currency"),
    "errors": ("LiaoningEconError",),
    "exchange": ("Move", "move", "rates"),
    "io": ("read", "write"),
    "quantities": ("Quantity", "Verdict"),
    "realtime": ("as_of", "first_release", "latest", "revisions"),
    "report": ("brief",),
    "tables": ("concat", "from_nbs", "from_table", "wide"),
    "text": ("quantity", "read_article", "read_text"),
    "trends": ("breaks", "chain", "decompose", "event_study", "growth", "trend"),
    "versions": ("DataVersion", "data_version"),
}
_MODULES = frozenset({"auditing", "plot", "realtime", "trends"})
_MODULE_OF = {name: module for module, names in _HOME.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name's module when the name is first used."""
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted(__all__)
