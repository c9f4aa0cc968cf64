"""For one month: the article's two zones, a calendar year's twelfth, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import intervals
from liaoning_econ.convert import per
from liaoning_econ.errors import (
    BasisError,
    SchemaError,
    UnitError,
    UnknownCodeError,
    WindowError,
)
from liaoning_econ.schemas import Observations

Make: TypeAlias = Callable[..., pd.DataFrame]
Claim: TypeAlias = Callable[[str], pd.DataFrame]


def test_liaoning_firms_for_a_month(article: Claim, figures: dict[str, Any]) -> None:
    found = per(article("S12"), "month").iloc[0]
    for name in ("value", "lower", "upper"):
        assert found[name] == pytest.approx(figures["per_month"][name], abs=0.001)
    assert (found.unit, found.measure) == ("firm/month", "rate")


def test_liaoning_over_shanghai_for_a_month(article: Claim, figures: dict[str, Any]) -> None:
    liaoning, shanghai = per(article("S12"), "month"), per(article("S16"), "month")
    assert shanghai[["value", "lower", "upper"]].to_numpy()[0] == pytest.approx(
        [18_000 / 48, 17_500 / 48, 18_500 / 48]
    )
    expected = figures["ratio_per_month"]
    assert round(liaoning.value[0] / shanghai.value[0], 1) == expected["value"]
    low, high = intervals.quotient(
        (liaoning.lower.to_numpy(), liaoning.upper.to_numpy()),
        (shanghai.lower.to_numpy(), shanghai.upper.to_numpy()),
    )
    assert (round(float(low[0]), 2), round(float(high[0]), 2)) == (
        expected["lower"],
        expected["upper"],
    )


@settings(max_examples=30)
@given(
    values=st.lists(st.floats(0.01, 1e13), min_size=1, max_size=30), year=st.integers(1950, 2030)
)
def test_a_month_of_a_calendar_year_is_a_twelfth(
    make: Make, values: list[float], year: int
) -> None:
    found = per(make(value=values, start=f"{year}-01-01", end=f"{year}-12-31"), "month")
    twelfth = np.array(values) / 12
    np.testing.assert_array_equal(found.value, twelfth)
    assert (found.lower <= twelfth).all()
    assert (twelfth <= found.upper).all()
    assert (found.upper - found.lower <= np.spacing(twelfth)).all()


def test_lengths_by_hand(make: Make) -> None:
    obs = make(value=3650.0, start="2018-01-01", end="2018-12-31")
    for unit, expected in (("year", 3650), ("quarter", 912.5), ("day", 10), ("weeks", 70)):
        found = per(obs, unit)
        assert found.value[0] == pytest.approx(expected, rel=1e-15)
    assert per(obs, "weeks").unit[0] == "CNY/week"
    Observations.validate(per(obs, "day"))


def test_what_is_exact_stays_exact(make: Make) -> None:
    found = per(make(value=1200.0), "month").iloc[0]
    assert (found.lower, found.value, found.upper) == (100.0, 100.0, 100.0)


def test_months_that_are_not_exactly_known(make: Make) -> None:
    """1 January to 31 March 2018, known to the month: between one month and a day, and three."""
    obs = make(value=30.0, start="2018-01-01", end="2018-03-31", precision="month")
    found = per(obs, "day").iloc[0]
    # By hand: 31 January to 1 March are 30 days, 1 January to 31 March 90.
    assert (found.lower, found.value, found.upper) == (30 / 90, 30 / 90, 1.0)


def test_a_rate_over_another_time_is_brought_to_this_one(make: Make) -> None:
    obs = make(
        measure=["rate", "rate", "flow"], unit=["firm/month", "firm/year", "firm"], value=12.0
    )
    found = per(obs, "year")
    assert found.value.tolist() == [144.0, 12.0, 12.0]
    assert found.unit.tolist() == ["firm/year"] * 3


def test_money_for_one_head_and_month(make: Make) -> None:
    assert per(make(unit="CNY/person"), "month").unit[0] == "CNY/month/person"


@settings(max_examples=30)
@given(
    value=st.floats(1, 1e12),
    days=st.tuples(
        st.dates(pd.Timestamp("2000-01-01").date(), pd.Timestamp("2020-01-01").date()),
        st.integers(0, 3000),
    ),
    unit=st.sampled_from(["day", "week", "month", "quarter", "year"]),
)
def test_the_value_lies_in_its_bounds(make: Make, value: float, days: Any, unit: str) -> None:
    start = pd.Timestamp(days[0])
    obs = make(value=value, start=start, end=start + pd.Timedelta(days=days[1]))
    found = per(obs, unit).iloc[0]
    assert found.lower <= found.value <= found.upper
    assert found.upper - found.lower <= 1e-14 * found.value


@pytest.mark.parametrize(
    ("measure", "unit"),
    [("stock", "firm"), ("growth", "percent"), ("rate", "firm"), ("index", "1")],
)
def test_what_does_not_grow_with_time(make: Make, measure: str, unit: str) -> None:
    obs = make(measure=["flow", measure], unit=["CNY", unit])
    with pytest.raises(BasisError, match=rf"a {measure} does not grow .*row 1\).*leave these") as e:
        per(obs, "month")
    assert e.value.rows is not None
    assert e.value.rows.index.tolist() == [1]


def test_times_that_are_none(make: Make) -> None:
    with pytest.raises(UnitError, match=r"'person' is no length of time.*take day, week, month"):
        per(make(), "person")
    with pytest.raises(UnknownCodeError, match=r"unknown unit 'mouth'.*month"):
        per(make(), "mouth")
    with pytest.raises(UnknownCodeError) as error:
        per(make(), "fortnight")
    expected = "unknown unit 'fortnight'. Mend: take day, week, month, quarter or year"
    assert str(error.value) == expected
    with pytest.raises(UnitError, match=r"'hour' is no length of time that windows are counted"):
        per(make(), "hour")


def test_windows_without_days(make: Make) -> None:
    obs = make(region=["CN-LN", "CN-JL"], start=["2018-01-01", None])
    with pytest.raises(
        WindowError, match=r"lack a day: gdp of CN-JL .unknown to 2018.*dropna"
    ) as e:
        per(obs, "month")
    assert e.value.rows is not None
    assert e.value.rows["region"].tolist() == ["CN-JL"]


def test_an_empty_frame_stays_empty(make: Make) -> None:
    assert per(make().iloc[:0], "month").empty


@pytest.mark.parametrize("name", ["value", "lower", "upper"])
def test_a_missing_figure_is_refused_and_not_handed_on(make: Make, name: str) -> None:
    obs = make(region=["CN-LN", "CN-JL"])
    obs[name] = [100.0, np.nan]
    with pytest.raises(SchemaError, match=rf"{name} is missing: gdp of CN-JL .*dropna") as error:
        per(obs, "month")
    assert error.value.rows is not None
    assert error.value.rows["region"].tolist() == ["CN-JL"]
