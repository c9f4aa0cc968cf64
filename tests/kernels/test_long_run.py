"""Long-run variances: published ones, a peer, hands, laws."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats import sandwich_covariance

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.long_run import long_run_variance
from tests.kernels.test_breaks import study


def test_bai_and_perron(known: Path) -> None:
    y, _, printed = study(known, "real_rate")
    for dates, published in (
        (printed["dates"][2], np.sqrt(printed["tests"]["variances"])),
        (printed["dates"][1], printed["tests"]["errors_two"]),
    ):
        errors = []
        for first, stop in pairwise([0, *dates, 103]):
            left = y[first:stop] - y[first:stop].mean()
            variance = long_run_variance(left[:, None], "andrews")[0, 0] / len(left)
            errors.append(np.sqrt(variance))
        digits = 1e-12 if len(errors) == 4 else 5.1e-4
        np.testing.assert_allclose(errors, published, atol=digits, rtol=digits)


@given(st.integers(0, 2**32 - 1), st.integers(0, 6))
def test_bartlett_weights_of_statsmodels(seed: int, lags: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(25, 2))
    theirs = sandwich_covariance.S_hac_simple(scores, nlags=lags)
    np.testing.assert_allclose(long_run_variance(scores, lags), theirs / 25, atol=1e-12)


@given(st.integers(0, 2**32 - 1), st.sampled_from([0, 3, "andrews"]), st.floats(0.1, 10))
def test_a_variance_is_one(seed: int, lags: int | Literal["andrews"], unit: float) -> None:
    scores = np.random.default_rng(seed).normal(size=(30, 3))
    found = long_run_variance(scores, lags)
    np.testing.assert_allclose(found, found.T, atol=1e-12)
    assert np.linalg.eigvalsh(found).min() > -1e-9
    np.testing.assert_allclose(long_run_variance(unit * scores, lags), unit**2 * found, rtol=1e-6)


def test_an_autoregression_has_its_long_run_variance() -> None:
    rng = np.random.default_rng(4)
    shocks = rng.normal(size=6000)
    values = np.empty(6000)
    values[0] = shocks[0]
    for t in range(1, 6000):
        values[t] = 0.6 * values[t - 1] + shocks[t]
    # 1 / (1 - 0.6)^2
    assert long_run_variance(values[:, None], "andrews")[0, 0] == pytest.approx(6.25, rel=0.15)


def test_scores_of_nothing_vary_by_nothing() -> None:
    every: tuple[int | Literal["andrews"], ...] = (0, 2, "andrews")
    for lags in every:
        assert long_run_variance(np.zeros((9, 1)), lags).tolist() == [[0.0]]


@pytest.mark.parametrize("lags", [-1, 9, 1.5, True, "bartlett"])
def test_what_are_no_lags(lags: object) -> None:
    with pytest.raises(
        TrendError, match=r"^lags of .* for 9 periods\. Mend: take 0 to 8, or andrews"
    ):
        long_run_variance(np.ones((9, 1)), lags)  # type: ignore[arg-type]
