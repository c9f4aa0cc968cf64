"""A tidy table becomes Observations in one call, or one clear error."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.errors import (
    LiaoningEconError,
    SchemaError,
    UnitError,
    UnknownCodeError,
    WindowError,
)
from liaoning_econ.frames import OBSERVATIONS
from liaoning_econ.schemas import Observations

# GDP in 100 million yuan as the data site had it in December 2018 (vintage nbs-web-2018-12).
SITE = pd.DataFrame(
    {
        "region": ["辽宁省", "Jilin", "CN-HL", "辽宁省"],
        "year": [2017, 2017, 2017, 2016],
        "value": [23409.24, 14944.53, 15902.68, 22246.90],
    }
)


def gdp(df: pd.DataFrame = SITE, **arguments: Any) -> pd.DataFrame:
    told: dict[str, Any] = {"indicator": "gdp", "unit": "亿元"} | arguments
    return le.from_table(df, **told)


def test_a_table_of_the_data_site_in_one_call() -> None:
    obs = gdp()
    Observations.validate(obs)
    assert obs["region"].tolist() == ["CN-LN", "CN-JL", "CN-HL", "CN-LN"]
    assert obs["value"].tolist() == [2340924e6, 1494453e6, 1590268e6, 2224690e6]
    assert obs["lower"].equals(obs["value"].rename("lower"))
    assert obs["upper"].equals(obs["value"].rename("upper"))
    assert obs["start"].iloc[0] == pd.Timestamp("2017-01-01")
    assert obs["end"].iloc[0] == pd.Timestamp("2017-12-31")
    assert obs["published"].isna().all()
    constants = {
        "indicator": "gdp",
        "precision": "day",
        "measure": "flow",
        "basis": "unstated",
        "prices": "current",
        "relative_to": "none",
        "unit": "CNY",
        "vintage": "unstated",
        "status": "A",
        "source": "unstated",
    }
    assert {name: set(obs[name]) for name in constants} == {
        name: {code} for name, code in constants.items()
    }


def test_the_table_is_not_changed_and_may_have_any_index_and_more_columns() -> None:
    table = SITE.assign(note="mine", source="yearbook").set_axis([3, 3, 1, 0])
    before = table.copy()
    obs = gdp(table)
    pd.testing.assert_frame_equal(table, before)
    assert list(obs.columns) == OBSERVATIONS.names
    assert list(obs.index) == [0, 1, 2, 3]
    # `source` was not passed, so the column of that name is another one.
    assert set(obs["source"]) == {"unstated"}


@pytest.mark.parametrize("dtype", ["str", object, "category"])
def test_regions_of_any_dtype(dtype: str) -> None:
    assert gdp(SITE.astype({"region": dtype}))["region"].tolist()[0] == "CN-LN"


def test_a_name_that_is_a_column_is_that_column() -> None:
    table = SITE.assign(
        low=23409.235,
        high=[23409.245, 14944.535, 15902.685, 23409.245],
        release=["a", "b", "b", "a"],
        paper="yearbook",
        flag=["A", "P", "A", "A"],
        day=pd.Series(["2018-09-28", "2018-09", None, "2017"]),
        counted="national_accounts",
    )
    obs = gdp(
        table.assign(low=table["value"] - 0.005),
        lower="low",
        upper="high",
        vintage="release",
        source="paper",
        status="flag",
        published="day",
        basis="counted",
    )
    assert obs["lower"].tolist()[0] == 23409.235e8
    assert obs["upper"].tolist()[0] == 23409.245e8
    assert obs["vintage"].tolist() == ["a", "b", "b", "a"]
    assert obs["status"].tolist() == ["A", "P", "A", "A"]
    assert set(obs["source"]) == {"yearbook"}
    assert set(obs["basis"]) == {"national_accounts"}
    # A day is both ends, a month and a year have a first and a last day, nothing is not known.
    assert obs["published_from"].dt.strftime("%Y-%m-%d").tolist()[:2] == [
        "2018-09-28",
        "2018-09-01",
    ]
    assert obs["published"].dt.strftime("%Y-%m-%d").tolist()[:2] == ["2018-09-28", "2018-09-30"]
    assert obs[["published_from", "published"]].iloc[2].isna().all()
    assert obs["published"].iloc[3] == pd.Timestamp("2017-12-31")


def test_what_is_no_column_is_a_constant() -> None:
    table = pd.DataFrame({"gdp": [23409.24]})
    obs = gdp(
        table,
        value="gdp",
        region="Liaoning",
        period=2017,
        lower=23409.0,
        upper=np.inf,
        published="2018-09-28",
        published_from="2018-09-01",
        vintage="yearbook-2018",
        source="table 3-9",
        prices="constant_2015",
        status="P",
    )
    row = obs.iloc[0]
    assert (row["lower"], row["upper"]) == (23409e8, np.inf)
    assert (row["region"], row["vintage"], row["source"]) == ("CN-LN", "yearbook-2018", "table 3-9")
    assert (row["prices"], row["status"]) == ("constant_2015", "P")
    assert row["published_from"] == pd.Timestamp("2018-09-01")
    assert row["published"] == pd.Timestamp("2018-09-28")


def test_a_code_is_no_column_that_happens_to_have_its_name() -> None:
    table = pd.DataFrame({"A": [1.5], "flow": [2.0], "2018": [3.0], "gdp": [4.0], "CNY": [5.0]})
    told: dict[str, Any] = {"indicator": "gdp", "unit": "CNY", "region": "Liaoning"}
    row = le.from_table(table, value="2018", period="2018", measure="flow", **told).iloc[0]
    assert (row["value"], row["measure"], row["status"]) == (3.0, "flow", "A")
    assert row["end"] == pd.Timestamp("2018-12-31")


def test_a_wide_table_goes_through_melt() -> None:
    wide = pd.DataFrame({"province": ["辽宁", "吉林"], "2016": [1.0, 2.0], "2017": [3.0, 4.0]})
    tidy = wide.melt("province", var_name="year", value_name="gdp")
    obs = gdp(tidy, region="province", value="gdp")
    assert obs["value"].tolist() == [1e8, 2e8, 3e8, 4e8]


def test_a_stock_stands_on_the_last_day_of_its_period() -> None:
    people = pd.DataFrame({"region": "Liaoning", "year": [2016, 2017], "value": [4378, 4369]})
    obs = le.from_table(people, indicator="population", unit="万人")
    assert obs["start"].equals(obs["end"].rename("start"))
    assert obs["end"].tolist() == [pd.Timestamp("2016-12-31"), pd.Timestamp("2017-12-31")]
    assert obs["value"].tolist() == [43_780_000.0, 43_690_000.0]
    census = people.head(1).assign(year="2010-11-01")
    on = le.from_table(census, indicator="population", unit="万人")["end"].iloc[0]
    assert on == pd.Timestamp("2010-11-01")


def test_scale_and_the_units_multiplier_both_count() -> None:
    assert gdp(unit="CNY", scale=1e8)["value"].tolist() == gdp()["value"].tolist()
    assert gdp(unit="100 million yuan")["value"].tolist() == gdp()["value"].tolist()
    assert gdp(unit="万元", scale=1e4)["value"].tolist() == gdp()["value"].tolist()
    mixed = SITE.assign(times=[1.0, 10.0, 1.0, 1.0])
    assert gdp(mixed, scale="times")["value"].tolist()[:2] == [2340924e6, 14944530e6]
    for scale in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(SchemaError, match="row 0: the scale is"):
            gdp(scale=scale)


def test_units_and_indicators_may_stand_in_columns() -> None:
    table = pd.DataFrame(
        {
            "what": ["gdp", "population"],
            "in": ["亿元", "万人"],
            "region": "Liaoning",
            "year": 2017,
            "value": [23409.24, 4369.0],
        }
    )
    obs = le.from_table(table, indicator="what", unit="in")
    assert obs["unit"].tolist() == ["CNY", "person"]
    assert obs["measure"].tolist() == ["flow", "stock"]
    assert obs["value"].tolist() == [2340924e6, 43_690_000.0]
    assert obs["start"].tolist() == [pd.Timestamp("2017-01-01"), pd.Timestamp("2017-12-31")]


def test_an_indicator_of_ones_own_needs_its_measure() -> None:
    with pytest.raises(UnknownCodeError, match=r"unknown indicator 'steel_output'.*needs measure="):
        le.from_table(SITE, indicator="steel_output", unit="tonne")
    steel = le.from_table(SITE, indicator="steel_output", unit="tonne", measure="flow")
    assert set(steel["prices"]) == {"none"}
    sales = le.from_table(SITE, indicator="steel_sales", unit="CNY", measure="flow")
    assert set(sales["prices"]) == {"unstated"}
    assert set(sales["relative_to"]) == {"none"}


def test_another_measure_of_an_indicator_has_another_unit() -> None:
    growth = gdp(
        SITE.assign(value=4.2),
        unit="%",
        measure="growth",
        prices="comparable",
        relative_to="previous_year",
    )
    assert set(growth["unit"]) == {"percent"}
    assert set(growth["relative_to"]) == {"previous_year"}


def test_regions_of_ones_own() -> None:
    table = pd.DataFrame({"land": ["Bavaria", "Liaoning"], "value": [1.0, 2.0]})
    obs = gdp(table, unit="EUR", region="land", period=2017, regions={"DE-BY": "Bavaria"})
    assert obs["region"].tolist() == ["DE-BY", "CN-LN"]
    with pytest.raises(UnknownCodeError, match=r"row 0, column 'land': unknown region 'Bavaria'"):
        gdp(table, unit="EUR", region="land", period=2017)


@pytest.mark.parametrize(
    ("table", "arguments", "error", "message"),
    [
        (SITE.head(0), {}, SchemaError, "the table has no rows"),
        (
            SITE.rename(columns={"value": "vlaue"}),
            {},
            SchemaError,
            r"no column 'value'.*Mend: value='vlaue' if that is the column; the table has 'region'",
        ),
        (SITE.drop(columns="value"), {"value": "gdp"}, SchemaError, r"\(value='gdp'\)"),
        (
            SITE.rename(columns={"region": "regoin"}),
            {},
            SchemaError,
            "no column 'region'.*Mend: region='regoin' if that",
        ),
        (SITE.drop(columns="region"), {}, SchemaError, "no column 'region'"),
        (
            SITE.set_index("region"),
            {},
            SchemaError,
            r"no column 'region'.*Mend: 'region' is in the index: df\.reset_index\(\)",
        ),
        (SITE.drop(columns="year"), {}, SchemaError, "no column 'year'"),
        (
            pd.concat([SITE, SITE[["value"]]], axis=1),
            {},
            SchemaError,
            "has the column 'value' twice",
        ),
        (SITE.assign(value="x"), {}, SchemaError, r"row 0, .*'x' is not a number \(and 3 more"),
        (
            SITE.assign(lower=3e4),
            {"lower": "lower"},
            SchemaError,
            r"row 0, columns value = 2340924000000.0, lower = 3000000000000.0: .*'lower <= value'",
        ),
        (
            SITE.assign(a=2018, b=2017),
            {"period": ("a", "b")},
            SchemaError,
            r"row 0, columns start = 2018-01-01, end = 2017-12-31: .*'start <= end'",
        ),
        (
            SITE.assign(year=pd.Series([(2018, 2017)] * 4)),
            {},
            WindowError,
            "row 0, column 'year': the period ends 2017-12-31, before it starts",
        ),
        (
            SITE.assign(year=[2017, 2016, "2017-13", 2015]),
            {},
            WindowError,
            "row 2, column 'year': '2017-13' is no period",
        ),
        (
            SITE.assign(region="Lioaning"),
            {},
            UnknownCodeError,
            r"row 0, column 'region': unknown region 'Lioaning'.*did you mean 'Liaoning'\?",
        ),
        (SITE, {"region": "Lioaning"}, UnknownCodeError, "unknown region 'Lioaning'"),
        (SITE, {"indicator": "gpd"}, UnknownCodeError, r"did you mean 'gdp'\?"),
        (SITE, {"unit": "CNX"}, UnknownCodeError, "unknown unit 'CNX'"),
        (SITE, {"unit": "persons"}, UnitError, "gdp is counted in CNY, not in person"),
        (SITE, {"status": "Z"}, SchemaError, "row 0: 'Z' is no code of status"),
        (SITE, {"measure": "flwo"}, SchemaError, r"of measure\. Mend: did you mean 'flow'\?"),
        (
            SITE.assign(region="CN-LN", money=["CNY", "CNY", "CNY", "USD"], year=[1, 2, 3, 4]),
            {"unit": "money", "period": "day"},
            SchemaError,
            "two currencies in one series",
        ),
        (
            SITE.iloc[[0, 1, 0]],
            {},
            SchemaError,
            "the table: rows 0 and 2 have one key, .*region = 'CN-LN', start = 2017-01-01",
        ),
        (
            SITE,
            {"published": "2018-01-01", "published_from": "2019-01-01"},
            SchemaError,
            "'published_from <= published'",
        ),
        (SITE, {"source": "=cmd|'/C calc'!A0"}, SchemaError, "source begins with a letter or"),
        (SITE.assign(s=None), {"source": "s"}, SchemaError, "column 's': the cell is empty"),
        (
            SITE.assign(s=pd.Series([["x"]] * 4)),
            {"source": "s"},
            SchemaError,
            "cells that are lists",
        ),
        (SITE, {"indicator": "Steel", "measure": "flow"}, SchemaError, "indicator matches"),
    ],
)
def test_bad_input_is_one_clear_error(
    table: pd.DataFrame,
    arguments: dict[str, Any],
    error: type[LiaoningEconError],
    message: str,
) -> None:
    if arguments.get("period") == "day":
        table = table.assign(day=pd.to_datetime(["2015", "2016", "2017", "2018"]))
    with pytest.raises(error, match=message) as caught:
        gdp(table, **arguments)
    assert caught.value.mend


def test_categories_are_small_and_the_closed_lists_are_shared() -> None:
    obs = gdp()
    assert obs["region"].cat.categories.tolist() == ["CN-LN", "CN-JL", "CN-HL"]
    for name in ("precision", "measure", "status"):
        assert obs[name].dtype == OBSERVATIONS.by_name[name].dtype


def test_two_names_of_one_region_are_one_region() -> None:
    table = SITE.assign(region=["辽宁省", "Liaoning", "CN-LN", "辽宁"], year=range(2014, 2018))
    assert gdp(table)["region"].cat.categories.tolist() == ["CN-LN"]


def test_what_is_no_table() -> None:
    with pytest.raises(SchemaError, match="the table is a list, no DataFrame"):
        le.from_table([1, 2], indicator="gdp", unit="亿元")  # type: ignore[arg-type]


@pytest.mark.parametrize("status", ["A", "P"])
def test_a_figure_cannot_be_known_before_its_window_ends(status: str) -> None:
    table = pd.DataFrame({"region": ["CN-LN", "CN-JL"], "year": [2016, 2018], "value": 1.0})
    with pytest.raises(WindowError) as caught:
        gdp(table, published="2018-08-15", status=status)
    assert str(caught.value) == (
        "the table, row 1: published on 2018-08-15, before its window ends on 2018-12-31, with "
        f"status {status} (1 in all). Mend: status='F' for figures that were planned or expected, "
        "else correct published or the period"
    )
    assert caught.value.rows is not None
    assert caught.value.rows["region"].tolist() == ["CN-JL"]
    assert len(gdp(table, published="2018-08-15", status="F")) == 2
    # The last day itself will do, and so will a day that may have been later.
    assert len(gdp(table, published="2018-12-31", status=status)) == 2
    assert len(gdp(table, published_from="2016-12-31", published="2019", status=status)) == 2


def test_two_regions_may_have_two_currencies() -> None:
    table = pd.DataFrame({"region": ["CN-LN", "KP"], "year": 2017, "value": 1.0})
    obs = le.from_table(table.assign(money=["CNY", "USD"]), indicator="gdp", unit="money")
    assert obs["unit"].tolist() == ["CNY", "USD"]
