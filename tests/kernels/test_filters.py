"""HP and Hamilton filters: Stata's and Matlab's figures, exact fractions, peers and laws."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.filters import (
    hamilton,
    hamilton_lags,
    hp,
    hp_one_sided,
    smoothing,
)

Floats = npt.NDArray[np.float64]

LAMB = st.sampled_from([1e-9, 0.5, 6.25, 100.0, 1600.0, 129600.0])
SERIES = st.integers(3, 40).flatmap(lambda n: arrays(float, n, elements=st.floats(-1e6, 1e6)))
WHOLE = st.lists(st.integers(-1000, 1000), min_size=7, max_size=14)


@pytest.fixture(scope="module")
def printed(known: Path) -> dict[str, Any]:
    return tomllib.loads((known / "filters.toml").read_text(encoding="utf-8"))


def statsmodels_hp(y: Floats, lamb: Any) -> Floats:
    """The cycle; its annotation takes a whole lamb only."""
    from statsmodels.tsa.filters.hp_filter import hpfilter

    return np.asarray(hpfilter(y, lamb)[0])


def exact_hp(y: list[int], lamb: Fraction) -> list[Fraction]:
    """The cycle by elimination of (I + lamb D'D) trend = y in fractions."""
    n = len(y)
    matrix = [[Fraction(int(i == j)) for j in range(n)] for i in range(n)]
    for row in range(n - 2):
        for i, a in enumerate((1, -2, 1)):
            for j, b in enumerate((1, -2, 1)):
                matrix[row + i][row + j] += lamb * a * b
    right = [Fraction(value) for value in y]
    for i in range(n):
        for k in range(i + 1, n):
            share = matrix[k][i] / matrix[i][i]
            matrix[k] = [a - share * b for a, b in zip(matrix[k], matrix[i], strict=True)]
            right[k] -= share * right[i]
    trend = [Fraction(0)] * n
    for i in reversed(range(n)):
        known = sum((matrix[i][j] * trend[j] for j in range(i + 1, n)), Fraction(0))
        trend[i] = (right[i] - known) / matrix[i][i]
    return [Fraction(value) - fitted for value, fitted in zip(y, trend, strict=True)]


def exact_hamilton(y: list[int], h: int, p: int) -> list[Fraction]:
    """What a constant and the lags leave of y, by Gram and Schmidt in fractions."""
    equations = len(y) - h - p + 1
    columns = [[Fraction(1)] * equations]
    columns += [[Fraction(v) for v in y[lag : lag + equations]] for lag in range(p)]
    basis: list[list[Fraction]] = []

    def rest(column: list[Fraction]) -> list[Fraction]:
        for direction in basis:
            along = zip(direction, column, strict=True)
            share = sum((a * b for a, b in along), Fraction(0)) / sum(a * a for a in direction)
            column = [b - share * a for a, b in zip(direction, column, strict=True)]
        return column

    for column in columns:
        new = rest(column)
        if any(new):
            basis.append(new)
    return rest([Fraction(v) for v in y[h + p - 1 :]])


# Published and peers' figures


def test_hp_gives_what_stata_printed(printed: dict[str, Any]) -> None:
    wanted = printed["hp"]
    cycle, trend = hp(wanted["y"], wanted["lamb"])
    # The figures are kept to twelve digits, of trends up to 13,000.
    np.testing.assert_allclose(cycle, wanted["cycle"], rtol=0, atol=1e-8)
    np.testing.assert_allclose(trend, wanted["trend"], rtol=0, atol=1e-7)


def test_hamilton_gives_what_his_own_program_printed(printed: dict[str, Any]) -> None:
    wanted = printed["hamilton"]
    y = 100 * np.log(wanted["employees"])
    cycle, _ = hamilton(y, wanted["h"], wanted["p"])
    shown = cycle[wanted["h"] + wanted["p"] - 1 :]
    first, last = wanted["first_cycles"], wanted["last_cycles"]
    # Of levels up to 1,200, seven digits; statsmodels is as far from the program as this.
    np.testing.assert_allclose(shown[: len(first)], first, rtol=0, atol=5e-7)
    np.testing.assert_allclose(shown[-len(last) :], last, rtol=0, atol=5e-7)


def test_hamilton_gives_the_spread_of_his_table_2(printed: dict[str, Any]) -> None:
    source, wanted = printed["hamilton"], printed["hamilton_table_2"]
    y = 100 * np.log(source["employees"])
    cycle, _ = hamilton(y, source["h"], source["p"])
    assert round(float(np.nanstd(cycle, ddof=1)), 2) == wanted["cycle_sd"]
    assert round(float(np.std(y[8:] - y[:-8], ddof=1)), 2) == wanted["random_walk_sd"]


@given(arrays(float, (4, 30), elements=st.floats(-1e3, 1e3)), LAMB)
def test_hp_agrees_with_statsmodels(y: Floats, lamb: float) -> None:
    cycle, _ = hp(y, lamb)
    for row, found in zip(y, cycle, strict=True):
        # statsmodels solves with I + lamb D'D, of condition 16 lamb.
        room = 1e-13 * (1 + 16 * lamb) * (1 + np.abs(row).max())
        np.testing.assert_allclose(found, statsmodels_hp(row, lamb), rtol=0, atol=room)


@pytest.mark.parametrize(("h", "p"), [(2, 1), (3, 2), (8, 4), (10, 6)])
def test_hamilton_agrees_with_statsmodels(h: int, p: int) -> None:
    from statsmodels.tsa.filters.hamilton_filter import hamilton_filter

    y = np.random.default_rng(5).normal(size=(6, 60)).cumsum(axis=1)
    cycle, trend = hamilton(y, h, p)
    for row, own_cycle, own_trend in zip(y, cycle, trend, strict=True):
        peer = hamilton_filter(row, h, p)
        np.testing.assert_allclose(own_cycle, peer[0], rtol=0, atol=1e-10)
        np.testing.assert_allclose(own_trend, peer[1], rtol=0, atol=1e-10)


# By hand and in fractions


def test_hp_of_three_by_hand() -> None:
    # One second difference, -6; D D' + I / lamb = 6 + 2; so the cycle is -6 / 8 of (1, -2, 1).
    cycle, trend = hp([0, 3, 0], 0.5)
    np.testing.assert_allclose(cycle, [-0.75, 1.5, -0.75], rtol=1e-15)
    np.testing.assert_allclose(trend, [0.75, 1.5, 0.75], rtol=1e-15)


def test_hp_of_four_by_hand() -> None:
    # lamb 1: (7 -4; -4 7) w = (-6, 6), so w = (-6, 6) / 11 and the cycle is D' w.
    cycle, _ = hp([0, 3, 0, 3], 1)
    np.testing.assert_allclose(cycle, np.array([-6, 18, -18, 6]) / 11, rtol=1e-14)
    one_sided, _ = hp_one_sided([0, 3, 0, 3], 1)
    np.testing.assert_allclose(one_sided, [0, 0, -6 / 7, 6 / 11], rtol=1e-14)


def test_hamilton_by_hand() -> None:
    # y on its last value: (0, 1), (1, 0), (0, 3): mean slope -2, the line 2 - 2 y.
    cycle, trend = hamilton([0, 1, 0, 3], 1, 1)
    np.testing.assert_allclose(trend[1:], [2, 0, 2], atol=1e-15)
    np.testing.assert_allclose(cycle[1:], [-1, 0, 1], atol=1e-15)
    assert np.isnan([cycle[0], trend[0]]).all()


@given(st.lists(st.integers(-1000, 1000), min_size=3, max_size=10), LAMB)
def test_hp_against_fractions(y: list[int], lamb: float) -> None:
    cycle, _ = hp(y, lamb)
    wanted = [float(value) for value in exact_hp(y, Fraction(lamb))]
    np.testing.assert_allclose(cycle, wanted, rtol=0, atol=1e-11)


@given(WHOLE, st.integers(1, 3), st.integers(1, 2))
def test_hamilton_against_fractions(y: list[int], h: int, p: int) -> None:
    assume(len(y) >= h + 2 * p + 1)
    cycle, _ = hamilton(y, h, p)
    wanted = [float(value) for value in exact_hamilton(y, h, p)]
    np.testing.assert_allclose(cycle[h + p - 1 :], wanted, rtol=0, atol=1e-9)


def test_a_level_of_a_province_costs_no_digits() -> None:
    # Gross product in yuan: whole numbers around 2.8e12 that move by thousand millions.
    steps = np.random.default_rng(3).integers(-9, 30, size=20).cumsum() * 1_000_000_007
    y = [2_800_000_000_000 + int(step) for step in steps]
    wanted = np.array([float(value) for value in exact_hamilton(y, 2, 2)])
    np.testing.assert_allclose(hamilton(y, 2, 2)[0][3:], wanted, rtol=0, atol=1e-14 * y[0])
    smooth = np.array([float(value) for value in exact_hp(y, Fraction(25, 4))])
    np.testing.assert_allclose(hp(y, 6.25)[0], smooth, rtol=0, atol=1e-15 * y[0])


@pytest.mark.parametrize("shift", [0.0, 1e12])
def test_collinear_lags_keep_their_digits(shift: float) -> None:
    # A steep line with small waves: its lags are one another's neighbours to six digits.
    wave = [(7 * t * t) % 11 for t in range(30)]
    y = [int(shift) + 1_000_000 * t + w for t, w in enumerate(wave)]
    wanted = np.array([float(value) for value in exact_hamilton(y, 2, 3)])
    room = 1e-8 if shift == 0 else 1e-2
    np.testing.assert_allclose(hamilton(y, 2, 3)[0][4:], wanted, rtol=0, atol=room)


# Laws


@given(SERIES, LAMB)
def test_hp_cycle_and_trend_add_up_and_the_cycle_has_no_line(y: Floats, lamb: float) -> None:
    cycle, trend = hp(y, lamb)
    room = 1e-9 * (1 + np.abs(y).max())
    np.testing.assert_allclose(cycle + trend, y, rtol=0, atol=1e-6 * room)
    assert abs(cycle.sum()) < room
    assert abs(cycle @ np.arange(len(y))) < room * len(y)


@given(SERIES, LAMB)
def test_one_sided_is_the_end_of_hp_at_each_period(y: Floats, lamb: float) -> None:
    cycle, trend = hp_one_sided(y, lamb)
    room = 1e-10 * (1 + np.abs(y).max())
    assert cycle[:2].tolist() == [0.0, 0.0]
    assert trend[:2].tolist() == y[:2].tolist()
    for end in range(3, len(y) + 1):
        before = hp(y[:end], lamb)
        np.testing.assert_allclose(cycle[end - 1], before[0][-1], rtol=0, atol=room)
        np.testing.assert_allclose(trend[end - 1], before[1][-1], rtol=0, atol=room)


@given(st.floats(-1e6, 1e6), st.floats(-1e3, 1e3), st.integers(3, 60), LAMB)
def test_a_straight_line_has_no_hp_cycle(level: float, slope: float, n: int, lamb: float) -> None:
    y = level + slope * np.arange(n)
    room = 1e-11 * (1 + np.abs(y).max())
    for method in (hp, hp_one_sided):
        np.testing.assert_allclose(method(y, lamb)[0], 0, atol=room)


@pytest.mark.parametrize("method", [hp, hp_one_sided])
@pytest.mark.parametrize("n", [12, 450])
def test_one_series_is_as_many_are(method: Any, n: int) -> None:
    # Twelve periods of many series go through the dense matrix, one series and 450 periods do not.
    y = np.random.default_rng(8).normal(size=(500, n)).cumsum(axis=1)
    cycle, trend = method(y, 1600.0)
    assert cycle.shape == trend.shape == y.shape
    for row in (0, 250, 499):
        alone = method(y[row], 1600.0)
        assert alone[0].shape == (n,)
        np.testing.assert_allclose(alone[0], cycle[row], rtol=0, atol=1e-10)
        np.testing.assert_allclose(alone[1], trend[row], rtol=0, atol=1e-10)


def test_many_series_of_hamilton_are_as_one() -> None:
    y = np.random.default_rng(9).normal(size=(5000, 30)).cumsum(axis=1)
    cycle, trend = hamilton(y, 8, 4)
    for row in (0, 2500, 4999):
        alone = hamilton(y[row], 8, 4)
        np.testing.assert_allclose(alone[0], cycle[row], rtol=0, atol=1e-12)
        np.testing.assert_allclose(alone[1], trend[row], rtol=0, atol=1e-12)


def test_long_series_agree_with_statsmodels() -> None:
    y = np.random.default_rng(4).normal(size=5000).cumsum()
    peer = statsmodels_hp(y, 129600.0)
    np.testing.assert_allclose(hp(y, 129600.0)[0], peer, rtol=0, atol=1e-6)


@given(st.integers(1, 4), st.integers(1, 3), st.floats(-1e6, 1e6), st.floats(-100, 100))
def test_hamilton_of_a_line_or_a_constant_leaves_rounding(
    h: int, p: int, level: float, slope: float
) -> None:
    y = level + slope * np.arange(25)
    cycle, trend = hamilton(y, h, p)
    room = 1e-13 * (1 + np.abs(y).max())
    np.testing.assert_allclose(cycle[h + p - 1 :], 0, atol=room)
    np.testing.assert_allclose(trend[h + p - 1 :], y[h + p - 1 :], rtol=0, atol=room)


@pytest.mark.parametrize("p", [1, 2, 4])
def test_hamilton_of_constant_growth_leaves_rounding(p: int) -> None:
    y = 2.8e12 * 1.05 ** np.arange(25)
    np.testing.assert_allclose(hamilton(y, 2, p)[0][p + 1 :], 0, atol=1e-14 * y[-1])


@given(arrays(float, 20, elements=st.floats(-1e3, 1e3)))
def test_what_hamilton_leaves_has_no_mean_and_no_lag(y: Floats) -> None:
    cycle = hamilton(y, 2, 2)[0][3:]
    room = 1e-9 * (1 + np.abs(y).max()) ** 2
    assert abs(cycle.sum()) < room
    for lag in range(2):
        assert abs(cycle @ y[lag : lag + len(cycle)]) < room


@pytest.mark.parametrize("power", [-900, 900])
def test_powers_of_two_change_nothing_but_the_unit(power: int) -> None:
    y = np.random.default_rng(2).normal(size=30).cumsum()
    for plain, scaled in (
        (hamilton(y, 2, 2), hamilton(np.ldexp(y, power), 2, 2)),
        (hp(y, 6.25), hp(np.ldexp(y, power), 6.25)),
    ):
        np.testing.assert_array_equal(np.ldexp(plain[0], power), scaled[0])


@pytest.mark.parametrize("method", [lambda y: hp(y, 6.25), lambda y: hamilton(y, 2, 1)])
def test_no_series_give_no_series_and_the_input_stays(method: Any) -> None:
    cycle, trend = method(np.empty((0, 9)))
    assert cycle.shape == trend.shape == (0, 9)
    y = np.arange(18.0).reshape(2, 9) ** 2
    before = y.copy()
    y.flags.writeable = False
    cycle, trend = method(y)
    np.testing.assert_array_equal(y, before)
    assert not np.shares_memory(cycle, y)


# Parameters by frequency


@pytest.mark.parametrize(("frequency", "lamb"), [(1, 6.25), (4, 1600), (12, 129600)])
def test_smoothing_is_that_of_ravn_and_uhlig(frequency: int, lamb: float) -> None:
    assert smoothing(frequency) == lamb  # Ravn and Uhlig (2002)


@pytest.mark.parametrize(("frequency", "lags"), [(1, (2, 1)), (4, (8, 4)), (12, (24, 12))])
def test_hamilton_lags_are_two_years_and_one(frequency: int, lags: tuple[int, int]) -> None:
    assert hamilton_lags(frequency) == lags  # Hamilton (2018)


# Errors


@pytest.mark.parametrize("bad", [0, -4, np.nan, np.inf])
def test_a_frequency_that_is_none_is_refused(bad: float) -> None:
    with pytest.raises(TrendError, match=r"periods a year.*1 for annual figures"):
        smoothing(bad)


@pytest.mark.parametrize("bad", [0, -4, 2.5])
def test_a_horizon_of_part_periods_is_refused(bad: Any) -> None:
    with pytest.raises(TrendError, match=r"periods a year, where a horizon.*choose `h` and `p`"):
        hamilton_lags(bad)


@pytest.mark.parametrize("method", [hp, hp_one_sided])
def test_hp_refuses_what_it_cannot_smooth(method: Any) -> None:
    for y in ([5.0], [5.0, 6.0], np.ones((4, 2))):
        with pytest.raises(TrendError, match=r"HP filter needs at least 3.*longer series"):
            method(y, 6.25)
    for lamb in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(TrendError, match=r"lamb=\S+, where.*above 0.*6\.25, 1600, 129600"):
            method([1.0, 2.0, 4.0], lamb)
    with pytest.raises(TrendError, match=r"lamb=1e\+15 for 20000 periods.*smaller lamb"):
        method(np.ones(20000), 1e15)


@pytest.mark.parametrize(
    "method", [lambda y: hp(y, 6.25), lambda y: hp_one_sided(y, 6.25), lambda y: hamilton(y, 2, 1)]
)
@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_missing_figure_is_refused_with_its_place(method: Any, bad: float) -> None:
    y = np.ones((30_000, 8))
    y[20_001, 5] = bad
    with pytest.raises(TrendError, match=r"in series 20001 at place 5, counted from 0.*fill"):
        method(y)
    with pytest.raises(TrendError, match=r"^(nan|inf) at place 5, counted from 0"):
        method(y[20_001])


def test_hamilton_says_how_many_periods_it_needs() -> None:
    with pytest.raises(
        TrendError, match=r"16 periods, where Hamilton's filter with h=8 and p=4 needs at least 17"
    ):
        hamilton(np.ones(16), 8, 4)
    cycle, _ = hamilton(np.random.default_rng(1).normal(size=17), 8, 4)
    assert np.isfinite(cycle[11:]).all()
    assert np.abs(cycle[11:]).max() > 1e-6


@pytest.mark.parametrize(("h", "p", "name"), [(0, 1, "h=0"), (2, 0, "p=0"), (1.5, 1, r"h=1\.5")])
def test_hamilton_refuses_part_periods(h: Any, p: Any, name: str) -> None:
    with pytest.raises(TrendError, match=rf"{name}, where.*whole number above 0.*h=2, p=1"):
        hamilton(np.arange(20.0), h, p)
