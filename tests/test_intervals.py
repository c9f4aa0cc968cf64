"""Interval arithmetic on arrays, against exact fractions."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import intervals

NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
PLAIN = st.floats(-1e9, 1e9)


def between(one: float, two: float) -> intervals.Interval:
    return np.array([min(one, two)]), np.array([max(one, two)])


def holds(interval: intervals.Interval, exact: Fraction) -> bool:
    return (math.isinf(low := interval[0][0]) or Fraction(float(low)) <= exact) and (
        math.isinf(high := interval[1][0]) or exact <= Fraction(float(high))
    )


@settings(max_examples=1000)
@given(a=NUMBERS, b=NUMBERS, c=NUMBERS, d=NUMBERS)
def test_products_hold_every_exact_product(a: float, b: float, c: float, d: float) -> None:
    found = intervals.product(between(a, b), between(c, d))
    for one in (a, b):
        for two in (c, d):
            assert holds(found, Fraction(one) * Fraction(two))


@settings(max_examples=1000)
@given(a=NUMBERS, b=NUMBERS, c=NUMBERS, d=NUMBERS)
def test_ratios_hold_every_exact_ratio(a: float, b: float, c: float, d: float) -> None:
    found = intervals.quotient(between(a, b), between(c, d))
    for one in (a, b):
        for two in (c, d):
            if two:
                assert holds(found, Fraction(one) / Fraction(two))


@given(a=PLAIN, b=PLAIN, c=PLAIN, d=PLAIN, part=st.fractions(0, 1))
def test_ratios_hold_what_lies_inside(
    a: float, b: float, c: float, d: float, part: Fraction
) -> None:
    found = intervals.quotient(between(a, b), between(c, d))
    above = Fraction(a) + part * (Fraction(b) - Fraction(a))
    below = Fraction(c) + part * (Fraction(d) - Fraction(c))
    if below:
        assert holds(found, above / below)


@settings(max_examples=1000)
@given(a=NUMBERS, b=NUMBERS, c=NUMBERS, d=NUMBERS)
def test_differences_hold_every_exact_difference(a: float, b: float, c: float, d: float) -> None:
    found = intervals.difference(between(a, b), between(c, d))
    for one in (a, b):
        for two in (c, d):
            assert holds(found, Fraction(one) - Fraction(two))


@settings(max_examples=1000)
@given(a=NUMBERS, b=NUMBERS, c=NUMBERS, d=NUMBERS)
def test_changes_hold_every_exact_change(a: float, b: float, c: float, d: float) -> None:
    found = intervals.change(between(a, b), between(c, d))
    for new in (a, b):
        for old in (c, d):
            if old > 0:
                assert holds(found, 100 * (Fraction(new) - Fraction(old)) / Fraction(old))


@given(old=st.floats(1.0, 2.0), steps=st.integers(-5, 5))
def test_changes_by_a_few_units_in_the_last_place_are_held(old: float, steps: int) -> None:
    new = old + steps * 2.0**-52
    low, high = intervals.change(between(new, new), between(old, old))
    assert holds((low, high), 100 * (Fraction(new) - Fraction(old)) / Fraction(old))
    assert high[0] - low[0] <= 2 * np.spacing(abs(low[0]))


@pytest.mark.parametrize(
    ("new", "old", "expected"),
    [
        # By hand; what is exact in floats stays exact.
        ((110.0, 110.0), (100.0, 100.0), (10.0, 10.0)),
        ((1.0, 3.0), (2.0, 4.0), (-75.0, 50.0)),
        ((-1.0, 1.0), (2.0, 4.0), (-150.0, -50.0)),
        # An old figure that may be nothing, or has no end.
        ((1.0, 2.0), (0.0, 4.0), (-75.0, math.inf)),
        ((-1.0, 2.0), (0.0, 4.0), (-math.inf, math.inf)),
        ((1.0, math.inf), (2.0, math.inf), (-100.0, math.inf)),
        ((0.0, 0.0), (0.0, 4.0), (-100.0, -100.0)),
    ],
)
def test_changes_by_hand(
    new: tuple[float, float], old: tuple[float, float], expected: tuple[float, float]
) -> None:
    low, high = intervals.change(between(*new), between(*old))
    assert (low[0], high[0]) == expected


def test_what_is_exact_stays_exact() -> None:
    three = np.array([3.0]), np.array([3.0])
    twelve = np.array([12.0]), np.array([12.0])
    for found, exact in (
        (intervals.product(three, twelve), 36.0),
        (intervals.quotient(twelve, three), 4.0),
    ):
        assert (found[0][0], found[1][0]) == (exact, exact)
    low, high = intervals.quotient(three, (np.array([7.0]), np.array([7.0])))
    assert high[0] == np.nextafter(low[0], 1.0)


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        # By hand: the divisor may be nothing, so the ratio may be anything large.
        ((1.0, 2.0), (0.0, 4.0), (0.25, math.inf)),
        ((1.0, 2.0), (-1.0, 4.0), (-math.inf, math.inf)),
        ((-1.0, 2.0), (0.0, 4.0), (-math.inf, math.inf)),
        ((1.0, math.inf), (2.0, 4.0), (0.25, math.inf)),
        ((1.0, 2.0), (2.0, math.inf), (0.0, 1.0)),
        ((1.0, math.inf), (2.0, math.inf), (0.0, math.inf)),
        ((0.0, 2.0), (2.0, 4.0), (0.0, 1.0)),
    ],
)
def test_ratios_with_open_ends(
    left: tuple[float, float], right: tuple[float, float], expected: tuple[float, float]
) -> None:
    low, high = intervals.quotient(between(*left), between(*right))
    assert (low[0], high[0]) == expected


def test_nothing_times_an_open_end_is_nothing() -> None:
    low, high = intervals.product(between(0.0, 2.0), between(1.0, math.inf))
    assert (low[0], high[0]) == (0.0, math.inf)


def test_a_value_is_kept_in_its_bounds() -> None:
    value = intervals.hull(np.array([1.0, 2.0, 3.0]), (np.full(3, 1.5), np.full(3, 2.5)))
    assert value.tolist() == [1.5, 2.0, 2.5]
