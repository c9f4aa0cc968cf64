"""What the brief looks into, in the order of the page; the last takes what the others left."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Final

from liaoning_econ.report import (
    capital,
    facts,
    firms,
    growth,
    market,
    output,
    parts,
    plan,
    population,
    remaining,
    share,
    transit,
    yuan,
)

if TYPE_CHECKING:
    from liaoning_econ.report.blocks import Topic
    from liaoning_econ.report.context import Context

__all__ = ["TOPICS", "Find"]

Find = Callable[["Context", Collection[int]], "Topic | None"]

TOPICS: Final[tuple[tuple[str, Find], ...]] = (
    ("firms", firms.find),
    ("registered capital", capital.find),
    ("the plan for the north-east", plan.find),
    ("population", population.find),
    ("growth and its rank", growth.find),
    ("share of the provinces", share.find),
    ("the yuan's move", yuan.find),
    ("rail against sea", transit.find),
    ("GDP in all its vintages", output.find),
    ("dates and places", facts.find),
    ("printed rates and conversions", market.find),
    ("parts and wholes", parts.find),
    ("claims without a section", remaining.find),
)
