"""What the Hodrick-Prescott cycle of a year was when the year was the newest, and what it is now.

Between the two lie the revision of the figures and the end of the filter. For a period t:
real_time is the cycle at the end of the release that ended with t; quasi_real the cycle at the end
of the newest vintage cut off after t; final that of the whole newest vintage. quasi_real less
real_time is the figures' part, final less quasi_real the filter's.

Reference: Orphanides, A. and van Norden, S. (2002), The unreliability of output-gap estimates in
real time, Review of Economics and Statistics 84(4), 569-583.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ.catalog.groups import SERIES, codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError
from liaoning_econ.frames import END_POINTS, constant, empty
from liaoning_econ.kernels import filters
from liaoning_econ.trends import endings, lineage, requirements, splitting
from liaoning_econ.trends.arguments import require_whole
from liaoning_econ.trends.panels import panels, series_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandera.typing import DataFrame

    from liaoning_econ.schemas import EndPoints
    from liaoning_econ.trends.panels import Panel

__all__ = ["end_point_revisions"]

# A second difference.
_SHORTEST: Final = 3


def end_point_revisions(
    obs: pd.DataFrame, *, log: bool = False, lamb: float | None = None, least: int = 10
) -> DataFrame[EndPoints]:
    """Real-time against final HP cycle of published figures, one row a period.

    Parameters
    ----------
    obs
        Observations with all of their vintages. Vintages of fewer than `least` periods of a series
        are passed over: they have no trend.
    log
        Take the cycle of the natural logarithm, so that 0.01 is one percent of the figure.
    lamb
        Smoothing parameter; None: 6.25, 1,600 or 129,600 by frequency.
    least
        Periods from which on an end is looked at, at least 3.

    Returns
    -------
    DataFrame[EndPoints]
        For each series the periods of its newest vintage (that of the latest day of publication),
        from number `least` on. `release` and `real_time` are missing where no vintage ended with
        the period, and for the newest vintage itself, whose end is not yet past.

    Raises
    ------
    TrendError
        No vintage has `least` periods; `least` or `lamb` is out of its range; and what `decompose`
        refuses in a vintage that has enough.
    VintageError
        A vintage that joins two benchmarks.
    SchemaError, UnknownCodeError, WindowError
        Rows that are no Observations.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", measure="flow")
    >>> found = end_point_revisions(gdp, log=True).dropna(subset=["release"])
    >>> found[["release", "real_time", "final"]].round(3)
               release  real_time  final
    2  nbs-web-2018-12     -0.029 -0.026
    5     nbs-web-2021     -0.011 -0.027
    8     nbs-web-2024     -0.002  0.007
    """
    require_whole(least, "least", _SHORTEST)
    every = [
        _cycles(panel, least, log=log, lamb=lamb)
        for vintage in _whole_vintages(obs, least)
        for panel in panels(vintage)
    ]
    table = _beside_releases(pd.concat(every, ignore_index=True)) if every else empty(END_POINTS)
    return cast("DataFrame[EndPoints]", requirements.in_order([table], END_POINTS))


def _whole_vintages(obs: pd.DataFrame, least: int) -> Iterator[pd.DataFrame]:
    """The rows of each vintage that has enough periods of a series."""
    frame = lineage.readable(obs, "obs", missing=True)
    groups = codes_of_groups(frame, (*SERIES, "vintage"))
    enough = np.bincount(groups) >= least
    if groups.size and not enough.any():
        raise TrendError(
            f"no vintage has {least} periods of a series, the longest has "
            f"{np.bincount(groups).max()}: {rows.listed(frame, np.arange(len(frame)))}",
            mend="pass a frame with whole vintages, or a smaller least=",
            rows=frame.head(rows.MOST_ROWS),
        )
    kept = frame[enough[groups]]
    # One by one: vintages of different years would be taken for one series.
    for vintage in rows.present(kept, "vintage"):
        yield kept[(kept["vintage"] == vintage).to_numpy()]


def _cycles(panel: Panel, least: int, *, log: bool, lamb: float | None) -> pd.DataFrame:
    """One row a vintage and period from number `least` on: its cycle at the end, and of all."""
    requirements.require_movement(panel)
    values = requirements.logarithms(panel) if log else panel.values
    told = splitting.settings("hp", panel.per_year, {"lamb": lamb})
    series, periods = values.shape
    shown = slice(least - 1, periods)
    which = np.repeat(np.arange(series), periods - least + 1)
    published = np.fmax.reduce(rows.days(panel.frame, "published")[panel.places], axis=1)
    near = endings.reach(periods, told["lamb"])
    number = np.tile(np.arange(periods)[shown], series)
    table: dict[str, object] = {
        name: codes.take(which) for name, codes in series_columns(panel).items()
    }
    table |= {"start": panel.starts[:, shown].ravel(), "end": panel.ends[:, shown].ravel()}
    table["quasi_real"] = filters.hp_one_sided(values, told["lamb"])[0][:, shown].ravel()
    table["final"] = filters.hp(values, told["lamb"])[0][:, shown].ravel()
    table["newest"] = number == periods - 1
    table["revisable"] = number >= periods - near
    table["published"] = published[which]
    words = splitting.worded(told) + (", of logarithms" if log else "")
    table["parameters"] = constant(words, which.size)
    return pd.DataFrame(table, copy=False)


def _beside_releases(table: pd.DataFrame) -> pd.DataFrame:
    """The periods of each series' newest vintage, with the cycle when each was the newest."""
    series = codes_of_groups(table, SERIES)
    vintage = codes_of_groups(table, (*SERIES, "vintage"))
    # A vintage without a day (the least number) counts as older than one with a day; of two with
    # the same, the one that ends later is newer.
    age = rows.days(table, "published").astype(np.int64)
    order = np.lexsort((rows.days(table, "end"), age, series))
    newest = np.zeros(int(series.max()) + 1, dtype=np.intp)
    newest[series[order]] = vintage[order]
    latest = newest[series] == vintage
    final: pd.DataFrame = table[latest].reset_index(drop=True)
    ends = order[(~latest & table["newest"].to_numpy())[order]]
    # Of two releases that end with one period, the earlier.
    key = [table[name].to_numpy()[ends] for name in ("start", "end")]
    own = [final[name].to_numpy() for name in ("start", "end")]
    place = rows.find([series[latest], *own], [series[ends], *key])[0]
    there = place >= 0
    at = ends[place[there]] if ends.size else ends
    real_time = np.full(len(final), np.nan)
    real_time[there] = table["quasi_real"].to_numpy()[at]
    release = np.full(len(final), None, dtype=object)
    release[there] = rows.texts(table, "vintage")[at]
    final["real_time"] = real_time
    final["release"] = pd.array(release, dtype="str")
    final["data_revision"] = final["quasi_real"] - real_time
    final["end_revision"] = final["final"] - final["quasi_real"]
    return final
