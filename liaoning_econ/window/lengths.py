"""How long a window is, in days and in calendar months.

Whole months are counted from the first day on, and what is left over the length of the month in
progress: 2017-04-10 to 2018-07-31 is 15 whole months, to 9 July, and 22 of 31 days. A calendar year
is 12 months whether it has 365 or 366 days; years are months over 12.
"""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from liaoning_econ import units
from liaoning_econ.errors import UnitError, WindowError

__all__ = ["ONE_DAY", "Days", "both", "days", "length", "months", "plain", "years"]

Days: TypeAlias = pd.Series | pd.DatetimeIndex | NDArray[np.datetime64]
ONE_DAY: Final = np.timedelta64(1, "D")
_NOT_A_DAY: Final = np.datetime64("NaT", "D")


def plain(days_: Days | pd.Timestamp | None, length_: int = 1) -> NDArray[np.datetime64]:
    """Days as datetime64[D]; None is a day that is not known."""
    if days_ is None:
        return np.full(length_, _NOT_A_DAY)
    return np.atleast_1d(np.asarray(days_, dtype="datetime64[us]")).astype("datetime64[D]")


def both(start: Days, end: Days) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """First and last days, known and in order."""
    first, last = np.broadcast_arrays(plain(start), plain(end))
    unknown = np.isnat(first) | np.isnat(last)
    if unknown.any():
        at = int(np.flatnonzero(unknown)[0])
        raise WindowError(
            f"{int(unknown.sum())} of {unknown.size} windows lack a day, the first at position "
            f"{at}",
            mend="leave these rows out, or give start and end",
        )
    backwards = first > last
    if backwards.any():
        at = int(np.flatnonzero(backwards)[0])
        raise WindowError(
            f"{int(backwards.sum())} of {backwards.size} windows end before they start, the first "
            f"at position {at}: {first[at]} to {last[at]}",
            mend="swap start and end",
        )
    return first, last


def days(start: Days, end: Days) -> NDArray[np.float64]:
    """Return the length in days, first and last day included.

    Parameters
    ----------
    start, end
        First and last days, shape (rows,).

    Returns
    -------
    ndarray of float
        Shape (rows,).

    Raises
    ------
    WindowError
        A day is not known, or a window ends before it starts; the position is named.

    Examples
    --------
    >>> float(days(np.array(["2017-04-10"], "M8[us]"), np.array(["2018-07-31"], "M8[us]"))[0])
    478.0
    """
    first, last = both(start, end)
    elapsed: NDArray[np.float64] = (last - first) / ONE_DAY
    return elapsed + 1.0


def months(start: Days, end: Days) -> NDArray[np.float64]:
    """Return the length in calendar months: whole ones, and the rest over the one in progress.

    Parameters
    ----------
    start, end
        First and last days, shape (rows,).

    Returns
    -------
    ndarray of float
        Shape (rows,).

    Raises
    ------
    WindowError
        A day is not known, or a window ends before it starts; the position is named.

    Examples
    --------
    >>> float(months(np.array(["2013-09-29"], "M8[us]"), np.array(["2017-09-28"], "M8[us]"))[0])
    48.0
    """
    first, last = both(start, end)
    after = last + ONE_DAY
    whole = (after.astype("M8[M]") - first.astype("M8[M]")).astype(np.int64)
    whole -= _later(first, whole) > after
    begun = _later(first, whole)
    in_progress = _later(first, whole + 1) - begun
    total: NDArray[np.float64] = whole + (after - begun) / in_progress
    return total


def years(start: Days, end: Days) -> NDArray[np.float64]:
    """Return the length in years: calendar months over 12.

    Parameters
    ----------
    start, end
        First and last days, shape (rows,).

    Returns
    -------
    ndarray of float
        Shape (rows,).

    Raises
    ------
    WindowError
        A day is not known, or a window ends before it starts; the position is named.

    Examples
    --------
    >>> float(years(np.array(["2020-01-01"], "M8[us]"), np.array(["2020-12-31"], "M8[us]"))[0])
    1.0
    """
    return months(start, end) / 12.0


def length(start: Days, end: Days, unit: str) -> NDArray[np.float64]:
    """Return the length in any unit of time.

    Parameters
    ----------
    start, end
        First and last days, shape (rows,).
    unit
        day, week, month, quarter or year.

    Returns
    -------
    ndarray of float
        Shape (rows,).

    Raises
    ------
    UnitError
        `unit` is no length of time.
    WindowError
        A day is not known, or a window ends before it starts.

    Examples
    --------
    >>> quarter = np.array(["2018-01-01"], "M8[us]"), np.array(["2018-06-30"], "M8[us]")
    >>> float(length(*quarter, "quarter")[0])
    2.0
    """
    canonical = units.normalise(unit)
    if canonical in ("day", "week"):
        return days(start, end) / (1.0 if canonical == "day" else 7.0)
    by_month = {"month": 1.0, "quarter": 3.0, "year": 12.0}
    if canonical not in by_month:
        raise UnitError(
            f"{unit} is no length of time", mend="take day, week, month, quarter or year"
        )
    return months(start, end) / by_month[canonical]


def _later(first: NDArray[np.datetime64], whole: NDArray[np.int64]) -> NDArray[np.datetime64]:
    """The same day `whole` months on; the month's last day where it has no such day."""
    month = first.astype("M8[M]")
    into = first - month.astype("M8[D]")
    target = month + whole.astype("m8[M]")
    last = (target + np.timedelta64(1, "M")).astype("M8[D]") - ONE_DAY
    return np.asarray(np.minimum(target.astype("M8[D]") + into, last))
