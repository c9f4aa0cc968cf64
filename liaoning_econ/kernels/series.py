"""What every kernel asks of its series, and how many of them it takes at once.

A kernel works on float64 of shape (series, periods); one series may come as (periods,). One figure
that is missing spoils a whole series without a word, so it is refused here, with its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ.errors import TrendError

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["blocks", "check_finite", "rows"]

# What a block may hold: about a second-level cache, so that every pass over it stays there.
_BLOCK_BYTES = 1 << 20
# Squares and sums of what is smaller never overflow after one division by the largest.
_LARGEST = 1e300


def rows(y: npt.ArrayLike, *, least: int, why: str) -> npt.NDArray[np.float64]:
    """Series as float64 of shape (series, periods), of at least `least` periods.

    The figures themselves are looked at by `check_finite`, block by block.

    Parameters
    ----------
    y
        Shape (periods,) or (series, periods), anything that numpy takes for real numbers.
    least
        Periods that the method needs.
    why
        What needs them, for the message: "the HP filter".

    Returns
    -------
    ndarray of float64
        Shape (series, periods); a view of `y` where that is float64 already.

    Raises
    ------
    TrendError
        `y` holds no real numbers, has another number of dimensions, or is too short.

    Examples
    --------
    >>> rows([1, 2, 4], least=3, why="the HP filter")
    array([[1., 2., 4.]])
    """
    array = np.asarray(y)
    if array.dtype.kind not in "fiub":
        raise TrendError(
            f"series of {array.dtype}, where {why} takes real numbers",
            mend="turn them into float64, one row a series",
        )
    if array.ndim not in {1, 2}:
        raise TrendError(
            f"an array of shape {array.shape}, where {why} takes (periods,) or (series, periods)",
            mend="reshape it to one row a series",
        )
    if array.shape[-1] < least:
        raise TrendError(
            f"{array.shape[-1]} periods, where {why} needs at least {least}",
            mend="take a longer series, or a method that needs fewer periods",
        )
    return np.atleast_2d(np.asarray(array, dtype=np.float64))


def check_finite(block: npt.NDArray[np.float64], *, first: int = 0, one: bool = False) -> None:
    """Refuse a figure that is missing, infinite or beyond 1e300, with its place.

    Parameters
    ----------
    block
        Shape (series, periods).
    first
        The number of the block's first series, counted from 0.
    one
        Whether the caller gave one series, so that the message need not number it.

    Raises
    ------
    TrendError
        Such a figure; the message has its series and its place, both counted from 0.

    Examples
    --------
    >>> check_finite(np.array([[1.0, 2.0], [3.0, np.inf]]), first=10)
    Traceback (most recent call last):
    liaoning_econ.errors.TrendError: inf in series 11 at place 1, counted from 0. Mend: ...
    """
    if not block.size or (block.min() >= -_LARGEST and block.max() <= _LARGEST):
        return  # a NaN is neither
    row, place = (int(found) for found in np.argwhere(~(np.abs(block) <= _LARGEST))[0])
    where = f"at place {place}" if one else f"in series {first + row} at place {place}"
    raise TrendError(
        f"{block[row, place]} {where}, counted from 0",
        mend="leave that series out, or fill the gap first: no method here takes a missing figure",
    )


def blocks(series: int, bytes_each: int, *, most: int = _BLOCK_BYTES) -> Iterator[slice]:
    """Slices that take `series` rows a few at a time.

    Parameters
    ----------
    series
        How many there are.
    bytes_each
        What one of them needs while it is worked on.
    most
        What one block may need; a block has one series at least.

    Yields
    ------
    slice
        Of the rows, in order.

    Examples
    --------
    >>> list(blocks(5, 8, most=16))
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    step = max(1, most // max(1, bytes_each))
    for start in range(0, series, step):
        yield slice(start, min(start + step, series))
