"""The plots themselves: one Axes in, one Axes out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ.errors import BasisError
from liaoning_econ.plot.dressing import (
    axis_label,
    dress,
    escaped,
    legend,
    new_axes,
    scale,
    source_under,
)
from liaoning_econ.plot.numbers import comparison_data, series_data, vintages_data

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from liaoning_econ.comparison import Comparison

__all__ = ["LINES", "MARKS", "banded_line", "comparison", "ranges", "series", "vintages"]

# A line style for each vintage; the first is the newest and is drawn solid.
LINES: Final[tuple[str | tuple[int, tuple[int, ...]], ...]] = (
    "solid",
    (0, (6, 2)),
    (0, (2, 1)),
    (0, (6, 2, 1, 2)),
    (0, (1, 2)),
    (0, (8, 2, 1, 2, 1, 2)),
)
MARKS: Final[tuple[str, ...]] = ("o", "s", "^", "D", "v", "P", "X", "<", ">", "*")
_LETTERS: Final = 46  # of an axis label beside a plot with two lines of sources


def comparison(result: Comparison, *, ax: Axes | None = None) -> Axes:
    """Both sides of a comparison as bars: solid up to the lower bound, faint up to the upper.

    Parameters
    ----------
    result
        What `compare` gave, of one pair or many.
    ax
        Where to draw; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> zones = le.claims("ftz_claims")
    >>> left = zones[zones["claim"] == "F120"]
    >>> right = zones[zones["claim"] == "F072"]
    >>> axes = comparison(le.compare(left, right, per="month"))
    >>> axes.get_xlabel()
    'firms per month'
    """
    data = comparison_data(result)
    axes = new_axes(ax)
    count = data["side"].map({"left": "C0", "right": "C1"})
    return ranges(data.assign(colour=count), ax=axes)


def ranges(data: pd.DataFrame, *, ax: Axes | None = None, source: bool = True) -> Axes:
    """Figures with bounds as horizontal bars, the first row on top.

    The bar is solid from zero to the lower bound and faint from there to the upper; a line marks
    the value. An infinite upper bound ends in an arrow.

    Parameters
    ----------
    data
        Columns label, unit, value, lower, upper, source; one unit. A column `colour` of
        matplotlib colours sets rows apart.
    ax
        Where to draw; None makes a figure.
    source
        Whether the source stands under the plot.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Raises
    ------
    BasisError
        More than one unit.
    """
    units = sorted(set(data["unit"]))
    if len(units) != 1:
        raise BasisError(
            f"one axis cannot hold the units {units}", mend="convert the figures to one unit first"
        )
    axes = new_axes(ax)
    value, lower, upper = (
        data[name].to_numpy(dtype=np.float64) for name in ("value", "lower", "upper")
    )
    every = np.concatenate([value, lower, upper])
    reach = float(np.abs(every[np.isfinite(every)]).max(initial=0.0))
    divisor, word = scale(reach)
    colours = data["colour"].to_list() if "colour" in data else ["C0"] * len(data)
    unbounded = np.isinf(upper)
    value = value / divisor
    lower = np.maximum(lower, -1.1 * reach) / divisor
    upper = np.minimum(upper, 1.1 * reach) / divisor
    for place, colour in enumerate(colours):
        low, high, middle = float(lower[place]), float(upper[place]), float(value[place])
        axes.barh(place, low, height=0.62, color=colour, alpha=0.9, linewidth=0)
        axes.barh(place, high - low, left=low, height=0.62, color=colour, alpha=0.35, linewidth=0)
        axes.vlines(middle, place - 0.31, place + 0.31, color=colour, linewidth=2)
        if unbounded[place]:
            axes.plot([high], [place], marker=">", color=colour, linestyle="none")
    axes.set_yticks(range(len(data)), [escaped(str(label)) for label in data["label"]])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)
    axes.set_xlabel(axis_label("", word, units[0]))
    axes.xaxis.set_major_formatter("{x:,.10g}")
    axes.grid(visible=True, axis="x", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    if source:
        source_under(axes, data["source"])
    return axes


def series(obs: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Figures over time, a line a series, bounds as bands.

    Parameters
    ----------
    obs
        Observations of one unit; a line for each indicator, region, measure, basis, prices,
        relative_to and vintage.
    ax
        Where to draw; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Raises
    ------
    BasisError
        More than one unit.
    SchemaError
        No rows, or rows without days.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> axes = series(le.observations("gdp", "CN-LN", vintage="latest"))
    >>> len(axes.lines)
    1
    """
    data = series_data(obs)
    axes = new_axes(ax)
    divisor, word = scale(float(np.abs(data["value"]).max()))
    several = data["line"].nunique() > 1
    for number, (label, line) in enumerate(data.groupby("line", sort=False)):
        style = LINES[number % len(LINES)]
        banded_line(axes, line, divisor, style=style, label=str(label) if several else None)
    dress(axes, obs, data, word)
    if several:
        legend(axes)
    return axes


def vintages(
    obs: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
    source: bool = True,
) -> Axes:
    """One series in all its vintages, each with its line style; single announcements as marks.

    A line is broken where the benchmark changes inside a vintage: figures before and after a
    census revision do not belong to one series.

    Parameters
    ----------
    obs
        Observations of one indicator, region and measure.
    labels
        What the legend calls a vintage; a vintage that is not named goes by its code.
    ax
        Where to draw; None makes a figure.
    source
        Whether the source stands under the plot.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Raises
    ------
    BasisError
        More than one indicator, region, measure or unit.
    SchemaError
        No rows, or rows without days.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> axes = vintages(le.observations("gdp", "CN-LN"))
    >>> axes.get_ylabel().splitlines()
    ['Gross domestic product, trillion yuan,', 'current prices']
    """
    data = vintages_data(obs)
    axes = new_axes(ax)
    names = labels or {}
    called = pd.Series([names.get(code, code) for code in data["vintage"]], data.index)
    divisor, word = scale(float(np.abs(data["value"]).max()))
    # The newest vintage comes first, so that it has the solid line and the first colour. Vintages
    # of one label share both.
    series_of = called[~data["single"]]
    order = list(dict.fromkeys(series_of[::-1]))
    for number, label in enumerate(order):
        rows = data[(called == label) & ~data["single"]]
        style, colour, name = LINES[number % len(LINES)], f"C{number}", label
        for _, line in rows.groupby("line", sort=False):
            banded_line(axes, line, divisor, style=style, label=name, colour=colour)
            name = ""
    _marks(axes, data[data["single"]], called, divisor, first=len(order))
    # The sources of many vintages take a second line, and the axis is shorter.
    dress(axes, obs, data, word, letters=_LETTERS, source=source)
    legend(axes)
    return axes


def banded_line(
    axes: Axes,
    line: pd.DataFrame,
    divisor: float,
    *,
    style: str | tuple[int, tuple[int, ...]],
    label: str | None,
    colour: str | None = None,
) -> None:
    """One line with its band; a single point is a mark."""
    x, value = line["x"].to_numpy(), line["value"].to_numpy() / divisor
    (drawn,) = axes.plot(
        x, value, linestyle=style, linewidth=1.8, color=colour, label=escaped(label or "_"),
        marker="o" if len(line) == 1 else "", markersize=5,
    )  # fmt: skip
    if not label:
        drawn.set_label("_nolegend_")
    lower, upper = line["lower"].to_numpy() / divisor, line["upper"].to_numpy() / divisor
    width = float(np.ptp(value)) or float(np.abs(value).max()) or 1.0
    lower = np.where(np.isinf(lower), value - 0.1 * width, lower)
    upper = np.where(np.isinf(upper), value + 0.1 * width, upper)
    # Half a last digit is narrower than the line itself: nothing would be seen of the band.
    if float(np.max(upper - lower)) > 0.004 * width:
        if len(line) == 1:
            axes.vlines(x, lower, upper, color=drawn.get_color(), alpha=0.4, linewidth=6)
        else:
            axes.fill_between(x, lower, upper, color=drawn.get_color(), alpha=0.2, linewidth=0)


def _marks(
    axes: Axes, data: pd.DataFrame, called: pd.Series, divisor: float, *, first: int
) -> None:
    """Single announcements: one kind of mark for all that go by one name."""
    for number, (label, rows) in enumerate(data.groupby(called, sort=False)):
        axes.plot(
            rows["x"].to_numpy(), rows["value"].to_numpy() / divisor, linestyle="none",
            marker=MARKS[number % len(MARKS)], markersize=5, markerfacecolor="none",
            color=f"C{first + number}", label=escaped(str(label)),
        )  # fmt: skip
