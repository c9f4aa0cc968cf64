"""Ten million rows in another currency, against `pandas.merge_asof`.

What `merge_asof` needs is its keys in order, so a table that stands by region must be sorted by
day first: that is the yardstick of the bar. The second line leaves the sorting out: rows that
happen to be in order of day, and nothing but the columns that the join needs. Both sides run turn
by turn in one process; the best processor time of each is compared, the best time on the clock
stands beside it.

Memory is measured in processes of their own, as what comes on top of the input and is still or was
held at the worst moment: resident pages (psutil, looked at every millisecond) and what numpy and
Python asked for (tracemalloc).
"""

from __future__ import annotations

import argparse
import gc
import sys
import time
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from measuring import above_input, alone

from liaoning_econ import convert, exchange, frames

FIRST, LAST = np.datetime64("2006-01-01"), np.datetime64("2025-12-31")
BAR_TIME, BAR_MEMORY = 10.0, 300.0
MEASURES = ("stock", "flow")
FIGURES = ["value", "lower", "upper"]


class Times(NamedTuple):
    """Best seconds: of the processor, on the clock."""

    processor: float
    clock: float


def observations(rows: int, measure: str) -> pd.DataFrame:
    """Daily figures of 31 provinces in yuan, as they stand in a table: by region, not by day."""
    random = np.random.default_rng(20180815)
    day = random.integers(FIRST.astype(int), LAST.astype(int) + 1, rows)
    day = day.astype("M8[D]").astype("M8[us]")
    regions = [f"CN-{place:02d}" for place in range(31)]
    region = np.sort(random.integers(0, 31, rows).astype(np.int8))
    value = random.lognormal(10.0, 1.0, rows)

    def code(name: str) -> pd.Categorical:
        return frames.constant(name, rows)

    columns = {
        "indicator": code("gdp"),
        "region": pd.Categorical.from_codes(region, categories=regions),
        "start": day,
        "end": day,
        "precision": code("day").set_categories(frames.PRECISION.categories),
        "measure": code(measure).set_categories(frames.MEASURE.categories),
        "basis": code("unstated"),
        "prices": code("current"),
        "relative_to": code("none"),
        "unit": code("CNY"),
        "value": value,
        "lower": value * 0.99,
        "upper": value * 1.01,
        "vintage": code("unstated"),
        "published_from": day + np.timedelta64(30, "D"),
        "published": day + np.timedelta64(30, "D"),
        "status": code("A").set_categories(frames.STATUS.categories),
        "source": code("unstated"),
    }
    return pd.DataFrame(columns, copy=False)


def joined(left: pd.DataFrame, rates: pd.DataFrame) -> pd.DataFrame:
    """The three figures in dollars by a join: of rows in order of day."""
    found = pd.merge_asof(left, rates, on="end")
    for name in FIGURES:
        found[name] *= found["rate"]
    return found


def best(runs: dict[str, Callable[[], object]], rounds: int) -> dict[str, Times]:
    """The best times of each, turn by turn."""
    found = dict.fromkeys(runs, Times(np.inf, np.inf))
    for _ in range(rounds):
        for name, run in runs.items():
            gc.collect()
            clock, processor = time.perf_counter(), time.process_time()
            result = run()
            took = Times(time.process_time() - processor, time.perf_counter() - clock)
            found[name] = Times(*map(min, found[name], took))
            del result
    return found


def time_table(rows: int, rounds: int) -> bool:
    """Print times and the largest difference; True where the bar is met."""
    rates = exchange.rates("CNY", "USD", FIRST, LAST)[["date", "rate"]]
    rates = rates.rename(columns={"date": "end"})
    met = True
    print(f"{'':46} {'processor s':>12} {'clock s':>9} {'ratio':>7}")
    for measure in MEASURES:
        obs = observations(rows, measure)
        narrow = obs[["end", *FIGURES]]
        in_order = narrow.sort_values("end", kind="stable")
        times = best(
            {
                "ours": lambda obs=obs: convert.to_currency(obs, "USD"),
                "sorted": lambda narrow=narrow: joined(narrow.sort_values("end"), rates),
                "in order": lambda in_order=in_order: joined(in_order, rates),
            },
            rounds,
        )
        ours = times["ours"]
        titles = {
            "ours": f"to_currency, {rows:,} daily rows ({measure})",
            "sorted": "  sort by day, merge_asof, multiply",
            "in order": "  merge_asof, multiply: rows in order of day",
        }
        for name, title in titles.items():
            ratio = times[name].processor / ours.processor
            print(f"{title:46} {times[name].processor:12.2f} {times[name].clock:9.2f} {ratio:7.1f}")
        met &= times["sorted"].processor >= BAR_TIME * ours.processor
        converted = convert.to_currency(obs, "USD").iloc[in_order.index.to_numpy()]
        plain = joined(in_order, rates)
        apart = [
            np.max(np.abs(converted[name].to_numpy() / plain[name].to_numpy() - 1))
            for name in FIGURES
        ]
        print(f"  largest difference, of the figure: {max(apart):.1e}")
    print(f"bar: {BAR_TIME:g} times faster than sort and merge_asof: {'met' if met else 'MISSED'}")
    return met


def memory_table(rows: int) -> bool:
    """Print memory above the input; True where the bar is met."""
    met = True
    for measure in MEASURES:
        found = alone(__file__, "--rows", str(rows), "--memory", measure)
        for method, megabytes in zip(("resident", "asked for"), found, strict=True):
            title = f"memory above the input ({measure}), {method}"
            print(f"{title:46} {megabytes:12.0f} MB")
            met &= megabytes <= BAR_MEMORY * rows / 10_000_000
    print(
        f"bar: {BAR_MEMORY * rows / 10_000_000:.0f} MB, of which the three new columns are "
        f"{24 * rows / 1e6:.0f}: {'met' if met else 'MISSED'}"
    )
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", metavar="MEASURE")
    asked = parser.parse_args()
    if asked.memory:
        obs = observations(asked.rows, asked.memory)
        # What is loaded once (rates, codes) is no part of a conversion.
        convert.to_currency(obs.iloc[:10], "USD")
        print(*above_input(lambda: convert.to_currency(obs, "USD")))
        return 0
    fast = time_table(asked.rows, asked.rounds)
    small = memory_table(asked.rows)
    return 0 if fast and small else 1


if __name__ == "__main__":
    sys.exit(main())
