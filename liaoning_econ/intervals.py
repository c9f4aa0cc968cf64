"""Products and ratios of many bounded figures at once, rounded outwards.

An interval is a pair of arrays, lower and upper ends. A result holds every value that the true
figures can give: where the exact end is no float, the float beyond it is taken; where it is one,
the end stays exact. The error of a product is itself worked out exactly.

References: Moore, R. E. (1966), Interval Analysis, Prentice-Hall. Dekker, T. J. (1971), A
floating-point technique for extending the available precision, Numerische Mathematik 18, 224-242.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["Interval", "around", "hull", "product", "quotient"]

Floats: TypeAlias = npt.NDArray[np.float64]
Interval: TypeAlias = tuple[Floats, Floats]

_SPLIT = 2.0**27 + 1.0
# Outside of these the error of a product is no float any more.
_LEAST, _GREATEST = 1e-280, 1e280


def product(left: Interval, right: Interval) -> Interval:
    """All products of a number of one interval with a number of the other.

    Parameters
    ----------
    left, right
        Lower and upper ends, shapes that go together; ends may be infinite.

    Returns
    -------
    tuple of two arrays
        Lower and upper ends. Nothing times an unbounded end is nothing.

    Examples
    --------
    >>> one = np.array([27.0]), np.array([30.0])
    >>> [float(end[0]) for end in product(one, (np.array([-2.0]), np.array([1.0])))]
    [-60.0, 30.0]
    """
    return _over_corners(_times, left, right)


def quotient(left: Interval, right: Interval) -> Interval:
    """All ratios of a number of one interval over a number of the other that is not zero.

    Parameters
    ----------
    left, right
        Lower and upper ends, shapes that go together; ends may be infinite.

    Returns
    -------
    tuple of two arrays
        Lower and upper ends. A divisor that may be zero leaves an end infinite: the upper alone
        where neither interval goes below zero, else both.

    Examples
    --------
    >>> one, two = (np.array([27.0]), np.array([30.0])), (np.array([15.0]), np.array([18.0]))
    >>> [float(end[0]) for end in quotient(one, two)]
    [1.5, 2.0]
    """
    lower, upper = _over_corners(_over, left, right)
    maybe_zero = (right[0] <= 0) & (right[1] >= 0)
    if maybe_zero.any():
        growing = (left[0] >= 0) & (right[0] >= 0) & (right[1] > 0)
        with np.errstate(all="ignore"):
            least = _rounded(*_over(left[0], right[1]), -np.inf)
        lower = np.where(maybe_zero, np.where(growing, least, -np.inf), lower)
        upper = np.where(maybe_zero, np.inf, upper)
    return lower, upper


def around(factor: Floats) -> Interval:
    """The interval of a factor that was rounded once: a float to each side; whole ones are exact.

    Parameters
    ----------
    factor
        Factors, each rounded once.

    Returns
    -------
    tuple of two arrays
        Lower and upper ends, of the same shape.

    Examples
    --------
    >>> low, high = around(np.array([12.0, 1 / 12]))
    >>> (high > low).tolist()
    [False, True]
    """
    whole = factor == np.floor(factor)
    below, above = np.nextafter(factor, -np.inf), np.nextafter(factor, np.inf)
    return np.where(whole, factor, below), np.where(whole, factor, above)


def hull(value: Floats, interval: Interval) -> Floats:
    """The value, moved into its interval where rounding left it outside.

    Parameters
    ----------
    value
        Values, rounded to nearest.
    interval
        Lower and upper ends, shapes that go together.

    Returns
    -------
    ndarray of float
        The values inside their intervals.

    Examples
    --------
    >>> hull(np.array([0.9, 1.5]), (np.array([1.0, 1.0]), np.array([2.0, 2.0]))).tolist()
    [1.0, 1.5]
    """
    lower, upper = interval
    return np.minimum(np.maximum(value, lower), upper)


def _over_corners(
    operation: Callable[[Floats, Floats], tuple[Floats, Floats]], left: Interval, right: Interval
) -> Interval:
    """Least and greatest result at the four corners."""
    with np.errstate(all="ignore"):
        corners = [operation(one, two) for one in left for two in right]
        lower = np.minimum.reduce([_rounded(near, beyond, -np.inf) for near, beyond in corners])
        upper = np.maximum.reduce([_rounded(near, beyond, np.inf) for near, beyond in corners])
    return lower, upper


def _rounded(near: Floats, beyond: Floats, towards: float) -> Floats:
    """One float further where the exact result lies beyond the near one, or may lie there."""
    inside = beyond >= 0 if towards < 0 else beyond <= 0
    return np.where(inside, near, np.nextafter(near, towards))


def _times(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    """A float product, and by how much the exact one is beyond it (NaN: not known)."""
    near, error = _two_product(one, two)
    plain = (one == 0) | (two == 0)
    unbounded = np.isinf(one) | np.isinf(two)
    size = np.abs(near)
    beyond = np.where((size > _LEAST) & (size < _GREATEST), error, np.nan)
    near = np.where(plain, 0.0, near)
    return near, np.where(plain | unbounded, 0.0, beyond)


def _over(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    """A float ratio, and on which side of it the exact one lies (NaN: not known)."""
    near = one / two
    back, error = _two_product(near, two)
    size = np.minimum(np.abs(near), np.abs(one))
    large = np.maximum(np.abs(near), np.abs(one))
    beyond = ((one - back) - error) * np.sign(two)
    beyond = np.where((size > _LEAST) & (large < _GREATEST), beyond, np.nan)
    plain = (one == 0) | np.isinf(two)
    near = np.where(plain, 0.0, near)
    # An unbounded end over a finite one is unbounded; over an unbounded one it can be anything.
    near = np.where(np.isinf(one) & np.isinf(two), 0.0, near)
    return near, np.where(plain | np.isinf(one), 0.0, beyond)


def _two_product(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    """A float product and its error, exactly."""
    near = one * two
    one_high, two_high = _high(one), _high(two)
    one_low, two_low = one - one_high, two - two_high
    error = one_low * two_low - (
        ((near - one_high * two_high) - one_low * two_high) - one_high * two_low
    )
    return near, error


def _high(number: Floats) -> Floats:
    """The upper half of a float's digits."""
    scaled = _SPLIT * number
    return scaled - (scaled - number)
