"""Questions to the table: rates day by day and on average, moves and their rank, stretches."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import window
from liaoning_econ.errors import ExchangeRateError, WindowError, shorten
from liaoning_econ.exchange.ecb import FIRST, Floats, Integers, text_of
from liaoning_econ.exchange.table import Pair, pair
from liaoning_econ.frames import RATES, conform, constant

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Rates

Day: TypeAlias = str | int | datetime.date | np.datetime64
Days: TypeAlias = npt.ArrayLike | Sequence[datetime.date]
Period: TypeAlias = Literal["month", "quarter", "year", "window"]

SOURCE = "ecb_reference_rates"
_FREQUENCY = {"month": "M", "quarter": "Q", "year": "Y"}


@dataclass(frozen=True)
class Move:
    """How a pair moved between two days; `move` makes it.

    Attributes
    ----------
    base, quote : str
        ISO 4217 codes.
    start_used, end_used : pd.Timestamp
        The publication days whose rates answer.
    start_rate, end_rate : float
        Units of quote for one base.
    base_change, quote_change : float
        Percent: what the base gained in units of quote, and the quote in units of base. They
        differ: 1.25 times as much one way is 0.8 times the other, +25 and -20 percent.
    log_points : float
        100 times the logarithm of end over start rate; the other way it only changes its sign.
    rank, of : int
        Place of this move among all moves of its length, 1 the largest rise of the base.

    Examples
    --------
    >>> one = move("USD", "CNY", "2018-06-14", "2018-08-15")
    >>> round(one.base_change, 2), round(one.quote_change, 2)
    (8.16, -7.54)
    """

    base: str
    quote: str
    start_used: pd.Timestamp
    end_used: pd.Timestamp
    start_rate: float
    end_rate: float
    base_change: float
    quote_change: float
    log_points: float
    rank: int
    of: int

    def __repr__(self) -> str:
        """Both directions, the days used and the rank, in one line."""
        return (
            f"<Move {self.start_used:%Y-%m-%d} to {self.end_used:%Y-%m-%d}: "
            f"{self.start_rate:.4f} to {self.end_rate:.4f} {self.quote} for one {self.base}, "
            f"{self.base} {self.base_change:+.2f} %, {self.quote} {self.quote_change:+.2f} %, "
            f"rank {self.rank:,} of {self.of:,}>"
        )


def rates(
    base: str,
    quote: str,
    start: Day,
    end: Day,
    *,
    average: Period | None = None,
    end_of: Period | None = None,
) -> DataFrame[Rates]:
    """Units of quote for one base: day by day, averages, or ends of periods.

    Parameters
    ----------
    base, quote
        ISO 4217 codes.
    start, end
        First and last day, both inclusive. A month ("2018-07") or a year (2018) means its first
        day in `start` and its last in `end`.
    average
        Arithmetic mean over the publication days of each calendar month, quarter or year as far
        as it lies between start and end, or of the whole window (kind average).
    end_of
        The last rate of each of those instead (kind end).

    Returns
    -------
    DataFrame[Rates]
        One row a calendar day (kind daily), or one a period, `date` its last day. `date_used` is
        the publication day whose rate answers, for an average the last that entered.

    Raises
    ------
    ExchangeRateError
        An unknown currency, or a day that has no rate.
    WindowError
        `end` before `start`, or a day that cannot be read.

    Examples
    --------
    >>> july = rates("USD", "CNY", "2018-07-27", "2018-07-30")
    >>> july.date_used.dt.day.tolist(), july.rate.round(4).tolist()
    ([27, 27, 27, 30], [6.8348, 6.8348, 6.8348, 6.8223])
    >>> rates("USD", "CNY", "2018-01", "2018-12", average="year").rate.round(4).tolist()
    [6.6187]
    """
    table = pair(base, quote)
    first, last = _window(start, end)
    if average is not None and end_of is not None:
        raise ExchangeRateError(
            "average and end_of are both given", mend="ask the two one after the other"
        )
    period = average or end_of
    starts, ends = _periods(first, last, period)
    if not table.covers(np.array([first]), np.array([last]))[0]:
        raise table.error(_without_rate(table, first, last))
    rate = table.on(ends) if average is None else table.mean(starts, ends)
    kind = "average" if average else "end" if end_of else "daily"
    frame = pd.DataFrame(
        {
            "base": constant(table.base, ends.size),
            "quote": constant(table.quote, ends.size),
            "date": _stamps(ends),
            "date_used": _stamps(table.used(ends)),
            "rate": rate,
            "kind": constant(kind, ends.size),
            "source": constant(SOURCE, ends.size),
        }
    )
    return cast("DataFrame[Rates]", conform(frame, RATES))


def move(base: str, quote: str, start: Day, end: Day) -> Move:
    """How much the base gained in units of quote, and the quote in units of base.

    The rank is among all overlapping moves of the same length since 2005: the length is the
    number of calendar days between the two days used, each publication day on which the pair has
    a rate is a start, each day that many days later an end (with the rate in force on it). This
    move is one of them. Rank 1 is the largest rise of the base, rank `of` its largest fall.

    Parameters
    ----------
    base, quote
        ISO 4217 codes; rates are units of quote for one base.
    start, end
        The days asked; a week-end has the rate of the day before.

    Returns
    -------
    Move

    Raises
    ------
    ExchangeRateError
        An unknown currency, or a day that has no rate.
    WindowError
        `end` before `start`, or no publication day between the two.

    Examples
    --------
    >>> yuan = move("USD", "CNY", "2018-06-14", "2018-08-15")
    >>> round(yuan.base_change, 2), round(yuan.quote_change, 2), yuan.rank
    (8.16, -7.54, 1)
    """
    table = pair(base, quote)
    first, last = _window(start, end)
    asked = np.array([first, last])
    found = table.on(asked)
    if np.isnan(found).any():
        raise table.error(asked[np.isnan(found)])
    used = table.used(asked)
    if used[0] == used[1]:
        raise WindowError(
            f"no move: {text_of(first)} and {text_of(last)} both have the rate of "
            f"{text_of(int(used[0]))}",
            mend="take days at least one publication apart",
        )
    starts = table.days[table.days >= FIRST]
    ratios = table.on(starts + (used[1] - used[0])) / table.on(starts)
    ratios = ratios[~np.isnan(ratios)]
    ratio = found[1] / found[0]
    return Move(
        base=table.base,
        quote=table.quote,
        start_used=_stamp(int(used[0])),
        end_used=_stamp(int(used[1])),
        start_rate=float(found[0]),
        end_rate=float(found[1]),
        base_change=float(100 * (ratio - 1)),
        quote_change=float(100 * (found[0] / found[1] - 1)),
        log_points=100 * math.log(ratio),
        rank=1 + int((ratios > ratio).sum()),
        of=int(ratios.size),
    )


def rate_on(base: str, quote: str, days: Days) -> tuple[Floats, np.ndarray]:
    """Rate of each day and the publication day that it is of.

    Parameters
    ----------
    base, quote
        ISO 4217 codes.
    days
        Days, shape (n,): datetime64, or what numpy reads as such.

    Returns
    -------
    rate : np.ndarray
        Shape (n,), units of quote for one base.
    day_used : np.ndarray
        Shape (n,), datetime64[D].

    Raises
    ------
    ExchangeRateError
        An unknown currency, NaT, or a day that has no rate.

    Examples
    --------
    >>> rate, used = rate_on("EUR", "CNY", ["2018-08-31", "2018-09-02"])
    >>> rate, used
    (array([7.9664, 7.9664]), array(['2018-08-31', '2018-08-31'], dtype='datetime64[D]'))
    """
    table = pair(base, quote)
    numbers = _numbers(days)
    rate = table.on(numbers)
    if np.isnan(rate).any():
        raise table.error(np.unique(numbers[np.isnan(rate)]))
    return rate, table.used(numbers).astype("datetime64[D]")


def mean_rate(base: str, quote: str, starts: Days, ends: Days) -> Floats:
    """Arithmetic mean of quote for one base over the publication days of each window.

    A window without publication day (a week-end) has the rate in force on it.

    Parameters
    ----------
    base, quote
        ISO 4217 codes.
    starts, ends
        First and last days, inclusive, shape (n,) each.

    Returns
    -------
    np.ndarray
        Shape (n,).

    Raises
    ------
    ExchangeRateError
        An unknown currency, NaT, or a window of which a day has no rate.
    WindowError
        A window that ends before it starts.

    Examples
    --------
    >>> mean_rate("EUR", "USD", ["2018-01-01"], ["2018-12-31"]).round(4)
    array([1.181])
    """
    table = pair(base, quote)
    first, last = np.broadcast_arrays(_numbers(starts), _numbers(ends))
    if (backwards := (last < first) & (last > FIRST - 10**6)).any():
        place = int(np.flatnonzero(backwards)[0])
        raise _backwards(int(first[place]), int(last[place]))
    if not (covered := table.covers(first, last)).all():
        place = int(np.flatnonzero(~covered)[0])
        raise table.error(_without_rate(table, int(first[place]), int(last[place])))
    return table.mean(first, last)


def days_within(
    base: str, quote: str, low: float, high: float, start: Day, end: Day
) -> pd.DataFrame:
    """When a rate lay in an interval: the stretches of publication days.

    Parameters
    ----------
    base, quote
        ISO 4217 codes.
    low, high
        The interval, both ends inclusive, in units of quote for one base.
    start, end
        First and last day to look at, inclusive.

    Returns
    -------
    pd.DataFrame
        One row a stretch of publication days without one outside the interval between: `base,
        quote, start, end` (publication days), `days` (how many), `lowest, highest` (rates).

    Raises
    ------
    ExchangeRateError
        An unknown currency, or a day that has no rate.
    WindowError
        `end` before `start`.

    Examples
    --------
    >>> found = days_within("SGD", "CNY", 4.984, 5.044, "2018-07-01", "2018-09-10")
    >>> found[["start", "end", "days"]]
           start        end  days
    0 2018-07-26 2018-08-31    27
    """
    table = pair(base, quote)
    first, last = _window(start, end)
    if not table.covers(np.array([first]), np.array([last]))[0]:
        raise table.error(_without_rate(table, first, last))
    chosen = (table.days >= first) & (table.days <= last)
    days, rate = table.days[chosen], table.rate[chosen]
    inside = np.concatenate(([False], (rate >= low) & (rate <= high), [False]))
    edges = np.flatnonzero(inside[1:] != inside[:-1]).reshape(-1, 2)
    return pd.DataFrame(
        {
            "base": constant(table.base, len(edges)),
            "quote": constant(table.quote, len(edges)),
            "start": _stamps(days[edges[:, 0]]),
            "end": _stamps(days[edges[:, 1] - 1]),
            "days": edges[:, 1] - edges[:, 0],
            "lowest": np.array([rate[one:two].min() for one, two in edges], dtype=np.float64),
            "highest": np.array([rate[one:two].max() for one, two in edges], dtype=np.float64),
        }
    )


def _numbers(days: Days) -> Integers:
    """Days since 1970; NaT is refused."""
    stamps = np.asarray(days).astype("datetime64[D]")
    if np.isnat(stamps).any():
        raise ExchangeRateError(
            f"no day is given (NaT) in {int(np.isnat(stamps).sum()):,} places, "
            f"the first at position {int(np.flatnonzero(np.isnat(stamps))[0])}",
            mend="fill the days, or leave these rows out",
        )
    return stamps.astype(np.int64)


def _window(start: Day, end: Day) -> tuple[int, int]:
    """First and last day asked, since 1970."""
    first, last = _day(start, 0), _day(end, 1)
    if last < first:
        raise _backwards(first, last)
    return first, last


def _day(value: Day, edge: Literal[0, 1]) -> int:
    """One day since 1970: a period gives its first (edge 0) or last (edge 1) day."""
    if pd.isna(cast("pd.Timestamp", value)):
        raise ExchangeRateError("no day is given (NaT)", mend="give a day such as '2018-08-15'")
    first, last, _ = window.period_of(value)
    stamp = (last if edge else first).to_datetime64()
    return int(stamp.astype("datetime64[D]").astype(np.int64))


def _backwards(first: int, last: int) -> WindowError:
    return WindowError(
        f"the window ends on {text_of(last)}, before it starts on {text_of(first)}",
        mend="swap start and end",
    )


def _periods(first: int, last: int, period: Period | None) -> tuple[Integers, Integers]:
    """First and last day of each calendar period, as far as it lies in the window."""
    if period == "window":
        return np.array([first]), np.array([last])
    days = np.arange(first, last + 1)
    if period is None:
        return days, days
    if period not in _FREQUENCY:
        raise ExchangeRateError(
            f"unknown period {shorten(str(period))!r}",
            mend="take 'month', 'quarter', 'year' or 'window'",
        )
    labels = pd.DatetimeIndex(_stamps(days)).to_period(_FREQUENCY[period]).asi8
    edges = np.flatnonzero(np.diff(labels)) + 1
    return days[np.concatenate(([0], edges))], days[np.concatenate((edges - 1, [days.size - 1]))]


def _without_rate(table: Pair, first: int, last: int) -> Integers:
    """Days of a window that have no rate."""
    days = np.arange(max(first, FIRST - 1), min(last, table.last + 1) + 1)
    if not days.size:
        return np.array([first])
    return days[np.isnan(table.on(days))]


def _stamps(days: Integers) -> np.ndarray:
    """Days since 1970 as the frames' datetimes."""
    return days.astype("datetime64[D]").astype("datetime64[us]")


def _stamp(day: int) -> pd.Timestamp:
    return pd.Timestamp(np.datetime64(day, "D"))
