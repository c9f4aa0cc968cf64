"""The days that a figure covers, and how exactly they are known.

A window runs from its first to its last day, both inclusive. Its length in months is counted in
calendar months. `precision` tells how exactly the two ends are known: to the day; to the month,
quarter or year; or open: a page that prints a count since the opening may print one that is older
than itself.
"""

from __future__ import annotations

from liaoning_econ.window.lengths import Days, days, length, months, years
from liaoning_econ.window.periods import period, period_of, written
from liaoning_econ.window.single import Window, same_day
from liaoning_econ.window.spans import Limits, limits, longest, shortest

__all__ = [
    "Days",
    "Limits",
    "Window",
    "days",
    "length",
    "limits",
    "longest",
    "months",
    "period",
    "period_of",
    "same_day",
    "shortest",
    "written",
    "years",
]
