"""How many breaks: tests of none against some, and of one more at a time.

With l breaks and q coefficients that change, the statistic is Wald's for equal coefficients in
neighbouring regimes, over the number of breaks, times (n - parameters) / n where errors may be
correlated: q F, as the published tables have it. It is taken at the dates that fit best. One more
break is tried in each regime of the best partition, each time on the data of that regime alone, and
the greatest statistic counts. (With common coefficients it is tried in the whole regression.)

The tables hold for regressors without a trend. References: Bai, J. and Perron, P. (1998),
Econometrica 66(1), 47-78, sections 4 and 5; (2003), Journal of Applied Econometrics 18(1), 1-22,
section 5.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.breaks import bai_perron
from liaoning_econ.kernels.critical_values import (
    LEVELS,
    Statistic,
    critical_value,
    tabulated_trim,
)
from liaoning_econ.kernels.long_run import Correlation, long_run_variance
from liaoning_econ.kernels.partial_breaks import break_gains, regime_design
from liaoning_econ.kernels.partitions import growing_ssr

if TYPE_CHECKING:
    import numpy.typing as npt

    from liaoning_econ.kernels.breaks import BaiPerron

__all__ = ["Sequential", "SupF", "sequential", "sup_f"]


class SupF(NamedTuple):
    """Tests of no break against 1 .. M of them.

    Attributes
    ----------
    statistics : ndarray of float64
        For m = 1 .. M breaks, shape (M,) or (series, M).
    critical : ndarray of float64
        Critical values of each, shape (M,).
    ud_max : ndarray of float64
        The greatest of the statistics, for any number of breaks; shape () or (series,).
    ud_max_critical : float
        Its critical value.
    trim : float
        The tabulated trim that they are for.
    """

    statistics: npt.NDArray[np.float64]
    critical: npt.NDArray[np.float64]
    ud_max: npt.NDArray[np.float64]
    ud_max_critical: float
    trim: float


class Sequential(NamedTuple):
    """Tests of l breaks against l + 1, for l = 0 .. M - 1.

    Attributes
    ----------
    breaks : ndarray of intp
        The smallest l that is not rejected, M if all are; shape () or (series,).
    statistics : ndarray of float64
        Shape (M,) or (series, M); 0 where no regime has room for another break.
    critical : ndarray of float64
        Critical values, shape (M,).
    trim : float
        The tabulated trim that they are for.
    """

    breaks: npt.NDArray[np.intp]
    statistics: npt.NDArray[np.float64]
    critical: npt.NDArray[np.float64]
    trim: float


def sup_f(
    y: npt.ArrayLike,
    X: npt.ArrayLike,
    *,
    max_breaks: int,
    trim: float,
    level: float = 0.05,
    Z: npt.ArrayLike | None = None,
    lags: Correlation = None,
) -> SupF:
    """Test no break against each number of breaks, and against any.

    Parameters
    ----------
    y, X, max_breaks, trim, Z
        As for `bai_perron`; the tables end at 9, 8, 5, 3 and 2 breaks for their trims.
    level
        0.10, 0.05, 0.025 or 0.01.
    lags
        None: errors are uncorrelated, of one variance throughout. A number: Bartlett weights up to
        so many lags, each regime by itself. "andrews": as Bai and Perron (2003).

    Returns
    -------
    SupF
        Statistics and critical values.

    Raises
    ------
    TrendError
        What `bai_perron` refuses; or the tables have no value.

    Examples
    --------
    >>> y = np.array([1.0, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9])
    >>> test = sup_f(y, np.ones((12, 1)), max_breaks=1, trim=0.25)
    >>> test.statistics.round(3), test.critical
    (array([490.]), array([7.86]))
    """
    found, data = _begin(y, X, Z, max_breaks, trim)
    share = tabulated_trim(data.n, found.shortest)
    critical = _critical("sup_f", data.q, max_breaks, share, level)
    ud_max = critical_value("ud_max", regressors=data.q, breaks=1, trim=share, level=level)
    numbers = range(1, max_breaks + 1)
    if lags is None:
        ssr = found.ssr.reshape(max_breaks + 1, -1).T
        weights = np.array([data.freedom(m) / m for m in numbers])
        statistics = _ratio(ssr[:, :1] - ssr[:, 1:], ssr[:, 1:]) * weights
    else:
        statistics = np.array(
            [
                [_wald(data, row, _dates(found, m, row), lags) / m for m in numbers]
                for row in range(len(data.y))
            ]
        )
    largest = statistics.max(axis=1)
    if np.ndim(y) == 1:
        statistics, largest = statistics[0], largest[0]
    return SupF(statistics, critical, largest, ud_max, share)


def sequential(
    y: npt.ArrayLike,
    X: npt.ArrayLike,
    *,
    max_breaks: int,
    trim: float,
    level: float = 0.05,
    Z: npt.ArrayLike | None = None,
    lags: Correlation = None,
) -> Sequential:
    """Test one more break at a time, each beside the best partition with so many.

    Parameters
    ----------
    y, X, max_breaks, trim, Z
        As for `bai_perron`, with one break at least and ten at most.
    level
        0.10, 0.05, 0.025 or 0.01, of each test.
    lags
        As for `sup_f`.

    Returns
    -------
    Sequential
        Number of breaks, statistics and critical values.

    Raises
    ------
    TrendError
        What `bai_perron` refuses; or the tables have no value.

    Examples
    --------
    >>> y = np.array([1.0, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9])
    >>> test = sequential(y, np.ones((12, 1)), max_breaks=2, trim=0.25)
    >>> int(test.breaks), test.statistics.round(3)
    (1, array([490. ,   0.5]))
    """
    found, data = _begin(y, X, Z, max_breaks, trim)
    share = tabulated_trim(data.n, found.shortest)
    critical = _critical("sequential", data.q, max_breaks, share, level)
    statistics = np.array(
        [
            [
                _one_more(data, row, _dates(found, m, row), found.shortest, lags)
                for m in range(max_breaks)
            ]
            for row in range(len(data.y))
        ]
    )
    passed = statistics > critical
    breaks = np.where(passed.all(axis=1), max_breaks, np.argmin(passed, axis=1))
    if np.ndim(y) == 1:
        statistics, breaks = statistics[0], breaks[0]
    return Sequential(breaks, statistics, critical, share)


class _Data(NamedTuple):
    y: npt.NDArray[np.float64]
    X: npt.NDArray[np.float64]
    Z: npt.NDArray[np.float64]

    @property
    def n(self) -> int:
        return len(self.X)

    @property
    def q(self) -> int:
        return int(self.X.shape[1])

    def freedom(self, breaks: int) -> int:
        """Periods less coefficients."""
        return self.n - (breaks + 1) * self.q - int(self.Z.shape[1])


def _begin(
    y: npt.ArrayLike, X: npt.ArrayLike, Z: npt.ArrayLike | None, max_breaks: int, trim: float
) -> tuple[BaiPerron, _Data]:
    found = bai_perron(y, X, max_breaks=max_breaks, trim=trim, Z=Z)
    if max_breaks < 1:
        raise TrendError(
            f"max_breaks is {max_breaks}: nothing to test against", mend="max_breaks=1 or more"
        )
    series = np.atleast_2d(np.asarray(y, dtype=np.float64))
    columns = np.asarray(X, dtype=np.float64)
    fixed = np.empty((len(columns), 0)) if Z is None else np.asarray(Z, dtype=np.float64)
    # No statistic depends on the level that the regressors give, nor on the unit.
    basis = np.linalg.qr(np.column_stack((fixed, columns)))[0]
    left = series - (series @ basis) @ basis.T
    size = np.abs(left).max(axis=1, keepdims=True)
    exact = found.ssr.reshape(max_breaks + 1, -1)[0] == 0
    left = np.divide(left, size, out=np.zeros_like(left), where=(size > 0) & ~exact[:, None])
    return found, _Data(left, np.linalg.qr(columns)[0], fixed)


def _critical(
    statistic: Statistic, regressors: int, max_breaks: int, trim: float, level: float
) -> npt.NDArray[np.float64]:
    if level not in LEVELS:
        raise TrendError(f"level is {level!r}", mend=f"take one of {', '.join(map(str, LEVELS))}")
    return np.array(
        [
            critical_value(statistic, regressors=regressors, breaks=m, trim=trim, level=level)
            for m in range(1, max_breaks + 1)
        ]
    )


def _dates(found: BaiPerron, breaks: int, row: int) -> npt.NDArray[np.intp]:
    dates = found.dates[breaks]
    return dates if dates.ndim == 1 else dates[row]


def _ratio(gain: npt.NDArray[np.float64], rest: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Share of the rest, infinite where nothing is left of something, zero of nothing."""
    infinite = np.where(gain > 0, np.inf, 0.0)
    return np.divide(np.maximum(gain, 0.0), rest, out=infinite, where=rest > 0)


def _one_more(
    data: _Data, row: int, dates: npt.NDArray[np.intp], shortest: int, lags: Correlation
) -> float:
    """The greatest statistic for one more break in any regime."""
    edges = np.r_[-1, dates, data.n - 1]
    found = [0.0]
    for j, (before, last) in enumerate(pairwise(edges)):
        if last - before < 2 * shortest:
            continue
        if data.Z.shape[1] == 0:
            run = slice(before + 1, last + 1)
            part = _Data(data.y[row : row + 1, run], data.X[run], data.Z[run])
            found.append(_split(part, shortest, lags))
        else:
            places = np.arange(before + shortest, last - shortest + 1)
            gains, rest = break_gains(
                data.y[row], data.X, data.Z, dates, int(before) + 1, int(last), places
            )
            best = int(gains.argmax())
            ends = np.sort(np.append(dates, places[best]))
            if lags is None:
                share = _ratio(gains[best], rest - gains[best])
                found.append(float(share) * data.freedom(len(ends)))
            else:
                found.append(_wald(data, row, ends, lags, only=j))
    return max(found)


def _split(data: _Data, shortest: int, lags: Correlation) -> float:
    """Statistic for one break in a run of periods, at its best place."""
    ahead = growing_ssr(data.y, data.X, 0, 1)[0][0, 0]
    behind = growing_ssr(data.y[:, ::-1], data.X[::-1], 0, 1)[0][0, 0][::-1]
    both = ahead[shortest - 1 : -shortest] + behind[shortest : len(behind) - shortest + 1]
    place = int(both.argmin())
    if lags is None:
        return float(_ratio(ahead[-1] - both[place], both[place])) * data.freedom(1)
    return _wald(data, 0, np.array([place + shortest - 1]), lags)


def _wald(
    data: _Data,
    row: int,
    dates: npt.NDArray[np.intp],
    lags: Correlation,
    only: int | None = None,
) -> float:
    """Wald's statistic for equal coefficients in neighbouring regimes, or in two of them."""
    y, n, q, r = data.y[row], data.n, data.q, data.Z.shape[1]
    design = regime_design(data.X, data.Z, dates)
    inverse = np.linalg.pinv(design)
    coefficients = inverse @ y
    left = y - design @ coefficients
    if lags is None or isinstance(lags, bool):
        raise TrendError(f"lags of {lags!r}", mend="take a number, or 'andrews'")
    bounds = np.r_[0, dates + 1, n]
    middle = np.zeros((design.shape[1], design.shape[1]))
    if r:
        middle = n * long_run_variance(design * left[:, None], lags)
    else:  # regimes have nothing in common, their errors neither
        for j, (first, stop) in enumerate(pairwise(bounds)):
            own = slice(j * q, (j + 1) * q)
            scores = data.X[first:stop] * left[first:stop, None]
            middle[own, own] = (stop - first) * long_run_variance(scores, lags)
    half = np.linalg.inv(design.T @ design)
    covariance = half @ middle @ half
    pairs = np.arange(len(dates)) if only is None else np.array([only])
    contrast = np.zeros((len(pairs) * q, design.shape[1]))
    for place, j in enumerate(pairs):
        rows = slice(place * q, (place + 1) * q)
        contrast[rows, r + j * q : r + (j + 1) * q] = -np.eye(q)
        contrast[rows, r + (j + 1) * q : r + (j + 2) * q] = np.eye(q)
    change = contrast @ coefficients
    weight = contrast @ covariance @ contrast.T
    if np.linalg.matrix_rank(weight) != len(weight):
        return np.inf if np.abs(change).max() > 1e-9 else 0.0
    return float(data.freedom(len(dates)) / n * change @ np.linalg.solve(weight, change))
