"""The classes of releases and revisions."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from liaoning_econ import frames
from liaoning_econ.schemas.declared import Declared, field

__all__ = ["RevisionStatistics", "Revisions", "Splices"]


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
    from_vintage: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "from_vintage")
    to_vintage: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "to_vintage")
    from_published: Series[pd.Timestamp] = field(frames.REVISIONS, "from_published")
    to_published: Series[pd.Timestamp] = field(frames.REVISIONS, "to_published")
    from_value: Series[float] = field(frames.REVISIONS, "from_value")
    to_value: Series[float] = field(frames.REVISIONS, "to_value")
    revision: Series[float] = field(frames.REVISIONS, "revision")
    revision_unit: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "revision_unit")
    percent: Series[float] = field(frames.REVISIONS, "percent")
    reason: Series[str] = field(frames.REVISIONS, "reason")
    source: Series[pd.CategoricalDtype] = field(frames.REVISIONS, "source")


class RevisionStatistics(Declared):
    """One row a series and comparison.

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
    bias_error: Series[float] = field(frames.REVISION_STATISTICS, "bias_error")
    bias_p_value: Series[float] = field(frames.REVISION_STATISTICS, "bias_p_value")
    news_p_value: Series[float] = field(frames.REVISION_STATISTICS, "news_p_value")
    noise_p_value: Series[float] = field(frames.REVISION_STATISTICS, "noise_p_value")
    signal_to_noise: Series[float] = field(frames.REVISION_STATISTICS, "signal_to_noise")
    sign_changes: Series[float] = field(frames.REVISION_STATISTICS, "sign_changes")
    theil_u: Series[float] = field(frames.REVISION_STATISTICS, "theil_u")
    correlation: Series[float] = field(frames.REVISION_STATISTICS, "correlation")


class Splices(Declared):
    """One row a place where a release mixes benchmarks.

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
    benchmark_before: Series[pd.CategoricalDtype] = field(frames.SPLICES, "benchmark_before")
    benchmark_after: Series[pd.CategoricalDtype] = field(frames.SPLICES, "benchmark_after")
    printed: Series[float] = field(frames.SPLICES, "printed")
    consistent_lower: Series[float] = field(frames.SPLICES, "consistent_lower")
    consistent_upper: Series[float] = field(frames.SPLICES, "consistent_upper")
    evidence: Series[str] = field(frames.SPLICES, "evidence")
