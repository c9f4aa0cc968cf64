"""Rows as series: order, spacing, gaps, benchmarks, and every refusal with its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import catalog, concat
from liaoning_econ.errors import (
    SchemaError,
    TrendError,
    UnknownCodeError,
    VintageError,
    WindowError,
)
from liaoning_econ.frames import OBSERVATIONS, empty
from liaoning_econ.trends.panels import Panel, panels, series_columns
from tests.trends.made_series import series, side_by_side


def one(obs: pd.DataFrame, **options: Any) -> Panel:
    """The only panel."""
    found = panels(obs, **options)
    assert len(found) == 1
    return found[0]


def stocks(days: list[str], values: Sequence[float]) -> pd.DataFrame:
    when = pd.to_datetime(days).astype("datetime64[us]")
    return series(values).assign(start=when, end=when, measure="stock", unit="person")


def test_a_shipped_series() -> None:
    obs = catalog.observations("gdp", ["CN-LN", "CN-JL"], vintage="nbs-web-2024")
    found = one(obs)
    assert found.values.shape == (2, 20)
    assert (found.per_year, found.notes) == (1, ("", ""))
    assert series_columns(found)["region"].tolist() == ["CN-JL", "CN-LN"]
    assert found.values[1, 0] == 646.98e9
    assert str(found.starts[1, 0])[:10] == "2004-01-01"
    assert str(found.ends[1, -1])[:10] == "2023-12-31"


@settings(max_examples=20)
@given(order=st.permutations(range(12)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    obs = side_by_side(
        series([1, 2, 3, 4], region="CN-LN"),
        series([5, 6, 7, 8], region="CN-JL", first="1995"),
        series([9, 8, 7, 6], region="CN-LN", first="2001Q1", per_year=4, indicator="firms"),
    )
    mixed = obs.iloc[order]
    found = panels(mixed)
    assert [panel.per_year for panel in found] == [4, 1]
    assert found[0].values.tolist() == [[9, 8, 7, 6]]
    assert found[1].values.tolist() == [[5, 6, 7, 8], [1, 2, 3, 4]]
    for panel in found:
        assert (panel.values == panel.frame["value"].to_numpy()[panel.places]).all()


@pytest.mark.parametrize(
    ("per_year", "first", "last"),
    [(1, "2001", "2007-12-31"), (4, "2001Q2", "2002-12-31"), (12, "2001-06", "2001-12-31")],
)
def test_years_quarters_and_months(per_year: int, first: str, last: str) -> None:
    found = one(series(range(1, 8), first=first, per_year=per_year))
    assert found.per_year == per_year
    assert str(found.ends[0, -1])[:10] == last


def test_equal_windows_of_each_year_are_yearly() -> None:
    obs = series([1, 2, 3], first="2001")
    obs["end"] = pd.to_datetime(["2001-08-31", "2002-08-31", "2003-08-31"]).astype("M8[us]")
    assert one(obs).per_year == 1


def test_months_end_on_days_of_their_own() -> None:
    found = one(stocks(["2020-01-31", "2020-02-29", "2020-03-31", "2020-04-30"], [1, 2, 3, 4]))
    assert (found.per_year, found.values.tolist()) == (12, [[1, 2, 3, 4]])


def test_a_cumulative_figure_stands_at_its_last_day() -> None:
    obs = series([1, 2, 4], first="2018-01", per_year=12, measure="cumulative", unit="firm")
    obs["start"] = pd.Timestamp("2017-04-10").as_unit("us")
    found = one(obs)
    assert (found.per_year, found.values.tolist()) == (12, [[1, 2, 4]])
    gap = one(obs.iloc[[0, 2]].assign(end=obs["end"].iloc[[0, 2]]), interpolate="linear", least=1)
    assert gap.per_year == 6
    filled = one(
        pd.concat([obs, obs.iloc[[2]].assign(end=pd.Timestamp("2018-05-31").as_unit("us"))]),
        interpolate="linear",
    )
    assert filled.values.tolist() == [[1, 2, 4, 4, 4]]
    assert set(filled.starts[0].astype("M8[D]").astype(str)) == {"2017-04-10"}
    assert str(filled.ends[0, 3])[:10] == "2018-04-30"


def test_no_rows_no_panels() -> None:
    assert panels(empty(OBSERVATIONS)) == []


def test_one_period_is_a_series() -> None:
    assert one(series([5])).values.tolist() == [[5]]


def test_lengths_come_apart() -> None:
    obs = side_by_side(
        series([1, 2, 3], region="CN-LN"), series([4, 5], region="CN-JL"), series([6, 7, 8])
    )
    found = panels(obs.assign(indicator=["a"] * 3 + ["a"] * 2 + ["b"] * 3))
    assert [panel.values.tolist() for panel in found] == [[[4, 5]], [[1, 2, 3], [6, 7, 8]]]


# Gaps and missing values.


def test_a_gap_is_refused_with_its_period() -> None:
    obs = series([1, 2, 3, 4, 5], first="2014").drop(index=2)
    with pytest.raises(TrendError, match=r"period is missing, 2016-01-01 to 2016-12-31") as caught:
        panels(obs, what="growth")
    assert "gdp of CN-LN (2015-01-01 to 2015-12-31, row 1)" in str(caught.value)
    assert str(caught.value).startswith("growth: ")
    assert 'interpolate="linear"' in caught.value.mend
    assert 'drop="periods"' in caught.value.mend
    assert caught.value.rows is not None
    assert caught.value.rows["value"].tolist() == [2, 4]


def test_a_gap_between_ends_of_months_is_named_by_its_day() -> None:
    obs = stocks(["2020-01-31", "2020-03-31", "2020-04-30"], [1, 2, 3])
    with pytest.raises(TrendError, match="a period is missing, 2020-02-29, between"):
        panels(obs)


def test_a_missing_value_is_refused_with_region_and_date() -> None:
    obs = series([1, np.nan, 3], first="2014")
    with pytest.raises(TrendError, match=r"value is missing: gdp of CN-LN \(2015-01-01") as caught:
        panels(obs)
    assert "interpolate=" in caught.value.mend
    assert "drop=" in caught.value.mend


@pytest.mark.parametrize("missing", [True, False])
@pytest.mark.parametrize(("how", "filled"), [("linear", 5.0), ("log", 4.0)])
def test_interpolation_by_hand(how: str, filled: float, *, missing: bool) -> None:
    obs = series([1, 2, np.nan, 8, 16], first="2014")
    obs = obs if missing else obs.drop(index=2)
    found = one(obs, interpolate=how)
    assert found.values[0].tolist() == pytest.approx([1, 2, filled, 8, 16])
    assert found.places[0, 2] == -1
    assert str(found.starts[0, 2])[:10] == "2016-01-01"
    assert str(found.ends[0, 2])[:10] == "2016-12-31"
    assert found.notes == (f"1 of 5 periods interpolated ({how})",)


def test_several_periods_are_filled_at_once() -> None:
    obs = series([1, 0, 0, 4, 0, 6], first="2001-11", per_year=12).drop(index=[1, 2, 4])
    found = one(obs, interpolate="linear")
    assert found.values[0].tolist() == pytest.approx([1, 2, 3, 4, 5, 6])
    assert found.ends[0].astype("M8[D]").astype(str).tolist()[1:4] == [
        "2001-12-31",
        "2002-01-31",
        "2002-02-28",
    ]


def test_what_lies_at_an_end_is_not_made_up() -> None:
    obs = series([np.nan, 2, np.nan, 4, 5], first="2014")
    with pytest.raises(TrendError, match=r"value is missing: gdp of CN-LN \(2014-01-01") as caught:
        panels(obs, interpolate="linear")
    assert 'drop="periods"' in caught.value.mend
    found = one(obs, interpolate="linear", drop="periods")
    assert found.values.tolist() == [[2, 3, 4, 5]]
    assert found.notes == ("1 of 4 periods interpolated (linear); 1 of 5 periods left out",)
    assert (found.places[:, [0, -1]] >= 0).all()


def test_the_longest_run_is_kept_and_of_equal_ones_the_last() -> None:
    obs = series([1, 2, np.nan, 4, 5, np.nan, 7], first="2014")
    found = one(obs, drop="periods")
    assert found.values.tolist() == [[4, 5]]
    assert found.notes == ("5 of 7 periods left out",)


def test_a_series_with_a_gap_is_left_out() -> None:
    obs = side_by_side(series([1, np.nan, 3], region="CN-LN"), series([4, 5, 6], region="CN-JL"))
    assert one(obs, drop="series").values.tolist() == [[4, 5, 6]]
    # A gap that can be filled is none.
    assert one(obs, drop="series", interpolate="linear").values.tolist() == [[4, 5, 6], [1, 2, 3]]


def test_nothing_left_is_refused() -> None:
    with pytest.raises(TrendError, match="no series is left"):
        panels(series([1, np.nan, 3]), drop="series")
    with pytest.raises(TrendError, match="no series is left"):
        panels(series([np.nan, np.nan]), drop="periods")


def test_log_interpolation_needs_what_is_above_zero() -> None:
    with pytest.raises(
        TrendError, match='interpolate="log" needs values above 0: gdp of'
    ) as caught:
        panels(series([1, np.nan, 0]), interpolate="log")
    assert 'interpolate="linear"' in caught.value.mend


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"interpolate": "cubic"}, "interpolate='cubic' is not known"),
        ({"drop": True}, "drop=True is not known"),
    ],
)
def test_words_that_are_not_known(options: dict[str, Any], words: str) -> None:
    with pytest.raises(TrendError, match=words) as caught:
        panels(series([1, 2]), **options)
    assert "take None or one of" in caught.value.mend


# What no kernel takes.


def test_an_infinite_value_is_refused() -> None:
    obs = series([1, np.inf, 3], first="2014")
    with pytest.raises(TrendError, match=r"the value is infinite: gdp of CN-LN \(2015-01-01"):
        panels(obs)


def test_two_figures_of_one_vintage_are_refused() -> None:
    obs = series([1, 2, 3], first="2014")
    twice = pd.concat([obs, obs.iloc[[1]]])
    with pytest.raises(TrendError, match=r"two figures of unstated for one period: gdp") as caught:
        panels(twice)
    assert "drop_duplicates" in caught.value.mend
    other = side_by_side(obs, obs.iloc[[1]].assign(source="another"))
    with pytest.raises(TrendError, match="two figures of unstated") as caught:
        panels(other)
    assert "obs.source ==" in caught.value.mend


def test_unequal_spacing_is_refused() -> None:
    for days in (["2020-01-10", "2020-02-12", "2020-03-10"], ["2020-01-05", "2020-01-12"]):
        with pytest.raises(TrendError, match="periods are not equally spaced: gdp of CN-LN"):
            panels(stocks(days, [1, 2, 3][: len(days)]))


@pytest.mark.parametrize(
    ("months", "per_year"), [([1, 3, 5], 6), ([1, 4, 10], 4), ([1, 6, 11], 12), ([1, 3, 6], 12)]
)
def test_the_largest_step_that_a_year_holds_is_taken(months: list[int], per_year: int) -> None:
    obs = stocks([f"2020-{month:02d}-15" for month in months], [1, 2, 3])
    found = one(obs, interpolate="linear")
    assert found.per_year == per_year
    assert found.values.shape == (1, (months[-1] - months[0]) * per_year // 12 + 1)


def test_openings_that_differ_are_two_series_at_once() -> None:
    obs = series([1, 2], measure="cumulative", unit="firm")
    days = pd.to_datetime(["2017-04-10", "2017-04-01"]).astype("datetime64[us]")
    obs = obs.assign(start=days, end=obs["end"].iloc[1])
    obs = obs.assign(end=pd.Timestamp("2018-07-31").as_unit("us"))
    with pytest.raises(TrendError, match="periods are not equally spaced"):
        panels(obs)


def test_years_and_quarters_are_two_kinds() -> None:
    obs = side_by_side(series([1, 2], first="2014"), series([3, 4], first="2014Q1", per_year=4))
    with pytest.raises(TrendError, match="two kinds of period in one series") as caught:
        panels(obs)
    assert "windows of one length" in caught.value.mend


def test_figures_for_the_year_to_date_are_of_many_kinds() -> None:
    obs = series([1, 2, 3], first="2014-01", per_year=12)
    obs["start"] = pd.Timestamp("2014-01-01").as_unit("us")
    with pytest.raises(TrendError, match="two kinds of period"):
        panels(obs)


def test_too_short() -> None:
    with pytest.raises(TrendError, match="2 periods in the series of gdp of CN-LN") as caught:
        panels(series([1, 2]), least=3)
    assert "3 are needed" in str(caught.value)
    both = side_by_side(series([1, 2], region="CN-LN"), series([1, 2, 3], region="CN-JL"))
    assert one(both, least=3, drop="series").values.tolist() == [[1, 2, 3]]


def test_rows_that_are_no_observations() -> None:
    obs = series([1, 2])
    with pytest.raises(SchemaError, match="lacks the column 'unit'"):
        panels(obs.drop(columns="unit"))
    with pytest.raises(WindowError, match="windows that lack a day"):
        panels(obs.assign(start=obs["start"].shift()))


# Benchmarks.


def test_whole_vintages_are_a_series_each() -> None:
    obs = catalog.observations("gdp", "CN-LN", start="2015", end="2018")
    both = obs[obs["vintage"].isin(["nbs-web-2021", "nbs-web-2026-03"])]
    found = one(both)
    assert found.values.shape == (2, 4)
    assert series_columns(found)["vintage"].tolist() == ["nbs-web-2021", "nbs-web-2026-03"]


def test_final_and_preliminary_of_one_benchmark_are_neighbours() -> None:
    obs = catalog.observations("gdp", "CN-LN", start="2018", end="2021")
    chosen = (obs["vintage"] == "nbs-web-2021") | (
        (obs["vintage"] == "first-published") & (obs["start"].dt.year == 2021)
    )
    found = one(obs[chosen])
    assert found.values.shape == (1, 4)
    assert series_columns(found)["vintage"].tolist() == ["nbs-web-2021"]


def test_two_benchmarks_are_refused_with_both_vintages_and_the_period() -> None:
    obs = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2020-05")
    with pytest.raises(VintageError) as caught:
        panels(obs)
    for words in ("nbs-web-2020-05 (census3)", "(census4)", "2018-01-01 to 2018-12-31"):
        assert words in str(caught.value)
    assert "across=" in caught.value.mend
    assert caught.value.rows is not None
    assert caught.value.rows["start"].dt.year.tolist() == [2017, 2018]


def test_vintages_that_nobody_lists_are_benchmarks_of_their_own() -> None:
    obs = series([1, 2, 3, 4]).assign(vintage=["mine", "mine", "yours", "yours"])
    with pytest.raises(VintageError, match=r"mine \(mine\) and yours \(yours\)"):
        panels(obs)


def test_a_break_in_the_level_is_refused() -> None:
    obs = series([1, 2, 3, 4]).assign(status=["B", "A", "B", "A"])
    with pytest.raises(VintageError, match=r"a break in the level \(status B\) between") as caught:
        panels(obs)
    assert "vintages unstated and unstated" in str(caught.value)
    # A break before the first figure is none inside the series.
    assert one(obs.iloc[:2]).values.tolist() == [[1, 2]]


def test_across_names_the_series_to_use() -> None:
    obs = catalog.observations("gdp", "CN-LN", start="2015", end="2019")
    both = obs[obs["vintage"].isin(["nbs-web-2020-05", "nbs-web-2021"])]
    found = one(both, across="nbs-web-2021")
    assert series_columns(found)["vintage"].tolist() == ["nbs-web-2021"]
    assert found.values[0, 0] == 2021.03e9


def test_across_leaves_other_series_alone() -> None:
    whole = series([1, 2, 3, 4], region="CN-JL", vintage="mine")
    spliced = series([5, 6, 7, 8], region="CN-LN").assign(vintage=["mine", "mine", "b", "b"])
    elsewhere = series([1, 2, 3, 4], region="CN-SH", vintage="third")
    with pytest.raises(VintageError, match="third has no rows for a series that joins two"):
        panels(side_by_side(whole, spliced, elsewhere), across="third")
    full = series([9, 9, 9, 9], region="CN-LN", vintage="full")
    found = one(side_by_side(whole, spliced, full), across="full")
    assert found.values.tolist() == [[1, 2, 3, 4], [9, 9, 9, 9]]


def test_across_must_be_there() -> None:
    with pytest.raises(UnknownCodeError, match="unknown vintage 'mime'") as caught:
        panels(series([1, 2], vintage="mine"), across="mime")
    assert caught.value.suggestion == "mine"


# Frames as they come.


def test_any_index_text_and_extra_columns() -> None:
    obs = series([1, 2, 3], first="2014")
    texts = obs.astype(dict.fromkeys(["indicator", "region", "unit", "vintage", "status"], "str"))
    texts = texts.assign(note="mine", precision=texts["precision"].astype(object))
    texts.index = pd.Index(["x", "x", "y"])
    before = texts.copy(deep=True)
    assert one(texts).values.tolist() == one(obs).values.tolist()
    pd.testing.assert_frame_equal(texts, before)


def test_the_newest_vintage_is_that_published_last() -> None:
    obs = series([1, 2, 3], first="2014").assign(status=["A", "A", "A"])
    obs = side_by_side(obs.assign(vintage=["one", "two", "one"]))
    days = pd.to_datetime(["2020-01-01", "2021-01-01", "2020-01-01"]).astype("M8[us]")
    obs = obs.assign(published=days)
    with pytest.raises(VintageError):
        panels(obs)
    listed = catalog.observations("gdp", "CN-LN", start="2018", end="2020")
    chosen = (listed["vintage"] == "nbs-web-2021") & (listed["start"].dt.year < 2020)
    chosen |= (listed["vintage"] == "first-published") & (listed["start"].dt.year == 2020)
    # The final figures were published after the preliminary one.
    assert series_columns(one(listed[chosen]))["vintage"].tolist() == ["nbs-web-2021"]


@settings(max_examples=20)
@given(
    lengths=st.lists(st.integers(1, 6), min_size=1, max_size=8),
    seed=st.integers(0, 2**32 - 1),
)
def test_every_figure_comes_back_once(lengths: list[int], seed: int) -> None:
    values = np.random.default_rng(seed).normal(size=sum(lengths))
    cuts = np.split(values, np.cumsum(lengths)[:-1])
    obs = concat([series(part.tolist(), region=f"X-{at}") for at, part in enumerate(cuts)])
    found = panels(obs.sample(frac=1, random_state=seed))
    got = {
        region: panel.values[row].tolist()
        for panel in found
        for row, region in enumerate(series_columns(panel)["region"])
    }
    assert got == {f"X-{at}": part.tolist() for at, part in enumerate(cuts)}
