"""What surrounds a plot: axis labels with their unit, a legend, the source under it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from liaoning_econ import catalog
from liaoning_econ.frames import plain_codes

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

__all__ = ["axis_label", "dress", "escaped", "legend", "new_axes", "scale", "source_under"]

_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand"))
_UNIT_WORDS: Final = {
    "CNY": "yuan",
    "USD": "US dollars",
    "SGD": "Singapore dollars",
    "JPY": "yen",
    "EUR": "euros",
    "firm": "firms",
    "person": "people",
    "project": "projects",
    "percent": "percent",
    "percentage_point": "percentage points",
    "log_point": "log points",
    "m3": "m³",
    "km2": "km²",
    "day": "days",
    "1": "",
}
_NARROW: Final = 26  # letters of a legend of which three fit side by side
_ABREAST: Final = 66  # letters of three labels that fit side by side
_LABEL: Final = 54  # letters that fit beside an axis of the usual height
_LINE: Final = 92  # letters of the source in a line under a plot of the usual width
_SINGLE: Final = {"person": "head", "firm": "firm", "day": "day", "USD": "US dollar"}


def new_axes(ax: Axes | None) -> Axes:
    """The Axes given, or a new one on a figure that no window manager knows."""
    if ax is not None:
        return ax
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(7, 4.4), layout="constrained")
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def dress(
    axes: Axes,
    obs: pd.DataFrame,
    data: pd.DataFrame,
    word: str,
    *,
    part: str = "",
    letters: int = _LABEL,
    source: bool = True,
) -> None:
    """Axis labels, whole years as ticks, a faint grid, the source under the plot.

    `part` says what of the indicator is drawn: its cycle, say. A label of more than so many letters
    goes on two lines.
    """
    indicators = list(dict.fromkeys(plain_codes(obs["indicator"])))
    prices = [code for code in dict.fromkeys(plain_codes(obs["prices"])) if code != "none"]
    growth = "growth" if set(plain_codes(obs["measure"])) == {"growth"} else ""
    name = ", ".join(text for text in (_indicator_name(indicators), growth, part) if text)
    label = axis_label(name, word, str(data["unit"].iloc[0]))
    tail = f", {prices[0].replace('_', ' ')} prices" if len(prices) == 1 else ""
    axes.set_ylabel(_folded(escaped(f"{label}{tail}"), letters))
    if data["x"].dtype.kind in "iu":
        from matplotlib.ticker import MaxNLocator

        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
        stock = set(plain_codes(obs["measure"])) == {"stock"}
        axes.set_xlabel("end of year" if stock else "year")
    axes.grid(visible=True, axis="y", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
    if source:
        source_under(axes, obs["source"])


def _folded(label: str, letters: int) -> str:
    """The label on two lines, the second from a comma on, where it is too long for one."""
    comma = label.rfind(", ", 0, letters + 1)
    return (
        label if len(label) <= letters or comma < 0 else f"{label[:comma]},\n{label[comma + 2 :]}"
    )


def _indicator_name(indicators: Sequence[str]) -> str:
    """What the axis calls the indicator; nothing where there are several."""
    if len(indicators) != 1:
        return ""
    known = catalog.indicators().set_index("indicator")["name_en"]
    code = indicators[0]
    return str(known.get(code, code[:1].upper() + code[1:].replace("_", " ")))


def axis_label(name: str, word: str, unit: str) -> str:
    """The concept, the scale and the unit in words: GDP, trillion yuan."""
    top, stroke, bottom = unit.partition("/")
    words = _UNIT_WORDS.get(top, top.replace("_", " "))
    below = f" per {_SINGLE.get(bottom, bottom.replace('_', ' '))}" if stroke else ""
    counted = f"{words}{below}".strip()
    if counted and name.casefold().endswith(counted.casefold()):
        # "New firms, thousands", not "New firms, thousand firms".
        return f"{name}, {word}s" if word else name
    measure = " ".join(part for part in (word, counted) if part)
    return ", ".join(part for part in (name, measure) if part)


def scale(size: float) -> tuple[float, str]:
    """What to divide by, so that an axis shows few digits."""
    for step, word in _SCALES:
        # Up to 100 thousand a reader takes in whole numbers faster than thousands.
        if size >= step and size >= 1e5:
            return step, word
    return 1.0, ""


def legend(axes: Axes, *, columns: int = 0, last: Sequence[str] = ()) -> None:
    """A legend without a box; nothing where no line has a name.

    In `columns` it stands over the plot, where it covers nothing, and is read line by line; `last`
    are labels that speak of all lines, and stand behind the others.
    """
    handles, labels = axes.get_legend_handles_labels()
    if not handles:
        return
    order = sorted(range(len(labels)), key=lambda place: labels[place] in last)
    place: dict[str, Any] = {}
    if columns:
        abreast = sum(
            max((len(labels[one]) for one in order[column::3]), default=0) for column in range(3)
        )
        wide = max(map(len, labels)) > _NARROW or abreast > _ABREAST
        columns = min(len(labels), columns, 2 if wide else columns)
        # matplotlib fills column by column.
        order = [one for column in range(columns) for one in order[column::columns]]
        place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "ncols": columns}
    axes.legend(
        [handles[one] for one in order],
        [labels[one] for one in order],
        frameon=False,
        fontsize="small",
        handlelength=2.6,
        **place,
    )


def source_under(axes: Axes, keys: Iterable[object]) -> None:
    """The source under the plot, below the axis label."""
    axes.annotate(
        textwrap.fill(escaped(_source_text(keys)), _LINE),
        xy=(0, 0),
        xycoords="axes fraction",
        xytext=(0, -38),
        textcoords="offset points",
        fontsize="x-small",
        va="top",
        annotation_clip=False,
    )


def _source_text(keys: Iterable[object]) -> str:
    """The publishers; three at most, the rest counted."""
    known = catalog.sources().set_index("source")
    found = list(dict.fromkeys(str(key) for key in keys))
    said = [
        str(known.at[key, "publisher"] or known.at[key, "title"]) if key in known.index else key
        for key in found
    ]
    said = list(dict.fromkeys(text[:80] for text in said if text))
    more = f" and {len(said) - 3} more" if len(said) > 3 else ""
    return f"Source{'s' if len(said) > 1 else ''}: {'; '.join(said[:3])}{more}"


def escaped(text: str) -> str:
    """Text as text: matplotlib would read a pair of dollar signs as a formula."""
    return text.replace("$", r"\$") if text.count("$") else text
