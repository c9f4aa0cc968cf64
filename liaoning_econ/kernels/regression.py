"""Least squares for many series at once, with errors that allow for autocorrelation.

y = X b + e; b = X+ y with the pseudo-inverse X+; s^2 = e'e / (n - k). Ordinary standard errors are
s times the lengths of the rows of X+. Those of Newey and West (1987) are, for coefficient j with
u_t = X+_jt e_t, the root of

    sum u_t^2 + 2 sum_l (1 - l / (L + 1)) sum_t u_t u_(t-l),    l = 1 .. L,

the diagonal of (X'X)^-1 S (X'X)^-1, without the matrix itself.

References: Newey, W. K. and West, K. D. (1987), A simple, positive semi-definite,
heteroskedasticity and autocorrelation consistent covariance matrix, Econometrica 55(3), 703-708.
`designs` says how X+ is found, and `lags` how L is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from liaoning_econ.errors import TrendError, offer
from liaoning_econ.kernels import lags as rules
from liaoning_econ.kernels.designs import Design
from liaoning_econ.kernels.series import blocks, check_finite, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["OLS", "lags_andrews_1991", "lags_newey_west_1994", "newey_west", "ols"]

LagRule: TypeAlias = Literal["newey-west-1994", "andrews-1991"]

_RULES = {"newey-west-1994": rules.newey_west_1994, "andrews-1991": rules.andrews_1991}
# Arrays of a block's size that a fit holds at once, in float64 and in twice its digits.
_HELD, _HELD_CAREFUL = 6, 12
# Two thousand series of forty years; smaller blocks spend their time on numpy's calls, measured.
_BLOCK_BYTES = 1 << 22
# Beyond these, squares leave float64.
_LEAST, _GREATEST = 1e-100, 1e100


class OLS(NamedTuple):
    """A fit of each series.

    The shapes are those of many series; one series alone has them without the first axis.

    Attributes
    ----------
    params : ndarray of float64
        Coefficients in units of y over units of X, shape (series, k).
    bse : ndarray of float64
        Their standard errors, shape (series, k).
    rsd : ndarray of float64
        Standard deviation of the residuals, the root of e'e / (n - k), shape (series,).
    r2 : ndarray of float64
        Share of the variation of y that the fit explains, shape (series,): about the mean where
        the columns of X give a constant, else about zero. It is 0 where y does not vary, as there
        is nothing to explain.

    Examples
    --------
    >>> fit = ols(np.array([1.0, 3.0, 5.0, 8.0]), np.array([[1.0, 0], [1, 1], [1, 2], [1, 3]]))
    >>> fit.params.round(2)
    array([0.8, 2.3])
    """

    params: npt.NDArray[np.float64]
    bse: npt.NDArray[np.float64]
    rsd: npt.NDArray[np.float64]
    r2: npt.NDArray[np.float64]


def ols(y: npt.ArrayLike, X: npt.ArrayLike) -> OLS:
    """Ordinary least squares, with standard errors for independent errors of one variance.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods).
    X
        Regressors, the constant among them: shape (periods, k), shared by all series, or (series,
        periods, k). There are more periods than regressors.

    Returns
    -------
    OLS
        Right to twelve digits and more where X has them: 7.6 on the worst of NIST's certified
        sets, whose tenth powers lose the rest before they come here.

    Raises
    ------
    TrendError
        Shapes that do not go together, too few periods, a number that is missing, infinite or
        beyond 1e300, regressors of which one is what others give together, or a result beyond
        float64.

    Examples
    --------
    >>> year = np.array([2014.0, 2015, 2016, 2017, 2018])
    >>> X = np.column_stack((np.ones(5), year - 2014))
    >>> fit = ols([[10.0, 11, 13, 14, 17], [5, 5, 5, 5, 5]], X)
    >>> fit.params[:, 1].round(3), fit.bse[:, 1].round(3), fit.r2.round(3)
    (array([1.7, 0. ]), array([0.191, 0.   ]), array([0.963, 0.   ]))
    """
    return _estimate(_checked(y, X), _plain_errors)


def newey_west(
    y: npt.ArrayLike,
    X: npt.ArrayLike,
    max_lags: float | npt.ArrayLike | LagRule,
    *,
    small_sample: bool = False,
) -> OLS:
    """Ordinary least squares, with the standard errors of Newey and West (1987).

    They allow for errors of any variance that are correlated over `max_lags` periods. The estimate
    is statsmodels' `fit(cov_type="HAC", cov_kwds={"maxlags": L, "use_correction": small_sample})`
    and Stata's `newey, lag(L)`, which always takes the small-sample correction.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods).
    X
        Regressors, as for `ols`.
    max_lags
        L of the weights 1 - l / (L + 1): one number for all series or one a series, from 0 (White's
        errors) to below `periods`; or the name of a rule, "newey-west-1994" or "andrews-1991", by
        which each series gets its own. L need not be whole: a kernel of bandwidth S has S - 1.
    small_sample
        Whether the variances are multiplied by n / (n - k): statsmodels' `use_correction`,
        sandwich's `adjust`.

    Returns
    -------
    OLS
        As from `ols`, but for the standard errors.

    Raises
    ------
    TrendError
        What `ols` refuses; lags that are negative, missing, as many as there are periods, or not
        one a series; a rule that is not known.

    Examples
    --------
    >>> X = np.column_stack((np.ones(12), np.arange(12)))
    >>> index = [100.0, 103, 107, 114, 118, 120, 119, 123, 129, 136, 141, 143]
    >>> fit = newey_west(index, X, 1)
    >>> fit.params.round(2), fit.bse.round(2)
    (array([99.79,  3.87]), array([0.87, 0.14]))
    """
    data = _checked(y, X)
    periods, k = data.X.shape[-2:]
    choose = _choice(max_lags, *data.y.shape)
    correction = np.sqrt(periods / (periods - k)) if small_sample else 1.0
    return _estimate(data, lambda part, _: correction * _correlated_errors(part, choose(part)))


def lags_newey_west_1994(y: npt.ArrayLike, X: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Lags for `newey_west` by the rule of Newey and West (1994), without prewhitening.

    With T periods, n = floor(4 (T / 100)^(2/9)) and s_j the autocovariances of the sum over the
    regressors but the constant of x_t e_t: L = floor(1.1447 (S1 / S0)^(2/3) T^(1/3)), where S1 =
    2 sum j s_j and S0 = s_0 + 2 sum s_j, j = 1 .. n.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods): the series, or the residuals of their fit.
    X
        Regressors, as for `ols`.

    Returns
    -------
    ndarray of float64
        Whole numbers below `periods`, shape () or (series,).

    Raises
    ------
    TrendError
        What `ols` refuses.

    Examples
    --------
    >>> X = np.column_stack((np.ones(12), np.arange(12)))
    >>> index = [100.0, 103, 107, 114, 118, 120, 119, 123, 129, 136, 141, 143]
    >>> lags_newey_west_1994([index, index[::-1]], X)
    array([0., 1.])
    """
    return _lags_by("newey-west-1994", y, X)


def lags_andrews_1991(y: npt.ArrayLike, X: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Lags for `newey_west` by the AR(1) plug-in bandwidth of Andrews (1991), Bartlett weights.

    The bandwidth is S = 1.1447 (a T)^(1/3), with a the sum of 4 r^2 v^2 / ((1 - r)^6 (1 + r)^2)
    over the sum of v^2 / (1 - r)^4, taken over the regressors but the constant; r and v are slope
    and error variance of x_t e_t on a constant and x_(t-1) e_(t-1). Its weights 1 - l / S are those
    of S - 1 lags.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods): the series, or the residuals of their fit.
    X
        Regressors, as for `ols`.

    Returns
    -------
    ndarray of float64
        S - 1, not whole in general, from 0 to `periods` - 1, shape () or (series,).

    Raises
    ------
    TrendError
        What `ols` refuses.

    Examples
    --------
    >>> X = np.column_stack((np.ones(12), np.arange(12)))
    >>> index = [100.0, 103, 107, 114, 118, 120, 119, 123, 129, 136, 141, 143]
    >>> lags_andrews_1991([index, index[::-1]], X).round(2)
    array([2.54, 1.78])
    """
    return _lags_by("andrews-1991", y, X)


class _Data(NamedTuple):
    """What came, looked over but for its figures."""

    y: npt.NDArray[np.float64]
    X: npt.NDArray[np.float64]
    one: bool


class _Part(NamedTuple):
    """The fit of a block of series, in units whose squares float64 holds."""

    rows: slice
    design: Design
    y: npt.NDArray[np.float64]
    scale: npt.NDArray[np.float64]
    params: npt.NDArray[np.float64]
    residuals: npt.NDArray[np.float64]


_Errors: TypeAlias = Callable[[_Part, npt.NDArray[np.float64]], npt.NDArray[np.float64]]


def _checked(y: npt.ArrayLike, X: npt.ArrayLike) -> _Data:
    regressors = np.asarray(X)
    if regressors.dtype.kind not in "fiub" or regressors.ndim not in {2, 3}:
        raise TrendError(
            f"X is {regressors.dtype} of shape {regressors.shape}",
            mend="give real numbers of shape (periods, k), or (series, periods, k)",
        )
    periods, k = regressors.shape[-2:]
    table = rows(y, least=k + 1, why=f"least squares on {k} regressors")
    own = regressors.shape[:-2]
    if k == 0 or table.shape[-1] != periods or own not in {(), table.shape[:1]}:
        raise TrendError(
            f"y of shape {np.shape(y)} and X of shape {regressors.shape} do not go together",
            mend="the last axis of y and the last but one of X are the periods; X has a column at "
            "least, and of three axes the first is that of y",
        )
    return _Data(table, regressors.astype(np.float64, copy=False), np.ndim(y) == 1)


def _fitted(data: _Data) -> Iterator[_Part]:
    """Fit the series a few at a time."""
    shared = Design.of(data.X) if data.X.ndim == 2 else None
    periods, k = data.X.shape[-2:]
    held = _HELD if shared and not shared.careful else _HELD_CAREFUL * k
    for part in blocks(len(data.y), 8 * periods * held, most=_BLOCK_BYTES):
        block = data.y[part]
        check_finite(block, first=part.start, one=data.one)
        design = shared or Design.of(data.X[part], first=part.start)
        scale = _scales(block)
        block = block * scale[:, None] if (scale != 1).any() else block
        yield _Part(part, design, block, scale, *design.fit(block))


def _scales(block: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Powers of two that bring series of extreme size to the size of 1; 1 for all others."""
    largest = np.maximum(block.max(axis=1), -block.min(axis=1))
    extreme = (largest > _GREATEST) | ((largest < _LEAST) & (largest > 0))
    return np.where(extreme, np.ldexp(1.0, np.clip(-np.frexp(largest)[1], -1000, 1000)), 1.0)


def _estimate(data: _Data, errors: _Errors) -> OLS:
    """Fit, with the standard errors of `errors`, which are in the units of a block's `columns`."""
    series, k = len(data.y), data.X.shape[-1]
    params, bse = np.empty((series, k)), np.empty((series, k))
    rsd, r2 = np.empty(series), np.empty(series)
    for part in _fitted(data):
        spread, r2[part.rows] = _spread(part)
        # What overflows is refused below.
        with np.errstate(over="ignore"):
            params[part.rows] = _in_units(part.params, part)
            bse[part.rows] = _in_units(errors(part, spread), part)
            rsd[part.rows] = spread / part.scale
    fit = OLS(params, bse, rsd, r2)
    for name, values in fit._asdict().items():
        beyond = np.argwhere(~np.isfinite(values))
        if beyond.size:
            raise TrendError(
                f"{name} of series {int(beyond[0][0])} is beyond float64",
                mend="give y and X in units that bring them nearer to 1",
            )
    return OLS(*(values[0] for values in fit)) if data.one else fit


def _spread(part: _Part) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Standard deviation of the residuals, and the share of the variation explained."""
    periods, k = part.design.columns.shape[-2:]
    left = np.einsum("st,st->s", part.residuals, part.residuals)
    # From its first figure on, a constant series is exactly nothing.
    centred = np.broadcast_to(part.design.centred, left.shape)
    moved = part.y - np.where(centred, part.y[:, 0], 0.0)[:, None]
    moved -= np.where(centred, moved.mean(axis=1), 0.0)[:, None]
    total = np.einsum("st,st->s", moved, moved)
    unexplained = np.divide(left, total, out=np.ones_like(left), where=total > 0)
    return np.sqrt(left / (periods - k)), np.maximum(1 - unexplained, 0.0)


def _plain_errors(part: _Part, rsd: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    lengths: npt.NDArray[np.float64] = np.linalg.norm(part.design.inverse, axis=-1)
    return rsd[:, None] * lengths


def _correlated_errors(part: _Part, lags: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Standard errors of `columns`' coefficients with Bartlett weights up to each series' lags."""
    # The series with most lags first: those that take part at a lag are the first few.
    order = np.argsort(-lags, kind="stable")
    lags, residuals = lags[order], part.residuals[order]
    inverse = part.design.inverse[order] if part.design.inverse.ndim == 3 else part.design.inverse
    most = int(np.ceil(lags[0]))
    taking = [int(np.searchsorted(-lags, 1 - lag)) for lag in range(most + 1)]
    errors = np.empty_like(part.params)
    for column in range(part.design.columns.shape[-1]):
        shares = residuals * inverse[..., column, :]
        variance = rules.autocovariance(shares, 0)
        for lag in range(1, most + 1):
            weight = 1 - lag / (lags[: taking[lag]] + 1)
            variance[: taking[lag]] += 2 * weight * rules.autocovariance(shares[: taking[lag]], lag)
        # Never below zero but by rounding: Bartlett's weights are positive semi-definite.
        errors[order, column] = np.sqrt(np.maximum(variance, 0.0))
    return errors


def _in_units(values: npt.NDArray[np.float64], part: _Part) -> npt.NDArray[np.float64]:
    """From the units of `columns` and the block to those of X and y."""
    inner: npt.NDArray[np.float64] = np.ldexp(values, -part.design.exponents) / part.scale[:, None]
    return inner


def _choice(
    max_lags: float | npt.ArrayLike | LagRule, series: int, periods: int
) -> Callable[[_Part], npt.NDArray[np.float64]]:
    """How the lags of a block of series are found."""
    if isinstance(max_lags, str):
        if max_lags not in _RULES:
            raise TrendError(
                f"unknown rule for the lags {max_lags!r}", mend=offer(max_lags, _RULES)
            )
        rule = _RULES[max_lags]
        return lambda part: rule(part.residuals, part.design)
    lags = np.asarray(max_lags)
    if lags.dtype.kind not in "fiu" or lags.shape not in {(), (series,)}:
        raise TrendError(
            f"max_lags is {lags.dtype} of shape {lags.shape}",
            mend=f"give one number, one a series ({series}), or a rule: {', '.join(_RULES)}",
        )
    each = np.broadcast_to(lags.astype(np.float64), (series,))
    good = (each >= 0) & (each < periods)
    if not good.all():
        place = int(np.argmin(good))
        raise TrendError(
            f"{each[place]:g} lags for series {place} of {periods} periods",
            mend=f"take from 0 to {periods - 1}; a rule takes far fewer: {', '.join(_RULES)}",
        )
    return lambda part: each[part.rows]


def _lags_by(rule: LagRule, y: npt.ArrayLike, X: npt.ArrayLike) -> npt.NDArray[np.float64]:
    data = _checked(y, X)
    found = np.empty(len(data.y))
    for part in _fitted(data):
        found[part.rows] = _RULES[rule](part.residuals, part.design)
    return found[0] if data.one else found
