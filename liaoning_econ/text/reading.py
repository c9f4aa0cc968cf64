"""One text and all that is known of it: each figure with unit, days, indicator, region, speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from liaoning_econ.text import changes, kinds, relations, speakers, times, windows
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.places import Answer, Places
from liaoning_econ.text.scanner import Found, scan_text
from liaoning_econ.text.segments import Segments
from liaoning_econ.text.spots import Spot
from liaoning_econ.text.topics import UNKNOWN, Topics, unit_of

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Claim", "Reading"]

_LONGEST_SENTENCE: Final = 1200
_REACH: Final = 300
# A clause that is longer than its reach moves in steps, so that figures close together share one.
_STEP: Final = 100
_ROW: Final = 12
_HANZI: Final = re.compile("[一-鿿]")
_ACCOUNTS: Final = re.compile(
    "account|ma[dk]es? up|making up|represent|compris|suppl|contribut|share|provid"
)
_YUAN: Final = re.compile("人民币|yuan|renminbi|(?<![a-z])rmb|cny")
_WINDOW: Final = re.compile(
    r"(?<![a-z])(?:first|past|last|over|since|within)(?![a-z])|in (?:less|more|under|about|only"
    r"|just)|needed|took"
    r"|\bin \w+ (?:years|months)|来|近|过去|最近|多年|年前|不到|不足|挂牌|成立|计划|行动|规划"
    r"|-year plan"
    r"|周年|年间|年内|个月内|前.{0,4}年|anniversary|开放|运行|建区|设区"
)
_DEADLINE: Final = re.compile(
    "[须应要需可](?:将|于)?在|限|must|have to|valid|有效期|租期|期限|lease|permit|runs for"
)
_KINDS_OF_RATE: Final = ("CNY/USD", "CNY/EUR")


@dataclass(slots=True)
class Claim:
    """One figure on its way to a row."""

    found: Found
    unit: str
    value: float
    lower: float
    upper: float
    change: changes.Change
    measure: str
    indicator: str
    region: str
    days: windows.Window
    paragraph: int
    sentence: tuple[int, int]
    clause: tuple[int, int]
    plan: bool
    speaker: str
    reasons: dict[str, str] = field(default_factory=dict)
    related: int = -1
    relation: str = "none"


class Reading:
    """One text, read once.

    Parameters
    ----------
    text
        The text, its line ends as newlines.
    published
        The last possible day of publication.
    """

    def __init__(self, text: str, published: dt.date | None) -> None:
        self.text = text
        self.folded = fold_text(text)
        self.published = published
        self._spoken: tuple[tuple[int, int], str] = ((-1, -1), "")
        self._planned: tuple[tuple[tuple[int, int], bool], bool] = (((-1, -1), False), False)

    def claims(self) -> list[Claim]:
        """Every figure of the text."""
        found = scan_text(self.text, self.folded)
        if not found:
            return []
        self.segments = Segments(self.text)
        self.topics, self.places = Topics(self.folded), Places(self.folded)
        self.found = found
        self._starts = [figure.start for figure in found]
        read: list[Claim] = []
        line = (-1, -1)
        for index, figure in enumerate(found):
            here = self.segments.line(figure.start)
            if here != line:
                line = here
                self._enter(line)
            claim = self._claim(index, figure, line, read)
            if claim is not None:
                read.append(claim)
        relations.relate(self.folded, read)
        return read

    def _enter(self, line: tuple[int, int]) -> None:
        """Read the names and the times of a line."""
        self.topics.enter(line)
        self.places.enter(line)
        low, high = line
        named = times.find(self.text[low:high], self.folded[low:high], self.published)
        shifted = [t._replace(at=t.at + low, until=t.until + low) for t in named]
        self.windows = windows.Windows(self.folded, shifted, self.published)
        here = slice(bisect_left(self._starts, low), bisect_left(self._starts, high))
        self.windows.pair([(figure.start, figure.end) for figure in self.found[here]])

    def _speaker(self, sentence: tuple[int, int], line: tuple[int, int]) -> str:
        """Who says a sentence, asked once for all of its figures."""
        if sentence != self._spoken[0]:
            self._spoken = sentence, speakers.speaker_of(self.text, sentence, line)
        return self._spoken[1]

    def _sentence(self, at: int) -> tuple[int, int]:
        """The sentence around a place; one longer than anyone writes is cut into blocks."""
        start, end = self.segments.sentence(at)
        if end - start > _LONGEST_SENTENCE:
            start += (at - start) // _LONGEST_SENTENCE * _LONGEST_SENTENCE
            end = min(end, start + _LONGEST_SENTENCE)
        return start, end

    def _clause(self, at: int, sentence: tuple[int, int]) -> tuple[int, int]:
        """The clause around a place, within its sentence and within reach."""
        start, end = self.segments.clause(at)
        low, high = (at - _REACH) // _STEP * _STEP, -(-(at + _REACH) // _STEP) * _STEP
        return max(start, sentence[0], low), min(end, sentence[1], high)

    def _is_plan(self, clause: tuple[int, int], *, duration: bool) -> bool:
        """Whether a clause speaks of a plan, asked once for all of its figures."""
        if (clause, duration) != self._planned[0]:
            planned = kinds.is_plan(self.folded, clause, duration=duration)
            self._planned = (clause, duration), planned
        return self._planned[1]

    def _claim(
        self, index: int, figure: Found, line: tuple[int, int], read: list[Claim]
    ) -> Claim | None:
        """One figure with all that its words say; None where it has no finite value."""
        sentence = self._sentence(figure.start)
        clause = self._clause(figure.start, sentence)
        unit = kinds.unit_of(self.folded, figure, clause, sentence, read)
        fraction = "/" in figure.printed and figure.unit in ("1", "") and not figure.times
        change = changes.read_change(
            self.folded, figure.start, figure.end, clause, sentence,
            unit=unit, times=figure.times, fraction=fraction, first=figure.first,
            yearly=False,
        )  # fmt: skip
        spot = self._spot(index, figure, clause, sentence, unit, change.measure)
        duration = kinds.is_length(unit) and not figure.per
        region = self.places.region(spot)
        indicator = self._indicator(spot, read, region.code, duration=duration)
        region = self._region(spot, indicator.code, region)
        unit = unit or unit_of(indicator.code) or "1"
        measure = kinds.measure_of(self.folded, figure, unit, change, indicator.code, clause)
        time = self._time(index, figure, sentence, line, measure, duration=duration)
        if measure == "flow" and kinds.is_cumulative(self.folded, time, region.code, clause):
            measure = "cumulative"
        days = self.windows.window(time, measure, region.code)
        bounds = kinds.bounds(figure, unit, change)
        if bounds is None:
            return None
        return Claim(
            figure, unit, *bounds, change, measure, indicator.code, region.code, days,
            self.segments.paragraph(figure.start), sentence, clause,
            self._is_plan(clause, duration=duration),
            self._speaker(sentence, line),
            self._reasons(indicator, region, unit, measure, days, time),
        )  # fmt: skip

    def _spot(
        self, index: int, figure: Found, clause: tuple[int, int], sentence: tuple[int, int],
        unit: str, measure: str,
    ) -> Spot:  # fmt: skip
        """The figure's place and kind."""
        low = bisect_left(self._starts, sentence[0], lo=max(0, index - _ROW))
        high = bisect_left(self._starts, sentence[1], hi=min(len(self.found), index + _ROW))
        same = (figure.unit, figure.times)
        row = tuple(f.start for f in self.found[low:high] if (f.unit, f.times) == same)
        accounts = measure == "share" and _ACCOUNTS.search(self.folded, clause[0], figure.first)
        return Spot(
            figure.first, figure.start, figure.end, figure.last, clause, sentence, unit, measure,
            figure.noun, figure.times, _HANZI.search(self.folded, *clause) is None,
            bool(accounts), row,
        )  # fmt: skip

    def _time(
        self, index: int, figure: Found, sentence: tuple[int, int], line: tuple[int, int],
        measure: str, *, duration: bool,
    ) -> times.Time | None:  # fmt: skip
        """The time that holds for a figure; None where no words name one."""
        neighbours = (
            self.found[index - 1].end if index else 0,
            self.found[index + 1].start if index + 1 < len(self.found) else len(self.text),
        )
        time = self.windows.of(
            figure.start, figure.end, sentence, line, neighbours, duration=duration
        )
        if time is not None and not self.windows.carries(time, sentence, measure):
            return None
        return time

    def _indicator(self, spot: Spot, read: list[Claim], region: str, *, duration: bool) -> Answer:
        """What the figure measures."""
        if duration:
            return self._length(spot)
        if spot.unit in _KINDS_OF_RATE:
            if spot.unit == "CNY/USD":
                return Answer("exchange_rate")
            return Answer(UNKNOWN, "the catalogue has the rate of the yuan to the dollar alone")
        found = self.topics.indicator(spot, read, region)
        # A rate of exchange is printed with decimals.
        whole = "." not in self.folded[spot.start : spot.end]
        if found.code == "exchange_rate" and spot.unit in ("", "1") and whole:
            return Answer(UNKNOWN, "a rate of exchange is printed with decimals")
        return found

    def _region(self, spot: Spot, indicator: str, region: Answer) -> Answer:
        """The region, where the indicator itself is of China: trade with North Korea, the yuan."""
        if indicator.endswith("_dprk") and region.code in ("KP", UNKNOWN):
            return Answer("CN")
        if indicator == "exchange_rate":
            yuan = _YUAN.search(self.folded, *spot.sentence)
            if spot.unit == "CNY/USD" or yuan or region.code == "CN":
                return Answer("CN")
        return region

    def _length(self, spot: Spot) -> Answer:
        """A length of time: of a visit, a transit, or the window of other figures."""
        if spot.unit == "day":
            for code, (low, high) in (("transit_time", spot.sentence), ("visit", spot.clause)):
                if self.topics.named(code, low, high):
                    return Answer(code)
        around = self.folded[
            max(spot.clause[0], spot.first - 24) : min(spot.clause[1] + 1, spot.last + 16)
        ]
        due = _DEADLINE.search(self.folded, spot.clause[0], spot.first)
        if spot.unit in ("year", "month") and _WINDOW.search(around) and not due:
            return Answer("window")
        return Answer(UNKNOWN, "the words do not say what takes so long")

    def _reasons(
        self, indicator: Answer, region: Answer, unit: str, measure: str,
        days: windows.Window, time: times.Time | None,
    ) -> dict[str, str]:  # fmt: skip
        """Why columns of a claim stayed open."""
        found = {}
        if indicator.code == UNKNOWN:
            found["indicator"] = indicator.reason
        if region.code == UNKNOWN:
            found["region"] = region.reason
        if unit == "1" and measure not in ("share", "multiple", "growth", "index", "price"):
            found["unit"] = "no unit and no known counted noun stands at the number"
        if days.start is None or days.end is None:
            found["window"] = self._undated(measure, time)
        return found

    def _undated(self, measure: str, time: times.Time | None) -> str:
        """Why a figure has no first or no last day."""
        if measure == "duration":
            return "a length of time has no days of its own"
        if time is None:
            return "no words near the figure name days"
        words = " ".join(self.text[time.at : time.until].split())
        if self.published is None and (time.start is None or time.end is None):
            return f"{words!r} needs published"
        if time.kind in ("opening", "first", "until", "since"):
            return f"{words!r} counts from an opening that regions() does not know"
        return f"{words!r} does not say from which day to which"
