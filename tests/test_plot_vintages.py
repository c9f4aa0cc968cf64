"""Plots of vintages, revisions and ranks by vintage, and the numbers they draw."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure

import liaoning_econ as le
from liaoning_econ import plot
from liaoning_econ.errors import BasisError, SchemaError
from liaoning_econ.realtime import across_days, across_vintages

if TYPE_CHECKING:
    from matplotlib.axes import Axes

OWN = "CN-LN"


@pytest.fixture(scope="module")
def gdp() -> pd.DataFrame:
    return le.observations("gdp", OWN, start=2014, end=2018)


@pytest.fixture(scope="module")
def revised(gdp: pd.DataFrame) -> pd.DataFrame:
    return le.revisions(gdp, against="previous")


@pytest.fixture(scope="module")
def provinces() -> pd.DataFrame:
    known = le.regions()
    names = known.loc[(known["level"] == "province") & known["mainland"], "region"].tolist()
    return le.observations("gdp", names, start=2012, end=2018)


@pytest.fixture(scope="module")
def by_vintage(provinces: pd.DataFrame) -> pd.DataFrame:
    return _own(across_vintages(le.rank, provinces).results)


def _own(found: pd.DataFrame) -> pd.DataFrame:
    return found[found["region"] == OWN].reset_index(drop=True)


def _newest(known: pd.DataFrame) -> pd.DataFrame:
    return le.rank(known[known["start"] == known["start"].max()])


def _names_in(axes: Axes) -> list[str]:
    """The legend as it is read, line by line; matplotlib fills it column by column."""
    legend = axes.get_legend()
    assert legend is not None
    columns = np.array_split([text.get_text() for text in legend.get_texts()], legend._ncols)  # type: ignore[attr-defined]
    lines = itertools.zip_longest(*columns)
    return [str(text) for line in lines for text in line if text is not None]


def _line(axes: Axes, label: str) -> np.ndarray:
    """The points of the line of that name: (points, 2)."""
    (found,) = (line for line in axes.lines if line.get_label() == label)
    return np.asarray(found.get_xydata())


# What every picture keeps to.


def test_the_axes_given_are_the_axes_returned_and_nothing_global_changes(
    revised: pd.DataFrame, by_vintage: pd.DataFrame
) -> None:
    before = dict(mpl.rcParams)
    given = [Figure().add_subplot() for _ in range(2)]
    assert plot.revisions(revised, ax=given[0]) is given[0]
    assert plot.ranks(by_vintage, ax=given[1]) is given[1]
    assert plot.ranks(by_vintage) is not plot.ranks(by_vintage)
    assert dict(mpl.rcParams) == before


def test_units_stand_on_the_axis_and_sources_under_the_plot(
    revised: pd.DataFrame, by_vintage: pd.DataFrame
) -> None:
    drawn = [
        plot.revisions(revised),
        plot.revisions(revised, absolute=True),
        plot.ranks(by_vintage),
    ]
    assert [axes.get_ylabel().replace("\n", " ") for axes in drawn] == [
        "Gross domestic product, revision, percent, current prices",
        "Gross domestic product, revision, billion yuan, current prices",
        "Gross domestic product, rank, current prices",
    ]
    assert all(axes.get_xlabel() == "year" for axes in drawn)
    office = "National Bureau of Statistics of China"
    assert all(office in axes.texts[-1].get_text() for axes in drawn)


def test_inputs_are_not_changed(revised: pd.DataFrame, by_vintage: pd.DataFrame) -> None:
    for draw, found in ((plot.revisions, revised), (plot.ranks, by_vintage)):
        odd = found.assign(extra=1)
        odd.index = pd.Index(np.arange(len(odd)) * 3 + 1)
        before = odd.copy(deep=True)
        draw(odd)
        pd.testing.assert_frame_equal(odd, before)


def test_vintages_fold_a_label_that_two_lines_of_sources_leave_no_room_for() -> None:
    axes = plot.vintages(le.observations("gdp", OWN))
    assert "\n" in axes.texts[-1].get_text()
    assert axes.get_ylabel().count("\n") == 1


# Revisions.


def test_a_revision_stands_at_its_period_in_percent_of_the_earlier_figure(
    revised: pd.DataFrame,
) -> None:
    data = plot.revisions_data(revised)
    # 28,626.58 before the census of 2018 and 20,025.70 after it: 100 (20025.70 / 28626.58 - 1).
    own = data[(data["vintage"] == "nbs-web-2021") & (data["x"] == 2014)].iloc[0]
    assert own["value"] == pytest.approx(-30.04508, abs=5e-6)
    assert own[["other", "unit", "cause"]].tolist() == ["nbs-web-2018-12", "percent", "admission"]
    points = _line(plot.revisions(revised), "nbs-web-2021")
    assert points[0].tolist() == pytest.approx([2014, own["value"]])
    assert points[:, 0].tolist() == [2014, 2015, 2016, 2017, 2018]


def test_absolute_revisions_are_in_the_unit_of_the_figures(revised: pd.DataFrame) -> None:
    data = plot.revisions_data(revised, absolute=True)
    own = data[(data["vintage"] == "nbs-web-2021") & (data["x"] == 2014)].iloc[0]
    assert own["value"] == pytest.approx((20_025.70 - 28_626.58) * 1e8, abs=1)
    assert own["unit"] == "CNY"


def test_rates_are_revised_by_percentage_points() -> None:
    rates = le.observations("gdp", OWN, measure="growth", start=2018, end=2018)
    # The governor expected 5.6 percent in January 2019; the result was 5.7.
    early = rates.assign(status="A")
    axes = plot.revisions(le.revisions(early, against="previous", missing="earliest"))
    data = plot.revisions_data(le.revisions(early, against="previous", missing="earliest"))
    assert set(data["unit"]) == {"percentage_point"}
    assert data["value"].abs().tolist() == pytest.approx([0.1])
    assert "growth, revision, percentage points" in axes.get_ylabel().replace("\n", " ")


def test_a_release_that_repeats_every_figure_has_no_line(revised: pd.DataFrame) -> None:
    # nbs-web-2024 has 2014 to 2018 as nbs-web-2021 had them.
    assert "nbs-web-2024" in set(revised["to_vintage"])
    assert "nbs-web-2024" not in set(plot.revisions_data(revised)["vintage"])
    repeated = revised[revised["cause"] == "unchanged"]
    with pytest.raises(SchemaError, match="no figure was revised"):
        plot.revisions(repeated)


def test_nothing_is_drawn_over_periods_that_a_release_does_not_revise() -> None:
    found = le.revisions(le.observations("gdp", OWN), against="previous")
    data = plot.revisions_data(found)
    lines = data[data["vintage"] == "nbs-web-2018-12"].groupby("line")["x"].apply(list).tolist()
    # Announcements of 2008 and 2009, the yearbook of 2013 and the communique of 2017 came before.
    assert lines == [[2008, 2009], [2013], [2017]]
    axes = plot.revisions(found)
    stems = [np.asarray(line.get_xydata()) for line in axes.lines]
    assert [2013.0, 0.0] in [stem[0].tolist() for stem in stems if len(stem) == 2]


def test_against_the_latest_a_line_is_that_of_the_earlier_release(gdp: pd.DataFrame) -> None:
    data = plot.revisions_data(le.revisions(gdp, against="latest"))
    assert "nbs-web-2018-12" in set(data["vintage"])
    assert set(data["other"]) == {"nbs-web-2026-03"}
    # One announcement is no series: a stem.
    assert data.loc[data["vintage"] == "communique-2017", "single"].all()
    assert not data.loc[data["vintage"] == "nbs-web-2018-12", "single"].any()


def test_each_release_has_its_line_style_and_each_cause_its_mark(revised: pd.DataFrame) -> None:
    axes = plot.revisions(revised, labels={"nbs-web-2021": "census of 2018"})
    names = _names_in(axes)
    assert names == [
        "nbs-web-2026-03", "census of 2018", "nbs-web-2020-05", "nbs-web-2018-12",
        "census", "admission", "final", "rounding",
    ]  # fmt: skip
    named = [line for line in axes.lines if line.get_label() in names[:4]]
    assert len({str(getattr(line, "_dash_pattern")) for line in named}) == 4  # noqa: B009
    assert named[0].get_linestyle() == "-"
    marks = [line.get_marker() for line in axes.lines if line.get_label() in names[4:]]
    assert len(set(marks)) == 4


def test_revisions_of_one_series_against_one_thing(gdp: pd.DataFrame) -> None:
    both = le.revisions(gdp, against=["previous", "latest"])
    message = "held against one thing, were asked for, and against has"
    with pytest.raises(BasisError, match=message) as caught:
        plot.revisions(both)
    assert "filter to one against" in str(caught.value)
    two = le.observations("gdp", [OWN, "CN-JL"], start=2014, end=2014)
    with pytest.raises(BasisError, match="and region has"):
        plot.revisions_data(le.revisions(two, against="previous"))
    with pytest.raises(SchemaError, match="found lacks the columns"):
        plot.revisions(gdp)
    with pytest.raises(SchemaError, match="no rows"):
        plot.revisions(both.iloc[:0])


# Ranks.


def test_ranks_are_drawn_a_line_a_vintage_the_first_place_on_top(
    by_vintage: pd.DataFrame,
) -> None:
    axes = plot.ranks(by_vintage)
    # 7th of 31 in 2012 before the census of 2018, 14th after it.
    assert _line(axes, "nbs-web-2018-12")[0].tolist() == [2012, 7]
    assert _line(axes, "nbs-web-2021")[0].tolist() == [2012, 14]
    bottom, top = axes.get_ylim()
    assert bottom > top
    assert all(float(tick).is_integer() for tick in axes.get_yticks())
    assert _names_in(axes)[0] == "nbs-web-2026-03"
    assert next(line.get_linestyle() for line in axes.lines) == "-"


def test_first_announcements_are_no_series(by_vintage: pd.DataFrame) -> None:
    data = plot.ranks_data(by_vintage)
    assert data.loc[data["run"] == "first-published", "single"].all()
    assert not data.loc[data["run"] == "nbs-web-2021", "single"].any()
    axes = plot.ranks(by_vintage)
    styles = {line.get_label(): line.get_linestyle() for line in axes.lines}
    assert styles["first-published"] == "None"


def test_a_vintage_that_mixes_benchmarks_is_broken(by_vintage: pd.DataFrame) -> None:
    data = plot.ranks_data(by_vintage)
    mixed = data[data["run"] == "nbs-web-2020-05"].groupby("stretch")["x"].apply(list)
    # 2015 to 2017 before the census of 2018, 2018 after it.
    assert mixed.tolist() == [[2015, 2016, 2017], [2018]]
    axes = plot.ranks(by_vintage, labels={"nbs-web-2021": "2018", "nbs-web-2024": "2018"})
    shared = [line for line in axes.lines if line.get_label() == "2018"]
    assert len(shared) == 1
    assert np.asarray(shared[0].get_xdata()).tolist() == list(range(2012, 2019))


def test_days_that_tell_of_one_period_each_are_one_line(provinces: pd.DataFrame) -> None:
    days = ["2013-12-31", "2014-12-31", "2019-12-31"]
    then = _own(across_days(_newest, provinces, days, possible=True).results)
    now = _own(across_days(le.rank, provinces, ["2026-06-30"], consistent=True).results)
    data = plot.ranks_data(pd.concat([then, now]))
    assert data["run"].drop_duplicates().tolist() == ["as known then", "2026-06-30"]
    joined = data[data["run"] == "as known then"]
    assert joined[["x", "value"]].to_numpy().tolist() == [[2012, 7], [2013, 7], [2018, 15]]
    labels = {"as known then": "then", "2026-06-30": "now"}
    axes = plot.ranks(pd.concat([then, now]), labels=labels)
    assert _names_in(axes) == ["now", "then"]
    assert _line(axes, "now")[0].tolist() == [2012, 14]
    # A single day is a day.
    assert plot.ranks_data(then.head(1))["run"].tolist() == ["2013-12-31"]


def test_a_place_that_is_not_sure_is_a_band(provinces: pd.DataFrame) -> None:
    old = provinces[provinces["vintage"] == "nbs-web-2018-12"]
    short = old[old["region"] != "CN-GD"]
    found = _own(across_vintages(le.rank, short).results)
    data = plot.ranks_data(found)
    assert (data["upper"] - data["lower"]).tolist() == [1.0] * len(data)
    assert len(plot.ranks(found).collections) == 1
    assert not plot.ranks(_own(across_vintages(le.rank, old).results)).collections


def test_regions_have_a_line_each(provinces: pd.DataFrame) -> None:
    found = across_vintages(le.rank, provinces).results
    two = found[found["region"].isin([OWN, "CN-JL"]) & (found["vintage"] == "nbs-web-2021")]
    assert sorted(_names_in(plot.ranks(two))) == ["Jilin", "Liaoning"]


def test_a_refused_run_is_not_drawn(provinces: pd.DataFrame) -> None:
    found = across_vintages(le.rank, provinces).results
    assert (found.loc[found["vintage"] == "communique-2017", "refused"] != "").all()
    drawn = found[(found["region"] == OWN) | (found["refused"] != "")]
    assert "communique-2017" not in set(plot.ranks_data(drawn)["run"])


def test_frames_that_are_no_ranks_say_what_to_pass(
    by_vintage: pd.DataFrame, gdp: pd.DataFrame
) -> None:
    with pytest.raises(SchemaError, match=r"found lacks the columns \['measure'\]") as caught:
        plot.ranks(by_vintage.drop(columns="measure"))
    assert "across_vintages(le.rank, ...)" in str(caught.value)
    with pytest.raises(SchemaError, match="rows are no ranks") as caught:
        plot.ranks(gdp)
    assert caught.value.rows is not None
    assert len(caught.value.rows) == len(gdp)
    with pytest.raises(SchemaError, match="no rows"):
        plot.ranks(by_vintage.iloc[:0])
    people = by_vintage.assign(indicator="population")
    with pytest.raises(BasisError, match="and indicator has"):
        plot.ranks(pd.concat([by_vintage, people]))
