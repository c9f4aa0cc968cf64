"""Wide tables give back what went in, and refuse what would not fit into one cell."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ.errors import (
    BasisError,
    LiaoningEconError,
    SchemaError,
    VintageError,
    WindowError,
)
from liaoning_econ.frames import CLAIMS, OBSERVATIONS, constant


def gdp(**columns: Any) -> pd.DataFrame:
    table = pd.DataFrame({"region": "CN-LN", "year": 2017, "value": [1.0]} | columns)
    return le.from_table(table, indicator="gdp", unit="CNY", period="year")


@st.composite
def tables(draw: st.DrawFn) -> pd.DataFrame:
    """A full table: some regions, some periods of one length."""
    regions = draw(st.permutations(["CN-LN", "CN-JL", "CN-HL", "CN-BJ"]))
    columns = regions[: draw(st.integers(1, 4))]
    start = draw(st.integers(1950, 2020))
    frequency = draw(st.sampled_from(["Y", "Q", "M"]))
    index = pd.period_range(str(start), periods=draw(st.integers(1, 6)), freq=frequency)
    cells = draw(
        st.lists(
            st.floats(0.0, 1e15, allow_nan=False),
            min_size=len(index) * len(columns),
            max_size=len(index) * len(columns),
        )
    )
    return pd.DataFrame(
        np.reshape(cells, (len(index), len(columns))),
        index=index.rename("period"),
        columns=pd.Index(columns, name="region"),
    )


@given(tables(), st.sampled_from(["gdp", "population"]))
def test_a_table_comes_back_as_it_was(table: pd.DataFrame, indicator: str) -> None:
    tidy = table.reset_index().melt("period", var_name="region")
    unit = "CNY" if indicator == "gdp" else "person"
    obs = le.from_table(tidy, indicator=indicator, unit=unit, period="period")
    back = le.wide(obs)
    # A stock of quarters that all end years could be one of years.
    found, expected = pd.PeriodIndex(back.index), pd.PeriodIndex(table.index)
    assert (found.asfreq(expected.freqstr) if indicator == "population" else found).equals(expected)
    pd.testing.assert_frame_equal(
        back.reset_index(drop=True), table.reset_index(drop=True), check_column_type=False
    )
    shuffled = obs.sample(frac=1.0, random_state=1)
    pd.testing.assert_frame_equal(le.wide(shuffled)[list(table.columns)], back)


def test_a_cell_without_a_row_is_empty() -> None:
    obs = gdp(region=["CN-LN", "CN-JL", "CN-LN"], year=[2016, 2017, 2017], value=[1.0, 2.0, 3.0])
    table = le.wide(obs)
    assert table.columns.tolist() == ["CN-LN", "CN-JL"]
    assert [str(period) for period in table.index] == ["2016", "2017"]
    np.testing.assert_array_equal(table.to_numpy(), [[1.0, np.nan], [3.0, 2.0]])


def test_bounds_can_stand_in_the_cells() -> None:
    table = pd.DataFrame({"region": ["CN-LN"], "value": [2.0], "low": [1.0]})
    obs = le.from_table(table, indicator="gdp", unit="CNY", period=2017, lower="low")
    assert le.wide(obs, values="lower").iloc[0, 0] == 1.0


def test_the_vintages_of_one_region_side_by_side() -> None:
    obs = le.observations("gdp", "CN-LN", measure="flow")
    obs = obs[obs["vintage"].isin(["nbs-web-2018-12", "nbs-web-2024"])]
    with pytest.raises(VintageError, match=r"two figures for one cell \(CN-LN, .*by='vintage'\)"):
        le.wide(obs)
    table = le.wide(obs, by="vintage")
    # 28,626.58 in 100 million yuan, before the fourth census.
    assert table.columns.tolist() == ["nbs-web-2018-12", "nbs-web-2024"]
    assert table["nbs-web-2018-12"].loc["2014"] == 2_862_658_000_000.0


def test_indicators_side_by_side_each_in_its_unit() -> None:
    people = le.from_table(
        pd.DataFrame({"region": ["CN-LN"], "value": [4369]}),
        indicator="population",
        unit="万人",
        period=2017,
    )
    table = le.wide(le.concat([gdp(value=[2.0]), people]), by="indicator")
    assert table.columns.tolist() == ["gdp", "population"]
    assert table.iloc[0].to_numpy().tolist() == [2.0, 43_690_000.0]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"unit": ["CNY", "USD"]}, BasisError, "2 kinds of unit in one table: 'CNY', 'USD'"),
        ({"measure": ["flow", "index"]}, BasisError, "2 kinds of measure"),
        ({"basis": ["a", "b"]}, BasisError, r"2 kinds of basis.*obs\[obs\['basis'\] == 'a'\]"),
        ({"prices": ["current", "constant_2015"]}, BasisError, "2 kinds of prices"),
        ({"indicator": ["gdp", "stimulus"]}, BasisError, r"or wide\(obs, by='indicator'\)"),
        ({"vintage": ["a", "b"], "year": 2017}, VintageError, "vintage 'a' and 'b', rows 0 and 1"),
        ({"source": ["a", "b"], "year": 2017}, SchemaError, r"source 'a' and 'b'.*by='source'\)"),
        (
            {"year": ["2016", "2017-05"]},
            WindowError,
            r"2017-05-01 to 2017-05-31 \(row 1\) and 2016",
        ),
        ({"year": ["2016", "2017-01/2017-08"]}, WindowError, "2017-01-01 to 2017-08-31"),
        ({"start": [pd.NaT, pd.NaT]}, WindowError, "row 0 has no window"),
    ],
)
def test_unlike_figures_do_not_share_a_table(
    change: dict[str, Any], error: type[LiaoningEconError], message: str
) -> None:
    year = change.pop("year", [2016, 2017])
    obs = gdp(year=year, value=[1.0, 2.0]) if year != 2017 else gdp(value=[1.0])
    if year == 2017:
        obs = pd.concat([obs, obs], ignore_index=True)
    with pytest.raises(error, match=message) as caught:
        le.wide(obs.assign(**change))
    assert caught.value.mend


def test_two_figures_that_differ_in_nothing_else_are_refused() -> None:
    twice = pd.concat([gdp(), gdp()])
    with pytest.raises(
        SchemaError, match=r"two rows for one cell \(CN-LN, .*rows 0 and 1\. Mend: drop"
    ):
        le.wide(twice)


def test_by_names_a_column_that_can_part_figures() -> None:
    with pytest.raises(SchemaError, match=r"by='value' makes no columns\. Mend: one of indicator,"):
        le.wide(gdp(), by="value")
    with pytest.raises(SchemaError, match="values='unit' is no number"):
        le.wide(gdp(), values="unit")  # type: ignore[arg-type]
    with pytest.raises(SchemaError, match="obs lacks the column 'region'"):
        le.wide(gdp().drop(columns="region"))


def test_an_empty_frame_is_an_empty_table() -> None:
    assert le.wide(gdp().head(0)).shape == (0, 0)


def test_a_stock_on_odd_days_is_a_table_of_days() -> None:
    people = pd.DataFrame({"region": "CN-LN", "year": ["2010-11-01", "2010"], "value": [1.0, 2.0]})
    table = le.wide(le.from_table(people, indicator="population", unit="person"))
    assert [str(period) for period in table.index] == ["2010-11-01", "2010-12-31"]


def test_concat_keeps_categories_and_order() -> None:
    first, second = gdp(), gdp(region=["CN-JL"])
    before = first.copy()
    both = le.concat([first.set_axis([9]), second.assign(note="left out")])
    assert both["region"].tolist() == ["CN-LN", "CN-JL"]
    assert str(both["region"].dtype) == "category"
    assert both["measure"].dtype == OBSERVATIONS.by_name["measure"].dtype
    assert list(both.columns) == OBSERVATIONS.names
    assert list(both.index) == [0, 1]
    pd.testing.assert_frame_equal(first, before)


def test_concat_of_claims_is_claims() -> None:
    words: dict[str, Any] = {
        "claim": ["S12"],
        "document": "mine",
        "paragraph": pd.array([1], dtype="Int64"),
        "span_start": pd.array([0], dtype="Int64"),
        "span_end": pd.array([6], dtype="Int64"),
        "surface": "30,000",
        "qualifier": constant("nearly", 1),
        "speaker": "",
        "related_claim": "",
        "relation": "none",
    }
    claim = gdp().assign(**words)
    both = le.concat([claim, claim.assign(claim="S13")])
    assert list(both.columns) == CLAIMS.names
    assert list(le.concat([claim, gdp(region=["CN-JL"])]).columns) == OBSERVATIONS.names


def test_concat_of_nothing_is_an_empty_frame() -> None:
    assert list(le.concat([]).columns) == OBSERVATIONS.names
    assert len(le.concat(iter([gdp().head(0)]))) == 0


def test_concat_refuses_a_figure_twice_and_a_frame_that_is_none() -> None:
    with pytest.raises(SchemaError, match="the frames together: rows 0 and 1 have one key"):
        le.concat([gdp(), gdp()])
    with pytest.raises(SchemaError, match="frame 1 lacks the column 'value'"):
        le.concat([gdp(), gdp().drop(columns="value")])
    with pytest.raises(
        SchemaError, match=r"was given one frame\. Mend: concat\(\[first, second\]\)"
    ):
        le.concat(gdp())  # type: ignore[arg-type]
