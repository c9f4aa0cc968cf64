"""Every claim that no section speaks of: against the record, against other pages, or set aside.

What could be checked gets a line of the sheet; the rest stands in one table, each with its reason.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

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
    return Topic(tuple(entries), said=said, asides=tuple(asides)) if entries or asides else None


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
