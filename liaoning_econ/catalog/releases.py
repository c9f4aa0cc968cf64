"""To which benchmark each row belongs: rows of one may stand in one series, rows of two may not."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import numpy as np

from liaoning_econ import frames
from liaoning_econ.catalog import record
from liaoning_econ.catalog.groups import codes_of_groups
from liaoning_econ.catalog.series import held

if TYPE_CHECKING:
    from pathlib import Path

    import numpy.typing as npt
    import pandas as pd

__all__ = ["benchmarks", "topic_of"]


def topic_of(indicator: str, measure: str) -> str:
    """The topic of `vintages()` under which an indicator's releases stand.

    An indicator that the record does not have is a topic of its own.

    Parameters
    ----------
    indicator, measure
        Codes.

    Returns
    -------
    str
        A topic of `vintages()`, or the indicator.

    Raises
    ------
    CatalogError
        The shipped file is missing or damaged.

    Examples
    --------
    >>> topic_of("gdp_primary", "flow"), topic_of("gdp", "growth")
    ('gdp', 'gdp_growth')
    """
    return _topics(record.DATA).get((indicator, measure), indicator)


@functools.cache
def _topics(directory: Path) -> dict[tuple[str, str], str]:  # noqa: ARG001 - the cache's key
    """Topic of each indicator and measure of the record."""
    return {pair: one.topic for one in held() for pair in one.pairs}


def benchmarks(frame: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Benchmark of each row, by vintage, topic and period.

    Parameters
    ----------
    frame
        Observations.

    Returns
    -------
    ndarray of str
        Shape (rows,): a code of `vintages()`; a vintage that `vintages()` does not know, or not
        for that period, is a benchmark of its own and gives its label.

    Examples
    --------
    >>> from liaoning_econ.catalog import observations
    >>> rows = observations("gdp", "CN-LN", vintage="nbs-web-2020-05")
    >>> benchmarks(rows).tolist()
    ['census3', 'census3', 'census3', 'census4', 'census4']
    """
    vintage = np.asarray(frames.plain_codes(frame["vintage"]), dtype=object)
    result = vintage.copy()
    known = _spans(record.DATA)
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    releases = codes_of_groups(frame, ("vintage", "indicator", "measure"))
    order = np.argsort(releases, kind="stable")
    cuts = np.flatnonzero(np.diff(releases[order])) + 1
    for places in np.split(order, cuts):
        if not places.size:
            continue
        one = frame.iloc[places[0]]
        topic = topic_of(str(one["indicator"]), str(one["measure"]))
        for first, last, benchmark in known.get((str(one["vintage"]), topic), ()):
            inside = places[(start[places] >= first) & (end[places] <= last)]
            result[inside] = benchmark
    return result


@functools.cache
def _spans(
    directory: Path,  # noqa: ARG001 - the cache's key
) -> dict[tuple[str, str], list[tuple[np.datetime64, np.datetime64, str]]]:
    """Periods of each benchmark, by vintage and topic, in the order of the list."""
    table = record.table("vintages.csv", frames.VINTAGES)
    names = [table[name].astype("str") for name in ("vintage", "topic", "benchmark")]
    days = [table[name].to_numpy() for name in ("start", "end")]
    known: dict[tuple[str, str], list[tuple[np.datetime64, np.datetime64, str]]] = {}
    for vintage, topic, benchmark, first, last in zip(*names, *days, strict=True):
        known.setdefault((vintage, topic), []).append((first, last, benchmark))
    return known
