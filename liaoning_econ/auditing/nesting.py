"""Figures whose windows lie inside those of others, in one place or in a part of it (LE109, LE110).

Many rows at once: rows are sorted by series, start and end, so that what lies inside a window
stands behind it, and each is compared with the next few hundred.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.auditing.evidence import actual, hashes

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Floats, Mask, Rows

__all__ = ["Nesting", "adding", "nesting"]

_SERIES: Final = ("indicator", "region", "unit", "prices", "basis")
# How many neighbours a row is compared with; a place with daily figures has 365 in a year.
_REACH: Final = 400
# How many figures for the same days it looks at; more that disagree are another rule's.
_MOST_OF_ONE: Final = 4
_MONTH: Final = 365.25 / 12


@dataclass(frozen=True)
class Nesting:
    """Rows sorted so that a window stands before those inside it; a row may stand in two series.

    Attributes
    ----------
    rows
        Positions in the frame.
    series
        One integer a series: what is counted, where, by whom, in which unit.
    start, end
        First and last days since 1970; a zone's first day is that of its opening at least.
    own
        Whether the series is the row's own, and not that of a place around it.
    flow
        Whether the row is a flow, and not a count since an opening.
    lower, upper
        Pragmatic bounds.
    """

    rows: Rows
    series: Rows
    start: Rows
    end: Rows
    own: Mask
    flow: Mask
    lower: Floats
    upper: Floats

    @cached_property
    def months(self) -> Floats:
        """Lengths of the windows in months, nearly."""
        return (self.end - self.start + 1) / _MONTH

    def pairs(self) -> Iterator[tuple[Rows, Rows]]:
        """Places of wholes and of parts inside them, shape (pairs,) each; one neighbour a time.

        A part is a flow, or of a part of the place: counts since one opening are a series of
        their own.
        """
        part_fits = self.flow | ~self.own
        whole = np.flatnonzero(self.own[:-1])
        for reach in range(1, min(_REACH, len(self.rows) - 1) + 1):
            whole = whole[whole + reach < len(self.rows)]
            whole = whole[self.series[whole] == self.series[whole + reach]]
            if not len(whole):
                return
            part = whole + reach
            inside = (self.end[part] <= self.end[whole]) & part_fits[part]
            inside &= (self.end[part] < self.end[whole]) | (self.start[part] > self.start[whole])
            inside &= self.rows[part] != self.rows[whole]
            if inside.any():
                yield whole[inside], part[inside]

    def parts_of(self, whole: int) -> list[int]:
        """Places of the parts inside one whole, by their first day."""
        after = int(np.searchsorted(self.series, self.series[whole], side="right"))
        near = np.arange(whole + 1, min(after, whole + 1 + _REACH))
        proper = (self.end[near] < self.end[whole]) | (self.start[near] > self.start[whole])
        proper &= (self.end[near] <= self.end[whole]) & (self.flow[near] | ~self.own[near])
        return [int(place) for place in near[proper]]

    def greatest(self, parts: list[int]) -> list[int]:
        """Those parts that do not overlap and make the most: no other choice makes more."""
        parts = sorted(parts, key=lambda part: self.end[part])
        best: list[tuple[float, list[int]]] = [(0.0, [])]
        ends = [int(self.end[part]) for part in parts]
        for count, part in enumerate(parts):
            before = int(np.searchsorted(ends[:count], self.start[part], side="left"))
            sum_, chosen = best[before]
            taken = sum_ + float(self.lower[part]), [*chosen, part]
            best.append(max(best[-1], taken, key=lambda each: each[0]))
        return best[-1][1]


def adding(over: str) -> tuple[str, ...]:
    """Indicators that add up: over "regions" or over "time".

    Parameters
    ----------
    over
        regions or time.
    """
    known = catalog.indicators()
    return tuple(known.loc[known[f"adds_over_{over}"] == "sum", "indicator"].astype("str"))


def nesting(audited: Audited) -> Nesting | None:
    """Sort the flows and counts of a frame; None where no window lies inside another.

    Parameters
    ----------
    audited
        The frame.
    """
    mask = actual(audited) & audited.among("measure", "flow", "cumulative")
    mask &= audited.among("indicator", *adding("time")) & (audited.number("lower") >= 0)
    mask &= ~(np.isnat(audited.days("start")) | np.isnat(audited.days("end")))
    timed = [text for text in audited.codes("unit")[1] if "/" in text or text == "percent"]
    rows = np.flatnonzero(mask & ~audited.among("unit", *timed))
    start, end = _days(audited, rows)
    rows, start, end = (each[_nested(start, end)] for each in (rows, start, end))
    if len(rows) < 2:
        return None
    columns = [name for name in _SERIES if audited.has(name)]
    keys = hashes(audited, *columns, rows=rows)
    places = np.arange(len(rows))
    copies = [
        (places, keys, np.ones(len(rows), dtype=np.bool_)),
        *_in_other_series(audited, rows, columns),
    ]
    place = np.concatenate([each[0] for each in copies])
    series = np.concatenate([each[1] for each in copies])
    own = np.concatenate([each[2] for each in copies])
    order = _few(
        np.lexsort((~own, -end[place], start[place], series)), series, start[place], end[place]
    )
    place, series, own = place[order], series[order], own[order]
    return Nesting(
        rows[place],
        series,
        start[place],
        end[place],
        own,
        audited.among("measure", "flow")[rows[place]],
        audited.number("lower")[rows[place]],
        audited.number("upper")[rows[place]],
    )


def _few(order: Rows, *columns: Rows) -> Rows:
    """The sorted rows, of those that are equal in all columns no more than the first few."""
    new = np.ones(len(order), dtype=np.bool_)
    new[1:] = np.any([each[order][1:] != each[order][:-1] for each in columns], axis=0)
    places = np.arange(len(order))
    first = np.maximum.accumulate(np.where(new, places, 0))
    return order[places - first < _MOST_OF_ONE]


def _days(audited: Audited, rows: Rows) -> tuple[Rows, Rows]:
    """First and last days since 1970; what a zone had before it opened is nothing."""
    start, end = (
        audited.days(name)[rows].astype("M8[D]").astype(np.int64) for name in ("start", "end")
    )
    numbers, regions = audited.codes("region")
    opened = audited.record.openings["opened_from"]
    days = np.full(len(regions) + 1, np.iinfo(np.int64).min)
    for number, region in enumerate(regions):
        if region in opened.index:
            days[number] = pd.Timestamp(opened[region]).to_datetime64().astype("M8[D]").astype(int)
    first = np.maximum(start, days[numbers[rows]])
    return np.where(first <= end, first, start), end


def _nested(start: Rows, end: Rows) -> Mask:
    """Rows whose window lies inside another of the frame, or around one, whatever their series."""
    base = int(start.min()) if len(start) else 0
    codes = (start - base) * 2**32 + (end - base)
    windows, inverse = np.unique(codes, return_inverse=True)
    first, last = windows >> 32, windows & (2**32 - 1)
    order = np.lexsort((-last, first))
    last = last[order]
    involved = np.zeros(len(windows), dtype=np.bool_)
    if len(windows) > 1:
        reached = np.maximum.accumulate(last)
        inside = np.flatnonzero(last[1:] <= reached[:-1]) + 1
        involved[order[inside]] = True
        # A window is around another where one of those that start later ends no later.
        least = np.minimum.accumulate(last[::-1])[::-1]
        involved[order[:-1][least[1:] <= last[:-1]]] = True
    return np.asarray(involved[inverse], dtype=np.bool_)


def _in_other_series(
    audited: Audited, rows: Rows, columns: list[str]
) -> Iterator[tuple[Rows, Rows, Mask]]:
    """Rows once more: in the series of the place around, and in those of a basis left open."""
    numbers, texts = audited.codes("region")
    codes = {text: number for number, text in enumerate(texts)}
    parents = np.array(
        [codes.get(audited.record.parents.get(text, ""), -2) for text in texts] + [-2]
    )
    around = parents[numbers]
    adds = audited.among("indicator", *adding("regions"))
    moved = np.flatnonzero((around[rows] >= 0) & adds[rows])
    if len(moved):
        keys = hashes(audited, *columns, region=around)[rows[moved]]
        yield moved, keys, np.zeros(len(moved), dtype=np.bool_)
    if "basis" in columns:
        yield from _open_bases(audited, rows, columns)


def _open_bases(
    audited: Audited, rows: Rows, columns: list[str]
) -> Iterator[tuple[Rows, Rows, Mask]]:
    """Rows that leave the basis open, in the series of each basis that others state."""
    is_open = audited.unstated("basis")[rows]
    general = hashes(audited, *(name for name in columns if name != "basis"), rows=rows)
    numbers = audited.codes("basis")[0]
    for basis in np.unique(numbers[rows[~is_open]]):
        stated = general[~is_open & (numbers[rows] == basis)]
        moved = np.flatnonzero(is_open & np.isin(general, stated))
        if len(moved):
            keys = hashes(audited, *columns, basis=np.full(len(audited), basis))[rows[moved]]
            yield moved, keys, np.ones(len(moved), dtype=np.bool_)
