"""Two bases joined to one series: the older one carried back from a level of the newer.

With Y a level on the new base, X one on the old and a the period of the anchor:

- ratio: Y_t = X_t Y_a / X_a for every period t before a, the older level moved to the newer;
- growth: Y_(t-1) = Y_t / (1 + g_t / 100), back from Y_a, with g_t a growth rate of the old base.

Both are retropolation: growth before the anchor is that of the old base, and the whole gap between
the bases at the anchor counts as one of levels. Where the gap grew with time, as it does where the
newer base first counts what has grown since the older one was made, this puts early levels too high
and growth too low (Prados de la Escosura 2016); interpolation, which spreads the gap over the
years, needs to know when it began, and is not done here.

References: de la Fuente, A. (2014), A mixed splicing procedure for economic time series,
Estadística Española 56(183), 107-121. Prados de la Escosura, L. (2016), Mismeasuring long-run
growth: the bias from splicing national accounts, Cliometrica 10(3), 251-275.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, cast

import numpy as np
import pandas as pd

from liaoning_econ import frames, intervals, window
from liaoning_econ.catalog.groups import PERIOD, SERIES, codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import VintageError, offer
from liaoning_econ.realtime.anchoring import (
    anchors_of,
    one_basis,
    paired,
    require_levels,
    require_rates,
)
from liaoning_econ.realtime.periods import in_short

if TYPE_CHECKING:
    import datetime

    import numpy.typing as npt
    from pandera.typing import DataFrame

    from liaoning_econ.convert.rows import Floats, Places
    from liaoning_econ.realtime.anchoring import Anchors, Pair
    from liaoning_econ.schemas import Observations

    Days = npt.NDArray[np.datetime64]
    Method = Literal["ratio", "growth"]

__all__ = ["link"]

_METHODS: Final = ("ratio", "growth")
_FIGURES: Final = ("value", "lower", "upper")
_PUBLISHED: Final = ("published_from", "published")
# What growth rates and the levels that they carry back share.
_OF_RATES: Final = ("indicator", "region", "basis")


def link(
    old: pd.DataFrame,
    new: pd.DataFrame,
    *,
    at: str | int | datetime.date | pd.Timestamp,
    method: Method = "ratio",
) -> DataFrame[Observations]:
    """Join two bases to one series, and say so on each row.

    The rows of `new` from the anchor on stay as they are; before it stand those of `old`, carried
    back from the newer level of the anchor. Nothing else of `old` or `new` is kept.

    Parameters
    ----------
    old
        Observations on the older base, one row a period and one benchmark a series (`consistent`).
        Levels; or, with method="growth", growth rates in percent as published.
    new
        Observations on the newer base, the same; always levels. Every series of `old` has one in
        `new`, and the other way round.
    at
        The period of the anchor, a year, month, quarter or day: both have a figure of it.
    method
        "ratio": levels of `old` times new / old at the anchor. "growth": growth rates of `old`,
        chained backwards from the new level. Of levels, growth is what they give themselves; with
        one anchor the levels between cancel, so that both methods give the same figures. Published
        rates are rounded, so the bounds widen with each period, and they may come from another
        release, or be real where levels are nominal: rates at comparable prices only carry levels
        at constant prices.

    Returns
    -------
    DataFrame[Observations]
        By series and period, on a plain index. Every row has the vintage
        "linked:OLD+NEW:METHOD:AT", with the benchmarks of the two: one series, and one that no
        release has. Rows carried back have status E; bounds are outward; the days of publication
        are those of the last figure that a row needs, unknown where one of them is; the source is
        that of the row carried back.

    Raises
    ------
    SchemaError
        A column is missing or of another type, or a value is missing.
    WindowError
        `at` is no period; a window lacks a day; windows of two lengths in one series.
    UnitError
        A series is in two units.
    BasisError
        Series of different basis, prices or measure, of a region that one side lacks, or of a
        measure that is no level.
    VintageError
        No rows; several rows of one period, or several benchmarks in one series; no figure of the
        anchor on one side, or several; a figure of the anchor that is or may be zero, that changes
        the sign, or is infinite; a gap in the growth rates, or a rate of -100 percent or below; an
        unknown method.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> old = le.observations("gdp", "CN-LN", vintage="nbs-web-2018-12")
    >>> new = le.observations("gdp", "CN-LN", vintage="nbs-web-2026-03")
    >>> joined = link(old, new, at=2006)
    >>> joined[["end", "value", "status", "vintage"]].iloc[[12, 13]]
              end         value status                            vintage
    12 2005-12-31  7.342195e+11      E  linked:census3+census5:ratio:2006
    13 2006-12-31  8.489300e+11      A  linked:census3+census5:ratio:2006
    """
    if method not in _METHODS:
        raise VintageError(f"method={method!r} is not known", mend=offer(str(method), _METHODS))
    first, last, _ = window.period_of(at)
    older, newer = one_basis(old, "old"), one_basis(new, "new")
    require_levels(newer, "new")
    rates = method == "growth" and set(rows.present(older, "measure")) == {"growth"}
    if rates:
        pair = paired(older, newer, _OF_RATES)
        require_rates(older, newer, pair)
    else:
        require_levels(older, "old")
        pair = paired(older, newer, SERIES)
    anchors = anchors_of(older, newer, pair, (first, last))
    if not (rows.days(older, "end") < anchors.ends[pair.old]).any() and not rates:
        raise VintageError(
            f"old has nothing before {first:%Y-%m-%d}", mend="link(old, new): the older base first"
        )
    back = _chained(older, newer, pair, anchors) if rates else _scaled(older, newer, pair, anchors)
    return _joined(back, newer, pair, anchors, method)


def _scaled(old: pd.DataFrame, new: pd.DataFrame, pair: Pair, anchors: Anchors) -> pd.DataFrame:
    """Older levels times new over old at the anchor."""
    _require_ratio(old, new, anchors)
    places = np.flatnonzero(rows.days(old, "end") < anchors.ends[pair.old])
    one, two = anchors.old[pair.old[places]], anchors.new[pair.old[places]]
    value, divisor = (rows.numbers(old, "value")[which] for which in (places, one))
    factor = intervals.quotient(_span(new, two), _span(old, one))
    bounds = intervals.product(_span(old, places), factor)
    moved = intervals.hull(value * rows.numbers(new, "value")[two] / divisor, bounds)
    days = {
        name: np.maximum(
            np.maximum(rows.days(old, name)[places], rows.days(old, name)[one]),
            rows.days(new, name)[two],
        )
        for name in ("published_from", "published")
    }
    table = old.iloc[places].reset_index(drop=True)
    return table.assign(
        value=moved, lower=bounds[0], upper=bounds[1], series=pair.old[places], **days
    )


def _span(frame: pd.DataFrame, places: Places) -> tuple[Floats, Floats]:
    return rows.numbers(frame, "lower")[places], rows.numbers(frame, "upper")[places]


def _require_ratio(old: pd.DataFrame, new: pd.DataFrame, anchors: Anchors) -> None:
    """Levels at the anchor that a ratio can be made of: not zero, and of one sign."""
    signs = []
    for frame, places, what in ((old, anchors.old, "old"), (new, anchors.new, "new")):
        lower, upper = _span(frame, places)
        zero = (lower <= 0) & (upper >= 0)
        if zero.any():
            raise VintageError(
                f"{what} is, or may be, zero at the anchor: {rows.listed(frame, places[zero])}",
                mend="link at another period",
                rows=rows.offending(frame, places[zero]),
            )
        signs.append(np.sign(rows.numbers(frame, "value")[places]))
    turned = signs[0] != signs[1]
    if turned.any():
        raise VintageError(
            f"old and new are of unlike sign at the anchor: "
            f"{rows.listed(new, anchors.new[turned])}",
            mend="link at another period",
            rows=rows.offending(new, anchors.new[turned]),
        )


def _chained(old: pd.DataFrame, new: pd.DataFrame, pair: Pair, anchors: Anchors) -> pd.DataFrame:
    """Levels carried back over growth rates, the newest first."""
    places = np.flatnonzero(rows.days(old, "end") <= anchors.ends[pair.old])
    places = places[np.lexsort((-rows.days(old, "end")[places].astype(np.int64), pair.old[places]))]
    series = pair.old[places]
    opens = np.searchsorted(series, np.arange(len(pair.names)))
    back = np.arange(places.size) - opens[series]
    start, end = _period_before(old.iloc[places])
    gap = np.flatnonzero((back[1:] > 0) & (end[:-1] != rows.days(old, "end")[places][1:])) + 1
    if gap.size:
        raise VintageError(
            f"old has a gap in its growth rates after {rows.listed(old, places[gap])}",
            mend="leave out what is before the gap, or add the rates that are missing",
            rows=rows.offending(old, places[gap]),
        )
    value, lower, upper = (rows.numbers(new, name)[anchors.new] for name in _FIGURES)
    days = {name: rows.days(new, name)[anchors.new].copy() for name in _PUBLISHED}
    made: dict[str, Floats | Days] = {name: np.empty(places.size) for name in _FIGURES}
    made |= {name: np.empty(places.size, dtype="datetime64[us]") for name in _PUBLISHED}
    hundred = np.full(1, 100.0), np.full(1, 100.0)
    for step in range(int(back.max(initial=-1)) + 1):
        which = np.flatnonzero(back == step)
        own, rate = series[which], places[which]
        grown = intervals.difference(_span(old, rate), (-hundred[0], -hundred[1]))
        bounds = intervals.quotient(intervals.product((lower[own], upper[own]), hundred), grown)
        carried = 100.0 * value[own] / (100.0 + rows.numbers(old, "value")[rate])
        value[own], lower[own], upper[own] = intervals.hull(carried, bounds), *bounds
        for name, figures in zip(_FIGURES, (value, lower, upper), strict=True):
            made[name][which] = figures[own]
        for name, known in days.items():
            known[own] = np.maximum(known[own], rows.days(old, name)[rate])
            made[name][which] = known[own]
    table = old.iloc[places].reset_index(drop=True)
    level = new.iloc[anchors.new[series]].reset_index(drop=True)
    kept = {name: level[name] for name in SERIES}
    return table.assign(start=start, end=end, series=series, **kept, **made)


def _period_before(rates: pd.DataFrame) -> tuple[Days, Days]:
    """First and last day of the period before each rate's, of its own length in months."""
    start, end = (rows.days(rates, name).astype("datetime64[D]") for name in ("start", "end"))
    months = (end + 1).astype("datetime64[M]") - start.astype("datetime64[M]")
    single = start == end
    months = np.where(single, np.timedelta64(12, "M"), months)
    # The day after the end is the first of a month, so that no month is too short for it.
    after = end + 1
    offset = after - after.astype("datetime64[M]").astype("datetime64[D]")
    before = (after.astype("datetime64[M]") - months).astype("datetime64[D]") + offset - 1
    opened = (start.astype("datetime64[M]") - months).astype("datetime64[D]")
    opened = opened + (start - start.astype("datetime64[M]").astype("datetime64[D]"))
    return (
        np.where(single, before, opened).astype("datetime64[us]"),
        before.astype("datetime64[us]"),
    )


def _joined(
    back: pd.DataFrame, new: pd.DataFrame, pair: Pair, anchors: Anchors, method: str
) -> DataFrame[Observations]:
    """What was carried back and what is new from the anchor on, each row with the label."""
    kept = np.flatnonzero(rows.days(new, "end") >= anchors.ends[pair.new])
    series = np.concatenate([back["series"].to_numpy(dtype=np.intp), pair.new[kept]])
    ends = pd.DatetimeIndex(anchors.ends)
    starts = rows.days(new, "start")[anchors.new]
    labels = np.array(
        [
            f"linked:{old}+{newer}:{method}:{in_short(pd.Timestamp(start), end)}"
            for (old, newer), start, end in zip(pair.names, starts, ends, strict=True)
        ],
        dtype=object,
    )
    parts = [
        frames.conform(back.assign(status="E"), frames.OBSERVATIONS),
        new.iloc[kept],
    ]
    table = frames.stack(parts, frames.OBSERVATIONS)
    table["vintage"] = pd.Categorical(labels[series])
    by = np.argsort(codes_of_groups(table, PERIOD), kind="stable")
    result = table.iloc[by].reset_index(drop=True)
    return cast("DataFrame[Observations]", result)
