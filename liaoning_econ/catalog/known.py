"""What was officially known on a day: one row a period, the newest published on or before it.

Reference: Croushore, D. and Stark, T. (2001), A real-time data set for macroeconomists, Journal of
Econometrics 105(1), 111-130.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ import frames
from liaoning_econ.catalog.groups import PERIOD, SERIES, codes_of_groups
from liaoning_econ.catalog.releases import benchmarks
from liaoning_econ.errors import VintageError, VintageWarning
from liaoning_econ.kernels.asof import newest

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["as_known", "newest_consistent"]


def as_known(frame: pd.DataFrame, day: pd.Timestamp, *, possible: bool = False) -> pd.DataFrame:
    """The rows that answer on a day.

    Parameters
    ----------
    frame
        Observations; rows whose `published` is missing never answer.
    day
        The day; what was published on it is known.
    possible
        Whether rows answer that may have been public on the day: their day of publication is only
        known to lie in a range that holds it. If not, a warning counts them.

    Returns
    -------
    pd.DataFrame
        One row a series and period, ordered by series and period; status B where the benchmark
        changes from one row of a series to the next.

    Raises
    ------
    VintageError
        Two rows of one period have the same days of publication and different figures.

    Warns
    -----
    VintageWarning
        Rows were left out because their day is not known well enough.

    Examples
    --------
    >>> import pandas as pd
    >>> from liaoning_econ.catalog import observations
    >>> known = as_known(observations("gdp", "CN-LN", start="2014", end="2014"),
    ...     pd.Timestamp("2018-12-31"))
    >>> known["vintage"].tolist()
    ['nbs-web-2018-12']
    """
    latest = frame["published"].to_numpy()
    known = latest <= day.to_datetime64()
    maybe = (frame["published_from"].to_numpy() <= day.to_datetime64()) & ~known
    maybe &= ~np.isnat(latest)
    if maybe.any() and not possible:
        warnings.warn(
            f"{int(maybe.sum())} rows may have been public on {day:%Y-%m-%d}: their day of "
            "publication is known as a range that holds it. possible=True lets them answer",
            VintageWarning,
            stacklevel=3,
        )
    answering = frame[known | maybe] if possible else frame[known]
    groups = codes_of_groups(answering, PERIOD)
    days = [answering[name].to_numpy() for name in ("published", "published_from")]
    if np.isnat(days[1]).any():
        days[1] = np.where(np.isnat(days[1]), days[0], days[1])
    picked, rivals = newest(groups, *days)
    _refuse_rivals(answering, picked, rivals)
    return _marked(answering.iloc[picked])


def newest_consistent(frame: pd.DataFrame) -> pd.DataFrame:
    """For each series the rows of its newest vintage that has one benchmark throughout.

    The newest is the one whose last figure was published last; of two of one day, the longer.

    Parameters
    ----------
    frame
        Observations, any number of series and vintages.

    Returns
    -------
    pd.DataFrame
        The rows of one vintage a series, plain index. A series whose every vintage joins two
        benchmarks has none.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> from liaoning_econ.catalog import observations
    >>> newest_consistent(observations("gdp", "CN-LN"))["vintage"].unique().tolist()
    ['nbs-web-2026-03']
    """
    series = codes_of_groups(frame, SERIES)
    table = pd.DataFrame(
        {
            "series": series,
            "vintage": frame["vintage"].astype("str").to_numpy(),
            "benchmark": benchmarks(frame),
            "published": frame["published"].to_numpy(),
        }
    )
    releases = table.groupby(["series", "vintage"]).agg(
        kinds=("benchmark", "nunique"), published=("published", "max"), rows=("published", "size")
    )
    whole = releases[releases["kinds"] == 1].reset_index()
    best = whole.sort_values(["series", "published", "rows"]).groupby("series").tail(1)
    chosen = set(zip(best["series"], best["vintage"], strict=True))
    keep = [pair in chosen for pair in zip(table["series"], table["vintage"], strict=True)]
    return frame[np.array(keep, dtype=bool)].reset_index(drop=True)


def _refuse_rivals(
    frame: pd.DataFrame, picked: npt.NDArray[np.intp], rivals: npt.NDArray[np.intp]
) -> None:
    """Two releases of one day may repeat a figure, not contradict it."""
    values = frame["value"].to_numpy()
    clash = np.flatnonzero(values[picked] != values[rivals])
    if clash.size:
        places = np.concatenate([rivals[clash], picked[clash]])
        first = frame.iloc[picked[clash[0]]]
        other = frame.iloc[rivals[clash[0]]]
        raise VintageError(
            f"{first['indicator']} of {first['region']} for {first['end']:%Y-%m-%d} has two "
            f"figures of the same day: {other['value']:g} ({other['vintage']}) and "
            f"{first['value']:g} ({first['vintage']})",
            mend="choose one with vintage=",
            rows=frame.iloc[places],
        )


def _marked(frame: pd.DataFrame) -> pd.DataFrame:
    """Status B where a row's benchmark is not that of the row before in its series."""
    frame = frame.reset_index(drop=True)
    if len(frame) < 2:
        return frame
    order = np.lexsort((frame["start"].to_numpy(), codes_of_groups(frame, SERIES)))
    frame = frame.iloc[order].reset_index(drop=True)
    series = codes_of_groups(frame, SERIES)
    found = benchmarks(frame)
    turns = np.flatnonzero((series[1:] == series[:-1]) & (found[1:] != found[:-1])) + 1
    if turns.size:
        status = frame["status"].astype(frames.STATUS).cat.codes.to_numpy().copy()
        status[turns] = list(frames.STATUS.categories).index("B")
        frame["status"] = pd.Categorical.from_codes(status.tolist(), dtype=frames.STATUS)
    return frame
