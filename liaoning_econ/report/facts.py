"""Small facts and words without a number: days, places, plans, a majority nobody counted."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Standing, Topic, say
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context

__all__ = ["find"]

# Which event bears out which dated statement.
DATES: Final = (
    ("S05", "the zone was launched in 2017", "E26"),
    ("S15", "its areas opened in April 2017", "E27"),
    ("S25", "the plan for the north-east was announced in 2016", "E15"),
    ("S26", "the United States and North Korea met in Singapore in June 2018", "E40"),
)
ARRIVAL, VISIT_EVENT = "S03", "E49"
MAJORITY, PORT = "S21", "S01"


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """Verdicts on what can be settled by a date or a list.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    said: dict[int, tuple[Markup, ...]] = {}
    entries: list[Entry] = []
    for claim in context.claims:
        if claim.place in covered:
            continue
        found = _cities(context, claim) or _visit(context, claim)
        if found is not None:
            entries.append(found[0])
            said[claim.place] = (found[1],)
    for judge in (_arrival, _dates, _majority, _port):
        entry = judge(context)
        if entry is not None:
            entries.append(entry)
    return Topic(tuple(entries), said=said) if entries else None


def _cities(context: Context, claim: Claim) -> tuple[Entry, Markup] | None:
    """The number of a zone's cities against the zone's areas."""
    if claim.indicator != "zone_cities":
        return None
    areas = [
        place
        for place in context.places.values()
        if place.parent == claim.region and place.level == "zone_area"
    ]
    if not areas:
        return None
    names = words.listed(sorted(area.name_en.split(" area")[0] for area in areas))
    evidence = say(
        "{count} areas, one a city: {names}{note}",
        count=words.small(len(areas)),
        names=names,
        note=ref(*(area.source for area in areas)),
    )
    place = context.place_name(claim.region)
    if claim.lower <= len(areas) <= claim.upper:
        return (
            Entry(
                Standing.PRINT, 5,
                say("The zone lies in {count} cities", count=words.small(round(claim.value))),
                say("It does: {evidence}.", evidence=evidence),
                covers=(claim.place,),
            ),
            evidence,
        )  # fmt: skip
    return (
        Entry(
            Standing.CHANGE, 40,
            say("{place} lies in {count} cities", place=place,
                count=words.small(round(claim.value))),
            say("The record has {evidence}.", evidence=evidence),
            instead=say("{count} cities: {names}", count=words.small(len(areas)), names=names),
            covers=(claim.place,),
        ),
        evidence,
    )  # fmt: skip


def _visit(context: Context, claim: Claim) -> tuple[Entry, Markup] | None:
    """The length of a visit against the event of those days."""
    if claim.indicator != "visit" or claim.start is None:
        return None
    event = next(
        (
            one
            for one in context.events.values()
            if one.start == claim.start and claim.region in one.region.split(";")
        ),
        None,
    )
    if event is None:
        return None
    days = (event.end - event.start).days + 1
    evidence = say(
        "{days}, {count} days with both journeys{note}",
        days=words.days(event.start, event.end),
        count=words.small(days),
        note=ref(event.source),
    )
    fits = claim.lower <= days <= claim.upper
    return (
        Entry(
            Standing.PRINT if fits else Standing.CHANGE,
            4 if fits else 40,
            say("A visit of {count} days", count=words.small(round(claim.value))),
            say("It lasted from {evidence}.", evidence=evidence),
            instead=say("") if fits else say("{count} days", count=words.small(days)),
            covers=(claim.place,),
        ),
        evidence,
    )


def _arrival(context: Context) -> Entry | None:
    """The day of an arrival that other reports contradict."""
    statement, event = context.statement(ARRIVAL), context.events.get(VISIT_EVENT)
    if statement is None or event is None:
        return None
    left = event.start
    return Entry(
        Standing.CHANGE,
        30,
        say("Kim Jong-un “arrived in Beijing” on {day}", day=left.day_name()),
        say(
            "He left on that {day}, {date}; other reports have his train in Beijing on the day "
            "after{note}.",
            day=left.day_name(),
            date=words.day(left),
            note=ref(event.source, event.note),
        ),
        instead=say("… who left for Beijing on {day} …", day=left.day_name()),
        where=statement.where,
    )  # fmt: skip


def _dates(context: Context) -> Entry | None:
    """Dates that the record bears out, in one line of the sheet."""
    lines = []
    for code, text, event_code in DATES:
        event = context.events.get(event_code)
        if context.statement(code) is not None and event is not None:
            lines.append(
                say(
                    "{text} ({day}{note})",
                    text=text,
                    day=words.days(event.start, event.end),
                    note=ref(event.source),
                )
            )
    if not lines:
        return None
    return Entry(
        Standing.PRINT,
        1,
        say("The dates"),
        say("All hold: {lines}.", lines=say("; ").join(lines)),
    )


def _majority(context: Context) -> Entry | None:
    """A majority that nobody counted."""
    statement = context.statement(MAJORITY)
    if statement is None:
        return None
    return Entry(
        Standing.UNKNOWN,
        30,
        say("Japanese and South Korean firms are “{words}” of the city’s foreign companies",
            words=statement.words.removesuffix(" of")),
        say(
            "The text gives no number and the record has no count of {city}’s foreign firms by "
            "home country. Keep it attributed to {speaker}.",
            city=context.place_name(statement.region),
            speaker=statement.speaker,
        ),
        settles=say(
            "The city’s register of companies with foreign capital, by country of origin, or the "
            "yearbook table on foreign-funded enterprises."
        ),
        where=statement.where,
    )  # fmt: skip


def _port(context: Context) -> Entry | None:
    """A plan on which the record has nothing later."""
    statement = context.statement(PORT)
    if statement is None:
        return None
    return Entry(
        Standing.UNKNOWN,
        20,
        say("A free trade port is planned in {place}",
            place=context.place_name(statement.region)),
        say(
            "The officials are said to explore it, no more; the record has no decision and no "
            "later report. “Planned” says more than “exploring the option”, which is what the "
            "cited newspaper wrote."
        ),
        settles=say("A decision of the State Council, which approves such ports."),
        where=statement.where,
    )  # fmt: skip
