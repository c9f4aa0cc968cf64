"""The literal reading of a claim's words: all that they allow, not what is usually meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.comparison.steps import Step
from liaoning_econ.comparison.wording import span_text
from liaoning_econ.errors import ComparisonError, offer, shorten
from liaoning_econ.frames import plain_codes
from liaoning_econ.quantities import QUALIFIERS, READINGS, widen

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.comparison.pairing import Pairs

__all__ = ["read", "require_reading"]

# By these words the literal reading is the pragmatic one.
_PLAIN: Final = ("none", "exactly", "", "nan")


def require_reading(reading: str) -> None:
    """Refuse a reading that there is not.

    Parameters
    ----------
    reading
        pragmatic or literal.

    Raises
    ------
    ComparisonError
        Neither pragmatic nor literal.

    Examples
    --------
    >>> require_reading("literal")
    """
    if reading not in READINGS:
        raise ComparisonError(
            f"unknown reading {shorten(reading)!r}", mend=offer(reading, READINGS)
        )


def read(pairs: Pairs, reading: str) -> tuple[Pairs, list[Step]]:
    """Give both sides the bounds of a reading.

    Parameters
    ----------
    pairs
        Sides with the bounds as stored, which are those of the pragmatic reading. Rows that name
        no qualifier (official figures, a bare Quantity) keep theirs.
    reading
        pragmatic or literal.

    Returns
    -------
    tuple
        The pairs with the bounds of the reading, and the steps that name it.
    """
    steps: list[Step] = []
    if reading == "pragmatic":
        return pairs, steps
    for side, frame in pairs.sides():
        if "qualifier" not in frame.columns:
            continue
        wider = _widened(frame, reading)
        changed = (wider["lower"] < frame["lower"]) | (wider["upper"] > frame["upper"])
        for row in np.flatnonzero(changed.to_numpy())[:1]:
            ends = wider.iloc[row]
            worded = f'"{ends["qualifier"]}" read literally'
            bounds = span_text(ends["value"], ends["lower"], ends["upper"])
            count = int(changed.sum())
            more = f"; {count} of {len(frame)} figures" if count > 1 else ""
            steps.append(Step(side, worded, f"{bounds} {ends['unit']}{more}"))
        pairs = pairs.with_side(side, wider)
    return pairs, steps


def _widened(frame: pd.DataFrame, reading: str) -> pd.DataFrame:
    """The frame with the bounds of the reading."""
    words = plain_codes(frame["qualifier"]).astype(object).fillna("").to_numpy(dtype=object)
    words = np.where(np.isin(words, QUALIFIERS), words, "none")
    numbers = frame[["value", "lower", "upper"]].to_numpy(dtype=np.float64)
    bounds = numbers[:, 1:].copy()
    units = plain_codes(frame["unit"]).to_numpy(dtype=object)
    for row in np.flatnonzero(~np.isin(words, _PLAIN)):
        value, lower, upper = numbers[row]
        bounds[row] = widen(
            value, lower, upper, qualifier=words[row], unit=units[row], reading=reading
        )
    return frame.assign(lower=bounds[:, 0], upper=bounds[:, 1])
