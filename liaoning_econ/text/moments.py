"""What a time in a text is, and the calendar by which its words are turned into days."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Final, NamedTuple, TypeAlias

from liaoning_econ.errors import TextError
from liaoning_econ.text import spelled
from liaoning_econ.text.hanzi import read_hanzi

__all__ = [
    "Days",
    "Time",
    "back",
    "last_day",
    "latest",
    "number",
    "past",
    "previous",
    "span_of",
    "this",
    "whole",
    "years",
]

Days: TypeAlias = tuple[dt.date, dt.date]

_LAST_YEAR: Final = 9998


class Time(NamedTuple):
    """A time that a text names.

    Attributes
    ----------
    at, until
        Its place, with "since" or 截至 before it.
    kind
        What it says of a figure: period (in 2018), until (as of July), by (by 2020), point (at the
        end of July), since, opening (since the opening), first (the first four years), past (the
        past three years), this (this year), ahead (the next three years), now (so far). Until its
        surroundings are looked at also shift (a year earlier), same (the same period) and whole
        (the full year). Base (than in 2017) and event (said on Monday) hold for no figure.
    start, end
        First and last day; None where the words and the day of publication do not give them.
    precision
        day, month, year: of an end that is only named by its month or year.
    months
        Length of a kind first, past, this or shift.
    first, last, day
        Months and day of a period whose year is not named; zero where it is.
    aside
        Whether it only holds for the figure beside it: up from 5 percent in 2016.
    """

    at: int
    until: int
    kind: str
    start: dt.date | None = None
    end: dt.date | None = None
    precision: str = "day"
    months: int = 0
    first: int = 0
    last: int = 0
    day: int = 0
    aside: bool = False

    def on(self, days: Days | None) -> Time:
        """The same time on other days."""
        return self._replace(start=days[0] if days else None, end=days[1] if days else None)


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def years(first: int, last: int) -> Days | None:
    """Return the days of calendar years; None where they are no years."""
    if not 1 <= first <= last <= _LAST_YEAR:
        return None
    return dt.date(first, 1, 1), dt.date(last, 12, 31)


def span_of(year: int, first: int, last: int, day: int = 0) -> Days | None:
    """Return the days of months of a year, or of one day of it; None where there are none."""
    if not (1 <= year <= _LAST_YEAR and 1 <= first <= last <= 12):
        return None
    if not day:
        return dt.date(year, first, 1), last_day(year, last)
    if day > calendar.monthrange(year, first)[1]:
        return None
    return dt.date(year, first, day), dt.date(year, first, day)


def latest(first: int, last: int, published: dt.date | None, day: int = 0) -> Days | None:
    """Return months, or a day, of the latest year in which they had ended."""
    if published is None:
        return None
    for year in (published.year, published.year - 1):
        days = span_of(year, first, last, day)
        if days is not None and days[1] <= published:
            return days
    return None


def back(day: dt.date, months: int) -> dt.date:
    """Return the day so many months earlier, or later where they are negative."""
    index = min(max(day.year * 12 + day.month - 1 - months, 12), _LAST_YEAR * 12)
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def whole(day: dt.date, months: int) -> Days:
    """Return the calendar month, quarter, half or year that holds a day, by its length."""
    first = (day.month - 1) // months * months + 1
    return dt.date(day.year, first, 1), last_day(day.year, first + months - 1)


def number(word: str) -> int:
    """Return a small number in digits or words of either language; 1 where it is none."""
    if word.isdigit():
        return int(word)
    try:
        read = spelled.read_words(word, 0) or read_hanzi(word, 0)
    except TextError:
        return 1
    return int(read.printed) if read and read.printed.isdigit() else 1


def past(at: int, until: int, months: int, published: dt.date | None) -> Time:
    """Return the months up to the day of publication; the seven days for none.

    Parameters
    ----------
    at, until
        Its place.
    months
        How many.
    published
        The day of publication.
    """
    precision = "year" if months and months % 12 == 0 else "month" if months else "day"
    time = Time(at, until, "past", precision=precision, months=months)
    if published is None:
        return time
    start = back(published, months) if months else published - dt.timedelta(days=7)
    return time.on((start + dt.timedelta(days=1), published))


def this(at: int, until: int, months: int, published: dt.date | None) -> Time:
    """Return the calendar month, quarter or year of publication; the week for no month.

    Parameters
    ----------
    at, until
        Its place.
    months
        Its length.
    published
        The day of publication.
    """
    time = Time(at, until, "this", precision="open", months=months)
    if published is None:
        return time
    monday = published - dt.timedelta(days=published.weekday())
    return time.on((whole(published, months)[0] if months else monday, published))


def previous(at: int, until: int, months: int, ago: int, published: dt.date | None) -> Time:
    """Return the calendar month or quarter some before the one of publication; a week for none.

    Parameters
    ----------
    at, until
        Its place.
    months
        Its length.
    ago
        How many before; negative for those after.
    published
        The day of publication.
    """
    time = Time(at, until, "period", precision="month" if months else "day")
    if published is None:
        return time
    if months:
        return time.on(whole(back(published.replace(day=1), months * ago), months))
    monday = published - dt.timedelta(days=published.weekday() + 7 * ago)
    return time.on((monday, monday + dt.timedelta(days=6)))
