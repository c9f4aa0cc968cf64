"""`wide`: Observations back to a table, a column a region; `concat`: frames below each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, cast

import numpy as np
import pandas as pd

from liaoning_econ.errors import BasisError, SchemaError, VintageError, WindowError
from liaoning_econ.frames import CLAIMS, OBSERVATIONS, plain_codes, stack
from liaoning_econ.validation import check, light

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations

# What every figure of one column must have in common, and of one table unless `by` parts it.
_ALIKE = ("indicator", "region", "measure", "basis", "prices", "relative_to", "unit")
_OF_THE_INDICATOR = frozenset({"measure", "basis", "prices", "relative_to", "unit"})
_PARTED_BY = (*_ALIKE, "vintage", "status", "source")
# From the longest: 31 December closes a year, a quarter and a month; it is read as the year.
_FREQUENCIES = ("Y", "Q", "M", "D")


def wide(
    obs: pd.DataFrame,
    by: str = "region",
    *,
    values: Literal["value", "lower", "upper"] = "value",
) -> pd.DataFrame:
    """Turn Observations into a table with one row a period and one column a region.

    Parameters
    ----------
    obs
        Observations of one indicator, measure, basis, prices and unit; whole days, months,
        quarters or years, all of one length. A stock stands at its period's end.
    by
        What makes a column: "region"; "vintage" for one region in all its releases;
        "indicator" (each column then in its own unit), "source", "basis", ...
    values
        Which of the three numbers stands in the cells.

    Returns
    -------
    pd.DataFrame
        Shape (periods, columns), float64, in time's order on a PeriodIndex named "period"; columns
        in order of first coming. NaN where `obs` has no row: a table cannot leave a cell out.

    Raises
    ------
    SchemaError
        A column is missing, or `by` is none that can make columns.
    BasisError
        Figures of unlike things would stand side by side; names what differs.
    VintageError
        Two releases of one figure would fall into one cell.
    WindowError
        Windows of unlike length, a window that is no whole period, or none at all.

    Examples
    --------
    >>> table = pd.DataFrame({"region": ["CN-LN", "CN-JL"], "year": 2017, "value": [2.0, 1.0]})
    >>> from liaoning_econ.tables import from_table
    >>> wide(from_table(table, indicator="gdp", unit="CNY"))
    region  CN-LN  CN-JL
    period
    2017      2.0    1.0
    """
    light(obs, OBSERVATIONS, what="obs")
    if by not in _PARTED_BY:
        raise SchemaError(f"by={by!r} makes no columns", mend=f"one of {', '.join(_PARTED_BY)}")
    if values not in {"value", "lower", "upper"}:
        raise SchemaError(f"values={values!r} is no number", mend="one of value, lower, upper")
    table = obs.reset_index(drop=True)
    columns, names = pd.factorize(plain_codes(table[by]))
    _refuse_unlike(table, by, columns)
    periods = periods_of(table)
    rows, index = pd.factorize(periods, sort=True)
    _refuse_two_in_a_cell(table, rows, columns, by)
    cells = np.full((len(index), len(names)), np.nan)
    cells[rows, columns] = table[values].to_numpy(dtype=np.float64)
    return pd.DataFrame(
        cells, index=pd.PeriodIndex(index, name="period"), columns=pd.Index(names, name=by)
    )


def _refuse_unlike(table: pd.DataFrame, by: str, columns: NDArray[np.intp]) -> None:
    """Name what differs between figures that would stand in one column, or side by side."""
    for name in _ALIKE:
        if name == by:
            continue
        codes = plain_codes(table[name])
        if by == "indicator" and name in _OF_THE_INDICATOR:
            pairs = pd.DataFrame({"column": columns, name: codes}).drop_duplicates()
            mixed = pairs["column"].duplicated(keep=False).to_numpy()
            found = pairs[mixed][name].unique().tolist()
        else:
            found = codes.unique().tolist()
        if len(found) > 1:
            listed = ", ".join(repr(code) for code in found[:5])
            raise BasisError(
                f"figures with {len(found)} kinds of {name} in one table: {listed}",
                mend=f"take one, obs[obs[{name!r}] == {found[0]!r}]"
                + (f", or wide(obs, by={name!r})" if name in {"region", "indicator"} else ""),
                rows=table,
            )


def periods_of(table: pd.DataFrame) -> pd.PeriodIndex:
    """Each row's period, in the one length that all rows have.

    Parameters
    ----------
    table
        Observations on a plain index.

    Returns
    -------
    pd.PeriodIndex
        Shape (rows,): whole years, quarters, months or days, the longest that fits.

    Raises
    ------
    WindowError
        Windows of unlike length, a window that is no whole period, or none at all.

    Examples
    --------
    >>> from liaoning_econ.catalog import observations
    >>> periods_of(observations("gdp", "CN-LN", vintage="yearbook-2014"))
    PeriodIndex(['2013'], dtype='period[Y-DEC]', name='end')
    """
    if not len(table):
        return pd.PeriodIndex([], freq="Y")
    missing = np.flatnonzero((table["start"].isna() | table["end"].isna()).to_numpy())
    if len(missing):
        raise WindowError(
            f"row {int(missing[0])} has no window",
            mend="leave such rows out: obs.dropna(subset=['start', 'end'])",
            rows=table.iloc[missing[:1_000]],
        )
    start, end = pd.DatetimeIndex(table["start"]), pd.DatetimeIndex(table["end"])
    stock = (plain_codes(table["measure"]) == "stock").to_numpy()
    for frequency in _FREQUENCIES:
        periods = end.to_period(frequency)
        first = periods.start_time.normalize() == start
        last = periods.end_time.normalize() == end
        if (last & (first | stock)).all():
            return periods
    raise WindowError(_unlike_windows(start, end), mend=_WHOLE_PERIODS, rows=table)


_WHOLE_PERIODS = (
    "a table needs whole days, months, quarters or years of one length: choose the rows, or bring "
    "flows to one length with per()"
)


def _unlike_windows(start: pd.DatetimeIndex, end: pd.DatetimeIndex) -> str:
    lengths = (end - start).days
    short, long = int(lengths.argmin()), int(lengths.argmax())
    return " and ".join(
        f"{start[row]:%Y-%m-%d} to {end[row]:%Y-%m-%d} (row {row})"
        for row in dict.fromkeys((short, long))
    )


def _refuse_two_in_a_cell(
    table: pd.DataFrame, rows: NDArray[np.intp], columns: NDArray[np.intp], by: str
) -> None:
    place = pd.Series(rows * (int(columns.max(initial=0)) + 1) + columns)
    twice = np.flatnonzero(place.duplicated(keep=False).to_numpy())
    if not len(twice):
        return
    same = twice[place.iloc[twice].to_numpy() == place.iloc[twice[0]]]
    first, second = table.iloc[same[0]], table.iloc[same[1]]
    cell = f"{first['region']}, {first['start']:%Y-%m-%d} to {first['end']:%Y-%m-%d}"
    differs = [name for name in ("vintage", "source", "status") if first[name] != second[name]]
    if not differs:
        raise SchemaError(
            f"two rows for one cell ({cell}): rows {int(same[0])} and {int(same[1])}",
            mend="drop one of the two",
            rows=table.iloc[twice[:1_000]],
        )
    name = differs[0]
    found = f"two figures for one cell ({cell}): {name} {first[name]!r} and {second[name]!r}"
    offender = VintageError if name == "vintage" else SchemaError
    raise offender(
        f"{found}, rows {int(same[0])} and {int(same[1])}",
        mend=f"take one, obs[obs[{name!r}] == {first[name]!r}]"
        + (f", or wide(obs, by={name!r}) for one region" if name != by else ""),
        rows=table.iloc[twice[:1_000]],
    )


def concat(frames: Iterable[pd.DataFrame]) -> DataFrame[Observations]:
    """Put the rows of several frames below each other; categories stay categories.

    Parameters
    ----------
    frames
        Observations or Claims, on any index. Where all are Claims the result is Claims; else
        columns beyond those of Observations are left out.

    Returns
    -------
    DataFrame[Observations]
        All rows in order, on a plain RangeIndex. Without frames, an empty one.

    Raises
    ------
    SchemaError
        A frame lacks a column, or two rows have one key.

    Examples
    --------
    >>> import pandas as pd
    >>> from liaoning_econ.tables import from_table
    >>> table = pd.DataFrame({"region": ["CN-LN"], "value": [1.0]})
    >>> years = [from_table(table, indicator="gdp", unit="CNY", period=y) for y in (2016, 2017)]
    >>> concat(years)["end"].dt.year.tolist()
    [2016, 2017]
    """
    if isinstance(cast("object", frames), pd.DataFrame):
        raise SchemaError("concat was given one frame", mend="concat([first, second])")
    parts = list(frames)
    claims = bool(parts) and all(set(CLAIMS.names) <= set(part.columns) for part in parts)
    declaration = CLAIMS if claims else OBSERVATIONS
    for number, part in enumerate(parts):
        light(part, declaration, what=f"frame {number}")
    rows = stack(parts, declaration)
    check(rows, declaration, what="the frames together")
    return cast("DataFrame[Observations]", rows)
