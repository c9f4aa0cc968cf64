"""Registered capital a firm, and what its conversion to Singapore dollars says of the day.

A sum printed in two currencies implies an exchange rate, with bounds; the days on which the market
had that rate are days on which the sum can have been converted.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import convert, exchange
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.quantities import Quantity
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Chart, Entry, Section, Standing, Table, Text, Topic, say
from liaoning_econ.report.charts import ONE, TWO, draw
from liaoning_econ.report.context import ZONE, figures_of, rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.terms import ECB

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from liaoning_econ.report.blocks import Block
    from liaoning_econ.report.context import Claim, Context

__all__ = ["find", "market_days", "others_per_firm"]

LATER: Final = ("F025", "F032", "F044")
MISPRINTED: Final = "F034"
_CURRENCIES: Final = {
    "SGD": "Singapore dollar",
    "USD": "US dollar",
    "EUR": "euro",
    "JPY": "yen",
}
_WEAKER_YUAN: Final = "S20"  # the statement that the yuan weakened "in recent weeks"
_WIDE: Final = 1.05  # bounds of a rate so far apart that many days fit
_FIRST_MONTH: Final = 4  # the chart begins with the second quarter, before the yuan moved


@dataclass(frozen=True, slots=True)
class _Case:
    """One sum in two currencies, the firms that it is for, and when the market agreed."""

    yuan: Claim
    other: Claim
    firms: Claim
    days: pd.DataFrame

    @property
    def each(self) -> Quantity:
        """Registered capital a firm."""
        return self.yuan.quantity / self.firms.quantity

    @property
    def each_in_words(self) -> str:
        """The same, as it is printed."""
        each = self.each
        return words.span(each.lower, each.upper, each.unit, 3)

    @property
    def rate(self) -> str:
        """The exchange rate that the two sums imply, as it is printed."""
        rate = self.yuan.quantity / self.other.quantity
        return words.span(rate.lower, rate.upper, "CNY", 4)

    @property
    def currency(self) -> str:
        """One of the other currency."""
        return _CURRENCIES.get(self.other.unit, self.other.unit)

    @property
    def stretch(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """The days with that rate that hold the day of publication, or the nearest before it."""
        rows = rows_of(self.days)
        published = self.yuan.published
        if published is not None:
            for row in rows:
                if row.start <= published <= row.end:
                    return row.start, row.end
            if _dated(self.yuan):
                return rows[-1].start, rows[-1].end
        return rows[0].start, rows[0].end


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """What the registered capital comes to, where a claim gives it in two currencies.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    case = _case(context, covered)
    if case is None:
        return None
    verdicts = {}
    if len(case.days):
        verdicts[case.other.place] = say(
            "The conversion is right at the rates of {days}{note}.",
            days=words.days(*case.stretch),
            note=ref(ECB),
        )
    return Topic(
        (_entry(case),),
        _section(context, case),
        said={case.yuan.place: _later(context, case.yuan.region), case.other.place: _market(case)},
        terms={
            case.yuan.place: (say("{each}", each=case.each_in_words),),
            case.other.place: (
                say("implies {rate} to the {currency}", rate=case.rate, currency=case.currency),
            ),
        },
        verdicts=verdicts,
    )


def _case(context: Context, covered: Collection[int]) -> _Case | None:
    """A sum in yuan, the same in another currency, and a count of firms of the same text."""
    sums = context.find(indicator="capital_registered", measure="cumulative")
    for yuan in sums:
        if yuan.unit != "CNY" or yuan.place in covered or yuan.published is None:
            continue
        same = [one for one in sums if one.document == yuan.document and one.unit != "CNY"]
        other = next((one for one in same if one.related_claim == yuan.claim), None)
        firms = context.find(
            indicator="firms_new", region=yuan.region, document=yuan.document, unit="firm"
        )
        bounded = [one for one in (yuan, other, *firms[:1]) if one is not None and _bounded(one)]
        if other is not None and len(bounded) == 3:
            return _Case(yuan, other, firms[0], market_days(yuan, other))
    return None


def _bounded(claim: Claim) -> bool:
    """Whether a figure can divide another and be drawn: above nothing, and not without end."""
    return 0 < claim.lower <= claim.upper < math.inf


def _dated(claim: Claim) -> bool:
    """Whether the day of publication is known to the day."""
    return claim.published is not None and claim.published_from in (None, claim.published)


def market_days(yuan: Claim, other: Claim) -> pd.DataFrame:
    """The days on which the market had the rate that one sum in two currencies implies.

    Parameters
    ----------
    yuan, other
        The sum in yuan and in another currency; the year of publication is looked at, up to the
        day of publication where that is known.

    Returns
    -------
    pd.DataFrame
        As from `exchange.days_within`.
    """
    rate = yuan.quantity / other.quantity
    year = exchange.last_day().year if yuan.published is None else yuan.published.year
    last = min(pd.Timestamp(year, 12, 31), exchange.last_day())
    if yuan.published is not None and _dated(yuan):
        last = min(last, yuan.published)  # nothing is converted after it was printed
    return exchange.days_within(
        other.unit, "CNY", rate.lower, rate.upper, pd.Timestamp(year, 1, 1), last
    )


def others_per_firm(context: Context) -> pd.DataFrame:
    """Registered capital a firm in the zones, where one page gives both for one window.

    Parameters
    ----------
    context
        The claims and their record.

    Returns
    -------
    pd.DataFrame
        Columns region, end, source, claim, value, lower, upper (yuan a firm), newest last.
    """
    zones = [
        claim
        for claim in context.evidence
        if ZONE.fullmatch(claim.region) and claim.measure == "cumulative" and claim.end is not None
    ]
    counts = {
        (claim.region, claim.end, claim.source): claim
        for claim in zones
        if claim.indicator == "firms_new" and claim.basis == "zone_registrations"
    }
    rows = []
    for claim in zones:
        firms = counts.get((claim.region, claim.end, claim.source))
        if claim.indicator == "capital_registered" and claim.unit == "CNY" and firms is not None:
            each = claim.quantity / firms.quantity
            rows.append(
                (claim.region, claim.end, claim.source, claim.claim, each.value, each.lower,
                 each.upper)
            )  # fmt: skip
    columns = ["region", "end", "source", "claim", "value", "lower", "upper"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(["end", "region"], kind="stable", ignore_index=True)


def _market(case: _Case) -> tuple[Markup, ...]:
    """What the market paid on the days of the first stretch."""
    if case.days.empty:
        return ()
    first = rows_of(case.days)[0]
    return (
        say(
            "market: {low} to {high} yuan to the {currency}, {days}{note}",
            low=words.places(first.lowest, 3),
            high=words.places(first.highest, 3),
            currency=case.currency,
            days=words.days(first.start, first.end),
            note=ref(ECB),
        ),
    )


def _entry(case: _Case) -> Entry:
    """Printable where the market had the implied rate in the year of publication."""
    yuan = words.figure(case.yuan.value, "CNY")
    claim = say(
        "Registered capital of {yuan} ({other})",
        yuan=words.as_printed(yuan, case.yuan.qualifier),
        other=words.as_printed(
            words.figure(case.other.value, case.other.unit), case.other.qualifier
        ),
    )
    covers = (case.yuan.place, case.other.place)
    if case.days.empty:
        reason = say(
            "The two sums imply {rate} to the {currency}, which the market had on no day of that "
            "year{note}.",
            rate=case.rate,
            currency=case.currency,
            note=ref(ECB),
        )
        instead = say("{yuan}, without a conversion", yuan=yuan)
        return Entry(Standing.CHANGE, 70, claim, reason, instead, covers=covers, details="capital")
    first, last = case.stretch
    rate = case.yuan.quantity / case.other.quantity
    reason = say(
        "The conversion holds: it implies {rate} to the {currency}, the market rate on {days}"
        "{note}. Call it registered capital, never investment: it is what "
        "owners declare, {each}, not what they have paid in.{wide}",
        rate=case.rate,
        currency=case.currency,
        days=words.day(first)
        if first == last
        else f"every working day from {words.days(first, last)}",
        note=ref(ECB),
        each=case.each_in_words,
        wide=" The words leave so wide a band of rates that the conversion proves little."
        if rate.upper > _WIDE * rate.lower
        else "",
    )
    return Entry(Standing.PRINT, 50, claim, reason, covers=covers, details="capital")


def _section(context: Context, case: _Case) -> Section:
    """Per firm, the implied rate, the days on which the market had it."""
    blocks: list[Block] = [Text(_division(context, case)), Text(_dating(context, case))]
    if len(case.days):
        blocks.append(_chart(case))
    blocks.append(_table(context, case, others_per_firm(context)))
    return Section(
        "capital",
        "Registered capital: how much a firm, and when was it converted?",
        say(
            "{each}. {dated}",
            each=case.each_in_words.capitalize(),
            dated=_fitting(case),
        ),
        tuple(blocks),
    )


def _fitting(case: _Case) -> str:
    """Which days the conversion fits, in a sentence."""
    lead = f"The conversion into {case.currency}s fits"
    if case.days.empty:
        return f"{lead} no day of the year."
    first, last = case.stretch
    if not _dated(case.yuan):
        return f"{lead} the market from {words.day(rows_of(case.days)[0].start)} on."
    count = int(case.days["days"].sum())
    return (
        f"{lead} the market of {words.small(count)} working day{'s' if count > 1 else ''} of the "
        f"year up to publication, the last {words.days(first, last)}."
    )


def _division(context: Context, case: _Case) -> Markup:
    """The sum a firm, in yuan and in US dollars."""
    try:
        found = figures_of(convert.to_currency(context.row(case.yuan), "USD"))[0]
    except LiaoningEconError:
        dollars = say("")
    else:
        each = Quantity(found.value, "USD", found.lower, found.upper) / case.firms.quantity
        dollars = say(
            ", or {each}{note}", each=words.span(each.lower, each.upper, each.unit, 3),
            note=ref(ECB),
        )  # fmt: skip
    return say(
        "{yuan} divided by {low} to {high} firms{note} is {each}{dollars}. It is what the owners "
        "undertake to pay in, not what they have paid.",
        yuan=words.figure(case.yuan.value, "CNY"),
        low=words.figure(case.firms.lower),
        high=words.figure(case.firms.upper),
        note=ref(case.yuan.source),
        each=case.each_in_words,
        dollars=dollars,
    )


def _dating(context: Context, case: _Case) -> Markup:
    """What the implied rate says of the day of publication."""
    if case.days.empty:
        return say("No day of the year has the implied rate.")
    # Only the text that speaks of a weaker yuan can be dated by it.
    weaker = context.statement(_WEAKER_YUAN) is not None
    hint = (
        "; that the yuan is said to have weakened “in recent weeks” points to it" if weaker else ""
    )
    earliest, *later = rows_of(case.days)
    again = say("")
    if later:
        again = say(
            " The rate came back on {stretches} later stretch{es} of that year, the first from "
            "{day}, so the rate alone does not prove {month}{hint}.",
            stretches=words.small(len(later)),
            es="es" if len(later) > 1 else "",
            day=words.day(later[0].start),
            month=earliest.end.month_name(),
            hint=hint,
        )
    until = ""
    if earliest.end > earliest.start:
        until = f", and then on every working day until {words.day(earliest.end)}"
    return say(
        "{other} for {yuan} implies {rate} to the {currency}. The market first had that on "
        "{first}{until}{note}: the sum was not converted before {part} {month}.{again}",
        other=words.figure(case.other.value, case.other.unit),
        yuan=words.figure(case.yuan.value, "CNY"),
        rate=case.rate,
        currency=case.currency,
        first=words.day(earliest.start),
        until=until,
        note=ref(ECB),
        part=("early", "mid", "late")[min((earliest.start.day - 1) // 10, 2)],
        month=earliest.start.month_name(),
        again=again,
    )


def _chart(case: _Case) -> Chart:
    """The market rate of the year, and the band that the page implies."""
    rate = case.yuan.quantity / case.other.quantity
    stretches = rows_of(case.days)
    year = stretches[0].start.year
    pair = exchange.pair(case.other.unit, "CNY")
    stamps = pair.days.astype("datetime64[D]")
    chosen = (stamps >= np.datetime64(f"{year}-{_FIRST_MONTH:02}-01")) & (
        stamps <= np.datetime64(f"{year}-12-31")
    )
    days, market = stamps[chosen], pair.rate[chosen]

    def paint(axes: Axes) -> None:
        axes.axhspan(rate.lower, rate.upper, color=TWO, alpha=0.18, linewidth=0)
        axes.plot(days, market, color=ONE, linewidth=1.5)
        for row in stretches:
            inside = (days >= row.start.to_datetime64()) & (days <= row.end.to_datetime64())
            axes.plot(days[inside], market[inside], color=TWO, linewidth=2.6)
        axes.annotate(
            "implied by the two printed sums", (0.02, rate.upper), (0, 3), color=TWO, fontsize=9.8,
            xycoords=("axes fraction", "data"), textcoords="offset points",
        )  # fmt: skip
        months = [np.datetime64(f"{year}-{month:02}-01") for month in range(_FIRST_MONTH, 13)]
        axes.set_xticks(months, [f"{pd.Timestamp(month):%b}" for month in months])
        axes.set_ylabel(f"yuan to one {case.currency}")
        axes.set_xlim(days[0], days[-1])
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(visible=True, axis="y", linewidth=0.6)

    listed = "; ".join(words.days(row.start, row.end) for row in stretches)
    return Chart(
        draw(
            "capital-chart",
            paint,
            title=f"Yuan to one {case.currency} in {year}, and the rate implied",
            description=(
                f"The market rate, between {market.min():.2f} and {market.max():.2f}; it lies in "
                f"the implied band, {rate.lower:.3f} to {rate.upper:.3f}, on {listed}."
            ),
            height=2.9,
            margins=(0.13, 0.1, 0.98, 0.97),
        ),
        say(
            "When the market had the implied rate, {year}: thick where the line lies in the band.",
            year=year,
        ),
    )


def _table(context: Context, case: _Case, others: pd.DataFrame) -> Table:
    """Registered capital a firm, in this zone and in others."""
    each = case.each
    own = (
        say(
            "{zone}, as printed{note}",
            zone=context.place_name(
                context.province_of(case.yuan.region)
                if ZONE.fullmatch(case.yuan.region)
                else case.yuan.region
            ),
            note=ref(case.yuan.source),
        ),
        words.day(case.yuan.end) if case.yuan.end is not None else "",
        words.dashed(each.lower / 1e6, each.upper / 1e6, 3),
    )
    shown = [row for row in rows_of(others) if row.source != case.yuan.source]
    rows = [
        (
            say(
                "{zone}{note}",
                zone=context.place_name(context.province_of(row.region)),
                note=ref(row.source),
            ),
            words.day(row.end),
            words.dashed(row.lower / 1e6, row.upper / 1e6, 3),
        )
        for row in shown
    ]
    foot = "Pages about one zone do not always agree with each other."
    if not ZONE.fullmatch(case.yuan.region):
        foot += " The other rows are whole zones, not areas of one."
    for row in shown:
        if row.claim == MISPRINTED:
            foot += (
                f" The page of {words.day(row.end)} prints both figures ten times too high, it "
                "seems; their ratio is not touched."
            )
    return Table(
        say("Registered capital a firm, where one page gives both figures"),
        ("Zone", "Since opening, up to", "Million yuan a firm"),
        (own, *rows),
        numbers=(2,),
        strong=(0,),
        foot=say("{foot}", foot=foot),
    )


def _later(context: Context, region: str) -> tuple[Markup, ...]:
    """Later figures of the same zone; where one is lower than the one before, that is said."""
    every = [claim for claim in map(context.said, LATER) if claim is not None]
    found = [claim for claim in every if claim.region == region]
    lines = [
        say(
            "{sum} by {day}{note}",
            sum=words.as_printed(words.figure(claim.value, "CNY"), claim.qualifier),
            day=words.day(claim.end),
            note=ref(claim.source),
        )
        for claim in found
        if claim.end is not None
    ]
    falls = [
        number for number in range(1, len(found)) if found[number].upper < found[number - 1].lower
    ]
    if falls:
        lines.append(
            say(
                "the {nth} of these is lower than the one before: a sum since the opening cannot "
                "fall, so both cannot be right",
                nth=words.ordinal(falls[0] + 1),
            )
        )
    return tuple(lines)
