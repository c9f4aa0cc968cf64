"""What the words around a time make of it: since, by, than in, said on."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from liaoning_econ.text.moments import Time, last_day, span_of

__all__ = ["AHEAD", "place", "undated"]

_REACH: Final = 90

AHEAD: Final = re.compile(
    r"计划|规划|预计|预期|预测|目标|力争|将(?!近)|拟|争取|有望|确保|"
    r"\b(?:plan(?:s|ned)?|will|expect\w{0,5}|target\w{0,3}|would|hopes?|forecast\w{0,3}|aim\w{0,3}"
    r"|goal|project(?:ed|ion|ions)|predict\w{0,3}|foresees?|estimate[sd]?|likely|set to|due to"
    r"|is to|are to|outlook|economists? put|analysts? put|intends?|pledge[sd]?|seeks? to)\b"
)
_STOP: Final = re.compile(r"[。;!?\n]|[.!?] ")

# What a level or a growth is compared with.
_LEVEL: Final = (
    r"(?:(?:in|at|during|for|of|seen|recorded|reached|the|its|their|same|period|month|quarter|half"
    r"|time|level|levels|figure|figures|end|whole|full|total|number|sum|value|average|amount|one"
    r"|ones|that|those|all|start|beginning|was|what|it|they|had|been|drawn|made|done|sold|taken"
    r"|exported|imported|spent|earned|produced|built|handled|collected|invested) ){0,8}"
)
_BASE: Final = re.compile(
    r"\b(?:than|compared (?:with|to)|in comparison (?:with|to)|relative to|above|below|against"
    r"|versus|vs\.?|from|beyond|as (?:in|during|for)|same period(?: of| in)?) " + _LEVEL + "$"
)
_BASE_OF_CHANGE: Final = re.compile(
    r"(?:percent|per cent|%|points?|growth|increase|rise|rose|up|down|higher|lower|more|less|fewer"
    r"|gain|decline|fall|drop|improvement|jump)(?: [a-z]{1,12}){0,3} (?:on|over) " + _LEVEL + "$"
)
_BASE_OF_MULTIPLE: Final = re.compile(
    r"\b(?:twice|double|treble|triple|times|[a-z]{2,8}fold|half|thirds?|quarters?|fifths?|tenths?"
    r"|percent of (?:the|that|those|what)|as (?:many|much|high|large|big)(?: as)?"
    r"|exceed\w{0,3}|surpass\w{0,3}"
    r"|match\w{0,3})(?: of)? (?:the |its |their |as |those |that )?" + _LEVEL + "$"
)
_PRICES: Final = re.compile(r" ?(?:constant |fixed )?prices|年?(?:不变价|可比价|价格)|年?为基期")
_SUPERLATIVE: Final = re.compile(
    r"\b(?:[a-z]{2,8}est|worst|best|first|most|least|record|low|high|peak)"
    r"(?: [a-z]{1,12}){0,4} since (?:the )?(?:early |late |mid-?|end of |start of )?$"
)
_ZH_SUPERLATIVE: Final = re.compile(
    "年?(?:月份?)?(?:以来|至今)[^,。;]{0,6}(?:新高|新低|最|首次|首个|第一|之最)"
)
_ZH_BASE: Final = re.compile(
    "(?:(?<!占)比|[较与同跟]|相比于?|相较于?|对比|高于|低于|多于|少于|超过|不及|超|快于|慢于|好于|优于|按)"
    "(?:[^,。;:0-9重例]{1,9}的)?$"
)
_ZH_MULTIPLE: Final = re.compile(
    "(?:同期|全年|年末|年底)?的?(?:近|约|逾|超过?|不足|不到|将近|大约)?"
    "[0-9.零一二两三四五六七八九十几数百]{1,8}多?(?:倍|分之|成|半)|(?:同期|全年)?的?一?半"
)
_ZH_OF_MULTIPLE: Final = re.compile(
    "(?:是|为|达到?|相当于|增至|升至|降至|仅为|不足|不到|约为|至|仅)$"
)
_AFTER_BASE: Final = re.compile("同期?相比|相比|相较|的?水平|'s level|的基础|之比")
_OWN_FIGURE: Final = re.compile(
    r"(?:'s|的)(?:近|约|逾|超过?|不足|不到)? ?(?:nearly |about |over |almost )?"
    r"(?:[a-z]{0,3}[$€£¥])?[0-9零一二两三四五六七八九十百上数几]"
)
_RANGE: Final = re.compile("[a-z0-9] ?(?:to|through|until|till|-|and) ?[a-z0-9]|[0-9]年?[至到~]")
_FROM: Final = re.compile("(?:由|从|自)$")

# Since, and until.
_SINCE: Final = re.compile(
    r"\bsince (?:about |around |as early as )?(?:the )?(?P<end>end of |end-|beginning of |start of "
    r"|early |late |mid-?)?(?:the )?$|(?:自|从|自从)$|\b(?:starting|beginning) (?:from |in |on )?$"
)
_SINCE_FOLLOWS: Final = re.compile("[^，。；,;\n]{0,14}(?:以来|至今|起(?!来)|开始|后)")
_AFTER_SINCE: Final = re.compile(
    "(?:年?[初末底])?(?:以来|至今|起(?!来)|来(?![自源到])|开始)| on(?:wards?)?(?![a-z])"
)
_TAKES_EFFECT: Final = re.compile("起?(?:正式)?(?:施行|实施|执行|生效)")
_UNTIL: Final = re.compile(
    r"\b(?P<word>as of|as at|as on|by|until|till|up to|at|through|up until) (?:the )?"
    r"(?P<end>(?:very )?end (?:of )?|end-|close of |last day of )?(?:the )?$"
    r"|(?P<point>\b(?:the )?end of (?:the )?|\bend-|\bclose of )$"
    r"|(?P<zh>截[至止]到?|截至于|到|至|直到|止于)(?:了)?$"
)
_MID: Final = re.compile(r"\bmid-?$|\bthe middle of $")
_BEFORE_DAY: Final = re.compile("(?:年?[底末])?(?:之|以)?前(?![后0-9一二两三四五六七八九十几])")
_LEAD: Final = re.compile(r"\b(?:before|prior to|ahead of|until after) (?:the )?(?:end of |end-)?$")

# Times of what was said or done, not of a figure.
_SPOKE: Final = (
    "said|says|told|announced|reported|stated|showed|shows|released|published|unveiled|issued"
    "|disclosed|revealed|admitted|quoted|noted|warned|predicted|statement|data|report|briefing"
    "|conference|interview"
)
_DONE: Final = (
    "opened|launched|founded|established|set up|closed|built|born|created|inaugurated|approved"
    "|signed|adopted|passed|announced|unveiled|published|released|issued|proposed|started|began"
    "|begun|completed|agreed|formed|appointed|elected|drawn up|takes? effect"
    "|took effect|effective|appl(?:y|ies)"
    "|into force|into effect|introduced|decided|promised|pledged|joined|dating|dated|held"
    "|took office|retired|graduated|became|born"
)
_SAID_ON: Final = re.compile(
    rf"\b(?:{_SPOKE})(?: [a-z'-]{{1,14}}){{0,5}}(?: on| in| at| late| early)? $"
)
_DONE_IN: Final = re.compile(
    rf"\b(?:{_DONE})(?: [a-z'-]{{1,14}}){{0,3}} (?:on|in|at|back in|from|since) "
    r"(?:early |late |mid-?)?$"
)
_SAID_THAT: Final = re.compile(
    rf"[^.;0-9]{{0,70}}?\b(?:{_SPOKE}) (?:that|reporters|a news|the press|data|figures)\b"
)
_ZH_DONE_AT: Final = re.compile(
    "(?:建|成立|创[办立建]|设立|诞生|出生|毕业|开通|投产|挂牌|签署|发布|公布|印发|提出|启动|开工|竣工)于$"
)
_RELATIVE: Final = re.compile(r", (?:who|which|where|whose) [^,;.()]{1,70}$")
_DATELINE: Final = re.compile(r" ?(?:\([^()\n]{1,30}\) ?)?(?:-{1,3}|:) ?|电|讯|专电|消息")
_ZH_SAID: Final = re.compile(
    "[^。;0-9]{0,30}?(?:发布的|公布的|发布|公布|宣布|表示|介绍|透露|获悉|召开|举行|印发|出台|通报|指出|称|消息|刊发|报道"
    "|签署|出席|主持|强调|了解到|揭牌仪式)"
)
_ZH_DONE: Final = re.compile(
    "[^,。;0-9]{0,12}?(?:挂牌|成立|设立|出台|公布|发布|印发|批复|获批|启动|开业|投产|通车|建成|投运|提出|宣布"
    "|颁布|制定|签署|开通|创办|创立|揭牌|开工|上市|开放|推出|确定|批准)(?:了|成立|运营|运行)?(?:的|,|，|。|;|、)"
)
_COMPARED: Final = re.compile(
    r"\b(?:from|against|after|versus|compared (?:with|to)|than|vs\.?)(?= )"
    r"(?:[^,;.]|[.,](?=[0-9])){1,70}$"
)
_DIGIT: Final = re.compile(r"[0-9]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half)\b")


def place(folded: str, time: Time, published: dt.date | None) -> Time:
    """Return a time with what the words before and behind it make of it.

    Parameters
    ----------
    folded
        The folded text.
    time
        As its own words name it.
    published
        The day of publication.

    Examples
    --------
    >>> days = dt.date(2017, 1, 1), dt.date(2017, 12, 31)
    >>> place("12 percent more than in 2017", Time(24, 28, "period").on(days), None).kind
    'base'
    """
    before = folded[max(0, time.at - _REACH) : time.at]
    cut = 0
    for stop in _STOP.finditer(before):
        cut = stop.end()
    before = before[cut:]
    tail = folded[time.until : time.until + 40]
    if time.kind in ("opening", "first", "past", "ahead", "now", "this"):
        if time.kind == "this" and _BASE.search(before):
            return time._replace(kind="base")
        return time
    time = _ahead(before, tail, time, published)
    if _is_event(folded, before, tail, time):
        return time._replace(kind="event")
    if _ZH_DONE_AT.search(before):
        return time._replace(kind="done")
    if _DONE_IN.search(before) and (time.precision == "day" or not before.endswith("on ")):
        return time._replace(kind="done")
    compared = _compared(before, tail, time, folded[time.at : time.until])
    if compared is not None:
        return compared
    since = _since(folded, before, tail, time, published)
    if since is not None:
        return since
    aside = _is_aside(before) or _RELATIVE.search(before) is not None
    return _until(before, tail, time)._replace(aside=aside)


def _ahead(before: str, tail: str, time: Time, published: dt.date | None) -> Time:
    """An expected period without a year is the one that has not ended."""
    if not time.first or published is None or time.kind != "period":
        return time
    rest = _STOP.split(tail, maxsplit=1)[0]
    if not (AHEAD.search(before) or AHEAD.search(rest)):
        return time
    days = span_of(published.year, time.first, time.last, time.day)
    return time.on(days) if days is not None and days[1] >= published else time


def _is_event(folded: str, before: str, tail: str, time: Time) -> bool:
    """Whether it is the time of a dateline, of what was said, or of what was done."""
    exact = time.precision == "day" and time.kind == "period"
    head = folded.rfind("\n", 0, time.at) + 1
    if exact and time.at - head < 60 and _DATELINE.match(tail):
        return True
    if exact and (_SAID_ON.search(before) or _SAID_THAT.match(tail) or _ZH_SAID.match(tail)):
        return True
    if not exact and _SAID_THAT.match(tail) and " that" in tail:
        return True
    return (
        _ZH_DONE.match(tail) is not None
        or _TAKES_EFFECT.match(tail) is not None
        or _PRICES.match(tail) is not None
        or _LEAD.search(before) is not None
    )


def _compared(before: str, tail: str, time: Time, named: str) -> Time | None:
    """A time that a figure is compared with; it may have a figure of its own."""
    own = _OWN_FIGURE.match(("的" if time.kind == "whole" else "") + tail) is not None
    if _ZH_MULTIPLE.match(tail) and (_ZH_OF_MULTIPLE.search(before) or time.kind == "shift"):
        return time._replace(kind="base")
    zh = _ZH_BASE.search(before) is not None
    english = time.precision != "day" or time.kind == "shift" or "than" in before
    said = english and any(
        pattern.search(before) for pattern in (_BASE, _BASE_OF_CHANGE, _BASE_OF_MULTIPLE)
    )
    ranged = before.endswith("from ") and _RANGE.search(named)
    if (zh or said) and not ranged:
        if own:
            return time._replace(aside=True)
        if said and tail.startswith((" on ", " onward")):
            return None
        return time._replace(kind="base")
    if _AFTER_BASE.match(tail):
        return time._replace(kind="base")
    if own and _FROM.search(before):
        return time._replace(aside=True)
    return None


def _since(
    folded: str, before: str, tail: str, time: Time, published: dt.date | None
) -> Time | None:
    """Since a time, up to the day of publication."""
    since = _SINCE.search(before)
    if _SUPERLATIVE.search(before) or _ZH_SUPERLATIVE.match(tail):
        return time._replace(kind="base")
    chinese = since is not None and since.group()[:1] in "自从"
    if since is not None and chinese and not _SINCE_FOLLOWS.match(folded, time.until):
        since = None
    if since is None and not _AFTER_SINCE.match(tail):
        return None
    if time.first and published is not None:
        time = time.on(_begun(time, published))
    at = time.at - len(since.group()) if since else time.at
    start = time.start
    if since is not None and not chinese and "end" in (since["end"] or "") and time.end:
        start = time.end
    if time.kind == "point":
        start = time.end
    return time._replace(at=at, kind="since", start=start, precision="open", first=0, last=0, day=0)


def _begun(time: Time, published: dt.date) -> tuple[dt.date, dt.date] | None:
    """The latest such months that had begun."""
    days = span_of(published.year, time.first, time.last, time.day)
    if days is not None and days[0] <= published:
        return days
    return span_of(published.year - 1, time.first, time.last, time.day)


def _until(before: str, tail: str, time: Time) -> Time:
    """By, as of, at the end of a time."""
    if _MID.search(before) and time.precision == "year" and time.start is not None:
        middle = last_day(time.start.year, 6)
        return time._replace(kind="point", start=middle, end=middle, precision="month")
    stop = _UNTIL.search(before)
    deadline = _BEFORE_DAY.match(tail)
    if stop is None and deadline is None:
        return time
    if stop is None:
        kind = "until" if time.kind == "point" or time.precision != "year" else "by"
        return time._replace(kind=kind, start=time.end if kind == "until" else time.start)
    at = time.at - len(stop.group())
    if time.kind in ("whole", "whole_end"):
        return time._replace(at=at, kind="whole_until")
    if stop["point"]:
        return time._replace(at=at, kind="point", start=time.end)
    if stop["word"] == "at":
        if stop["end"] is None and time.precision != "day":
            return time
        return time._replace(at=at, kind="point", start=time.end)
    if time.kind == "point":
        return time._replace(at=at, kind="until", start=time.end)
    aim = stop["word"] == "by" or stop["zh"] in ("到", "至", "直到")
    if aim and time.precision == "year" and stop["end"] is None:
        return time._replace(at=at, kind="by")
    return time._replace(at=at, kind="until", start=time.end)


def _is_aside(before: str) -> bool:
    """Whether the time belongs to a figure that another one is compared with."""
    found = _COMPARED.search(before)
    return found is not None and _DIGIT.search(before, found.start()) is not None


def undated(time: Time, year: int) -> Time:
    """Return a period without a year of its own in a year.

    Parameters
    ----------
    time
        A time whose `first` and `last` are known.
    year
        The year.
    """
    return time.on(span_of(year, time.first, time.last, time.day))
