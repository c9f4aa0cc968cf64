"""Plots of trends, cycles, breaks and events, and the numbers they draw."""

from __future__ import annotations

import itertools
import math
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import liaoning_econ as le
from liaoning_econ import plot
from liaoning_econ.errors import BasisError, SchemaError
from liaoning_econ.frames import EVENT_PATHS, empty
from tests.trends.made_series import series, side_by_side

if TYPE_CHECKING:
    from matplotlib.axes import Axes


@pytest.fixture(scope="module")
def gdp() -> pd.DataFrame:
    return le.observations("gdp", "CN-LN", vintage="nbs-web-2026-03")


@pytest.fixture(scope="module")
def provinces() -> pd.DataFrame:
    return le.observations("gdp", ["CN-LN", "CN-JL"], vintage="nbs-web-2026-03")


@pytest.fixture(scope="module")
def yuan() -> pd.DataFrame:
    return le.rates("USD", "CNY", "2015-01-01", "2019-12-31")


@pytest.fixture(scope="module")
def paths(yuan: pd.DataFrame) -> pd.DataFrame:
    return le.event_study(yuan, le.events("us_tariffs"), (-5, 10), max_lags=0)


@pytest.fixture(scope="module")
def nile(known: Path) -> pd.DataFrame:
    flow = pd.read_csv(known / "breaks" / "nile.csv").assign(region="EG")
    return le.from_table(
        flow, indicator="river_flow", unit="m3", value="volume", scale=1e8, measure="flow",
        regions={"EG": "Egypt"}, source="Durbin and Koopman (2001)",
    )  # fmt: skip


def names_in(axes: Axes) -> list[str]:
    """The legend as it is read, line by line; matplotlib fills it column by column."""
    legend = axes.get_legend()
    assert legend is not None
    columns = np.array_split([text.get_text() for text in legend.get_texts()], legend._ncols)  # type: ignore[attr-defined]
    lines = itertools.zip_longest(*columns)
    return [str(text) for line in lines for text in line if text is not None]


# What every picture keeps to.


def test_the_axes_given_are_the_axes_returned_and_nothing_global_changes(
    gdp: pd.DataFrame, nile: pd.DataFrame, yuan: pd.DataFrame, paths: pd.DataFrame
) -> None:
    before = dict(mpl.rcParams)
    given = [Figure().add_subplot() for _ in range(4)]
    drawn = [
        plot.trends(gdp, le.trend(gdp), ax=given[0]),
        plot.cycles(gdp, le.decompose(gdp), ax=given[1]),
        plot.breaks(nile, le.breaks(nile), ax=given[2]),
        plot.event_paths(yuan, paths, ax=given[3]),
    ]
    assert all(one is other for one, other in zip(drawn, given, strict=True))
    assert plot.event_paths(yuan, paths) is not plot.event_paths(yuan, paths)
    assert dict(mpl.rcParams) == before


def test_units_stand_on_the_axis_and_sources_under_the_plot(
    gdp: pd.DataFrame, nile: pd.DataFrame, yuan: pd.DataFrame, paths: pd.DataFrame
) -> None:
    logs = le.decompose(gdp, log=True)
    drawn = {
        "Gross domestic product, trillion yuan,\ncurrent prices": plot.trends(gdp, le.trend(gdp)),
        "Gross domestic product, cycle, log points,\ncurrent prices": plot.cycles(gdp, logs),
        "Gross domestic product, cycle, billion yuan,\ncurrent prices": plot.cycles(
            gdp, le.decompose(gdp)
        ),
        "River flow, billion m³": plot.breaks(nile, le.breaks(nile)),
        "USD in CNY, abnormal change, percent": plot.event_paths(yuan, paths),
    }
    assert [axes.get_ylabel() for axes in drawn.values()] == list(drawn)
    under = [axes.texts[-1].get_text().removeprefix("Source: ") for axes in drawn.values()]
    office = "National Bureau of Statistics of China"
    assert under == [office] * 3 + ["Durbin and Koopman (2001)", "European Central Bank"]


def test_inputs_are_not_changed(gdp: pd.DataFrame) -> None:
    obs = gdp.astype({"vintage": "str", "region": "object"}).iloc[::-1].assign(extra=1)
    found = le.decompose(obs, log=True)
    before, also = obs.copy(deep=True), found.copy(deep=True)
    data = plot.cycles_data(obs, found)
    plot.cycles(obs, found, part="trend")
    pd.testing.assert_frame_equal(obs, before)
    pd.testing.assert_frame_equal(found, also)
    pd.testing.assert_frame_equal(data, plot.cycles_data(gdp, le.decompose(gdp, log=True)))


@pytest.mark.parametrize("draw", [plot.trends, plot.trends_data])
def test_an_answer_of_other_figures_is_refused(draw, gdp: pd.DataFrame) -> None:  # type: ignore[no-untyped-def]
    found = le.trend(gdp)
    other = le.observations("gdp", "CN-JL", vintage="nbs-web-2026-03")
    message = r"no figures of gdp of CN-LN from 2006-01-01 to 2024-12-31 \(vintage nbs-web-2026-03"
    with pytest.raises(SchemaError, match=message) as caught:
        draw(other, found)
    assert caught.value.rows is not None
    with pytest.raises(SchemaError, match="there is nothing to draw: no rows"):
        draw(gdp, found.iloc[:0])
    with pytest.raises(SchemaError, match="found lacks the columns"):
        draw(gdp, le.decompose(gdp))
    people = le.observations("population", "CN-LN", vintage="nbs-web-2025")
    both = pd.concat([found, le.trend(people)], ignore_index=True)
    with pytest.raises(BasisError, match="one axis cannot hold the units"):
        draw(le.concat([gdp, people]), both)


# Trends.


def test_a_line_is_drawn_through_figures_that_lie_on_it() -> None:
    monthly = series([100.0 + 5 * month for month in range(24)], first="2001-01", per_year=12)
    yearly = series([80.0, 90.0, 100.0, 110.0])
    for obs in (monthly, yearly):
        data = plot.trends_data(obs, le.trend(obs, se="ols"))
        for name in ("trend", "trend_lower", "trend_upper"):
            np.testing.assert_allclose(data[name], data["value"], rtol=1e-9)


def test_a_rate_of_growth_is_drawn_as_a_curve_and_a_share_in_points() -> None:
    grows = series([100 * 1.1**year for year in range(6)])
    data = plot.trends_data(grows, le.trend(grows, "loglinear"))
    np.testing.assert_allclose(data["trend"], data["value"], rtol=1e-9)
    share = series([4.0, 5.0, 6.0, 7.0], measure="growth", unit="percent", prices="comparable",
                  relative_to="previous_year")  # fmt: skip
    axes = plot.trends(share, le.trend(share, se="ols"))
    np.testing.assert_allclose(np.asarray(axes.lines[1].get_ydata()), [4, 5, 6, 7])
    assert "trend, +1 percentage points a year" in names_in(axes)
    assert axes.get_ylabel() == "Gross domestic product, growth, percent,\ncomparable prices"


def test_the_band_turns_the_line_about_its_middle_to_the_slope_s_interval() -> None:
    # By hand: 1, 2, 1, 4, 3 over five years have the mean 2.2, the slope 0.6, residuals with the
    # squares' sum 3.2 and so the error sqrt(3.2 / 3 / 10); Student's t with 3 is 3.182446.
    obs = series([1.0, 2.0, 1.0, 4.0, 3.0])
    found = le.trend(obs, se="ols")
    half = 3.182446 * math.sqrt(3.2 / 3 / 10)
    data = plot.trends_data(obs, found)
    years = np.arange(-2, 3)
    np.testing.assert_allclose(data["trend"], 2.2 + 0.6 * years)
    np.testing.assert_allclose(
        data["trend_upper"], 2.2 + 0.6 * years + half * abs(years), rtol=1e-6
    )
    np.testing.assert_allclose(
        data["trend_lower"], 2.2 + 0.6 * years - half * abs(years), rtol=1e-6
    )
    axes = plot.trends(obs, found)
    assert names_in(axes) == ["figures", "trend, +0.6 yuan a year", "95 % interval of the slope"]


def test_periods_that_were_filled_or_left_out_do_not_shift_the_line() -> None:
    obs = series([float(year) for year in range(8)], first="2001")
    gap = obs.drop(index=3).reset_index(drop=True)
    filled = plot.trends_data(gap, le.trend(gap, se="ols", interpolate="linear"))
    np.testing.assert_allclose(filled["trend"], filled["value"], atol=1e-9)
    assert filled["x"].tolist() == [2001, 2002, 2003, 2005, 2006, 2007, 2008]
    kept = plot.trends_data(gap, le.trend(gap, se="ols", drop="periods"))
    assert kept["x"].tolist() == [2005, 2006, 2007, 2008]


def test_each_of_several_lines_has_its_style_and_vintages_are_told_apart() -> None:
    three = le.observations("gdp", ["CN-LN", "CN-JL", "CN-HL"], vintage="nbs-web-2026-03")
    axes = plot.trends(three, le.trend(three, "loglinear"))
    trends = [line for line in axes.lines if str(line.get_label()).startswith("trend")]
    assert len({str(getattr(line, "_dash_pattern")) for line in trends}) == 3  # noqa: B009
    marks = {str(line.get_marker()) for line in axes.lines} - {"None", ""}
    assert len(marks) == 3
    whole = le.observations("gdp", "CN-LN", start="2006", end="2015", measure="flow")
    whole = whole[whole["vintage"].isin(["nbs-web-2018-12", "nbs-web-2026-03"])]
    data = plot.trends_data(whole, le.trend(whole))
    assert data.groupby("line").size().to_dict() == {"nbs-web-2018-12": 10, "nbs-web-2026-03": 10}


# Cycles.


def test_cycles_of_logarithms_are_in_log_points_and_trends_in_the_unit(gdp: pd.DataFrame) -> None:
    found = le.decompose(gdp, log=True)
    data = plot.cycles_data(gdp, found)
    np.testing.assert_allclose(data["value"], gdp.sort_values("start")["value"])
    np.testing.assert_allclose(
        data["cycle"], 100 * np.log(data["value"] / data["trend"]), atol=1e-8
    )
    assert set(data["cycle_unit"]) == {"log_point"}
    assert set(data["unit"]) == {"CNY"}
    # Twice the mean revision, where it is known: the newest two years.
    width = (data["cycle_upper"] - data["cycle_lower"]).dropna()
    np.testing.assert_allclose(width, 200 * found["revision"].dropna())
    assert data.loc[width.index, "x"].tolist() == [2023, 2024]


def test_periods_that_will_be_revised_are_open_circles(gdp: pd.DataFrame) -> None:
    axes = plot.cycles(gdp, le.decompose(gdp, log=True))
    circles = [line for line in axes.lines if line.get_marker() == "o"]
    assert [np.asarray(line.get_xdata()).tolist() for line in circles] == [[2023, 2024]]
    assert names_in(axes) == ["revised most by new figures", "mean past revision"]
    assert len(axes.collections) == 1


def test_methods_are_told_apart_by_name_and_by_parameters_only_where_it_takes_them(
    gdp: pd.DataFrame,
) -> None:
    hp, hamilton = le.decompose(gdp, log=True), le.decompose(gdp, "hamilton", log=True)
    both = pd.concat([hp, hamilton], ignore_index=True)
    assert names_in(plot.cycles(gdp, both))[:2] == ["hp", "hamilton"]
    # The figures that both had are drawn once.
    assert names_in(plot.cycles(gdp, both, part="trend")) == [
        "figures", "trend, hp", "trend, hamilton",
    ]  # fmt: skip
    stiff = pd.concat([hp, le.decompose(gdp, log=True, lamb=10)], ignore_index=True)
    assert names_in(plot.cycles(gdp, stiff))[0] == "lamb 6.25, of logarithms"
    mixed = pd.concat([hp, le.decompose(gdp)], ignore_index=True)
    with pytest.raises(BasisError, match="cycles of figures and of logarithms"):
        plot.cycles_data(gdp, mixed)


# Breaks.


def test_the_nile_s_break_stands_after_1898_with_its_published_interval(
    nile: pd.DataFrame, known: Path
) -> None:
    facts = tomllib.loads((known / "breaks" / "breaks.toml").read_text(encoding="utf-8"))["nile"]
    found = le.breaks(nile)
    one = plot.breaks_data(nile, found)
    low, high = facts["interval_years"]
    assert one[["x", "lower", "upper"]].to_numpy().tolist() == [
        [facts["years"][0] + 0.5, low + 0.5, high + 0.5]
    ]
    axes = plot.breaks(nile, found)
    upright = [line for line in axes.lines if np.asarray(line.get_xdata()).tolist() == [1898.5] * 2]
    assert len(upright) == 1
    assert names_in(axes) == ["figures", "mean of each regime", "95 % interval of a break"]


def test_each_figure_stands_beside_its_regime(nile: pd.DataFrame) -> None:
    found = le.breaks(nile)
    data = plot.regimes_data(nile, found)
    before = data["x"] <= 1898
    assert data.loc[before, "regime"].eq(1).all()
    assert data.loc[~before, "regime"].eq(2).all()
    # Fitted is the mean of the regime's own figures.
    own = data.groupby("regime")["value"].transform("mean")
    np.testing.assert_allclose(data["fitted"], own)
    lines = plot.regimes_data(nile, le.breaks(nile, "trend"))
    for _, part in lines.groupby("regime"):
        slope, level = np.polyfit(part["x"], part["value"], 1)
        np.testing.assert_allclose(part["fitted"], level + slope * part["x"], rtol=1e-9)


def test_months_break_on_their_last_day() -> None:
    monthly = le.rates("USD", "CNY", "2013-01", "2017-12", average="month")
    found = le.breaks(monthly, max_breaks=2)
    turns = plot.breaks_data(monthly, found)
    assert turns["x"].tolist() == found["end"].tolist()[:2]
    assert turns["upper"].tolist() == found["break_upper"].tolist()[:2]
    assert plot.breaks(monthly, found).get_ylabel() == "Exchange rate, yuan per US dollar"


def test_bars_of_several_series_stand_below_the_figures_one_above_the_other() -> None:
    obs = series([1.0] * 10 + [9.0] * 10 + [1.0] * 10)
    other = series([1.0] * 15 + [9.0] * 15, region="CN-JL")
    both = side_by_side(obs, other)
    axes = plot.breaks(both, le.breaks(both))
    bars = [line for line in axes.lines if line.get_marker() == "|"]
    heights = [float(np.asarray(line.get_ydata())[0]) for line in bars]
    assert len(bars) == 3
    assert len(set(heights)) == 2
    low, high = axes.get_ylim()
    assert max(heights) < (1.0 - low) / (high - low)
    # The lines through the plot are of a single series alone.
    assert not [patch for patch in axes.patches if patch.get_alpha() == 0.1]


def test_a_series_without_a_break_is_drawn_without_one() -> None:
    obs = series([1.0, 2.0, 1.5, 1.2] * 10)
    found = le.breaks(obs)
    assert plot.breaks_data(obs, found).empty
    assert names_in(plot.breaks(obs, found)) == ["figures", "mean of each regime"]


# Events.


def test_paths_keep_their_numbers_and_the_mean_comes_last(
    yuan: pd.DataFrame, paths: pd.DataFrame
) -> None:
    data = plot.event_paths_data(paths)
    assert data["event"].drop_duplicates().tolist()[-1] == "all"
    one = paths[paths["event"] == "E50"]
    drawn = data[data["event"] == "E50"]
    assert drawn["x"].tolist() == list(range(-5, 11))
    np.testing.assert_array_equal(drawn["value"], one["cumulative"])
    np.testing.assert_array_equal(drawn["upper"], one["upper"])
    axes = plot.event_paths(yuan, paths, labels={"E42": "25 percent"})
    assert names_in(axes)[1] == "25 percent"
    assert names_in(axes)[-2:] == ["mean of 6 events", "95 % interval"]
    # One band, that of the mean; each line with a style of its own, that of the mean the heaviest.
    assert len(axes.collections) == 1
    drawn_lines = [line for line in axes.lines if not str(line.get_label()).startswith("_")]
    assert max(drawn_lines, key=lambda line: line.get_linewidth()).get_label() == "mean of 6 events"


def test_events_without_their_mean_have_a_band_each(
    yuan: pd.DataFrame, paths: pd.DataFrame
) -> None:
    two = paths[paths["event"].isin(["E42", "E50"])]
    axes = plot.event_paths(yuan, two)
    assert names_in(axes) == ["E42, 2018-07-06", "E50, 2019-05-10", "95 % interval"]
    assert len(axes.collections) == 2


def test_projections_are_drawn_from_the_day_itself(yuan: pd.DataFrame) -> None:
    found = le.trends.local_projections(yuan, le.events("us_tariffs"), 5)
    assert plot.event_paths_data(found)["x"].tolist() == [0, 1, 2, 3, 4, 5]
    assert names_in(plot.event_paths(yuan, found)) == ["mean of 6 events", "95 % interval"]


def test_paths_that_cannot_be_drawn_say_why(yuan: pd.DataFrame, paths: pd.DataFrame) -> None:
    euro = paths.assign(base="EUR")
    with pytest.raises(BasisError, match=r"the paths of one pair.*\['EUR/CNY', 'USD/CNY'\]"):
        plot.event_paths(yuan, pd.concat([paths, euro], ignore_index=True))
    with pytest.raises(SchemaError, match="no rows"):
        plot.event_paths_data(empty(EVENT_PATHS))
    with pytest.raises(SchemaError, match="found lacks the columns"):
        plot.event_paths(yuan, yuan)
