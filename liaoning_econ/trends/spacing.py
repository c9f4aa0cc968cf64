"""How windows follow one another: in calendar months, month ends being month ends of any length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from liaoning_econ.convert import rows

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CUMULATIVE", "MONTHLY_STEPS", "Calendar", "calendar_of", "day_in_month"]

# Months from one period to the next that divide a year.
MONTHLY_STEPS: Final = (1, 2, 3, 4, 6, 12)
# The kind of window of a figure that runs from a fixed opening: its end alone tells the period.
CUMULATIVE: Final = 0
_ONE: Final = np.timedelta64(1, "D")
_DAY: Final = np.timedelta64(1, "D").astype("m8[us]")
# In days after the first.
_SHORTEST_MONTH: Final = 27
_MONTH: Final = np.timedelta64(1, "M")


@dataclass(frozen=True)
class Calendar:
    """First and last days in months, shape (rows,) each.

    Attributes
    ----------
    first, last
        Months since 1970 of the first and the last day; for a cumulative figure both of the last.
    first_day, last_day
        Day of the month, 1 to 31, of the same days.
    first_closes, last_closes
        Whether that day is the last of its month.
    kind
        Rows of one number have windows of one length: whole calendar months, months from some day
        on, or days; 0 for cumulative figures.
    """

    first: npt.NDArray[np.int64]
    last: npt.NDArray[np.int64]
    first_day: npt.NDArray[np.int64]
    last_day: npt.NDArray[np.int64]
    first_closes: npt.NDArray[np.bool_]
    last_closes: npt.NDArray[np.bool_]
    kind: npt.NDArray[np.int64]


def calendar_of(frame: pd.DataFrame) -> Calendar:
    """Where each window stands in the calendar.

    Parameters
    ----------
    frame
        Typed rows whose days are known.

    Returns
    -------
    Calendar
        Shape (rows,) throughout.
    """
    last, last_day, last_closes = _placed(rows.days(frame, "end"))
    first, first_day, first_closes = _placed(rows.days(frame, "start"))
    # A window of whole months is of another kind than one of as many that begins within a month;
    # of what is shorter than a month the days tell.
    length = (rows.days(frame, "end") - rows.days(frame, "start")) // _DAY
    odd = np.where(length < _SHORTEST_MONTH, length, _SHORTEST_MONTH + last - first)
    kind = np.where((first_day == 1) & last_closes, 2 * (last - first) + 1, 2 * odd + 2)
    cumulative = np.asarray((frame["measure"] == "cumulative").to_numpy(), dtype=np.bool_)
    if cumulative.any():
        kind = np.where(cumulative, CUMULATIVE, kind)
        first = np.where(cumulative, last, first)
        first_day = np.where(cumulative, last_day, first_day)
        first_closes = np.where(cumulative, last_closes, first_closes)
    return Calendar(first, last, first_day, last_day, first_closes, last_closes, kind)


def day_in_month(
    month: npt.NDArray[np.int64], day: npt.NDArray[np.int64], closes: npt.NDArray[np.bool_]
) -> npt.NDArray[np.datetime64]:
    """The day of a month; its last where the month is shorter, or where that is asked for.

    Parameters
    ----------
    month
        Months since 1970.
    day
        Day of the month, from 1.
    closes
        Whether the month's last day is asked for.

    Returns
    -------
    ndarray of datetime64[us]
        Of the shape that the three have together.
    """
    opening = month.astype("M8[M]")
    last = (opening + _MONTH).astype("M8[D]") - _ONE
    wanted = opening.astype("M8[D]") + (day - 1).astype("m8[D]")
    return np.where(closes, last, np.minimum(wanted, last)).astype("M8[us]")


def _placed(
    days: npt.NDArray[np.datetime64],
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.bool_]]:
    """Month since 1970, day of the month, and whether it is the month's last."""
    # As many different days as a calendar has, whatever the number of rows.
    plain = days.astype("M8[D]")
    if not plain.size:
        none = np.zeros(0, dtype=np.int64)
        return none, none, np.zeros(0, dtype=np.bool_)
    least = plain.min()
    every = np.arange(least, plain.max() + 2 * _ONE)
    month = every.astype("M8[M]")
    day = (every - month.astype("M8[D]")).astype(np.int64) + 1
    closes = np.append(month[1:] != month[:-1], [False])
    place = (plain - least).astype(np.int64)
    return month.astype(np.int64)[place], day[place], closes[place]
