"""Growth, trends, cycles, breaks and events, for one province or a hundred thousand counties."""

from __future__ import annotations

from liaoning_econ.trends.cycles import decompose
from liaoning_econ.trends.end_points import end_point_revisions
from liaoning_econ.trends.lines import trend

__all__ = ["decompose", "end_point_revisions", "trend"]
