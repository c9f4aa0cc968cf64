"""Estimates of regimes and intervals of dates: printed values, chance, hands, a peer."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.break_dates import break_intervals, crest_tail, regimes
from liaoning_econ.kernels.breaks import bai_perron
from liaoning_econ.kernels.regression import newey_west, ols
from tests.kernels.test_breaks import ONES, STEP, study

Floats: TypeAlias = npt.NDArray[np.float64]
SIX = np.array([5])


def test_intervals_with_correlated_errors(known: Path) -> None:
    y, X, printed = study(known, "real_rate")
    dates = np.array(printed["dates"][2]) - 1
    found = break_intervals(y, X, dates, lags="andrews") + 1
    # The printed ones divide by n where Bai and Perron's programme divides by n - 2, so ours may
    # be one period wider at either end, and never narrower.
    theirs = np.array(printed["intervals_correlated"])
    assert (theirs[:, 0] - found[:, 0] >= 0).all()
    assert (found[:, 1] - theirs[:, 1] >= 0).all()
    assert np.abs(found - theirs).max() <= 1


def test_the_tail_is_one_half_where_both_sides_are_alike() -> None:
    zero = np.array([0.0])
    assert crest_tail(zero, np.array([1.0])) == pytest.approx(0.5)
    # P(crest before zero) = rival / (1 + rival): two exponential maxima race.
    for rival in (0.01, 0.3, 2.0, 50.0):
        assert crest_tail(zero, np.array([rival])) == pytest.approx(rival / (1 + rival))


def test_quantiles_of_yao() -> None:
    # Yao (1987), Annals of Statistics 15(3), table 1; Bai (1997): 7.7 at 90 %, 11.0 at 95 %.
    one = np.array([1.0])
    assert 2 * crest_tail(np.array([7.7]), one)[0] == pytest.approx(0.10, abs=0.001)
    assert 2 * crest_tail(np.array([11.0]), one)[0] == pytest.approx(0.05, abs=0.001)


@pytest.mark.parametrize("rival", [0.2, 1.0, 4.0])
def test_the_tail_is_that_of_an_integral(rival: float) -> None:
    """P(crest beyond x): the path reaches x without, and overtakes both earlier maxima after it.

    W(s) - s / 2 has at x the density below for its value and its maximum so far; its maximum after
    x and that of the other side are exponential.
    """
    x = 3.0

    def density(gap: float, top: float) -> float:
        # Joint density of the running maximum `top` and the gap below it, by reflection and drift.
        value = top - gap
        reach = top + gap
        plain = 2 * reach / np.sqrt(2 * np.pi * x**3) * np.exp(-(reach**2) / (2 * x))
        return float(plain * np.exp(-value / 2 - x / 8))

    def beyond(top: float, gap: float) -> float:
        # The later maximum exceeds `gap`, and top - gap + it exceeds the other side's maximum.
        # With M ~ Exp(1) from here and N ~ Exp(rival): P(M > gap, N < top - gap + M).
        return float(np.exp(-gap) - np.exp(-gap - rival * top) / (1 + rival))

    found = integrate.dblquad(
        lambda gap, top: density(gap, top) * beyond(top, gap), 0, 40, 0, 40, epsabs=1e-9
    )
    assert crest_tail(np.array([x]), np.array([rival]))[0] == pytest.approx(found[0], rel=1e-5)


@given(st.floats(0.001, 1000), st.floats(0, 200), st.floats(0.01, 50))
def test_the_tail_falls(rival: float, distance: float, more: float) -> None:
    near, far = crest_tail(np.array([distance, distance + more]), np.full(2, rival))
    assert 1 >= near >= far >= -1e-12


def test_intervals_hold_the_date_as_often_as_they_say() -> None:
    rng = np.random.default_rng(11)
    n, date, runs = 400, 199, 500
    noise = rng.normal(size=(runs, n)) * np.where(np.arange(n) <= date, 1.0, 1.5)
    y = noise + (np.arange(n) > date)
    X = np.ones((n, 1))
    found = bai_perron(y, X, max_breaks=1, trim=0.15)
    for level in (0.8, 0.95):
        low, high = break_intervals(y, X, found.dates[1], level=level)[:, 0].T
        share = ((low <= date) & (date <= high)).mean()
        # Rounded outward, so a little too often; three standard errors below at the least.
        assert level - 3 * np.sqrt(level * (1 - level) / runs) < share < level + 0.12


@settings(max_examples=40)
@given(st.integers(0, 2**32 - 1))
def test_a_higher_level_is_a_wider_interval(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=40) + 2 * (np.arange(40) > 18)
    X, dates = np.ones((40, 1)), np.array([18])
    narrow = break_intervals(y, X, dates, level=0.5)[0]
    wide = break_intervals(y, X, dates, level=0.99)[0]
    assert wide[0] <= narrow[0] <= 18 <= narrow[1] <= wide[1]
    assert wide[0] >= 0
    assert wide[1] <= 38


def test_a_change_of_nothing_may_stand_anywhere() -> None:
    y = np.tile([1.0, 2.0, 2.0, 1.0], 4)
    assert break_intervals(y, np.ones((16, 1)), np.array([7])).tolist() == [[0, 14]]


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.sampled_from([None, 0, 2]))
def test_each_regime_is_a_regression_by_itself(seed: int, lags: int | None) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(4, 30))
    X = np.column_stack((np.ones(30), rng.normal(size=30)))
    dates = np.sort(np.array([rng.choice([7, 8, 9], 4), rng.choice([18, 19, 20], 4)]).T)
    fit = regimes(y, X, dates, max_lags=lags)
    for row in range(4):
        edges = [0, *(dates[row] + 1), 30]
        for j, (a, b) in enumerate(pairwise(edges)):
            part, columns = y[row, a:b], X[a:b]
            own = ols(part, columns) if lags is None else newey_west(part, columns, lags)
            np.testing.assert_allclose(fit.params[row, j], own.params)
            np.testing.assert_allclose(fit.bse[row, j], own.bse)
            np.testing.assert_allclose(fit.rsd[row, j], own.rsd)


def test_common_coefficients_are_those_of_one_regression() -> None:
    rng = np.random.default_rng(2)
    y, Z = rng.normal(size=(3, 20)), rng.normal(size=(20, 2))
    dates = np.array([[6], [9], [12]])
    fit = regimes(y, np.ones((20, 1)), dates, Z=Z, max_lags=1)
    for row in range(3):
        before = np.arange(20) <= dates[row, 0]
        own = newey_west(y[row], np.column_stack((Z, before, ~before)), 1)
        np.testing.assert_allclose(fit.common[row], own.params[:2])
        np.testing.assert_allclose(fit.common_bse[row], own.bse[:2])
        np.testing.assert_allclose(fit.params[row, :, 0], own.params[2:])
        np.testing.assert_allclose(fit.bse[row, :, 0], own.bse[2:])
    inside = break_intervals(y, np.ones((20, 1)), dates, Z=Z)
    assert inside.shape == (3, 1, 2)
    assert (inside[:, 0, 0] <= dates[:, 0]).all()
    assert (inside[:, 0, 1] >= dates[:, 0]).all()


@pytest.mark.parametrize("dates", [[11], [-1], [5, 5], [7, 3]])
def test_what_is_no_partition(dates: list[int]) -> None:
    with pytest.raises(TrendError) as caught:
        regimes(STEP, ONES, np.array(dates))
    assert str(caught.value) == (
        f"dates of shape (1, {len(dates)}) are no partition of 1 series of 12 periods. Mend: give "
        "rising places from 0 to 10 for each series"
    )


@pytest.mark.parametrize("level", [0.0, 1.0, 95.0])
def test_what_is_no_level(level: float) -> None:
    with pytest.raises(TrendError, match=rf"^level is {level}\. Mend: give a probability"):
        break_intervals(STEP, ONES, SIX, level=level)


def test_more_lags_than_periods() -> None:
    with pytest.raises(TrendError, match=r"lags of 6 for 6 periods\. Mend: .*take 0 to 5, or"):
        break_intervals(STEP, ONES, SIX, lags=6)
