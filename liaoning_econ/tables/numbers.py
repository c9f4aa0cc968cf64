"""Numbers out of cells, and numbers times a scale without a digit that nobody printed.

28626.58 times 100,000,000 is 2862658000000 and not 2862658000000.0005: the decimal number that was
printed is scaled, not the binary one that stands for it. A double that came from at most fifteen
digits is k / 10**d for whole k and d, and k * 10**(s - d) is then right to the last bit, because
whole numbers below 2**53 and powers of ten up to 10**22 are exact (Clinger 1990, How to Read
Floating Point Numbers Accurately, PLDI).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ.errors import SchemaError, shorten

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MOST_DECIMALS = 12
_EXACT = 2.0**53
_EXACT_POWER = 22


def scaled(values: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    """Multiply printed numbers with a scale, right to the last digit.

    Parameters
    ----------
    values
        Shape (rows,), as printed; infinite values stay.
    scale
        What they are multiplied with, taken as the decimal number that it prints as.

    Returns
    -------
    NDArray
        Shape (rows,), the doubles nearest to the decimal products.

    Examples
    --------
    >>> scaled(np.array([28626.58, 0.07, -3.1]), 1e8).tolist()
    [2862658000000.0, 7000000.0, -310000000.0]
    """
    if scale == 1.0:
        return values.copy()
    factor, power = _whole_and_power(scale)
    result = values * scale
    left = np.isfinite(values) & (values != 0.0)
    for decimals in range(_MOST_DECIMALS + 1):
        places = np.flatnonzero(left)
        if not len(places):
            return result
        some = values[places]
        with np.errstate(over="ignore"):
            whole = np.rint(some * 10.0**decimals)
        found = (whole / 10.0**decimals == some) & (np.abs(whole) * factor < _EXACT)
        shift = power - decimals
        if abs(shift) > _EXACT_POWER:
            continue
        units = whole[found] * factor
        result[places[found]] = units * 10.0**shift if shift >= 0 else units / 10.0**-shift
        left[places[found]] = False
    for place in np.flatnonzero(left):
        result[place] = float(Decimal(repr(float(values[place]))) * Decimal(repr(scale)))
    return result


def _whole_and_power(scale: float) -> tuple[float, int]:
    """A scale as a whole number times a power of ten: 1e8 is (1, 8), 0.25 is (25, -2)."""
    _, digits, exponent = Decimal(repr(scale)).normalize().as_tuple()
    return float(int("".join(map(str, digits)))), int(exponent)


def numbers(cells: pd.Series, column: str, *, what: str) -> NDArray[np.float64]:
    """Cells of a column as numbers; text that is a plain number passes.

    Parameters
    ----------
    cells
        Shape (rows,).
    column
        Its name, for the message.
    what
        How the message names the table.

    Raises
    ------
    SchemaError
        A cell is missing, or is no number; names the first and counts the others.

    Examples
    --------
    >>> numbers(pd.Series(["1.5", "2"]), "value", what="the table").tolist()
    [1.5, 2.0]
    """
    if cells.dtype.kind in "iuf":
        read = cells
    elif cells.dtype.kind == "O" or pd.api.types.is_string_dtype(cells.dtype):
        text = cells.map(lambda cell: None if isinstance(cell, bool) else cell)
        read = pd.to_numeric(text, errors="coerce")
    else:
        read = pd.Series(np.nan, index=cells.index)
    result = np.asarray(read.to_numpy(dtype=np.float64, na_value=np.nan), dtype=np.float64)
    odd = np.flatnonzero(np.isnan(result))
    if len(odd):
        raise _not_a_number(cells, odd, column, what)
    return result


def _not_a_number(cells: pd.Series, odd: NDArray[np.intp], column: str, what: str) -> SchemaError:
    first = int(odd[0])
    cell = cells.iloc[first]
    more = f" (and {len(odd) - 1:,} more rows)" if len(odd) > 1 else ""
    rows = cells.iloc[odd[:1_000]].to_frame(name=column).reset_index(drop=True)
    rows.insert(0, "row", odd[:1_000])
    rows.insert(1, "rule", f"{column} is a number")
    where = f"{what}, row {first}, column {column!r}"
    if pd.isna(cell):
        return SchemaError(
            f"{where}: the cell is empty{more}",
            mend=f"leave such rows out: df.dropna(subset=[{column!r}])",
            rows=rows,
        )
    mend = "correct the cell, or leave the row out"
    if isinstance(cell, str) and _is_grouped(cell):
        mend = f"df[{column!r}].str.replace(',', ''), or pandas.read_csv(..., thousands=',')"
    return SchemaError(
        f"{where}: {shorten(str(cell))!r} is not a number{more}", mend=mend, rows=rows
    )


def _is_grouped(cell: str) -> bool:
    """Whether a number with commas in it, such as 28,626.58."""
    bare = cell.strip().replace(",", "")
    return "," in cell and bare.replace(".", "", 1).lstrip("+-").isdecimal()
