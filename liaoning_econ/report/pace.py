"""Firms a month of the zones: one count a zone, each with its own days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import window
from liaoning_econ.comparison import compare
from liaoning_econ.frames import CLAIMS, stack
from liaoning_econ.report.context import ZONE

if TYPE_CHECKING:
    from liaoning_econ.report.context import Claim, Context

__all__ = ["SHANGHAI_OWN", "length", "lengths", "paces"]

SHANGHAI_OWN: Final = "F072"  # the zone's own count of its first four years
_SHORTEST: Final = 5.0  # months: a count of the first weeks is a rush, not a pace
_FROM_TABLE: Final = (
    "ratio",
    "ratio_lower",
    "ratio_upper",
    "left_value",
    "left_lower",
    "left_upper",
)


def paces(context: Context, claim: Claim, printed: Claim) -> pd.DataFrame:
    """Firms a month of each zone beside the claim: one count a zone, the nearest in age.

    Parameters
    ----------
    context
        The claims and their record.
    claim
        The zone's own count.
    printed
        The count that the article sets beside it.

    Returns
    -------
    pd.DataFrame
        One row a count, fastest first: region, claim, basis, source, counted, months, value,
        lower, upper (firms a month), ratio, ratio_lower, ratio_upper (the claim's pace over it),
        left_value, left_lower, left_upper (the claim's own firms a month).
    """
    others = _peers(context, claim)
    rows = context.evidence_frame.iloc[[other.place for other in others]]
    right = stack([context.row(printed), rows], CLAIMS)
    table = compare(context.row(claim), right, per="month").to_frame()
    counted = [printed, *others]
    return (
        pd.DataFrame(
            {
                "region": [one.region for one in counted],
                "claim": [one.claim for one in counted],
                "basis": [one.basis for one in counted],
                "source": [one.source for one in counted],
                "counted": [one.value for one in counted],
                # As long as the window that the pace was taken over, from the opening on.
                "months": [one.value for one in counted] / table["right_value"],
                "value": table["right_value"],
                "lower": table["right_lower"],
                "upper": table["right_upper"],
                **{name: table[name] for name in _FROM_TABLE},
            }
        )
        .sort_values("value", ascending=False, kind="stable")
        .reset_index(drop=True)
    )


def length(claim: Claim) -> float:
    """Months of a window as stored."""
    return float(window.months(pd.Series([claim.start]), pd.Series([claim.end]))[0])


def lengths(context: Context, claim: Claim) -> tuple[float, float]:
    """The fewest and the most months that a window can have."""
    row, place = context.row(claim), context.places[claim.region]
    opening = {
        "opened_from": pd.Series([place.opened_from], dtype="datetime64[us]"),
        "opened": pd.Series([place.opened], dtype="datetime64[us]"),
    }
    return (
        float(window.shortest(row, "month", **opening)[0]),
        float(window.longest(row, "month", **opening)[0]),
    )


def _peers(context: Context, claim: Claim) -> list[Claim]:
    """The zones' own counts, one a zone, the nearest in age; Shanghai's four years as well."""
    age = length(claim)
    nearest: dict[str, tuple[float, Claim]] = {}
    for other in context.evidence:
        if (
            other.indicator != "firms_new"
            or other.measure != "cumulative"
            or other.basis != "zone_registrations"
            or other.region == claim.region
            or not ZONE.fullmatch(other.region)
            or other.start is None
            or other.end is None
            or (months := length(other)) < _SHORTEST
        ):
            continue
        far = abs(months - age)
        if other.region not in nearest or far < nearest[other.region][0]:
            nearest[other.region] = (far, other)
    peers = [other for _, other in nearest.values()]
    own = context.said(SHANGHAI_OWN)
    return peers if own is None or own in peers else [*peers, own]
