"""Every claim that no section speaks of: against the record, against other pages, or set aside.

What could be checked gets a line of the sheet; the rest stands in one table, each with its reason.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from liaoning_econ.report import words
from liaoning_econ.report.blocks import Aside, Entry, Standing, Topic, say
from liaoning_econ.report.counts import counted, others, since_opening
from liaoning_econ.report.held import held
from liaoning_econ.report.quotes import heading, reading
from liaoning_econ.report.reasons import why

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context

__all__ = ["find"]


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """A line of the sheet, or a row of the table, for each claim that has none yet.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    entries: list[Entry] = []
    asides: list[Aside] = []
    said: dict[int, tuple[Markup, ...]] = {}
    for claim in context.claims:
        if claim.place in covered:
            continue
        elsewhere = others(context, claim)
        entry, lines = _checked(context, claim)
        said[claim.place] = (*lines, *elsewhere)
        if entry is not None:
            entries.append(entry)
            continue
        fits, reason = since_opening(context, claim) or (True, None)
        if reason is not None and not fits:
            entries.append(_out_of_line(context, claim, reason))
            continue
        reason = reason or why(context, claim, elsewhere=bool(elsewhere))
        asides.append(Aside(claim.place, heading(context, claim), reading(context, claim), reason))
    if not entries and not asides:
        return None
    entries = [_doubted(context, entry, entries) for entry in entries]
    return Topic(tuple(entries), said=said, asides=tuple(asides))


def _doubted(context: Context, entry: Entry, entries: list[Entry]) -> Entry:
    """Take back a conviction where another figure, read as the same thing, agrees.

    "Grew 8.1 percent, 4.5 percent of the national total": two figures were taken for one thing, and
    one of them is right. The other is more likely of another thing than wrong.
    """
    claim = context.claims[entry.covers[0]]
    if entry.standing is not Standing.CHANGE or claim.paragraph is None:
        return entry
    for other in entries:
        twin = context.claims[other.covers[0]]
        if other.standing in (Standing.PRINT, Standing.REVISED) and _key(twin) == _key(claim):
            return replace(
                entry,
                standing=Standing.UNKNOWN,
                weight=30,
                reason=say(
                    "It was read as the same thing as {twin}, which agrees with the record, so the "
                    "words may speak of another thing: a part, a share, a figure a head. Read the "
                    "sentence.",
                    twin=words.shorter(twin.surface, 60),
                ),
                instead=say(""),
                settles=say(""),
            )
    return entry


def _key(claim: Claim) -> tuple[object, ...]:
    """What a figure was taken for."""
    return (
        claim.document, claim.paragraph, claim.indicator, claim.region, claim.start, claim.end,
        claim.measure, claim.unit,
    )  # fmt: skip


def _out_of_line(context: Context, claim: Claim, reason: Markup) -> Entry:
    """A count that cannot stand beside those before and after it."""
    return Entry(
        Standing.CHANGE,
        22,
        heading(context, claim),
        say("It cannot be right beside the others: {reason}.", reason=reason),
        settles=say("Who counted, what, and up to which day."),
        covers=(claim.place,),
        reading=say("{what}", what=reading(context, claim)),
    )


def _checked(context: Context, claim: Claim) -> tuple[Entry | None, tuple[Markup, ...]]:
    """The verdict of the record, else of other pages; a plan or a forecast has none."""
    known = claim.indicator in context.indicators and claim.region in context.places
    if not known or claim.status == "F":
        return None, ()
    found = held(context, claim)
    if found is not None:
        return found
    return counted(context, claim), ()
