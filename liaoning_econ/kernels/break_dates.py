"""What a partition into regimes says: coefficients of each regime, and how sure each date is.

With d the change of the coefficients at a break, Q and W second moments of the regressors and
long-run variance of the scores in the regimes before and after it, the date's error times
(d'Q d)^2 / d'W d (of the regime before) goes to the place where a two-sided Brownian motion with
drift is highest: W1(-s) - |s| / 2 before zero, sqrt(phi) W2(s) - xi s / 2 after it, xi the ratio of
d'Q d after to before, phi that of d'W d. Its distribution is known in closed form.

Reference: Bai, J. (1997), Estimation of a change point in multiple regression models, Review of
Economics and Statistics 79(4), 551-563; Bai, J. and Perron, P. (2003), section 4.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.long_run import Correlation, long_run_variance
from liaoning_econ.kernels.regression import newey_west, ols
from liaoning_econ.kernels.tails import scaled_erfc

if TYPE_CHECKING:
    import numpy.typing as npt

    from liaoning_econ.kernels.regression import LagRule

__all__ = ["Regimes", "break_intervals", "crest_tail", "regimes"]


class Regimes(NamedTuple):
    """Estimates of each regime; with the series as the first axis where y has several.

    Attributes
    ----------
    params : ndarray of float64
        Coefficients of X, shape (m + 1, q).
    bse : ndarray of float64
        Their standard errors, shape (m + 1, q).
    rsd : ndarray of float64
        Standard deviation of the residuals of each regime, shape (m + 1,): over its periods less q.
    common : ndarray of float64
        Coefficients of Z, shape (r,).
    common_bse : ndarray of float64
        Their standard errors, shape (r,).
    """

    params: npt.NDArray[np.float64]
    bse: npt.NDArray[np.float64]
    rsd: npt.NDArray[np.float64]
    common: npt.NDArray[np.float64]
    common_bse: npt.NDArray[np.float64]


def regimes(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    dates: npt.NDArray[np.intp],
    *,
    Z: npt.NDArray[np.float64] | None = None,
    max_lags: float | LagRule | None = None,
) -> Regimes:
    """Estimate the coefficients of each regime of a partition.

    Parameters
    ----------
    y
        Shape (n,) or (series, n).
    X
        Regressors whose coefficients change, shape (n, q).
    dates
        Last period of each regime but the last, shape (m,) or (series, m).
    Z
        Regressors whose coefficients do not change, shape (n, r).
    max_lags
        Lags of Newey and West's standard errors, or the rule that finds them; None for the errors
        of least squares. Without `Z` each
        regime has its own errors, with `Z` they are those of the whole regression.

    Returns
    -------
    Regimes
        Coefficients and standard errors.

    Raises
    ------
    TrendError
        `dates` is no partition of the periods, or what `ols` and `newey_west` refuse.

    Examples
    --------
    >>> y = np.array([1.0, 2, 1, 2, 8, 9, 8, 9])
    >>> fit = regimes(y, np.ones((8, 1)), np.array([3]))
    >>> fit.params.ravel(), fit.bse.ravel().round(4)
    (array([1.5, 8.5]), array([0.2887, 0.2887]))
    """
    table, ends = np.atleast_2d(y), np.atleast_2d(dates)
    place = _regime_of(ends, table.shape)
    count, q = ends.shape[1] + 1, X.shape[1]
    if Z is None:
        found = _each_regime(table, X, ends, max_lags)
        params, bse = found
        common = common_bse = np.zeros((len(table), 0))
    else:
        design = _full_design(X, Z, place, count)
        fit = ols(table, design) if max_lags is None else newey_west(table, design, max_lags)
        r = Z.shape[1]
        common, common_bse = fit.params[:, :r], fit.bse[:, :r]
        params = fit.params[:, r:].reshape(len(table), count, q)
        bse = fit.bse[:, r:].reshape(len(table), count, q)
    left = _residuals(table, X, place, params, Z, common)
    inside = place[:, None] == np.arange(count)[:, None]
    freedom = np.maximum(inside.sum(axis=2) - q, 1)
    rsd = np.sqrt(np.einsum("st,sjt->sj", left * left, inside.astype(float)) / freedom)
    parts = (params, bse, rsd, common, common_bse)
    return Regimes(*(part[0] for part in parts)) if y.ndim == 1 else Regimes(*parts)


def break_intervals(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    dates: npt.NDArray[np.intp],
    *,
    level: float = 0.95,
    Z: npt.NDArray[np.float64] | None = None,
    lags: Correlation = None,
) -> npt.NDArray[np.intp]:
    """Confidence intervals of break dates, each regime with its own moments and variance.

    They hold for long series: where a change is small beside the noise of a short one, an interval
    holds the date less often than its level says.

    Parameters
    ----------
    y
        Shape (n,) or (series, n).
    X
        Regressors whose coefficients change, shape (n, q).
    dates
        Last period of each regime but the last, shape (m,) or (series, m).
    level
        Probability that an interval holds its date.
    Z
        Regressors whose coefficients do not change, shape (n, r).
    lags
        None: errors are uncorrelated, of one variance in a regime. A number: correlated up to so
        many periods, of any variance, with Bartlett weights. "andrews": as Bai and Perron (2003).

    Returns
    -------
    ndarray of intp
        First and last period of each interval, counted from zero, shape (m, 2) or (series, m, 2);
        rounded outward, and kept inside the sample. Intervals of neighbours may overlap.

    Raises
    ------
    TrendError
        `level` is no probability, `dates` no partition of the periods, or `lags` too many.

    Examples
    --------
    >>> y = np.array([1.0, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9])
    >>> break_intervals(y, np.ones((12, 1)), np.array([5]))
    array([[4, 6]])
    """
    if not 0 < level < 1:
        raise TrendError(f"level is {level!r}", mend="give a probability, such as 0.95")
    table, ends = np.atleast_2d(y), np.atleast_2d(dates)
    place = _regime_of(ends, table.shape)
    fit = regimes(table, X, ends, Z=Z)
    left = _residuals(table, X, place, fit.params, Z, fit.common)
    found = np.empty((*ends.shape, 2), dtype=np.intp)
    for j in range(ends.shape[1]):
        # The change's own regressor: one number a period says all that the limit needs.
        change = (fit.params[:, j + 1] - fit.params[:, j]) @ X.T
        before = _moments(change, left, place == j, lags)
        after = _moments(change, left, place == j + 1, lags)
        found[:, j] = _interval(ends[:, j], before, after, level, table.shape[1])
    return found[0] if y.ndim == 1 else found


def _each_regime(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    ends: npt.NDArray[np.intp],
    max_lags: float | LagRule | None,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Coefficients and errors of each regime, all series with the same regime at once."""
    series, n = y.shape
    last = np.column_stack((ends, np.full(series, n - 1)))
    first = np.column_stack((np.zeros(series, dtype=np.intp), ends + 1))
    params = np.empty((*last.shape, X.shape[1]))
    bse = np.empty_like(params)
    windows, which = np.unique(first * n + last, return_inverse=True)
    order = np.argsort(which.ravel(), kind="stable")
    bounds = np.searchsorted(which.ravel()[order], np.arange(len(windows) + 1))
    for window, start, stop in zip(windows, bounds, bounds[1:], strict=False):
        run = slice(int(window) // n, int(window) % n + 1)
        row, regime = np.unravel_index(order[start:stop], last.shape)
        part, columns = y[row, run], X[run]
        fit = ols(part, columns) if max_lags is None else newey_west(part, columns, max_lags)
        params[row, regime], bse[row, regime] = fit.params, fit.bse
    return params, bse


def _regime_of(ends: npt.NDArray[np.intp], shape: tuple[int, ...]) -> npt.NDArray[np.intp]:
    """The regime of each period, shape (series, n)."""
    series, n = shape
    edges = np.column_stack((np.full(len(ends), -1), ends, np.full(len(ends), n - 1)))
    if len(ends) != series or (np.diff(edges, axis=1) < 1).any():
        raise TrendError(
            f"dates of shape {ends.shape} are no partition of {series} series of {n} periods",
            mend=f"give rising places from 0 to {n - 2} for each series",
        )
    regime: npt.NDArray[np.intp] = (np.arange(n) > ends[:, :, None]).sum(axis=1)
    return regime


def _full_design(
    X: npt.NDArray[np.float64],
    Z: npt.NDArray[np.float64],
    place: npt.NDArray[np.intp],
    count: int,
) -> npt.NDArray[np.float64]:
    """Columns of Z, then those of X for each regime, shape (series, n, r + count q)."""
    inside = place[:, :, None] == np.arange(count)
    own = (inside[:, :, :, None] * X[None, :, None, :]).reshape(*place.shape, -1)
    return np.concatenate((np.broadcast_to(Z, (*place.shape, Z.shape[1])), own), axis=2)


def _residuals(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    place: npt.NDArray[np.intp],
    params: npt.NDArray[np.float64],
    Z: npt.NDArray[np.float64] | None,
    common: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    own = np.take_along_axis(params, place[:, :, None], axis=1)
    left: npt.NDArray[np.float64] = y - np.einsum("stq,tq->st", own, X)
    return left if Z is None else left - common @ Z.T


def _moments(
    change: npt.NDArray[np.float64],
    left: npt.NDArray[np.float64],
    inside: npt.NDArray[np.bool_],
    lags: Correlation,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """d'Q d and d'W d of one regime of each series."""
    periods = inside.sum(axis=1)
    signal = np.where(inside, change, 0.0)
    square = (signal**2).sum(axis=1) / periods
    if lags is None:
        return square, square * (np.where(inside, left, 0.0) ** 2).sum(axis=1) / periods
    scores = signal * left
    return square, np.array(
        [
            long_run_variance(own[where][:, None], lags)[0, 0]
            for own, where in zip(scores, inside, strict=True)
        ]
    )


def _interval(
    date: npt.NDArray[np.intp],
    before: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    after: tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]],
    level: float,
    n: int,
) -> npt.NDArray[np.intp]:
    """The dates that the estimate's distance from the truth allows."""
    with np.errstate(divide="ignore", invalid="ignore"):
        # How fast the crest of either side falls off, and the periods in a unit of its own time.
        fall = [square / variance for square, variance in (before, after)]
        unit = [variance / square**2 for square, variance in (before, after)]
        rivals = fall[1] / fall[0], fall[0] / fall[1]
        reach = [
            np.ceil(_crest_quantile((1 - level) / 2, np.nan_to_num(rival, nan=1.0)) * periods)
            for rival, periods in zip(rivals, unit, strict=True)
        ]
    # No change leaves the date anywhere.
    reach = [np.minimum(np.nan_to_num(periods, nan=n, posinf=n), n) for periods in reach]
    # Where the estimate may come too late, the date lies before it, and the other way round.
    first = np.maximum(date - reach[1], 0)
    last = np.minimum(date + reach[0], n - 2)
    return np.stack((first, last), axis=1).astype(np.intp)


def crest_tail(
    distance: npt.NDArray[np.float64], rival: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Probability that a two-sided Brownian motion with drift is highest beyond a distance.

    On this side it is W(s) - s / 2.

    Parameters
    ----------
    distance
        Zero or more.
    rival
        Drift over variance of the other side, times two: 1 where both sides are alike.

    Returns
    -------
    ndarray of float64
        P(crest on this side, farther than `distance`).

    Examples
    --------
    >>> crest_tail(np.array([0.0, 11.03]), np.array([1.0, 1.0])).round(3)
    array([0.5  , 0.025])
    """
    r = np.clip(rival, 1e-6, 1e6)
    b = 0.5 + r
    c = (1 + 2 * r) / (r * (1 + r))
    d = (1 + 2 * r) ** 2 / (r * (1 + r))
    half = np.sqrt(distance / 2)
    tail: npt.NDArray[np.float64] = np.exp(-distance / 8) * (
        -half / np.sqrt(np.pi)
        - c / 2 * scaled_erfc(b * half)
        + (d - 2 + half**2) / 2 * scaled_erfc(half / 2)
    )
    return tail


def _crest_quantile(tail: float, rival: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Distance beyond which the crest lies with this probability; 0 where it lies there less."""
    low, high = np.zeros_like(rival), np.full_like(rival, 16 * (np.log(1 / tail) + 8))
    for _ in range(60):
        middle = (low + high) / 2
        beyond = crest_tail(middle, rival) > tail
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return np.where(crest_tail(np.zeros_like(rival), rival) > tail, high, 0.0)
