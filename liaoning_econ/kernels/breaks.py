"""Structural breaks at unknown dates in linear regressions, for many series at once.

y_t = x_t' b_j + z_t' c + u_t for the periods t of regime j = 0 .. m. For each number of breaks m
the dates minimise the residual sum of squares over all partitions with regimes of a least length.
With p = (m + 1) q + m + r parameters (q columns of X, r of Z, m dates),

    BIC = ln(SSR / n) + p ln(n) / n,    LWZ = ln(SSR / (n - p)) + 0.299 p ln(n)^2.1 / n,

and the least of either picks m. BIC overrates breaks where errors are correlated, and LWZ misses
small ones; `break_tests.sequential` tests instead.

References: Bai, J. and Perron, P. (1998), Estimating and testing linear models with multiple
structural changes, Econometrica 66(1), 47-78; (2003), Computation and analysis of multiple
structural change models, Journal of Applied Econometrics 18(1), 1-22. Yao, Y.-C. (1988), Statistics
and Probability Letters 6(3), 181-189. Liu, J., Wu, S. and Zidek, J. V. (1997), Statistica Sinica
7(2), 497-525.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.break_dates import Regimes, break_intervals, regimes
from liaoning_econ.kernels.partial_breaks import best_partial_partitions
from liaoning_econ.kernels.partitions import best_partitions
from liaoning_econ.kernels.series import check_finite, rows

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["FEW", "BaiPerron", "bai_perron", "shortest_regime"]

FEW: int = 30
"""Fewer periods than this tell little about breaks; the verbs warn below it."""

# Residuals within so many roundings of the largest figure are nothing.
_ROUNDINGS = 32
# Squares of anything larger leave float64.
_LARGEST = 1e150


@dataclass(frozen=True)
class BaiPerron:
    """The best partitions of one or many series, for each number of breaks.

    Index m is the number of breaks, 0 .. `max_breaks`. For y of shape (series, n) every array below
    has the series right after m; for y of shape (n,) that axis is left out.

    Attributes
    ----------
    dates : tuple of ndarray of intp
        `dates[m]`, shape (m,): the last period, counted from zero, of each regime but the last.
    ssr : ndarray of float64
        `ssr[m]`: residual sum of squares; exactly 0 where only rounding is left.
    bic : ndarray of float64
        `bic[m]`: Yao's criterion; minus infinity where `ssr[m]` is 0, so that the first m of them,
        none for a constant series, is the least.
    lwz : ndarray of float64
        `lwz[m]`: the criterion of Liu, Wu and Zidek; the same.
    shortest : int
        Periods of the shortest regime allowed.

    Examples
    --------
    >>> y = np.array([1.0, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9])
    >>> found = bai_perron(y, np.ones((12, 1)), max_breaks=2, trim=3)
    >>> int(found.bic.argmin()), found.dates[1], found.params[1].round(3).ravel()
    (1, array([5]), array([1.5, 8.5]))
    """

    dates: tuple[npt.NDArray[np.intp], ...]
    ssr: npt.NDArray[np.float64]
    bic: npt.NDArray[np.float64]
    lwz: npt.NDArray[np.float64]
    shortest: int
    _y: npt.NDArray[np.float64] = field(repr=False)
    _X: npt.NDArray[np.float64] = field(repr=False)
    _Z: npt.NDArray[np.float64] | None = field(repr=False)

    @cached_property
    def params(self) -> tuple[npt.NDArray[np.float64], ...]:
        """`params[m]`, shape (m + 1, q): coefficients of X in each regime."""
        return tuple(fit.params for fit in self._fits)

    @cached_property
    def common(self) -> tuple[npt.NDArray[np.float64], ...]:
        """`common[m]`, shape (r,): coefficients of Z."""
        return tuple(fit.common for fit in self._fits)

    @cached_property
    def intervals(self) -> tuple[npt.NDArray[np.intp], ...]:
        """`intervals[m]`, shape (m, 2): 95 % interval of each date, uncorrelated errors.

        `break_dates.break_intervals` has other levels, and errors that are correlated.
        """
        return tuple(break_intervals(self._y, self._X, dates, Z=self._Z) for dates in self.dates)

    @cached_property
    def _fits(self) -> list[Regimes]:
        return [regimes(self._y, self._X, dates, Z=self._Z) for dates in self.dates]


def bai_perron(
    y: npt.ArrayLike,
    X: npt.ArrayLike,
    *,
    max_breaks: int,
    trim: float,
    Z: npt.ArrayLike | None = None,
) -> BaiPerron:
    """Date the breaks of one or many series, for every number of breaks up to a largest.

    Without `Z` the dates are the best of all partitions. With `Z` they are so for no break and for
    one; from two on, the sums of squares of regimes do not add up, and the dates are the best that
    the iteration of Bai and Perron (2003, section 3.3) finds from several beginnings, each date
    then being moved by itself as long as that helps.

    Parameters
    ----------
    y
        Shape (n,) or (series, n), without a gap.
    X
        Regressors whose coefficients change at each break, shape (n, q), common to all series: a
        column of ones for a mean, and the periods for a trend.
    max_breaks
        The most breaks to look for.
    trim
        The least length of a regime: a share of n below 1, of which floor(trim n + 1e-9) periods
        are taken, or an int, the periods themselves.
    Z
        Regressors whose coefficients do not change, shape (n, r).

    Returns
    -------
    BaiPerron
        Dates, residual sums of squares and criteria for each number of breaks; estimates and
        intervals when they are asked for.

    Raises
    ------
    TrendError
        A figure is missing or infinite; shapes do not fit; columns depend on each other, in all or
        in a regime of the least length; `trim` is no length above the number of regressors; there
        is no room for so many breaks.

    Examples
    --------
    >>> y = np.array([1.0, 2, 1, 2, 1, 2, 8, 9, 8, 9, 8, 9])
    >>> bai_perron(y, np.ones((12, 1)), max_breaks=2, trim=0.25).dates
    (array([], dtype=int64), array([5]), array([5, 8]))
    """
    series, X, fixed = _checked(y, X, Z)
    n, q = X.shape
    shortest = shortest_regime(n, trim, q)
    r = 0 if fixed is None else fixed.shape[1]
    _check_room(n, shortest, max_breaks, q, r)
    size = np.abs(series).max(axis=1)
    # Powers of two: exact, and no square leaves float64.
    unit = np.where(size > 0, np.ldexp(1.0, np.frexp(size)[1]), 1.0)
    basis = _basis(X if fixed is None else np.column_stack((fixed, X)), r)
    left = series / unit[:, None]
    for _ in range(2):  # the second time for the digits that the first one lost
        left = left - (left @ basis) @ basis.T
    nothing = n * (_ROUNDINGS * np.finfo(float).eps * size / unit) ** 2
    left[(left * left).sum(axis=1) <= nothing] = 0.0
    if fixed is None:
        ssr, dates = best_partitions(left, basis, max_breaks, shortest)
    else:
        ssr, dates = best_partial_partitions(left, _basis(X, 0), fixed, max_breaks, shortest)
    ssr = np.where(ssr <= nothing, 0.0, ssr)
    bic, lwz = _criteria(ssr, n, q, r)
    log_unit = 2 * np.log(unit)
    every = [ssr * unit**2, bic + log_unit, lwz + log_unit]
    if np.ndim(y) == 1:
        series, dates = series[0], [date[0] for date in dates]
        every = [values[:, 0] for values in every]
    return BaiPerron(tuple(dates), every[0], every[1], every[2], shortest, series, X, fixed)


def shortest_regime(n: int, trim: float, regressors: int) -> int:
    """Periods of the shortest regime that a trim allows.

    Parameters
    ----------
    n
        Periods of the series.
    trim
        A share below 1, or an int: the periods themselves.
    regressors
        Columns whose coefficients change.

    Returns
    -------
    int
        floor(trim n + 1e-9), or `trim` itself.

    Raises
    ------
    TrendError
        `trim` is neither, or leaves no period over after the coefficients.

    Examples
    --------
    >>> shortest_regime(100, 0.15, 1), shortest_regime(100, 12, 1)
    (15, 12)
    """
    whole = _is_whole(trim)
    if not whole and not 0 < trim < 1:
        raise TrendError(
            f"trim is {trim!r}",
            mend="give a share of the periods between 0 and 1, or a whole number of periods",
        )
    periods = int(trim) if whole else int(np.floor(trim * n + 1e-9))
    if periods < regressors + 1:
        raise TrendError(
            f"trim {trim!r} lets a regime have {periods} of {n} periods, where {regressors} "
            f"coefficients that change need at least {regressors + 1}",
            mend=f"trim of {regressors + 1} periods or more, or fewer regressors",
        )
    return periods


def _is_whole(value: object) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _checked(
    y: npt.ArrayLike, X: npt.ArrayLike, Z: npt.ArrayLike | None
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64] | None]:
    series = rows(y, least=2, why="a search for breaks")
    check_finite(series, one=np.ndim(y) == 1)
    if not len(series):
        raise TrendError("no series", mend="give one row a series")
    if np.abs(series).max() > _LARGEST:
        raise TrendError(
            f"a figure of {np.abs(series).max():.3g}, whose square is beyond float64",
            mend="give the series in a larger unit",
        )
    return (
        series,
        _regressors("X", X, series.shape[1]),
        None if Z is None or np.size(Z) == 0 else _regressors("Z", Z, series.shape[1]),
    )


def _regressors(name: str, X: npt.ArrayLike, periods: int) -> npt.NDArray[np.float64]:
    columns = np.asarray(X)
    if columns.dtype.kind not in "fiub" or columns.ndim != 2 or columns.shape[1] == 0:
        raise TrendError(
            f"{name} is {columns.dtype} of shape {columns.shape}",
            mend="give real numbers of shape (periods, columns), a column at least",
        )
    if len(columns) != periods:
        raise TrendError(
            f"{name} has {len(columns)} rows, where y has {periods} periods",
            mend="give one row a period",
        )
    columns = columns.astype(np.float64)
    bad = np.argwhere(~np.isfinite(columns))
    if bad.size:
        row, column = (int(place) for place in bad[0])
        raise TrendError(
            f"{columns[row, column]} in column {column} of {name} at place {row}, counted from 0",
            mend="fill the gap first, or leave that column out",
        )
    return columns


def _check_room(n: int, shortest: int, max_breaks: int, q: int, r: int) -> None:
    if not _is_whole(max_breaks):
        raise TrendError(f"max_breaks is {max_breaks!r}", mend="give a whole number, 0 or more")
    possible = n // shortest - 1
    if not 0 <= max_breaks <= possible:
        room = f"at most {possible} breaks are possible" if possible >= 0 else "no regime fits"
        raise TrendError(
            f"max_breaks is {max_breaks}; {n} periods, regimes of at least {shortest}: {room}",
            mend=f"max_breaks={max(possible, 0)} or fewer, or a shorter `trim`",
        )
    parameters = (max_breaks + 1) * q + max_breaks + r
    if n <= parameters:
        raise TrendError(
            f"{n} periods for {parameters} parameters: {max_breaks} breaks, {q} coefficients in "
            f"each regime and {r} common ones",
            mend="take fewer breaks or fewer columns of Z",
        )


def _basis(X: npt.NDArray[np.float64], common: int) -> npt.NDArray[np.float64]:
    """Orthonormal columns that give what X gives."""
    exponents = np.frexp(np.abs(X).max(axis=0))[1]
    scaled = np.ldexp(X, -exponents)
    basis, triangle = np.linalg.qr(scaled)
    shares = np.abs(np.diag(triangle)) / np.maximum(np.linalg.norm(scaled, axis=0), 1e-300)
    if (shares <= 1e-12).any():
        column = int(np.argmin(shares))
        name = f"Z {column}" if column < common else f"X {column - common}"
        raise TrendError(
            f"column {name.split()[1]} of {name[0]}, counted from 0, is zero or what the columns "
            "before it give together",
            mend="leave it out; what stands in X must not stand in Z",
        )
    return basis


def _criteria(
    ssr: npt.NDArray[np.float64], n: int, q: int, r: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    m = np.arange(len(ssr))[:, None]
    p = (m + 1) * q + m + r
    with np.errstate(divide="ignore"):  # an exact fit has minus infinity on purpose
        logs = np.log(ssr)
    bic = logs - np.log(n) + p * np.log(n) / n
    lwz = logs - np.log(n - p) + 0.299 * p * np.log(n) ** 2.1 / n
    return bic, lwz
