"""The newest row of each group.

A real-time data set holds several rows for one period, one a release. What was known on a day is,
for each period, the row that was released last. Reference: Croushore, D. and Stark, T. (2001), A
real-time data set for macroeconomists, Journal of Econometrics 105(1), 111-130.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.errors import VintageError

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["newest"]


def newest(
    groups: npt.NDArray[np.integer], *days: npt.NDArray[np.datetime64]
) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """Position of the newest row of each group.

    Parameters
    ----------
    groups
        Integer codes, shape (rows,); rows of one code compete.
    *days
        Days of release, shape (rows,) each; a later array breaks the ties of the one before.

    Returns
    -------
    picked : ndarray of intp
        One position a group, in order of the codes; of rows that tie, the last that came.
    rivals : ndarray of intp
        For each of `picked`, the position of the row before it when both have the same days, else
        the picked position itself. Whether such a tie matters is for the caller to say.

    Raises
    ------
    VintageError
        A day is missing: rows without a day can answer nothing and must be left out before.

    Examples
    --------
    >>> days = np.array(["2018-01-31", "2018-12-31", "2017-09-01"], dtype="datetime64[D]")
    >>> newest(np.array([0, 0, 1]), days)[0]
    array([1, 2])
    """
    for day in days:
        if np.isnat(day).any():
            place = int(np.flatnonzero(np.isnat(day))[0])
            raise VintageError(
                f"row {place} has no day of release", mend="leave such rows out: they never answer"
            )
    order = np.lexsort((*reversed(days), groups))
    ranked = groups[order]
    last = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if ranked.size else order
    before = np.maximum(last - 1, 0)
    picked = order[last]
    same = ranked[before] == ranked[last]
    for day in days:
        same &= day[order[before]] == day[picked]
    return picked, np.where(same, order[before], picked)
