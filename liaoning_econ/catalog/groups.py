"""Rows that belong together, as integers: which series a row is of, and which period of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["PERIOD", "SERIES", "codes_of_groups"]

# What makes one series; with start and end, what makes one period of it.
SERIES: Final = ("indicator", "region", "measure", "basis", "prices", "relative_to", "unit")
PERIOD: Final = (*SERIES, "start", "end")
# Products of counts stay below this, well inside 64 bits.
_LARGEST: Final = 2**62


def codes_of_groups(frame: pd.DataFrame, columns: Sequence[str]) -> npt.NDArray[np.intp]:
    """One integer for each combination of the columns' values, in their sorted order.

    Parameters
    ----------
    frame
        Any frame with the columns; category columns may have categories in any order.
    columns
        The columns whose values must be equal inside a group.

    Returns
    -------
    ndarray of intp
        Shape (rows,): 0 to groups - 1; the groups are in the order of the sorted combinations.

    Examples
    --------
    >>> frame = pd.DataFrame({"region": ["CN-LN", "CN-JL", "CN-LN"], "start": [2, 2, 1]})
    >>> codes_of_groups(frame, ["region", "start"]).tolist()
    [2, 0, 1]
    """
    codes, most = np.zeros(len(frame), dtype=np.intp), 1
    for name in columns:
        own, count = _ranks(frame[name])
        if most * count > _LARGEST:
            # Numbered anew, so that the product of the counts cannot overflow.
            codes, most = _numbered(codes)
        codes = codes * count + own
        most *= count
    return _numbered(codes)[0]


def _numbered(codes: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], int]:
    """The same groups in the same order, numbered from 0 without gaps, and how many there are."""
    own, found = pd.factorize(codes)
    place = np.empty(len(found), dtype=np.intp)
    place[np.argsort(found)] = np.arange(len(found))
    return place[own], max(len(found), 1)


def _ranks(values: pd.Series) -> tuple[npt.NDArray[np.intp], int]:
    """Place of each value among the sorted ones, and how many there may be; 0 for a missing one."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        texts = values.cat.categories.astype("str").to_numpy(dtype=object).astype(str)
        rank = np.empty(len(texts) + 1, dtype=np.intp)
        rank[:-1] = np.unique(texts, return_inverse=True)[1] + 1
        rank[-1] = 0
        return rank[values.cat.codes.to_numpy()], len(texts) + 1
    codes, uniques = pd.factorize(values, sort=True)
    return np.asarray(codes, dtype=np.intp) + 1, len(uniques) + 1
