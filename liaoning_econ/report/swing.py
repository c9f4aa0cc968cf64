"""How rough the yuan's weeks were: its daily swing, its fall from the high, its dated events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import catalog, exchange
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.frames import plain_codes
from liaoning_econ.report import words
from liaoning_econ.report.blocks import Table, Text, say
from liaoning_econ.report.context import rows_of
from liaoning_econ.report.notes import ref
from liaoning_econ.report.terms import ECB

if TYPE_CHECKING:
    from markupsafe import Markup

    from liaoning_econ.report.blocks import Block
    from liaoning_econ.report.context import Context, Event

__all__ = ["Fall", "Happening", "Swing", "fall", "happenings", "swing", "swings"]

KINDS: Final = {"fx": "Exchange rate", "us_tariffs": "Tariffs"}
# The day of an event and the two publication days after it: some were told in the evening.
_WINDOW: Final = (0, 2)
# Calendar days that hold those two publication days, holidays or not.
_AFTER: Final = pd.Timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Swing:
    """Standard deviation of daily changes in percent with its 95 percent interval, and its days."""

    start: pd.Timestamp
    end: pd.Timestamp
    value: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class Fall:
    """The yuan's largest fall from its high in percent, and whether it was made good."""

    high: pd.Timestamp
    low: pd.Timestamp
    percent: float
    recovered: pd.Timestamp | None


@dataclass(frozen=True, slots=True)
class Happening:
    """What the yuan moved by around an event beyond its drift, in percent, with its interval.

    Attributes
    ----------
    event
        The event.
    kind
        Its kind in words.
    move, lower, upper
        Log change of the yuan in percent, positive where it rose, and its 95 percent interval.
    shares
        Whether its days are in part those of another event.
    """

    event: Event
    kind: str
    move: float
    lower: float
    upper: float
    shares: bool

    @property
    def beyond_chance(self) -> bool:
        """Whether no move at all lies outside the interval."""
        return self.lower > 0 or self.upper < 0


def swing(context: Context, first: pd.Timestamp, last: pd.Timestamp) -> tuple[Block, ...]:
    """The paragraph, and the table of events; none where the rates do not reach.

    Parameters
    ----------
    context
        Where the events are.
    first, last
        The weeks spoken of; the year before them is what they are held against.
    """
    begins = first - pd.DateOffset(years=1)
    try:
        rates = exchange.rates("CNY", "USD", begins, last + _AFTER)
        before, during = swings(rates, first, last)
        lost = fall(rates, last)
    except LiaoningEconError:
        return ()
    found = happenings(context, rates, first, last)
    text = Text(_paragraph(before, during, lost, last))
    return (text, _table(found)) if found else (text,)


def swings(rates: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> tuple[Swing, Swing]:
    """The usual daily swing before some weeks, and that of the weeks.

    Parameters
    ----------
    rates
        Daily rates of the yuan that begin before the weeks.
    first, last
        The weeks.
    """
    from liaoning_econ.trends.swings import volatility

    parts = (rates[rates["date"] <= first], rates[rates["date"].between(first, last)])
    rows = [rows_of(volatility(part, annualise=False))[0] for part in parts]
    before, during = (
        Swing(row.start, row.end, row.volatility, row.lower, row.upper) for row in rows
    )
    return before, during


def fall(rates: pd.DataFrame, last: pd.Timestamp) -> Fall:
    """The yuan's largest fall from a high, as known on a day.

    Parameters
    ----------
    rates
        Daily rates of the yuan: dollars for one.
    last
        The day; later rates are not looked at.
    """
    from liaoning_econ.trends.swings import drawdown

    row = rows_of(drawdown(rates[rates["date"] <= last]))[0]
    again = None if pd.isna(row.recovered) else row.recovered
    return Fall(row.start, row.end, -row.base_change, again)


def happenings(
    context: Context, rates: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp
) -> list[Happening]:
    """Events of the weeks that move a rate, and what the yuan did around each.

    Parameters
    ----------
    context
        Where the events are.
    rates
        Daily rates of the yuan that reach half a year before the weeks and some days beyond.
    first, last
        The weeks.
    """
    from liaoning_econ.trends.happenings import event_study

    table = catalog.events()
    table = table[
        plain_codes(table["kind"]).isin(set(KINDS))
        & (plain_codes(table["precision"]) == "day")
        & table["start"].between(first, last)
    ]
    if table.empty:
        return []
    try:
        paths = event_study(rates, table, _WINDOW)
    except LiaoningEconError:
        return []
    kinds = dict(zip(plain_codes(table["event"]), plain_codes(table["kind"]), strict=True))
    whole = paths[(paths["offset"] == _WINDOW[1]) & paths["date"].notna()]
    return [
        Happening(
            context.events[row.event],
            KINDS[kinds[row.event]],
            row.cumulative,
            row.lower,
            row.upper,
            row.overlaps > 0,
        )
        for row in rows_of(whole)
    ]


def _paragraph(before: Swing, during: Swing, lost: Fall, last: pd.Timestamp) -> Markup:
    """The daily swing against the usual one, and the fall from the high."""
    # From the ends of both intervals: no ratio that they allow lies outside.
    least, most = during.lower / before.upper, during.upper / before.lower
    ratio = during.value / before.value
    recovered = (
        f"by {words.day(last)} it had not won that back"
        if lost.recovered is None
        else f"it had won that back by {words.day(lost.recovered)}"
    )
    return say(
        "How rough the weeks were: the yuan’s daily swing against the dollar was {during} from "
        "{days}, {ratio} the {before} of the year before (between {least} and {most}){note}. From "
        "{days_lost}, measured from its high, it lost {lost}; {recovered}.",
        during=_swing(during),
        days=words.days(during.start, during.end),
        ratio=f"{words.places(ratio, 1)} times",
        before=_swing(before),
        least=words.places(least, 1),
        most=f"{words.places(most, 1)} times",
        note=ref(ECB),
        days_lost=words.days(lost.high, lost.low),
        lost=f"{words.places(lost.percent, 2)}%",
        recovered=recovered,
    )


def _swing(one: Swing) -> str:
    """A swing with its interval."""
    ends = f"{words.places(one.lower, 2)} to {words.places(one.upper, 2)}%"
    return f"{words.places(one.value, 2)}% ({ends})"


def _table(found: list[Happening]) -> Table:
    """What the yuan did around each event."""
    beyond = sum(one.beyond_chance for one in found)
    shared = [words.day(one.event.start) for one in found if one.shares]
    return Table(
        say(
            "The yuan around dated events: its move against the dollar on the day and the two "
            "publication days after it, beyond its drift"
        ),
        ("Event", "From", "Move", "95 percent interval"),
        tuple(
            (
                say(
                    "{kind}: {title}{size}{note}",
                    kind=one.kind,
                    title=one.event.title,
                    size=_size(one.event),
                    note=ref(one.event.source),
                ),
                words.day(one.event.start),
                words.change(one.move, 1),
                f"{words.change(one.lower, 1)} to {words.change(one.upper, 1)}",
            )
            for one in found
        ),
        numbers=(2, 3),
        strong=tuple(number for number, one in enumerate(found) if one.beyond_chance),
        foot=say(
            "A plus is a rise of the yuan. {beyond} The intervals are those of the half-year "
            "before each event, in rougher weeks they are wider.{shared} Rates: European Central "
            "Bank{note}.",
            beyond=f"Bold: more than chance alone explains, {words.small(beyond)} of "
            f"{words.small(len(found))}."
            if beyond
            else "None is more than chance alone explains.",
            shared=f" The days from {words.listed(shared)} overlap." if shared else "",
            note=ref(ECB),
        ),
        cards=True,
    )


def _size(event: Event) -> str:
    """How much the event is about, where the catalogue has a figure."""
    return "" if event.value is None else f" ({words.figure(event.value, event.unit)})"
