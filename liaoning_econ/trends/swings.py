"""How much a rate swings: the spread of its daily changes, and its largest fall from a high.

Volatility is the standard deviation s of the log changes from one publication day to the next, in
percent; a year's is sqrt(256) times as much, as the days add up if they are not correlated. Its
interval comes in two kinds. "normal" takes (n - 1) s^2 / sigma^2 for chi-square, as it is for
independent normal changes. "hac" takes the error of s^2 from the squared deviations themselves,
with Bartlett weights (Newey and West 1987): large days are more frequent than under a normal
distribution and come in clusters, and both make s less sure. It is carried to log s by the delta
method, so that the lower end is positive. Of 200 drawn series of 500 changes that cluster (GARCH
0.1 and 0.8) its 95 percent held the truth in 87 of 100 cases, those of "normal" in 67.

Drawdown is the largest fall of the base from the highest rate before: rate / high - 1, in percent.

References: Campbell, J. Y., Lo, A. W. and MacKinlay, A. C. (1997), The Econometrics of Financial
Markets, Princeton University Press, chapters 1 and 9. Newey, W. K. and West, K. D. (1987), A
simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix,
Econometrica 55(3), 703-708. Magdon-Ismail, M. and Atiya, A. F. (2004), Maximum drawdown, Risk
17(10), 99-102.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import pandas as pd

from liaoning_econ.errors import TrendError, offer
from liaoning_econ.frames import constant
from liaoning_econ.kernels.regression import newey_west
from liaoning_econ.kernels.tails import student_quantile
from liaoning_econ.trends.arguments import require_share, require_whole
from liaoning_econ.trends.publications import Floats, Published, published

if TYPE_CHECKING:
    from liaoning_econ.kernels.regression import LagRule

__all__ = ["DAYS_A_YEAR", "drawdown", "volatility"]

# Week-days a year, 260.9, without the six days on which TARGET is closed: Good Friday and Easter
# Monday are always week-days, the other four (1 January, 1 May, 25 and 26 December) in five years
# of seven. 260.9 - 2 - 4 * 5 / 7 = 256.0.
DAYS_A_YEAR: Final = 256
_KINDS: Final = ("hac", "normal")


def volatility(
    rates: pd.DataFrame,
    window: int | None = None,
    *,
    annualise: bool = True,
    errors: Literal["hac", "normal"] = "hac",
    max_lags: int | LagRule | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Standard deviation of a rate's daily log changes, with its interval.

    Parameters
    ----------
    rates
        Daily rates, as `le.rates` gives them, of one pair or several; days without publication are
        left out.
    window
        Changes in each rolling window. None: all of them, one row a pair.
    annualise
        Whether to give a year's, 16 times a day's.
    errors
        "hac": an interval that allows for fat tails and for clusters of large changes; "normal":
        that of independent normal changes.
    max_lags
        Lags of the Bartlett kernel for "hac", or a rule as for `kernels.regression.newey_west`.
        None: the whole part of the root of n, as clusters last for weeks and the rules take less.
    confidence
        Of the interval.

    Returns
    -------
    pd.DataFrame
        One row a pair and window: `base, quote, start, end` (publication days: the change to the
        one after start is the first), `n` (changes), `volatility, lower, upper` (percent),
        `errors, confidence`.

    Raises
    ------
    SchemaError
        A column of `rates` is missing or of another kind.
    TrendError
        Averages instead of daily rates, too few days, a rate that stood still for a window, or an
        argument that is out of range.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> yuan = le.rates("USD", "CNY", "2018-01-01", "2018-12-31")
    >>> volatility(yuan)[["n", "volatility", "lower", "upper"]].round(2)
         n  volatility  lower  upper
    0  255        4.49   3.88   5.19
    """
    if errors not in _KINDS:
        raise TrendError(f"errors is {errors!r}", mend=offer(str(errors), _KINDS))
    if window is not None:
        require_whole(window, "window", 2)
    require_share(confidence)
    parts = [
        _volatility(table, window, errors, max_lags, confidence)
        for table in published(rates, least=(window or 2) + 1)
    ]
    found = pd.concat(parts, ignore_index=True)
    if annualise:
        found[["volatility", "lower", "upper"]] *= float(np.sqrt(DAYS_A_YEAR))
    return found.assign(errors=constant(errors, len(found)), confidence=float(confidence))


def _volatility(
    table: Published,
    window: int | None,
    errors: str,
    max_lags: int | LagRule | None,
    confidence: float,
) -> pd.DataFrame:
    """The windows of one pair."""
    changes = table.changes
    n = changes.size if window is None else window
    windows = np.lib.stride_tricks.sliding_window_view(changes, n)
    squares = (windows - windows.mean(axis=1, keepdims=True)) ** 2
    spread = np.sqrt(squares.sum(axis=1) / (n - 1))
    if not (spread > 0).all():
        still = int(np.flatnonzero(~(spread > 0))[0])
        raise TrendError(
            f"rates of {table.name} did not move from {table.days[still]} to "
            f"{table.days[still + n]}",
            mend="take a longer window",
        )
    low, high = (
        _normal_ends(n, confidence)
        if errors == "normal"
        else _hac_ends(squares, max_lags, confidence)
    )
    return pd.DataFrame(
        {
            "base": constant(table.base, len(windows)),
            "quote": constant(table.quote, len(windows)),
            "start": table.days[: len(windows)].astype("datetime64[us]"),
            "end": table.days[n:].astype("datetime64[us]"),
            "n": np.full(len(windows), n),
            "volatility": spread,
            "lower": spread * low,
            "upper": spread * high,
        }
    )


def _normal_ends(n: int, confidence: float) -> tuple[float, float]:
    """Ends of the interval over the standard deviation, by chi-square."""
    from scipy.special import chdtri

    # chdtri takes the probability of the upper tail.
    quantiles = chdtri(n - 1, [0.5 - confidence / 2, 0.5 + confidence / 2])
    low, high = np.sqrt((n - 1) / quantiles)
    return float(low), float(high)


def _hac_ends(
    squares: Floats, max_lags: int | LagRule | None, confidence: float
) -> tuple[Floats, Floats]:
    """Ends of the intervals over the standard deviations, from the squared deviations."""
    n = squares.shape[1]
    lags = math.isqrt(n) if max_lags is None else max_lags
    fit = newey_west(squares, np.ones((n, 1)), lags, small_sample=True)
    # log s = log(s^2) / 2.
    half = student_quantile(0.5 + confidence / 2, math.inf) * fit.bse[:, 0] / fit.params[:, 0] / 2
    return np.exp(-half), np.exp(half)


def drawdown(rates: pd.DataFrame) -> pd.DataFrame:
    """The largest fall of the base from its highest rate before.

    Parameters
    ----------
    rates
        Daily rates, as `le.rates` gives them, of one pair or several.

    Returns
    -------
    pd.DataFrame
        One row a pair: `base, quote, start` (day of the high), `end` (day of the low after it),
        `start_rate, end_rate` (units of quote for one base), `base_change` (percent, negative; 0
        where it never fell, and then start, end and recovered are the first day), `recovered` (the
        first day on which the rate was at the high again, NaT where it never was). Of falls that
        tie, the first; of equal highs, the last before the fall.

    Raises
    ------
    SchemaError
        A column of `rates` is missing or of another kind.
    TrendError
        Averages instead of daily rates, or no publication day.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> found = drawdown(le.rates("USD", "CNY", "2016-01-01", "2018-12-31"))
    >>> found[["start", "end", "base_change", "recovered"]].round({"base_change": 2})
           start        end  base_change recovered
    0 2017-01-03 2018-02-07        -9.85 2018-10-30
    """
    rows = [_drawdown(table) for table in published(rates, least=1)]
    found = pd.DataFrame(rows)
    days = {name: found[name].astype("datetime64[us]") for name in ("start", "end", "recovered")}
    codes = {name: found[name].astype("category") for name in ("base", "quote")}
    return found.assign(**codes, **days)


def _drawdown(table: Published) -> dict[str, object]:
    """The row of one pair."""
    highs = np.maximum.accumulate(table.rate)
    end = int(np.argmin(table.rate / highs))
    start = int(np.flatnonzero(table.rate[: end + 1] == highs[end])[-1])
    again = end + np.flatnonzero(table.rate[end:] >= highs[end])
    return {
        "base": table.base,
        "quote": table.quote,
        "start": table.days[start],
        "end": table.days[end],
        "start_rate": float(table.rate[start]),
        "end_rate": float(table.rate[end]),
        "base_change": 100.0 * float(table.rate[end] / table.rate[start] - 1.0),
        "recovered": table.days[again[0]] if again.size else np.datetime64("NaT", "D"),
    }
