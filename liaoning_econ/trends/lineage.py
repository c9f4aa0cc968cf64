"""Which rows make one line of periods, and where a line changes its benchmark or breaks.

A line has one indicator, region, measure, basis, prices, relative_to, unit and kind of window.
Where several vintages give a figure for one period, each vintage is a line of its own; otherwise
all of them make one. Rows of one line may be set against one another inside a segment: it ends
where the benchmark changes or the status is B, a break in the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import catalog, frames, validation
from liaoning_econ.catalog.groups import SERIES, codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError, UnknownCodeError, VintageError

if TYPE_CHECKING:
    from liaoning_econ.convert.rows import Mask, Places

__all__ = ["Lines", "benchmark_change", "lines_of", "readable", "require_vintage"]

_LARGEST = 2**62


@dataclass(frozen=True)
class Lines:
    """The rows of a frame, by lines.

    Attributes
    ----------
    frame
        Typed rows, plain index.
    series
        Shape (rows,): the series of each row, by its SERIES columns.
    line
        Shape (rows,): the line of each row, numbered in the order of series, vintage and window.
    order
        Shape (rows,): places of the rows by line, and by their days inside one.
    segment
        Shape (rows,): rows of one line with one number may be set against one another.
    """

    frame: pd.DataFrame
    series: Places
    line: Places
    order: Places
    segment: Places


def readable(obs: pd.DataFrame, what: str, *, missing: bool = False) -> pd.DataFrame:
    """Typed rows whose days are known and whose values are finite, or missing where that may be.

    Parameters
    ----------
    obs
        Observations.
    what
        How a message names them.
    missing
        Whether a value may be NaN, which the caller looks at.

    Raises
    ------
    SchemaError
        A column is missing or of another kind, or a figure is missing.
    WindowError
        A row lacks a day.
    TrendError
        An infinite value.
    """
    if missing:
        validation.light(obs, frames.OBSERVATIONS, what=what)
        frame = frames.conform(obs, frames.OBSERVATIONS)
    else:
        frame = rows.typed(obs, what)
    rows.require_windows(frame, what=what)
    infinite = np.isinf(rows.numbers(frame, "value"))
    if infinite.any():
        raise TrendError(
            f"{what}: the value is infinite: {rows.listed(frame, infinite)}",
            mend="an open end belongs into lower or upper; leave these rows out, or correct them",
            rows=rows.offending(frame, infinite),
        )
    return frame


def lines_of(
    frame: pd.DataFrame, kind: npt.NDArray[np.int64], what: str, *, aside: Mask | None = None
) -> Lines:
    """Rows by lines.

    Parameters
    ----------
    frame
        Typed rows, plain index, days known.
    kind
        Shape (rows,): kinds of window, small whole numbers of at least 0; rows of two kinds are
        never of one line.
    what
        How a message names the rows.
    aside
        Shape (rows,): rows that are a line of their own where they repeat a period of others.

    Raises
    ------
    TrendError
        Two rows of one line and period.
    """
    series = codes_of_groups(frame, SERIES)
    alike = series * (int(kind.max(initial=0)) + 1) + kind
    order = _sorted(frame, alike)
    if aside is not None and aside.any():
        alike = alike * 2 + (aside & _repeating(frame, alike, order))
        order = _sorted(frame, alike)
    split = _repeating(frame, alike, order)
    if split.any():
        own = np.where(split, codes_of_groups(frame, ["vintage"]) + 1, 0)
        alike = alike * (int(own.max()) + 1) + own
        order = _sorted(frame, alike)
        _refuse_repeats(frame, alike, order, what)
    turns = np.concatenate([[True], alike[order][1:] != alike[order][:-1]])[: len(frame)]
    line = np.empty_like(series)
    line[order] = np.cumsum(turns) - 1
    segment = np.empty_like(series)
    segment[order] = np.cumsum(turns | _breaks(frame, order, turns))
    return Lines(frame, series, line, order, segment)


def benchmark_change(lines: Lines, before: int, after: int, *, mend: str) -> VintageError:
    """The error that says between which two rows of a line the benchmark changes, or breaks.

    Parameters
    ----------
    lines
        The lines.
    before, after
        Places of two rows of one line, of different segments.
    mend
        What would mend it.

    Returns
    -------
    VintageError
        To be raised.
    """
    frame = lines.frame
    pair = frame.iloc[[before, after]]
    found = catalog.benchmarks(pair)
    vintages = pair["vintage"].astype("str").tolist()
    where = f"{rows.named(frame, before)} and {rows.named(frame, after)}"
    if found[0] != found[1]:
        told = (
            f"two benchmarks in one series, {vintages[0]} ({found[0]}) and {vintages[1]} "
            f"({found[1]}), between {where}"
        )
    else:
        told = (
            f"a break in the level (status B) between {where}, vintages {vintages[0]} and "
            f"{vintages[1]}"
        )
    return VintageError(told, mend=mend, rows=pair)


def require_vintage(frame: pd.DataFrame, across: str | None) -> Mask:
    """Rows of the vintage that a caller names, all False for None.

    Parameters
    ----------
    frame
        Typed rows.
    across
        A vintage of the frame, or None.

    Returns
    -------
    ndarray of bool
        Shape (rows,).

    Raises
    ------
    UnknownCodeError
        The frame has no rows of it.
    """
    if across is None:
        return np.zeros(len(frame), dtype=np.bool_)
    there = rows.present(frame, "vintage")
    if across not in there:
        raise UnknownCodeError(
            "vintage",
            across,
            there,
            mend="across= names a vintage that the frame holds beside the others",
        )
    return np.asarray((frame["vintage"] == across).to_numpy(), dtype=np.bool_)


def _sorted(frame: pd.DataFrame, groups: Places) -> Places:
    """Places of the rows by group, first day and last day."""
    first, last = (rows.days(frame, name).astype("M8[D]") for name in ("start", "end"))
    if not len(frame):
        return np.zeros(0, dtype=np.intp)
    since = (first - first.min()).astype(np.int64)
    length = (last - first).astype(np.int64)
    length -= length.min()
    sizes = int(groups.max()) + 1, int(since.max()) + 1, int(length.max()) + 1
    if sizes[0] * sizes[1] * sizes[2] > _LARGEST:
        return np.lexsort((length, since, groups))
    # One key sorts in a fraction of the time of three.
    return np.argsort((groups * sizes[1] + since) * sizes[2] + length, kind="stable")


def _repeats(frame: pd.DataFrame, groups: Places, order: Places) -> Mask:
    """For each sorted row but the last, whether the next has its group and its days."""
    same = groups[order][1:] == groups[order][:-1]
    for name in ("start", "end"):
        day = rows.days(frame, name)[order]
        same &= day[1:] == day[:-1]
    return np.asarray(same, dtype=np.bool_)


def _repeating(frame: pd.DataFrame, groups: Places, order: Places) -> Mask:
    """Rows of a group in which a period comes more than once."""
    again = np.flatnonzero(_repeats(frame, groups, order))
    if not again.size:
        return np.zeros(len(frame), dtype=np.bool_)
    result = np.zeros(int(groups.max()) + 1, dtype=np.bool_)
    result[groups[order[again]]] = True
    return np.asarray(result[groups], dtype=np.bool_)


def _refuse_repeats(frame: pd.DataFrame, groups: Places, order: Places, what: str) -> None:
    """Two figures of one vintage for one period."""
    again = np.flatnonzero(_repeats(frame, groups, order))
    if not again.size:
        return
    one, two = (int(order[again[0] + step]) for step in (0, 1))
    sources = frame["source"].astype("str").iloc[[one, two]].tolist()
    more = f", and {again.size - 1:,} more" if again.size > 1 else ""
    mend = (
        "keep one source: obs[obs.source == ...]"
        if sources[0] != sources[1]
        else "leave one of the rows out: obs.drop_duplicates()"
    )
    raise TrendError(
        f"{what}: two figures of {frame['vintage'].iloc[one]} for one period: "
        f"{rows.named(frame, one)} and row {two}{more}",
        mend=mend,
        rows=rows.offending(frame, np.concatenate([order[again], order[again + 1]])),
    )


def _breaks(frame: pd.DataFrame, order: Places, turns: Mask) -> Mask:
    """For each sorted row, whether it is of another benchmark than the one before, or a break."""
    status = rows.codes(frame, "status")[order] == list(frames.STATUS.categories).index("B")
    changed = np.zeros(len(frame), dtype=np.bool_)
    vintage = rows.codes(frame, "vintage")[order].astype(np.int64)
    joined = np.flatnonzero((vintage[1:] != vintage[:-1]) & ~turns[1:]) + 1
    # A vintage that the list does not know is one benchmark, so that only where two stand in one
    # line, or where the list knows one, the benchmark can change.
    listed = set(catalog.vintages()["vintage"].astype("str"))
    categories = frame["vintage"].cat.categories
    known = np.array([str(one) in listed for one in categories], dtype=np.bool_)
    maybe = known[vintage] if known.any() else np.zeros(len(frame), dtype=np.bool_)
    maybe[joined] = True
    maybe[joined - 1] = True
    places = np.flatnonzero(maybe)
    if places.size:
        found = pd.factorize(catalog.benchmarks(frame.iloc[order[places]]))[0]
        neighbours = places[1:] == places[:-1] + 1
        changed[places[1:]] = neighbours & (found[1:] != found[:-1])
    return np.asarray(status | changed, dtype=np.bool_)
