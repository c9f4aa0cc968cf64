"""Against which row of its line a row is set: a year before, just before, or a base."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import window
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError, VintageError, shorten
from liaoning_econ.trends import lineage, spacing

if TYPE_CHECKING:
    from liaoning_econ.convert.rows import Mask, Places

__all__ = ["Pairs", "pairs_of"]

_ONE: Final = np.timedelta64(1, "D")
# Months from January on that no other period than the year to date has.
_TO_DATE: Final = (4, 5, 7, 8, 9, 10, 11)
_YEAR: Final = 12
# Distances in days begin here, far above any in months.
_IN_DAYS: Final = 1_000_000
_LEAP_DAY: Final = 28


@dataclass(frozen=True)
class Pairs:
    """Rows and what they are set against.

    Attributes
    ----------
    before, after
        Places in the frame, shape (pairs,), ordered by line and days.
    months
        Months from the one to the other, shape (pairs,); 0 where first and last days differ in it.
    series
        The series of each pair, by its SERIES columns, shape (pairs,).
    """

    before: Places
    after: Places
    months: npt.NDArray[np.int64]
    series: Places

    def of(self, which: Mask) -> Pairs:
        """Some of the pairs."""
        columns = (self.before, self.after, self.months, self.series)
        return Pairs(*(one[which] for one in columns))


def pairs_of(
    frame: pd.DataFrame, kind: str, *, since: str | None, across: str | None, drop: bool
) -> Pairs:
    """Each row with the one that it is set against.

    Parameters
    ----------
    frame
        Typed rows, plain index, days known.
    kind
        A kind of growth.
    since
        The base of `cumulative` and `annualised`; None: the first, and the row before.
    across
        The vintage whose rows are taken where two benchmarks would meet.
    drop
        Whether rows are left out that have nothing to be set against.

    Raises
    ------
    TrendError
        A gap, windows that overlap, year-to-date figures, no or several base figures, two figures
        for one period.
    VintageError
        Two benchmarks, or a break, and no rows of `across` instead.
    UnknownCodeError
        No rows of `across`.
    """
    named = lineage.require_vintage(frame, across)
    calendar = spacing.calendar_of(frame)
    if kind in {"period", "log"}:
        _refuse_to_date(frame, calendar)
    codes = _codes(calendar, kind)
    lines = lineage.lines_of(frame, codes, "obs", aside=named)
    if kind == "yoy" and pd.unique(codes).size > pd.unique(calendar.kind).size:
        # A break in one quarter lies between the other quarters of two years as well.
        whole = lineage.lines_of(frame, calendar.kind, "obs", aside=named)
        lines = replace(lines, segment=whole.segment)
    if kind == "cumulative" or since is not None:
        pairs = _since(lines, calendar, since, drop=drop)
    else:
        pairs = _just_before(lines, calendar, kind, drop=drop)
    return _inside_benchmarks(lines, pairs, codes, named, across)


def _codes(calendar: spacing.Calendar, kind: str) -> npt.NDArray[np.int64]:
    """Rows of one code may be set against one another."""
    if kind == "annualised":
        return np.zeros_like(calendar.kind)
    if kind != "yoy":
        return calendar.kind
    # The same days of each year; the 28th of February is the last one of some.
    first, last = (
        np.where(closes | ((month % _YEAR == 1) & (day >= _LEAP_DAY)), 32, day)
        for month, day, closes in (
            (calendar.first, calendar.first_day, calendar.first_closes),
            (calendar.last, calendar.last_day, calendar.last_closes),
        )
    )
    code = ((calendar.kind * _YEAR + calendar.first % _YEAR) * 33 + first) * 33 + last
    return np.asarray(pd.factorize(code)[0], dtype=np.int64)


def _refuse_to_date(frame: pd.DataFrame, calendar: spacing.Calendar) -> None:
    """January to August has no period just before: January to July is inside it."""
    months = calendar.last - calendar.first + 1
    bad = np.isin(months, _TO_DATE) & (calendar.first % _YEAR == 0)
    bad &= (calendar.first_day == 1) & calendar.last_closes
    if bad.any():
        raise TrendError(
            f"figures for the year to date have no period just before: {rows.listed(frame, bad)}",
            mend='kind="yoy" sets each against the same months of the year before',
            rows=rows.offending(frame, bad),
        )


def _just_before(
    lines: lineage.Lines, calendar: spacing.Calendar, kind: str, *, drop: bool
) -> Pairs:
    """Each row but the first of a line with the one before it."""
    order, line = lines.order, lines.line[lines.order]
    same = line[1:] == line[:-1]
    before, after = order[:-1][same], order[1:][same]
    pairs = _paired(lines, calendar, before, after)
    if kind == "annualised":
        _refuse_overlaps(lines.frame, pairs)
        return pairs
    apart = pairs.months != _YEAR if kind == "yoy" else _apart(lines, calendar, pairs)
    if apart.any() and not drop:
        at = int(np.flatnonzero(apart)[0])
        more = f", and {int(apart.sum()) - 1:,} more" if apart.sum() > 1 else ""
        wanted = "of the same days a year before" if kind == "yoy" else "of the period just before"
        raise TrendError(
            f"no figure {wanted} {rows.named(lines.frame, int(after[at]))}; the last one is "
            f"{rows.named(lines.frame, int(before[at]))}{more}",
            mend='drop=True leaves growth over a gap out; kind="annualised" takes any distance'
            + ('; kind="yoy" takes the same window of each year' if kind != "yoy" else ""),
            rows=rows.offending(lines.frame, np.unique(np.concatenate([before, after])[:2000])),
        )
    return pairs.of(~apart) if apart.any() else pairs


def _paired(
    lines: lineage.Lines, calendar: spacing.Calendar, before: Places, after: Places
) -> Pairs:
    """Two rows of each line, with the months between them."""
    months = calendar.first[after] - calendar.first[before]
    alike = months == calendar.last[after] - calendar.last[before]
    return Pairs(before, after, np.where(alike, months, 0), lines.series[after])


def _apart(lines: lineage.Lines, calendar: spacing.Calendar, pairs: Pairs) -> Mask:
    """Pairs between which another period lies."""
    start, end = (rows.days(lines.frame, name) for name in ("start", "end"))
    before, after = pairs.before, pairs.after
    touching = start[after] == end[before] + _ONE
    point = (start == end) | (calendar.kind == spacing.CUMULATIVE)
    if not point.any():
        return np.asarray(~touching, dtype=np.bool_)
    alike = (calendar.first_day[before] == calendar.first_day[after]) | (
        calendar.first_closes[before] & calendar.first_closes[after]
    )
    days = (end[after] - end[before]) // _ONE.astype("m8[us]")
    distance = np.where(alike, pairs.months, _IN_DAYS + days)
    # Of stocks the nearest two say how far periods are apart.
    least = np.full(int(lines.line.max(initial=-1)) + 1, np.iinfo(np.int64).max)
    np.minimum.at(least, lines.line[after], distance)
    return np.asarray(np.where(point[after], distance > least[lines.line[after]], ~touching))


def _refuse_overlaps(frame: pd.DataFrame, pairs: Pairs) -> None:
    """A year and one of its months are no two days."""
    start, end = (rows.days(frame, name) for name in ("start", "end"))
    cumulative = (frame["measure"] == "cumulative").to_numpy()[pairs.after]
    ahead = np.where(
        cumulative, end[pairs.after] > end[pairs.before], start[pairs.after] > end[pairs.before]
    )
    if not ahead.all():
        at = int(np.flatnonzero(~ahead)[0])
        pair = np.array([pairs.before[at], pairs.after[at]])
        raise TrendError(
            f"windows overlap: {rows.named(frame, pair[0])} and {rows.named(frame, pair[1])}",
            mend="keep windows that follow one another, such as years alone",
            rows=rows.offending(frame, pair),
        )


def _since(
    lines: lineage.Lines, calendar: spacing.Calendar, since: str | None, *, drop: bool
) -> Pairs:
    """Each row after a base with the base of its line."""
    order, line = lines.order, lines.line[lines.order]
    base = np.full(int(line.max(initial=-1)) + 1, -1, dtype=np.intp)
    # Positions in the order; the first of a line is assigned last.
    base[line[::-1]] = np.arange(line.size)[::-1]
    if since is not None:
        base = _bases(lines, since, base.size, drop=drop)
    own = base[line]
    after = np.flatnonzero((own >= 0) & (np.arange(line.size) > own))
    pairs = _paired(lines, calendar, order[own[after]], order[after])
    _refuse_overlaps(lines.frame, pairs)
    return pairs


def _bases(lines: lineage.Lines, since: str, size: int, *, drop: bool) -> Places:
    """For each line the position of its base figure in the order, -1 where it has none."""
    first, last = (np.datetime64(day) for day in window.period_of(since)[:2])
    frame, order = lines.frame, lines.order
    start, end = (rows.days(frame, name)[order] for name in ("start", "end"))
    point = (start == end) | (frame["measure"] == "cumulative").to_numpy()[order]
    inside = (end >= first) & (end <= last)
    found = np.flatnonzero(np.where(point, inside, (start == first) & (end == last)))
    owner = lines.line[order[found]]
    count = np.bincount(owner, minlength=size)
    if (count > 1).any():
        several = order[found[count[owner] > 1]]
        raise TrendError(
            f"several figures lie in {shorten(since)}: {rows.listed(frame, several)}",
            mend="name one period in since=, such as its last month",
            rows=rows.offending(frame, several),
        )
    if (count == 0).any() and not drop:
        bad = count[lines.line] == 0
        raise TrendError(
            f"no figure for {shorten(since)} in the series of {rows.listed(frame, bad)}",
            mend="name in since= a period that each series has; drop=True leaves such series out",
            rows=rows.offending(frame, bad),
        )
    base = np.full(size, -1, dtype=np.intp)
    base[owner] = found
    return base


def _inside_benchmarks(
    lines: lineage.Lines,
    pairs: Pairs,
    codes: npt.NDArray[np.int64],
    named: Mask,
    across: str | None,
) -> Pairs:
    """Pairs of one segment; where two would meet, the same periods in the vintage named."""
    crossing = lines.segment[pairs.before] != lines.segment[pairs.after]
    if not crossing.any():
        return pairs
    at = int(np.flatnonzero(crossing)[0])
    if across is None:
        raise lineage.benchmark_change(
            lines,
            int(pairs.before[at]),
            int(pairs.after[at]),
            mend="keep rows of one vintage, obs[obs.vintage == ...], or name in across= the "
            "vintage of obs that is to tell the growth between them",
        )
    frame = lines.frame
    candidates = np.flatnonzero(named)
    keys = [lines.series, codes, rows.days(frame, "start"), rows.days(frame, "end")]
    right = [key[candidates] for key in keys]
    found = {}
    for name in ("before", "after"):
        wanted = getattr(pairs, name)[crossing]
        place, _, _ = rows.find([key[wanted] for key in keys], right)
        found[name] = np.where(place < 0, -1, candidates[place])
    before, after = found["before"], found["after"]
    bad = (before < 0) | (after < 0)
    bad |= lines.line[before] != lines.line[after]
    bad |= lines.segment[before] != lines.segment[after]
    if bad.any():
        lacking = int(pairs.after[np.flatnonzero(crossing)[np.flatnonzero(bad)[0]]])
        raise VintageError(
            f"{across} does not tell the growth to {rows.named(frame, lacking)}, where two "
            "benchmarks meet",
            mend="name in across= a vintage that has both periods on one benchmark",
            rows=rows.offending(frame, np.array([lacking])),
        )
    replaced = replace(pairs, before=pairs.before.copy(), after=pairs.after.copy())
    replaced.before[crossing], replaced.after[crossing] = before, after
    # The vintage may tell the same growth as a series of its own.
    both = replaced.before * np.intp(len(frame)) + replaced.after
    return replaced.of(~pd.Series(both).duplicated().to_numpy())
