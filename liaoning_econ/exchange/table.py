"""One pair as a dense table of days: the rate of any day, window or range in a look or two.

Days are numbers since 1 January 1970, as numpy counts them, so that ten million of them are one
array of integers and no object is made.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from liaoning_econ.errors import ExchangeRateError
from liaoning_econ.exchange.ecb import FIRST, Floats, Integers, per_euro, text_of

if TYPE_CHECKING:
    import pandas as pd

# A rate is kept over days without publication for this long; the longest pause of the bank
# itself since 2005 is five days (Easter, Christmas).
LONGEST_PAUSE = 10


@dataclass(frozen=True, eq=False)
class Pair:
    """All rates of one pair as arrays, for those who have many days; `pair` makes it.

    Attributes
    ----------
    base, quote : str
        ISO 4217 codes; a rate is units of quote for one base.
    days : np.ndarray
        Publication days on which both have a rate, shape (n,), days since 1970, ascending.
    rate : np.ndarray
        Their rates, shape (n,).
    last : int
        Last day of the table, days since 1970.

    Examples
    --------
    >>> yuan = pair("USD", "CNY")
    >>> august = np.array(["2018-08-01", "2018-08-31"], "M8[D]").astype(np.int64)
    >>> yuan.on(august).round(4).tolist()
    [6.7988, 6.8375]
    >>> first, last = august[:1], august[1:]
    >>> yuan.covers(first, last).tolist(), yuan.mean(first, last).round(4).tolist()
    ([True], [6.8486])
    >>> [end.round(4).tolist() for end in yuan.range(first, last)]
    [[6.7988], [6.9162]]
    """

    base: str
    quote: str
    days: Integers
    rate: Floats
    last: int

    @cached_property
    def _count(self) -> npt.NDArray[np.int32]:
        """Publication days up to each calendar day, from 31 December 2004 on."""
        calendar = np.arange(FIRST - 1, self.last + 1)
        return np.searchsorted(self.days, calendar, side="right").astype(np.int32)

    @cached_property
    def daily(self) -> Floats:
        """The rate of each calendar day from 1 January 2005 on, NaN where there is none."""
        count = self._count[1:]
        if not self.days.size:
            return np.full(count.size, np.nan)
        used = self.days[count - 1]
        age = np.arange(FIRST, self.last + 1) - used
        return np.where((count > 0) & (age <= LONGEST_PAUSE), self.rate[count - 1], np.nan)

    @cached_property
    def _sums(self) -> tuple[Floats, Floats]:
        """Sum of the first k rates, k = 0 .. n, and what each sum lost in rounding."""
        sums = np.concatenate(([0.0], np.cumsum(self.rate)))
        before, after = sums[:-1], sums[1:]
        # Two-sum of Knuth (1969): the error of each addition, exactly.
        taken = after - before
        lost = (before - (after - taken)) + (self.rate - taken)
        return sums, np.concatenate(([0.0], np.cumsum(lost)))

    @cached_property
    def _missing(self) -> npt.NDArray[np.int32]:
        """Calendar days without a rate among the first k, k = 0 .. number of days."""
        return np.concatenate(([0], np.cumsum(np.isnan(self.daily)))).astype(np.int32)

    @cached_property
    def _extremes(self) -> list[tuple[Floats, Floats]]:
        """Least and greatest of each run of 2**k rates (a sparse table: any range in two looks)."""
        levels = [(self.rate, self.rate)]
        while (half := 1 << (len(levels) - 1)) * 2 <= self.rate.size:
            low, high = levels[-1]
            low, high = np.minimum(low[:-half], low[half:]), np.maximum(high[:-half], high[half:])
            levels.append((low, high))
        return levels

    def on(self, days: Integers) -> Floats:
        """Rate of each calendar day (days since 1970); NaN where there is none.

        Parameters
        ----------
        days
            Shape (n,), any order.

        Returns
        -------
        np.ndarray
            Shape (n,), units of quote for one base.
        """
        place = days - FIRST
        if place.size and (place.min() < 0 or place.max() >= self.daily.size):
            inside = (place >= 0) & (place < self.daily.size)
            return np.where(inside, self.daily[np.where(inside, place, 0)], np.nan)
        return self.daily[place]

    def used(self, days: Integers) -> Integers:
        """Publication day whose rate answers for each day (which must have one)."""
        return self.days[self._count[days - FIRST + 1] - 1]

    def covers(self, starts: Integers, ends: Integers) -> npt.NDArray[np.bool_]:
        """Whether each window, ends inclusive, has a rate on every one of its days."""
        inside = (starts >= FIRST) & (ends <= self.last) & (starts <= ends)
        first = np.where(inside, starts - FIRST, 0)
        after = np.where(inside, ends - FIRST + 1, 0)
        whole: npt.NDArray[np.bool_] = inside & (self._missing[after] == self._missing[first])
        return whole

    def mean(self, starts: Integers, ends: Integers) -> Floats:
        """Arithmetic mean over the publication days of each covered window, ends inclusive.

        A window without publication day (a week-end) has the rate in force on it.
        """
        total, number = self.total(starts, ends)
        return np.where(number > 0, total / np.maximum(number, 1), self.on(ends))

    def total(self, starts: Integers, ends: Integers) -> tuple[Floats, Integers]:
        """Sum of the rates, and number, of the publication days of each covered window."""
        first, after = self._count[starts - FIRST], self._count[ends - FIRST + 1]
        sums, lost = self._sums
        total = (sums[after] - sums[first]) + (lost[after] - lost[first])
        return total, (after - first).astype(np.int64)

    def range(self, starts: Integers, ends: Integers) -> tuple[Floats, Floats]:
        """Least and greatest rate in force during each covered window, ends inclusive."""
        first = self._count[starts - FIRST + 1] - 1
        after = self._count[ends - FIRST + 1]
        level = np.frexp(after - first)[1] - 1
        low, high = np.empty(first.size), np.empty(first.size)
        for each in np.unique(level):
            at = level == each
            left, right = first[at], after[at] - (1 << int(each))
            least, greatest = self._extremes[each]
            low[at] = np.minimum(least[left], least[right])
            high[at] = np.maximum(greatest[left], greatest[right])
        return low, high

    def error(self, days: Iterable[int], rows: pd.DataFrame | None = None) -> ExchangeRateError:
        """Say which days there are; for days (since 1970) that have no rate."""
        asked = [int(day) for day in days]
        named = ", ".join(text_of(day) for day in asked[:3])
        more = f" and {len(asked) - 3:,} more days" if len(asked) > 3 else ""
        spans = "; ".join(f"{text_of(first)} to {text_of(last)}" for first, last in self._spans())
        return ExchangeRateError(
            f"no rate of {self.quote} for one {self.base} on {named}{more}: the table (euro "
            f"reference rates, 2005-01-01 to {text_of(self.last)}) has this pair on "
            f"{spans or 'no day'}",
            mend="ask a day in that range, or convert through a currency that has one",
            rows=rows,
        )

    def _spans(self) -> list[tuple[int, int]]:
        """First and last day of each stretch of days that have a rate."""
        known = np.concatenate(([False], ~np.isnan(self.daily), [False]))
        edges = np.flatnonzero(known[1:] != known[:-1]) + FIRST
        return [(int(first), int(after) - 1) for first, after in edges.reshape(-1, 2)]


@lru_cache(maxsize=64)
def pair(base: str, quote: str) -> Pair:
    """All rates of a pair as arrays.

    Parameters
    ----------
    base, quote
        ISO 4217 codes.

    Returns
    -------
    Pair
        Days, rates and the last day of the table.

    Raises
    ------
    ExchangeRateError
        An unknown currency.
    CatalogError
        The bundled file is missing or damaged.

    Examples
    --------
    >>> table = pair("USD", "CNY")
    >>> table.rate[-1] == table.on(table.days[-1:])[0]
    np.True_
    """
    days, base_per_euro = per_euro(base)
    _, quote_per_euro = per_euro(quote)
    rate = quote_per_euro / base_per_euro
    known = ~np.isnan(rate)
    return Pair(base, quote, days[known], rate[known], int(days[-1]))
