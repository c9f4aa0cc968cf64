"""Growth, trends, cycles, breaks and events, for one province or a hundred thousand counties."""

from __future__ import annotations

from liaoning_econ.trends.chaining import chain
from liaoning_econ.trends.cycles import decompose
from liaoning_econ.trends.deflators import implied_deflator
from liaoning_econ.trends.end_points import end_point_revisions
from liaoning_econ.trends.growing import growth
from liaoning_econ.trends.happenings import event_study
from liaoning_econ.trends.lines import trend
from liaoning_econ.trends.projections import local_projections
from liaoning_econ.trends.swings import drawdown, volatility
from liaoning_econ.trends.turning import breaks

__all__ = [
    "breaks",
    "chain",
    "decompose",
    "drawdown",
    "end_point_revisions",
    "event_study",
    "growth",
    "implied_deflator",
    "local_projections",
    "trend",
    "volatility",
]
