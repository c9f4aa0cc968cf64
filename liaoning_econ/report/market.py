"""Printed exchange rates, and sums printed in two currencies, against the market's rates.

A sum printed twice implies a rate, with bounds. It is looked for on the day of publication, on
average over the days that the sum is for, and on every working day of the year before.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from liaoning_econ import exchange, units
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Standing, Topic, say
from liaoning_econ.report.context import rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.quotes import heading, reading
from liaoning_econ.report.terms import ECB

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.quantities import Quantity
    from liaoning_econ.report.context import Claim, Context

__all__ = ["find"]

_FIXINGS: Final = 0.5  # percent: rates of one day are fixed at different hours
_YEAR: Final = pd.Timedelta(days=365)
_WEEKS: Final = pd.Timedelta(days=31)
_WIDE: Final = 1.05  # bounds so far apart that many days fit
_STRETCHES_SHOWN: Final = 3


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """A verdict on each printed rate and on each sum in two currencies.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    entries: list[Entry] = []
    terms: dict[int, tuple[Markup, ...]] = {}
    for claim in context.claims:
        if claim.place in covered:
            continue
        sums = _sums(context, claim)
        try:
            entry = _rate_entry(context, claim) if sums is None else _sums_entry(context, sums)
        except LiaoningEconError:
            continue  # a currency or a day without rates: the claim keeps its line at the end
        if entry is None:
            continue
        entries.append(entry)
        if sums is not None:
            terms[claim.place] = (say("implies {rate}", rate=sums.implied),)
    return Topic(tuple(entries), terms=terms) if entries else None


@dataclass(frozen=True, slots=True)
class _Sums:
    """One sum in two currencies, and the rate that it implies."""

    printed: Claim
    again: Claim
    base: str
    quote: str
    rate: Quantity

    @property
    def implied(self) -> str:
        """The rate in words."""
        span = words.span(self.rate.lower, self.rate.upper, self.quote, 4)
        return f"{span} to {words.currency(self.base)}"


def _sums(context: Context, claim: Claim) -> _Sums | None:
    """A claim that gives the sum of another once more, in other money."""
    if claim.relation != "same_figure" or not units.is_currency(claim.unit):
        return None
    first = next(
        (
            one
            for one in context.find(document=claim.document)
            if one.claim == claim.related_claim and units.is_currency(one.unit)
        ),
        None,
    )
    if first is None or first.unit == claim.unit:
        return None
    over, under = (claim, first) if claim.unit == "CNY" else (first, claim)
    if not all(0 < one.lower <= one.upper < math.inf for one in (over, under)):
        return None
    return _Sums(first, claim, under.unit, over.unit, over.quantity / under.quantity)


def _sums_entry(context: Context, sums: _Sums) -> Entry | None:
    """Whether the market had the implied rate, and when."""
    day = sums.again.published or sums.again.end
    if day is None:
        return None
    spot, used = _spot(sums.base, sums.quote, day)
    mean = _mean(sums, day)
    stretches = rows_of(
        exchange.days_within(
            sums.base, sums.quote, sums.rate.lower, sums.rate.upper, day - _YEAR, day
        )
    )
    parts = [
        say(
            "The two sums imply {rate}. The market rate of {day} was {spot}{note}{mean}.",
            rate=sums.implied,
            day=words.day(used),
            spot=words.places(spot, 4),
            note=ref(ECB),
            mean=""
            if mean is None
            else f", the average of {_stretch(sums.printed)} {words.places(mean, 4)}",
        )
    ]
    fits = ""
    if _inside(sums.rate, spot):
        fits = "the rate of the day"
    elif mean is not None and _inside(sums.rate, mean):
        fits = f"the average rate of {_stretch(sums.printed)}"
    parts.append(_days_of(stretches, day))
    if stretches and sums.rate.upper > _WIDE * sums.rate.lower:
        parts.append(say(" The words leave so wide a band that this proves little."))
    title, covers = heading(context, sums.again), (sums.again.place,)
    text = say("").join(parts)
    what = say("{first} in other money", first=words.shorter(sums.printed.surface, 60))
    if fits or stretches:
        lead = f"The conversion holds at {fits or 'older rates only'}. "
        return Entry(
            Standing.PRINT, 14, title, say("{lead}{text}", lead=lead, text=text), covers=covers,
            reading=what,
        )  # fmt: skip
    return Entry(
        Standing.CHANGE, 45, title,
        say("The conversion does not hold. {text}", text=text),
        instead=_instead(sums, spot if mean is None else mean, used if mean is None else None),
        covers=covers, reading=what,
    )  # fmt: skip


def _instead(sums: _Sums, rate: float, day: pd.Timestamp | None) -> Markup:
    """The sum converted again."""
    over = sums.again.unit == sums.quote
    value = sums.printed.value * rate if over else sums.printed.value / rate
    return say(
        "{sum} ({again}, at the {rate})",
        sum=words.shorter(sums.printed.surface, 60),
        again=words.figure(value, sums.again.unit, 3),
        rate=f"average rate of {_stretch(sums.printed)}" if day is None else
        f"rate of {words.day(day)}",
    )  # fmt: skip


def _days_of(stretches: list[Any], day: pd.Timestamp) -> Markup:
    """On which working days of the year before the market had a rate."""
    if not stretches:
        return say(" The market had it on no day of the year up to {day}.", day=words.day(day))
    rows = list(reversed(stretches))
    listed = [words.days(row.start, row.end) for row in rows[:_STRETCHES_SHOWN]]
    more = len(rows) - len(listed)
    return say(
        " In the year up to publication the market had it on {count} working day{s}, {last}"
        "{list}{more}.",
        last="" if len(rows) == 1 else "last on ",
        count=words.small(sum(row.days for row in rows)),
        s="" if sum(row.days for row in rows) == 1 else "s",
        list="; ".join(listed),
        more=f" and on {words.small(more)} earlier stretch{'es' if more > 1 else ''}"
        if more
        else "",
    )


def _spot(base: str, quote: str, day: pd.Timestamp) -> tuple[float, pd.Timestamp]:
    """The rate of a day, and the working day that it is of."""
    rate, used = exchange.rate_on(base, quote, [day])
    return float(rate[0]), pd.Timestamp(used[0])


def _mean(sums: _Sums, day: pd.Timestamp) -> float | None:
    """The average rate over the days that a flow is for, where they were over."""
    start, end = sums.printed.start, sums.printed.end
    if start is None or end is None or start == end or end > day:
        return None
    return float(exchange.mean_rate(sums.base, sums.quote, [start], [end])[0])


def _stretch(claim: Claim) -> str:
    """The days of a sum."""
    if claim.start is None or claim.end is None:
        return ""
    return words.days(claim.start, claim.end)


def _inside(rate: Quantity, value: float) -> bool:
    """Whether a market rate lies between the bounds of an implied one."""
    return rate.lower <= value <= rate.upper


def _rate_entry(context: Context, claim: Claim) -> Entry | None:
    """A printed rate against the market's of its day, or of the weeks before publication."""
    quote, _, base = claim.unit.partition("/")
    if not (units.is_currency(quote) and units.is_currency(base)):
        return None
    if claim.end is not None and claim.start == claim.end:
        return _of_day(context, claim, base, quote, claim.end)
    if claim.published is None:
        return None
    return _of_weeks(context, claim, base, quote, claim.published)


def _of_day(context: Context, claim: Claim, base: str, quote: str, day: pd.Timestamp) -> Entry:
    """A rate with its day."""
    spot, used = _spot(base, quote, day)
    off = 100 * (claim.value / spot - 1)
    near = claim.lower * (1 - _FIXINGS / 100) <= spot <= claim.upper * (1 + _FIXINGS / 100)
    evidence = say(
        "the European Central Bank’s rate of {day}{last} was {spot}{note}; the printed one is "
        "{off}% {way}",
        day=words.day(used),
        last="" if used == day else ", the last working day before,",
        spot=words.places(spot, 4),
        note=ref(ECB),
        off=words.places(abs(off), 2),
        way="above it" if off > 0 else "below it",
    )
    return _judged(context, claim, evidence, spot, agrees=near)


def _of_weeks(context: Context, claim: Claim, base: str, quote: str, day: pd.Timestamp) -> Entry:
    """A rate without a day: any of the weeks before publication."""
    last = min(day, exchange.last_day())
    pair = exchange.pair(base, quote)
    days = pair.days.astype("datetime64[D]")
    first = np.datetime64((last - _WEEKS).date())
    recent = pair.rate[(days >= first) & (days <= np.datetime64(last.date()))]
    low, high, spot = float(recent.min()), float(recent.max()), float(recent[-1])
    near = claim.lower * (1 - _FIXINGS / 100) <= high and low <= claim.upper * (1 + _FIXINGS / 100)
    evidence = say(
        "no day is named; in the month up to {day} the European Central Bank’s rates ran from "
        "{low} to {high}{note}",
        day=words.day(last),
        low=words.places(low, 4),
        high=words.places(high, 4),
        note=ref(ECB),
    )
    return _judged(context, claim, evidence, spot, agrees=near)


def _judged(
    context: Context, claim: Claim, evidence: Markup, spot: float, *, agrees: bool
) -> Entry:
    """The verdict on a printed rate."""
    what = say("{what}", what=reading(context, claim))
    title, covers = heading(context, claim), (claim.place,)
    if agrees:
        text = say(
            "It agrees with the market: {evidence}. Rates of one day are fixed at different "
            "hours; up to {most}% apart counts as agreement.",
            evidence=evidence,
            most=_FIXINGS,
        )
        return Entry(Standing.PRINT, 13, title, text, covers=covers, reading=what)
    text = say("It does not agree with the market: {evidence}.", evidence=evidence)
    instead = say("{rate}", rate=words.places(spot, 4))
    return Entry(Standing.CHANGE, 45, title, text, instead, covers=covers, reading=what)
