"""Both sides on like terms: currency, heads, area, literal words; and what each step says."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.comparison.areas import area_of
from liaoning_econ.errors import ComparisonError, ExchangeRateError, VintageError, WindowError

Rows = Callable[..., pd.DataFrame]
Claim = Callable[[str], pd.DataFrame]


def test_the_newspapers_conversion_holds_at_the_day_of_publication(article: Claim) -> None:
    # S$84 billion implies 4.984 to 5.044 yuan, which the market had from 26 July to 31 August 2018.
    found = le.compare(article("S13"), article("S14"), currency="SGD")
    assert found.verdict is le.Verdict.depends
    assert found.ratio.lower < 1 < found.ratio.upper
    step = next(step for step in found.steps if step.what == "in SGD")
    assert step.side == "left"
    assert "SGD for one CNY, the rate on the day of publication" in step.detail
    assert step.source == "ecb_reference_rates"
    assert step.day == pd.Timestamp("2018-08-31")


def test_the_average_rate_of_the_window_would_convict_it(article: Claim) -> None:
    # The window's average gives S$86.5 billion (project specification).
    found = le.compare(article("S13"), article("S14"), currency="S$", rate="average")
    assert found.to_frame()["left_value"].iloc[0] == pytest.approx(86.5e9, rel=0.002)
    assert found.verdict is le.Verdict.always


def test_a_bare_quantity_is_not_converted(article: Claim) -> None:
    found = le.compare(article("S13"), le.Quantity(84e9, "SGD"), currency="SGD")
    assert found.ratio.value == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("option", ["per", "currency", "per_capita", "per_km2"])
def test_two_bare_quantities_have_nothing_to_divide_by(option: str) -> None:
    wanted = {"per": "month", "currency": "USD", "per_capita": True, "per_km2": True}[option]
    one = le.Quantity(3, "CNY")
    with pytest.raises(ComparisonError, match=f"{option}= of two Quantities.*divide first"):
        le.compare(one, one, **{option: wanted})  # type: ignore[arg-type]


def test_by_head(provinces: pd.DataFrame) -> None:
    # By hand from the data files: 2017, mean population of Liaoning (4,378 + 4,369) / 2 and of
    # Jilin (2,733 + 2,717) / 2 ten thousand, GDP 23,409.24 and 14,944.53.
    year = provinces[
        (provinces["vintage"] == "nbs-web-2018-12") & (provinces["end"].dt.year == 2017)
    ]
    people = le.observations("population", ["CN-LN", "CN-JL"], vintage="nbs-web-2020")
    liaoning, jilin = (year[year["region"] == code] for code in ("CN-LN", "CN-JL"))
    found = le.compare(liaoning, jilin, per_capita=True, population=people)
    assert found.ratio.value == pytest.approx(
        (23409.24 / (4378 + 4369)) / (14944.53 / (2733 + 2717)), rel=1e-6
    )
    assert found.difference.unit == "CNY/person"
    left, right = (step for step in found.steps if step.what == "per person")
    assert "43,735,000 persons of CN-LN, mean of 2016-12-31 and 2017-12-31" in left.detail
    assert left.day == right.day == pd.Timestamp("2017-12-31")


def test_populations_of_two_benchmarks_are_refused() -> None:
    gdp = le.observations("gdp", ["CN-LN", "CN-JL"], vintage="nbs-web-2024", start="2017")
    year = gdp[gdp["end"].dt.year == 2017]
    early = year[year["region"] == "CN-LN"].assign(
        published_from=pd.Timestamp("2018-09-01"), published=pd.Timestamp("2018-09-01")
    )
    with pytest.raises(VintageError, match="before_census2020 on the left") as error:
        le.compare(early, year[year["region"] == "CN-JL"], per_capita=True)
    assert "population=observations('population'" in error.value.mend


def test_areas_in_force() -> None:
    # People's Daily 2013-11-29 and ecns.cn 2015-04-28: 28.78, then 120.72 km2 from 27 April 2015.
    def area(region: str, day: str) -> float | None:
        found = area_of(region, pd.Timestamp(day))
        return None if found is None else found.value

    assert area("CN-SH-FTZ", "2013-09-29") == 28.78
    assert area("CN-SH-FTZ", "2015-04-26") == 28.78
    assert area("CN-SH-FTZ", "2015-04-27") == 120.72
    assert area("CN-SH-FTZ", "2013-09-28") is None
    assert area("CN-LN-FTZ-YINGKOU", "2018-01-01") == 29.96
    assert area("CN-ZJ-FTZ", "2021-01-01") is None  # 119.5 km2 were added, the whole is not known
    assert area("X-1", "2018-01-01") is None


def test_an_area_that_nobody_gives_is_refused(rows: Rows) -> None:
    zones = rows(region="CN-SC-FTZ"), rows(region="CN-LN-FTZ")
    with pytest.raises(ComparisonError, match=r"no area of CN-SC-FTZ on 2018-12-31.*per_km2=\{"):
        le.compare(*zones, per_km2=True)
    with pytest.raises(ComparisonError, match=r"the area of CN-SC-FTZ is 0 km2.*above zero"):
        le.compare(*zones, per_km2={"CN-SC-FTZ": 0.0})


def test_by_area_and_by_month(rows: Rows) -> None:
    found = le.compare(
        rows(region="X-1", value=1200.0),
        rows(region="X-2", value=600.0),
        per="month",
        per_km2={"X-1": 4.25, "X-2": 8.5},
    )
    assert found.difference.unit == "firm/km2/month"
    assert found.ratio.value == pytest.approx(4)
    # The areas are known to half of their last digit: 4.245 to 4.255, 8.45 to 8.55.
    assert found.ratio.lower == pytest.approx(2 * 8.45 / 4.255)
    assert found.ratio.upper == pytest.approx(2 * 8.55 / 4.245)


def test_the_literal_reading_takes_all_that_the_words_allow(article: Claim, zone: Claim) -> None:
    found = le.compare(article("S12"), article("S16"), per="month", reading="literal")
    assert found.ratio.lower == 0  # nearly 30,000 may be anything below
    assert found.ratio.upper == le.compare(article("S12"), article("S16"), per="month").ratio.upper
    assert found.verdict is le.Verdict.depends
    assert "The words are read literally." in found.sentence
    step = next(step for step in found.steps if "literally" in step.what)
    assert (step.side, step.what) == ("left", '"nearly" read literally')
    over = le.compare(zone("F078"), zone("F082"), reading="literal").ratio
    assert over.upper == float("inf")  # over 19,000 may be any more


def test_figures_without_words_keep_their_bounds(rows: Rows) -> None:
    left, right = rows(value=3.0, lower=2.0, upper=4.0), rows()
    plain = le.compare(left, right).to_frame()
    pd.testing.assert_frame_equal(le.compare(left, right, reading="literal").to_frame(), plain)


def test_a_window_past_the_rates_is_refused(rows: Rows) -> None:
    money = rows(indicator="gdp", unit="CNY", prices="current")
    with pytest.raises(ExchangeRateError, match="unknown rate 'middle'"):
        le.compare(money, money, currency="USD", rate="middle")
    late = rows(
        indicator="gdp",
        unit="CNY",
        prices="current",
        start="2099-01-01",
        end="2099-12-31",
        published="2100-01-31",
        published_from="2100-01-01",
    )
    with pytest.raises((ExchangeRateError, WindowError)):
        le.compare(late, late, currency="USD")


def test_many_different_rates_are_counted_not_listed(provinces: pd.DataFrame) -> None:
    gdp = provinces[(provinces["vintage"] == "nbs-web-2024") & (provinces["region"] == "CN-LN")]
    gdp = gdp[gdp["end"].dt.year.between(2006, 2020)]
    found = le.compare(gdp, gdp, currency="USD")
    steps = [step for step in found.steps if step.what == "in USD"]
    assert len(steps) == 4
    assert steps[-1].detail == "15 different ones in all; the first 3 are listed"
    one = found[3].steps
    assert [step.side for step in one if step.what == "in USD"] == ["both"]
