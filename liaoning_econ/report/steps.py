"""GDP release after release: what was known when, one step in every vintage, tables that mix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ.frames import plain_codes
from liaoning_econ.realtime import as_of, find_splices, first_release
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Table, Text, say
from liaoning_econ.report.context import PROVINCE, figures_of, rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.releases import release_name
from liaoning_econ.report.revised import always_dated, because, heard
from liaoning_econ.trends import growth

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.context import Context, Figure

__all__ = ["growing", "known_then", "mixed", "one_step"]

_ANNOUNCED: Final = {
    "comparable": "in real terms, at comparable prices",
    "current": "at current prices",
}
_SAME: Final = ("unchanged", "rounding")
_TABLE: Final = "nbs-web-"


def growing(frame: pd.DataFrame, vintages: list[str]) -> dict[tuple[str, int], Figure]:
    """Growth on the year before inside each of some whole series, by vintage and year.

    Parameters
    ----------
    frame
        Observations of one series in several vintages.
    vintages
        Those that are consistent.
    """
    rows = frame[plain_codes(frame["vintage"]).isin(vintages)].reset_index(drop=True)
    return {(one.vintage, one.year): one for one in figures_of(growth(rows))}


def known_then(
    frame: pd.DataFrame, found: pd.DataFrame, day: pd.Timestamp | None
) -> tuple[Text | Table, ...]:
    """The newest figure that was known on a day, and what became of it.

    Parameters
    ----------
    frame
        Observations of one series.
    found
        Its revisions, each release against the one before.
    day
        The day of knowing; nothing is said where it is None.
    """
    known = [] if day is None else figures_of(as_of(always_dated(frame), day, possible=True))
    if day is None or not known:
        return ()
    then = known[-1]
    rows = [
        (
            _capital(then.vintage),
            say(
                "{n}{note}",
                n=words.places(then.value / 1e9, 1),
                note=ref(then.source),
            ),
            "",
            "as known on the day of the article",
        )
    ]
    later = [
        one
        for one in rows_of(found[found["end"] == then.end])
        if one.to_published > (then.published or day) and one.cause not in _SAME
    ]
    rows += [
        (
            _capital(one.to_vintage),
            say("{n}{note}", n=words.places(one.to_value / 1e9, 1), note=ref(one.source)),
            words.change(one.percent, 1),
            because(one.cause, one.reason),
        )
        for one in later
    ]
    last = later[-1].to_value if later else then.value
    return (
        Text(
            say(
                "When the article appeared, on {day}, the newest figure {was} {value} for {year}, "
                "the {release}{note}. {since}",
                day=words.day(day),
                was="was" if (then.published or day) <= day else "can have been",
                value=words.figure(then.value, "CNY", 4),
                year=then.year,
                release=release_name(then.vintage),
                note=ref(then.source),
                since=say(
                    "It was revised {count} since, by {change} in all.",
                    count=_times(len(later)),
                    change=words.change(100 * (last / then.value - 1), 1),
                )
                if later
                else "It has not been revised since.",
            )
        ),
        *(
            (
                Table(
                    say("GDP of {year}, release after release, billion yuan", year=then.year),
                    ("Release", "Figure", "Change", "Why"),
                    tuple(rows),
                    numbers=(1, 2),
                    foot=say("Releases that repeat a figure are left out."),
                    cards=True,
                ),
            )
            if later
            else ()
        ),
    )


def _capital(vintage: str) -> str:
    """A release at the head of a cell."""
    name = release_name(vintage)
    return name[:1].upper() + name[1:]


def _times(count: int) -> str:
    """How often."""
    return {1: "once", 2: "twice"}.get(count) or f"{words.small(count)} times"


def one_step(
    context: Context,
    place: str,
    rates: Mapping[tuple[str, int], Figure],
    fall: Figure,
    columns: Mapping[str, str],
    told: list[str],
) -> tuple[Text | Table, ...]:
    """One year's growth as first reported, and in every whole series.

    Parameters
    ----------
    context
        The claims and their record.
    place
        The province's name.
    rates
        Growth by vintage and year.
    fall
        The growth that is spoken of, in one of the series.
    columns
        The whole series and what they are called, oldest first.
    told
        What is to be said beside, as in `revised.heard`.
    """
    year = fall.year
    said = context.official("gdp", PROVINCE, measure="growth")
    said = said[(said["end"] == fall.end).to_numpy()].reset_index(drop=True)
    first = heard(lambda: first_release(always_dated(said), missing="drop"), told)
    rows: list[tuple[Markup | str, ...]] = [
        (
            say("First reported, {prices}", prices=_ANNOUNCED.get(prices, prices)),
            _capital(one.vintage),
            _rate(one, 1),
        )
        for one, prices in zip(figures_of(first), plain_codes(first["prices"]), strict=True)
    ]
    series = [rates[vintage, year] for vintage in columns if (vintage, year) in rates]
    rows += [
        (columns[one.vintage].capitalize(), _capital(one.vintage), _rate(one, 2)) for one in series
    ]
    since = [one for one in series if one.vintage != fall.vintage]
    text = say(
        "Do not print the fall of {fall} from {before} to {year} that the older table has{note}: "
        "it is in large part the correction itself. On one basis the same step is {since}.",
        fall=f"{words.places(-fall.value, 1)}%",
        before=year - 1,
        year=year,
        note=ref(fall.source),
        since=_listed(since, columns),
    )
    return (
        *((Text(text),) if since else ()),
        Table(
            say(
                "{place}’s GDP in {year} against {before}, by vintage",
                place=place,
                year=year,
                before=year - 1,
            ),
            ("Figures", "Release", "Change"),
            tuple(rows),
            numbers=(2,),
            cards=True,
        ),
    )


def _rate(one: Figure, decimals: int) -> Markup:
    """A change with its source."""
    return say("{rate}{note}", rate=words.change(one.value, decimals), note=ref(one.source))


def _listed(rates: list[Figure], columns: Mapping[str, str]) -> Markup:
    """Changes, each with the series that has it."""
    return say(" and ").join(
        say("{rate} {label}", rate=_rate(one, 2), label=columns[one.vintage]) for one in rates
    )


def mixed(
    frame: pd.DataFrame,
    rates: Mapping[tuple[str, int], Figure],
    columns: Mapping[str, str],
    told: list[str],
) -> tuple[Text, ...]:
    """Tables that pass from one census to another, with growth across and on one basis.

    Parameters
    ----------
    frame
        Observations of one series in several vintages.
    rates
        Growth by vintage and year, inside whole series.
    columns
        The whole series and what they are called.
    told
        What is to be said beside, as in `revised.heard`.
    """
    sources = {(one.vintage, one.end): one.source for one in figures_of(frame)}
    found = heard(lambda: find_splices(frame), told)
    steps = []
    # Tables of the office first: a reader takes each for one series.
    for one in sorted(rows_of(found), key=lambda row: not row.vintage.startswith(_TABLE)):
        whole = [rates[vintage, one.year] for vintage in columns if (vintage, one.year) in rates]
        if whole and pd.notna(one.printed):
            steps.append(
                say(
                    "In {which}, the years {before} and {year} rest on two censuses: the step "
                    "between them is {printed}{note}, in whole series it is {whole}.",
                    which=_table_name(one.vintage),
                    before=one.end_before.year,
                    year=one.year,
                    printed=words.change(one.printed, 2),
                    note=ref(sources[one.vintage, one.end]),
                    whole=_listed(whole, columns),
                )
            )
    return (Text(say(" ").join(steps)),) if steps else ()


def _table_name(vintage: str) -> str:
    """What mixes, for a sentence: a table, or announcements that nobody printed side by side."""
    name = release_name(vintage)
    return f"the table of the {name}" if vintage.startswith(_TABLE) else f"figures {name}"
