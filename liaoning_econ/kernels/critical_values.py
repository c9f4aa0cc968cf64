"""Critical values of the tests for several structural breaks.

Asymptotic, by simulation: Bai, J. and Perron, P. (2003), Critical values for multiple structural
change tests, Econometrics Journal 6(1), 72-78, for trims of 5, 10, 15, 20 and 25 %, levels of 10,
5, 2.5 and 1 %, and up to ten regressors. All are scaled as the paper's are: a statistic is the F
statistic times the number of regressors that change. They hold for regressors without a trend; with
a trend they are no more than a guide.

`bai_perron_2003.csv` was taken from the tables of the Stata package xtbreak (Ditzen, Karavias and
Westerlund) and compared with those of the R package mbreaks (Nguyen, Perron and Yamamoto).
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias

from liaoning_econ.errors import TrendError

__all__ = ["LEVELS", "TRIMS", "Statistic", "critical_value", "tabulated_trim"]

Statistic: TypeAlias = Literal["sup_f", "sequential", "ud_max"]
"""No break against so many; so many less one against so many; none against any number."""

TRIMS: tuple[float, ...] = (0.05, 0.10, 0.15, 0.20, 0.25)
"""Shares of the periods that a regime has at least."""

LEVELS: tuple[float, ...] = (0.10, 0.05, 0.025, 0.01)
"""Probabilities of finding a break where there is none."""


def critical_value(
    statistic: Statistic, *, regressors: int, breaks: int, trim: float, level: float
) -> float:
    """Critical value from the published tables.

    Parameters
    ----------
    statistic
        "sup_f", "sequential" or "ud_max".
    regressors
        How many coefficients change, 1 to 10.
    breaks
        Breaks under the alternative; 1 for "ud_max", whose alternative is any number.
    trim
        One of `TRIMS`.
    level
        One of `LEVELS`.

    Returns
    -------
    float
        A greater statistic rejects.

    Raises
    ------
    TrendError
        The tables have no such value.

    Examples
    --------
    >>> critical_value("sup_f", regressors=1, breaks=1, trim=0.15, level=0.05)
    8.58
    """
    row = _tables().get((statistic, trim, level, regressors))
    if row is None or not 1 <= breaks <= len(row):
        raise TrendError(
            f"no critical value of {statistic} for {regressors} regressors, {breaks} breaks, trim "
            f"{trim:g} and level {level:g}",
            mend=f"up to 10 regressors; trims {', '.join(map(str, TRIMS))}; levels "
            f"{', '.join(map(str, LEVELS))}; breaks up to 9, 8, 5, 3, 2 for the trims, and up to "
            "10 one after another",
        )
    return row[breaks - 1]


def tabulated_trim(n: int, shortest: int) -> float:
    """Tabulated trim for a length of the shortest regime: its own, or the next smaller.

    A smaller trim leaves more dates to choose from, so its critical values are greater: the test
    errs on the side of no break.

    Parameters
    ----------
    n
        Periods of the series.
    shortest
        Periods of the shortest regime.

    Returns
    -------
    float
        The greatest of `TRIMS` that allows no longer a regime.

    Raises
    ------
    TrendError
        `shortest` is below what the smallest of them allows.

    Examples
    --------
    >>> tabulated_trim(103, 15), tabulated_trim(100, 12)
    (0.15, 0.1)
    """
    for trim in reversed(TRIMS):
        if shortest >= int(trim * n + 1e-9):
            return trim
    raise TrendError(
        f"a regime may be as short as {shortest} of {n} periods, and critical values begin at a "
        f"trim of {TRIMS[0]:g}",
        mend=f"trim={TRIMS[0]:g} or more, or choose by `bic` or `lwz`, which need none",
    )


@cache
def _tables() -> dict[tuple[str, float, float, int], tuple[float, ...]]:
    text = files("liaoning_econ.kernels").joinpath("bai_perron_2003.csv").read_text("utf-8")
    head, *lines = csv.reader(text.splitlines())
    return {
        (name, float(trim), float(level), int(regressors)): tuple(
            float(value) for value in values if value
        )
        for name, trim, level, regressors, *values in (line[: len(head)] for line in lines)
    }
