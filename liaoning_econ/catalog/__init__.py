"""What ships with the library: figures, claims, events, and the codes and sources behind them.

The files are under `data/`, one row a figure; `manifest.json` says what is constant in each series
and holds the SHA-256 of each file, which is compared when a file is read.
"""

from __future__ import annotations

from liaoning_econ.catalog.known import as_known, newest_consistent
from liaoning_econ.catalog.lists import (
    causes,
    codes,
    events,
    indicators,
    regions,
    sources,
    vintages,
)
from liaoning_econ.catalog.names import folded, indicator_names, synonyms, unknown_indicator
from liaoning_econ.catalog.official import observations
from liaoning_econ.catalog.printed import claims, notes, statements
from liaoning_econ.catalog.releases import benchmarks, topic_of

__all__ = [
    "as_known",
    "benchmarks",
    "causes",
    "claims",
    "codes",
    "events",
    "folded",
    "indicator_names",
    "indicators",
    "newest_consistent",
    "notes",
    "observations",
    "regions",
    "sources",
    "statements",
    "synonyms",
    "topic_of",
    "unknown_indicator",
    "vintages",
]
