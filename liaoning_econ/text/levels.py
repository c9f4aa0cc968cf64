"""What the catalogue says of an indicator's own level, and which figures can be of it."""

from __future__ import annotations

import functools
from typing import Final

from liaoning_econ import catalog, units
from liaoning_econ.text.names import UNKNOWN

__all__ = ["OF_CHANGE", "RELATIVE", "WHOLES", "fits", "level_measure", "unit_of"]

RELATIVE: Final = frozenset(("growth", "share", "multiple"))
OF_CHANGE: Final = frozenset(("percent", "1", "percentage_point", "basis_point"))


@functools.cache
def _levels() -> dict[str, tuple[str, str]]:
    """Unit and measure of each indicator's own level."""
    frame = catalog.indicators()
    columns = (frame[name].astype("str") for name in ("indicator", "unit", "measure"))
    return {code: (unit, measure) for code, unit, measure in zip(*columns, strict=True)}


# What is a part of another: a share that names both is of the part.
WHOLES: Final[dict[str, tuple[str, ...]]] = {
    "gdp_primary": ("gdp",),
    "gdp_secondary": ("gdp",),
    "gdp_tertiary": ("gdp",),
    "exports_goods": ("trade_goods",),
    "imports_goods": ("trade_goods",),
    "exports_goods_dprk": ("exports_goods", "trade_goods", "trade_goods_dprk"),
    "imports_goods_dprk": ("imports_goods", "trade_goods", "trade_goods_dprk"),
    "trade_goods_dprk": ("trade_goods",),
    "trade_goods_belt_and_road": ("trade_goods",),
    "fdi_utilised_services": ("fdi_utilised",),
    "firms_foreign": ("firms", "firms_new"),
    "firms_foreign_japan_korea": ("firms", "firms_foreign"),
    "firms_foreign_northeast_asia": ("firms", "firms_foreign"),
    "firms_new": ("firms",),
    "firms_new_foreign": ("firms", "firms_new", "firms_foreign"),
    "firms_new_domestic": ("firms", "firms_new"),
    "firms_new_hk_macao": ("firms", "firms_new", "firms_foreign"),
    "capital_registered_foreign": ("capital_registered",),
    "capital_registered_domestic": ("capital_registered",),
    "tax_revenue": ("fiscal_revenue", "gdp"),
    "trade_goods": ("gdp",),
    "fiscal_revenue": ("gdp",),
    "fixed_asset_investment": ("gdp",),
}


def level_measure(indicator: str) -> str:
    """The measure of an indicator's own level; empty for unknown."""
    return _levels().get(indicator, ("", ""))[1]


def unit_of(indicator: str) -> str:
    """The unit of an indicator's own level; empty for unknown."""
    return _levels().get(indicator, ("", ""))[0]


@functools.lru_cache(maxsize=8192)
def fits(indicator: str, unit: str, measure: str) -> bool:
    """Whether a figure of a unit and a kind can be of an indicator."""
    if indicator == UNKNOWN:
        return unit.partition("/")[0] not in ("firm", "project", "institution", "km2", "person")
    own = unit_of(indicator)
    if measure in RELATIVE and unit in OF_CHANGE:
        return indicator not in ("transit_time", "visit", "zone_cities")
    if unit in ("percent", "percentage_point"):
        return indicator not in ("transit_time", "visit", "zone_cities")
    base = unit.partition("/")[0]
    if "/" in own:
        return unit in (own, "", "1", "basis_point")
    if base in units.CURRENCIES or base in ("$", "\u00a5"):
        return own in units.CURRENCIES
    if base in ("", "1"):
        return own in ("person", "firm", "project", "institution")
    return own == base
