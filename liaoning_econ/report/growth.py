"""Growth rank: whether the province was among the slowest, year by year.

One province's growth is missing from the record, and growth is printed to a tenth of a percent, so
each rank is a range.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from liaoning_econ.comparison import rank
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Chart, Entry, Section, Standing, Table, Text, Topic, say
from liaoning_econ.report.charts import GREY, ONE, TWO, draw
from liaoning_econ.report.context import figures_of
from liaoning_econ.report.course import course
from liaoning_econ.report.notes import ref

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from liaoning_econ.report.context import Context

__all__ = ["Rank", "find", "ranks"]

STATEMENT: Final = "S11"
SERIES: Final = "first-published"
FALSIFIED: Final = "E22"
_RECENT: Final = 4  # years that "recent years" means at least
_LOW: Final = 2 / 3  # "among the worst" is the last third
_YEARS_SHOWN: Final = 9


@dataclass(frozen=True, slots=True)
class Rank:
    """A province's growth in one year and the range of its rank, 1 the fastest.

    Attributes
    ----------
    year, growth
        The year, and its growth in percent.
    best, worst, of
        The range of ranks, and how many provinces there are.
    missing
        Names of the provinces without a figure.
    lowest, highest
        Growth of the slowest and of the fastest province.
    source
        Where the growth comes from.
    """

    year: int
    growth: float
    best: int
    worst: int
    of: int
    missing: str
    lowest: float
    highest: float
    source: str

    @property
    def low(self) -> bool:
        """Whether even the best rank is in the last third."""
        return self.best > _LOW * self.of

    @property
    def in_words(self) -> str:
        """The range in words."""
        if self.best == self.worst:
            return words.ordinal(self.best)
        return f"{words.ordinal(self.best)} to {words.ordinal(self.worst)}"


def find(context: Context, covered: Collection[int]) -> Topic | None:  # noqa: ARG001
    """Ranks by year, where the article says that a province is among the worst in growth.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    found = context.statement(STATEMENT)
    if found is None:
        return None
    every = ranks(context, found.region)
    written = context.written(found.document)
    before = [one for one in every if one.year < written]
    if not before:
        return None
    place = context.place_name(found.region)
    entry = replace(_entry(place, before), where=found.where)
    return Topic((entry,), _section(context, found.region, every, before))


def ranks(context: Context, region: str) -> list[Rank]:
    """Growth of a province year by year, and the range of its rank.

    Parameters
    ----------
    context
        The claims and their record.
    region
        A province.
    """
    frame = _rates(context)
    if frame.empty:
        return []
    of_year: dict[int, dict[str, float]] = {}
    for figure in figures_of(frame):
        of_year.setdefault(figure.year, {})[figure.region] = figure.value
    found = []
    for place in figures_of(rank(frame)):
        if place.region != region:
            continue
        growth = of_year[place.year]
        absent = [context.place_name(code) for code in context.provinces if code not in growth]
        found.append(
            Rank(
                place.year,
                growth[region],
                round(place.lower),
                round(place.upper),
                len(context.provinces),
                words.listed(absent) if absent else "",
                min(growth.values()),
                max(growth.values()),
                place.source,
            )
        )
    return sorted(found, key=lambda one: one.year)


def _rates(context: Context) -> pd.DataFrame:
    """Growth of the provinces, as first published."""
    frame = context.official("gdp", None, measure="growth", vintage=SERIES)
    known = plain_codes(frame["region"]).isin(set(context.provinces))
    return frame[known].reset_index(drop=True)


def _run(before: list[Rank]) -> list[Rank]:
    """The years just before the article, as far back as the rank stays low."""
    run: list[Rank] = []
    for one in reversed(before):
        if not one.low:
            break
        run.insert(0, one)
    return run


def _entry(place: str, before: list[Rank]) -> Entry:
    """Printable if several years up to the article lie in the last third."""
    run = _run(before)
    claim = say("{place} “consistently” among the worst in growth “in recent years”", place=place)
    if len(run) < _RECENT:
        listed = words.listed([f"{one.in_words} in {one.year}" for one in before[-_RECENT:]])
        return Entry(
            Standing.CHANGE,
            60,
            claim,
            say("The ranks do not bear out “consistently”: {listed}.", listed=listed),
            instead=say(
                "{place} ranked {listed} of {of} in growth", place=place, listed=listed,
                of=before[-1].of,
            ),
            details="growth",
        )  # fmt: skip
    last = run[-1]
    bottom = [str(one.year) for one in run if one.worst == one.of]
    at_bottom = (
        say("; in {years} it was last or last but one", years=words.listed(bottom))
        if bottom
        else say("")
    )
    return Entry(
        Standing.PRINT,
        30,
        claim,
        say(
            "In every year from {first} to {last} its growth ranked {best} or lower of "
            "{of}{at_bottom}{note}. “Since {first}” would say it more exactly. The ranks are "
            "ranges, because the record lacks {missing}’s growth.",
            first=run[0].year,
            last=last.year,
            best=words.ordinal(min(one.best for one in run)),
            of=last.of,
            at_bottom=at_bottom,
            note=ref(last.source),
            missing=last.missing or "no province",
        ),
        details="growth",
    )


def _section(context: Context, region: str, every: list[Rank], before: list[Rank]) -> Section:
    """The chart, the table, the course over the years, and the doubt about earlier figures."""
    place = context.place_name(region)
    run = _run(before)
    years = (run[0].year, run[-1].year) if run else None
    earlier = [one for one in before if run and one.year < run[0].year]
    answer = say("Not in the years just before the article.")
    if run:
        answer = say(
            "Yes, in every year from {first} to {last}. {before}",
            first=run[0].year,
            last=run[-1].year,
            before=_earlier(earlier),
        )
    falsified = context.events.get(FALSIFIED)
    doubt = () if falsified is None else (
        Text(
            say(
                "Growth is as first published and was never revised with the censuses. It rests on "
                "figures that the province later disowned in part: {title}, {day}{note}. Growth in "
                "those years may have been lower than printed.",
                title=falsified.title,
                day=words.day(falsified.start),
                note=ref(falsified.source),
            ),
            "note",
        ),
    )  # fmt: skip
    return Section(
        "growth",
        f"Growth: was {place} among the slowest?",
        answer,
        (
            Chart(
                _chart(place, every, before[-1].year),
                say(
                    "Rank of {place} in real growth among {of} provinces, 1 the fastest; bars show "
                    "the range that is possible{note}",
                    place=place,
                    of=every[0].of,
                    note=ref(every[0].source),
                ),
            ),
            _table(place, every, before[-1].year),
            *course(context, _rates(context), region, years),
            *doubt,
        ),
    )


def _earlier(earlier: list[Rank]) -> str:
    """The years before the run of low ranks."""
    if not earlier:
        return ""
    often = "mostly " if any(one.low for one in earlier) else ""
    return f"From {earlier[0].year} to {earlier[-1].year} it {often}was not."


def _table(place: str, every: list[Rank], last: int) -> Table:
    """Growth and rank, year by year."""
    shown = [one for one in every if one.year > last - _YEARS_SHOWN]
    return Table(
        say("Real growth of {place} and its rank{note}", place=place, note=ref(shown[0].source)),
        ("Year", "Growth", f"Rank of {shown[0].of}", "Slowest and fastest"),
        tuple(
            (
                str(one.year),
                _percent(one.growth),
                one.in_words,
                f"{_percent(one.lowest)} to {_percent(one.highest)}",
            )
            for one in shown
        ),
        numbers=(1, 2, 3),
        strong=tuple(number for number, one in enumerate(shown) if one.year == last),
        foot=say(
            "Missing: {missing}. Bold: the last full year before the article.",
            missing=shown[-1].missing or "none",
        ),
    )


def _percent(growth: float) -> str:
    """Growth as it is published."""
    return f"{words.places(growth, 1)}%"


def _chart(place: str, every: list[Rank], last: int) -> Markup:
    """Ranks as vertical bars, the first rank on top."""
    count = every[0].of

    def paint(axes: Axes) -> None:
        for one in every:
            axes.plot(
                [one.year, one.year], [one.best - 0.35, one.worst + 0.35], linewidth=8,
                color=ONE if one.year <= last else GREY, solid_capstyle="butt",
            )  # fmt: skip
        axes.axvline(last + 0.5, color=TWO, linewidth=1, linestyle=(0, (4, 3)))
        axes.text(last + 0.7, 1.4, "after the article", color=TWO, fontsize=9.8, va="center")
        axes.set_ylim(count + 0.9, 0.1)
        axes.set_yticks([1, 5, 10, 15, 20, 25, count])
        axes.set_xticks(range(every[0].year, every[-1].year + 1, 3))
        axes.set_ylabel("rank, 1 is the fastest")
        axes.spines[["top", "right"]].set_visible(False)
        axes.grid(visible=True, axis="y", linewidth=0.6)
        axes.set_axisbelow(True)

    listed = ", ".join(f"{one.year} {one.in_words}" for one in every)
    return draw(
        "growth-chart",
        paint,
        title=f"Rank of {place} in real growth",
        description=f"Range of ranks by year: {listed}.",
        height=3.0,
        margins=(0.11, 0.1, 0.98, 0.97),
    )
