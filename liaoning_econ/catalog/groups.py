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
# Codes below this take half the memory.
_MOST_SHORT: Final = 2**31
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
    codes, most = scattered_codes(frame, columns)
    return _numbered(codes, most, sparse=True)[0].astype(np.intp)


def scattered_codes(frame: pd.DataFrame, columns: Sequence[str]) -> tuple[Integers, int]:
    """The codes of `codes_of_groups` with gaps between them, and a bound below which they lie.

    Parameters
    ----------
    frame, columns
        As in `codes_of_groups`.

    Returns
    -------
    codes : ndarray of int32 or int64
        Shape (rows,): from 0 on, in the order of the sorted combinations.
    bound : int
        At most twice the rows and a few, or a table of all codes would not be worth its memory:
        then `codes` are without gaps.

    Examples
    --------
    Places among the sorted values count from 1, as 0 is for a missing one: 1 * 2 + 1, 2 * 2 + 1.

    >>> scattered_codes(pd.DataFrame({"start": [2, 3], "end": [7, 7]}), ["start", "end"])
    (array([3, 5], dtype=int32), 6)
    """
    codes: Integers = np.zeros(len(frame), dtype=np.int32)
    most = 1
    for own in _ranked(frame, columns):
        if own.bound == 1:
            continue
        if most * own.bound > _dense(len(codes)):
            # Numbered anew where combinations are few, so that the products stay small.
            codes, most = _numbered(codes, most, sparse=most * own.bound > _LARGEST)
        most *= own.bound
        if most > _MOST_SHORT and codes.dtype != np.int64:
            codes = codes.astype(np.int64)
        for part in _parts(len(codes)):
            codes[part] *= own.bound
            codes[part] += own.of(part)
    return (codes, most) if most <= _dense(len(codes)) else _numbered(codes, most, sparse=True)


def _dense(rows: int) -> int:
    """How many codes there may be for a table of them all to be worth its memory."""
    return 2 * rows + _PART


def _parts(rows: int) -> Iterator[slice]:
    return (slice(begin, min(begin + _PART, rows)) for begin in range(0, rows, _PART))


def _numbered(codes: Integers, most: int, *, sparse: bool) -> tuple[Integers, int]:
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


def _ranked(frame: pd.DataFrame, columns: Sequence[str]) -> Iterator[_Ranks]:
    """Ranks of each column; of a start and the end after it together where both are days."""
    done = -1
    for place, name in enumerate(columns):
        both = tuple(columns[place : place + 2]) == ("start", "end")
        found = _of_windows(frame) if both else None
        if found is not None:
            done = place + 1
            yield found
        elif place != done:
            yield _ranks(frame[name])


def _ranks(column: pd.Series) -> _Ranks:
    """Place of each value among the sorted ones; a missing one stands first."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _of_categories(cast("pd.Categorical", column.array))
    days = _days(column)
    if days is not None:
        steps = _steps(lambda part: days.values[part], len(column), days.step)
        if steps is not None:
            return _tabled(lambda part: steps.places[part], len(column), steps.bound)
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


class _Steps(NamedTuple):
    """Whole numbers as steps above the least of them."""

    # Shape (rows,), below `bound`.
    places: npt.NDArray[np.uint16] | npt.NDArray[np.int32]
    bound: int


def _of_windows(frame: pd.DataFrame) -> _Ranks | None:
    """Ranks of pairs of start and end, of which there are few; None where a day is missing.

    Of one start, ends are in the order of the lengths.
    """
    start, end = _days(frame["start"]), _days(frame["end"])
    if start is None or end is None or start.step != end.step:
        return None
    first = _steps(lambda part: start.values[part], len(frame), start.step)
    length = _steps(lambda part: end.values[part] - start.values[part], len(frame), start.step)
    if first is None or length is None or first.bound * length.bound > _MOST_DAYS:
        return None
    lengths = length.bound
    return _tabled(
        lambda part: first.places[part].astype(np.int32) * np.int32(lengths) + length.places[part],
        len(frame),
        first.bound * lengths,
    )


class _Days(NamedTuple):
    """A column of days as whole numbers, none missing, and what one day is."""

    values: npt.NDArray[np.int64]
    step: int


def _days(column: pd.Series) -> _Days | None:
    """The days of a column; None where it has none, or some are missing."""
    if column.dtype.kind != "M" or isinstance(column.dtype, pd.DatetimeTZDtype):
        return None
    days = column.to_numpy()
    values = days.view(np.int64)
    if not len(values) or values.min() == _NO_DAY:
        return None
    return _Days(values, int(np.array(1, dtype="datetime64[D]").astype(days.dtype).view(np.int64)))


def _steps(take: Callable[[slice], Integers], rows: int, step: int) -> _Steps | None:
    """Numbers that lie whole steps apart; None where they do not, or lie too far apart."""
    ends = [(values.min(), values.max()) for values in map(take, _parts(rows))]
    least, most = int(min(low for low, _ in ends)), int(max(high for _, high in ends))
    bound = (most - least) // step + 1
    if bound > _MOST_DAYS:
        return None
    places: npt.NDArray[np.uint16] | npt.NDArray[np.int32]
    places = np.empty(rows, np.uint16) if bound <= _PART else np.empty(rows, np.int32)
    for part in _parts(rows):
        apart = take(part) - least
        own = apart // step
        if (own * step != apart).any():
            return None
        places[part] = own
    return _Steps(places, bound)


def _tabled(take: Callable[[slice], Integers], rows: int, bound: int) -> _Ranks:
    """Ranks of whole numbers from 0 on by a table of them all."""
    used = np.zeros(bound, dtype=bool)
    for part in _parts(rows):
        used[take(part)] = True
    rank = np.cumsum(used, dtype=np.int32)
    rank -= 1
    return _Ranks(int(rank[-1]) + 1, lambda part: rank[take(part)])
