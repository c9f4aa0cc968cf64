"""Rules over whole rows, each stated once: in numpy, for every frame that has its columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.frames import Frame

Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Rule:
    """A rule over whole rows: it concerns every frame that has its columns.

    Attributes
    ----------
    name
        What must hold, as it is printed.
    columns
        The columns that it reads; the last is the one that a message shows first.
    broken
        From the frame to a mask of shape (rows,), True where the rule is broken.
    mend
        What would mend it.
    beside
        Columns that it does not look at, without which a frame's rows are not what it speaks of.

    Examples
    --------
    >>> from liaoning_econ.validation import RULES
    >>> RULES[0].name, RULES[0].columns
    ('value is finite', ('value',))
    """

    name: str
    columns: tuple[str, ...]
    broken: Callable[[pd.DataFrame], Mask]
    mend: str
    beside: tuple[str, ...] = ()


def _numbers(frame: pd.DataFrame, column: str) -> NDArray[np.float64]:
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)


def _not_ordered(first: str, second: str) -> Callable[[pd.DataFrame], Mask]:
    """Mask of rows where `first` is above `second`; missing values break nothing here."""

    def broken(frame: pd.DataFrame) -> Mask:
        if frame[first].dtype.kind == "M":
            left, right = frame[first].to_numpy(), frame[second].to_numpy()
        else:
            left, right = _numbers(frame, first), _numbers(frame, second)
        return np.asarray(left > right, dtype=np.bool_)

    return broken


def _infinite(frame: pd.DataFrame) -> Mask:
    return np.isinf(_numbers(frame, "value"))


def _no_rate(frame: pd.DataFrame) -> Mask:
    rate = _numbers(frame, "rate")
    return np.isinf(rate) | (rate <= 0)


def _stock_with_length(frame: pd.DataFrame) -> Mask:
    stock = (frame["measure"] == "stock").to_numpy()
    start, end = frame["start"].to_numpy(), frame["end"].to_numpy()
    return np.asarray(stock & (start != end) & ~(np.isnat(start) & np.isnat(end)), dtype=np.bool_)


RULES: tuple[Rule, ...] = (
    Rule("value is finite", ("value",), _infinite, "an open end belongs into lower or upper"),
    Rule(
        "lower <= value",
        ("value", "lower"),
        _not_ordered("lower", "value"),
        "swap or correct the bounds; for an exact figure lower and upper are the value",
    ),
    Rule(
        "value <= upper",
        ("value", "upper"),
        _not_ordered("value", "upper"),
        "swap or correct the bounds; for an exact figure lower and upper are the value",
    ),
    Rule(
        "start <= end",
        ("start", "end"),
        _not_ordered("start", "end"),
        "swap start and end, or correct one of them",
    ),
    Rule(
        "a stock has one day: start == end",
        ("measure", "start", "end"),
        _stock_with_length,
        "set start to end, or give the measure that it is (flow, cumulative, ...)",
        # Of one figure; what is worked out from many of a stock covers all their days.
        beside=("precision",),
    ),
    Rule(
        "published_from <= published",
        ("published_from", "published"),
        _not_ordered("published_from", "published"),
        "swap the two days, or correct one of them",
    ),
    Rule(
        "opened_from <= opened",
        ("opened_from", "opened"),
        _not_ordered("opened_from", "opened"),
        "swap the two days, or correct one of them",
    ),
    Rule("rate is above 0 and finite", ("rate",), _no_rate, "correct the rate"),
    Rule(
        "date_used <= date",
        ("date", "date_used"),
        _not_ordered("date_used", "date"),
        "a rate of a later day was not known yet: take the last one before",
    ),
    Rule(
        "span_start <= span_end",
        ("span_start", "span_end"),
        _not_ordered("span_start", "span_end"),
        "count both from the start of the text, in code points",
    ),
)


def rules_of(declaration: Frame) -> list[Rule]:
    """The rules over rows that concern a frame.

    Parameters
    ----------
    declaration
        The frame's declaration.

    Returns
    -------
    list of Rule
        In the order in which they are held.

    Examples
    --------
    >>> from liaoning_econ.frames import VINTAGES
    >>> [rule.name for rule in rules_of(VINTAGES)]
    ['start <= end', 'published_from <= published']
    """
    return [
        rule
        for rule in RULES
        if all(name in declaration.by_name for name in (*rule.columns, *rule.beside))
    ]
