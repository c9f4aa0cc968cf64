"""Money in another currency, at the rate that fits the kind of figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ import exchange
from liaoning_econ.convert import dating, monies, rows
from liaoning_econ.convert.dating import Plan, Rule

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Floats
    from liaoning_econ.schemas import Observations

# Rows converted at a time: their days and rates stay in the processor's cache, and ten million
# rows need no more memory than the three columns that come out.
_PART = 1 << 15
# A cross rate, a mean and a product are each rounded once or twice; bounds give way by more.
_SLACK = 2.0**-50


def to_currency(
    obs: pd.DataFrame, currency: str, *, rate: Rule = "auto"
) -> DataFrame[Observations]:
    """Money in another currency.

    Parameters
    ----------
    obs
        Observations in money: "CNY", "CNY/person", ... of any currencies.
    currency
        The currency to convert to: an ISO 4217 code, or another known spelling.
    rate
        Which day's rate. "auto": `indicators()` says which of the three that follow an
        indicator's own level takes; a stock of it takes "end", an expected figure (status F)
        "published". "average": the arithmetic mean over the publication days of the window, of
        the pair as the market quotes it (yuan for one dollar, won for one yuan), both ways.
        "end": the rate on the window's last day. "published": the rate on the day of publication;
        where that day is one of a range, the value takes the range's middle day and the bounds
        all rates in the range. A day: that day's rate for all rows.

    Returns
    -------
    DataFrame[Observations]
        The same rows in the same order. Bounds hold the rates of all days that `precision` (or
        the range of days of publication) allows, and rounding. Rows already in `currency` stay
        as they are.

    Raises
    ------
    UnitError
        A row is not in money.
    BasisError
        Money at constant prices; or, under "auto", an indicator whose kind of money is not known.
    WindowError
        A window that ends after its figure was published, or a row without the day that is asked.
    ExchangeRateError
        A day outside the table, a currency that it does not have, or no such `rate`.

    See Also
    --------
    rates_used : the rate, and its days, that each row takes.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> article = catalog.claims("004_ed772e34f7e3be99.txt")
    >>> capital = article[article.claim == "S13"]
    >>> found = to_currency(capital, "SGD")
    >>> float(found.value[0].round(-8)), str(found.unit[0])
    (84100000000.0, 'SGD')
    """
    plan = Plan(rows.typed(obs), monies.currency(currency), rate)
    size = len(plan.frame)
    old = [rows.numbers(plan.frame, name) for name in ("value", "lower", "upper")]
    new = [np.empty(size) for _ in old]
    for start in range(0, size, _PART):
        for part, source, kind in plan.runs(slice(start, min(start + _PART, size))):
            _convert(plan, part, source, kind, old, new)
    return rows.result(
        plan.frame,
        value=new[0],
        lower=new[1],
        upper=new[2],
        unit=rows.coded(plan.frame, "unit", plan.units),
    )


def rates_used(obs: pd.DataFrame, currency: str, *, rate: Rule = "auto") -> pd.DataFrame:
    """The rate that `to_currency` takes for each row, and the days that it is of.

    Parameters
    ----------
    obs, currency, rate
        As in `to_currency`.

    Returns
    -------
    pd.DataFrame
        One row a row of `obs`: `base` (its currency), `quote`, `kind` (end, average, published,
        date; none where nothing is converted), `rate, lowest, highest` (units of quote for one
        base), `first, last` (the days that the rate, or its bounds, are of; NaT for none) and
        `source`.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> article = catalog.claims("004_ed772e34f7e3be99.txt")
    >>> rates_used(article[article.claim == "S13"], "SGD")[["kind", "first", "last"]]
            kind      first       last
    0  published 2018-07-27 2018-08-31
    """
    plan = Plan(rows.typed(obs), monies.currency(currency), rate)
    size = len(plan.frame)
    numbers = {name: np.ones(size) for name in ("rate", "lowest", "highest")}
    days = {name: np.full(size, "NaT", dtype="datetime64[us]") for name in ("first", "last")}
    base, kinds = np.full(size, "", dtype=object), np.full(size, "", dtype=object)
    for part, source, kind in plan.runs(slice(0, size)) if size else ():
        dated = plan.rates(part, source, kind)
        base[part], kinds[part] = source, dating.KINDS[kind]
        for name, column in numbers.items():
            column[part] = getattr(dated, name)
        if kind != dating.SAME:
            for name, stamps in days.items():
                stamps[part] = getattr(dated, name).astype("datetime64[D]")
    return pd.DataFrame(
        {
            "base": pd.Categorical(base),
            "quote": pd.Categorical(np.full(size, plan.target, dtype=object)),
            "kind": pd.Categorical(kinds, categories=list(dating.KINDS)),
            **numbers,
            **days,
            "source": pd.Categorical(np.where(kinds == "none", "", exchange.SOURCE)),
        }
    )


def _convert(
    plan: Plan,
    part: dating.Rows,
    source: str,
    kind: int,
    old: list[Floats],
    new: list[Floats],
) -> None:
    """Write value, lower and upper of some rows of one currency and one kind of rate."""
    if kind == dating.SAME:
        for before, after in zip(old, new, strict=True):
            after[part] = before[part]
        return
    dated = plan.rates(part, source, kind)
    factors = (
        dated.rate,
        _outwards(old[1][part], dated.lowest, dated.highest, -_SLACK),
        _outwards(old[2][part], dated.highest, dated.lowest, _SLACK),
    )
    for before, factor, after in zip(old, factors, new, strict=True):
        if isinstance(part, slice):
            np.multiply(before[part], factor, out=after[part])
        else:
            after[part] = before[part] * factor


def _outwards(end: Floats, above_zero: Floats, below_zero: Floats, slack: float) -> Floats:
    """What one end of the bounds is multiplied by: which rate that is depends on its sign."""
    if not end.size or end.min() >= 0:
        return above_zero * (1 + slack)
    return np.where(end >= 0, above_zero * (1 + slack), below_zero * (1 - slack))
