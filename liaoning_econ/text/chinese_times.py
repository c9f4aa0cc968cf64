"""Words for times in Chinese: 前8个月, 去年四季度, 十三五期间, 成立四年来."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from liaoning_econ.text.moments import (
    Time,
    back,
    latest,
    number,
    past,
    span_of,
    this,
    whole,
    years,
)

__all__ = ["find_chinese"]

_DIGIT: Final = "〇零一二三四五六七八九"
_COUNT: Final = "[0-9]{1,2}|[一二两三四五六七八九十]{1,3}"
_MONTH: Final = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
_BACK: Final = {"去年": 1, "上年": 1, "上一年": 1, "前年": 2, "今年": 0, "本年": 0, "明年": -1}
_YEAR: Final = (
    f"(?:(?:19|20)[0-9]{{2}}|[{_DIGIT}]{{4}})(?:年度?(?!代)|(?=[0-9]{{1,2}}月|[上下]半年))"
    f"|(?:19|20)[0-9]{{2}}(?=[、和与及](?:19|20)[0-9]{{2}}年)|{'|'.join(_BACK)}"
)
_TO: Final = "(?:-|至|到|~|--)"
_FORMS: Final = re.compile(
    f"(?:(?P<year_from>(?:19|20)[0-9]{{2}})年?{_TO}(?P<year_to>(?:19|20)[0-9]{{2}}|[0-9]{{2}}(?=年))"
    f"年?(?![0-9])"
    f"|(?P<iso_year>20[0-9]{{2}})[-/.](?P<iso_month>1[0-2]|0[1-9])(?:[-/.](?P<iso_day>[0-3]?[0-9]))?"
    f"(?![0-9]|[.,][0-9])"
    f"|(?P<year>{_YEAR})(?:的?(?P<all>全年)|(?P<then>同期|同月))?"
    f"|(?=[上下]半年|第?[一二三四1-4]季度|[前一1][^,]{{0,2}}[三3二2两]个?季度|首季"
    f"|[前头首](?:{_COUNT})个?月|[0-9]{{1,2}}月?{_TO}[0-9]{{1,2}}月|[0-9]{{1,2}}月"
    "|[一二三四五六七八九十]{1,2}月|上个?月|[本当]月))"
    "(?P<rest>(?P<half>[上下])半年|第?(?P<quarter>[一二三四1-4])季度|(?P<first_quarter>首季)度?"
    "|(?:前|[一1](?:-|至|到))(?P<quarters>[三3二2两])个?季度"
    f"|[前头首](?P<months>{_COUNT})个?月"
    f"|(?P<from_month>{_MONTH})月?份?{_TO}(?:(?P<until_year>(?:19|20)[0-9]{{2}}年|今年|去年))?"
    f"(?P<until_month>{_MONTH})月份?"
    f"|(?P<month>{_MONTH})月(?:份)?(?:(?P<day>[0-3]?[0-9]|[一二三四五六七八九十]{{1,3}})"
    f"(?:[日号]?{_TO}(?P<day_to>[0-3]?[0-9]))?[日号])?"
    "|(?P<last_month>上个?月)|(?P<this_month>本月)|(?P<that_month>当月))?"
    "(?P<end>年?底|年?末|年终)?"
    f"|(?:近|过去|最近|以往)的?(?P<past>{_COUNT}|半)个?(?P<past_unit>年|月|周|季度|天)(?:多|间|以?来)?"
    f"|(?P<ahead>(?:未来|今后|接下来|下一步)的?(?:{_COUNT}|几)(?:至(?:{_COUNT}))?个?(?:年|月)"
    f"|(?:{_COUNT})个?(?:年|月)(?:之|以)?内)"
    f'|[“"]?(?:第)?(?P<plan>十[一二三四五]|十)个?五[”"]?(?:规划)?(?P<plan_period>时期|期间|以来|头|前|末)'
    "|(?P<inside>年内|年初(?:以来|至今)|开年以来)|(?P<whole>全年|年末|年底)"
    "|(?P<now>截[至止]到?(?:目前|现在|今日|当前|今)|到目前为止|目前为止|迄今(?:为止)?|至目前)"
    "|(?P<same>同期|同月|当年|当季|该[年月季]|这一年)"
    "|(?P<near>昨[日天]|今[日天]|当[日天])|(?P<week>上周|上个?星期|本周)"
    "|(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])(?![0-9])"
    "|(?P<last_quarter>上个?季度|上季)|(?P<this_quarter>本季度)"
)
_OPENING: Final = re.compile(
    f"(?:挂牌|成立|设立|开业|运行|启动|揭牌|开埠|获批|建立|开放|运营|开市|投入运营)"
    f"(?:成立|运行|运营)?(?:以来)?的?"
    f"(?P<count>{_COUNT})?个?(?P<unit>周?年|月)?(?P<half>半)?(?P<tail>多)?"
    f"(?:时间)?(?P<since>以来|来|至今|后)?"
)
# The forms are only tried where one of these signs stands.
_FIRST_SIGN: Final = re.compile(
    f'[0-9{_DIGIT}十半去上前今本明近过最以未接下第“"年开全截到目迄至同当该这昨周星礼首头两]'
)
_YEARS_SINCE: Final = re.compile("年多?来")
_PLAIN: Final = re.compile(f"(?<![近去来往0-9一二两三四五六七八九十])(?:{_COUNT})$")
_WEEKDAYS: Final = "一二三四五六日"


def find_chinese(folded: str, published: dt.date | None) -> Iterator[Time]:
    """Yield the times that Chinese words name.

    Parameters
    ----------
    folded
        The folded text.
    published
        The day from which 去年 counts.
    """
    until = 0
    for sign in _FIRST_SIGN.finditer(folded):
        match = _FORMS.match(folded, sign.start()) if sign.start() >= until else None
        if match is not None and match.end() > match.start():
            until = match.end()
            time = _read(folded, match, published)
            if time is not None:
                yield time
    for match in _OPENING.finditer(folded):
        if match["since"] or (match["count"] and match["unit"]) or "以来" in match.group():
            yield _opening(match)
    for match in _YEARS_SINCE.finditer(folded):
        low = max(0, match.start() - 4)
        count = _PLAIN.search(folded[low : match.start()])
        if count is not None:
            months = 12 * number(count.group())
            time = past(low + count.start(), match.end(), months, published)
            yield time._replace(kind="first")


def _opening(match: re.Match[str]) -> Time:
    """成立四年来, 挂牌以来."""
    if match["count"] and match["unit"] and not match["tail"] and not match["half"]:
        months = number(match["count"]) * (1 if match["unit"] == "月" else 12)
        # A birthday alone, 运行一周年, is no window.
        counted = "周" not in match["unit"] or match["since"] in ("以来", "来")
        kind = "first" if counted else "event"
        return Time(match.start(), match.end(), kind, months=months)
    return Time(match.start(), match.end(), "opening", precision="open")


def _year(word: str, published: dt.date | None) -> int:
    """The year that a word names; 0 where the day of publication is needed."""
    digits = word.removesuffix("度").removesuffix("年")
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if len(digits) == 4 and all(sign in _DIGIT for sign in digits):
        return int("".join(str(max(0, _DIGIT.index(sign) - 1)) for sign in digits))
    return published.year - _BACK[word] if published and word in _BACK else 0


def _read(folded: str, match: re.Match[str], published: dt.date | None) -> Time | None:
    """What one match names."""
    named = {name: word for name, word in match.groupdict().items() if word}
    at, until = match.span()
    if "year_from" in named or "iso_year" in named:
        return _digits(at, until, named)
    for reader in (_lengths, _moved):
        time = reader(at, until, named, published)
        if time is not None:
            return time
    if named.get("year") and "rest" not in named and folded.startswith("多", until):
        return None
    return _calendar(at, until, named, published)


def _digits(at: int, until: int, named: dict[str, str]) -> Time:
    """2016-2018年, 2018-07-31."""
    if "iso_year" in named:
        month, day = int(named["iso_month"]), int(named.get("iso_day", "0"))
        days = span_of(int(named["iso_year"]), month, month, day)
        return Time(at, until, "period", precision="day" if day else "month").on(days)
    first, last = int(named["year_from"]), int(named["year_to"])
    last = last if last > 99 else first // 100 * 100 + last
    return Time(at, until, "period", precision="year").on(years(first, last))


def _lengths(at: int, until: int, named: dict[str, str], published: dt.date | None) -> Time | None:
    """Times that end or begin on the day of publication, and five-year plans."""
    if "past" in named:
        unit = {"年": 12, "月": 1, "季度": 3}.get(named["past_unit"], 0)
        if named["past"] == "半":
            return past(at, until, unit // 2, published) if unit == 12 else None
        if not unit:
            count = number(named["past"]) * (7 if named["past_unit"] == "周" else 1)
            start = published - dt.timedelta(days=count - 1) if published else None
            return Time(at, until, "past", start, published, "day")
        return past(at, until, unit * number(named["past"]), published)
    if "ahead" in named:
        return Time(at, until, "ahead", precision="open")
    if "plan" in named:
        first = 1951 + 5 * number(named["plan"])
        if named["plan_period"] == "以来":
            return Time(at, until, "since", dt.date(first, 1, 1), published, "open")
        if named["plan_period"] not in ("时期", "期间"):
            return None
        return Time(at, until, "period", precision="year").on(years(first, first + 4))
    if "inside" in named or (
        named.get("year") in ("今年", "本年") and not named.keys() & {"rest", "end", "all"}
    ):
        return this(at, until, 12, published)
    if "now" in named:
        return Time(at, until, "now", precision="open")
    return None


def _moved(at: int, until: int, named: dict[str, str], published: dt.date | None) -> Time | None:
    """Times told from another time or from the day of publication."""
    if "whole" in named:
        kind = "whole" if named["whole"] == "全年" else "whole_end"
        return Time(at, until, kind, precision="year")
    if "same" in named or "that_month" in named or named.get("near", "").startswith("当"):
        months = 1 if "that_month" in named or named.get("same") in ("同月", "该月") else 0
        months = 12 if named.get("same") in ("当年", "该年", "这一年") else months
        months = 3 if named.get("same") in ("当季", "该季") else months
        return Time(at, until, "same", months=months)
    if named.keys() & {"week", "weekday", "near"}:
        return _near(at, until, named, published)
    if "last_quarter" in named or ("last_month" in named and "year" not in named):
        months = 3 if "last_quarter" in named else 1
        precision = "month"
        time = Time(at, until, "period", precision=precision)
        if published is not None:
            time = time.on(whole(back(published.replace(day=1), months), months))
        return time._replace(kind="point", start=time.end) if "end" in named else time
    if "this_quarter" in named or "this_month" in named:
        return this(at, until, 3 if "this_quarter" in named else 1, published)
    return None


def _near(at: int, until: int, named: dict[str, str], published: dt.date | None) -> Time:
    """昨日, 上周, 周一."""
    time = Time(at, until, "period")
    if published is None:
        return time
    monday = published - dt.timedelta(days=published.weekday())
    if "week" in named:
        if named["week"].startswith("本"):
            return this(at, until, 0, published)
        return time.on((monday - dt.timedelta(days=7), monday - dt.timedelta(days=1)))
    if "near" in named:
        day = published - dt.timedelta(days=1 if named["near"].startswith("昨") else 0)
        return time.on((day, day))
    place = _WEEKDAYS.index(named["weekday"].replace("天", "日"))
    day = published - dt.timedelta(days=(published.weekday() - place) % 7)
    return time.on((day, day))


def _calendar(at: int, until: int, named: dict[str, str], published: dt.date | None) -> Time | None:
    """A year or a part of it."""
    word = named.get("year")
    months = _months(named)
    if months is None:
        if not word:
            return None
        year = _year(word, published)
        time = Time(at, until, "period", precision="year").on(years(year, year))
        if "then" in named or word in ("上年", "上一年"):
            # It may be counted from another time that the text names.
            exact = word not in _BACK
            time = time if exact else Time(at, until, "shift", precision="year")
            time = time._replace(kind="shift", months=12)
    else:
        first, last = months
        day = number(named["day"]) if "day" in named else 0
        time = Time(at, until, "period", precision="day" if day else "month")
        if word:
            year = _year(word, published)
            time = time.on(span_of(year, first, last, day))
        else:
            time = time.on(latest(first, last, published, day))
            time = time._replace(first=first, last=last, day=day)
        time = _ended(time, named, published)
    if "end" in named:
        return time._replace(kind="point", start=time.end)
    return time


def _ended(time: Time, named: dict[str, str], published: dt.date | None) -> Time:
    """A window whose end is named apart: 2016年9月至2018年3月, 10月1日至7日."""
    if "until_year" in named and time.start is not None:
        month = number(named["until_month"])
        days = span_of(_year(named["until_year"], published), month, month)
        fits = days is not None and days[1] >= time.start
        return time._replace(end=days[1] if days and fits else None, first=0, last=0)
    if "day_to" in named and time.start is not None:
        days = span_of(time.start.year, time.start.month, time.start.month, int(named["day_to"]))
        if days is not None and days[1] >= time.start:
            return time._replace(end=days[1], first=0, last=0, day=0)
    return time


def _months(named: dict[str, str]) -> tuple[int, int] | None:
    """First and last month of a part of a year; None where the whole year is meant."""
    if "half" in named:
        return (1, 6) if named["half"] == "上" else (7, 12)
    if "quarter" in named:
        place = number(named["quarter"])
        return 3 * place - 2, 3 * place
    if "first_quarter" in named:
        return 1, 3
    if "quarters" in named:
        return 1, 3 * number(named["quarters"])
    if "months" in named:
        return 1, min(12, max(1, number(named["months"])))
    if "from_month" in named:
        first, last = number(named["from_month"]), number(named["until_month"])
        return (first, first) if "until_year" in named else (first, last)
    if "month" in named:
        return number(named["month"]), number(named["month"])
    return None
