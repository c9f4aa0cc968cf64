"""Partitions with common coefficients, against every partition there is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ.kernels.partial_breaks import (
    best_partial_partitions,
    break_gains,
    regime_design,
)
from tests.kernels.test_partitions import every_partition, plain_ssr

SEEDS = st.integers(0, 2**32 - 1)


@settings(max_examples=40)
@given(SEEDS)
def test_one_break_is_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X, Z = np.ones((16, 1)), rng.normal(size=(16, 2))
    y = rng.normal(size=(1, 16)).cumsum(axis=1)
    ssr, dates = best_partial_partitions(y, X, Z, 1, 3)
    tried = {
        ends: plain_ssr(y[0], regime_design(X, Z, np.array(ends)))
        for ends in every_partition(16, 1, 3)
    }
    best = min(tried, key=lambda ends: tried[ends])
    assert tuple(dates[1][0]) == best
    assert ssr[1, 0] == pytest.approx(tried[best])


def test_two_breaks_are_nearly_always_the_best_of_all() -> None:
    rng = np.random.default_rng(1)
    hits = 0
    for _ in range(60):
        X, Z = np.ones((18, 1)), rng.normal(size=(18, 1))
        y = rng.normal(size=(1, 18)).cumsum(axis=1) + 2 * Z.T
        ssr, dates = best_partial_partitions(y, X, Z, 2, 3)
        tried = [
            plain_ssr(y[0], regime_design(X, Z, np.array(ends)))
            for ends in every_partition(18, 2, 3)
        ]
        own = plain_ssr(y[0], regime_design(X, Z, dates[2][0]))
        assert ssr[2, 0] == pytest.approx(own)
        assert own >= min(tried) - 1e-9
        hits += own <= min(tried) * (1 + 1e-9)
    assert hits >= 54


@settings(max_examples=15)
@given(SEEDS)
def test_more_breaks_fit_no_worse_where_there_is_room(seed: int) -> None:
    rng = np.random.default_rng(seed)
    y = rng.normal(size=(2, 40)).cumsum(axis=1)
    ssr, dates = best_partial_partitions(y, np.ones((40, 1)), rng.normal(size=(40, 1)), 2, 3)
    assert (ssr[0] >= ssr[1] - 1e-9).all()
    for m in (1, 2):
        edges = np.column_stack((np.full(2, -1), dates[m], np.full(2, 39)))
        assert (np.diff(edges, axis=1) >= 3).all()


@given(SEEDS)
def test_gains_are_what_a_break_takes_off(seed: int) -> None:
    rng = np.random.default_rng(seed)
    X = np.column_stack((np.ones(24), np.arange(24.0)))
    y, Z, others = rng.normal(size=24), rng.normal(size=(24, 1)), np.array([15])
    places = np.arange(3, 12)
    gains, ssr = break_gains(y, X, Z, others, 0, 15, places)
    assert ssr == pytest.approx(plain_ssr(y, regime_design(X, Z, others)))
    for gain, place in zip(gains, places, strict=True):
        more = plain_ssr(y, regime_design(X, Z, np.array([place, 15])))
        assert gain == pytest.approx(ssr - more, abs=1e-9)
