"""Slope and test of a trend that a few wild figures cannot turn: Theil-Sen and Mann-Kendall.

The slope is the median of the slopes between all pairs of points, its interval two order
statistics of them. The test counts the pairs that rise and those that fall:
S = sum sign(y_j - y_i), i < j, with variance (n (n-1) (2n+5) - sum t (t-1) (2t+5)) / 18, t the
sizes of groups of equal figures, and z = (S - sign S) / sqrt(variance). Figures that depend on
those before them make the plain variance too small; Hamed and Rao correct it by the
autocorrelation of the ranks.

References: Theil, H. (1950), A rank-invariant method of linear and polynomial regression analysis,
Proceedings of the Koninklijke Nederlandse Akademie van Wetenschappen 53, 386-392, 521-525,
1397-1412; Sen, P. K. (1968), Estimates of the regression coefficient based on Kendall's tau,
Journal of the American Statistical Association 63, 1379-1389; Mann, H. B. (1945), Nonparametric
tests against trend, Econometrica 13(3), 245-259; Kendall, M. G. (1975), Rank correlation methods,
Griffin; Hamed, K. H. and Rao, A. R. (1998), A modified Mann-Kendall trend test for autocorrelated
data, Journal of Hydrology 204, 182-196.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from liaoning_econ.errors import TrendError, offer
from liaoning_econ.kernels.series import blocks, check_finite, rows

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["MannKendall", "TheilSen", "mann_kendall", "theil_sen"]

# All pairs of so many periods fill 400 MB.
_LONGEST = 10_000
# Rows are short beside what numpy asks for each call: a few megabytes at once pay.
_BLOCK_BYTES = 1 << 22
_CORRECTIONS = ("none", "hamed_rao")


class TheilSen(NamedTuple):
    """The median slope of each series, and its interval.

    Attributes
    ----------
    slope : ndarray of float64
        In the unit of y for one of x; shape (series,), or () for one series.
    intercept : ndarray of float64
        median(y) - slope * median(x), by Conover: what the line has at x = 0.
    lower, upper : ndarray of float64
        Sen's interval of the slope; infinite where so few periods allow none at the level asked.
    """

    slope: npt.NDArray[np.float64]
    intercept: npt.NDArray[np.float64]
    lower: npt.NDArray[np.float64]
    upper: npt.NDArray[np.float64]


class MannKendall(NamedTuple):
    """The test of Mann and Kendall for each series.

    Attributes
    ----------
    s : ndarray of float64
        Pairs that rise less pairs that fall, a whole number; shape (series,), or () for one series.
    var : ndarray of float64
        Variance of `s` without a trend; 0 where all figures are equal.
    z : ndarray of float64
        `s`, one nearer to 0, in standard deviations.
    p_value : ndarray of float64
        Two-sided, by the normal distribution.
    tau : ndarray of float64
        `s` over the number of pairs (Kendall's tau a: ties bring it nearer to 0).
    """

    s: npt.NDArray[np.float64]
    var: npt.NDArray[np.float64]
    z: npt.NDArray[np.float64]
    p_value: npt.NDArray[np.float64]
    tau: npt.NDArray[np.float64]


def theil_sen(y: npt.ArrayLike, x: npt.ArrayLike | None = None, *, alpha: float = 0.05) -> TheilSen:
    """Median of the slopes between all pairs of points, with Sen's interval.

    As `scipy.stats.theilslopes` and `pymannkendall.sens_slope`, with these differences: `x` must
    rise (scipy leaves out pairs of equal x); the interval is infinite where it would need an order
    statistic beyond the first or the last (scipy takes those two, whatever level they have);
    `alpha` is the level of the error only (scipy takes 0.05 and 0.95 for the same);
    `pymannkendall` gives no interval and takes 0, 1, 2, ... for x.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods), from 2 to 10,000 periods.
    x
        When, shape (periods,), rising; 0, 1, 2, ... where it is left out.
    alpha
        The interval misses the slope with this probability: 0.05 for an interval of 95 %.

    Returns
    -------
    TheilSen
        `slope`, `intercept`, `lower`, `upper`.

    Raises
    ------
    TrendError
        Too few or too many periods, a missing or infinite figure, an `x` that does not rise or has
        another length, or an `alpha` outside 0 to 1.

    Examples
    --------
    >>> found = theil_sen([9, 15, 19, 20, 45, 55, 78], [1, 2, 3, 4, 10, 12, 18], alpha=0.07)
    >>> [round(float(number), 2) for number in found]  # the example of Sen (1968)
    [4.0, 4.0, 3.71, 4.38]
    """
    table = rows(y, least=2, why="the Theil-Sen slope")
    series, periods = table.shape
    if not 0 < alpha < 1:
        raise TrendError(
            f"alpha={alpha}, where a probability between 0 and 1 is meant",
            mend="give 0.05 for an interval of 95 %",
        )
    if periods > _LONGEST:
        raise TrendError(
            f"{periods:,} periods, whose pairs do not fit in memory (at most {_LONGEST:,})",
            mend="average to a lower frequency first",
        )
    when = _rising(x, periods)
    found = np.empty((4, series))
    for block in blocks(series, 4 * periods * periods, most=_BLOCK_BYTES):
        check_finite(table[block], first=block.start, one=np.ndim(y) == 1)
        found[0, block], *ends = _middle_and_ends(table[block], when, alpha)
        found[2:, block] = ends
        found[1, block] = np.median(table[block], axis=1) - found[0, block] * np.median(when)
    return TheilSen(*(part.reshape(np.shape(y)[:-1]) for part in found))


def mann_kendall(
    y: npt.ArrayLike,
    *,
    correction: Literal["none", "hamed_rao"] = "none",
    lags: int | None = None,
    alpha: float = 0.05,
) -> MannKendall:
    """Whether a series rises or falls more than chance would have it.

    Equal figures are those equal to the last bit: round before where the digits beyond mean
    nothing. Under about 10 periods the normal distribution is a rough one.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods), at least 3 periods, equally spaced.
    correction
        none, or hamed_rao: the variance is multiplied by what the autocorrelation of the ranks
        makes of it, after the Theil-Sen line was taken away; only correlations that differ from 0
        at `alpha` count.
    lags
        For hamed_rao: the first so many autocorrelations; all where it is left out.
    alpha
        For hamed_rao: the level at which a correlation counts.

    Returns
    -------
    MannKendall
        `s`, `var`, `z`, `p_value`, `tau`.

    Raises
    ------
    TrendError
        Too few periods, a missing or infinite figure, an unknown correction, `lags` or `alpha`
        out of range or given without a correction, or a corrected variance that is not above 0.

    Examples
    --------
    >>> found = mann_kendall([12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9, 11.0, 17.3, 15.9])
    >>> float(found.s), round(float(found.z), 3)  # 27 pairs rise, 17 fall, one is level
    (10.0, 0.808)
    """
    table = rows(y, least=3, why="the Mann-Kendall test")
    series, periods = table.shape
    one = np.ndim(y) == 1
    used = _lags_used(correction, lags, alpha, periods)
    s, var = np.empty(series), np.empty(series)
    for block in blocks(series, 8 * periods * 4, most=_BLOCK_BYTES):
        check_finite(table[block], first=block.start, one=one)
        s[block] = _rises_less_falls(table[block])
        var[block] = _variance(table[block])
    if used:
        var *= _inflation(table, used, alpha, one=one)
    from scipy.special import ndtr

    z = np.divide(s - np.sign(s), np.sqrt(var), out=np.zeros(series), where=var > 0)
    parts = (s, var, z, 2.0 * ndtr(-np.abs(z)), s / (periods * (periods - 1) / 2))
    return MannKendall(*(np.reshape(part, np.shape(y)[:-1]) for part in parts))


def _rising(x: npt.ArrayLike | None, periods: int) -> npt.NDArray[np.float64]:
    """`x` as float64, looked at."""
    if x is None:
        return np.arange(periods, dtype=np.float64)
    table = rows(x, least=2, why="x of the Theil-Sen slope")
    if np.ndim(x) != 1 or table.shape[1] != periods:
        raise TrendError(
            f"x of shape {np.shape(x)} beside {periods} periods",
            mend="give one x a period, common to all series",
        )
    check_finite(table, one=True)
    when: npt.NDArray[np.float64] = table[0]
    if (np.diff(when) <= 0).any():
        place = int(np.argmax(np.diff(when) <= 0)) + 1
        raise TrendError(
            f"x does not rise at place {place}, counted from 0: {when[place]:g} "
            f"after {when[place - 1]:g}",
            mend="sort the periods, and keep one figure for each",
        )
    return when


def _middle_and_ends(
    block: npt.NDArray[np.float64], when: npt.NDArray[np.float64], alpha: float
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Median of the slopes of each row, and the order statistics that bound it."""
    from scipy.special import ndtri

    series, periods = block.shape
    pairs = periods * (periods - 1) // 2
    slopes = np.empty((series, pairs))
    done = 0
    for gap in range(1, periods):
        these = slopes[:, done : done + periods - gap]
        np.subtract(block[:, gap:], block[:, :-gap], out=these)
        these /= when[gap:] - when[:-gap]
        done += periods - gap
    slopes.sort(axis=1)
    half = pairs // 2
    middle = (slopes[:, half] + slopes[:, pairs - 1 - half]) / 2.0
    # Sen (1968), (2.6): so many slopes lie between the two ends.
    within = -float(ndtri(alpha / 2.0)) * np.sqrt(_variance(block))
    first = np.round((pairs - within) / 2.0).astype(np.intp) - 1
    last = np.round((pairs + within) / 2.0).astype(np.intp)
    row = np.arange(series)
    lower = np.where(first >= 0, slopes[row, np.maximum(first, 0)], -np.inf)
    upper = np.where(last < pairs, slopes[row, np.minimum(last, pairs - 1)], np.inf)
    return middle, lower, upper


def _rises_less_falls(block: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """S of each row."""
    s = np.zeros(len(block))
    for gap in range(1, block.shape[1]):
        later, earlier = block[:, gap:], block[:, :-gap]
        s += np.count_nonzero(later > earlier, axis=1)
        s -= np.count_nonzero(later < earlier, axis=1)
    return s


def _variance(block: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Variance of S of each row, less for figures that are equal."""
    series, periods = block.shape
    ranked = np.sort(block, axis=1)
    begins = np.ones((series, periods), dtype=bool)
    np.not_equal(ranked[:, 1:], ranked[:, :-1], out=begins[:, 1:])
    group = np.flatnonzero(begins)
    size = np.diff(group, append=series * periods).astype(np.float64)
    ties = np.bincount(group // periods, size * (size - 1) * (2 * size + 5), minlength=series)
    all_pairs = float(periods * (periods - 1) * (2 * periods + 5))
    return np.asarray((all_pairs - ties) / 18.0, dtype=np.float64)


def _lags_used(correction: str, lags: int | None, alpha: float, periods: int) -> int:
    """How many autocorrelations count; 0 without a correction."""
    if correction not in _CORRECTIONS:
        raise TrendError(f"correction={correction!r}", mend=offer(correction, _CORRECTIONS))
    if not 0 < alpha < 1:
        raise TrendError(
            f"alpha={alpha}, where a probability between 0 and 1 is meant",
            mend="give 0.05 to count correlations that differ from 0 at 5 %",
        )
    if correction == "none":
        if lags is not None:
            raise TrendError(
                f"lags={lags} without a correction that uses them",
                mend="add correction='hamed_rao', or leave out lags",
            )
        return 0
    used = periods - 1 if lags is None else lags
    if not 1 <= used < periods or used != int(used):
        raise TrendError(
            f"lags={lags}, where {periods} periods have 1 to {periods - 1}",
            mend="give a number of the first autocorrelations, or leave out lags for all",
        )
    return int(used)


def _inflation(
    table: npt.NDArray[np.float64], lags: int, alpha: float, *, one: bool
) -> npt.NDArray[np.float64]:
    """By how much autocorrelation multiplies the variance of S."""
    from scipy.special import ndtri
    from scipy.stats import rankdata

    series, n = table.shape
    slope = theil_sen(table).slope
    level = -float(ndtri(alpha / 2.0)) / np.sqrt(n)
    extra = np.zeros(series)
    for block in blocks(series, 8 * n * 4, most=_BLOCK_BYTES):
        ranks = rankdata(table[block] - slope[block, None] * np.arange(1.0, n + 1.0), axis=1)
        ranks -= (n + 1) / 2.0
        square = np.einsum("ij,ij->i", ranks, ranks)
        for lag in range(1, lags + 1):
            product = np.einsum("ij,ij->i", ranks[:, lag:], ranks[:, :-lag])
            related = np.divide(product, square, out=np.zeros_like(square), where=square > 0)
            weight = (n - lag) * (n - lag - 1) * (n - lag - 2)
            extra[block] += np.where(np.abs(related) > level, weight * related, 0.0)
    inflation: npt.NDArray[np.float64] = 1.0 + 2.0 / (n * (n - 1) * (n - 2)) * extra
    bad = np.flatnonzero(inflation <= 0)
    if bad.size:
        few = ", ".join(map(str, bad[:5])) + (", ..." if bad.size > 5 else "")
        which = "the series" if one else f"{bad.size} series ({few}, counted from 0)"
        raise TrendError(
            f"Hamed and Rao's variance is not above 0 for {which}: the autocorrelations of {lags} "
            "lags take all of it",
            mend="take another number of lags, or leave such series to correction='none', which "
            "then claims too little",
        )
    return inflation
