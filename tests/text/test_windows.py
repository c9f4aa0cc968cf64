"""The windows of figures: which days a sentence gives to each, in both languages.

A window of `known/windows.json` is "start..end precision", or short for a calendar period (2018,
2018H1, 2018Q3, 2018-07, 2018-01..2018-08); "-" is no days, and a day that is not known is left out.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from liaoning_econ.text import read_text

HERE = Path(__file__).resolve().parent.parent
CASES: list[dict[str, Any]] = json.loads(
    (HERE / "known" / "windows.json").read_text(encoding="utf-8")
)["cases"]
NONE = "-"


def _shown(row: dict[Any, Any]) -> str:
    """A window as the cases write it."""
    days = ["" if pd.isna(day) else str(day)[:10] for day in (row["start"], row["end"])]
    return f"{days[0]}..{days[1]} {row['precision']}" if any(days) else NONE


def _expected(window: str) -> str:
    """A period in short written out: 2018, 2018H1, 2018Q3, 2018-07, 2018-01..2018-08."""
    if window == NONE or " " in window:
        return window
    first, _, last = window.partition("..")
    last = last or first
    ends = []
    for end, month in ((first, 0), (last, -1)):
        if end[4:5] in ("Q", "H"):
            length = 3 if end[4] == "Q" else 6
            months = list(range(1, 13))[length * (int(end[5]) - 1) :][:length]
        else:
            months = [int(end[5:])] if len(end) > 4 else list(range(1, 13))
        ends.append(pd.Period(f"{end[:4]}-{months[month]:02d}", "M"))
    return f"{ends[0].start_time:%Y-%m-%d}..{ends[1].end_time:%Y-%m-%d} day"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"][:40]) for case in CASES])
def test_each_figure_has_the_window_that_the_words_give(case: dict[str, Any]) -> None:
    rows = read_text(case["text"], published=case["published"]).to_dict("records")
    found = {row["surface"]: _shown(row) for row in rows}
    assert {name: found.get(name) for name in case["windows"]} == {
        name: _expected(window) for name, window in case["windows"].items()
    }
