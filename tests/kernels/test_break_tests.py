"""Tests for the number of breaks: published statistics, formulas by hand, chance."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.break_tests import sequential, sup_f
from liaoning_econ.kernels.breaks import bai_perron
from tests.kernels.test_breaks import ONES, STEP, study
from tests.kernels.test_partitions import plain_ssr


def test_bai_and_perron_with_correlated_errors(known: Path) -> None:
    y, X, printed = study(known, "real_rate")
    test = sup_f(y, X, max_breaks=5, trim=0.15, lags="andrews")
    assert test.statistics[2] == pytest.approx(printed["tests"]["sup_f_three"], abs=5e-5)
    assert test.trim == 0.15
    one = sequential(y, X, max_breaks=3, trim=0.15, lags="andrews")
    np.testing.assert_allclose(one.statistics, printed["tests"]["one_after_another"], atol=0.0055)
    assert one.statistics[1] == pytest.approx(printed["tests"]["second"], abs=5e-5)
    assert one.breaks == printed["tests"]["breaks"]
    assert test.ud_max == test.statistics[0] == pytest.approx(one.statistics[0])
    assert (test.critical[0], test.ud_max_critical) == (8.58, 8.88)


def test_bai_and_perron_with_uncorrelated_errors(known: Path) -> None:
    y, X, printed = study(known, "real_rate")
    one = sequential(y, X, max_breaks=5, trim=0.15)
    np.testing.assert_allclose(one.statistics[:3], printed["tests"]["classical"], atol=5e-4)
    assert one.breaks == 2
    assert one.statistics[4] == 0  # no regime of the best five has room for two


def test_the_nile(known: Path) -> None:
    y, X, printed = study(known, "nile")
    test = sup_f(y, X, max_breaks=5, trim=0.15)
    assert test.statistics[0] == pytest.approx(printed["sup_f"], abs=0.005)
    assert sequential(y, X, max_breaks=5, trim=0.15).breaks == 1


def test_by_hand() -> None:
    # Sums of squares 150 and 3 (means 5; 1.5 and 8.5), 12 periods less 2 coefficients.
    assert sup_f(STEP, ONES, max_breaks=1, trim=0.25).statistics == pytest.approx([490.0])


@settings(max_examples=20)
@given(st.integers(0, 2**32 - 1))
def test_uncorrelated_statistics_are_f_times_the_coefficients(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 40
    y = rng.normal(size=(2, n)).cumsum(axis=1)
    X, Z = np.column_stack((np.ones(n), rng.normal(size=n))), rng.normal(size=(n, 1))
    for common in (None, Z):
        test = sup_f(y, X, max_breaks=2, trim=0.2, Z=common)
        found = bai_perron(y, X, max_breaks=2, trim=0.2, Z=common)
        r = 0 if common is None else 1
        for row in range(2):
            for m in (1, 2):
                free = n - (m + 1) * 2 - r
                gain = found.ssr[0, row] - found.ssr[m, row]
                f = gain / (m * 2) / (found.ssr[m, row] / free)
                assert test.statistics[row, m - 1] == pytest.approx(2 * f, rel=1e-8)


@settings(max_examples=12)
@given(st.integers(0, 2**32 - 1))
def test_the_first_of_a_sequence_is_the_test_of_one(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = 40
    y = rng.normal(size=(2, n)).cumsum(axis=1)
    X, Z = np.column_stack((np.ones(n), rng.normal(size=n))), rng.normal(size=(n, 1))
    for common in (None, Z):
        for lags in (None, 2, "andrews") if common is None else (None, 2):
            first = sequential(y, X, max_breaks=2, trim=0.2, Z=common, lags=lags)
            one = sup_f(y, X, max_breaks=1, trim=0.2, Z=common, lags=lags)
            np.testing.assert_allclose(first.statistics[:, 0], one.statistics[:, 0], rtol=1e-6)


def test_one_more_is_tried_in_each_regime_by_itself() -> None:
    rng = np.random.default_rng(8)
    n = 60
    y = rng.normal(size=n) + 4 * (np.arange(n) > 29) + 2 * (np.arange(n) > 44)
    X = np.ones((n, 1))
    (date,) = bai_perron(y, X, max_breaks=1, trim=0.15).dates[1]
    best = 0.0
    for part in (y[: date + 1], y[date + 1 :]):
        ones = np.ones((len(part), 1))
        whole = plain_ssr(part, ones)
        for cut in range(9, len(part) - 8):
            split = plain_ssr(part[:cut], ones[:cut]) + plain_ssr(part[cut:], ones[cut:])
            best = max(best, (len(part) - 2) * (whole - split) / split)
    assert sequential(y, X, max_breaks=2, trim=0.15).statistics[1] == pytest.approx(best)


@pytest.mark.parametrize("lags", [None, 3])
def test_no_break_is_found_as_seldom_as_the_level_says(lags: int | None) -> None:
    rng = np.random.default_rng(21)
    y = rng.normal(size=(400, 150))
    X = np.ones((150, 1))
    found = sequential(y, X, max_breaks=1, trim=0.15, level=0.10, lags=lags)
    # Three standard errors of the share are 0.045; lags make short samples reject more often.
    assert 0.03 < (found.breaks > 0).mean() < (0.145 if lags is None else 0.22)


def test_nothing_and_no_error() -> None:
    flat = sequential(np.full(40, 0.1), np.ones((40, 1)), max_breaks=2, trim=0.15)
    assert flat.breaks == 0
    assert flat.statistics.tolist() == [0.0, 0.0]
    step = np.where(np.arange(40) < 17, 1.1, 3.3)
    for lags in (None, 2):
        found = sup_f(step, np.ones((40, 1)), max_breaks=1, trim=0.15, lags=lags)
        assert found.statistics[0] > 1e10


@pytest.mark.parametrize("test", [sup_f, sequential])
def test_refusals(test: object) -> None:
    assert callable(test)
    with pytest.raises(TrendError, match=r"^max_breaks is 0: nothing to test against"):
        test(STEP, ONES, max_breaks=0, trim=0.25)
    with pytest.raises(TrendError, match=r"^level is 0.2\. Mend: take one of 0.1, 0.05, 0.025"):
        test(STEP, ONES, max_breaks=1, trim=0.25, level=0.2)
    long, ones = np.arange(200.0) % 7, np.ones((200, 1))
    with pytest.raises(TrendError, match=r"as short as 5 of 200 periods, and critical values begi"):
        test(long, ones, max_breaks=1, trim=5)
    with pytest.raises(
        TrendError, match=r"lags of 'andrew' for \d+ periods.*did you mean 'andrews'"
    ):
        sup_f(long, ones, max_breaks=1, trim=0.15, lags="andrew")  # type: ignore[arg-type]
    eleven = np.random.default_rng(0).normal(size=(200, 11))
    with pytest.raises(TrendError, match=r"for 11 regressors, 1 breaks, trim 0\.15 and level"):
        test(long, eleven, max_breaks=1, trim=0.15)
