"""Between which days a window can begin and end, given how exactly its ends are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from liaoning_econ.errors import WindowError, shorten
from liaoning_econ.frames import PRECISION
from liaoning_econ.window.lengths import ONE_DAY, Days, both, length, plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Limits", "limits", "longest", "shortest"]

Limits: TypeAlias = tuple[
    NDArray[np.datetime64], NDArray[np.datetime64], NDArray[np.datetime64], NDArray[np.datetime64]
]


def limits(
    frame: pd.DataFrame, *, opened_from: Days | None = None, opened: Days | None = None
) -> Limits:
    """Return between which days each window can begin and end.

    day: the stored days. month, quarter, year: each end lies anywhere in its month, quarter or
    year. open: the start as stored; the end between the first day of the stored end's month, or
    `published_from` where that is earlier, and `published`. A cumulative figure begins with the
    region's opening: its start is narrowed to the days that count as such, and one stored as open
    may begin on any of them.

    Parameters
    ----------
    frame
        Needs start, end, precision; for open ends published, published_from. Where it has a
        column measure, only cumulative rows take their start from the opening.
    opened_from, opened
        Earliest and latest day that counts as opening, shape (rows,); NaT where unknown. None:
        the frame's columns of that name, if it has them.

    Returns
    -------
    tuple of four arrays
        earliest_start, latest_start, earliest_end, latest_end, each datetime64[us] of shape
        (rows,). Longest is earliest_start to latest_end, shortest latest_start to earliest_end;
        where these two could cross, both are one day that lies between them.

    Raises
    ------
    WindowError
        A day is not known, a window ends before it starts, a precision is unknown, or an open end
        has no publication day.

    Examples
    --------
    >>> import pandas as pd
    >>> row = pd.DataFrame({"start": [pd.Timestamp("2017-04-10")],
    ...     "end": [pd.Timestamp("2018-07-31")], "precision": ["month"]})
    >>> [str(day[0].astype("M8[D]")) for day in limits(row)]
    ['2017-04-01', '2017-04-30', '2018-07-01', '2018-07-31']
    """
    first, last = both(frame["start"], frame["end"])
    precision = np.asarray(frame["precision"].astype("str"), dtype=object)
    _known_precision(precision)
    earliest_start, latest_start = _spread(first, precision)
    earliest_end, latest_end = _spread(last, precision)
    is_open = precision == "open"
    if is_open.any():
        begun, published = _open_end(frame, last, is_open)
        earliest_end = np.where(is_open, np.maximum(begun, first), earliest_end)
        latest_end = np.where(is_open, np.maximum(published, last), latest_end)
    earliest_start, latest_start = _from_opening(
        frame, opened_from, opened, is_open, earliest_start, latest_start
    )
    crossing = latest_start > earliest_end
    meeting = np.maximum(np.clip(first, earliest_start, latest_start), earliest_end)
    latest_start = np.where(crossing, meeting, latest_start)
    earliest_end = np.where(crossing, meeting, earliest_end)
    return (
        earliest_start.astype("M8[us]"),
        latest_start.astype("M8[us]"),
        earliest_end.astype("M8[us]"),
        latest_end.astype("M8[us]"),
    )


def _known_precision(precision: NDArray[np.object_]) -> None:
    """Refuse what is not on the list."""
    known = list(PRECISION.categories)
    for found in set(precision.tolist()) - set(known):
        raise WindowError(f"unknown precision {shorten(str(found))!r}", mend=f"take one of {known}")


def _spread(
    day: NDArray[np.datetime64], precision: NDArray[np.object_]
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """First and last day of the month, quarter or year that a day lies in."""
    month = day.astype("M8[M]")
    of_year = month.astype(np.int64) % 12
    before = {"month": 0 * of_year, "quarter": of_year % 3, "year": of_year}
    earliest, latest = day, day
    for name, size in (("month", 1), ("quarter", 3), ("year", 12)):
        opening = month - before[name].astype("m8[M]")
        closing = (opening + np.timedelta64(size, "M")).astype("M8[D]") - ONE_DAY
        earliest = np.where(precision == name, opening.astype("M8[D]"), earliest)
        latest = np.where(precision == name, closing, latest)
    return earliest, latest


def _open_end(
    frame: pd.DataFrame, last: NDArray[np.datetime64], is_open: NDArray[np.bool_]
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Earliest and latest day of an end that is only known to be no later than its page."""
    published = _column(frame, "published", last.size)
    unknown = is_open & np.isnat(published)
    if unknown.any():
        at = int(np.flatnonzero(unknown)[0])
        raise WindowError(
            f"{int(unknown.sum())} windows are open and have no publication day, the first at "
            f"position {at}",
            mend="give published, or a precision of day, month, quarter or year",
        )
    month = last.astype("M8[M]").astype("M8[D]")
    published_from = _column(frame, "published_from", last.size)
    return np.fmin(month, published_from), published


def _column(frame: pd.DataFrame, name: str, length_: int) -> NDArray[np.datetime64]:
    """A column of days; unknown days where the frame lacks it."""
    return plain(frame[name] if name in frame.columns else None, length_)


def _from_opening(
    frame: pd.DataFrame,
    opened_from: Days | None,
    opened: Days | None,
    is_open: NDArray[np.bool_],
    earliest: NDArray[np.datetime64],
    latest: NDArray[np.datetime64],
) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """Narrow the start to the opening, where that is known and overlaps."""
    size = earliest.size
    until = plain(opened, size) if opened is not None else _column(frame, "opened", size)
    since = (
        plain(opened_from, size) if opened_from is not None else _column(frame, "opened_from", size)
    )
    since, until = np.fmin(since, until), np.fmax(since, until)
    known = ~np.isnat(since) & (since <= latest) & (until >= earliest)
    if "measure" in frame.columns:
        known &= np.asarray(frame["measure"].astype("str") == "cumulative", dtype=bool)
    wide = known & is_open
    narrow = known & ~is_open
    return (
        np.where(wide, since, np.where(narrow, np.maximum(earliest, since), earliest)),
        np.where(wide, until, np.where(narrow, np.minimum(latest, until), latest)),
    )


def shortest(
    frame: pd.DataFrame,
    unit: str,
    *,
    opened_from: Days | None = None,
    opened: Days | None = None,
) -> NDArray[np.float64]:
    """Return the shortest length that the precision of each row allows; see `limits`.

    Parameters
    ----------
    frame
        Rows with start, end and precision; see `limits`.
    unit
        day, week, month, quarter or year.
    opened_from, opened
        Earliest and latest opening of each row's region, shape (rows,); None
        where it plays no part.

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
    >>> import pandas as pd
    >>> row = pd.DataFrame({"start": [pd.Timestamp("2018-01-01")],
    ...     "end": [pd.Timestamp("2018-03-31")], "precision": ["month"]})
    >>> float(shortest(row, "day")[0])
    30.0
    """
    _, latest_start, earliest_end, _ = limits(frame, opened_from=opened_from, opened=opened)
    return length(latest_start, earliest_end, unit)


def longest(
    frame: pd.DataFrame,
    unit: str,
    *,
    opened_from: Days | None = None,
    opened: Days | None = None,
) -> NDArray[np.float64]:
    """Return the longest length that the precision of each row allows; see `limits`.

    Parameters
    ----------
    frame
        Rows with start, end and precision; see `limits`.
    unit
        day, week, month, quarter or year.
    opened_from, opened
        Earliest and latest opening of each row's region, shape (rows,); None
        where it plays no part.

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
    >>> import pandas as pd
    >>> row = pd.DataFrame({"start": [pd.Timestamp("2018-01-01")],
    ...     "end": [pd.Timestamp("2018-03-31")], "precision": ["month"]})
    >>> float(longest(row, "month")[0])
    3.0
    """
    earliest_start, _, _, latest_end = limits(frame, opened_from=opened_from, opened=opened)
    return length(earliest_start, latest_end, unit)
