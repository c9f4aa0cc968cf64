"""The numbers of the plots of revisions and of ranks by vintage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ.catalog.groups import SERIES
from liaoning_econ.errors import BasisError, SchemaError
from liaoning_econ.frames import REVISIONS, conform, plain_codes
from liaoning_econ.plot.numbers import abscissa, line_names, vintages_known
from liaoning_econ.validation import light

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

__all__ = ["THEN", "answers_drawn", "ranks_data", "revisions_data"]

THEN: Final = "as known then"
_LATEST: Final = "latest"
_PERCENT: Final = "percent"
_RANKED: Final = (
    "indicator", "region", "start", "end", "measure", "prices", "value", "lower", "upper",
    "vintage", "source",
)  # fmt: skip


def revisions_data(found: pd.DataFrame, *, absolute: bool = False) -> pd.DataFrame:
    """The points of `revisions`, the oldest release first, in order of time.

    Parameters
    ----------
    found
        What `le.revisions` gave of one series, held against one thing.
    absolute
        Whether revisions are in the figures' own unit; otherwise they are in percent of the earlier
        figure, and those of figures in percent in percentage points.

    Returns
    -------
    pd.DataFrame
        Columns vintage, other, line, x (as in `series_data`), value, unit, cause, single. `vintage`
        is the release that is held against `other`. `line` counts the stretches without a gap, so
        that nothing is drawn over periods that a release does not revise; `single` says that a
        release is no series, as in `vintages_data`. A release that revises nothing has no rows.

    Raises
    ------
    SchemaError
        `found` is no Revisions, has no rows, or no figure was revised.
    BasisError
        More than one series or comparison.
    """
    light(found, REVISIONS, what="found")
    rows = conform(found, REVISIONS)
    _any_rows(rows)
    for name in (*SERIES, "against"):
        _only_one(rows, name, "the revisions of one series, held against one thing,")
    own, other = ("from", "to") if rows["against"].iloc[0] == _LATEST else ("to", "from")
    rows = rows.assign(vintage=rows[f"{own}_vintage"])
    number = "revision" if absolute or rows["unit"].iloc[0] == _PERCENT else _PERCENT
    table = pd.DataFrame(
        {
            "vintage": plain_codes(rows["vintage"]),
            "other": plain_codes(rows[f"{other}_vintage"]),
            "x": abscissa(rows),
            "value": rows[number],
            "unit": _PERCENT if number == _PERCENT else plain_codes(rows["revision_unit"]),
            "cause": plain_codes(rows["cause"]),
        }
    )
    by = table["vintage"]
    table["kind"] = vintages_known(rows)["kind"]
    table["seen"] = rows[f"{own}_published"].groupby(by).transform("max")
    table["month"] = rows["end"].dt.year * 12 + rows["end"].dt.month
    table = table[table["cause"].ne("unchanged").groupby(by).transform("any")]
    if table.empty:
        raise SchemaError(
            "there is nothing to draw: no figure was revised", mend="take more releases or periods"
        )
    table = table.sort_values(["seen", "vintage", "x"], kind="stable", ignore_index=True)
    by = table["vintage"]
    alone = by.groupby(by).transform("size") == 1
    table["single"] = alone | table.pop("kind").eq("first").groupby(by).transform("all")
    table.insert(2, "line", _stretches(by, table.pop("month")))
    return table.drop(columns="seen")


def _stretches(vintage: pd.Series, month: pd.Series) -> npt.NDArray[np.int64]:
    """Number of the stretch without a gap that each row is in; rows in order of time."""
    step = month.diff()
    new = vintage.ne(vintage.shift())
    inside = step.where(~new)
    return np.cumsum((new | (inside > inside.min())).to_numpy()).astype(np.int64)


def ranks_data(found: pd.DataFrame, *, labels: Mapping[str, str] | None = None) -> pd.DataFrame:
    """The points of `ranks`, run after run, in order of time.

    Parameters
    ----------
    found
        Ranks by vintage or by day: the `results` that `across_vintages(le.rank, ...)` or
        `across_days(le.rank, ...)` give, of the regions to be drawn.
    labels
        What the legend calls a run; one that is not named goes by its vintage, or its day as
        YYYY-MM-DD, and what was known then by "as known then".

    Returns
    -------
    pd.DataFrame
        Columns run, line, x (as in `series_data`), value, lower, upper, unit, single, stretch. Days
        of which each tells of one period are one run, named "as known then"; `single` says that a
        vintage is no series, as in `vintages_data`; `stretch` counts what one line may join: it
        changes with the benchmark, save in what was known then.

    Raises
    ------
    SchemaError
        A column is missing, a row is no rank, or there are no rows.
    BasisError
        More than one indicator, or kind of prices.
    """
    rows, run = answers_drawn(found)
    names = dict(labels or {})
    rows = rows.assign(run=[names.get(one, one) for one in run])
    table = pd.DataFrame(
        {
            "run": rows["run"],
            "line": line_names(rows, ["region", "run"]),
            "x": abscissa(rows),
            "value": rows["value"].astype("float64"),
            "lower": rows["lower"].astype("float64"),
            "upper": rows["upper"].astype("float64"),
            "unit": "1",
        }
    )
    told = vintages_known(rows)
    # A day asks for a series, whatever the releases that answer.
    announced = told["kind"].eq("first") & ("day" not in rows)
    table["single"] = announced.groupby(table["line"]).transform("all")
    basis = [
        THEN if one == THEN else code for one, code in zip(run, told["benchmark"], strict=True)
    ]
    by = pd.DataFrame({"line": table["line"], "run": run, "basis": basis})
    places = by[["line", "run"]].apply(lambda names: pd.factorize(names)[0])
    order = np.lexsort((table["x"].to_numpy(), places["run"], places["line"]))
    by, table = by.iloc[order], table.iloc[order]
    table["stretch"] = (by != by.shift()).any(axis=1).cumsum()
    return table.reset_index(drop=True)


def answers_drawn(found: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The rows of `found` that are ranks, and the name of each one's run.

    Parameters
    ----------
    found
        As in `ranks_data`.

    Returns
    -------
    tuple of pd.DataFrame and list of str

    Raises
    ------
    SchemaError, BasisError
        As `ranks_data`.
    """
    lacking = [one for one in _RANKED if one not in found]
    if lacking:
        raise SchemaError(
            f"found lacks the columns {lacking}",
            mend="pass the results of across_vintages(le.rank, ...) or across_days(le.rank, ...)",
        )
    rows = found.reset_index(drop=True)
    if "refused" in rows:
        rows = rows[(rows["refused"] == "").to_numpy()].reset_index(drop=True)
    _any_rows(rows)
    other = (plain_codes(rows["measure"]) != "rank").to_numpy()
    if other.any():
        raise SchemaError(
            f"{int(other.sum())} rows are no ranks", mend="rank first: le.rank", rows=rows[other]
        )
    for one in ("indicator", "prices"):
        _only_one(rows, one, "the ranks by one thing")
    return rows, _runs(rows)


def _runs(rows: pd.DataFrame) -> list[str]:
    """The name of each row's run; days that tell of one period each share one."""
    if "day" not in rows:
        return [str(code) for code in rows["vintage"]]
    day = rows["day"]
    periods = rows["end"].groupby(day).transform("nunique")
    once = (periods == 1).to_numpy()
    once = once & (day[once].nunique() > 1)
    return [THEN if joined else f"{one:%Y-%m-%d}" for joined, one in zip(once, day, strict=True)]


def _any_rows(rows: pd.DataFrame) -> None:
    if rows.empty:
        raise SchemaError("there is nothing to draw: no rows", mend="widen the selection")


def _only_one(rows: pd.DataFrame, name: str, asked: str) -> None:
    """Refuse a picture that would hold several of what one axis can hold one of."""
    found: Sequence[str] = list(dict.fromkeys(plain_codes(rows[name])))
    if len(found) > 1:
        raise BasisError(
            f"{asked} were asked for, and {name} has {found[:5]}", mend=f"filter to one {name}"
        )
