"""Frames made, typed, stacked and read as declared, categories kept."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from liaoning_econ.errors import SchemaError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from liaoning_econ.frames.columns import Column, Frame

__all__ = [
    "codes_of",
    "conform",
    "constant",
    "empty",
    "from_lists",
    "plain_codes",
    "stack",
]


def empty(frame: Frame) -> pd.DataFrame:
    """Return a frame without rows, every column with its dtype.

    Parameters
    ----------
    frame
        The declaration.

    Returns
    -------
    pd.DataFrame
        No rows, `frame.names` as columns.

    Examples
    --------
    >>> from liaoning_econ.frames import RATES
    >>> empty(RATES)["rate"].dtype
    dtype('float64')
    """
    return pd.DataFrame(
        {column.name: pd.Series([], dtype=column.dtype) for column in frame.columns}
    )


def from_lists(values: Mapping[str, Sequence[Any] | NDArray[Any]], frame: Frame) -> pd.DataFrame:
    """Make a frame of lists, one a column, each with its declared dtype.

    What `conform` makes of a frame of such lists, in a quarter of the time: most of what it takes
    for a few rows is pandas finding out again what the declaration says.

    Parameters
    ----------
    values
        Lists of one length by the name of the column; codes as text, days as datetime64.
    frame
        The declaration.

    Returns
    -------
    pd.DataFrame
        A new frame with `frame.names` as columns and a RangeIndex.

    Raises
    ------
    SchemaError
        A code is not on its column's closed list.

    Examples
    --------
    >>> from liaoning_econ.frames import FINDINGS
    >>> from_lists({"rule": ["GL001"], "severity": ["error"], "rows": ["0"], "found": [""],
    ...             "expected": [""], "message": [""], "mend": [""]}, FINDINGS)["rule"].tolist()
    ['GL001']
    """
    return pd.DataFrame(
        {column.name: _listed(values[column.name], column) for column in frame.columns}, copy=False
    )


def _listed(values: Sequence[Any] | NDArray[Any], column: Column) -> Any:
    """One column's list as an array of its dtype."""
    if column.kind != "category":
        return pd.array(values, dtype=column.dtype)
    dtype = column.categories or _open_list(tuple(sorted(set(values))))
    place = {text: number for number, text in enumerate(dtype.categories)}
    try:
        codes = np.fromiter(map(place.__getitem__, values), dtype=np.intp, count=len(values))
    except KeyError as error:
        raise SchemaError(
            f"{column.name} has {error.args[0]!r}", mend=f"take one of {list(place)}"
        ) from error
    return pd.Categorical.from_codes(codes, dtype=dtype, validate=False)


@functools.lru_cache(maxsize=256)
def _open_list(texts: tuple[str, ...]) -> pd.CategoricalDtype:
    """The dtype of codes that no list closes; the same few codes come again and again."""
    return pd.CategoricalDtype(pd.Index(texts, dtype="str"))


def conform(table: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """Order and type the columns as declared; extra columns are dropped, the index is plain.

    Parameters
    ----------
    table
        Any frame that has the declared columns.
    frame
        The declaration.

    Returns
    -------
    pd.DataFrame
        A new frame with `frame.names` as columns and a RangeIndex.

    Raises
    ------
    SchemaError
        A column is missing, or a value does not fit its column's kind or code list.

    Examples
    --------
    >>> from liaoning_econ.frames import RATES
    >>> conform(empty(RATES).assign(note="mine"), RATES).columns.tolist()
    ['base', 'quote', 'date', 'date_used', 'rate', 'kind', 'source']
    """
    missing = [name for name in frame.names if name not in table.columns]
    if missing:
        raise SchemaError(
            f"{frame.name} lacks the columns {missing}",
            mend="add them, or build the frame with from_table()",
        )
    plain = {column.name: _typed(table[column.name], column) for column in frame.columns}
    # The index itself, so that pandas has no columns to align with one another.
    return pd.DataFrame(plain, index=table.index, copy=False).reset_index(drop=True)


def _typed(values: pd.Series, column: Column) -> pd.Series:
    """One column in its dtype; a code outside a closed list is refused, never made NaN."""
    try:
        if column.categories is not None:
            if values.dtype == column.categories:
                return values
            outside = ~values.isin(column.categories.categories)
            if outside.any():
                raise SchemaError(
                    f"{column.name} has {values[outside].iloc[0]!r}",
                    mend=f"take one of {list(column.categories.categories)}",
                    rows=values[outside].to_frame(),
                )
            return values.astype(column.categories)
        return values if values.dtype == column.dtype else values.astype(column.dtype)
    except (ValueError, TypeError) as error:
        raise SchemaError(
            f"{column.name} cannot be read as {column.kind}: {error}",
            mend=f"convert the column to {column.dtype} first",
        ) from error


def constant(code: str, length: int) -> pd.Categorical[str]:
    """One code repeated, as a category.

    Parameters
    ----------
    code
        The code.
    length
        How many rows.

    Returns
    -------
    pd.Categorical
        Shape (length,).

    Examples
    --------
    >>> constant("CNY", 2).tolist()
    ['CNY', 'CNY']
    """
    return pd.Categorical.from_codes(np.zeros(length, dtype=np.int8), categories=pd.Index([code]))


def plain_codes(values: pd.Series) -> pd.Series:
    """Categories as text, so that two columns can be compared, joined or given a new code.

    pandas raises when unlike categories are compared, gives text when they are concatenated,
    and refuses a code that is not a category yet; this is the one way round all three.

    Parameters
    ----------
    values
        A column, of categories or not.

    Returns
    -------
    pd.Series
        Text in place of categories, anything else as it is.

    Examples
    --------
    >>> (plain_codes(pd.Series(["CN-LN"], dtype="category")) == "CN-LN").tolist()
    [True]
    """
    return values.astype("str") if isinstance(values.dtype, pd.CategoricalDtype) else values


def stack(tables: Sequence[pd.DataFrame], frame: Frame) -> pd.DataFrame:
    """Rows of several frames below each other, categories kept (the union, in order of coming).

    Parameters
    ----------
    tables
        Frames that have the declared columns.
    frame
        The declaration.

    Returns
    -------
    pd.DataFrame
        The declared columns on a RangeIndex; of no tables an empty frame.

    Raises
    ------
    SchemaError
        A value does not fit its column's kind or code list.

    Examples
    --------
    >>> from liaoning_econ.frames import RATES
    >>> len(stack([empty(RATES), empty(RATES)], RATES))
    0
    """
    if not tables:
        return empty(frame)
    columns: dict[str, object] = {}
    for column in frame.columns:
        parts = [_typed(table[column.name], column) for table in tables]
        if column.kind == "category" and column.categories is None:
            columns[column.name] = pd.api.types.union_categoricals(
                [_without_order(part) for part in parts]
            )
        else:
            columns[column.name] = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(columns)


def _without_order(part: pd.Series) -> pd.Categorical[str]:
    """The column's categorical with text categories, unordered."""
    values = pd.Categorical(part)
    texts = pd.Index([str(code) for code in values.categories], dtype="str")
    return pd.Categorical.from_codes(values.codes, categories=texts)


def codes_of(values: pd.Series | NDArray[Any]) -> list[str]:
    """Distinct codes in order of first coming, missing ones left out.

    Parameters
    ----------
    values
        A column of codes.

    Returns
    -------
    list of str
        Each code once.

    Examples
    --------
    >>> codes_of(pd.Series(["CN-LN", None, "CN-JL", "CN-LN"]))
    ['CN-LN', 'CN-JL']
    """
    return [str(code) for code in pd.Series(values).dropna().unique()]
