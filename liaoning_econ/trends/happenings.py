"""How far a rate left its path around dated events, and how sure that is.

The abnormal change of a publication day is its log change less the mean of the `estimation` changes
that end before the window (constant mean model; MacKinlay 1997; Campbell, Lo and MacKinlay 1997,
chapter 4). Summed from the window's first day to offset k it is

    c_k = w_k' r,   w_k = -m / L on the L days of the estimation window, 1 on the m days summed,

so that the error of the estimated mean, which all abnormal changes of an event share (Salinger
1992), is part of the weights. Its variance is w_k' G w_k, where G holds the autocovariances of the
estimation window with Bartlett weights, 1 - h / (lags + 1) (Newey and West 1987), times L / (L - 1)
for the mean taken out: never negative, and with lags = 0 the textbook s^2 (m + m^2 / L), whose t is
Student's with L - 1 degrees of freedom if changes are normal and independent.

The windows of two events may share days, each in its window or in its estimation window, and then
their sums are correlated (Kolari and Pynnonen 2010 show how much that matters). Both are sums over
one calendar of one rate, so the correlation is known from the weights,

    corr(c_a, c_b) = w_a' R w_b / sqrt(w_a' R w_a  w_b' R w_b),

R the mean over events of the tapered autocorrelations; without any it is the share of days in
common. The variance of the mean over N events is sum_ab corr_ab s_a s_b / N^2, each event with its
own s. What it does not allow for: a variance that the events themselves raise.

References: MacKinlay, A. C. (1997), Event studies in economics and finance, Journal of Economic
Literature 35(1), 13-39. Campbell, J. Y., Lo, A. W. and MacKinlay, A. C. (1997), The Econometrics of
Financial Markets, Princeton University Press. Salinger, M. (1992), Standard errors in event
studies, Journal of Financial and Quantitative Analysis 27(1), 39-53. Kolari, J. W. and Pynnonen, S.
(2010), Event study testing with cross-sectional correlation of abnormal returns, Review of
Financial Studies 23(11), 3996-4025. Newey, W. K. and West, K. D. (1987), A simple, positive
semi-definite, heteroskedasticity and autocorrelation consistent covariance matrix, Econometrica
55(3), 703-708.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from liaoning_econ.errors import TrendError, shorten
from liaoning_econ.frames import EVENT_PATHS, from_lists, stack
from liaoning_econ.kernels.lags import autocovariance
from liaoning_econ.kernels.tails import student_quantile, student_tails
from liaoning_econ.trends.arguments import require_share, require_whole
from liaoning_econ.trends.publications import (
    ALL,
    Dated,
    Floats,
    Places,
    Published,
    dated,
    published,
    some,
)

if TYPE_CHECKING:
    import pandas as pd
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import EventPaths

__all__ = ["event_study", "paths_frame"]

# Changes whose spread is less than this, in percent, come from rounding alone.
_STILL: Final = 1e-9


@dataclass(frozen=True)
class _Design:
    """What all events of a study share.

    Attributes
    ----------
    first, last : int
        First and last offset of the window.
    estimation, lags : int
        Days of the estimation window, and lags of the Bartlett kernel.
    """

    first: int
    last: int
    estimation: int
    lags: int

    @property
    def days(self) -> int:
        """Days of the window."""
        return self.last - self.first + 1

    def weights(self) -> Floats:
        """Weights of the changes in each cumulated one, shape (days, estimation + days)."""
        summed = np.arange(1.0, self.days + 1.0)[:, np.newaxis]
        mean = np.repeat(-summed / self.estimation, self.estimation, axis=1)
        return np.hstack([mean, np.tri(self.days)])


def event_study(
    rates: pd.DataFrame,
    events: pd.DataFrame | Mapping[str, object],
    window: tuple[int, int] = (-10, 20),
    *,
    estimation: int = 120,
    lag: int | Mapping[str, int] = 0,
    drop: Sequence[str] = (),
    max_lags: int | None = None,
    confidence: float = 0.95,
) -> DataFrame[EventPaths]:
    """Abnormal change of a rate around dated events, one by one and on average.

    Parameters
    ----------
    rates
        Daily rates, as `le.rates` gives them, of one pair or several; days without publication are
        left out. They must reach `estimation` publication days and one before the first window.
    events
        A frame with the columns event, start and precision, as `le.events()` gives it, or days by
        name. An event counts from its first day; on a day without publication, from the next with.
    window
        First and last offset, in publication days; 0 is the first day that shows the event.
    estimation
        Publication days, ending before the window, whose mean change is the one expected.
    lag
        Publication days by which the rate shows an event later, one number or one by code: 1 for
        an announcement after 14:15 Frankfurt time, of which the euro reference rates are.
    drop
        Codes of events to leave out.
    max_lags
        Lags of the Bartlett kernel. None: the whole part of 4 (estimation / 100)^(2/9).
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame[EventPaths]
        For each pair one row an event and offset, in order of day, then those of the mean, `event`
        "all". `overlaps` counts the other events whose windows share a day with this one's; in the
        rows of the mean the pairs of windows that do.

    Raises
    ------
    SchemaError
        A column of `rates` or `events` is missing or of another kind.
    TrendError
        An event that is not known to the day, or whose windows the rates do not cover; averages
        instead of daily rates; a rate that never moved; an argument that is out of range.
    UnknownCodeError
        A code in `drop` or `lag` that `events` does not have.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> yuan = le.rates("USD", "CNY", "2015-01-01", "2015-12-31")
    >>> found = event_study(yuan, {"reform": "2015-08-11"}, (0, 2))
    >>> found.loc[found.event == "reform", ["offset", "abnormal", "cumulative", "t"]].round(2)
       offset  abnormal  cumulative      t
    0       0      1.85        1.85  19.04
    1       1      0.96        2.81  19.93
    2       2      0.20        3.01  17.63
    """
    design = _design(window, estimation, max_lags)
    require_share(confidence)
    chosen = dated(events, lag=lag, drop=drop)
    studies = [_study(table, chosen, design, confidence) for table in published(rates, least=3)]
    return cast("DataFrame[EventPaths]", stack(studies, EVENT_PATHS))


def _design(window: tuple[int, int], estimation: int, max_lags: int | None) -> _Design:
    """The arguments, refused where they make no study."""
    require_whole(estimation, "estimation", 2)
    if not _is_window(window):
        raise TrendError(
            f"window is {shorten(str(window))}",
            mend="give the first and the last offset in publication days, such as (-10, 20)",
        )
    if max_lags is None:
        max_lags = min(int(4 * (estimation / 100) ** (2 / 9)), estimation - 1)
    require_whole(max_lags, "max_lags", most=estimation - 1)
    return _Design(int(window[0]), int(window[1]), int(estimation), int(max_lags))


def _is_window(window: object) -> bool:
    """Whether it is two whole numbers that do not run backwards."""
    if not isinstance(window, Sequence) or len(window) != 2:
        return False
    first, last = window
    whole = [isinstance(end, int | np.integer) for end in window]
    return all(whole) and bool(first <= last)


def _study(table: Published, events: Dated, design: _Design, confidence: float) -> pd.DataFrame:
    """All rows of one pair."""
    places = _places(table, events, design)
    # Change j leads to publication day j + 1.
    first = places - 1 + design.first
    before = table.changes[first[:, np.newaxis] + np.arange(-design.estimation, 0)]
    inside = table.changes[first[:, np.newaxis] + np.arange(design.days)]
    mean = before.mean(axis=1, keepdims=True)
    tapered = _tapered(before - mean, design.lags)
    _require_moves(table, events, tapered[:, 0])
    shared = _lagged_products(design)
    abnormal = inside - mean
    error = np.sqrt(_at_distances(shared, tapered)[:, :, 0])
    correlations = (tapered / tapered[:, :1]).mean(axis=0, keepdims=True)
    together = _at_distances(shared, correlations)[0]
    apart = np.abs(places[:, np.newaxis] - places)
    overlaps = (apart < design.days).sum(axis=1) - 1
    day = table.days[places[:, np.newaxis] + np.arange(design.first, design.last + 1)]
    return paths_frame(
        table,
        names=[*events.names, ALL],
        days=np.vstack([day, np.full((1, design.days), np.datetime64("NaT", "D"))]),
        offsets=np.arange(design.first, design.last + 1),
        abnormal=np.vstack([abnormal, abnormal.mean(axis=0)]),
        errors=np.vstack([error, _error_of_mean(error, together, apart)]),
        freedom=design.estimation - 1,
        counts=[1] * len(events.names) + [len(events.names)],
        overlaps=[*overlaps.tolist(), int(overlaps.sum()) // 2],
        confidence=confidence,
    )


def _places(table: Published, events: Dated, design: _Design) -> Places:
    """Place of day 0 of each event; all its days must be there."""
    places = events.places(table)
    before, after = design.estimation - design.first + 1, design.last
    outside = (places - before < 0) | (places + after >= table.days.size)
    if outside.any():
        names = [name for name, out in zip(events.names, outside, strict=True) if out]
        raise TrendError(
            f"rates of {table.name} do not cover the windows of {some(names)}: "
            f"each needs {before:,} publication days before its first and {max(after, 0):,} after",
            mend="ask le.rates for a longer stretch of days, take a shorter estimation=, or leave "
            f"them out by name: drop={names!r}",
        )
    return places


def _tapered(deviations: Floats, lags: int) -> Floats:
    """Autocovariances of each row at lags 0, 1, ... with Bartlett weights: (events, lags + 1).

    Over the days less one, as the mean was taken out.
    """
    found = [
        (1.0 - lag / (lags + 1.0)) * autocovariance(deviations, lag) for lag in range(lags + 1)
    ]
    tapered: Floats = np.stack(found, axis=1) / (deviations.shape[1] - 1.0)
    return tapered


def _require_moves(table: Published, events: Dated, variance: Floats) -> None:
    """A rate that stood still gives no measure of chance."""
    still = variance <= _STILL**2
    if still.any():
        names = [name for name, at in zip(events.names, still, strict=True) if at]
        raise TrendError(
            f"rates of {table.name} did not move before the window of {some(names)}",
            mend=f"take a longer estimation=, or leave them out by name: drop={names!r}",
        )


def _lagged_products(design: _Design) -> Floats:
    """Sums of products of the weights with themselves, shifted: (days, shifts).

    Place s is a shift of s - lags days, from -lags on, until not even a lag is shared.
    """
    weights = design.weights()
    length = weights.shape[1]
    padded = np.pad(weights, ((0, 0), (0, length + 2 * design.lags)))
    size = padded.shape[1]
    spectrum = np.abs(np.fft.rfft(padded, axis=1)) ** 2
    ahead = np.fft.irfft(spectrum, n=size, axis=1)[:, : length + 2 * design.lags + 1]
    return np.hstack([ahead[:, design.lags : 0 : -1], ahead])


def _at_distances(shared: Floats, tapered: Floats) -> Floats:
    """Covariances of two cumulated changes by their distance: (rows, days, distances).

    At distance d the sum over lags h, forward and back, of the tapered autocovariance of h times
    the products of the weights shifted by d + h.
    """
    both_ways = np.concatenate([tapered[:, :0:-1], tapered], axis=1)
    seen = np.lib.stride_tricks.sliding_window_view(shared, both_ways.shape[1], axis=1)
    found: Floats = np.einsum("kdh,eh->ekd", seen, both_ways)
    return found


def _error_of_mean(errors: Floats, together: Floats, apart: Places) -> Floats:
    """Standard error of the mean over events: (days,).

    `errors` (events, days); `together` (days, distances): the covariance at each distance in days;
    `apart` (events, events): distances.
    """
    near = np.minimum(apart, together.shape[1] - 1)
    variance = np.empty(errors.shape[1])
    for day, covariance in enumerate(together):
        own = errors[:, day]
        variance[day] = own @ (covariance / covariance[0])[near] @ own
    found: Floats = np.sqrt(variance) / errors.shape[0]
    return found


def paths_frame(
    table: Published,
    *,
    names: Sequence[str],
    days: np.ndarray,
    offsets: np.ndarray,
    abnormal: Floats,
    errors: Floats,
    freedom: float,
    counts: Sequence[int],
    overlaps: Sequence[int],
    confidence: float,
) -> DataFrame[EventPaths]:
    """Paths with their intervals and tests as a frame.

    Parameters
    ----------
    table
        The pair.
    names
        Codes of events, shape (events,).
    days
        Publication days, shape (events, offsets).
    offsets
        Shape (offsets,).
    abnormal, errors
        Abnormal changes and the standard errors of their sums, shape (events, offsets), percent.
    freedom
        Degrees of freedom of Student's t; infinite for the normal.
    counts, overlaps
        Events that a row speaks of, and windows that share a day, shape (events,).
    confidence
        Of the intervals.

    Returns
    -------
    DataFrame[EventPaths]
        Events below each other.
    """
    cumulative = np.cumsum(abnormal, axis=1)
    t = cumulative / errors
    half = student_quantile(0.5 + confidence / 2, freedom) * errors
    rows, width = abnormal.size, offsets.size
    made = from_lists(
        {
            "base": [table.base] * rows,
            "quote": [table.quote] * rows,
            "event": np.repeat(np.array(names, dtype=object), width),
            "date": days.ravel().astype("datetime64[us]"),
            "offset": np.tile(offsets, len(names)),
            "abnormal": abnormal.ravel(),
            "cumulative": cumulative.ravel(),
            "standard_error": errors.ravel(),
            "lower": (cumulative - half).ravel(),
            "upper": (cumulative + half).ravel(),
            "t": t.ravel(),
            "p_value": student_tails(t, freedom).ravel(),
            "events": np.repeat(counts, width),
            "overlaps": np.repeat(overlaps, width),
            "confidence": np.full(rows, confidence),
        },
        EVENT_PATHS,
    )
    return cast("DataFrame[EventPaths]", made)
