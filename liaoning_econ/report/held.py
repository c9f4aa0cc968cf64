"""A claim against the official record: agrees, was revised since, or does not agree.

A claim agrees with a figure where the bounds of the two have a value in common. It is held against
every release that can have been out when it was printed, and against the figure as known now.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Standing, say
from liaoning_econ.report.quotes import heading, reading
from liaoning_econ.report.releases import Releases, listing, releases

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context, Figure

__all__ = ["far", "held", "overlap"]

_FAR: Final = 3.0  # so many times as much is more likely another thing than a wrong figure
_FAR_POINTS: Final = 8.0  # the same for growth, in percentage points
_FIRST_GUESS: Final = 5.0  # percent: how far a first figure may be from the next release


def held(context: Context, claim: Claim) -> tuple[Entry, tuple[Markup, ...]] | None:
    """Hold a claim against the official figures of its thing, place and days.

    Parameters
    ----------
    context
        The claims and their record.
    claim
        One of them.

    Returns
    -------
    entry : Entry
        The line of the sheet.
    said : tuple of Markup
        What was officially said, a line each.
        None in place of both where the record has nothing of the kind.
    """
    dated, assumed = _dated(context, claim)
    growth = claim.measure == "growth"
    found = releases(context, dated, prices="comparable" if growth else None)
    nominal = ""
    if growth and not any(overlap(claim, one) for one in found.every):
        current = releases(context, dated, prices="current")
        if any(overlap(claim, one) for one in current.every) or not found.every:
            found, nominal = current, "nominal "
    if not found.every and claim.indicator != "gdp":
        found, nominal = releases(context, dated), ""  # prices have no prices of their own
    if found.now is None:
        return None
    entry = _entry(context, dated, found, found.now, nominal)
    if assumed and dated.end is not None:
        lead = say("The text names no day; taken as {day}. ", day=words.day(dated.end))
        entry = replace(entry, reason=lead + entry.reason)
    return entry, _lines(claim, found)


def overlap(claim: Claim, figure: Figure | Claim) -> bool:
    """Whether the bounds of the two have a value in common.

    Parameters
    ----------
    claim, figure
        Both in one unit.
    """
    return claim.lower <= figure.upper and figure.lower <= claim.upper


def far(claim: Claim, figure: Figure | Claim) -> bool:
    """Whether two figures are so far apart that they hardly speak of one thing.

    Parameters
    ----------
    claim, figure
        Both in one unit.
    """
    if claim.unit in ("percent", "percentage_point"):
        return abs(claim.value - figure.value) > _FAR_POINTS
    if claim.value * figure.value <= 0:
        return True
    ratio = claim.value / figure.value
    return not 1 / _FAR < ratio < _FAR


def _dated(context: Context, claim: Claim) -> tuple[Claim, bool]:
    """A population without a day is that of the last year's end before it was printed."""
    if claim.indicator != "population" or claim.measure != "stock" or claim.end is not None:
        return claim, False
    if claim.published is None:
        return claim, False
    day = pd.Timestamp(claim.published.year - 1, 12, 31)
    dated = replace(claim, start=day, end=day)
    return (dated, True) if releases(context, dated).every else (claim, False)


def _entry(context: Context, claim: Claim, found: Releases, now: Figure, nominal: str) -> Entry:
    """The verdict with the evidence, and the newest figure where the claim has another."""
    standing, weight, lead = _verdict(claim, found, now)
    what = f"{nominal}{reading(context, claim)}"
    instead = say("")
    if standing in (Standing.CHANGE, Standing.REVISED):
        instead = say(
            "{figure} ({what})", figure=words.figure(now.value, now.unit, 5), what=what
        )  # fmt: skip
    return Entry(
        standing,
        weight,
        heading(context, claim),
        say("{lead}. {evidence}.", lead=lead, evidence=_evidence(claim, found)),
        instead=instead,
        covers=(claim.place,),
        reading=say("{what}", what=what),
    )


def _verdict(claim: Claim, found: Releases, now: Figure) -> tuple[Standing, float, str]:
    """What to do with a claim, its weight on the sheet, and why in a sentence."""
    fits_then = any(overlap(claim, one) for one in found.then)
    if overlap(claim, now):
        if found.then and not fits_then:
            lead = "It agrees with the figure as known now, not with what was known then"
            return Standing.PRINT, 11, lead
        return Standing.PRINT, 10, "It agrees with the official figure"
    if fits_then:
        lead = "It agrees with what was known then, and has been revised since"
        return Standing.REVISED, 20, lead
    if all(far(claim, one) for one in found.every):
        return Standing.UNKNOWN, 40, (
            "The official figure is so far from this one that the words may speak of another "
            "thing: a part, a change, another unit. Read the sentence"
        )  # fmt: skip
    if not found.then:
        return _before_the_record(claim, found)
    return Standing.CHANGE, 30, "It does not agree with the official figure"


def _before_the_record(claim: Claim, found: Releases) -> tuple[Standing, float, str]:
    """No release of the time: a figure near the next one was most likely the first estimate."""
    nearest = min(found.later, key=lambda one: abs(one.value - claim.value))
    lead = "The record has no release from before the day of publication"
    if overlap(claim, nearest):
        lead += ". It agrees with one that came later, and has been revised since"
        return Standing.REVISED, 15, lead
    off = 100 * abs(claim.value / nearest.value - 1) if nearest.value else math.inf
    if claim.unit != "percent" and off <= _FIRST_GUESS:
        lead += f"; this is {words.places(off, 1)}% from the nearest later one, as first "
        return Standing.REVISED, 15, lead + "estimates are"
    return Standing.CHANGE, 25, "It does not agree with the official figure"


def _evidence(claim: Claim, found: Releases) -> Markup:
    """What had been said by the day of publication, and what was said since."""
    parts = []
    if found.then:
        lead = "Official" if claim.published is None else f"By {words.day(claim.published)}"
        parts.append(say("{lead}: {list}", lead=lead, list=listing(found.then)))
    fresh = [one for one in found.later if all(one.value != old.value for old in found.then)]
    if fresh:
        lead = "since" if parts else "Since"
        parts.append(say("{lead}: {list}", lead=lead, list=listing(fresh)))
    return say(". ").join(parts) if len(parts) < 2 else say(
        "{first}. S{rest}", first=parts[0], rest=parts[1][1:]
    )  # fmt: skip


def _lines(claim: Claim, found: Releases) -> tuple[Markup, ...]:
    """The same, a line each, for the claim's card."""
    if found.now is None:
        return ()
    lines = []
    moved = any(one.value != found.now.value for one in found.then)
    if moved and claim.published is not None:
        lines.append(say("as known then: {list}", list=listing(found.then)))
    lines.append(say("as known now: {list}", list=listing([found.now])))
    return tuple(lines)
