"""What came in a window, for one month, year or day of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ import intervals, units, window
from liaoning_econ.convert import rows
from liaoning_econ.errors import BasisError, UnitError, UnknownCodeError, nearest, shorten
from liaoning_econ.frames import MEASURE, constant

if TYPE_CHECKING:
    import pandas as pd
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Floats
    from liaoning_econ.schemas import Observations

# A length in months is whole months plus a fraction, rounded once or twice.
_SLACK = 2.0**-51


def per(obs: pd.DataFrame, unit: str) -> DataFrame[Observations]:
    """Flows and counts since an opening, for one month, year or day of their window.

    Parameters
    ----------
    obs
        Observations of measure flow or cumulative; also rates over another length of time, which
        are brought to this one.
    unit
        month, year, day, quarter or week; a month is a calendar month, see `window`.

    Returns
    -------
    DataFrame[Observations]
        The same rows in the same order, measure rate, unit "firm/month". The value is divided by
        the window as stored; the bounds by the longest and the shortest that `precision` allows,
        that a cumulative figure's opening may have begun (`catalog.regions()`), and that an open
        end leaves.

    Raises
    ------
    BasisError
        A row that covers no length of time (a stock), or whose figure does not grow with it.
    UnitError
        `unit` is a unit, but no length of time that windows are counted in, such as "hour".
    UnknownCodeError
        `unit` is no unit that there is.
    WindowError
        A window without its days.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> article = catalog.claims("004_ed772e34f7e3be99.txt")
    >>> found = per(article[article.claim == "S12"], "month")
    >>> found[["value", "lower", "upper"]].round(0).values.tolist(), str(found.unit[0])
    ([[1910.0, 1588.0, 2036.0]], 'firm/month')
    """
    time = _time(unit)
    frame = rows.typed(obs)
    rate = _rates_over_time(frame)
    _require_flows(frame, rate)
    rows.require_windows(frame, ~rate)
    value, lower, upper = (rows.numbers(frame, name) for name in ("value", "lower", "upper"))
    stored, shortest, longest = _lengths(frame, ~rate, time)
    factors = _factors(frame, rate, time)
    divided = intervals.quotient((lower, upper), (shortest, longest))
    lower, upper = intervals.product(divided, intervals.around(factors))
    new_units = {code: _over(code, time) for code in rows.present(frame, "unit")}
    return rows.result(
        frame,
        value=intervals.hull(value / stored * factors, (lower, upper)),
        lower=lower,
        upper=upper,
        unit=rows.coded(frame, "unit", new_units),
        measure=constant("rate", len(frame)).set_categories(MEASURE.categories),
    )


def _time(unit: str) -> str:
    """A length of time from any of its spellings."""
    mend = "take day, week, month, quarter or year"
    try:
        time = units.normalise(unit)
    except UnknownCodeError as error:
        near = nearest(unit, units.TIMES)
        raise UnknownCodeError("unit", unit, suggestion=near, mend=mend) from error
    if not units.is_time(time):
        raise UnitError(
            f"{shorten(unit)!r} is no length of time that windows are counted in", mend=mend
        )
    return time


def _rates_over_time(frame: pd.DataFrame) -> rows.Mask:
    """Where a row is already for one length of time."""
    timed = {code for code in rows.present(frame, "unit") if _time_below(code) is not None}
    return ((frame["measure"] == "rate") & frame["unit"].isin(sorted(timed))).to_numpy()


def _require_flows(frame: pd.DataFrame, rate: rows.Mask) -> None:
    """Only what comes in over time can be said for one month of it."""
    bad = ~(frame["measure"].isin(["flow", "cumulative"]).to_numpy() | rate)
    if bad.any():
        measure = str(frame["measure"].iloc[int(np.flatnonzero(bad)[0])])
        raise BasisError(
            f"a {measure} does not grow with the length of its window: {rows.listed(frame, bad)}",
            mend="leave these rows out: obs[obs.measure.isin(['flow', 'cumulative'])]",
            rows=rows.offending(frame, bad),
        )


def _lengths(frame: pd.DataFrame, which: rows.Mask, time: str) -> tuple[Floats, Floats, Floats]:
    """Lengths as stored, shortest and longest; 1 for rows that are not asked."""
    stored, shortest, longest = (np.ones(len(frame)) for _ in range(3))
    if which.any():
        some = frame[which]
        opened_from, opened = rows.openings(some)
        first, until, since, last = window.limits(some, opened_from=opened_from, opened=opened)
        stored[which] = window.length(some["start"], some["end"], time)
        shortest[which] = _outwards(window.length(until, since, time), -_SLACK)
        longest[which] = _outwards(window.length(first, last, time), _SLACK)
    return stored, shortest, longest


def _outwards(length: Floats, slack: float) -> Floats:
    """A little shorter or longer, where it is no whole number."""
    return np.where(length == np.floor(length), length, length * (1 + slack))


def _factors(frame: pd.DataFrame, rate: rows.Mask, time: str) -> Floats:
    """What brings a rate over another length of time to this one; 1 for flows."""
    factors = np.ones(len(frame))
    for code in rows.present(frame[rate], "unit"):
        here = rate & (frame["unit"] == code).to_numpy()
        factors[here] = units.factor(code, _over(code, time))
    return factors


def _over(unit: str, time: str) -> str:
    """A unit for one length of time, in place of the one that it may be over already."""
    already = _time_below(unit)
    plain = units.multiply(unit, already)[0] if already else unit
    return units.divide(plain, time)[0]


def _time_below(unit: str) -> str | None:
    """The length of time that a unit is for one of."""
    below = [atom for atom in unit.split("/")[1:] if units.is_time(atom)]
    return below[0] if len(below) == 1 else None
