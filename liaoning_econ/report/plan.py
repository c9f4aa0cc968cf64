"""The 1.6 trillion: a plan for a whole region over three years, and who was said to pay it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import exchange
from liaoning_econ.quantities import Quantity
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Entry, Section, Standing, Table, Text, Topic, say
from liaoning_econ.report.context import rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.terms import ECB, gdp_of, names, population_of, total

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.blocks import Block
    from liaoning_econ.report.context import Claim, Context, Event
    from liaoning_econ.report.terms import Yardstick

__all__ = ["find", "shares"]

NORTHEAST: Final = ("CN-NE", "CN-NE-PLAN")
FIRST_SAID, PROJECTS, NOT_STATE_ALONE, APPROVED = "E14", "E16", "E17", "E19"
HISTORY: Final = (FIRST_SAID, "E15", PROJECTS, NOT_STATE_ALONE, APPROVED, "E20")
# The series as they stood in 2018, before the censuses of 2018 and 2020.
GDP_THEN: Final = "nbs-web-2018-12"
POPULATION_THEN: Final = "nbs-web-2020"


@dataclass(frozen=True, slots=True)
class _Case:
    """The plan, its length, the events that say what it was."""

    plan: Claim
    length: Claim | None
    first: int
    last: int
    regions: list[str]
    listed: Event
    denied: Event

    @property
    def years(self) -> int:
        """How many calendar years the plan is for."""
        return self.last - self.first + 1

    @property
    def dollars(self) -> Quantity:
        """The sum in US dollars at the rate of the day on which the list came out."""
        rate, _ = exchange.rate_on("CNY", "USD", [self.listed.start])
        return self.plan.quantity * Quantity(float(rate[0]), "USD/CNY")


def find(context: Context, covered: Collection[int]) -> Topic | None:
    """What the plan was and what it comes to, where it is claimed.

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
    said = {case.plan.place: _denied_and_approved(context)}
    verdicts = {
        case.plan.place: say(
            "A plan of projects for a wider region, paid from several purses: not money that the "
            "central government pumps in."
        )
    }
    if case.length is not None:
        said[case.length.place] = (
            say(
                "{title}, {day}{note}",
                title=case.listed.title,
                day=words.day(case.listed.start),
                note=ref(case.listed.source),
            ),
        )
        verdicts[case.length.place] = say(
            "{years} years is right: the projects were for {first} to {last}{note}. It is the "
            "length of a plan, not of payments.",
            years=words.small(case.years).capitalize(),
            first=case.first,
            last=case.last,
            note=ref(case.listed.source),
        )
    return Topic((_entry(case),), _section(context, case), said=said, verdicts=verdicts)


def _case(context: Context, covered: Collection[int]) -> _Case | None:
    """The claimed plan for the north-east, and the events."""
    listed, denied = (context.events.get(code) for code in (PROJECTS, NOT_STATE_ALONE))
    if listed is None or denied is None:
        return None
    for plan in context.find(indicator="stimulus", unit="CNY"):
        if plan.region not in NORTHEAST or plan.place in covered:
            continue
        if plan.start is None or plan.end is None:
            continue
        lengths = context.find(indicator="stimulus", unit="year", document=plan.document)
        return _Case(
            plan,
            lengths[0] if lengths else None,
            plan.start.year,
            plan.end.year,
            context.members_of(plan.region),
            listed,
            denied,
        )
    return None


def shares(context: Context, plan: Claim, regions: list[str]) -> pd.DataFrame:
    """The plan a year, a head and as a share of GDP, as known then and as known now.

    Parameters
    ----------
    context
        The claims and their record.
    plan
        The sum, over whole calendar years.
    regions
        The provinces that it is held against, in the plan's first year.

    Returns
    -------
    pd.DataFrame
        One row for then and one for now: known, people, people_source, gdp, gdp_source, head,
        head_lower, head_upper (yuan), share, share_lower, share_upper (percent of a year's GDP).
    """
    rows = []
    if plan.start is not None and plan.end is not None:
        first = pd.Timestamp(plan.start.year, 12, 31)
        yearly = plan.quantity / (plan.end.year - plan.start.year + 1)
        for known, gdp, people in (
            ("then", _then(context, "gdp", regions, first, GDP_THEN),
             _then(context, "population", regions, first, POPULATION_THEN)),
            ("now", gdp_of(context, regions, first), population_of(context, regions, first)),
        ):  # fmt: skip
            if gdp is not None and people is not None:
                head = plan.quantity / people.quantity
                share = yearly / gdp.quantity * 100
                rows.append(
                    (known, people.quantity.value, people.source, gdp.quantity.value, gdp.source,
                     head.value, head.lower, head.upper, share.value, share.lower, share.upper)
                )  # fmt: skip
    columns = (
        "known people people_source gdp gdp_source head head_lower head_upper share share_lower "
        "share_upper"
    )
    return pd.DataFrame(rows, columns=columns.split())


def _then(
    context: Context, indicator: str, regions: list[str], day: pd.Timestamp, vintage: str
) -> Yardstick | None:
    """The sum over regions in one named vintage."""
    figures = context.figures(indicator, regions, vintage=vintage)
    return total((figure for figure in figures if figure.end == day), regions)


def _entry(case: _Case) -> Entry:
    """The payer and the place are wrong."""
    printed = words.figure(case.plan.value, "CNY")
    return Entry(
        Standing.CHANGE,
        90,
        say("The central government “would pump” {printed} into the north-east", printed=printed),
        say(
            "It was a list of {projects} to be built over {years} years{listed_note}. The planning "
            "office said {later} days later that the state alone would not pay: the money was to "
            "come from private, central and local sources, and the reading that the state gives "
            "{printed} was called mistaken{denied_note}.",
            projects=_projects(case),
            years=words.small(case.years),
            listed_note=ref(case.listed.source),
            later=words.small((case.denied.start - case.listed.start).days),
            printed=printed,
            denied_note=ref(case.denied.source),
        ),
        instead=say(
            "In {year} the central planning office listed {projects} worth {printed} (about "
            "{dollars}) over {years} years for China’s north-east, which includes Liaoning; it "
            "said that "
            "private investors and local governments would pay a part.",
            year=case.listed.start.year,
            projects=_projects(case),
            printed=printed,
            dollars=words.figure(case.dollars.value, "USD", 2),
            years=words.small(case.years),
        ),
        covers=(case.plan.place, *(() if case.length is None else (case.length.place,))),
        details="plan",
    )


def _projects(case: _Case) -> str:
    """The number of projects on the list."""
    return words.figure(case.listed.value or 0.0, case.listed.unit)


def _section(context: Context, case: _Case) -> Section:
    """A year, a head, a share; who pays; what it covers."""
    yearly, dollars = case.plan.quantity / case.years, case.dollars / case.years
    table = shares(context, case.plan, case.regions)
    provinces = names(context, case.regions)
    blocks: list[Block] = [
        Text(
            say(
                "Spread over {years} years it is {yearly} a year ({dollars} at the rate of "
                "{day}{note}).",
                years=words.small(case.years),
                yearly=words.span(yearly.lower, yearly.upper, "CNY", 3),
                dollars=words.span(dollars.lower, dollars.upper, "USD", 3),
                day=words.day(case.listed.start),
                note=ref(ECB),
            )
        )
    ]
    if len(table):
        blocks.append(_scale_table(table, case, provinces))
    blocks += [
        Text(_payers(context, case)),
        _history(context),
        Text(
            say(
                "The plan also covers the east of Inner Mongolia. Its output and people are not in "
                "the figures for {provinces}, so that the shares and the sums a head are upper "
                "readings.",
                provinces=provinces,
            ),
            "note",
        ),
    ]
    return Section(
        "plan",
        f"The {words.figure(case.plan.value, 'CNY')}: for whom, and from whom?",
        _answer(table),
        tuple(blocks),
    )


def _answer(table: pd.DataFrame) -> Markup:
    """The plan in two sentences."""
    lead = "A plan for projects, not a payment by the central government."
    if table.empty:
        return say("{lead}", lead=lead)
    return say(
        "{lead} If all of it had been built, it would have come to {share} of the provinces’ "
        "yearly output.",
        lead=lead,
        share=words.span(table["share"].min(), table["share"].max(), "percent", 2),
    )


def _scale_table(table: pd.DataFrame, case: _Case, provinces: str) -> Table:
    """Then and now, side by side."""
    rows = [
        (
            "As known in 2018" if row.known == "then" else "As known now",
            say("{gdp}{note}", gdp=words.places(row.gdp / 1e12, 2), note=ref(row.gdp_source)),
            f"{words.dashed(row.share_lower, row.share_upper, 3)}%",
            say(
                "{people}{note}",
                people=words.places(row.people / 1e6, 1),
                note=ref(row.people_source),
            ),
            words.dashed(row.head_lower, row.head_upper, 3),
        )
        for row in rows_of(table)
    ]
    return Table(
        say("The plan against {provinces}", provinces=provinces),
        (
            "Official figures",
            f"GDP of {case.first}, trillion yuan",
            "A year of the plan, of that",
            f"People, end of {case.first}, million",
            "The whole plan a head, yuan",
        ),
        tuple(rows),
        numbers=(1, 2, 3, 4),
        cards=True,
    )


def _payers(context: Context, case: _Case) -> Markup:
    """Who was said to pay, and who denied it."""
    first = context.events.get(FIRST_SAID)
    return say(
        "Who pays: on {day} an official of the National Development and Reform Commission, the "
        "central planning office, spoke of more than {sum} to come from private, central and local "
        "money together{note}. That the state gives it all was called a misreading in the China "
        "Economic Herald{herald}. No source in the record says how much was ever spent.",
        day=words.day(case.denied.start),
        sum=words.figure(case.denied.value or 0.0, "CNY"),
        note=ref(case.denied.source),
        herald=ref(None if first is None else first.source),
    )


def _history(context: Context) -> Table:
    """The plan's dates, each with its source."""
    rows = []
    for code in HISTORY:
        event = context.events.get(code)
        if event is None:
            continue
        figure = "" if event.value is None else words.figure(event.value, event.unit)
        rows.append(
            (
                words.day(event.start),
                say("{title}{note}", title=event.title, note=ref(event.source)),
                f"more than {figure}" if code == NOT_STATE_ALONE else figure,
            )
        )
    return Table(
        say("What was said when"),
        ("Day", "What", "Figure"),
        tuple(rows),
        numbers=(2,),
        cards=True,
        foot=say("NDRC: National Development and Reform Commission, the central planning office."),
    )


def _denied_and_approved(context: Context) -> tuple[Markup, ...]:
    """The denial and the later approval."""
    lines = []
    for code, text in (
        (NOT_STATE_ALONE, "planning office: more than {sum}, private, central and local together"),
        (APPROVED, "{sum}, for the same list of projects, when the plan was approved"),
    ):
        event = context.events.get(code)
        if event is not None:
            lines.append(
                say(
                    text + ", {day}{note}",
                    sum=words.figure(event.value or 0.0, "CNY"),
                    day=words.day(event.start),
                    note=ref(event.source),
                )
            )
    return tuple(lines)
