"""Critical values: another place's copy of the tables, and what quantiles obey."""

from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from liaoning_econ.errors import TrendError
from liaoning_econ.kernels.critical_values import (
    LEVELS,
    TRIMS,
    Statistic,
    critical_value,
    tabulated_trim,
)

NAMES: tuple[Statistic, ...] = ("sup_f", "sequential", "ud_max")
MOST = dict(zip(TRIMS, (9, 8, 5, 3, 2), strict=True))
ALL = [(trim, level, q) for trim in TRIMS for level in LEVELS for q in range(1, 11)]


def row(statistic: Statistic, trim: float, level: float, regressors: int) -> list[float]:
    most = {"sup_f": MOST[trim], "sequential": 10, "ud_max": 1}[statistic]
    return [
        critical_value(statistic, regressors=regressors, breaks=m, trim=trim, level=level)
        for m in range(1, most + 1)
    ]


def test_another_copy_of_the_tables(known: Path) -> None:
    lines = (known / "breaks" / "critical_values.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert len(rows) == 82
    for entry in rows:
        values = [float(value) for value in entry["values"].split()]
        name = NAMES[[str(one) for one in NAMES].index(entry["statistic"])]
        assert row(name, float(entry["trim"]), 0.05, int(entry["regressors"])) == values


@pytest.mark.parametrize(("trim", "level", "q"), ALL)
def test_what_quantiles_obey(trim: float, level: float, q: int) -> None:
    sup_f, one_more = row("sup_f", trim, level, q), row("sequential", trim, level, q)
    assert sup_f[0] == one_more[0]
    assert all(a > b for a, b in pairwise(sup_f))
    assert all(a <= b for a, b in pairwise(one_more))
    (ud_max,) = row("ud_max", trim, level, q)
    assert sup_f[0] <= ud_max < 1.12 * sup_f[0]
    if q > 1:
        for name in NAMES:
            fewer = row(name, trim, level, q - 1)
            assert all(a < b for a, b in zip(fewer, row(name, trim, level, q), strict=True))
    if level < 0.10:
        looser = LEVELS[LEVELS.index(level) - 1]
        for name in NAMES:
            easier = row(name, trim, looser, q)
            assert all(a < b for a, b in zip(easier, row(name, trim, level, q), strict=True))
    # The greatest of l + 1 at level a is one at level 1 - (1 - a)^(1 / (l + 1)): 2 at 5 % are as
    # one at 2.53 %, 10 at 10 % as one at 1.05 %.
    if level in {0.10, 0.05}:
        half = LEVELS[LEVELS.index(level) + 1]
        assert one_more[1] == pytest.approx(row("sequential", trim, half, q)[0], abs=0.35)
    if level == 0.10:
        assert one_more[9] == pytest.approx(row("sequential", trim, 0.01, q)[0], abs=0.4)


def test_a_value_that_the_tables_lack() -> None:
    with pytest.raises(TrendError) as caught:
        critical_value("sup_f", regressors=1, breaks=6, trim=0.15, level=0.05)
    assert str(caught.value).startswith(
        "no critical value of sup_f for 1 regressors, 6 breaks, trim 0.15 and level 0.05. Mend: "
        "up to 10 regressors; trims 0.05, 0.1, 0.15, 0.2, 0.25; levels 0.1, 0.05, 0.025, 0.01;"
    )
    with pytest.raises(TrendError, match=r"2 breaks, trim 0\.15"):
        critical_value("ud_max", regressors=1, breaks=2, trim=0.15, level=0.05)


@pytest.mark.parametrize(
    ("n", "shortest", "trim"),
    [(100, 15, 0.15), (103, 15, 0.15), (100, 14, 0.10), (40, 2, 0.05), (40, 20, 0.25)],
)
def test_the_next_smaller_trim(n: int, shortest: int, trim: float) -> None:
    assert tabulated_trim(n, shortest) == trim


def test_a_trim_below_all() -> None:
    with pytest.raises(TrendError, match=r"as short as 4 of 100 periods, and .* a trim of 0\.05"):
        tabulated_trim(100, 4)
