"""The classes of what analyses answer with."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from liaoning_econ import frames
from liaoning_econ.schemas.declared import Declared, field

__all__ = [
    "Breaks",
    "Cycles",
    "EndPoints",
    "EventPaths",
    "Trends",
]


class Trends(Declared):
    """One row a series: its trend.

    Examples
    --------
    >>> from liaoning_econ.frames import TRENDS, empty
    >>> len(Trends.validate(empty(TRENDS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.TRENDS, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.TRENDS, "region")
    measure: Series[pd.CategoricalDtype] = field(frames.TRENDS, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.TRENDS, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.TRENDS, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.TRENDS, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.TRENDS, "unit")
    vintage: Series[pd.CategoricalDtype] = field(frames.TRENDS, "vintage")
    start: Series[pd.Timestamp] = field(frames.TRENDS, "start")
    end: Series[pd.Timestamp] = field(frames.TRENDS, "end")
    n: Series[int] = field(frames.TRENDS, "n")
    model: Series[pd.CategoricalDtype] = field(frames.TRENDS, "model")
    slope: Series[float] = field(frames.TRENDS, "slope")
    slope_unit: Series[pd.CategoricalDtype] = field(frames.TRENDS, "slope_unit")
    standard_error: Series[float] = field(frames.TRENDS, "standard_error")
    lower: Series[float] = field(frames.TRENDS, "lower")
    upper: Series[float] = field(frames.TRENDS, "upper")
    level: Series[float] = field(frames.TRENDS, "level")
    r2: Series[float] = field(frames.TRENDS, "r2")
    t: Series[float] = field(frames.TRENDS, "t")
    p_value: Series[float] = field(frames.TRENDS, "p_value")
    errors: Series[pd.CategoricalDtype] = field(frames.TRENDS, "errors")
    max_lags: Series[float] = field(frames.TRENDS, "max_lags")
    confidence: Series[float] = field(frames.TRENDS, "confidence")
    theil_sen: Series[float] = field(frames.TRENDS, "theil_sen")
    theil_sen_lower: Series[float] = field(frames.TRENDS, "theil_sen_lower")
    theil_sen_upper: Series[float] = field(frames.TRENDS, "theil_sen_upper")
    mann_kendall_z: Series[float] = field(frames.TRENDS, "mann_kendall_z")
    mann_kendall_p_value: Series[float] = field(frames.TRENDS, "mann_kendall_p_value")
    method: Series[str] = field(frames.TRENDS, "method")


class Cycles(Declared):
    """One row a period: trend and cycle.

    Examples
    --------
    >>> from liaoning_econ.frames import CYCLES, empty
    >>> len(Cycles.validate(empty(CYCLES)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.CYCLES, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.CYCLES, "region")
    measure: Series[pd.CategoricalDtype] = field(frames.CYCLES, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.CYCLES, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.CYCLES, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.CYCLES, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.CYCLES, "unit")
    vintage: Series[pd.CategoricalDtype] = field(frames.CYCLES, "vintage")
    start: Series[pd.Timestamp] = field(frames.CYCLES, "start")
    end: Series[pd.Timestamp] = field(frames.CYCLES, "end")
    value: Series[float] = field(frames.CYCLES, "value")
    trend: Series[float] = field(frames.CYCLES, "trend")
    cycle: Series[float] = field(frames.CYCLES, "cycle")
    season: Series[float] = field(frames.CYCLES, "season")
    method: Series[pd.CategoricalDtype] = field(frames.CYCLES, "method")
    parameters: Series[pd.CategoricalDtype] = field(frames.CYCLES, "parameters")
    revisable: Series[bool] = field(frames.CYCLES, "revisable")
    revision: Series[float] = field(frames.CYCLES, "revision")


class EndPoints(Declared):
    """One row a period: its cycle when it was the newest, and now.

    Examples
    --------
    >>> from liaoning_econ.frames import END_POINTS, empty
    >>> len(EndPoints.validate(empty(END_POINTS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "region")
    measure: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "unit")
    vintage: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "vintage")
    start: Series[pd.Timestamp] = field(frames.END_POINTS, "start")
    end: Series[pd.Timestamp] = field(frames.END_POINTS, "end")
    release: Series[str] = field(frames.END_POINTS, "release")
    real_time: Series[float] = field(frames.END_POINTS, "real_time")
    quasi_real: Series[float] = field(frames.END_POINTS, "quasi_real")
    final: Series[float] = field(frames.END_POINTS, "final")
    data_revision: Series[float] = field(frames.END_POINTS, "data_revision")
    end_revision: Series[float] = field(frames.END_POINTS, "end_revision")
    revisable: Series[bool] = field(frames.END_POINTS, "revisable")
    parameters: Series[pd.CategoricalDtype] = field(frames.END_POINTS, "parameters")


class Breaks(Declared):
    """One row a regime, with the break that ends it.

    Examples
    --------
    >>> from liaoning_econ.frames import BREAKS, empty
    >>> len(Breaks.validate(empty(BREAKS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.BREAKS, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.BREAKS, "region")
    measure: Series[pd.CategoricalDtype] = field(frames.BREAKS, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.BREAKS, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.BREAKS, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.BREAKS, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.BREAKS, "unit")
    vintage: Series[pd.CategoricalDtype] = field(frames.BREAKS, "vintage")
    regime: Series[int] = field(frames.BREAKS, "regime")
    regimes: Series[int] = field(frames.BREAKS, "regimes")
    start: Series[pd.Timestamp] = field(frames.BREAKS, "start")
    end: Series[pd.Timestamp] = field(frames.BREAKS, "end")
    n: Series[int] = field(frames.BREAKS, "n")
    break_lower: Series[pd.Timestamp] = field(frames.BREAKS, "break_lower")
    break_upper: Series[pd.Timestamp] = field(frames.BREAKS, "break_upper")
    mean: Series[float] = field(frames.BREAKS, "mean")
    mean_error: Series[float] = field(frames.BREAKS, "mean_error")
    slope: Series[float] = field(frames.BREAKS, "slope")
    slope_error: Series[float] = field(frames.BREAKS, "slope_error")
    model: Series[pd.CategoricalDtype] = field(frames.BREAKS, "model")
    select: Series[pd.CategoricalDtype] = field(frames.BREAKS, "select")
    ssr: Series[float] = field(frames.BREAKS, "ssr")
    criterion: Series[float] = field(frames.BREAKS, "criterion")
    confidence: Series[float] = field(frames.BREAKS, "confidence")


class EventPaths(Declared):
    """One row an event and day.

    Examples
    --------
    >>> from liaoning_econ.frames import EVENT_PATHS, empty
    >>> len(EventPaths.validate(empty(EVENT_PATHS)))
    0
    """

    base: Series[pd.CategoricalDtype] = field(frames.EVENT_PATHS, "base")
    quote: Series[pd.CategoricalDtype] = field(frames.EVENT_PATHS, "quote")
    event: Series[pd.CategoricalDtype] = field(frames.EVENT_PATHS, "event")
    date: Series[pd.Timestamp] = field(frames.EVENT_PATHS, "date")
    offset: Series[int] = field(frames.EVENT_PATHS, "offset")
    abnormal: Series[float] = field(frames.EVENT_PATHS, "abnormal")
    cumulative: Series[float] = field(frames.EVENT_PATHS, "cumulative")
    standard_error: Series[float] = field(frames.EVENT_PATHS, "standard_error")
    lower: Series[float] = field(frames.EVENT_PATHS, "lower")
    upper: Series[float] = field(frames.EVENT_PATHS, "upper")
    t: Series[float] = field(frames.EVENT_PATHS, "t")
    p_value: Series[float] = field(frames.EVENT_PATHS, "p_value")
    events: Series[int] = field(frames.EVENT_PATHS, "events")
    overlaps: Series[int] = field(frames.EVENT_PATHS, "overlaps")
    confidence: Series[float] = field(frames.EVENT_PATHS, "confidence")
