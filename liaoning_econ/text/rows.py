"""The figures of a text as a frame of Claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from liaoning_econ import frames, units
from liaoning_econ.text.kinds import known_unit

if TYPE_CHECKING:
    import datetime as dt

    from numpy.typing import NDArray

    from liaoning_econ.text.claim import Claim

__all__ = ["claims_frame", "code_of", "reasons_frame"]


def code_of(index: int) -> str:
    """Code of the claim that stands at a place of the list, from zero.

    Examples
    --------
    >>> code_of(0)
    'C001'
    """
    return f"C{index + 1:03d}"


def reasons_frame(claims: list[Claim], document: str) -> pd.DataFrame:
    """Return why columns of claims stayed open: document, claim, column, reason.

    Parameters
    ----------
    claims
        As `Reading` gives them.
    document
        The name under which the claims stand.
    """
    table = [
        (document, code_of(index), column, reason)
        for index, claim in enumerate(claims)
        for column, reason in claim.reasons.items()
    ]
    return pd.DataFrame(table, columns=["document", "claim", "column", "reason"]).astype("str")


def _stamps(days: list[dt.date | None]) -> NDArray[np.datetime64]:
    """Days as an array."""
    return np.array(days, dtype="datetime64[D]").astype(frames.DATETIME)


def claims_frame(
    text: str, claims: list[Claim], days: tuple[dt.date | None, dt.date | None], document: str
) -> pd.DataFrame:
    """Return the claims as a frame of the declaration CLAIMS.

    Parameters
    ----------
    text
        The text, its line ends as newlines.
    claims
        As `Reading` gives them.
    days
        Earliest and latest day of publication.
    document
        The name under which the claims stand.
    """
    count = len(claims)
    if not count:
        return frames.empty(frames.CLAIMS)
    names = [code_of(index) for index in range(count)]
    return frames.from_lists(
        {
            "indicator": [claim.indicator for claim in claims],
            "region": [claim.region for claim in claims],
            "start": _stamps([claim.days.start for claim in claims]),
            "end": _stamps([claim.days.end for claim in claims]),
            "precision": [claim.days.precision for claim in claims],
            "measure": [claim.measure for claim in claims],
            "basis": [claim.basis for claim in claims],
            "prices": ["current" if claim.unit in units.CURRENCIES else "none" for claim in claims],
            "relative_to": [_relative(claim) for claim in claims],
            "unit": [known_unit(claim.unit) or claim.unit for claim in claims],
            "value": [claim.value + 0.0 for claim in claims],
            "lower": [claim.lower + 0.0 for claim in claims],
            "upper": [claim.upper + 0.0 for claim in claims],
            "vintage": ["unstated"] * count,
            "published_from": _stamps([days[0]] * count),
            "published": _stamps([days[1]] * count),
            "status": ["F" if claim.plan else "A" for claim in claims],
            "source": ["unstated"] * count,
            "claim": names,
            "document": [document] * count,
            "paragraph": [claim.paragraph for claim in claims],
            "span_start": [claim.found.start for claim in claims],
            "span_end": [claim.found.end for claim in claims],
            "surface": [text[claim.found.start : claim.found.end] for claim in claims],
            "qualifier": [claim.found.qualifier for claim in claims],
            "speaker": [claim.speaker for claim in claims],
            "related_claim": [names[c.related] if c.related >= 0 else "" for c in claims],
            "relation": [claim.relation for claim in claims],
        },
        frames.CLAIMS,
    )


def _relative(claim: Claim) -> str:
    """What growth, a share or a multiple is relative to."""
    if claim.measure not in ("growth", "share", "multiple"):
        return "none"
    year = claim.days.start and claim.days.end and claim.days.kind == "period"
    if claim.measure == "growth" and claim.change.relative_to == "unstated" and year:
        whole = (
            (claim.days.end - claim.days.start).days > 360
            if claim.days.start and claim.days.end
            else False
        )
        return "previous_year" if whole else "unstated"
    return claim.change.relative_to if claim.change.relative_to != "none" else "unstated"
