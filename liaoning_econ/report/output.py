"""The province's GDP in all its vintages: one year, up to five figures."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from liaoning_econ import convert
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Chart, Section, Table, Text, Topic, say
from liaoning_econ.report.charts import draw
from liaoning_econ.report.context import PROVINCE, figures_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.terms import ECB

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from liaoning_econ.report.context import Context, Figure

__all__ = ["LABELS", "find"]

FALSIFIED: Final = "E22"
OLD, REVISED, NEWEST = "nbs-web-2018-12", "nbs-web-2024", "nbs-web-2026-03"
COLUMNS: Final = {
    OLD: "as known in 2018",
    REVISED: "after the 2018 census",
    NEWEST: "after the 2023 census",
}
LABELS: Final = COLUMNS | {
    OLD: "before the 2018 census",
    "nbs-web-2021": "after the 2018 census",
    "nbs-web-2020-05": "database of May 2020, mixed",
}
_ANNOUNCED: Final = "single announcements"
_FIRST_SHOWN: Final = 2008


def find(context: Context, covered: Collection[int]) -> Topic | None:  # noqa: ARG001
    """All vintages of the province's GDP; it judges no claim of its own.

    Parameters
    ----------
    context
        The claims and their record.
    covered
        Claims that earlier topics have judged.
    """
    if not context.shipped:
        return None
    frame = context.official("gdp", PROVINCE)
    table = {(figure.vintage, figure.year): figure for figure in figures_of(frame)}
    if not set(COLUMNS) <= {vintage for vintage, _ in table}:
        return None
    return Topic((), _section(context, frame, table))


def _section(
    context: Context, frame: pd.DataFrame, table: dict[tuple[str, int], Figure]
) -> Section:
    """The widest gap, the chart, the table."""
    place = context.place_name(PROVINCE)
    both = [year for vintage, year in table if vintage == OLD and (REVISED, year) in table]
    cut = {year: _change(table[OLD, year], table[REVISED, year]) for year in both}
    year = min(cut, key=lambda one: cut[one])
    figures: dict[int, set[float]] = {}
    for (_, one), figure in table.items():
        figures.setdefault(one, set()).add(round(figure.value / 1e8, 1))
    most = max(figures, key=lambda one: len(figures[one]))
    return Section(
        "output",
        f"{place}’s GDP in all its vintages",
        say(
            "Up to {most} official figures for one year ({of_year}): say which one you print. The "
            "revision after the 2018 census took {cut} off {year}.",
            most=words.small(len(figures[most])),
            of_year=most,
            cut=f"{words.places(-cut[year], 0)}%",
            year=year,
        ),
        (
            Text(_gap(frame, table, year, cut[year])),
            Chart(
                _chart(place, frame),
                say(
                    "{place}’s GDP at current prices, trillion yuan, in all vintages: a line for "
                    "each series, marks for single announcements",
                    place=place,
                ),
            ),
            _table(place, table),
            *_why(context),
        ),
    )


def _change(before: Figure, after: Figure) -> float:
    """A change in percent."""
    return 100 * (after.value / before.value - 1)


def _gap(
    frame: pd.DataFrame, table: dict[tuple[str, int], Figure], year: int, cut: float
) -> Markup:
    """The year that was cut most, and the fall that was partly a correction."""
    old = {one: figure for (vintage, one), figure in table.items() if vintage == OLD}
    falls = {one: _change(old[one - 1], old[one]) for one in old if one - 1 in old}
    worst = min(falls, key=lambda one: falls[one])
    newest = table[NEWEST, max(one for vintage, one in table if vintage == NEWEST)]
    newest_row = frame[(frame["vintage"] == NEWEST) & (frame["end"] == newest.end)]
    return say(
        "The output of {year} was {old} as known in 2018{old_note} and is {new} after the census "
        "of 2018{new_note}, {cut} less. No growth rate may be taken from one line to another. The "
        "fall of {fall} from {before} to {worst} inside the older series is in large part the "
        "correction itself: the revised series has {revised} for the same step. The newest figure, "
        "for {newest_year}, is {newest}{dollars}{newest_note}.",
        year=year,
        old=words.figure(table[OLD, year].value, "CNY", 4),
        old_note=ref(table[OLD, year].source),
        new=words.figure(table[REVISED, year].value, "CNY", 4),
        new_note=ref(table[REVISED, year].source),
        cut=f"{words.places(-cut, 0)}%",
        fall=f"{words.places(-falls[worst], 1)}%",
        before=worst - 1,
        worst=worst,
        revised=words.change(_change(table[REVISED, worst - 1], table[REVISED, worst]), 1),
        newest_year=newest.year,
        newest=words.figure(newest.value, "CNY", 4),
        dollars=_dollars(newest_row),
        newest_note=ref(newest.source),
    )


def _dollars(row: pd.DataFrame) -> Markup:
    """A year's output in US dollars, at the average rate of the year."""
    try:
        found = figures_of(convert.to_currency(row, "USD"))[0]
    except LiaoningEconError:
        return say("")
    return say(
        " ({dollars} at the year’s average rate{note})",
        dollars=words.figure(found.value, "USD", 3),
        note=ref(ECB),
    )


def _chart(place: str, frame: pd.DataFrame) -> Markup:
    """All vintages, each with its line style."""
    figures = figures_of(frame)
    labels = {figure.vintage: _ANNOUNCED for figure in figures} | LABELS

    def paint(axes: Axes) -> None:
        from liaoning_econ import plot

        plot.vintages(frame, labels=labels, ax=axes, source=False)
        axes.set_ylabel("trillion yuan, current prices")
        axes.set_xlabel("")

    ends = []
    for vintage, label in COLUMNS.items():
        line = sorted((one for one in figures if one.vintage == vintage), key=lambda one: one.end)
        ends.append(
            f"{label}: {words.figure(line[0].value, 'CNY', 3)} in {line[0].year}, "
            f"{words.figure(line[-1].value, 'CNY', 3)} in {line[-1].year}"
        )
    return draw(
        "output-chart",
        paint,
        title=f"{place}’s GDP in all its vintages",
        description=f"{len({one.vintage for one in figures})} vintages. {'; '.join(ends)}.",
        height=3.7,
        margins=(0.1, 0.09, 0.98, 0.98),
    )


def _table(place: str, table: dict[tuple[str, int], Figure]) -> Table:
    """Recent years in the three series that are consistent."""
    years = sorted({year for vintage, year in table if vintage in COLUMNS and year >= _FIRST_SHOWN})
    rows = [
        (
            str(year),
            *(
                words.places(table[vintage, year].value / 1e9, 1)
                if (vintage, year) in table
                else ""
                for vintage in COLUMNS
            ),
        )
        for year in years
    ]
    heads = [
        say(
            "{label}{note}",
            label=label,
            note=ref(next(one.source for (code, _), one in table.items() if code == vintage)),
        )
        for vintage, label in COLUMNS.items()
    ]
    return Table(
        say("{place}’s GDP, billion yuan at current prices", place=place),
        ("Year", *(label.capitalize() for label in COLUMNS.values())),
        tuple(rows),
        numbers=(1, 2, 3),
        foot=say("Sources: {heads}.", heads=say("; ").join(heads)),
    )


def _why(context: Context) -> tuple[Text, ...]:
    """The admission behind the gap."""
    event = context.events.get(FALSIFIED)
    if event is None:
        return ()
    return (
        Text(
            say(
                "Why the gap: {title}, {day}{note}. The older series still holds the figures of "
                "those years.",
                title=event.title,
                day=words.day(event.start),
                note=ref(event.source),
            ),
            "note",
        ),
    )
