"""Official figures of a claim's thing, place and days, by what was out when it was printed.

Where the day of a release is only known as a range, the release counts as out from the first day
of the range on: a newspaper is not convicted by what the record does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import convert, units
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import words
from liaoning_econ.report.blocks import say
from liaoning_econ.report.context import figures_of
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context, Figure

__all__ = ["Releases", "listing", "release_name", "releases", "span_of"]

_SITE: Final = "nbs-web-"
_KINDS: Final = {
    "communique": "communiqué",
    "announcement": "as announced",
    "first": "as first published",
    "work": "work report",
    "wdi": "World Development Indicators",
}
_A_HEAD, _LEVEL = "/person", "flow"
_EXPECTED: Final = "F"


@dataclass(frozen=True, slots=True)
class Releases:
    """Official figures of one thing, place and stretch of days, oldest release first.

    Attributes
    ----------
    then
        Of releases that can have been out when the claim was printed; all, where its day of
        publication is not known.
    later
        Of releases that came out after.
    now
        The figure as known now; None where there is none.
    """

    then: tuple[Figure, ...]
    later: tuple[Figure, ...]
    now: Figure | None

    @property
    def every(self) -> tuple[Figure, ...]:
        """All of them."""
        return self.then + self.later


def releases(
    context: Context, claim: Claim, *, prices: str | None = None, measure: str | None = None
) -> Releases:
    """Look up what was officially said of a claim's thing, place and days.

    Parameters
    ----------
    context
        The record.
    claim
        A claim with an indicator and a region.
    prices
        Only figures at these prices; None takes the claim's own.
    measure
        In place of the claim's own.
    """
    a_head = claim.unit.endswith(_A_HEAD)
    options = {"measure": _LEVEL if a_head else measure or claim.measure}
    every = context.official(claim.indicator, claim.region, **options)
    newest = context.official(claim.indicator, claim.region, vintage="latest", **options)
    at = prices or claim.prices
    figures = sorted(_same(every, claim, at), key=_out)
    latest = sorted(_same(newest, claim, at), key=_out) or figures
    day = claim.published
    then = [one for one in figures if day is None or _out(one) <= day]
    return Releases(
        tuple(then),
        tuple(one for one in figures if one not in then),
        latest[-1] if latest else None,
    )


def listing(figures: Iterable[Figure]) -> Markup:
    """Figures with their releases and sources; one that is repeated is said once.

    Parameters
    ----------
    figures
        Of one thing, oldest release first.
    """
    said: dict[str, list[Figure]] = {}
    for figure in figures:
        said.setdefault(words.figure(figure.value, figure.unit, 5), []).append(figure)
    return say("; ").join(
        say(
            "{figure} ({release}){note}",
            figure=figure,
            release=_names(same),
            note=ref(*(one.source for one in same[:2])),
        )
        for figure, same in said.items()
    )


def span_of(context: Context, claim: Claim) -> tuple[int, int] | None:
    """First and last year of which the record has such figures of a claim's place.

    Parameters
    ----------
    context
        The record.
    claim
        A claim with an indicator and a region.
    """
    frame = context.official(claim.indicator, claim.region, measure=claim.measure)
    return None if frame.empty else (frame["end"].min().year, frame["end"].max().year)


def _same(rows: pd.DataFrame, claim: Claim, prices: str) -> list[Figure]:
    """Figures of the claim's days, prices and unit; money of another currency is converted."""
    rows = rows[(rows["start"] == claim.start) & (rows["end"] == claim.end)]
    rows = rows[plain_codes(rows["status"]) != _EXPECTED]
    if prices != "none":
        rows = rows[plain_codes(rows["prices"]) == prices]
    rows = rows.reset_index(drop=True)
    try:
        if claim.unit.endswith(_A_HEAD) and len(rows):
            rows = convert.per_capita(rows)
        elif units.is_currency(claim.unit):
            rows = convert.to_currency(rows, claim.unit)
    except LiaoningEconError:
        return []
    return [figure for figure in figures_of(rows) if figure.unit == claim.unit]


def _out(figure: Figure) -> pd.Timestamp:
    """The first day on which a figure can have been out; one without any day was always out."""
    return figure.published_from or figure.published or pd.Timestamp.min


def _names(figures: list[Figure]) -> str:
    """The releases that have one figure: the first, and the last where there are more."""
    first, last = release_name(figures[0].vintage), release_name(figures[-1].vintage)
    return first if first == last else f"{first}; {last}"


def release_name(label: str) -> str:
    """A release in words.

    Parameters
    ----------
    label
        Of a vintage.

    Examples
    --------
    >>> release_name("communique-2017"), release_name("nbs-web-2018-12")
    ('communiqué for 2017', 'statistics office’s site, December 2018')
    """
    kind, _, rest = label.partition("-")
    if label.startswith(_SITE):
        year, _, month = label.removeprefix(_SITE).partition("-")
        when = f"{pd.Timestamp(int(year), int(month), 1):%B %Y}" if month else year
        return f"statistics office’s site, {when}"
    if kind == "communique":
        return f"communiqué for {rest}"
    if kind.startswith("census") and kind != "census":
        return f"after the {words.ordinal(float(kind[6:]))} economic census"
    return _KINDS.get(kind) or label.replace("-", " ")
