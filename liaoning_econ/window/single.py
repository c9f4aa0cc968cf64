"""One window as an object, and the days of two stocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from liaoning_econ.errors import WindowError
from liaoning_econ.window.lengths import Days, length, plain
from liaoning_econ.window.spans import limits, longest, shortest

__all__ = ["Window", "same_day"]


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
        columns = {name: plain(getattr(self, name)).astype("M8[us]") for name in names}
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
    first, second = np.broadcast_arrays(plain(left), plain(right))
    differ = ~(first == second)
    if differ.any():
        at = int(np.flatnonzero(differ)[0])
        raise WindowError(
            f"two stocks of different days, {first[at]} and {second[at]}",
            mend="take both stocks of one day, or the change from one to the other as a flow",
        )
