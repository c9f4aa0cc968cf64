"""Nominal growth from one year to the next, as the record's levels give it.

Inside one benchmark it is a figure of the record as good as a printed one; across two benchmarks it
is the change of a method as well, and is worked out here only to recognise it.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from liaoning_econ import catalog, frames

__all__ = ["year_on_year"]

_SAME: Final = ["indicator", "region", "measure", "basis", "prices", "unit"]
_LEVELS: Final = ("flow", "stock")


def year_on_year(levels: pd.DataFrame, *, spliced: bool) -> pd.DataFrame:
    """Growth of each figure on the same period a year before.

    Parameters
    ----------
    levels
        Observations, any number of series and releases.
    spliced
        False: both figures of one release and one benchmark. True: of two benchmarks.

    Returns
    -------
    pd.DataFrame
        Observations with measure growth, percent, prices current, and the columns `benchmark` of
        the later figure, `before` (vintage of the earlier one), `value_before`, `value_after`.
        `vintage` is that of the later figure, the days are those of the one that came out last.
    """
    kept = levels[levels["measure"].isin(_LEVELS).to_numpy() & (levels["value"] > 0).to_numpy()]
    kept = kept.reset_index(drop=True)
    table = kept.astype(dict.fromkeys((*_SAME, "vintage", "source"), "str"))
    table["benchmark"] = catalog.benchmarks(kept)
    # The last day of the period a year on: 29 February has none, and no year ends on it.
    table["year_on"] = table["end"] + pd.DateOffset(years=1)
    table["length"] = (table["end"] - table["start"]).dt.days // 27
    by = [*_SAME, "length"]
    if not spliced:
        by = [*by, "vintage", "source", "benchmark"]
    pairs = table.merge(
        table, left_on=[*by, "end"], right_on=[*by, "year_on"], suffixes=("", "_before")
    )
    if spliced:
        pairs = pairs[pairs["benchmark"] != pairs["benchmark_before"]].reset_index(drop=True)
    else:
        pairs = pairs.assign(vintage_before=pairs["vintage"])
    return _growth(pairs)


def _growth(pairs: pd.DataFrame) -> pd.DataFrame:
    """The growth of each pair, with outward bounds."""
    after, before = pairs["value"], pairs["value_before"]
    with np.errstate(divide="ignore"):
        lower = 100 * (pairs["lower"] / pairs["upper_before"] - 1)
        upper = 100 * (pairs["upper"] / pairs["lower_before"].where(lambda low: low > 0, 0.0) - 1)
    figures = {"value": 100 * (after / before - 1), "lower": lower, "upper": upper}
    # Of two days the later; a figure without one was always there.
    names = ("published_from", "published")
    days = {name: pairs[[name, f"{name}_before"]].max(axis=1) for name in names}
    codes = {"measure": "growth", "prices": "current", "relative_to": "previous_year",
             "unit": "percent"}  # fmt: skip
    told = pairs.assign(**figures, **days, **codes)
    # The unit is no key of growth, so that two levels of unlike units give one.
    grown = frames.conform(told, frames.OBSERVATIONS)
    return grown.assign(
        benchmark=pairs["benchmark"],
        before=pairs["vintage_before"],
        value_before=before,
        value_after=after,
    )
