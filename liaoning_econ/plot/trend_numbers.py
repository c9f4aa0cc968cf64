"""The numbers of the plots of trends, cycles, breaks and events."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import units
from liaoning_econ.catalog.groups import SERIES, codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import BasisError, SchemaError
from liaoning_econ.frames import OBSERVATIONS, conform, plain_codes
from liaoning_econ.frames.results import BREAKS, CYCLES, EVENT_PATHS, TRENDS
from liaoning_econ.plot.numbers import abscissa, drawable, line_names
from liaoning_econ.trends.averages import figures_of, is_rates
from liaoning_econ.trends.publications import ALL
from liaoning_econ.validation import light

if TYPE_CHECKING:
    from liaoning_econ.frames import Frame

__all__ = [
    "METHOD",
    "Figures",
    "breaks_data",
    "cycles_data",
    "event_paths_data",
    "figures_behind",
    "regimes_data",
    "trends_data",
]

Floats = npt.NDArray[np.float64]

_WHO: Final = (*SERIES, "vintage")
_MONTHS: Final = 12
_HALF_YEAR: Final = 0.5
METHOD: Final = ("method", "parameters")
_CYCLE: Final = ("value", "trend", "cycle", "revision")
_REGIME: Final = ("mean", "slope", "n", "regime")


class Figures(NamedTuple):
    """The figures that an answer rests on.

    Attributes
    ----------
    rows : pd.DataFrame
        Observations, in order of series and time.
    series : ndarray
        For each row the number of its series in the answer.
    lines : list of str
        For each series what sets it apart; "" where there is one.
    answers : list of pd.DataFrame
        For each series its rows of the answer, in their order.
    """

    rows: pd.DataFrame
    series: npt.NDArray[np.intp]
    lines: list[str]
    answers: list[pd.DataFrame]


def figures_behind(
    obs: pd.DataFrame, found: pd.DataFrame, frame: Frame, apart: tuple[str, ...] = ()
) -> Figures:
    """The rows of `obs` that each series of an answer speaks of.

    Parameters
    ----------
    obs
        Observations, or average rates.
    found
        The answer, one or several rows a series.
    frame
        Its declaration.
    apart
        Columns of `found` that set its lines apart, beside what sets series apart.

    Returns
    -------
    Figures

    Raises
    ------
    SchemaError
        `found` is of another kind or empty, or `obs` has no figures of one of its series.
    BasisError
        More than one unit.
    """
    light(found, frame, what="found")
    if found.empty:
        raise SchemaError("there is nothing to draw: no rows", mend="widen the selection")
    every = conform(figures_of(obs) if is_rates(obs) else obs, OBSERVATIONS)
    number = codes_of_groups(found, [*_WHO, *apart])
    answers = [found[number == one] for one in pd.unique(number)]
    names = _shortest_names(found, number, apart)
    parts = [_rows_of(every, answer) for answer in answers]
    return Figures(
        drawable(pd.concat(parts, ignore_index=True)),
        np.repeat(np.arange(len(parts)), [len(part) for part in parts]),
        [str(names.loc[answer.index[0]]) for answer in answers],
        answers,
    )


def _shortest_names(
    found: pd.DataFrame, number: npt.NDArray[np.intp], apart: tuple[str, ...]
) -> pd.Series:
    """What sets the lines apart, in no more columns than it takes."""
    plain = found.assign(**{name: plain_codes(found[name]).str.replace("_", " ") for name in apart})
    every = (line_names(plain, [*_WHO, *apart[:columns]]) for columns in range(len(apart) + 1))
    series = len(np.unique(number))
    return next(names for names in every if names.nunique() == series)


def _rows_of(every: pd.DataFrame, answer: pd.DataFrame) -> pd.DataFrame:
    """The figures of one series, in order of time."""
    first, last = rows.days(answer, "start").min(), rows.days(answer, "end").max()
    same = (rows.days(every, "start") >= first) & (rows.days(every, "end") <= last)
    for name in SERIES:
        same &= rows.texts(every, name) == _text(answer, name)
    found: pd.DataFrame = every[same]
    vintage = _text(answer, "vintage")
    if found.duplicated(["start", "end"]).any():
        # Several vintages of one period: a series each.
        found = found[rows.texts(found, "vintage") == vintage]
    if found.empty:
        who = f"{_text(answer, 'indicator')} of {_text(answer, 'region')}"
        days = f"{first.astype('datetime64[D]')} to {last.astype('datetime64[D]')}"
        raise SchemaError(
            f"no figures of {who} from {days} (vintage {vintage}), of which the answer speaks",
            mend="pass the frame that was analysed",
            rows=answer,
        )
    return found.sort_values("start", kind="stable")


def trends_data(obs: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The points of `trends`, in order of time within each line.

    Parameters
    ----------
    obs
        The figures that `trend` had.
    found
        What it gave.

    Returns
    -------
    pd.DataFrame
        One row a figure: line, x (as in `series_data`), value, lower, upper, trend, trend_lower,
        trend_upper, unit. The last but one are the trend turned about its middle to the ends of the
        slope's interval: how sure the slope is, not how far a figure may lie from the line.

    Raises
    ------
    BasisError
        More than one unit.
    SchemaError
        `found` is no Trends, or `obs` has no figures of one of its series.
    """
    figures = figures_behind(obs, found, TRENDS)
    table = _points(figures)
    drawn = np.full((3, len(table)), np.nan)
    for number, answer in enumerate(figures.answers):
        at = figures.series == number
        drawn[:, at] = _lines(answer, _years(figures.rows[at], _number(answer, "n")))
    for name, numbers in zip(("trend", "trend_lower", "trend_upper"), drawn, strict=True):
        table[name] = numbers
    return table


def _points(figures: Figures) -> pd.DataFrame:
    """The figures themselves."""
    drawn = figures.rows
    return pd.DataFrame(
        {
            "line": [figures.lines[number] for number in figures.series],
            "x": abscissa(drawn),
            "value": drawn["value"],
            "lower": drawn["lower"],
            "upper": drawn["upper"],
            "unit": plain_codes(drawn["unit"]),
        }
    )


def _number(frame: pd.DataFrame, name: str) -> float:
    """The number in the first row."""
    return float(rows.numbers(frame, name)[0])


def _text(frame: pd.DataFrame, name: str) -> str:
    """The code in the first row."""
    return str(plain_codes(frame[name]).iloc[0])


def _years(figures: pd.DataFrame, periods: float) -> Floats:
    """Years of each period from the middle of a span of so many: (rows,)."""
    month = figures["end"].to_numpy(dtype="datetime64[M]").astype(np.int64)
    # Periods that were filled are no rows: the nearest two tell the distance.
    step = float(np.diff(month).min(initial=_MONTHS))
    found: Floats = ((month - month[-1]) + (periods - 1) * step / 2) / _MONTHS
    return found


def _lines(answer: pd.DataFrame, years: Floats) -> Floats:
    """The trend, and that of the lower and the upper slope: (3, rows), the last two in order."""
    level = _number(answer, "level")
    slopes = np.array([[_number(answer, name)] for name in ("slope", "lower", "upper")])
    if _text(answer, "model") == "loglinear":
        drawn: Floats = level * (1 + slopes / 100) ** years
    else:
        unit = _text(answer, "unit")
        by = units.divide("percentage_point" if unit == "percent" else unit, "year")[1]
        drawn = level + slopes / by * years
    return np.vstack([drawn[:1], np.sort(drawn[1:], axis=0)])


def cycles_data(obs: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The points of `cycles`, in order of time within each line.

    Parameters
    ----------
    obs
        The figures that `decompose` had.
    found
        What it gave; answers of several methods may stand below one another.

    Returns
    -------
    pd.DataFrame
        One row a period: line, x, value, trend, cycle, cycle_lower, cycle_upper, unit, cycle_unit,
        revisable. Of logarithms value and trend are turned back into figures, and cycles are in log
        points: 100 times their difference. The bounds of a cycle are its revision either way.

    Raises
    ------
    BasisError
        More than one unit, or logarithms beside figures.
    SchemaError
        `found` is no Cycles, or `obs` has no figures of one of its series.
    """
    figures = figures_behind(obs, found, CYCLES, METHOD)
    answer = pd.concat(figures.answers, ignore_index=True)
    logs = plain_codes(answer["parameters"]).str.contains("of logarithms").to_numpy()
    if logs.any() and not logs.all():
        raise BasisError(
            "one axis cannot hold cycles of figures and of logarithms",
            mend="take log=True for all of them, or draw them one by one",
        )
    value, trend, cycle, revision = (rows.numbers(answer, name) for name in _CYCLE)
    unit = plain_codes(answer["unit"])
    if logs.all():
        value, trend = np.exp(value), np.exp(trend)
        cycle, revision = 100 * cycle, 100 * revision
    sizes = [len(part) for part in figures.answers]
    return pd.DataFrame(
        {
            "line": np.repeat(np.array(figures.lines, dtype=object), sizes),
            "x": abscissa(answer),
            "value": value,
            "trend": trend,
            "cycle": cycle,
            "cycle_lower": cycle - revision,
            "cycle_upper": cycle + revision,
            "unit": unit,
            "cycle_unit": "log_point" if logs.all() else unit,
            "revisable": answer["revisable"].to_numpy(dtype=bool),
        }
    )


def regimes_data(obs: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The figures that `breaks` draws, each with what its regime says of it.

    Parameters
    ----------
    obs
        The figures, or average rates, that `breaks` had.
    found
        What it gave.

    Returns
    -------
    pd.DataFrame
        One row a figure: line, x, value, lower, upper, unit, regime, fitted.

    Raises
    ------
    BasisError
        More than one unit.
    SchemaError
        `found` is no Breaks, or `obs` has no figures of one of its series.
    """
    figures = figures_behind(obs, found, BREAKS)
    fitted = np.full(len(figures.rows), np.nan)
    regimes = np.zeros(len(figures.rows), dtype=np.intp)
    start, end = (rows.days(figures.rows, name) for name in ("start", "end"))
    for number, answer in enumerate(figures.answers):
        for row in range(len(answer)):
            one = answer.iloc[[row]]
            inside = (start >= rows.days(one, "start")) & (end <= rows.days(one, "end"))
            at = np.flatnonzero(inside & (figures.series == number))
            if at.size:
                mean, slope, n, regime = (_number(one, name) for name in _REGIME)
                fitted[at] = mean + slope * _years(figures.rows.iloc[at], n)
                regimes[at] = int(regime)
    return _points(figures).assign(regime=regimes, fitted=fitted)


def breaks_data(obs: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """The breaks that `breaks` draws.

    Parameters
    ----------
    obs
        The figures, or average rates, that `breaks` had.
    found
        What it gave.

    Returns
    -------
    pd.DataFrame
        One row a break: line, x, lower, upper, day. Where figures stand at whole years a break
        stands between two: 1898.5 after 1898.

    Raises
    ------
    BasisError
        More than one unit.
    SchemaError
        `found` is no Breaks, or `obs` has no figures of one of its series.
    """
    figures = figures_behind(obs, found, BREAKS)
    yearly = abscissa(figures.rows).dtype.kind in "iu"
    parts = []
    for line, answer in zip(figures.lines, figures.answers, strict=True):
        ended = answer[answer["break_lower"].notna()]
        days = {"x": ended["end"], "lower": ended["break_lower"], "upper": ended["break_upper"]}
        places = {name: one.dt.year + _HALF_YEAR if yearly else one for name, one in days.items()}
        parts.append(pd.DataFrame({"line": line, **places, "day": ended["end"]}))
    return pd.concat(parts, ignore_index=True)


def event_paths_data(found: pd.DataFrame, labels: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The points of `event_paths`, event by event, the mean last.

    Parameters
    ----------
    found
        What `event_study` or `local_projections` gave.
    labels
        What the legend calls an event; one that is not named goes by its code and its day.

    Returns
    -------
    pd.DataFrame
        One row an event and offset: event, line, x (the offset), value (cumulative), lower, upper,
        unit.

    Raises
    ------
    BasisError
        More than one pair of currencies.
    SchemaError
        `found` is no EventPaths, or has no rows.
    """
    light(found, EVENT_PATHS, what="found")
    if found.empty:
        raise SchemaError("there is nothing to draw: no rows", mend="widen the selection")
    pairs = sorted(set(plain_codes(found["base"]) + "/" + plain_codes(found["quote"])))
    if len(pairs) > 1:
        raise BasisError(
            f"the paths of one pair were asked for, and there are {pairs[:5]}",
            mend="filter to one base and quote",
        )
    paths = conform(found, EVENT_PATHS)
    event = plain_codes(paths["event"])
    names = {code: _event_name(part) for code, part in paths.groupby(event, sort=False)}
    names |= dict(labels or {})
    table = pd.DataFrame(
        {
            "event": event,
            "line": event.map(names),
            "x": paths["offset"],
            "value": paths["cumulative"],
            "lower": paths["lower"],
            "upper": paths["upper"],
            "unit": "percent",
        }
    )
    last = (event == ALL).to_numpy()
    return pd.concat([table[~last], table[last]], ignore_index=True)


def _event_name(path: pd.DataFrame) -> str:
    """Code and day of an event; of the mean, of how many."""
    code = _text(path, "event")
    if code == ALL:
        return f"mean of {_number(path, 'events'):.0f} events"
    day = path.loc[path["offset"] == 0, "date"].dropna()
    return f"{code}, {day.iloc[0]:%Y-%m-%d}" if len(day) else code
