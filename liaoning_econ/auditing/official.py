"""Against the record: official series, rankings, exchange rates, other sources (LE5xx)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ import catalog, frames
from liaoning_econ.auditing.beside import NEEDS, Beside, beside, bundles, present
from liaoning_econ.auditing.evidence import REVISION, apart, bounds, subject, told
from liaoning_econ.auditing.market import exchange_rate_move
from liaoning_econ.auditing.releases import of_levels, of_splices, release, several
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.sources import sources_conflict
from liaoning_econ.auditing.words import joined
from liaoning_econ.comparison import rank

if TYPE_CHECKING:
    import pandas as pd

    from liaoning_econ.auditing.audited import Audited, Mask
    from liaoning_econ.auditing.ruling import Rule, Severity

__all__ = ["RULES"]

_SHOWN: Final = 4
# A first estimate is not this far from the release that follows: times as much, or points.
_FAR, _FAR_POINTS = 2.0, 8.0
_RELATIVE: Final = ("percent", "percentage_point")
# "Among the worst" is the last third; "in recent years" is four of them at least.
_LOW, _RECENT = 2 / 3, 4
_GROWTH: Final = "first-published"


@rule(
    "LE501",
    "outside-the-record",
    severity="error",
    needs=NEEDS,
    bound="the bounds of the figure and of each release; under 0.5 percent it is info",
    mend="take the official figure of the day, or say whose figure it is",
)
def outside_the_record(audited: Audited) -> Iterator[Finding]:
    """A figure that no release of the official series known on the day agrees with."""
    found = audited.once(of_levels)
    outside = found.verdicts["held"] & ~found.verdicts["known"] & ~found.verdicts["later"]
    spliced = audited.once(of_splices)
    # Growth that two benchmarks give when read together is told by LE301.
    outside &= ~np.isin(found.rows, spliced.rows[spliced.verdicts["known"]])
    places = np.flatnonzero(outside & ~_may_be_real(audited, found))
    for bundle in bundles(audited, found.rows[places]):
        yield _outside(audited, found, [int(places[one]) for one in bundle])


def _may_be_real(audited: Audited, found: Beside) -> Mask:
    """Growth of open prices of which the record has nominal growth alone, shape (n,).

    A text that says "up 6.6 percent" and no more means real growth, as a rule.
    """
    asking = audited.among("measure", "growth")
    if audited.has("prices"):
        asking &= audited.unstated("prices")
    answer = asking[found.rows]
    if answer.any():
        other = (found.official["prices"].astype("str") != "current").to_numpy()
        for places, official in found.slots():
            answer[places[other[official]]] = False
    return answer


def _outside(audited: Audited, found: Beside, places: list[int]) -> Finding:
    """The finding, told of the first row."""
    place = places[0]
    row = int(found.rows[place])
    every = found.releases(place)
    out = [one for one in every if found.out(place, one)]
    nearest = min(out or every, key=lambda one: _distance(audited, found, row, one))
    if out:
        known = f"the releases known then say {_listed(found, out)}"
    else:
        known = (
            f"the record has no release of that time, and later ones say {_listed(found, every)}"
        )
    message = (
        f"{audited.label(row)}: {told(audited, row)} for {subject(audited, row)}, "
        f"{audited.window_of(row)}; {known}; {_apart_in_words(audited, found, row, nearest)}"
    )
    return Finding(
        tuple(int(found.rows[one]) for one in places),
        several(message, len(places)),
        found=audited.figure(row),
        expected=release(found, nearest),
        mend=f"take {release(found, nearest)}, or say whose figure it is",
        severity=_severity(audited, found, place, nearest, known=bool(out)),
    )


def _severity(
    audited: Audited, found: Beside, place: int, nearest: int, *, known: bool
) -> Severity:
    """How grave it is that a row and the nearest release have nothing in common."""
    row = int(found.rows[place])
    if not known:
        return "warning" if _far(audited, found, row, nearest) else "info"
    span = found.span(nearest)
    relative = audited.text(row, "unit") in _RELATIVE
    if not relative and apart(bounds(audited, row), span) < REVISION:
        return "info"
    literal = apart(audited.literal(row), span) == 0.0
    return "warning" if literal or found.unstated(place) else "error"


def _distance(audited: Audited, found: Beside, row: int, official: int) -> float:
    """How far a row and a release are apart, in the unit of both."""
    mine, theirs = bounds(audited, row), found.span(official)
    return max(theirs[0] - mine[1], mine[0] - theirs[1], 0.0)


def _far(audited: Audited, found: Beside, row: int, official: int) -> bool:
    """Whether a first estimate and a later release would hardly be this far apart."""
    if audited.text(row, "unit") in _RELATIVE:
        return _distance(audited, found, row, official) > _FAR_POINTS
    return apart(bounds(audited, row), found.span(official)) > 1 - 1 / _FAR


def _apart_in_words(audited: Audited, found: Beside, row: int, official: int) -> str:
    """How far the figure is from the nearest release, and which that is."""
    value = float(audited.number("value")[row])
    theirs = float(found.column("value")[official])
    label = found.column("vintage")[official]
    if audited.text(row, "unit") in _RELATIVE:
        return f"the nearest is that of {label}, {abs(value - theirs):.1f} points away"
    if theirs <= 0 or value <= 0:
        return f"the nearest is that of {label}"
    if not 1 / _FAR < value / theirs < _FAR:
        return f"the nearest, of {label}, is {max(value / theirs, theirs / value):.3g} times off"
    more = "more" if value > theirs else "less"
    return f"that is {abs(100 * (value / theirs - 1)):.1f} percent {more} than {label}, the nearest"


def _listed(found: Beside, releases: list[int]) -> str:
    """The figures of releases, each once, the last ones where there are many."""
    once: dict[float, int] = {}
    for one in releases:
        once.setdefault(float(found.column("value")[one]), one)
    shown = list(once.values())
    left_out = f" (and {len(shown) - _SHOWN} older)" if len(shown) > _SHOWN else ""
    return joined([release(found, one) for one in shown[-_SHOWN:]]) + left_out


@rule(
    "LE502",
    "rank-claim",
    severity="error",
    needs=(*NEEDS, "relative_to"),
    bound="the best and the worst place that bounds and missing regions allow",
    mend="print the place of that year, or the years in which it is true",
)
def rank_claim(audited: Audited) -> Iterator[Finding]:
    """A place in a ranking that the figures of those years do not give."""
    ranked = audited.among("measure", "rank")
    if ranked.any():
        growth = ranked & ~audited.among("relative_to", "none")
        for asking, measures in (
            (ranked & ~growth, ("flow", "stock")),
            (growth & ~audited.unstated("relative_to"), ("growth",)),
            (growth & audited.unstated("relative_to"), ("flow", "stock", "growth")),
        ):
            yield from _misplaced(audited, asking, measures)
    yield from _among_the_worst(audited)


def _misplaced(audited: Audited, asking: Mask, measures: tuple[str, ...]) -> Iterator[Finding]:
    """Rank rows that no list of the record gives."""
    if not asking.any():
        return
    figures = audited.record.figures(present(audited, "indicator"))
    found = beside(audited, _ranks(figures, measures), asking)
    wrong = np.flatnonzero(found.verdicts["had"] & ~found.verdicts["known"])
    for bundle in bundles(audited, found.rows[wrong]):
        places = [int(wrong[one]) for one in bundle]
        row = int(found.rows[places[0]])
        lists = [one for one in found.releases(places[0]) if found.out(places[0], one)]
        nearest = min(lists, key=lambda one: _distance(audited, found, row, one))
        of = int(found.official["of"].iloc[nearest])
        low, high = bounds(audited, row)
        # Rank 1 is the largest; some count from the other end.
        backwards = apart((of + 1 - high, of + 1 - low), found.span(nearest)) == 0.0
        note = "; counted from the other end it would be right" if backwards else ""
        message = (
            f"{audited.label(row)}: place {audited.figure(row)} for {subject(audited, row)}, "
            f"{audited.window_of(row)}; by the figures known then it is "
            f"{_place(found, nearest)} of {of} ({found.official['vintage'].iloc[nearest]}){note}"
        )
        unsure = backwards or found.unstated(places[0])
        yield Finding(
            tuple(int(found.rows[one]) for one in places),
            several(message, len(places)),
            found=audited.figure(row),
            expected=_place(found, nearest),
            severity="warning" if unsure else "error",
        )


def _place(found: Beside, official: int) -> str:
    """A place, or the range in which it lies."""
    return _range(*found.span(official))


def _range(low: float, high: float) -> str:
    return f"{low:.0f}" if low == high else f"{low:.0f} to {high:.0f}"


def _ranks(figures: pd.DataFrame, measures: tuple[str, ...]) -> pd.DataFrame:
    """Places of the provinces in each release of each period, and `of` how many they are."""
    provinces = catalog.regions("province")
    mainland = provinces.loc[provinces["mainland"], "region"]
    kept = figures["region"].isin(mainland) & figures["measure"].isin(measures)
    one_list = ["start", "end", "measure", "basis", "prices", "relative_to"]
    lists = [
        rank(part)
        for _, part in figures[kept].groupby(["indicator", "vintage"], observed=True)
        if (part.groupby(one_list, observed=True)["region"].nunique() > 1).any()
    ]
    if not lists:
        return frames.empty(frames.OBSERVATIONS).assign(of=0)
    return frames.stack(lists, frames.OBSERVATIONS).assign(of=len(mainland))


def _among_the_worst(audited: Audited) -> Iterator[Finding]:
    """Statements of an audited document that a province is among the worst in growth."""
    told_there = audited.record.said("rank", present(audited, "document"))
    for one in told_there[told_there["indicator"] == "gdp"].itertuples():
        written = audited.record.printed(str(one.document))
        growth = audited.record.figures(["gdp"])
        growth = growth[(growth["vintage"] == _GROWTH).to_numpy()]
        ranks = _ranks(growth, ("growth",))
        if written is None or not len(ranks):
            continue
        mine = ranks[(ranks["region"] == one.region) & (ranks["end"] < written[0])]
        yield _worst(str(one.claim), str(one.document), str(one.words), mine.sort_values("end"))


def _worst(claim: str, document: str, words: str, ranks: pd.DataFrame) -> Finding:
    """The years before the document in which the province was in the last third, or was not."""
    low = (ranks["lower"] > _LOW * ranks["of"]).tolist()
    run = next((n for n, one in enumerate(reversed(low)) if not one), len(low))
    shown = ranks.tail(max(run, _RECENT))
    columns = (shown["lower"], shown["upper"], shown["end"].dt.year)
    places = joined([f"{_range(*span)} in {year}" for *span, year in zip(*columns, strict=True)])
    of = int(ranks["of"].iloc[0]) if len(ranks) else 0
    holds = run >= _RECENT
    since = f" since {ranks['end'].iloc[-run].year}" if run else ""
    verdict = (
        f"the figures bear it out{since}, not before"
        if holds and run < len(ranks)
        else "the figures bear it out"
        if holds
        else "the figures of the years just before do not bear it out"
    )
    name = dict(zip(catalog.regions()["region"], catalog.regions()["name_en"], strict=True))
    place = name[str(ranks["region"].iloc[0])]
    return Finding(
        (),
        f"{claim} of {document}, “{words}”: {place} was number {places} of {of} in real growth as "
        f"first published, 1 the fastest; {verdict}",
        found=words,
        expected=f"number {places} of {of}",
        mend="print the years and the places" if holds else "leave it out, or print the places",
        severity="info" if holds else "warning",
    )


RULES: Final[tuple[Rule, ...]] = (
    outside_the_record,
    rank_claim,
    exchange_rate_move,
    sources_conflict,
)
