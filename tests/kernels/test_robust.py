"""Theil-Sen and Mann-Kendall: printed examples, peers, slow plain versions and laws."""

from __future__ import annotations

import itertools
import tomllib
import warnings
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.robust import mann_kendall, theil_sen

Floats = npt.NDArray[np.float64]
CORRECTIONS: tuple[Literal["none", "hamed_rao"], ...] = ("none", "hamed_rao")
# Sixteenths: sums and differences are exact, and ties are frequent.
SIXTEENTHS = st.integers(-400, 400).map(lambda n: n / 16)
TIED = st.integers(3, 25).flatmap(lambda n: arrays(float, n, elements=SIXTEENTHS))
FEW_VALUES = st.integers(3, 25).flatmap(
    lambda n: arrays(float, n, elements=st.integers(0, 3).map(float))
)


@pytest.fixture(scope="module")
def printed(known: Path) -> dict[str, Any]:
    return tomllib.loads((known / "robust.toml").read_text(encoding="utf-8"))


# Printed examples


def test_the_example_of_sen(printed: dict[str, Any]) -> None:
    wanted = printed["sen_1968"]
    found = theil_sen(wanted["y"], wanted["x"], alpha=wanted["alpha"])
    assert found.slope == wanted["slope"]
    assert found.intercept == wanted["intercept"]
    assert round(float(found.lower), 2) == wanted["lower"]
    assert round(float(found.upper), 2) == wanted["upper"]


def test_an_example_by_hand(printed: dict[str, Any]) -> None:
    wanted = printed["by_hand"]
    found = mann_kendall(wanted["y"])
    assert found.s == wanted["s"]
    assert found.var == pytest.approx(14 * 13 * 33 / 18 - 2 * 1 * 9 / 18)
    assert round(float(found.z), 4) == wanted["z"]
    assert round(float(found.p_value) / 2, 4) == wanted["one_sided_p_value"]
    assert found.tau == pytest.approx(54 / 91)


def test_the_rainfall_of_bogra(printed: dict[str, Any]) -> None:
    wanted = printed["rainfall"]
    found = mann_kendall(wanted["y"])
    for name in ("s", "var", "z", "p_value", "tau"):
        assert getattr(found, name) == pytest.approx(wanted[name], rel=1e-13), name
    assert theil_sen(wanted["y"]).slope == pytest.approx(wanted["slope"], rel=1e-15)


@pytest.mark.parametrize(("kind", "lags"), [("hamed_rao", None), ("hamed_rao_3_lags", 3)])
def test_the_rainfall_of_bogra_corrected(
    printed: dict[str, Any], kind: str, lags: int | None
) -> None:
    wanted = printed["rainfall"]
    found = mann_kendall(wanted["y"], correction="hamed_rao", lags=lags)
    assert found.s == wanted["s"]
    for name in ("var", "z", "p_value"):
        assert getattr(found, name) == pytest.approx(wanted[kind][name], rel=1e-9), name


# Peers


@given(TIED, st.sampled_from([0.01, 0.05, 0.1, 0.3]))
def test_theil_sen_agrees_with_scipy(y: Floats, alpha: float) -> None:
    from scipy import stats

    found = theil_sen(y, alpha=alpha)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer: Any = stats.theilslopes(y, alpha=alpha)
    assert found.slope == pytest.approx(peer.slope, rel=1e-14, abs=1e-14)
    assert found.intercept == pytest.approx(peer.intercept, rel=1e-12, abs=1e-12)
    # Where no order statistic is far enough out, scipy takes the first and the last.
    if np.isfinite(found.lower):
        assert found.lower == pytest.approx(peer.low_slope, rel=1e-14, abs=1e-14)
    if np.isfinite(found.upper):
        assert found.upper == pytest.approx(peer.high_slope, rel=1e-14, abs=1e-14)


@given(TIED, st.data())
def test_theil_sen_at_uneven_times_agrees_with_scipy(y: Floats, data: st.DataObject) -> None:
    from scipy import stats

    steps = data.draw(arrays(float, len(y), elements=st.integers(1, 40).map(lambda n: n / 8)))
    x = steps.cumsum()
    found = theil_sen(y, x)
    peer: Any = stats.theilslopes(y, x)
    assert found.slope == pytest.approx(peer.slope, rel=1e-13, abs=1e-13)
    assert found.intercept == pytest.approx(peer.intercept, rel=1e-12, abs=1e-12)


@given(st.one_of(TIED, FEW_VALUES))
def test_agrees_with_pymannkendall(y: Floats) -> None:
    import pymannkendall

    found = mann_kendall(y)
    peer = pymannkendall.original_test(y)
    assert found.s == peer.s
    assert found.var == pytest.approx(peer.var_s, rel=1e-14)
    assert found.z == pytest.approx(peer.z, rel=1e-13)
    assert found.p_value == pytest.approx(peer.p, rel=1e-9, abs=1e-14)
    assert found.tau == pytest.approx(peer.Tau, rel=1e-14)
    slope = theil_sen(y)
    assert slope.slope == pytest.approx(peer.slope, rel=1e-14, abs=1e-14)
    assert slope.intercept == pytest.approx(peer.intercept, rel=1e-12, abs=1e-12)


@given(st.one_of(TIED, FEW_VALUES))
def test_tau_is_kendalls(y: Floats) -> None:
    from scipy import stats

    n, sizes = len(y), np.unique(y, return_counts=True)[1]
    if len(sizes) == 1:
        return  # Kendall's tau b of a constant is 0 / 0
    pairs, tied = n * (n - 1) / 2, (sizes * (sizes - 1) / 2).sum()
    peer: Any = stats.kendalltau(np.arange(n), y)
    assert mann_kendall(y).tau == pytest.approx(
        peer.statistic * np.sqrt((pairs - tied) / pairs), rel=1e-12, abs=1e-14
    )


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("lags", [None, 1, 3])
def test_the_correction_agrees_with_pymannkendall(seed: int, lags: int | None) -> None:
    import pymannkendall

    random = np.random.default_rng(seed)
    y = 0.02 * np.arange(80) + random.normal(size=80)
    y[1:] += 0.6 * y[:-1]
    peer = pymannkendall.hamed_rao_modification_test(y, lag=lags)
    found = mann_kendall(y, correction="hamed_rao", lags=lags)
    assert found.s == peer.s
    assert found.tau == pytest.approx(peer.Tau, rel=1e-14)
    assert found.var == pytest.approx(peer.var_s, rel=1e-10)
    assert found.z == pytest.approx(peer.z, rel=1e-10)


# A slow plain version, and laws


@given(st.one_of(TIED, FEW_VALUES))
def test_against_a_slow_plain_version(y: Floats) -> None:
    pairs = list(itertools.combinations(range(len(y)), 2))
    slopes = sorted((y[j] - y[i]) / (j - i) for i, j in pairs)
    assert theil_sen(y).slope == np.median(slopes)
    assert mann_kendall(y).s == sum(np.sign(y[j] - y[i]) for i, j in pairs)


@given(TIED)
def test_upside_down(y: Floats) -> None:
    up, down = theil_sen(y), theil_sen(-y)
    assert (up.slope, up.intercept) == (-down.slope, -down.intercept)
    assert mann_kendall(y).s == -mann_kendall(-y).s
    assert mann_kendall(y).p_value == mann_kendall(-y).p_value


@given(TIED, st.integers(-50, 50), st.integers(-50, 50))
def test_a_line_added_moves_the_slope_by_its_own(y: Floats, level: int, slope: int) -> None:
    plain, moved = theil_sen(y), theil_sen(y + level + slope * np.arange(len(y)))
    assert moved.slope == pytest.approx(plain.slope + slope, abs=1e-12)


@given(TIED)
def test_the_interval_holds_the_slope_and_widens(y: Floats) -> None:
    narrow, wide = theil_sen(y, alpha=0.3), theil_sen(y, alpha=0.01)
    assert wide.lower <= narrow.lower <= narrow.slope <= narrow.upper <= wide.upper


def test_the_interval_covers_at_its_level() -> None:
    y = np.random.default_rng(11).normal(size=(4000, 30)) + 0.5 * np.arange(30)
    found = theil_sen(y, alpha=0.1)
    covered = ((found.lower <= 0.5) & (found.upper >= 0.5)).mean()
    assert 0.88 < covered < 0.92


def test_the_test_rejects_at_its_level_and_the_correction_mends_dependence() -> None:
    random = np.random.default_rng(12)
    shocks = random.normal(size=(2000, 100))
    plain = mann_kendall(shocks).p_value < 0.05
    assert 0.035 < plain.mean() < 0.065
    dependent = shocks.copy()
    for t in range(1, 100):
        dependent[:, t] += 0.4 * dependent[:, t - 1]
    naive = (mann_kendall(dependent).p_value < 0.05).mean()
    mended = (mann_kendall(dependent, correction="hamed_rao", lags=3).p_value < 0.05).mean()
    assert naive > 0.15
    assert mended < 0.6 * naive


def test_so_few_periods_have_no_interval() -> None:
    # Three pairs, within = 1.96 * sqrt(3 * 2 * 11 / 18) = 3.75 of them: beyond both ends.
    found = theil_sen([1.0, 2.0, 4.0])
    assert found.lower == -np.inf
    assert found.upper == np.inf
    assert found.slope == 1.5


def test_a_constant_series_has_no_trend() -> None:
    assert [float(part) for part in theil_sen(np.full(9, 7.0))] == [0.0, 7.0, 0.0, 0.0]
    for correction in CORRECTIONS:
        found = mann_kendall(np.full(9, 7.0), correction=correction)
        assert [float(part) for part in found] == [0.0, 0.0, 0.0, 1.0, 0.0]


def test_many_series_are_as_one() -> None:
    y = np.random.default_rng(6).normal(size=(3000, 40)).cumsum(axis=1).round(1)
    slopes, tests = theil_sen(y), mann_kendall(y)
    corrected = mann_kendall(y, correction="hamed_rao", lags=3)
    assert slopes.slope.shape == tests.s.shape == (3000,)
    for row in (0, 1500, 2999):
        for many, alone in (
            (slopes, theil_sen(y[row])),
            (tests, mann_kendall(y[row])),
            (corrected, mann_kendall(y[row], correction="hamed_rao", lags=3)),
        ):
            assert [float(part[row]) for part in many] == pytest.approx(
                [float(part) for part in alone], rel=1e-12
            )
            assert all(part.shape == () for part in alone)


# Errors


@pytest.mark.parametrize(
    ("y", "options", "message"),
    [
        ([1.0], {}, r"1 periods, where the Theil-Sen slope needs at least 2"),
        (np.zeros(10_001), {}, r"10,001 periods.*at most 10,000.*lower frequency"),
        ([1.0, np.nan, 2.0], {}, r"nan at place 1, counted from 0.*fill the gap"),
        ([[1.0, 2.0], [1.0, np.inf]], {}, r"inf in series 1 at place 1"),
        ([1.0, 2.0, 4.0], {"x": [1, 2]}, r"x of shape \(2,\) beside 3 periods.*one x a period"),
        ([1.0, 2.0], {"x": [[1, 2]]}, r"x of shape \(1, 2\) beside 2 periods"),
        ([1.0, 2.0, 4.0], {"x": [1, 3, 3]}, r"x does not rise at place 2.*3 after 3.*sort"),
        ([1.0, 2.0, 4.0], {"x": [1, 3, 2]}, r"x does not rise at place 2.*2 after 3.*one figure"),
        ([1.0, 2.0, 4.0], {"x": [1, np.nan, 2]}, r"nan at place 1"),
        ([1.0, 2.0], {"alpha": 0.0}, r"alpha=0\.0, where a probability.*0\.05"),
        ([1.0, 2.0], {"alpha": 95}, r"alpha=95, where a probability"),
    ],
)
def test_theil_sen_refuses(y: Any, options: dict[str, Any], message: str) -> None:
    with pytest.raises(TrendError, match=message):
        theil_sen(y, **options)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"correction": "hamed-rao"}, r"correction='hamed-rao'.*did you mean 'hamed_rao'"),
        ({"lags": 3}, r"lags=3 without a correction.*add correction='hamed_rao'"),
        ({"correction": "hamed_rao", "lags": 0}, r"lags=0, where 6 periods have 1 to 5"),
        ({"correction": "hamed_rao", "lags": 6}, r"lags=6, where 6 periods have 1 to 5"),
        ({"correction": "hamed_rao", "lags": 1.5}, r"lags=1\.5, where 6 periods"),
        ({"correction": "hamed_rao", "alpha": 1.0}, r"alpha=1\.0, where a probability.*count"),
    ],
)
def test_mann_kendall_refuses(options: dict[str, Any], message: str) -> None:
    with pytest.raises(TrendError, match=message):
        mann_kendall([1.0, 4.0, 2.0, 6.0, 5.0, 9.0], **options)


def test_mann_kendall_refuses_too_short_and_missing() -> None:
    with pytest.raises(TrendError, match=r"2 periods, where the Mann-Kendall test needs at least"):
        mann_kendall([1.0, 2.0])
    y = np.ones((5, 6))
    y[3, 4] = np.nan
    with pytest.raises(TrendError, match=r"nan in series 3 at place 4"):
        mann_kendall(y)


def test_a_variance_that_is_none_is_refused_with_its_series() -> None:
    # Up and down by turns: the autocorrelations take more than the whole variance.
    wild = np.tile([0.0, 10.0], 10) + np.random.default_rng(0).normal(size=20)
    calm = np.random.default_rng(1).normal(size=20)
    with pytest.raises(
        TrendError, match=r"not above 0 for the series:.*of 1 lags.*another number of lags"
    ):
        mann_kendall(wild, correction="hamed_rao", lags=1)
    with pytest.raises(TrendError, match=r"for 1 series \(1, counted from 0\)"):
        mann_kendall(np.stack([calm, wild]), correction="hamed_rao", lags=1)
    with pytest.raises(TrendError, match=r"for 7 series \(0, 1, 2, 3, 4, \.\.\., counted from 0\)"):
        mann_kendall(np.stack([wild] * 7), correction="hamed_rao", lags=1)
