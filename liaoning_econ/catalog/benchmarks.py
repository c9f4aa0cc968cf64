"""To which benchmark each row belongs: rows of one may stand in one series, rows of two may not."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, cast

import pandas as pd

from liaoning_econ import frames
from liaoning_econ.catalog import record
from liaoning_econ.catalog.series import held

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    import numpy.typing as npt

__all__ = ["benchmarks", "topic_of"]


def topic_of(indicator: str, measure: str) -> str:
    """The topic of `vintages()` under which an indicator's releases stand.

    An indicator that the record does not have is a topic of its own.

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
    vintage = frames.plain_codes(frame["vintage"]).to_numpy(dtype=object)
    result = vintage.copy()
    if not len(frame):
        return result
    table = record.table("vintages.csv", frames.VINTAGES)
    known = dict(list(table.groupby(["vintage", "topic"], observed=True)))
    releases = pd.DataFrame(
        {
            "vintage": vintage,
            "indicator": frames.plain_codes(frame["indicator"]).to_numpy(dtype=object),
            "measure": frames.plain_codes(frame["measure"]).to_numpy(dtype=object),
        }
    )
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    places_of = releases.groupby(["vintage", "indicator", "measure"]).indices
    for key, places in places_of.items():
        label, indicator, measure = cast("tuple[str, str, str]", key)
        spans = known.get((label, topic_of(indicator, measure)))
        if spans is None:
            continue
        for first, last, benchmark in zip(
            spans["start"].to_numpy(), spans["end"].to_numpy(), spans["benchmark"], strict=True
        ):
            inside = places[(start[places] >= first) & (end[places] <= last)]
            result[inside] = str(benchmark)
    return result
