"""An audit of a million rows by every rule, against checking their schema alone.

The rows are the record's own, over and over, each copy of a source of its own; one figure in a
thousand is ten times too large, so that the rules have something to find and to say. Two ratios are
printed: the time of `audit` to that of `schemas.Observations.validate` on the same rows, turn by
turn in one process (the best processor time of each), and the memory that `audit` asks for above
the frame (tracemalloc, at its highest) to the frame's own.

    python benchmarks/bench_audit.py [--rows 1000000]
"""

from __future__ import annotations

import argparse
import gc
import sys
import tracemalloc

import numpy as np
import pandas as pd
from measuring import best

import liaoning_econ as le
from liaoning_econ import schemas

BAR_TIME, BAR_MEMORY = 10.0, 3.0
WRONG, FACTOR = 0.001, 10.0


def observations(rows: int) -> pd.DataFrame:
    """The record repeated, a source a copy, with some figures off by a power of ten."""
    record = le.observations()
    place = np.arange(rows)
    copy = place // len(record)
    frame = record.iloc[place % len(record)].reset_index(drop=True)
    labels = [f"copy-{number:04d}" for number in range(int(copy[-1]) + 1)]
    frame["source"] = pd.Categorical.from_codes(copy, categories=labels)
    slipped = np.random.default_rng(20180815).random(rows) < WRONG
    factor = np.where(slipped & (frame["lower"] > 0).to_numpy(), FACTOR, 1.0)
    for name in ("value", "lower", "upper"):
        frame[name] = frame[name] * factor
    return frame


def asked_for(frame: pd.DataFrame) -> float:
    """Bytes that an audit asks for at its highest, above the frame."""
    gc.collect()
    tracemalloc.start()
    findings = le.audit(frame)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return float(peak) if len(findings) else np.nan


def line(title: str, ratio: float, parts: str, bar: float) -> bool:
    """Print one ratio; True where the bar is met."""
    met = ratio <= bar
    print(f"{title:38} {ratio:7.2f}   {parts:44} bar {bar:g}: {'met' if met else 'MISSED'}")
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    frame = observations(asked.rows)
    # What is loaded once (record, rates, codes) is no part of an audit.
    le.audit(frame.head(1000))
    seconds = best(
        {
            "validate": lambda: schemas.Observations.validate(frame),
            "audit": lambda: le.audit(frame),
        },
        asked.rounds,
    )
    held = float(frame.memory_usage(index=False, deep=True).sum())
    peak = asked_for(frame)
    fast = line(
        f"time of audit / validate, {asked.rows:,}",
        seconds["audit"] / seconds["validate"],
        f"{seconds['audit']:.2f} s / {seconds['validate']:.2f} s of the processor",
        BAR_TIME,
    )
    small = line(
        "memory of audit / frame",
        peak / held,
        f"{peak / 1e6:.0f} MB / {held / 1e6:.0f} MB",
        BAR_MEMORY,
    )
    return 0 if fast and small else 1


if __name__ == "__main__":
    sys.exit(main())
