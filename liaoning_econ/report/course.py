"""What a province's growth comes to over the years: multiplied up, and set in steps.

Growth as first published, chained on a level, says in one figure what a row of ranks only hints at.
A search for breaks says from when on growth was another; of so few years it proves nothing, and the
words say so.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ.errors import LiaoningEconError, TrendWarning
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import share, words
from liaoning_econ.report.blocks import Text, say
from liaoning_econ.report.context import rows_of
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Context

__all__ = ["Grown", "Step", "course", "grown", "steps"]

# Of the rules that say how many steps there are the one that sees fewest where there are none.
_RULE: Final = "lwz"


@dataclass(frozen=True, slots=True)
class Grown:
    """Real growth of a province from one year to another, among those of all provinces.

    Attributes
    ----------
    base, last
        The years.
    growth, lower, upper
        Growth in percent, and its bounds: each rate is rounded.
    before, after
        The economy of both years in yuan, at the prices of the base.
    best, worst, of
        The range of its rank, 1 the fastest, among the provinces that have figures.
    median
        Growth of the median province in percent.
    rates, level
        Sources of the rates and of the level.
    """

    base: int
    last: int
    growth: float
    lower: float
    upper: float
    before: float
    after: float
    best: int
    worst: int
    of: int
    median: float
    rates: str
    level: str


@dataclass(frozen=True, slots=True)
class Step:
    """Years of one level of growth.

    Attributes
    ----------
    first, last
        The years.
    mean
        Growth a year in percent.
    earliest, latest
        The years with which it can have ended, at 95 percent; None for the last.
    """

    first: int
    last: int
    mean: float
    earliest: int | None
    latest: int | None


def course(
    context: Context, rates: pd.DataFrame, region: str, years: tuple[int, int] | None
) -> tuple[Text, ...]:
    """The paragraphs; none where the record cannot bear them.

    Parameters
    ----------
    context
        The claims and their record.
    rates
        Growth of the provinces, year by year.
    region
        A province.
    years
        First and last year to multiply up; None for none.
    """
    total = None if years is None else grown(context, rates, region, years[0] - 1, years[1])
    found = steps(rates, region)
    multiplied = () if total is None else (_multiplied(context.place_name(region), total),)
    stepped = () if found is None else (_stepped(*found),)
    return tuple(Text(words_) for words_ in (*multiplied, *stepped))


def grown(context: Context, rates: pd.DataFrame, region: str, base: int, last: int) -> Grown | None:
    """Real growth from a base year on, chained; None where the record lacks a rate or the level.

    Parameters
    ----------
    context
        The claims and their record.
    rates
        Growth of the provinces, year by year.
    region
        A province.
    base, last
        The years.
    """
    from liaoning_econ.trends.chaining import chain

    # The same question as for the shares of the provinces, so that it is answered once.
    level = context.official("gdp", context.provinces, vintage=list(share.SERIES))
    newest = plain_codes(level["vintage"]) == share.NEWEST
    level = level[newest & (level["end"].dt.year == base)].reset_index(drop=True)
    year = rates[rates["end"].dt.year.between(base + 1, last)]
    names = plain_codes(year["region"])
    whole = names.map(names.value_counts()) == last - base
    year = year[whole & names.isin(set(plain_codes(level["region"])))].reset_index(drop=True)
    if region not in set(plain_codes(year["region"])):
        return None
    try:
        real = chain(year, level, str(base))
    except LiaoningEconError:
        # A reader's own record may hold two rates of a year, or rates of other prices.
        return None
    first = real[real["end"].dt.year == base].reset_index(drop=True)
    final = real[real["end"].dt.year == last].reset_index(drop=True)
    # Each bound over the same bound of the base is the product of the rates alone.
    growth = {
        name: 100 * (final[name].to_numpy() / first[name].to_numpy() - 1)
        for name in ("value", "lower", "upper")
    }
    at = int(np.flatnonzero(plain_codes(first["region"]) == region)[0])
    return Grown(
        base,
        last,
        float(growth["value"][at]),
        float(growth["lower"][at]),
        float(growth["upper"][at]),
        float(first["value"].iloc[at]),
        float(final["value"].iloc[at]),
        1 + int((growth["lower"] > growth["upper"][at]).sum()),
        int((growth["upper"] >= growth["lower"][at]).sum()),
        len(first),
        float(np.median(growth["value"])),
        str(final["source"].iloc[at]),
        str(first["source"].iloc[at]),
    )


def steps(rates: pd.DataFrame, region: str) -> tuple[list[Step], bool, str] | None:
    """Levels of a province's growth, whether they are too few to prove any, and the source.

    Parameters
    ----------
    rates
        Growth of the provinces, year by year.
    region
        A province.
    """
    from liaoning_econ.trends.turning import breaks

    rates = rates[plain_codes(rates["region"]) == region].reset_index(drop=True)
    try:
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always", TrendWarning)
            found = breaks(rates, select=_RULE)
    except LiaoningEconError:
        # No rates, or too few of them for any answer.
        return None
    ends = [found[name].dt.year for name in ("break_lower", "break_upper")]
    levels = [
        Step(
            row.start.year,
            row.end.year,
            row.mean,
            None if pd.isna(low) else int(low),
            None if pd.isna(high) else int(high),
        )
        for row, low, high in zip(rows_of(found), *ends, strict=True)
    ]
    few = any(issubclass(one.category, TrendWarning) for one in told)
    return levels, few, str(rates["source"].iloc[-1])


def _multiplied(place: str, total: Grown) -> Markup:
    """Growth over all the years in one figure."""
    growth = sorted(abs(end) for end in (total.lower, total.upper))
    among = (
        "the least"
        if total.best == total.of
        else f"rank {total.best}"
        if total.best == total.worst
        else f"rank {total.best} to {total.worst}"
    )
    return say(
        "Multiplied up, the printed rates make {place}’s economy of {last} {growth} {larger} than "
        "that of {base} ({lower} to {upper}, as each rate is rounded): at the prices of {base}, "
        "{before} became {after}{level}. Among the {of} provinces with figures that is {among}; "
        "the median is {median}{rates}.",
        place=place,
        last=total.last,
        growth=_percent(abs(total.growth)),
        larger="larger" if total.growth >= 0 else "smaller",
        base=total.base,
        lower=_percent(growth[0]),
        upper=_percent(growth[1]),
        before=words.figure(total.before, "CNY", 3),
        after=words.figure(total.after, "CNY", 3),
        level=ref(total.level),
        of=total.of,
        among=among,
        median=_percent(total.median),
        rates=ref(total.rates),
    )


def _stepped(levels: list[Step], few: bool, source: str) -> Markup:
    """The levels of growth, the years of the steps, and how little they can show."""
    first, last = levels[0].first, levels[-1].last
    averages = words.listed(
        [f"{_percent(one.mean)} a year from {one.first} to {one.last}" for one in levels]
    )
    ends = [
        f"the end of {one.last} (95 percent interval: {one.earliest} to {one.latest})"
        for one in levels[:-1]
    ]
    count = len(ends)
    found = (
        say(
            "A search of all years on record, {first} to {last}, for steps in its growth finds "
            "{count}: on average {averages}. The {step} {ends}{source}.",
            first=first,
            last=last,
            count=words.small(count),
            averages=averages,
            step="step came at" if count == 1 else "steps came at",
            ends=words.listed(ends),
            source=ref(source),
        )
        if count
        else say(
            "A search of all years on record, {first} to {last}, for steps in its growth finds "
            "none{source}.",
            first=first,
            last=last,
            source=ref(source),
        )
    )
    if not few:
        return found
    return say(
        "{found} {years} years are few: only a large step shows, and neighbouring years that are "
        "alike can look like one, so this is a question to other sources, no finding.",
        found=found,
        years=last - first + 1,
    )


def _percent(growth: float) -> str:
    """Growth to a tenth of a percent."""
    return f"{words.places(growth, 1)}%"
