"""What is refused, with which difference and mend named, and what is let pass and said."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import BasisError, UnitError, VintageError, WindowError

Rows = Callable[..., pd.DataFrame]
Claim = Callable[[str], pd.DataFrame]


def steps(left: pd.DataFrame, right: pd.DataFrame) -> list[str]:
    return [step.what for step in le.compare(left, right).steps]


def test_windows_of_unlike_length_need_per_or_align(article: Claim) -> None:
    # 2017-04-10 to 2018-07-31 is 15.71 months, the first four years are 48.
    with pytest.raises(WindowError, match="windows of 16 and 48 months") as error:
        le.compare(article("S12"), article("S16"))
    assert 'per="month"' in error.value.mend
    assert 'align="age"' in error.value.mend
    assert error.value.rows is not None
    assert error.value.rows["claim"].tolist() == ["S12", "S16"]
    assert error.value.rows["side"].tolist() == ["left", "right"]


def test_lengths_that_round_alike_are_told_apart(rows: Rows) -> None:
    left, right = rows(end="2018-11-30"), rows(end="2018-12-10")
    with pytest.raises(WindowError, match=r"windows of 11\.0 and 11\.3 months"):
        le.compare(left, right)


def test_a_flow_without_a_window_is_refused(rows: Rows) -> None:
    with pytest.raises(WindowError, match=r"window of the right is not known.*fill start and end"):
        le.compare(rows(), rows(start=None, end=None))


def test_windows_of_one_length_on_other_days_are_said(rows: Rows) -> None:
    found = steps(rows(), rows(start="2016-01-01", end="2016-12-31"))
    assert "windows of one length on different days" in found  # 2016 has a day more, both a year


def test_growth_over_unlike_windows_has_no_mend_by_per(rows: Rows) -> None:
    growth = rows(measure="growth", unit="percent", relative_to="previous_year")
    quarter = rows(measure="growth", unit="percent", relative_to="previous_year", end="2018-03-31")
    with pytest.raises(WindowError, match=r"windows of 12 and 3 months.*annualised"):
        le.compare(growth, quarter)


def test_a_stock_beside_a_flow(zone: Claim) -> None:
    # 73,900 firms in the zone in April 2015 beside 48,000 new ones in four years.
    with pytest.raises(BasisError, match=r"stock beside cumulative.*two stocks or two flows"):
        le.compare(zone("F062"), zone("F072"))


def test_other_measures_that_differ(rows: Rows) -> None:
    with pytest.raises(BasisError, match=r"growth beside share.*one measure"):
        le.compare(rows(measure="growth", unit="percent"), rows(measure="share", unit="percent"))


def test_a_flow_beside_a_cumulative_one_is_said(rows: Rows) -> None:
    assert "flow beside cumulative" in steps(rows(), rows(measure="cumulative"))


def test_a_rate_over_time_stands_beside_a_flow_divided_by_time(rows: Rows) -> None:
    rate = rows(measure="rate", unit="firm/day", value=1.0)
    found = le.compare(rows(value=730.0), rate, per="day")
    assert found.ratio.value == 2
    with pytest.raises(BasisError, match="flow beside rate"):
        le.compare(rows(), rate)


def test_units_that_do_not_fit(rows: Rows) -> None:
    with pytest.raises(UnitError, match=r"units differ: firm and person.*different things"):
        le.compare(rows(), rows(unit="person"))
    with pytest.raises(UnitError, match=r"percent and percentage_point.*two levels or two changes"):
        le.compare(
            rows(measure="share", unit="percent"), rows(measure="share", unit="percentage_point")
        )


def test_two_currencies(article: Claim) -> None:
    with pytest.raises(UnitError, match="two currencies: CNY and SGD") as error:
        le.compare(article("S13"), article("S14"))
    assert error.value.mend == 'currency="CNY" brings both sides to CNY'


def test_units_of_bare_quantities_that_do_not_fit(rows: Rows) -> None:
    with pytest.raises(UnitError, match=r"units differ: firm and person \(the bare figure beside"):
        le.compare(le.Quantity(3, "firm"), le.Quantity(3, "person"))
    with pytest.raises(UnitError, match=r"person and firm \(the bare figure beside CN-LN") as error:
        le.compare(le.Quantity(3, "person"), rows())
    assert error.value.rows is not None
    assert error.value.rows["side"].tolist() == ["right"]


def test_units_of_one_kind_are_brought_together(rows: Rows) -> None:
    share = rows(measure="share", unit="percent", value=50.0)
    part = rows(measure="share", unit="1", value=0.25)
    assert le.compare(share, part).ratio.value == 2


def test_nominal_beside_real(rows: Rows) -> None:
    nominal = rows(indicator="gdp", unit="CNY", prices="current")
    with pytest.raises(BasisError, match="nominal beside real: prices current and constant_2015"):
        le.compare(nominal, rows(indicator="gdp", unit="CNY", prices="constant_2015"))
    with pytest.raises(BasisError, match=r"prices constant_2010 and constant_2015.*deflate\("):
        le.compare(
            rows(indicator="gdp", unit="CNY", prices="constant_2010"),
            rows(indicator="gdp", unit="CNY", prices="constant_2015"),
        )


def test_prices_that_one_side_does_not_state_are_said(rows: Rows) -> None:
    capital = {"indicator": "capital_registered", "unit": "CNY"}
    found = le.compare(rows(prices="none", **capital), rows(prices="current", **capital))
    assert [(step.side, step.what) for step in found.steps] == [("left", "prices unstated")]


def test_zone_registrations_beside_customs_registrations(zone: Claim) -> None:
    with pytest.raises(BasisError, match="customs_registrations") as error:
        le.compare(zone("F072"), zone("F082"), per="month")
    assert "bases differ: zone_registrations and customs_registrations" in str(error.value)
    assert "counted the same way" in error.value.mend


def test_other_indicators(zone: Claim) -> None:
    with pytest.raises(BasisError, match="indicators differ: firms_new and firms_new_foreign"):
        le.compare(zone("F072"), zone("F073"), per="month")
    across = le.compare(zone("F072"), zone("F073"), per="month", across="indicator")
    assert "across indicator" in [step.what for step in across.steps]


def test_relative_to_other_things(rows: Rows) -> None:
    growth = {"measure": "growth", "unit": "percent"}
    with pytest.raises(BasisError, match="relative to different things: previous_year and opening"):
        le.compare(
            rows(relative_to="previous_year", **growth), rows(relative_to="opening", **growth)
        )


def test_stocks_of_different_days(rows: Rows) -> None:
    stock = {"indicator": "population", "measure": "stock", "unit": "person", "basis": "residents"}
    old = rows(start="2017-12-31", end="2017-12-31", **stock)
    new = rows(start="2018-12-31", end="2018-12-31", **stock)
    with pytest.raises(
        WindowError, match=r"stocks of different days: 2017-12-31 and 2018-12-31.*one day"
    ):
        le.compare(old, new)
    # Only the year is known: it may be the same day.
    year = rows(start="2018-06-30", end="2018-06-30", precision="year", **stock)
    assert "days that may be one" in steps(new, year)
    undated = rows(start=None, end=None, **stock)
    assert "day unstated" in steps(new, undated)


def test_official_figures_of_two_benchmarks(provinces: pd.DataFrame) -> None:
    year = provinces[provinces["end"].dt.year == 2014]
    liaoning = year[year["region"] == "CN-LN"].set_index("vintage", drop=False)
    old, new = liaoning.loc[["nbs-web-2018-12"]], liaoning.loc[["nbs-web-2021"]]
    with pytest.raises(
        VintageError,
        match="nbs-web-2018-12 and nbs-web-2021 rest on different benchmarks, census3 and census4",
    ) as error:
        le.compare(old, new)
    assert "realtime.revisions()" in error.value.mend
    later = liaoning.loc[["nbs-web-2024"]]
    assert "two vintages of one benchmark" in steps(new, later)


def test_years_of_a_spliced_vintage(provinces: pd.DataFrame) -> None:
    # nbs-web-2020-05: 2018 already revised, 2017 not (data notes).
    spliced = provinces[
        (provinces["vintage"] == "nbs-web-2020-05") & (provinces["region"] == "CN-LN")
    ]
    before = spliced[spliced["end"].dt.year == 2017]
    after = spliced[spliced["end"].dt.year == 2018]
    with pytest.raises(VintageError, match="census3 and census4"):
        le.compare(before, after)


def test_releases_of_ones_own_are_benchmarks_of_their_own(rows: Rows) -> None:
    with pytest.raises(VintageError, match="vintages draft and print"):
        le.compare(rows(vintage="draft"), rows(vintage="print"))
    assert steps(rows(vintage="draft"), rows(vintage="unstated")) == ["vintage unstated"]


def test_perimeters_of_different_level_are_said(rows: Rows) -> None:
    zone, province = rows(region="CN-SH-FTZ"), rows(region="CN-LN")
    what = "perimeters of different level"
    assert what in steps(zone, province)
    assert what not in steps(province, rows(region="CN-JL"))
    spread = le.compare(zone, province, per_km2={"CN-SH-FTZ": 120.72, "CN-LN": 148_000})
    assert what not in [step.what for step in spread.steps]


def test_statuses_that_a_reader_must_know(rows: Rows) -> None:
    found = le.compare(rows(status=["U", "A"], region=["CN-LN", "CN-JL"]), rows(status="P"))
    said = {(step.side, step.what): step.detail for step in found.steps}
    assert said["left", "status U"] == "unreliable: 1 of 2"
    assert said["right", "status P"] == "provisional"


def test_an_unstated_basis_on_both_sides_is_said_once(rows: Rows) -> None:
    found = le.compare(rows(basis="unstated"), rows(basis="unstated"))
    assert found.to_frame()["unstated"].tolist() == ["the basis of both is unstated"]
    assert "The basis of both is unstated." in found.sentence
    assert [(step.side, step.what) for step in found.steps] == [("both", "basis unstated")]


def test_the_first_unlike_pair_is_named_and_the_others_counted(rows: Rows) -> None:
    left = rows(region=["CN-LN", "CN-JL", "CN-HL"])
    right = rows(region=["CN-LN", "CN-JL", "CN-HL"], unit=["firm", "person", "person"])
    with pytest.raises(UnitError, match=r"CN-JL, 2018-01-01 to 2018-12-31.*2 of 3 pairs") as error:
        le.compare(left, right)
    assert error.value.rows is not None
    assert len(error.value.rows) == 4


def test_a_window_that_nobody_stated_is_refused_or_said(rows: Rows) -> None:
    flow = rows(start=None, end=None)
    with pytest.raises(WindowError, match=r"window of the left is not known.*fill start") as error:
        le.compare(flow, rows(region="CN-JL"))
    assert error.value.rows is not None
    assert error.value.rows["side"].tolist() == ["left", "right"]
    share = rows(measure="share", unit="percent", start=None, end=None)
    found = le.compare(share, rows(region="CN-JL", measure="share", unit="percent"))
    said = [(step.side, step.detail) for step in found.steps if step.what == "window unstated"]
    assert said == [("left", "the days of CN-LN are not known, 1 of 1")]
    days = rows(measure="duration", unit="day", start=None, end=None)
    steps = le.compare(days, rows(measure="duration", unit="day", start=None, end=None)).steps
    assert not [step for step in steps if step.what == "window unstated"]
