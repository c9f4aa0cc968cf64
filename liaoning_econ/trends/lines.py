"""Trend lines with honest standard errors, for one series or a hundred thousand.

y_t = a + b t + u_t, t in years from the middle of the span, by ordinary least squares. Neighbouring
years of an economic series err alike, and the textbook's standard error of b is then too small; the
default is that of Newey and West, with the Bartlett kernel and a number of lags that the residuals
themselves choose. Beside it stand a slope and a test that need no model: the median of the slopes
of all pairs of periods, and the count of pairs that rise less those that fall.

References: Newey, W. K. and West, K. D. (1987), A simple, positive semi-definite,
heteroskedasticity and autocorrelation consistent covariance matrix, Econometrica 55(3), 703-708;
the same (1994), Automatic lag selection in covariance matrix estimation, Review of Economic Studies
61(4), 631-653; Andrews, D. W. K. (1991), Heteroskedasticity and autocorrelation consistent
covariance matrix estimation, Econometrica 59(3), 817-858; Sen, P. K. (1968), Estimates of the
regression coefficient based on Kendall's tau, Journal of the American Statistical Association 63,
1379-1389; Mann, H. B. (1945), Nonparametric tests against trend, Econometrica 13(3), 245-259.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ import units
from liaoning_econ.errors import TrendError, offer
from liaoning_econ.frames import TRENDS, constant
from liaoning_econ.kernels import regression, robust
from liaoning_econ.trends import requirements
from liaoning_econ.trends.arguments import require_share
from liaoning_econ.trends.panels import panels, series_columns

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Trends
    from liaoning_econ.trends.panels import Drop, Fill, Panel

__all__ = ["trend"]

Model: TypeAlias = Literal["linear", "loglinear"]
Errors: TypeAlias = Literal["hac", "ols"]
LagRule: TypeAlias = Literal["newey-west-1994", "andrews-1991"]
Floats: TypeAlias = npt.NDArray[np.float64]

_MODELS = ("linear", "loglinear")
_ERRORS = ("hac", "ols")
_RULES = {"newey-west-1994": "Newey and West 1994", "andrews-1991": "Andrews 1991"}
# Two coefficients and something left over.
_LEAST = 3


def trend(
    obs: pd.DataFrame,
    model: Model = "linear",
    se: Errors = "hac",
    max_lags: float | LagRule | None = None,
    *,
    small_sample: bool = False,
    confidence: float = 0.95,
    interpolate: Fill | None = None,
    drop: Drop | None = None,
    across: str | None = None,
) -> DataFrame[Trends]:
    """Slope of each series a year, with its standard error and interval, one row a series.

    Parameters
    ----------
    obs
        Observations in any order: figures of years, quarters or months, at equal distances.
        Several whole vintages are a series each.
    model
        "linear": so many units a year. "loglinear": a constant rate of growth.
    se
        "hac": errors of Newey and West (1987), right also where neighbouring figures err alike and
        where they err more at some times than at others; below some forty periods they are still
        somewhat too small. "ols": the textbook's, right where errors are independent and alike.
    max_lags
        Lags of the Bartlett kernel of "hac": a number below the periods, or the rule that chooses
        for each series, "newey-west-1994" or "andrews-1991". None: the former.
    small_sample
        Whether the variances of "hac" are multiplied by n / (n - 2).
    confidence
        Of the intervals, between 0 and 1.
    interpolate
        How missing periods and values are filled: "linear" or "log". None: they are refused. What
        is filled counts as a period, and makes the errors smaller than they are.
    drop
        What is left out where a period or a value is missing: "periods" keeps the longest run
        without a gap, "series" leaves the whole series out, also one that is too short.
    across
        The vintage whose rows are taken where a series joins two benchmarks. None: it is refused.

    Returns
    -------
    DataFrame[Trends]
        `slope` is in `slope_unit`: the unit a year, for a series in percent the percentage point a
        year. Of a log-linear trend with b a year in the logarithm it is the compound rate
        100 (exp(b) - 1), in percent a year: what a growth rate is, where 100 b would be log points.
        Its `standard_error` is that of b times 100 exp(b), its interval the interval of b turned
        the same way, so that it is not quite symmetrical, and `t` and `p_value` are those of b.
        Intervals and p-values are by Student's t with n - 2 degrees of freedom. `level` is the
        trend in the middle of the span, for log-linear the geometric one. `theil_sen` is in
        `slope_unit` too, and does not depend on a few wild figures; `mann_kendall_p_value` holds
        where figures are independent of each other.

    Raises
    ------
    TrendError
        A missing or infinite figure, period or value; two figures of a period, unequal spacing; a
        constant series, or one of fewer than three periods; zero or less in a log-linear trend; an
        argument that is out of its range or means nothing with "ols".
    VintageError
        Neighbours of two benchmarks in one series.
    SchemaError, UnknownCodeError, WindowError
        Rows that are no Observations; `across` is no vintage of theirs; a row without its days.

    Examples
    --------
    >>> from liaoning_econ import catalog
    >>> gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2026-03")
    >>> found = trend(gdp, "loglinear").iloc[0]
    >>> [round(float(found[name]), 2) for name in ("slope", "standard_error", "lower", "upper")]
    [6.84, 0.59, 5.61, 8.08]
    """
    rule = _checked(model, se, max_lags, small_sample)
    require_share(confidence)
    parts = []
    for panel in panels(obs, interpolate=interpolate, drop=drop, across=across, least=_LEAST):
        requirements.require_movement(panel)
        values = requirements.logarithms(panel) if model == "loglinear" else panel.values
        parts.append(_rows(panel, values, model, rule, small_sample, confidence))
    return cast("DataFrame[Trends]", requirements.in_order(parts, TRENDS))


def _checked(
    model: str, se: str, max_lags: float | str | None, small_sample: bool
) -> float | LagRule | None:
    """The lags or the rule of the errors, None for those of ols; arguments looked at."""
    for name, given, words in (("model", model, _MODELS), ("se", se, _ERRORS)):
        if given not in words:
            raise TrendError(f"{name}={given!r} is not known", mend=offer(str(given), words))
    if se == "ols":
        told = {"max_lags": max_lags, "small_sample": small_sample or None}
        requirements.require_unused("se='ols'", (), told)
        return None
    if isinstance(max_lags, str) and max_lags not in _RULES:
        raise TrendError(
            f"max_lags={max_lags!r} is no rule",
            mend=offer(max_lags, _RULES, "give a number of lags, or one of"),
        )
    return cast("float | LagRule", "newey-west-1994" if max_lags is None else max_lags)


def _rows(
    panel: Panel,
    values: Floats,
    model: str,
    rule: float | LagRule | None,
    small_sample: bool,
    confidence: float,
) -> pd.DataFrame:
    """One row a series of a panel."""
    series, periods = values.shape
    years = (np.arange(periods) - (periods - 1) / 2) / panel.per_year
    design = np.column_stack([np.ones(periods), years])
    fit, lags = _fitted(values, design, rule, small_sample)
    level, slope = fit.params.T
    sen = robust.theil_sen(values, years, alpha=1 - confidence)
    kendall = robust.mann_kendall(values)
    t, p_value, half = _student(slope, fit.bse[:, 1], periods - 2, confidence)
    slopes = {
        "slope": slope,
        "lower": slope - half,
        "upper": slope + half,
        "theil_sen": sen.slope,
        "theil_sen_lower": sen.lower,
        "theil_sen_upper": sen.upper,
    }
    unit, factors = _a_year(series_columns(panel)["unit"], model)
    error = fit.bse[:, 1]
    if model == "loglinear":
        error = 100 * np.exp(slope) * error
        slopes = {name: 100 * np.expm1(one) for name, one in slopes.items()}
        level = np.exp(level)
    table: dict[str, object] = dict(series_columns(panel))
    table |= {"start": panel.starts[:, 0], "end": panel.ends[:, -1]}
    table |= {name: factors * one for name, one in slopes.items()}
    table |= {"n": np.full(series, periods), "model": constant(model, series), "slope_unit": unit}
    table |= {"standard_error": factors * error, "level": level, "r2": fit.r2}
    table |= {"t": t, "p_value": p_value, "max_lags": lags}
    table |= {"errors": constant("ols" if rule is None else "hac", series)}
    table |= {"confidence": np.full(series, confidence)}
    table |= {"mann_kendall_z": kendall.z, "mann_kendall_p_value": kendall.p_value}
    table["method"] = _methods(panel, model, rule, small_sample)
    return pd.DataFrame(table, copy=False)


def _fitted(
    values: Floats, design: Floats, rule: float | LagRule | None, small_sample: bool
) -> tuple[regression.OLS, Floats]:
    """The fit of each series, and the lags of its errors."""
    if rule is None:
        return regression.ols(values, design), np.zeros(len(values))
    if isinstance(rule, str):
        choose = {
            "newey-west-1994": regression.lags_newey_west_1994,
            "andrews-1991": regression.lags_andrews_1991,
        }[rule]
        lags = choose(values, design)
    else:
        lags = np.full(len(values), float(rule))
    return regression.newey_west(values, design, lags, small_sample=small_sample), lags


def _student(
    slope: Floats, error: Floats, freedom: int, confidence: float
) -> tuple[Floats, Floats, Floats]:
    """t, the two-sided p-value, and half the width of the interval."""
    from scipy.special import stdtr, stdtrit

    # A perfect fit has no error, and a t without limit.
    endless = np.where(slope == 0, 0.0, np.copysign(np.inf, slope))
    t = np.divide(slope, error, out=endless, where=error > 0)
    return t, 2 * stdtr(freedom, -np.abs(t)), stdtrit(freedom, (1 + confidence) / 2) * error


def _a_year(unit: pd.Categorical[str], model: str) -> tuple[pd.Categorical[str], float | Floats]:
    """The unit of each series' slope, and what brings a change a year to it."""
    if model == "loglinear":
        return constant("percent/year", len(unit)), 1.0
    # A rate of five percent that becomes six has risen by one percentage point.
    plain = ["percentage_point" if code == "percent" else str(code) for code in unit.categories]
    both = [units.divide(code, "year") for code in plain]
    names = list(dict.fromkeys(name for name, _ in both))
    place = np.array([names.index(name) for name, _ in both])
    factor = np.array([by for _, by in both])
    return (
        pd.Categorical.from_codes(place[unit.codes], categories=pd.Index(names)),
        factor[unit.codes],
    )


def _methods(
    panel: Panel, model: str, rule: float | LagRule | None, small_sample: bool
) -> list[str]:
    """How each series was worked out, in words, with what was left out or filled."""
    line = "least squares of " + ("logarithms" if model == "loglinear" else "figures")
    if rule is None:
        told = f"{line}, ordinary errors"
    else:
        how = _RULES[rule] if isinstance(rule, str) else "as given"
        told = f"{line}, errors of Newey and West 1987, Bartlett kernel, lags {how}"
        told += ", times n / (n - 2)" if small_sample else ""
    return [f"{told}; {note}" if note else told for note in panel.notes]
