"""From an article to Claims: each figure with unit, bounds, days, indicator, region, speaker."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, cast

import numpy as np
import pandas as pd

from liaoning_econ import frames, units, window
from liaoning_econ.errors import LiaoningEconError, TextError, shorten
from liaoning_econ.quantities import bounds_of
from liaoning_econ.text import (
    afterwards,
    changes,
    measures,
    relations,
    speakers,
    times,
    topics,
    windows,
)
from liaoning_econ.text.lexicon import fold_text
from liaoning_econ.text.scanner import Found, scan_text
from liaoning_econ.text.segments import Segments

if TYPE_CHECKING:
    from pandera.typing import DataFrame

    from liaoning_econ.schemas import Claims

__all__ = ["read_text"]

_PLAN: Final = re.compile(
    r"计划|规划|预计|预期|目标|力争|将(?!近)|拟|争取|\bplan(?:s|ned)?\b|\bwill\b|\bexpect|\btarget"
    r"|\bwould\b|\bhope|\bforecast|\baims?\b|\bgoal"
)
_CUMULATIVE: Final = re.compile("累计|cumulative|in all|so far|altogether")
_STOCK: Final = re.compile(
    r"(?<![a-z])(?:has|have|had|there are|there were|stood at|stands at|covers|houses|is home to"
    r"|hosts?|operates?|employs?|serves?"
    r"|number of|population of|remaining|outstanding|total of)(?![a-z])(?! (?:attracted|drawn"
    r"|registered|signed|created|taken|put|moved|seen|been|added))"
    "|共有|现有|拥有|实有|存量|总数|总面积|人口|已有|余额|规模|集聚|库存|员工|就业|投资总额"
    "|为.{0,3}$"
)
_SINGLE_SIGNS: Final = {"$": "USD", "\u00a5": "CNY"}
_LANGUAGES: Final = (None, "en", "zh")
_LONGEST_SENTENCE: Final = 1200
_REACH: Final = 300


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
    plan: bool
    speaker: str
    related: int = -1
    relation: str = "none"
    notes: list[str] = field(default_factory=list)


def read_text(
    text: str,
    *,
    published: object = None,
    language: str | None = None,
    document: str | None = None,
) -> DataFrame[Claims]:
    """Read the figures out of a text, English, Chinese or both.

    Parameters
    ----------
    text
        The article. Line ends of every kind count as newlines before places are counted.
    published
        The day on which it appeared, from which "last year" counts: a day, "2018-08", or a pair
        of the earliest and the latest possible day. None leaves such windows open.
    language
        "en" or "zh"; None for what the text is written in, which may be both.
    document
        The name under which the claims stand; "text" where none is given.

    Returns
    -------
    DataFrame[Claims]
        One row a figure, in the order of the text; `text[span_start:span_end] == surface`.
        Indicator and region are "unknown" where the words do not settle them.

    Raises
    ------
    TextError
        The text is no text, the language is not known, or the day cannot be read.

    Examples
    --------
    >>> claims = read_text("It drew nearly 30,000 new companies.")
    >>> claims[["surface", "qualifier", "lower", "upper", "unit"]]
      surface qualifier    lower    upper  unit
    0  30,000    nearly  27000.0  30000.0  firm
    """
    if not isinstance(text, str):
        raise TextError(f"an article is text, not {type(text).__name__}", mend="pass a str")
    if language not in _LANGUAGES:
        raise TextError(f"unknown language {shorten(str(language))!r}", mend="pass en, zh or None")
    days = _published(published)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    claims = _Reading(plain, days[1]).claims()
    return cast("DataFrame[Claims]", _frame(plain, claims, days, document or "text"))


def _published(day: object) -> tuple[dt.date | None, dt.date | None]:
    """Earliest and latest day of publication."""
    if day is None or day is pd.NaT:
        return None, None
    if isinstance(day, (tuple, list)):
        if len(day) != 2:
            raise TextError("published has not two ends", mend="pass (earliest, latest)")
        first, last = _published(day[0])[0], _published(day[1])[1]
        if first is not None and last is not None and last < first:
            raise TextError("published ends before it starts", mend="swap the two days")
        return first, last
    if isinstance(day, (dt.datetime, np.datetime64, pd.Timestamp)):
        stamp = pd.Timestamp(day)
        return stamp.date(), stamp.date()
    if isinstance(day, dt.date):
        return day, day
    try:
        start, end, _ = window.period(str(day))
    except LiaoningEconError as error:
        raise TextError(
            f"published {shorten(repr(day))} is no day", mend='write "2018-08-11" or "2018-08"'
        ) from error
    return start.date(), end.date()


class _Reading:
    """One text and all that is known of it."""

    def __init__(self, text: str, published: dt.date | None) -> None:
        self.text = text
        self.folded = fold_text(text)
        self.published = published
        self._spoken: tuple[tuple[int, int], str] = ((-1, -1), "")

    def claims(self) -> list[Claim]:
        """Every figure of the text."""
        found = scan_text(self.text, self.folded)
        if not found:
            return []
        self.segments = Segments(self.text)
        self.topics = topics.Topics(self.folded)
        self.found = found
        self._yuan = "yuan" in self.folded or "china" in self.folded or not self.folded.isascii()
        read: list[Claim] = []
        line = (-1, -1)
        for index, figure in enumerate(found):
            here = self.segments.line(figure.start)
            if here != line:
                line = here
                self.topics.enter(line)
                named = times.find(
                    self.text[line[0] : line[1]], self.folded[line[0] : line[1]], self.published
                )
                shifted = [t._replace(at=t.at + line[0], until=t.until + line[0]) for t in named]
                self.windows = windows.Windows(self.folded, shifted, self.published)
            claim = self._claim(index, figure, line, read)
            if claim is not None:
                read.append(claim)
        relations.relate(self.folded, read)
        return read

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
        return max(start, sentence[0], at - _REACH), min(end, sentence[1], at + _REACH)

    def _claim(
        self, index: int, figure: Found, line: tuple[int, int], read: list[Claim]
    ) -> Claim | None:
        """One figure with all that its words say; None where it has no finite value."""
        sentence = self._sentence(figure.start)
        clause = self._clause(figure.start, sentence)
        unit = self._unit(figure, clause, sentence, read)
        fraction = "/" in figure.printed and figure.unit in ("1", "") and not figure.times
        change = changes.read_change(
            self.folded, figure.start, figure.end, clause, sentence,
            unit=unit, times=figure.times, fraction=fraction, first=figure.first,
            yearly=False,
        )  # fmt: skip
        span = (figure.first, figure.start, figure.end, figure.last)
        duration = units_time(unit) and not figure.per
        indicator = self._indicator(span, clause, sentence, unit, change.measure, duration=duration)
        if unit == "":
            unit = topics.unit_of(indicator) or "1"
        region = self.topics.region(figure.start, figure.end, sentence)
        measure = self._measure(figure, unit, change, indicator, clause, duration=duration)
        neighbours = (
            self.found[index - 1].end if index else 0,
            self.found[index + 1].start if index + 1 < len(self.found) else len(self.text),
        )
        time = self.windows.of(
            figure.start, figure.end, sentence, line, neighbours, duration=duration
        )
        if time is not None and not self.windows.carries(time, sentence, measure):
            time = None
        plan = _PLAN.search(self.folded, clause[0], clause[1]) is not None
        part = self.folded.startswith(("其中", "of which", " of which"), clause[0])
        if measure == "flow" and part and read and read[-1].measure == "cumulative":
            measure = "cumulative"
        if measure == "flow" and self._is_cumulative(time, region, clause):
            measure = "cumulative"
        days = self.windows.window(time, measure, region)
        bounds = _bounds(figure, unit, change)
        if bounds is None:
            return None
        return Claim(
            figure, unit, *bounds, change, measure, indicator, region, days,
            self.segments.paragraph(figure.start), sentence, plan,
            self._speaker(sentence, line),
        )  # fmt: skip

    def _unit(
        self, figure: Found, clause: tuple[int, int], sentence: tuple[int, int], read: list[Claim]
    ) -> str:
        """The unit with what it is counted per; signs of several currencies by the text."""
        unit = figure.unit
        if unit == "\u00a5":
            near = self.folded[
                max(sentence[0], figure.start - 200) : min(sentence[1], figure.end + 100)
            ]
            yen = "japan" in near or "yen" in near or "tokyo" in near or "日" in near
            unit = "JPY" if yen and "yuan" not in near else "CNY"
        unit = _SINGLE_SIGNS.get(unit, unit)
        if unit == "" and read and read[-1].sentence == sentence and not figure.noun:
            # "from 3,200 to 8,730 firms", "14 of them".
            unit = (
                read[-1].found.unit if read[-1].found.noun or read[-1].unit in units.COUNTED else ""
            )
        if unit == "" and not figure.noun:
            unit = self._subject(clause, figure)
        if unit in ("", "firm") and figure.scale >= 10_000 and not figure.noun:
            # 耗资15亿: an amount of yuan whose 元 is left out.
            amount = _AMOUNT.search(self.folded, max(clause[0], figure.first - 8), figure.first)
            unit = "CNY" if amount else unit
        if unit == "CNY" and _DOLLAR_FOR.search(
            self.folded, max(0, figure.first - 12), figure.first
        ):
            return "CNY/USD"
        if "/" in unit:
            return unit
        per = figure.per or _per_in_clause(self.folded, clause, figure, unit)
        return f"{unit or '1'}/{per}" if per and per != unit else unit

    def _subject(self, clause: tuple[int, int], figure: Found) -> str:
        """The unit of what a clause counts: the number of visitors doubled to 2.1 million."""
        low = max(clause[0], figure.first - 80)
        named = list(measures.plural_nouns().finditer(self.folded, low, figure.first))
        if named:
            return measures.counted_nouns()[measures.squeeze(named[-1].group())]
        return "" if self.folded.isascii() else afterwards.counted_before(self.folded, figure.start)

    def _indicator(
        self, span: tuple[int, int, int, int], clause: tuple[int, int], sentence: tuple[int, int],
        unit: str, measure: str, *, duration: bool,
    ) -> str:  # fmt: skip
        """What the figure measures."""
        if duration:
            return self._length(span, clause, sentence, unit)
        if unit in ("CNY/USD", "CNY/EUR"):
            return "exchange_rate" if unit == "CNY/USD" else topics.UNKNOWN
        found = self.topics.indicator(span, clause, sentence, unit, measure)
        if found == "exchange_rate" and unit in ("", "1"):
            # A rate of exchange is printed with decimals.
            decimal = "." in self.folded[span[1] : span[2]]
            return found if decimal else topics.UNKNOWN
        return found

    def _length(
        self,
        span: tuple[int, int, int, int],
        clause: tuple[int, int],
        sentence: tuple[int, int],
        unit: str,
    ) -> str:
        """A length of time: of a visit, a transit, or the window of other figures."""
        words = self.folded[clause[0] : clause[1]]
        if _TRANSIT.search(self.folded[sentence[0] : sentence[1]]) and unit == "day":
            return "transit_time"
        if _VISIT.search(words) and unit == "day":
            return "visit"
        around = self.folded[max(clause[0], span[0] - 24) : min(clause[1] + 1, span[2] + 16)]
        return "window" if unit in ("year", "month") and _WINDOW.search(around) else topics.UNKNOWN

    def _measure(
        self, figure: Found, unit: str, change: changes.Change, indicator: str,
        clause: tuple[int, int], *, duration: bool,
    ) -> str:  # fmt: skip
        """The kind of measure."""
        if duration:
            return "duration"
        if unit in ("CNY/USD", "CNY/EUR", "JPY/CNY"):
            return "price"
        if "/" in unit:
            return (
                "price"
                if unit.startswith("CNY/") and unit.endswith(("jin", "tonne", "m2", "kwh"))
                else "rate"
            )
        if change.measure:
            signed = figure.minus or self.folded[figure.start - 1 : figure.start] == "+"
            return "growth" if signed and unit == "percent" else change.measure
        if unit == "1" and not figure.noun and _INDEX.search(self.folded, *clause):
            return "index"
        if unit in ("teu", "visit", "tonne"):
            return "flow"
        own = topics.level_measure(indicator)
        if own and indicator != "unknown":
            return own
        before = self.folded[max(clause[0], figure.first - 40) : figure.last]
        if unit in units.CURRENCIES:
            if _PRICE.search(before):
                return "price"
            return (
                "stock"
                if re.search(
                    "总额|余额|规模|reserves|debt|assets|deposits|loans outstanding", before
                )
                else "flow"
            )
        return (
            "stock"
            if _STOCK.search(before)
            or unit
            in ("km2", "city", "zone", "country", "branch", "province", "institution", "bank")
            else "flow"
        )

    def _is_cumulative(self, time: times.Time | None, region: str, clause: tuple[int, int]) -> bool:
        """Whether a flow is counted from the opening of a zone."""
        if time is not None and time.kind in ("period", "this_year", "past"):
            return False
        if _CUMULATIVE.search(self.folded, clause[0], clause[1]):
            return True
        if time is None:
            return False
        opened = windows.opening(region)
        if time.kind in ("opening", "first"):
            return True
        if opened is None:
            return False
        if time.kind == "since":
            return (
                time.start is not None and time.end is not None and time.start <= opened <= time.end
            )
        return time.kind == "until"


_TRANSIT: Final = re.compile(
    "by sea|by rail|railway|freight|海运|班列|运输|transit|shipping|goods take|voyage|货轮"
    "|containers? (?:take|reach)"
)
_VISIT: Final = re.compile("visit(?:s|ed)?(?![a-z])|访问")
_WINDOW: Final = re.compile(
    r"first|past|last|over|since|within|in (?:less|more|under|about|only|just)|\bin \w+ (?:years"
    r"|months)|来|近|过去|最近|多年|年前|不到|不足|挂牌|成立|计划|行动|规划|-year plan"
)
_PRICE: Final = re.compile(
    "cost|price|售价|单价|价格|每箱|运费|均价|rent|fee|fare|ticket|每股|票价"
)
_PERS: Final = re.compile(
    "(?P<day>日均|日产(?!值)|每天|每日|平均每个工作日|每个工作日)|(?P<month>月产(?!值)|每月|月均)"
    "|(?P<year>年均(?!增)"
    "|每年|年产(?!值)|年均可)|(?P<week>每周)"
    "|(?P<mu>每亩|亩产|亩均)|(?P<jin>每斤)|(?P<person>人均|每人)|(?P<tonne>每吨|吨均)"
    "|(?P<km2>每平方公里)|(?P<m2>每平方米)|(?P<hour>每小时)"
    "|(?P<household>户均|每户)"
)


_OF_FIRMS: Final = re.compile("企业|资本|公司|税收|产值")
_AMOUNT: Final = re.compile("[资金款入值本贴税费励价额]{1,2}(?:高?达|为|约|共|逾|超过?|近|仅)*$")
_DOLLAR_FOR: Final = re.compile("(?:美元兑换?|1美元约?合|美元可?兑换?|一美元合)[^，。；0-9]{0,6}$")
_INDEX: Final = re.compile("指数|(?<![a-z])index|(?<![a-z])pmi")
_PER_HEAD: Final = re.compile("per capita|per head|per person|a head of|per inhabitant")


def units_time(unit: str) -> bool:
    """Whether a unit is a length of time."""
    return unit in ("day", "week", "month", "year")


def _per_in_clause(folded: str, clause: tuple[int, int], figure: Found, unit: str) -> str:
    """What a figure is counted per, by a word further before it: 日均新增企业约40户."""
    if unit in units.CURRENCIES and _PER_HEAD.search(folded, clause[0], figure.first):
        return "person"
    if folded.isascii() or unit in ("percent", "percentage_point", "basis_point") or figure.times:
        return ""
    if units_time(unit) or (unit == "1" and figure.qualifier == "fraction"):
        return ""
    found = list(_PERS.finditer(folded, max(clause[0], figure.first - 16), figure.first))
    per = str(found[-1].lastgroup) if found and found[-1].lastgroup else ""
    if per == "household" and _OF_FIRMS.search(folded, clause[0], figure.first):
        return "firm"
    return per


@functools.lru_cache(maxsize=4096)
def _known_unit(unit: str) -> str:
    """The unit in its canonical form; as it is where the unit table does not have it."""
    try:
        return units.normalise(unit)
    except LiaoningEconError:
        return ""


@functools.lru_cache(maxsize=65536)
def _printed_bounds(
    printed: str, unit: str, qualifier: str, scale: int, scale_word: bool
) -> tuple[float, float, float]:
    """Bounds by the one table; the same figures come again and again."""
    return bounds_of(printed, unit=unit, qualifier=qualifier, scale=scale, scale_word=scale_word)


def _bounds(figure: Found, unit: str, change: changes.Change) -> tuple[float, float, float] | None:
    """Value, lower and upper; None where they are not finite."""
    known = _known_unit(unit) or "kwh"
    try:
        value, lower, upper = _printed_bounds(
            figure.printed, known, figure.qualifier, figure.scale, figure.scale_word
        )
    except LiaoningEconError:
        return None
    if change.growth_times == "adds" and figure.unit == "1" and "/" not in figure.printed:
        value, lower, upper = value + 1, lower + 1, upper + 1
    elif change.growth_times == "both" and figure.qualifier == "none":
        lower, upper = value, value + 1
    if change.sign < 0 or figure.minus:
        value, lower, upper = -value, -upper, -lower
    if not np.isfinite(value):
        return None
    return value, lower, upper


def _stamps(days: list[dt.date | None]) -> pd.Series:
    """Days as a column."""
    plain = np.array(
        [np.datetime64(day, "us") if day else np.datetime64("NaT") for day in days],
        dtype="datetime64[us]",
    )
    return pd.Series(plain)


def _frame(
    text: str, claims: list[Claim], days: tuple[dt.date | None, dt.date | None], document: str
) -> pd.DataFrame:
    """The claims as a frame."""
    count = len(claims)
    if not count:
        return frames.empty(frames.CLAIMS)
    names = [f"C{index:03d}" for index in range(1, count + 1)]
    table = pd.DataFrame(
        {
            "indicator": [claim.indicator for claim in claims],
            "region": [claim.region for claim in claims],
            "start": _stamps([claim.days.start for claim in claims]),
            "end": _stamps([claim.days.end for claim in claims]),
            "precision": [claim.days.precision for claim in claims],
            "measure": [claim.measure for claim in claims],
            "basis": "unstated",
            "prices": ["current" if claim.unit in units.CURRENCIES else "none" for claim in claims],
            "relative_to": [_relative(claim) for claim in claims],
            "unit": [_known_unit(claim.unit) or claim.unit for claim in claims],
            "value": [claim.value + 0.0 for claim in claims],
            "lower": [claim.lower + 0.0 for claim in claims],
            "upper": [claim.upper + 0.0 for claim in claims],
            "vintage": "unstated",
            "published_from": _stamps([days[0]] * count),
            "published": _stamps([days[1]] * count),
            "status": ["F" if claim.plan else "A" for claim in claims],
            "source": "unstated",
            "claim": names,
            "document": document,
            "paragraph": [claim.paragraph for claim in claims],
            "span_start": [claim.found.start for claim in claims],
            "span_end": [claim.found.end for claim in claims],
            "surface": [text[claim.found.start : claim.found.end] for claim in claims],
            "qualifier": [claim.found.qualifier for claim in claims],
            "speaker": [claim.speaker for claim in claims],
            "related_claim": [names[c.related] if c.related >= 0 else "" for c in claims],
            "relation": [claim.relation for claim in claims],
        }
    )
    return frames.conform(table, frames.CLAIMS)


def _relative(claim: Claim) -> str:
    """What growth, a share or a multiple is relative to."""
    if claim.measure not in ("growth", "share", "multiple"):
        return "none"
    year = claim.days.start and claim.days.end and claim.days.kind == "period"
    if claim.measure == "growth" and claim.change.relative_to == "unstated" and year:
        whole = (
            (claim.days.end - claim.days.start).days > 360
            if claim.days.start and claim.days.end
            else False
        )
        return "previous_year" if whole else "unstated"
    return claim.change.relative_to if claim.change.relative_to != "none" else "unstated"
