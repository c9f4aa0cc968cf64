"""Why a claim cannot be checked, in a few words, and what would settle claims of its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from liaoning_econ import units
from liaoning_econ.report import words
from liaoning_econ.report.blocks import say
from liaoning_econ.report.quotes import in_middle
from liaoning_econ.report.releases import releases, span_of

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context

__all__ = ["why"]

_YEARS: Final = ("gdp", "gdp_primary", "gdp_secondary", "gdp_tertiary", "consumer_prices")
_COUNTED: Final = ("firm", "person", "percent", "percentage_point", "1", "km2", "project")


def why(context: Context, claim: Claim, *, elsewhere: bool = False) -> Markup:
    """Say what stands in the way of checking a claim.

    Parameters
    ----------
    context
        The claims and their record.
    claim
        One of them.
    elsewhere
        Whether other pages have figures of the same thing and place, for other days.
    """
    if claim.status == "F":
        return _expected(context, claim)
    if claim.indicator == "window":
        return say("a length of time that says which days another figure is for")
    if claim.indicator not in context.indicators:
        return _unknown_thing(claim)
    if claim.region not in context.places:
        return _unknown_place(claim)
    name = in_middle(context.indicator_name(claim.indicator))
    if claim.unit == "percentage_point":
        return say("a change in points; the record has no such rate for {name}", name=name)
    if claim.measure == "share":
        return say("a share, and the record does not have both the part and the whole")
    if claim.end is None:
        return say("the text does not say for which days or on which day")
    if elsewhere:
        return say("no official figure; other pages have some for other days, see its card")
    return _not_there(context, claim, name)


def _expected(context: Context, claim: Claim) -> Markup:
    """A plan or a forecast, with what came of it where that is known."""
    if claim.indicator in context.indicators and claim.end is not None:
        prices = "comparable" if claim.measure == "growth" else None
        now = releases(context, claim, prices=prices).now
        if now is not None:
            return say(
                "a plan or a forecast; the result was {figure}",
                figure=words.figure(now.value, now.unit, 5),
            )
    return say("a plan or a forecast: nothing to hold it against on that day")


def _unknown_thing(claim: Claim) -> Markup:
    """The words name nothing that the record counts."""
    if claim.indicator != "unknown":
        return say(
            "the record does not know what “{what}” measures",
            what=claim.indicator.replace("_", " "),
        )
    if claim.measure == "duration":
        return say("a length of time; the record has none of this kind")
    if claim.measure in ("share", "multiple") or claim.unit == "1":
        return say("a part or a multiple of something that the record does not count"
                   if claim.measure in ("share", "multiple") else
                   "the words do not name anything that the record counts")  # fmt: skip
    if claim.measure == "growth":
        return say("a change of something that the record does not count")
    if claim.unit in _COUNTED or units.is_currency(claim.unit):
        return say("the words do not name anything that the record counts")
    return say("the record counts nothing in {unit}", unit=words.unit_name(claim.unit))


def _unknown_place(claim: Claim) -> Markup:
    """The place is not said, or is none of the record's."""
    if claim.region == "unknown":
        return say("the words nearby do not say for which place it is")
    return say("the record has no place “{place}”", place=claim.region)


def _not_there(context: Context, claim: Claim, name: str) -> Markup:
    """The record has the thing, but not there or not then."""
    place = context.place_name(claim.region)
    kind = "growth of " if claim.measure == "growth" else ""
    if claim.measure == "rate":
        return say("a rate of {name}; the record has totals only", name=name)
    years = span_of(context, claim)
    if years is None:
        return say(
            "the record has no figure for {kind}{name} of {place}",
            kind=kind,
            name=name,
            place=place,
        )
    whole = claim.start is not None and claim.end is not None and (
        (claim.start.month, claim.start.day, claim.end.month, claim.end.day) == (1, 1, 12, 31)
    )  # fmt: skip
    if claim.indicator in _YEARS and not whole:
        return say("the record has {kind}{name} of {place} for whole years only",
                   kind=kind, name=name, place=place)  # fmt: skip
    first, last = years
    return say(
        "the record has {kind}{name} of {place} for {years}, not for these days",
        kind=kind, name=name, place=place,
        years=f"{first} only" if first == last else f"{first} to {last}",
    )  # fmt: skip
