"""How each method of `decompose` splits figures into trend, cycle and season.

A method is told its parameters in periods; where a caller gives none, they follow from the number
of periods a year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from liaoning_econ.convert import rows
from liaoning_econ.errors import TrendError
from liaoning_econ.kernels import filters
from liaoning_econ.trends import requirements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from liaoning_econ.trends.panels import Panel

__all__ = [
    "TAKES",
    "Parts",
    "Settings",
    "least_periods",
    "require_length",
    "settings",
    "split",
    "stl_window",
    "worded",
]

Floats: TypeAlias = npt.NDArray[np.float64]
# Trend, cycle and season, shape (series, periods) each.
Parts: TypeAlias = tuple[Floats, Floats, Floats]
Settings: TypeAlias = dict[str, float]

# What each method can be told.
TAKES: Final[dict[str, tuple[str, ...]]] = {
    "hp": ("lamb",),
    "hp_one_sided": ("lamb",),
    "hamilton": ("h", "p"),
    "bk": ("low", "high", "k"),
    "cf": ("low", "high"),
    "stl": ("period",),
}
# Baxter and King (1999): business cycles last six quarters to eight years, and their filter looks
# three years to either side; a year has no shorter wave than one of two years.
_LOW_YEARS, _HIGH_YEARS, _SIDE_YEARS = 1.5, 8, 3
_SHORTEST_WAVE = 2
_WHOLE: Final = ("h", "p", "k", "period")


def settings(method: str, per_year: int, given: Mapping[str, float | None]) -> Settings:
    """The parameters of a method, those that were not given by the frequency of the figures.

    Parameters
    ----------
    method
        A key of `TAKES`.
    per_year
        Periods a year.
    given
        What the caller said; None where nothing.

    Returns
    -------
    dict
        In the order of `TAKES`.

    Raises
    ------
    TrendError
        A parameter out of its range, or a season asked of annual figures.

    Examples
    --------
    >>> settings("bk", 4, {"high": 40})
    {'low': 6.0, 'high': 40, 'k': 12}
    """
    told = {name: value for name, value in given.items() if value is not None}
    usual = _usual(method, per_year)
    result = {name: told.get(name, usual[name]) for name in TAKES[method]}
    _require_ranges(result, per_year)
    return result


def _usual(method: str, per_year: int) -> Settings:
    """What a method takes by frequency."""
    if method == "hamilton":
        return dict(zip(("h", "p"), filters.hamilton_lags(per_year), strict=True))
    if method in ("hp", "hp_one_sided"):
        return {"lamb": filters.smoothing(per_year)}
    if method == "stl":
        return {"period": per_year}
    low = float(max(_SHORTEST_WAVE, _LOW_YEARS * per_year))
    return {"low": low, "high": float(_HIGH_YEARS * per_year), "k": _SIDE_YEARS * per_year}


def _require_ranges(told: Settings, per_year: int) -> None:
    """Refuse what a method would take for something else, or turn into NaN."""
    for name, value in told.items():
        if name in _WHOLE and (value < 1 or value != int(value)):
            raise TrendError(
                f"{name}={value}, where a number of periods is a whole number above 0",
                mend="leave it out to have the one that fits the frequency",
            )
    if "lamb" in told and not 0 < told["lamb"] < np.inf:
        raise TrendError(
            f"lamb={told['lamb']}, where smoothing needs a number above 0",
            mend="leave it out to have 6.25 for years, 1600 for quarters, 129600 for months",
        )
    if "low" in told and not _SHORTEST_WAVE <= told["low"] < told["high"] < np.inf:
        raise TrendError(
            f"low={told['low']:g} and high={told['high']:g}, where waves last at least two periods "
            "and the longest longer than the shortest",
            mend=f"give both in periods, {per_year} a year, or leave them out",
        )
    if told.get("period") == 1:
        raise TrendError(
            "a season asked of figures of one a year, which have none",
            mend="take quarterly or monthly figures, another method, or name in period= after how "
            "many periods the season returns",
        )


def least_periods(method: str, told: Settings) -> int:
    """How many periods a method needs.

    Parameters
    ----------
    method
        A key of `TAKES`.
    told
        Its parameters.

    Returns
    -------
    int
        hp and cf: 3, a second difference. hamilton: one equation more than coefficients. bk: one
        period that has k on either side. stl: more than two seasons, of which nothing is left over.

    Examples
    --------
    >>> least_periods("hamilton", {"h": 8, "p": 4}), least_periods("stl", {"period": 12})
    (17, 25)
    """
    h, p, k, period = (int(told.get(name, 0)) for name in ("h", "p", "k", "period"))
    needed = {"hamilton": h + 2 * p + 1, "bk": 2 * k + 1, "stl": 2 * period + 1}
    return needed.get(method, 3)


def require_length(panel: Panel, method: str, told: Settings) -> None:
    """Refuse series that are too short for a method, and say how long they must be.

    Parameters
    ----------
    panel
        Series of equal length.
    method
        A key of `TAKES`.
    told
        Its parameters.

    Raises
    ------
    TrendError
        Fewer periods than the method needs.
    """
    periods, least = panel.values.shape[1], least_periods(method, told)
    if periods < least:
        places = np.sort(panel.places[panel.places >= 0])
        more = f" and {len(panel.values) - 1:,} series more" if len(panel.values) > 1 else ""
        raise TrendError(
            f"{periods} periods, where method={method!r} with {worded(told)} needs at least "
            f"{least}: {requirements.series_named(panel, 0)}{more}",
            mend="take a longer series, a method or parameters that need fewer periods, or leave "
            'such series out with drop="series"',
            rows=rows.offending(panel.frame, places),
        )


def worded(told: Settings) -> str:
    """Parameters in words, "h 2, p 1".

    Parameters
    ----------
    told
        Of `settings`.

    Returns
    -------
    str
    """
    return ", ".join(f"{name} {value:.15g}" for name, value in told.items())


def split(values: Floats, method: str, told: Settings) -> Parts:
    """Trend, cycle and season.

    Parameters
    ----------
    values
        Shape (series, periods), finite, long enough.
    method
        A key of `TAKES`.
    told
        Of `settings`.

    Returns
    -------
    trend, cycle, season : ndarray
        In the shape and unit of `values`, which is their sum; NaN where a method has no answer.

    Examples
    --------
    >>> trend, cycle, season = split(np.array([[0.0, 3.0, 0.0]]), "hp", {"lamb": 0.5})
    >>> cycle.round(12)
    array([[-0.75,  1.5 , -0.75]])
    """
    if method == "stl":
        return _stl(values, int(told["period"]))
    find: Callable[[], tuple[Floats, Floats]] = {
        "hp": lambda: filters.hp(values, told["lamb"]),
        "hp_one_sided": lambda: filters.hp_one_sided(values, told["lamb"]),
        "hamilton": lambda: filters.hamilton(values, int(told["h"]), int(told["p"])),
        "bk": lambda: _baxter_king(values, told["low"], told["high"], int(told["k"])),
        "cf": lambda: _christiano_fitzgerald(values, told["low"], told["high"]),
    }[method]
    cycle, trend = find()
    return trend, cycle, np.zeros_like(values)


def _baxter_king(values: Floats, low: float, high: float, k: int) -> tuple[Floats, Floats]:
    """Cycle and the rest; NaN in the first and the last k periods."""
    from statsmodels.tsa.filters.bk_filter import bkfilter

    cycle = np.full_like(values, np.nan)
    # The filter's weights sum to zero, so that a level can be taken off first: what is left is
    # not rounded by the Fourier transforms to the digits of the level.
    level = values.mean(axis=1, keepdims=True)
    # The annotations of statsmodels know whole periods only, its arithmetic any.
    band = cast("tuple[int, int]", (low, high))
    cycle[:, k : values.shape[1] - k] = bkfilter((values - level).T, *band, k).T
    return cycle, values - cycle


def _christiano_fitzgerald(values: Floats, low: float, high: float) -> tuple[Floats, Floats]:
    """Cycle and the rest, the drift between the first and the last figure being of the rest."""
    from statsmodels.tsa.filters.cf_filter import cffilter

    band = cast("tuple[int, int]", (low, high))
    cycle = np.asarray(cffilter(values.T, *band, drift=True)[0], dtype=np.float64)
    cycle = cycle.reshape(values.T.shape).T
    return cycle, values - cycle


def stl_window(period: int) -> int:
    """Periods that the trend of stl looks at: the least odd number of 1.5 period / (1 - 1.5 / 7).

    Parameters
    ----------
    period
        Periods of a season, of which seven are smoothed together.

    Returns
    -------
    int
        As Cleveland and others (1990, section 3.4) say.

    Examples
    --------
    >>> stl_window(4), stl_window(12)
    (9, 23)
    """
    least = int(np.ceil(1.5 * period / (1 - 1.5 / 7)))
    return least + 1 - least % 2


def _stl(values: Floats, period: int) -> Parts:
    """Trend, remainder and season of each series."""
    from statsmodels.tsa.seasonal import STL

    trend, season = np.empty_like(values), np.empty_like(values)
    for place, series in enumerate(values):
        found = STL(series, period=period).fit()
        trend[place], season[place] = found.trend, found.seasonal
    return trend, values - trend - season, season
