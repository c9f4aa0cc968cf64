"""What was known on a day, and how figures were revised since, in words with their sources."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.errors import VintageWarning
from liaoning_econ.frames import plain_codes
from liaoning_econ.realtime import as_of, revisions
from liaoning_econ.report.blocks import Text, say
from liaoning_econ.report.context import figures_of
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Context, Figure

__all__ = [
    "NEW_BASIS",
    "always_dated",
    "article_day",
    "because",
    "heard",
    "known_on",
    "remarks",
    "revised",
]

# Causes for which a whole stretch of years was worked out anew.
NEW_BASIS: Final = ("census", "admission", "base_year")
_ALWAYS: Final = pd.Timestamp("1900-01-01")
_EVENT: Final = re.compile(r" \(event \w+\)$")
_WITHOUT_REASON: Final = {
    "rounding": "the same figure with other digits",
    "unchanged": "repeated",
}
_Answer = TypeVar("_Answer")


def heard(call: Callable[[], _Answer], told: list[str]) -> _Answer:
    """What a call answers; its warnings of vintages are kept as text instead of being shown.

    Parameters
    ----------
    call
        Takes no arguments.
    told
        The texts are added to it, each once.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        answer = call()
    for one in caught:
        if not issubclass(one.category, VintageWarning):
            warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
        elif (text := str(one.message)) not in told:
            told.append(text)
    return answer


def remarks(told: list[str]) -> tuple[Text, ...]:
    """What was said beside the answers, a note each; a reader's own text is escaped.

    Parameters
    ----------
    told
        As `heard` fills it.
    """
    return tuple(Text(say("Of these figures: {told}.", told=one), "note") for one in told)


def article_day(context: Context, document: str) -> pd.Timestamp | None:
    """The day on which a document appeared, None where it is not known.

    Parameters
    ----------
    context
        The claims.
    document
        Its name.
    """
    days = [
        claim.published
        for claim in context.claims
        if claim.document == document and claim.published is not None
    ]
    return max(days, default=None)


def known_on(frame: pd.DataFrame, day: pd.Timestamp, end: pd.Timestamp) -> Figure | None:
    """What was known on a day of the period that ends on another: the newest release.

    A release that was out for certain goes before one that can have been out, but need not. Rows
    without any day of publication count as always out, and older than those that have one.

    Parameters
    ----------
    frame
        Observations of one series.
    day
        The day of knowing.
    end
        Last day of the period.
    """
    rows = always_dated(frame[frame["end"] == end])
    with warnings.catch_warnings():
        # Releases that can have been out are counted by a warning, and asked for thereafter.
        warnings.simplefilter("ignore", VintageWarning)
        found = figures_of(as_of(rows, day)) or figures_of(as_of(rows, day, possible=True))
    return found[-1] if found else None


def always_dated(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows without any day of publication as if they had been out for ever.

    Parameters
    ----------
    frame
        Observations.
    """
    last = frame["published"].fillna(_ALWAYS)
    return frame.assign(published=last, published_from=frame["published_from"].fillna(last))


def revised(frame: pd.DataFrame, against: str, told: list[str]) -> pd.DataFrame:
    """Each release against another, of every period that has two.

    Parameters
    ----------
    frame
        Observations.
    against
        previous or latest, as in `realtime.revisions`.
    told
        What is to be said beside, as in `heard`.
    """
    return heard(lambda: revisions(always_dated(frame), against=against, missing="earliest"), told)


def because(cause: str, reason: str) -> Markup:
    """Why a figure was revised, with the source that says so.

    Parameters
    ----------
    cause, reason
        As in Revisions.
    """
    said = _EVENT.sub("", reason)
    if not said:
        return say("{cause}", cause=_WITHOUT_REASON.get(cause, "the record does not say why"))
    known = catalog.causes()
    rows = known[plain_codes(known["reason"]) == said]
    return say("{said}{note}", said=said, note=ref(*(str(one) for one in rows["source"])))
