"""How long the windows of rows are, and how a period is told in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.convert import rows

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.convert.rows import Places

__all__ = ["days_apart", "in_short", "lengths"]


def days_apart(frame: pd.DataFrame) -> Places:
    """Days from the first to the last of each window, 0 for a single day, shape (rows,)."""
    apart = rows.days(frame, "end") - rows.days(frame, "start")
    days: Places = (apart // np.timedelta64(1, "D")).astype(np.intp)
    return days


def lengths(frame: pd.DataFrame) -> Places:
    """A number for the length of each window, shape (rows,): alike for months, quarters, years.

    The months of a year to date have each a number of their own, whatever the calendar.
    """
    return days_apart(frame) // 27


def in_short(start: pd.Timestamp, end: pd.Timestamp) -> str:
    """A period in short: the year of a whole one or of its last day, else the last day.

    Examples
    --------
    >>> import pandas as pd
    >>> in_short(pd.Timestamp("2018-01-01"), pd.Timestamp("2018-12-31"))
    '2018'
    >>> in_short(pd.Timestamp("2018-01-01"), pd.Timestamp("2018-03-31"))
    '2018-03-31'
    """
    last = (end.month, end.day) == (12, 31)
    whole = start == end or (start.year, start.month, start.day) == (end.year, 1, 1)
    return f"{end.year}" if last and whole else f"{end:%Y-%m-%d}"
