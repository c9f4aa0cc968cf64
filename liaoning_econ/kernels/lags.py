"""How many lags a Newey-West estimate takes, chosen from the data, with Bartlett weights.

Both rules look at the scores h_t = x_t e_t: a regressor times the residual of the fit. The scores
of a constant are left out, unless it is the only regressor.

References: Newey, W. K. and West, K. D. (1994), Automatic lag selection in covariance matrix
estimation, Review of Economic Studies 61(4), 631-653. Andrews, D. W. K. (1991), Heteroskedasticity
and autocorrelation consistent covariance matrix estimation, Econometrica 59(3), 817-858.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from liaoning_econ.kernels.designs import Design

__all__ = ["andrews_1991", "autocovariance", "newey_west_1994"]

# The constant of the best bandwidth with Bartlett weights (Andrews 1991, equation 6.2; Newey and
# West 1994, table I).
_BARTLETT = 1.1447


def newey_west_1994(residuals: npt.NDArray[np.float64], design: Design) -> npt.NDArray[np.float64]:
    """Lags by the rule of Newey and West (1994), without prewhitening.

    With n = floor(4 (T / 100)^(2/9)) and the autocovariances s_j of the sum of the scores,
    L = floor(1.1447 (S1 / S0)^(2/3) T^(1/3)), S1 = 2 sum j s_j, S0 = s_0 + 2 sum s_j, j = 1 .. n.

    Parameters
    ----------
    residuals
        Of the fit, shape (series, periods).
    design
        The regressors that left them.

    Returns
    -------
    ndarray of float64
        Shape (series,): whole numbers below `periods`.
    """
    lags: npt.NDArray[np.float64] = np.floor(_bandwidth_1994(residuals, design))
    return lags


def _bandwidth_1994(residuals: npt.NDArray[np.float64], design: Design) -> npt.NDArray[np.float64]:
    """What `newey_west_1994` rounds down."""
    periods = residuals.shape[-1]
    total = residuals * _regressors(design).sum(axis=-2)
    most = min(int(4 * (periods / 100) ** (2 / 9)), periods - 1)
    moments = [autocovariance(total, lag) for lag in range(most + 1)]
    level = moments[0] + 2 * sum(moments[1:], np.zeros_like(moments[0]))
    slope = sum((2 * lag * moment for lag, moment in enumerate(moments)), np.zeros_like(level))
    # A perfect fit leaves no scores and asks for no lag; a long-run variance of nothing for all.
    ratio = np.where(slope == 0, 0.0, np.inf)
    np.divide(np.abs(slope), np.abs(level), out=ratio, where=level != 0)
    rate = np.minimum(ratio, float(periods) ** 3) ** (2 / 3)
    bandwidth = np.minimum(_BARTLETT * rate * periods ** (1 / 3), periods - 1.0)
    return np.asarray(bandwidth, dtype=np.float64)


def andrews_1991(residuals: npt.NDArray[np.float64], design: Design) -> npt.NDArray[np.float64]:
    """Lags by the plug-in bandwidth of Andrews (1991), an AR(1) for each regressor's scores.

    The bandwidth is S = 1.1447 (a T)^(1/3), with a the sum of 4 r^2 v^2 / ((1 - r)^6 (1 + r)^2)
    over the sum of v^2 / (1 - r)^4; r and v are slope and error variance of the scores on a
    constant and the scores of a period before. Its weights 1 - l / S are those of L = S - 1 lags.

    Parameters
    ----------
    residuals
        Of the fit, shape (series, periods).
    design
        The regressors that left them.

    Returns
    -------
    ndarray of float64
        Shape (series,): S - 1, no whole number in general, between 0 and `periods` - 1.
    """
    periods = residuals.shape[-1]
    above, below = np.zeros(len(residuals)), np.zeros(len(residuals))
    # The fourth powers below take scores of the size of 1.
    largest = np.abs(residuals).max(axis=1, keepdims=True)
    residuals = np.divide(residuals, largest, out=np.zeros_like(residuals), where=largest > 0)
    for regressor in np.moveaxis(_regressors(design), -2, 0):
        slope, variance = _autoregression(residuals * regressor)
        near, far = 1 - slope, 1 + slope
        below += variance**2 / near**4
        above += 4 * slope**2 * variance**2 / (near**6 * far**2)
    ratio = np.divide(above, below, out=np.zeros_like(above), where=below > 0)
    bandwidth = _BARTLETT * np.cbrt(ratio * periods)
    lags: npt.NDArray[np.float64] = np.clip(bandwidth - 1, 0.0, periods - 1.0)
    return lags


def autocovariance(scores: npt.NDArray[np.float64], lag: int) -> npt.NDArray[np.float64]:
    """Sums of products of each series with itself some periods before.

    Parameters
    ----------
    scores
        Shape (series, periods).
    lag
        Periods between the two, from 0 on.

    Returns
    -------
    ndarray of float64
        Shape (series,).

    Examples
    --------
    >>> autocovariance(np.array([[1.0, 2.0, 3.0]]), 1)
    array([8.])
    """
    periods = scores.shape[-1]
    product: npt.NDArray[np.float64] = np.einsum(
        "st,st->s", scores[:, lag:], scores[:, : periods - lag]
    )
    return product


def _regressors(design: Design) -> npt.NDArray[np.float64]:
    """Those whose scores count, one a row, zero for a constant; (k, periods), at most 1 in size."""
    exponents = design.exponents - design.exponents.max(axis=-1, keepdims=True)
    rows = np.swapaxes(np.ldexp(design.columns, exponents[..., None, :]), -1, -2)
    flat = (rows == rows[..., :1]).all(axis=-1, keepdims=True)
    return np.where(flat & (rows.shape[-2] > 1), 0.0, rows)


def _autoregression(
    scores: npt.NDArray[np.float64],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Slope and error variance of an AR(1) with a constant; zeros where nothing moves."""
    before, after = scores[:, :-1], scores[:, 1:]
    before = before - before.mean(axis=1, keepdims=True)
    after = after - after.mean(axis=1, keepdims=True)
    spread = np.einsum("st,st->s", before, before)
    common = np.einsum("st,st->s", before, after)
    slope = np.divide(common, spread, out=np.zeros_like(common), where=spread > 0)
    # A root of one would need every lag there is; a hair off it, the bandwidth says so.
    slope = np.clip(slope, -1 + 1e-9, 1 - 1e-9)
    error = after - slope[:, None] * before
    return slope, np.einsum("st,st->s", error, error) / scores.shape[1]
