"""What was known on a day, what is known now, and what was said first.

Reference: Croushore, D. and Stark, T. (2001), A real-time data set for macroeconomists, Journal of
Econometrics 105(1), 111-130.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final, Literal, cast

import numpy as np
import pandas as pd

from liaoning_econ.catalog.known import as_known, day_of
from liaoning_econ.convert import rows
from liaoning_econ.errors import VintageError, VintageWarning
from liaoning_econ.realtime.ordering import declared, in_order

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from pandera.typing import DataFrame

    from liaoning_econ.realtime.ordering import Releases
    from liaoning_econ.schemas import Observations

    Missing = Literal["refuse", "drop"]

__all__ = ["as_of", "first_release", "latest", "release"]

# A message names as many periods.
_NAMED: Final = 5


def as_of(
    obs: pd.DataFrame,
    date: str | datetime.date | pd.Timestamp,
    *,
    possible: bool = False,
    consistent: bool = False,
    order: Sequence[str] | None = None,
) -> DataFrame[Observations]:
    """Take what was known on a day: one row a period, the newest published on or before it.

    Of two rows the newer is the one whose latest possible day of publication (`published`) comes
    later; where the two are equal, the one whose earliest possible day does. A row without a day of
    publication never answers.

    Parameters
    ----------
    obs
        Observations, any number of series, releases and rows.
    date
        The day; what was published on it is known.
    possible
        Whether rows answer that may have been public on the day: those whose range, from
        `published_from` to `published`, holds it. If not, a warning counts them.
    consistent
        Whether each series keeps to one benchmark. It is that of the newest vintage known on the
        day which has one benchmark throughout (`vintages()`; a vintage that it does not know has
        one); without such a vintage, that of the newest row. Every release of that benchmark may
        answer: final figures beside preliminary ones.
    order
        Keys of sources, the most trusted first. Of two rows of one period that have the same days
        of publication, that of the source named earlier answers; sources that are not named come
        last. None: two such rows may repeat a figure, but not contradict each other.

    Returns
    -------
    DataFrame[Observations]
        One row a series and period, ordered by series and period, on a plain index; `vintage` says
        which release answers. Status B where the benchmark of a row is not that of the row before
        in its series. Before the first release a frame without rows.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    WindowError
        `date` is no day.
    VintageError
        Two rows of one period have the same days of publication and different figures; `rows` has
        both.

    Warns
    -----
    VintageWarning
        Rows were left out because their day of publication is only known as a range that holds the
        day.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", "CN-LN", start=2014, end=2018)
    >>> as_of(gdp, "2018-08-15", possible=True)[["end", "value", "vintage"]].tail(2)
             end         value          vintage
    2 2016-12-31  2.224690e+12  nbs-web-2018-12
    3 2017-12-31  2.394200e+12  communique-2017
    """
    frame = rows.typed(obs)
    day = day_of(date, "date")
    found = as_known(frame, day, possible=possible, consistent=consistent, order=order)
    return cast("DataFrame[Observations]", found)


def latest(
    obs: pd.DataFrame, *, consistent: bool = False, order: Sequence[str] | None = None
) -> DataFrame[Observations]:
    """Take what is known now: one row a period, the newest release.

    The same as `as_of` on the last day on which something was published.

    Parameters
    ----------
    obs
        Observations, any number of series, releases and rows.
    consistent
        As in `as_of`: whether each series keeps to one benchmark.
    order
        As in `as_of`: sources, the most trusted first.

    Returns
    -------
    DataFrame[Observations]
        As `as_of`.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    VintageError
        Two rows of one period have the same days of publication and different figures.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> now = latest(le.observations("gdp", "CN-LN", start=2005, end=2006))
    >>> now[["vintage", "status"]].to_numpy().tolist()
    [['nbs-web-2024', 'A'], ['nbs-web-2026-03', 'B']]
    """
    frame = rows.typed(obs)
    last = frame["published"].max()
    # Without any day of publication nothing answers, whatever the day.
    day = pd.Timestamp.max if last is pd.NaT else last
    found = as_known(frame, day, consistent=consistent, order=order)
    return cast("DataFrame[Observations]", found)


def first_release(
    obs: pd.DataFrame, *, missing: Missing = "refuse", order: Sequence[str] | None = None
) -> DataFrame[Observations]:
    """Take what was said first of each period.

    Parameters
    ----------
    obs
        Observations, any number of series and releases.
    missing
        What becomes of a period whose first release `obs` does not have: "refuse" it, or "drop"
        it, with a warning that names it. It is never replaced by a later release.
    order
        As in `release`.

    Returns
    -------
    DataFrame[Observations]
        As `release`.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    WindowError
        A window lacks a day.
    VintageError
        As `release`.

    Warns
    -----
    VintageWarning
        As `release`.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> first_release(le.observations("gdp", "CN-LN", start=2017, end=2017))["vintage"].tolist()
    ['communique-2017']
    """
    return _numbered(obs, 1, missing, order, "first_release")


def release(
    obs: pd.DataFrame,
    n: int,
    *,
    missing: Missing = "refuse",
    order: Sequence[str] | None = None,
) -> DataFrame[Observations]:
    """Take the n-th release of each period.

    Releases stand in the order of the latest day on which each can have become public, then of the
    earliest. They are counted from a period's first one: where `vintages()` says that the earliest
    row of `obs` is a final or a revised figure, the first release is not there and no later one
    can be numbered. The earliest row of a vintage that `vintages()` does not know counts as the
    first. A release that repeats a figure counts; an expectation (status F) does not.

    Parameters
    ----------
    obs
        Observations, any number of series and releases.
    n
        Number of the release, 1 the first.
    missing
        What becomes of a period whose first release `obs` does not have, or which has fewer
        releases: "refuse" it, or "drop" it, with a warning that names it. It is never replaced by
        another release.
    order
        Keys of sources, the most trusted first: of two releases of the same days that differ, that
        of the source named earlier counts as the later one. None: they are refused.

    Returns
    -------
    DataFrame[Observations]
        One row a series and period, ordered by series and period, on a plain index; every column
        as it was.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    WindowError
        A window lacks a day.
    VintageError
        `n` or `missing` is none that there is; a period lacks its first or n-th release; a figure
        is infinite; two rows of one period have the same days of publication and different
        figures.

    Warns
    -----
    VintageWarning
        Periods were left out, or rows whose day of publication is not known.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> gdp = le.observations("gdp", "CN-LN", start=2017, end=2017)
    >>> [(release(gdp, n)["value"] / 1e8).round(1).tolist() for n in (1, 2, 3, 4)]
    [[23942.0], [23409.2], [23409.2], [21693.0]]
    """
    return _numbered(obs, n, missing, order, "release")


def _numbered(
    obs: pd.DataFrame, n: int, missing: Missing, order: Sequence[str] | None, what: str
) -> DataFrame[Observations]:
    """One release of each period that has it."""
    whole = isinstance(cast("object", n), int | np.integer) and not isinstance(n, bool)
    if not whole or n < 1:
        raise VintageError(f"n={n!r} is no number of a release", mend="1 is the first release")
    if missing not in {"refuse", "drop"}:
        raise VintageError(
            f"missing={missing!r} is not known",
            mend="'refuse' a period without the release, or 'drop' it",
        )
    found = in_order(obs, order=order, what=what, stacklevel=4)
    first = found.firsts == np.arange(len(found.places))
    headless = first & declared(found.frame).later[found.places]
    short = first & ~headless & (found.lasts - found.firsts + 1 < n)
    _leave_out(
        found,
        found.places[headless],
        f"{what}() has no first release, the earliest row is final or revised",
        missing,
    )
    _leave_out(
        found,
        found.places[found.lasts[short]],
        f"{what}() has no release {n} after the last row",
        missing,
    )
    here = found.places[(found.number == n) & ~headless[found.firsts]]
    result = found.frame.iloc[here].reset_index(drop=True)
    return cast("DataFrame[Observations]", result)


def _leave_out(releases: Releases, places: rows.Places, message: str, missing: Missing) -> None:
    """Name the periods that the result cannot have, one row each, in an error or a warning."""
    if not places.size:
        return
    bad = releases.frame.iloc[places]
    periods = [
        f"{one['indicator']} of {one['region']} for {one['end']:%Y-%m-%d} ({one['vintage']})"
        for _, one in bad.iloc[:_NAMED].iterrows()
    ]
    more = f" and {len(places) - _NAMED:,} more" if len(places) > _NAMED else ""
    told = f"{message}: {', '.join(periods)}{more}"
    if missing == "refuse":
        raise VintageError(
            told,
            mend="missing='drop' leaves these periods out, with a warning that names them",
            rows=bad.iloc[: rows.MOST_ROWS],
        )
    warnings.warn(f"{told}. Left out", VintageWarning, stacklevel=4)
