"""Rows that belong together, as integers: which series a row is of, and which period of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, cast

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import numpy.typing as npt

    Integers = npt.NDArray[np.integer]

__all__ = ["PERIOD", "SERIES", "codes_of_groups"]

# What makes one series; with start and end, what makes one period of it.
SERIES: Final = ("indicator", "region", "measure", "basis", "prices", "relative_to", "unit")
PERIOD: Final = (*SERIES, "start", "end")
# Rows are gone through in parts, so that nothing of their number is made beside the result.
_PART: Final = 1 << 16
# Products of counts stay below this, well inside 64 bits.
_LARGEST: Final = 2**62
_NO_DAY: Final = np.iinfo(np.int64).min
# A table of all days between the first and the last may have so many: eleven thousand years.
_MOST_DAYS: Final = 1 << 22


class _Ranks(NamedTuple):
    """The place of each value of a column among its sorted ones."""

    # Ranks lie below this.
    bound: int
    # Ranks of the rows of a part.
    of: Callable[[slice], Integers]


_ALL_ALIKE: Final = _Ranks(1, lambda part: np.zeros(part.stop - part.start, dtype=np.int64))


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
    for number, name in enumerate(columns):
        own = _ranks(frame, name, columns[:number])
        if own.bound == 1:
            continue
        if most * own.bound > _dense(len(codes)):
            # Numbered anew where combinations are few, so that the products stay small.
            codes, most = _numbered(codes, most, sparse=most * own.bound > _LARGEST)
        for part in _parts(len(codes)):
            codes[part] *= own.bound
            codes[part] += own.of(part)
        most *= own.bound
    return _numbered(codes, most, sparse=True)[0]


def _dense(rows: int) -> int:
    """How many codes there may be for a table of them all to be worth its memory."""
    return 2 * rows + _PART


def _parts(rows: int) -> Iterator[slice]:
    return (slice(begin, min(begin + _PART, rows)) for begin in range(0, rows, _PART))


def _numbered(
    codes: npt.NDArray[np.intp], most: int, *, sparse: bool
) -> tuple[npt.NDArray[np.intp], int]:
    """The same groups in the same order, numbered from 0 without gaps, and how many there are.

    Codes that lie far apart are left as they are, unless `sparse`: they take a hash table.
    """
    if most <= _dense(len(codes)):
        used = np.zeros(most, dtype=bool)
        for part in _parts(len(codes)):
            used[codes[part]] = True
        if used.all():
            return codes, most
        place = np.cumsum(used, dtype=np.int32)
        place -= 1
        for part in _parts(len(codes)):
            codes[part] = place[codes[part]]
        return codes, int(place[-1]) + 1
    if not sparse:
        return codes, most
    own, found = pd.factorize(codes)
    places = np.empty(len(found), dtype=np.intp)
    places[np.argsort(found)] = np.arange(len(found))
    return places[own], max(len(found), 1)


def _ranks(frame: pd.DataFrame, name: str, before: Sequence[str]) -> _Ranks:
    """Place of each value among the sorted ones; a missing one stands first."""
    column = frame[name]
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _of_categories(cast("pd.Categorical", column.array))
    found = _of_days(frame, name, before) if column.dtype.kind == "M" else None
    if found is not None:
        return found
    codes, uniques = pd.factorize(column, sort=True)
    return _Ranks(len(uniques) + 1, lambda part: codes[part] + 1)


def _of_categories(values: pd.Categorical) -> _Ranks:
    """Ranks of codes: the places of their texts among the sorted ones."""
    codes = values.codes
    if not codes.size or codes.min() == codes.max():
        return _ALL_ALIKE
    texts = values.categories.astype("str").to_numpy(dtype=object).astype(str)
    rank = np.empty(len(texts) + 1, dtype=np.int32)
    rank[:-1] = np.unique(texts, return_inverse=True)[1] + 1
    # The code of a missing value is -1, the last place.
    rank[-1] = 0
    return _Ranks(len(texts) + 1, lambda part: rank[codes[part]])


def _of_days(frame: pd.DataFrame, name: str, before: Sequence[str]) -> _Ranks | None:
    """Ranks of days by a table of all days between; None where some are missing or lie too far."""
    column = frame[name]
    if getattr(column.dtype, "tz", None) is not None or not len(column):
        return None
    days = column.to_numpy()
    values = days.view(np.int64)
    # One day in the unit of the column.
    step = int(np.array(1, dtype="datetime64[D]").astype(days.dtype).view(np.int64))
    if values.min() == _NO_DAY:
        return None
    if name == "end" and "start" in before and frame["start"].dtype == column.dtype:
        # Of one start, ends are in the order of the lengths: few, where days are many.
        start = frame["start"].to_numpy().view(np.int64)
        if start.min() == _NO_DAY:
            return None
        return _of_steps(lambda part: values[part] - start[part], len(values), step)
    return _of_steps(lambda part: values[part], len(values), step)


def _of_steps(take: Callable[[slice], Integers], rows: int, step: int) -> _Ranks | None:
    """Ranks of whole numbers, all of which lie whole steps apart; None where they do not."""
    ends = [(part_values.min(), part_values.max()) for part_values in map(take, _parts(rows))]
    least, most = int(min(low for low, _ in ends)), int(max(high for _, high in ends))
    if (most - least) // step >= _MOST_DAYS:
        return None
    used = np.zeros((most - least) // step + 1, dtype=bool)
    for part in _parts(rows):
        apart = take(part) - least
        steps = apart // step
        if (steps * step != apart).any():
            return None
        used[steps] = True
    rank = np.cumsum(used, dtype=np.int32)
    rank -= 1
    return _Ranks(int(rank[-1]) + 1, lambda part: rank[(take(part) - least) // step])
