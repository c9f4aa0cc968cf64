"""What every model of a series asks of its figures: that they move, and that a logarithm exists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ.catalog.groups import codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError
from liaoning_econ.frames import conform, stack

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from liaoning_econ.frames import Frame
    from liaoning_econ.trends.panels import Panel

__all__ = ["in_order", "logarithms", "require_movement", "require_unused", "series_named"]


def logarithms(panel: Panel) -> npt.NDArray[np.float64]:
    """Natural logarithms of a panel's figures.

    Parameters
    ----------
    panel
        Series of equal length.

    Returns
    -------
    np.ndarray
        Shape (series, periods).

    Raises
    ------
    TrendError
        A figure is zero or negative.
    """
    bad = panel.values <= 0.0
    if bad.any():
        # A filled period lies between two figures and is positive where they are.
        places = np.sort(panel.places[bad & (panel.places >= 0)])
        raise TrendError(
            f"a figure without a logarithm, {rows.numbers(panel.frame, 'value')[places[0]]:,.15g}:"
            f" {rows.listed(panel.frame, places)}",
            mend="take the model of levels (model='linear', log=False), or leave the series out",
            rows=rows.offending(panel.frame, places),
        )
    logs: npt.NDArray[np.float64] = np.log(panel.values)
    return logs


def require_movement(panel: Panel) -> None:
    """Refuse a series whose figures are all the same: it has nothing to estimate from.

    Parameters
    ----------
    panel
        Series of equal length.

    Raises
    ------
    TrendError
        A series is constant.
    """
    still = panel.values.min(axis=1) == panel.values.max(axis=1)
    if still.any():
        first = int(np.flatnonzero(still)[0])
        more = f" and {int(still.sum()) - 1:,} more series" if still.sum() > 1 else ""
        places = panel.places[still]
        places = np.sort(places[places >= 0])
        raise TrendError(
            f"constant series, {panel.values[first, 0]:,.15g} in all {panel.values.shape[1]} "
            f"periods: {series_named(panel, first)}{more}",
            mend="leave it out: figures that never move have no trend, error or cycle to estimate",
            rows=rows.offending(panel.frame, places),
        )


def series_named(panel: Panel, series: int) -> str:
    """One series in words: what it measures, where, from when to when.

    Parameters
    ----------
    panel
        Series of equal length.
    series
        Which of them.

    Returns
    -------
    str
        "gdp of CN-LN (1993-01-01 to 2017-12-31)".
    """
    places = panel.places[series]
    row = panel.frame.iloc[int(places[places >= 0][0])]
    first, last = (pd.Timestamp(day) for day in (panel.starts[series, 0], panel.ends[series, -1]))
    return f"{row['indicator']} of {row['region']} ({first:%Y-%m-%d} to {last:%Y-%m-%d})"


def require_unused(chosen: str, own: Sequence[str], given: Mapping[str, object]) -> None:
    """Refuse an argument that the chosen method does not have, rather than pass over it.

    Parameters
    ----------
    chosen
        The argument and its value, "method='hp'".
    own
        The arguments that go with it.
    given
        All arguments of the methods; None where one was not given.

    Raises
    ------
    TrendError
        An argument of another method was given.
    """
    strange = [name for name, value in given.items() if value is not None and name not in own]
    if strange:
        takes = f"takes {', '.join(own)}" if own else "takes none of them"
        raise TrendError(
            f"{strange[0]}={given[strange[0]]!r} has no meaning with {chosen}",
            mend=f"leave it out: {chosen} {takes}",
        )


def in_order(parts: Sequence[pd.DataFrame], frame: Frame) -> pd.DataFrame:
    """Results of several panels as one frame in the order of its key.

    Parameters
    ----------
    parts
        Frames with the declared columns.
    frame
        The declaration.

    Returns
    -------
    pd.DataFrame
        All rows on a plain index.
    """
    if len(parts) == 1:
        return conform(parts[0], frame)
    stacked = stack(parts, frame)
    order = np.argsort(codes_of_groups(stacked, frame.key), kind="stable")
    return stacked.take(order).reset_index(drop=True)
