"""Pictures of what was computed: one Axes in, one Axes out.

Bounds are drawn as bands: a figure that is "nearly" or "over" something is a stretch, not a point.
Each vintage has its own line style, so that a picture printed in grey keeps them apart. The unit
stands on the axis and the source under the plot. The numbers drawn come from `comparison_data`,
`series_data` and the other functions ending in `_data`, which a test, or a reader with another
plotting library, can read. Nothing here calls `show`.
"""

from __future__ import annotations

from liaoning_econ.plot.numbers import comparison_data, series_data, vintages_data
from liaoning_econ.plot.pictures import LINES, comparison, ranges, series, vintages
from liaoning_econ.plot.trend_numbers import (
    breaks_data,
    cycles_data,
    event_paths_data,
    regimes_data,
    trends_data,
)
from liaoning_econ.plot.trend_pictures import breaks, cycles, event_paths, trends
from liaoning_econ.plot.vintage_numbers import ranks_data, revisions_data
from liaoning_econ.plot.vintage_pictures import ranks, revisions

__all__ = [
    "LINES",
    "breaks",
    "breaks_data",
    "comparison",
    "comparison_data",
    "cycles",
    "cycles_data",
    "event_paths",
    "event_paths_data",
    "ranges",
    "ranks",
    "ranks_data",
    "regimes_data",
    "revisions",
    "revisions_data",
    "series",
    "series_data",
    "trends",
    "trends_data",
    "vintages",
    "vintages_data",
]
