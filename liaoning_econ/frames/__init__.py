"""What each frame is made of: its columns, their kinds and what they mean, said once.

`schemas` makes pandera classes of these declarations, `validation` runs them in numpy, the files
under `schemas/` are exported from them, and every function that builds a frame orders and types
its columns by `conform`. Nothing here loads pandera.
"""

from __future__ import annotations

from liaoning_econ.frames.columns import (
    DATETIME,
    MEASURE,
    PRECISION,
    STATUS,
    Column,
    Frame,
    Kind,
)
from liaoning_econ.frames.figures import (
    CLAIMS,
    EVENTS,
    FINDINGS,
    INDICATORS,
    OBSERVATIONS,
    RATES,
    REGIONS,
    SOURCES,
    VINTAGES,
)
from liaoning_econ.frames.making import (
    codes_of,
    conform,
    constant,
    empty,
    from_lists,
    plain_codes,
    stack,
)
from liaoning_econ.frames.results import BREAKS, CYCLES, END_POINTS, EVENT_PATHS, TRENDS
from liaoning_econ.frames.revised import (
    CAUSE,
    CAUSES,
    REVISION_STATISTICS,
    REVISIONS,
    SPLICES,
)

__all__ = [
    "BREAKS",
    "CAUSE",
    "CAUSES",
    "CLAIMS",
    "CYCLES",
    "DATETIME",
    "END_POINTS",
    "EVENTS",
    "EVENT_PATHS",
    "FINDINGS",
    "FRAMES",
    "INDICATORS",
    "MEASURE",
    "OBSERVATIONS",
    "PRECISION",
    "RATES",
    "REGIONS",
    "REVISIONS",
    "REVISION_STATISTICS",
    "SOURCES",
    "SPLICES",
    "STATUS",
    "TRENDS",
    "VINTAGES",
    "Column",
    "Frame",
    "Kind",
    "codes_of",
    "conform",
    "constant",
    "empty",
    "from_lists",
    "plain_codes",
    "stack",
]

FRAMES: tuple[Frame, ...] = (
    OBSERVATIONS,
    CLAIMS,
    RATES,
    EVENTS,
    REGIONS,
    INDICATORS,
    VINTAGES,
    SOURCES,
    FINDINGS,
    TRENDS,
    CYCLES,
    END_POINTS,
    BREAKS,
    EVENT_PATHS,
    CAUSES,
    REVISIONS,
    REVISION_STATISTICS,
    SPLICES,
)
