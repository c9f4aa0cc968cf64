"""The province's GDP in all its vintages: one year, up to five figures."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, Final

from liaoning_econ import convert
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Chart, Section, Table, Text, Topic, say
from liaoning_econ.report.charts import draw
from liaoning_econ.report.context import PROVINCE, figures_of, rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.releases import release_name
from liaoning_econ.report.revised import NEW_BASIS, article_day, because, remarks, revised
from liaoning_econ.report.steps import growing, known_then, mixed, one_step
from liaoning_econ.report.terms import ECB
from liaoning_econ.report.values import STRAITS_TIMES

if TYPE_CHECKING:
    import pandas as pd
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from liaoning_econ.report.context import Context, Figure

__all__ = ["LABELS", "find"]

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
    told: list[str] = []
    found = revised(frame, "previous", told)
    anew = found[plain_codes(found["cause"]).isin(NEW_BASIS)]
    cuts = rows_of(anew if len(anew) else found)
    if not cuts:
        return None
    cut = min(cuts, key=lambda one: one.percent)
    return Topic((), _section(context, frame, table, found, cut, told))


def _section(
    context: Context,
    frame: pd.DataFrame,
    table: dict[tuple[str, int], Figure],
    found: pd.DataFrame,
    cut: Any,
    told: list[str],
) -> Section:
    """The widest gap, the chart, what was known when, the years on one basis, the table."""
    place = context.place_name(PROVINCE)
    rates = growing(frame, list(COLUMNS))
    figures: dict[int, set[float]] = {}
    for (_, one), figure in table.items():
        figures.setdefault(one, set()).add(round(figure.value / 1e8, 1))
    most = max(figures, key=lambda one: len(figures[one]))
    fall = min((one for one in rates.values() if one.vintage == OLD), key=lambda one: one.value)
    return Section(
        "output",
        f"{place}’s GDP in all its vintages",
        say(
            "Up to {most} official figures for one year ({of_year}): say which one you print. The "
            "revision {after} took {cut} off {year}.",
            most=words.small(len(figures[most])),
            of_year=most,
            after=_basis(cut.to_vintage),
            cut=f"{words.places(-cut.percent, 0)}%",
            year=cut.end.year,
        ),
        (
            Text(_gap(frame, table, cut)),
            Chart(
                _chart(place, frame),
                say(
                    "{place}’s GDP at current prices, trillion yuan, in all vintages: a line for "
                    "each series, marks for single announcements",
                    place=place,
                ),
            ),
            *known_then(frame, found, article_day(context, STRAITS_TIMES)),
            *one_step(context, place, rates, fall, COLUMNS, told),
            *mixed(frame, rates, COLUMNS, told),
            _table(place, table),
            *remarks(told),
        ),
    )


def _basis(vintage: str) -> str:
    """What a release rests on, in words."""
    return LABELS.get(vintage) or f"of the {release_name(vintage)}"


def _gap(frame: pd.DataFrame, table: dict[tuple[str, int], Figure], cut: Any) -> Markup:
    """The year that was cut most, and why; the newest figure."""
    newest = table[NEWEST, max(one for vintage, one in table if vintage == NEWEST)]
    newest_row = frame[(frame["vintage"] == NEWEST) & (frame["end"] == newest.end)]
    return say(
        "The output of {year} was {old} {old_basis}{old_note} and is {new} {new_basis}{new_note}, "
        "{cut} less. Why: {reason}. No growth rate may be taken from one line to another. The "
        "newest figure, for {newest_year}, is {newest}{dollars}{newest_note}.",
        year=cut.end.year,
        old=words.figure(cut.from_value, "CNY", 4),
        old_basis=COLUMNS.get(cut.from_vintage) or _basis(cut.from_vintage),
        old_note=ref(table[cut.from_vintage, cut.end.year].source),
        new=words.figure(cut.to_value, "CNY", 4),
        new_basis=_basis(cut.to_vintage),
        new_note=ref(cut.source),
        cut=f"{words.places(-cut.percent, 0)}%",
        reason=because(cut.cause, cut.reason),
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
