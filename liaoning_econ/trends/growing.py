"""Growth: year on year, over the period before, a year between any two days, log, or cumulative.

With v the figure and v' the one that it is set against:

- yoy, period, cumulative: 100 (v - v') / v', in percent;
- annualised: 100 ((r / r')^(1 / T) - 1), in percent a year: r is the figure, of a flow the figure
  over the years of its window; T the years between the middles of the two windows, the mean of
  those from first to first and from last to last day. A year is 12 calendar months, so that from
  one calendar year to the next T is 1 whatever their days, and the answer that of yoy;
- log: 100 ln(v / v'), in log points.

Of what is in percent or points already (a share, a growth rate) the difference v - v' is taken, in
percentage points. Bounds are those of all pairs that the two intervals allow.

Reference: OECD (2007), Data and Metadata Reporting and Presentation Handbook, OECD Publishing, on
the presentation of growth rates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias, cast, get_args

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import frames, window
from liaoning_econ.catalog.groups import PERIOD, SERIES, codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError, offer, shorten
from liaoning_econ.trends import changes, lineage, neighbours

if TYPE_CHECKING:
    from collections.abc import Callable

    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Observations
    from liaoning_econ.trends.neighbours import Pairs

__all__ = ["Kind", "growth"]

Days: TypeAlias = npt.NDArray[np.datetime64]

Kind: TypeAlias = Literal["yoy", "period", "annualised", "log", "cumulative"]
_BASED: Final = ("cumulative", "annualised")
_NO_POINTS: Final = ("annualised", "log")
_NUMBERS: Final = ("value", "lower", "upper")
# The status of what is made of two figures is that of the less certain one.
_STATUS: Final = tuple("FUEIP")
_WHOLE_YEAR: Final = 12


def growth(
    obs: pd.DataFrame,
    kind: Kind = "yoy",
    *,
    since: str | None = None,
    across: str | None = None,
    drop: bool = False,
) -> DataFrame[Observations]:
    """Growth of each series, one row for each figure that has one to be set against.

    Parameters
    ----------
    obs
        Observations in any order, of any number of regions, indicators and windows. Where several
        vintages give a figure for one period, each vintage is a series of its own; otherwise final
        and preliminary figures of one benchmark make one series.
    kind
        "yoy": against the same days a year before, also of figures for the year to date.
        "period": against the period just before, of stocks the one at the usual distance.
        "annualised": against the figure before, whatever the distance and the lengths of the
        windows, as a rate a year.
        "log": as period, 100 times the difference of logarithms.
        "cumulative": against the first of the series.
    since
        For cumulative and annualised the period of the figure that each later one is set against:
        "2015", "2018Q3", "2018-07"; of a stock, the one that lies in it.
    across
        A vintage of `obs`. Where two benchmarks, or the two sides of a break, would be set against
        one another, both figures are taken from it, and the row's `vintage` says so. None: refused.
    drop
        Leave out figures that are missing, growth over a gap, and series without the figure of
        `since`. They are refused otherwise.

    Returns
    -------
    DataFrame[Observations]
        Measure growth, with the days of the later figure and its vintage and source; `unit`
        percent, of annualised percent/year, of log log_point; percentage_point where the figures
        are in percent or points. `relative_to` is previous_year where the two are a year apart,
        previous_period otherwise, or the period of the base. The first of a series is left out.
        `lower` is -inf or `upper` inf where the bounds of the earlier figure reach down to zero.
        Status P where one of the two is preliminary. Published when both were.

    Raises
    ------
    TrendError
        A gap; a missing or infinite figure; growth from zero or less (log: to zero or less);
        year-to-date figures with no period just before; windows that overlap; two figures of one
        period; growth that no number holds; ranks, or an index of the period before; a logarithm of
        what is in percent; two series that would become one; an argument that is not known.
    VintageError
        Neighbours of two benchmarks, or a break in the level (status B) between them.
    UnknownCodeError
        `obs` has no rows of the vintage `across`.
    SchemaError
        A column or a bound is missing, or of another kind.
    WindowError
        A row lacks a day, or `since` is no period.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", start="2015", end="2016")
    >>> old = growth(gdp[gdp.vintage == "nbs-web-2018-12"])
    >>> new = growth(gdp[gdp.vintage == "nbs-web-2026-03"])
    >>> old.value.round(2).tolist(), new.value.round(2).tolist(), new.unit[0]
    ([-22.4], [0.84], 'percent')
    """
    _require_arguments(kind, since)
    frame = _with_values(obs, drop=drop)
    pairs = neighbours.pairs_of(frame, kind, since=since, across=across, drop=drop)
    unit, points = _units(frame, kind, pairs)
    numbers = _numbers(frame, kind, pairs, points)
    _require_finite(frame, kind, pairs, numbers[0])
    result = _made(
        frame,
        pairs,
        **dict(zip(_NUMBERS, numbers, strict=True)),
        unit=unit,
        relative_to=_relative_to(frame, kind, pairs, since),
    )
    _refuse_merged(frame, result, pairs)
    return result


def _made(frame: pd.DataFrame, pairs: Pairs, **columns: object) -> DataFrame[Observations]:
    """The later rows with the columns that growth changes."""
    published = ("published_from", "published")
    later, earlier = (
        {name: rows.days(frame, name)[places] for name in published}
        for places in (pairs.after, pairs.before)
    )
    growth_ = frames.constant("growth", pairs.after.size)
    made = {
        **columns,
        "measure": growth_.set_categories(frames.MEASURE.categories),
        "precision": _coarser(frame, pairs),
        "status": _status(frame, pairs),
        **{name: np.maximum(later[name], earlier[name]) for name in published},
    }
    taken = {
        name: made[name] if name in made else frame[name].array.take(pairs.after)
        for name in frame.columns
    }
    return cast("DataFrame[Observations]", pd.DataFrame(taken, copy=False))


def _require_arguments(kind: str, since: str | None) -> None:
    """Refuse what is none of the words, before anything is worked out."""
    if kind not in get_args(Kind):
        raise TrendError(f"kind={kind!r} is not known", mend=offer(str(kind), get_args(Kind)))
    if since is not None and kind not in _BASED:
        raise TrendError(
            f"kind={kind!r} has no base, and since={shorten(str(since))!r} came",
            mend='leave since= out, or take kind="cumulative" or "annualised"',
        )


def _with_values(obs: pd.DataFrame, *, drop: bool) -> pd.DataFrame:
    """Typed rows of figures that can grow, none missing."""
    frame = lineage.readable(obs, "obs", missing=True)
    missing = np.isnan(rows.numbers(frame, "value"))
    if missing.any() and not drop:
        raise TrendError(
            f"obs: the value is missing: {rows.listed(frame, missing)}",
            mend="drop=True leaves it out, and growth over the gap",
            rows=rows.offending(frame, missing),
        )
    if missing.any():
        frame = frame[~missing].reset_index(drop=True)
    frame = rows.typed(frame)
    before = frame["relative_to"].isin(["previous_year", "previous_period"])
    index = (frame["measure"].isin(["index", "multiple"]) & before).to_numpy()
    bad = index | (frame["measure"] == "rank").to_numpy()
    if bad.any():
        mend = (
            "an index of the year before is growth already: take 100 less, in percent"
            if index.any()
            else "take the growth of the figures that are ranked"
        )
        measure = frame["measure"].iloc[int(np.flatnonzero(bad)[0])]
        raise TrendError(
            f"this {measure} has no growth: {rows.listed(frame, bad)}",
            mend=mend,
            rows=rows.offending(frame, bad),
        )
    return frame


def _units(
    frame: pd.DataFrame, kind: str, pairs: Pairs
) -> tuple[pd.Categorical[str], npt.NDArray[np.float64]]:
    """The unit of each pair's growth, and how many points one of its own is, 0 for a ratio."""
    plain = {"annualised": "percent/year", "log": "log_point"}.get(kind, "percent")
    own, measure = (_codes(frame, name) for name in ("unit", "measure"))
    wide = len(frame["measure"].cat.categories)
    both, place = np.unique((own * wide + measure)[pairs.after], return_inverse=True)
    names, factors = [], []
    for code in both.tolist():
        found = changes.points_of(
            str(frame["unit"].cat.categories[code // wide]),
            str(frame["measure"].cat.categories[code % wide]),
        )
        names.append(found[0] if found else plain)
        factors.append(found[1] if found else 0.0)
    points = np.array(factors, dtype=np.float64)[place]
    if kind in _NO_POINTS and points.any():
        bad = pairs.after[points > 0]
        raise TrendError(
            f"kind={kind!r} takes the ratio of two figures, and these are in "
            f"{frame['unit'].iloc[bad[0]]}: {rows.listed(frame, bad)}",
            mend='kind="yoy" or "period" takes their difference, in percentage points',
            rows=rows.offending(frame, bad),
        )
    texts = list(dict.fromkeys(names)) or [plain]
    codes = np.array([texts.index(name) for name in names], dtype=np.int16)[place]
    return pd.Categorical.from_codes(codes, categories=pd.Index(texts)), points


def _numbers(
    frame: pd.DataFrame, kind: str, pairs: Pairs, points: npt.NDArray[np.float64]
) -> changes.Bounded:
    """Value, lower and upper end of each pair's growth."""
    columns = [rows.numbers(frame, name) for name in _NUMBERS]
    figures = [one[places] for places in (pairs.after, pairs.before) for one in columns]
    ratio = points == 0
    _require_positive(frame, kind, pairs.of(ratio))
    if not ratio.any():
        return changes.in_blocks(changes.in_points, *figures, points)
    if kind == "annualised":
        figures += _distances(frame, pairs)
    ratios: dict[str, Callable[..., changes.Bounded]] = {
        "log": changes.logarithmic,
        "annualised": changes.annualised,
    }
    function = ratios.get(kind, changes.in_percent)
    found = changes.in_blocks(function, *(one[ratio] for one in figures))
    if ratio.all():
        return found
    result = changes.in_blocks(changes.in_points, *figures, points)
    for whole, part in zip(result, found, strict=True):
        whole[ratio] = part
    return result


def _require_positive(frame: pd.DataFrame, kind: str, pairs: Pairs) -> None:
    """Nothing grows from nothing, and a logarithm goes down to nothing."""
    value = rows.numbers(frame, "value")
    bad = pairs.before[value[pairs.before] <= 0]
    words = "growth from zero or less"
    if not bad.size and kind in _NO_POINTS:
        later = value[pairs.after]
        bad = pairs.after[later <= 0 if kind == "log" else later < 0]
        words = f"kind={kind!r} of a figure that is not above zero"
    if bad.size:
        raise TrendError(
            f"{words}: {rows.listed(frame, np.unique(bad))}, {value[np.unique(bad)[0]]:g}",
            mend="leave these rows out; of what changes its sign only the difference has a meaning",
            rows=rows.offending(frame, np.unique(bad)),
        )


def _require_finite(
    frame: pd.DataFrame, kind: str, pairs: Pairs, value: npt.NDArray[np.float64]
) -> None:
    """A jump from one day to the next, taken as a rate a year, may be more than a float holds."""
    bad = pairs.after[~np.isfinite(value)]
    if bad.size:
        raise TrendError(
            f"kind={kind!r} gives more than a number holds: {rows.listed(frame, bad)}",
            mend='take kind="log", or figures that are further apart',
            rows=rows.offending(frame, bad),
        )


def _distances(frame: pd.DataFrame, pairs: Pairs) -> list[npt.NDArray[np.float64]]:
    """Years from the middle of one window to that of the other, and how many times as long it is.

    Stocks, and what has come in since an opening, are figures of their last day; rates, prices and
    indices are of their window, but do not add up over it.
    """
    starts, ends = (
        [rows.days(frame, name)[places] for places in (pairs.before, pairs.after)]
        for name in ("start", "end")
    )
    measure = frame["measure"].array.take(pairs.after)
    cumulative, flow = (np.asarray(measure == name) for name in ("cumulative", "flow"))
    heads = [np.where(cumulative, end, start) for start, end in zip(starts, ends, strict=True)]
    # From first day to first day is as long as from one day later to one day later.
    apart = _months(_next(heads[0]), heads[1]) + _months(_next(ends[0]), ends[1])
    longer = _months(starts[1], ends[1]) / _months(starts[0], ends[0])
    return [apart / 2.0 / _WHOLE_YEAR, np.where(flow, longer, 1.0)]


def _next(days: Days) -> Days:
    """The day after each."""
    return np.asarray(days + np.timedelta64(1, "D"), dtype="datetime64[us]")


def _months(first: Days, last: Days) -> npt.NDArray[np.float64]:
    """Lengths of windows, of which there are far fewer than rows."""
    codes = pd.factorize(first)[0] * np.int64(last.size) + pd.factorize(last)[0]
    place = pd.factorize(codes)[0]
    one = np.flatnonzero(~pd.Series(place).duplicated().to_numpy())
    # Factors are numbered in the order in which they come.
    return np.asarray(window.months(first[one], last[one])[place], dtype=np.float64)


def _relative_to(
    frame: pd.DataFrame, kind: str, pairs: Pairs, since: str | None
) -> pd.Categorical[str]:
    """What each growth is relative to."""
    if since is not None:
        return frames.constant(str(since).strip(), pairs.after.size)
    if kind == "cumulative":
        return _named_periods(frame, pairs)
    codes = (pairs.months != _WHOLE_YEAR).astype(np.int8)
    return pd.Categorical.from_codes(
        codes, categories=pd.Index(["previous_year", "previous_period"])
    )


def _named_periods(frame: pd.DataFrame, pairs: Pairs) -> pd.Categorical[str]:
    """The periods of the bases: 2015, 2015Q1, 2015-01, 2015-12-31 or two days with a slash."""
    start, end = (rows.days(frame, name)[pairs.before] for name in ("start", "end"))
    table = pd.DataFrame({"start": start, "end": end})
    place = table.groupby(["start", "end"], sort=False).ngroup().to_numpy()
    names = [
        window.written(pd.Timestamp(first), pd.Timestamp(last))
        for first, last in table.drop_duplicates().to_numpy()
    ]
    return pd.Categorical.from_codes(place, categories=pd.Index(names, dtype="str"))


def _coarser(frame: pd.DataFrame, pairs: Pairs) -> pd.Categorical[str]:
    """Of each pair the less exact precision."""
    codes = rows.codes(frame, "precision")
    coarser = np.maximum(codes[pairs.after], codes[pairs.before])
    return pd.Categorical.from_codes(coarser, dtype=cast("Any", frames.PRECISION))


def _status(frame: pd.DataFrame, pairs: Pairs) -> pd.Categorical[str]:
    """Of each pair the status of the less certain figure; a break before both is none between."""
    names, codes = list(frames.STATUS.categories), rows.codes(frame, "status")
    later, earlier = codes[pairs.after], codes[pairs.before]
    normal = names.index("A")
    result = np.where((later == normal) & (earlier != names.index("B")), earlier, later)
    for status in reversed(_STATUS):
        code = names.index(status)
        result[(later == code) | (earlier == code)] = code
    return pd.Categorical.from_codes(result, dtype=cast("Any", frames.STATUS))


def _refuse_merged(frame: pd.DataFrame, result: pd.DataFrame, pairs: Pairs) -> None:
    """Growth has lost the unit: nothing would tell that of yuan from that of dollars."""
    relative = _codes(result, "relative_to")
    own = pairs.series * (int(relative.max(initial=0)) + 1) + relative
    each = result.loc[~pd.Series(own).duplicated().to_numpy(), list(SERIES)]
    if not each.duplicated().any():
        return
    made = codes_of_groups(result, (*PERIOD, "vintage"))
    order = np.argsort(made, kind="stable")
    same = (made[order][1:] == made[order][:-1]) & (own[order][1:] != own[order][:-1])
    if not same.any():
        return
    pair = pairs.after[order[np.flatnonzero(same)[0] :][:2]]
    told = " and ".join(
        f"{row.measure} in {row.unit}, relative to {row.relative_to}"
        for row in frame.iloc[pair].itertuples()
    )
    raise TrendError(
        f"two series would become one, {told}: {rows.listed(frame, pair)}",
        mend="take the growth of each by itself, obs[obs.unit == ...]",
        rows=rows.offending(frame, pair),
    )


def _codes(frame: pd.DataFrame, name: str) -> npt.NDArray[np.int64]:
    """A column's codes, wide enough to be worked with."""
    return rows.codes(frame, name).astype(np.int64)
