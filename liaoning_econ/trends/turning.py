"""When a series changed its course, how many times, and how sure the days are.

y_t = a_j + b_j t + u_t in regime j (b_j = 0 in the model of means). The dates are those with the
least residual sum of squares of all partitions (Bai and Perron 1998, 2003). How many there are is
chosen by BIC (Yao 1988), by LWZ, which asks for more (Liu, Wu and Zidek 1997), or one at a time by
sup-F tests at 5 percent with the published critical values. A date's interval is that of Bai
(1997), each regime with its own variance; a regime's estimates have the errors of Newey and West
(1987) with n / (n - k), each with the lags that its own residuals choose.

Few figures show little, and figures whose neighbours are alike seem to break where nothing did: of
2,000 drawn series of 25 figures without a break the mean of 18 in 100 broke by BIC, of 5 by LWZ and
of 8 by tests, and with a correlation of 0.5 from one figure to the next of 76, 46 and 42. Below 30
figures a warning says what a break must take away to be seen.

References: Bai, J. and Perron, P. (1998), Estimating and testing linear models with multiple
structural changes, Econometrica 66(1), 47-78; (2003), Computation and analysis of multiple
structural change models, Journal of Applied Econometrics 18(1), 1-22. Bai, J. (1997), Estimation of
a change point in multiple regression models, Review of Economics and Statistics 79(4), 551-563.
Yao, Y.-C. (1988), Statistics and Probability Letters 6(3), 181-189. Liu, J., Wu, S. and Zidek, J.
V. (1997), Statistica Sinica 7(2), 497-525.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ.errors import TrendError, TrendWarning, offer
from liaoning_econ.frames import BREAKS, constant
from liaoning_econ.kernels.break_dates import break_intervals
from liaoning_econ.kernels.break_tests import sequential
from liaoning_econ.kernels.breaks import FEW, BaiPerron, bai_perron
from liaoning_econ.kernels.regression import newey_west
from liaoning_econ.trends import requirements
from liaoning_econ.trends.arguments import require_share
from liaoning_econ.trends.averages import figures_of, is_rates
from liaoning_econ.trends.panels import panels, series_columns

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.kernels.long_run import Correlation
    from liaoning_econ.schemas import Breaks
    from liaoning_econ.trends.panels import Drop, Fill, Panel

__all__ = ["breaks"]

Model: TypeAlias = Literal["mean", "trend"]
Select: TypeAlias = Literal["bic", "lwz", "sequential"]
Floats: TypeAlias = npt.NDArray[np.float64]
Places: TypeAlias = npt.NDArray[np.intp]

_MODELS: Final = ("mean", "trend")
_SELECTS: Final = ("bic", "lwz", "sequential")
_LEVEL: Final = 0.05


class _Chosen(NamedTuple):
    """How many breaks each series of a panel has.

    `number` (series,); `criterion` (series,), NaN where there is none; `share`: of the sum of
    squares around one regime, what one break must take away to be chosen, NaN where none was
    looked for.
    """

    number: Places
    criterion: Floats
    share: float


def breaks(
    obs: pd.DataFrame,
    model: Model = "mean",
    max_breaks: int = 5,
    trim: float = 0.15,
    select: Select = "bic",
    *,
    correlation: Correlation = None,
    confidence: float = 0.95,
    interpolate: Fill | None = None,
    drop: Drop | None = None,
    across: str | None = None,
) -> DataFrame[Breaks]:
    """Regimes of each series and the days on which they ended, one row a regime.

    Parameters
    ----------
    obs
        Observations in any order: figures of years, quarters or months, at equal distances; several
        whole vintages are a series each. Or rates, averages of whole periods:
        `le.rates("USD", "CNY", "2010-01", "2019-12", average="month")`.
    model
        "mean": a constant in each regime. "trend": a line in each.
    max_breaks
        The most breaks to look for.
    trim
        The least length of a regime: a share of the periods, or an int, the periods themselves.
    select
        How many breaks: "bic", "lwz", or "sequential" tests at 5 percent (model "mean" alone: the
        published critical values hold for regressors without a trend).
    correlation
        For the intervals of the dates and the sequential tests. None: errors are not correlated. A
        number: up to so many lags, Bartlett weights. "andrews": as Bai and Perron (2003).
    confidence
        Of the intervals.
    interpolate
        Fill gaps and missing values: "linear", or "log" for a constant growth rate.
    drop
        What to leave out where a period or a value is missing: "periods" or "series".
    across
        A vintage of `obs` whose rows are the series where one joins two benchmarks.

    Returns
    -------
    DataFrame[Breaks]
        `end` of a regime is the last day before the break, `break_lower` and `break_upper` the
        last days of the first and last period of its interval; NaT after the last regime, as in a
        series without a break. `slope` is a change a year.

    Raises
    ------
    TrendError
        What `trend` refuses in a series; daily rates; a series with no room for `max_breaks`; an
        argument that is none of its words, or "sequential" with lines.
    VintageError
        Neighbours of two benchmarks in one series, or a break (status B).
    UnknownCodeError
        `obs` has no rows of the vintage `across`.
    SchemaError
        A column is missing or of another kind.
    WindowError
        A row lacks a day.

    Warns
    -----
    TrendWarning
        Series of fewer than 30 periods, once for all.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> monthly = le.rates("USD", "CNY", "2013-01", "2017-12", average="month")
    >>> found = breaks(monthly, max_breaks=2)
    >>> found[["end", "break_lower", "break_upper", "mean"]].round({"mean": 2})
             end break_lower break_upper  mean
    0 2015-07-31  2015-05-31  2015-08-31  6.17
    1 2016-06-30  2016-04-30  2016-07-31  6.46
    2 2017-12-31         NaT         NaT  6.76
    """
    for name, given, words in (("model", model, _MODELS), ("select", select, _SELECTS)):
        if given not in words:
            raise TrendError(f"{name}={given!r} is not known", mend=offer(str(given), words))
    if model == "trend" and select == "sequential":
        raise TrendError(
            "select='sequential' with model='trend': the published critical values hold for "
            "regressors without a trend",
            mend="take select='lwz' or 'bic'",
        )
    require_share(confidence)
    figures = figures_of(obs, "obs") if is_rates(obs) else obs
    parts, small = [], []
    for panel in panels(figures, interpolate=interpolate, drop=drop, across=across, least=2):
        try:
            found = bai_perron(
                panel.values, _design(panel, model), max_breaks=max_breaks, trim=trim
            )
            chosen = _choose(panel, found, model, select, correlation)
            parts.append(_rows(panel, found, chosen, model, select, correlation, confidence))
        except TrendError as error:
            error.args = (f"{requirements.series_named(panel, 0)}: {error}",)
            raise
        small += [(panel, chosen.share)] if panel.values.shape[1] < FEW else []
    _warn_of(small)
    return cast("DataFrame[Breaks]", requirements.in_order(parts, BREAKS))


def _design(panel: Panel, model: str, periods: int | None = None) -> Floats:
    """A constant and, for lines, years from the middle: (periods, 1 or 2)."""
    n = panel.values.shape[1] if periods is None else periods
    ones = np.ones((n, 1))
    years = (np.arange(n) - (n - 1) / 2)[:, np.newaxis] / panel.per_year
    return ones if model == "mean" else np.hstack([ones, years])


def _choose(
    panel: Panel, found: BaiPerron, model: str, select: str, correlation: Correlation
) -> _Chosen:
    """Number of breaks, the criterion there, and what one break must explain."""
    series, n = panel.values.shape
    design, most = _design(panel, model), len(found.ssr) - 1
    if select == "sequential":
        number, share = np.zeros(series, dtype=np.intp), np.nan
        if most:
            test = sequential(
                panel.values,
                design,
                max_breaks=most,
                trim=found.shortest,
                level=_LEVEL,
                lags=correlation,
            )
            number, share = test.breaks, test.critical[0] / (test.critical[0] + n - 2)
        return _Chosen(number, np.full(series, np.nan), share)
    values = found.bic if select == "bic" else found.lwz
    number = values.argmin(axis=0)
    criterion = np.take_along_axis(values, number[np.newaxis], axis=0)[0]
    moving = np.flatnonzero((found.ssr > 0).all(axis=0))
    share = np.nan
    if most and moving.size:
        # A criterion is the logarithm of the sum of squares and what each break costs.
        cost = (values - np.log(np.where(found.ssr > 0, found.ssr, 1.0)))[:2, moving[0]]
        share = 1.0 - float(np.exp(cost[0] - cost[1]))
    return _Chosen(number, np.where(np.isfinite(criterion), criterion, np.nan), share)


def _rows(
    panel: Panel,
    found: BaiPerron,
    chosen: _Chosen,
    model: str,
    select: str,
    correlation: Correlation,
    confidence: float,
) -> pd.DataFrame:
    """One row a regime of each series, in the order of the series."""
    design, columns = _design(panel, model), series_columns(panel)
    parts = []
    for number in np.unique(chosen.number):
        which = np.flatnonzero(chosen.number == number)
        ends = found.dates[number][which]
        interval = break_intervals(
            panel.values[which], design, ends, level=confidence, lags=correlation
        )
        last = np.column_stack([ends, np.full(which.size, panel.values.shape[1] - 1)])
        first = np.column_stack([np.zeros(which.size, dtype=np.intp), ends + 1])
        series = np.repeat(which, number + 1)
        params, errors = _estimates(panel, model, series, first.ravel(), last.ravel())
        parts.append(
            pd.DataFrame(
                {
                    **{name: codes.take(series) for name, codes in columns.items()},
                    "regime": np.tile(np.arange(1, number + 2), which.size),
                    "regimes": np.full(series.size, number + 1),
                    "start": panel.starts[series, first.ravel()],
                    "end": panel.ends[series, last.ravel()],
                    "n": (last - first + 1).ravel(),
                    **_interval_days(panel, which, interval),
                    "mean": params[:, 0],
                    "mean_error": errors[:, 0],
                    "slope": params[:, 1],
                    "slope_error": errors[:, 1],
                    "model": constant(model, series.size),
                    "select": constant(select, series.size),
                    "ssr": found.ssr[number][series],
                    "criterion": chosen.criterion[series],
                    "confidence": np.full(series.size, float(confidence)),
                    "series": series,
                }
            )
        )
    together = pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]
    return together.sort_values(["series", "regime"], kind="stable")


def _interval_days(
    panel: Panel, which: Places, interval: Places
) -> dict[str, npt.NDArray[np.datetime64]]:
    """Last days of the first and the last period of each interval, NaT after the last regime."""
    never = np.full((which.size, 1), np.datetime64("NaT", "us"))
    return {
        name: np.hstack([panel.ends[which[:, np.newaxis], interval[:, :, end]], never]).ravel()
        for end, name in enumerate(("break_lower", "break_upper"))
    }


def _estimates(
    panel: Panel, model: str, series: Places, first: Places, last: Places
) -> tuple[Floats, Floats]:
    """Mean and slope of each regime, and their errors: (regimes, 2) each; no slope is 0 and NaN.

    Years count from the middle of each regime, so that its constant is its mean. Regimes of one
    length are worked out together.
    """
    params = np.zeros((series.size, 2))
    errors = np.full((series.size, 2), np.nan)
    for length in np.unique(last - first):
        at = np.flatnonzero(last - first == length)
        figures = panel.values[
            series[at, np.newaxis], first[at, np.newaxis] + np.arange(length + 1)
        ]
        fit = newey_west(
            figures,
            _design(panel, model, int(length) + 1),
            "newey-west-1994",
            small_sample=True,
        )
        known = fit.params.shape[1]
        params[at, :known], errors[at, :known] = fit.params, fit.bse
    return params, errors


def _warn_of(small: list[tuple[Panel, float]]) -> None:
    """One warning for all series of few periods, that says what they can show."""
    if not small:
        return
    panel, share = max(small, key=lambda one: one[0].values.shape[1])
    n, count = panel.values.shape[1], sum(len(one.values) for one, _ in small)
    which = f"{count:,} series have" if count > 1 else "one series has"
    told = (
        f"; in {n}, a single break is chosen only where it takes away more than {share:.0%} of the "
        "variance that is left without one"
        if share > 0
        else ""
    )
    warnings.warn(
        f"{which} fewer than {FEW} periods ({requirements.series_named(panel, 0)}: {n}){told}; "
        "smaller ones are missed, and neighbours that are alike look like breaks that are none: a "
        "date from so few figures is a question to other sources, no finding",
        TrendWarning,
        stacklevel=3,
    )
