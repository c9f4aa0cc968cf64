"""A rate on its days of publication, and the first of them that shows an event.

A frame of rates has one row a calendar day; a week-end repeats the rate of the day before, which
would count as a day on which nothing moved. Here each publication day stands once.

The euro reference rates are a snapshot of 14:15 Frankfurt time, early evening in China and morning
in New York: a fixing or an announcement of a Chinese working day is in the rate of the same day, an
announcement of a New York afternoon in that of the next.
Reference: European Central Bank (2015), ECB introduces changes to euro foreign exchange reference
rates, press release, 7 December 2015.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import window
from liaoning_econ.errors import SchemaError, TrendError, UnknownCodeError
from liaoning_econ.exchange import LONGEST_PAUSE
from liaoning_econ.frames import RATES, plain_codes
from liaoning_econ.trends.arguments import require_whole
from liaoning_econ.validation import light

__all__ = ["ALL", "Dated", "Published", "dated", "published", "some"]

Floats: TypeAlias = npt.NDArray[np.float64]
Days: TypeAlias = npt.NDArray[np.datetime64]
Places: TypeAlias = npt.NDArray[np.intp]

_SHOWN: Final = 5
# The event that stands for the mean of all; no event may have its name.
ALL: Final = "all"


@dataclass(frozen=True)
class Published:
    """One pair on its publication days.

    Attributes
    ----------
    base, quote : str
        ISO 4217 codes; the rate is units of quote for one base.
    days : np.ndarray
        Publication days, shape (n,), ascending, each once.
    rate : np.ndarray
        Shape (n,), positive.
    """

    base: str
    quote: str
    days: Days
    rate: Floats

    @property
    def changes(self) -> Floats:
        """Log changes from one publication day to the next, in percent, shape (n - 1,)."""
        return 100.0 * np.diff(np.log(self.rate))

    @property
    def name(self) -> str:
        """The pair and its span, for a message."""
        return f"{self.base}/{self.quote} ({self.days[0]} to {self.days[-1]})"


@dataclass(frozen=True)
class Dated:
    """Events that are known to the day.

    Attributes
    ----------
    names : tuple of str
        Their codes, in order of their days.
    days : np.ndarray
        First days, shape (events,).
    lags : np.ndarray
        Publication days by which the rate shows each later, shape (events,).
    """

    names: tuple[str, ...]
    days: Days
    lags: Places

    def places(self, table: Published) -> Places:
        """Place among a pair's publication days of the first that shows each event.

        Parameters
        ----------
        table
            The pair.

        Returns
        -------
        np.ndarray
            Shape (events,); may lie past the last day.
        """
        first = np.searchsorted(table.days, self.days)
        return np.asarray(first + self.lags, dtype=np.intp)


def published(rates: pd.DataFrame, *, least: int = 2, what: str = "rates") -> list[Published]:
    """Each pair of a frame of daily rates on its publication days.

    Parameters
    ----------
    rates
        Rates of kind daily, any number of pairs, in any order.
    least
        How many publication days each pair must have.
    what
        How a message names the frame.

    Returns
    -------
    list of Published
        One a pair, in order of first coming.

    Raises
    ------
    SchemaError
        A column is missing or of another kind.
    TrendError
        No rows, averages or ends of periods, a rate that is missing, infinite or not positive, two
        rates of one day, a pause of more than ten days, or too few publication days.

    Examples
    --------
    >>> from liaoning_econ import exchange
    >>> week = exchange.rates("USD", "CNY", "2018-08-03", "2018-08-07")
    >>> [str(day) for day in published(week)[0].days]
    ['2018-08-03', '2018-08-06', '2018-08-07']
    """
    light(rates, RATES, what=what)
    _require_daily(rates, what)
    pairs = pd.MultiIndex.from_arrays([plain_codes(rates[name]) for name in ("base", "quote")])
    places, found = pd.factorize(pairs)
    return [
        _published(rates[places == number], str(base), str(quote), least, what)
        for number, (base, quote) in enumerate(found)
    ]


def _require_daily(rates: pd.DataFrame, what: str) -> None:
    """Daily rates that have a logarithm."""
    if not len(rates):
        raise TrendError(f"{what} has no rows", mend="ask le.rates(base, quote, start, end)")
    other = (plain_codes(rates["kind"]) != "daily").to_numpy()
    if other.any():
        row = int(np.flatnonzero(other)[0])
        raise TrendError(
            f"{what}, row {row}: a rate of kind {rates['kind'].iloc[row]}, not daily",
            mend="ask le.rates without average= and end_of=",
            rows=rates[other],
        )
    rate = rates["rate"].to_numpy(dtype=np.float64)
    days = rates["date_used"].to_numpy(dtype="datetime64[D]")
    bad = ~(np.isfinite(rate) & (rate > 0)) | np.isnat(days)
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise TrendError(
            f"{what}, row {row}: the rate of {days[row]} is {rate[row]:g}",
            mend="leave such rows out: a rate is a positive number of a known day",
            rows=rates[bad],
        )


def _published(rows: pd.DataFrame, base: str, quote: str, least: int, what: str) -> Published:
    """One pair's rows as a series of publication days."""
    used = rows["date_used"].to_numpy(dtype="datetime64[D]")
    rate = rows["rate"].to_numpy(dtype=np.float64)
    days, first, place = np.unique(used, return_index=True, return_inverse=True)
    unlike = rate != rate[first][place]
    if unlike.any():
        row = int(np.flatnonzero(unlike)[0])
        raise TrendError(
            f"{what}: {base}/{quote} has two rates of {used[row]}, "
            f"{rate[first][place][row]:g} and {rate[row]:g}",
            mend="keep one of the two",
            rows=rows[used == used[row]],
        )
    pauses = np.diff(days).astype(np.int64)
    if (pauses > LONGEST_PAUSE).any():
        late = int(np.flatnonzero(pauses > LONGEST_PAUSE)[0])
        raise TrendError(
            f"{what}: {base}/{quote} has no rate between {days[late]} and {days[late + 1]}",
            mend="ask le.rates for one stretch of days without a gap",
        )
    if days.size < least:
        raise TrendError(
            f"{what}: {base}/{quote} has {days.size:,} publication days, {least:,} are needed",
            mend="ask le.rates for a longer stretch of days",
        )
    return Published(base, quote, days, rate[first])


def dated(
    events: pd.DataFrame | Mapping[str, object],
    *,
    lag: int | Mapping[str, int] = 0,
    drop: Sequence[str] = (),
) -> Dated:
    """Events that are known to the day, in order of their days.

    Parameters
    ----------
    events
        A frame with the columns event, start and precision, as `le.events()` gives it, or days by
        name.
    lag
        Publication days by which the rate shows an event later: one number, or one by code.
    drop
        Codes to leave out.

    Returns
    -------
    Dated

    Raises
    ------
    SchemaError
        A column of `events` is missing.
    TrendError
        No event is left, one is known to the month or year only, a code stands twice or is
        "all", or a lag is no whole number of days.
    UnknownCodeError
        A code in `drop` or `lag` that `events` does not have.

    Examples
    --------
    >>> dated({"reform": "2015-08-11"}).names
    ('reform',)
    """
    names, days, precise = _read(events)
    left_out = {drop} if isinstance(drop, str) else set(drop)
    for code in [*sorted(left_out), *(lag if isinstance(lag, Mapping) else ())]:
        if code not in names:
            raise UnknownCodeError("event", str(code), names, mend="take a code that `events` has")
    kept = np.array([name not in left_out for name in names], dtype=np.bool_)
    _require_events(names, kept, precise)
    order = np.flatnonzero(kept)[np.argsort(days[kept], kind="stable")]
    chosen = tuple(names[place] for place in order)
    later = [lag.get(name, 0) if isinstance(lag, Mapping) else lag for name in chosen]
    for name, number in zip(chosen, later, strict=True):
        require_whole(number, f"lag of {name}")
    return Dated(chosen, days[order], np.array(later, dtype=np.intp))


def _read(
    events: pd.DataFrame | Mapping[str, object],
) -> tuple[list[str], Days, npt.NDArray[np.bool_]]:
    """Codes, first days, and whether they are known to the day."""
    if isinstance(events, pd.DataFrame):
        missing = [name for name in ("event", "start", "precision") if name not in events.columns]
        if missing:
            raise SchemaError(
                f"events lacks the columns {missing}",
                mend="take rows of le.events(), or give days by name: {'reform': '2015-08-11'}",
            )
        names = [str(code) for code in events["event"]]
        days = events["start"].to_numpy(dtype="datetime64[D]")
        precise = (plain_codes(events["precision"]) == "day").to_numpy(dtype=np.bool_)
        return names, days, precise & ~np.isnat(days)
    read = [window.period_of(day) for day in events.values()]
    first = [start.to_datetime64() for start, _, _ in read]
    exact = [precision == "day" for _, _, precision in read]
    return [*map(str, events)], np.array(first, dtype="datetime64[D]"), np.array(exact, dtype=bool)


def _require_events(
    names: list[str], kept: npt.NDArray[np.bool_], precise: npt.NDArray[np.bool_]
) -> None:
    """Events with names of their own, known to the day."""
    if not kept.any():
        raise TrendError("no event is left", mend="give at least one event that is known to a day")
    chosen = [name for name, keep in zip(names, kept, strict=True) if keep]
    twice = sorted({name for name in chosen if chosen.count(name) > 1})
    if twice or ALL in chosen:
        raise TrendError(
            f"events: {twice[0]!r} stands twice" if twice else f"events: a code is {ALL!r}",
            mend="give each event a code of its own; 'all' is that of their mean",
        )
    chosen_precise = precise[kept]
    vague = [name for name, known in zip(chosen, chosen_precise, strict=True) if not known]
    if vague:
        raise TrendError(
            f"events: {some(vague)}: not known to the day, so no day is the first that shows them",
            mend=f"give the day, or leave them out by name: drop={vague!r}",
        )


def some(names: Sequence[str]) -> str:
    """The first few codes, and how many more there are.

    Parameters
    ----------
    names
        Codes.

    Returns
    -------
    str
        For a message.

    Examples
    --------
    >>> some(["E10", "E43"])
    'E10, E43'
    """
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
