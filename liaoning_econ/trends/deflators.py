"""Prices as levels and real growth imply them, inside one benchmark.

Levels of the provinces were revised by a fifth and more, and published growth was not: between the
two, prices of 2016 would have fallen by 20 percent in Liaoning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ import catalog, frames, intervals
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError, VintageError
from liaoning_econ.trends import growing, leading, lineage

if TYPE_CHECKING:
    import pandas as pd
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

__all__ = ["implied_deflator"]

_KEY: Final = (*leading.WHO, "start", "end")
_LOSS: Final = np.array(-100.0)


def implied_deflator(level: pd.DataFrame, growth: pd.DataFrame) -> DataFrame[Observations]:
    """How prices changed, by levels at current prices and real growth of one benchmark.

    100 ((100 + n) / (100 + r) - 1), n the growth of the levels over the period before and r the
    real growth, both in percent.

    Parameters
    ----------
    level
        Observations at current prices.
    growth
        Observations of growth in percent at comparable prices, of the same regions and benchmark.

    Returns
    -------
    DataFrame[Observations]
        One row for each rate of `growth` that has its two levels: the indicator with _deflator
        behind it, measure growth, prices none.

    Raises
    ------
    VintageError
        Levels and rates of two benchmarks: levels were revised and published growth was not, so
        that prices of Liaoning would have fallen by 20 percent in 2016.
    TrendError
        No rate has its two levels; and what `growth` and `chain` refuse.
    UnitError, BasisError, SchemaError, WindowError
        What `chain` refuses of its rates.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start="2015")
    >>> rates = catalog.observations("gdp", "CN-LN", measure="growth", vintage="first-published")
    >>> implied_deflator(gdp, rates)
    Traceback (most recent call last):
    liaoning_econ.errors.VintageError: a deflator implied across two benchmarks, nbs-web-2018-12 ...
    """
    rates = leading.rates_of(growth).frame
    leading.require_current(lineage.readable(level, "level"))
    nominal = growing.growth(level, "period")
    keys = [[one[name].astype("str").to_numpy() for name in _KEY] for one in (rates, nominal)]
    place, _, _ = rows.find(*keys)
    both = place >= 0
    if not both.any():
        raise TrendError(
            "no rate of growth has its two levels",
            mend="pass levels of the same indicator, regions and periods as the growth",
            rows=rates.head(rows.MOST_ROWS),
        )
    real, other = rates[both].reset_index(drop=True), nominal.iloc[place[both]]
    _require_one_benchmark(level, real, other.reset_index(drop=True))
    ends = [
        intervals.difference(
            (rows.numbers(one, "lower"), rows.numbers(one, "upper")), (_LOSS, _LOSS)
        )
        for one in (other, real)
    ]
    lower, upper = intervals.change(ends[0], ends[1])
    value = 100 * (rows.numbers(other, "value") - rows.numbers(real, "value"))
    value = intervals.hull(value / (100 + rows.numbers(real, "value")), (lower, upper))
    names = {code: f"{code}_deflator" for code in rows.present(real, "indicator")}
    days = {name: rows.days(other, name) for name in ("published_from", "published")}
    return rows.result(
        real,
        indicator=rows.coded(real, "indicator", names),
        prices=frames.constant("none", len(real)),
        value=value,
        lower=lower,
        upper=upper,
        **rows.both_out(real, days),
    )


def _require_one_benchmark(level: pd.DataFrame, real: pd.DataFrame, nominal: pd.DataFrame) -> None:
    """Rates and levels of one release belong together; of two they do not."""
    # The levels' own benchmark: that of their growth is another topic of the list of releases.
    measure = str(rows.typed(level, "level")["measure"].iloc[0])
    own = frames.constant(measure, len(nominal)).set_categories(frames.MEASURE.categories)
    found = catalog.benchmarks(rows.result(nominal, measure=own)), catalog.benchmarks(real)
    bad = found[0] != found[1]
    if bad.any():
        at = int(np.flatnonzero(bad)[0])
        change = 100 * (100 + nominal["value"].iloc[at]) / (100 + real["value"].iloc[at]) - 100
        raise VintageError(
            f"a deflator implied across two benchmarks, {nominal['vintage'].iloc[at]} "
            f"({found[0][at]}) and {real['vintage'].iloc[at]} ({found[1][at]}), would say that "
            f"prices changed by {change:.1f} percent: {rows.listed(real, bad)}",
            mend="take published prices, observations('gdp_deflator', 'CN', measure='growth'), "
            "and deflate()",
            rows=rows.offending(real, bad),
        )
