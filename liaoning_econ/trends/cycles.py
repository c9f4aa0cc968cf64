"""Trend and cycle of many series at once, by six methods that differ in what they call a trend.

hp: the smooth line of Hodrick and Prescott, with a parameter that fits the frequency of the figures
(6.25 for years, 1,600 for quarters, 129,600 for months; Ravn and Uhlig). hp_one_sided: what it said
of each period when that was the newest. hamilton: what the figures of two years before foretell. bk
and cf: all but the waves of a year and a half to eight years, by Baxter and King with three years
lost at either end, by Christiano and Fitzgerald with none. stl: a season that changes slowly and a
trend, by Cleveland and others.

A trend of figures that grow at a rate is one of their logarithms: `log=True`.

References: Hodrick, R. J. and Prescott, E. C. (1997), Postwar U.S. business cycles, Journal of
Money, Credit and Banking 29(1), 1-16; Ravn, M. O. and Uhlig, H. (2002), On adjusting the
Hodrick-Prescott filter for the frequency of observations, Review of Economics and Statistics 84(2),
371-376; Hamilton, J. D. (2018), Why you should never use the Hodrick-Prescott filter, the same
100(5), 831-843; Baxter, M. and King, R. G. (1999), Measuring business cycles, the same 81(4),
575-593; Christiano, L. J. and Fitzgerald, T. J. (2003), The band pass filter, International
Economic Review 44(2), 435-465; Cleveland, R. B., Cleveland, W. S., McRae, J. E. and Terpenning, I.
(1990), STL: a seasonal-trend decomposition procedure based on Loess, Journal of Official Statistics
6(1), 3-73.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np
import pandas as pd

from liaoning_econ.errors import TrendError, offer
from liaoning_econ.frames import CYCLES, constant
from liaoning_econ.trends import endings, requirements, splitting
from liaoning_econ.trends.panels import panels, series_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Cycles
    from liaoning_econ.trends.panels import Drop, Fill, Panel

__all__ = ["decompose"]

Method: TypeAlias = Literal["hp", "hp_one_sided", "hamilton", "bk", "cf", "stl"]


def decompose(
    obs: pd.DataFrame,
    method: Method = "hp",
    *,
    log: bool = False,
    lamb: float | None = None,
    h: int | None = None,
    p: int | None = None,
    low: float | None = None,
    high: float | None = None,
    k: int | None = None,
    period: int | None = None,
    interpolate: Fill | None = None,
    drop: Drop | None = None,
    across: str | None = None,
) -> DataFrame[Cycles]:
    """Trend, cycle and season of each series, one row a period.

    Parameters
    ----------
    obs
        Observations in any order: figures of years, quarters or months, at equal distances.
        Several whole vintages are a series each.
    method
        "hp", "hp_one_sided", "hamilton", "bk", "cf" or "stl".
    log
        Decompose the natural logarithm of the figures: a cycle of 0.02 is two percent above trend.
    lamb
        Smoothing parameter of hp and hp_one_sided; None: 6.25, 1,600 or 129,600 by frequency.
    h, p
        Horizon and number of lags of hamilton, in periods; None: two years, and one.
    low, high
        Shortest and longest wave of the cycle of bk and cf, in periods; None: a year and a half
        (two years of annual figures) and eight years.
    k
        Periods that bk looks at on either side; None: three years.
    period
        Periods of a season of stl; None: a year.
    interpolate
        How missing periods and values are filled: "linear" or "log". None: they are refused.
    drop
        What is left out where a period or a value is missing: "periods" keeps the longest run
        without a gap, "series" leaves the whole series out, also one that is too short.
    across
        The vintage whose rows are taken where a series joins two benchmarks. None: it is refused.

    Returns
    -------
    DataFrame[Cycles]
        `value` is `trend` and `cycle` and `season`. Trend and cycle are missing where a method has
        no answer: in the first h + p - 1 periods of hamilton, in k at either end of bk. `revisable`
        marks the newest periods of hp whose later revision is by the filter itself at least a
        quarter of the very newest one's (its standard deviation if trend and cycle are those for
        which the filter is the best; about two years), those of
        cf within half its longest wave, those of stl within half the window of its trend; the
        other methods do not revise with new figures, or, hamilton, all periods alike. For hp
        `revision` is by how much: see `end_point_revisions` for what happened to published figures.

    Raises
    ------
    TrendError
        A missing or infinite figure, period or value; two figures of a period, unequal spacing; a
        constant series, or one shorter than the method needs (the message says how long that is); a
        figure without a logarithm; a season asked of annual figures; an argument that the method
        does not have or that is out of its range.
    VintageError
        Neighbours of two benchmarks in one series.
    SchemaError, UnknownCodeError, WindowError
        Rows that are no Observations; `across` is no vintage of theirs; a row without its days.

    Warns
    -----
    TrendWarning
        The newest hp cycle of a series says nothing yet: at the end of the series' own past, the
        root mean square of its later revisions was no smaller than the cycle's standard deviation
        (the ratio of noise to signal of Orphanides and van Norden 2002). One warning a call.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2026-03")
    >>> found = decompose(gdp, log=True)
    >>> found.loc[found.revisable, ["cycle", "revision"]].round(3)
        cycle  revision
    17  0.007     0.007
    18 -0.008     0.018
    """
    if method not in splitting.TAKES:
        raise TrendError(
            f"method={method!r} is not known", mend=offer(str(method), splitting.TAKES)
        )
    given = {"lamb": lamb, "h": h, "p": p, "low": low, "high": high, "k": k, "period": period}
    requirements.require_unused(f"method={method!r}", splitting.TAKES[method], given)
    parts: list[pd.DataFrame] = []
    noise: list[endings.Noise] = []
    found = panels(obs, interpolate=interpolate, drop=drop, across=across)
    for panel, told in _long_enough(found, method, given, drop):
        requirements.require_movement(panel)
        values = requirements.logarithms(panel) if log else panel.values
        split = splitting.split(values, method, told)
        revisable, revision, ratio = _revisions(values, split[1], method, told)
        noise.append(endings.noise_of(panel, ratio))
        words = splitting.worded(told) + (", of logarithms" if log else "")
        columns = {
            "value": values,
            **dict(zip(("trend", "cycle", "season"), split, strict=True)),
            "revisable": np.broadcast_to(revisable, values.shape),
            "revision": revision,
        }
        parts.append(_rows(panel, method, words, columns))
    endings.warn_of(noise)
    return cast("DataFrame[Cycles]", requirements.in_order(parts, CYCLES))


def _long_enough(
    found: list[Panel], method: Method, given: dict[str, float | None], drop: Drop | None
) -> Iterator[tuple[Panel, splitting.Settings]]:
    """Panels with the parameters of the method; short ones refused, or left out if told so."""
    every = [(panel, splitting.settings(method, panel.per_year, given)) for panel in found]
    long = [
        (panel, told)
        for panel, told in every
        if panel.values.shape[1] >= splitting.least_periods(method, told)
    ]
    # Where nothing would be left, the first that is too short says so.
    for panel, told in long if long and drop == "series" else every:
        splitting.require_length(panel, method, told)
        yield panel, told


def _revisions(
    values: npt.NDArray[np.float64],
    cycle: npt.NDArray[np.float64],
    method: str,
    told: splitting.Settings,
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Which periods are revised most, by how much, and the newest one's noise over its signal."""
    periods = values.shape[1]
    revision = np.full(values.shape, np.nan)
    ratio = np.full(len(values), np.nan)
    near = 0
    if method == "hp":
        near = endings.reach(periods, told["lamb"])
        past, ratio = endings.past_revisions(values, cycle, told["lamb"])
        revision[:, periods - near :] = past
    elif method == "cf":
        near = int(told["high"] / 2)
    elif method == "stl":
        near = splitting.stl_window(int(told["period"])) // 2
    return np.arange(periods) >= periods - near, revision, ratio


def _rows(
    panel: Panel, method: str, words: str, columns: dict[str, npt.NDArray[np.generic]]
) -> pd.DataFrame:
    """One row a period, series by series."""
    series, periods = panel.values.shape
    which = np.repeat(np.arange(series), periods)
    table: dict[str, object] = {
        name: codes.take(which) for name, codes in series_columns(panel).items()
    }
    table |= {"start": panel.starts.ravel(), "end": panel.ends.ravel()}
    table |= {name: column.ravel() for name, column in columns.items()}
    table["method"] = constant(method, which.size)
    table["parameters"] = constant(words, which.size)
    return pd.DataFrame(table, copy=False)
