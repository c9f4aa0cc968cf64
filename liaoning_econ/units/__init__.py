"""Unit strings and their algebra: yuan, firms, persons, days, percent, and ratios of them.

A unit is a canonical string: an atom ("CNY", "firm", "day", "percent", "1"), a ratio
("CNY/person", "firm/month") or a product ("CNY*year"). Every currency and every kind of thing
counted is a dimension of its own; a year is 12 months and 365.25 days. Percent is a hundredth of 1;
a percentage point is no percent.
"""

from __future__ import annotations

from liaoning_econ.units.algebra import (
    divide,
    divide_exactly,
    factor,
    factor_exactly,
    is_counted,
    is_currency,
    is_ratio,
    is_time,
    mend,
    multiply,
    multiply_exactly,
    normalise,
)
from liaoning_econ.units.headings import heading
from liaoning_econ.units.spellings import COUNTED, CURRENCIES, TIMES, aliases

__all__ = [
    "COUNTED",
    "CURRENCIES",
    "TIMES",
    "aliases",
    "divide",
    "divide_exactly",
    "factor",
    "factor_exactly",
    "heading",
    "is_counted",
    "is_currency",
    "is_ratio",
    "is_time",
    "mend",
    "multiply",
    "multiply_exactly",
    "normalise",
]
