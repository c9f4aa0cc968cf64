"""Money at the prices of one period: divided by how prices have changed since.

A price index, or growth rates of prices chained year by year (1 + g / 100), gives the level of
prices relative to the base period; a figure at current prices over it is at the base's prices.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from liaoning_econ import intervals, window
from liaoning_econ.convert import monies, perimeters, rows
from liaoning_econ.errors import BasisError, VintageError, WindowError, shorten
from liaoning_econ.frames import constant

if TYPE_CHECKING:
    import pandas as pd
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Floats
    from liaoning_econ.schemas import Observations

Days: TypeAlias = npt.NDArray[np.datetime64]

_DAYS = ("start", "end", "published_from", "published")
_NUMBERS = ("value", "lower", "upper")
_DAY = np.timedelta64(1, "D")
# Each link of a chain is rounded twice.
_SLACK = 2.0**-51


@dataclass(frozen=True)
class _Levels:
    """Prices relative to the base period, one a period; NaN where a gap lies between.

    `days` are start, end, published_from and published, `numbers` value, lower and upper.
    """

    days: dict[str, Days]
    numbers: dict[str, Floats]


def deflate(obs: pd.DataFrame, prices: pd.DataFrame, base: str) -> DataFrame[Observations]:
    """Money at current prices brought to the prices of one period.

    Parameters
    ----------
    obs
        Observations in money at current prices.
    prices
        Observations of one indicator of prices and one release: an index of a fixed base, an index
        of the period before = 100, or growth over the year (or period) before in percent, which is
        chained. Of several regions each row takes its own, or else the nearest that holds it.
    base
        A period of `prices`, "2015"; for growth also the one before its first.

    Returns
    -------
    DataFrame[Observations]
        The same rows in the same order, `prices` "constant_2015". Bounds hold those of the prices,
        whose roundings add up along a chain. Published when the row and all prices that it needs
        were.

    Raises
    ------
    UnitError
        A row that is not money.
    BasisError
        A row that is not at current prices, prices that are neither index nor growth, two
        indicators of prices, or a region that none of them holds.
    VintageError
        Two figures of prices for one region and period.
    WindowError
        No prices for a row's window or for the base, or a gap between the two.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN", vintage="nbs-web-2024", start="2015", end="2016")
    >>> deflator = catalog.observations("gdp_deflator", "CN", measure="growth")
    >>> found = deflate(gdp, deflator, "2015")
    >>> (found.value / gdp.value).round(3).tolist(), str(found.prices[0])
    ([1.0, 0.986], 'constant_2015')
    """
    first, last, _ = window.period_of(base)
    base = str(base)
    frame, table = rows.typed(obs), rows.typed(prices, "prices")
    monies.require_money(frame)
    _require_current(frame)
    _require_prices(table)
    levels = {
        region: _levels(
            table[(table["region"] == region).to_numpy()],
            np.datetime64(first),
            np.datetime64(last),
            base,
        )
        for region in rows.present(table, "region")
    }
    chosen = _of_each_row(frame, levels)
    level = chosen.numbers
    lower, upper = intervals.quotient(
        (rows.numbers(frame, "lower"), rows.numbers(frame, "upper")),
        (level["lower"], level["upper"]),
    )
    return rows.result(
        frame,
        value=intervals.hull(rows.numbers(frame, "value") / level["value"], (lower, upper)),
        lower=lower,
        upper=upper,
        prices=constant(f"constant_{base.strip()}", len(frame)),
        **rows.both_out(frame, chosen.days),
    )


def _require_current(frame: pd.DataFrame) -> None:
    """Refuse rows at the prices of another year."""
    bad = (frame["prices"] != "current").to_numpy()
    if bad.any():
        found = frame["prices"].iloc[int(np.flatnonzero(bad)[0])]
        raise BasisError(
            f"not at current prices, but {found}: {rows.listed(frame, bad)}",
            mend="leave these rows out: obs[obs.prices == 'current']",
            rows=rows.offending(frame, bad),
        )


def _require_prices(table: pd.DataFrame) -> None:
    """One indicator, as index or growth."""
    listed = rows.present(table, "indicator")
    if len(listed) != 1:
        raise BasisError(
            f"prices are of {len(listed)} indicators: {', '.join(listed[:5]) or 'no rows'}",
            mend="keep one: prices[prices.indicator == 'gdp_deflator']",
            rows=table.head(rows.MOST_ROWS),
        )
    growth = ((table["measure"] == "growth") & (table["unit"] == "percent")).to_numpy()
    bad = ~(growth | (table["measure"] == "index").to_numpy())
    if not bad.any() and len(rows.present(table, "measure")) > 1:
        bad = growth
    if bad.any():
        raise BasisError(
            f"prices are neither all an index nor all growth in percent: {rows.listed(table, bad)}",
            mend="keep rows of one measure: prices[prices.measure == 'index']",
            rows=rows.offending(table, bad),
        )


def _levels(table: pd.DataFrame, first: np.datetime64, last: np.datetime64, base: str) -> _Levels:
    """The prices of one region relative to the base period."""
    table = table.sort_values("start", kind="stable").reset_index(drop=True)
    same = table.duplicated(["start", "end"], keep=False).to_numpy()
    if same.any():
        raise VintageError(
            f"prices have several figures for one period: {rows.listed(table, same)}",
            mend="keep one release and one relative_to: prices[prices.vintage == ...]",
            rows=rows.offending(table, same),
        )
    before = set(rows.present(table, "relative_to")) & {"previous_year", "previous_period"}
    chained = bool(before) or rows.present(table, "measure") == ["growth"]
    found = _chain(table) if chained else _fixed(table)
    start, end = found.days["start"], found.days["end"]
    at = np.flatnonzero((start == first) & (end == last))
    if not at.size:
        raise WindowError(
            f"prices of {table['region'].iloc[0]} have no {shorten(base)}: they run from "
            f"{str(start[0])[:10]} to {str(end[-1])[:10]}",
            mend="take a base period that they have",
            rows=table.head(rows.MOST_ROWS),
        )
    return _relative(found, int(at[0]), chained=chained)


def _fixed(table: pd.DataFrame) -> _Levels:
    """An index as it is."""
    numbers = {name: rows.numbers(table, name) for name in _NUMBERS}
    if (numbers["lower"] <= 0).any():
        bad = numbers["lower"] <= 0
        raise BasisError(
            f"an index of prices cannot reach 0: {rows.listed(table, bad)}",
            mend="give its bounds, or leave these rows out",
            rows=rows.offending(table, bad),
        )
    return _Levels({name: rows.days(table, name) for name in _DAYS}, numbers)


def _chain(table: pd.DataFrame) -> _Levels:
    """Links: how prices changed from the period before, with that of the first in front."""
    growth = (table["measure"] == "growth").to_numpy()
    _require_chainable(table)
    links = {
        name: np.where(growth, 1 + rows.numbers(table, name) / 100, rows.numbers(table, name) / 100)
        for name in _NUMBERS
    }
    if (links["lower"] <= 0).any():
        bad = links["lower"] <= 0
        raise BasisError(
            f"prices cannot fall by all they are: {rows.listed(table, bad)}",
            mend="growth is in percent, an index is 100 for the period before",
            rows=rows.offending(table, bad),
        )
    start, end = rows.days(table, "start"), rows.days(table, "end")
    months = round(float(window.months(start[:1], end[:1])[0]))
    opening = (start[:1].astype("M8[M]") - np.timedelta64(months, "M")).astype(start.dtype)
    front = {"start": opening, "end": start[:1] - _DAY}
    days = {
        name: np.concatenate([front.get(name, rows.days(table, name)[:1]), rows.days(table, name)])
        for name in _DAYS
    }
    return _Levels(days, {name: np.concatenate([[1.0], link]) for name, link in links.items()})


def _require_chainable(table: pd.DataFrame) -> None:
    """Growth over a year before chains years, not months."""
    previous = set(rows.present(table, "relative_to"))
    length = window.months(table["start"], table["end"])
    bad = (length != 12) if previous == {"previous_year"} else (length != length[0])
    if previous - {"previous_year"} and previous - {"previous_period"}:
        bad = np.ones(len(table), dtype=np.bool_)
    if bad.any():
        raise BasisError(
            f"prices cannot be chained, relative to {' and '.join(sorted(previous))} in windows of "
            f"{length[int(np.flatnonzero(bad)[0])]:.3g} months: {rows.listed(table, bad)}",
            mend="pass years relative to previous_year, or like periods relative to "
            "previous_period",
            rows=rows.offending(table, bad),
        )


def _relative(found: _Levels, at: int, *, chained: bool) -> _Levels:
    """Levels over the base's, which is exactly 1."""
    days, one = dict(found.days), found.numbers
    if not chained:
        lower, upper = intervals.quotient(
            (one["lower"], one["upper"]), (one["lower"][at], one["upper"][at])
        )
        lower[at] = upper[at] = 1.0
        for name in ("published_from", "published"):
            days[name] = np.maximum(days[name], days[name][at])
        return _Levels(
            days, {"value": one["value"] / one["value"][at], "lower": lower, "upper": upper}
        )
    # A gap leaves what lies beyond it without a level.
    gap = np.concatenate([[False], days["start"][1:] != days["end"][:-1] + _DAY])
    links = {name: np.where(gap, np.nan, link) for name, link in one.items()}
    slack = np.abs(np.arange(gap.size) - at) * _SLACK
    for name in ("published_from", "published"):
        days[name] = _latest_from(at, days[name])
    return _Levels(
        days,
        {
            "value": _outwards_from(at, links["value"], links["value"]),
            "lower": _outwards_from(at, links["lower"], links["upper"]) * (1 - slack),
            "upper": _outwards_from(at, links["upper"], links["lower"]) * (1 + slack),
        },
    )


def _outwards_from(at: int, links: Floats, back: Floats) -> Floats:
    """Products of the links after a place, and of one over those before it."""
    after = np.cumprod(links[at + 1 :])
    before = np.cumprod(1 / back[at:0:-1])[::-1]
    return np.concatenate([before, [1.0], after])


def _latest_from(at: int, published: npt.NDArray[np.datetime64]) -> npt.NDArray[np.datetime64]:
    """The latest day of publication of all links between a place and the base."""
    after = np.maximum.accumulate(published[at + 1 :])
    before = np.maximum.accumulate(published[at:0:-1])[::-1]
    # The base needs no link, only to have been there.
    base = published[at : at + 1]
    return np.concatenate([before, base, after])


def _of_each_row(frame: pd.DataFrame, levels: dict[str, _Levels]) -> _Levels:
    """The level of prices that each row is divided by."""
    region = rows.texts(frame, "region")
    holders = {
        code: perimeters.holder(code, list(levels), itself=True)
        for code in rows.present(frame, "region")
    }
    holder = np.array([holders[code] for code in region], dtype=object)
    bad = np.equal(holder, "")
    if bad.any():
        raise BasisError(
            f"no prices hold for {region[int(np.flatnonzero(bad)[0])]}, they are of "
            f"{', '.join(list(levels)[:5])}: {rows.listed(frame, bad)}",
            mend="pass prices of this region, or of one that holds it",
            rows=rows.offending(frame, bad),
        )
    days = {name: np.concatenate([one.days[name] for one in levels.values()]) for name in _DAYS}
    numbers = {
        name: np.concatenate([one.numbers[name] for one in levels.values()]) for name in _NUMBERS
    }
    sizes = [one.numbers["value"].size for one in levels.values()]
    places, _, _ = rows.find(
        [holder, rows.days(frame, "start"), rows.days(frame, "end")],
        [np.repeat(np.array(list(levels), dtype=object), sizes), days["start"], days["end"]],
    )
    lacking = (places < 0) | np.isnan(numbers["value"][places])
    if lacking.any():
        raise WindowError(
            f"no prices for the window of {rows.listed(frame, lacking)}, or a gap between it and "
            "the base",
            mend="leave these rows out, or pass prices of the same windows without gaps",
            rows=rows.offending(frame, lacking),
        )
    return _Levels(
        {name: column[places] for name, column in days.items()},
        {name: column[places] for name, column in numbers.items()},
    )
