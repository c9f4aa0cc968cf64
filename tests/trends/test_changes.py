"""Changes against exact fractions and fifty decimal digits."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.trends import changes

FIGURES = st.floats(1e-6, 1e9)


def alone(figure: float) -> changes.Bounded:
    """One exact figure as value, lower and upper end."""
    only = np.array([figure])
    return only, only, only


def precisely(new: float, old: float, years: float = 1.0, longer: float = 1.0) -> Decimal:
    """ln(new / (longer old)) / years with fifty digits."""
    if Fraction(new) == Fraction(longer) * Fraction(old):
        return Decimal(0)
    with localcontext(prec=50):
        return (Decimal(new) / (Decimal(longer) * Decimal(old))).ln() / Decimal(years)


@given(new=FIGURES, old=FIGURES)
def test_logarithms_are_held(new: float, old: float) -> None:
    value, lower, upper = (float(one[0]) for one in changes.logarithmic(*alone(new), *alone(old)))
    with localcontext(prec=50):
        exact = 100 * precisely(new, old)
        assert Decimal(lower) <= exact <= Decimal(upper)
    assert lower <= value <= upper
    assert upper - lower <= 1e-13 * max(1.0, abs(value))


@given(old=st.floats(1, 2), steps=st.integers(-20, 20))
def test_logarithms_of_nearly_the_same_keep_their_digits(old: float, steps: int) -> None:
    new = old * (1 + steps * 1e-12)
    value = float(changes.logarithmic(*alone(new), *alone(old))[0][0])
    assert value == pytest.approx(float(100 * precisely(new, old)), rel=1e-12, abs=1e-300)


@given(new=FIGURES, old=FIGURES, years=st.floats(0.1, 40), longer=st.floats(0.1, 10))
def test_annual_rates_are_held(new: float, old: float, years: float, longer: float) -> None:
    found = changes.annualised(*alone(new), *alone(old), np.array([years]), np.array([longer]))

    value, lower, upper = (float(one[0]) for one in found)
    with localcontext(prec=50):
        exact = 100 * (precisely(new, old, years, longer).exp() - 1)
        assert Decimal(lower) <= exact
        assert exact <= Decimal(upper)
    assert lower <= value <= upper


@given(new=FIGURES, old=FIGURES, factor=st.sampled_from([1.0, 100.0, 0.01]))
def test_points_are_held(new: float, old: float, factor: float) -> None:
    found = changes.in_points(*alone(new), *alone(old), np.array([factor]))
    value, lower, upper = (float(one[0]) for one in found)
    # A basis point is a hundredth, which is no float.
    exact = (Fraction(new) - Fraction(old)) * Fraction(factor).limit_denominator(100)
    assert Fraction(lower) <= exact <= Fraction(upper)
    assert lower <= value <= upper


def test_a_year_of_like_windows_is_plain_growth() -> None:
    one = np.array([1.0])
    found = changes.annualised(*alone(110.0), *alone(100.0), one, one)
    assert [float(end[0]) for end in found] == [10.0, 10.0, 10.0]
    # Beside another distance the first stays what it was.
    new, old = np.full(2, 110.0), np.full(2, 100.0)
    again = changes.annualised(new, new, new, old, old, old, np.array([1.0, 2.0]), np.ones(2))
    assert [float(end[0]) for end in again] == [10.0, 10.0, 10.0]
    assert again[0][1] == pytest.approx(100 * (1.1**0.5 - 1), rel=1e-15)


def test_blocks_are_one_whole() -> None:
    new, old = np.arange(1.0, 20_001.0), np.arange(2.0, 20_002.0)
    columns = new, new, new, old, old, old
    pieces, whole = changes.in_blocks(changes.in_percent, *columns), changes.in_percent(*columns)
    for one, other in zip(pieces, whole, strict=True):
        assert one.tolist() == other.tolist()
    assert changes.in_blocks(changes.in_percent, *(new[:0],) * 6)[0].size == 0
