"""Words for times, and the days that they stand for: first eight months, 截至2018年7月底.

`find` reads every such place of a text; `Time` keeps its first and last day, found from the day
of publication or from the times beside it where the words need one.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from liaoning_econ.text.chinese_times import find_chinese
from liaoning_econ.text.english_times import find_english
from liaoning_econ.text.moments import Time, back, last_day, latest, whole, years
from liaoning_econ.text.placing import AHEAD, place, undated

__all__ = ["Time", "find", "last_day"]

_FIRST_YEAR: Final = 200
_LAST_YEAR: Final = 9900
_SILENT: Final = frozenset(("base", "event", "done", "ahead", "now"))
_PART: Final = re.compile("(?:其中|of which|including)[^。;.]{0,12}$")


def find(text: str, folded: str, published: dt.date | None) -> list[Time]:
    """Return the times that a text names, in order.

    Parameters
    ----------
    text
        The text; months are names only where they begin with a capital.
    folded
        The same, folded.
    published
        The day from which "last year" counts.

    Examples
    --------
    >>> found = find("in the first half of 2018", "in the first half of 2018", None)
    >>> str(found[0].start), str(found[0].end)
    ('2018-01-01', '2018-06-30')
    """
    if published is not None and not _FIRST_YEAR < published.year < _LAST_YEAR:
        published = None  # nothing can be counted back from the ends of the calendar
    found = list(find_english(text, folded, published))
    if not folded.isascii():
        found.extend(find_chinese(folded, published))
    found.sort(key=lambda time: (time.at, -time.until))
    told: list[Time] = []
    for time in _joined(found, folded, published):
        told.append(_told(folded, time, told, published))
    return told


def _joined(found: list[Time], folded: str, published: dt.date | None) -> list[Time]:
    """Placed times without one inside another, an opening's own date joined to it."""
    kept: list[Time] = []
    until = 0
    for raw in found:
        if raw.at < until:
            continue
        until = raw.until
        time = place(folded, raw, published)
        last = kept[-1] if kept else None
        if last is not None and last.kind == "opening" and time.start and raw.at - last.until <= 1:
            kept[-1] = last._replace(until=time.until, start=time.start, end=time.end)
            continue
        if last is not None and time.kind == "opening" and _dates(last, time):
            kept[-1] = last._replace(until=time.until, kind="opening", precision="open")
            continue
        kept.append(time)
    return kept


def _dates(time: Time, opening: Time) -> bool:
    """Whether a time dates an opening behind it: 去年4月挂牌以来."""
    return time.kind in ("since", "period", "event", "done") and opening.at <= time.until + 3


def _told(folded: str, time: Time, before: list[Time], published: dt.date | None) -> Time:
    """A time with its days, where they are told by the times before it."""
    main = _main(before)
    if time.kind in ("same", "shift"):
        return _relative(time, main, published)
    if time.kind.startswith("whole"):
        return _whole_year(folded, time, main, published)
    if time.first and main is not None and main.end is not None and time.kind != "since":
        part = _PART.search(folded, max(0, time.at - 24), time.at)
        old = published is None or main.end.year < published.year - 1
        if old or part or main.end.year == (published.year if published else 0):
            moved = undated(time, main.end.year)
            fits = moved.end is not None and (published is None or moved.end <= published)
            return moved if fits and (old or part) else time
    return time


def _main(before: list[Time]) -> Time | None:
    """The last time before a place that is not told beside another."""
    for time in reversed(before):
        if time.kind not in _SILENT and not time.aside and time.end is not None:
            return time
    return None


def _relative(time: Time, main: Time | None, published: dt.date | None) -> Time:
    """The same period, and the time so many months before another one."""
    if main is None or main.start is None or main.end is None:
        if time[2:4] == ("shift", None) and time.months == 12 and published is not None:
            days = years(published.year - 1, published.year - 1)
            return time.on(days)._replace(kind="period", precision="year")
        kind = "period" if time.start is not None else "ahead"
        return time._replace(kind=kind, aside=True)
    if time.kind == "same":
        if not time.months:
            return main._replace(at=time.at, until=time.until, aside=False)
        days = whole(main.end, time.months)
        return time.on(days)._replace(kind="period", precision="month")
    months = 12 * (main.end.year - time.start.year) if time.start else time.months
    start, end = back(main.start, months), back(main.end, months)
    if main.end == last_day(main.end.year, main.end.month):
        end = last_day(end.year, end.month)
    kind = "period" if main.kind in ("this", "by", "since", "past") else main.kind
    return time.on((start, end))._replace(
        kind=kind, precision=main.precision if kind != "period" else "month", aside=True
    )


def _whole_year(folded: str, time: Time, main: Time | None, published: dt.date | None) -> Time:
    """The full year: that of the time before it, the one that is planned, or the last one."""
    near = folded[max(0, time.at - 40) : time.until + 24]
    if main is not None and main.end is not None:
        year = main.end.year
    elif published is None:
        return time._replace(kind="ahead")
    elif AHEAD.search(near):
        year = published.year
    else:
        days = latest(1, 12, published)
        year = days[0].year if days else published.year
    told = time.on(years(year, year))
    if time.kind != "whole":
        kind = "until" if time.kind == "whole_until" else "point"
        return told._replace(kind=kind, start=told.end)
    return told._replace(kind="period")
