"""Trend and cycle of many series at once: the Hodrick-Prescott and the Hamilton filter.

Hodrick-Prescott: the trend t minimises sum (y - t)^2 + lamb sum (second difference of t)^2. With D
the matrix of second differences, y - t = D' (D D' + I / lamb)^-1 D y: a matrix of five diagonals,
better conditioned than I + lamb D' D, which it replaces. Its leading parts are the matrices of the
series that end earlier, so one factor has the one-sided filter of every period in it.
Hamilton: the trend is what the p newest figures h periods earlier tell of y by least squares.

References: Hodrick, R. J. and Prescott, E. C. (1997), Postwar U.S. business cycles, Journal of
Money, Credit and Banking 29(1), 1-16; Ravn, M. O. and Uhlig, H. (2002), On adjusting the
Hodrick-Prescott filter for the frequency of observations, Review of Economics and Statistics 84(2),
371-376; Stock, J. H. and Watson, M. W. (1999), Forecasting inflation, Journal of Monetary Economics
44(2), 293-335 (one-sided); Hamilton, J. D. (2018), Why you should never use the Hodrick-Prescott
filter, Review of Economics and Statistics 100(5), 831-843.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.series import blocks, check_finite, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy.typing as npt

    _Method = Callable[[npt.NDArray[np.float64], npt.NDArray[np.float64]], npt.NDArray[np.float64]]

__all__ = ["hamilton", "hamilton_lags", "hp", "hp_one_sided", "smoothing"]

# Up to this length a product with a dense matrix is quicker than a banded solve for each series.
_DENSE = 400
# Least pull of n periods on D D': the first eigenvalue of a clamped beam is (4.73 / n)^4.
_BEAM = 4.73
# Beyond this condition the cycle has fewer than four digits.
_WORST = 1e13
_EPSILON = float(np.finfo(np.float64).eps)


def smoothing(periods_per_year: float) -> float:
    """Smoothing parameter of the HP filter for a frequency, by Ravn and Uhlig (2002).

    Parameters
    ----------
    periods_per_year
        1 for annual figures, 4 for quarters, 12 for months.

    Returns
    -------
    float
        1600 (periods_per_year / 4)^4: 6.25, 1600 and 129600, dimensionless.

    Raises
    ------
    TrendError
        `periods_per_year` is not a number above 0.

    Examples
    --------
    >>> [smoothing(f) for f in (1, 4, 12)]
    [6.25, 1600.0, 129600.0]
    """
    if not 0 < periods_per_year < np.inf:
        raise TrendError(
            f"{periods_per_year} periods a year",
            mend="give 1 for annual figures, 4 for quarters, 12 for months",
        )
    return 1600.0 * (periods_per_year / 4.0) ** 4


def hamilton_lags(periods_per_year: int) -> tuple[int, int]:
    """Horizon and number of lags of Hamilton's filter for a frequency: two years, and one.

    Parameters
    ----------
    periods_per_year
        1 for annual figures, 4 for quarters, 12 for months.

    Returns
    -------
    h, p : int
        In periods: (2, 1), (8, 4) and (24, 12).

    Raises
    ------
    TrendError
        `periods_per_year` is not a whole number above 0.

    Examples
    --------
    >>> hamilton_lags(4)
    (8, 4)
    """
    if periods_per_year < 1 or periods_per_year != int(periods_per_year):
        raise TrendError(
            f"{periods_per_year} periods a year, where a horizon is a number of whole periods",
            mend="give 1, 4 or 12, or choose `h` and `p` yourself",
        )
    return 2 * int(periods_per_year), int(periods_per_year)


def hp(y: npt.ArrayLike, lamb: float) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Cycle and trend by Hodrick and Prescott.

    The last points of the trend move most when later figures come in; `hp_one_sided` tells what
    was known at each period.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods), at least 3 periods: with one or two there is no
        second difference, and the trend would be the series itself.
    lamb
        Smoothing parameter, above 0: see `smoothing`.

    Returns
    -------
    cycle, trend : ndarray of float64
        In the shape and unit of `y`; their sum is `y`.

    Raises
    ------
    TrendError
        Too few periods, a missing or infinite figure, a parameter that is no number above 0, or one
        so large, for a series so long (thousands of periods), that the digits are lost.

    Examples
    --------
    >>> cycle, trend = hp([0.0, 3.0, 0.0], lamb=0.5)  # by hand: 3 = 1 / lamb + 1 + 4 + 1 - 5
    >>> cycle.round(12)
    array([-0.75,  1.5 , -0.75])
    """
    return _decompose(rows(y, least=3, why="the HP filter"), lamb, _two_sided, np.ndim(y) == 1)


def hp_one_sided(
    y: npt.ArrayLike, lamb: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Cycle and trend that the HP filter gave at each period, of the figures up to that period.

    The value at t is the last one of `hp` of `y[: t + 1]`, for every t from the third on; the first
    two figures have no second difference and are their own trend.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods), at least 3 periods.
    lamb
        Smoothing parameter, above 0: see `smoothing`.

    Returns
    -------
    cycle, trend : ndarray of float64
        In the shape and unit of `y`; their sum is `y`, and the first two cycles are 0.

    Raises
    ------
    TrendError
        As for `hp`.

    Examples
    --------
    >>> cycle, trend = hp_one_sided([0.0, 3.0, 0.0, 3.0], lamb=0.5)
    >>> cycle.round(12)
    array([ 0.  ,  0.  , -0.75,  ...])
    """
    table = rows(y, least=3, why="the one-sided HP filter")
    return _decompose(table, lamb, _one_sided, np.ndim(y) == 1)


def hamilton(
    y: npt.ArrayLike, h: int, p: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Cycle and trend by Hamilton: what the p newest figures h periods ago did and did not tell.

    y[t] is regressed on a constant and y[t-h], ..., y[t-h-p+1], for each series on its own. Lags
    that depend on each other (a constant series, a straight line or a constant rate of growth with
    p > 1) are no hindrance: the coefficients are not unique then, but the fitted figures are, and
    a lag that tells nothing new is left out. So the cycle of such a series is 0, to rounding.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods), at least h + 2 p + 1 periods, so that there is one
        equation more than there are coefficients.
    h
        Horizon in periods, at least 1.
    p
        Number of lags, at least 1. `hamilton_lags` gives both by frequency.

    Returns
    -------
    cycle, trend : ndarray of float64
        In the shape and unit of `y`; NaN in the first h + p - 1 periods, for which there are no
        lags, and y in sum after them.

    Raises
    ------
    TrendError
        Too few periods, a missing or infinite figure, or `h` or `p` that is no whole number
        above 0.

    Examples
    --------
    >>> cycle, trend = hamilton([1.0, 2.0, 4.0, 7.0, 11.0, 16.0], h=1, p=1)
    >>> trend.round(2)
    array([  nan,  2.48,  3.86,  6.62, 10.76, 16.27])
    """
    for name, value in (("h", h), ("p", p)):
        if value < 1 or value != int(value):
            raise TrendError(
                f"{name}={value}, where Hamilton's filter takes a whole number above 0",
                mend="give h=2, p=1 for annual figures, h=8, p=4 for quarters, h=24, p=12 for "
                "months",
            )
    table = rows(y, least=h + 2 * p + 1, why=f"Hamilton's filter with h={h} and p={p}")
    first = h + p - 1
    cycle, trend = np.full_like(table, np.nan), np.full_like(table, np.nan)
    for block in blocks(len(table), 8 * table.shape[1] * (p + 2)):
        check_finite(table[block], first=block.start, one=np.ndim(y) == 1)
        cycle[block, first:] = _unexplained(table[block], h, p)
        np.subtract(table[block, first:], cycle[block, first:], out=trend[block, first:])
    return cycle.reshape(np.shape(y)), trend.reshape(np.shape(y))


def _decompose(
    table: npt.NDArray[np.float64], lamb: float, method: _Method, one: bool
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Cycle and trend by a filter that no level moves, block by block."""
    series, periods = table.shape
    factor = _factor(periods, lamb)
    weight = min(1.0, lamb)  # `_factor` is of lamb times the matrix where lamb is below 1
    dense = periods <= min(series, _DENSE)
    weights = weight * method(np.eye(periods), factor) if dense else None
    cycle, trend = np.empty_like(table), np.empty_like(table)
    for block in blocks(series, 8 * periods):
        check_finite(table[block], first=block.start, one=one)
        # The cycle of a constant is 0, so a level of 10^12 need not cost the digits of the cycle.
        moves = table[block] - table[block, :1]
        if weights is None:
            cycle[block] = weight * method(moves, factor)
        else:
            np.matmul(moves, weights, out=cycle[block])
        np.subtract(table[block], cycle[block], out=trend[block])
    return (cycle[0], trend[0]) if one else (cycle, trend)


def _factor(periods: int, lamb: float) -> npt.NDArray[np.float64]:
    """Lower Cholesky factor of D D' + I / lamb in bands, or of lamb times it for lamb below 1."""
    from scipy.linalg import cholesky_banded

    if not 0 < lamb < np.inf:
        raise TrendError(
            f"lamb={lamb}, where the HP filter takes a number above 0",
            mend="smoothing(periods_per_year) gives it by frequency: 6.25, 1600, 129600",
        )
    penalty, fit = min(1.0, lamb), min(1.0, 1.0 / lamb)
    condition = (fit + 16.0 * penalty) / (fit + penalty * (_BEAM / periods) ** 4)
    if condition > _WORST:
        raise TrendError(
            f"lamb={lamb:g} for {periods} periods, which leaves fewer than four digits",
            mend="take a smaller lamb or a lower frequency; a trend this stiff is a straight line",
        )
    bands = np.empty((3, periods - 2))
    bands.T[:] = penalty * np.array([6.0, -4.0, 1.0])
    bands[0] += fit
    factor: npt.NDArray[np.float64] = cholesky_banded(bands, lower=True, check_finite=False)
    return factor


def _two_sided(
    moves: npt.NDArray[np.float64], factor: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """D' (D D' + I / lamb)^-1 D y for each row y."""
    from scipy.linalg import cho_solve_banded

    bends = np.diff(moves, n=2, axis=1)
    pull = cho_solve_banded((factor, True), bends.T, overwrite_b=True, check_finite=False).T
    cycle = np.zeros_like(moves)
    cycle[:, :-2] += pull
    cycle[:, 1:-1] -= 2.0 * pull
    cycle[:, 2:] += pull
    return cycle


def _one_sided(
    moves: npt.NDArray[np.float64], factor: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """The last value of `_two_sided` of every leading part of each row, 0 for the first two.

    A leading part of the factor is the factor of the part, and the last unknown of a triangular
    system is the first one that going back gives: going forward once solves for all parts.
    """
    from scipy.linalg import solve_banded

    bends = np.diff(moves, n=2, axis=1)
    forward = solve_banded((2, 0), factor, bends.T, overwrite_b=True, check_finite=False)
    return np.concatenate([np.zeros((len(moves), 2)), forward.T / factor[0]], axis=1)


def _unexplained(block: npt.NDArray[np.float64], h: int, p: int) -> npt.NDArray[np.float64]:
    """What Hamilton's regression leaves of each row, shape (series, periods - h - p + 1)."""
    # Periods first: numpy then works along the series. A power of two rounds nothing, and no
    # square overflows.
    level = block[:, 0]
    moves = np.ascontiguousarray((block - level[:, None]).T)
    _, power = np.frexp(np.abs(moves).max(axis=0))
    moves = np.ldexp(moves, -power)
    equations = len(moves) - h - p + 1
    # Less than this is the rounding of the figures as they came, and of the steps taken here.
    ulps = 2.0 * _EPSILON * (np.ldexp(np.abs(level), -power) + p + 2.0)
    basis: list[npt.NDArray[np.float64]] = []
    for start in range(p):  # lags h + p - 1 down to h
        rest = _orthogonal(moves[start : start + equations], basis)
        length = np.sqrt(np.einsum("ij,ij->j", rest, rest))
        new = length > ulps * np.sqrt(equations)
        basis.append(rest * np.divide(1.0, length, out=np.zeros_like(length), where=new))
    left: npt.NDArray[np.float64] = np.ldexp(_orthogonal(moves[h + p - 1 :], basis), power)
    return left.T


def _orthogonal(
    column: npt.NDArray[np.float64], basis: list[npt.NDArray[np.float64]]
) -> npt.NDArray[np.float64]:
    """What a constant and an orthonormal basis leave of a column; twice, as once loses digits."""
    rest: npt.NDArray[np.float64] = column - column.mean(axis=0)
    for _ in range(2):
        for direction in basis:
            rest -= np.einsum("ij,ij->j", direction, rest) * direction
        rest -= rest.mean(axis=0)
    return rest
