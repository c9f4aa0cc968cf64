"""At constant prices: chains by hand and in exact fractions, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TypeAlias

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import catalog
from liaoning_econ.convert import deflate
from liaoning_econ.errors import BasisError, UnitError, VintageError, WindowError
from liaoning_econ.schemas import Observations

Make: TypeAlias = Callable[..., pd.DataFrame]
Years: TypeAlias = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def years(make: Make) -> Years:
    """A series of years, from 2015 on unless said otherwise."""

    def build(values: list[float], first: int = 2015, **columns: object) -> pd.DataFrame:
        starts = [f"{first + place}-01-01" for place in range(len(values))]
        ends = [f"{first + place}-12-31" for place in range(len(values))]
        return make(start=starts, end=ends, value=values, **columns)

    return build


@pytest.fixture(scope="module")
def prices(years: Years) -> Years:
    """Growth of prices over the year before, in percent."""

    def build(values: list[float], first: int = 2016, **columns: object) -> pd.DataFrame:
        growth = {
            "indicator": "gdp_deflator",
            "measure": "growth",
            "unit": "percent",
            "relative_to": "previous_year",
            "prices": "none",
        }
        return years(values, first, **{**growth, **columns})

    return build


def test_a_chain_by_hand(years: Years, prices: Years) -> None:
    """Prices rise by 10 and by 20 percent: 132 yuan of 2017 are 100 of 2015."""
    found = deflate(years([100.0, 110.0, 132.0]), prices([10.0, 20.0]), "2015")
    assert found.value.tolist() == pytest.approx([100.0, 100.0, 100.0], rel=1e-15)
    assert found.prices.tolist() == ["constant_2015"] * 3
    assert found.unit.tolist() == ["CNY"] * 3
    Observations.validate(found)
    # And 100 of 2015 are 110 of 2016.
    found = deflate(years([100.0, 110.0, 132.0]), prices([10.0, 20.0]), "2016")
    assert found.value.tolist() == pytest.approx([110.0, 110.0, 110.0], rel=1e-15)


def test_the_base_itself_needs_no_prices(years: Years, prices: Years) -> None:
    obs = years([100.0], lower=[99.0], upper=[101.0])
    found = deflate(obs, prices([10.0], lower=[9.5], upper=[10.5]), "2015").iloc[0]
    assert (found.lower, found.value, found.upper) == (99.0, 100.0, 101.0)


def test_bounds_by_hand(years: Years, prices: Years) -> None:
    growth = prices([10.0, 20.0], lower=[9.5, 19.5], upper=[10.5, 20.5])
    found = deflate(years([132.0], 2017), growth, "2015").iloc[0]
    assert found.lower == pytest.approx(132 / (1.105 * 1.205), rel=1e-14)
    assert found.upper == pytest.approx(132 / (1.095 * 1.195), rel=1e-14)
    back = deflate(years([100.0], 2015), growth, "2017").iloc[0]
    assert back.lower == pytest.approx(100 * 1.095 * 1.195, rel=1e-14)
    assert back.upper == pytest.approx(100 * 1.105 * 1.205, rel=1e-14)


@settings(max_examples=30)
@given(
    st.lists(st.floats(-30, 60), min_size=1, max_size=25),
    st.floats(0, 0.05),
    st.integers(0, 25),
    st.floats(0.01, 1e13),
)
def test_bounds_hold_the_exact_chain(
    years: Years, prices: Years, rates: list[float], half: float, base: int, value: float
) -> None:
    base = min(base, len(rates))
    growth = prices(
        rates, lower=[rate - half for rate in rates], upper=[rate + half for rate in rates]
    )
    found = deflate(years([value] * (len(rates) + 1)), growth, str(2015 + base))
    for place in range(len(rates) + 1):
        for end in ("lower", "value", "upper"):
            level = Fraction(1)
            for link in growth[end][base:place]:
                level *= 1 + Fraction(link) / 100
            for link in growth[end][place:base]:
                level /= 1 + Fraction(link) / 100
            exact = Fraction(value) / level
            assert Fraction(found.lower[place]) <= exact <= Fraction(found.upper[place])


def test_an_index_of_a_fixed_base(years: Years, prices: Years) -> None:
    index = prices([100.0, 110.0, 132.0], 2015, measure="index", unit="1", relative_to="2015")
    found = deflate(years([100.0, 110.0, 132.0]), index, "2017")
    assert found.value.tolist() == pytest.approx([132.0, 132.0, 132.0], rel=1e-15)


def test_an_index_of_the_year_before(years: Years, prices: Years) -> None:
    index = prices([110.0, 120.0], measure="index", unit="1")
    found = deflate(years([100.0, 110.0, 132.0]), index, "2015")
    assert found.value.tolist() == pytest.approx([100.0, 100.0, 100.0], rel=1e-15)


def test_real_growth_of_the_country() -> None:
    """China's GDP of 2016 over that of 2015 at its prices: 6.8 percent, as announced 6.7 to 6.9."""
    gdp = catalog.observations("gdp", "CN", vintage="nbs-web-2024", start="2015", end="2016")
    deflator = catalog.observations("gdp_deflator", "CN", measure="growth")
    found = deflate(gdp, deflator, "2015")
    assert found.value[1] / found.value[0] == pytest.approx(1.068, abs=0.002)


def test_own_prices_go_before_those_of_the_country(years: Years, prices: Years) -> None:
    both = pd.concat([prices([10.0], region="CN"), prices([25.0], region="CN-LN")])
    obs = pd.concat([years([100.0], 2016), years([100.0], 2016, region="CN-JL")])
    assert deflate(obs, both, "2015").value.tolist() == pytest.approx([80.0, 1000 / 11], rel=1e-15)


def test_constant_prices_are_out_when_all_their_links_are(years: Years, prices: Years) -> None:
    out = ["2018-06-01", "2018-07-01", "2018-05-01"]
    growth = prices([1.0, 1.0, 1.0], published_from=out, published=out)
    obs = years([1.0] * 4, published_from="2018-04-01", published="2018-04-01")
    found = deflate(obs, growth, "2015")
    assert found.published.dt.strftime("%m-%d").tolist() == ["06-01", "06-01", "07-01", "07-01"]


def test_what_is_not_money(make: Make, prices: Years) -> None:
    with pytest.raises(UnitError, match="not money, but firm: firms_new"):
        deflate(make(unit="firm", indicator="firms_new"), prices([1.0]), "2015")


def test_what_is_not_at_current_prices(make: Make, prices: Years) -> None:
    with pytest.raises(BasisError, match="not at current prices, but constant_2010: gdp"):
        deflate(make(prices="constant_2010"), prices([1.0]), "2015")


def test_prices_of_two_kinds(make: Make, prices: Years) -> None:
    two = prices([1.0, 2.0], indicator=["consumer_prices", "gdp_deflator"])
    with pytest.raises(BasisError, match=r"2 indicators: consumer_prices, gdp_deflator.*keep one"):
        deflate(make(), two, "2015")
    with pytest.raises(BasisError, match="neither all an index nor all growth in percent: gdp"):
        deflate(make(), make(), "2015")
    mixed = prices([1.0, 100.0], measure=["growth", "index"], unit=["percent", "1"])
    with pytest.raises(BasisError, match="neither all an index nor all growth"):
        deflate(make(), mixed, "2015")


def test_prices_of_elsewhere(make: Make, prices: Years) -> None:
    with pytest.raises(BasisError, match=r"no prices hold for CN-LN, they are of JP.*of one that"):
        deflate(make(), prices([1.0], region="JP"), "2015")


def test_prices_of_two_releases(make: Make, prices: Years) -> None:
    both = pd.concat([prices([1.0], vintage="one"), prices([1.1], vintage="two")])
    with pytest.raises(
        VintageError, match=r"several figures for one period: gdp_deflator.*keep one"
    ):
        deflate(make(), both, "2015")


def test_windows_without_prices(make: Make, years: Years, prices: Years) -> None:
    with pytest.raises(WindowError, match=r"no prices for the window of gdp of CN-LN \(2018-01-01"):
        deflate(make(), prices([1.0]), "2015")
    gap = prices([1.0, 1.0, 1.0]).iloc[[0, 2]]
    with pytest.raises(WindowError, match=r"row 0\), or a gap between it and the base"):
        deflate(years([1.0, 1.0], 2017), gap.iloc[::-1], "2018")
    with pytest.raises(
        WindowError, match=r"prices of CN-LN have no 2010: they run from 2015-01-01"
    ):
        deflate(make(), prices([1.0]), "2010")


def test_growth_over_a_year_before_in_months(make: Make, prices: Years) -> None:
    monthly = prices([1.0]).assign(start=pd.Timestamp("2018-01-01"), end=pd.Timestamp("2018-01-31"))
    with pytest.raises(
        BasisError, match=r"cannot be chained, relative to previous_year in windows of 1 m"
    ):
        deflate(make(), monthly, "2018-01")
    with pytest.raises(BasisError, match="cannot be chained, relative to annual_average"):
        deflate(make(), prices([1.0], relative_to="annual_average"), "2015")


def test_prices_that_fall_by_all_they_are(make: Make, prices: Years) -> None:
    with pytest.raises(BasisError, match="prices cannot fall by all they are"):
        deflate(make(), prices([-100.0]), "2015")
    with pytest.raises(BasisError, match="an index of prices cannot reach 0"):
        deflate(make(), prices([0.0], measure="index", unit="1", relative_to="2010"), "2016")


def test_empty_frames(make: Make, prices: Years) -> None:
    assert deflate(make().iloc[:0], prices([1.0]), "2015").empty
    with pytest.raises(BasisError, match="0 indicators: no rows"):
        deflate(make(), prices([1.0]).iloc[:0], "2015")
