"""The yuan's move: how much weaker, over every window that "recent weeks" can mean.

An exporter who is paid in yen gains from the yuan's fall against the yen, not the dollar, so both
are shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ import exchange
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Chart, Entry, Section, Standing, Table, Text, Topic, say
from liaoning_econ.report.charts import ONE, SOFT, TWO, draw
from liaoning_econ.report.context import rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.swing import swing
from liaoning_econ.report.terms import ECB

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from liaoning_econ.exchange import Move
    from liaoning_econ.report.context import Context

__all__ = ["find", "windows"]

STATEMENT: Final = "S20"
# "Recent weeks" is read as two weeks at least and nine at most, ending on any day on which the
# article can have been written.
LEAST_WEEKS, MOST_WEEKS = 2, 9
CURRENCIES: Final = {"USD": "dollar", "JPY": "yen"}
_WEEKS_SHOWN: Final = (2, 4, 6, 9)


def find(context: Context, covered: Collection[int]) -> Topic | None:  # noqa: ARG001
    """The yuan's moves, where the article says that it weakened.

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
    claims = context.find(document=found.document)
    begins = [claim.published_from for claim in claims if claim.published_from is not None]
    ends = [claim.published for claim in claims if claim.published is not None]
    if not begins or not ends:
        return None
    # The page came out on the first of these days at the earliest, so its writer saw the rate of
    # the working day before.
    first, last = min(begins) - pd.offsets.BDay(1), max(ends)
    table = windows("USD", first, last)
    widest = rows_of(table.nsmallest(1, "change"))[0]
    dollar = exchange.move("USD", "CNY", widest.start, widest.end)
    yen = exchange.move("JPY", "CNY", widest.start, widest.end)
    return Topic(
        (replace(_entry(dollar, yen), where=found.where),),
        _section(context, table, windows("JPY", first, last), dollar, yen, first, last),
    )


def windows(currency: str, first: pd.Timestamp, last: pd.Timestamp) -> pd.DataFrame:
    """The yuan's change against a currency over every window that the words can mean.

    Parameters
    ----------
    currency
        ISO 4217 code of the other currency.
    first, last
        Days between which the window can end.

    Returns
    -------
    pd.DataFrame
        One row a pair of publication days: start, end, days, change (percent of the yuan's worth
        in the other currency; negative where the yuan fell).
    """
    pair = exchange.pair("CNY", currency)
    days = pair.days.astype("datetime64[D]")
    inside = (days >= (first - pd.Timedelta(weeks=MOST_WEEKS)).to_numpy().astype("M8[D]")) & (
        days <= last.to_numpy().astype("M8[D]")
    )
    days, rate = days[inside], pair.rate[inside]
    start, end = np.triu_indices(len(days), 1)
    length = (days[end] - days[start]).astype(np.int64)
    kept = (
        (length >= 7 * LEAST_WEEKS)
        & (length <= 7 * MOST_WEEKS)
        & (days[end] >= first.to_numpy().astype("M8[D]"))
    )
    start, end = start[kept], end[kept]
    return pd.DataFrame(
        {
            "start": days[start].astype("datetime64[us]"),
            "end": days[end].astype("datetime64[us]"),
            "days": length[kept],
            "change": 100 * (rate[end] / rate[start] - 1),
        }
    )


def _entry(dollar: Move, yen: Move) -> Entry:
    """Printable, with the figure and with the yen."""
    return Entry(
        Standing.PRINT,
        20,
        say("The yuan “weakened considerably” against the dollar “in recent weeks”"),
        say(
            "The sentence can stand, and a figure would serve it: from {days} the yuan lost {fall} "
            "against the dollar{note}, {rank} of all {of} moves over {length} days since {since}. "
            "The man quoted sells to Japan, so the yen counts as well: against it the yuan lost "
            "{yen} over the same days.",
            days=words.days(dollar.start_used, dollar.end_used),
            fall=f"{words.places(-dollar.quote_change, 2)}%",
            note=ref(ECB),
            rank=_rank(dollar),
            of=words.figure(dollar.of),
            length=(dollar.end_used - dollar.start_used).days,
            since=_first_year(),
            yen=f"{words.places(-yen.quote_change, 2)}%",
        ),
        details="yuan",
    )


def _first_year() -> int:
    """The first year of which there are rates."""
    return int(str(exchange.pair("CNY", "USD").days[0].astype("datetime64[D]"))[:4])


def _rank(move: Move) -> str:
    """Where a fall of the yuan stands among all."""
    return "the largest" if move.rank == 1 else f"the {words.ordinal(move.rank)} largest"


def _section(
    context: Context,
    table: pd.DataFrame,
    yen_table: pd.DataFrame,
    dollar: Move,
    yen: Move,
    first: pd.Timestamp,
    last: pd.Timestamp,
) -> Section:
    """The widest window, every other, the yen, and how rough the weeks were."""
    rose = table[table["change"] > 0]
    return Section(
        "yuan",
        "The yuan against the dollar, and against the yen",
        say(
            "At its widest, from {days}, the dollar rose {up} and the yuan fell {down}: the same "
            "move, seen from either side.",
            days=words.days(dollar.start_used, dollar.end_used),
            up=f"{words.places(dollar.base_change, 2)}%",
            down=f"{words.places(-dollar.quote_change, 2)}%",
        ),
        (
            Text(
                say(
                    "A dollar cost {before} yuan on {start} and {after} on {end}{note}. “Recent "
                    "weeks” can mean many windows; all {count} of {least} to {most} weeks that end "
                    "from {ends} were worked out. The yuan fell in {fell} of them. "
                    "{rose}",
                    before=words.places(dollar.start_rate, 4),
                    start=words.day(dollar.start_used),
                    after=words.places(dollar.end_rate, 4),
                    end=words.day(dollar.end_used),
                    note=ref(ECB),
                    count=words.figure(len(table)),
                    least=words.small(LEAST_WEEKS),
                    most=words.small(MOST_WEEKS),
                    ends=words.days(first, last),
                    fell=words.figure(len(table) - len(rose)),
                    rose=_rose(rose),
                )
            ),
            Chart(
                _chart(dollar, last),
                say("What the yuan had lost since {day}, in percent",
                    day=words.day(dollar.start_used)),
            ),
            _table(table, yen_table),
            Text(
                say(
                    "For the exporter to Japan: against the yen the yuan lost {fall} over the "
                    "same days; over all those windows its change runs from {most} to "
                    "{least}{note}. If he is paid in dollars, the dollar counts after all; the "
                    "article does not say.",
                    fall=f"{words.places(-yen.quote_change, 2)}%",
                    least=words.change(yen_table["change"].max(), 1),
                    most=words.change(yen_table["change"].min(), 1),
                    note=ref(ECB),
                )
            ),
            *swing(context, first - pd.Timedelta(weeks=MOST_WEEKS), last),
        ),
    )  # fmt: skip


def _rose(rose: pd.DataFrame) -> str:
    """The windows over which the yuan did not fall."""
    if rose.empty:
        return "It rose in none."
    ends = rose["end"].min()
    return (
        f"It rose, by {words.places(rose['change'].max(), 1)}% at most, in the other "
        f"{words.figure(len(rose))}, none of which ends before {words.day(ends)}."
    )


def _table(table: pd.DataFrame, yen_table: pd.DataFrame) -> Table:
    """Least and greatest move for each length, against both currencies."""
    rows = []
    for weeks in _WEEKS_SHOWN:
        cells: list[Markup | str] = [f"{words.small(weeks).capitalize()} weeks"]
        for moves in (table, yen_table):
            # A window of four weeks ends on the working day nearest to four weeks later.
            near = moves[(moves["days"] - 7 * weeks).abs() <= 1]
            worst, best = near["change"].min(), near["change"].max()
            cells.append(f"{words.change(worst, 1)} to {words.change(best, 1)}")
        rows.append(tuple(cells))
    return Table(
        say("The yuan’s change over windows of each length, ending on any of the possible days"),
        ("Window", "Against the dollar", "Against the yen"),
        tuple(rows),
        numbers=(1, 2),
        foot=say("A minus is a fall of the yuan. Source: European Central Bank{note}.",
                 note=ref(ECB)),
    )  # fmt: skip


def _chart(dollar: Move, last: pd.Timestamp) -> Markup:
    """The yuan's worth since the first day of the widest window."""
    lines = {}
    for currency, name in CURRENCIES.items():
        pair = exchange.pair("CNY", currency)
        days = pair.days.astype("datetime64[D]")
        start = dollar.start_used.to_numpy().astype("M8[D]")
        inside = (days >= start) & (days <= last.to_numpy().astype("M8[D]"))
        rate = pair.rate[inside]
        lines[name] = (days[inside], 100 * (rate / rate[0] - 1))

    def paint(axes: Axes) -> None:
        for (name, (days, change)), colour, style in zip(
            lines.items(), (ONE, TWO), ("solid", (0, (5, 2))), strict=True
        ):
            axes.plot(days, change, color=colour, linestyle=style, linewidth=2,
                      label=f"against the {name}")  # fmt: skip
        axes.axhline(0, color=SOFT, linewidth=0.8)
        lowest = float(lines[CURRENCIES[dollar.base]][1].min())
        trough = np.repeat(dollar.end_used.to_datetime64(), 2)
        axes.plot(trough, [0, lowest], color=SOFT, linewidth=0.8, linestyle="dotted")
        ticks = [day for day in pd.date_range(dollar.start_used, last) if day.day in (1, 15)]
        axes.set_xticks(
            [day.to_datetime64() for day in ticks], [f"{day.day} {day:%b}" for day in ticks]
        )
        axes.set_ylabel("yuan, percent")
        axes.spines[["top", "right", "bottom"]].set_visible(False)
        axes.grid(visible=True, axis="y", linewidth=0.6)
        axes.legend(loc="lower left", handlelength=3)

    ends = "; ".join(
        f"against the {name} {change.min():.1f} percent at the lowest, {change[-1]:.1f} at the end"
        for name, (_, change) in lines.items()
    )
    return draw(
        "yuan-chart",
        paint,
        title=f"Change of the yuan since {words.day(dollar.start_used)}",
        description=f"Two lines from {words.day(dollar.start_used)} to {words.day(last)}. {ends}.",
        height=2.8,
        margins=(0.11, 0.1, 0.98, 0.97),
    )
