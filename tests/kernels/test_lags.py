"""Automatic lags: what sandwich printed, plain loops, and series that ask for all lags or none."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from liaoning_econ.kernels import lags
from liaoning_econ.kernels.designs import Design
from liaoning_econ.kernels.regression import lags_andrews_1991, lags_newey_west_1994, ols

Floats = npt.NDArray[np.float64]
TREND = np.column_stack((np.ones(40), np.arange(40.0)))


@pytest.fixture(scope="module")
def printed(known: Path) -> dict[str, Any]:
    facts = tomllib.loads((known / "newey_west.toml").read_text(encoding="utf-8"))
    return dict(facts["bandwidths"])


def case(printed: dict[str, Any]) -> tuple[Floats, Floats]:
    table = np.array(printed["data"])
    return table[:, 0], np.column_stack((np.ones(len(table)), table[:, 1:]))


def test_the_bandwidth_of_andrews_is_sandwichs(printed: dict[str, Any]) -> None:
    found = lags_andrews_1991(*case(printed))
    assert float(found) + 1 == pytest.approx(float(printed["andrews"]), rel=1e-13)


def test_the_bandwidth_of_newey_and_west_is_sandwichs(printed: dict[str, Any]) -> None:
    y, X = case(printed)
    design = Design.of(X)
    _, residuals = design.fit(y[None])
    bandwidth = lags._bandwidth_1994(residuals, design)
    assert float(bandwidth[0]) == pytest.approx(float(printed["newey_west"]), rel=1e-13)
    assert lags_newey_west_1994(y, X) == np.floor(float(printed["newey_west"]))


def test_residuals_serve_as_well_as_the_series(printed: dict[str, Any]) -> None:
    y, X = case(printed)
    residuals = y - X @ ols(y, X).params
    assert lags_andrews_1991(residuals, X) == pytest.approx(float(lags_andrews_1991(y, X)))


def plain_newey_west(y: Floats, X: Floats) -> float:
    """The formulas of the paper, one sum after the other."""
    periods = len(y)
    residuals = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    scores = (X[:, 1:] * residuals[:, None]).sum(axis=1)
    first = second = 0.0
    for lag in range(-int(4 * (periods / 100) ** (2 / 9)), int(4 * (periods / 100) ** (2 / 9)) + 1):
        pairs = zip(scores[abs(lag) :], scores[: periods - abs(lag)], strict=True)
        moment = sum(one * other for one, other in pairs)
        first += abs(lag) * moment
        second += moment
    return float(np.floor(1.1447 * ((first / second) ** 2 * periods) ** (1 / 3)))


@pytest.mark.parametrize("seed", range(5))
def test_against_the_formula_of_newey_and_west(seed: int) -> None:
    y = np.random.default_rng(seed).normal(size=(4, 40)).cumsum(axis=1)
    wanted = [min(plain_newey_west(row, TREND), 39.0) for row in y]
    assert lags_newey_west_1994(y, TREND).tolist() == wanted


def test_a_constant_alone_has_its_own_scores() -> None:
    y = np.random.default_rng(3).normal(size=(3, 60)).cumsum(axis=1)
    ones = np.ones((60, 1))
    for rule in (lags_newey_west_1994, lags_andrews_1991):
        assert (rule(y, ones) > 1).all()


def test_rules_do_not_depend_on_units() -> None:
    y = np.random.default_rng(5).normal(size=(6, 40)).cumsum(axis=1)
    for rule in (lags_newey_west_1994, lags_andrews_1991):
        plain = rule(y, TREND)
        np.testing.assert_allclose(rule(y * 2.0**300, TREND), plain, rtol=1e-12)
        np.testing.assert_allclose(rule(y * 2.0**-300, TREND * 2.0**200), plain, rtol=1e-12)


def test_a_perfect_fit_asks_for_no_lag() -> None:
    y = np.stack((np.full(40, 7.0), np.zeros(40)))
    assert lags_newey_west_1994(y, TREND).tolist() == [0.0, 0.0]
    assert lags_andrews_1991(y, TREND).tolist() == [0.0, 0.0]


def test_lags_stay_below_the_periods() -> None:
    # A ramp about its mean is its own past: a root of one, for which the formula is not finite.
    ones = np.ones((40, 1))
    assert lags_andrews_1991(np.arange(40.0), ones) == 39
    # By hand: a, -a have s_0 = 2 a^2 and s_1 = -a^2, so S_0 is nothing and S_1 is not.
    assert lags_newey_west_1994([3.0, 5.0], ones[:2]) == 1
    y = np.random.default_rng(8).normal(size=(200, 12)).cumsum(axis=1)
    for rule in (lags_newey_west_1994, lags_andrews_1991):
        found = rule(y, TREND[:12])
        assert found.min() >= 0
        assert found.max() <= 11
    assert lags_andrews_1991([3.0, 5.0], ones[:2]) == 0
