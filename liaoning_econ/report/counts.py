"""A claim against what other pages say of the same thing: zone counts, trade, foreign capital.

No office stands behind these; where two of them differ, both can be counted in their own way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Standing, say
from liaoning_econ.report.held import far, overlap
from liaoning_econ.report.notes import ref
from liaoning_econ.report.quotes import heading, reading

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context

__all__ = ["counted", "others", "since_opening"]

_OTHERS_SHOWN: Final = 3
_OPENING: Final = pd.Timedelta(days=31)  # zones are said to have opened on either of two days
_LASTING: Final = "land_area"  # what a zone covers holds until it is enlarged
_SINCE: Final = ("flow", "cumulative")
_WHO: Final = {
    "zone_registrations": "the zone’s own count",
    "zone_statistics": "the zone’s own figure",
    "customs_registrations": "the customs office’s count",
    "customs_statistics": "the customs’ figure",
    "commerce_statistics": "the commerce office’s figure",
}


def counted(context: Context, claim: Claim) -> Entry | None:
    """Hold a claim against other pages' figures of the same days; None where there are none.

    Parameters
    ----------
    context
        The claims and the evidence.
    claim
        One of the claims.
    """
    every = [other for other in _alike(context, claim) if _same_days(claim, other)]
    # A count that somebody stands behind goes before one that a page merely prints.
    same = [other for other in every if other.basis != "unstated"] or every
    if not same:
        return None
    agreeing = [other for other in same if overlap(claim, other)]
    what = reading(context, claim)
    title, covers = heading(context, claim), (claim.place,)
    if agreeing:
        text = say("It agrees with {list}.", list=_listed(agreeing))
        return Entry(
            Standing.PRINT, 12, title, text, covers=covers, reading=say("{what}", what=what)
        )
    if all(far(claim, other) for other in same):
        text = say(
            "Too far from {list} to be the same thing: the sentence may speak of other days or "
            "of a part. Read it again.",
            list=_listed(same),
        )
        return Entry(
            Standing.UNKNOWN, 35, title, text, covers=covers, reading=say("{what}", what=what)
        )
    best = same[-1]
    return Entry(
        Standing.CHANGE,
        25,
        title,
        say("It does not agree with {list}.", list=_listed(same)),
        instead=say(
            "{figure} ({what})",
            figure=words.as_printed(words.figure(best.value, best.unit), best.qualifier),
            what=what,
        ),
        settles=say("Who counted, and what: offices count new firms in different ways."),
        covers=covers,
        reading=say("{what}", what=what),
    )


def others(context: Context, claim: Claim) -> tuple[Markup, ...]:
    """What other pages say of the same thing and place, the nearest in time first.

    Parameters
    ----------
    context
        The claims and the evidence.
    claim
        One of the claims.
    """
    day = claim.end
    if day is None:
        return ()
    same = [other for other in _alike(context, claim) if other.end is not None]
    same.sort(key=lambda other: abs(other.end - day) if other.end is not None else day - day)
    return tuple(
        say(
            "{figure}, {days} ({who}){note}",
            figure=words.span(other.lower, other.upper, other.unit),
            days=_days(other),
            who=_WHO.get(other.basis, "the page does not say who counted"),
            note=ref(other.source),
        )
        for other in same[:_OTHERS_SHOWN]
    )


def since_opening(context: Context, claim: Claim) -> tuple[bool, Markup] | None:
    """Whether a count since the opening fits between earlier and later ones, and these.

    Parameters
    ----------
    context
        The claims and the evidence.
    claim
        One of the claims.

    Returns
    -------
    fits : bool
        A count since the opening can only grow.
    said : Markup
        The counts on either side; None in place of both where there are none.
    """
    if claim.measure != "cumulative" or claim.start is None or claim.end is None:
        return None
    day = claim.end
    same = [
        other
        for other in _alike(context, claim)
        if other.measure == "cumulative"
        and other.start is not None
        and other.end is not None
        and abs(other.start - claim.start) <= _OPENING
    ]
    before = [other for other in same if other.end is not None and other.end < day]
    after = [other for other in same if other.end is not None and other.end > day]
    low = max(before, key=lambda other: other.lower, default=None)
    high = min(after, key=lambda other: other.upper, default=None)
    if low is None and high is None:
        return None
    fits = (low is None or claim.upper >= low.lower) and (high is None or claim.lower <= high.upper)
    listed = say(" and ").join(
        say("{figure} by {day}{note}",
            figure=words.as_printed(words.figure(one.value, one.unit), one.qualifier),
            day=words.day(one.end or day), note=ref(one.source))
        for one in (low, high)
        if one is not None
    )  # fmt: skip
    return fits, say(
        "a count since the opening can only grow, and this one {fits} with {list}",
        fits="goes" if fits else "does not go",
        list=listed,
    )


def _alike(context: Context, claim: Claim) -> list[Claim]:
    """Figures of the same thing, place and unit on other pages."""
    return [
        other
        for other in context.evidence
        if (other.indicator, other.region, other.unit)
        == (claim.indicator, claim.region, claim.unit)
        and (other.measure == claim.measure or {other.measure, claim.measure} <= set(_SINCE))
        and other.document != claim.document
        and (not claim.source or other.source != claim.source)
    ]


def _same_days(claim: Claim, other: Claim) -> bool:
    """Whether two figures are for the same days, as exactly as these are known."""
    if claim.indicator == _LASTING:
        return True
    if claim.end is None or other.end is None:
        return False
    if claim.start is None or other.start is None or abs(claim.start - other.start) > _OPENING:
        return False
    coarse = {claim.precision, other.precision} & {"month", "open"}
    if not coarse:
        return claim.end == other.end
    return claim.end.to_period("M") == other.end.to_period("M")


def _listed(same: list[Claim]) -> Markup:
    """Whose figures they are, with their sources."""
    return say("; ").join(
        say(
            "{who}, {figure}{note}",
            who=_WHO.get(other.basis, "another page’s figure"),
            figure=words.as_printed(words.figure(other.value, other.unit), other.qualifier),
            note=ref(other.source),
        )
        for other in same[:_OTHERS_SHOWN]
    )


def _days(other: Claim) -> str:
    """The days of another page's figure."""
    if other.end is None:
        return "days not stated"
    return words.day(other.end) if other.start is None else words.days(other.start, other.end)
