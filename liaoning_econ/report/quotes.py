"""A claim in the words of its own text, and what the reader took them to mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from liaoning_econ.report import words
from liaoning_econ.report.blocks import say

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context

__all__ = ["heading", "in_middle", "quoted", "reading"]

_BEFORE, _AFTER = 80, 48  # characters of the sentence kept on either side of a figure
_FULL_WIDTH: Final = "\u2e80"  # from here on a script needs no spaces and twice the width
_MEASURES: Final = {
    "growth": "growth of ",
    "share": "a share of ",
    "multiple": "a multiple of ",
    "rate": "a rate of ",
}


def quoted(context: Context, claim: Claim) -> Markup | None:
    """The words around a figure, the figure marked; None where the text is not at hand.

    Parameters
    ----------
    context
        The claims and their texts.
    claim
        One of them.
    """
    text = context.texts.get(claim.document)
    first, last = claim.span_start, claim.span_end
    if text is None or first is None or last is None or text[first:last] != claim.surface:
        return None
    start, end = context.sentence(claim.document, first)
    return say(
        "“{before}<b>{figure}</b>{after}”",
        before=_tail(text[max(start, first - 400) : first].lstrip(), _BEFORE),
        figure=words.shorter(claim.surface, 80),
        after=_head(text[last : min(end, last + 400)].rstrip(), _AFTER),
    )


def heading(context: Context, claim: Claim) -> Markup:
    """What a claim is called on the sheet: its own words, or its figure and what it measures.

    Parameters
    ----------
    context
        The claims and their texts.
    claim
        One of them.
    """
    found = quoted(context, claim)
    if found is not None:
        return found
    figure = words.as_printed(
        words.shorter(claim.surface, 80) or words.figure(claim.value, claim.unit), claim.qualifier
    )
    name = context.indicator_name(claim.indicator) if claim.indicator != "unknown" else ""
    place = context.place_name(claim.region) if claim.region != "unknown" else ""
    known = ", ".join(part for part in (name, place) if part)
    return say("{known}: {figure}", known=known, figure=figure) if known else say(
        "“{figure}”", figure=figure
    )  # fmt: skip


def reading(context: Context, claim: Claim) -> str:
    """What was read: the concept, the place, the days; what is not known is left out.

    Parameters
    ----------
    context
        The claims and the names of things.
    claim
        One of them.
    """
    known = claim.indicator in context.indicators
    what = in_middle(context.indicator_name(claim.indicator)) if known else ""
    if what and claim.unit.endswith("/person"):
        what += " a head"
    elif what:
        what = f"{_MEASURES.get(claim.measure, '')}{what}"
    elif claim.measure in ("growth", "share", "multiple"):
        what = f"a {claim.measure}" if claim.measure != "growth" else "a change"
    elif claim.unit != "1":
        what = words.unit_name(claim.unit)
    place = context.place_name(claim.region) if claim.region != "unknown" else ""
    days = ""
    if claim.end is not None:
        days = words.days(claim.start, claim.end) if claim.start is not None else _to(claim.end)
    return ", ".join(part for part in (what, place, days) if part)


def in_middle(name: str) -> str:
    """A name as it is written in the middle of a sentence; GDP stays as it is.

    Parameters
    ----------
    name
        Of an indicator.

    Examples
    --------
    >>> in_middle("Goods trade"), in_middle("GDP deflator")
    ('goods trade', 'GDP deflator')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _to(day: pd.Timestamp) -> str:
    """A window whose first day is not known."""
    return f"up to {words.day(day)}"


def _tail(text: str, most: int) -> str:
    """The end of a stretch of text, cut at a word."""
    line = " ".join(text.split()) + (" " if text[-1:].isspace() else "")
    room = _room(line[::-1], most)
    if len(line) <= room:
        return line
    cut = line[-room:]
    return f"…{cut.partition(' ')[2] if ' ' in cut[: room // 2] else cut}"


def _head(text: str, most: int) -> str:
    """The beginning of a stretch of text, cut at a word."""
    line = (" " if text[:1].isspace() else "") + " ".join(text.split())
    room = _room(line, most)
    if len(line) <= room:
        return line
    cut = line[:room]
    return f"{cut.rpartition(' ')[0] if ' ' in cut[room // 2 :] else cut}…"


def _room(line: str, most: int) -> int:
    """How many characters fit: wide ones take the room of two."""
    used = 0
    for number, letter in enumerate(line):
        used += 2 if letter >= _FULL_WIDTH else 1
        if used > most:
            return number
    return len(line)
