"""What was known on a day, out of ten million rows, against pandas, DuckDB and polars.

Ten releases of ten years of 100,000 places, in no order. The yardstick of the bar is what a user of
pandas writes: `groupby(...)["published"].idxmax()` over the columns that make a period, among the
rows published by the day. The lines below leave out the columns that are constant here, which the
caller must know: pandas over region and start alone, DuckDB's and polars' `arg_max` over the same
two. All run turn by turn in one process; the best processor seconds of each are compared. The
others answer with the figure alone; `as_of` answers with whole rows in order and marks the breaks.

Memory is what comes on top of the input at the worst moment, in a process of its own. Half the rows
must take half the time, within what the caches allow.

    python benchmarks/bench_realtime.py [--rows 10000000] [--rounds 3]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

import numpy as np
import pandas as pd
from measuring import above_input, alone, best, line, machine

from liaoning_econ import frames, realtime
from liaoning_econ.catalog.groups import PERIOD

YEARS, RELEASES = 10, 10
DAY = pd.Timestamp("2018-08-15")
BAR_TIME, BAR_MEMORY, BAR_LINEAR = 4.0, 400.0, 1.3


def observations(rows: int) -> pd.DataFrame:
    """Releases of yearly figures, shuffled; each release of a period has a day of its own."""
    random = np.random.default_rng(20180815)
    places = rows // (YEARS * RELEASES)
    number = random.permutation(rows)
    release, period = number % RELEASES, number // RELEASES
    region, year = period // YEARS, 2006 + period % YEARS
    start = (year - 1970).astype("M8[Y]").astype("M8[D]")
    end = (year - 1969).astype("M8[Y]").astype("M8[D]") - 1
    # Every half year, up to three months late.
    published = end + 30 + 182 * release + random.integers(0, 90, rows)
    value = random.lognormal(10.0, 1.0, rows)

    def code(name: str) -> pd.Categorical:
        return frames.constant(name, rows)

    return pd.DataFrame(
        {
            "indicator": code("gdp"),
            "region": pd.Categorical.from_codes(
                region.astype(np.int32), categories=[f"P{place:06d}" for place in range(places)]
            ),
            "start": start.astype("M8[us]"),
            "end": end.astype("M8[us]"),
            "precision": code("day").set_categories(frames.PRECISION.categories),
            "measure": code("flow").set_categories(frames.MEASURE.categories),
            "basis": code("unstated"),
            "prices": code("current"),
            "relative_to": code("none"),
            "unit": code("CNY"),
            "value": value,
            "lower": value * 0.99,
            "upper": value * 1.01,
            "vintage": pd.Categorical.from_codes(
                release.astype(np.int8), categories=[f"release-{n}" for n in range(RELEASES)]
            ),
            "published_from": published.astype("M8[us]"),
            "published": published.astype("M8[us]"),
            "status": code("A").set_categories(frames.STATUS.categories),
            "source": code("unstated"),
        },
        copy=False,
    )


def by_pandas(obs: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """The newest row of each group among those published by the day."""
    known = obs[obs["published"] <= DAY]
    newest = known.groupby(columns, observed=True, sort=False)["published"].idxmax()
    return known.loc[newest]


def peers(obs: pd.DataFrame) -> dict[str, Callable[[], pd.DataFrame]]:
    """DuckDB and polars on tables of their own, which are not counted."""
    import duckdb
    import polars

    table = obs[["region", "start", "published", "value"]]
    connection = duckdb.connect()
    connection.register("given", table)
    connection.execute("create table obs as select * from given")
    query = (
        "select region, start, arg_max(value, published) as value from obs "
        "where published <= $day group by region, start"
    )
    given = {"day": DAY.to_pydatetime()}
    frame = polars.from_pandas(table)
    newest = polars.col("value").get(polars.col("published").arg_max())
    return {
        "duckdb": lambda: connection.sql(query, params=given).to_arrow_table().to_pandas(),
        "polars": lambda: (
            frame.lazy()
            .filter(polars.col("published") <= DAY.to_pydatetime())
            .group_by("region", "start")
            .agg(newest)
            .collect()
            .to_pandas()
        ),
    }


def time_table(rows: int, rounds: int) -> bool:
    """Print times and the largest difference; True where the bar is met."""
    obs = observations(rows)
    half = obs.iloc[: rows // 2].reset_index(drop=True)
    answers: dict[str, Callable[[], pd.DataFrame]] = {
        "ours": lambda: realtime.as_of(obs, DAY),
        "half": lambda: realtime.as_of(half, DAY),
        "pandas": lambda: by_pandas(obs, list(PERIOD)),
        "two": lambda: by_pandas(obs, ["region", "start"]),
        **peers(obs),
    }
    times = best(dict(answers), rounds)
    ours = times["ours"]
    titles = {
        "ours": f"as_of, {rows:,} rows",
        "pandas": "  pandas idxmax, the period's columns",
        "two": "  pandas idxmax, region and start",
        "duckdb": "  DuckDB arg_max, region and start",
        "polars": "  polars arg_max, region and start",
    }
    print(f"{'':44} {'processor s':>12} {'ratio':>7}")
    for name, title in titles.items():
        print(f"{title:44} {times[name]:12.2f} {times[name] / ours:7.1f}")
    mine = answers["ours"]()
    for name in ("pandas", "duckdb", "polars"):
        print(f"  largest difference of a figure, {name}: {apart(mine, answers[name]()):g}")
    met = line("pandas idxmax / as_of", "", times["pandas"] / ours, BAR_TIME, least=True)
    grown = ours / times["half"] / 2
    return (
        line(
            "time of all rows / twice that of half", f"{grown:.2f}", grown, BAR_LINEAR, least=False
        )
        and met
    )


def apart(mine: pd.DataFrame, other: pd.DataFrame) -> float:
    """The largest difference between figures of one region and start; inf where rows differ."""
    keys = [
        pd.Series(table["region"].astype("str").to_numpy())
        + table["start"].dt.strftime("%Y").to_numpy()
        for table in (mine, other)
    ]
    left, right = (
        pd.Series(table["value"].to_numpy(), index=key.to_numpy()).sort_index()
        for table, key in zip((mine, other), keys, strict=True)
    )
    if not left.index.equals(right.index):
        return float("inf")
    return float(np.max(np.abs(left.to_numpy() - right.to_numpy()), initial=0.0))


def memory_of(rows: int) -> tuple[float, float]:
    """Megabytes above the input, resident and asked for."""
    obs = observations(rows)
    # What is loaded once (codes, releases) is no part of an answer.
    realtime.as_of(obs.iloc[:10], DAY)
    return above_input(lambda: realtime.as_of(obs, DAY))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--memory", action="store_true")
    asked = parser.parse_args()
    if asked.memory:
        print(*memory_of(asked.rows))
        return 0
    print(machine("numpy", "pandas", "duckdb", "polars"))
    fast = time_table(asked.rows, asked.rounds)
    resident, traced = alone(__file__, "--memory", "--rows", str(asked.rows))
    bar = BAR_MEMORY * asked.rows / 10_000_000
    small = line(
        "memory above the input",
        f"{resident:.0f} MB resident, {traced:.0f} MB asked for",
        max(resident, traced),
        bar,
        least=False,
    )
    return 0 if fast and small else 1


if __name__ == "__main__":
    sys.exit(main())
