"""Daily rates made by hand: a fixing on every calendar day, with the changes that are asked for."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from liaoning_econ.frames import RATES, conform, constant

FIRST = pd.Timestamp("2001-01-01")


def rates_of(changes: npt.ArrayLike, *, base: str = "USD", quote: str = "CNY") -> pd.DataFrame:
    """Rates that begin at 1 and change by so many log percent from each day to the next."""
    rate = np.exp(np.concatenate([[0.0], np.cumsum(changes)]) / 100.0)
    days = pd.date_range(FIRST, periods=rate.size)
    frame = pd.DataFrame(
        {
            "base": constant(base, rate.size),
            "quote": constant(quote, rate.size),
            "date": days,
            "date_used": days,
            "rate": rate,
            "kind": constant("daily", rate.size),
            "source": constant("by_hand", rate.size),
        }
    )
    return conform(frame, RATES)


def day_after(change: int) -> pd.Timestamp:
    """The day to which a change, counted from 0, leads."""
    return FIRST + pd.Timedelta(days=change + 1)


def autoregression(random: np.random.Generator, slope: float, length: int) -> np.ndarray:
    """A stationary AR(1) with normal steps of variance 1."""
    steps = random.normal(size=length)
    steps[0] /= np.sqrt(1.0 - slope**2)
    for day in range(1, length):
        steps[day] += slope * steps[day - 1]
    return steps
