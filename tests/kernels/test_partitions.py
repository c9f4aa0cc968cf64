"""Best partitions, against every partition there is, ruptures, and exact fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
import ruptures
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels import partitions
from liaoning_econ.kernels.partitions import best_partitions, growing_ssr

Floats: TypeAlias = npt.NDArray[np.float64]
SEEDS = st.integers(0, 2**32 - 1)


def plain_ssr(y: Floats, X: Floats) -> float:
    left = y - X @ np.linalg.lstsq(X, y, rcond=None)[0]
    return float(left @ left)


def every_partition(n: int, breaks: int, shortest: int) -> list[tuple[int, ...]]:
    return [
        ends
        for ends in combinations(range(n - 1), breaks)
        if all(b - a >= shortest for a, b in pairwise((-1, *ends, n - 1)))
    ]


def of_partition(y: Floats, X: Floats, ends: tuple[int, ...]) -> float:
    edges = (0, *(end + 1 for end in ends), len(y))
    return sum(plain_ssr(y[a:b], X[a:b]) for a, b in pairwise(edges))


@given(SEEDS, st.integers(8, 14), st.integers(1, 2), st.integers(0, 1))
def test_no_partition_is_better(seed: int, n: int, columns: int, more: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(2, n)).cumsum(axis=1)
    X = np.column_stack([np.ones(n), np.arange(n, dtype=float)][:columns])
    shortest = columns + 1 + more
    breaks = min(n // shortest - 1, 3)
    ssr, dates = best_partitions(y, X, breaks, shortest)
    for row in range(2):
        for m in range(breaks + 1):
            tried = [of_partition(y[row], X, ends) for ends in every_partition(n, m, shortest)]
            assert ssr[m, row] == pytest.approx(min(tried), rel=1e-9, abs=1e-12)
            own = of_partition(y[row], X, tuple(dates[m][row]))
            assert own == pytest.approx(min(tried), rel=1e-9, abs=1e-12)


@given(SEEDS, st.integers(20, 60), st.integers(1, 4), st.booleans())
def test_ruptures_finds_the_same(seed: int, n: int, breaks: int, trend: bool) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=n).cumsum()
    X = np.column_stack([np.ones(n), np.arange(n) / n][: 1 + trend])
    shortest = 4
    peer = ruptures.Dynp(model="linear" if trend else "l2", min_size=shortest, jump=1)
    signal = np.column_stack((y, X)) if trend else y
    ends = peer.fit(signal).predict(breaks)
    ssr, dates = best_partitions(y[None], X, breaks, shortest)
    theirs = of_partition(y, X, tuple(end - 1 for end in ends[:-1]))
    assert ssr[breaks, 0] == pytest.approx(theirs, rel=1e-9)
    assert (dates[breaks][0] + 1).tolist() == ends[:-1]


def test_a_long_series_of_many_steps_equals_one_taken_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng(3)
    y = rng.normal(size=(7, 90)).cumsum(axis=1)
    X = np.column_stack((np.ones(90), np.linspace(-1, 1, 90)))
    at_once = best_partitions(y, X, 4, 9)
    monkeypatch.setattr(partitions, "_STEP", 100)
    in_steps = best_partitions(y, X, 4, 9)
    np.testing.assert_array_equal(at_once[0], in_steps[0])
    for one, other in zip(at_once[1], in_steps[1], strict=True):
        np.testing.assert_array_equal(one, other)


@given(SEEDS, st.integers(0, 4))
def test_growing_sums_are_those_of_each_regression(seed: int, first: int) -> None:
    rng = np.random.default_rng(seed)
    y, X = rng.normal(size=(2, 12)), rng.normal(size=(12, 3))
    ssr, pivots = growing_ssr(y, X, first, 3)
    for i in range(3):
        for t in range(i + 3, 12 - first):
            run = slice(first + i, first + t + 1)
            for row in range(2):
                assert ssr[row, i, t] == pytest.approx(plain_ssr(y[row, run], X[run]), abs=1e-9)
            triangle = np.linalg.qr(X[run], mode="r")
            np.testing.assert_allclose(pivots[:, i, t], np.diag(triangle) ** 2, rtol=1e-7)


def fraction_ssr(y: Floats, X: Floats) -> float:
    """Residual sum of squares of the very doubles, in fractions (Gram-Schmidt)."""
    rest = [Fraction(float(value)) for value in y]
    columns = [[Fraction(float(value)) for value in column] for column in X.T]
    for i, column in enumerate(columns):
        size = sum((value * value for value in column), Fraction(0))
        for other in (*columns[i + 1 :], rest):
            both = sum((a * b for a, b in zip(column, other, strict=True)), Fraction(0))
            share = both / size
            other[:] = [b - share * a for a, b in zip(column, other, strict=True)]
    return float(sum(value * value for value in rest))


@pytest.mark.parametrize("origin", [0.0, 2000.0])
def test_trends_far_from_zero_keep_their_digits(origin: float) -> None:
    rng = np.random.default_rng(5)
    t = origin + np.arange(30.0)
    raw = np.column_stack((np.ones(30), t, t**2))
    X = np.linalg.qr(raw)[0]
    y = rng.normal(size=(1, 30))
    ssr, _ = growing_ssr(y, X, 10, 1)
    assert ssr[0, 0, -1] == pytest.approx(fraction_ssr(y[0, 10:], X[10:]), rel=1e-11)


def test_columns_that_depend_on_each_other_in_a_regime_are_refused() -> None:
    event = (np.arange(20) > 15).astype(float)
    X = np.column_stack((np.ones(20), event))
    with pytest.raises(TrendError) as caught:
        best_partitions(np.zeros((1, 20)), X, 1, 5)
    assert str(caught.value) == (
        "column 1 of X depends on those before it in the periods 0 to 4, which may be a regime: "
        "its coefficient has no value there. Mend: take a longer `trim`, or give the column as Z: "
        "one coefficient for all"
    )


def test_no_series_is_no_error() -> None:
    ssr, dates = best_partitions(np.empty((0, 10)), np.ones((10, 1)), 1, 3)
    assert ssr.shape == (2, 0)
    assert [found.shape for found in dates] == [(0, 0), (0, 1)]
