"""Columns as plain arrays, whatever kind of column they came in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ.errors import SchemaError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["codes", "days", "is_claim", "require_numbers"]


def codes(frame: pd.DataFrame, column: str) -> NDArray[np.object_]:
    """A column of codes as text, shape (rows,); a missing code is the empty text.

    Parameters
    ----------
    frame
        Any frame that has the column; codes as text, object or category.
    column
        Its name.

    Returns
    -------
    ndarray of str
        Shape (rows,).

    Examples
    --------
    >>> import pandas as pd
    >>> codes(pd.DataFrame({"region": pd.Categorical(["CN-LN", None])}), "region").tolist()
    ['CN-LN', '']
    """
    values = frame[column]
    if isinstance(values.dtype, pd.CategoricalDtype):
        # One object a code, not one a row; the last place answers for a missing one, -1.
        texts = np.append(values.cat.categories.to_numpy(dtype=object), "")
        return np.asarray(texts[values.cat.codes.to_numpy()], dtype=object)
    texts = np.array(values, dtype=object)
    texts[pd.isna(texts)] = ""
    return texts


def days(frame: pd.DataFrame, column: str) -> NDArray[np.datetime64]:
    """A column of days, shape (rows,); NaT where the day is not known.

    Parameters
    ----------
    frame
        Any frame that has the column; codes as text, object or category.
    column
        Its name.

    Returns
    -------
    ndarray of datetime64
        Shape (rows,).

    Examples
    --------
    >>> import pandas as pd
    >>> str(days(pd.DataFrame({"end": [pd.Timestamp("2018-07-31")]}), "end")[0])[:10]
    '2018-07-31'
    """
    return frame[column].to_numpy(dtype="datetime64[us]")


def is_claim(frame: pd.DataFrame) -> NDArray[np.bool_]:
    """Where a row was printed by somebody, rather than released by a statistics office.

    Parameters
    ----------
    frame
        Observations or Claims.

    Returns
    -------
    ndarray of bool
        Shape (rows,).

    Examples
    --------
    >>> import pandas as pd
    >>> is_claim(pd.DataFrame({"claim": ["S12", ""]})).tolist()
    [True, False]
    """
    if "claim" not in frame.columns:
        return np.zeros(len(frame), dtype=np.bool_)
    return np.asarray(codes(frame, "claim") != "", dtype=np.bool_)


def require_numbers(frame: pd.DataFrame, what: str) -> None:
    """Refuse a missing value or bound.

    Parameters
    ----------
    frame
        Rows with lower, value and upper.
    what
        How the message names the frame.

    Raises
    ------
    SchemaError
        A value, lower or upper is NaN, or the bounds do not hold the value.

    Examples
    --------
    >>> import pandas as pd
    >>> require_numbers(pd.DataFrame({"lower": [1.0], "value": [2.0], "upper": [3.0]}), "mine")
    """
    numbers = frame[["lower", "value", "upper"]].to_numpy(dtype=np.float64)
    missing = np.isnan(numbers).any(axis=1)
    if missing.any():
        row = int(np.flatnonzero(missing)[0])
        raise SchemaError(
            f"{what}, row {row}: a value or bound is missing",
            mend="leave these rows out; a figure is never NaN",
            rows=frame.iloc[np.flatnonzero(missing)],
        )
    outside = (numbers[:, 0] > numbers[:, 1]) | (numbers[:, 1] > numbers[:, 2])
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        raise SchemaError(
            f"{what}, row {row}: the bounds do not hold the value",
            mend="give lower <= value <= upper",
            rows=frame.iloc[np.flatnonzero(outside)],
        )
