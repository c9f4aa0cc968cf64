"""A part and its whole: the whole that a printed share implies, against the record's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from liaoning_econ.quantities import Quantity
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Standing, Topic, say
from liaoning_econ.report.context import figures_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.quotes import heading, in_middle
from liaoning_econ.report.releases import listing, releases

if TYPE_CHECKING:
    from liaoning_econ.report.context import Claim, Context, Figure

__all__ = ["find"]

_SECTORS: Final = ("gdp_primary", "gdp_secondary", "gdp_tertiary")
_FIRST_GUESS: Final = 0.05  # how far a first figure may be from the next release
_COUNTRY: Final = "CN"


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """A verdict on each share whose part stands beside it, or is a sector of an output.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    entries = []
    for claim in context.claims:
        if claim.place in covered or claim.measure != "share" or claim.unit != "percent":
            continue
        entry = _sector(context, claim) or _implied(context, claim)
        if entry is not None:
            entries.append(entry)
    return Topic(tuple(entries)) if entries else None


def _implied(context: Context, claim: Claim) -> Entry | None:
    """The part over its share is a whole: which of the possible ones it is."""
    part = next(
        (one for one in context.find(document=claim.document) if one.claim == claim.related_claim),
        None,
    )
    if part is None or claim.relation != "share_of" or claim.lower <= 0 or part.unit == "1":
        return None
    if part.indicator not in context.indicators:
        return None
    whole = Quantity(
        100 * part.value / claim.value,
        part.unit,
        100 * part.lower / claim.upper,
        100 * part.upper / claim.lower,
    )
    for region in _wholes(context, part):
        figures = _of_region(context, part, region)
        fitting = [one for one in figures if one.lower <= whole.upper and whole.lower <= one.upper]
        if fitting:
            place = "the provinces together" if len(region) > 1 else context.place_name(region[0])
            return Entry(
                Standing.PRINT,
                11,
                heading(context, claim),
                say(
                    "It agrees with the record: {part} at that share is part of a whole of "
                    "{whole}; {name} of {place} was {list}.",
                    part=words.shorter(part.surface, 60),
                    whole=words.span(whole.lower, whole.upper, whole.unit, 4),
                    name=in_middle(context.indicator_name(part.indicator)),
                    place=place,
                    list=listing(fitting[:1]),
                ),
                covers=(claim.place,),
                reading=say("what share {part} is", part=words.shorter(part.surface, 60)),
            )
    return None


def _wholes(context: Context, part: Claim) -> list[list[str]]:
    """The places that a part can be a share of, the nearest first."""
    above = []
    if part.region in context.places:
        province = context.province_of(part.region)
        above = [] if province == part.region else [[province]]
    elif part.region == "unknown":
        above = [[one] for one in context.spoken_of]
    return [*above, [_COUNTRY], context.provinces]


def _of_region(context: Context, part: Claim, region: list[str]) -> list[Figure]:
    """Official figures of a whole; several provinces are added up inside one release."""
    if len(region) == 1:
        return list(releases(context, replace(part, region=region[0])).every)
    frame = context.official(part.indicator, region, measure=part.measure)
    frame = frame[(frame["start"] == part.start) & (frame["end"] == part.end)]
    found: dict[str, list[Figure]] = {}
    for figure in figures_of(frame.reset_index(drop=True)):
        found.setdefault(figure.vintage, []).append(figure)
    return [
        replace(
            same[0],
            value=sum(one.value for one in same),
            lower=sum(one.lower for one in same),
            upper=sum(one.upper for one in same),
        )
        for same in found.values()
        if {one.region for one in same} == set(region)
    ]


def _sector(context: Context, claim: Claim) -> Entry | None:
    """A sector's share in the output of its province, inside each release."""
    if claim.indicator not in _SECTORS or claim.end is None:
        return None
    year = replace(
        claim, start=claim.end.replace(month=1, day=1), end=claim.end.replace(month=12, day=31),
        measure="flow", unit="CNY", prices="current",
    )  # fmt: skip
    if claim.start is not None and claim.start.year != claim.end.year:
        return None
    sector, output = releases(context, year), releases(context, replace(year, indicator="gdp"))
    outputs = {one.vintage: one for one in output.every}
    shares = [
        (one, 100 * one.value / outputs[one.vintage].value)
        for one in sector.every
        if one.vintage in outputs
    ]
    if not shares:
        return None
    then = [value for one, value in shares if one in sector.then]
    now = shares[-1][1]
    evidence = say("; ").join(
        say(
            "{share} ({release}){note}",
            share=f"{words.places(value, 1)}%",
            release=f"{words.figure(one.value, 'CNY', 4)} of "
            f"{words.figure(outputs[one.vintage].value, 'CNY', 4)}",
            note=ref(one.source),
        )
        for one, value in dict(shares).items()
    )
    fits = [claim.lower <= round(value, 1) <= claim.upper for value in (*then, now)]
    near = not then and abs(shares[0][1] / claim.value - 1) <= _FIRST_GUESS
    standing, lead = Standing.CHANGE, "It does not agree with the record"
    if fits[-1]:
        standing, lead = Standing.PRINT, "It agrees with the record"
    elif any(fits):
        standing = Standing.REVISED
        lead = "It agrees with what was known then, and has been revised since"
    elif near:
        standing = Standing.REVISED
        lead = (
            "The record has no release from before the day of publication; this is as near the "
            "later ones as first estimates are"
        )
    return Entry(
        standing, 18, heading(context, claim),
        say("{lead}. Worked out from the releases: {evidence}.", lead=lead, evidence=evidence),
        instead=say("") if fits[-1] else say("{share}%", share=words.places(now, 1)),
        covers=(claim.place,),
        reading=say(
            "share of {name} in the GDP of {place}, {year}",
            name=in_middle(context.indicator_name(claim.indicator)),
            place=context.place_name(claim.region), year=claim.end.year,
        ),
    )  # fmt: skip
