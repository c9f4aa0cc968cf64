"""Observations of whole series, made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from liaoning_econ.frames import OBSERVATIONS, conform

PLAIN: dict[str, object] = {
    "indicator": "gdp",
    "region": "CN-LN",
    "precision": "day",
    "measure": "flow",
    "basis": "national_accounts",
    "prices": "current",
    "relative_to": "none",
    "unit": "CNY",
    "vintage": "unstated",
    "status": "A",
    "source": "unstated",
}


def series(
    values: Sequence[float], *, first: str = "1990", per_year: int = 1, **columns: object
) -> pd.DataFrame:
    """Figures one after the other, from the year or quarter or month named on."""
    periods = pd.period_range(first, periods=len(values), freq={1: "Y", 4: "Q", 12: "M"}[per_year])
    frame = pd.DataFrame(
        {
            **PLAIN,
            "start": periods.start_time.astype("datetime64[us]"),
            "end": periods.end_time.normalize().astype("datetime64[us]"),
            "value": pd.array(values, dtype="float64"),
            **columns,
        }
    )
    day = (frame["end"] + pd.Timedelta(days=30)).astype("datetime64[us]")
    bounds = {name: frame["value"] for name in ("lower", "upper") if name not in columns}
    days = {name: day for name in ("published_from", "published") if name not in columns}
    return conform(frame.assign(**bounds, **days), OBSERVATIONS)


def side_by_side(*frames: pd.DataFrame) -> pd.DataFrame:
    """Several series as one frame."""
    plain = [frame.astype(dict.fromkeys(PLAIN, "str")) for frame in frames]
    return conform(pd.concat(plain, ignore_index=True), OBSERVATIONS)
