"""What was done to a figure before it was compared, and what the comparison takes on trust.

A `Step` is a line of the working that a reader can check: the side, what was done, the numbers of
it, the source of any rate, and the day of that rate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import pandas as pd

__all__ = ["Side", "Step", "distinct", "steps_frame"]

Side = Literal["left", "right", "both"]

COLUMNS = ("side", "what", "detail", "source", "day")


@dataclass(frozen=True)
class Step:
    """One line of the working of a comparison.

    Attributes
    ----------
    side : str
        left, right or both.
    what : str
        What was done or taken on trust, in a few words: "per month", "basis unstated".
    detail : str
        The numbers or the reason.
    source : str
        Where a rate, a population or an area comes from; empty where none was needed.
    day : pd.Timestamp or None
        The day of that rate or area; None where it has none.

    Examples
    --------
    >>> print(Step("left", "per month", "over 15.7 months (14.7 to 17.0)"))
    left: per month, over 15.7 months (14.7 to 17.0)
    """

    side: Side
    what: str
    detail: str = ""
    source: str = ""
    day: pd.Timestamp | None = None

    def __str__(self) -> str:
        tail = [self.detail] if self.detail else []
        if self.source:
            day = f", {self.day:%Y-%m-%d}" if self.day is not None else ""
            tail.append(f"source {self.source}{day}")
        return f"{self.side}: " + ", ".join([self.what, *tail])


def distinct(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Each step once, in order; what holds for left and right alike becomes one step of both.

    Parameters
    ----------
    steps
        Steps in the order in which they were taken.

    Returns
    -------
    tuple of Step

    Examples
    --------
    >>> found = distinct([Step("left", "per month"), Step("right", "per month")])
    >>> [step.side for step in found]
    ['both']
    """
    ordered = list(dict.fromkeys(steps))
    seen = set(ordered)
    merged: dict[Step, None] = {}
    for step in ordered:
        other: Side = "right" if step.side == "left" else "left"
        twin = Step(other, step.what, step.detail, step.source, step.day)
        alike = step.side != "both" and twin in seen
        both = Step("both", step.what, step.detail, step.source, step.day)
        merged[both if alike else step] = None
    return tuple(merged)


def steps_frame(steps: Iterable[Step]) -> pd.DataFrame:
    """The steps as a table with the columns side, what, detail, source and day.

    Parameters
    ----------
    steps
        Steps of a comparison.

    Returns
    -------
    pd.DataFrame
        One row a step.

    Examples
    --------
    >>> steps_frame([Step("left", "per month")])["what"].tolist()
    ['per month']
    """
    rows = [(step.side, step.what, step.detail, step.source, step.day) for step in steps]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table.astype({"day": "datetime64[us]"})
