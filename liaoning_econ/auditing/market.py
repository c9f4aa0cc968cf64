"""Claims on exchange rates against the rates of those days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import exchange
from liaoning_econ.auditing.beside import present
from liaoning_econ.auditing.evidence import actual, bounds, told
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.words import days_in_words
from liaoning_econ.errors import ExchangeRateError, WindowError

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited
    from liaoning_econ.auditing.ruling import Severity

__all__ = ["exchange_rate_move"]

# Another fixing of the same day is this far off, of the rate; of a change, in points.
_FIXING, _FIXING_POINTS = 0.005, 0.5
_BASE, _QUOTE = "USD", "CNY"
# "Recent weeks" is two at least and nine at most; "considerably" the largest tenth of all moves.
_WEEKS: Final = (2, 9)
_CONSIDERABLE: Final = 0.1


@rule(
    "LE503",
    "exchange-rate-move",
    severity="error",
    needs=("indicator", "start", "end", "measure", "unit", "value", "lower", "upper"),
    bound="0.5 percent (of a change: 0.5 points) for another fixing than that of Frankfurt",
    mend="print the rates of the two days, and in whose money the change is counted",
)
def exchange_rate_move(audited: Audited) -> Iterator[Finding]:
    """An exchange rate, or a change of one, that the market did not have on those days."""
    asking = audited.among("indicator", "exchange_rate") & actual(audited)
    seen: dict[tuple[object, ...], Finding | None] = {}
    columns = [name for name in ("start", "end", "published") if audited.has(name)]
    for row in audited.rows_where(asking):
        key = (
            *(audited.text(row, name) for name in ("measure", "unit", "relative_to", "claim")),
            *(audited.day(row, name) for name in columns),
            *bounds(audited, row),
        )
        if key not in seen:
            seen[key] = _judge(audited, row)
            if (found := seen[key]) is not None:
                yield found
    yield from _weakened(audited)


def _judge(audited: Audited, row: int) -> Finding | None:
    """What a row has wrong; None where it holds or where nothing can be said."""
    measure = audited.text(row, "measure")
    try:
        if measure == "price":
            return _price(audited, row)
        if measure in ("growth", "multiple"):
            return _change(audited, row, percent=measure == "growth")
    except (ExchangeRateError, WindowError) as error:
        return Finding(
            (row,),
            f"{audited.label(row)}: {told(audited, row)} for the exchange rate cannot be checked: "
            f"{error.args[0]}",
            severity="info",
        )
    return None


def _price(audited: Audited, row: int) -> Finding | None:
    """A rate that no day of its window had."""
    quote, _, base = audited.text(row, "unit").partition("/")
    start, end = audited.day(row, "start"), audited.day(row, "end")
    if end is None or not base:
        return None
    start = end if start is None else start
    table = exchange.rates(base, quote, start, min(end, exchange.last_day()))["rate"]
    lowest, highest = float(table.min()), float(table.max())
    low, high = bounds(audited, row)
    if low <= highest * (1 + _FIXING) and high >= lowest * (1 - _FIXING):
        return None
    around = exchange.days_within(
        base, quote, low * (1 - _FIXING), high * (1 + _FIXING), start - pd.DateOffset(years=1), end
    )
    last = around.tail(1)
    when = (
        f"; it last had that from {_said(last['start'].iloc[0])} to {_said(last['end'].iloc[0])}"
        if len(last)
        else "; nor had it in the year before"
    )
    said = f"{lowest:.4f}" if lowest == highest else f"{lowest:.4f} to {highest:.4f}"
    return Finding(
        (row,),
        f"{audited.label(row)}: {told(audited, row)}, {audited.window_of(row)}; the market had "
        f"{said}{when}",
        found=audited.figure(row),
        expected=f"{said} {quote}/{base}",
    )


def _change(audited: Audited, row: int, *, percent: bool) -> Finding | None:
    """A change of the dollar in yuan, or of the yuan in dollars, that did not happen."""
    windows = _windows(audited, row)
    if not windows:
        return Finding(
            (row,),
            f"{audited.label(row)}: {told(audited, row)} for the exchange rate cannot be checked: "
            "between which days is not stated",
            mend="name the first and the last day",
            severity="info",
        )
    low, high = bounds(audited, row)
    if not percent:
        low, high = 100 * (low - 1), 100 * (high - 1)
    moves = [exchange.move(_BASE, _QUOTE, first, last) for first, last in windows]
    for one in moves:
        if any(
            low - _FIXING_POINTS <= change <= high + _FIXING_POINTS
            for change in (one.base_change, one.quote_change)
        ):
            return None
    one = moves[0]
    # The yuan falls less, of its own worth, than the dollar rises.
    mirrored = low - _FIXING_POINTS <= -one.base_change <= high + _FIXING_POINTS
    opposite = low - _FIXING_POINTS <= -one.quote_change <= high + _FIXING_POINTS
    note = (
        "; the figure is the change of the dollar in yuan, not of the yuan in dollars"
        if mirrored and one.quote_change * (low + high) > 0
        else "; the direction is the other one"
        if mirrored or opposite
        else ""
    )
    severity: Severity = "warning" if note.startswith("; the figure") else "error"
    return Finding(
        (row,),
        f"{audited.label(row)}: {told(audited, row)} for the exchange rate; from "
        f"{_said(one.start_used)} to {_said(one.end_used)} the yuan changed by "
        f"{one.quote_change:+.2f} percent in dollars, the dollar by {one.base_change:+.2f} percent "
        f"in yuan{note}",
        found=audited.figure(row),
        expected=f"{one.quote_change:+.2f} % (yuan), {one.base_change:+.2f} % (dollar)",
        severity=severity,
    )


def _windows(audited: Audited, row: int) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Between which days a change may be meant; empty where the row does not say."""
    start, end = audited.day(row, "start"), audited.day(row, "end")
    if start is None or end is None or audited.text(row, "precision") == "open":
        return []
    if start == end:
        return []
    windows = [(start, end)]
    if audited.text(row, "relative_to") in ("previous_year", "previous_period"):
        # From the last day before the period to its last day.
        windows.insert(0, (start - pd.Timedelta(days=1), end))
    return windows


def _weakened(audited: Audited) -> Iterator[Finding]:
    """Statements of an audited document that the yuan moved in recent weeks."""
    said = audited.record.said("change", present(audited, "document"))
    for one in said[said["indicator"] == "exchange_rate"].itertuples():
        printed = audited.record.printed(str(one.document))
        if printed is not None:
            yield _moved(str(one.claim), str(one.document), str(one.words), *printed)


def _moved(
    claim: str, document: str, words: str, first: pd.Timestamp, last: pd.Timestamp
) -> Finding:
    """How far the yuan moved over every window that the words can mean."""
    table = _spans(first - pd.offsets.BDay(1), last)
    most = table.iloc[int(table["change"].to_numpy().argmin())]
    widest = exchange.move(_BASE, _QUOTE, most["start"], most["end"])
    fell = int((table["change"] < 0).sum())
    holds = widest.rank <= _CONSIDERABLE * widest.of and 2 * fell > len(table)
    verdict = "the rates bear it out" if holds else "the rates do not bear it out"
    span = f"from {_said(widest.start_used)} to {_said(widest.end_used)}"
    return Finding(
        (),
        f"{claim} of {document}, “{words}”: of {len(table):,} windows of {_WEEKS[0]} to "
        f"{_WEEKS[1]} weeks to the days on which it can have been written, the yuan fell against "
        f"the dollar in {fell:,}, most {span}, by {-widest.quote_change:.2f} percent (place "
        f"{widest.rank:,} of {widest.of:,} moves of that length since 2005), least by "
        f"{table['change'].max():+.2f}; {verdict}",
        found=words,
        expected=f"{widest.quote_change:+.2f} % at most",
        mend="print the figure with its two days" if holds else "leave it out, or print the rates",
        severity="info" if holds else "warning",
    )


def _spans(first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """The yuan's change in dollars over every window that "recent weeks" can mean, in percent."""
    pair = exchange.pair(_QUOTE, _BASE)
    days = pair.days.astype("datetime64[D]").astype("datetime64[us]")
    week = np.timedelta64(7, "D")
    inside = (days >= first.to_datetime64() - _WEEKS[1] * week) & (days <= last.to_datetime64())
    days, rate = days[inside], pair.rate[inside]
    start, end = np.triu_indices(len(days), 1)
    length = days[end] - days[start]
    kept = (length >= _WEEKS[0] * week) & (length <= _WEEKS[1] * week)
    kept &= days[end] >= first.to_datetime64()
    start, end = start[kept], end[kept]
    change = 100 * (rate[end] / rate[start] - 1)
    return pd.DataFrame({"start": days[start], "end": days[end], "change": change})


def _said(day: pd.Timestamp) -> str:
    return days_in_words(day, day, "day")
