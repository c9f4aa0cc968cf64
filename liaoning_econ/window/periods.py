"""Periods in a text: 2018, 2018-07, 2018Q3, 2018-01/2018-08, 2018年7月."""

from __future__ import annotations

import datetime
import re
from typing import Final

import numpy as np
import pandas as pd

from liaoning_econ.errors import WindowError, shorten

__all__ = ["period", "period_of", "written"]

_FIRST_YEAR: Final = 1000
_LAST_YEAR: Final = 9999
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


def period_of(given: object) -> tuple[pd.Timestamp, pd.Timestamp, str]:
    """Read what a caller gives for a day or a period: a text, a year or a date.

    Parameters
    ----------
    given
        A text as in `period`, a whole number that is a year, a date or timestamp. Of a moment with
        a time zone the day is that of its own calendar.

    Returns
    -------
    tuple
        As `period`; of a date first and last day are the same.

    Raises
    ------
    WindowError
        It is no period: NaT, None, a number that is no year, anything else.

    Examples
    --------
    >>> start, end, precision = period_of(2018)
    >>> str(start.date()), str(end.date()), precision
    ('2018-01-01', '2018-12-31', 'year')
    """
    if isinstance(given, str):
        return period(given)
    if isinstance(given, (int, np.integer)) and not isinstance(given, bool):
        return period(str(given))
    if isinstance(given, (datetime.date, np.datetime64)):
        stamp = pd.Timestamp(given)
        if not pd.isna(stamp):
            day = stamp.tz_localize(None).normalize().as_unit("us")
            return day, day, "day"
    raise WindowError(
        f"{shorten(repr(given))} is no period", mend="give a day such as '2018-08-15', or a year"
    )


def written(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """Write a period as `period` reads it, as short as can be.

    Parameters
    ----------
    first, last
        First and last day, both inclusive.

    Returns
    -------
    str
        "2018", "2018Q3", "2018-07" or "2018-07-05"; of other windows the two ends with a slash
        between them, in months where they are whole.

    Raises
    ------
    WindowError
        The last day is before the first.

    Examples
    --------
    >>> written(pd.Timestamp("2018-07-01"), pd.Timestamp("2018-09-30"))
    '2018Q3'
    >>> written(pd.Timestamp("2018-01-01"), pd.Timestamp("2018-08-31"))
    '2018-01/2018-08'
    """
    if last < first:
        raise WindowError(f"{first:%Y-%m-%d} to {last:%Y-%m-%d} runs backwards", mend="swap them")
    if first == last:
        return f"{first:%Y-%m-%d}"
    if first.day != 1 or (last + pd.Timedelta(days=1)).day != 1:
        return f"{first:%Y-%m-%d}/{last:%Y-%m-%d}"
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months == 12 and first.month == 1:
        return f"{first:%Y}"
    if months == 3 and first.month % 3 == 1:
        return f"{first:%Y}Q{first.quarter}"
    return f"{first:%Y-%m}" if months == 1 else f"{first:%Y-%m}/{last:%Y-%m}"


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
