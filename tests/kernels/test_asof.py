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
    equals = [place for place, row in enumerate(rows) if row == rows[wanted[row[0]]]]
    assert sorted([*picked.tolist(), *rivals.tolist()]) == equals


@given(ROWS, st.integers(0, 2**40 - 1))
def test_only_what_is_asked_for_is_picked(rows: list[tuple[int, int, int]], mask: int) -> None:
    groups, *days = arrays(rows)
    where = np.array([mask >> place & 1 for place in range(len(rows))], dtype=bool)
    places = np.flatnonzero(where)
    picked, rivals = newest(groups, *days, where=where)
    alone = newest(groups[where], *(day[where] for day in days))
    assert picked.tolist() == places[alone[0]].tolist()
    assert rivals.tolist() == places[alone[1]].tolist()


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


def test_of_three_that_tie_two_are_rivals() -> None:
    days = np.array(["2018-12-31"] * 3, dtype="datetime64[D]")
    picked, rivals = newest(np.zeros(3, dtype=np.int64), days)
    assert (picked.tolist(), rivals.tolist()) == ([2], [0, 1])


def test_a_missing_day_of_a_later_array_counts_as_that_of_the_first() -> None:
    days = np.array(["2018-12-31", "2018-12-31"], dtype="datetime64[D]")
    earliest = np.array(["2018-12-30", "NaT"], dtype="datetime64[D]")
    assert newest(np.array([0, 0]), days, earliest)[0].tolist() == [1]


def test_many_rows_are_gone_through_in_parts() -> None:
    # More than one part of the rows, and the newest of each group in the last.
    groups = np.tile(np.arange(50_000), 4)
    days = np.repeat(np.array([2, 1, 0, 3]), 50_000).astype("datetime64[D]")
    picked, rivals = newest(groups, days)
    assert picked.tolist() == list(range(150_000, 200_000))
    assert rivals.size == 0


@pytest.mark.parametrize("place", [1, 70_000])
def test_missing_day_is_refused_with_its_place(place: int) -> None:
    days = np.full(80_000, "2018-12-31", dtype="datetime64[D]")
    days[place] = np.datetime64("NaT")
    groups = np.zeros(80_000, dtype=np.int64)
    with pytest.raises(
        VintageError, match=rf"row {place} has no day of release.*leave such rows out"
    ):
        newest(groups, days)
    where = np.ones(80_000, dtype=bool)
    where[0] = False
    with pytest.raises(VintageError, match=rf"row {place} has no day"):
        newest(groups, days, where=where)
    where[place] = False
    assert newest(groups, days, where=where)[0].tolist() == [79_999]
