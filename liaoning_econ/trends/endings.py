"""How much the newest points of a Hodrick-Prescott cycle still move, told by the series itself.

In the middle of a series the filter looks to both sides, at its end to one. When figures come in,
the newest cycles are revised, and often by as much as they were large.

Reference: Orphanides, A. and van Norden, S. (2002), The unreliability of output-gap estimates in
real time, Review of Economics and Statistics 84(4), 569-583.
"""

from __future__ import annotations

import functools
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from liaoning_econ.errors import TrendWarning
from liaoning_econ.kernels import filters
from liaoning_econ.trends.requirements import series_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.trends.panels import Panel

__all__ = ["Noise", "noise_of", "past_revisions", "reach", "warn_of"]

Floats: TypeAlias = npt.NDArray[np.float64]

# A period is among those revised most while its revision is at least this share of the newest's.
_SHARE: Final = 0.25
# Fewer ends in a series' past say nothing about the next.
_FEWEST_ENDS: Final = 5
# A cycle this small beside the figures is rounding, and so are its revisions.
_ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Noise:
    """What a warning says of the series of one panel.

    Attributes
    ----------
    series, noisy : int
        How many there are, and of how many the newest cycle says nothing.
    worst : float
        The largest ratio of noise to signal.
    name : str
        The series that has it.
    """

    series: int
    noisy: int
    worst: float
    name: str


def reach(periods: int, lamb: float) -> int:
    """How many of the newest periods the HP filter revises most.

    Parameters
    ----------
    periods
        Length of the series.
    lamb
        Smoothing parameter.

    Returns
    -------
    int
        If trend and cycle are those for which the filter is the best (a trend whose second
        differences, and a cycle whose figures are independent, with variances in the ratio 1 to
        lamb), the trend's error has the variance of the cycle times the diagonal of the filter. At
        a distance from the end it is larger than in the middle by the variance of the revision that
        is to come. Counted are the periods whose revision has at least a quarter of the standard
        deviation that the newest one's has; at most half of the series.

    Examples
    --------
    >>> reach(40, 6.25), reach(200, 1600.0), reach(600, 129_600.0)
    (2, 8, 22)
    """
    # The ends of so long a series do not feel each other; where the figures are far fewer, half of
    # them is the answer anyway.
    far = 8 + int(24 * lamb**0.25)
    return min(_reach(min(far, 8 * periods), lamb), periods // 2)


@functools.lru_cache(maxsize=64)
def _reach(periods: int, lamb: float) -> int:
    """As `reach`, of a series of so many periods."""
    own = filters.hp(np.eye(periods), lamb)[1].diagonal()
    ahead = np.maximum(own[: periods // 2 : -1] - own[periods // 2], 0.0)
    return int(np.argmin(np.append(ahead >= _SHARE**2 * ahead[0], False)))


def past_revisions(values: Floats, cycle: Floats, lamb: float) -> tuple[Floats, Floats]:
    """Revisions that the newest cycles saw wherever the series' own past could have ended.

    Parameters
    ----------
    values
        Shape (series, periods).
    cycle
        The HP cycle of `values`.
    lamb
        Its smoothing parameter.

    Returns
    -------
    revision : ndarray
        Shape (series, reach): mean absolute difference between the cycle of a period when it was
        as near to the end as the column is, and `cycle`, over the ends in the past after which no
        revision of note is due any more. The last column is the newest period; NaN where there are
        fewer than five such ends.
    noise : ndarray
        Shape (series,): the root mean square of the newest period's revisions over the standard
        deviation of the cycle; NaN where the former is, 0 where the cycle is nothing but rounding.

    Examples
    --------
    >>> walk = np.array([[0.0, 1, 0, -1, -2, -1, 0, 1, 0, -1, 0, 1]])
    >>> revision, noise = past_revisions(walk, filters.hp(walk, 6.25)[0], 6.25)
    >>> revision.shape, bool(noise[0] < 1)
    ((1, 2), True)
    """
    series, periods = values.shape
    near = reach(periods, lamb)
    settled = periods - near
    shortest = max(2 * near + 1, _FEWEST_ENDS)
    total, squares = np.zeros((series, near)), np.zeros(series)
    ends = np.zeros(near)
    for end in range(shortest, periods):
        # Rows of the filter's matrix, which is symmetric, for a series that ends there.
        weights = filters.hp(np.eye(end)[end - near :], lamb)[0]
        seen = slice(0, min(near, max(settled - (end - near), 0)))
        moved = values[:, :end] @ weights[seen].T - cycle[:, end - near : end][:, seen]
        total[:, seen] += np.abs(moved)
        ends[seen] += 1
        if ends[seen].size == near:
            squares += moved[:, -1] ** 2
    enough = ends >= _FEWEST_ENDS
    revision = np.where(enough, total / np.maximum(ends, 1), np.nan)
    if not near or not enough[-1]:
        return revision, np.full(series, np.nan)
    spread = cycle[:, :settled].std(axis=1)
    real = spread > _ROUNDING * np.abs(values).max(axis=1)
    noise = np.sqrt(squares / ends[-1]) / np.where(real, spread, 1.0)
    return revision, np.where(real, noise, 0.0)


def noise_of(panel: Panel, ratio: Floats) -> Noise:
    """What is to be said of a panel's newest cycles.

    Parameters
    ----------
    panel
        Series of equal length.
    ratio
        Shape (series,): noise over signal, NaN where it is not known.

    Returns
    -------
    Noise
    """
    known = np.nan_to_num(ratio)
    worst = int(np.argmax(known))
    name = series_named(panel, worst)
    return Noise(known.size, int((known >= 1.0).sum()), float(known[worst]), name)


def warn_of(found: Sequence[Noise], stacklevel: int = 3) -> None:
    """Say once a call whose newest cycle says nothing.

    Parameters
    ----------
    found
        One a panel.
    stacklevel
        As in `warnings.warn`: the caller's line.

    Warns
    -----
    TrendWarning
        A series of which the noise is as large as the signal.
    """
    noisy = sum(one.noisy for one in found)
    if noisy:
        worst = max(found, key=lambda one: one.worst)
        warnings.warn(
            f"the newest hp cycle says nothing yet in {noisy:,} of "
            f"{sum(one.series for one in found):,} series: at the end of their own past, later "
            f"figures moved it by as much as it varies or more, most by {worst.worst:.2f} times "
            f"the cycle's standard deviation ({worst.name}). Mend: leave out the rows with "
            "revisable, or state them with their revision",
            TrendWarning,
            stacklevel=stacklevel,
        )
