"""Partitions where some coefficients change at each break and others do not.

The common coefficients tie the regimes together, so sums of squares of regimes do not add up and no
dynamic programme finds the best partition outright. One break is tried at every date. From two on,
dates and common coefficients take turns (Bai and Perron 2003, section 3.3): the best partition of
y - Z c, then c of that partition. Each turn lowers the sum of squares, but it may end in a local
minimum. It begins from the common coefficients of no break and from those of one break fewer, and
ends with moving each date by itself to where the whole regression fits best.

Reference: Bai, J. and Perron, P. (2003), Computation and analysis of multiple structural change
models, Journal of Applied Econometrics 18(1), 1-22.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.kernels.partitions import best_partitions

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["best_partial_partitions", "break_gains", "regime_design"]

_TURNS = 50
# A turn that gains less of the sum of squares than this gains rounding.
_GAIN = 1e-12


def best_partial_partitions(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    Z: npt.NDArray[np.float64],
    max_breaks: int,
    shortest: int,
) -> tuple[npt.NDArray[np.float64], list[npt.NDArray[np.intp]]]:
    """Least residual sum of squares found for 0 .. `max_breaks` breaks, and where the breaks stand.

    Parameters
    ----------
    y
        Shape (series, periods).
    X
        Regressors whose coefficients change at each break, shape (periods, q).
    Z
        Regressors whose coefficients do not, shape (periods, r).
    max_breaks
        The most breaks to look for; there is room for them.
    shortest
        Periods of the shortest regime.

    Returns
    -------
    ssr : ndarray of float64
        Shape (max_breaks + 1, series).
    dates : list of ndarray of intp
        For each number of breaks m, shape (series, m).

    Examples
    --------
    >>> season = np.tile([0.0, 1.0], 6)[:, None]
    >>> y = (season[:, 0] + 3 * (np.arange(12) > 4))[None]
    >>> ssr, dates = best_partial_partitions(y, np.ones((12, 1)), season, 1, 3)
    >>> dates[1], bool(ssr[1, 0] < 1e-20)
    (array([[4]]), True)
    """
    ssr = np.empty((max_breaks + 1, len(y)))
    dates: list[npt.NDArray[np.intp]] = [
        np.empty((len(y), m), dtype=np.intp) for m in range(max_breaks + 1)
    ]
    for row, values in enumerate(y):
        best = _fit(values, X, Z, dates[0][row])
        ssr[0, row], start = best
        for m in range(1, max_breaks + 1):
            begins = [start] if m == 1 else [start, best[1]]
            found = [_take_turns(values, X, Z, common, m, shortest) for common in begins]
            sum_of_squares, ends = min(found, key=lambda one: one[0])
            sum_of_squares, ends = _move_each(values, X, Z, ends, sum_of_squares, shortest)
            best = _fit(values, X, Z, ends)
            ssr[m, row], dates[m][row] = best[0], ends
    return ssr, dates


def regime_design(
    X: npt.NDArray[np.float64], Z: npt.NDArray[np.float64], ends: npt.NDArray[np.intp]
) -> npt.NDArray[np.float64]:
    """Columns of Z, then those of X for each regime, zero outside it.

    Parameters
    ----------
    X
        Shape (periods, q).
    Z
        Shape (periods, r).
    ends
        Last period of each regime but the last, shape (m,).

    Returns
    -------
    ndarray of float64
        Shape (periods, r + (m + 1) q).

    Examples
    --------
    >>> regime_design(np.ones((3, 1)), np.empty((3, 0)), np.array([0]))
    array([[1., 0.],
           [0., 1.],
           [0., 1.]])
    """
    regime = np.searchsorted(ends, np.arange(len(X)), side="left")
    inside = regime[:, None] == np.arange(len(ends) + 1)
    return np.column_stack((Z, (inside[:, :, None] * X[:, None, :]).reshape(len(X), -1)))


def _fit(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    Z: npt.NDArray[np.float64],
    ends: npt.NDArray[np.intp],
) -> tuple[float, npt.NDArray[np.float64]]:
    """Residual sum of squares, and the common coefficients."""
    design = regime_design(X, Z, ends)
    coefficients = np.asarray(np.linalg.lstsq(design, y, rcond=None)[0], dtype=np.float64)
    left = y - design @ coefficients
    return float(left @ left), coefficients[: Z.shape[1]]


def _take_turns(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    Z: npt.NDArray[np.float64],
    common: npt.NDArray[np.float64],
    breaks: int,
    shortest: int,
) -> tuple[float, npt.NDArray[np.intp]]:
    """Partition, common coefficients, partition, ... until the dates stay."""
    least, kept = np.inf, np.empty(0, dtype=np.intp)
    for _ in range(_TURNS):
        _, dates = best_partitions((y - Z @ common)[None], X, breaks, shortest)
        ssr, common = _fit(y, X, Z, dates[breaks][0])
        if not ssr < least * (1 - _GAIN):
            break
        least, kept = ssr, dates[breaks][0]
    return float(least), kept


def _move_each(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    Z: npt.NDArray[np.float64],
    ends: npt.NDArray[np.intp],
    ssr: float,
    shortest: int,
) -> tuple[float, npt.NDArray[np.intp]]:
    """Move one date at a time to where the whole regression fits best."""
    for _ in range(_TURNS):
        before = ssr
        for j in range(len(ends)):
            others = np.delete(ends, j)
            edges = np.r_[-1, others, len(y) - 1]
            places = np.arange(edges[j] + shortest, edges[j + 1] - shortest + 1)
            begin, last = int(edges[j]) + 1, int(edges[j + 1])
            gains, base = break_gains(y, X, Z, others, begin, last, places)
            place = int(gains.argmax())
            if base - gains[place] < ssr * (1 - _GAIN):
                ends = np.insert(others, j, places[place])
                ssr = _fit(y, X, Z, ends)[0]
        if not ssr < before * (1 - _GAIN):
            break
    return ssr, ends


def break_gains(
    y: npt.NDArray[np.float64],
    X: npt.NDArray[np.float64],
    Z: npt.NDArray[np.float64],
    others: npt.NDArray[np.intp],
    begin: int,
    last: int,
    places: npt.NDArray[np.intp],
) -> tuple[npt.NDArray[np.float64], float]:
    """What one more break at each place takes off the sum of squares, and that sum without it.

    Parameters
    ----------
    y
        Shape (periods,).
    X
        Regressors whose coefficients change, shape (periods, q).
    Z
        Regressors whose coefficients do not, shape (periods, r).
    others
        The breaks that stay, shape (m,).
    begin, last
        First and last period of the regime that the break would split.
    places
        Dates to try.

    Returns
    -------
    gains : ndarray of float64
        Shape of `places`.
    ssr : float
        Of the regression with the other breaks alone.

    Examples
    --------
    >>> y, ones = np.array([1.0, 1, 4, 4]), np.ones((4, 1))
    >>> gains, ssr = break_gains(y, ones, np.empty((4, 0)), np.array([]), 0, 3, np.array([0, 1]))
    >>> gains.round(6), round(ssr, 6)
    (array([3., 9.]), 9.0)
    """
    basis = np.linalg.qr(regime_design(X, Z, others))[0]
    left = y - basis @ (basis.T @ y)
    left = left - basis @ (basis.T @ left)
    # The new columns are X from `begin` up to the place; what the basis leaves of them, by sums.
    run = slice(begin, last + 1)
    inner = np.cumsum(X[run, :, None] * X[run, None, :], axis=0)
    outer = np.cumsum(basis[run, :, None] * X[run, None, :], axis=0)
    score = np.cumsum(X[run] * left[run, None], axis=0)
    at = places - begin
    own = inner[at] - np.swapaxes(outer[at], 1, 2) @ outer[at]
    gains = np.einsum("pi,pi->p", score[at], np.linalg.solve(own, score[at][..., None])[..., 0])
    return gains, float(left @ left)
