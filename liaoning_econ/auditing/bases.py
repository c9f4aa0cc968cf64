"""Who counted: figures on different bases side by side, and one whose basis shows by its size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.auditing.evidence import (
    REVISION,
    actual,
    apart,
    bounds,
    by_when,
    hashes,
    linked,
    side_by_side,
    subject,
    told,
)
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.sequences import first_told

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from liaoning_econ.auditing.audited import Audited, Days, Floats, Mask, Rows

__all__ = ["basis_differs"]

NEEDS: Final = (
    "indicator",
    "region",
    "start",
    "end",
    "measure",
    "basis",
    "prices",
    "unit",
    "value",
    "lower",
    "upper",
    "source",
)
LEVELS: Final = ("stock", "flow", "cumulative")
# Windows whose ends are a month apart are told as one; a year apart, a stock is still of its time.
MONTH: Final = np.timedelta64(31, "D")
YEAR: Final = np.timedelta64(366, "D")


@rule(
    "LE402",
    "basis-differs",
    severity="warning",
    needs=NEEDS,
    bound="bases that are both stated and differ; or one unstated, off the figure of the same "
    "window beyond the bounds and nearer to the count on another basis",
    mend="take figures that one office counted, or ask the source who counted",
)
def basis_differs(audited: Audited) -> Iterator[Finding]:
    """Figures that different offices counted, set side by side: customs and zone registrations."""
    ones, others = linked(audited, "compared_with", "part_of", "share_of", "same_figure")
    codes = audited.codes("basis")[0]
    stated = ~audited.unstated("basis")
    # Transit by sea beside transit by rail is the question itself, not a way of counting.
    counted = ~audited.among("measure", "duration")
    unlike = stated[ones] & stated[others] & counted[ones] & (codes[ones] != codes[others])
    for place in np.flatnonzero(unlike):
        one, other = int(ones[place]), int(others[place])
        yield Finding(
            (one, other),
            f"{side_by_side(audited, one, other)}: the first is from {_basis(audited, one)}, the "
            f"second from {_basis(audited, other)}",
            found=f"{_basis(audited, one)} beside {_basis(audited, other)}",
            expected="one basis",
        )
    yield from _fits_another(audited)


def _basis(audited: Audited, row: int) -> str:
    return audited.text(row, "basis").replace("_", " ")


def _fits_another(audited: Audited) -> Iterator[Finding]:
    """Figures of unstated basis that contradict one count and fit another."""
    levels = audited.among("measure", *LEVELS) & actual(audited) & (audited.number("value") > 0)
    levels &= ~np.isnat(audited.days("start")) & ~np.isnat(audited.days("end"))
    asking = np.flatnonzero(levels & audited.unstated("basis"))
    if not len(asking):
        return
    keys = hashes(audited, "indicator", "region", "unit", "measure", "prices")
    among = np.flatnonzero(levels & ~audited.unstated("basis") & np.isin(keys, keys[asking]))
    asking, among = first_told(audited, asking), first_told(audited, among)
    peers = among[np.argsort(keys[among], kind="stable")]
    for row in asking:
        low = np.searchsorted(keys[peers], keys[row], side="left")
        high = np.searchsorted(keys[peers], keys[row], side="right")
        found = _contradicted(audited, int(row), peers[low:high])
        if found is not None:
            yield _fitting(audited, int(row), *found)


def _contradicted(audited: Audited, row: int, peers: Rows) -> tuple[int, int] | None:
    """The count of the same window that a figure misses, and the one that it fits better."""
    start, end = audited.days("start"), audited.days("end")
    same = peers[(_off(start, peers, row) <= MONTH) & (_off(end, peers, row) <= MONTH)]
    same = np.array(
        [at for at in same if apart(bounds(audited, row), bounds(audited, int(at))) > REVISION],
        dtype=np.intp,
    )
    if not len(same):
        return None
    missed = int(same[np.argmin(_off(end, same, row))])
    basis = audited.codes("basis")[0]
    others = peers[basis[peers] != basis[missed]]
    others = others[_may_be(audited, row, others)]
    if not len(others):
        return None
    value = audited.number("value")
    scale = _ages(audited, row, others)
    distance = np.abs(np.log(value[row] / (value[others] * scale)))
    best = int(np.argmin(distance))
    if distance[best] >= abs(math.log(value[row] / value[missed])) / 2:
        return None
    return missed, int(others[best])


def _off(days: Days, rows: Rows, row: int) -> NDArray[np.timedelta64]:
    return np.asarray(np.abs(days[rows] - days[row]), dtype="timedelta64[us]")


def _may_be(audited: Audited, row: int, others: Rows) -> Mask:
    """Whether a figure can be one of the other series, given its order in time."""
    end, lower, upper = audited.days("end"), audited.number("lower"), audited.number("upper")
    if audited.text(row, "measure") != "cumulative":
        return np.asarray(_off(end, others, row) <= YEAR)
    earlier = (end[others] >= end[row]) & (lower[row] <= upper[others])
    return np.asarray(earlier | ((end[others] <= end[row]) & (upper[row] >= lower[others])))


def _ages(audited: Audited, row: int, others: Rows) -> Floats:
    """How much of a count's time another one covers; one for what does not add up over time."""
    if audited.text(row, "measure") != "cumulative":
        return np.ones(len(others))
    length = (audited.days("end") - audited.days("start")) / np.timedelta64(1, "D") + 1
    return np.asarray(length[row] / np.maximum(length[others], 1.0))


def _fitting(audited: Audited, row: int, missed: int, fits: int) -> Finding:
    return Finding(
        (row, missed, fits),
        f"{subject(audited, row)}: {audited.label(row)} has {told(audited, row)} over "
        f"{audited.window_of(row)} and does not say who counted; for the same window the "
        f"{_basis(audited, missed)} have {told(audited, missed)} ({audited.label(missed)}), while "
        f"the {_basis(audited, fits)} have {told(audited, fits)} by {by_when(audited, fits)} "
        f"({audited.label(fits)}), which fits: it is probably a count of the "
        f"{_basis(audited, fits)}",
        found=f"{told(audited, row)}, basis unstated",
        expected=f"{told(audited, missed)} by {_basis(audited, missed)}",
        mend="ask the source who counted; until then do not set it beside "
        f"{_basis(audited, missed)}",
    )
