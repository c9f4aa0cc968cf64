"""Population: the printed number against the estimate of the day and the one after the census."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from liaoning_econ import catalog
from liaoning_econ.frames import plain_codes
from liaoning_econ.realtime import latest
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Section, Standing, Table, Text, Topic, say
from liaoning_econ.report.context import figures_of, rows_of
from liaoning_econ.report.held import far, overlap
from liaoning_econ.report.notes import ref
from liaoning_econ.report.quotes import quoted, reading
from liaoning_econ.report.revised import (
    NEW_BASIS,
    always_dated,
    because,
    heard,
    known_on,
    remarks,
    revised,
)

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context, Figure

__all__ = ["find", "known"]

_YEARS_AROUND: Final = 4
# What becomes of the claim: whether it agrees with the figure of the time, and with today's.
_VERDICTS: Final = {
    (True, True): "survives both",
    (True, False): "was right when it was printed and no longer is",
    (False, True): "agrees with today’s figure only",
    (False, False): "agrees with neither",
}


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """What was officially known of a population that is claimed, then and now.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    for claim in context.find(indicator="population", measure="stock", unit="person"):
        if claim.place not in covered:
            then, now = known(context, claim)
            if then is not None and now is not None and not far(claim, then):
                return _topic(context, claim, then, now)
    return None


def known(context: Context, claim: Claim) -> tuple[Figure | None, Figure | None]:
    """Official figures of the claim's day: as known for certain when it was printed, and as now.

    Parameters
    ----------
    context
        The claims and their record.
    claim
        A population with its day and its day of publication.

    Returns
    -------
    then, now : Figure or None
        None where the record has none.
    """
    if claim.end is None or claim.published is None:
        return None, None
    every = context.official("population", claim.region)
    then = known_on(every, claim.published, claim.end)
    return then, _of_day(context.newest("population", [claim.region]), claim.end)


def _of_day(figures: list[Figure], day: pd.Timestamp) -> Figure | None:
    """The last figure of a day."""
    found = [figure for figure in figures if figure.end == day]
    return found[-1] if found else None


def _topic(context: Context, claim: Claim, then: Figure, now: Figure) -> Topic:
    """The entry, and the section with the years around."""
    fits_then, fits_now = overlap(claim, then), overlap(claim, now)
    return Topic(
        (_entry(context, claim, then, now, fits_then=fits_then, fits_now=fits_now),),
        _section(context, claim, then, now, fits_then=fits_then, fits_now=fits_now),
        said={
            claim.place: (
                say("as known then: {figure}", figure=_noted(then)),
                say("as known now: {figure}", figure=_noted(now)),
            )
        },
    )


def _noted(figure: Figure) -> Markup:
    """A figure with its source."""
    return say("{people}{note}", people=_people(figure), note=ref(figure.source))


def _people(figure: Figure) -> str:
    """Residents to ten thousand, as the offices publish them."""
    return words.figure(figure.value, "person", 4 if figure.value < 1e8 else 5)


def _basis(now: Figure) -> str:
    """What the newest series rests on, as the catalogue says."""
    known = catalog.vintages()
    found = known[(known["vintage"] == now.vintage) & (known["topic"] == "population")]
    found = found[(found["start"] <= now.end) & (found["end"] >= now.end)]
    reason = str(found["reason"].iloc[0]) if len(found) else ""
    return reason if reason.startswith("after") else "as known now"


def _entry(
    context: Context, claim: Claim, then: Figure, now: Figure, *, fits_then: bool, fits_now: bool
) -> Entry:
    """Printable where the claim survives the revision."""
    text = quoted(context, claim) or say(
        "{place} has a population of {figure}",
        place=context.place_name(claim.region),
        figure=words.as_printed(
            words.shorter(claim.surface) or words.figure(claim.value, claim.unit), claim.qualifier
        ),
    )
    day = words.day(now.end)
    if fits_then and fits_now:
        reason = say(
            "As known then {old}, {basis} {new}, both for {day}: the claim survives both.",
            old=_noted(then),
            basis=_basis(now),
            new=_noted(now),
            day=day,
        )
        return Entry(
            Standing.PRINT, 40, text, reason, covers=(claim.place,), details="population",
            reading=_reading(context, claim),
        )  # fmt: skip
    agrees = (
        "It agrees with what was known then, and has been revised since."
        if fits_then
        else "It agrees with the revised figure only."
        if fits_now
        else "It agrees with neither."
    )
    return Entry(
        Standing.PRINT if fits_now else Standing.REVISED if fits_then else Standing.CHANGE,
        40 if fits_now else 80,
        text,
        say(
            "{agrees} As known then {old}, as known now {new}, both for {day}.",
            old=_noted(then),
            new=_noted(now),
            day=day,
            agrees=agrees,
        ),
        instead=say("")
        if fits_now
        else say(
            "{people} at the end of {year}",
            people=_people(now),
            year=now.year,
        ),
        covers=(claim.place,),
        details="population",
        reading=_reading(context, claim),
    )


def _reading(context: Context, claim: Claim) -> Markup:
    """What the words were taken for, where they are quoted."""
    if quoted(context, claim) is None:
        return say("")
    return say("{what}", what=reading(context, claim))


def _section(
    context: Context, claim: Claim, then: Figure, now: Figure, *, fits_then: bool, fits_now: bool
) -> Section:
    """Then, now, and the years around."""
    place = context.place_name(claim.region)
    cut = then.value - now.value
    moved = "has not moved"
    if cut:
        direction = "came down" if cut > 0 else "went up"
        moved = f"{direction} by {words.figure(abs(cut), digits=2)} people"
    return Section(
        "population",
        f"Population: how many people live in {place}?",
        say(
            "{old} as known when the figure was printed, {new} {basis}: the claim {verdict}.",
            old=_people(then),
            new=_people(now),
            basis=_basis(now),
            verdict=_VERDICTS[fits_then, fits_now],
        ),
        (
            Text(
                say(
                    "Both figures are for {day}. The first is the estimate of the time{then_note}. "
                    "The second is the newest series, {basis}: the figure {moved}{now_note}.",
                    day=words.day(now.end),
                    then_note=ref(then.source),
                    basis=_basis(now),
                    moved=moved,
                    now_note=ref(now.source),
                )
            ),
            *_history(context, claim, now),
        ),
    )


def _history(context: Context, claim: Claim, now: Figure) -> tuple[Text | Table, ...]:
    """How the years around were revised: the newest figure against the first one seen."""
    told: list[str] = []
    every = context.official("population", claim.region)
    # A census counts on a day of its own; the table is for the ends of years.
    same_day = (every["end"].dt.month == now.end.month) & (every["end"].dt.day == now.end.day)
    found = revised(every[same_day], "latest", told)
    first = found[found["release"] == 1].reset_index(drop=True)
    anew = first[plain_codes(first["cause"]).isin(NEW_BASIS)]
    newest = figures_of(heard(lambda: latest(always_dated(every[same_day])), told))
    return (
        *_anew(context.place_name(claim.region), anew),
        _table(
            {(one.vintage, one.end): one.source for one in figures_of(every)},
            {one.end: one for one in rows_of(first)},
            [one for one in newest if abs(one.year - now.year) <= _YEARS_AROUND],
            now,
        ),
        *remarks(told),
    )


def _anew(place: str, found: pd.DataFrame) -> tuple[Text, ...]:
    """The years that a census changed, and by how much, the last cause apart."""
    if found.empty:
        return ()
    last = rows_of(found)[-1]
    found = found[plain_codes(found["reason"]) == last.reason]
    least, most = (
        rows_of(found.loc[[one]])[0]
        for one in (found["percent"].abs().idxmin(), found["percent"].abs().idxmax())
    )
    return (
        Text(
            say(
                "{place}’s figures for {first} to {last} were {reason}; that of {least_year} "
                "moved by {least}, that of {most_year} by {most}.",
                place=place,
                first=found["end"].min().year,
                last=last.end.year,
                reason=because(last.cause, last.reason),
                least=words.change(least.percent, 1),
                least_year=least.end.year,
                most=words.change(most.percent, 1),
                most_year=most.end.year,
            )
            if len(found) > 1
            else say(
                "{place}’s figure for {last} was {reason}: by {most}.",
                place=place,
                last=last.end.year,
                reason=because(last.cause, last.reason),
                most=words.change(most.percent, 1),
            )
        ),
    )


def _table(
    sources: dict[tuple[str, pd.Timestamp], str],
    first: dict[pd.Timestamp, Any],
    newest: list[Figure],
    now: Figure,
) -> Table:
    """The years around, as first seen and as known now; a single release is both."""
    rows = []
    for figure in newest:
        known, change = _millions(figure.value, figure.source), ""
        seen = known
        if (one := first.get(figure.end)) is not None:
            seen = _millions(one.from_value, sources[one.from_vintage, one.end])
            change = f"{'+' if one.revision > 0 else ''}{words.places(one.revision / 1e3, 0)}"
        rows.append((str(figure.year), seen, known, change))
    return Table(
        say("Residents at the end of the year, million"),
        ("Year", "As first seen", "As known now", "Revised by, thousand"),
        tuple(rows),
        numbers=(1, 2, 3),
        strong=tuple(number for number, one in enumerate(newest) if one.end == now.end),
    )


def _millions(value: float, source: str) -> Markup:
    """Millions with two decimals, and the source."""
    return say("{n}{note}", n=words.places(value / 1e6, 2), note=ref(source))
