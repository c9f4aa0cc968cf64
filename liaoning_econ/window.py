"""The days that a figure covers, and how exactly they are known.

A window runs from its first to its last day, both inclusive. Its length in months is counted in
calendar months: whole months from the first day on, and what is left over the length of the month
in progress. 2017-04-10 to 2018-07-31 is 15 whole months, to 9 July, and 22 of 31 days: 15.71. A
calendar year is 12 months whether it has 365 or 366 days; years are months over 12.

`precision` tells how exactly the two ends are known: to the day; to the month, quarter or year; or
open: a page that prints a count since the opening may print one that is older than itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from liaoning_econ import units
from liaoning_econ.errors import UnitError, WindowError, shorten
from liaoning_econ.frames import PRECISION

__all__ = [
    "Limits",
    "Window",
    "days",
    "length",
    "limits",
    "longest",
    "months",
    "period",
    "same_day",
    "shortest",
    "years",
]

Days: TypeAlias = pd.Series | pd.DatetimeIndex | NDArray[np.datetime64]
Limits: TypeAlias = tuple[
    NDArray[np.datetime64], NDArray[np.datetime64], NDArray[np.datetime64], NDArray[np.datetime64]
]
_DAY: Final = np.timedelta64(1, "D")
_NOT_A_DAY: Final = np.datetime64("NaT", "D")
_FIRST_YEAR, _LAST_YEAR = 1000, 9999


def _plain(days_: Days | pd.Timestamp | None, length_: int = 1) -> NDArray[np.datetime64]:
    """Days as datetime64[D]; None is a day that is not known."""
    if days_ is None:
        return np.full(length_, _NOT_A_DAY)
    return np.atleast_1d(np.asarray(days_, dtype="datetime64[us]")).astype("datetime64[D]")


def _both(start: Days, end: Days) -> tuple[NDArray[np.datetime64], NDArray[np.datetime64]]:
    """First and last days, known and in order."""
    first, last = np.broadcast_arrays(_plain(start), _plain(end))
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

    Raises
    ------
    WindowError
        A day is not known, or a window ends before it starts; the position is named.

    Examples
    --------
    >>> float(days(np.array(["2017-04-10"], "M8[us]"), np.array(["2018-07-31"], "M8[us]"))[0])
    478.0
    """
    first, last = _both(start, end)
    elapsed: NDArray[np.float64] = (last - first) / _DAY
    return elapsed + 1.0


def months(start: Days, end: Days) -> NDArray[np.float64]:
    """Return the length in calendar months: whole ones, and the rest over the one in progress.

    Parameters
    ----------
    start, end
        First and last days, shape (rows,).

    Raises
    ------
    WindowError
        A day is not known, or a window ends before it starts; the position is named.

    Examples
    --------
    >>> float(months(np.array(["2013-09-29"], "M8[us]"), np.array(["2017-09-28"], "M8[us]"))[0])
    48.0
    """
    first, last = _both(start, end)
    after = last + _DAY
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
    last = (target + np.timedelta64(1, "M")).astype("M8[D]") - _DAY
    return np.asarray(np.minimum(target.astype("M8[D]") + into, last))


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
    >>> row = pd.DataFrame({"start": [pd.Timestamp("2017-04-10")],
    ...     "end": [pd.Timestamp("2018-07-31")], "precision": ["month"]})
    >>> [str(day[0].astype("M8[D]")) for day in limits(row)]
    ['2017-04-01', '2017-04-30', '2018-07-01', '2018-07-31']
    """
    first, last = _both(frame["start"], frame["end"])
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
        closing = (opening + np.timedelta64(size, "M")).astype("M8[D]") - _DAY
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
    return _plain(frame[name] if name in frame.columns else None, length_)


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
    until = _plain(opened, size) if opened is not None else _column(frame, "opened", size)
    since = (
        _plain(opened_from, size)
        if opened_from is not None
        else _column(frame, "opened_from", size)
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

    Examples
    --------
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

    Examples
    --------
    >>> row = pd.DataFrame({"start": [pd.Timestamp("2018-01-01")],
    ...     "end": [pd.Timestamp("2018-03-31")], "precision": ["month"]})
    >>> float(longest(row, "month")[0])
    3.0
    """
    earliest_start, _, _, latest_end = limits(frame, opened_from=opened_from, opened=opened)
    return length(earliest_start, latest_end, unit)


@dataclass(frozen=True)
class Window:
    """One window: its days, and how exactly they are known.

    Attributes
    ----------
    start, end
        First and last day, both inclusive.
    precision
        day, month, quarter, year, open; see `limits`.
    published_from, published
        Earliest and latest day of publication; None where unknown.
    opened_from, opened
        Earliest and latest day that counts as the opening, for a figure since then.

    Raises
    ------
    WindowError
        A window that ends before it starts, lacks a day, or has an unknown precision.

    Examples
    --------
    >>> window = Window(pd.Timestamp("2017-04-10"), pd.Timestamp("2018-07-31"))
    >>> window.length("day"), round(window.length("month"), 2)
    (478.0, 15.71)
    """

    start: pd.Timestamp
    end: pd.Timestamp
    precision: Literal["day", "month", "quarter", "year", "open"] = "day"
    published_from: pd.Timestamp | None = None
    published: pd.Timestamp | None = None
    opened_from: pd.Timestamp | None = None
    opened: pd.Timestamp | None = None

    def __post_init__(self) -> None:
        """Take the days as timestamps and refuse what is no window."""
        for name in ("start", "end", "published_from", "published", "opened_from", "opened"):
            day = getattr(self, name)
            if day is not None:
                object.__setattr__(self, name, None if pd.isna(day) else pd.Timestamp(day))
        self.limits()

    def _frame(self) -> pd.DataFrame:
        """The window as a frame of one row."""
        names = ("start", "end", "published_from", "published", "opened_from", "opened")
        columns = {name: _plain(getattr(self, name)).astype("M8[us]") for name in names}
        return pd.DataFrame(columns).assign(precision=self.precision)

    def limits(self) -> tuple[pd.Timestamp, pd.Timestamp, pd.Timestamp, pd.Timestamp]:
        """Return earliest and latest start, earliest and latest end."""
        first, second, third, fourth = (pd.Timestamp(day[0]) for day in limits(self._frame()))
        return first, second, third, fourth

    def length(self, unit: str) -> float:
        """Return the length as stored, in day, week, month, quarter or year."""
        frame = self._frame()
        return float(length(frame["start"], frame["end"], unit)[0])

    def shortest(self, unit: str) -> float:
        """Return the shortest length that the precision allows."""
        return float(shortest(self._frame(), unit)[0])

    def longest(self, unit: str) -> float:
        """Return the longest length that the precision allows."""
        return float(longest(self._frame(), unit)[0])


def same_day(left: Days | pd.Timestamp, right: Days | pd.Timestamp) -> None:
    """Refuse two stocks of different days.

    Parameters
    ----------
    left, right
        The days on which the stocks were counted, shape (rows,) or single days.

    Raises
    ------
    WindowError
        A pair of days differs, or one is not known; both are named.

    Examples
    --------
    >>> same_day(pd.Timestamp("2017-12-31"), pd.Timestamp("2017-12-31"))
    """
    first, second = np.broadcast_arrays(_plain(left), _plain(right))
    differ = ~(first == second)
    if differ.any():
        at = int(np.flatnonzero(differ)[0])
        raise WindowError(
            f"two stocks of different days, {first[at]} and {second[at]}",
            mend="take both stocks of one day, or the change from one to the other as a flow",
        )


_YEAR = re.compile(r"(\d{4})年?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_QUARTER = re.compile(r"(\d{4})[-年 ]?(?:Q|第)([1-4])(?:季度)?", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def period(text: str) -> tuple[pd.Timestamp, pd.Timestamp, str]:
    """Read a period into its first day, its last day and the precision of the text.

    Parameters
    ----------
    text
        "2018", "2018-07", "2018Q3", "2018-07-05", or two of these with a slash between them;
        2018年, 2018年7月, 2018年第三季度 as the statistics office writes them.

    Returns
    -------
    tuple
        First and last day, and "year", "quarter", "month" or "day": the coarser of the two ends.

    Raises
    ------
    WindowError
        The text is no period, or runs backwards.

    Examples
    --------
    >>> start, end, precision = period("2018Q3")
    >>> str(start.date()), str(end.date()), precision
    ('2018-07-01', '2018-09-30', 'quarter')
    """
    whole = _single(text)
    if whole is not None:
        return whole
    head, slash, tail = text.partition("/")
    first, second = _single(head), _single(tail)
    if not slash or first is None or second is None:
        raise WindowError(
            f"{shorten(text)!r} is no period",
            mend='write "2018", "2018-07", "2018Q3", "2018-07-05" or "2018-01/2018-08"',
        )
    if second[1] < first[0]:
        raise WindowError(f"{shorten(text)!r} ends before it starts", mend="swap the two ends")
    coarser = max(first[2], second[2], key=["day", "month", "quarter", "year"].index)
    return first[0], second[1], coarser


def _single(text: str) -> tuple[pd.Timestamp, pd.Timestamp, str] | None:
    """One year, month, quarter or day; None where the text is none of them."""
    written = text.strip()
    if len(written) > 20:
        return None
    for numeral, digit in zip("一二三四", "1234", strict=True):
        written = written.replace(f"第{numeral}季", f"第{digit}季")
    for pattern, precision in (
        (_YEAR, "year"),
        (_QUARTER, "quarter"),
        (_MONTH, "month"),
        (_DATE, "day"),
    ):
        match = pattern.fullmatch(written)
        if match:
            return _calendar([int(number) for number in match.groups()], precision)
    return None


def _calendar(numbers: list[int], precision: str) -> tuple[pd.Timestamp, pd.Timestamp, str] | None:
    """First and last day of a year, quarter, month or day given in numbers."""
    year, second, day = [*numbers, 1, 1][:3]
    month = 3 * second - 2 if precision == "quarter" else second
    size = {"year": 12, "quarter": 3, "month": 1, "day": 0}[precision]
    if not (_FIRST_YEAR <= year <= _LAST_YEAR - 1 and 1 <= month <= 12):
        return None
    try:
        start = pd.Timestamp(year=year, month=month, day=day).as_unit("us")
    except ValueError:
        return None
    if size == 0:
        return start, start, precision
    end = start + pd.DateOffset(months=size) - pd.Timedelta(days=1)
    return start, end.as_unit("us"), precision
