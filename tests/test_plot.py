"""Plots: one Axes in, one Axes out, and the numbers they draw."""

from __future__ import annotations

import subprocess
import sys
import warnings

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import liaoning_econ as le
from liaoning_econ import plot
from liaoning_econ.errors import BasisError, SchemaError


def _claim(code: str) -> pd.DataFrame:
    claims = le.claims()
    return claims[claims["claim"] == code]


@pytest.fixture(scope="module")
def gdp() -> pd.DataFrame:
    return le.observations("gdp", "CN-LN")


@pytest.mark.parametrize(
    "draw",
    [
        lambda ax: plot.comparison(le.compare(_claim("S12"), _claim("S16"), per="month"), ax=ax),
        lambda ax: plot.series(le.observations("gdp", "CN-LN", vintage="latest"), ax=ax),
        lambda ax: plot.vintages(le.observations("gdp", "CN-LN"), ax=ax),
    ],
    ids=["comparison", "series", "vintages"],
)
def test_the_axes_given_are_the_axes_returned(draw) -> None:  # type: ignore[no-untyped-def]
    axes = Figure().add_subplot()
    assert draw(axes) is axes
    assert draw(None) is not axes


def test_drawing_changes_nothing_global_and_opens_no_window(gdp: pd.DataFrame) -> None:
    before = dict(mpl.rcParams)
    plot.vintages(gdp)
    plot.series(le.observations("population", "CN-LN", vintage="latest"))
    assert dict(mpl.rcParams) == before


def test_matplotlib_is_not_loaded_before_something_is_drawn() -> None:
    code = "import sys, liaoning_econ.plot; print('matplotlib' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


def test_comparison_draws_the_bounds_of_both_sides() -> None:
    result = le.compare(_claim("S12"), _claim("F072"), per="month")
    data = plot.comparison_data(result)
    # 48,000 in 48 months is 1,000 a month, by hand; bounds half a thousand either way.
    shanghai = data[data["side"] == "right"].iloc[0]
    assert shanghai[["value", "lower", "upper"]].tolist() == pytest.approx(
        [1000, 47_500 / 48, 48_500 / 48]
    )
    axes = plot.comparison(result)
    solid, faint = axes.patches[0], axes.patches[1]
    assert isinstance(solid, Rectangle)
    assert isinstance(faint, Rectangle)
    row = data.iloc[0]
    assert solid.get_width() == pytest.approx(row["lower"])
    assert faint.get_x() + faint.get_width() == pytest.approx(row["upper"])
    assert (solid.get_alpha(), faint.get_alpha()) == (0.9, 0.35)
    assert axes.get_xlabel() == "firms per month"


def test_a_figure_beside_several_is_drawn_once() -> None:
    others = le.claims()
    others = others[others["claim"].isin(["F072", "F120", "F101"])]
    data = plot.comparison_data(le.compare(_claim("S12"), others, per="month"))
    assert data["side"].tolist() == ["left", "right", "right", "right"]


def test_what_sides_differ_in_on_purpose_stands_in_their_labels() -> None:
    result = le.compare(_claim("S18"), _claim("S19"), across="basis", reading="literal")
    axes = plot.comparison(result)
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["Dalian\nsea", "Dalian\nrail"]
    # "More than 30 days", literally, has no upper end: an arrow.
    assert [line.get_marker() for line in axes.lines] == [">"]


def test_bare_quantities_can_be_drawn() -> None:
    result = le.compare(le.Quantity(3, "firm"), le.Quantity(4, "firm", 3, 4))
    assert plot.comparison_data(result)["label"].tolist() == ["left", "right"]
    assert len(plot.comparison(result).patches) == 4


def test_ranges_refuse_two_units() -> None:
    bars = pd.DataFrame(
        {"label": ["a", "b"], "unit": ["firm", "person"], "value": [1.0, 2.0],
         "lower": [1.0, 2.0], "upper": [1.0, 2.0], "source": ["", ""]}
    )  # fmt: skip
    with pytest.raises(BasisError, match="one axis cannot hold the units"):
        plot.ranges(bars)


def test_a_series_stands_at_its_years_in_its_unit() -> None:
    obs = le.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start="2015", end="2017")
    data = plot.series_data(obs)
    assert data["x"].tolist() == [2015, 2016, 2017]
    # NBS data site as it stood in 2018: 22,246.90 hundred million yuan for 2016.
    assert data["value"].tolist()[1] == pytest.approx(2.22469e12)
    axes = plot.series(obs)
    assert np.asarray(axes.lines[0].get_ydata())[1] == pytest.approx(2.22469)
    assert axes.get_ylabel() == "Gross domestic product, trillion yuan, current prices"
    assert axes.get_xlabel() == "year"


def test_bounds_are_a_band_where_they_can_be_seen() -> None:
    zones = le.claims("ftz_claims")
    zones = zones[
        (zones["indicator"] == "firms_new")
        & (zones["region"] == "CN-LN-FTZ")
        & (zones["measure"] == "cumulative")
        & (zones["claim"] != "F033")
    ]
    axes = plot.series(zones)
    assert len(axes.collections) == 1
    assert axes.get_ylabel() == "New firms, thousands"
    # Official figures to a tenth: the band is narrower than the line.
    assert not plot.series(le.observations("gdp", "CN-LN", vintage="latest")).collections


def test_several_regions_get_a_line_each_and_their_names() -> None:
    obs = le.observations("gdp", ["CN-LN", "CN-JL"], vintage="latest")
    axes = plot.series(obs)
    legend = axes.get_legend()
    assert legend is not None
    assert sorted(text.get_text() for text in legend.get_texts()) == ["Jilin", "Liaoning"]


def test_each_vintage_has_its_line_style(gdp: pd.DataFrame) -> None:
    axes = plot.vintages(gdp)
    named = [line for line in axes.lines if not str(line.get_label()).startswith("_")]
    lines = [line for line in named if line.get_linestyle() != "None"]
    # Dashes are kept beside the style, which says no more than "--" of all of them.
    styles = {str(getattr(line, "_dash_pattern")) for line in lines}  # noqa: B009
    assert len(lines) == len(styles) == 5
    # The newest is solid.
    assert lines[0].get_label() == "nbs-web-2026-03"
    assert lines[0].get_linestyle() == "-"


def test_a_vintage_that_mixes_benchmarks_is_broken(gdp: pd.DataFrame) -> None:
    data = plot.vintages_data(gdp)
    mixed = data[data["vintage"] == "nbs-web-2020-05"]
    # 2015 to 2017 before the census of 2018, 2018 and 2019 after it.
    assert mixed["line"].nunique() == 2
    assert mixed.groupby("line")["x"].apply(list).tolist() == [[2015, 2016, 2017], [2018, 2019]]
    assert data.loc[data["vintage"] == "first-published", "single"].all()
    assert not data.loc[data["vintage"] == "nbs-web-2026-03", "single"].any()


def test_vintages_of_one_label_share_their_style(gdp: pd.DataFrame) -> None:
    labels = {"nbs-web-2021": "census 2018", "nbs-web-2024": "census 2018"}
    axes = plot.vintages(gdp, labels=labels)
    names = [line.get_label() for line in axes.lines]
    assert names.count("census 2018") == 1
    colour = next(line.get_color() for line in axes.lines if line.get_label() == "census 2018")
    shared = [line for line in axes.lines if to_rgba(line.get_color()) == to_rgba(colour)]
    assert len(shared) == 2


def test_the_source_stands_under_the_plot(gdp: pd.DataFrame) -> None:
    text = plot.vintages(gdp).texts[-1].get_text()
    assert text.startswith("Sources: National Bureau of Statistics of China")
    assert not plot.vintages(gdp, source=False).texts


def test_a_pair_of_dollar_signs_is_no_formula() -> None:
    bars = pd.DataFrame(
        {"label": ["US$1 and S$2"], "unit": ["firm"], "value": [1.0], "lower": [1.0],
         "upper": [2.0], "source": ["$x$"]}
    )  # fmt: skip
    axes = plot.ranges(bars)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        axes.figure.canvas.draw()
    assert axes.get_yticklabels()[0].get_text() == r"US\$1 and S\$2"


@pytest.mark.parametrize("draw", [plot.series, plot.vintages])
def test_frames_that_cannot_be_drawn_say_why(draw, gdp: pd.DataFrame) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SchemaError, match="no rows"):
        draw(gdp.iloc[:0])
    undated = gdp.head(3).copy()
    undated["end"] = pd.Series(pd.NaT, undated.index, dtype="datetime64[us]")
    with pytest.raises(SchemaError, match="3 rows have no days") as caught:
        draw(undated)
    assert caught.value.rows is not None
    assert len(caught.value.rows) == 3
    mixed = le.concat(
        [gdp.head(2), le.observations("population", "CN-LN", vintage="latest").head(2)]
    )
    with pytest.raises(BasisError, match="one axis cannot hold the units"):
        draw(mixed)


def test_vintages_are_of_one_series() -> None:
    two = le.observations("gdp", ["CN-LN", "CN-JL"])
    with pytest.raises(BasisError, match="the vintages of one series"):
        plot.vintages(two)


def test_inputs_are_not_changed(gdp: pd.DataFrame) -> None:
    odd = gdp.astype({"vintage": "str", "region": "object"}).assign(extra=1)
    odd.index = pd.Index(np.arange(len(odd)) * 3 + 1)
    before = odd.copy(deep=True)
    data = plot.vintages_data(odd)
    pd.testing.assert_frame_equal(odd, before)
    pd.testing.assert_frame_equal(data, plot.vintages_data(gdp))
