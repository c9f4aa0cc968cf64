"""Ratios, differences and verdicts of many pairs of bounded figures at once, rounded outwards.

Two-sum, by which the error of a difference is known: Knuth, D. E. (1969), The Art of Computer
Programming, volume 2, section 4.2.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from liaoning_econ import intervals
from liaoning_econ.quantities import Verdict

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float64]
    Bounded: TypeAlias = tuple[Floats, Floats, Floats]

__all__ = ["differences", "ratios", "scaled", "verdicts"]


def ratios(left: Bounded, right: Bounded) -> Bounded:
    """Left over right.

    Parameters
    ----------
    left, right
        Value, lower and upper, each of shape (pairs,).

    Returns
    -------
    tuple of three arrays
        Value, lower, upper. A divisor whose bounds hold zero leaves an end infinite; a divisor
        that is itself zero has no ratio: NaN in all three.

    Examples
    --------
    >>> one = np.array([30.0]), np.array([27.0]), np.array([30.0])
    >>> two = np.array([15.0]), np.array([15.0]), np.array([18.0])
    >>> [float(end[0]) for end in ratios(one, two)]
    [2.0, 1.5, 2.0]
    """
    ends = intervals.quotient((left[1], left[2]), (right[1], right[2]))
    none = right[0] == 0.0
    value = np.divide(left[0], right[0], out=np.zeros_like(left[0]), where=~none)
    value = intervals.hull(value, ends)
    found = [np.where(none, np.nan, end) for end in (value, *ends)]
    return found[0], found[1], found[2]


def scaled(figures: Bounded, factors: Floats) -> Bounded:
    """Figures times exact factors.

    Parameters
    ----------
    figures
        Value, lower and upper, each of shape (pairs,).
    factors
        Shape (pairs,).

    Returns
    -------
    tuple of three arrays
        Value, lower, upper.

    Examples
    --------
    >>> [float(end[0]) for end in scaled((np.array([2.0]),) * 3, np.array([3.0]))]
    [6.0, 6.0, 6.0]
    """
    ends = intervals.product((figures[1], figures[2]), (factors, factors))
    return intervals.hull(figures[0] * factors, ends), *ends


def differences(left: Bounded, right: Bounded) -> Bounded:
    """Left less right, in the same shape as `ratios`.

    Parameters
    ----------
    left, right
        Value, lower and upper, each of shape (pairs,).

    Returns
    -------
    tuple of three arrays
        Value, lower, upper.

    Examples
    --------
    >>> one = np.array([30.0]), np.array([27.0]), np.array([30.0])
    >>> two = np.array([15.0]), np.array([15.0]), np.array([18.0])
    >>> [float(end[0]) for end in differences(one, two)]
    [15.0, 9.0, 15.0]
    """
    return (
        left[0] - right[0],
        _difference(left[1], right[2], -np.inf),
        _difference(left[2], right[1], np.inf),
    )


def _difference(first: Floats, second: Floats, towards: float) -> Floats:
    """A difference, one float further where the exact one lies beyond it."""
    with np.errstate(invalid="ignore"):
        gap = first - second
        back = gap - first
        error = (first - (gap - back)) - (second + back)
    beyond = error < 0 if towards < 0 else error > 0
    return np.where(beyond & np.isfinite(gap), np.nextafter(gap, towards), gap)


def verdicts(left: Bounded, right: Bounded) -> NDArray[np.object_]:
    """Whether the left is larger: always, never, depends, as text of shape (pairs,).

    Parameters
    ----------
    left, right
        Value, lower and upper, each of shape (pairs,).

    Returns
    -------
    ndarray of str
        Shape (pairs,).

    Examples
    --------
    >>> one = np.array([30.0]), np.array([27.0]), np.array([30.0])
    >>> verdicts(one, one).tolist()
    ['depends']
    """
    found = np.where(left[2] <= right[1], Verdict.never.value, Verdict.depends.value)
    return np.where(left[1] > right[2], Verdict.always.value, found).astype(object)
