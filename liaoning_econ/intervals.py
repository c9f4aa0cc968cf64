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

__all__ = [
    "Interval",
    "around",
    "change",
    "difference",
    "hull",
    "product",
    "quotient",
    "two_product",
    "two_sum",
]

Floats: TypeAlias = npt.NDArray[np.float64]
Interval: TypeAlias = tuple[Floats, Floats]

_SPLIT = 2.0**27 + 1.0
# Outside of these the error of a product is no float any more.
_LEAST, _GREATEST = 1e-280, 1e280
# Between these the error of a product of two figures over a third is a float.
_PLAIN = 1e-90, 1e90


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


def difference(left: Interval, right: Interval) -> Interval:
    """All differences of a number of one interval less a number of the other.

    Parameters
    ----------
    left, right
        Lower and upper ends, shapes that go together; ends may be infinite.

    Returns
    -------
    tuple of two arrays
        Lower and upper ends.

    Examples
    --------
    >>> one, two = (np.array([27.0]), np.array([30.0])), (np.array([15.0]), np.array([18.0]))
    >>> [float(end[0]) for end in difference(one, two)]
    [9.0, 15.0]
    """
    with np.errstate(all="ignore"):
        lower = _rounded(*two_sum(left[0], -right[1]), -np.inf)
        upper = _rounded(*two_sum(left[1], -right[0]), np.inf)
    return lower, upper


def change(new: Interval, old: Interval) -> Interval:
    """All changes in percent, 100 (x - y) / y, from a positive y of `old` to an x of `new`.

    Parameters
    ----------
    new, old
        Lower and upper ends, shapes that go together; ends may be infinite. Only what is above
        zero in `old` counts.

    Returns
    -------
    tuple of two arrays
        Lower and upper ends; infinite where `old` reaches down to zero.

    Examples
    --------
    >>> new, old = (np.array([105.0]), np.array([110.0])), (np.array([100.0]), np.array([100.0]))
    >>> [float(end[0]) for end in change(new, old)]
    [5.0, 10.0]
    """
    low, high = new
    # What is below zero lies the further below it, the less it is measured by.
    lower = _changed(low, np.where(low >= 0, old[1], old[0]), -np.inf)
    upper = _changed(high, np.where(high >= 0, old[0], old[1]), np.inf)
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
    near, error = two_product(one, two)
    plain = (one == 0) | (two == 0)
    unbounded = np.isinf(one) | np.isinf(two)
    size = np.abs(near)
    beyond = np.where((size > _LEAST) & (size < _GREATEST), error, np.nan)
    near = np.where(plain, 0.0, near)
    return near, np.where(plain | unbounded, 0.0, beyond)


def _over(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    """A float ratio, and on which side of it the exact one lies (NaN: not known)."""
    near = one / two
    back, error = two_product(near, two)
    size = np.minimum(np.abs(near), np.abs(one))
    large = np.maximum(np.abs(near), np.abs(one))
    beyond = ((one - back) - error) * np.sign(two)
    beyond = np.where((size > _LEAST) & (large < _GREATEST), beyond, np.nan)
    plain = (one == 0) | np.isinf(two)
    near = np.where(plain, 0.0, near)
    # An unbounded end over a finite one is unbounded; over an unbounded one it can be anything.
    near = np.where(np.isinf(one) & np.isinf(two), 0.0, near)
    return near, np.where(plain | np.isinf(one), 0.0, beyond)


def two_product(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    """A product rounded to float64 and what rounding left out, together exactly the product.

    Parameters
    ----------
    one, two
        Factors, shapes that go together, of a size between 1e-140 and 1e140 or zero.

    Returns
    -------
    tuple of two arrays
        The product as a float, and its error.

    Examples
    --------
    >>> [float(part[0]) for part in two_product(np.array([0.1]), np.array([10.0]))]
    [1.0, 5.551115123125783e-17]
    """
    near = one * two
    one_high, two_high = _high(one), _high(two)
    one_low, two_low = one - one_high, two - two_high
    error = one_low * two_low - (
        ((near - one_high * two_high) - one_low * two_high) - one_high * two_low
    )
    return near, error


def two_sum(one: Floats, two: Floats) -> tuple[Floats, Floats]:
    """A sum as a float and its error, together exactly the sum.

    Parameters
    ----------
    one, two
        Terms, shapes that go together.

    Returns
    -------
    tuple of two arrays
        The sum rounded to nearest, and what rounding left out; 0 where the sum is infinite.

    Examples
    --------
    >>> [float(part[0]) for part in two_sum(np.array([1e16]), np.array([1.0]))]
    [1e+16, 1.0]
    """
    with np.errstate(all="ignore"):
        near = one + two
        back = near - one
        rest = (one - (near - back)) + (two - back)
    return near, np.where(np.isinf(near), 0.0, rest)


def _changed(new: Floats, old: Floats, towards: float) -> Floats:
    """Change in percent from one figure to another, rounded towards an end."""
    with np.errstate(all="ignore"):
        one, one_rest = two_product(np.asarray(100.0), new)
        two, two_rest = two_product(np.asarray(100.0), old)
        apart, rest = two_sum(one, -two)
        fine, lost = two_sum(one_rest, -two_rest)
        fine, lost_too = two_sum(rest, fine)
        apart, rest = two_sum(apart, fine)
        near, beyond = _over(apart, old)
        beyond = np.where((lost != 0) | (lost_too != 0), np.nan, beyond + rest)
        result = _rounded(near, beyond, towards)
        # The rest that the difference cannot hold may be worth another float.
        further = (rest != 0) & (result != near)
        result = np.where(further, np.nextafter(result, towards), result)
        size = np.maximum(np.abs(new), old), np.minimum(np.abs(new), old)
        odd = (size[0] > _PLAIN[1]) | ((size[1] < _PLAIN[0]) & (size[1] > 0))
        if odd.any():
            ratio = _rounded(*_over(new, old), towards)
            result = np.where(odd, _percent_of(ratio, towards), result)
    unbounded = np.isinf(new) | (old <= 0)
    result = np.where(unbounded, np.copysign(np.inf, new), result)
    return np.where((new == 0) | (np.isinf(old) & ~unbounded), -100.0, result)


def _percent_of(ratio: Floats, towards: float) -> Floats:
    """A ratio as a change in percent, each step rounded towards an end."""
    hundredfold = _rounded(*_times(ratio, np.asarray(100.0)), towards)
    return _rounded(*two_sum(hundredfold, np.asarray(-100.0)), towards)


def _high(number: Floats) -> Floats:
    """The upper half of a float's digits."""
    scaled = _SPLIT * number
    return scaled - (scaled - number)
