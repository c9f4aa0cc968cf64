"""Firms: how fast Liaoning's zone filled, and against what that is fast.

Totals over windows of 16 and 48 months say nothing of pace; the section compares firms a month,
each count with its own days, and says who counted.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import window
from liaoning_econ.quantities import Quantity
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Chart, Entry, Section, Standing, Table, Text, Topic, say
from liaoning_econ.report.charts import GREY, ONE, TWO, draw
from liaoning_econ.report.context import rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.pace import SHANGHAI_OWN, length, lengths, paces

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from liaoning_econ.report.context import Claim, Context

__all__ = ["find"]

LIAONING: Final = "CN-LN-FTZ"
SHANGHAI: Final = "CN-SH-FTZ"
# The counts that the sheet's words rest on, by their codes in the catalogue.
SHANGHAI_FIRST_YEAR: Final = "F059"
SHANGHAI_IN_2015: Final = "F065"
SHANGHAI_CUSTOMS: Final = "F078"
SICHUAN_FIRST_YEAR: Final = "F120"
LIAONING_TWO_YEARS: Final = "F019D"
LIAONING_LATER: Final = (LIAONING_TWO_YEARS, "F031", "F043")
LIAONING_AREA: Final = "F007"
SHANGHAI_OPENED, SHANGHAI_ENLARGED = "E04", "E09"


@dataclass(frozen=True, slots=True)
class _Case:
    """The two printed counts, Shanghai's own, and how they compare per month."""

    liaoning: Claim
    shanghai: Claim
    own: Claim
    length: Claim | None
    paces: pd.DataFrame

    @property
    def pace(self) -> tuple[float, float, float]:
        """Liaoning's firms a month: value, least, greatest."""
        row = rows_of(self.paces)[0]
        return row.left_value, row.left_lower, row.left_upper

    def against(self, claim: Claim) -> Quantity:
        """Liaoning's pace over that of another count."""
        row = next(row for row in rows_of(self.paces) if row.claim == claim.claim)
        return Quantity(row.ratio, "1", row.ratio_lower, row.ratio_upper)

    @property
    def ratio(self) -> str:
        """Liaoning's pace over Shanghai's own, in words."""
        ratio = self.against(self.own)
        return words.against(ratio.lower, ratio.upper)


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """What the record says of the zone's new firms, where the article's two counts are claimed.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    liaoning = _claimed(context, LIAONING, covered)
    shanghai = _claimed(context, SHANGHAI, covered)
    own = context.said(SHANGHAI_OWN)
    if liaoning is None or shanghai is None or own is None:
        return None
    case = _Case(
        liaoning,
        shanghai,
        own,
        next(iter(context.find(indicator="window", region=SHANGHAI)), None),
        paces(context, liaoning, shanghai),
    )
    said = {
        liaoning.place: _counts(context, LIAONING_LATER),
        shanghai.place: _counts(context, (SHANGHAI_OWN, SHANGHAI_CUSTOMS)),
    }
    verdicts = {
        shanghai.place: say(
            "Not a like comparison: another window, and a count that nobody is named for."
        )
    }
    if case.length is not None:
        said[case.length.place] = _opened(context)
        verdicts[case.length.place] = say(
            "The window itself is right; the count that goes with it has to be changed."
        )
    return Topic(
        (_shanghai_entry(context, case), _liaoning_entry(context, case)),
        _section(context, case),
        said=said,
        verdicts=verdicts,
    )


def _claimed(context: Context, region: str, covered: Collection[int]) -> Claim | None:
    """The article's cumulative count of a zone, if it has one."""
    found = context.find(indicator="firms_new", region=region, measure="cumulative")
    free = [claim for claim in found if claim.place not in covered and claim.start is not None]
    return free[0] if free else None


def _shanghai_entry(context: Context, case: _Case) -> Entry:
    """The comparison with Shanghai: the wrong count over another window."""
    liaoning, shanghai, own = case.liaoning, case.shanghai, case.own
    customs = context.said(SHANGHAI_CUSTOMS)
    theirs = own.value / length(own)
    return Entry(
        Standing.CHANGE,
        100,
        say(
            "The zone “compares well” with {printed} in Shanghai’s first four years",
            printed=words.figure(shanghai.value),
        ),
        say(
            "The windows differ, about {ours} months against {theirs}, and the Shanghai zone "
            "itself counts {own} new firms in those four years{own_note}. The article does not "
            "say where {printed} comes from; it is close to what Shanghai’s customs office "
            "counts{customs_note}, which is a different register. Per month Liaoning still leads, "
            "at {ratio} Shanghai’s pace, but not {wrong} times, as the printed figure suggests.",
            ours=words.figure(length(liaoning), digits=2),
            theirs=words.figure(length(shanghai), digits=2),
            own=words.figure(own.value),
            own_note=ref(own.source),
            printed=words.figure(shanghai.value),
            customs_note=ref(None if customs is None else customs.source),
            ratio=case.ratio,
            wrong=words.small(round(case.against(shanghai).value)),
        ),
        instead=say(
            "The zone has drawn {count} new companies in about {ours} months, some {pace} a "
            "month. The Shanghai zone counted {own} in its first four years, about {theirs} a "
            "month.",
            count=words.as_printed(words.figure(liaoning.value), liaoning.qualifier),
            ours=words.figure(length(liaoning), digits=2),
            pace=words.significant(case.pace[0], 2),
            own=words.figure(own.value),
            theirs=words.significant(theirs, 2),
        ),
        covers=(shanghai.place, *(() if case.length is None else (case.length.place,))),
        details="firms",
    )


def _liaoning_entry(context: Context, case: _Case) -> Entry:
    """The zone's own count: an official's figure that later counts bear out."""
    liaoning, later = case.liaoning, context.said(LIAONING_TWO_YEARS)
    follows = say("")
    if (
        later is not None
        and later.end is not None
        and liaoning.end is not None
        and later.lower > liaoning.upper
    ):
        gap = window.months(pd.Series([liaoning.end]), pd.Series([later.end]))[0]
        follows = say(
            " {gap} months later the count works out at {later}{note}, which fits.",
            gap=words.small(round(gap)).capitalize(),
            later=words.span(later.lower, later.upper, "firm", 3),
            note=ref(later.source),
        )
    return Entry(
        Standing.PRINT,
        60,
        say(
            "{count} new companies in the Liaoning zone",
            count=words.as_printed(words.figure(liaoning.value), liaoning.qualifier).capitalize(),
        ),
        say(
            "The figure is the official’s own; keep the attribution.{follows} No independent "
            "register was seen.",
            follows=follows,
        ),
        covers=(liaoning.place,),
        details="firms",
    )


def _section(context: Context, case: _Case) -> Section:
    """Two counts of Shanghai, the other zones, and the same age."""
    table = case.paces
    sichuan = table[table["claim"] == SICHUAN_FIRST_YEAR]
    behind = len(sichuan) and float(sichuan["ratio_upper"].iloc[0]) < 1
    return Section(
        "firms",
        "Firms: Liaoning against Shanghai, Sichuan and the others",
        say(
            "About {pace} new firms a month: {ratio} the pace that the Shanghai zone reports for "
            "its first four years{tail}.",
            pace=words.significant(case.pace[0], 2),
            ratio=case.ratio,
            tail=", and well behind Sichuan’s first year" if behind else "",
        ),
        (
            Text(_two_counts(context, case)),
            Chart(
                _chart(context, case, table),
                say(
                    "New firms a month, by zone. Solid up to the lower bound, pale up to the "
                    "upper; the line marks the figure as printed."
                ),
            ),
            _table(context, table, case),
            Text(_same_age(context, case)),
            Text(_sizes(context), "note"),
        ),
    )


def _two_counts(context: Context, case: _Case) -> Markup:
    """Which count of Shanghai is meant, and what each would mean."""
    customs, year = context.said(SHANGHAI_CUSTOMS), context.said(SHANGHAI_IN_2015)
    wrong = case.against(case.shanghai)
    parts = [
        say(
            "With the {printed} of the article{note} Liaoning would be {wrong} as fast; with the "
            "{own} that the Shanghai zone gives for the same four years{own_note} it is {ratio}. "
            "The article does not say who counted.",
            printed=words.figure(case.shanghai.value),
            note=ref(case.shanghai.source),
            wrong=words.against(wrong.lower, wrong.upper),
            own=words.figure(case.own.value),
            own_note=ref(case.own.source),
            ratio=case.ratio,
        )
    ]
    if customs is not None and customs.end is not None:
        parts.append(
            say(
                " Shanghai’s customs office reports more than {count} new registrations by "
                "{day}{note}: a firm registers there in order to trade across the border, and "
                "most firms do not. That the article’s figure is of this kind is likely, not "
                "proven.",
                count=words.figure(customs.value),
                day=words.day(customs.end),
                note=ref(customs.source),
            )
        )
    if year is not None and year.end is not None:
        parts.append(
            say(
                " {count} is also the number of firms reported for {year} alone{note}.",
                count=words.figure(year.value),
                year=year.end.year,
                note=ref(year.source),
            )
        )
    return say("").join(parts)


def _same_age(context: Context, case: _Case) -> Markup:
    """Zones at about the same age."""
    parts = [say("At the same age:")]
    for code, lead in (
        (SHANGHAI_FIRST_YEAR, "Shanghai had about"),
        (SICHUAN_FIRST_YEAR, "Sichuan, which opened with Liaoning, had"),
    ):
        claim = context.said(code)
        if claim is not None:
            parts.append(
                say(
                    " {lead} {count} firms after one year{note};",
                    lead=lead,
                    count=words.figure(claim.value),
                    note=ref(claim.source),
                )
            )
    parts.append(
        say(
            " Liaoning had {bounds} after {months} months{note}",
            bounds=words.span(case.liaoning.lower, case.liaoning.upper, "1"),
            months=words.span(*lengths(context, case.liaoning), "1", 2),
            note=ref(case.liaoning.source),
        )
    )
    later = context.said(LIAONING_TWO_YEARS)
    if later is not None:
        parts.append(
            say(
                " and {bounds} after two years, worked out from the Dalian area’s count and its "
                "share of the zone{note}",
                bounds=words.span(later.lower, later.upper, "1", 3),
                note=ref(later.source),
            )
        )
    return say("").join([*parts, say(".")])


def _sizes(context: Context) -> Markup:
    """The zones' areas, where the record has them."""
    area, enlarged = context.said(LIAONING_AREA), context.events.get(SHANGHAI_ENLARGED)
    opened = context.events.get(SHANGHAI_OPENED)
    if area is None or enlarged is None or opened is None:
        return say("Zones differ in size and in what they count as new.")
    return say(
        "The two zones are of one size, {liaoning} and {shanghai}{note}; until {day} Shanghai’s "
        "had {before}{before_note}. The day on which Liaoning’s count ends is not stated; its "
        "bounds allow for every day that it can have been.",
        liaoning=words.figure(area.value, "km2", 5),
        shanghai=words.figure(enlarged.value or 0.0, "km2", 5),
        note=ref(area.source, enlarged.source),
        day=words.day(enlarged.start),
        before=words.figure(opened.value or 0.0, "km2", 5),
        before_note=ref(opened.source),
    )


def _table(context: Context, table: pd.DataFrame, case: _Case) -> Table:
    """Every count with its window, its pace and how Liaoning's compares."""
    _, least, most = case.pace
    own = (
        say("Liaoning{note}", note=ref(case.liaoning.source)),
        _in_months(case.liaoning.value, length(case.liaoning)),
        words.dashed(least, most, 2),
        "",
    )
    rows = [
        (
            say(
                "{zone}{kind}{note}",
                zone=_short(context, row.region),
                kind=_kind(row.claim, row.basis),
                note=ref(row.source),
            ),
            _in_months(row.counted, row.months),
            words.dashed(row.lower, row.upper, 2),
            words.dashed(row.ratio_lower, row.ratio_upper, 2),
        )
        for row in rows_of(table)
    ]
    later = context.said("F136"), context.said("F145")
    foot = "One count a zone, the one nearest in age to Liaoning’s; counts of the first months are "
    foot += "left out."
    if None not in later:
        foot += " Guangdong’s is doubtful: the zone’s later count, after eight years, is hardly "
        foot += "higher."
    return Table(
        say("New firms since the opening of each zone, and per month"),
        ("Zone", "Firms (months)", "A month", "Liaoning, times as fast"),
        (own, *rows),
        numbers=(1, 2, 3),
        strong=(0,),
        foot=say("{foot}", foot=foot),
    )


def _in_months(count: float, months: float) -> str:
    """A count and the months it took."""
    return f"{words.figure(count)} ({words.significant(months, 2)})"


def _chart(context: Context, case: _Case, table: pd.DataFrame) -> Markup:
    """Bars of firms a month."""
    value, least, most = case.pace
    bars = [("Liaoning", value, least, most, ONE)]
    for row in rows_of(table):
        label = _short(context, row.region) + _kind(row.claim, row.basis)
        colour = TWO if row.region == SHANGHAI else GREY
        bars.append((label, row.value, row.lower, row.upper, colour))
    data = pd.DataFrame(bars, columns=["label", "value", "lower", "upper", "colour"])
    data = data.assign(unit="firm/month", source="").sort_values(
        "value", ascending=False, kind="stable", ignore_index=True
    )

    def paint(axes: Axes) -> None:
        from liaoning_econ import plot

        plot.ranges(data, ax=axes, source=False)
        axes.set_xlabel("new firms a month")

    said = "; ".join(
        f"{label} {words.significant(low, 2)} to {words.significant(high, 2)}"
        for label, low, high in zip(data["label"], data["lower"], data["upper"], strict=True)
    )
    return draw(
        "firms-chart",
        paint,
        title="New firms a month in Liaoning’s zone and in others",
        description=f"Bars, fastest first, with their bounds: {said}.",
        height=4.1,
        margins=(0.34, 0.13, 0.96, 0.99),
    )


def _short(context: Context, region: str) -> str:
    """A zone by the name of its province."""
    return context.place_name(context.province_of(region))


def _kind(claim: str, basis: str) -> str:
    """Which of two counts of one zone it is."""
    if basis == "unstated":
        return ", as printed"
    return ", four years" if claim == SHANGHAI_OWN else ""


def _counts(context: Context, codes: Collection[str]) -> tuple[Markup, ...]:
    """Other counts of the same zone, and who counted where it is not the zone."""
    found = [claim for claim in map(context.said, codes) if claim is not None]
    return tuple(
        say(
            "{who}{count} by {day}{note}",
            who="customs office: " if claim.basis == "customs_registrations" else "",
            # A count that was worked out is not better known than its bounds.
            count=words.span(claim.lower, claim.upper, "firm", 3)
            if claim.status == "E"
            else words.as_printed(words.figure(claim.value, "firm", 5), claim.qualifier),
            day=words.day(claim.end),
            note=ref(claim.source),
        )
        for claim in found
        if claim.end is not None
    )


def _opened(context: Context) -> tuple[Markup, ...]:
    """When the Shanghai zone opened."""
    event = context.events.get(SHANGHAI_OPENED)
    if event is None:
        return ()
    return (
        say(
            "the Shanghai zone opened on {day}{note}",
            day=words.day(event.start),
            note=ref(event.source),
        ),
    )
