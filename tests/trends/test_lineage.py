"""Which rows make a line, and where it ends."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from liaoning_econ import catalog
from liaoning_econ.errors import TrendError
from liaoning_econ.trends import lineage
from tests.trends.made_series import series, side_by_side


def lines_of(frame: pd.DataFrame, aside: object = None) -> lineage.Lines:
    kind = np.zeros(len(frame), dtype=np.int64)
    mask = None if aside is None else (frame["vintage"] == aside).to_numpy()
    return lineage.lines_of(frame, kind, "obs", aside=mask)


def test_vintages_of_other_periods_make_one_line() -> None:
    frame = side_by_side(series([1, 2, 3]).assign(vintage=["a", "b", "b"]))
    found = lines_of(frame)
    assert found.line.tolist() == [0, 0, 0]
    # Nobody lists a and b: each is a benchmark of its own.
    assert found.segment[0] != found.segment[1] == found.segment[2]


def test_vintages_of_one_period_are_a_line_each() -> None:
    frame = side_by_side(series([1, 2], vintage="b"), series([3, 4], vintage="a"))
    found = lines_of(frame)
    assert found.line.tolist() == [1, 1, 0, 0]
    assert found.order.tolist() == [2, 3, 0, 1]
    assert len(set(found.segment)) == 2


def test_what_is_set_aside_leaves_the_others_joined() -> None:
    spliced = series([1, 2, 3]).assign(vintage=["a", "a", "b"])
    frame = side_by_side(spliced, series([4, 5, 6], vintage="whole"))
    assert len(set(lines_of(frame).line)) == 3
    found = lines_of(frame, "whole")
    assert found.line.tolist() == [0, 0, 0, 1, 1, 1]


def test_the_list_of_releases_tells_the_benchmark() -> None:
    frame = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2020-05")
    found = lines_of(frame)
    assert found.segment.tolist() == [1, 1, 1, 2, 2]
    page = catalog.observations("population", "CN-LN", vintage="nbs-web-2020")
    assert len(set(lines_of(page).segment)) == 1


def test_large_numbers_of_groups_and_days_are_sorted_all_the_same() -> None:
    frame = series([1, 2, 3])
    days = pd.to_datetime(["9990-01-01", "0100-01-01", "1990-01-01"]).astype("datetime64[us]")
    found = lines_of(frame.assign(start=days, end=pd.Timestamp("9999-01-01").as_unit("us")))
    assert found.order.tolist() == [1, 2, 0]
    codes = np.array([2**50, 1, 1])
    found = lineage.lines_of(
        frame.assign(start=days, end=pd.Timestamp("9999-01-01").as_unit("us")), codes, "obs"
    )
    assert found.order.tolist() == [1, 2, 0]
    assert found.line.tolist() == [1, 0, 0]


def test_two_figures_of_one_vintage_are_refused() -> None:
    frame = series([1, 2])
    with pytest.raises(TrendError, match="two figures of unstated for one period") as caught:
        lines_of(side_by_side(frame, frame, frame.assign(vintage="other")))
    assert "and 1 more" in str(caught.value)
