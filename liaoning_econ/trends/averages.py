"""Average rates of months, quarters or years as figures, for what takes a series of periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ import units
from liaoning_econ.errors import TrendError
from liaoning_econ.frames import OBSERVATIONS, RATES, conform, constant, plain_codes
from liaoning_econ.validation import light

if TYPE_CHECKING:
    import numpy.typing as npt
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

__all__ = ["figures_of", "is_rates"]

# Months from one row to the next, and what such a period is called.
_PERIODS: Final = {1: "month", 3: "quarter", 12: "year"}
_ASK: Final = "ask le.rates for whole periods: average='month', 'quarter' or 'year'"


def is_rates(frame: object) -> bool:
    """Whether a frame holds exchange rates: it has their columns and no indicator.

    Parameters
    ----------
    frame
        Anything.

    Returns
    -------
    bool

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> is_rates(empty(RATES)), is_rates(empty(OBSERVATIONS))
    (True, False)
    """
    if not isinstance(frame, pd.DataFrame):
        return False
    return "indicator" not in frame.columns and {"base", "quote"} <= set(frame.columns)


def figures_of(rates: pd.DataFrame, what: str = "rates") -> DataFrame[Observations]:
    """Averages, or ends, of whole periods as Observations, exact.

    Parameters
    ----------
    rates
        Rates of kind average or end, one a calendar month, quarter or year, of any number of pairs.
        A frame does not say on which day its first period begins: ask whole ones.
    what
        How a message names them.

    Returns
    -------
    DataFrame[Observations]
        Indicator exchange_rate, unit quote/base; region is the country of the quote, with whose
        code that of its currency begins; published on the last day that entered.

    Raises
    ------
    SchemaError
        A column is missing or of another kind.
    TrendError
        Daily rates, whose neighbours are all but the same figure, or a period that is no whole
        month, quarter or year.

    Examples
    --------
    >>> from liaoning_econ import exchange
    >>> found = figures_of(exchange.rates("USD", "CNY", "2018-07", "2018-09", average="month"))
    >>> found[["region", "unit", "start", "value"]].round({"value": 3})
      region     unit      start  value
    0     CN  CNY/USD 2018-07-01  6.718
    1     CN  CNY/USD 2018-08-01  6.849
    2     CN  CNY/USD 2018-09-01  6.856
    """
    light(rates, RATES, what=what)
    frame = conform(rates, RATES)
    daily = (plain_codes(frame["kind"]) == "daily").to_numpy()
    if daily.any():
        raise TrendError(
            f"{what}, row {int(np.flatnonzero(daily)[0])}: a daily rate, which is all but that of "
            "the day before",
            mend=_ASK,
            rows=rates[daily],
        )
    base, quote = (plain_codes(frame[name]) for name in ("base", "quote"))
    months = _months_apart(frame, what)
    start = _starts(frame, months, what)
    rows = len(frame)
    published = frame["date_used"]
    made = pd.DataFrame(
        {
            "indicator": constant("exchange_rate", rows),
            "region": quote.str[:2].astype("category"),
            "start": start,
            "end": frame["date"],
            "precision": pd.Series([_PERIODS[int(month)] for month in months], dtype="str"),
            "measure": "price",
            "basis": constant("reference_rate", rows),
            "prices": constant("none", rows),
            "relative_to": constant("none", rows),
            "unit": [units.normalise(f"{a}/{b}") for a, b in zip(quote, base, strict=True)],
            **dict.fromkeys(("value", "lower", "upper"), frame["rate"]),
            "vintage": constant("unstated", rows),
            "published_from": published,
            "published": published,
            "status": "A",
            "source": frame["source"],
        }
    )
    return cast("DataFrame[Observations]", conform(made, OBSERVATIONS))


def _months_apart(frame: pd.DataFrame, what: str) -> npt.NDArray[np.int64]:
    """Months from one row of a pair to its next, shape (rows,): the least of the pair's."""
    month = frame["date"].to_numpy(dtype="datetime64[M]").astype(np.int64)
    found = np.zeros(len(frame), dtype=np.int64)
    for places in frame.groupby(["base", "quote"], observed=True).indices.values():
        steps = np.diff(np.sort(month[places]))
        found[places] = steps.min(initial=12)
    odd = ~np.isin(found, list(_PERIODS))
    if odd.any():
        row = int(np.flatnonzero(odd)[0])
        raise TrendError(
            f"{what}, row {row}: rates of {frame['base'].iloc[row]}/{frame['quote'].iloc[row]} "
            f"that are {int(found[row])} months apart",
            mend=_ASK,
            rows=frame[odd],
        )
    return found


def _starts(
    frame: pd.DataFrame, months: npt.NDArray[np.int64], what: str
) -> npt.NDArray[np.datetime64]:
    """First day of the calendar period that each row's last day closes."""
    day = frame["date"].to_numpy(dtype="datetime64[D]")
    month = day.astype("datetime64[M]")
    following = (month + 1).astype("datetime64[D]")
    number = month.astype(np.int64)
    partial = (day + 1 != following) | ((number + 1) % months != 0)
    if partial.any():
        row = int(np.flatnonzero(partial)[0])
        raise TrendError(
            f"{what}, row {row}: a rate of the period up to {day[row]}, which is no whole "
            f"{_PERIODS[int(months[row])]}",
            mend=_ASK,
            rows=frame[partial],
        )
    return (number - months + 1).astype("datetime64[M]").astype("datetime64[us]")
