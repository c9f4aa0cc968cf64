"""Which of the times that a sentence names holds for a figure, and the window that it gives."""

from __future__ import annotations

import datetime as dt
import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from liaoning_econ import catalog
from liaoning_econ.text.moments import back, whole
from liaoning_econ.text.placing import AHEAD

if TYPE_CHECKING:
    from liaoning_econ.text.times import Time

__all__ = ["CARRIED", "Window", "Windows", "is_present", "opening"]

CARRIED: Final = frozenset(("flow", "growth", "share", "multiple", "cumulative"))
_BAR: Final = re.compile("[,:](?![0-9])|[;；。，：、]")
_NEW_CLAUSE: Final = re.compile(
    r"\b(?:and|but|while|whereas|then|or)(?: (?:then|also|later|again))?"
    r"(?: (?:in|on|by|as of|at|from|during|since|for|over|the|to))* ?$"
)
_ASIDE: Final = re.compile(
    r"\b(?:from|against|after|versus|compared|than|while|whereas|but|before|up|down)\b"
)
_BRACKET: Final = re.compile(r" ?\(?(?:截至|as of |in |by )?")
_OF_AREA: Final = re.compile("的(?:全[市省国区])?(?:国土|土地|陆地)?(?:面积|土地|人口)")
_RESPECTIVELY: Final = re.compile("respectively|分别|依次")
_LISTED: Final = re.compile(r"(?: ?[a-z%]{1,12})?(?:,? and|,|、|和|与|及|以及)? ?(?:in |of )?")
_PRESENT: Final = re.compile(
    "now(?<![a-z]now)(?![a-z])|currently(?<![a-z]currently)(?![a-z])|today(?<![a-z]today)(?![a-z])"
    "|现有|目前|现在|如今"
)
_LETTER: Final = re.compile("[a-z]")
_ZH_OTHER: Final = re.compile("[,;:到至升增降比较]")
_DONE: Final = re.compile(r"已|实际|(?<![a-z])(?:so far|has|have|had)(?![a-z])")


class Window(NamedTuple):
    """The days of a figure, and what named them."""

    start: dt.date | None
    end: dt.date | None
    precision: str
    kind: str = ""


NONE: Final = Window(None, None, "open")


@functools.cache
def _openings() -> dict[str, dt.date]:
    """The day on which each region with a known opening opened."""
    frame = catalog.regions()
    frame = frame[frame["opened"].notna()]
    return {
        str(code): day.date() for code, day in zip(frame["region"], frame["opened"], strict=True)
    }


def opening(region: str) -> dt.date | None:
    """The day on which a region opened; None where it is not known.

    Parameters
    ----------
    region
        A code of regions().
    """
    return _openings().get(region)


def _zone(region: str, time: Time) -> dt.date | None:
    """The opening of the zone of a city or province, where it falls into the days named."""
    parts = region.split("-")
    for code in ("-".join([*parts[:2], "FTZ", *parts[2:]]), "-".join([*parts[:2], "FTZ"])):
        opened = opening(code)
        if opened and time.start and time.end and time.start <= opened <= time.end:
            return opened
    return None


def _begun(time: Time, opened: dt.date | None) -> dt.date | None:
    """The opening, where it falls into the month that a "since" names; else its first day."""
    if opened is None or time.start is None or time.end is None:
        return time.start
    falls = time.start <= opened <= time.end and (time.end - time.start).days < 40
    return opened if falls else time.start


def is_present(folded: str, clause: tuple[int, int]) -> bool:
    """Return whether a clause speaks of the day of writing: now, currently, 目前.

    Parameters
    ----------
    folded
        The folded text.
    clause
        Where it begins and ends.
    """
    return _PRESENT.search(folded, *clause) is not None


def year_ago(published: dt.date | None) -> Window:
    """Return the month a year before publication, for what is so on one day.

    Parameters
    ----------
    published
        The last possible day of publication.
    """
    if published is None:
        return NONE
    day = back(published, 12)
    return Window(day, day, "month", "shift")


def year_before(days: Window) -> Window:
    """Return the same days of the year before.

    Parameters
    ----------
    days
        The days of another figure.
    """
    start = days.start and back(days.start, 12)
    if days.end is None:
        return Window(start, None, days.precision, days.kind)
    # The day after the end moves, so that the last of a month stays one.
    end = back(days.end + dt.timedelta(days=1), 12) - dt.timedelta(days=1)
    return Window(start, end, days.precision, days.kind)


class _Span(NamedTuple):
    """The place of a figure."""

    at: int
    until: int


_Place = TypeVar("_Place", _Span, "Time")


def _run(places: list[_Place], folded: str, near: int) -> list[_Place]:
    """The places that stand in one list, the nearest to a word where there are several lists."""
    runs: list[list[_Place]] = []
    for each in places:
        end = runs[-1][-1].until if runs else 0
        if runs and _LISTED.fullmatch(folded, end, max(each.at, end)):
            runs[-1].append(each)
        else:
            runs.append([each])
    longer = [run for run in runs if len(run) > 1]
    return min(longer, key=lambda run: abs(run[0].at - near), default=[])


class Windows:
    """The times of a text, asked by figure.

    Parameters
    ----------
    folded
        The folded text.
    times
        As `times.find` gives them.
    published
        The last possible day of publication.
    """

    def __init__(self, folded: str, times: list[Time], published: dt.date | None) -> None:
        self.folded = folded
        self.times: list[Time] = [time for time in times if time.kind not in ("base", "event")]
        self.published = published
        self._joined: set[int] = set()
        self._paired: dict[int, Time] = {}
        self._counted: tuple[int, Window] = (-1, NONE)

    def pair(self, spans: list[tuple[int, int]]) -> None:
        """Give the figures of a list one by one to a list of times: 3 and 4 percent respectively.

        Parameters
        ----------
        spans
            Start and end of each figure of the text's line.
        """
        if not spans or not self.times:
            return
        first, last = max(0, spans[0][0] - 120), spans[-1][1] + 60
        for word in _RESPECTIVELY.finditer(self.folded, first, last):
            low, high = (max(0, word.start() - 160),), (word.end() + 160,)
            dated = self.times[bisect_left(self.times, low) : bisect_left(self.times, high)]
            near = spans[bisect_left(spans, low) : bisect_left(spans, high)]
            listed = _run(dated, self.folded, word.end())
            counted = _run([_Span(*span) for span in near], self.folded, word.end())
            if len(listed) == len(counted) > 1:
                self._paired |= {each.at: time for each, time in zip(counted, listed, strict=True)}

    def of(
        self,
        start: int,
        end: int,
        sentence: tuple[int, int],
        line: tuple[int, int],
        neighbours: tuple[int, int],
        *,
        duration: bool,
    ) -> Time | None:
        """The time that holds for a figure; None where no words name one.

        Parameters
        ----------
        start, end
            The surface.
        sentence, line
            Where they begin and end.
        neighbours
            End of the figure before and start of the one after.
        duration
            Whether the figure is itself a length of time.
        """
        if duration or _OF_AREA.match(self.folded, end):
            return None
        if start in self._paired:
            return self._paired[start]
        low = bisect_left(self.times, (sentence[0],))
        inside = self.times[low : bisect_left(self.times, (sentence[1],), lo=low)]
        inside = [t for t in inside if not t.at < end <= t.until or t.kind in ("first", "past")]
        after = [t for t in inside if t.at >= end]
        before = [t for t in inside if t.until <= start + 1 and self._is_open(t)]
        if after and self._belongs(end, after[0], neighbours[1]):
            self._joined.add(after[0].at)
            return self._planned(after[0], start, end, sentence)
        held = self._held(before, start)
        if held is None and after:
            held = self._follows(end, after, neighbours[1])
        if held is None:
            held = self._carried(low, line)
        return self._planned(held, start, end, sentence) if held else None

    def _is_open(self, time: Time) -> bool:
        """Whether a time holds for figures behind it: one of what was done only with a figure."""
        return time.kind != "done" or time.at in self._joined

    def _held(self, before: list[Time], start: int) -> Time | None:
        """The last time before a figure that holds for more than the figure beside it."""
        for time in reversed(before):
            gap = self.folded[time.until : start]
            if _PRESENT.search(gap):
                return None
            if not time.aside or (time is before[-1] and len(gap) < 25 and not _BAR.search(gap)):
                return time
        return None

    def _follows(self, end: int, after: list[Time], following: int) -> Time | None:
        """A time further behind a figure, where nothing says that it is another's."""
        for time in after:
            gap = self.folded[end : time.at]
            if time.aside or time.kind == "done" or ";" in gap:
                return None
            if not gap.isascii() or not _LETTER.search(gap):
                other = time.at > following or _ZH_OTHER.search(gap)
                return None if other else time
            if _NEW_CLAUSE.search(gap) or (time.at > following and _ASIDE.search(gap)):
                return None
            return time
        return None

    def _carried(self, low: int, line: tuple[int, int]) -> Time | None:
        """The time of an earlier sentence of the paragraph."""
        for index in range(low - 1, max(-1, low - 8), -1):
            time = self.times[index]
            if time.at < line[0]:
                return None
            if not time.aside and self._is_open(time):
                return time
        return None

    def carries(self, time: Time, sentence: tuple[int, int], measure: str) -> bool:
        """Whether a time of an earlier sentence holds for a figure of this one."""
        if time.at >= sentence[0]:
            return True
        # What was counted on one day says nothing of when something grew or was produced.
        if time.kind == "point" and measure in ("growth", "flow"):
            return False
        return measure in CARRIED

    def _belongs(self, end: int, time: Time, following: int) -> bool:
        """Whether a time behind a figure is joined to it: in 2017, by the end of July."""
        gap = self.folded[end : time.at]
        if time.at > following or len(gap) > 90 or _BAR.search(gap):
            return False
        if not gap.isascii():
            return False
        if _BRACKET.fullmatch(gap) and "(" in gap:
            return True
        return any(sign.isalpha() for sign in gap + self.folded[time.at : time.at + 1][:1]) and (
            gap[:1] in (" ", "") and _NEW_CLAUSE.search(gap) is None
        )

    def _planned(self, time: Time, start: int, end: int, sentence: tuple[int, int]) -> Time:
        """The whole of this year, where a sentence expects it."""
        if time.kind != "this" or time.start is None:
            return time
        low = max(sentence[0], start - 160)
        stop = _BAR.search(self.folded, end, min(sentence[1], end + 80))
        high = stop.start() if stop else min(sentence[1], end + 80)
        ahead = [found.end() for found in AHEAD.finditer(self.folded, low, high)]
        if not ahead or _DONE.search(self.folded, ahead[-1], start):
            return time
        return _whole(time)

    def window(self, time: Time | None, measure: str, region: str) -> Window:
        """The days that a figure of a kind covers at a time.

        Parameters
        ----------
        time
            The time that holds; None for none.
        measure, region
            Of the figure.
        """
        if time is None or time.kind == "ahead":
            return NONE
        if time.kind == "first":
            return self._first(time, region, measure)
        if time.kind == "opening":
            return self._since_opening(time, region)
        if time.kind == "since":
            return Window(_begun(time, opening(region)), self.published, "open", "since")
        if time.kind in ("until", "by", "point", "now"):
            # A share of what was counted from an opening is of the same days.
            part = measure in ("share", "multiple") and self._counted[0] == time.at
            found = self._counted[1] if part else self._until(time, measure, region)
            if not part:
                self._counted = (time.at if measure == "cumulative" else -1, found)
            return found
        if time.kind == "this":
            return Window(time.start, time.end, "open", "this")
        if time.start is None or time.end is None:
            return NONE
        if time.kind == "past":
            return Window(time.start, time.end, time.precision, "past")
        if measure == "stock" and (time.end - time.start).days < 366:
            return Window(time.end, time.end, time.precision, "until")
        return Window(time.start, time.end, "day", "period")

    def _first(self, time: Time, region: str, measure: str) -> Window:
        """The first years of a region; the last years where its opening is not known."""
        opened = opening(region)
        if opened is None or not time.months:
            past = Window(time.start, time.end, "year", "past")
            return past if time.start and measure != "stock" else NONE
        last = back(opened, -time.months) - dt.timedelta(days=1)
        if measure == "stock":
            return Window(last, last, "day", "first")
        return Window(opened, last, "day", "first")

    def _since_opening(self, time: Time, region: str) -> Window:
        opened = opening(region)
        if opened is None:
            opened = _zone(region, time)
        if opened is None or (time.start and time.end and not time.start <= opened <= time.end):
            opened = time.start
        return Window(opened, self.published, "open", "opening")

    def _until(self, time: Time, measure: str, region: str) -> Window:
        """The end, and the opening before it for what is counted from there."""
        end = self.published if time.kind == "now" else time.end
        if end is None:
            return NONE
        if measure == "cumulative" and (time.kind != "by" or end <= (self.published or end)):
            return Window(opening(region), end, time.precision, "until")
        if measure == "flow" and time.kind in ("until", "now"):
            return Window(None, end, time.precision, "until")
        if time.kind == "by" and measure not in ("stock", "cumulative"):
            return Window(time.start, end, "day", "period")
        if time.kind == "now" and measure != "stock":
            return Window(None, end, "open", "until")
        return Window(end, end, time.precision, "until")


def _whole(time: Time) -> Time:
    """A calendar period of which only the part up to publication was named."""
    if time.start is None:
        return time
    if time.months:
        days = whole(time.start, time.months)
    else:
        days = time.start, time.start + dt.timedelta(days=6)
    return time.on(days)._replace(kind="period", precision="year" if time.months == 12 else "month")
