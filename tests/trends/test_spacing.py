"""Windows in calendar months."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from liaoning_econ.trends import spacing
from tests.trends.made_series import series


def calendar(*spans: tuple[str, str], measure: str = "flow") -> spacing.Calendar:
    days = {
        name: pd.to_datetime([span[place] for span in spans]).astype("datetime64[us]")
        for place, name in enumerate(("start", "end"))
    }
    return spacing.calendar_of(series([1.0] * len(spans), measure=measure).assign(**days))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2018-01-01", "2018-12-31"), ("2020-01-01", "2020-12-31")),
        (("2018-01-01", "2018-01-31"), ("2018-02-01", "2018-02-28")),
        (("2018-04-10", "2018-05-09"), ("2018-05-10", "2018-06-09")),
        (("2018-04-02", "2018-04-08"), ("2018-04-30", "2018-05-06")),
        (("2018-01-31", "2018-01-31"), ("2018-02-28", "2018-02-28")),
    ],
)
def test_windows_of_one_kind(one: tuple[str, str], other: tuple[str, str]) -> None:
    found = calendar(one, other).kind
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("2018-01-01", "2018-12-31"), ("2018-01-01", "2018-03-31")),
        (("2018-01-01", "2018-01-31"), ("2018-01-01", "2018-01-07")),
        (("2018-01-01", "2018-02-28"), ("2018-01-15", "2018-02-14")),
        (("2018-01-01", "2018-01-31"), ("2018-01-31", "2018-01-31")),
    ],
)
def test_windows_of_two_kinds(one: tuple[str, str], other: tuple[str, str]) -> None:
    found = calendar(one, other).kind
    assert found[0] != found[1]


def test_cumulative_figures_are_of_one_kind_and_stand_at_their_end() -> None:
    found = calendar(
        ("2017-04-10", "2017-12-31"), ("2017-04-10", "2020-02-29"), measure="cumulative"
    )
    assert found.kind.tolist() == [spacing.CUMULATIVE] * 2
    assert (found.first == found.last).all()
    assert found.first_closes.tolist() == [True, True]


@given(day=st.dates())
def test_a_day_is_found_again(day: object) -> None:
    text = str(day)
    found = calendar((text, text))
    again = spacing.day_in_month(found.last, found.last_day, np.array([False]))
    assert str(again[0])[:10] == text
    after = pd.Timestamp(text) + pd.Timedelta(days=1) if text < "9999" else None
    if after is not None:
        assert bool(found.last_closes[0]) == (after.day == 1)


def test_a_month_that_is_too_short_gives_its_last_day() -> None:
    february = np.array([(2019 - 1970) * 12 + 1, (2020 - 1970) * 12 + 1])
    plain = spacing.day_in_month(february, np.array([31, 29]), np.array([False, False]))
    assert [str(one)[:10] for one in plain] == ["2019-02-28", "2020-02-29"]
    closing = spacing.day_in_month(february, np.array([1, 1]), np.array([True, True]))
    assert closing.tolist() == plain.tolist()


def test_no_rows() -> None:
    assert spacing.calendar_of(series([])).kind.size == 0
