"""The newest row of each group, against a slow plain version."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.errors import VintageError
from liaoning_econ.kernels.asof import newest

ROWS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 9), st.integers(0, 9)), max_size=40)


def arrays(rows: list[tuple[int, int, int]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    days = table[:, 1:].astype("datetime64[D]")
    return table[:, 0], days[:, 0], days[:, 1]


@given(ROWS)
def test_against_a_slow_plain_version(rows: list[tuple[int, int, int]]) -> None:
    groups, first, second = arrays(rows)
    picked, rivals = newest(groups, first, second)
    wanted: dict[int, int] = {}
    for place, (group, *days) in enumerate(rows):
        if group not in wanted or days >= list(rows[wanted[group]][1:]):
            wanted[group] = place
    assert picked.tolist() == [wanted[group] for group in sorted(wanted)]
    for best, rival in zip(picked, rivals, strict=True):
        equals = [place for place, row in enumerate(rows) if row == rows[best]]
        assert (best != rival) == (len(equals) > 1)
        assert rows[rival] == rows[best]


@given(ROWS)
def test_order_is_no_matter(rows: list[tuple[int, int, int]]) -> None:
    groups, first, second = arrays(rows)
    picked = newest(groups, first, second)[0]
    turned = newest(groups[::-1], first[::-1], second[::-1])[0]
    assert [rows[place] for place in picked] == [rows[::-1][place] for place in turned]


def test_a_later_array_breaks_ties() -> None:
    days = np.array(["2018-12-31", "2018-12-31"], dtype="datetime64[D]")
    earliest = np.array(["2018-01-01", "2016-09-01"], dtype="datetime64[D]")
    assert newest(np.array([0, 0]), days, earliest)[0].tolist() == [0]
    assert newest(np.array([0, 0]), days)[1].tolist() == [0]


def test_missing_day_is_refused_with_its_place() -> None:
    days = np.array(["2018-12-31", "NaT"], dtype="datetime64[D]")
    with pytest.raises(VintageError, match=r"row 1 has no day of release.*leave such rows out"):
        newest(np.array([0, 0]), days)
