"""Series as arrays of shape (series, periods), ready for a kernel.

A kernel takes figures at equal distances, none missing. Here rows are grouped into series, put in
order and looked at: a gap, a missing or infinite figure, two figures for one period, unequal
spacing, two kinds of period or a change of benchmark are refused with their place, unless the
caller says what to do about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from liaoning_econ.catalog.groups import SERIES
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError, VintageError, offer
from liaoning_econ.trends import gaps, lineage, spacing
from liaoning_econ.trends.gaps import Drop, Fill

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.convert.rows import Floats, Mask, Places

__all__ = ["Drop", "Fill", "Panel", "panels", "series_columns"]


@dataclass(frozen=True)
class Panel:
    """Series of equal length and spacing, ready for a kernel.

    Attributes
    ----------
    frame : pd.DataFrame
        Typed rows of all series of the call, plain index.
    places : np.ndarray
        Shape (series, periods): the row of `frame` for each value, -1 where it was interpolated;
        the first and the last of a series never were.
    values : np.ndarray
        Shape (series, periods), finite.
    starts, ends : np.ndarray
        Shape (series, periods), datetime64[us]: first and last days of the periods.
    per_year : int
        Periods a year: 1, 2, 3, 4, 6 or 12.
    notes : tuple of str
        One a series: what was left out or interpolated, in words; "" where nothing was.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024", start="2015", end="2017")
    >>> (panels(gdp)[0].values / 1e9).tolist(), panels(gdp)[0].per_year
    ([[2021.03, 2039.25, 2169.3]], 1)
    """

    frame: pd.DataFrame
    places: Places
    values: Floats
    starts: npt.NDArray[np.datetime64]
    ends: npt.NDArray[np.datetime64]
    per_year: int
    notes: tuple[str, ...]


def panels(
    obs: pd.DataFrame,
    *,
    interpolate: Fill | None = None,
    drop: Drop | None = None,
    least: int = 1,
    across: str | None = None,
    what: str = "obs",
) -> list[Panel]:
    """Rows as series of equal spacing, those of equal length together.

    Parameters
    ----------
    obs
        Observations in any order. A series has one indicator, region, measure, basis, prices,
        relative_to and unit; where several vintages give a figure for one period, each vintage is
        a series of its own.
    interpolate
        Fill gaps and missing values inside a series: "linear", or "log" for a constant growth
        rate. Bounds are not made up for what is filled.
    drop
        What to leave out where a period or a value is missing: "periods" keeps the longest run
        without a gap (the last of equal ones), "series" leaves out the whole series, also one that
        has fewer than `least` periods. With `interpolate`, what cannot be filled.
    least
        How many periods a series needs.
    across
        A vintage of `obs`: where a series joins two benchmarks, or has a break, the rows of this
        vintage are the series. None: such a series is refused.
    what
        How a message names the rows.

    Returns
    -------
    list of Panel
        One for each length and spacing, ordered by spacing and length; the series of one in the
        order of their codes. Empty where `obs` has no rows.

    Raises
    ------
    TrendError
        A period or a value is missing, a value is infinite, a period has two figures, periods are
        unequally spaced or of two kinds, a series is too short, no series is left, or an argument
        is none of its words.
    VintageError
        Neighbours of two benchmarks in one series, or a break (status B); `across` has no rows for
        such a series.
    UnknownCodeError
        `obs` has no rows of the vintage `across`.
    SchemaError
        A column is missing or of another kind.
    WindowError
        A row lacks a day.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", ["CN-LN", "CN-JL"], vintage="nbs-web-2024")
    >>> panels(gdp)[0].values.shape
    (2, 20)
    """
    _require_words(interpolate, drop)
    frame = lineage.readable(obs, what, missing=True)
    if not len(frame):
        return []
    frame, lines = _of_one_benchmark(frame, across, what)
    calendar = spacing.calendar_of(frame)
    _require_one_kind(lines, calendar, what)
    found = gaps.spaced(lines, calendar, what)
    found = gaps.without_gaps(lines, found, calendar, interpolate, drop, what)
    found = _long_enough(lines, found, least, drop, what)
    return [
        _panel(frame, runs, step, length, calendar, interpolate, what)
        for runs, step, length in _of_equal_length(found)
    ]


def series_columns(panel: Panel) -> dict[str, pd.Categorical[str]]:
    """Which series each row of a panel is, in the columns of the results.

    Parameters
    ----------
    panel
        Of `panels`.

    Returns
    -------
    dict of Categorical
        indicator, region, measure, basis, prices, relative_to, unit and vintage, shape (series,)
        each. The vintage is that of the row that was published last.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024")
    >>> series_columns(panels(gdp)[0])["vintage"].tolist()
    ['nbs-web-2024']
    """
    first = panel.places[:, 0]
    published = rows.days(panel.frame, "published").astype(np.int64)[panel.places]
    published[panel.places < 0] = np.iinfo(np.int64).min
    # The last of those published on the latest day.
    newest = panel.places.shape[1] - 1 - np.argmax(published[:, ::-1], axis=1)
    newest = panel.places[np.arange(len(first)), newest]
    taken = {**dict.fromkeys(SERIES, first), "vintage": newest}
    return {name: panel.frame[name].array.take(places) for name, places in taken.items()}


def _require_words(interpolate: str | None, drop: str | None) -> None:
    """Refuse what is none of the words, before anything is worked out."""
    for name, given, words in (
        ("interpolate", interpolate, gaps.FILLS),
        ("drop", drop, gaps.DROPS),
    ):
        if given is not None and given not in words:
            raise TrendError(
                f"{name}={given!r} is not known",
                mend=offer(str(given), words, "take None or one of"),
            )


def _of_one_benchmark(
    frame: pd.DataFrame, across: str | None, what: str
) -> tuple[pd.DataFrame, lineage.Lines]:
    """Rows whose lines have one benchmark throughout."""
    named = lineage.require_vintage(frame, across)
    lines = lineage.lines_of(frame, spacing.calendar_of(frame).kind, what, aside=named)
    crossing = _crossings(lines)
    if not crossing.size:
        return frame, lines
    if across is not None:
        joined = np.zeros(int(lines.line.max()) + 1, dtype=np.bool_)
        joined[lines.line[lines.order[crossing]]] = True
        replaced = np.isin(lines.series, lines.series[lines.order[crossing]])
        lacking = replaced & ~np.isin(lines.series, lines.series[named])
        if lacking.any():
            raise VintageError(
                f"{what}: {across} has no rows for a series that joins two benchmarks: "
                f"{rows.listed(frame, lacking)}",
                mend="name in across= a vintage that has this series, or leave the series out",
                rows=rows.offending(frame, lacking),
            )
        frame = frame[~joined[lines.line] | named].reset_index(drop=True)
        lines = lineage.lines_of(frame, spacing.calendar_of(frame).kind, what)
        crossing = _crossings(lines)
    if crossing.size:
        before, after = (int(lines.order[crossing[0] + step]) for step in (-1, 0))
        raise lineage.benchmark_change(
            lines,
            before,
            after,
            mend="keep rows of one vintage, obs[obs.vintage == ...], or name in across= the "
            "vintage of obs whose rows are then the series",
        )
    return frame, lines


def _crossings(lines: lineage.Lines) -> Places:
    """Sorted rows that are of another segment than the one before in their line."""
    line, segment = lines.line[lines.order], lines.segment[lines.order]
    return np.flatnonzero((line[1:] == line[:-1]) & (segment[1:] != segment[:-1])) + 1


def _require_one_kind(lines: lineage.Lines, calendar: spacing.Calendar, what: str) -> None:
    """A quarter among years is no dip."""
    order = np.argsort(lines.series, kind="stable")
    series, kind = lines.series[order], calendar.kind[order]
    unlike = np.flatnonzero((series[1:] == series[:-1]) & (kind[1:] != kind[:-1]))
    if unlike.size:
        pair = order[unlike[0] : unlike[0] + 2]
        raise TrendError(
            f"{what}: two kinds of period in one series: {rows.named(lines.frame, pair[0])} and "
            f"{rows.named(lines.frame, pair[1])}",
            mend="keep windows of one length, or bring flows to one with per()",
            rows=rows.offending(lines.frame, pair),
        )


def _long_enough(
    lines: lineage.Lines, runs: gaps.Runs, least: int, drop: Drop | None, what: str
) -> gaps.Runs:
    """Series that have as many periods as the caller needs."""
    first, last = runs.ends()
    periods = np.where(first < 0, 0, last - first + 1)
    short = (first >= 0) & (periods < least)
    if short.any() and drop == "series":
        runs = runs.of(~short[runs.series])
    elif short.any():
        at = int(np.flatnonzero(short)[0])
        places = runs.rows[short[runs.series]]
        own = runs.rows[runs.series == at]
        more = f", and {int(short.sum()) - 1:,} series more" if short.sum() > 1 else ""
        raise TrendError(
            f"{what}: {int(periods[at])} periods in the series of "
            f"{rows.named(lines.frame, int(own[0]))}, {least} are needed{more}",
            mend='pass more periods, or leave such series out with drop="series"',
            rows=rows.offending(lines.frame, places),
        )
    if not runs.rows.size:
        raise TrendError(
            f"{what}: no series is left",
            mend="interpolate= fills gaps; least periods and gaps decide what is left out",
            rows=lines.frame.head(rows.MOST_ROWS),
        )
    return runs


def _of_equal_length(runs: gaps.Runs) -> Iterator[tuple[gaps.Runs, int, int]]:
    """Series of one step and length, with the step and the length; each row knows its place."""
    first, last = runs.ends()
    periods = np.where(first < 0, 0, last - first + 1)
    based = replace(runs, position=runs.position - first[runs.series])
    keys = runs.step * (int(periods.max()) + 1) + periods
    keys = np.where(periods == 0, -1, keys)
    own = keys[runs.series]
    order = np.argsort(own, kind="stable")
    for places in np.split(order, np.flatnonzero(np.diff(own[order])) + 1):
        series = runs.series[places]
        head = series[0]
        number = np.cumsum(np.concatenate([[False], series[1:] != series[:-1]]))
        yield (
            replace(
                based,
                rows=runs.rows[places],
                series=number.astype(np.intp),
                position=based.position[places],
                periods=runs.periods[series[np.diff(number, prepend=-1) > 0]],
            ),
            int(runs.step[head]),
            int(periods[head]),
        )


def _panel(
    frame: pd.DataFrame,
    runs: gaps.Runs,
    step: int,
    length: int,
    calendar: spacing.Calendar,
    interpolate: Fill | None,
    what: str,
) -> Panel:
    """Series of one length as arrays."""
    shape = runs.periods.size, length
    places = np.full(shape, -1, dtype=np.intp)
    places[runs.series, runs.position] = runs.rows
    values = rows.numbers(frame, "value")[places]
    starts, ends = (rows.days(frame, name)[places] for name in ("start", "end"))
    filled = places < 0
    if filled.any():
        line, period = np.nonzero(filled)
        head = places[line, 0]
        starts[filled] = gaps.moved(calendar, "first", head, period * step)
        if (frame["measure"].iloc[head] == "cumulative").any():
            cumulative = (frame["measure"].iloc[head] == "cumulative").to_numpy()
            starts[filled] = np.where(cumulative, rows.days(frame, "start")[head], starts[filled])
        ends[filled] = gaps.moved(calendar, "last", head, period * step)
        values[filled] = _filled(frame, places, values, interpolate or "linear", what)
    return Panel(
        frame, places, values, starts, ends, 12 // step, _notes(runs, filled, length, interpolate)
    )


def _filled(frame: pd.DataFrame, places: Places, values: Floats, how: Fill, what: str) -> Floats:
    """Values between neighbours, on a line, or on one of constant growth."""
    filled = places < 0
    period = np.arange(places.shape[1])
    before = np.maximum.accumulate(np.where(filled, 0, period), axis=1)
    after = np.minimum.accumulate(np.where(filled, places.shape[1], period)[:, ::-1], axis=1)
    line, at = np.nonzero(filled)
    one, two = before[line, at], after[:, ::-1][line, at]
    low, high = values[line, one], values[line, two]
    share = (at - one) / (two - one)
    if how == "linear":
        return np.asarray(low + share * (high - low))
    bad = (low <= 0) | (high <= 0)
    if bad.any():
        which = np.concatenate([places[line, one][bad & (low <= 0)], places[line, two][bad]])
        raise TrendError(
            f'{what}: interpolate="log" needs values above 0: {rows.listed(frame, which[:1])}',
            mend='interpolate="linear" takes any',
            rows=rows.offending(frame, which),
        )
    return np.asarray(low * (high / low) ** share)


def _notes(runs: gaps.Runs, filled: Mask, length: int, interpolate: Fill | None) -> tuple[str, ...]:
    """What was done to each series, in words."""
    notes = [""] * runs.periods.size
    made = filled.sum(axis=1)
    for series in np.flatnonzero((made > 0) | (runs.periods > length)):
        words = []
        if made[series]:
            words.append(f"{made[series]} of {length} periods interpolated ({interpolate})")
        if runs.periods[series] > length:
            words.append(
                f"{runs.periods[series] - length} of {runs.periods[series]} periods left out"
            )
        notes[series] = "; ".join(words)
    return tuple(notes)
