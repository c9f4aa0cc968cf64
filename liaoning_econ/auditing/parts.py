"""Which parts make a whole, which set holds a subset, and how both are weighed and named."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.auditing.evidence import Span, alike, bounds, judged, told
from liaoning_econ.auditing.ruling import Finding
from liaoning_econ.auditing.words import amount, joined

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Rows

__all__ = [
    "COMPOSED",
    "SUBSETS",
    "areas",
    "at_most",
    "can_hold",
    "first_of",
    "name_of",
    "named",
    "one_window",
    "summed",
    "total",
]

# What an indicator is made of, all of it.
COMPOSED: Final[dict[str, tuple[str, ...]]] = {
    "firms_new": ("firms_new_domestic", "firms_new_foreign"),
    "trade_goods": ("exports_goods", "imports_goods"),
    "trade_goods_dprk": ("exports_goods_dprk", "imports_goods_dprk"),
    "gdp": ("gdp_primary", "gdp_secondary", "gdp_tertiary"),
}
# What is counted in another count.
SUBSETS: Final[tuple[tuple[str, str], ...]] = (
    *((part, whole) for whole, every in COMPOSED.items() for part in every),
    ("firms_foreign", "firms"),
    ("firms_foreign_japan_korea", "firms_foreign"),
    ("firms_foreign_northeast_asia", "firms_foreign"),
    ("firms_new_hk_macao", "firms_new_foreign"),
    ("firms_new_hk_macao", "firms_new"),
    ("fdi_utilised_services", "fdi_utilised"),
    ("capital_attracted_domestic", "capital_attracted"),
    ("capital_registered_domestic", "capital_registered"),
    ("capital_registered_foreign", "capital_registered"),
    ("trade_goods_belt_and_road", "trade_goods"),
    ("trade_goods_dprk", "trade_goods"),
    ("exports_goods_dprk", "exports_goods"),
    ("imports_goods_dprk", "imports_goods"),
)


@cache
def _names() -> dict[str, str]:
    known = catalog.regions()
    return dict(zip(known["region"].astype("str"), known["name_en"].astype("str"), strict=True))


def name_of(region: str) -> str:
    """The English name of a place; its code where it is not known."""
    return _names().get(region, region)


@cache
def areas() -> dict[str, tuple[str, ...]]:
    """Places that are made of others, all of which are known.

    Groups have their members; a zone has its areas where their land makes up its own.
    """
    known = catalog.regions()
    found = {
        str(row.region): tuple(str(row.members).split(";"))
        for row in known.itertuples()
        if row.members and row.region != "CN-NE-PLAN"
    }
    parts = known[known["level"] == "zone_area"].groupby("parent")
    land = known.set_index("region")["area_km2"]
    for zone, part in parts:
        if abs(part["area_km2"].sum(skipna=False) - land[zone]) < 0.01:
            found[str(zone)] = tuple(part["region"].astype("str"))
    return found


def can_hold(audited: Audited, part: int, whole: int) -> bool | None:
    """Whether one row can be a part of another: False where they differ in kind, None where open.

    Parameters
    ----------
    audited
        The frame.
    part, whole
        Rows.
    """
    if audited.text(part, "unit") != audited.text(whole, "unit"):
        return False
    measures = {audited.text(row, "measure") for row in (part, whole)}
    if len(measures) > 1 and measures != {"flow", "cumulative"}:
        return False
    early, late, first, last = (days[[part, whole]] for days in audited.windows)
    known = not np.isnat(early).any()
    # What both windows may be at their widest must leave room for the part in the whole.
    if known and (late[0] < early[1] or first[0] > last[1]):
        return False
    same = alike(audited, part, whole, "basis", "prices")
    return same if known or same is False else None


def first_of(keys: Rows, wanted: Rows, among: Rows) -> Rows:
    """The first row among others that has each wanted key; -1 where none has.

    Parameters
    ----------
    keys
        One integer a row of the frame.
    wanted
        Keys, shape (asking,).
    among
        Rows that may answer.
    """
    answer = np.full(len(wanted), -1, dtype=np.intp)
    if not len(among) or not len(wanted):
        return answer
    # Few of very many rows are asked for: the others need no order.
    among = among[pd.Index(keys[among]).isin(wanted)]
    if not len(among):
        return answer
    ordered = among[np.argsort(keys[among], kind="stable")]
    places = np.searchsorted(keys[ordered], wanted, side="left")
    held = places < len(ordered)
    held[held] = keys[ordered[places[held]]] == wanted[held]
    answer[held] = ordered[places[held]]
    return answer


def at_most(audited: Audited, rows: Sequence[int], parts: Span, whole: int) -> Finding | None:
    """Parts that must not exceed a whole: a finding without words where they do."""
    wide = float(sum(audited.literal(row)[0] for row in rows)), parts[1]
    severity = judged(
        audited,
        (*rows, whole),
        (parts, (-np.inf, bounds(audited, whole)[1])),
        (wide, (-np.inf, audited.literal(whole)[1])),
        unstated=any(alike(audited, row, whole, "basis", "prices") is None for row in rows),
    )
    return None if severity is None else Finding((*rows, whole), "", severity=severity)


def summed(audited: Audited, rows: Sequence[int]) -> Span:
    """The bounds of several figures together."""
    lower, upper = (sum(audited.number(name)[list(rows)]) for name in ("lower", "upper"))
    return float(lower), float(upper)


def total(audited: Audited, rows: Sequence[int]) -> str:
    """Several figures together, with their unit."""
    value = float(sum(audited.number("value")[list(rows)]))
    return amount(float(f"{value:.6g}"), audited.text(rows[0], "unit"))


def named(
    audited: Audited, rows: Sequence[int], *, window: bool = False, place: bool = False
) -> str:
    """Rows with their figures, and their places and windows where these differ."""
    return joined(
        [f"{audited.label(row)} ({_figure(audited, row, window, place)})" for row in rows]
    )


def _figure(audited: Audited, row: int, window: bool, place: bool) -> str:
    where = f"{name_of(audited.text(row, 'region'))}, " if place else ""
    when = f", {audited.window_of(row)}" if window else ""
    return f"{where}{told(audited, row)}{when}"


def one_window(audited: Audited, rows: list[int]) -> bool:
    """Whether windows are the same, those that are not known left aside."""
    days = [audited.days(name)[rows] for name in ("start", "end")]
    return all(len(set(each[~np.isnat(each)].tolist())) <= 1 for each in days)
