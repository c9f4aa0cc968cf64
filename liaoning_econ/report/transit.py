"""Rail against sea: two times of travel that do not begin and end at the same places."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from liaoning_econ.comparison import compare
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Section, Standing, Table, Text, Topic, say
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.quantities import Quantity
    from liaoning_econ.report.context import Claim, Context

__all__ = ["find", "ratio"]


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """The two times beside each other, where both are claimed.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    times = [
        claim
        for claim in context.find(indicator="transit_time", unit="day")
        if claim.place not in covered
    ]
    sea = next((claim for claim in times if claim.basis == "sea"), None)
    rail = next((claim for claim in times if claim.basis == "rail"), None)
    if sea is None or rail is None or sea.document != rail.document:
        return None
    faster = ratio(context, sea, rail)
    literal = ratio(context, sea, rail, reading="literal")
    short = say("The record holds no timetable, and the two ways differ.")
    return Topic(
        (_entry(sea, rail),),
        _section(sea, rail, faster, literal),
        verdicts={sea.place: short, rail.place: short},
    )


def ratio(context: Context, sea: Claim, rail: Claim, *, reading: str = "pragmatic") -> Quantity:
    """How many times as long the way by sea takes, as the words stand.

    Parameters
    ----------
    context
        The claims and their record.
    sea, rail
        Two times in days.
    reading
        pragmatic or literal, as in `compare`.
    """
    return compare(context.row(sea), context.row(rail), across="basis", reading=reading).ratio


def _settles() -> Markup:
    """Which sources would settle it."""
    return say(
        "Dated timetables of the same summer for one door-to-door way: the train operator’s from "
        "Dalian to its European terminal, the ferries’ from Japan and South Korea to Dalian with "
        "the days of handling there, and the container lines’ from the same ports to Europe."
    )


def _entry(sea: Claim, rail: Claim) -> Entry:
    """Nothing in the record speaks of it."""
    return Entry(
        Standing.UNKNOWN,
        50,
        say("By sea “more than {sea} days”, by rail “{rail}-odd”",
            sea=words.figure(sea.value), rail=words.figure(rail.value)),
        say(
            "No timetable is in the record, and the two legs differ: the sea time runs from Japan "
            "or South Korea to Europe, the rail time as worded from Dalian, without the crossing "
            "to Dalian. Print it as what the official says, not as a fact."
        ),
        settles=_settles(),
        covers=(sea.place, rail.place),
        details="transit",
    )  # fmt: skip


def _section(sea: Claim, rail: Claim, faster: Quantity, literal: Quantity) -> Section:
    """What the words allow, and what they leave out."""
    return Section(
        "transit",
        "Rail against sea",
        say(
            "As worded, the way by sea takes {ratio} as long; but the two do not cover the same "
            "way.",
            ratio=words.against(faster.lower, faster.upper),
        ),
        (
            Table(
                say("The two times as printed"),
                ("Way", "As printed", "Days", "From and to"),
                (
                    (
                        say("Sea{note}", note=ref(sea.source)),
                        f"more than {words.figure(sea.value)} days",
                        words.span(sea.lower, sea.upper),
                        "Japan or South Korea to Europe, through the Strait of Malacca",
                    ),
                    (
                        say("Rail{note}", note=ref(rail.source)),
                        f"{words.figure(rail.value)}-odd days",
                        words.span(rail.lower, rail.upper),
                        "by train from China; the sea crossing to Dalian is not said to be in it",
                    ),
                ),
                numbers=(2,),
                cards=True,
            ),
            Text(
                say(
                    "Read strictly, “more than” has no upper end, and the sea could take any "
                    "number of times as long, but at least {least}. A like comparison would add "
                    "the crossing from Japan or South Korea to Dalian and the days of handling to "
                    "the train’s time.",
                    least=words.times(literal.lower),
                )
            ),
        ),
    )
