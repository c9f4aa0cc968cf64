"""Columns: all there, spelt right, in order, each in its dtype."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ.errors import SchemaError, nearest, shorten

if TYPE_CHECKING:
    from liaoning_econ.frames import Column, Frame


def missing_columns(frame: pd.DataFrame, declaration: Frame, *, what: str = "frame") -> None:
    """Refuse a frame that lacks columns; misspelt ones are found among those nobody asked for.

    Parameters
    ----------
    frame
        Any frame.
    declaration
        One of `frames.FRAMES`.
    what
        How the message names the frame.

    Raises
    ------
    SchemaError
        It is no frame, or a column is missing.

    Examples
    --------
    >>> from liaoning_econ.frames import RATES, empty
    >>> missing_columns(empty(RATES).rename(columns={"quote": "qoute"}), RATES)
    Traceback (most recent call last):
    liaoning_econ.errors.SchemaError: frame lacks the column 'quote'. Mend: frame.rename(...)
    """
    require_frame(frame, what)
    have = [str(name) for name in frame.columns]
    missing = [name for name in declaration.names if name not in have]
    if not missing:
        return
    spare = [name for name in have if name not in declaration.by_name]
    near = {name: found for name in missing if (found := nearest(name, spare))}
    renames = ", ".join(f"{found!r}: {name!r}" for name, found in near.items())
    mend = f"frame.rename(columns={{{renames}}})" if near else ""
    if len(near) < len(missing):
        which = "it" if len(missing) == 1 else "them"
        mend += f"{'; ' if mend else ''}add {which}, or build the frame with from_table()"
    listed = ", ".join(repr(name) for name in missing)
    raise SchemaError(
        f"{what} lacks the column{'s' if len(missing) > 1 else ''} {listed}", mend=mend
    )


def require_frame(frame: object, what: str) -> None:
    """Refuse what is no frame: None, a list, one row or column of a frame.

    Parameters
    ----------
    frame
        What was passed.
    what
        How the message names it.

    Raises
    ------
    SchemaError
        It is no DataFrame.

    Examples
    --------
    >>> require_frame(pd.DataFrame({"value": [1.0]}), "the table")
    """
    if not isinstance(frame, pd.DataFrame):
        one = isinstance(frame, pd.Series)
        raise SchemaError(
            f"{what} is a {type(frame).__name__}, no DataFrame",
            mend="double brackets keep the frame: obs.loc[[...]]" if one else "pass a DataFrame",
        )


def columns_in_order(frame: pd.DataFrame, declaration: Frame, what: str) -> None:
    """Exactly the declared columns in the declared order."""
    missing_columns(frame, declaration, what=what)
    have = [str(name) for name in frame.columns]
    if have == declaration.names:
        return
    twice = sorted({name for name in have if have.count(name) > 1})
    if twice:
        raise SchemaError(f"{what} has the column {twice[0]!r} twice", mend="drop one of the two")
    extra = [name for name in have if name not in declaration.by_name]
    found = (
        f"has columns that {declaration.name} does not have: {extra}"
        if extra
        else "has its columns in another order"
    )
    raise SchemaError(f"{what} {found}", mend=f"frame[{declaration.names}]")


def kind_fits(values: pd.Series, column: Column) -> bool:
    """Whether a function can read the column as its kind; what `light` asks."""
    dtype = values.dtype
    if column.kind in {"category", "str"}:
        return (
            isinstance(dtype, pd.CategoricalDtype)
            or pd.api.types.is_string_dtype(dtype)
            or (dtype == np.dtype(object) and all_text(values))
        )
    kinds = {"datetime": "M", "float": "fiu", "int": "iu" + "f" * column.nullable, "bool": "b"}
    return dtype.kind in kinds[column.kind] and not isinstance(dtype, pd.DatetimeTZDtype)


def dtypes_as_declared(frame: pd.DataFrame, declaration: Frame, what: str) -> None:
    """Exactly the declared dtype; an open code list may have any categories."""
    for column in declaration.columns:
        values = frame[column.name]
        if column.kind == "category":
            fits = isinstance(values.dtype, pd.CategoricalDtype) and _fits(values.dtype, column)
        else:
            fits = values.dtype == column.dtype
        if not fits:
            raise dtype_error(values, column, what)


def _fits(dtype: pd.CategoricalDtype, column: Column) -> bool:
    """Whether the codes are text; in a closed list, whether they are the shared ones."""
    codes = dtype.categories
    if column.categories is None:
        return all(isinstance(code, str) for code in codes)
    # A code outside the list is left to the check that names its row.
    return dtype == column.categories or not set(codes) <= set(column.categories.categories)


def dtype_error(values: pd.Series, column: Column, what: str) -> SchemaError:
    """The first cell that is not of the kind, or the dtype where every cell would do."""
    position = _first_odd(values, column)
    if position is None and column.categories is not None:
        return SchemaError(
            f"{what}: column {column.name!r} has not the shared list of codes",
            mend=f"frame[{column.name!r}].astype(liaoning_econ.frames.{column.name.upper()})",
        )
    if position is None:
        return SchemaError(
            f"{what}: column {column.name!r} is {_dtype_said(values)}, not {_dtype_name(column)}",
            mend=f"frame[{column.name!r}].astype({_dtype_name(column)!r})".replace(
                "astype('category')", "astype('str').astype('category')"
            ),
        )
    odd = values.iloc[[position]].to_frame().reset_index(drop=True)
    odd.insert(0, "row", position)
    odd.insert(1, "rule", f"{column.name} is {column.kind}")
    return SchemaError(
        f"{what}, row {position}, column {column.name!r}: "
        f"{shorten(str(values.iloc[position]))!r} is not a {_KIND_WORD[column.kind]}",
        mend="correct the cell, or leave the row out",
        rows=odd,
    )


_KIND_WORD = {
    "category": "code",
    "datetime": "day",
    "float": "number",
    "int": "whole number",
    "str": "text",
    "bool": "true or false",
}


def _dtype_name(column: Column) -> str:
    return "category" if column.kind == "category" else str(column.dtype)


def _dtype_said(values: pd.Series) -> str:
    if isinstance(values.dtype, pd.CategoricalDtype):
        return f"category of {values.dtype.categories.dtype}"
    return str(values.dtype)


def _first_odd(values: pd.Series, column: Column) -> int | None:
    """Position of the first cell that cannot be read as the column's kind."""
    if values.dtype != np.dtype(object) and not pd.api.types.is_string_dtype(values.dtype):
        return None
    if column.kind in {"float", "int"}:
        read = pd.to_numeric(values, errors="coerce")
    elif column.kind == "datetime":
        read = pd.to_datetime(values, errors="coerce", format="ISO8601")
    else:
        read = values.where(np.asarray([isinstance(cell, str) for cell in values]))
    odd = np.flatnonzero(read.isna().to_numpy() & values.notna().to_numpy())
    return int(odd[0]) if len(odd) else None


def all_text(values: pd.Series) -> bool:
    """Whether every cell of an object column is text or missing."""
    return pd.api.types.infer_dtype(values, skipna=True) in {"string", "empty"}
