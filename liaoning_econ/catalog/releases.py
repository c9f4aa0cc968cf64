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
    from collections.abc import Collection, Iterator
    from pathlib import Path

    import numpy.typing as npt
    import pandas as pd

__all__ = ["benchmarks", "codes_of_benchmarks", "topic_of"]


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
    codes, names = codes_of_benchmarks(frame)
    return np.array(names, dtype=object)[codes]


def codes_of_benchmarks(frame: pd.DataFrame) -> tuple[npt.NDArray[np.intp], list[str]]:
    """Benchmark of each row as an integer, and what the integers stand for.

    Parameters
    ----------
    frame
        Observations.

    Returns
    -------
    codes : ndarray of intp
        Shape (rows,): rows of one benchmark have one code.
    names : list of str
        The benchmarks by code; some may have no row.

    Examples
    --------
    >>> from liaoning_econ.catalog import observations
    >>> codes_of_benchmarks(observations("gdp", "CN-LN", vintage="nbs-web-2020-05", start=2017))
    (array([1, 2, 2]), ['nbs-web-2020-05', 'census3', 'census4'])
    """
    releases = codes_of_groups(frame, ("vintage", "indicator", "measure"))
    example = np.zeros(int(releases.max(initial=-1)) + 1, dtype=np.intp)
    example[releases] = np.arange(len(releases))
    columns = ("vintage", "indicator", "measure")
    each = list(zip(*(map(str, frame[name].iloc[example]) for name in columns), strict=True))
    known = _spans(record.DATA)
    spans = {
        number: known[vintage, topic]
        for number, (vintage, indicator, measure) in enumerate(each)
        if (vintage, topic := topic_of(indicator, measure)) in known
    }
    place: dict[str, int] = {}
    own = [place.setdefault(vintage, len(place)) for vintage, _, _ in each]
    codes = np.array(own, dtype=np.intp)[releases]
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    for number, rows in _rows_of(releases, spans):
        for first, last, benchmark in spans[number]:
            inside = rows[(start[rows] >= first) & (end[rows] <= last)]
            codes[inside] = place.setdefault(benchmark, len(place))
    return codes, list(place)


def _rows_of(
    releases: npt.NDArray[np.intp], wanted: Collection[int]
) -> Iterator[tuple[int, npt.NDArray[np.intp]]]:
    """The rows of each release that is wanted."""
    asked = np.zeros(int(releases.max(initial=-1)) + 1, dtype=bool)
    asked[list(wanted)] = True
    rows = np.flatnonzero(asked[releases])
    rows = rows[np.argsort(releases[rows], kind="stable")]
    for part in np.split(rows, np.flatnonzero(np.diff(releases[rows])) + 1):
        if part.size:
            yield int(releases[part[0]]), part


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
