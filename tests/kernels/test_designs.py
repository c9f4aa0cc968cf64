"""Pseudo-inverses: the fast and the careful way, exact fractions, and columns that depend."""

from __future__ import annotations

from typing import Any
from unittest import mock

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels import designs
from liaoning_econ.kernels.designs import Design
from tests.kernels import rational

Floats = npt.NDArray[np.float64]
EIGHTHS = st.integers(-800, 800).map(lambda number: number / 8)
YEARS = np.arange(1978.0, 2018.0)


def regressors(least: int = 1, most: int = 4) -> st.SearchStrategy[Floats]:
    return st.integers(least, most).flatmap(
        lambda k: arrays(float, (k + 4, k), elements=EIGHTHS, fill=st.nothing())
    )


def prepared(X: Floats, *, carefully: bool) -> Design:
    with mock.patch.object(designs, "_EASY", 0.0 if carefully else np.inf):
        return Design.of(X)


@given(regressors(), st.data())
def test_both_ways_give_the_same_where_both_apply(X: Floats, data: Any) -> None:
    assume(np.linalg.matrix_rank(X) == X.shape[1])
    assume(np.linalg.cond(X / np.linalg.norm(X, axis=0)) < 500)
    y = data.draw(arrays(float, (3, len(X)), elements=EIGHTHS))
    fast = prepared(X, carefully=False)
    careful = prepared(X, carefully=True)
    assert not fast.careful
    assert careful.careful
    size = np.abs(y).max() + 1e-300
    for one, other in zip(fast.fit(y), careful.fit(y), strict=True):
        np.testing.assert_allclose(one, other, rtol=0, atol=1e-10 * size)
    np.testing.assert_allclose(fast.inverse, careful.inverse, rtol=0, atol=1e-10)


@given(regressors(), st.data())
def test_the_careful_way_is_the_exact_answer_rounded(X: Floats, data: Any) -> None:
    assume(np.linalg.matrix_rank(X) == X.shape[1])
    y = data.draw(arrays(float, len(X), elements=EIGHTHS))
    design = prepared(X, carefully=True)
    params, residuals = design.fit(y[None])
    wanted = rational.least_squares(y, X)
    found = np.ldexp(params[0], -design.exponents)
    np.testing.assert_allclose(found, wanted[0], rtol=1e-14, atol=1e-18 * np.abs(y).max())
    np.testing.assert_allclose(residuals[0], wanted[2], rtol=1e-14, atol=1e-18 * np.abs(y).max())


@pytest.mark.parametrize("degree", [2, 3, 4])
def test_powers_of_the_year_as_they_stand(degree: int) -> None:
    X = YEARS[:, None] ** np.arange(degree + 1)
    y = np.random.default_rng(degree).normal(size=len(YEARS)).cumsum()
    design = Design.of(X)
    assert design.careful
    wanted, _, residuals = rational.least_squares(y, X)
    found = design.fit(y[None])
    np.testing.assert_allclose(np.ldexp(found[0][0], -design.exponents), wanted, rtol=1e-14)
    np.testing.assert_allclose(found[1][0], residuals, rtol=0, atol=1e-12 * np.abs(y).max())


@given(regressors(), st.integers(-300, 300), st.integers(-300, 300))
def test_scaling_by_powers_of_two_changes_no_digit(X: Floats, one: int, other: int) -> None:
    assume(np.linalg.matrix_rank(X) == X.shape[1])
    powers = np.where(np.arange(X.shape[1]) % 2, one, other)
    plain, scaled = Design.of(X), Design.of(np.ldexp(X, powers))
    assert (plain.columns == scaled.columns).all()
    assert (plain.inverse == scaled.inverse).all()
    assert (scaled.exponents - plain.exponents == powers).all()


def test_a_constant_is_found_among_dummies_but_not_beside_none() -> None:
    half = np.repeat([1.0, 0.0], 3)
    dummies = np.column_stack((half, 1 - half))
    found = Design.of(dummies)
    assert found.centred
    np.testing.assert_allclose(found.columns @ found.constant, np.ones(6), rtol=1e-15)
    slope = Design.of(np.arange(1.0, 7.0)[:, None])
    assert not slope.centred
    assert slope.constant.tolist() == [0.0]
    threes = Design.of(np.column_stack((np.arange(6.0), np.full(6, 3.0))))
    assert threes.centred
    assert (threes.columns @ threes.constant).tolist() == [1.0] * 6


def test_each_series_its_own_regressors_easy_and_hard() -> None:
    random = np.random.default_rng(2018)
    easy = np.column_stack((np.ones(40), YEARS - 1998))
    hard = np.column_stack((np.ones(40), YEARS + 1e5))
    X = np.stack((easy, hard, easy * [3, 1]))
    y = random.normal(size=(3, 40))
    design = Design.of(X)
    assert design.careful.tolist() == [False, True, False]
    params, residuals = design.fit(y)
    for place in range(3):
        alone = Design.of(X[place])
        wanted = alone.fit(y[place : place + 1])
        np.testing.assert_allclose(params[place], wanted[0][0], rtol=1e-13)
        np.testing.assert_allclose(residuals[place], wanted[1][0], rtol=1e-12, atol=1e-14)


def dependent(kind: str) -> Floats:
    one = np.ones(40)
    return {
        "zero": np.column_stack((np.zeros(40), one)),
        "twice": np.column_stack((one, YEARS, 0.1 * YEARS)),
        "sum": np.column_stack((one, YEARS, 3 * YEARS + 0.7)),
        "dummies": np.column_stack((one, YEARS < 1998, YEARS >= 1998)),
        "power": YEARS[:, None] ** np.arange(8),
    }[kind]


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("zero", r"column 0 of X, counted from 0, is zero.*Mend: leave it out"),
        ("twice", r"column 2 of X, counted from 0, is what those before it give together"),
        ("sum", r"column 2 of X.*give together, to within rounding"),
        ("dummies", r"column 2 of X.*dummies are one fewer than their groups"),
        ("power", r"column \d of X.*powers of the year are taken from a middle year on"),
    ],
)
def test_a_column_that_the_others_give_is_refused_by_name(kind: str, message: str) -> None:
    with pytest.raises(TrendError, match=message):
        Design.of(dependent(kind))


def test_the_series_whose_columns_depend_is_named() -> None:
    X = np.stack((np.column_stack((np.ones(40), YEARS)), np.column_stack((YEARS, YEARS))))
    with pytest.raises(TrendError, match=r"column 1 of X of series 8, counted"):
        Design.of(X, first=7)


def test_columns_that_refinement_cannot_part_are_refused() -> None:
    random = np.random.default_rng(7)
    # Each column has a share of its own, but together they leave less than rounding (Kahan).
    angle = 0.9
    size = 60
    rows = np.eye(size) - np.cos(angle) * np.triu(np.ones((size, size)), 1)
    rows *= np.sin(angle) ** np.arange(size)[:, None]
    ortho = np.linalg.qr(random.normal(size=(size + 5, size)))[0]
    with pytest.raises(TrendError, match=r"column \d+ of X.*to within rounding"):
        Design.of(ortho @ rows)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e301])
def test_a_number_that_is_none_is_refused_with_its_place(bad: float) -> None:
    X = np.column_stack((np.ones(40), YEARS))
    X[3, 1] = bad
    with pytest.raises(TrendError, match=r"in X at period 3 of column 1, counted from 0"):
        Design.of(X)
