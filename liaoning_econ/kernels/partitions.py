"""The best partition of a series into regimes, for every number of breaks at once.

The residual sum of squares of a partition is the sum over its regimes, so the best partition that
ends at a period is the best one that ends before its last regime, and that regime (Bellman). A
regime's sum of squares is that of its recursive residuals (Brown, Durbin and Evans 1975): each
period less what the periods before it foretell, over the factor by which that foretelling errs.
They are taken column by column of the regressors (Gram and Schmidt, with a period's weight for the
factor) rather than period by period, so that all regimes of a block of beginnings grow in a few
running sums of like signs: nothing is inverted, no two large sums are subtracted. The triangular
matrix of all regimes is used up as it is made, so memory grows with the periods, not their square.

Reference: Bai, J. and Perron, P. (2003), Computation and analysis of multiple structural change
models, Journal of Applied Econometrics 18(1), 1-22, section 3.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.errors import TrendError

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["best_partitions", "growing_ssr"]

# Numbers that the arrays of one step hold: about what a core keeps near itself.
_STEP = 40_000
# A pivot this small beside its column is rounding: the columns depend on each other there.
_SINGULAR = 1e-11
_NOTHING = 1e-200


def best_partitions(
    y: npt.NDArray[np.float64], X: npt.NDArray[np.float64], max_breaks: int, shortest: int
) -> tuple[npt.NDArray[np.float64], list[npt.NDArray[np.intp]]]:
    """Least residual sum of squares for 0 .. `max_breaks` breaks, and where the breaks stand.

    Parameters
    ----------
    y
        Shape (series, periods).
    X
        Regressors whose coefficients change at each break, shape (periods, regressors), common to
        all series; orthonormal columns give the most digits.
    max_breaks
        The most breaks to look for; there is room for them.
    shortest
        Periods of the shortest regime, more than there are regressors.

    Returns
    -------
    ssr : ndarray of float64
        Shape (max_breaks + 1, series).
    dates : list of ndarray of intp
        For each number of breaks m, shape (series, m): the last period of each regime but the last,
        counted from zero. Of partitions that tie, the one whose last breaks come first.

    Raises
    ------
    TrendError
        The columns of `X` depend on each other inside a regime of the least length.

    Examples
    --------
    >>> y = np.array([[1.0, 1, 1, 5, 5, 5, 2, 2, 2]])
    >>> ssr, dates = best_partitions(y, np.ones((9, 1)), 2, 3)
    >>> dates[2], ssr[:, 0].round(6)
    (array([[2, 5]]), array([26. , 13.5,  0. ]))
    """
    series, n = y.shape
    block = max(1, _STEP // n)
    parts = [
        _block(y[first : first + block], X, max_breaks, shortest)
        for first in range(0, max(series, 1), block)
    ]
    ssr = np.concatenate([part for part, _ in parts], axis=1)
    return ssr, [np.concatenate([dates[m] for _, dates in parts]) for m in range(max_breaks + 1)]


def _block(
    y: npt.NDArray[np.float64], X: npt.NDArray[np.float64], max_breaks: int, h: int
) -> tuple[npt.NDArray[np.float64], list[npt.NDArray[np.intp]]]:
    series, n = y.shape
    # least[m, :, t]: the best partition of periods 0 .. t with m breaks; begin: its last regime.
    least = np.full((max_breaks + 1, series, n), np.inf)
    begin = np.zeros((max_breaks + 1, series, n), dtype=np.int32)
    ssr, pivots = growing_ssr(y, X, 0, 1)
    _refuse_dependent(X, pivots, 0, h)
    least[0, :, h - 1 :] = ssr[:, 0, h - 1 :]
    first = h
    while max_breaks and first <= n - h:
        # No regime that begins in a step ends before another of the same step begins.
        count = max(1, min(h, _STEP // (max(series, 1) * (n - first)), n - h + 1 - first))
        ssr, pivots = growing_ssr(y, X, first, count)
        _refuse_dependent(X, pivots, first, h)
        for start in range(first, first + count):
            most = min(max_breaks, start // h)
            total = (
                least[:most, :, start - 1, None] + ssr[:, start - first, start - first + h - 1 :]
            )
            best = least[1 : most + 1, :, start + h - 1 :]
            better = total < best
            np.copyto(best, total, where=better)
            np.copyto(begin[1 : most + 1, :, start + h - 1 :], start, where=better)
        first += count
    return least[:, :, -1], [_walk_back(begin, m) for m in range(max_breaks + 1)]


def _walk_back(begin: npt.NDArray[np.int32], breaks: int) -> npt.NDArray[np.intp]:
    """Dates of the best partition with so many breaks, from the beginnings of last regimes."""
    _, series, n = begin.shape
    dates = np.empty((series, breaks), dtype=np.intp)
    end = np.full(series, n - 1)
    for j in range(breaks, 0, -1):
        end = begin[j, np.arange(series), end] - 1
        dates[:, j - 1] = end
    return dates


def growing_ssr(
    y: npt.NDArray[np.float64], X: npt.NDArray[np.float64], first: int, count: int
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Residual sums of squares of all regimes that begin in a run of periods.

    Parameters
    ----------
    y
        Shape (series, periods).
    X
        Shape (periods, regressors).
    first
        The first beginning.
    count
        How many beginnings, one a period.

    Returns
    -------
    ssr : ndarray of float64
        Shape (series, count, periods - first): of the regime from `first` + i to `first` + t, zero
        where t < i.
    pivots : ndarray of float64
        Squared pivots of the triangular factor, shape (regressors, count, periods - first).

    Examples
    --------
    >>> growing_ssr(np.array([[1.0, 3, 5]]), np.ones((3, 1)), 0, 2)[0].round(6)
    array([[[0., 2., 8.],
            [0., 0., 2.]]])
    """
    length = len(X) - first
    # Periods before its beginning weigh nothing in a regime.
    weights = (np.arange(length) >= np.arange(count)[:, None]).astype(np.float64)
    columns = [np.broadcast_to(column, weights.shape) for column in X[first:].T]
    left = np.broadcast_to(y[:, None, first:], (len(y), *weights.shape))
    pivots = np.empty((len(columns), count, length))
    for i, x in enumerate(columns):
        weighted = x * weights
        np.cumsum(x * weighted, axis=-1, out=pivots[i])
        # Nearly nothing stands for nothing, so that a column of zeros so far explains nothing.
        sums = pivots[i] + _NOTHING
        before = np.empty_like(sums)
        before[:, 0] = _NOTHING
        before[:, 1:] = sums[:, :-1]
        gain = x / before
        for j in range(i + 1, len(columns)):
            columns[j] = _unexplained(columns[j], weighted, gain)
        left = _unexplained(left, weighted, gain)
        before /= sums
        weights *= before
    left *= left
    left *= weights
    return np.cumsum(left, axis=-1, out=left), pivots


def _unexplained(
    values: npt.NDArray[np.float64],
    weighted: npt.NDArray[np.float64],
    gain: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    """What a column's coefficient of the periods before leaves of each value."""
    sums = values * weighted
    np.cumsum(sums, axis=-1, out=sums)
    sums[..., :-1] *= gain[..., 1:]
    rest = np.array(values)
    rest[..., 1:] -= sums[..., :-1]
    return rest


def _refuse_dependent(
    X: npt.NDArray[np.float64], pivots: npt.NDArray[np.float64], first: int, shortest: int
) -> None:
    """Refuse regressors that depend on each other in a regime of the least length."""
    starts = np.arange(pivots.shape[1])
    sizes = np.cumsum(X[first:] ** 2, axis=0)
    ends = starts + shortest - 1
    size = sizes[ends] - np.where(starts[:, None] > 0, sizes[starts - 1], 0.0)
    own = pivots[:, starts, ends].T
    bad = own <= _SINGULAR**2 * size
    if bad.any():
        place, column = np.argwhere(bad)[0]
        raise TrendError(
            f"column {column} of X depends on those before it in the periods {first + place} to "
            f"{first + ends[place]}, which may be a regime: its coefficient has no value there",
            mend="take a longer `trim`, or give the column as Z: one coefficient for all",
        )
