"""What stands directly after a number: unit, qualifier, rate, the noun that is counted."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Final, NamedTuple

from liaoning_econ import units
from liaoning_econ.text import measures
from liaoning_econ.text.lexicon import skip_spaces
from liaoning_econ.text.qualifiers import AFTER
from liaoning_econ.text.tries import pattern

if TYPE_CHECKING:
    from liaoning_econ.text.numeral import Numeral

__all__ = ["After", "counted_before", "read"]

_WORD: Final = re.compile(r"[ ]{1,2}([a-z][a-z'.&-]{0,30})")
_OF_WHICH: Final = frozenset("the these those its their our his all china's".split())
_PER: Final = re.compile(
    "(?: of(?: [a-z]{2,15}){1,3}?)?"
    " ?(?:per|a|an|each|every|/|每) ?(year|annum|month|week|day|person|head|capita|company|firm"
    "|quarter|hour|square metre|square meter|sq metre|sq m|hectare|mu|tonne|ton|barrel|household"
    "|employee|kilogram|kilo|kg|jin|kilometre|kilometer|km|kilowatt-hour|kwh|container|teu|vehicle"
    "|car|visitor|passenger|student|resident"
    "|年|月|日|天|周|季度|户|人|亩|吨|公斤|千克|斤|桶|平方米|平方公里|小时|公里|公顷|千瓦时|度|辆|标箱)"
    "(?![a-z])(?! (?:earlier|ago|before|later|on year|on average|low|high|half))"
    "|(?: of(?: [a-z]{2,15}){1,2})? (daily|weekly|monthly|annually|yearly|per annum)(?![a-z])"
)
_PER_UNITS: Final = {
    "annum": "year",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "per annum": "year",
    "head": "person",
    "capita": "person",
    "company": "firm",
    "employee": "person",
    "ton": "tonne",
    **dict.fromkeys(("square metre", "square meter", "sq metre", "sq m"), "m2"),
    **dict.fromkeys(("kilogram", "kilo", "公斤", "千克"), "kg"),
    **dict.fromkeys(("kilometre", "kilometer", "公里"), "km"),
    **dict.fromkeys(("kilowatt-hour", "千瓦时", "度"), "kwh"),
    **dict.fromkeys(("visitor", "passenger", "student", "resident"), "person"),
    **dict.fromkeys(("car", "辆"), "vehicle"),
    **dict.fromkeys(("container", "标箱"), "teu"),
    "斤": "jin",
    "桶": "barrel",
    "公顷": "hectare",
    "年": "year",
    "月": "month",
    "日": "day",
    "天": "day",
    "周": "week",
    "季度": "quarter",
    "户": "household",
    "人": "person",
    "亩": "mu",
    "吨": "tonne",
    "平方米": "m2",
    "平方公里": "km2",
    "小时": "hour",
}
_RATE: Final = re.compile(
    " ?(?:yuan|rmb) (?:to|per|against|for) (?:the|one|a|each) (?:us )?(?:dollar|greenback)"
    "| (?:to|per|against) (?:the|one|a) (?:us )?(dollar|greenback|euro|yen)"
    "|元(?:人民币)?(?:兑|对|/)(?:1|一)?(?:美元|欧元)"
)
_TIMES: Final = frozenset(("times", "fold", "倍", "x"))
_HANZI_REACH: Final = 14
_FAR_REACH: Final = 30
# Their noun may stand far before them: 金融机构已由最初的几十家发展到两百家.
_FAR_CLASSIFIERS: Final = frozenset("家户")
_ALONE: Final = frozenset(
    "人 人次 标箱 标准箱 省 国 县 剂 剂次 人份 股 架次 架 床 匹 羽 棵 株 粒 台套 场 场次 次".split()
)
# 单元, 部分, 份额: a word that only begins like a measure word.
_NO_CLASSIFIER: Final = {
    "单": "元位独价", "部": "分门委", "支": "部持付出", "台": "风湾", "起": "来", "口": "岸",
    "对": "外口", "处": "理", "批": "准复发", "条": "件例款", "种": "植子", "头": "部", "张": "家",
    "位": "数于居", "名": "为", "份": "额", "班": "子", "例": "如会", "场": "地馆",
}  # fmt: skip
_CLAUSES: Final = re.compile("[，。；：\n、]")
_RANK: Final = re.compile("(?:上升|下降|前移|提升|跃升|后退|前进|上移|回落|跃居|名次)了?$")
_END_OF_NOUNS: Final = re.compile(
    '[，。、；：,;:.!?！？（）()\n “”"《》]|[0-9]|增长|同比|达|占|的同时|下降|和|及'
)
_END_OF_NEXT: Final = re.compile(f"{_END_OF_NOUNS.pattern}|的")
_LENGTH_OF: Final = re.compile(
    "(?:working|business|calendar|consecutive|straight|full|whole|successive|trading|metric|us|u.s."
    "|american) (?=days?|weeks?|months?|years?|quarters?|tons?|tonnes?)"
)
_NOUN_OVER: Final = re.compile(
    "[，。、；：！？,.;:)）（(\n 以左和及的]|增|减|占|达|到|发展|扩|提|缩|降"
)
_BEFORE_NUMBER: Final = re.compile(
    "(?:近|约|超|逾|超过|将近|接近|不足|不到|达|达到|共|为|数量|总数|累计|已|有|了|至少|多达|突破"
    "|共计|合计|大约"
    "|增至|增加到|从|由|至|到|仅|不少于|不低于|不超过|不多于|至多|最多|最少|高达|发展到|扩大到"
    "|减少到|新增|共有|约有|均|可达|将|将达|均为|分别为|只有|仅有|多于|少于"
    "|拥有量|保有量|授权量|申请量|总量|存量|人数|家数|户数|个数)*$"
)
_SIGNS: Final = frozenset("$\u00a5\u20ac\u00a3\u20a9\u20b9")
_NOT_MORE: Final = frozenset("步个于样种")
_HYPHEN_DAYS: Final = re.compile("-([a-z]+)(?:-old)?")


class After(NamedTuple):
    """What stands after a number.

    Attributes
    ----------
    surface
        Where the measured unit ends that belongs to the surface; the number's end where none.
    last
        Where the noun, the rate or the qualifier ends.
    unit
        The unit; empty where no word says it.
    noun
        The counted noun; empty where the unit is a measured one.
    qualifier
        Its code, none where none.
    inner_qualifier
        Whether it stands between the number and its unit.
    per
        What it is counted per.
    times
        Whether it is a number of times.
    within
        Whether 内 stands behind it, which says during and is no bound of a length of time.
    """

    surface: int
    last: int
    unit: str
    noun: str
    qualifier: str
    inner_qualifier: bool
    per: str
    times: bool
    within: bool = False


@functools.cache
def _qualifiers() -> re.Pattern[str]:
    return pattern(word for word in AFTER.codes if word not in ("at least", "exactly", "over"))


def _qualifier(folded: str, at: int) -> tuple[str, int] | None:
    """The qualifier that comes next, and where it ends."""
    found = _qualifiers().match(
        folded, skip_spaces(folded, at) if folded[at : at + 1] == " " else at
    )
    if found is None:
        return None
    word = found.group()
    if word == "以下" and folded.startswith("简称", found.end()):
        return None
    if word in ("起", "整", "多", "上下", "前后") and (
        folded[found.end() : found.end() + 1] in _NOT_MORE
        or folded.startswith(("来自", "来源"), found.end())
    ):
        return None
    if word == "+" and folded[found.end() : found.end() + 1].isdigit():
        return None
    return AFTER.codes[measures.squeeze(word)], found.end()


def read(folded: str, number: Numeral, *, money: str) -> After:
    """Read what stands after a number.

    Parameters
    ----------
    folded
        The folded text.
    number
        The number.
    money
        The currency before it; empty where none.
    """
    at = surface = last = number.end
    code, inner = "none", False
    found = _qualifier(folded, at)
    if found is not None:
        code, at = found
        last, inner = at, True
    within = False
    exchange = _RATE.match(folded, at)
    unit, end = _measured(folded, at)
    if money and unit == "CNY" and folded[end - 1] == "元":
        unit = money
    if money and unit != money and not (money in "$\u00a5" and unit in units.CURRENCIES):
        unit, end = "", at
    if exchange is not None:
        end = at if unit == "" else end
        return After(end, exchange.end(), _exchange(exchange.group()), "", code, False, "", False)
    times = unit == "1" and folded[at:end].strip(" -") in _TIMES
    noun = ""
    if unit:
        surface = last = end
    elif not money and number.unit != "1":
        unit, noun, last = _noun(folded, at, last, number.start)
    if code == "none" and (unit or money):
        found = _qualifier(folded, last)
        if found is not None:
            within = folded[last : found[1]] == "内"
            code, last = found
            inner = False
    per = _PER.match(folded, last)
    counted_per = ""
    percent = unit in ("percent", "percentage_point")
    if per is not None and noun and folded[per.start()] == "每":
        # 200家企业每月 begins what the firms do.
        per = None
    if per is not None and not percent and (money or unit or folded[per.start()] == " "):
        counted_per, last = _PER_UNITS.get(per[1] or per[2], per[1]), per.end()
    return After(surface, last, unit, noun, code, inner, counted_per, times, within)


def _exchange(words: str) -> str:
    """The unit of an exchange rate."""
    if "euro" in words or "欧元" in words:
        return "CNY/EUR"
    return "JPY/CNY" if "yen" in words else "CNY/USD"


def _measured(folded: str, at: int) -> tuple[str, int]:
    """A measured unit at a place and where it ends; empty where none stands there."""
    place = at
    if folded[at - 2 : at] == "个半" and folded.startswith(("月", "小时"), at):
        return ("month", at + 1) if folded[at] == "月" else ("hour", at + 2)
    if folded[at : at + 1] in ("-", " "):
        place = at + 1
        if folded[place : place + 1] == " ":
            place += 1
    adjective = _LENGTH_OF.match(folded, place)
    found = measures.measured_after().match(folded, adjective.end() if adjective else place)
    if found is None and folded[at : at + 1] == "-":
        found = measures.measured_after().match(folded, at)
    if found is None:
        return "", at
    word = measures.squeeze(found.group())
    unit = measures.measured_codes()[word]
    if _deceives(word, folded, found.end(), at):
        return "", at
    return unit, found.end()


def _deceives(word: str, folded: str, end: int, at: int) -> bool:
    """Whether a unit's word is the beginning of something else."""
    following = folded[end : end + 1]
    if word[-1] in _SIGNS and following.isdigit():
        # US$40m-US$50m: the sign is the next number's.
        return True
    if word == "点" and following in "多半钟0123456789左前后以":
        return True
    if word == "米" and following in "其面":
        return True
    if word == "年" and following in "级轻代份龄号":
        return True
    if word == "块" and following != "钱":
        return True
    if word in ("point", "points", "x", "won", "yen") and folded[at : at + 1] not in (
        " ",
        "-",
        "x",
    ):
        return True
    if word in ("mu", "ha", "dong") and following == "'":
        return True
    return word == "won" and folded[end : end + 4] in (" the", " a g", " a m", " ove")


def _noun(folded: str, at: int, last: int, number_at: int) -> tuple[str, str, int]:
    """Unit, counted noun and where the noun ends; empty where none is known."""
    if folded[at : at + 1] in (" ", "-") and "a" <= folded[at + 1 : at + 2] <= "z":
        return _english_noun(folded, at, last)
    following = folded[at : at + 1]
    if following and not following.isascii():
        return _hanzi_noun(folded, at, last, number_at)
    return "", "", last


def counted_before(folded: str, number_at: int, classifier: str = "") -> str:
    """Return the unit of the noun that stands before a number: 签约项目56个.

    Parameters
    ----------
    folded
        The folded text.
    number_at
        Where the number begins.
    classifier
        The measure word behind the number; empty where none.
    """
    reach = _FAR_REACH if classifier in _FAR_CLASSIFIERS else _HANZI_REACH
    stretch = _CLAUSES.split(folded[max(0, number_at - reach) : number_at])[-1]
    matcher, table = measures.hanzi_nouns()
    allowed = measures.COMPATIBLE.get(classifier)
    if classifier in _FAR_CLASSIFIERS:
        units_before = [_as_household(table[name.group()], classifier)
                        for name in matcher.finditer(stretch)]  # fmt: skip
        units_before = [unit for unit in units_before if allowed is None or unit in allowed]
        return units_before[-1] if units_before else ""
    stretch = _BEFORE_NUMBER.sub("", stretch)
    found = [name for name in matcher.finditer(stretch) if name.end() >= len(stretch) - 2]
    found = [name for name in found if len(name.group()) > 1 or name.group() == stretch]
    unit = table[found[-1].group()] if found else ""
    if allowed is not None and unit not in allowed:
        return ""
    # 创新成果五十项: the 项 are counted.
    return "item" if classifier == "项" and unit == "policy_measure" else unit


def _as_household(unit: str, classifier: str) -> str:
    """户 of people are households."""
    return "household" if classifier == "户" and unit == "person" else unit


def _english_noun(folded: str, at: int, last: int) -> tuple[str, str, int]:
    """The head of the English noun phrase that a number opens."""
    nouns = measures.counted_nouns()
    unit = noun = ""
    words: list[str] = []
    place = at
    if folded[at] == "-":
        joined = _HYPHEN_DAYS.match(folded, at)
        if joined is None:
            return "", "", last
        word = joined[1]
        return (nouns[word], word, joined.end()) if word in nouns else ("", "", last)
    for step in range(9):
        found = _WORD.match(folded, place)
        if found is None:
            break
        word = found[1].rstrip(".'")
        if (step == 0 and word == "of") or (step == 1 and word in _OF_WHICH and not words):
            place = found.end()
            continue
        if word in measures.STOP_WORDS and not (word in ("and", "or") and not unit and words):
            break
        words.append(word)
        place = found.end()
        pair = " ".join(words[-2:])
        known = nouns.get(pair) or nouns.get(word)
        if known is not None:
            unit, noun, last = known, word, found.start(1) + len(word)
            if word.endswith(("s", "people", "men", "children")) and word != "business":
                # A plural is the head, unless one more noun of a thing counted follows.
                follower = _WORD.match(folded, place)
                if follower is None or follower[1] not in nouns:
                    break
        if found[1].endswith("."):
            break
    if not unit and words and words[0] != "units":
        noun = words[0]
    return unit, noun, last


def _hanzi_noun(folded: str, at: int, last: int, number_at: int) -> tuple[str, str, int]:
    """The Chinese measure word after a number and the noun that it counts."""
    classifier = ""
    for size in (3, 2, 1):
        if folded[at : at + size] in measures.CLASSIFIERS and len(folded[at : at + size]) == size:
            classifier = folded[at : at + size]
            following = folded[at + size : at + size + 1]
            if following and following in _NO_CLASSIFIER.get(classifier, ""):
                classifier = ""
            break
    place = at + len(classifier)
    ends = _END_OF_NOUNS if classifier else _END_OF_NEXT
    begun = place + folded.startswith("的", place)
    stop = ends.search(folded, begun, place + _HANZI_REACH)
    limit = stop.start() if stop else min(len(folded), place + _HANZI_REACH)
    matcher, table = measures.hanzi_nouns()
    unit = measures.CLASSIFIERS.get(classifier, "")
    noun = classifier
    last = max(last, place)
    if classifier in _ALONE:
        return unit, noun, last
    if classifier == "位" and _RANK.search(folded, max(0, number_at - 10), number_at):
        return "1", noun, last
    allowed = measures.COMPATIBLE.get(classifier)
    known = False
    for found in matcher.finditer(folded, place, limit):
        if not classifier and found.start() > place + 6:
            break
        own = _as_household(table[found.group()], classifier)
        if not own or (allowed is not None and own not in allowed):
            continue
        unit, noun, last, known = own, found.group(), found.end(), True
        if allowed is not None:
            break
    if not classifier and not known:
        return "", "", last
    over = folded[place : place + 1] == "" or _NOUN_OVER.match(folded, place) is not None
    if not known and over and classifier not in ("名", "位"):
        unit = counted_before(folded, number_at, classifier) or unit
    return unit, noun, last
