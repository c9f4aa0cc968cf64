"""Releases made by hand: figures of some years in some releases, one published after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ.frames import OBSERVATIONS, conform


def released(
    table: npt.ArrayLike,
    *,
    first_year: int = 2000,
    region: str = "CN-LN",
    vintages: Sequence[str] | None = None,
    growth: bool = True,
) -> pd.DataFrame:
    """Observations of a table, shape (years, releases); NaN is a release that a year lacks."""
    values = np.asarray(table, dtype=np.float64)
    year, number = np.nonzero(~np.isnan(values))
    labels = vintages or [f"own-{place}" for place in range(values.shape[1])]
    years = (np.datetime64(str(first_year), "Y") + year).astype("datetime64[D]")
    ends = (np.datetime64(str(first_year + 1), "Y") + year).astype("datetime64[D]") - 1
    figures = values[year, number]
    frame = pd.DataFrame(
        {
            "indicator": "gdp",
            "region": region,
            "start": years,
            "end": ends,
            "precision": "day",
            "measure": "growth" if growth else "flow",
            "basis": "national_accounts",
            "prices": "comparable" if growth else "current",
            "relative_to": "previous_year" if growth else "none",
            "unit": "percent" if growth else "CNY",
            "value": figures,
            "lower": figures,
            "upper": figures,
            "vintage": [labels[int(place)] for place in number],
            "published_from": ends + 31 + 100 * number,
            "published": ends + 31 + 100 * number,
            "status": "A",
            "source": "by_hand",
        }
    )
    return conform(frame, OBSERVATIONS)
