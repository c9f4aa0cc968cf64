"""The real-time triangle: what was said of each period, by the day on which it was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from liaoning_econ.catalog.groups import PERIOD, SERIES
from liaoning_econ.catalog.known import newest_rows
from liaoning_econ.convert import rows
from liaoning_econ.errors import BasisError, SchemaError, offer
from liaoning_econ.realtime.requirements import with_days
from liaoning_econ.tables.shapes import periods_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["triangle"]


def triangle(
    obs: pd.DataFrame,
    *,
    values: Literal["value", "lower", "upper"] = "value",
    order: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Lay the releases of one series out for reading: a row a period, a column a publication day.

    A column has what was published on its day and nothing else: what was known on it stands in the
    last filled cell at or before it. Where the day is a range, the column is its last day; of two
    ranges that end on one day the one that begins later is shown.

    Parameters
    ----------
    obs
        Observations of one series in all its releases; whole days, months, quarters or years, all
        of one length. Rows without a day of publication have no column: a warning counts them.
    values
        Which of the three numbers stands in the cells.
    order
        Keys of sources, the most trusted first: whose figure is shown where two of one period have
        the same days. None: they may repeat a figure, but not contradict each other.

    Returns
    -------
    pd.DataFrame
        Shape (periods, publication days), float64, both in time's order: rows on a PeriodIndex
        named "period", columns on a DatetimeIndex named "published". NaN where nothing was
        published of the period on that day.

    Raises
    ------
    SchemaError
        A column is missing or of another type, a value is missing, or `values` is no number.
    BasisError
        `obs` has several series; names what differs.
    VintageError
        Two figures of one period have the same days of publication.
    WindowError
        Windows of unlike length, a window that is no whole period, or none at all.

    Warns
    -----
    VintageWarning
        Rows were left out because they have no day of publication.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", "CN-LN", start=2016, end=2017)
    >>> (triangle(gdp[gdp["published"] < "2021"]) / 1e8).round(1)
    published  2018-01-31  2018-12-31  2020-05-19
    period
    2016              NaN     22246.9     22246.9
    2017          23942.0     23409.2     23409.2
    """
    if values not in {"value", "lower", "upper"}:
        raise SchemaError(
            f"values={values!r} is no number", mend=offer(values, ("value", "lower", "upper"))
        )
    frame = rows.typed(obs)
    _refuse_several(frame)
    frame = with_days(frame, "triangle", stacklevel=3)
    periods = periods_of(frame)
    picked = newest_rows(
        frame, (*PERIOD, "published"), ("published", "published_from"), order=order
    )
    columns, place = np.unique(rows.days(frame, "published")[picked], return_inverse=True)
    down, index = pd.factorize(periods[picked], sort=True)
    cells = np.full((len(index), len(columns)), np.nan)
    cells[down, place] = rows.numbers(frame, values)[picked]
    return pd.DataFrame(
        cells,
        index=pd.PeriodIndex(index, name="period"),
        columns=pd.DatetimeIndex(columns, name="published"),
    )


def _refuse_several(frame: pd.DataFrame) -> None:
    """Name what differs between rows that would stand in one triangle."""
    for name in SERIES:
        found = rows.present(frame, name)
        if len(found) > 1:
            raise BasisError(
                f"obs has {len(found)} kinds of {name} ({', '.join(found[:5])}): a triangle has "
                "one series",
                mend=f"take one, obs[obs[{name!r}] == {found[0]!r}]",
                rows=frame.iloc[: rows.MOST_ROWS],
            )
