"""What was officially known on a day: one row a period, the newest published on or before it.

Reference: Croushore, D. and Stark, T. (2001), A real-time data set for macroeconomists, Journal of
Econometrics 105(1), 111-130.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import frames, window
from liaoning_econ.catalog.groups import PERIOD, SERIES, codes_of_groups, scattered_codes
from liaoning_econ.catalog.releases import codes_of_benchmarks
from liaoning_econ.errors import VintageError, VintageWarning, WindowError
from liaoning_econ.kernels.asof import newest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    Places = npt.NDArray[np.intp]
    Mask = npt.NDArray[np.bool_]

__all__ = ["as_known", "day_of", "newest_consistent", "newest_rows"]

# An error keeps as many rows.
_MOST_ROWS: Final = 1_000
_NO_DAY: Final = np.iinfo(np.int64).min


def as_known(
    frame: pd.DataFrame,
    day: pd.Timestamp,
    *,
    possible: bool = False,
    consistent: bool = False,
    order: Sequence[str] | None = None,
) -> pd.DataFrame:
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
    consistent
        Whether each series keeps to one benchmark: that of its newest vintage, among the rows that
        may answer, which has one benchmark throughout; without such a vintage, that of its newest
        row.
    order
        Sources, the first the most trusted: which of two figures of one day answers.

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
    answering, maybe = _public(frame, day)
    if possible:
        answering |= maybe
    elif maybe.any():
        warnings.warn(
            f"{int(maybe.sum())} rows may have been public on {day:%Y-%m-%d}: their day of "
            "publication is known as a range that holds it. possible=True lets them answer",
            VintageWarning,
            stacklevel=3,
        )
    del maybe
    if consistent:
        answering &= _of_one_benchmark(frame, answering, order)
    days = ("published", "published_from")
    picked = newest_rows(
        frame, PERIOD, days, where=None if answering.all() else answering, order=order
    )
    return _marked(_taken(frame, picked))


def _public(frame: pd.DataFrame, day: pd.Timestamp) -> tuple[Mask, Mask]:
    """Rows that were public on a day, and those that may have been; shape (rows,) each."""
    latest, earliest = (
        frame[name].to_numpy(dtype=frames.DATETIME).view(np.int64)
        for name in ("published", "published_from")
    )
    # Whole numbers are compared in half the time of days. NaT is the least of them.
    last, missing = day.to_datetime64().astype(frames.DATETIME).view(np.int64), _NO_DAY
    known = latest <= last
    known &= latest != missing
    maybe = earliest <= last
    maybe &= earliest != missing
    maybe &= latest > last
    return known, maybe


def day_of(given: object, what: str = "as_of") -> pd.Timestamp:
    """Read a day; a month or a year has no one day on which something was known.

    Parameters
    ----------
    given
        A text, date or timestamp.
    what
        The argument, for the message.

    Returns
    -------
    pd.Timestamp
        The day, without a time zone.

    Raises
    ------
    WindowError
        It cannot be read, or is longer than a day.

    Examples
    --------
    >>> str(day_of("2018-08-15").date())
    '2018-08-15'
    """
    first, last, _ = window.period_of(given)
    if first != last:
        raise WindowError(
            f"{what} {given!r} is no day", mend=f"name one, for example {last:%Y-%m-%d}"
        )
    return first


def newest_rows(
    frame: pd.DataFrame,
    columns: Sequence[str],
    days: Sequence[str],
    *,
    where: Mask | None = None,
    order: Sequence[str] | None = None,
) -> Places:
    """Positions of the newest row of each group.

    Two rows of the same days may repeat a figure: the one of the last vintage in the order of the
    labels is taken. They may not contradict each other, unless `order` says whose figure counts.

    Parameters
    ----------
    frame
        Observations.
    columns
        Whose values make a group: `PERIOD` for one row a period.
    days
        Columns of days, the first without missing ones; a later column breaks ties, and a missing
        day in it counts as that of the first.
    where
        Shape (rows,): the rows that may be picked; None for all.
    order
        Sources, the first the most trusted; those that are not named come last.

    Returns
    -------
    ndarray of intp
        Shape (groups,), in the order of the groups' sorted values.

    Raises
    ------
    VintageError
        Two rows of one group have the same days and different figures, and `order` does not choose.

    Examples
    --------
    >>> from liaoning_econ.catalog import observations
    >>> rows = observations("gdp", "CN-LN", start=2016, end=2017)
    >>> rows["vintage"].iloc[newest_rows(rows, PERIOD, ("published",))].unique().tolist()
    ['nbs-web-2026-03']
    """
    groups, _ = scattered_codes(frame, columns)
    picked, rivals = newest(groups, *(frame[name].to_numpy() for name in days), where=where)
    if not rivals.size:
        return picked
    owner = np.searchsorted(groups[picked], groups[rivals])
    contested, places = np.unique(owner, return_inverse=True)
    rows = np.concatenate([picked[contested], rivals])
    group = np.concatenate([np.arange(len(contested)), places])
    picked[contested] = _preferred(frame, rows, group, order)
    return picked


def _preferred(
    frame: pd.DataFrame, rows: Places, group: Places, order: Sequence[str] | None
) -> Places:
    """One row of each group of rows of the same days; groups are numbered from 0."""
    trusted = [order] if isinstance(order, str) else list(order or ())
    sources, place = np.unique(
        frame["source"].iloc[rows].astype("str").to_numpy(dtype=object).astype(str),
        return_inverse=True,
    )
    # Sources that are not named share the last place.
    rank = np.array([trusted.index(s) if s in trusted else len(trusted) for s in sources])[place]
    by = np.lexsort((codes_of_groups(frame.iloc[rows], ("vintage", "source")), -rank, group))
    rows, group, rank = rows[by], group[by], rank[by]
    last = np.flatnonzero(np.diff(group, append=-1))
    values = frame["value"].to_numpy()[rows]
    best = last[group]
    # A source that is named later, or not at all, says nothing against the best one.
    clash = np.flatnonzero((rank == rank[best]) & (values != values[best]))
    if clash.size:
        _refuse_rivals(frame, rows[clash], rows[best[clash]], trusted)
    return rows[last]


def _refuse_rivals(
    frame: pd.DataFrame, picked: Places, rivals: Places, trusted: Sequence[str]
) -> None:
    """Two releases of one day may repeat a figure, not contradict it."""
    first, other = frame.iloc[picked[0]], frame.iloc[rivals[0]]
    pair = sorted({str(first["source"]), str(other["source"])})
    named = f"order={pair} lets the figure of the first source answer; or " if len(pair) > 1 else ""
    said = f" and order={list(trusted)} does not choose between them" if trusted else ""
    raise VintageError(
        f"{first['indicator']} of {first['region']} for {first['end']:%Y-%m-%d} has two "
        f"figures of the same day: {first['value']:g} ({first['vintage']}) and "
        f"{other['value']:g} ({other['vintage']}){said}",
        mend=f"{named}choose one with vintage=",
        rows=frame.iloc[np.unique(np.concatenate([picked, rivals]))[:_MOST_ROWS]],
    )


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
    releases = codes_of_groups(frame, (*SERIES, "vintage"))
    whole = _whole_releases(frame, series, releases, codes_of_benchmarks(frame)[0])
    chosen = np.zeros(int(releases.max(initial=-1)) + 1, dtype=bool)
    chosen[whole.drop_duplicates("series", keep="last")["release"]] = True
    return frame[chosen[releases]].reset_index(drop=True)


def _whole_releases(
    frame: pd.DataFrame, series: Places, releases: Places, benchmarks: Places
) -> pd.DataFrame:
    """The vintages of one benchmark, by series, the newest of each last."""
    table = pd.DataFrame(
        {
            "series": series,
            "release": releases,
            "benchmark": benchmarks,
            "published": frame["published"].to_numpy(),
        }
    )
    found = table.groupby("release").agg(
        series=("series", "first"),
        least=("benchmark", "min"),
        benchmark=("benchmark", "max"),
        published=("published", "max"),
        rows=("published", "size"),
    )
    whole = found[found["least"] == found["benchmark"]].reset_index()
    # The releases of a series are numbered in the order of their labels, which ends all ties.
    return whole.sort_values(["series", "published", "rows", "release"])


def _of_one_benchmark(frame: pd.DataFrame, answering: Mask, order: Sequence[str] | None) -> Mask:
    """Which rows are of the one benchmark that their series keeps to; shape (rows,)."""
    rows = np.flatnonzero(answering)
    part = frame.iloc[rows]
    series = codes_of_groups(part, SERIES)
    benchmarks = codes_of_benchmarks(part)[0]
    releases = codes_of_groups(part, (*SERIES, "vintage"))
    newest_row = newest_rows(part, SERIES, ("published", "end"), order=order)
    kept = benchmarks[newest_row]
    whole = _whole_releases(part, series, releases, benchmarks)
    # Of several whole vintages of one day, that of the newest row.
    other = ~np.isin(releases[newest_row], whole["release"])
    best = whole.drop_duplicates("series", keep="last")
    best = best[other[best["series"]]]
    kept[best["series"]] = best["benchmark"]
    mask = np.zeros(len(frame), dtype=bool)
    mask[rows] = benchmarks == kept[series]
    return mask


def _taken(frame: pd.DataFrame, places: Places) -> pd.DataFrame:
    """Some rows on a plain index; what pandas does in a third more time and twice the memory."""
    columns: dict[str, object] = {}
    for name in frame.columns:
        values = frame[name].array
        codes = values.codes if isinstance(values, pd.Categorical) else None
        if codes is None or not codes.size or codes.min() != codes.max():
            columns[name] = values.take(places)
        else:
            # One code throughout need not be looked up row by row.
            same = np.full(len(places), codes[0])
            columns[name] = pd.Categorical.from_codes(same, dtype=values.dtype, validate=False)
    return pd.DataFrame(columns, index=pd.RangeIndex(len(places)), copy=False)


def _marked(frame: pd.DataFrame) -> pd.DataFrame:
    """Status B where a row's benchmark is not that of the row before in its series.

    The rows are in the order of their series and periods.
    """
    if len(frame) < 2:
        return frame
    series = codes_of_groups(frame, SERIES)
    found = codes_of_benchmarks(frame)[0]
    turns = np.flatnonzero((series[1:] == series[:-1]) & (found[1:] != found[:-1])) + 1
    if turns.size:
        status = frame["status"].astype(frames.STATUS).cat.codes.to_numpy().copy()
        status[turns] = list(frames.STATUS.categories).index("B")
        frame["status"] = pd.Categorical.from_codes(status, dtype=frames.STATUS)
    return frame
