"""What a rate did after events of one kind, by one regression a horizon (local projections).

For each horizon h the log rate h publication days after day t is regressed on whether an event
counts from day t, on the log rate and the events of the days before, and on a constant:

    y_(t+h) = a_h + b_h z_t + sum over lags of (c_hj y_(t-j) + d_hj z_(t-j)) + u_(t+h)

b_h is the response in percent from the day before the event; for an event study's cumulated mean it
is the counterpart that also takes events shortly before into account. The regressions and their
errors (Bartlett kernel, at least h lags, as u is a moving average of h days) are those of
statsmodels' `LocalProjections`. With lags of y among the regressors they hold also where y is a
random walk (Montiel Olea and Plagborg-Moller 2021). The error of a response to n events is learned
from their n days, however many the others are: its t is held against Student's with n - 1 degrees
of freedom. Drawn with no effect, t was beyond its 5 percent limits in 3 to 8 percent of 300 samples
of 600 days with 3, 5, 8, 15 or 30 events; against the normal it was in 22 percent with three.

References: Jorda, O. (2005), Estimation and inference of impulse responses by local projections,
American Economic Review 95(1), 161-182. Montiel Olea, J. L. and Plagborg-Moller, M. (2021), Local
projection inference is simpler and more robust than you think, Econometrica 89(4), 1789-1823.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from liaoning_econ.errors import TrendError
from liaoning_econ.frames import EVENT_PATHS, stack
from liaoning_econ.trends.arguments import require_share, require_whole
from liaoning_econ.trends.happenings import paths_frame
from liaoning_econ.trends.publications import ALL, Dated, Published, dated, published, some

if TYPE_CHECKING:
    import pandas as pd
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import EventPaths

__all__ = ["FEWEST", "local_projections"]

# With one event its day is fitted exactly, and no error is left.
FEWEST: Final = 3


def local_projections(
    rates: pd.DataFrame,
    events: pd.DataFrame | Mapping[str, object],
    horizons: int = 20,
    *,
    lags: int = 5,
    lag: int | Mapping[str, int] = 0,
    drop: Sequence[str] = (),
    max_lags: int | None = None,
    confidence: float = 0.95,
) -> DataFrame[EventPaths]:
    """Mean response of a rate to events, horizon by horizon.

    Parameters
    ----------
    rates
        Daily rates, as `le.rates` gives them, of one pair or several; all of them enter the
        regressions.
    events
        At least three, as for `event_study`.
    horizons
        Publication days to follow the rate after the day of the event.
    lags
        Publication days before it whose rates and events are held fixed.
    lag
        Publication days by which the rate shows an event later, one number or one by code.
    drop
        Codes of events to leave out.
    max_lags
        Lags of the Bartlett kernel. None: the larger of h and 4 (h / 100)^(2/9), rounded up.
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame[EventPaths]
        For each pair one row a horizon from 0 on, `event` "all"; `cumulative` is the response in
        percent, `abnormal` its step, `overlaps` the pairs of events fewer than `horizons` + 1
        publication days apart.

    Raises
    ------
    SchemaError
        A column of `rates` or `events` is missing or of another kind.
    TrendError
        Fewer than three events, one that is not known to the day or has too few days around it,
        too few days for the regressors, averages instead of daily rates, or an argument that is
        out of range.
    UnknownCodeError
        A code in `drop` or `lag` that `events` does not have.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> yuan = le.rates("USD", "CNY", "2018-01-01", "2019-12-31")
    >>> found = local_projections(yuan, le.events("us_tariffs"), 5)
    >>> found[["offset", "cumulative", "standard_error"]].round(2).iloc[[0, 5]]
       offset  cumulative  standard_error
    0       0        0.02            0.17
    5       5        0.15            0.28
    """
    require_whole(horizons, "horizons")
    require_whole(lags, "lags", 1)
    if max_lags is not None:
        require_whole(max_lags, "max_lags")
    require_share(confidence)
    chosen = dated(events, lag=lag, drop=drop)
    if len(chosen.names) < FEWEST:
        raise TrendError(
            f"{len(chosen.names)} events ({some(chosen.names)}): the error of their mean response "
            f"cannot be told from fewer than {FEWEST}",
            mend="take event_study, which learns the error from the days before each event",
        )
    paths = [
        _projected(table, chosen, horizons, lags, max_lags, confidence)
        for table in published(rates, least=3 * lags + horizons + len(chosen.names) + 2)
    ]
    return cast("DataFrame[EventPaths]", stack(paths, EVENT_PATHS))


def _projected(
    table: Published,
    events: Dated,
    horizons: int,
    lags: int,
    max_lags: int | None,
    confidence: float,
) -> pd.DataFrame:
    """The rows of one pair."""
    from statsmodels.tsa.api import LocalProjections

    places = events.places(table)
    outside = (places < lags) | (places + horizons >= table.days.size)
    if outside.any():
        names = [name for name, out in zip(events.names, outside, strict=True) if out]
        raise TrendError(
            f"rates of {table.name} do not cover the days around {some(names)}: each needs "
            f"{lags:,} publication days before its first and {horizons:,} after",
            mend=f"ask le.rates for a longer stretch of days, or leave them out: drop={names!r}",
        )
    happened = np.bincount(places, minlength=table.days.size).astype(np.float64)
    endog = np.column_stack([happened, 100.0 * np.log(table.rate)])
    fitted = LocalProjections(endog, lags=lags, horizons=horizons, nw_lags=max_lags).fit()
    response, error = fitted.irfs[:, 1, 0], fitted.stderr[:, 1, 0]
    apart = np.abs(places[:, np.newaxis] - places)
    return paths_frame(
        table,
        names=[ALL],
        days=np.full((1, horizons + 1), np.datetime64("NaT", "D")),
        offsets=np.arange(horizons + 1),
        abnormal=np.diff(response, prepend=0.0)[np.newaxis],
        errors=error[np.newaxis],
        freedom=len(events.names) - 1,
        counts=[len(events.names)],
        overlaps=[int(((apart <= horizons).sum() - len(places)) // 2)],
        confidence=confidence,
    )
