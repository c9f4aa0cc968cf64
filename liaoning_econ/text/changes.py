"""What the words around a figure say of its kind: growth, share, multiple, level, and its sign."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from liaoning_econ import units

__all__ = ["Change", "read_change"]

_DOWN_WORDS: Final = (
    "fell|fall|falls|falling|fallen|dropped|drop|drops|dropping|declined|decline|declines|declining"
    "|decreased|decrease|decreases|decreasing|shrank|shrink|shrunk|shrinking|contracted"
    "|contract(?= by)|contraction"
    "|slid|slide|slipped|plunged|plunge|plunging|tumbled|tumble|slumped|slump|lost|down|lower"
    "|reduced|cut"
    "|weakened|depreciated|eased|dipped|dip|sank|lowered|less|fewer|dwindled|halved|narrower|minus"
    "|trimmed|retreated|dived|sagged|collapsed|crashed|plummeted|plummet|shed|receded|skidded|waned"
)
_UP_WORDS: Final = (
    "rose|rise|rises|rising|risen|grew|grow|grows|growing|grown|growth|increased|increase|increases"
    "|increasing|climbed|climb|jumped|jump|jumping|surged|surge|surging|soared|soaring|expanded"
    "|expand|expansion"
    "|gained|gain|gains|up|higher|added|advanced|accelerated|edged up|swelled|appreciated"
    "|strengthened|raised|leapt|leaped|spiked|rallied|ballooned|rocketed|skyrocketed|boomed"
    "|inflation|faster|exceeded|growth rate|above the year|more than a year|picked up|rebounded"
)
_ENGLISH: Final = re.compile(
    rf"(?<![a-z-])(?<!make )(?<!made )(?<!makes )(?<!making )(?:(?P<down>{_DOWN_WORDS})"
    rf"|(?P<up>{_UP_WORDS}))(?![a-z])(?! to\b(?! \$?[0-9a-z.,]+ (?:to|from)))"
    r"(?P<to> (?:\w+ )?(?:further )?to\b)?"
)
_TO: Final = re.compile(
    r"\bto (?:(?:nearly|over|about|more than|almost|around|just|only|a|the|some|less than"
    r"|at least) )*$"
)
_ENGLISH_AFTER: Final = re.compile(
    r"[ -](?:year-on-year |annual |yearly |monthly |sharp |real |quarterly "
    r"|average )*(?:(?P<down>drop|decline|fall|decrease|contraction|slump|dip|plunge|cut"
    r"|lower|less|fewer|smaller|cheaper|shorter|slower|weaker|down|reduction|slide)|(?P<up>growth|rise|increase|jump|gain|surge|expansion"
    r"|higher|more than a year|up |above|faster|larger|bigger|dearer|stronger|longer))(?![a-z])"
)
_ZH: Final = re.compile(
    "(?P<down>负增长|下降|减少|降低|回落|下跌|下滑|减产|下调|贬值|萎缩|缩减|压缩|缩短|压减|收缩"
    "|大幅跌|跌(?!破)|降幅"
    "|跌幅|拖累|低于|放缓|下浮|下行(?![压风周])|(?<![至最不])少(?!于)|减|(?<![起升])降(?![落水雨雪温临生解噪低]))"
    "|(?P<up>增长|上涨|上升|提高|增加|增速|增幅|涨幅|升幅|收窄|扩大|升值|上调|上浮|上行(?![压风周])|加快|涨|升|高于"
    "|(?<!新)增(?!资|值税|加值|值)|多于)"
)
_ZH_TO: Final = re.compile("(?:至|到|为)(?:了)?(?:近|约|超|逾|不足|不到|超过|将近|接近|大约|的)*$")
_ZH_RATE_NOUNS: Final = frozenset("增速 增幅 涨幅 升幅 降幅 跌幅".split())
_RATE_NOUNS: Final = re.compile(
    r"growth rate|growth|inflation|增速|增幅|涨幅|升幅|增长率|增长.{0,6}目标|涨幅|增长预期|降幅"
    r"|跌幅"
)
_SHARE_BEFORE: Final = re.compile(
    r"account(?:s|ed|ing)?(?: for)?|share|proportion|made up|makes up|making up|compris|represent"
    r"|ratio"
    r"|占|比重|比例|份额|占比|来自|率(?!先)|过半"
)
_SHARE_AFTER: Final = re.compile(
    r" (?:of|in) (?!(?:gdp growth|growth|\d{4}\b|january|february|march|april|may|june|july|august"
    r"|september|october|november"
    r"|december|the (?:first|second|third|fourth)))|的(?!增|降|涨|关税|速度|幅度|目标|税)|实现"
    r"|来自|愿意|属于|是"
)
_RATES_OF: Final = re.compile("税率|利率|汇率|准备金率|收益率|关税|先进制造|率先|增长率|增速")
_TIMES_GREW: Final = re.compile(
    "(?:增长|增加|提高|上升|扩大|上涨|增)(?:了)?(?:近|约|超|超过|逾|将近|不到|大约)*$"
)
_GREW_TIMES: Final = re.compile(
    r"(?:grew|increased|rose|risen|grown|growth of|increase of|growing|increasing|expanded|up)"
    r"(?: by)?(?: (?:nearly|over|about|more than|almost|around|some))* $"
)
_YEARLY: Final = re.compile(
    "同比|year[- ]on[- ]year|on[- ]year|比上年|较上年|年比|按年|比去年|yoy|from a year"
    "|a year (?:earlier|before|ago)|on the year|the year before|previous year|比上年同期"
    "|same period"
)
_PERIODIC: Final = re.compile(
    "环比|month[- ]on[- ]month|quarter[- ]on[- ]quarter|on the month|on the quarter|比上月|较上月"
    "|previous month|month earlier|previous quarter|比上季"
)
_AVERAGE: Final = re.compile(
    "年均|年平均|a year on average|annually on average|average annual|on average each year"
    "|per year on average|annual average|a year|per year"
)


class Change(NamedTuple):
    """What the words say.

    Attributes
    ----------
    measure
        growth, share, multiple; empty for a level.
    sign
        -1 for a change downwards, else 1.
    relative_to
        previous_year, previous_period, annual_average, unstated; none for no change.
    growth_times
        none, adds (增长3倍), both (grew three times), as `phrase.Figure` has it.
    """

    measure: str
    sign: int
    relative_to: str
    growth_times: str = "none"


def read_change(
    folded: str,
    start: int,
    end: int,
    clause: tuple[int, int],
    sentence: tuple[int, int],
    *,
    unit: str,
    times: bool,
    fraction: bool,
    first: int,
    yearly: bool,
) -> Change:
    """Read what the words around a figure make of it.

    Parameters
    ----------
    folded
        The folded text.
    start, end
        The surface.
    clause, sentence
        Where they begin and end.
    unit
        The figure's unit.
    times, fraction
        Whether it is a number of times, or a fraction in words.
    first
        Where it begins with its qualifier.
    yearly
        Whether the window is a calendar year, so that growth is on the year before.
    """
    low = max(sentence[0], start - 120)
    before = folded[max(low, clause[0]) : first]
    after = folded[end : min(sentence[1], end + 40)]
    if times:
        adds = _TIMES_GREW.search(before)
        both = _GREW_TIMES.search(before)
        return Change("multiple", 1, "unstated", "adds" if adds else "both" if both else "none")
    if unit not in ("percent", "percentage_point", "basis_point") and not fraction:
        return _of_level(before, unit)
    sign, found = _direction(folded, low, clause, first, after)
    around = folded[max(low, clause[0] - 40) : min(sentence[1], end + 50)]
    relative = _relative(around, yearly=yearly)
    if unit != "percent" and not fraction:
        return Change("growth", sign, relative)
    if found == "to" and not _RATE_NOUNS.search(before):
        found = ""
    # 约占全国的23.5%: the qualifier stands before the word of share.
    near = before[-30:] + folded[first:start]
    near_share = _SHARE_BEFORE.search(_RATES_OF.sub("", near))
    if found and not (near_share and near_share.end() > _last_change(before[-30:])):
        return Change("growth", sign, relative)
    if near_share or _SHARE_AFTER.match(after) or fraction:
        return Change("share", 1, "unstated")
    if found:
        return Change("growth", sign, relative)
    if _RATE_NOUNS.search(folded[low:first]):
        return Change("growth", 1, relative)
    if _SHARE_BEFORE.search(_RATES_OF.sub("", folded[low:first])):
        return Change("share", 1, "unstated")
    return Change("share" if "成" in folded[start:end] else "rate", 1, "none")


# A clause that says where a rate stands has no change of the clause before it.
_LEVEL: Final = re.compile("(?:收报|收于|报收?|报于|达到?|至|为)(?![告道社])")
# How far something swings has no direction.
_SWINGS: Final = re.compile("波动|振幅|波幅|fluctuat|volatil")
# Fell 84 points, dropped $3 billion: what these move is their subject itself.
_ITSELF: Final = frozenset(
    "fell falls fallen falling dropped drops declined declines rose rises risen rising climbed "
    "slid slipped plunged tumbled slumped jumped surged soared".split()
)
_FALLS_BARE: Final = units.CURRENCIES | {"1"}


def _last_change(before: str) -> int:
    """Where the last word of change ends; -1 where there is none."""
    ends = [found.end() for found in _ZH.finditer(before)]
    ends += [found.end() for found in _ENGLISH.finditer(before)]
    return max(ends, default=-1)


_BY: Final = re.compile(
    " by(?: (?:nearly|over|about|more than|almost|around|some|a|the|just|only|another))* ?$"
)


def _of_level(before: str, unit: str) -> Change:
    """A change in whole units: fell by HK$12.4bn, 比上年末减少8.9万人."""
    near = before[-12:]
    words = list(_ZH.finditer(near))
    if (
        words
        and words[-1].end() >= len(near.rstrip("了约近超过逾大 "))
        and words[-1].group() not in ("增", "升", "扩大", "提高")
    ):
        # 比上年少826亿元 compares; 少 alone says that there is little.
        own = words[-1]["down"] and words[-1].group() != "少"
        grown = own or re.search("比|较|同比|环比", before)
        if grown:
            return Change("growth", -1 if words[-1]["down"] else 1, "unstated")
    found = list(_ENGLISH.finditer(before[-30:]))
    by = _BY.search(before)
    if by is not None:
        # Lowered the price of gasoline by 0.27 yuan.
        moved = list(_ENGLISH.finditer(before, max(0, by.start() - 90), by.start() + 1))
        if moved:
            return Change("growth", -1 if moved[-1]["down"] else 1, "unstated")
    tail = before[-30:][found[-1].end() :] if found else ""
    if (
        found
        and re.fullmatch(
            r"(?: by)?(?: (?:nearly|over|about|more than|almost|around|some|a|the))* ?", tail
        )
        and (" by" in tail or (unit in _FALLS_BARE and found[-1].group() in _ITSELF))
    ):
        return Change("growth", -1 if found[-1]["down"] else 1, "unstated")
    return Change("", 1, "none")


def _direction(
    folded: str, low: int, clause: tuple[int, int], first: int, after: str
) -> tuple[int, str]:
    """The sign of a change, and what says it; empty where nothing does."""
    behind = _ENGLISH_AFTER.match(after)
    if behind is not None:
        return (-1 if behind["down"] else 1), "after"
    if _SWINGS.search(folded, max(low, clause[0]), first):
        return 1, ""
    own = max(low, clause[0])
    for begin in (own, own if _LEVEL.match(folded, own) else low):
        stretch = folded[begin:first]
        words = list(_ZH.finditer(stretch)) or list(_ENGLISH.finditer(stretch))
        if not words:
            continue
        last = words[-1]
        rest = stretch[last.end() :]
        level = bool(_TO.search(stretch))
        if last.re is _ZH:
            level = _ZH_TO.search(rest) is not None or rest.startswith(("至", "到", "为"))
        rate_noun = any(word.group() in _ZH_RATE_NOUNS for word in words)
        if level and not (last.re is _ZH and last.group() in _ZH_RATE_NOUNS):
            return 1, "to" if not rate_noun else "rate"
        down = bool(last["down"]) and last.group() != "放缓"
        if last.re is _ENGLISH and last.group() == "less":
            continue
        return (-1 if down else 1), last.group()
    return 1, ""


def _relative(around: str, *, yearly: bool) -> str:
    """What a growth is relative to."""
    if _AVERAGE.search(around):
        return "annual_average"
    if _YEARLY.search(around):
        return "previous_year"
    if _PERIODIC.search(around):
        return "previous_period"
    return "previous_year" if yearly else "unstated"
