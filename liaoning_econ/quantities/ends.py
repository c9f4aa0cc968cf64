"""The ends of an interval: exact fractions and infinities, rounded to floats outwards."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TypeAlias

__all__ = ["End", "add", "downwards", "end_of", "invert", "multiply", "nearest", "upwards"]

# An end of an interval: an exact fraction, or an infinity.
End: TypeAlias = Fraction | float


def end_of(number: End) -> End:
    """An end of an interval as an exact fraction, infinities as they are."""
    return number if isinstance(number, Fraction) or math.isinf(number) else Fraction(number)


def nearest(exact: End) -> float:
    """The float nearest to an exact end; an infinity beyond the largest."""
    try:
        return float(exact)
    except OverflowError:
        return math.inf if exact > 0 else -math.inf


def downwards(exact: End) -> float:
    """The largest float that is not above an exact end."""
    near = nearest(exact)
    return math.nextafter(near, -math.inf) if near > exact else near


def upwards(exact: End) -> float:
    """The smallest float that is not below an exact end."""
    near = nearest(exact)
    return math.nextafter(near, math.inf) if near < exact else near


def add(left: End, right: End) -> End:
    """The sum of two lower ends, or of two upper ends: infinities of one sign only meet."""
    for end in (left, right):
        if isinstance(end, float) and math.isinf(end):
            return end
    return left + right


def multiply(left: End, right: End) -> End:
    """The product of two ends; an unbounded end times nothing is nothing."""
    if left == 0 or right == 0:
        return Fraction(0)
    if isinstance(left, float) or isinstance(right, float):
        return math.inf if (left > 0) == (right > 0) else -math.inf
    return left * right


def invert(number: float) -> End:
    """One over an end that is not zero."""
    return Fraction(0) if math.isinf(number) else 1 / Fraction(number)
