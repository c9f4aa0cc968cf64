"""What was known when as pictures: by how much figures were revised, and places by vintage.

The vintages of one series themselves are drawn by `vintages`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.plot.dressing import dress, escaped, legend, new_axes, scale
from liaoning_econ.plot.pictures import LINES, MARKS
from liaoning_econ.plot.vintage_numbers import answers_drawn, ranks_data, revisions_data

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["ranks", "revisions"]

# Every cause has its mark, so that a line may change its cause; a repeated figure has none.
_CAUSES: Final = {
    "census": "o",
    "admission": "s",
    "base_year": "D",
    "final": "^",
    "rounding": ".",
    "unchanged": "",
    "unknown": "x",
}
_PLACES: Final = ("x", "value", "lower", "upper")
_LETTERS: Final = 46  # of an axis label, as a legend above takes room


def revisions(
    found: pd.DataFrame,
    *,
    absolute: bool = False,
    labels: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """By how much each period was revised: a line a release, a mark a cause.

    Parameters
    ----------
    found
        What `le.revisions` gave of one series, held against one thing: `against="previous"`, say.
    absolute
        Whether revisions are in the figures' own unit; otherwise they are in percent of the earlier
        figure, and those of figures in percent in percentage points.
    labels
        What the legend calls a release; one that is not named goes by its code.
    ax
        Where to draw; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Raises
    ------
    SchemaError
        `found` is no Revisions, has no rows, or no figure was revised.
    BasisError
        More than one series or comparison.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", "CN-LN", vintage=["nbs-web-2018-12", "nbs-web-2021"])
    >>> axes = revisions(le.revisions(gdp, against="previous"))
    >>> sorted(text.get_text() for text in axes.get_legend().get_texts())
    ['admission', 'census', 'nbs-web-2021', 'rounding']
    """
    data = revisions_data(found, absolute=absolute)
    axes = new_axes(ax)
    names = dict(labels or {})
    divisor, word = scale(float(np.abs(data["value"]).max()))
    axes.axhline(0, color="0.4", linewidth=0.8)
    # The newest release comes first, so that it has the solid line, as in `vintages`.
    for number, code in enumerate(dict.fromkeys(data["vintage"][::-1])):
        rows = data[data["vintage"] == code]
        style = LINES[number % len(LINES)]
        _release(axes, rows, divisor, style, f"C{number}", escaped(str(names.get(code, code))))
    causes = _name_causes(axes, data["cause"])
    drawn = found.assign(unit=found["revision_unit"])
    dress(axes, drawn, data, word, part="revision", letters=_LETTERS)
    legend(axes, columns=3, last=causes)
    return axes


def _release(
    axes: Axes,
    rows: pd.DataFrame,
    divisor: float,
    style: str | tuple[int, tuple[int, ...]],
    colour: str,
    label: str,
) -> None:
    """The revisions of one release: its stretches as lines, what stands alone on a stem."""
    for _, part in rows.groupby("line", sort=False):
        x, value = part["x"].to_numpy(), part["value"].to_numpy() / divisor
        alone = len(part) == 1 or bool(part["single"].iloc[0])
        lines = [([at, at], [0.0, to]) for at, to in zip(x, value, strict=True)]
        for across, up in lines if alone else [(x, value)]:
            axes.plot(across, up, color=colour, linestyle=style, linewidth=1.6, label=label)
            label = "_nolegend_"
        for cause, marked in part.groupby("cause", sort=False):
            axes.plot(
                marked["x"].to_numpy(), marked["value"].to_numpy() / divisor, linestyle="none",
                marker=_CAUSES[str(cause)], markersize=5, color=colour, markerfacecolor="white",
                label="_nolegend_",
            )  # fmt: skip


def _name_causes(axes: Axes, causes: Iterable[str]) -> list[str]:
    """A grey mark in the legend for each cause that has one."""
    told = [cause for cause, mark in _CAUSES.items() if mark and cause in set(causes)]
    for cause in told:
        axes.plot(
            [], [], linestyle="none", marker=_CAUSES[cause], markersize=5, color="0.3",
            markerfacecolor="white", label=cause.replace("_", " "),
        )  # fmt: skip
    return [cause.replace("_", " ") for cause in told]


def ranks(
    found: pd.DataFrame, *, labels: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """The place of a region among its peers, period by period: a line a vintage, or a day.

    The first place is on top; where a place is not sure, a band goes from the best to the worst.
    A line is broken where the benchmark changes inside a vintage.

    Parameters
    ----------
    found
        Ranks by vintage or by day: the `results` that `across_vintages(le.rank, ...)` or
        `across_days(le.rank, ...)` give, of the regions to be drawn. Days of which each tells of
        one period, the newest, are joined to one line.
    labels
        What the legend calls a run; one that is not named goes by its vintage, or its day as
        YYYY-MM-DD, and what was known then by "as known then".
    ax
        Where to draw; None makes a figure.

    Returns
    -------
    matplotlib.axes.Axes
        The Axes drawn on.

    Raises
    ------
    SchemaError
        A column is missing, a row is no rank, or there are no rows.
    BasisError
        More than one indicator, or kind of prices.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", start=2010, vintage=["nbs-web-2018-12", "nbs-web-2024"])
    >>> found = le.realtime.across_vintages(le.rank, gdp[gdp["region"] != "CN"]).results
    >>> axes = ranks(found[found["region"] == "CN-LN"])
    >>> axes.get_ylabel()
    'Gross domestic product, rank, current prices'
    """
    from matplotlib.ticker import MaxNLocator

    data = ranks_data(found, labels=labels)
    axes = new_axes(ax)
    several = data["line"].nunique() > 1
    # The newest comes first, so that it has the solid line; announcements have none.
    order = list(dict.fromkeys(data["line"][::-1]))
    order.sort(key=set(data.loc[data["single"], "line"]).__contains__)
    for number, line in enumerate(order):
        rows = data[data["line"] == line]
        colour, label = f"C{number}", escaped(line) if several else "_nolegend_"
        style = "none" if rows["single"].iloc[0] else LINES[number % len(LINES)]
        for _, part in rows.groupby("stretch"):
            x, value, low, high = (part[one].to_numpy() for one in _PLACES)
            # Places are few, so that lines often lie on each other: the marks of older ones are
            # wider and show around those of newer ones.
            axes.plot(
                x, value, color=colour, linestyle=style, linewidth=1.6, label=label,
                marker=MARKS[number % len(MARKS)], markersize=min(3.5 + 1.3 * number, 11),
                markerfacecolor="white", zorder=3 - 0.05 * number,
            )  # fmt: skip
            label = "_nolegend_"
            if (high > low).any():
                axes.fill_between(x, low, high, color=colour, alpha=0.15, linewidth=0)
    rows, _ = answers_drawn(found)
    dress(axes, rows, data, "", part="rank", letters=_LETTERS)
    axes.invert_yaxis()
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    legend(axes, columns=3)
    return axes
