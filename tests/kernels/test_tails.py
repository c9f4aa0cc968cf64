"""Tails of the normal and of Student's t: closed forms, a printed table, scipy, and laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from liaoning_econ.kernels.tails import scaled_erfc, student_quantile, student_tails

FREEDOM = [0.3, 1.0, 2.0, 7.0, 49.9, 100.0, 119.0, 1000.0, 4999.0, 5000.0, 1e7, math.inf]


def test_scaled_erfc_is_scipys_everywhere() -> None:
    x = np.concatenate([[0.0, 0.46875, 4.0, math.inf], np.geomspace(1e-9, 1e9, 5001)])
    assert scaled_erfc(x) == pytest.approx(special.erfcx(x), rel=2e-15, abs=0)
    assert scaled_erfc(x.reshape(5, -1)).shape == (5, 1001)


def test_one_and_two_degrees_of_freedom_have_a_closed_form() -> None:
    t = np.geomspace(1e-6, 1e6, 500)
    cauchy = 2 / np.pi * np.arctan(1 / t)
    assert student_tails(t, 1) == pytest.approx(cauchy, rel=1e-13, abs=0)
    # 1 - t / sqrt(2 + t^2), without its cancellation.
    root = np.sqrt(2 + t**2)
    assert student_tails(t, 2) == pytest.approx(2 / (root * (root + t)), rel=1e-13, abs=0)


# NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, upper critical values of Student's t.
@pytest.mark.parametrize(
    ("freedom", "probability", "printed"),
    [
        (1, 0.975, 12.706), (5, 0.95, 2.015), (10, 0.975, 2.228), (30, 0.99, 2.457),
        (60, 0.995, 2.660), (100, 0.975, 1.984), (math.inf, 0.975, 1.960), (math.inf, 0.999, 3.090),
    ],
)  # fmt: skip
def test_quantiles_are_those_of_the_table(
    freedom: float, probability: float, printed: float
) -> None:
    assert student_quantile(probability, freedom) == pytest.approx(printed, abs=5.1e-4)


@pytest.mark.parametrize("freedom", FREEDOM)
def test_tails_are_scipys(freedom: float) -> None:
    t = np.concatenate([[0.0], np.geomspace(1e-6, 20, 400)])
    expected = 2 * (special.ndtr(-t) if math.isinf(freedom) else special.stdtr(freedom, -t))
    # Of one degree of freedom scipy itself is right to ten digits far out.
    within = 1e-10 if freedom == 1 else 1e-12
    assert student_tails(t, freedom) == pytest.approx(expected, rel=within, abs=0)
    assert (student_tails(-t, freedom) == student_tails(t, freedom)).all()


@pytest.mark.parametrize("freedom", [3.0, 119.0, math.inf])
def test_many_numbers_have_the_tails_of_few(freedom: float) -> None:
    t = np.linspace(0, 12, 10_001)
    few = np.concatenate([student_tails(part, freedom) for part in np.array_split(t, 3)])
    assert student_tails(t, freedom) == pytest.approx(few, rel=1e-12, abs=0)
    scaled = np.concatenate([scaled_erfc(part) for part in np.array_split(t, 3)])
    assert scaled_erfc(t) == pytest.approx(scaled, rel=2e-15, abs=0)


@pytest.mark.parametrize("freedom", FREEDOM)
def test_no_tail_beyond_infinity(freedom: float) -> None:
    ends = student_tails(np.array([0.0, math.inf, -math.inf]), freedom)
    assert ends.tolist() == [1.0, 0.0, 0.0]
    assert student_quantile(0.5, freedom) == 0.0


@given(
    st.floats(1e-9, 1 - 1e-9).filter(lambda p: abs(p - 0.5) > 1e-6),
    st.one_of(st.floats(0.5, 1e6), st.just(math.inf)),
)
def test_a_quantile_has_its_tail(probability: float, freedom: float) -> None:
    t = student_quantile(probability, freedom)
    tails = float(student_tails(np.array([t]), freedom)[0])
    assert tails == pytest.approx(2 * min(probability, 1 - probability), rel=1e-11)
    assert (t > 0) == (probability > 0.5)


@given(
    st.floats(0, 1e6), st.floats(0, 1e6),
    st.one_of(st.floats(0.1, 1e6), st.just(math.inf)),
)  # fmt: skip
def test_tails_fall(one: float, other: float, freedom: float) -> None:
    near, far = student_tails(np.array(sorted([one, other])), freedom)
    assert 0 <= far <= near * (1 + 1e-11) <= 1 + 1e-11
