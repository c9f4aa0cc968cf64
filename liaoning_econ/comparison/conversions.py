"""Both sides on like terms: one currency, by head, by km2, by month; each with its steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, TypeAlias, cast

import numpy as np
import pandas as pd

from liaoning_econ import convert, intervals, units, window
from liaoning_econ.comparison.areas import areas
from liaoning_econ.comparison.codes import codes, days
from liaoning_econ.comparison.steps import Side, Step
from liaoning_econ.comparison.wording import day_text, plain, span_text
from liaoning_econ.convert.rows import openings, typed
from liaoning_econ.errors import ComparisonError, VintageError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from liaoning_econ.comparison.pairing import Pairs

__all__ = ["by_area", "by_heads", "by_time", "in_currency", "require_frames"]

Asked: TypeAlias = "Mapping[str, object]"
Converted: TypeAlias = "tuple[pd.DataFrame, list[Step]]"

_SHOWN = 3


def require_frames(pairs: Pairs, asked: Asked) -> None:
    """Refuse conversions of two bare quantities, which have no window, region or day.

    Raises
    ------
    ComparisonError
        Both sides are Quantities and a conversion is asked.
    """
    wanted = [name for name in ("per", "currency", "per_capita", "per_km2") if asked[name]]
    if wanted and pairs.bare_left and pairs.bare_right:
        raise ComparisonError(
            f"{wanted[0]}= of two Quantities, which have no window, region or day",
            mend="divide first, as in quantity('30,000 firms') / quantity('16 months'), or pass "
            "rows of Observations",
        )


def in_currency(pairs: Pairs, asked: Asked) -> tuple[Pairs, list[Step]]:
    """Both sides in one currency; the steps name rate, source and day."""
    if asked["currency"] is None:
        return pairs, []
    currency, rate = str(asked["currency"]), cast("str", asked["rate"])

    def converted(frame: pd.DataFrame, side: Side) -> Converted:
        used = convert.rates_used(frame, currency, rate=rate)
        steps = _listed(_rate_steps(used, side), side, f"in {currency}")
        return convert.to_currency(frame, currency, rate=rate), steps

    return _each(pairs, converted)


def _rate_steps(used: pd.DataFrame, side: Side) -> list[Step]:
    """A step for each distinct rate."""
    steps = []
    for row in used[codes(used, "kind") != "none"].drop_duplicates().to_dict("records"):
        ends = span_text(row["rate"], row["lowest"], row["highest"]).removeprefix("about ")
        first, last = day_text(row["first"]), day_text(row["last"])
        day = first if first == last else f"{first} to {last}"
        detail = f"{ends} {row['quote']} for one {row['base']}, {_RATES[row['kind']]} {day}"
        steps.append(Step(side, f"in {row['quote']}", detail, str(row["source"]), row["last"]))
    return steps


_RATES = {
    "end": "the rate at the end,",
    "average": "the average rate of",
    "published": "the rate on the day of publication,",
    "date": "the rate of",
}


def by_heads(pairs: Pairs, asked: Asked) -> tuple[Pairs, list[Step]]:
    """Both sides by head of their regions; the steps name the population.

    Raises
    ------
    VintageError
        The populations of the two sides rest on different benchmarks.
    """
    if not asked["per_capita"]:
        return pairs, []
    population = cast("pd.DataFrame | None", asked["population"])
    benchmarks: list[NDArray[np.object_]] = []

    def converted(frame: pd.DataFrame, side: Side) -> Converted:
        used = convert.population_used(frame, population)
        benchmarks.append(codes(used, "benchmark"))
        steps = _listed(_head_steps(used, frame, side), side, "per person")
        return convert.per_capita(frame, population), steps

    before = pairs
    pairs, steps = _each(pairs, converted)
    if len(benchmarks) == 2 and (benchmarks[0] != benchmarks[1]).any():
        unlike = benchmarks[0] != benchmarks[1]
        row = int(np.flatnonzero(unlike)[0])
        raise VintageError(
            f"populations of two benchmarks, {benchmarks[0][row]} on the left and "
            f"{benchmarks[1][row]} on the right",
            mend="give one population for both, as in population=observations('population', "
            "vintage='nbs-web-2025')",
            rows=before.broken(unlike),
        )
    return pairs, steps


def _head_steps(used: pd.DataFrame, frame: pd.DataFrame, side: Side) -> list[Step]:
    """A step for each distinct population."""
    found = used.assign(region=codes(frame, "region")).drop_duplicates()
    steps = []
    for row in found.to_dict("records"):
        opening, closing = day_text(row["opening"]), day_text(row["closing"])
        when = f"on {closing}" if opening == closing else f"mean of {opening} and {closing}"
        detail = f"{plain(row['value'])} persons of {row['region']}, {when}, {row['vintage']}"
        steps.append(Step(side, "per person", detail, str(row["source"]), row["closing"]))
    return steps


def by_area(pairs: Pairs, asked: Asked) -> tuple[Pairs, list[Step]]:
    """Both sides by km2 of their zones at the end of the window."""
    wanted = asked["per_km2"]
    if not wanted:
        return pairs, []
    given = wanted if isinstance(wanted, Mapping) else None

    def converted(frame: pd.DataFrame, side: Side) -> Converted:
        (area, lower, upper), steps = areas(frame, side, given)
        ends = tuple(frame[name].to_numpy(dtype=np.float64) for name in ("lower", "upper"))
        ends = intervals.quotient((ends[0], ends[1]), (lower, upper))
        value = intervals.hull(frame["value"].to_numpy(dtype=np.float64) / area, ends)
        unit = [units.divide(str(one), "km2")[0] for one in codes(frame, "unit")]
        result = frame.assign(value=value, lower=ends[0], upper=ends[1], unit=unit)
        return result, _listed(steps, side, "per km2")

    return _each(pairs, converted)


def by_time(pairs: Pairs, asked: Asked) -> tuple[Pairs, list[Step]]:
    """Both sides divided by their windows."""
    if asked["per"] is None:
        return pairs, []
    unit = str(asked["per"])

    def converted(frame: pd.DataFrame, side: Side) -> Converted:
        result = convert.per(frame, unit)
        steps = _listed(_window_steps(frame, side, unit), side, f"per {unit}")
        return result, steps

    return _each(pairs, converted)


def _window_steps(frame: pd.DataFrame, side: Side, unit: str) -> list[Step]:
    """A step for each distinct window: its length as stored, the shortest and the longest."""
    timed = frame[codes(frame, "measure") != "rate"]
    if timed.empty:
        return [Step(side, f"per {unit}", "a rate as it came")]
    opened_from, opened = openings(typed(timed))
    known = {"opened_from": opened_from, "opened": opened}
    found = pd.DataFrame(
        {
            "start": days(timed, "start"),
            "end": days(timed, "end"),
            "length": window.length(timed["start"], timed["end"], unit),
            "shortest": window.shortest(timed, unit, **known),
            "longest": window.longest(timed, unit, **known),
        }
    )
    steps = []
    for row in found.drop_duplicates().to_dict("records"):
        first, last = day_text(row["start"]), day_text(row["end"])
        ends = (row["length"], row["shortest"], row["longest"])
        length = span_text(*ends, digits=3).removeprefix("about ")
        plural = "" if length == "1" else "s"
        steps.append(Step(side, f"per {unit}", f"{length} {unit}{plural}, {first} to {last}"))
    return steps


def _each(
    pairs: Pairs, converted: Callable[[pd.DataFrame, Side], Converted]
) -> tuple[Pairs, list[Step]]:
    """A conversion of both sides; a bare quantity stays as it is."""
    steps: list[Step] = []
    for side, frame in pairs.sides():
        result, done = converted(frame, side)
        pairs = pairs.with_side(side, result)
        steps += done
    return pairs, steps


def _listed(steps: Iterable[Step], side: Side, what: str) -> list[Step]:
    """The steps, or the first of them and how many there are in all."""
    every = list(dict.fromkeys(steps))
    if len(every) <= _SHOWN:
        return every
    more = f"{len(every)} different ones in all; the first {_SHOWN} are listed"
    return [*every[:_SHOWN], Step(side, what, more)]
