"""Arguments of `from_table`: a column's cells or one constant, looked at once a distinct cell."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from liaoning_econ.errors import LiaoningEconError, SchemaError, nearest, shorten

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
class Cells:
    """One argument for every row: distinct cells, and for each row which of them it has.

    Attributes
    ----------
    codes
        Shape (rows,): positions in `distinct`; -1 where the cell is missing.
    distinct
        What stands in the cells, each once.
    column
        The column's name; None for a constant.
    """

    codes: NDArray[np.intp]
    distinct: list[Hashable]
    column: str | None

    def map(self, convert: Callable[[Hashable], Hashable]) -> Cells:
        """Convert each distinct cell once; an error of ours is given the row and the column."""
        converted: list[Hashable] = []
        for number, cell in enumerate(self.distinct):
            try:
                converted.append(convert(cell))
            except LiaoningEconError as error:
                if self.column is not None:
                    row = int(np.argmax(self.codes == number))
                    error.args = (f"row {row}, column {self.column!r}: {error}",)
                raise
        return Cells(self.codes, converted, self.column)

    def categorical(self) -> pd.Categorical[Any]:
        """The cells as a category, cells that were converted to the same code as one."""
        merged, codes = pd.factorize(np.asarray([str(c) for c in self.distinct], dtype=object))
        places = np.append(merged, -1)[self.codes]
        found = pd.CategoricalDtype([str(code) for code in codes])
        return pd.Categorical.from_codes(cast("Any", places), dtype=cast("Any", found))

    def spread(self, values: list[float]) -> NDArray[np.float64]:
        """Give each row the number that belongs to its distinct cell."""
        return np.asarray(values, dtype=np.float64)[self.codes]


def constant(value: Hashable, rows: int) -> Cells:
    """The same value in every row.

    Parameters
    ----------
    value
        What every row has.
    rows
        How many rows there are.

    Examples
    --------
    >>> constant("CN-LN", 2).categorical().tolist()
    ['CN-LN', 'CN-LN']
    """
    return Cells(np.zeros(rows, dtype=np.intp), [value], None)


def column_of(table: pd.DataFrame, name: str, *, missing: bool = False) -> Cells:
    """The cells of a column.

    Parameters
    ----------
    table
        Shape (rows, columns).
    name
        The column.
    missing
        Whether a cell may be missing.

    Raises
    ------
    SchemaError
        A cell is missing, or the table has the column twice.

    Examples
    --------
    >>> column_of(pd.DataFrame({"year": [2017, 2018, 2017]}), "year").distinct
    [2017, 2018]
    """
    values = series(table, name)
    try:
        codes, distinct = pd.factorize(values)
    except TypeError as error:
        raise SchemaError(
            f"column {name!r} has cells that are lists or the like", mend="tuples, or plain values"
        ) from error
    if not missing and (codes < 0).any():
        gaps = np.flatnonzero(codes < 0)
        raise SchemaError(
            f"row {int(gaps[0])}, column {name!r}: the cell is empty ({len(gaps):,} in all)",
            mend=f"leave such rows out: df.dropna(subset=[{name!r}])",
            rows=table.iloc[gaps[:1_000]],
        )
    return Cells(codes, cast("list[Hashable]", list(distinct)), name)


def series(table: pd.DataFrame, name: str) -> pd.Series:
    """The column of a name that only one column has.

    Parameters
    ----------
    table
        Shape (rows, columns).
    name
        The column.

    Raises
    ------
    SchemaError
        The table has no such column, or has it twice.

    Examples
    --------
    >>> series(pd.DataFrame({"year": [2017]}), "year").tolist()
    [2017]
    """
    if name not in table.columns:
        raise absent(table, name)
    if list(table.columns).count(name) > 1:
        raise SchemaError(f"the table has the column {name!r} twice", mend="rename one of the two")
    return table[name]


def absent(table: pd.DataFrame, name: str, *, argument: str = "") -> SchemaError:
    """The error for a column that is not there, with the nearest one that is.

    Parameters
    ----------
    table
        The table.
    name
        The column that was asked for.
    argument
        The argument that asked, where it says more than the name.

    Examples
    --------
    >>> str(absent(pd.DataFrame({"gpd": [1.0]}), "gdp", argument="value"))
    "the table has no column 'gdp' (value='gdp'). Mend: value='gpd' if that is the column; ..."
    """
    asked = f" ({argument}={name!r})" if argument else ""
    have = [str(column) for column in table.columns]
    if name in table.index.names:
        mend = f"{name!r} is in the index: df.reset_index()"
    else:
        near = nearest(name, have)
        listed = ", ".join(repr(shorten(column, 30)) for column in have[:12])
        more = ", …" if len(have) > 12 else ""
        offer = f"{argument or 'column'}={near!r} if that is the column; " if near else ""
        mend = f"{offer}the table has {listed}{more}"
    return SchemaError(f"the table has no column {name!r}{asked}", mend=mend)


def argument(table: pd.DataFrame, value: Hashable, *, missing: bool = False) -> Cells:
    """A name that is a column is that column, anything else a constant.

    Parameters
    ----------
    table
        Shape (rows, columns).
    value
        What was passed.
    missing
        Whether a column's cell may be missing.

    Examples
    --------
    >>> argument(pd.DataFrame({"year": [2017]}), "year").column
    'year'
    >>> argument(pd.DataFrame({"year": [2017]}), "2018").distinct
    ['2018']
    """
    if isinstance(value, str) and value in table.columns:
        return column_of(table, value, missing=missing)
    return constant(value, len(table))
