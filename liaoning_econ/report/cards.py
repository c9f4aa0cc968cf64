"""Each claim on a card: the figure as printed, its bounds, its days, and the same otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from liaoning_econ import units
from liaoning_econ.report import terms, words
from liaoning_econ.report.blocks import Aside, Card, Entry, Standing, Topic, say
from liaoning_econ.report.notes import ref
from liaoning_econ.report.quotes import in_middle, quoted

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context

__all__ = ["anchor", "cards", "short_name"]

_READINGS: Final = {
    "nearly": "“nearly” is read as a tenth below at most",
    "under": "“under” is read as a tenth below at most",
    "over": "“over” is read as less than one step of the last printed digit above",
    "at_least": "nothing above is excluded",
    "at_most": "nothing below is excluded",
    "about": "“about” is read as a twentieth either way",
    "odd": "“odd” is read as anything below the next ten",
    "none": "half a step of the last printed digit either way",
}


def anchor(place: int) -> str:
    """The id of a claim's card."""
    return f"claim-{place + 1}"


def short_name(claim: Claim) -> str:
    """A few words that name a claim in a list of links."""
    return words.shorter(claim.surface or words.figure(claim.value, claim.unit), 40)


def cards(context: Context, topics: Sequence[Topic], entries: Iterable[Entry]) -> list[Card]:
    """A card for each claim of which something can be said, in the order of the claims.

    Parameters
    ----------
    context
        The claims and their record.
    topics
        What was found: further terms, what others said, verdicts.
    entries
        The verdict sheet; each claim is covered by an entry or an aside.
    """
    judged: dict[int, Entry | Aside] = {}
    judged |= {place: entry for entry in entries for place in entry.covers}
    judged |= {aside.place: aside for topic in topics for aside in topic.asides}
    said = _merged(topic.said for topic in topics)
    added = _merged(topic.terms for topic in topics)
    verdicts = {place: text for topic in topics for place, text in topic.verdicts.items()}
    otherwise = terms.in_other_terms(context)
    return [
        _card(
            context,
            claim,
            judged[claim.place],
            (*otherwise.get(claim.place, ()), *added.get(claim.place, ())),
            said.get(claim.place, ()),
            verdicts.get(claim.place),
        )
        for claim in context.claims
        # A claim of which nothing more can be said stands in the table alone.
        if isinstance(judged[claim.place], Entry)
        or any(found.get(claim.place) for found in (otherwise, added, said))
    ]


def _merged(parts: Iterable[Mapping[int, tuple[Markup, ...]]]) -> dict[int, tuple[Markup, ...]]:
    """Lines of several topics about one claim, one after the other."""
    merged: dict[int, tuple[Markup, ...]] = {}
    for part in parts:
        for place, lines in part.items():
            merged[place] = (*merged.get(place, ()), *lines)
    return merged


def _card(
    context: Context,
    claim: Claim,
    entry: Entry | Aside,
    otherwise: tuple[Markup, ...],
    said: tuple[Markup, ...],
    verdict: Markup | None,
) -> Card:
    """One claim, its facts in a fixed order, empty ones left out."""
    nothing = say("Nothing in the record speaks of this figure.")
    facts = [
        ("As printed", (quoted(context, claim) or _printed(claim),)),
        ("Bounds", (_bounds(claim),)),
        ("Days covered", (say("{days}", days=terms.days_covered(claim)),)),
        ("In other terms", otherwise),
        ("What others say", said or ((nothing,) if isinstance(entry, Entry) else ())),
    ]
    return Card(
        anchor(claim.place),
        _title(context, claim),
        _where(claim),
        tuple((term, lines) for term, lines in facts if lines),
        verdict if verdict is not None else _sentence(entry.reason),
        entry.standing if isinstance(entry, Entry) else Standing.UNKNOWN,
    )


def _sentence(reason: Markup) -> Markup:
    """A reason as a sentence of its own."""
    ending = "" if reason.endswith((".", "</sup>", "!")) else "."
    return say("{first}{rest}{end}", first=reason[:1].upper(), rest=reason[1:], end=ending)


def _title(context: Context, claim: Claim) -> Markup:
    """Figure, concept, place; what is not known is left out."""
    figure = claim.surface or words.figure(claim.value, claim.unit)
    known = ", ".join(
        name
        for code, name in (
            (claim.indicator, in_middle(context.indicator_name(claim.indicator))),
            (claim.region, context.place_name(claim.region)),
        )
        if code != "unknown"
    )
    return say(
        "“{figure}”{colon}{known}",
        figure=words.shorter(figure, 80),
        colon=": " if known else "",
        known=known,
    )


def _where(claim: Claim) -> Markup:
    """Where the words stand, and who says so."""
    named = claim.speaker not in ("", "writer")
    speaker = f" · said by {words.shorter(claim.speaker, 120)}" if named else ""
    return say(
        "{where} · claim {code}{speaker}",
        where=claim.where,
        code=words.shorter(claim.claim, 40),
        speaker=speaker,
    )


def _printed(claim: Claim) -> Markup:
    """The words of the figure, with the qualifier that stands before them."""
    figure = words.shorter(claim.surface) or words.figure(claim.value, claim.unit)
    return say(
        "{figure}{note}",
        figure=words.as_printed(figure, claim.qualifier),
        note=ref(claim.source),
    )


def _bounds(claim: Claim) -> Markup:
    """What the wording leaves open."""
    if claim.lower == claim.upper:
        return say("{figure}, exactly", figure=words.figure(claim.value, claim.unit, 12))
    reading = _READINGS.get(claim.qualifier, "")
    return say(
        "{bounds}{reading}",
        bounds=words.span(claim.lower, claim.upper, claim.unit),
        # A ratio, a rank or a bare number is not read by the digits that were printed.
        reading=f" ({reading})" if reading and not units.is_ratio(claim.unit) else "",
    )
