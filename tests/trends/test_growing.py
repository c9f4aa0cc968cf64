"""Growth: published figures, hands and exact fractions, laws, benchmarks, and every refusal."""

from __future__ import annotations

import itertools
import math
import tomllib
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ import catalog
from liaoning_econ.errors import (
    SchemaError,
    TrendError,
    UnknownCodeError,
    VintageError,
    VintageWarning,
    WindowError,
)
from liaoning_econ.frames import OBSERVATIONS, empty
from liaoning_econ.schemas import Observations
from liaoning_econ.trends.growing import Kind, growth
from tests.trends.made_series import series, side_by_side

KINDS: list[Kind] = ["yoy", "period", "annualised", "log", "cumulative"]
FIGURES = st.lists(st.integers(1, 10**7), min_size=2, max_size=8)


@pytest.fixture(scope="module")
def printed(known: Path) -> list[dict[str, Any]]:
    return list(tomllib.loads((known / "catalog.toml").read_text(encoding="utf-8"))["growth"])


@pytest.fixture(scope="module")
def liaoning() -> pd.DataFrame:
    return catalog.observations("gdp", "CN-LN")


def windows(spans: Sequence[tuple[str, str]], values: Sequence[float], **columns: Any) -> Any:
    """Figures of windows given by their days."""
    days = {
        name: pd.to_datetime([span[place] for span in spans]).astype("datetime64[us]")
        for place, name in enumerate(("start", "end"))
    }
    return series(values, **columns).assign(**days)


# Published figures.


def test_growth_of_2016_in_each_release(
    printed: list[dict[str, Any]], liaoning: pd.DataFrame
) -> None:
    of_2016 = [one for one in printed if one["year"] == 2016]
    assert [one["percent"] for one in of_2016] == [-22.4, 0.90, 0.84]
    for one in of_2016:
        found = growth(liaoning[liaoning["vintage"] == one["vintage"]])
        row = found[found["start"].dt.year == 2016].iloc[0]
        assert round(row["value"], one["decimals"]) == one["percent"]


def test_growth_of_2015_as_a_book_printed_it(known: Path, liaoning: pd.DataFrame) -> None:
    one = tomllib.loads((known / "growth.toml").read_text(encoding="utf-8"))["liaoning_2015"]
    found = growth(liaoning[liaoning["vintage"] == one["vintage"]])
    row = found[found["start"].dt.year == one["year"]].iloc[0]
    assert round(row["value"], one["decimals"]) == one["percent"]


def test_whole_releases_give_a_series_each(liaoning: pd.DataFrame) -> None:
    several = liaoning[liaoning["vintage"].isin(["nbs-web-2021", "nbs-web-2026-03"])]
    found = growth(several)
    of_2018 = found[found["start"].dt.year == 2018]
    assert of_2018["vintage"].tolist() == ["nbs-web-2021", "nbs-web-2026-03"]
    assert of_2018["value"].round(2).tolist() == [8.38, 9.08]
    # The first year of each is left out.
    assert found.groupby("vintage", observed=True)["start"].min().dt.year.tolist() == [1993, 2007]
    Observations.validate(found)


def test_the_page_of_may_2020_is_refused_where_its_benchmark_changes(
    printed: list[dict[str, Any]], liaoning: pd.DataFrame
) -> None:
    splice = next(one for one in printed if one["year"] == 2018)
    page = liaoning[liaoning["vintage"] == splice["vintage"]]
    with pytest.raises(VintageError) as caught:
        growth(page)
    words = str(caught.value)
    assert "nbs-web-2020-05 (census3) and nbs-web-2020-05 (census4)" in words
    assert "2018-01-01 to 2018-12-31" in words
    assert "across=" in caught.value.mend
    # What it would have read.
    of = page.set_index(page["start"].dt.year)["value"]
    assert round(100 * (of[2018] / of[2017] - 1), splice["decimals"]) == splice["percent"]


def test_across_tells_which_series_to_use_and_the_row_says_so(liaoning: pd.DataFrame) -> None:
    both = liaoning[liaoning["vintage"].isin(["nbs-web-2020-05", "nbs-web-2021"])]
    both = both[both["start"].dt.year >= 2015]
    found = growth(both, across="nbs-web-2021")
    page = found[(found["vintage"] == "nbs-web-2020-05")]
    assert page["start"].dt.year.tolist() == [2016, 2017, 2019]
    of_2018 = found[found["start"].dt.year == 2018]
    assert of_2018["vintage"].tolist() == ["nbs-web-2021"]
    assert of_2018["value"].round(2).tolist() == [8.38]
    Observations.validate(found)


def test_final_and_preliminary_of_one_benchmark_are_marked(liaoning: pd.DataFrame) -> None:
    chosen = (liaoning["vintage"] == "nbs-web-2021") & (liaoning["start"].dt.year >= 2018)
    chosen |= (liaoning["vintage"] == "first-published") & (liaoning["start"].dt.year == 2021)
    found = growth(liaoning[chosen])
    # 2020 is preliminary in the release itself, 2021 a first figure.
    assert found["status"].tolist() == ["A", "P", "P"]
    assert found["vintage"].tolist() == ["nbs-web-2021", "nbs-web-2021", "first-published"]
    assert found["published"].iloc[2] == pd.Timestamp("2022-05-27")


def test_what_was_known_on_a_day_is_refused_where_the_benchmark_changes() -> None:
    with pytest.warns(VintageWarning, match="may have been public"):
        known = le.observations("gdp", "CN-LN", as_of="2020-06-01", start="2014")
    with pytest.raises(VintageError, match=r"\(census3\) and .* \(census4\)"):
        growth(known)
    found = growth(known[known["start"].dt.year >= 2018])
    assert found["status"].tolist() == ["P"]


def test_the_average_of_five_years_as_the_government_printed_it(known: Path) -> None:
    """Rates are chained elsewhere; here the levels that they make grow by them again."""
    one = tomllib.loads((known / "growth.toml").read_text(encoding="utf-8"))["nation_2013_2017"]
    level = np.cumprod([100.0, *(1 + rate / 100 for rate in one["rates"])]).tolist()
    obs = series(level, first=str(one["first"] - 1), region="CN", prices="constant_2012")
    found = growth(obs, "annualised", since="2012")
    assert round(found["value"].iloc[-1], 1) == one["average"]
    assert round(growth(obs, "cumulative")["value"].iloc[3]) == one["cumulative"]
    assert growth(obs)["value"].tolist() == pytest.approx(one["rates"])


# By hand.


def test_each_kind_by_hand() -> None:
    obs = series([100, 110, 99], first="2015")
    found = {kind: growth(obs, kind) for kind in KINDS}
    assert found["yoy"]["value"].tolist() == [10.0, -10.0]
    assert found["period"]["value"].tolist() == [10.0, -10.0]
    assert found["annualised"]["value"].tolist() == [10.0, -10.0]
    assert found["cumulative"]["value"].tolist() == [10.0, -1.0]
    # ln 1.1 and ln 0.9 in any table.
    assert found["log"]["value"].tolist() == pytest.approx([9.53101798, -10.53605157], rel=1e-9)
    assert [one["unit"].iloc[0] for one in found.values()] == [
        "percent",
        "percent",
        "percent/year",
        "log_point",
        "percent",
    ]
    assert [one["relative_to"].iloc[0] for one in found.values()] == [
        *["previous_year"] * 4,
        "2015",
    ]
    for one in found.values():
        assert one["measure"].unique().tolist() == ["growth"]
        assert one["start"].dt.year.tolist() == [2016, 2017]
        Observations.validate(one)


def test_bounds_by_hand() -> None:
    obs = series([100, 110], lower=[99, 108], upper=[101, 112])
    found = growth(obs).iloc[0]
    assert found["lower"] == pytest.approx(100 * (108 / 101 - 1))
    assert found["upper"] == pytest.approx(100 * (112 / 99 - 1))
    # What is exact stays exact.
    exact = growth(series([100, 110])).iloc[0]
    assert (exact["lower"], exact["value"], exact["upper"]) == (10.0, 10.0, 10.0)


def test_a_bound_that_reaches_down_to_zero_leaves_no_upper_end() -> None:
    obs = series([100, 110], lower=[0, 108], upper=[101, 112])
    assert growth(obs)["upper"].tolist() == [math.inf]
    assert growth(obs)["lower"].iloc[0] == pytest.approx(100 * (108 / 101 - 1))
    below = series([100, 110], lower=[99, -5], upper=[101, 112])
    assert growth(below)["lower"].iloc[0] == pytest.approx(100 * (-5 / 99 - 1))
    assert growth(below, "log")["lower"].tolist() == [-math.inf]
    assert growth(below, "annualised")["lower"].iloc[0] == pytest.approx(100 * (-5 / 99 - 1))


def test_quarters_against_the_year_and_the_quarter_before() -> None:
    obs = series([100, 200, 300, 400, 110, 250], first="2019Q1", per_year=4)
    year = growth(obs)
    assert year["value"].tolist() == [10.0, 25.0]
    assert year["relative_to"].tolist() == ["previous_year"] * 2
    quarter = growth(obs, "period")
    assert quarter["value"].round(9).tolist() == [
        100.0,
        50.0,
        round(100 / 3, 9),
        -72.5,
        round(100 * (250 / 110 - 1), 9),
    ]
    assert quarter["relative_to"].tolist() == ["previous_period"] * 5
    # From one quarter to the next is a fourth of a year: 2^4 - 1 is 1,500 percent.
    assert growth(obs, "annualised")["value"].iloc[0] == pytest.approx(1500.0)
    assert growth(obs, "cumulative")["relative_to"].unique().tolist() == ["2019Q1"]


def test_figures_for_the_year_to_date_against_the_same_months() -> None:
    spans = [
        (f"{year}-01-01", f"{year}-{month:02d}-28" if month == 2 else f"{year}-{month:02d}-31")
        for year in (2018, 2019)
        for month in (2, 3, 8)
    ]
    obs = windows(spans, [10, 20, 30, 11, 24, 36])
    found = growth(obs)
    assert found["value"].tolist() == [10.0, 20.0, 20.0]
    assert found["start"].dt.year.tolist() == [2019] * 3
    with pytest.raises(TrendError, match="year to date have no period just before") as caught:
        growth(obs, "period")
    assert 'kind="yoy"' in caught.value.mend


def test_the_last_day_of_february_is_the_same_day_of_each_year() -> None:
    spans = [(day, day) for day in ("2019-02-28", "2020-02-29", "2021-02-28")]
    obs = windows(spans, [100, 110, 121], measure="stock", unit="person")
    assert growth(obs)["value"].tolist() == [10.0, 10.0]
    assert growth(obs, "annualised")["value"].tolist() == [10.0, 10.0]
    day_before = windows([(day, day) for day in ("2019-02-28", "2020-02-28")], [100, 110])
    assert growth(day_before)["value"].tolist() == [10.0]


def test_stocks_at_a_usual_distance() -> None:
    days = ["2000-11-01", "2010-11-01", "2020-11-01"]
    obs = windows([(day, day) for day in days], [100, 110, 121], measure="stock", unit="person")
    found = growth(obs, "period")
    assert found["value"].tolist() == [10.0, 10.0]
    assert found["relative_to"].tolist() == ["previous_period"] * 2
    a_year = growth(obs, "annualised")
    # The tenth root of 1.1.
    assert a_year["value"].tolist() == pytest.approx([100 * (1.1**0.1 - 1)] * 2)
    # No figure of the year before.
    with pytest.raises(TrendError, match="no figure of the same days a year before population"):
        growth(obs.assign(indicator="population"))


def test_a_cumulative_figure_grows_between_its_last_days() -> None:
    spans = [("2017-04-10", "2017-12-31"), ("2017-04-10", "2018-12-31")]
    obs = windows(spans, [1000, 3000], measure="cumulative", unit="firm", prices="none")
    for kind in ("yoy", "period", "annualised"):
        assert growth(obs, kind)["value"].tolist() == [200.0]
    half = windows(
        [spans[0], ("2017-04-10", "2018-06-30")], [100, 110], measure="cumulative", unit="firm"
    )
    # Half a year: 1.1^2.
    assert growth(half, "annualised")["value"].tolist() == pytest.approx([21.0])


def test_flows_of_unequal_windows_are_rates_between_their_middles() -> None:
    # 12 in half a year, then 36 in a year: 24 and 36 a year, whose middles, 1 April and 1 July of
    # the next year, are five quarters apart.
    obs = windows([("2018-01-01", "2018-06-30"), ("2019-01-01", "2019-12-31")], [12, 36])
    found = growth(obs, "annualised").iloc[0]
    assert found["value"] == pytest.approx(100 * (1.5 ** (1 / 1.25) - 1))
    assert found["relative_to"] == "previous_period"
    # An average over the window is no sum over it.
    index = growth(obs.assign(measure="index", unit="1"), "annualised").iloc[0]
    assert index["value"] == pytest.approx(100 * (3 ** (1 / 1.25) - 1))


def test_annualised_growth_does_not_count_leap_days() -> None:
    days = ["2015-12-31", "2016-12-31", "2017-12-31", "2020-12-31"]
    obs = windows([(day, day) for day in days], [100, 110, 121, 161.051], measure="stock")
    assert growth(obs, "annualised")["value"].tolist() == pytest.approx([10.0] * 3, rel=1e-12)


def test_shares_and_rates_of_growth_differ_in_points() -> None:
    share = series([40, 38.5], first="2015", measure="share", unit="percent", relative_to="gdp")
    found = growth(share).iloc[0]
    assert (found["unit"], found["value"]) == ("percentage_point", -1.5)
    assert (found["measure"], found["relative_to"]) == ("growth", "previous_year")
    rate = series([6.0, 7.5], lower=[5.5, 7.0], upper=[6.5, 8.0], measure="growth", unit="percent")
    found = growth(rate, "cumulative").iloc[0]
    assert (found["lower"], found["value"], found["upper"]) == (0.5, 1.5, 2.5)
    # A share as a fraction, a rate in basis points, and one a year.
    fraction = growth(series([0.25, 0.5], measure="share", unit="1")).iloc[0]
    assert (fraction["unit"], fraction["value"]) == ("percentage_point", 25.0)
    points = growth(series([100, 125], measure="rate", unit="basis_point")).iloc[0]
    assert (points["unit"], points["value"]) == ("percentage_point", 0.25)
    yearly = growth(series([4, 5], measure="growth", unit="percent/year")).iloc[0]
    assert (yearly["unit"], yearly["value"]) == ("percentage_point/year", 1.0)
    logs = growth(series([4, 5], measure="growth", unit="log_point")).iloc[0]
    assert (logs["unit"], logs["value"]) == ("log_point", 1.0)


def test_levels_and_shares_stand_in_one_frame() -> None:
    obs = side_by_side(
        series([100, 110], first="2015"),
        series([40, 41], first="2015", measure="share", unit="percent", relative_to="nation"),
    )
    found = growth(obs)
    assert sorted(zip(found["unit"], found["value"], strict=True)) == [
        ("percent", 10.0),
        ("percentage_point", 1.0),
    ]


@pytest.mark.parametrize(("measure", "unit"), [("index", "1"), ("multiple", "1"), ("price", "CNY")])
def test_indices_multiples_and_prices_grow_by_their_ratio(measure: str, unit: str) -> None:
    found = growth(series([100, 125], measure=measure, unit=unit))
    assert (found["value"].tolist(), found["unit"].tolist()) == ([25.0], ["percent"])


def test_a_base_of_ones_own() -> None:
    obs = series([100, 200, 250, 500], first="2014")
    found = growth(obs, "cumulative", since="2015")
    assert found["value"].tolist() == [25.0, 150.0]
    assert found["relative_to"].tolist() == ["2015", "2015"]
    a_year = growth(obs, "annualised", since="2015")
    assert a_year["value"].tolist() == pytest.approx([25.0, 100 * (math.sqrt(2.5) - 1)])
    stock = windows([("2015-12-31",) * 2, ("2017-12-31",) * 2], [100, 121], measure="stock")
    assert growth(stock, "annualised", since="2015")["value"].tolist() == pytest.approx([10.0])
    assert growth(stock, "cumulative")["relative_to"].tolist() == ["2015-12-31"]


def test_the_less_certain_and_the_coarser_of_two() -> None:
    obs = series([1, 2, 3, 4, 5]).assign(
        status=["A", "P", "A", "E", "F"], precision=["day", "month", "day", "year", "open"]
    )
    found = growth(obs)
    assert found["status"].tolist() == ["P", "P", "E", "F"]
    assert found["precision"].tolist() == ["month", "month", "year", "open"]


def test_growth_is_published_when_both_figures_were() -> None:
    days = pd.to_datetime(["2020-05-01", "2019-01-01", "NaT"]).astype("datetime64[us]")
    obs = series([1, 2, 3]).assign(published=days)
    found = growth(obs)
    assert found["published"].iloc[0] == pd.Timestamp("2020-05-01")
    assert pd.isna(found["published"].iloc[1])


def test_nothing_to_be_set_against_is_no_row() -> None:
    for obs in (empty(OBSERVATIONS), series([5]), series([1, 2, 3, 4], per_year=4, first="2015Q1")):
        found = growth(obs)
        assert len(found) == 0
        Observations.validate(found)


def test_a_break_before_both_is_none_between() -> None:
    obs = series([1, 2, 4]).assign(status=["A", "B", "A"])
    with pytest.raises(VintageError, match=r"a break in the level \(status B\)"):
        growth(obs)
    found = growth(obs.iloc[1:])
    assert (found["value"].tolist(), found["status"].tolist()) == ([100.0], ["A"])


def test_a_break_between_quarters_lies_between_years_too() -> None:
    status = ["A", "A", "B", "A", "A", "A"]
    obs = series([1, 2, 3, 4, 5, 6], first="2015Q1", per_year=4).assign(status=status)
    # The first quarters of the two years lie on either side of the third one of the first.
    for kind in KINDS:
        with pytest.raises(VintageError, match="a break in the level"):
            growth(obs, kind)


# Refusals.


@pytest.mark.parametrize("kind", ["yoy", "period", "log"])
def test_a_gap_is_refused(kind: Kind) -> None:
    obs = series([100, 110, 121, 133.1], first="2014").drop(index=1)
    with pytest.raises(TrendError, match=r"no figure of the .* gdp of CN-LN \(2016") as caught:
        growth(obs, kind)
    assert "the last one is gdp of CN-LN (2014" in str(caught.value)
    assert "drop=True" in caught.value.mend
    assert growth(obs, kind, drop=True)["start"].dt.year.tolist() == [2017]
    # Two years at ten percent each.
    assert growth(obs, "annualised")["value"].tolist() == pytest.approx([10.0, 10.0])


def test_a_missing_value_is_refused() -> None:
    obs = series([100, np.nan, 121, 133.1], first="2014")
    with pytest.raises(TrendError, match=r"value is missing: gdp of CN-LN \(2015") as caught:
        growth(obs)
    assert "drop=True" in caught.value.mend
    assert growth(obs, drop=True)["value"].tolist() == pytest.approx([10.0])


def test_a_missing_bound_is_refused() -> None:
    with pytest.raises(SchemaError, match="lower is missing"):
        growth(series([1, 2], lower=[1, np.nan]))


def test_an_infinite_value_is_refused() -> None:
    with pytest.raises(TrendError, match=r"the value is infinite: gdp of CN-LN \(1991"):
        growth(series([1, math.inf]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("base", [0.0, -3.0])
def test_nothing_grows_from_nothing(kind: Kind, base: float) -> None:
    with pytest.raises(TrendError, match=rf"growth from zero or less: gdp of CN-LN .*{base:g}"):
        growth(series([base, 5]), kind)


def test_a_fall_to_nothing_or_below() -> None:
    assert growth(series([5, 0]))["value"].tolist() == [-100.0]
    assert growth(series([5, 0]), "annualised")["value"].tolist() == [-100.0]
    assert growth(series([5, -5]))["value"].tolist() == [-200.0]
    with pytest.raises(TrendError, match="kind='log' of a figure that is not above zero"):
        growth(series([5, 0]), "log")
    with pytest.raises(TrendError, match="kind='annualised' of a figure that is not above zero"):
        growth(series([5, -5]), "annualised")


@pytest.mark.parametrize("kind", ["log", "annualised"])
def test_percent_has_no_logarithm(kind: Kind) -> None:
    obs = series([5, 6], measure="share", unit="percent", relative_to="gdp")
    with pytest.raises(TrendError, match=f"kind='{kind}' takes the ratio .* in percent") as caught:
        growth(obs, kind)
    assert "percentage points" in caught.value.mend


@pytest.mark.parametrize(
    ("columns", "words", "mend"),
    [
        ({"measure": "rank", "unit": "1"}, "this rank has no growth", "that are ranked"),
        (
            {"measure": "index", "unit": "1", "relative_to": "previous_year"},
            "this index has no growth",
            "growth already",
        ),
    ],
)
def test_what_has_no_growth(columns: dict[str, Any], words: str, mend: str) -> None:
    with pytest.raises(TrendError, match=words) as caught:
        growth(series([1, 2], **columns))
    assert mend in caught.value.mend


def test_windows_that_overlap_are_refused() -> None:
    obs = windows([("2018-01-01", "2018-12-31"), ("2018-07-01", "2018-07-31")], [12, 1])
    with pytest.raises(TrendError, match="windows overlap: gdp of CN-LN"):
        growth(obs, "annualised")


def test_what_no_number_holds_is_refused() -> None:
    days = [("2018-01-01",) * 2, ("2018-01-02",) * 2]
    obs = windows(days, [1, 1e9], measure="stock", unit="firm")
    with pytest.raises(TrendError, match="kind='annualised' gives more than a number") as caught:
        growth(obs, "annualised")
    assert 'kind="log"' in caught.value.mend
    with pytest.raises(TrendError, match="kind='period' gives more than a number holds"):
        growth(series([1e-300, 1e300]), "period")


def test_two_figures_of_one_period_are_refused() -> None:
    obs = series([1, 2])
    with pytest.raises(TrendError, match="two figures of unstated for one period"):
        growth(pd.concat([obs, obs]))


def test_two_series_that_growth_would_make_one_are_refused() -> None:
    obs = side_by_side(series([100, 110]), series([20, 21], unit="USD"))
    with pytest.raises(TrendError, match="two series would become one, flow in CNY") as caught:
        growth(obs)
    assert "flow in USD" in str(caught.value)
    # Of different years they are told apart.
    apart = side_by_side(series([100, 110]), series([20, 21], unit="USD", first="2015"))
    assert len(growth(apart)) == 2


@pytest.mark.parametrize(
    ("arguments", "words", "mend"),
    [
        ({"kind": "yoyo"}, "kind='yoyo' is not known", "did you mean 'yoy'"),
        ({"kind": "yoy", "since": "2015"}, "has no base, and since='2015' came", "cumulative"),
        ({"kind": "cumulative", "since": "1980"}, "no figure for 1980", "drop=True"),
    ],
)
def test_arguments(arguments: dict[str, Any], words: str, mend: str) -> None:
    with pytest.raises(TrendError, match=words) as caught:
        growth(series([1, 2]), **arguments)
    assert mend in caught.value.mend


def test_series_without_the_base_can_be_left_out() -> None:
    obs = side_by_side(series([1, 2], first="2015"), series([1, 3], region="CN-JL", first="2016"))
    with pytest.raises(TrendError, match=r"no figure for 2015 in the series of gdp of CN-JL"):
        growth(obs, "cumulative", since="2015")
    found = growth(obs, "cumulative", since="2015", drop=True)
    assert found["region"].tolist() == ["CN-LN"]


def test_a_base_of_several_figures_is_refused() -> None:
    obs = windows([(day, day) for day in ("2015-06-30", "2015-12-31")], [1, 2], measure="stock")
    with pytest.raises(TrendError, match="several figures lie in 2015") as caught:
        growth(obs, "cumulative", since="2015")
    assert "its last month" in caught.value.mend


def test_a_base_that_is_no_period() -> None:
    with pytest.raises(WindowError, match="'last year' is no period"):
        growth(series([1, 2]), "cumulative", since="last year")
    obs = series([1, 2])
    with pytest.raises(WindowError, match="windows that lack a day"):
        growth(obs.assign(end=obs["end"].shift()))


def test_across_must_be_there_and_have_both_figures(liaoning: pd.DataFrame) -> None:
    page = liaoning[liaoning["vintage"] == "nbs-web-2020-05"]
    with pytest.raises(UnknownCodeError, match="unknown vintage 'nbs-web-2021'"):
        growth(page, across="nbs-web-2021")
    with pytest.raises(VintageError, match="nbs-web-2020-05 does not tell the growth to gdp of"):
        growth(page, across="nbs-web-2020-05")
    old = liaoning[liaoning["vintage"].isin(["nbs-web-2020-05", "nbs-web-2018-12"])]
    with pytest.raises(VintageError, match="nbs-web-2018-12 does not tell the growth") as caught:
        growth(old[old["start"].dt.year >= 2015], across="nbs-web-2018-12")
    assert "on one benchmark" in caught.value.mend


# Laws.


def exact(values: Sequence[int]) -> list[Fraction]:
    return [100 * Fraction(b - a, a) for a, b in itertools.pairwise(values)]


@settings(max_examples=15)
@given(values=FIGURES)
def test_cumulative_growth_is_the_product_of_that_of_all_periods(values: list[int]) -> None:
    obs = series(values)
    period, whole = growth(obs, "period"), growth(obs, "cumulative")
    chained = 100 * (np.cumprod(1 + period["value"].to_numpy() / 100) - 1)
    assert whole["value"].to_numpy() == pytest.approx(chained, rel=1e-9, abs=1e-6)
    logs = growth(obs, "log")["value"].cumsum()
    assert (100 * np.expm1(logs / 100)).to_numpy() == pytest.approx(chained, rel=1e-9, abs=1e-6)
    for rate, (low, high) in zip(
        exact(values), period[["lower", "upper"]].to_numpy().tolist(), strict=True
    ):
        assert Fraction(low) <= rate <= Fraction(high)


@settings(max_examples=20)
@given(
    figures=st.lists(
        st.tuples(st.floats(1, 1e9), st.floats(0, 0.5), st.floats(0, 0.5)), min_size=2, max_size=2
    ),
    kind=st.sampled_from(KINDS),
)
def test_bounds_hold_the_value_and_every_corner(
    figures: list[tuple[float, float, float]], kind: Kind
) -> None:
    per_year = 1 if kind == "yoy" else 4
    ends = [(one * (1 - down), one, one * (1 + up)) for one, down, up in figures]
    lower, value, upper = zip(*ends, strict=True)
    obs = [series(value, lower=list(lower), upper=list(upper), first="2014", per_year=per_year)]
    for place, corner in enumerate(itertools.product(*ends)):
        obs.append(series(corner, first="2014", per_year=per_year, region=f"X-{place}"))
    found = growth(side_by_side(*obs), kind)
    whole = found.iloc[0]
    assert len(found) == 10
    assert whole["lower"] <= found["value"].min()
    assert found["value"].max() <= whole["upper"]


@settings(max_examples=15)
@given(order=st.permutations(range(10)), kind=st.sampled_from(KINDS))
def test_the_order_of_rows_does_not_matter(order: list[int], kind: Kind) -> None:
    obs = side_by_side(
        series([3, 5, 4, 8, 9], region="CN-LN", vintage="one"),
        series([3, 6, 5, 8, 7], region="CN-LN", vintage="two"),
    )
    pd.testing.assert_frame_equal(
        growth(obs, kind), growth(obs.iloc[order], kind), check_categorical=False
    )


def test_any_index_text_and_extra_columns() -> None:
    obs = series([1, 2, 3])
    texts = obs.astype(dict.fromkeys(["indicator", "region", "unit", "status"], "str"))
    texts = texts.assign(note="mine", precision=texts["precision"].astype(object))
    texts.index = pd.Index(["x", "x", "y"])
    before = texts.copy(deep=True)
    found = growth(texts)
    assert found["value"].tolist() == [100.0, 50.0]
    assert list(found.columns) == OBSERVATIONS.names
    assert found.index.tolist() == [0, 1]
    pd.testing.assert_frame_equal(texts, before)


def test_claims_pass_as_observations() -> None:
    claims = catalog.claims()
    gdp = claims[(claims["indicator"] == "gdp") & (claims["measure"] == "flow")]
    assert list(growth(gdp.head(1)).columns) == OBSERVATIONS.names
