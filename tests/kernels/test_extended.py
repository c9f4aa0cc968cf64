"""Sums in twice the digits, against whole numbers and fractions, which round nothing."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.kernels.extended import add, dot, two_sum

NUMBERS = st.floats(-1e100, 1e100, allow_subnormal=False).filter(
    lambda number: number == 0 or abs(number) > 1e-100
)


@given(NUMBERS, NUMBERS)
def test_a_sum_and_its_error_are_the_sum(one: float, two: float) -> None:
    near, error = two_sum(np.array([one]), np.array([two]))
    assert near[0] == one + two
    assert Fraction(float(near[0])) + Fraction(float(error[0])) == Fraction(one) + Fraction(two)


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=20))
def test_a_sum_of_products_has_twice_the_digits(pairs: list[tuple[float, float]]) -> None:
    weights, numbers = np.array(pairs).T
    high, low = dot(weights, numbers)
    products = [Fraction(one) * Fraction(two) for one, two in pairs]
    left = abs(sum(products, Fraction(0)) - Fraction(float(high)) - Fraction(float(low)))
    size = sum((abs(product) for product in products), Fraction(0))
    assert left <= size * Fraction(2) ** -96 + Fraction(10) ** -180


@given(*[st.floats(-1, 1)] * 2)
def test_the_sum_of_two_parts_each(one: float, two: float) -> None:
    small = 2.0**-60
    parts = [np.array([part]) for part in (one, one * small, two, two * small)]
    high, low = add(*parts)
    exact = (Fraction(one) + Fraction(two)) * (1 + Fraction(small))
    assert abs(Fraction(float(high[0])) + Fraction(float(low[0])) - exact) < Fraction(2) ** -104


def test_many_sums_at_once() -> None:
    table = np.arange(12.0).reshape(3, 4)
    assert dot(np.ones(4), table)[0].tolist() == [6.0, 22.0, 38.0]
    assert dot(table, np.ones(4), np.full(4, 0.5))[0].tolist() == [9.0, 33.0, 57.0]
