"""One pandera class a frame: what a column means, what it may hold, what no row may break.

The classes give the annotations (`DataFrame[Observations]`) and a `validate` that checks
everything. Descriptions, code lists, patterns, nullability and keys come from `frames`, where they
are said once; the rules over rows come from `validation`, which runs first and names the rows.
"""

from __future__ import annotations

from liaoning_econ.schemas.figures import (
    Claims,
    Events,
    Findings,
    Indicators,
    Observations,
    Rates,
    Regions,
    Sources,
    Vintages,
)
from liaoning_econ.schemas.results import Breaks, Cycles, EndPoints, EventPaths, Trends
from liaoning_econ.schemas.revised import Causes, Revisions, RevisionStatistics, Splices

__all__ = [
    "Breaks",
    "Causes",
    "Claims",
    "Cycles",
    "EndPoints",
    "EventPaths",
    "Events",
    "Findings",
    "Indicators",
    "Observations",
    "Rates",
    "Regions",
    "RevisionStatistics",
    "Revisions",
    "Sources",
    "Splices",
    "Trends",
    "Vintages",
]
