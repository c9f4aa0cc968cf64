"""The classes of releases and revisions."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from liaoning_econ import frames
from liaoning_econ.schemas.declared import Declared, field

__all__ = ["Causes", "RevisionStatistics", "Revisions", "Splices"]


class Causes(Declared):
    """One row a topic, region, period and benchmark.

    Examples
    --------
    >>> from liaoning_econ.frames import CAUSES, empty
    >>> len(Causes.validate(empty(CAUSES)))
    0
    """

    topic: Series[pd.CategoricalDtype] = field(frames.CAUSES, "topic")
    region: Series[pd.CategoricalDtype] = field(frames.CAUSES, "region")
    start: Series[pd.Timestamp] = field(frames.CAUSES, "start")
    end: Series[pd.Timestamp] = field(frames.CAUSES, "end")
    benchmark: Series[pd.CategoricalDtype] = field(frames.CAUSES, "benchmark")
    before: Series[str] = field(frames.CAUSES, "before")
    cause: Series[pd.CategoricalDtype] = field(frames.CAUSES, "cause")
    reason: Series[str] = field(frames.CAUSES, "reason")
    event: Series[str] = field(frames.CAUSES, "event")
    source: Series[pd.CategoricalDtype] = field(frames.CAUSES, "source")


class Revisions(Declared):
    """One row a release, period and comparison.

    Examples
    --------
    >>> from liaoning_econ.frames import REVISIONS, empty
    >>> len(Revisions.validate(empty(REVISIONS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "region")
    measure: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "unit")
    start: Series[pd.Timestamp] = field(frames.REVISIONS, "start")
    end: Series[pd.Timestamp] = field(frames.REVISIONS, "end")
    against: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "against")
    release: Series[int] = field(frames.REVISIONS, "release")
    from_vintage: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "from_vintage")
    to_vintage: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "to_vintage")
    from_published: Series[pd.Timestamp] = field(frames.REVISIONS, "from_published")
    to_published: Series[pd.Timestamp] = field(frames.REVISIONS, "to_published")
    from_value: Series[float] = field(frames.REVISIONS, "from_value")
    to_value: Series[float] = field(frames.REVISIONS, "to_value")
    revision: Series[float] = field(frames.REVISIONS, "revision")
    revision_unit: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "revision_unit")
    percent: Series[float] = field(frames.REVISIONS, "percent")
    cause: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "cause")
    reason: Series[str] = field(frames.REVISIONS, "reason")
    source: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "source")


class RevisionStatistics(Declared):
    """One row a series, comparison and release.

    Examples
    --------
    >>> from liaoning_econ.frames import REVISION_STATISTICS, empty
    >>> len(RevisionStatistics.validate(empty(REVISION_STATISTICS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "region")
    measure: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "unit")
    against: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "against")
    release: Series[int] = field(frames.REVISION_STATISTICS, "release")
    start: Series[pd.Timestamp] = field(frames.REVISION_STATISTICS, "start")
    end: Series[pd.Timestamp] = field(frames.REVISION_STATISTICS, "end")
    revision_unit: Series[pd.CategoricalDtype] = field(frames.REVISION_STATISTICS, "revision_unit")
    n: Series[int] = field(frames.REVISION_STATISTICS, "n")
    mean: Series[float] = field(frames.REVISION_STATISTICS, "mean")
    mean_absolute: Series[float] = field(frames.REVISION_STATISTICS, "mean_absolute")
    rmse: Series[float] = field(frames.REVISION_STATISTICS, "rmse")
    sd: Series[float] = field(frames.REVISION_STATISTICS, "sd")
    least: Series[float] = field(frames.REVISION_STATISTICS, "least")
    greatest: Series[float] = field(frames.REVISION_STATISTICS, "greatest")
    relative_mean_absolute: Series[float] = field(
        frames.REVISION_STATISTICS, "relative_mean_absolute"
    )
    lags: Series[pd.Int64Dtype] = field(frames.REVISION_STATISTICS, "lags")
    bias_error: Series[float] = field(frames.REVISION_STATISTICS, "bias_error")
    bias_p_value: Series[float] = field(frames.REVISION_STATISTICS, "bias_p_value")
    news_intercept: Series[float] = field(frames.REVISION_STATISTICS, "news_intercept")
    news_slope: Series[float] = field(frames.REVISION_STATISTICS, "news_slope")
    news_p_value: Series[float] = field(frames.REVISION_STATISTICS, "news_p_value")
    noise_intercept: Series[float] = field(frames.REVISION_STATISTICS, "noise_intercept")
    noise_slope: Series[float] = field(frames.REVISION_STATISTICS, "noise_slope")
    noise_p_value: Series[float] = field(frames.REVISION_STATISTICS, "noise_p_value")
    signal_to_noise: Series[float] = field(frames.REVISION_STATISTICS, "signal_to_noise")
    sign_changes: Series[float] = field(frames.REVISION_STATISTICS, "sign_changes")
    theil_u: Series[float] = field(frames.REVISION_STATISTICS, "theil_u")
    correlation: Series[float] = field(frames.REVISION_STATISTICS, "correlation")
    first_efficient: Series[bool] = field(frames.REVISION_STATISTICS, "first_efficient")
    note: Series[str] = field(frames.REVISION_STATISTICS, "note")


class Splices(Declared):
    """One row a place where a table passes from one benchmark to another.

    Examples
    --------
    >>> from liaoning_econ.frames import SPLICES, empty
    >>> len(Splices.validate(empty(SPLICES)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.SPLICES, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.SPLICES, "region")
    measure: Series[pd.CategoricalDtype] = field(frames.SPLICES, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.SPLICES, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.SPLICES, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.SPLICES, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.SPLICES, "unit")
    vintage: Series[pd.CategoricalDtype] = field(frames.SPLICES, "vintage")
    year: Series[int] = field(frames.SPLICES, "year")
    start: Series[pd.Timestamp] = field(frames.SPLICES, "start")
    end: Series[pd.Timestamp] = field(frames.SPLICES, "end")
    end_before: Series[pd.Timestamp] = field(frames.SPLICES, "end_before")
    benchmark_before: Series[pd.CategoricalDtype] = field(frames.SPLICES, "benchmark_before")
    benchmark_after: Series[pd.CategoricalDtype] = field(frames.SPLICES, "benchmark_after")
    printed: Series[float] = field(frames.SPLICES, "printed")
    consistent_lower: Series[float] = field(frames.SPLICES, "consistent_lower")
    consistent_upper: Series[float] = field(frames.SPLICES, "consistent_upper")
    marked: Series[bool] = field(frames.SPLICES, "marked")
    evidence: Series[str] = field(frames.SPLICES, "evidence")
