"""One text and all that is known of it: each figure with unit, days, indicator, region, speaker."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from liaoning_econ.text import changes, kinds, names, relations, speakers, times, windows
from liaoning_econ.text.atlas import zone_of
from liaoning_econ.text.claim import Claim
from liaoning_econ.text.levels import unit_of
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.names import UNKNOWN
from liaoning_econ.text.places import Answer, Places
from liaoning_econ.text.scanner import Found, scan_text
from liaoning_econ.text.segments import Segments
from liaoning_econ.text.setting import Setting, competes, setting_of
from liaoning_econ.text.spots import Spot
from liaoning_econ.text.topics import Topics

if TYPE_CHECKING:
    import datetime as dt

__all__ = ["Reading"]

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
_ZONE_OVER: Final = re.compile(
    "(?:zone|ftz)[^.;]{0,12} (?:across|in|over|spans|covers)(?![a-z])|自贸"
)
_WAYS: Final = re.compile(
    "(?P<sea>by (?:sea|ship|boat|water)|(?<![a-z])(?:sea|ocean) (?:route|freight|lane|voyage)"
    "|(?<![a-z])ships?(?![a-z])|(?<!比)(?:海运|水运|水路|海路|轮船))"
    "|(?P<rail>by (?:rail|railway|train)(?![a-z])|(?<![a-z])trains?(?![a-z])|(?<!比)铁路|班列|列车)"
    "|(?P<air>by (?:air|plane)(?![a-z])|空运|航空)|(?P<road>by (?:road|truck|lorry)(?![a-z])|公路)"
)
_YEAR_AGO: Final = re.compile(" (?:to the dollar )?(?:a|one) year ago")
# 3.64 trillion yuan in 2018, from 3.39 trillion yuan a year before.
_BEFORE_THAT: Final = re.compile(",? (?:a|one|the) year (?:before|earlier|previously)(?![a-z])")
_FROM: Final = re.compile(
    "(?<![a-z])(?:from|against|compared (?:with|to)|versus|after)"
    "(?: (?:about|some|nearly|over|only|just|almost))* ?$"
)
_SIGN: Final = re.compile(r"\S")
_LAST_SIGN: Final = re.compile(r"\S(?=\s*\Z)")
_KINDS_OF_RATE: Final = ("CNY/USD", "CNY/EUR")


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
        self.text: str = text
        self.folded: str = fold_text(text)
        self.published = published
        self._spoken: tuple[tuple[int, int], str] = ((-1, -1), "")
        self._signs: tuple[tuple[int, int], bool] = ((-1, -1), True)
        self._planned: tuple[tuple[tuple[int, int], bool], bool] = (((-1, -1), False), False)

    def claims(self) -> list[Claim]:
        """Every figure of the text."""
        found = scan_text(self.text, self.folded)
        if not found:
            return []
        self.segments: Segments = Segments(self.text)
        self.topics: Topics = Topics(self.folded)
        self.places: Places = Places(self.folded)
        self.found: list[Found] = found
        self._starts = [figure.start for figure in found]
        self.setting: Setting = setting_of(
            self.text, self.folded, self.segments, self.places, self.published
        )
        self.places.settle(self.setting.region, self.setting.until)
        self._others = False
        read: list[Claim] = []
        line = (-1, 0)
        for index, figure in enumerate(found):
            here = self.segments.line(figure.start)
            if here != line:
                self._pass(line[1], here[0])
                line = here
                self._enter(line)
            claim = self._claim(index, figure, line, read)
            if claim is not None:
                read.append(claim)
        relations.relate(self.folded, read)
        return read

    def _pass(self, start: int, end: int) -> None:
        """Read the places of lines without figures, for "the province" behind them.

        Lines that name none are left out, but for those that stand between one that does and the
        next: they end its paragraph.
        """
        named = [place.at for place in names.regions().find(self.folded, start, end)]
        last = _LAST_SIGN.search(self.folded[max(start, end - _REACH) : end])
        if last is not None:
            named.append(max(start, end - _REACH) + last.start())
        until = start
        for at in named:
            if at < until:
                continue
            line = self.segments.line(at)
            self.places.enter(line)
            behind = _SIGN.search(self.folded, line[1], end)
            until = line[1]
            if behind is not None:
                line = self.segments.line(behind.start())
                self.places.enter(line)
                until = line[1]

    def _enter(self, line: tuple[int, int]) -> None:
        """Read the names and the times of a line."""
        self.topics.enter(line)
        self.places.enter(line)
        low, high = line
        setting = self.setting
        behind = low >= setting.until
        main = setting.time if setting.titled and behind else None
        named = times.find(self.text[low:high], self.folded[low:high], self.published, main)
        if behind and setting.time is not None and not setting.titled:
            self._others = self._others or any(competes(t, setting.time) for t in named)
        shifted = [t._replace(at=t.at + low, until=t.until + low) for t in named]
        self.windows: windows.Windows = windows.Windows(self.folded, shifted, self.published)
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
        region = self._zone(spot, self.places.region(spot))
        indicator = self._indicator(spot, read, region.code, duration=duration)
        region = self._region(spot, indicator.code, region)
        unit = unit or unit_of(indicator.code) or "1"
        measure = kinds.measure_of(self.folded, figure, unit, change, indicator.code, clause)
        time = self._time(index, figure, sentence, line, measure, duration=duration)
        if time is not None and time.at < sentence[0] and windows.is_present(self.folded, clause):
            time = None
        if time is None and not duration:
            time = self._settled(figure, unit, measure, indicator.code, clause)
        if measure == "flow" and kinds.is_cumulative(self.folded, time, region.code, clause):
            measure = "cumulative"
        days = self.windows.window(time, measure, region.code)
        if unit in _KINDS_OF_RATE and _YEAR_AGO.match(self.folded, figure.last):
            days = windows.year_ago(self.published)
        elif time is not None and time.at < figure.first and self._of_year_before(figure):
            days = windows.year_before(days)
        bounds = kinds.bounds(figure, unit, change)
        if bounds is None:
            return None
        return Claim(
            figure, unit, *bounds, change, measure, indicator.code, region.code, days,
            self.segments.paragraph(figure.start), sentence, clause,
            self._is_plan(clause, duration=duration),
            self._speaker(sentence, line),
            self._reasons(indicator, region, unit, measure, days, time),
            self._basis(indicator.code, spot),
        )  # fmt: skip

    def _is_english(self, clause: tuple[int, int]) -> bool:
        """Whether a clause has no Chinese sign, asked once for all of its figures."""
        if clause != self._signs[0]:
            self._signs = clause, _HANZI.search(self.folded, *clause) is None
        return self._signs[1]

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
            figure.noun, figure.times, self._is_english(clause),
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

    def _settled(
        self, figure: Found, unit: str, measure: str, indicator: str, clause: tuple[int, int]
    ) -> times.Time | None:
        """The time that the head of the article gives to a figure without one; None for none."""
        setting = self.setting
        if setting.time is None or figure.start < setting.until:
            return None
        if windows.is_present(self.folded, clause) or self._is_plan(clause, duration=False):
            return None
        if setting.titled:
            holds = measure in windows.CARRIED or unit.endswith("/person")
            return setting.time if holds or (setting.account and measure == "stock") else None
        known = indicator not in (UNKNOWN, "exchange_rate") and not self._others
        return setting.time if known and measure in windows.CARRIED else None

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

    def _of_year_before(self, figure: Found) -> bool:
        """Whether a figure is what another moved from, a year before."""
        near = max(0, figure.first - 30)
        behind = _BEFORE_THAT.match(self.folded, figure.last)
        return bool(behind and _FROM.search(self.folded, near, figure.first))

    def _region(self, spot: Spot, indicator: str, region: Answer) -> Answer:
        """The region, where the indicator itself is of China: trade with North Korea, the yuan."""
        if indicator.endswith("_dprk") and region.code in ("KP", UNKNOWN):
            return Answer("CN")
        if indicator == "exchange_rate":
            yuan = _YUAN.search(self.folded, *spot.sentence)
            if spot.unit == "CNY/USD" or yuan or region.code == "CN":
                return Answer("CN")
        return region

    def _zone(self, spot: Spot, region: Answer) -> Answer:
        """The zone, where the cities of a province are counted over which it reaches."""
        if spot.unit == "city" and _ZONE_OVER.search(self.folded, spot.sentence[0], spot.first):
            return Answer(zone) if (zone := zone_of(region.code)) else region
        return region

    def _basis(self, indicator: str, spot: Spot) -> str:
        """By sea or by rail, of the days that goods are under way; else unstated."""
        if indicator != "transit_time":
            return "unstated"
        beside = _WAYS.match(self.folded, spot.end + 1)
        ways = list(_WAYS.finditer(self.folded, spot.sentence[0], spot.first))
        behind = None if ways else _WAYS.search(self.folded, spot.end, spot.clause[1])
        found = beside or (ways[-1] if ways else behind)
        return str(found.lastgroup) if found else "unstated"

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
