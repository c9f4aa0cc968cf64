"""Series as an index: the base period is 100."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import catalog, intervals, window
from liaoning_econ.convert import rows
from liaoning_econ.errors import BasisError, VintageError, WindowError, shorten
from liaoning_econ.frames import MEASURE, constant

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Mask, Places
    from liaoning_econ.schemas import Observations

_SERIES = ("indicator", "region", "measure", "basis", "prices", "relative_to", "unit")


def rebase(obs: pd.DataFrame, base: str) -> DataFrame[Observations]:
    """Each series as an index, 100 in the base period.

    A series is what has one indicator, region, measure, basis, prices, unit and benchmark; rows
    of several releases of one benchmark may stand in it, those of two benchmarks are two series.

    Parameters
    ----------
    obs
        Observations of measure stock, flow, index, price or rate.
    base
        A period: "2015", "2018Q3", "2018-07". Each series needs one figure whose days are those of
        the period, or, for a stock, lie in it.

    Returns
    -------
    DataFrame[Observations]
        The same rows in the same order, measure index, unit 1, `relative_to` the base period.
        Bounds are those of the ratio to the base figure; the base itself is exactly 100.

    Raises
    ------
    BasisError
        A row that cannot be indexed (a growth rate, a share), or a base of nothing.
    VintageError
        A series without base figure where another benchmark has one; two figures of one benchmark
        that differ for the base period.
    WindowError
        `base` is no period, or no figure or several lie in it; or windows of unlike length in one
        series.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024", start="2015", end="2017")
    >>> rebase(gdp, "2015").value.round(1).tolist()
    [100.0, 100.9, 107.3]
    """
    first, last, _ = window.period_of(base)
    base = str(base)
    frame = rows.typed(obs)
    _require_levels(frame)
    benchmark = catalog.benchmarks(frame)
    series = _series(frame, benchmark)
    _require_like_lengths(frame, series)
    is_base = _in_base(frame, np.datetime64(first), np.datetime64(last))
    place = _base_rows(frame, series, is_base, base)
    value, lower, upper = (rows.numbers(frame, name) for name in ("value", "lower", "upper"))
    _require_something(frame, place, value)
    hundred = np.full(len(frame), 100.0)
    ends = intervals.product((lower, upper), (hundred, hundred))
    low, high = intervals.quotient(ends, (lower[place], upper[place]))
    # A figure over itself is 1 whatever it is.
    itself = place == np.arange(len(frame))
    low, high = np.where(itself, 100.0, low), np.where(itself, 100.0, high)
    return rows.result(
        frame,
        value=intervals.hull(100.0 * value / value[place], (low, high)),
        lower=low,
        upper=high,
        unit=constant("1", len(frame)),
        measure=constant("index", len(frame)).set_categories(MEASURE.categories),
        relative_to=constant(base.strip(), len(frame)),
    )


def _require_levels(frame: pd.DataFrame) -> None:
    bad = ~frame["measure"].isin(["stock", "flow", "index", "price", "rate"]).to_numpy()
    if bad.any():
        measure = str(frame["measure"].iloc[int(np.flatnonzero(bad)[0])])
        mend = (
            "per() first: what has come in since an opening grows with the days"
            if measure == "cumulative"
            else "leave these rows out, or chain a growth rate on a level first"
        )
        raise BasisError(
            f"a {measure} cannot be indexed: {rows.listed(frame, bad)}",
            mend=mend,
            rows=rows.offending(frame, bad),
        )


def _series(frame: pd.DataFrame, benchmark: npt.NDArray[np.object_]) -> npt.NDArray[np.int64]:
    """The series of each row, as a number."""
    columns = [rows.codes(frame, name) for name in _SERIES]
    return rows.find([*columns, benchmark], [*columns, benchmark])[1]


def _require_like_lengths(frame: pd.DataFrame, series: npt.NDArray[np.int64]) -> None:
    """A month among years is no dip."""
    flows = (frame["measure"] != "stock").to_numpy()
    if not flows.any():
        return
    some = frame[flows]
    months = window.months(some["start"], some["end"])
    days = window.days(some["start"], some["end"])
    # Days for windows under a month: 28 and 31 days are one month each, 7 and 8 are not one week.
    length = np.where(months < 0.999, days / 31, months.round(3))
    spread = pd.Series(length).groupby(series[flows]).transform(np.ptp)
    odd = np.flatnonzero(flows)[(spread > 1e-9).to_numpy()]
    if odd.size:
        raise WindowError(
            f"windows of unlike length in one series: {rows.listed(frame, odd)}",
            mend="keep rows of one length, or bring them to one with per()",
            rows=rows.offending(frame, odd),
        )


def _in_base(frame: pd.DataFrame, first: np.datetime64, last: np.datetime64) -> Mask:
    """Rows that are of the base period."""
    start, end = rows.days(frame, "start"), rows.days(frame, "end")
    stock = (frame["measure"] == "stock").to_numpy()
    inside = (start >= first) & (end <= last)
    exact = (start == first) & (end == last)
    return np.asarray(np.where(stock, inside, exact), dtype=np.bool_)


def _base_rows(
    frame: pd.DataFrame, series: npt.NDArray[np.int64], is_base: Mask, base: str
) -> Places:
    """The row that is 100 in each row's series."""
    found = np.flatnonzero(is_base)
    place = np.full(int(series.max(initial=-1)) + 1, -1, dtype=np.intp)
    place[series[found][::-1]] = found[::-1]
    missing = place[series] < 0
    if missing.any():
        _refuse_missing(frame, missing, is_base, base)
    _require_one_base(frame, series, found, base)
    return place[series]


def _refuse_missing(frame: pd.DataFrame, missing: Mask, is_base: Mask, base: str) -> None:
    """Say whether the base period is there at all, or only on another benchmark."""
    at = frame.iloc[int(np.flatnonzero(missing)[0])]
    elsewhere = is_base & np.logical_and.reduce(
        [(frame[name] == at[name]).to_numpy() for name in _SERIES]
    )
    if elsewhere.any():
        other = frame["vintage"].iloc[int(np.flatnonzero(elsewhere)[0])]
        raise VintageError(
            f"{shorten(base)} is there on the benchmark of {other} only, not on that of "
            f"{at['vintage']}: {rows.listed(frame, missing)}",
            mend="keep one vintage: obs[obs.vintage == ...]",
            rows=rows.offending(frame, missing),
        )
    raise WindowError(
        f"no figure for {shorten(base)} in the series of {rows.listed(frame, missing)}",
        mend="take a base period that each series has",
        rows=rows.offending(frame, missing),
    )


def _require_one_base(
    frame: pd.DataFrame, series: npt.NDArray[np.int64], found: Places, base: str
) -> None:
    """One figure of the base period, or one repeated by several releases."""
    some = pd.DataFrame(
        {
            "series": series[found],
            "start": rows.days(frame, "start")[found],
            "value": rows.numbers(frame, "value")[found],
        }
    )
    per_series = some.groupby("series")
    several = per_series["start"].transform("nunique").to_numpy() > 1
    if several.any():
        raise WindowError(
            f"several figures lie in {shorten(base)}: {rows.listed(frame, found[several])}",
            mend="name one period, such as its last month",
            rows=rows.offending(frame, found[several]),
        )
    differing = per_series["value"].transform("nunique").to_numpy() > 1
    if differing.any():
        raise VintageError(
            f"two releases differ for {shorten(base)}: {rows.listed(frame, found[differing])}",
            mend="keep one vintage: obs[obs.vintage == ...]",
            rows=rows.offending(frame, found[differing]),
        )


def _require_something(frame: pd.DataFrame, place: Places, value: rows.Floats) -> None:
    bad = value[place] == 0
    if bad.any():
        raise BasisError(
            f"nothing cannot be 100: the base figure is 0 for {rows.listed(frame, bad)}",
            mend="take another base period",
            rows=rows.offending(frame, bad),
        )
