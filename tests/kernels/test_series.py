"""What kernels ask of their series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.series import blocks, check_finite, rows


def test_float64_is_not_copied() -> None:
    table = np.arange(6.0).reshape(2, 3)
    assert rows(table, least=3, why="a test") is table
    assert np.shares_memory(rows(table[0], least=3, why="a test"), table)


@pytest.mark.parametrize("kind", ["int32", "uint8", "float32", "bool"])
def test_other_real_numbers_become_float64(kind: str) -> None:
    found = rows(np.array([1, 0, 1], dtype=kind), least=1, why="a test")
    assert found.dtype == np.float64
    assert found.tolist() == [[1.0, 0.0, 1.0]]


@pytest.mark.parametrize(
    ("y", "message"),
    [
        ([1j, 2], r"series of complex128, where a test takes real numbers.*into float64"),
        (["1", "2"], r"series of <U1, where a test takes real numbers"),
        ([None, 2.0], r"series of object"),
        (np.array(["2018-01-01"], dtype="M8[D]"), r"series of datetime64"),
        (3.0, r"array of shape \(\), where a test takes \(periods,\) or \(series, periods\)"),
        (np.zeros((2, 2, 2)), r"array of shape \(2, 2, 2\).*one row a series"),
        ([1.0], r"1 periods, where a test needs at least 2.*longer series"),
        (np.zeros((5, 1)), r"1 periods, where a test needs at least 2"),
    ],
)
def test_what_is_no_table_of_series_is_refused(y: Any, message: str) -> None:
    with pytest.raises(TrendError, match=message):
        rows(y, least=2, why="a test")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, 1e301, -1e301])
def test_a_figure_that_is_none_is_refused_with_its_place(bad: float) -> None:
    block = np.arange(12.0).reshape(3, 4)
    block[1, 2] = block[2, 0] = bad
    with pytest.raises(TrendError, match=r"in series 8 at place 2, counted from 0.*fill the gap"):
        check_finite(block, first=7)
    with pytest.raises(TrendError, match=r"^\S+ at place 2, counted from 0"):
        check_finite(block[1:2], one=True)


def test_large_figures_and_no_figures_pass() -> None:
    check_finite(np.array([[1e300, -1e300]]))
    check_finite(np.empty((0, 4)))


@given(st.integers(0, 50), st.integers(0, 100), st.integers(1, 400))
def test_blocks_take_every_series_once(series: int, bytes_each: int, most: int) -> None:
    slices = list(blocks(series, bytes_each, most=most))
    assert [row for part in slices for row in range(part.start, part.stop)] == list(range(series))
    assert all(
        part.stop - part.start == 1 or (part.stop - part.start) * bytes_each <= most
        for part in slices
    )
