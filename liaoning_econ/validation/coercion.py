"""Text codes to categories, days to microseconds: what a frame may bring in another dtype."""

from __future__ import annotations

from typing import Any, cast

import pandas as pd

from liaoning_econ.errors import SchemaError
from liaoning_econ.frames import DATETIME, Column, Frame
from liaoning_econ.validation.columns import all_text, dtype_error


def coerce(frame: pd.DataFrame, declaration: Frame, *, what: str = "frame") -> pd.DataFrame:
    """Bring text codes to categories and days to microseconds; nothing else is changed.

    Parameters
    ----------
    frame
        Any index, any columns; it is not changed.
    declaration
        One of `frames.FRAMES`.
    what
        How the message names the frame.

    Returns
    -------
    pd.DataFrame
        The same columns in the same order, on a plain RangeIndex.

    Raises
    ------
    SchemaError
        A column cannot be read as its kind.

    Examples
    --------
    >>> from liaoning_econ.frames import SOURCES
    >>> coerce(pd.DataFrame({"language": ["en", "zh"]}), SOURCES).dtypes["language"].name
    'category'
    """
    columns = [
        _coerced(frame.iloc[:, place], declaration.by_name.get(str(name)), what)
        for place, name in enumerate(frame.columns)
    ]
    plain = pd.concat([column.reset_index(drop=True) for column in columns], axis=1)
    plain.columns = frame.columns
    return plain


def _coerced(values: pd.Series, column: Column | None, what: str) -> pd.Series:
    if column is None or values.dtype == column.dtype:
        return values
    try:
        if column.kind == "category":
            return _as_codes(values, column)
        if column.kind == "datetime":
            return _as_days(values, column, what)
        if column.kind == "str" and values.dtype == object and all_text(values):
            return values.astype("str")
        if column.kind in {"float", "int"} and _all_numbers(values):
            return values.astype(cast("Any", column.dtype))
    except (ValueError, TypeError, OverflowError) as error:
        raise dtype_error(values, column, what) from error
    return values


def _all_numbers(values: pd.Series) -> bool:
    """Whether the column holds numbers, as such or as objects; text is for the check to name."""
    if values.dtype == object:
        kinds = {"floating", "integer", "mixed-integer-float", "integer-na", "decimal"}
        return pd.api.types.infer_dtype(values) in kinds
    return values.dtype.kind in "iuf"


def _as_codes(values: pd.Series, column: Column) -> pd.Series:
    """Text as a category; codes outside a closed list stay, for the check to name them."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        codes = values
    elif pd.api.types.is_string_dtype(values.dtype) or all_text(values):
        codes = values.astype("category")
    else:
        return values
    closed = column.categories
    if closed is not None and set(codes.cat.categories) <= set(closed.categories):
        return codes.astype(closed)
    return codes


def _as_days(values: pd.Series, column: Column, what: str) -> pd.Series:
    if values.isna().all():
        return pd.Series(pd.NaT, index=values.index, dtype=DATETIME)
    if values.dtype == object and pd.api.types.infer_dtype(values) in {"date", "datetime"}:
        values = pd.to_datetime(values)
    return (
        _without_zone(values, column, what).astype("datetime64[us]")
        if values.dtype.kind == "M"
        else values
    )


def _without_zone(values: pd.Series, column: Column, what: str) -> pd.Series:
    if isinstance(values.dtype, pd.DatetimeTZDtype):
        raise SchemaError(
            f"{what}: column {column.name!r} has days with a time zone ({values.dtype.tz})",
            mend=f"frame[{column.name!r}].dt.tz_localize(None)",
        )
    return values
