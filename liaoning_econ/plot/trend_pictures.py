"""Trends, cycles, breaks and events as pictures: the figures, and what was found in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from liaoning_econ.frames import plain_codes
from liaoning_econ.frames.results import BREAKS, CYCLES, TRENDS
from liaoning_econ.plot.dressing import (
    axis_label,
    dress,
    escaped,
    legend,
    new_axes,
    scale,
    source_under,
)
from liaoning_econ.plot.pictures import LINES, MARKS
from liaoning_econ.plot.trend_numbers import (
    METHOD,
    breaks_data,
    cycles_data,
    event_paths_data,
    figures_behind,
    regimes_data,
    trends_data,
)
from liaoning_econ.trends.publications import ALL

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["breaks", "cycles", "event_paths", "trends"]

# Figures are drawn fainter than what was found in them.
_FAINT: Final = 0.75
_BAND: Final = 0.2
_FOOT: Final = 0.05  # of the height of the plot, for each line of bars
_LETTERS: Final = 46  # of an axis label, as a legend above takes room
_REVISED: Final = ("revised most by new figures", "mean past revision")
# More figures than this are a line without marks.
_FEW: Final = 60


def trends(obs: pd.DataFrame, found: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Figures with their trend, and the interval of its slope as a band.

    The band is the trend turned about its middle to the ends of the slope's interval: it says how
    sure the slope is, not how far a figure may lie from the line.

    Parameters
    ----------
    obs
        The figures that `trend` had, of one unit.
    found
        What it gave.
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
        `found` is no Trends, or `obs` has no figures of one of its series.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", "CN-LN", vintage="nbs-web-2026-03")
    >>> axes = trends(gdp, le.trend(gdp, "loglinear"))
    >>> [text.get_text() for text in axes.get_legend().get_texts()]
    ['figures', 'trend, +6.84 percent a year', '95 % interval of the slope']
    """
    data = trends_data(obs, found)
    axes = new_axes(ax)
    divisor, word = scale(float(np.abs(data["value"]).max()))
    figures = figures_behind(obs, found, TRENDS)
    interval = f"{_share(found)} interval of the slope"
    for number, (line, answer) in enumerate(zip(figures.lines, figures.answers, strict=True)):
        rows = data[figures.series == number]
        told = f"trend, {_a_year(answer)}"
        colour = f"C{number}"
        _figures(axes, rows, divisor, number, label=line or "figures")
        x, middle, low, high = _columns(rows, divisor, "trend", "trend_lower", "trend_upper")
        axes.plot(
            x, middle, color=colour, linestyle=LINES[number % len(LINES)], linewidth=2,
            label=escaped(told),
        )  # fmt: skip
        axes.fill_between(
            x, low, high, color=colour, alpha=_BAND, linewidth=0,
            label="_nolegend_" if number else interval,
        )  # fmt: skip
    dress(axes, figures.rows, data, word, letters=_LETTERS)
    legend(axes, above=True, last=[interval])
    return axes


def _a_year(answer: pd.DataFrame) -> str:
    """The slope in words: three digits, its sign and its unit."""
    slope = float(answer["slope"].to_numpy()[0])
    size, word = scale(abs(slope))
    unit = plain_codes(answer["slope_unit"]).iloc[0].removesuffix("/year")
    # The sign as on the axis.
    number = f"{slope / size:+.3g}".replace("-", "\N{MINUS SIGN}")
    return f"{number} {axis_label('', word, unit)} a year"


def _share(found: pd.DataFrame) -> str:
    """The confidence of an interval: 95 %."""
    return f"{100 * float(found['confidence'].to_numpy()[0]):.4g} %"


def _columns(rows: pd.DataFrame, divisor: float, *names: str) -> list[np.ndarray]:
    """x, and each column over the divisor."""
    return [rows["x"].to_numpy()] + [
        rows[name].to_numpy(dtype=np.float64) / divisor for name in names
    ]


def _figures(axes: Axes, rows: pd.DataFrame, divisor: float, number: int, *, label: str) -> None:
    """Figures as marks on a thin line; as a line alone where they are many."""
    x, value = _columns(rows, divisor, "value")
    few = len(rows) <= _FEW
    axes.plot(
        x, value, color=f"C{number}", alpha=_FAINT, linewidth=0.9,
        marker=MARKS[number % len(MARKS)] if few else "", markersize=4, markerfacecolor="white",
        label=escaped(label),
    )  # fmt: skip


def cycles(
    obs: pd.DataFrame,
    found: pd.DataFrame,
    *,
    part: Literal["trend", "cycle"] = "cycle",
    ax: Axes | None = None,
) -> Axes:
    """The cycle of figures, or the figures with their trend.

    Periods that new figures revise most are marked by open circles; where it is known by how much,
    a band shows it.

    Parameters
    ----------
    obs
        The figures that `decompose` had, of one unit.
    found
        What it gave; answers of several methods may stand below one another.
    part
        "cycle": what is left, about zero. "trend": figures and trend.
    ax
        Where to draw; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Raises
    ------
    BasisError
        More than one unit, or logarithms beside figures.
    SchemaError
        `found` is no Cycles, or `obs` has no figures of one of its series.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", "CN-LN", vintage="nbs-web-2026-03")
    >>> cycles(gdp, le.decompose(gdp, log=True)).get_ylabel().splitlines()
    ['Gross domestic product, cycle, log points,', 'current prices']
    """
    data = cycles_data(obs, found)
    axes = new_axes(ax)
    figures = figures_behind(obs, found, CYCLES, METHOD)
    if part == "trend":
        divisor, word = scale(float(np.abs(data["value"]).max()))
        _with_trend(axes, data, divisor)
    else:
        data = data.assign(unit=data["cycle_unit"])
        divisor, word = scale(float(np.abs(data["cycle"]).max()))
        _about_zero(axes, data, divisor)
    dress(axes, figures.rows, data, word, part=part if part == "cycle" else "", letters=_LETTERS)
    legend(axes, above=True, last=_REVISED)
    return axes


def _with_trend(axes: Axes, data: pd.DataFrame, divisor: float) -> None:
    """Figures and their trends; figures that several methods had are drawn once."""
    drawn: list[tuple[float, ...]] = []
    for number, (line, rows) in enumerate(data.groupby("line", sort=False)):
        if tuple(rows["value"]) not in drawn:
            _figures(axes, rows, divisor, number, label="figures")
            drawn.append(tuple(rows["value"]))
        x, trend = _columns(rows, divisor, "trend")
        axes.plot(
            x, trend, color=f"C{number}", linestyle=LINES[number % len(LINES)], linewidth=2,
            label=escaped(f"trend, {line!s}" if line else "trend"),
        )  # fmt: skip


def _about_zero(axes: Axes, data: pd.DataFrame, divisor: float) -> None:
    """Cycles about zero, with what new figures may revise."""
    axes.axhline(0, color="0.4", linewidth=0.8)
    several = data["line"].nunique() > 1
    points, band = _REVISED
    for number, (line, rows) in enumerate(data.groupby("line", sort=False)):
        colour = f"C{number}"
        names = ("cycle", "cycle_lower", "cycle_upper")
        x, cycle, low, high = _columns(rows, divisor, *names)
        axes.plot(
            x, cycle, color=colour, linestyle=LINES[number % len(LINES)], linewidth=1.8,
            label=escaped(str(line)) if several else "_nolegend_",
        )  # fmt: skip
        at = rows["revisable"].to_numpy() & np.isfinite(cycle)
        if at.any() and at.sum() <= _FEW:
            axes.plot(
                x[at], cycle[at], linestyle="none", marker="o", markersize=5, color=colour,
                markerfacecolor="white", label=points,
            )  # fmt: skip
            points = "_nolegend_"
        known = np.isfinite(low)
        if known.any():
            axes.fill_between(
                x[known], low[known], high[known], color=colour, alpha=_BAND, linewidth=0,
                label=band,
            )  # fmt: skip
            band = "_nolegend_"


def breaks(obs: pd.DataFrame, found: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Figures, the mean or line of each regime, and each break with its interval.

    At the foot of the plot, for each series on a line of its own, a mark stands on the last day of
    a regime, and a bar with two ends is its interval. Of a single series both go up through the
    plot, as a dotted line and a shade.

    Parameters
    ----------
    obs
        The figures, or average rates, that `breaks` had, of one unit.
    found
        What it gave.
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
        `found` is no Breaks, or `obs` has no figures of one of its series.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> monthly = le.rates("USD", "CNY", "2013-01", "2017-12", average="month")
    >>> axes = breaks(monthly, le.trends.breaks(monthly, max_breaks=2))
    >>> axes.get_ylabel()
    'Exchange rate, yuan per US dollar'
    """
    data, turns = regimes_data(obs, found), breaks_data(obs, found)
    axes = new_axes(ax)
    figures = figures_behind(obs, found, BREAKS)
    divisor, word = scale(float(np.abs(data["value"]).max()))
    model = {"mean": "mean of each regime", "trend": "line of each regime"}
    told = regime = model[str(plain_codes(found["model"]).iloc[0])]
    for number, line in enumerate(figures.lines):
        rows = data[figures.series == number]
        _figures(axes, rows, divisor, number, label=line or "figures")
        for _, part in rows.groupby("regime"):
            x, fitted = _columns(part, divisor, "fitted")
            axes.plot(
                x, fitted, color=f"C{number}", linestyle=LINES[number % len(LINES)], linewidth=2.4,
                solid_capstyle="butt",
                label=told,
            )  # fmt: skip
            told = "_nolegend_"
    interval = f"{_share(found)} interval of a break"
    _turns(axes, turns, figures.lines, interval)
    dress(axes, figures.rows, data, word, letters=_LETTERS)
    legend(axes, above=True, last=[regime, interval])
    return axes


def _turns(axes: Axes, turns: pd.DataFrame, lines: list[str], told: str) -> None:
    """Breaks and their intervals."""
    foot = axes.get_xaxis_transform()
    alone = len(lines) == 1
    # Room below the figures, so that no bar lies on them.
    low, high = axes.get_ylim()
    share = _FOOT * (len(lines) + 1)
    axes.set_ylim(low - share / (1 - share) * (high - low), high)
    for number, line in enumerate(lines):
        colour, height = f"C{number}", _FOOT * (len(lines) - number)
        columns = (turns.loc[turns["line"] == line, name] for name in ("x", "lower", "upper"))
        for middle, lower, upper in zip(*(one.to_numpy() for one in columns), strict=True):
            axes.plot(
                [lower, upper], [height, height], transform=foot, color=colour, marker="|",
                markersize=9, markeredgewidth=1.6, linewidth=1.6, label=told,
            )  # fmt: skip
            axes.plot(
                [middle], [height], transform=foot, color=colour, marker=MARKS[number % len(MARKS)],
                markersize=5, label="_nolegend_",
            )  # fmt: skip
            if alone:
                axes.axvline(middle, color=colour, linestyle=(0, (1, 1.5)), linewidth=1.2)
                axes.axvspan(lower, upper, color=colour, alpha=0.1, linewidth=0)
            told = "_nolegend_"


def event_paths(
    rates: pd.DataFrame,
    found: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Abnormal change of a rate around events, summed, with its interval as a band.

    Where the mean over events is among the paths, it is drawn heavy with its band, and the events
    thin without theirs; otherwise each event has its band.

    Parameters
    ----------
    rates
        The rates that were studied: their source stands under the plot.
    found
        What `event_study` or `local_projections` gave, of one pair.
    labels
        What the legend calls an event; one that is not named goes by its code and its day.
    ax
        Where to draw; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Raises
    ------
    BasisError
        More than one pair of currencies.
    SchemaError
        `found` is no EventPaths, or has no rows.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> yuan = le.rates("USD", "CNY", "2015-01-01", "2015-12-31")
    >>> paths = le.event_study(yuan, {"reform": "2015-08-11"}, (-5, 10))
    >>> event_paths(yuan, paths[paths["event"] == "reform"]).get_xlabel()
    'publication days since the event'
    """
    data = event_paths_data(found, labels)
    axes = new_axes(ax)
    mean = bool((data["event"] == ALL).any())
    interval = told = f"{_share(found)} interval"
    axes.axhline(0, color="0.4", linewidth=0.8)
    axes.axvline(0, color="0.4", linewidth=0.8, linestyle=(0, (1, 1.5)))
    for number, (code, rows) in enumerate(data.groupby("event", sort=False)):
        heavy = not mean or code == ALL
        colour = "black" if mean and code == ALL else f"C{number}"
        style = "solid" if mean and code == ALL else LINES[(number + mean) % len(LINES)]
        x, value, low, high = _columns(rows, 1.0, "value", "lower", "upper")
        axes.plot(
            x, value, color=colour, linestyle=style, linewidth=2.2 if heavy else 1.1,
            label=escaped(str(rows["line"].iloc[0])),
        )  # fmt: skip
        if heavy:
            axes.fill_between(x, low, high, color=colour, alpha=0.15, linewidth=0, label=told)
            told = "_nolegend_"
    _dress_paths(axes, rates, found)
    legend(axes, above=True, last=[interval])
    return axes


def _dress_paths(axes: Axes, rates: pd.DataFrame, found: pd.DataFrame) -> None:
    """Labels, grid and source of the plot of paths."""
    from matplotlib.ticker import MaxNLocator

    base, quote = (plain_codes(found[name]).iloc[0] for name in ("base", "quote"))
    axes.set_ylabel(f"{base} in {quote}, abnormal change, percent")
    axes.set_xlabel("publication days since the event")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(visible=True, axis="y", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    source_under(axes, plain_codes(rates["source"]))
