"""The claims that could not be checked: one table, each with its reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from liaoning_econ.report import words
from liaoning_econ.report.blocks import Standing, Table, say
from liaoning_econ.report.cards import anchor

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.blocks import Aside, Entry
    from liaoning_econ.report.context import Context

__all__ = ["figures_in", "summary", "table"]

_LENGTH = "window"  # "in the first four years" says for which days another figure is


def table(context: Context, asides: Sequence[Aside], carded: Collection[str]) -> Table | None:
    """Set the claims under each other, in the order of the text; None where there are none.

    Parameters
    ----------
    context
        The claims.
    asides
        Those that cannot be checked.
    carded
        Anchors of the claims that have a card, which the row leads to.
    """
    if not asides:
        return None
    rows = tuple(_row(context, aside, carded) for aside in asides)
    return Table(
        say("In the order of the text"),
        ("In the text", "Read as", "Why not"),
        rows,
        cards=True,
        foot=say(
            "What would settle them: for a province or a city, its statistical communiqué or "
            "yearbook for those days; for a zone, a count by its office or by the market "
            "regulator, with both days; for the rest, whoever is quoted: what was counted, where, "
            "and when."
        ),
    )


def _row(context: Context, aside: Aside, carded: Collection[str]) -> tuple[Markup | str, ...]:
    """The words, what they were taken for, and the reason."""
    claim = context.claims[aside.place]
    where = claim.claim if claim.paragraph is None else f"¶{claim.paragraph} · {claim.claim}"
    target = anchor(aside.place)
    where = words.shorter(where, 60)
    tag = say('<a href="#{target}">{where}</a>', target=target, where=where)
    return (
        say(
            '{words} <span class="tag">{tag}</span>',
            words=aside.claim,
            tag=tag if target in carded else where,
        ),
        aside.reading,
        say("{first}{rest}", first=aside.reason[:1].upper(), rest=aside.reason[1:]),
    )


def figures_in(context: Context, entry: Entry) -> int:
    """How many figures a line of the sheet judges; the length of a window is none of them.

    Parameters
    ----------
    context
        The claims.
    entry
        A line of the sheet.
    """
    return sum(context.claims[place].indicator != _LENGTH for place in entry.covers)


def summary(context: Context, entries: Sequence[Entry], asides: Sequence[Aside]) -> Markup:
    """How many figures could be checked, and what came of it.

    Parameters
    ----------
    context
        The claims.
    entries
        The lines of the sheet.
    asides
        The claims that cannot be checked.
    """
    counts = {
        standing: sum(figures_in(context, one) for one in entries if one.standing is standing)
        for standing in Standing
    }
    checked = sum(number for kind, number in counts.items() if kind is not Standing.UNKNOWN)
    if not checked:
        return say("None of them could be checked; the reasons are below.")
    said = [
        f"{words.small(counts[kind])} {text[counts[kind] != 1]}"
        for kind, text in (
            (Standing.PRINT, ("agrees", "agree")),
            (Standing.REVISED, ("has been revised since", "have been revised since")),
            (Standing.CHANGE, ("does not agree", "do not agree")),
        )
        if counts[kind]
    ]
    left = len(asides) + counts[Standing.UNKNOWN]
    return say(
        "{checked} could be checked: {said}. {left} could not; each is listed with the reason.",
        checked=words.small(checked).capitalize(),
        said=words.listed(said),
        left=words.small(left).capitalize(),
    )
