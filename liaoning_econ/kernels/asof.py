"""The newest row of each group.

A real-time data set holds several rows for one period, one a release. What was known on a day is,
for each period, the row that was released last. Reference: Croushore, D. and Stark, T. (2001), A
real-time data set for macroeconomists, Journal of Econometrics 105(1), 111-130.

Nothing is sorted: one pass finds the latest day of each group, a second the rows that have it, so
that the cost is linear in the rows. Both go through the rows in parts, so that what they need
beside the rows is one number a group and the rows found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.errors import VintageError

if TYPE_CHECKING:
    import numpy.typing as npt

    Places = npt.NDArray[np.intp]

__all__ = ["newest"]

_PART: Final = 1 << 16
_NO_DAY: Final = np.iinfo(np.int64).min


def newest(
    groups: npt.NDArray[np.integer],
    *days: npt.NDArray[np.datetime64],
    where: npt.NDArray[np.bool_] | None = None,
) -> tuple[Places, Places]:
    """Position of the newest row of each group, and of the rows that are as new.

    Parameters
    ----------
    groups
        Codes, shape (rows,), from 0 on; rows of one code compete. Memory grows with the largest.
    *days
        Days of release, shape (rows,) each; a later array breaks the ties of the one before. In a
        later array a missing day counts as that of the first.
    where
        Shape (rows,): the rows that may be picked; None for all of them.

    Returns
    -------
    picked : ndarray of intp
        One position for each group that has a row, in order of the codes; of rows that tie, the
        last that came.
    rivals : ndarray of intp
        The other rows of those groups whose days are all equal to the picked one's, in the order
        in which they came. Whether such a tie matters is for the caller to say.

    Raises
    ------
    VintageError
        A day of the first array is missing: rows without a day can answer nothing and must be left
        out before.

    Examples
    --------
    >>> days = np.array(["2018-01-31", "2018-12-31", "2017-09-01"], dtype="datetime64[D]")
    >>> newest(np.array([0, 0, 1]), days)
    (array([1, 2]), array([], dtype=int64))
    """
    first = days[0].view(np.int64)
    last = np.full(int(groups.max(initial=-1)) + 1, _NO_DAY)
    for begin in range(0, len(groups), _PART):
        day, group = first[begin : begin + _PART], groups[begin : begin + _PART]
        if where is not None:
            own = np.flatnonzero(where[begin : begin + _PART])
            day, group = day[own], group[own]
        if day.size and day.min() == _NO_DAY:
            _refuse(np.isnat(days[0]) if where is None else np.isnat(days[0]) & where)
        np.maximum.at(last, group, day)
    found = []
    for begin in range(0, len(groups), _PART):
        same = first[begin : begin + _PART] == last[groups[begin : begin + _PART]]
        if where is not None:
            same &= where[begin : begin + _PART]
        found.append(np.flatnonzero(same) + begin)
    places = np.concatenate(found) if found else np.empty(0, dtype=np.intp)
    # From here on only the rows that tie are looked at: one a group, where no two do.
    for more in days[1:]:
        own_groups, earlier = groups[places], more[places]
        missing = np.isnat(earlier)
        if missing.any():
            earlier[missing] = days[0][places[missing]]
        last.fill(_NO_DAY)
        np.maximum.at(last, own_groups, earlier.view(np.int64))
        places = places[earlier.view(np.int64) == last[own_groups]]
    chosen = np.full(len(last), -1, dtype=np.intp)
    own_groups = groups[places]
    # Of several values for one place numpy keeps the last.
    chosen[own_groups] = places
    return chosen[chosen >= 0], places[chosen[own_groups] != places]


def _refuse(missing: npt.NDArray[np.bool_]) -> None:
    """Name the first row that has no day."""
    raise VintageError(
        f"row {int(np.flatnonzero(missing)[0])} has no day of release",
        mend="leave such rows out: they never answer",
    )
