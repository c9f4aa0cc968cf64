"""Figures in order of time: counts from one opening, and levels of windows of one length.

The rules of `runs` look at neighbours in these orders, so that a million rows cost one sort and no
pair of rows is formed that is not a neighbour.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.auditing.evidence import actual, hashes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from liaoning_econ.auditing.audited import Audited, Days, Floats, Mask, Rows

__all__ = ["Cumulated", "Levels", "cumulated", "first_told", "levels", "without"]

# What makes one series where all releases of it are looked at together.
CONCEPT: Final = ("indicator", "region", "prices", "relative_to", "unit")
# A neighbour further away than this many windows, or days, says little of a level.
FAR_WINDOWS: Final = 3
FAR_DAYS: Final = 1100
DAYS_A_MONTH: Final = 30.4375


@dataclass(frozen=True)
class Cumulated:
    """Counts from an opening, run by run in order of their ends; all arrays of shape (figures,).

    Attributes
    ----------
    rows
        Positions in the frame.
    run
        Which run a figure belongs to: one indicator, region, basis and unit from one opening.
    open_first, open_last, end_first, end_last
        Between which days the run opened and the count ends, in days since 1970.
    value, lower, upper
        The figures and their pragmatic bounds.
    """

    rows: Rows
    run: Rows
    open_first: Rows
    open_last: Rows
    end_first: Rows
    end_last: Rows
    value: Floats
    lower: Floats
    upper: Floats

    def __len__(self) -> int:
        """How many figures there are."""
        return len(self.rows)

    def follows(self) -> Mask:
        """Whether a figure has one before it in its run, shape (figures,)."""
        answer = np.zeros(len(self), dtype=np.bool_)
        answer[1:] = self.run[1:] == self.run[:-1]
        return answer

    def highest(self) -> Rows:
        """Place of the figure with the largest lower bound so far in the run, itself included."""
        # Ranked by run first, so that the largest rank so far never belongs to another run.
        order = np.lexsort((np.arange(len(self)), self.lower, self.run))
        rank = np.empty(len(self), dtype=np.intp)
        rank[order] = np.arange(len(self))
        return np.asarray(order[np.maximum.accumulate(rank)], dtype=np.intp)


def without(counts: Cumulated, rows: set[int]) -> Cumulated:
    """The same without some rows of the frame."""
    if not rows:
        return counts
    keep = ~np.isin(counts.rows, np.fromiter(rows, dtype=np.intp))
    return Cumulated(**{each.name: getattr(counts, each.name)[keep] for each in fields(counts)})


def first_told(audited: Audited, rows: Rows) -> Rows:
    """Rows without those that tell again what an earlier one of the same source told.

    Parameters
    ----------
    audited
        The frame.
    rows
        Positions, ascending.
    """
    columns = [*CONCEPT, "measure", "basis", "start", "end", "source"]
    keys = hashes(audited, *(name for name in columns if audited.has(name)))[rows]
    numbers = [audited.number(name)[rows] for name in ("value", "lower", "upper")]
    order = np.lexsort((rows, *numbers, keys))
    again = np.zeros(len(rows), dtype=np.bool_)
    again[1:] = True
    for column in (keys, *numbers):
        again[1:] &= column[order][1:] == column[order][:-1]
    return np.asarray(np.sort(rows[order[~again]]), dtype=np.intp)


def cumulated(audited: Audited) -> Cumulated:
    """Every count from an opening that has a figure and a window; plans are left out.

    Rows of unstated basis join the run of the only basis that is stated beside them; where two
    bases are stated they stay apart, since nobody says which is theirs.
    """
    rows = np.flatnonzero(audited.among("measure", "cumulative") & actual(audited))
    rows = first_told(audited, rows) if len(rows) else rows
    limits = [_day_numbers(days) for days in audited.limits(rows)]
    known = ~np.isnat(audited.days("start")[rows]) & (limits[0] > np.iinfo(np.int64).min)
    rows, limits = rows[known], [days[known] for days in limits]
    columns = [*CONCEPT, *(["vintage"] if audited.has("vintage") else [])]
    keys = hashes(audited, *columns, rows=rows)
    basis = _bases(audited, rows, keys)
    order = np.lexsort((limits[0], basis, keys))
    run = np.empty(len(rows), dtype=np.intp)
    run[order] = _openings(keys[order], basis[order], limits[0][order], limits[1][order])
    value = audited.number("value")[rows]
    order = np.lexsort((value, limits[2] + limits[3], run))
    return Cumulated(
        rows=rows[order],
        run=run[order],
        open_first=limits[0][order],
        open_last=limits[1][order],
        end_first=limits[2][order],
        end_last=limits[3][order],
        value=value[order],
        lower=audited.number("lower")[rows][order],
        upper=audited.number("upper")[rows][order],
    )


def _day_numbers(days: Days) -> Rows:
    """Days since 1970; the least integer where there is no day."""
    return days.astype("datetime64[D]").astype(np.int64)


def _bases(audited: Audited, rows: Rows, keys: Rows) -> Rows:
    """The basis of each row as an integer, -1 where it is open."""
    basis = np.where(audited.unstated("basis")[rows], -1, audited.codes("basis")[0][rows])
    stated = basis >= 0
    if stated.all() or not stated.any():
        return basis
    pairs = np.unique(np.stack([keys[stated], basis[stated]]), axis=1)
    concepts, first, count = np.unique(pairs[0], return_index=True, return_counts=True)
    only = concepts[count == 1]
    if len(only):
        own = pairs[1][first[count == 1]]
        place = np.minimum(np.searchsorted(only, keys), len(only) - 1)
        joins = ~stated & (only[place] == keys)
        basis = np.where(joins, own[place], basis)
    return basis


def _openings(keys: Rows, basis: Rows, first: Rows, last: Rows) -> Rows:
    """Number the runs of rows that are sorted by key, basis and earliest opening."""
    size = len(keys)
    if not size:
        return np.zeros(0, dtype=np.intp)
    series = np.zeros(size, dtype=np.intp)
    series[1:] = np.cumsum((keys[1:] != keys[:-1]) | (basis[1:] != basis[:-1]))
    # Later series lie above earlier ones, so that one running maximum serves all of them.
    width = int(max(last.max() - first.min(), 0)) + 1
    reach = np.maximum.accumulate(last - first.min() + series * width)
    fresh = np.zeros(size, dtype=np.bool_)
    fresh[1:] = first[1:] - first.min() + series[1:] * width > reach[:-1]
    return np.asarray(np.cumsum(fresh), dtype=np.intp)


@dataclass(frozen=True)
class Levels:
    """Stocks and flows of windows of one length, period by period, all releases together.

    Attributes
    ----------
    rows
        Positions in the frame, by series, period and value; shape (figures,).
    period
        Which period each figure is of, shape (figures,).
    first, count
        Place of each period's first figure and how many it has, shape (periods,).
    middle
        Position in the frame of each period's median figure, shape (periods,).
    size
        The median figure's logarithm to base ten, shape (periods,).
    before, after
        The neighbouring periods of the series, -1 where there is none near; shape (periods,).
    """

    rows: Rows
    period: Rows
    first: Rows
    count: Rows
    middle: Rows
    size: Floats
    before: Rows
    after: Rows


def levels(audited: Audited) -> Levels:
    """Every stock and flow above nothing whose window is known; plans are left out."""
    value, start, end = audited.number("value"), audited.days("start"), audited.days("end")
    wanted = actual(audited) & audited.among("measure", "stock", "flow") & (value > 0)
    rows = np.flatnonzero(wanted & ~np.isnat(start) & ~np.isnat(end))
    first_day = _day_numbers(start[rows])
    length = _day_numbers(end[rows]) - first_day + 1
    months = np.rint(length / DAYS_A_MONTH).astype(np.int64)
    keys = hashes(audited, *CONCEPT, "measure", "basis", rows=rows)
    keys = keys ^ (months * np.int64(0x5851F42D4C957F2D))
    order = np.lexsort((value[rows], first_day, keys))
    rows, keys, first_day, months = (each[order] for each in (rows, keys, first_day, months))
    fresh = np.ones(len(rows), dtype=np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (first_day[1:] != first_day[:-1])
    first = np.flatnonzero(fresh)
    count = np.diff(np.append(first, len(rows)))
    middle = rows[first + (count - 1) // 2]
    near = _near(keys[first], first_day[first], months[first])
    places = np.arange(len(first))
    return Levels(
        rows,
        np.asarray(np.cumsum(fresh) - 1, dtype=np.intp),
        first,
        count,
        middle,
        np.log10(value[middle]),
        np.where(near, places - 1, -1),
        np.where(np.append(near[1:], False), places + 1, -1) if len(first) else places,
    )


def _near(keys: Rows, first_day: Rows, months: Rows) -> NDArray[np.bool_]:
    """Whether the period before is of the same series and not far off."""
    answer = np.zeros(len(keys), dtype=np.bool_)
    gap = first_day[1:] - first_day[:-1]
    far = np.maximum(FAR_WINDOWS * months[1:] * DAYS_A_MONTH, FAR_DAYS)
    answer[1:] = (keys[1:] == keys[:-1]) & (gap <= far)
    return answer
