"""Long-run variance of a few scores: what their sum varies by, over the periods.

Either with Bartlett weights up to a number of lags (Newey and West 1987), or as Bai and Perron
(2003) do it: a vector autoregression of order one takes the bulk of the correlation out, the rest
is weighted by the quadratic spectral kernel with Andrews' bandwidth, and the autoregression is put
back.

References: Newey, W. K. and West, K. D. (1987), A simple, positive semi-definite,
heteroskedasticity and autocorrelation consistent covariance matrix, Econometrica 55(3), 703-708.
Andrews, D. W. K. (1991), Econometrica 59(3), 817-858. Andrews, D. W. K. and Monahan, J. C. (1992),
An improved heteroskedasticity and autocorrelation consistent covariance matrix estimator,
Econometrica 60(4), 953-966.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from liaoning_econ.errors import TrendError, offer

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Correlation", "long_run_variance"]

Correlation: TypeAlias = int | Literal["andrews"] | None
"""What errors may do: None, have one variance in a regime; a number, be correlated (and of any
variance) up to so many lags with Bartlett weights; "andrews", the same with the prewhitened
quadratic spectral kernel."""

# An autoregression nearer to one than this is held there, as Andrews and Monahan propose.
_NEAREST = 0.97


def long_run_variance(
    scores: npt.NDArray[np.float64], lags: int | Literal["andrews"]
) -> npt.NDArray[np.float64]:
    """Long-run variance of scores of mean zero.

    Parameters
    ----------
    scores
        Regressors times residuals, shape (periods, k).
    lags
        Lags with Bartlett weights, or "andrews".

    Returns
    -------
    ndarray of float64
        Shape (k, k): the variance of the sum of the scores over the periods.

    Raises
    ------
    TrendError
        `lags` is neither, or leaves no pair of periods.

    Examples
    --------
    >>> scores = np.array([[1.0], [-1.0], [1.0], [-1.0]])
    >>> long_run_variance(scores, 0), long_run_variance(scores, 1)
    (array([[1.]]), array([[0.25]]))
    """
    n = len(scores)
    if lags == "andrews":
        return _prewhitened(scores)
    if not _lags_within(lags, n):
        raise TrendError(
            f"lags of {lags!r} for {n} periods",
            mend=offer(str(lags), ["andrews"], f"take 0 to {n - 1}, or"),
        )
    weights = 1 - np.arange(1, lags + 1) / (lags + 1)
    return _weighted(scores, weights) / n


def _lags_within(lags: object, n: int) -> bool:
    whole = isinstance(lags, int | np.integer) and not isinstance(lags, bool)
    return whole and 0 <= lags < n  # type: ignore[operator]


def _weighted(
    scores: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Sum of products at all lags, with these weights from lag one on."""
    total = scores.T @ scores
    for lag, weight in enumerate(weights, start=1):
        product = weight * (scores[lag:].T @ scores[:-lag])
        total += product + product.T
    return total


def _prewhitened(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    before, after = scores[:-1], scores[1:]
    matrix = np.linalg.lstsq(before, after, rcond=None)[0]
    left, sizes, right = np.linalg.svd(matrix)
    matrix = (left * np.minimum(sizes, _NEAREST)) @ right
    rest = after - before @ matrix
    bandwidth = _bandwidth(rest)
    n = len(rest)
    inner = _weighted(
        rest, _spectral(np.arange(1, n) / bandwidth) if bandwidth > 0 else np.empty(0)
    )
    back = np.linalg.inv(np.eye(len(matrix)) - matrix)
    # Bai and Perron's published errors are over the periods that are left, less the scores.
    found: npt.NDArray[np.float64] = back.T @ inner @ back / max(n - len(matrix), 1)
    return found


def _bandwidth(rest: npt.NDArray[np.float64]) -> float:
    """Andrews' bandwidth for the quadratic spectral kernel, an AR(1) for each column."""
    before, after = rest[:-1], rest[1:]
    spread = (before * before).sum(axis=0)
    common = (before * after).sum(axis=0)
    slope = np.divide(common, spread, out=np.zeros_like(common), where=spread > 0)
    slope = np.clip(slope, -_NEAREST, _NEAREST)
    variance = ((after - slope * before) ** 2).mean(axis=0)
    below = (variance**2 / (1 - slope) ** 4).sum()
    above = (4 * slope**2 * variance**2 / (1 - slope) ** 8).sum()
    return 1.3221 * float(above / below * len(rest)) ** 0.2 if below > 0 else 0.0


def _spectral(distances: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Weights of the quadratic spectral kernel at distances above zero, in bandwidths."""
    angles = 6 * np.pi * distances / 5
    return 3 * (np.sin(angles) / angles - np.cos(angles)) / angles**2
