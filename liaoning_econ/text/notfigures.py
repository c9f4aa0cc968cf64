"""Which numbers that were read are no figures: years, ordinals, names, idioms, frequencies.

Each rule looks at a bounded stretch around the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from liaoning_econ.text.skips import MONTHS

if TYPE_CHECKING:
    from liaoning_econ.text.numeral import Numeral

__all__ = ["Shape", "moves_from", "no_figure"]


class Shape(NamedTuple):
    """A number that was read, as the rules look at it.

    Attributes
    ----------
    number
        The number.
    start
        Where it begins with its qualifier and currency.
    form
        digits, words, hanzi.
    unit
        Its measured unit, currency or the unit of its noun; empty where none.
    noun
        Its counted noun or the word that follows; empty where none.
    qualified
        Whether a qualifier stands beside it.
    surface_end
        Where its unit ends.
    said
        The qualifier before it, as it stands.
    """

    number: Numeral
    start: int
    form: str
    unit: str
    noun: str
    qualified: bool
    surface_end: int
    said: str


_FROM: Final = re.compile(
    r"(?:(?:rose|rise|rises|risen|rising|grew|grow|grown|growing|fell|fall|falls|fallen|falling"
    r"|increas\w{1,4}|decreas\w{1,4}|declin\w{1,4}|dropp?\w{0,4}|jump\w{0,3}|surg\w{1,4}"
    r"|climb\w{0,3}"
    r"|up|down|cut|shorten\w{0,3}|reduc\w{1,4}|expand\w{0,3}|slow\w{0,3}|narrow\w{0,3}|widen\w{0,3}"
    r"|rais\w{1,3}|lower\w{0,3}|chang\w{1,3}|doubl\w{1,3}|shr\wnk\w{0,3}|soar\w{0,3}|slump\w{0,2}"
    r"|move[ds]?|moving|went|gone|swell\w{0,3}|swollen|improv\w{1,3}|eas\w{1,3}|edg\w{1,3}"
    r"|weaken\w{0,3}"
    r"|strengthen\w{0,3}|accelerat\w{1,3}|dwindl\w{1,3}|plung\w{1,3}|trimm?\w{0,3}"
    r"|quicken\w{0,3})\b"
    r"[^.;\n]{0,60}\bfrom|[从由自][^，。；\n]{0,12}) ?$"
)


def moves_from(folded: str, start: int) -> bool:
    """Whether the words before a number say that something moved from it: rose from 3 to 5.

    Parameters
    ----------
    folded
        The folded text.
    start
        Where the number begins with its qualifier.
    """
    return _FROM.search(folded[max(0, start - 90) : start]) is not None


_YEAR: Final = re.compile(r"(?:1[89]|20)[0-9]{2}$")
_BEFORE_YEAR: Final = re.compile(
    r"(?:(?<![a-z])(?:in|since|by|of|from|to|until|till|during|year|years|early|late|mid|mid-"
    r"|before"
    r"|after|between|and|through|end|end of|spring|summer|autumn|winter|than|fiscal|for|,|"
    rf"{MONTHS}|q[1-4]|quarter|half|the|back in|throughout|around|on|as|at|with|over) ?$)"
    rf"|[(（/\[年~-] ?$|^$"
)
_ONE_UNITS: Final = frozenset(
    "day week month year percent percentage_point km2 CNY USD hectare tonne basis_point".split()
)
_IDIOMS: Final = re.compile(
    "十分(?!之)|十足"
    "|一[带般些直起致共同样旦流体定律度时概切线边面方步系再经举次手贯味向道并番代新路朝点]"
    "|二手|三农|三资|三亚|三星|三峡|三角|三方|三维|三通|三者|三明|三公(?![里斤顷])|三大|四大|五大|六大|七大"
    "|八大|九大|十大"
    "|四川|四维|四平|四处|四周(?!年)|四面|四通|五粮|五金|五一|五四|五常|六安|七夕|九江|九州|八一|八方"
    "|八达|百姓|百货|百度|百年"
    "|千方|千万别|千万不|万科|万达|万一|万众|万物|亿达|亿纬|半岛|半导|半径|半夜|半路|半数以上的?$"
    "|两会|两岸|两国|两地|两市|两省"
    "|两者|两高|两手|两位数|两旁|两侧|两端|两翼|两江|两家之|两头|两用|两化|两极|两区|双|几乎|几何"
    "|几时|数据|数字|数学|数控|数码"
    "|上海|上[升半市年月下调涨述网演线班交报级缴]|翻译|翻新|翻身|十三五|十四五|十二五|十一五"
    "|十五五|十九[大届]|二十大|十八[大届]"
    "|十月革命|一[是二]|二是|三是|四是|五是|六是|一二三|三中全会|六中|五中|四中|二三产|一季|二季"
    "|三季|四季|三北|三省一区"
    "|一五一|八项规定|五位一体|四个全面|三严|两学|两个一百|一国两制|三权|百日|百强|千亿级$|亿元级"
    "|万亿级|万里|千里|百团|一号"
    "|[两二三四五六七八九十]个(?:代表|自信|意识|维护|全面|确立|务必|服从|坚持|文明|一律)"
    "|三天打鱼|两天晒网|三心二意|五湖四海|七上八下|九牛一毛|十全十美|百花齐放|百废待兴|两条腿|三条红线|五项原则|三甲|七台河|五台山|六盘水|五大连池|三门峡|九三|两弹"
    "|一把|一站|一网|一窗|一件事|一揽|一批|一年一|一天天|一心|二氧|四季|三线|三级|二线|一级"
    "|二级|二等|三等|一等"
)
_ORDINAL_BEFORE: Final = re.compile(
    "(?:第|星期|周|礼拜|初|统|之|唯|专|万|单|逐|任|不|同|进|某|有|这|那|哪|每|另|上|下|前|首|再"
    "|任何|其中|统) ?$"
)
_HANZI_DATE: Final = re.compile(
    "[〇零一二三四五六七八九十]{1,4}(?:年代|月(?:份|末|底|初|[一二三四五六七八九十]{1,3}[日号])?"
    "|[日号](?!元)|时(?!间)|[届中]|点[半钟整])"
    "|[〇零一二三四五六七八九]{4}年?"
)
# 前三个月 is a date, 提前三个月 a length.
_FIRST_MONTHS: Final = re.compile("(?<![提目此日年之以])前$")
_HANZI_YEAR: Final = re.compile("[一二][〇零一二三四五六七八九]{3}年")
_SCALES_ALONE: Final = re.compile("[百千万亿兆]{1,4}")
# 二十国集团, 五百强; 两次 says how often.
_NO_COUNT_BEHIND: Final = re.compile("国集团|国峰会|强(?![降震])|连[增丰冠]|届|代人|旬|角[洲形]")
_PLAN_NAME: Final = re.compile(r"(?i:five|three|[0-9]{1,2})-(?i:year) [A-Z][a-z]+")


def no_figure(text: str, folded: str, shape: Shape) -> bool:
    """Whether a number that was read is no figure.

    Parameters
    ----------
    text, folded
        The text as it came, and folded.
    shape
        The number.
    """
    if folded.startswith("-old", shape.surface_end):
        return True
    if shape.form == "hanzi":
        return _no_hanzi(folded, shape)
    if shape.form == "words":
        return _no_words(text, folded, shape)
    return _no_digits(text, folded, shape)


def _no_digits(text: str, folded: str, shape: Shape) -> bool:
    number = shape.number
    start, end = number.start, number.end
    measured = bool(shape.unit)
    bare = not number.scale_word and number.qualifier == "none"
    following = folded[end : end + 1]
    if bare and following == ":" and folded[end + 1 : end + 2].isdigit():
        return True
    if folded[start - 1 : start] in (":", "/") and folded[start - 2 : start - 1].isdigit():
        return True
    if bare and _YEAR.match(folded[start:end]) and not shape.qualified:
        counted = bool(shape.noun) and shape.noun in (
            "家",
            "户",
            "个",
            "项",
            "人",
            "名",
            "件",
            "辆",
        )
        if measured and shape.surface_end > end and following != " ":
            return False
        if not counted and (
            not measured or _BEFORE_YEAR.search(folded[max(0, start - 12) : start])
        ):
            return shape.unit not in ("CNY", "USD", "percent")
    if measured:
        if _PLAN_NAME.match(text[start : start + 40]):
            return True
        return _is_ago(folded, shape)
    return bare and not shape.qualified and _is_name(text, start, number, shape)


def _is_ago(folded: str, shape: Shape) -> bool:
    """A length of time that dates something: 三年前, 10 years ago."""
    rest = folded[shape.surface_end : shape.surface_end + 8]
    return shape.unit in ("day", "week", "year", "month") and (
        rest.startswith((" ago", " later", " earlier"))
        or (shape.unit == "year" and rest.startswith(("前", "以前", "之前")))
    )


def _is_name(text: str, start: int, number: Numeral, shape: Shape) -> bool:
    """Whether a bare number follows a name, as in Boeing 737 or Fortune 500."""
    if shape.noun and not text[number.end : number.end + 1].isspace():
        return False
    before = text[max(0, start - 30) : start].rstrip(" ")
    word = before.rsplit(" ", 1)[-1]
    following = text[number.end : number.end + 2].lstrip(" ")
    named = word[:1].isupper() and word.isalpha() and " " in before
    if named and "," not in text[start : number.end] and not shape.noun:
        return True
    # 18 Zhongshan Road.
    return following[:1].isupper() and following[:1].isascii() and not shape.noun.endswith("s")


def _no_words(text: str, folded: str, shape: Shape) -> bool:
    number = shape.number
    word = folded[number.start : number.end]
    following = folded[number.end : number.end + 24]
    before = folded[max(0, number.start - 16) : number.start]
    if word in ("a third", "a quarter", "a fifth", "a tenth", "half", "a half"):
        return not _is_share(following, before)
    if word in ("twice", "thrice") and not _TIMES_WHAT.match(following):
        return True
    if number.unit == "1":
        return following.startswith(
            (
                "-digit",
                "-edged",
                " standard",
                " taxation",
                "-check",
                " check",
                " a day",
                " a week",
                " a month",
                " a year",
                "-decker",
                " digit",
            )
        )
    if before.endswith(
        ("(", "no. ", "number ", "group of ", "chapter ", "part ", "phase ", "the big ")
    ):
        return True
    if _PLAN_NAME.match(text[number.start : number.start + 40]):
        return True
    if word == "five" and following.startswith("-year plan"):
        return True
    if _TO_A_MONTH.match(following) or (
        before.endswith("first ") and shape.unit in ("month", "day")
    ):
        return True
    if (
        before.endswith("the ")
        and word in _FEW
        and not shape.qualified
        and shape.unit in _NAMED_TOGETHER
    ):
        return True
    if word == "one":
        return shape.unit not in _ONE_UNITS or following.startswith(
            (" day ", "-day a", " year ago", "-year-old")
        )
    if word == "zero":
        return not shape.unit
    if _is_ago(folded, shape):
        return True
    if word in _FEW and not shape.unit and not _OF_SO_MANY.match(following):
        return (
            following.startswith(
                (
                    " sides",
                    " leaders",
                    " koreas",
                    " countries'",
                    " of the",
                    " of them",
                    " months ago",
                    " sessions",
                )
            )
            or not shape.noun
        )
    return (
        not shape.unit
        and not shape.noun
        and not _OF_SO_MANY.match(following)
        and number.qualifier == "none"
        and int(number.printed or 0) < 1000
        if number.printed.isdigit()
        else False
    )


# The two neighbours, the three sides: a name for them, no count.
_FEW: Final = frozenset(("two", "three", "four"))
_NAMED_TOGETHER: Final = frozenset(("", "1", "country", "person"))
# Six of the 14 cities.
_OF_SO_MANY: Final = re.compile(" of (?:the|its|their|these|those) [0-9]")
# Twice as much measures; who comes twice is not measured.
_TIMES_WHAT: Final = re.compile(
    " (?:as|the|that(?! (?:day|week|month|year|summer|winter))|those|what|its|their|his|her|our"
    "|[0-9]{4}|[a-z]{2,20}'s)(?![a-z])"
)
_TO_A_MONTH: Final = re.compile(f" months? (?:to|through|ended|ending|until) (?:{MONTHS})")


def _is_share(following: str, before: str) -> bool:
    """Whether a half or a third is a share of something."""
    if before.endswith(
        ("first ", "second ", "latter ", "other ", "last ", "third ", "fourth ", "next ")
    ):
        return False
    if following.startswith(
        (
            *(" of", " the", " its", " their", " as", " a ", " an ", "-", " million", " percent"),
            *(" less", " more", " fewer", " lower", " higher", " cheaper", " smaller", " larger"),
            *(" below", " above"),
        )
    ):
        return not following.startswith(
            ("-year", "-hour", "-day", "-heart", "-way", "-finished", " an hour")
        )
    return before.endswith(
        (
            "than ",
            "by ",
            "over ",
            "nearly ",
            "about ",
            "almost ",
            "to ",
            "least ",
            "roughly ",
            "around ",
            "up ",
        )
    )


def _no_hanzi(folded: str, shape: Shape) -> bool:
    number = shape.number
    start, end = number.start, number.end
    word = folded[start:end]
    before = folded[max(0, start - 6) : start]
    if _IDIOMS.match(folded, start) and number.qualifier != "between":
        return not (word.startswith("一") and len(word) > 1 and shape.unit)
    if number.unit in {"1", "percent"}:
        return False
    if "分之" in word:
        return False
    if _HANZI_YEAR.match(folded, start):
        return True
    if _FIRST_MONTHS.search(before) and shape.unit in ("month", "quarter") and not shape.qualified:
        return True
    if before.endswith("第") or _HANZI_DATE.match(folded, start):
        return not (shape.unit and shape.qualified and not before.endswith("第"))
    if _SCALES_ALONE.fullmatch(word):
        return _no_scale(folded, shape)
    if _NO_COUNT_BEHIND.match(folded, end):
        return True
    if word in ("零", "〇"):
        return True
    if word in ("一", "半") or (word in ("一", "两") and not shape.unit):
        return _no_one(folded, shape, before)
    if number.qualifier in ("tens_of", "hundred_or_more"):
        return not (shape.unit or shape.noun or shape.qualified or folded[end : end + 1] in "亿万")
    if number.qualifier == "fraction":
        return word == "半数" and not shape.qualified and folded[end : end + 1] not in "的以"
    return _no_small_hanzi(folded, shape, before)


_PASSED: Final = frozenset("过 超 超过 逾 近 将近 接近 约 不足 不到".split())


def _no_scale(folded: str, shape: Shape) -> bool:
    """百亿元 is an amount, 近百家 a count; 万元 alone, 千亿市值 and 百亿级 are kinds of things."""
    end = shape.number.end
    measured = bool(shape.unit) and shape.surface_end > end
    if folded[shape.surface_end : shape.surface_end + 1] == "级":
        return True
    if end - shape.number.start == 1:
        return not (shape.qualified and (measured or shape.unit or shape.noun))
    # 百万群众 counts them.
    beside = bool(shape.noun) and folded.startswith(shape.noun, end) and shape.unit == "person"
    if folded.startswith("亿万", shape.number.start):
        return True
    return not (measured or beside or (shape.qualified and (shape.unit or shape.noun)))


# A length of one: 过去一年, 缩短至一个月, 只要半天; but 新的一年, 同一天, 上半年.
_LENGTH_BEFORE: Final = re.compile(
    "(?:过去|最近|近|未来|今后|为期|历时|用时?|需要?|[要满由从至到为了仅只达]|缩短|延长|提前|推迟"
    "|运行|成立|开业|不到|不足|超过|约|试运营|最[快短慢长]|耗时|间隔)$"
)
_LENGTH_AFTER: Final = tuple("来内时多间以期后的半")
_NO_LENGTH: Final = tuple("上下每前这那同有新又第进")


def _no_one(folded: str, shape: Shape, before: str) -> bool:
    """一 and 半 as words: 一个, 一家; a figure only with a length of time or a measured unit."""
    end, surface = shape.number.end, shape.surface_end
    half = folded[end - 1] == "半"
    if shape.unit in ("year", "month", "day", "week") and surface > end:
        if half:
            return before[-1:] in "上下前后大小头这那每另多" and bool(before)
        if before.endswith(_NO_LENGTH) and not before.endswith("从"):
            return True
        return not (
            shape.qualified
            or folded.startswith(_LENGTH_AFTER, surface)
            or folded.startswith("周年", surface - 2)
            or _LENGTH_BEFORE.search(before)
        )
    if half and shape.said in _PASSED:
        return folded.startswith(("夜", "百", "路", "山", "辈"), end)
    return not (shape.unit in ("percent", "CNY", "USD", "tonne", "mu") and shape.qualified)


def _no_small_hanzi(folded: str, shape: Shape, before: str) -> bool:
    """A number below a hundred in Chinese words needs a unit or a measure word."""
    number = shape.number
    following = folded[number.end : number.end + 1]
    if (
        _ORDINAL_BEFORE.search(before)
        and number.end - number.start == 1
        and following not in "年天个"
    ):
        return True
    if before.endswith(("第", "十", "星期", "周")) and number.end - number.start == 1:
        return True
    if shape.unit == "year" and _is_ago(folded, shape):
        return True
    if number.scale_word or len(folded[number.start : number.end]) > 3:
        return False
    if (
        shape.unit in ("province", "country", "city")
        and number.end - number.start == 1
        and following not in "个座"
    ):
        return True
    if following == "次" and number.end - number.start == 1 and not shape.qualified:
        # How often something is done.
        return True
    if shape.qualified and shape.noun:
        return False
    return not shape.unit
