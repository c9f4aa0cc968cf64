"""The province's share of the 31, in every consistent series, and its rank."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from liaoning_econ.comparison import rank
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Chart, Section, Table, Text, Topic, say
from liaoning_econ.report.charts import draw
from liaoning_econ.report.context import PROVINCE, figures_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.ranked import then_and_now
from liaoning_econ.report.revised import article_day
from liaoning_econ.report.values import STRAITS_TIMES

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from liaoning_econ.report.context import Context

__all__ = ["Share", "find", "shares"]

# Whole consistent series only, oldest first.
THEN, REVISED, NEWEST = "nbs-web-2018-12", "nbs-web-2021", "nbs-web-2026-03"
SERIES: Final = {
    THEN: "as known in 2018",
    REVISED: "after the 2018 census",
    NEWEST: "after the 2023 census",
}
_STEP: Final = 5  # years between the rows of the table


@dataclass(frozen=True, slots=True)
class Share:
    """A province's share of all provinces' GDP in one year of one series.

    Attributes
    ----------
    vintage, year
        The series, and the year.
    percent
        The share.
    rank
        The province's place by GDP, 1 the largest.
    source
        Where the figures come from.
    """

    vintage: str
    year: int
    percent: float
    rank: int
    source: str

    @property
    def in_words(self) -> str:
        """The share with one decimal."""
        return f"{words.places(self.percent, 1)}%"


def find(context: Context, covered: Collection[int]) -> Topic | None:  # noqa: ARG001
    """The share of the article's province over the years; it judges no claim of its own.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    if not context.shipped:
        return None
    found = shares(context, PROVINCE)
    if {share.vintage for share in found} != set(SERIES):
        return None
    return Topic((), _section(context, {(one.vintage, one.year): one for one in found}))


def shares(context: Context, region: str) -> list[Share]:
    """Share of a province in the GDP of all provinces, and its rank, in each consistent series.

    Parameters
    ----------
    context
        The claims and their record.
    region
        A province.
    """
    frame = context.official("gdp", context.provinces, vintage=list(SERIES))
    if frame.empty:
        return []
    totals = frame.groupby(["vintage", "end"], observed=True)["value"].sum().to_dict()
    own = (plain_codes(frame["region"]) == region).to_numpy()
    figures, places = figures_of(frame[own]), figures_of(rank(frame)[own])
    return [
        Share(
            figure.vintage,
            figure.year,
            100 * figure.value / totals[figure.vintage, figure.end],
            round(place.value),
            figure.source,
        )
        for figure, place in sorted(zip(figures, places, strict=True), key=lambda pair: pair[0].end)
    ]


def _years(table: dict[tuple[str, int], Share], vintage: str) -> list[int]:
    """The years of one series."""
    return [year for series, year in table if series == vintage]


def _section(context: Context, table: dict[tuple[str, int], Share]) -> Section:
    """From a high share to a low one, and what the revisions did to it."""
    place = context.place_name(PROVINCE)
    # The first and the last year that the series of 2018 has can be read in the revised one too.
    first, last = min(_years(table, THEN)), max(_years(table, THEN))
    start, end, then = table[REVISED, first], table[REVISED, last], table[THEN, last]
    newest = table[NEWEST, max(_years(table, NEWEST))]
    gap = max(
        (year for year in _years(table, THEN) if (REVISED, year) in table),
        key=lambda year: table[THEN, year].percent - table[REVISED, year].percent,
    )
    return Section(
        "share",
        f"{place}’s share of the {words.small(len(context.provinces))} provinces",
        say(
            "{first_share} of the provinces’ output and {first_rank} place in {first}, "
            "{last_share} and {last_rank} place in {last}.",
            first_share=start.in_words,
            first_rank=words.ordinal(start.rank),
            first=first,
            last_share=end.in_words,
            last_rank=words.ordinal(end.rank),
            last=last,
        ),
        (
            Text(
                say(
                    "That is the series after the 2018 census{end_note}. As known in 2018 the "
                    "share of {last} was {then}{then_note}. The two differ most for {gap}, {old} "
                    "against {new}: the census took out what the province had overstated, so the "
                    "decline began earlier than it looked at the time. The newest series has "
                    "{newest} and {newest_rank} place for {newest_year}{newest_note}.",
                    end_note=ref(end.source),
                    last=last,
                    then=then.in_words,
                    then_note=ref(then.source),
                    gap=gap,
                    old=table[THEN, gap].in_words,
                    new=table[REVISED, gap].in_words,
                    newest=newest.in_words,
                    newest_rank=words.ordinal(newest.rank),
                    newest_year=newest.year,
                    newest_note=ref(newest.source),
                )
            ),
            Chart(
                _chart(place, table),
                say("Share of {place} in the GDP of all provinces, in percent", place=place),
            ),
            _table(place, table, first, last),
            *then_and_now(context, PROVINCE, article_day(context, STRAITS_TIMES)),
        ),
    )


def _chart(place: str, table: dict[tuple[str, int], Share]) -> Markup:
    """A line for each series."""
    from liaoning_econ.plot import LINES

    lines = {
        label: [one for one in table.values() if one.vintage == vintage]
        for vintage, label in reversed(SERIES.items())
    }

    def paint(axes: Axes) -> None:
        # The newest comes first and has the solid line, as in every chart of vintages.
        for (label, line), style in zip(lines.items(), LINES, strict=False):
            axes.plot(
                [one.year for one in line], [one.percent for one in line], linestyle=style,
                linewidth=2, label=label,
            )  # fmt: skip
        axes.set_ylim(0, None)
        axes.set_ylabel("percent of all provinces’ GDP")
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(visible=True, axis="y", linewidth=0.6)
        axes.legend(loc="lower left", handlelength=3)

    ends = "; ".join(
        f"{label}: {line[0].in_words} in {line[0].year}, {line[-1].in_words} in {line[-1].year}"
        for label, line in lines.items()
    )
    return draw(
        "share-chart",
        paint,
        title=f"Share of {place} in the GDP of all provinces",
        description=f"A line for each series. {ends}.",
        height=3.1,
        margins=(0.1, 0.1, 0.98, 0.97),
    )


def _table(place: str, table: dict[tuple[str, int], Share], first: int, last: int) -> Table:
    """A few years, each series with its share and rank."""
    every = sorted({year for _, year in table})
    years = [
        year for year in every if year % _STEP == 0 or year in (every[0], first, last, every[-1])
    ]
    rows = [
        (
            str(year),
            *(
                f"{table[vintage, year].in_words}, {words.ordinal(table[vintage, year].rank)}"
                if (vintage, year) in table
                else ""
                for vintage in SERIES
            ),
        )
        for year in years
    ]
    heads = [
        say(
            "{label}{note}",
            label=label,
            note=ref(next(one.source for one in table.values() if one.vintage == vintage)),
        )
        for vintage, label in SERIES.items()
    ]
    return Table(
        say("Share and rank of {place} among the provinces", place=place),
        ("Year", *(label.capitalize() for label in SERIES.values())),
        tuple(rows),
        numbers=(1, 2, 3),
        strong=tuple(number for number, year in enumerate(years) if year == last),
        foot=say("Sources: {heads}.", heads=say("; ").join(heads)),
    )
