"""Which of the times that a sentence names holds for a figure, and the window that it gives."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final, NamedTuple

from liaoning_econ import catalog

if TYPE_CHECKING:
    from liaoning_econ.text.times import Time

__all__ = ["Window", "Windows"]

_FREE: Final = frozenset(("flow", "growth", "share", "multiple", "rate", "cumulative", "price"))
_BARRED: Final = re.compile("[,，;；。:：]")


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


def _begun(time: Time, opened: dt.date | None) -> dt.date | None:
    """The opening, where it falls into the month that a "since" names; else its first day."""
    if opened is None or time.start is None or time.end is None:
        return time.start
    falls = time.start <= opened <= time.end and (time.end - time.start).days < 40
    return opened if falls else time.start


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
        self.times: list[Time] = [time for time in times if time.kind != "base"]
        self.published = published

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
        if duration:
            return None
        low = bisect_left(self.times, (sentence[0],))
        inside = self.times[low : bisect_left(self.times, (sentence[1],), lo=low)]
        inside = [t for t in inside if not t.at < end <= t.until or t.kind == "first"]
        after = [t for t in inside if t.at >= end]
        before = [t for t in inside if t.until <= start + 1]
        if after and self._belongs(end, after[0], neighbours[1]):
            return after[0]
        if before:
            return before[-1]
        if after and not self._other(end, after[0], neighbours[1]):
            return after[0]
        return self.times[low - 1] if low and self.times[low - 1].at >= line[0] else None

    def _other(self, end: int, time: Time, following: int) -> bool:
        """Whether a time behind a figure is of something else."""
        between = self.folded[end : time.at]
        if not between.isascii():
            return _BARRED.search(between) is not None
        return time.at > following and "from" in between

    def carries(self, time: Time, sentence: tuple[int, int], measure: str) -> bool:
        """Whether a time of an earlier sentence holds for a figure of this one."""
        return time.at >= sentence[0] or measure in (
            "flow",
            "growth",
            "share",
            "multiple",
            "cumulative",
        )

    def _belongs(self, end: int, time: Time, following: int) -> bool:
        """Whether a time behind a figure is joined to it: in 2017, by the end of July."""
        between = self.folded[end : time.at]
        if time.at > following or _BARRED.search(between):
            return False
        if not between.isascii():
            return False
        return len(between) < 90

    def window(self, time: Time | None, measure: str, region: str) -> Window:
        """The days that a figure of a kind covers at a time.

        Parameters
        ----------
        time
            The time that holds; None for none.
        measure, region
            Of the figure.
        """
        if time is None:
            return NONE
        if time.kind in ("opening", "first"):
            return self._since_opening(time, region, measure)
        if time.kind == "since":
            start = _begun(time, opening(region))
            return Window(start, self.published, "open", "since")
        if time.kind == "until":
            return self._until(time, measure, region)
        if measure == "stock" and time.kind == "period" and time.end is not None:
            precision = time.precision if time.precision != "open" else "day"
            return Window(time.end, time.end, precision, "until")
        if time.kind == "past":
            if measure == "stock":
                return NONE
            return Window(time.start, time.end, time.precision if time.start else "open", "past")
        if time.kind == "this_year":
            return Window(time.start, time.end, "open", "this_year")
        if time.start is None or time.end is None:
            return NONE
        return Window(time.start, time.end, "day", "period")

    def _since_opening(self, time: Time, region: str, measure: str) -> Window:
        opened = opening(region)
        if time.kind == "first":
            if opened is None or not time.months:
                return NONE
            index = opened.year * 12 + opened.month - 1 + time.months
            year, month = index // 12, index % 12 + 1
            day = min(opened.day, calendar.monthrange(year, month)[1])
            last = dt.date(year, month, day) - dt.timedelta(days=1)
            if measure == "stock":
                return Window(last, last, "day", "first")
            return Window(opened, last, "day", "first")
        if opened is None or (
            time.start is not None and time.end is not None and not time.start <= opened <= time.end
        ):
            opened = time.start
        if measure == "stock":
            return (
                Window(self.published, self.published, "open", "opening")
                if self.published
                else NONE
            )
        return Window(opened, self.published, "open", "opening")

    def _until(self, time: Time, measure: str, region: str) -> Window:
        if time.end is None:
            return NONE
        if measure == "cumulative":
            opened = opening(region)
            return Window(opened, time.end, time.precision if opened else "open", "until")
        return Window(time.end, time.end, time.precision, "until")
