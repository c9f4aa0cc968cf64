"""Real series: published averages, exact fractions, shipped rates, laws, and every refusal."""

from __future__ import annotations

import tomllib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import catalog
from liaoning_econ.errors import (
    BasisError,
    SchemaError,
    TrendError,
    UnitError,
    VintageError,
    WindowError,
)
from liaoning_econ.frames import OBSERVATIONS
from liaoning_econ.schemas import Observations
from liaoning_econ.trends.chaining import chain
from liaoning_econ.trends.growing import growth
from tests.trends.made_series import series, side_by_side

RATE: dict[str, Any] = {
    "measure": "growth",
    "unit": "percent",
    "prices": "comparable",
    "relative_to": "previous_year",
}


def rates(values: list[float], first: str = "2016", **columns: Any) -> pd.DataFrame:
    """Growth over the year before, from 2016 on unless said otherwise."""
    return series(values, first=first, **{**RATE, **columns})


def level(value: float, year: str = "2015", **columns: Any) -> pd.DataFrame:
    return series([value], first=year, **columns)


# Figures of others, and by hand.


def test_the_nation_of_2016_at_the_prices_of_2012(known: Path) -> None:
    one = tomllib.loads((known / "growth.toml").read_text(encoding="utf-8"))["nation_2013_2017"]
    growth_ = rates(one["rates"], str(one["first"]), region="CN")
    found = chain(growth_, level(100.0, "2012", region="CN"), "2012")
    of = found.set_index(found["start"].dt.year)["value"]
    assert round(of[2016] - 100) == one["cumulative"]
    assert round(100 * ((of[2017] / 100) ** (1 / 5) - 1), 1) == one["average"]


def test_forward_by_hand() -> None:
    found = chain(rates([10, 20, -50]), level(100), "2015")
    assert found["value"].tolist() == [100.0, 110.0, 132.0, 66.0]
    assert found["start"].dt.year.tolist() == [2015, 2016, 2017, 2018]
    assert found["prices"].unique().tolist() == ["constant_2015"]
    assert found["measure"].unique().tolist() == ["flow"]
    assert found["relative_to"].unique().tolist() == ["none"]
    Observations.validate(found)


def test_backward_by_hand() -> None:
    found = chain(rates([10, 20, -50]), level(66, "2018"), "2018")
    assert found["value"].tolist() == pytest.approx([100.0, 110.0, 132.0, 66.0], rel=1e-15)
    assert (str(found["start"].iloc[0])[:10], str(found["end"].iloc[0])[:10]) == (
        "2015-01-01",
        "2015-12-31",
    )
    assert found["prices"].unique().tolist() == ["constant_2018"]


def test_both_ways_from_a_base_in_the_middle() -> None:
    found = chain(rates([10, 20, -50]), level(132, "2017"), "2017")
    assert found["value"].tolist() == pytest.approx([100.0, 110.0, 132.0, 66.0], rel=1e-15)
    # The base is the level itself.
    assert found[["value", "lower", "upper"]].to_numpy()[2].tolist() == [132.0] * 3


def test_roundings_add_up_by_hand() -> None:
    growth_ = rates([10, 20], lower=[9.5, 19.5], upper=[10.5, 20.5])
    found = chain(growth_, level(100), "2015")
    assert found["lower"].tolist() == pytest.approx([100, 109.5, 109.5 * 1.195])
    assert found["upper"].tolist() == pytest.approx([100, 110.5, 110.5 * 1.205])
    back = chain(growth_, level(132, "2017", lower=131.0, upper=133.0), "2017")
    assert back["lower"].tolist() == pytest.approx([131 / 1.205 / 1.105, 131 / 1.205, 131])
    assert back["upper"].tolist() == pytest.approx([133 / 1.195 / 1.095, 133 / 1.195, 133])


def test_the_real_series_of_liaoning() -> None:
    published = catalog.observations(
        "gdp", "CN-LN", measure="growth", vintage="first-published", start="2016", end="2018"
    )
    gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024")
    found = chain(published, gdp, "2015")
    # 2,021.03 billion yuan, less 2.5, then 4.2 and 5.7 percent more.
    base = Fraction("2021.03")
    exact = [base, base * Fraction("0.975")]
    exact += [exact[-1] * Fraction("1.042"), exact[-1] * Fraction("1.042") * Fraction("1.057")]
    assert (found["value"] / 1e9).tolist() == pytest.approx([float(one) for one in exact])
    assert found["vintage"].unique().tolist() == ["nbs-web-2024"]
    # Recovered growth is estimated, the level of the base is not.
    assert found["status"].tolist() == ["A", "E", "E", "E"]
    assert found["source"].iloc[0] != found["source"].iloc[1]
    assert found["published"].iloc[1:].min() >= published["published"].max()
    assert (found["upper"] - found["lower"]).is_monotonic_increasing
    Observations.validate(found)


def test_rates_of_several_releases_follow_one_another() -> None:
    listed = catalog.observations("gdp", "CN-LN", measure="growth", start="2021", end="2023")
    chosen = (listed["vintage"] == "first-published") | (listed["vintage"] == "announcement-2023")
    gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024")
    found = chain(listed[chosen], gdp, "2020")
    assert found["start"].dt.year.tolist() == [2020, 2021, 2022, 2023]


def test_quarters_that_follow_one_another() -> None:
    growth_ = series(
        [10, 10], first="2015Q2", per_year=4, **{**RATE, "relative_to": "previous_period"}
    )
    base = series([100], first="2015Q1", per_year=4)
    found = chain(growth_, base, "2015Q1")
    assert found["value"].tolist() == pytest.approx([100, 110, 121])
    assert found["prices"].iloc[0] == "constant_2015Q1"
    last = chain(growth_, series([121], first="2015Q3", per_year=4), "2015Q3")
    assert last["value"].tolist() == pytest.approx([100, 110, 121])
    assert str(last["start"].iloc[0])[:10] == "2015-01-01"


def test_many_regions_of_unequal_lengths() -> None:
    growth_ = side_by_side(
        rates([10, 20, 30], region="CN-LN"),
        rates([5], "2015", region="CN-JL"),
        rates([50, 100], "2014", region="CN-SH"),
    )
    levels = side_by_side(*(level(100, region=code) for code in ("CN-LN", "CN-JL", "CN-SH", "CN")))
    found = chain(growth_.sample(frac=1, random_state=3), levels, "2015")
    of = {code: part["value"].tolist() for code, part in found.groupby("region", observed=True)}
    assert of["CN-LN"] == pytest.approx([100, 110, 132, 171.6])
    assert of["CN-JL"] == pytest.approx([100 / 1.05, 100])
    assert of["CN-SH"] == pytest.approx([100 / 3, 50, 100])
    assert len(of) == 3


def test_days_and_doubts_add_up_from_the_base() -> None:
    days = pd.to_datetime(["2017-02-01", "2019-01-01", "2018-02-01"]).astype("datetime64[us]")
    growth_ = rates([1, 1, 1]).assign(published=days, published_from=days, status=["A", "P", "A"])
    base = level(100, "2016")
    day = pd.Timestamp("2016-06-01").as_unit("us")
    found = chain(growth_, base.assign(published=day, published_from=day), "2016")
    assert [str(one)[:10] for one in found["published"]] == [
        "2017-02-01",
        "2016-06-01",
        "2019-01-01",
        "2019-01-01",
    ]
    assert found["status"].tolist() == ["A", "A", "P", "P"]
    unknown = growth_.assign(published=growth_["published"].shift())
    found = chain(unknown, base.assign(published=day, published_from=day), "2016")
    assert found["published"].isna().tolist() == [True, False, False, False]


def test_a_figure_without_money_has_no_prices() -> None:
    base = series([100], first="2015", prices="none", unit="firm", indicator="firms")
    found = chain(rates([10], prices="none", indicator="firms"), base, "2015")
    assert found["prices"].tolist() == ["none", "none"]


# Laws.


@settings(max_examples=20)
@given(
    values=st.lists(st.integers(-400, 900), min_size=1, max_size=8),
    base=st.integers(1, 10**6),
    data=st.data(),
)
def test_growth_of_the_chain_is_what_was_chained(
    values: list[int], base: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(values)))
    tenths = [one / 10 for one in values]
    found = chain(rates(tenths), level(base, str(2015 + at)), str(2015 + at))
    again = growth(found, "period")
    assert again["value"].tolist() == pytest.approx(tenths, rel=1e-9, abs=1e-9)
    assert again["prices"].iloc[0] == f"constant_{2015 + at}"
    node = Fraction(base)
    for place, one in zip(range(at + 1, len(values) + 1), values[at:], strict=True):
        node *= 1 + Fraction(tenths[place - 1]) / 100
        assert one == values[place - 1]
        row = found.iloc[place]
        assert Fraction(row["lower"]) <= node <= Fraction(row["upper"])
    node = Fraction(base)
    for place in range(at - 1, -1, -1):
        node /= 1 + Fraction(tenths[place]) / 100
        row = found.iloc[place]
        assert Fraction(row["lower"]) <= node <= Fraction(row["upper"])


def test_any_index_text_and_extra_columns() -> None:
    growth_, base = rates([10, 20]), level(100)
    texts = growth_.astype(dict.fromkeys(["indicator", "region", "unit", "status"], "str"))
    texts = texts.assign(note="mine").iloc[::-1]
    before = texts.copy(deep=True)
    found = chain(texts, base.assign(extra=1), "2015")
    assert found["value"].tolist() == [100.0, 110.0, 132.0]
    assert list(found.columns) == OBSERVATIONS.names
    pd.testing.assert_frame_equal(texts, before)


# Refusals.


def test_growth_for_the_year_to_date_is_never_chained() -> None:
    months = series([6, 7, 8], first="2016-01", per_year=12, **RATE)
    months["start"] = pd.Timestamp("2016-01-01").as_unit("us")
    with pytest.raises(TrendError, match="growth for the year to date is never chained") as caught:
        chain(months, level(100), "2015")
    assert "whole years" in caught.value.mend
    # Nor that of the same eight months of each year.
    ends = pd.to_datetime(["2016-08-31", "2017-08-31"]).astype("datetime64[us]")
    with pytest.raises(TrendError, match="growth for the year to date is never chained"):
        chain(rates([6, 7]).assign(end=ends), level(100), "2015")


def test_growth_over_the_year_before_of_quarters_is_refused() -> None:
    quarters = series([6, 7], first="2016Q1", per_year=4, **RATE)
    with pytest.raises(TrendError, match="of a window that is no year, does not lead from one"):
        chain(quarters, level(100), "2015")


@pytest.mark.parametrize(
    ("columns", "error", "words"),
    [
        ({"unit": "percentage_point"}, UnitError, "growth in percentage_point cannot be chained"),
        ({"unit": "log_point"}, UnitError, "growth in log_point cannot be chained"),
        ({"measure": "share"}, BasisError, "growth holds what is no growth: gdp of CN-LN"),
        ({"prices": "current"}, BasisError, "growth at current prices says nothing of real"),
        ({"relative_to": "2010"}, TrendError, "relative neither to previous_year nor to"),
        ({"lower": [-100.0, -100.0]}, TrendError, "a fall by all there is cannot be chained"),
    ],
)
def test_what_is_no_rate(columns: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words) as caught:
        chain(rates([10, 20], **columns), level(100), "2015")
    assert "Mend: " in str(caught.value)


def test_a_gap_is_refused() -> None:
    growth_ = rates([10, 20, 30]).drop(index=1)
    with pytest.raises(
        TrendError, match=r"no growth for the period just before: gdp .*2018"
    ) as caught:
        chain(growth_, level(100), "2015")
    assert "(2018-01-01 to 2018-12-31" in str(caught.value)
    assert "levels of their own" in caught.value.mend


def test_two_vintages_of_growth_are_refused() -> None:
    two = side_by_side(rates([10, 20], vintage="one"), rates([10, 21], vintage="two"))
    with pytest.raises(VintageError, match="several series of growth, one and two") as caught:
        chain(two, level(100), "2015")
    assert "growth.vintage" in caught.value.mend
    # And those of two kinds of prices.
    kinds = side_by_side(rates([10, 20]), rates([10, 21], prices="constant_2015"))
    with pytest.raises(VintageError, match="several series of growth, comparable and constant"):
        chain(kinds, level(100), "2015")


def test_two_benchmarks_of_growth_are_refused() -> None:
    growth_ = rates([10, 20]).assign(vintage=["one", "two"])
    with pytest.raises(VintageError, match=r"two benchmarks in one series, one \(one\) and two"):
        chain(growth_, level(100), "2015")


def test_two_levels_of_the_base_are_refused() -> None:
    levels = side_by_side(level(100, vintage="one"), level(101, vintage="two"))
    with pytest.raises(VintageError, match="several levels of 2015, of one and two") as caught:
        chain(rates([10]), levels, "2015")
    assert "level.vintage" in caught.value.mend


def test_no_level_for_the_base() -> None:
    with pytest.raises(TrendError, match="no level of 2015 for the growth of gdp of CN-LN"):
        chain(rates([10]), level(100, region="CN-JL"), "2015")
    with pytest.raises(TrendError, match="no level of 2015 for the growth"):
        chain(rates([10]), level(100, "2014"), "2015")


@pytest.mark.parametrize("year", ["2013", "2018"])
def test_a_base_that_the_rates_do_not_reach(year: str) -> None:
    with pytest.raises(TrendError, match=f"{year} is no period of the growth of gdp of CN-LN"):
        chain(rates([10, 20]), level(100, year), year)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"prices": "constant_2010"}, "the level is at other prices than current ones"),
        ({"measure": "share", "unit": "percent"}, "the level is none"),
    ],
)
def test_what_is_no_level(columns: dict[str, Any], words: str) -> None:
    with pytest.raises(BasisError, match=words):
        chain(rates([10]), level(100, **columns), "2015")


def test_rows_that_are_no_observations() -> None:
    with pytest.raises(SchemaError, match="level lacks the column 'unit'"):
        chain(rates([10]), level(100).drop(columns="unit"), "2015")
    with pytest.raises(SchemaError, match="growth: value is missing"):
        chain(rates([float("nan")]), level(100), "2015")
    with pytest.raises(WindowError, match="'once' is no period"):
        chain(rates([10]), level(100), "once")
    with pytest.raises(TrendError, match="level: the value is infinite"):
        chain(rates([10]), level(float("inf")), "2015")
