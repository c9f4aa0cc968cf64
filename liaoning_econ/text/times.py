"""Words for times, and the days that they stand for: first eight months, 截至2018年7月底.

`find` reads every such place of a text; `Time` keeps its first and last day, found from the day
of publication where the words need one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import Final, NamedTuple

from liaoning_econ.errors import TextError
from liaoning_econ.text import spelled
from liaoning_econ.text.hanzi import read_hanzi

__all__ = ["Time", "find", "last_day"]

_MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH: Final = "(?:" + "|".join(sorted(_MONTH_NAMES, key=len, reverse=True)) + r")\b\.?"
_YEAR: Final = r"(?:19|20)[0-9]{2}(?![0-9]|[,.][0-9]|[%一-鿿])"
_RELATIVE: Final = "last year|this year|the year before last|the previous year"
_COUNT: Final = (
    "[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
)


def _of(name: str) -> str:
    """The year that may follow, as a named group."""
    return f"(?:,? (?:of )?(?P<{name}>{_YEAR}|{_RELATIVE}|the year))?"


_ENGLISH: Final = re.compile(
    r"(?<![a-z0-9])(?:"
    f"(?P<quarter>first|second|third|fourth) quarter{_of('quarter_year')}"
    f"|q(?P<q>[1-4]){_of('q_year')}"
    f"|(?P<half>first|second) half{_of('half_year')}"
    f"|first (?P<months>{_COUNT}) months{_of('months_year')}"
    f"|(?P<to_count>{_COUNT}) months (?:to|through|ended|ending in"
    f"|until) (?P<to_month>{_MONTH}){_of('to_year')}"
    f"|(?P<from_month>{_MONTH})(?: ?- ?| to | through "
    f"| and )(?P<until_month>{_MONTH}){_of('span_year')}"
    rf"|(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<day_month>{_MONTH}){_of('day_year')}"
    rf"|(?P<month_first>{_MONTH}) (?P<first_day>[0-9]{{1,2}})(?:st|nd|rd"
    rf"|th)?(?![0-9]){_of('first_year')}"
    f"|(?P<month>{_MONTH}){_of('month_year')}"
    f"|(?P<year_from>{_YEAR})(?: ?- ?| to | and | through )(?P<year_to>{_YEAR})"
    f"|(?P<year>{_YEAR})"
    f"|(?:past|last|previous|recent) (?P<past>{_COUNT}) (?P<past_unit>years|months)"
    f"|first (?P<first_count>{_COUNT}) (?P<first_unit>years|months)"
    f"|first year of (?P<first_one>operation|the)"
    f"|(?P<relative>{_RELATIVE}|last month|this month)"
    ")"
)
_OPENING: Final = (
    "opening|launch|launched|opened|establishment|established|inception|founding|inauguration"
    "|start|"
    "creation|set up|founded|inaugurated"
)
_SINCE_OPENING: Final = re.compile(
    rf"since (?:its |the |their )?(?:zone's |zone was |area's )?(?:official "
    rf"|formal )?(?:{_OPENING})"
    r"(?: in | on )?|since it (?:opened|was launched|was set up|was established)(?: in | on )?"
)
_ZH_DIGIT: Final = "〇零一二三四五六七八九"
_ZH_COUNT: Final = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_ZH_YEAR: Final = (
    f"(?:(?:19|20)[0-9]{{2}}|[{_ZH_DIGIT}]{{4}})(?:年(?!代)|(?=[0-9]{{1,2}}月))"
    "|去年|今年|上年|前年|明年"
)
_CHINESE: Final = re.compile(
    f"(?:(?P<year_from>(?:19|20)[0-9]{{2}})年?(?:-|至|到|~)(?P<year_to>(?:19|20)[0-9]{{2}})年?"
    f"|(?P<year>{_ZH_YEAR})(?P<all>全年)?"
    f"|(?=[上下]半年|第?[一二三四1-4]季度|前三季度|前(?:{_ZH_COUNT})个月|[0-9]{{1,2}}(?:-|至|~"
    f"|到)?[0-9]{{0,2}}月"
    "|[一二三四五六七八九十]{1,2}月|上个?月|本月))"
    "(?P<rest>(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<three>前三季度)"
    f"|前(?P<months>{_ZH_COUNT})个月"
    "|(?P<from_month>1?[0-9])月?(?:-|至|~|到)(?P<until_month>1?[0-9])月份?"
    "|(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九]|十[一二]?)月(?:份)?(?:(?P<day>[0-3]?[0-9]"
    "|[一二三四五六七八九十]{1,3})[日号])?"
    "|(?P<last_month>上个?月)|(?P<this_month>本月))?"
    "(?P<end>年?底|年?末|年终)?"
    f"|(?:近|过去|最近)(?P<past>{_ZH_COUNT})(?P<past_unit>年|个月)"
    "|(?P<inside>年内)|(?P<whole>全年)"
)
_ZH_OPENING: Final = re.compile(
    f"(?:挂牌|成立|设立|开业|运行|启动|揭牌|开埠|获批|建立|开放)(?:运行|成立)?"
    f"(?P<count>{_ZH_COUNT})?(?P<unit>周?年|个月)?(?P<tail>多)?(?P<since>以来|来|至今|后)?"
    f"|(?<![近去来0-9一二两三四五六七八九十])(?P<plain>{_ZH_COUNT})年来"
)
_BEFORE_UNTIL: Final = re.compile(
    r"(?:as of|as at|by|until|till|up to|at|through) (?:the )?(?P<end>(?:very )?end (?:of )?|end-"
    r"|late |close of )?(?:the )?$"
    r"|(?P<end2>(?:the )?end of |end-)$|(?P<zh>截至|截止到?|截止至|到|至)$"
)
_BEFORE_SINCE: Final = re.compile(
    r"since (?:the )?(?P<end>end of |beginning of |start of |early |late )?$|(?:自|从|自从)$"
)
_SINCE_FOLLOWS: Final = re.compile("[^，。；\n]{0,14}(?:以来|至今|起|开始)")
_AFTER_SINCE: Final = re.compile("以来|至今|起(?!来)|来(?![自源到])")
_BEFORE_BASE: Final = re.compile(
    r"(?:\bthan(?: in| at| during)?|\bover|compared (?:with|to)(?: the same period (?:of|in"
    r"|last))?|\bon|\babove|\bagainst|\bfrom|\bversus"
    r"|same period(?: of| in)?|(?:the )?(?:level|figure|that|those)(?: of| in| for)"
    r"|higher in) (?:the )?(?:end of "
    r"|same period of |same period |figure for )?$"
    "|[比较与同](?:于)?$|相当于$"
)
_RANGE: Final = re.compile("[a-z]+ to |[0-9]{4} to ")
_AFTER_BASE: Final = re.compile("同期|相比|同月|的?水平|'s level|的基础")


class Time(NamedTuple):
    """A time that a text names.

    Attributes
    ----------
    at, until
        Its place, with "since" or 截至 before it.
    kind
        period (in 2018), until (by the end of July), since, opening (since the opening), first
        (the first four years), past (the past three years), base (compared with last year).
    start, end
        First and last day; None where the words and the day of publication do not give them.
    precision
        day, month, year: of an end that is only named by its month or year.
    months
        Length of a kind first or past.
    """

    at: int
    until: int
    kind: str
    start: dt.date | None
    end: dt.date | None
    precision: str
    months: int = 0


def last_day(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


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
    found: list[Time] = []
    for match in _ENGLISH.finditer(folded):
        time = _english(text, folded, match, published)
        if time is not None:
            found.append(time)
    found.extend(
        Time(match.start(), match.end(), "opening", None, None, "open")
        for match in _SINCE_OPENING.finditer(folded)
    )
    if not folded.isascii():
        for match in _CHINESE.finditer(folded):
            time = _chinese(folded, match, published)
            if time is not None:
                found.append(time)
        found.extend(
            _zh_opening(match)
            for match in _ZH_OPENING.finditer(folded)
            if match["since"] or match["plain"] or (match["count"] and match["unit"])
        )
    found.sort(key=lambda time: (time.at, -time.until))
    return _merged(found)


def _merged(found: list[Time]) -> list[Time]:
    """Without a time inside another, and with an opening's own date joined to it."""
    kept: list[Time] = []
    for time in found:
        if kept and time.at < kept[-1].until:
            continue
        if kept and kept[-1].kind == "opening" and time.at - kept[-1].until <= 1 and time.start:
            kept[-1] = kept[-1]._replace(until=time.until, start=time.start, end=time.end)
            continue
        if (
            kept
            and kept[-1].kind == "since"
            and time.kind == "opening"
            and time.at <= kept[-1].until + 3
        ):
            kept[-1] = kept[-1]._replace(until=time.until, kind="opening")
            continue
        kept.append(time)
    return kept


def _zh_opening(match: re.Match[str]) -> Time:
    """成立四年来, 挂牌以来."""
    if match["plain"]:
        months = 12 * _number(match["plain"])
        return Time(match.start(), match.end(), "first", None, None, "day", months)
    if match["count"] and match["unit"]:
        months = _number(match["count"]) * (1 if "月" in match["unit"] else 12)
        kind = "first" if not match["tail"] else "opening"
        return Time(match.start(), match.end(), kind, None, None, "day", months)
    return Time(match.start(), match.end(), "opening", None, None, "open")


def _number(word: str) -> int:
    """A small number in digits or words of either language."""
    if word.isdigit():
        return int(word)
    try:
        read = spelled.read_words(word, 0) or read_hanzi(word, 0)
    except TextError:
        return 1
    return int(read.printed) if read and read.printed.isdigit() else 1


def _year(word: str | None, published: dt.date | None) -> int | None:
    """The year that a word names; None where it names none or the day of publication is needed."""
    if not word:
        return None
    digits = word.removesuffix("年")
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if len(digits) == 4 and all(sign in _ZH_DIGIT for sign in digits):
        return int("".join(str(max(0, _ZH_DIGIT.index(sign) - 1)) for sign in digits))
    if published is None:
        return None
    back = {
        "last year": 1,
        "the previous year": 1,
        "去年": 1,
        "上年": 1,
        "前年": 2,
        "明年": -1,
        "the year before last": 2,
        "this year": 0,
        "今年": 0,
        "the year": 0,
    }
    return published.year - back[word] if word in back else None


def _latest(
    first: int, last: int, word: str | None, published: dt.date | None
) -> tuple[dt.date, dt.date] | None:
    """Months of the year named, or of the latest year in which they had ended."""
    year = _year(word, published)
    if year is None:
        if published is None or word:
            return None
        year = published.year if last_day(published.year, last) <= published else published.year - 1
    return dt.date(year, first, 1), last_day(year, last)


def _placed(
    folded: str, at: int, until: int, days: tuple[dt.date, dt.date] | None, precision: str
) -> Time:
    """The time with what the words before and after it make of it."""
    before = folded[max(0, at - 44) : at]
    start, end = days or (None, None)
    since = _BEFORE_SINCE.search(before)
    tail = folded[until : until + 6]
    compared = (
        precision != "day" and _BEFORE_BASE.search(before) and not _RANGE.match(folded, at, until)
    )
    if _AFTER_BASE.match(tail) or (compared and not _AFTER_SINCE.match(tail)):
        return Time(at, until, "base", start, end, precision)
    if since and not since.group().startswith("since"):
        since = since if _SINCE_FOLLOWS.match(folded, until) else None
    if since or _AFTER_SINCE.match(tail):
        begun = at - len(since.group()) if since else at
        if since and since.groupdict().get("end") and "end" in since["end"] and end:
            start = end
        return Time(begun, until, "since", start, end, "open")
    stop = _BEFORE_UNTIL.search(before)
    if stop is not None:
        begun = at - len(stop.group())
        at_alone = stop.group().startswith("at ") and not stop["end"]
        if stop["zh"] in ("到", "至") and precision == "year":
            return Time(begun, until, "period", start, end, precision)
        if not at_alone:
            return Time(begun, until, "until", end, end, precision)
    return Time(at, until, "period", start, end, precision)


def _english(
    text: str, folded: str, match: re.Match[str], published: dt.date | None
) -> Time | None:
    """One time in English words."""
    group = match.groupdict()
    at, until = match.span()
    days: tuple[dt.date, dt.date] | None = None
    precision = "month"
    if group["quarter"] or group["q"]:
        number = int(group["q"]) if group["q"] else _ORDINALS[group["quarter"]]
        days = _latest(
            3 * number - 2, 3 * number, group["quarter_year"] or group["q_year"], published
        )
    elif group["half"]:
        days = _latest(
            *((1, 6) if group["half"] == "first" else (7, 12)), group["half_year"], published
        )
    elif group["months"]:
        days = _latest(1, min(12, _number(group["months"])), group["months_year"], published)
    elif group["to_count"]:
        days = _months_to(group, published)
    elif group["from_month"]:
        first, last = _month(group["from_month"]), _month(group["until_month"])
        days = _latest(first, last, group["span_year"], published) if first <= last else None
    elif group["past"] or group["first_count"]:
        return _length(match, published)
    elif group["first_one"]:
        return Time(at, until, "first", None, None, "day", 12)
    elif group["relative"] in ("last month", "this month"):
        days = _month_back(published, 1 if group["relative"] == "last month" else 0)
    elif group["year_from"]:
        days = dt.date(int(group["year_from"]), 1, 1), dt.date(int(group["year_to"]), 12, 31)
        precision = "year"
    else:
        return _date(text, folded, match, published)
    return _placed(folded, at, until, days, precision)


_ORDINALS: Final = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def _month(word: str) -> int:
    return _MONTH_NAMES[word.rstrip(".")]


def _months_to(group: dict[str, str], published: dt.date | None) -> tuple[dt.date, dt.date] | None:
    """Five months to May."""
    count, last = _number(group["to_count"]), _month(group["to_month"])
    days = _latest(last, last, group["to_year"], published)
    if days is None:
        return None
    index = days[1].year * 12 + last - count
    return dt.date(index // 12, index % 12 + 1, 1), days[1]


def _month_back(published: dt.date | None, back: int) -> tuple[dt.date, dt.date] | None:
    """The month so many months before the one of publication."""
    if published is None:
        return None
    index = published.year * 12 + published.month - 1 - back
    year, month = index // 12, index % 12 + 1
    return dt.date(year, month, 1), last_day(year, month)


def _length(match: re.Match[str], published: dt.date | None) -> Time:
    """The past three years; the first four years."""
    group = match.groupdict()
    word, unit = group["past"] or group["first_count"], group["past_unit"] or group["first_unit"]
    months = _number(word) * (12 if unit in ("years", "年") else 1)
    if not group["past"]:
        return Time(match.start(), match.end(), "first", None, None, "day", months)
    return _past(match, months, published)


def _past(match: re.Match[str], months: int, published: dt.date | None) -> Time:
    start = None
    if published is not None:
        index = published.year * 12 + published.month - 1 - months
        year, month = max(index // 12, 1), index % 12 + 1
        day = min(published.day, calendar.monthrange(year, month)[1])
        start = dt.date(year, month, day) + dt.timedelta(days=1)
    precision = "year" if months % 12 == 0 else "month"
    return Time(match.start(), match.end(), "past", start, published, precision, months)


def _date(text: str, folded: str, match: re.Match[str], published: dt.date | None) -> Time | None:
    """A day, a month or a year in English."""
    group = match.groupdict()
    at, until = match.span()
    if group["year"] or group["relative"]:
        if group["year"] and folded[at - 1 : at] in ("$", "¥", "€", ",", "."):
            return None
        if group["year"] and re.match(
            " ?(?:yuan|firms|companies|people|tonnes|[年月多余家户万亿])",
            folded[until : until + 10],
        ):
            return None
        word = group["year"] or group["relative"]
        year = _year(word, published)
        if word == "this year" and published is not None:
            return Time(at, until, "this_year", dt.date(published.year, 1, 1), published, "open")
        days = (dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else None
        return _placed(folded, at, until, days, "year")
    word = group["day_month"] or group["month_first"] or group["month"]
    place = at if not group["day"] else match.start("day_month")
    if not text[place].isupper():
        return None
    month = _month(word)
    year_word = group["day_year"] or group["first_year"] or group["month_year"]
    days = _latest(month, month, year_word, published)
    day = group["day"] or group["first_day"]
    if day is None:
        return _placed(folded, at, until, days, "month")
    if days is None:
        return _placed(folded, at, until, None, "day")
    return _on_day(folded, at, until, days[0], int(day), published if not year_word else None)


def _on_day(
    folded: str, at: int, until: int, first: dt.date, day: int, published: dt.date | None
) -> Time:
    """A day of a month; the latest such day where no year is named."""
    if published is not None and (published.month, published.day) >= (first.month, day):
        first = first.replace(year=published.year)
    if not 1 <= day <= calendar.monthrange(first.year, first.month)[1]:
        return _placed(folded, at, until, None, "day")
    exact = first.replace(day=day)
    return _placed(folded, at, until, (exact, exact), "day")


def _chinese(folded: str, match: re.Match[str], published: dt.date | None) -> Time | None:
    """One time in Chinese words."""
    group = match.groupdict()
    at, until = match.span()
    if until == at:
        return None
    year_word = group["year"]
    if year_word and not group["rest"] and folded[until : until + 1] == "多":
        return None
    if group["whole"]:
        return _placed(folded, at, until, _latest(1, 12, None, published), "year")
    if group["past"]:
        return _past(
            match, _number(group["past"]) * (12 if group["past_unit"] == "年" else 1), published
        )
    if group["inside"] or (year_word == "今年" and not group["rest"] and not group["end"]):
        first = dt.date(published.year, 1, 1) if published else None
        return Time(at, until, "this_year", first, published, "open")
    if group["year_from"]:
        days = dt.date(int(group["year_from"]), 1, 1), dt.date(int(group["year_to"]), 12, 31)
        return _placed(folded, at, until, days, "year")
    named, precision = _zh_days(group, published)
    if group["day"] and named is not None:
        return _on_day(
            folded, at, until, named[0], _number(group["day"]), published if not year_word else None
        )
    time = _placed(folded, at, until, named, precision)
    if group["end"] and time.kind == "period":
        return time._replace(kind="until", start=time.end)
    return time


def _zh_days(
    group: dict[str, str | None], published: dt.date | None
) -> tuple[tuple[dt.date, dt.date] | None, str]:
    """First and last day of a Chinese period, and its precision."""
    year_word = group["year"]
    if group["half"]:
        return _latest(
            *((1, 6) if group["half"] == "上" else (7, 12)), year_word, published
        ), "month"
    if group["quarter"]:
        number = _number(group["quarter"])
        return _latest(3 * number - 2, 3 * number, year_word, published), "month"
    if group["three"]:
        return _latest(1, 9, year_word, published), "month"
    if group["months"]:
        return _latest(1, min(12, max(1, _number(group["months"]))), year_word, published), "month"
    if group["from_month"] and group["until_month"]:
        first, last = int(group["from_month"]), int(group["until_month"])
        return (
            _latest(first, last, year_word, published) if 1 <= first <= last <= 12 else None
        ), "month"
    if group["month"]:
        month = _number(group["month"])
        return (_latest(month, month, year_word, published) if 1 <= month <= 12 else None), "month"
    if group["last_month"] or group["this_month"]:
        return _month_back(published, 1 if group["last_month"] else 0), "month"
    year = _year(year_word, published)
    return ((dt.date(year, 1, 1), dt.date(year, 12, 31)) if year else None), "year"
