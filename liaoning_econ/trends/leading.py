"""Rates of growth that lead from one period to the next, and levels that they can be chained on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ.catalog.groups import codes_of_groups
from liaoning_econ.convert import rows
from liaoning_econ.errors import BasisError, TrendError, UnitError, VintageError
from liaoning_econ.trends import lineage, spacing

if TYPE_CHECKING:
    from liaoning_econ.convert.rows import Mask
    from liaoning_econ.errors import LiaoningEconError

__all__ = ["WHO", "rates_of", "require_current"]

# What a rate and a level must have in common.
WHO: Final = ("indicator", "region")
_ONE: Final = np.timedelta64(1, "D")
# A window of 12 whole calendar months, as `spacing` numbers kinds.
WHOLE_YEAR: Final = 23
# A whole that has lost all of itself.
_LOSS: Final = -100.0


def rates_of(growth: pd.DataFrame) -> lineage.Lines:
    """Rates of growth that lead from one period to the next, by lines and in order.

    Parameters
    ----------
    growth
        Observations of real growth in percent.

    Raises
    ------
    TrendError, UnitError, BasisError, VintageError, SchemaError, WindowError
        As `chain` says.
    """
    frame = lineage.readable(growth, "growth")
    _require_rates(frame)
    calendar = spacing.calendar_of(frame)
    _require_links(frame, calendar)
    lines = lineage.lines_of(frame, calendar.kind, "growth")
    ordered = frame.iloc[lines.order].reset_index(drop=True)
    line = lines.line[lines.order]
    lines = lineage.Lines(
        ordered,
        lines.series[lines.order],
        line,
        np.arange(line.size),
        lines.segment[lines.order],
    )
    _require_single(lines)
    _require_contiguous(lines)
    return lines


def _refuse(
    kind: type[LiaoningEconError], words: str, frame: pd.DataFrame, bad: Mask, mend: str
) -> None:
    """One error for the rows that break one condition, if any does."""
    if bad.any():
        raise kind(
            f"{words}: {rows.listed(frame, bad)}", mend=mend, rows=rows.offending(frame, bad)
        )


def _require_rates(frame: pd.DataFrame) -> None:
    """Real growth, in percent."""
    _refuse(
        BasisError,
        "growth holds what is no growth",
        frame,
        (frame["measure"] != "growth").to_numpy(),
        "pass rates of growth alone: obs[obs.measure == 'growth']",
    )
    unit = rows.present(frame, "unit")
    _refuse(
        UnitError,
        f"growth in {' and '.join(one for one in unit if one != 'percent')} cannot be chained",
        frame,
        (frame["unit"] != "percent").to_numpy(),
        "pass growth in percent: points are no rate",
    )
    _refuse(
        BasisError,
        "growth at current prices says nothing of real growth",
        frame,
        frame["prices"].isin(["current", "unstated"]).to_numpy(),
        "pass growth at comparable prices: obs[obs.prices == 'comparable']",
    )
    _refuse(
        TrendError,
        "a fall by all there is cannot be chained",
        frame,
        rows.numbers(frame, "lower") <= _LOSS,
        "growth is in percent, and its lower bound above -100",
    )


def _require_links(frame: pd.DataFrame, calendar: spacing.Calendar) -> None:
    """Rates that lead from the period just before."""
    yearly = (frame["relative_to"] == "previous_year").to_numpy()
    months = calendar.last - calendar.first + 1
    opening = (calendar.first % 12 == 0) & (calendar.first_day == 1)
    whole = calendar.kind == WHOLE_YEAR
    to_date = opening & ~whole & ~np.isin(months, (1, 3))
    _refuse(
        TrendError,
        "growth for the year to date is never chained",
        frame,
        to_date,
        "pass growth of whole years, or of single quarters or months relative to previous_period",
    )
    _refuse(
        TrendError,
        "growth over the year before, of a window that is no year, does not lead from one to the "
        "next",
        frame,
        yearly & ~whole,
        "pass years, or like periods relative to previous_period",
    )
    _refuse(
        TrendError,
        "growth that is relative neither to previous_year nor to previous_period",
        frame,
        ~yearly & (frame["relative_to"] != "previous_period").to_numpy(),
        "pass rates that lead from one period to the next",
    )


def _require_single(lines: lineage.Lines) -> None:
    """One line of rates for each indicator and region, on one benchmark."""
    frame, line = lines.frame, lines.line
    head = np.flatnonzero(np.diff(line, prepend=-1))
    who = codes_of_groups(frame.iloc[head], WHO)
    again = pd.Series(who).duplicated(keep=False).to_numpy()
    if again.any():
        first = np.flatnonzero(who == who[np.flatnonzero(again)[0]])
        one, two = (frame.iloc[head[place]] for place in first[:2])
        differing = [
            f"{one[name]} and {two[name]}"
            for name in ("vintage", "basis", "prices", "relative_to", "start")
            if one[name] != two[name]
        ]
        raise VintageError(
            f"several series of growth, {differing[0]}: {rows.listed(frame, head[again])}",
            mend="keep one release and one kind of growth: growth[growth.vintage == ...]",
            rows=rows.offending(frame, head[again]),
        )
    crossing = np.flatnonzero((np.diff(line) == 0) & (np.diff(lines.segment) != 0))
    if crossing.size:
        at = int(crossing[0])
        raise lineage.benchmark_change(
            lines, at, at + 1, mend="keep rates of one benchmark: growth[growth.vintage == ...]"
        )


def _require_contiguous(lines: lineage.Lines) -> None:
    """Every period has its rate."""
    frame = lines.frame
    start, end = (rows.days(frame, name) for name in ("start", "end"))
    gap = np.zeros(len(frame), dtype=np.bool_)
    gap[1:] = (np.diff(lines.line) == 0) & (start[1:] != end[:-1] + _ONE)
    _refuse(
        TrendError,
        "no growth for the period just before",
        frame,
        gap,
        "fill the gap, or chain the two parts on levels of their own",
    )


def require_current(frame: pd.DataFrame, base: str = "") -> None:
    """Refuse what is no level, or is not at the prices of its own period.

    Parameters
    ----------
    frame
        Typed rows.
    base
        The period whose constant prices are as good; "" for none.

    Raises
    ------
    BasisError
        A growth rate, a share, a rate; prices of another period.
    """
    _refuse(
        BasisError,
        "the level is none",
        frame,
        ~frame["measure"].isin(["flow", "stock", "index"]).to_numpy(),
        "pass a flow, a stock or an index",
    )
    found = frame["prices"]
    _refuse(
        BasisError,
        "the level is at other prices than current ones",
        frame,
        ~found.isin(["current", "none", f"constant_{base}"]).to_numpy(),
        "pass levels at current prices: level[level.prices == 'current']",
    )
