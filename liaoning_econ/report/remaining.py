"""Every claim that no section speaks of: against the official figure of the same thing and time.

A claim agrees with the record where its bounds and the figure's overlap. What the record has no
figure for cannot be checked, and the reason is said.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import convert, units
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Standing, Topic, say
from liaoning_econ.report.context import figures_of
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context, Figure

__all__ = ["find"]

_OTHERS_SHOWN: Final = 3


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """A line of the sheet for each claim that has none yet.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    entries: list[Entry] = []
    said: dict[int, tuple[Markup, ...]] = {}
    for claim in context.claims:
        if claim.place in covered:
            continue
        entry, lines = _judged(context, claim)
        entries.append(entry)
        said[claim.place] = (*lines, *_others(context, claim))
    return Topic(tuple(entries), said=said) if entries else None


def _judged(context: Context, claim: Claim) -> tuple[Entry, tuple[Markup, ...]]:
    """Against the record as known when it was printed, and as known now."""
    reason = _not_checkable(context, claim)
    if reason is not None:
        return _unknown(context, claim, reason), ()
    then, now = _official(context, claim)
    if now is None:
        text = say(
            "not checkable, because the record has no official figure for {what} of {place}, "
            "{days}",
            what=_what(context, claim),
            place=context.place_name(claim.region),
            days=_days(claim),
        )
        return _unknown(context, claim, text), ()
    lines: tuple[Markup, ...] = (_line("as known now", now),)
    if then is not None and then.value != now.value:
        lines = (_line("in an earlier release", then), *lines)
    return _held(context, claim, lines, then, now), lines


def _not_checkable(context: Context, claim: Claim) -> Markup | None:
    """What stands in the way before the record is opened; None where nothing does."""
    if claim.indicator not in context.indicators:
        return say(
            "not checkable, because the record does not know what “{what}” measures",
            what=claim.indicator.replace("_", " "),
        )
    if claim.region not in context.places:
        return say("not checkable, because the record has no place “{place}”", place=claim.region)
    if claim.start is None or claim.end is None:
        return say("not checkable, because the text does not say which days it covers")
    return None


def _official(context: Context, claim: Claim) -> tuple[Figure | None, Figure | None]:
    """Official figures of the same thing, place and days: of an earlier release, and as known now.

    The earlier one is of a release that can have been out when the claim was printed, and agrees
    with the claim if any of them does.
    """
    every = context.official(claim.indicator, claim.region, measure=claim.measure)
    newest = context.official(
        claim.indicator, claim.region, vintage="latest", measure=claim.measure
    )
    now = _last(_same(newest if len(newest) else every, claim))
    if claim.published is not None:
        every = every[~(every["published_from"] > claim.published)]
    then = _same(every, claim)
    agreeing = [figure for figure in then if _overlap(claim, figure)]
    return _last(agreeing) or _last(then), now


def _last(figures: list[Figure]) -> Figure | None:
    """The figure that came out last, as far as is known."""
    return max(figures, key=lambda one: one.published or pd.Timestamp.min, default=None)


def _same(rows: pd.DataFrame, claim: Claim) -> list[Figure]:
    """Figures of the claim's days, prices and unit; money of another currency is converted."""
    rows = rows[(rows["start"] == claim.start) & (rows["end"] == claim.end)]
    if claim.prices != "none":
        rows = rows[plain_codes(rows["prices"]) == claim.prices]
    rows = rows.reset_index(drop=True)
    if units.is_currency(claim.unit):
        try:
            rows = convert.to_currency(rows, claim.unit)
        except LiaoningEconError:
            return []
    return [figure for figure in figures_of(rows) if figure.unit == claim.unit]


def _overlap(claim: Claim, figure: Figure) -> bool:
    """Whether the bounds of the two have a value in common."""
    return claim.lower <= figure.upper and figure.lower <= claim.upper


def _line(lead: str, figure: Figure) -> Markup:
    """One official figure with its source."""
    return say(
        "{lead}: {figure}{note}",
        lead=lead,
        figure=words.figure(figure.value, figure.unit, 6),
        note=ref(figure.source),
    )


def _what(context: Context, claim: Claim) -> str:
    """The indicator in the middle of a sentence."""
    name = context.indicator_name(claim.indicator)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _held(
    context: Context, claim: Claim, lines: tuple[Markup, ...], then: Figure | None, now: Figure
) -> Entry:
    """Printable where it agrees with the newest figure; else the newest one instead."""
    evidence = say("; ").join(lines)
    title = _claim(context, claim)
    if _overlap(claim, now):
        reason = say("It agrees with the official figure: {evidence}.", evidence=evidence)
        return Entry(Standing.PRINT, 10, title, reason, covers=(claim.place,))
    was_right = then is not None and _overlap(claim, then)
    lead = (
        "It agrees with an earlier release, and has been revised"
        if was_right
        else "It does not agree with the official figure"
    )
    return Entry(
        Standing.CHANGE,
        20 if was_right else 30,
        title,
        say("{lead}: {evidence}.", lead=lead, evidence=evidence),
        instead=say(
            "{figure} ({what} of {place}, {days})",
            figure=words.figure(now.value, now.unit, 5),
            what=_what(context, claim),
            place=context.place_name(claim.region),
            days=_days(claim),
        ),
        covers=(claim.place,),
    )


def _unknown(context: Context, claim: Claim, reason: Markup) -> Entry:
    """Not checkable, why, and what would settle it."""
    text = say("{first}{rest}.", first=reason[:1].upper(), rest=reason[1:])
    return Entry(
        Standing.UNKNOWN,
        10,
        _claim(context, claim),
        text,
        settles=_settles(context, claim),
        covers=(claim.place,),
    )


def _settles(context: Context, claim: Claim) -> Markup:
    """Which kind of source would settle a claim of this kind."""
    place = context.places.get(claim.region)
    if place is None or claim.indicator not in context.indicators:
        return say("A definition of the figure and of the place that it is for.")
    if claim.start is None:
        return say("The days that the figure covers, and then the official figure for them.")
    if place.level.startswith("zone"):
        return say("A count by the zone’s office or the market regulator, with its two days.")
    return say(
        "The statistical communiqué or the yearbook of {place} for those days.",
        place=context.place_name(context.province_of(claim.region)),
    )


def _claim(context: Context, claim: Claim) -> Markup:
    """The claim in a few words."""
    figure = words.shorter(claim.surface, 80) or words.figure(claim.value, claim.unit)
    return say(
        "{what}, {place}: {figure}",
        what=context.indicator_name(claim.indicator),
        place=context.place_name(claim.region),
        figure=words.as_printed(figure, claim.qualifier),
    )


def _days(claim: Claim) -> str:
    """The claim's days in words."""
    if claim.start is None or claim.end is None:
        return "days not stated"
    return words.days(claim.start, claim.end)


def _others(context: Context, claim: Claim) -> tuple[Markup, ...]:
    """What other pages say of the same thing and place, the nearest in time first."""
    if claim.end is None:
        return ()
    day = claim.end
    same = [
        other
        for other in context.evidence
        if other.end is not None
        and (other.indicator, other.region, other.measure, other.unit)
        == (claim.indicator, claim.region, claim.measure, claim.unit)
        and other.source != claim.source
    ]
    same.sort(key=lambda other: abs(other.end - day) if other.end is not None else day - day)
    return tuple(
        say(
            "{figure}, {days}{note}",
            figure=words.span(other.lower, other.upper, other.unit),
            days=_days(other) if other.start is not None else words.day(other.end or day),
            note=ref(other.source),
        )
        for other in same[:_OTHERS_SHOWN]
    )
