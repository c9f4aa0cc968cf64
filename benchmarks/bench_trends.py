"""Trends, filters and breaks of many series, against a loop of statsmodels and against ruptures.

Both sides run turn by turn in one process; the best processor time of each is compared. A peer that
takes one series at a time is timed on some of them and extrapolated. Beside each ratio stands the
largest difference in value between the two. Memory is measured in processes of its own.

    python benchmarks/bench_trends.py [--series 100000] [--quick]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from measuring import above_input, alone, best, line, machine

from liaoning_econ.kernels import breaks, filters, regression

PERIODS, LOOPED, LAGS = 40, 500, 3
LAMB, HORIZON, LAGGED = 6.25, 2, 1
MOST_BREAKS, MEMORY_BAR = 5, 1_000.0
# One series more costs as much as the one before: the time a series of the largest set over that
# of the smallest, which still has the fixed costs of a call.
GROWTH_BAR = 1.5

Floats = npt.NDArray[np.float64]


class Task(NamedTuple):
    """What is measured: ours on all series, the peer on one, and the bar of their ratio."""

    title: str
    ours: Callable[[Floats], Floats]
    peer: Callable[[Floats], Floats]
    bar: float


def random_walks(series: int, periods: int = PERIODS) -> Floats:
    """Logarithms of levels that grow and wander, as a county's output does."""
    random = np.random.default_rng(20180815)
    return 3.0 + np.cumsum(random.normal(0.05, 0.03, (series, periods)), axis=1)


def design(periods: int) -> Floats:
    """A constant and the years."""
    return np.column_stack((np.ones(periods), np.arange(periods, dtype=np.float64)))


def slope(y: Floats) -> Floats:
    """Slope and HAC error of each series."""
    fit = regression.newey_west(y, design(y.shape[-1]), LAGS)
    return np.stack((fit.params[..., 1], fit.bse[..., 1]), axis=-1)


def slope_by_statsmodels(y: Floats) -> Floats:
    import statsmodels.api as sm

    fit = sm.OLS(y, design(len(y))).fit(cov_type="HAC", cov_kwds={"maxlags": LAGS})
    return np.array([fit.params[1], fit.bse[1]])


def hp(y: Floats) -> Floats:
    return filters.hp(y, LAMB)[1]


def hp_by_statsmodels(y: Floats) -> Floats:
    from statsmodels.tsa.filters.hp_filter import hpfilter

    return np.asarray(hpfilter(y, LAMB)[1])


def hamilton(y: Floats) -> Floats:
    return filters.hamilton(y, HORIZON, LAGGED)[0][..., HORIZON + LAGGED - 1 :]


def hamilton_by_statsmodels(y: Floats) -> Floats:
    import statsmodels.api as sm

    lagged = [y[LAGGED - 1 - lag : len(y) - HORIZON - lag] for lag in range(LAGGED)]
    X = sm.add_constant(np.column_stack(lagged))
    return np.asarray(sm.OLS(y[HORIZON + LAGGED - 1 :], X).fit().resid)


TASKS = (
    Task("slope with HAC errors / statsmodels", slope, slope_by_statsmodels, 200.0),
    Task("HP trend / statsmodels", hp, hp_by_statsmodels, 1_000.0),
    Task("Hamilton cycle / statsmodels", hamilton, hamilton_by_statsmodels, 200.0),
)


def compare_filters(series: int, rounds: int) -> bool:
    """Each task beside its loop."""
    y, met = random_walks(series), True
    for task in TASKS:

        def looped(task: Task = task) -> Floats:
            return np.stack([task.peer(one) for one in y[:LOOPED]])

        seconds = best({"ours": lambda task=task: task.ours(y), "peer": looped}, rounds)
        ratio = seconds["peer"] / LOOPED * series / seconds["ours"]
        apart = np.abs(task.ours(y[:LOOPED]) - looped()).max()
        figures = f"{ratio:9,.0f} times, {seconds['ours']:6.3f} s, differ by {apart:.1e}"
        met &= line(f"{task.title}, {series:,}", figures, ratio, task.bar, least=True)
    return met


def stepped(n: int) -> Floats:
    """A line whose level and slope change five times, and noise."""
    random = np.random.default_rng(19980815)
    regime = np.arange(n) * (MOST_BREAKS + 1) // n
    levels, slopes = random.normal(0, 10, MOST_BREAKS + 1), random.normal(0, 2, MOST_BREAKS + 1)
    return levels[regime] + slopes[regime] * np.arange(n) / n + random.normal(0, 1, n)


def residual_ssr(y: Floats, ends: list[int]) -> float:
    """What lines in the regimes that end before these places leave of y."""
    total = 0.0
    for first, last in zip([0, *ends[:-1]], ends, strict=True):
        X = design(last - first)
        rest = y[first:last] - X @ np.linalg.lstsq(X, y[first:last], rcond=None)[0]
        total += float(rest @ rest)
    return total


def compare_breaks(rounds: int) -> bool:
    """Up to five breaks in level and slope, beside ruptures' Dynp, which finds one number of them.

    It keeps what it has found for one number, so that it is asked for the most alone.
    """
    import ruptures

    met = True
    for n, bar in ((200, 30.0), (2_000, 100.0)):
        y, X, shortest = stepped(n), design(n), n // 20

        def peer(y: Floats = y, X: Floats = X, shortest: int = shortest) -> list[int]:
            model = ruptures.Dynp(model="linear", min_size=shortest, jump=1)
            return list(model.fit(np.column_stack((y, X))).predict(n_bkps=MOST_BREAKS))

        def ours(y: Floats = y, X: Floats = X, shortest: int = shortest) -> list[int]:
            found = breaks.bai_perron(y, X, max_breaks=MOST_BREAKS, trim=shortest)
            return [*(found.dates[MOST_BREAKS] + 1).tolist(), len(y)]

        seconds = best({"ours": ours}, rounds) | best({"peer": peer}, 1 if n > 200 else rounds)
        ratio = seconds["peer"] / seconds["ours"]
        apart = abs(residual_ssr(y, ours()) / residual_ssr(y, peer()) - 1)
        figures = f"{ratio:9,.0f} times, {seconds['ours']:6.3f} s, SSR differ by {apart:.1e}"
        met &= line(f"breaks, n = {n:,} / ruptures Dynp", figures, ratio, bar, least=True)
    y = random_walks(20_000)
    seconds = best({"ours": lambda: breaks.bai_perron(y, design(PERIODS), max_breaks=2, trim=8)}, 1)
    print(f"breaks, 20,000 series of {PERIODS} in one call: {seconds['ours']:.2f} s")
    return met


def compare_growth(rounds: int) -> bool:
    """Whether the time a series stays the same from a thousand series to a million."""
    met = True
    for task in TASKS:
        each = {}
        for series in (1_000, 10_000, 100_000, 1_000_000):
            y = random_walks(series)
            times = rounds * max(1, 100_000 // series)
            each[series] = (
                best({"ours": lambda task=task, y=y: task.ours(y)}, times)["ours"] / series
            )
        ratio = each[1_000_000] / each[1_000]
        told = ", ".join(f"{1e6 * second:.2f}" for second in each.values())
        title = f"{task.title.partition(' / ')[0]}, 1,000 to 1,000,000 series"
        figures = f"{ratio:.2f} of the time a series ({told} us)"
        met &= line(title, figures, ratio, GROWTH_BAR, least=False)
    return met


def compare_memory(series: int) -> bool:
    """Megabytes above the input, each task in a process of its own."""
    met = True
    for number, task in enumerate(TASKS):
        resident, asked = alone(__file__, "--memory", str(number), "--series", str(series))
        title = f"{task.title.partition(' / ')[0]}, memory above the input"
        figures = f"{resident:,.0f} MB resident, {asked:,.0f} MB asked for"
        met &= line(title, figures, max(resident, asked), MEMORY_BAR, least=False)
    return met


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", type=int, help="measure the memory of one task, and no more")
    asked = parser.parse_args()
    if asked.memory is not None:
        y, task = random_walks(asked.series), TASKS[asked.memory]
        task.ours(y[:10])
        print(*above_input(lambda: task.ours(y)))
        return 0
    print(machine("numpy", "scipy", "statsmodels", "ruptures"))
    met = compare_filters(asked.series, asked.rounds)
    met &= compare_memory(asked.series)
    met &= compare_growth(asked.rounds)
    met &= compare_breaks(asked.rounds)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
