"""The province's place in GDP as known when the article appeared, and as known now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from liaoning_econ.comparison import rank
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.frames import plain_codes
from liaoning_econ.realtime import across_days
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Table, Text, say
from liaoning_econ.report.context import rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.revised import always_dated, heard, remarks

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Context

__all__ = ["places", "then_and_now"]

_FIRST: Final = pd.Timestamp("2008-01-01")


def then_and_now(
    context: Context, region: str, day: pd.Timestamp | None
) -> tuple[Text | Table, ...]:
    """The places of a province on a day and now, in a sentence and a table.

    Parameters
    ----------
    context
        The claims and their record.
    region
        A province.
    day
        The day of knowing; nothing is said where it is None.
    """
    if day is None:
        return ()
    told: list[str] = []
    try:
        table = heard(lambda: places(context, region, day), told)
    except LiaoningEconError as error:
        why = words.shorter(str(error))
        return (Text(say("Its place as known then cannot be told: {why}.", why=why), "note"),)
    if table.empty:
        return remarks(told)
    return (
        *_blocks(context.place_name(region), len(context.provinces), day, table),
        *remarks(told),
    )


def places(context: Context, region: str, day: pd.Timestamp) -> pd.DataFrame:
    """Place of a province by GDP, 1 the largest, in each year of which all provinces were known.

    Parameters
    ----------
    context
        The claims and their record.
    region
        A province.
    day
        The day of knowing. A release that can have been out on it counts.

    Returns
    -------
    pd.DataFrame
        One row a year, in order: year; then, then_worst, now, now_worst, the best and the worst
        place that the figures allow; then_source, now_source; survives, whether the place does.

    Raises
    ------
    LiaoningEconError
        The record has nothing to be ranked on either day.
    """
    frame = context.official("gdp", context.provinces)
    # Only years that were over on the day can have been known.
    asked = frame["end"].between(_FIRST, day)
    frame = always_dated(frame[asked].reset_index(drop=True))
    # What is known now is what was known when the newest release came out.
    days = sorted({day, max(day, frame["published"].max())})
    found = across_days(rank, frame, days, possible=True)
    own = found.results[plain_codes(found.results["region"]) == region]
    kept = found.survives[plain_codes(found.survives["region"]) == region].set_index("end")["rank"]
    then, now = (
        own[own["day"] == one].set_index("end")[["lower", "upper", "source"]].add_suffix(name)
        for one, name in ((day, "_then"), (days[-1], "_now"))
    )
    table = then.join(now, how="inner").join(kept).sort_index()
    return pd.DataFrame(
        {
            "year": pd.DatetimeIndex(table.index).year,
            "then": table["lower_then"],
            "then_worst": table["upper_then"],
            "now": table["lower_now"],
            "now_worst": table["upper_now"],
            "then_source": table["source_then"],
            "now_source": table["source_now"],
            "survives": table["rank"].fillna(True).astype("bool"),
        }
    ).reset_index(drop=True)


def _blocks(
    place: str, of: int, day: pd.Timestamp, table: pd.DataFrame
) -> tuple[Text | Table, ...]:
    """How many places survive, the widest fall, every year."""
    years = rows_of(table)
    widest = max(years, key=lambda one: abs(one.now - one.then))
    lost = [one for one in years if not one.survives]
    if lost:
        told = say(
            "Of {all} years that were known for all {of} provinces on {day}, the day of the "
            "article, {lost} {have} another place in GDP today. In {year} {place} was {then} as "
            "known then{then_note} and is {now} as known now{now_note}.",
            all=words.small(len(years)),
            of=of,
            day=words.day(day),
            lost=words.small(len(lost)),
            have="has" if len(lost) == 1 else "have",
            year=widest.year,
            place=place,
            then=_place(widest.then, widest.then_worst),
            then_note=ref(widest.then_source),
            now=_place(widest.now, widest.now_worst),
            now_note=ref(widest.now_source),
        )
    else:
        told = say(
            "In each of {all} years {place} has the place among {of} provinces that was known on "
            "{day}, the day of the article.",
            all=words.small(len(years)),
            place=place,
            of=of,
            day=words.day(day),
        )
    return Text(told), _table(place, day, years)


def _table(place: str, day: pd.Timestamp, years: list[Any]) -> Table:
    """A line a year."""
    return Table(
        say("{place}’s place among the provinces by GDP", place=place),
        ("Year", f"As known on {words.day(day)}", "As known now"),
        tuple(
            (str(one.year), _place(one.then, one.then_worst), _place(one.now, one.now_worst))
            for one in years
        ),
        numbers=(1, 2),
        foot=say(
            "Sources: as known then{then}; now{now}. The day of most releases is only known as a "
            "range; one that can have been out on the day counts as known.",
            then=ref(*dict.fromkeys(one.then_source for one in years)),
            now=ref(*dict.fromkeys(one.now_source for one in years)),
        ),
    )


def _place(best: float, worst: float) -> Markup:
    """A place, or the range of places that is possible."""
    if best == worst:
        return say("{place}", place=words.ordinal(best))
    return say("{best} to {worst}", best=words.ordinal(best), worst=words.ordinal(worst))
