"""Rows in and rows out: typed columns, matching by key, and how a message names a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import catalog, frames, validation
from liaoning_econ.errors import SchemaError, WindowError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

Floats: TypeAlias = npt.NDArray[np.float64]
Places: TypeAlias = npt.NDArray[np.intp]
Mask: TypeAlias = npt.NDArray[np.bool_]

_PART = 1 << 16
# A message's `rows` keep as many.
MOST_ROWS = 1_000


def typed(obs: pd.DataFrame, what: str = "obs") -> pd.DataFrame:
    """The declared columns, typed, on a plain index; columns of the right type are not copied."""
    validation.light(obs, frames.OBSERVATIONS, what=what)
    frame = frames.conform(obs, frames.OBSERVATIONS)
    _require_figures(frame, what)
    return frame


def _require_figures(frame: pd.DataFrame, what: str) -> None:
    """A missing value or bound would come out as one, many steps later."""
    for name in ("value", "lower", "upper"):
        column = numbers(frame, name)
        # The least is NaN where one is; isnan would make an array of the frame's length.
        if column.size and np.isnan(column.min()):
            bad = np.isnan(column)
            raise SchemaError(
                f"{what}: {name} is missing: {listed(frame, bad)}",
                mend=f"leave these rows out, obs.dropna(subset=[{name!r}]); an open bound is inf",
                rows=offending(frame, bad),
            )


def require_windows(frame: pd.DataFrame, which: Mask | None = None, what: str = "obs") -> None:
    """Rows of unknown days, where the days that a figure covers matter."""
    bad = np.isnat(days(frame, "start")) | np.isnat(days(frame, "end"))
    if which is not None:
        bad &= which
    if bad.any():
        raise WindowError(
            f"{what}: windows that lack a day: {listed(frame, bad)}",
            mend=f"fill start and end, or leave these rows out: {what}.dropna(subset=['start', "
            "'end'])",
            rows=offending(frame, bad),
        )


def result(frame: pd.DataFrame, **columns: object) -> DataFrame[Observations]:
    """The typed frame with some columns replaced by typed ones, the others shared with it."""
    made = {name: columns.get(name, frame[name]) for name in frame.columns}
    # The index itself, so that pandas has no columns to align with one another.
    return cast("DataFrame[Observations]", pd.DataFrame(made, index=frame.index, copy=False))


def numbers(frame: pd.DataFrame, name: str) -> Floats:
    """A column of numbers as it is stored."""
    return cast("Floats", frame[name].to_numpy(dtype=np.float64))


def days(frame: pd.DataFrame, name: str) -> npt.NDArray[np.datetime64]:
    """A column of days as it is stored."""
    return frame[name].to_numpy(dtype="datetime64[us]")


def texts(frame: pd.DataFrame, name: str) -> npt.NDArray[np.object_]:
    """A column of codes as text, one object a code, not one a row."""
    categories = np.array([*map(str, frame[name].cat.categories), ""], dtype=object)
    return cast("npt.NDArray[np.object_]", categories[codes(frame, name)])


def codes(frame: pd.DataFrame, name: str) -> npt.NDArray[np.integer]:
    """The places of a column's codes in its categories, as they are stored, not copied."""
    return cast("pd.Categorical", frame[name].array).codes


def present(frame: pd.DataFrame, name: str) -> list[str]:
    """The codes that a column holds, in the order of its categories."""
    categories = frame[name].cat.categories
    places = codes(frame, name)
    if places.size and places.min() == places.max():
        return [str(code) for code in categories[places[:1]]]
    held = np.zeros(len(categories) + 1, dtype=np.int64)
    for start in range(0, places.size, _PART):
        held += np.bincount(places[start : start + _PART] + 1, minlength=held.size)
    return [str(code) for code, number in zip(categories, held[1:], strict=True) if number]


def coded(frame: pd.DataFrame, name: str, replacement: dict[str, str]) -> pd.Categorical[str]:
    """The column with each code that it holds replaced; two codes may become one."""
    column = frame[name]
    new = list(dict.fromkeys(replacement.values()))
    place = {code: new.index(value) for code, value in replacement.items()}
    old = [place.get(str(code), -1) for code in column.cat.categories]
    if len(new) == 1:
        return frames.constant(new[0], len(frame))
    table = np.array([*old, -1], dtype=np.int16)
    return pd.Categorical.from_codes(table[codes(frame, name)], categories=pd.Index(new))


def named(frame: pd.DataFrame, place: int) -> str:
    """One row in words: what it measures, where, when."""
    row = frame.iloc[int(place)]
    first, last = (
        "unknown" if pd.isna(row[name]) else f"{row[name]:%Y-%m-%d}" for name in ("start", "end")
    )
    when = first if first == last else f"{first} to {last}"
    return f"{row['indicator']} of {row['region']} ({when}, row {int(place)})"


def listed(frame: pd.DataFrame, bad: Mask | Places) -> str:
    """The first of some rows in words, and how many more there are."""
    places = np.flatnonzero(bad) if bad.dtype == np.bool_ else bad
    more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
    return f"{named(frame, int(places[0]))}{more}"


def offending(frame: pd.DataFrame, bad: Mask | Places) -> pd.DataFrame:
    """The rows that an error keeps."""
    places = np.flatnonzero(bad) if bad.dtype == np.bool_ else bad
    return frame.iloc[places[:MOST_ROWS]]


def find(
    left: Sequence[npt.ArrayLike], right: Sequence[npt.ArrayLike]
) -> tuple[Places, npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Where each key of the left stands among the keys of the right.

    Parameters
    ----------
    left, right
        Columns of the key, each of shape (rows,) on its side, the same number on both.

    Returns
    -------
    places : np.ndarray
        Shape (left rows,): the first row of the right with the same key, -1 where there is none.
    left_keys, right_keys : np.ndarray
        Each key as one whole number, the same on both sides.
    """
    sizes = len(np.asarray(left[0])), len(np.asarray(right[0]))
    keys = np.zeros(sum(sizes), dtype=np.int64)
    for one, two in zip(left, right, strict=True):
        both = np.concatenate([np.asarray(one), np.asarray(two)])
        codes, found = pd.factorize(both, use_na_sentinel=False)
        # Factorised anew after each column, so that no product of sizes can overflow.
        keys = pd.factorize(keys * max(len(found), 1) + codes)[0].astype(np.int64)
    left_keys, right_keys = keys[: sizes[0]], keys[sizes[0] :]
    first = np.full(int(keys.max(initial=-1)) + 1, -1, dtype=np.intp)
    first[right_keys[::-1]] = np.arange(sizes[1], dtype=np.intp)[::-1]
    return first[left_keys], left_keys, right_keys


def openings(
    frame: pd.DataFrame,
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
    """Earliest and latest day that counts as the opening of each row's region, NaT if unknown."""
    known = catalog.regions().set_index("region")
    codes = pd.Index(texts(frame, "region"))
    found = known.reindex(codes)
    return days(found, "opened_from"), days(found, "opened")


def both_out(
    frame: pd.DataFrame, other: Mapping[str, npt.NDArray[np.datetime64]]
) -> dict[str, npt.NDArray[np.datetime64]]:
    """Days of publication of what needs two figures: the later, unknown where one is."""
    return {
        name: np.maximum(days(frame, name), other[name]) for name in ("published_from", "published")
    }
