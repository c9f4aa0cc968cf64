"""The ends of an interval: exact fractions and infinities, rounded to floats outwards."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TypeAlias

__all__ = ["End", "add", "downwards", "end_of", "invert", "multiply", "nearest", "upwards"]

# An end of an interval: an exact fraction, or an infinity.
End: TypeAlias = Fraction | float


def end_of(number: End) -> End:
    """An end of an interval as an exact fraction, infinities as they are.

    Parameters
    ----------
    number
        A float, an exact fraction or an infinity.

    Returns
    -------
    Fraction or float

    Examples
    --------
    >>> end_of(0.5), end_of(math.inf)
    (Fraction(1, 2), inf)
    """
    return number if isinstance(number, Fraction) or math.isinf(number) else Fraction(number)


def nearest(exact: End) -> float:
    """The float nearest to an exact end; an infinity beyond the largest.

    Parameters
    ----------
    exact
        An exact fraction or an infinity.

    Returns
    -------
    float

    Examples
    --------
    >>> nearest(Fraction(1, 2)), nearest(Fraction(10) ** 400)
    (0.5, inf)
    """
    try:
        return float(exact)
    except OverflowError:
        return math.inf if exact > 0 else -math.inf


def downwards(exact: End) -> float:
    """The largest float that is not above an exact end.

    Parameters
    ----------
    exact
        An exact fraction or an infinity.

    Returns
    -------
    float

    Examples
    --------
    >>> downwards(Fraction(1, 10)) <= Fraction(1, 10)
    True
    """
    near = nearest(exact)
    return math.nextafter(near, -math.inf) if near > exact else near


def upwards(exact: End) -> float:
    """The smallest float that is not below an exact end.

    Parameters
    ----------
    exact
        An exact fraction or an infinity.

    Returns
    -------
    float

    Examples
    --------
    >>> upwards(Fraction(1, 10)) >= Fraction(1, 10)
    True
    """
    near = nearest(exact)
    return math.nextafter(near, math.inf) if near < exact else near


def add(left: End, right: End) -> End:
    """The sum of two lower ends, or of two upper ends: infinities of one sign only meet.

    Parameters
    ----------
    left, right
        Two lower or two upper ends.

    Returns
    -------
    Fraction or float

    Examples
    --------
    >>> add(Fraction(1, 2), math.inf)
    inf
    """
    for end in (left, right):
        if isinstance(end, float) and math.isinf(end):
            return end
    return left + right


def multiply(left: End, right: End) -> End:
    """The product of two ends; an unbounded end times nothing is nothing.

    Parameters
    ----------
    left, right
        Two ends.

    Returns
    -------
    Fraction or float

    Examples
    --------
    >>> multiply(Fraction(0), math.inf), multiply(Fraction(-2), math.inf)
    (Fraction(0, 1), -inf)
    """
    if left == 0 or right == 0:
        return Fraction(0)
    if isinstance(left, float) or isinstance(right, float):
        return math.inf if (left > 0) == (right > 0) else -math.inf
    return left * right


def invert(number: float) -> End:
    """One over an end that is not zero.

    Parameters
    ----------
    number
        An end that is not zero.

    Returns
    -------
    Fraction or float

    Examples
    --------
    >>> invert(4.0), invert(math.inf)
    (Fraction(1, 4), Fraction(0, 1))
    """
    return Fraction(0) if math.isinf(number) else 1 / Fraction(number)
