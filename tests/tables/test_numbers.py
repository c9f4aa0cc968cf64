"""Scaled numbers are those that were printed."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.errors import SchemaError
from liaoning_econ.tables.numbers import numbers, scaled

PRINTED = st.decimals(min_value=-(10**9), max_value=10**9, places=4, allow_nan=False)


def test_liaonings_gdp_of_2014_in_yuan() -> None:
    """28,626.58 in 100 million yuan, vintage nbs-web-2018-12; the product by hand."""
    assert scaled(np.array([28626.58]), 1e8).tolist() == [2_862_658_000_000.0]
    assert 0.07 * 1e8 != 7_000_000.0  # what plain multiplication would give
    assert scaled(np.array([0.07, -0.07, 0.0]), 1e8).tolist() == [7e6, -7e6, 0.0]


@given(st.lists(PRINTED, min_size=1), st.sampled_from(["1e8", "1e4", "0.01", "2.5", "1e-4", "7"]))
def test_the_product_is_the_double_nearest_to_the_decimal_one(
    printed: list[Decimal], scale: str
) -> None:
    found = scaled(np.array([float(value) for value in printed]), float(scale))
    assert found.tolist() == [float(value * Decimal(scale)) for value in printed]


@given(
    st.lists(st.floats(allow_nan=False, allow_infinity=False, max_value=1e200, min_value=-1e200)),
    st.sampled_from([1e8, 1e-3, 0.25]),
)
def test_any_double_is_scaled_as_it_prints(values: list[float], scale: float) -> None:
    found = scaled(np.array(values, dtype=np.float64), scale)
    expected = [float(Decimal(repr(value)) * Decimal(repr(scale))) for value in values]
    np.testing.assert_allclose(found, expected, rtol=3e-16, atol=0.0)


def test_open_bounds_stay_open() -> None:
    assert scaled(np.array([np.inf, -np.inf]), 1e8).tolist() == [np.inf, -np.inf]


def test_the_values_are_not_changed() -> None:
    values = np.array([1.5, 2.5])
    for scale in (1.0, 1e8):
        result = scaled(values, scale)
        result[:] = 0.0
    assert values.tolist() == [1.5, 2.5]


@pytest.mark.parametrize(
    "cells",
    [
        pd.Series(["28626.58", " 1e3", "-2"]),
        pd.Series(["28626.58", 1000, Decimal(-2)], dtype=object),
        pd.Series([28626.58, 1000.0, -2.0], dtype="Float64"),
    ],
)
def test_numbers_are_read_from_text_and_objects(cells: pd.Series) -> None:
    assert numbers(cells, "value", what="the table").tolist() == [28626.58, 1000.0, -2.0]


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["1", "n/a"], r"the table, row 1, column 'value': 'n/a' is not a number\. Mend: correct"),
        (["1", "28,626.58"], r"row 1, .*'28,626.58' is not a number\. Mend: .*thousands=','"),
        ([1.0, None], r"row 1, .*the cell is empty\. Mend: .*dropna\(subset=\['value'\]\)"),
        ([True, 2], r"row 0, .*'True' is not a number"),
        (["x", "y", "z"], r"row 0, .*'x' is not a number \(and 2 more rows\)"),
        (["=1+1", "2"], r"row 0, .*'=1\+1' is not a number"),
        (pd.to_datetime(["2018-01-01"]), r"row 0, .*'2018-01-01 00:00:00' is not a number"),
    ],
)
def test_what_is_no_number_is_named(cells: list[object], message: str) -> None:
    with pytest.raises(SchemaError, match=message) as caught:
        numbers(pd.Series(cells), "value", what="the table")
    assert caught.value.rows is not None
    assert caught.value.rows["rule"].iloc[0] == "value is a number"
