"""Observations on other terms: currency, prices, heads, time, shares, index.

Each function takes Observations and gives whole Observations back, in the same order, with bounds
that hold every value that the true figures can give; each refuses, rather than guesses, where the
rows do not say enough.
"""

from __future__ import annotations

from liaoning_econ.convert.bases import rebase
from liaoning_econ.convert.currencies import rates_used, to_currency
from liaoning_econ.convert.heads import per_capita, population_used
from liaoning_econ.convert.lengths import per
from liaoning_econ.convert.prices import deflate
from liaoning_econ.convert.shares import share_of

__all__ = [
    "deflate",
    "per",
    "per_capita",
    "population_used",
    "rates_used",
    "rebase",
    "share_of",
    "to_currency",
]
