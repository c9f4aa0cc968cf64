"""The numbers of the plots, for a test or for another plotting library."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.errors import BasisError, SchemaError
from liaoning_econ.frames import OBSERVATIONS, conform, plain_codes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.comparison import Comparison

__all__ = [
    "abscissa",
    "comparison_data",
    "drawable",
    "line_names",
    "series_data",
    "vintages_data",
    "vintages_known",
]


def comparison_data(result: Comparison) -> pd.DataFrame:
    """The bars of `comparison`: one row a figure, the left side first.

    Parameters
    ----------
    result
        What `compare` gave.

    Returns
    -------
    pd.DataFrame
        Columns side, label, unit, value, lower, upper, source; a figure that stands beside
        several others comes once.
    """
    table = result.to_frame()
    frames = {"left": result.pairs.left, "right": result.pairs.right}
    # What the sides differ in on purpose has to stand in their labels.
    differing = [
        name
        for name in ("indicator", "basis")
        if all(name in frame for frame in frames.values())
        and set(plain_codes(frames["left"][name])) != set(plain_codes(frames["right"][name]))
    ]
    sides = []
    for side, frame in frames.items():
        source = plain_codes(frame["source"]) if "source" in frame else pd.Series("", frame.index)
        part = pd.DataFrame(
            {
                "side": side,
                "label": [
                    _side_label(row, side, [str(frame[name].iloc[place]) for name in differing])
                    for place, (_, row) in enumerate(table.iterrows())
                ],
                "unit": plain_codes(table["unit"]),
                "value": table[f"{side}_value"],
                "lower": table[f"{side}_lower"],
                "upper": table[f"{side}_upper"],
                "source": source.to_numpy(),
            }
        )
        sides.append(part.drop_duplicates())
    return pd.concat(sides, ignore_index=True)


def _side_label(row: pd.Series, side: str, differing: list[str]) -> str:
    """Place, days and what sets the side apart; the side itself where it is a bare quantity."""
    region = str(row[f"{side}_region"])
    if not region:
        return side
    start, end = row[f"{side}_start"], row[f"{side}_end"]
    days = "" if pd.isna(end) else f"{end:%Y-%m-%d}"
    if not pd.isna(start) and start != end:
        days = f"{start:%Y-%m-%d} to {days}"
    apart = ", ".join(code.replace("_", " ") for code in differing)
    return "\n".join(part for part in (_region_name(region), apart, days) if part)


def _region_name(region: str) -> str:
    """The English name of a region; its code where the catalogue has none."""
    names = catalog.regions().set_index("region")["name_en"]
    return str(names.get(region, region))


def series_data(obs: pd.DataFrame) -> pd.DataFrame:
    """The points of `series`, in order of time within each line.

    Parameters
    ----------
    obs
        Observations of one unit.

    Returns
    -------
    pd.DataFrame
        Columns line, x, value, lower, upper, unit, vintage; `x` is the year where all rows are
        calendar years or year ends, else the middle of a flow's window or a stock's day.

    Raises
    ------
    BasisError
        More than one unit.
    SchemaError
        No rows, or rows without days.
    """
    rows = drawable(obs)
    names = ["indicator", "region", "measure", "basis", "prices", "relative_to", "vintage"]
    table = pd.DataFrame(
        {
            "line": line_names(rows, names),
            "x": abscissa(rows),
            "value": rows["value"],
            "lower": rows["lower"],
            "upper": rows["upper"],
            "unit": plain_codes(rows["unit"]),
            "vintage": plain_codes(rows["vintage"]),
        }
    )
    return table.sort_values(["line", "x"], kind="stable", ignore_index=True)


def line_names(rows: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    """What sets the lines of one picture apart, row by row; "" where there is one line."""
    codes = pd.DataFrame({name: plain_codes(rows[name]) for name in names})
    # A part that is the same in every line says nothing in a legend.
    telling = [name for name in names if codes[name].nunique() > 1]
    if "region" in telling:
        places = catalog.regions().set_index("region")["name_en"]
        codes["region"] = codes["region"].map(places).fillna(codes["region"])
    return codes[telling].agg(", ".join, axis=1) if telling else pd.Series("", index=rows.index)


def vintages_data(obs: pd.DataFrame) -> pd.DataFrame:
    """The points of `vintages`, oldest vintage first, in order of time.

    Parameters
    ----------
    obs
        Observations of one indicator, region and measure.

    Returns
    -------
    pd.DataFrame
        Columns vintage, benchmark, line, x, value, lower, upper, unit, single; `line` counts the
        unbroken stretches, so that a vintage that mixes two benchmarks has two; `single` says
        that a vintage is no series: one figure, or the first announcements of several years.

    Raises
    ------
    BasisError
        More than one indicator, region, measure or unit.
    SchemaError
        No rows, or rows without days.
    """
    rows = drawable(obs)
    for name in ("indicator", "region", "measure"):
        found = list(dict.fromkeys(plain_codes(rows[name])))
        if len(found) > 1:
            raise BasisError(
                f"the vintages of one series were asked for, and there are the {name}s {found[:5]}",
                mend=f"filter to one {name}, or draw them with series()",
            )
    table = pd.DataFrame(
        {
            "vintage": plain_codes(rows["vintage"]),
            "x": abscissa(rows),
            "value": rows["value"],
            "lower": rows["lower"],
            "upper": rows["upper"],
            "unit": plain_codes(rows["unit"]),
        }
    )
    known = vintages_known(rows)
    table.insert(1, "benchmark", known["benchmark"])
    table["kind"] = known["kind"]
    table["seen"] = rows["published"].groupby(table["vintage"]).transform("max")
    table = table.sort_values(["seen", "vintage", "x"], kind="stable", ignore_index=True)
    changes = (table["vintage"] != table["vintage"].shift()) | (
        table["benchmark"] != table["benchmark"].shift()
    )
    table.insert(2, "line", changes.cumsum())
    alone = table.groupby("vintage")["x"].transform("size") == 1
    announced = table.pop("kind").eq("first").groupby(table["vintage"]).transform("all")
    table["single"] = alone | announced
    return table.drop(columns="seen")


def drawable(obs: pd.DataFrame) -> pd.DataFrame:
    """The rows as Observations, with days, of one unit."""
    rows = conform(obs, OBSERVATIONS)
    if rows.empty:
        raise SchemaError("there is nothing to draw: no rows", mend="widen the selection")
    undated = rows["start"].isna() | rows["end"].isna()
    if undated.any():
        raise SchemaError(
            f"{int(undated.sum())} rows have no days",
            mend="leave them out: obs.dropna(subset=['start', 'end'])",
            rows=rows[undated],
        )
    units = list(dict.fromkeys(plain_codes(rows["unit"])))
    if len(units) > 1:
        raise BasisError(
            f"one axis cannot hold the units {units[:5]}",
            mend="filter to one unit, or convert with to_currency() or per()",
        )
    return rows


def abscissa(rows: pd.DataFrame) -> pd.Series:
    """Where a figure stands in time; whole numbers where every row is a year or a year's end."""
    start, end = rows["start"], rows["end"]
    year_end = (end.dt.month == 12) & (end.dt.day == 31)
    whole = ((start.dt.month == 1) & (start.dt.day == 1)) & (start.dt.year == end.dt.year)
    if bool((year_end & (whole | (start == end))).all()):
        return cast("pd.Series", end.dt.year)
    flow = plain_codes(rows["measure"]) == "flow"
    return end.where(~flow, start + (end - start) / 2)


def vintages_known(rows: pd.DataFrame) -> pd.DataFrame:
    """What `vintages()` says of each row: its benchmark and its kind.

    A vintage that the catalogue does not know is a benchmark of its own.
    """
    found = plain_codes(rows["vintage"])
    known = catalog.vintages()
    known = known[
        plain_codes(known["topic"]).isin(set(plain_codes(rows["indicator"])))
        & plain_codes(known["vintage"]).isin(set(found))
    ]
    spans: dict[str, list[Any]] = {}
    for line in known.itertuples(index=False):
        spans.setdefault(str(line.vintage), []).append(line)
    result = []
    for vintage, start, end in zip(found, rows["start"], rows["end"], strict=True):
        fitting = [
            line for line in spans.get(vintage, ()) if line.start <= start and end <= line.end
        ]
        result.append(
            (str(fitting[-1].benchmark), str(fitting[-1].kind)) if fitting else (vintage, vintage)
        )
    return pd.DataFrame(result, columns=["benchmark", "kind"], index=rows.index)
