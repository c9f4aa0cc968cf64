"""Rows of a series counted by periods: how far apart they are, and where one is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError
from liaoning_econ.trends import spacing

if TYPE_CHECKING:
    from liaoning_econ.convert.rows import Mask, Places
    from liaoning_econ.trends import lineage

__all__ = ["DROPS", "FILLS", "Drop", "Fill", "Runs", "moved", "spaced", "without_gaps"]

Fill: TypeAlias = Literal["linear", "log"]
Drop: TypeAlias = Literal["periods", "series"]
FILLS: Final = ("linear", "log")
DROPS: Final = ("periods", "series")


@dataclass(frozen=True)
class Runs:
    """Rows with a value, by series and period.

    `rows` are places in the frame, `series` counts from 0, `position` is the number of the period
    in its series; `step` has the months from one period to the next and `periods` how many there
    are from the first row to the last, both of shape (series,).
    """

    rows: Places
    series: Places
    position: npt.NDArray[np.int64]
    step: npt.NDArray[np.int64]
    periods: npt.NDArray[np.int64]

    def of(self, which: Mask) -> Runs:
        """Some of the rows; a series that has none keeps its number."""
        return replace(
            self, rows=self.rows[which], series=self.series[which], position=self.position[which]
        )

    def ends(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """First and last position of each series; of one without rows -1 and -1."""
        first = np.full(self.step.size, -1, dtype=np.int64)
        last = first.copy()
        first[self.series[::-1]] = self.position[::-1]
        last[self.series] = self.position
        return first, last

    def gaps(self) -> Mask:
        """For each row, whether periods lie between it and the one before in its series."""
        gap = np.zeros(self.rows.size, dtype=np.bool_)
        same = self.series[1:] == self.series[:-1]
        gap[1:] = same & (self.position[1:] > self.position[:-1] + 1)
        return gap


def spaced(lines: lineage.Lines, calendar: spacing.Calendar, what: str) -> Runs:
    """The number of each row's period in its series.

    Parameters
    ----------
    lines
        Rows by lines, each of one kind of window.
    calendar
        Where the windows of the rows stand.
    what
        How a message names the rows.

    Raises
    ------
    TrendError
        The periods of a line are not equally far apart.
    """
    frame, order = lines.frame, lines.order
    line = lines.line[order]
    fresh = np.concatenate([[True], line[1:] != line[:-1]])
    head = np.flatnonzero(fresh)
    size = np.diff(np.append(head, line.size))
    month = calendar.first[order]
    apart = np.where(fresh, 0, np.diff(month, prepend=0))
    # Nothing apart is a multiple of all: a series of one period is one of years.
    step = np.gcd.reduceat(apart, head)
    own_step = np.isin(step, spacing.MONTHLY_STEPS)
    step = np.select([step % 12 == 0, own_step, step % 3 == 0], [12, step, 3], 1)
    own = np.repeat(step, size)
    odd = ((apart == 0) | _another_day(calendar, order, head, size)) & ~fresh
    if odd.any():
        last = int(np.flatnonzero(odd)[0])
        pair = order[last - 1 : last + 1]
        raise TrendError(
            f"{what}: periods are not equally spaced: {rows.named(frame, pair[0])} and "
            f"{rows.named(frame, pair[1])}",
            mend="keep yearly, quarterly or monthly periods, or the same window of each year",
            rows=rows.offending(frame, pair),
        )
    position = (month - np.repeat(month[head], size)) // own
    return Runs(order, line, position, step, position[head + size - 1] + 1)


def _another_day(
    calendar: spacing.Calendar, order: Places, head: Places, size: npt.NDArray[np.int64]
) -> Mask:
    """Sorted rows that begin or end on another day of the month than the first of their series."""
    result = np.zeros(order.size, dtype=np.bool_)
    for day, closes in (
        (calendar.first_day[order], calendar.first_closes[order]),
        (calendar.last_day[order], calendar.last_closes[order]),
    ):
        unlike = day != np.repeat(day[head], size)
        result |= unlike & ~np.repeat(np.logical_and.reduceat(closes, head), size)
    return result


def without_gaps(
    lines: lineage.Lines,
    runs: Runs,
    calendar: spacing.Calendar,
    interpolate: Fill | None,
    drop: Drop | None,
    what: str,
) -> Runs:
    """The rows that a series is made of: without gaps, or with gaps that can be filled.

    Parameters
    ----------
    lines, runs, calendar
        The rows, also those without a value.
    interpolate, drop
        What to do about a gap; None: refuse it.
    what
        How a message names the rows.

    Raises
    ------
    TrendError
        A period or a value is missing.
    """
    missing = np.isnan(rows.numbers(lines.frame, "value"))[runs.rows]
    found = runs.of(~missing) if missing.any() else runs
    first, last = found.ends()
    open_ended = (first != 0) | (last != runs.periods - 1)
    gap = found.gaps()
    if not (open_ended.any() or gap.any()):
        return found
    if drop is None:
        _refuse_missing(lines, runs, missing, interpolate, open_ended, what)
        if gap.any() and interpolate is None:
            raise _gap(lines, found, int(np.flatnonzero(gap)[0]), int(gap.sum()), calendar, what)
        return found
    if drop == "series":
        bad = open_ended.copy()
        if interpolate is None:
            bad[found.series[gap]] = True
        return found.of(~bad[found.series])
    return found if interpolate else found.of(_in_longest(found, gap))


def _in_longest(runs: Runs, gap: Mask) -> Mask:
    """Rows of the longest stretch without a gap of each series, the last of equal ones."""
    fresh = gap.copy()
    fresh[:1] = True
    fresh[1:] |= runs.series[1:] != runs.series[:-1]
    stretch = np.cumsum(fresh) - 1
    length = np.bincount(stretch)
    owner = runs.series[fresh]
    best = np.full(runs.step.size, -1, dtype=np.intp)
    order = np.lexsort((np.arange(length.size), length, owner))
    best[owner[order]] = order
    return np.asarray(best[runs.series] == stretch, dtype=np.bool_)


def _refuse_missing(
    lines: lineage.Lines,
    runs: Runs,
    missing: Mask,
    interpolate: Fill | None,
    open_ended: Mask,
    what: str,
) -> None:
    """A value that is missing, and that interpolation does not fill."""
    bad = missing if interpolate is None else missing & open_ended[runs.series]
    if not bad.any():
        return
    places = runs.rows[bad]
    words = (
        'interpolate="linear" fills it, drop="periods" keeps the longest run without a gap, '
        'drop="series" leaves the series out'
        if interpolate is None
        else 'drop="periods" leaves out what lies at an end and cannot be filled'
    )
    raise TrendError(
        f"{what}: the value is missing: {rows.listed(lines.frame, places)}",
        mend=words,
        rows=rows.offending(lines.frame, places),
    )


def _gap(
    lines: lineage.Lines,
    runs: Runs,
    at: int,
    count: int,
    calendar: spacing.Calendar,
    what: str,
) -> TrendError:
    """The error that names the first period that is not there."""
    before, after = runs.rows[at - 1 : at + 1]
    step = runs.step[runs.series[at]]
    first, last = (
        str(moved(calendar, end, np.array([before]), np.array([step]))[0].astype("M8[D]"))
        for end in ("first", "last")
    )
    when = last if first == last else f"{first} to {last}"
    more = f", and {count - 1:,} gaps more" if count > 1 else ""
    return TrendError(
        f"{what}: a period is missing, {when}, between {rows.named(lines.frame, before)} and "
        f"{rows.named(lines.frame, after)}{more}",
        mend='interpolate="linear" fills it, drop="periods" keeps the longest run without a gap, '
        'drop="series" leaves the series out',
        rows=rows.offending(lines.frame, np.array([before, after])),
    )


def moved(
    calendar: spacing.Calendar, end: Literal["first", "last"], places: Places, months: Places
) -> npt.NDArray[np.datetime64]:
    """First or last days of some rows, months later; the end of a month stays one.

    Parameters
    ----------
    calendar
        Where the windows of the rows stand.
    end
        Which of the two.
    places
        The rows.
    months
        How much later, shape (places,).
    """
    month, day, closes = (
        getattr(calendar, name)[places] for name in (end, f"{end}_day", f"{end}_closes")
    )
    return spacing.day_in_month(month + months, day, closes & (day > 1))
