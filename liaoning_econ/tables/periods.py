"""Periods out of cells: years, months, quarters, days, and pairs of them, to first and last day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Hashable
from typing import NamedTuple, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from liaoning_econ import window
from liaoning_econ.errors import WindowError, shorten
from liaoning_econ.tables.cells import Cells, absent, argument, column_of

Days = NDArray[np.datetime64]
_NEVER = np.datetime64("NaT", "us")


class Span(NamedTuple):
    """First and last day of a period."""

    first: pd.Timestamp
    last: pd.Timestamp


def span(cell: object) -> Span:
    """First and last day of what stands in a cell.

    Parameters
    ----------
    cell
        A year (2018, "2018", 2018.0), month ("2018-07"), quarter ("2018Q3"), day, date, Timestamp,
        Period, or a pair (start, end) of these.

    Raises
    ------
    WindowError
        The cell is none of these, or a pair runs backwards.

    Examples
    --------
    >>> span(2018)
    Span(first=Timestamp('2018-01-01 00:00:00'), last=Timestamp('2018-12-31 00:00:00'))
    >>> span(("2017-04-10", "2018-07")).last
    Timestamp('2018-07-31 00:00:00')
    """
    if isinstance(cell, tuple | list):
        if len(cell) != 2:
            raise WindowError(
                f"{shorten(str(cell))} has {len(cell)} ends", mend="a period is (start, end)"
            )
        first, last = span(cell[0]).first, span(cell[1]).last
        if last < first:
            raise WindowError(
                f"the period ends {last:%Y-%m-%d}, before it starts {first:%Y-%m-%d}",
                mend="swap the two",
            )
        return Span(first, last)
    if isinstance(cell, pd.Period):
        return Span(cell.start_time.normalize(), cell.end_time.normalize())
    if isinstance(cell, datetime.date | np.datetime64):
        return _day(pd.Timestamp(cell))
    return _written(cell)


def _day(stamp: pd.Timestamp) -> Span:
    if stamp.tz is not None or stamp != stamp.normalize():
        raise WindowError(
            f"{stamp} is a time of a day", mend="df[...].dt.normalize(), without a time zone"
        )
    return Span(stamp, stamp)


def _written(cell: object) -> Span:
    """A period in figures or letters; a year may come as 2018.0."""
    if isinstance(cell, float | np.floating) and float(cell).is_integer():
        cell = int(cell)
    if isinstance(cell, bool | np.bool_) or not isinstance(cell, int | np.integer | str):
        raise WindowError(
            f"{shorten(str(cell))!r} is not a period", mend="2018, '2018-07', '2018Q3', a date"
        )
    first, last, _ = window.period(str(cell).strip())
    return Span(first, last)


def spans(table: pd.DataFrame, period: object) -> tuple[Days, Days, NDArray[np.bool_]]:
    """First and last days of all rows.

    Parameters
    ----------
    table
        Shape (rows, columns).
    period
        As in `from_table`: a column, a pair of columns, or a constant.

    Returns
    -------
    tuple
        First days, last days, and whether the row gives its two ends apart, each shape (rows,).

    Raises
    ------
    SchemaError, WindowError
        A column is missing, a cell is empty or no period.
    """
    if isinstance(period, tuple | list) and len(period) == 2:
        ends = [end for end in period if isinstance(end, str) and end in table.columns]
        if len(ends) == 2:
            first, _ = ends_of(column_of(table, ends[0]))
            _, last = ends_of(column_of(table, ends[1]))
            return first, last, np.ones(len(table), dtype=np.bool_)
        for end in period:
            if ends and end not in ends:
                raise absent(table, str(end), argument="period")
    cells = argument(table, _hashable(period))
    if cells.column is None and isinstance(period, str) and not re.search(r"\d", period):
        raise absent(table, period, argument="period")
    first, last = ends_of(cells)
    apart = np.asarray([isinstance(cell, tuple) for cell in cells.distinct], dtype=np.bool_)
    return first, last, apart[cells.codes]


def _hashable(period: object) -> Hashable:
    return tuple(period) if isinstance(period, list) else period


def ends_of(cells: Cells) -> tuple[Days, Days]:
    """First and last days of cells; NaT where a cell is missing.

    Parameters
    ----------
    cells
        Periods.

    Raises
    ------
    WindowError
        A cell is no period.
    """
    days = _whole_days(cells)
    if days is not None:
        return days, days
    read = [cast("Span | None", found) for found in cells.map(_span_or_none).distinct]
    first = [_NEVER if found is None else found.first.to_datetime64() for found in read]
    last = [_NEVER if found is None else found.last.to_datetime64() for found in read]
    return _spread(first, cells.codes), _spread(last, cells.codes)


def _whole_days(cells: Cells) -> Days | None:
    """A column of dates, all at once; None where it is something else."""
    if not cells.distinct or not all(type(cell) is pd.Timestamp for cell in cells.distinct):
        return None
    index = pd.DatetimeIndex(cast("list[pd.Timestamp]", cells.distinct))
    if index.tz is not None or (index != index.normalize()).any():
        return None
    return np.append(index.to_numpy().astype("datetime64[us]"), _NEVER)[cells.codes]


def _span_or_none(cell: Hashable) -> Span | None:
    return None if cell is None or cell is pd.NaT else span(cell)


def _spread(days: list[np.datetime64], codes: NDArray[np.intp]) -> Days:
    return np.asarray([*days, _NEVER], dtype="datetime64[us]")[codes]
