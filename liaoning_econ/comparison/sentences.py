"""The verdict of one pair in a sentence that an editor can check, with what it leaves open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import catalog, units
from liaoning_econ.comparison.codes import codes
from liaoning_econ.comparison.wording import day_text, span_text, times

if TYPE_CHECKING:
    from collections.abc import Mapping

    from liaoning_econ.comparison.pairing import Pairs

__all__ = ["sentence_of"]

# Differences of these are told in points; a ratio of two growth rates says little.
_POINTS: Final = ("percent", "percentage_point", "basis_point")


def sentence_of(row: pd.Series, pairs: Pairs, options: Mapping[str, object]) -> str:
    """The sentence of one pair.

    Parameters
    ----------
    row
        A row of `Comparison.table`.
    pairs
        The pair itself, as it came.
    options
        The options of the comparison.
    """
    apart = pairs.framed and (row["left_start"], row["left_end"]) != (
        row["right_start"],
        row["right_end"],
    )
    left = _name("left", pairs.left, bare=pairs.bare_left, dated=apart)
    right = _name("right", pairs.right, bare=pairs.bare_right, dated=apart)
    said = f"{_heading(row, pairs)}{_amount(row, left, right)}; {_verdict(row)}."
    return " ".join([said[:1].upper() + said[1:], *_reservations(row, pairs, options)])


def _sides(pairs: Pairs) -> list[tuple[str, pd.DataFrame]]:
    """Both sides and their frames."""
    return [("left", pairs.left), ("right", pairs.right)]


def _name(side: str, frame: pd.DataFrame, *, bare: bool, dated: bool) -> str:
    """What the sentence calls a side: its region's English name, and its claim or its window."""
    if bare:
        return f"the {side} figure"
    region = str(frame["region"].iloc[0])
    table = catalog.regions()
    named = table.loc[table["region"] == region, "name_en"]
    name = str(named.iloc[0]) if len(named) and str(named.iloc[0]) else region
    claim = codes(frame, "claim")[0] if "claim" in frame.columns else ""
    if claim:
        return f"{name} ({claim})"
    return f"{name} ({_when(frame)})" if dated else name


def _when(frame: pd.DataFrame) -> str:
    """The window of a row; a whole year by its number."""
    start, end = frame["start"].iloc[0], frame["end"].iloc[0]
    if pd.isna(end) or pd.isna(start) or start == end:
        return day_text(end)
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if whole and start.year == end.year:
        return str(end.year)
    return f"{day_text(start)} to {day_text(end)}"


def _heading(row: pd.Series, pairs: Pairs) -> str:
    """Indicator and unit, as the first words: "New firms per month: "."""
    above, *below = str(row["unit"]).split("/")
    over = "".join(f" per {unit.replace('_', ' ')}" for unit in below)
    money = "" if above == "1" or units.is_counted(above) else f" in {above.replace('_', ' ')}"
    code = str(row["indicator"])
    if not code:
        return ""
    table = catalog.indicators()
    named = table.loc[table["indicator"] == code, "name_en"]
    name = str(named.iloc[0]) if len(named) else code.replace("_", " ")
    measure = "" if pairs.bare_left else str(pairs.left["measure"].iloc[0])
    kind = f" {measure}" if measure in ("growth", "share", "rank", "index", "multiple") else ""
    return f"{name[:1].upper()}{name[1:]}{kind}{money}{over}: "


def _amount(row: pd.Series, left: str, right: str) -> str:
    """How much: so many times as much, or so many points higher."""
    ratio = row[["ratio", "ratio_lower", "ratio_upper"]].astype("float64")
    gap = row[["difference", "difference_lower", "difference_upper"]].astype("float64")
    unit = str(row["unit"])
    if unit in _POINTS or ratio.isna().any() or ratio["ratio"] <= 0:
        value, lower, upper = gap
        direction = "higher" if value >= 0 else "lower"
        bounds = (value, lower, upper) if value >= 0 else (-value, -upper, -lower)
        points = str(row["difference_unit"]).replace("_", " ")
        plural = "s" if row["difference_unit"] in _POINTS else ""
        return f"{span_text(*bounds)} {points}{plural} {direction} in {left} than in {right}"
    many = "many" if units.is_counted(unit.split("/", maxsplit=1)[0]) else "much"
    return f"{times(*ratio)} as {many} in {left} as in {right}"


def _verdict(row: pd.Series) -> str:
    """The verdict in words."""
    if row["verdict"] == "always":
        return "more, wherever in their bounds the figures lie"
    if row["verdict"] == "depends":
        return "which is more depends on where in their bounds the figures lie"
    if row["left_upper"] < row["right_lower"]:
        return "less, wherever in their bounds the figures lie"
    return "not more, wherever in their bounds the figures lie"


def _reservations(row: pd.Series, pairs: Pairs, options: Mapping[str, object]) -> list[str]:
    """What the verdict leaves open, a sentence each."""
    found = []
    if row["unstated"]:
        found.append(f"{str(row['unstated'])[:1].upper()}{str(row['unstated'])[1:]}.")
    across = options.get("across", ())
    for column in across if isinstance(across, tuple) and pairs.framed else ():
        left, right = codes(pairs.left, column)[0], codes(pairs.right, column)[0]
        if left != right:
            found.append(f"The {column} differs: {left} and {right}.")
    for side, frame in _sides(pairs):
        if "status" in frame.columns and (codes(frame, "status") == "F").any():
            found.append(f"The {side} is a plan, not what happened.")
    if options.get("reading") == "literal":
        found.append("The words are read literally.")
    return found
