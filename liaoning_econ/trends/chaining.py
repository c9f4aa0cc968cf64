"""Real series: published growth at comparable prices, chained on one level.

With V the level of the base period and g the growth rates in percent, the figure of a later period
is V (1 + g/100) ... over all periods after the base up to it, and that of an earlier one V over the
product of those after it up to the base. Each rate is rounded, and the roundings add up: bounds
grow with the distance from the base.

The level names the benchmark. Growth for the year to date is never chained.

Reference: International Monetary Fund (2017), Quarterly National Accounts Manual, chapter 8, price
and volume measures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ import frames, intervals, window
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError, VintageError, shorten
from liaoning_econ.trends import leading, lineage, spacing

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Floats, Places
    from liaoning_econ.schemas import Observations

__all__ = ["chain"]

_ONE: Final = np.timedelta64(1, "D")
_HUNDRED: Final = np.array(100.0)
_LOSS: Final = np.array(-100.0)
_DAYS: Final = ("start", "end")
_NUMBERS: Final = ("value", "lower", "upper")
_PUBLISHED: Final = ("published_from", "published")
_SOURCE: Final = frames.Frame(
    "Sources", "", (frames.OBSERVATIONS.by_name["source"],), key=("source",)
)
# From the most certain status on.
_DOUBTS: Final = tuple("APIEUF")


@dataclass(frozen=True)
class _Links:
    """Growth rates by lines, in order, and the periods that they join.

    A line of n rates joins n + 1 periods. `head` and `size` say where each line begins among the
    rates, and how many it has; its periods begin at `head` and its number. `base` is the number of
    the base among the periods of each line, `level` the row of `levels` for it.
    """

    frame: pd.DataFrame
    levels: pd.DataFrame
    head: Places
    size: Places
    base: Places
    level: Places

    @property
    def node(self) -> Places:
        """The first period of each line, among the periods of all."""
        return self.head + np.arange(self.head.size)


def chain(growth: pd.DataFrame, level: pd.DataFrame, base: str) -> DataFrame[Observations]:
    """Published real growth chained on the level of one period: a real series.

    Parameters
    ----------
    growth
        Observations of growth in percent at comparable prices: years relative to previous_year, or
        like periods relative to previous_period; of each indicator and region one rate a period,
        without a gap. Rates of several releases may follow one another on one benchmark.
    level
        Observations that hold one level for the base period of each indicator and region, at
        current prices; other rows are not looked at. Its vintage is that of the result.
    base
        The period of the level: one of `growth`, or the one before its first.

    Returns
    -------
    DataFrame[Observations]
        One row a period, from the one before the first rate to the last, `prices`
        "constant_<base>"; measure, unit, basis and vintage of the level, source of the rate. Bounds
        hold those of the level and of all rates between. Published when these were; status that of
        the least certain of them.

    Raises
    ------
    TrendError
        Figures for the year to date, or growth over the year before of other windows than years;
        a gap, or two kinds of period; no level for the base; a fall by all there is; an infinite
        figure.
    UnitError
        Growth in percentage points, in log points or as a rate a year.
    BasisError
        Growth at current prices; what is no growth; a level at other prices, or that is none.
    VintageError
        Two rates of one period, two benchmarks in one series, or two levels for the base.
    SchemaError, WindowError
        Rows that are no Observations; a row without its days, or a base that is no period.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> rates = catalog.observations("gdp", "CN-LN", measure="growth", vintage="first-published",
    ...     start="2016", end="2018")
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024")
    >>> real = chain(rates, gdp, "2015")
    >>> (real.value / 1e9).round(1).tolist(), str(real.prices[0])
    ([2021.0, 1970.5, 2053.3, 2170.3], 'constant_2015')
    """
    period = window.period_of(base)[:2]
    base = str(base).strip()
    lines = leading.rates_of(growth)
    levels = lineage.readable(level, "level")
    links = _joined(lines, levels, (np.datetime64(period[0]), np.datetime64(period[1])), base)
    value, lower, upper = _outwards(links)
    nodes = _periods(links)
    return _made(links, nodes, {"value": value, "lower": lower, "upper": upper}, base)


def _joined(
    lines: lineage.Lines, levels: pd.DataFrame, period: tuple[Any, Any], base: str
) -> _Links:
    """Rates with the level that they are chained on."""
    frame = lines.frame
    head = np.flatnonzero(np.diff(lines.line, prepend=-1))
    size = np.diff(np.append(head, len(frame)))
    start, end = (rows.days(levels, name) for name in _DAYS)
    point = (levels["measure"] == "stock").to_numpy()
    inside = np.where(
        point, (start >= period[0]) & (end <= period[1]), (start == period[0]) & (end == period[1])
    )
    known = np.flatnonzero(inside)
    first = frame.iloc[head]
    keys = [[rows.texts(one, name) for name in leading.WHO] for one in (first, levels.iloc[known])]
    place, own, other = rows.find(keys[0], keys[1])
    if (place < 0).any():
        bad = head[place < 0]
        raise TrendError(
            f"no level of {shorten(base)} for the growth of {rows.listed(frame, bad)}",
            mend="pass a level of each indicator and region for the base, or leave its growth out",
            rows=rows.offending(frame, bad),
        )
    wanted = np.isin(other, own)
    twice = wanted & pd.Series(other).duplicated(keep=False).to_numpy()
    if twice.any():
        several = known[twice]
        names = rows.present(levels.iloc[several], "vintage")
        raise VintageError(
            f"several levels of {shorten(base)}, of {' and '.join(names[:3])}: "
            f"{rows.listed(levels, several)}",
            mend="name one release: level[level.vintage == ...]",
            rows=rows.offending(levels, several),
        )
    row = known[place]
    leading.require_current(levels.iloc[row].reset_index(drop=True), base)
    return _Links(frame, levels, head, size, _bases(frame, head, size, levels, row, base), row)


def _bases(
    frame: pd.DataFrame,
    head: Places,
    size: Places,
    levels: pd.DataFrame,
    row: Places,
    base: str,
) -> Places:
    """The number of the base among the periods of each line."""
    # A rate leads to the period of its own days; the one before the first ends where it starts.
    line = np.repeat(np.arange(head.size), size)
    end = rows.days(levels, "end")[row]
    found = np.full(head.size, -1, dtype=np.intp)
    at = np.flatnonzero(rows.days(frame, "end") == end[line])
    found[line[at]] = at - head[line[at]] + 1
    found[rows.days(frame, "start")[head] == end + _ONE] = 0
    bad = head[found < 0]
    if bad.size:
        raise TrendError(
            f"{shorten(base)} is no period of the growth of {rows.listed(frame, bad)}, nor the one "
            "before its first",
            mend="pass growth up to the base, or take another base",
            rows=rows.offending(frame, bad),
        )
    return found


def _outwards(links: _Links) -> tuple[Floats, Floats, Floats]:
    """Value, lower and upper end of each period, from the base to either side."""
    count = len(links.frame) + links.head.size
    value, lower, upper = (np.empty(count) for _ in range(3))
    rate, low, high = (rows.numbers(links.frame, name) for name in _NUMBERS)
    links_low, links_high = intervals.difference((low, high), (_LOSS, _LOSS))
    at = links.node + links.base
    for whole, name in zip((value, lower, upper), _NUMBERS, strict=True):
        whole[at] = rows.numbers(links.levels, name)[links.level]
    for here, there, link, back in _steps(links):
        by = links_low[link], links_high[link]
        ends, exact = (lower[here], upper[here]), _HUNDRED + rate[link]
        if back:
            ends = intervals.quotient(intervals.product(ends, (_HUNDRED, _HUNDRED)), by)
            value[there] = intervals.hull(value[here] * _HUNDRED / exact, ends)
        else:
            ends = intervals.quotient(intervals.product(ends, by), (_HUNDRED, _HUNDRED))
            value[there] = intervals.hull(value[here] * exact / _HUNDRED, ends)
        lower[there], upper[there] = ends
    return value, lower, upper


def _steps(links: _Links) -> Iterator[tuple[Places, Places, Places, bool]]:
    """From the base on, all lines at once: periods, their neighbours and the rates between."""
    for step in range(int((links.size - links.base).max(initial=0))):
        which = np.flatnonzero(links.base + step < links.size)
        here = links.node[which] + links.base[which] + step
        yield here, here + 1, links.head[which] + links.base[which] + step, False
    for step in range(int(links.base.max(initial=0))):
        which = np.flatnonzero(links.base > step)
        here = links.node[which] + links.base[which] - step
        yield here, here - 1, links.head[which] + links.base[which] - step - 1, True


def _periods(links: _Links) -> dict[str, npt.NDArray[Any]]:
    """First and last day of each period, days of publication, status and precision."""
    frame, levels = links.frame, links.levels
    count = len(frame) + links.head.size
    after = np.ones(count, dtype=np.bool_)
    after[links.node] = False
    found: dict[str, npt.NDArray[Any]] = {}
    for name in _DAYS:
        found[name] = np.empty(count, dtype="datetime64[us]")
        found[name][after] = rows.days(frame, name)
    first = rows.days(frame, "start")[links.head]
    calendar = spacing.calendar_of(frame.iloc[links.head])
    months = calendar.last - calendar.first + 1
    found["start"][links.node] = spacing.day_in_month(
        calendar.first - months, calendar.first_day, np.zeros(months.size, dtype=np.bool_)
    )
    found["end"][links.node] = first - _ONE
    base = links.node + links.base
    for name in _DAYS:
        found[name][base] = rows.days(levels, name)[links.level]
    accumulated = {
        **{name: (rows.days(frame, name), rows.days(levels, name)) for name in _PUBLISHED},
        "status": (_doubt(frame), _doubt(levels)),
        "precision": (rows.codes(frame, "precision"), rows.codes(levels, "precision")),
    }
    for name, (own, other) in accumulated.items():
        found[name] = np.empty(count, dtype=own.dtype)
        found[name][base] = other[links.level]
        for here, there, link, _ in _steps(links):
            found[name][there] = np.maximum(found[name][here], own[link])
    return found


def _doubt(frame: pd.DataFrame) -> npt.NDArray[np.int64]:
    """How little certain each row is: the place of its status in a list."""
    place = [_DOUBTS.index(name) if name in _DOUBTS else 0 for name in frames.STATUS.categories]
    return np.asarray(np.array([*place, 0])[rows.codes(frame, "status")], dtype=np.int64)


def _made(
    links: _Links, found: dict[str, npt.NDArray[Any]], numbers: dict[str, Floats], base: str
) -> DataFrame[Observations]:
    """Periods as Observations."""
    frame, levels = links.frame, links.levels
    line = np.repeat(np.arange(links.head.size), links.size + 1)
    row = links.level[line]
    count = row.size
    rate = links.head[line] + np.maximum(np.arange(count) - links.node[line] - 1, 0)
    statuses = pd.CategoricalDtype(list(_DOUBTS))
    prices = np.where((levels["prices"] == "none").to_numpy()[row], 1, 0)
    # The base is the level's own figure; each other period is known by its rate.
    sources = frames.stack([levels.iloc[links.level], frame], _SOURCE)["source"]
    source = links.head.size + rate
    source[links.node + links.base] = np.arange(links.head.size)
    made = {
        **{name: levels[name].array.take(row) for name in levels.columns},
        **numbers,
        **{name: found[name] for name in (*_DAYS, *_PUBLISHED)},
        "precision": pd.Categorical.from_codes(
            found["precision"], dtype=cast("Any", frames.PRECISION)
        ),
        "status": pd.Categorical.from_codes(
            found["status"], dtype=cast("Any", statuses)
        ).set_categories(frames.STATUS.categories),
        "prices": pd.Categorical.from_codes(
            prices, categories=pd.Index([f"constant_{base}", "none"])
        ),
        "source": sources.array.take(source),
    }
    return cast("DataFrame[Observations]", pd.DataFrame(made, copy=False))
