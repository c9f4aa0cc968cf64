"""Least squares and Newey-West errors: certified and printed values, a peer, fractions, laws."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from statsmodels.datasets import macrodata

from benchmarks import digits
from liaoning_econ.errors import TrendError
from liaoning_econ.kernels import regression
from liaoning_econ.kernels.regression import OLS, newey_west, ols
from tests.kernels import rational

Floats = npt.NDArray[np.float64]
CERTIFIED = {problem.name: problem for problem in digits.problems()}
# Filip's tenth powers, rounded to float64, are another problem than the certified one.
LEAST_DIGITS = {"filip": 7.5}
EIGHTHS = st.integers(-800, 800).map(lambda number: number / 8)
YEARS = np.arange(1978.0, 2018.0)
TREND = np.column_stack((np.ones(40), YEARS - 1978))


@pytest.fixture(scope="module")
def printed(known: Path) -> dict[str, Any]:
    return tomllib.loads((known / "newey_west.toml").read_text(encoding="utf-8"))


def agree(found: npt.ArrayLike, printed_text: str | list[str]) -> None:
    """Each number rounds to what was printed: half a unit of the last digit is allowed."""
    texts = [printed_text] if isinstance(printed_text, str) else printed_text
    for number, text in zip(np.atleast_1d(found), texts, strict=True):
        decimals = len(text.partition(".")[2])
        assert abs(float(number) - float(text)) <= 0.50001 * 10.0**-decimals, (number, text)


def random_case(seed: int, periods: int = 40, k: int = 3) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    X = np.column_stack((np.ones(periods), random.normal(size=(periods, k - 1)).cumsum(axis=0)))
    return random.normal(size=(5, periods)).cumsum(axis=1), X


# Certified values


@pytest.mark.parametrize("name", CERTIFIED)
def test_certified_digits(name: str) -> None:
    problem = CERTIFIED[name]
    fit = ols(problem.y, problem.X)
    least = LEAST_DIGITS.get(name, 12.5)
    for found, wanted in (
        (fit.params, problem.params),
        (fit.bse, problem.bse),
        (fit.rsd, problem.rsd),
        (fit.r2, problem.r2),
    ):
        assert digits.correct_digits(found, wanted) >= least


def test_there_are_eleven_certified_sets_and_rs_answer_to_each(known: Path) -> None:
    assert len(CERTIFIED) == 11
    quoted = tomllib.loads((known / "nist" / "r_lm.toml").read_text(encoding="utf-8"))
    for name, problem in CERTIFIED.items():
        assert len(quoted[name]["params"]) == len(quoted[name]["bse"]) == len(problem.params)


@pytest.mark.parametrize("name", ["filip", "longley", "wampler5"])
def test_the_hard_sets_have_the_exact_answer_of_the_floats_that_came(name: str) -> None:
    problem = CERTIFIED[name]
    params, bse, residuals = rational.least_squares(problem.y, problem.X)
    fit = ols(problem.y, problem.X)
    np.testing.assert_allclose(fit.params, params, rtol=1e-14)
    np.testing.assert_allclose(fit.bse, bse, rtol=1e-13)
    spread = np.sqrt(residuals @ residuals / (len(residuals) - len(params)))
    np.testing.assert_allclose(fit.rsd, spread, rtol=1e-13)


def test_digits_of_a_number() -> None:
    assert digits.correct_digits(1.001, "1") == pytest.approx(3)
    assert digits.correct_digits([1.0, 1e-5], ["1", "0"]) == pytest.approx(5)
    assert digits.correct_digits(2.0, "2") == 15
    assert digits.correct_digits([2.0, np.nan], ["2", "2"]) == 0
    assert digits.correct_digits(100.0, "1") == 0


# Printed values


def test_the_investment_equation_of_greene(printed: dict[str, Any]) -> None:
    case = printed["investment"]
    price = np.array(case["price"])
    gnp, invested = np.array(case["gnp"]) / price, np.array(case["investment"]) / price
    real_interest = np.array(case["interest"])[1:] - 100 * np.diff(price) / price[:-1]
    X = np.column_stack((np.ones(19), gnp[1:], real_interest))
    plain = ols(invested[1:], X)
    agree(plain.params, case["params"])
    agree(plain.bse, case["plain_bse"])
    agree(plain.r2, case["r2"])
    agree(plain.rsd, case["rsd"])
    fit = newey_west(invested[1:], X, case["lags"])
    agree(fit.bse, case["bse"])
    agree(fit.bse**2, case["variances"])


def test_what_stata_prints(printed: dict[str, Any]) -> None:
    case = printed["macro"]
    data = pd.DataFrame(macrodata.load_pandas().data)
    growth = 400 * np.diff(np.log(data[["realinv", "realgdp"]].to_numpy()), axis=0)
    X = np.column_stack((growth[:, 1], data["realint"].to_numpy()[:-1], np.ones(len(growth))))
    for lags, small_sample, wanted in (
        (case["lags"], True, "newey_bse"),
        (case["lags"], False, "ivreg2_bse"),
        (0, False, "white_bse"),
    ):
        fit = newey_west(growth[:, 0], X, lags, small_sample=small_sample)
        np.testing.assert_allclose(fit.params, np.array(case["params"], dtype=float), rtol=1e-12)
        np.testing.assert_allclose(fit.bse, np.array(case[wanted], dtype=float), rtol=1e-12)


@pytest.mark.parametrize("name", ["andrews", "newey_west", "fixed"])
def test_a_bandwidth_that_is_no_whole_number(printed: dict[str, Any], name: str) -> None:
    case = printed["bandwidths"]
    table = np.array(case["data"])
    X = np.column_stack((np.ones(len(table)), table[:, 1:]))
    fit = newey_west(table[:, 0], X, float(case[name]) - 1)
    wanted = np.array(case[f"{name}_variances"], dtype=float)
    np.testing.assert_allclose(fit.bse**2, wanted, rtol=1e-12)
    if name == "andrews":
        by_rule = newey_west(table[:, 0], X, "andrews-1991")
        np.testing.assert_allclose(by_rule.bse**2, wanted, rtol=1e-12)


# Beside statsmodels


@pytest.mark.parametrize("seed", range(4))
def test_against_statsmodels(seed: int) -> None:
    y, X = random_case(seed)
    plain = ols(y, X)
    for row, series in enumerate(y):
        peer = sm.OLS(series, X).fit()
        np.testing.assert_allclose(plain.params[row], peer.params, rtol=1e-9)
        np.testing.assert_allclose(plain.bse[row], peer.bse, rtol=1e-10)
        np.testing.assert_allclose(plain.rsd[row], np.sqrt(peer.scale), rtol=1e-10)
        np.testing.assert_allclose(plain.r2[row], peer.rsquared, rtol=1e-9)


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 39), st.booleans())
def test_against_the_hac_errors_of_statsmodels(seed: int, lags: int, correct: bool) -> None:
    y, X = random_case(seed)
    fit = newey_west(y, X, lags, small_sample=correct)
    options = {"maxlags": lags, "use_correction": correct}
    for row, series in enumerate(y):
        peer = sm.OLS(series, X).fit(cov_type="HAC", cov_kwds=options)
        # Near a variance of nothing the peer's three products cancel.
        size = np.abs(peer.bse).max() * 1e-7
        np.testing.assert_allclose(fit.bse[row], peer.bse, rtol=1e-7, atol=size)


# Against fractions, and laws


@given(st.integers(1, 4).flatmap(lambda k: arrays(float, (k + 4, k), elements=EIGHTHS)), st.data())
def test_against_fractions(X: Floats, data: Any) -> None:
    assume(np.linalg.matrix_rank(X) == X.shape[1])
    y = data.draw(arrays(float, len(X), elements=EIGHTHS))
    params, bse, _ = rational.least_squares(y, X)
    fit = ols(y, X)
    np.testing.assert_allclose(fit.params, params, rtol=1e-8, atol=1e-9 * np.abs(params).max())
    np.testing.assert_allclose(fit.bse, bse, rtol=1e-7, atol=1e-9 * np.abs(params).max())


@given(st.integers(0, 10_000), st.integers(-6, 6), st.floats(-1e6, 1e6))
def test_another_unit_and_another_level(seed: int, power: int, level: float) -> None:
    y, X = random_case(seed)
    factor = 10.0**power
    plain, moved = newey_west(y, X, 3), newey_west(factor * y + level, X, 3)
    moved.params[:, 0] -= level
    size = np.abs(factor * plain.params).max() + abs(level)
    np.testing.assert_allclose(moved.params, factor * plain.params, rtol=0, atol=1e-10 * size)
    np.testing.assert_allclose(moved.bse, factor * plain.bse, rtol=1e-8, atol=1e-10 * size)
    np.testing.assert_allclose(moved.r2, plain.r2, rtol=1e-3, atol=1e-10 * size / factor)


@given(st.integers(0, 10_000))
def test_order_is_no_matter_without_lags(seed: int) -> None:
    y, X = random_case(seed)
    order = np.random.default_rng(seed).permutation(len(X))
    for estimate in (ols, lambda y, X: newey_west(y, X, 0)):
        for one, other in zip(estimate(y, X), estimate(y[:, order], X[order]), strict=True):
            np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12)


def test_many_series_are_as_good_as_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    y, X = random_case(11)
    lags = np.array([0, 3, 39, 2.5, 1])
    together = newey_west(y, X, lags)
    monkeypatch.setattr(regression, "_BLOCK_BYTES", 1)
    apart = newey_west(y, X, lags)
    for one, other in zip(together, apart, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)
    for row, lag in enumerate(lags):
        alone = newey_west(y[row], X, lag)
        for one, other in zip(together, alone, strict=True):
            np.testing.assert_allclose(one[row], other, rtol=1e-12)


@pytest.mark.parametrize("rule", ["newey-west-1994", "andrews-1991"])
def test_a_rule_by_name_is_the_rules_lags(rule: Any) -> None:
    y, X = random_case(12)
    lags = {
        "newey-west-1994": regression.lags_newey_west_1994,
        "andrews-1991": regression.lags_andrews_1991,
    }[rule](y, X)
    for one, other in zip(newey_west(y, X, rule), newey_west(y, X, lags), strict=True):
        np.testing.assert_array_equal(one, other)


def test_each_series_its_own_regressors(monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [random_case(seed) for seed in range(5)]
    y = np.stack([table[0] for table, _ in cases])
    X = np.stack([regressors for _, regressors in cases])
    X[3, :, 1] = YEARS + 1e5
    monkeypatch.setattr(regression, "_BLOCK_BYTES", 8 * 40 * 12 * 3 * 2)
    for rule in (0, 3, "newey-west-1994", "andrews-1991"):
        together = newey_west(y, X, rule)
        for row in range(5):
            alone = newey_west(y[row], X[row], rule)
            for one, other in zip(together, alone, strict=True):
                np.testing.assert_allclose(one[row], other, rtol=1e-11)


def test_errors_are_never_below_zero() -> None:
    # So many lags that little more than rounding is left.
    y, X = random_case(13)
    for lags in (20, 39, 38.9):
        assert (newey_west(y, X, lags).bse >= 0).all()
    alone = newey_west(y, np.ones((40, 1)), 39)
    assert (alone.bse > 0).all()


def test_what_came_is_left_as_it_was() -> None:
    y, X = random_case(14)
    before = y.copy(), X.copy()
    y.flags.writeable = X.flags.writeable = False
    newey_west(y, X, "andrews-1991")
    assert (y == before[0]).all()
    assert (before[1] == X).all()


# Series at the edge


@pytest.mark.parametrize("level", [0.0, 5.0, 0.1, -1e9, 1e299, 1e-299])
@pytest.mark.parametrize("start", [0.0, 1978.0])
def test_a_constant_series_leaves_nothing(level: float, start: float) -> None:
    X = np.column_stack((np.ones(40), start + np.arange(40)))
    for fit in (ols(np.full(40, level), X), newey_west(np.full(40, level), X, 3)):
        assert fit.params.tolist() == [level, 0.0]
        assert fit.bse.tolist() == [0.0, 0.0]
        assert [float(fit.rsd), float(fit.r2)] == [0.0, 0.0]


def test_a_share_explained_without_a_constant_is_about_zero() -> None:
    fit = ols(np.full((2, 3), [[2.0], [0.0]]), np.array([[1.0], [2.0], [3.0]]))
    # By hand: b = 12 / 14; 1 - (12 - 144 / 14) / 12.
    assert fit.r2[0] == pytest.approx(6 / 7)
    assert fit.r2[1] == 0


@pytest.mark.parametrize("power", [-300, 280])
def test_series_of_extreme_size(power: int) -> None:
    y, X = random_case(15)
    plain = newey_west(y, X, "andrews-1991")
    mixed = np.concatenate((y, y * 10.0**power))
    fit = newey_west(mixed, X, "andrews-1991")
    np.testing.assert_allclose(fit.params[5:], plain.params * 10.0**power, rtol=1e-10)
    np.testing.assert_allclose(fit.bse[5:], plain.bse * 10.0**power, rtol=1e-10)
    np.testing.assert_allclose(fit.rsd[5:], plain.rsd * 10.0**power, rtol=1e-10)
    np.testing.assert_allclose(fit.r2[5:], plain.r2, rtol=1e-10)
    np.testing.assert_array_equal(fit.bse[:5], plain.bse)


def test_shapes_of_what_comes_back() -> None:
    y, X = random_case(16)
    many, one = ols(y, X), ols(y[0], X)
    assert [part.shape for part in many] == [(5, 3), (5, 3), (5,), (5,)]
    assert [np.shape(part) for part in one] == [(3,), (3,), (), ()]
    assert [part.shape for part in ols(y[:0], X)] == [(0, 3), (0, 3), (0,), (0,)]
    assert isinstance(one, OLS)
    assert ols(y[0].tolist(), X.tolist()).params.tolist() == one.params.tolist()


# What is refused


@pytest.mark.parametrize(
    ("y", "X", "message"),
    [
        (np.ones(39), TREND, r"y of shape \(39,\) and X of shape \(40, 2\) do not go together.*Me"),
        (np.ones((2, 40)), np.ones((3, 40, 1)), r"\(2, 40\) and X of shape \(3, 40, 1\) do not go"),
        (np.ones(3), np.ones((3, 0)), r"X has a column at least"),
        (np.ones(2), TREND[:2], r"2 periods, where least squares on 2 regressors needs at least 3"),
        (np.ones(40), np.ones(40), r"X is float64 of shape \(40,\).*\(periods, k\)"),
        (np.ones(40), TREND.astype(str), r"X is <U\d+ of shape \(40, 2\).*real numbers"),
        (np.ones(40), TREND * 1j, r"X is complex128"),
        (np.full(40, "1"), TREND, r"series of <U1, where least squares on 2 regressors takes real"),
        (np.ones((1, 1, 40)), TREND, r"array of shape \(1, 1, 40\)"),
        (np.ones(40), np.ones((40, 2)), r"column 1 of X.*what those before it give together"),
        (1e290 * YEARS, TREND * 1e-300, r"params of series 0 is beyond float64.*units"),
    ],
)
def test_what_does_not_go_together_is_refused(y: Any, X: Any, message: str) -> None:
    for estimate in (
        ols,
        lambda y, X: newey_west(y, X, 1),
        *(
            (regression.lags_newey_west_1994, regression.lags_andrews_1991)
            * ("beyond" not in message)
        ),
    ):
        with pytest.raises(TrendError, match=message):
            estimate(y, X)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e301])
def test_a_missing_figure_is_refused_with_its_place(bad: float) -> None:
    y = np.ones((5000, 40))
    y[4321, 17] = bad
    with pytest.raises(TrendError, match=r"in series 4321 at place 17, counted from 0.*fill"):
        ols(y, TREND)
    with pytest.raises(TrendError, match=r"at place 17, counted from 0"):
        newey_west(y[4321], TREND, 1)
    X = TREND.copy()
    X[30, 1] = bad
    with pytest.raises(TrendError, match=r"in X at period 30 of column 1, counted from 0"):
        ols(y[0], X)
    with pytest.raises(TrendError, match=r"in X of series 1 at period 30 of column 1"):
        ols(y[:2], np.stack((TREND, X)))


@pytest.mark.parametrize(
    ("lags", "message"),
    [
        (-1, r"-1 lags for series 0 of 40 periods.*take from 0 to 39.*newey-west-1994"),
        (40, r"40 lags for series 0 of 40 periods"),
        ([1, 2, np.nan], r"nan lags for series 2 of 40 periods"),
        ([1, 2], r"max_lags is int64 of shape \(2,\).*one a series \(3\)"),
        (True, r"max_lags is bool"),
        (None, r"max_lags is object.*or a rule: newey-west-1994, andrews-1991"),
        ("newey-west-1987", r"unknown rule for the lags 'newey-west-1987'.*'newey-west-1994'"),
        ("automatic", r"unknown rule.*take one of newey-west-1994, andrews-1991"),
    ],
)
def test_lags_that_cannot_be_are_refused(lags: Any, message: str) -> None:
    with pytest.raises(TrendError, match=message):
        newey_west(np.ones((3, 40)), TREND, lags)
