"""Counts since the opening of two places, at the same age: nothing is interpolated.

A count since the opening grows with the age of the place, so that 16 months of one stand beside
16 months of the other, or not at all. A figure finds a partner where the two windows differ by
half a month at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import window
from liaoning_econ.comparison.codes import codes, days
from liaoning_econ.comparison.like_with_like import unstated_basis
from liaoning_econ.comparison.pairing import Pairs, label, side_frame
from liaoning_econ.comparison.steps import Side, Step
from liaoning_econ.convert.rows import openings, typed
from liaoning_econ.errors import ComparisonError, WindowError
from liaoning_econ.quantities import Quantity

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["TOLERANCE", "ages", "aligned", "match_ages"]

TOLERANCE: Final = 0.5
_SHOWN: Final = 8


def ages(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Months from the opening to the end of each count, shape (rows,).

    Where only the month is known, the opening of the region, if the catalogue has it, narrows the
    start: "September 2013" is 29 September 2013 for the Shanghai zone.

    Parameters
    ----------
    frame
        Cumulative rows of Observations, start and end known.

    Returns
    -------
    ndarray of float
        Months.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> claims = le.claims("ftz_claims")
    >>> [round(float(age), 1) for age in ages(claims[claims.claim == "F120"])]
    [12.0]
    """
    opened_from, opened = openings(typed(frame))
    earliest, latest, first_end, last_end = window.limits(
        frame, opened_from=opened_from, opened=opened
    )
    start = np.clip(days(frame, "start"), earliest, latest)
    end = np.clip(days(frame, "end"), first_end, last_end)
    return window.months(start, end)


def match_ages(left: pd.DataFrame | Quantity, right: pd.DataFrame | Quantity) -> Pairs:
    """Set the cumulative figures of two sides beside each other where their ages agree.

    Parameters
    ----------
    left, right
        Frames with cumulative rows; other rows are left out and counted.

    Returns
    -------
    Pairs
        Every pair of one indicator and one basis (an unstated one pairs with any) whose windows
        since the opening differ by at most `TOLERANCE` months, by age.

    Raises
    ------
    ComparisonError
        A side that is a Quantity or has no cumulative figure with a window.
    WindowError
        No two windows of like length; the ages of both sides are named.
    """
    first, left_steps = _cumulative(left, "left")
    second, right_steps = _cumulative(right, "right")
    left_ages, right_ages = ages(first), ages(second)
    left_rows, right_rows = _like(first, second, left_ages, right_ages)
    if not len(left_rows):
        raise WindowError(
            f"no windows of like length: {_listed(left_ages)} months on the left, "
            f"{_listed(right_ages)} on the right",
            mend='per="month" divides each figure by its window',
            rows=pd.concat([first, second], ignore_index=True),
        )
    order = np.lexsort((right_rows, left_rows, left_ages[left_rows]))
    left_rows, right_rows = left_rows[order], right_rows[order]
    return Pairs(
        first.take(left_rows).reset_index(drop=True),
        second.take(right_rows).reset_index(drop=True),
        steps=(*left_steps, *right_steps),
    )


def aligned(pairs: Pairs) -> Step:
    """The step that names the ages of pairs that were matched by age."""
    both = zip(ages(pairs.left), ages(pairs.right), strict=True)
    shown = list(dict.fromkeys(f"{one:.1f} and {two:.1f}" for one, two in both))
    more = f"; and {len(shown) - _SHOWN} more" if len(shown) > _SHOWN else ""
    detail = f"{'; '.join(shown[:_SHOWN])}{more} months from the opening, at most {TOLERANCE} apart"
    return Step("both", "aligned by age", detail)


def _cumulative(figures: pd.DataFrame | Quantity, side: Side) -> tuple[pd.DataFrame, list[Step]]:
    """The rows of a side that count from the opening, and the step that says what was left out."""
    if isinstance(figures, Quantity):
        raise ComparisonError(
            f"the {side} side is a Quantity, which has no opening",
            mend='pass rows with start and end, such as claims("ftz_claims"), or leave out align',
        )
    frame = side_frame(figures, side)
    usable = (codes(frame, "measure") == "cumulative") & frame["start"].notna().to_numpy()
    usable &= frame["end"].notna().to_numpy()
    if not usable.any():
        raise ComparisonError(
            f"the {side} side has no cumulative figure with a window ({label(frame)})",
            mend="pass counts since the opening, or leave out align",
            rows=frame,
        )
    dropped = int((~usable).sum())
    what = f"{dropped} of {len(frame)} figures left out"
    steps = [Step(side, what, "not counted since the opening")] if dropped else []
    return frame[usable].reset_index(drop=True), steps


def _like(
    left: pd.DataFrame,
    right: pd.DataFrame,
    left_ages: NDArray[np.float64],
    right_ages: NDArray[np.float64],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Row numbers of the pairs; a figure is no partner of itself."""
    order = np.argsort(right_ages, kind="stable")
    ordered = right_ages[order]
    # Windows are counted in whole days, so that a rounding error must not part 12 and 12.5.
    slack = TOLERANCE + 1e-9
    begin = np.searchsorted(ordered, left_ages - slack, side="left")
    stop = np.searchsorted(ordered, left_ages + slack, side="right")
    counts = stop - begin
    left_rows = np.repeat(np.arange(len(left)), counts)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    right_rows = order[np.repeat(begin, counts) + within]
    alike = codes(left, "indicator")[left_rows] == codes(right, "indicator")[right_rows]
    bases = codes(left, "basis")[left_rows] == codes(right, "basis")[right_rows]
    bases |= unstated_basis(left)[left_rows] | unstated_basis(right)[right_rows]
    alike &= bases & ~_same_figure(left, right, left_rows, right_rows)
    return left_rows[alike], right_rows[alike]


def _same_figure(
    left: pd.DataFrame,
    right: pd.DataFrame,
    left_rows: NDArray[np.intp],
    right_rows: NDArray[np.intp],
) -> NDArray[np.bool_]:
    """Where region, window, value and source are the same."""
    same = np.ones(len(left_rows), dtype=np.bool_)
    for column in ("region", "source", "vintage"):
        same &= codes(left, column)[left_rows] == codes(right, column)[right_rows]
    for column in ("start", "end"):
        same &= days(left, column)[left_rows] == days(right, column)[right_rows]
    values = left["value"].to_numpy()[left_rows] == right["value"].to_numpy()[right_rows]
    return np.asarray(same & values, dtype=np.bool_)


def _listed(found: NDArray[np.float64]) -> str:
    """The ages of a side for a message."""
    distinct = sorted({round(float(age), 1) for age in found})
    shown = ", ".join(f"{age:g}" for age in distinct[:_SHOWN])
    return shown + (", ..." if len(distinct) > _SHOWN else "")
