"""A figure in other terms: other money, per month, per head, beside the economy of its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import convert, exchange, units, window
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.quantities import Quantity
from liaoning_econ.report import words
from liaoning_econ.report.blocks import say
from liaoning_econ.report.context import Figure, figures_of
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Claim, Context

__all__ = ["ECB", "Yardstick", "days_covered", "gdp_of", "in_other_terms", "population_of", "total"]

ECB: Final = exchange.SOURCE
_FLOWS: Final = ("flow", "cumulative")
_LONG_STAY: Final = 10  # days from which weeks are easier to picture
_WHOLE: Final = ("province", "group", "zone")
_PART: Final = ("zone_area", "prefecture", "district")
_CALENDAR_YEAR: Final = 12.0
_LONG_WINDOW: Final = 18  # months from which a flow is set against GDP year by year


@dataclass(frozen=True, slots=True)
class Yardstick:
    """An official figure that others are held against: what, of when, from where."""

    quantity: Quantity
    day: pd.Timestamp
    source: str


def in_other_terms(context: Context) -> dict[int, tuple[Markup, ...]]:
    """Each claim in other units, by its place in the frame; what cannot be worked out is left out.

    Parameters
    ----------
    context
        The claims and their record.
    """
    lines: dict[int, list[Markup]] = {claim.place: [] for claim in context.claims}
    _add_money(context, lines)
    _add_pace(context, lines)
    for claim in context.claims:
        _add_heads(context, claim, lines[claim.place])
        _add_economy(context, claim, lines[claim.place])
        _add_change(context, claim, lines[claim.place])
        known = claim.indicator in context.indicators
        if known and claim.unit == "day" and claim.value >= _LONG_STAY:
            weeks = claim.quantity.to("week")
            lines[claim.place].append(
                say("{weeks}", weeks=words.span(weeks.lower, weeks.upper, "week", 2))
            )
    return {place: tuple(found) for place, found in lines.items() if found}


def days_covered(claim: Claim) -> str:
    """The window in words, and how exactly it is known.

    Parameters
    ----------
    claim
        Any claim.
    """
    if claim.start is None or claim.end is None:
        return "not stated"
    if claim.measure in ("stock", "price", "rank") and claim.start == claim.end:
        if claim.precision == "year":
            return f"a day not stated; taken as {words.day(claim.end)}"
        return words.day(claim.end)
    if claim.precision != "open" or claim.published is None:
        return words.days(claim.start, claim.end)
    possible = words.days(claim.end.replace(day=1), claim.published)
    return f"{words.day(claim.start)} to a day from {possible}"


def population_of(context: Context, regions: list[str], day: pd.Timestamp) -> Yardstick | None:
    """Residents at the last year end up to a day, summed over regions, as known now.

    Parameters
    ----------
    context
        Where the record is.
    regions
        Provinces.
    day
        The day.
    """
    return _summed(context, "population", regions, day)


def gdp_of(context: Context, regions: list[str], day: pd.Timestamp) -> Yardstick | None:
    """GDP of the last year that was over by a day, summed over regions, as known now.

    Parameters
    ----------
    context
        Where the record is.
    regions
        Provinces.
    day
        The day.
    """
    return _summed(context, "gdp", regions, day)


def total(figures: Iterable[Figure], regions: list[str]) -> Yardstick | None:
    """Figures of one day added up; None unless each region has one.

    Parameters
    ----------
    figures
        Official figures of one indicator and day.
    regions
        The regions that are needed.
    """
    found = {figure.region: figure for figure in figures}
    if set(found) != set(regions):
        return None
    parts = [figure for _, figure in sorted(found.items())]
    return Yardstick(
        Quantity(
            sum(figure.value for figure in parts),
            parts[0].unit,
            sum(figure.lower for figure in parts),
            sum(figure.upper for figure in parts),
        ),
        parts[0].end,
        parts[0].source,
    )


def _summed(
    context: Context, indicator: str, regions: list[str], day: pd.Timestamp
) -> Yardstick | None:
    """The last period that all regions have, added up."""
    found = [figure for figure in context.newest(indicator, regions) if figure.end <= day]
    for end in sorted({figure.end for figure in found}, reverse=True):
        whole = total((figure for figure in found if figure.end == end), regions)
        if whole is not None:
            return whole
    return None


def _add_money(context: Context, lines: dict[int, list[Markup]]) -> None:
    """Money in yuan and in US dollars, at the rate that its kind takes."""
    for target in ("CNY", "USD"):
        for claim in context.claims:
            if not units.is_currency(claim.unit) or claim.unit == target:
                continue
            try:
                found = figures_of(convert.to_currency(context.row(claim), target))[0]
            except LiaoningEconError:
                # A window or a day without rates; the claim keeps its own money.
                continue
            lines[claim.place].append(
                say(
                    "{span}, at {rate}{note}",
                    span=words.span(found.lower, found.upper, target, 3),
                    rate=_rate_of(context, claim),
                    note=ref(ECB),
                )
            )


def _rate_of(context: Context, claim: Claim) -> str:
    """Which rate money of this kind takes, and of which days."""
    known = context.indicators.get(claim.indicator)
    kind = "" if known is None else known.currency_rate
    first, last = claim.published_from, claim.published
    if kind == "published" and last is not None:
        if first is None or first == last:
            return f"the rate of {words.day(last)}"
        return f"the rates of {words.days(first, last)}, when it was printed"
    if kind == "average" and claim.start is not None and claim.end is not None:
        return f"the average rate of {words.days(claim.start, claim.end)}"
    return f"the rate of {words.day(claim.end)}" if claim.end is not None else "the rate of its day"


def _add_pace(context: Context, lines: dict[int, list[Markup]]) -> None:
    """Flows per month, over the shortest and the longest window that is possible."""
    flows = [
        claim
        for claim in context.claims
        if claim.measure in _FLOWS
        and claim.start is not None
        and claim.end is not None
        and claim.relation != "same_figure"
    ]
    if not flows:
        return
    rows = context.frame.iloc[[claim.place for claim in flows]].reset_index(drop=True)
    months = window.months(rows["start"], rows["end"])
    # A calendar year by the month says nothing new; a count since an opening does.
    long = (months > 1) & (months != _CALENDAR_YEAR)
    rows, months = rows[long].reset_index(drop=True), months[long]
    try:
        paced = figures_of(convert.per(rows, "month"))
    except LiaoningEconError:
        # One window that cannot be divided by leaves the others without a pace, not the page.
        return
    kept = [claim for claim, keep in zip(flows, long, strict=True) if keep]
    for claim, found, length in zip(kept, paced, months, strict=True):
        lines[claim.place].append(
            say(
                "{span}, over {months} months",
                span=words.span(found.lower, found.upper, found.unit, 3),
                months=words.significant(float(length), 3),
            )
        )


def _add_heads(context: Context, claim: Claim, lines: list[Markup]) -> None:
    """Money and firms against the people of the province or provinces."""
    # The same sum in another currency says nothing more by the head.
    if claim.end is None or claim.relation == "same_figure":
        return
    if not units.is_currency(claim.unit) and claim.unit != "firm":
        return
    regions = _whole(context, claim)
    if regions is None:
        _add_part(context, claim, lines)
        return
    people = population_of(context, regions, claim.end)
    if people is None:
        return
    each = claim.quantity / people.quantity
    if claim.unit == "firm":
        each = each * 10_000
        text = (
            f"{words.span(each.lower, each.upper, 'firm', 2)} for every {words.figure(10_000)} of "
            "the"
        )
    else:
        text = f"{words.span(each.lower, each.upper, claim.unit, 3)} for each of the"
    lines.append(
        say(
            "{text} {people} of {place} (end of {year}){note}",
            text=text,
            people=words.figure(people.quantity.value, "person", 4),
            place=names(context, regions),
            year=people.day.year,
            note=ref(people.source),
        )
    )


def _add_economy(context: Context, claim: Claim, lines: list[Markup]) -> None:
    """Money in yuan against a year's GDP of the province or provinces."""
    if claim.end is None or claim.unit != "CNY" or claim.indicator == "gdp":
        return
    regions = _whole(context, claim)
    if regions is None:
        return
    output = gdp_of(context, regions, claim.end)
    if output is None:
        return
    months = 12.0
    if claim.measure in _FLOWS and claim.start is not None:
        months = float(window.months(pd.Series([claim.start]), pd.Series([claim.end]))[0])
    yearly = months > _LONG_WINDOW
    share = claim.quantity / output.quantity * 100 * (12 / months if yearly else 1.0)
    lines.append(
        say(
            "{lead}as much as {share} of the GDP of {place} in {year}, {output} as known now{note}",
            lead="a year of it: " if yearly else "",
            share=words.span(share.lower, share.upper, "percent", 2),
            place=names(context, regions),
            year=output.day.year,
            output=words.figure(output.quantity.value, "CNY", 4),
            note=ref(output.source),
        )
    )


def _add_part(context: Context, claim: Claim, lines: list[Markup]) -> None:
    """Say why an area's figure is not set against its province."""
    place = context.places.get(claim.region)
    if place is None or place.level not in _PART:
        return
    lines.append(
        say(
            "not set against the people or the GDP of {province}: it is for {place} alone",
            province=context.place_name(context.province_of(claim.region)),
            place=_with_article(place.name_en),
        )
    )


def _with_article(name: str) -> str:
    """A part of a zone takes an article, a city does not."""
    return f"the {name}" if " of the " in name else name


def _add_change(context: Context, claim: Claim, lines: list[Markup]) -> None:
    """How much a figure is above or below the one that it is set against."""
    if claim.relation != "change_from":
        return
    before = next(
        (
            one
            for one in context.find(document=claim.document, unit=claim.unit)
            if one.claim == claim.related_claim
        ),
        None,
    )
    if before is None or before.lower <= 0 or claim.unit.startswith("percent"):
        return
    low, high = (
        100 * (top / bottom - 1)
        for top, bottom in ((claim.lower, before.upper), (claim.upper, before.lower))
    )
    lines.append(
        say(
            "{change} on the {before} that it is set against",
            change=f"{words.change(low, 1)} to {words.change(high, 1)}"
            if words.change(low, 1) != words.change(high, 1)
            else words.change(low, 1),
            before=words.shorter(before.surface, 60) or words.figure(before.value, before.unit),
        )
    )


def _whole(context: Context, claim: Claim) -> list[str] | None:
    """The provinces that a figure is set against; None where it is for a part of one only.

    A province's zone is set beside its province, and the line says so; one area of a zone, or one
    city, is not: the people of the whole province are not its own.
    """
    place = context.places.get(claim.region)
    if place is None or place.level not in _WHOLE:
        return None
    return context.members_of(context.province_of(claim.region))


def names(context: Context, regions: list[str]) -> str:
    """Provinces by name, in a row.

    Parameters
    ----------
    context
        Where the names are.
    regions
        Their codes.
    """
    return words.listed([context.place_name(region) for region in regions])
