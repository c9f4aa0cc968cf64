"""Two currencies of one figure: which pairs there are, and what the market had (for LE101)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import exchange, units
from liaoning_econ.auditing.evidence import Span, actual, apart, bounds, hashes, told
from liaoning_econ.auditing.ruling import Finding
from liaoning_econ.auditing.words import amount, days_in_words, joined
from liaoning_econ.comparison.wording import plain
from liaoning_econ.errors import ExchangeRateError

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited

__all__ = ["implied_rates", "tried"]

# Another bank's fixing of the same day, or the midpoint of the central bank.
_FIXING: Final = 0.005
_KEY: Final = ("indicator", "region", "start", "end", "measure", "basis", "prices", "relative_to")
_LOST: Final = (10.0, 100.0, 1_000.0, 10_000.0)


def implied_rates(audited: Audited) -> Iterator[tuple[int, int, bool]]:
    """Pairs of rows that are one figure in two currencies, and whether the text says so.

    Parameters
    ----------
    audited
        The frame.
    """
    numbers, texts = audited.codes("unit")
    money = audited.among("unit", *(text for text in texts if text in units.CURRENCIES))
    rows = np.flatnonzero(money & actual(audited) & (audited.number("value") > 0))
    if len(np.unique(numbers[rows])) < 2:
        return
    pairs: dict[tuple[int, int], bool] = {}
    if audited.has("relation"):
        linked = rows[audited.among("relation", "same_figure")[rows]]
        for row in linked[np.isin(audited.related[linked], rows)]:
            other = int(audited.related[row])
            if numbers[row] != numbers[other] and _one_window(audited, int(row), other):
                pairs[min(int(row), other), max(int(row), other)] = True
    for one, other in _same_keys(audited, rows):
        pairs.setdefault((min(one, other), max(one, other)), False)
    yield from ((one, other, linked) for (one, other), linked in pairs.items())


def _one_window(audited: Audited, one: int, other: int) -> bool:
    """Whether two rows cover the same days, or one of them does not say which."""
    days = [audited.days(name)[[one, other]] for name in ("start", "end")]
    return all(pair[0] == pair[1] or np.isnat(pair).any() for pair in days)


def _same_keys(audited: Audited, rows: np.ndarray) -> Iterator[tuple[int, int]]:
    """Neighbours of one page and one key that differ in their currency."""
    for column in ("indicator", "region", "source"):
        rows = rows[~audited.unstated(column)[rows]]
    rows = rows[~np.isnat(audited.limits(rows)[0])]
    columns = [name for name in (*_KEY, "source", "document", "status") if audited.has(name)]
    keys, numbers = hashes(audited, *columns), audited.codes("unit")[0]
    rows = rows[np.lexsort((numbers[rows], keys[rows]))]
    near = (keys[rows][1:] == keys[rows][:-1]) & (numbers[rows][1:] != numbers[rows][:-1])
    for place in np.flatnonzero(near):
        one, other = int(rows[place]), int(rows[place + 1])
        if all(
            audited.text(one, name) == audited.text(other, name) for name in ("indicator", "region")
        ):
            yield one, other


def tried(audited: Audited, one: int, other: int, *, linked: bool) -> Finding | None:
    """Hold the rate that two amounts imply against the market's.

    Parameters
    ----------
    audited
        The frame.
    one, other
        Rows of one figure in two currencies.
    linked
        Whether the text says that they are one figure; else it is a warning at most.
    """
    value = audited.number("value")
    quote, base = (one, other) if value[one] >= value[other] else (other, one)
    codes = audited.text(base, "unit"), audited.text(quote, "unit")
    implied = _ratio(bounds(audited, quote), bounds(audited, base))
    try:
        table = exchange.pair(*codes)
    except ExchangeRateError:
        table = None
    market = {} if table is None else _market(audited, table, base)
    known = f"{_both(audited, quote, base)} imply {_rate(implied, codes)}"
    if table is None or not market:
        return Finding(
            (quote, base),
            f"{known}, which cannot be decided: no rate is known for their days.",
            found=_rate(implied, codes),
            mend="give the window or the day of publication, or ask for the rate that was used",
            severity="info",
        )
    if any(apart(implied, span) == 0.0 for span in market.values()):
        return None
    wide = _ratio(audited.literal(quote), audited.literal(base))
    hull = min(low for low, _ in market.values()), max(high for _, high in market.values())
    had = joined([f"{_rate(span, codes)} {when}" for when, span in market.items()])
    return Finding(
        (quote, base),
        f"{known}; the market had {had}, each with 0.5 percent for another fixing; "
        f"{_when(table, implied, audited, base)}.",
        found=_rate(implied, codes),
        expected=_rate(hull, codes),
        mend=_lost(implied, market),
        severity="error" if linked and apart(wide, hull) > 0.0 else "warning",
    )


def _both(audited: Audited, quote: int, base: int) -> str:
    first, second = sorted((quote, base))
    return joined([f"{audited.label(row)} ({told(audited, row)})" for row in (first, second)])


def _ratio(above: Span, below: Span) -> Span:
    low = max(above[0], 0.0) / below[1] if np.isfinite(below[1]) else 0.0
    return low, above[1] / below[0] if below[0] > 0 else np.inf


def _market(audited: Audited, table: exchange.Pair, row: int) -> dict[str, Span]:
    """The market's rates of the days of publication, of the end and on average."""
    spans: dict[str, tuple[np.datetime64, np.datetime64]] = {}
    if audited.has("published"):
        latest = audited.days("published")[row]
        earliest = audited.days("published_from")[row] if audited.has("published_from") else latest
        spans["when it was published"] = (
            latest if np.isnat(earliest) else earliest,
            latest,
        )
    limits = [days[row] for days in audited.windows]
    spans["at the end of the window"] = limits[2], limits[3]
    found = {}
    for when, (first, last) in spans.items():
        days = _covered(table, first, last)
        if days is not None:
            low, high = table.range(*days)
            found[when] = float(low[0]), float(high[0])
    means = [_covered(table, limits[0], limits[2]), _covered(table, limits[1], limits[3])]
    averages = [float(table.mean(*days)[0]) for days in means if days is not None]
    if averages:
        found["on average"] = min(averages), max(averages)
    return {
        when: (low * (1 - _FIXING), high * (1 + _FIXING)) for when, (low, high) in found.items()
    }


def _covered(
    table: exchange.Pair, first: np.datetime64, last: np.datetime64
) -> tuple[np.ndarray, np.ndarray] | None:
    """A window as days since 1970, where the table has all of its rates."""
    if np.isnat(first) or np.isnat(last):
        return None
    starts, ends = (np.array([day]).astype("M8[D]").astype(np.int64) for day in (first, last))
    return (starts, ends) if table.covers(starts, ends)[0] else None


def _rate(span: Span, codes: tuple[str, str]) -> str:
    """An interval of rates in words."""
    low, high = (plain(float(f"{end:.4g}")) for end in span)
    ends = low if low == high else f"{low} to {high}"
    base, quote = (amount(2.0, code).partition(" ")[2] for code in codes)
    return f"{ends} {quote} for one {base.removesuffix('s')}"


def _when(table: exchange.Pair, implied: Span, audited: Audited, row: int) -> str:
    """On which days the market had a rate: the stretch nearest to the figure's days."""
    days = pd.to_datetime(table.days[[0, -1]], unit="D")
    try:
        found = exchange.days_within(
            table.base, table.quote, implied[0], implied[1], days[0], days[1]
        )
    except ExchangeRateError:
        return "on which days it had that rate cannot be said"
    if not len(found):
        return f"it has not had that rate since {days[0].year}"
    near = audited.day(row, "published") if audited.has("published") else None
    near = near or audited.day(row, "end") or days[1]
    start, end = found["start"].to_numpy(), found["end"].to_numpy()
    day = near.to_datetime64()
    nearest = found.iloc[int(np.argmin(np.maximum(start - day, day - end)))]
    many = "1 day" if (count := int(found["days"].sum())) == 1 else f"{count:,} days"
    return f"since 2005 it had that rate on {many}, the nearest {_stretch(nearest)}"


def _stretch(row: pd.Series) -> str:
    days = days_in_words(row["start"], row["end"], "day")
    return f"on {days}" if row["start"] == row["end"] else f"from {days}"


def _lost(implied: Span, market: dict[str, Span]) -> str | None:
    """The power of ten that would make the two agree."""
    for factor in _LOST:
        for times, word in ((factor, "small"), (1 / factor, "large")):
            scaled = implied[0] * times, implied[1] * times
            if any(apart(scaled, span) == 0.0 for span in market.values()):
                return f"one of the two is {plain(factor)} times too {word}: look for a lost digit"
    return None
