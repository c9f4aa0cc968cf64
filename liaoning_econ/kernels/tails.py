"""Tails of the normal and of Student's t, for arrays, in plain numpy.

scipy.special has them all, but its import takes longer than most of what asks for a single
quantile: an interval of one rate, the dates of one series. Two-sided tails of Student's t with v
degrees of freedom are an incomplete beta function, P(|T| > t) = I_x(v / 2, 1 / 2), x = v / (v +
t^2), by its continued fraction; of many degrees of freedom those of the normal at a number of
Hill's. Those of the normal are exp(-z^2) erfcx(z), z = |t| / sqrt(2), with Cody's rational
approximations. All agree with scipy.special to 12 digits, and leave large arrays to it.

References: Cody, W. J. (1969), Rational Chebyshev approximations for the error function,
Mathematics of Computation 23(107), 631-637. NIST Digital Library of Mathematical Functions, 8.17.22
(the continued fraction). Hill, G. W. (1970), Algorithm 395: Student's t-distribution,
Communications of the ACM 13(10), 617-619. Thompson, I. J. and Barnett, A. R. (1986), Coulomb and
Bessel functions of complex arguments and order, Journal of Computational Physics 64(2), 490-509
(how it is summed).
"""

from __future__ import annotations

import math
from itertools import count
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["scaled_erfc", "student_quantile", "student_tails"]

# Cody (1969), tables II to IV: numerators and denominators, the highest power first. erf(x) / x in
# x^2 up to 0.46875; erfcx(x) in x up to 4; x^2 (1 / sqrt(pi) - x erfcx(x)) in 1 / x^2 beyond.
_NEAR: Final = (
    (1.85777706184603153e-1, 3.16112374387056560, 1.13864154151050156e2, 3.77485237685302021e2,
     3.20937758913846947e3),
    (1.0, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
     2.84423683343917062e3),
)  # fmt: skip
_MIDDLE: Final = (
    (2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594, 6.61191906371416295e1,
     2.98635138197400131e2, 8.81952221241769090e2, 1.71204761263407058e3, 2.05107837782607147e3,
     1.23033935479799725e3),
    (1.0, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
     1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3, 3.43936767414372164e3,
     1.23033935480374942e3),
)  # fmt: skip
_FAR: Final = (
    (1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
     1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4),
    (1.0, 2.56852019228982242, 1.87295284992346047, 5.27905102951428412e-1,
     6.05183413124413191e-2, 2.33520497626869185e-3),
)  # fmt: skip
# Numbers from which scipy's compiled loop is worth its import.
_MANY: Final = 10_000
_SQRT_PI: Final = math.sqrt(math.pi)
_TINY: Final = 1e-300
# Degrees of freedom over two from which a series gives the ratio of gamma functions to the last
# digit; their logarithms would cancel.
_SERIES: Final = 50.0
# Degrees of freedom from which Hill's number is right to 13 digits.
_HILL: Final = 5000.0


def scaled_erfc(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """exp(x^2) erfc(x) for numbers that are not negative.

    Parameters
    ----------
    x
        Zero or more, any shape.

    Returns
    -------
    ndarray of float64
        In (0, 1], the shape of `x`.

    Examples
    --------
    >>> scaled_erfc(np.array([0.0, 1.0, 30.0])).round(6)
    array([1.      , 0.427584, 0.018796])
    """
    x = np.asarray(x, dtype=np.float64)
    if x.size > _MANY:
        from scipy.special import erfcx

        return np.asarray(erfcx(x), dtype=np.float64)
    near, middle, far = np.minimum(x, 0.46875), np.clip(x, 0.46875, 4.0), np.maximum(x, 4.0)
    square = near**2
    first = np.exp(square) * (1.0 - near * _ratio(_NEAR, square))
    inverse = far**-2.0
    last = (1.0 / _SQRT_PI - inverse * _ratio(_FAR, inverse)) / far
    found: npt.NDArray[np.float64] = np.where(
        x <= 0.46875, first, np.where(x <= 4.0, _ratio(_MIDDLE, middle), last)
    )
    return found


def student_tails(t: npt.NDArray[np.float64], freedom: float) -> npt.NDArray[np.float64]:
    """P(|T| > |t|) for Student's t: the two-sided p-value.

    Parameters
    ----------
    t
        Any shape; may be infinite.
    freedom
        Degrees of freedom, positive; infinite for the normal.

    Returns
    -------
    ndarray of float64
        In [0, 1], the shape of `t`.

    Examples
    --------
    >>> student_tails(np.array([0.0, 1.96, 12.706]), np.inf).round(3)
    array([1.  , 0.05, 0.  ])
    >>> student_tails(np.array([12.706]), 1).round(3)
    array([0.05])
    """
    size = np.abs(np.asarray(t, dtype=np.float64))
    if freedom >= _HILL:
        z = (size if math.isinf(freedom) else _hill(size, freedom)) / math.sqrt(2.0)
        return np.asarray(np.exp(-(z**2)) * scaled_erfc(z), dtype=np.float64)
    if size.size > _MANY:
        from scipy.special import stdtr

        return np.asarray(2.0 * stdtr(freedom, -size), dtype=np.float64)
    half = freedom / 2
    # 1 / x - 1, which keeps its digits where x is near 1.
    with np.errstate(over="ignore"):
        odds = (size / math.sqrt(freedom)) ** 2
    # The fraction converges fast on one side of the mean; near t = 0 it gives the other tail.
    outer = odds * (half + 1.0) > 1.5
    found = np.empty_like(odds)
    found[outer] = _beta(odds[outer], half, 0.5, half)
    with np.errstate(divide="ignore"):
        found[~outer] = 1.0 - _beta(1.0 / odds[~outer], 0.5, half, half)
    return found


def student_quantile(probability: float, freedom: float) -> float:
    """The number that Student's t stays below with this probability.

    Parameters
    ----------
    probability
        Between 0 and 1.
    freedom
        Degrees of freedom, positive; infinite for the normal.

    Returns
    -------
    float

    Examples
    --------
    >>> round(student_quantile(0.975, np.inf), 2), round(student_quantile(0.975, 10), 3)
    (1.96, 2.228)
    """
    if probability == 0.5:
        return 0.0
    tails = 2.0 * min(probability, 1.0 - probability)
    low, high = 0.0, 1.0
    while _one(high, freedom) > tails:
        low, high = high, 2.0 * high
    # Steps of Newton on the logarithm of the tail, which is nearly straight; halving where one
    # leaves the bracket.
    t = (low + high) / 2
    for _ in range(200):
        here = _one(t, freedom)
        low, high = (t, high) if here > tails else (low, t)
        step = here * math.log(here / tails) / (2.0 * _density(t, freedom))
        following = t + step if low < t + step < high else (low + high) / 2
        if abs(following - t) <= 1e-15 * t:
            break
        t = following
    return math.copysign(t, probability - 0.5)


def _hill(t: npt.NDArray[np.float64], freedom: float) -> npt.NDArray[np.float64]:
    """The number whose normal tail is that of t, from Hill (1970)."""
    a = freedom - 0.5
    b = 48.0 * a * a
    # Beyond 1,000 no double holds the tail.
    y = a * np.log1p((np.minimum(t, 1e3) / math.sqrt(freedom)) ** 2)
    third = np.polyval([0.4, 3.3, 24.0, 85.5], y) / (0.8 * y * y + 100.0 + b)
    z: npt.NDArray[np.float64] = ((y + 3.0 - third) / b + 1.0) * np.sqrt(y)
    return z


def _one(t: float, freedom: float) -> float:
    """The two-sided tail of one number."""
    return float(student_tails(np.array([t]), freedom)[0])


def _density(t: float, freedom: float) -> float:
    """Density of Student's t."""
    if math.isinf(freedom):
        return math.exp(-t * t / 2) / math.sqrt(2 * math.pi)
    shape = (freedom + 1) / 2 * math.log1p(t * t / freedom)
    return math.exp(-shape - _log_beta(freedom / 2)) / math.sqrt(freedom)


def _ratio(
    tables: tuple[Sequence[float], Sequence[float]], x: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """One polynomial over another."""
    top, bottom = (np.polyval(np.array(table), x) for table in tables)
    found: npt.NDArray[np.float64] = top / bottom
    return found


def _log_beta(a: float) -> float:
    """Logarithm of the beta function of a and 1 / 2."""
    if a < _SERIES:
        return math.lgamma(a) + math.log(_SQRT_PI) - math.lgamma(a + 0.5)
    # Gamma(a + 1/2) / Gamma(a), DLMF 5.11.13.
    small = 1.0 / (a * a)
    ratio = math.log(a) / 2 - (0.125 - small * (1 / 192 - small / 640)) / a
    return math.log(_SQRT_PI) - ratio


def _beta(
    odds: npt.NDArray[np.float64], a: float, b: float, half: float
) -> npt.NDArray[np.float64]:
    """Incomplete beta function of x = 1 / (1 + odds) below its mean, a and b are 1 / 2 and half."""
    x = 1.0 / (1.0 + odds)
    upper = np.ones_like(x)
    lower = 1.0 / _away(1.0 - (a + b) * x / (a + 1.0))
    value = lower.copy()
    for m in count(1):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = np.ones_like(x)
        for term in (even, odd):
            lower = 1.0 / _away(1.0 + term * lower)
            upper = _away(1.0 + term / upper)
            change *= lower * upper
        value *= change
        if (np.abs(change - 1.0) <= 1e-15).all():
            break
    # log(1 - x) is log(odds) - log(1 + odds); x = 0 has no logarithm, and none is needed.
    weight = -a * np.log1p(odds) - b * np.log1p(1.0 / odds) - _log_beta(half)
    found: npt.NDArray[np.float64] = np.exp(weight) * value / a
    return found


def _away(x: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The same, where it is not too near zero to divide by."""
    return np.where(np.abs(x) < _TINY, _TINY, x)
