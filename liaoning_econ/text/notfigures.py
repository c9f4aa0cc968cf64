"""Numbers that measure nothing: dates, times, ordinals, names, addresses, telephone numbers.

Two questions: what is skipped before it is read (`skips`), and which numbers that were read are no
figures (`no_figure`). Each rule looks at a bounded stretch around the number.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from liaoning_econ.text.numeral import Numeral

__all__ = ["Shape", "moves_from", "no_figure", "skips"]

_MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)


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


# What a run of digits is skipped for as a whole: dates, times, telephone numbers, sections.
_SKIPPED: Final = re.compile(
    r"(?:19|20)[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.][0-9]{1,2}(?![0-9])"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:19|20)?[0-9]{2}(?![0-9])"
    r"|[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?: ?[ap]\.?m\.?)?(?![0-9])"
    r"|[0-9]{1,2}(?:\.[0-9]{2})? ?[ap]\.?m(?:\.|(?![a-z]))"
    r"|[0-9]{1,2} o'clock"
    r"|0[0-9]{2,3}[- ][0-9]{3,4}[- ]?[0-9]{3,5}(?:-[0-9]{1,5})?"
    r"|0[0-9]{1,20}(?![0-9.])"
    r"|[0-9]{1,3}(?<=\+[0-9]{2})[- (]{1,2}[0-9()]{1,6}[- ][0-9- ]{4,12}"
    r"|[0-9]{1,2}(?= months? to (?:[a-z]{3,9})(?![a-z]))[0-9]? ?months?"
    r"|[0-9]{2,4}(?:[- ][0-9]{2,4}){2}(?:[- ][0-9]{2,4})?(?![0-9.,])(?= *[^a-z0-9 一-鿿]| *$|\n)"
    r"|[0-9]{3,4}-[0-9]{7,8}(?![0-9])"
    r"|1[3-9][0-9]{9}(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){2}(?:\.[0-9]{1,3})?(?![0-9])"
    r"|[0-9]{1,4}(?:st|nd|rd|th|s)(?![a-z])"
    r"|[0-9]{1,3}%? ?-? ?(?:and-a-half)?(?:hour|minute|second)s?(?![a-z])"
    r"|[0-9]{1,3}个?(?:小时|分钟|秒)"
    r"|1(?:美元|欧元|英镑)(?:兑|合|可兑|约合|折合)"
    r"|24/7|9/11|50-50"
    r"|(?:19|20)[0-9]{2}(?:年)? ?(?:-|~|至|到|/) ?(?:(?:19|20)[0-9]{2}"
    r"|[0-9]{2})(?![0-9.,万亿%])(?:财?年)?"
    r"|(?:(?:19|20)[0-9]{2}|[0-9]{2})年(?:度|末|底|初|中|代)?"
    r"(?:(?:第?[一二三四1-4]季度|[上下]半年)|(?:0?[1-9]|1[0-2])月(?:份|末|底|[0-9]{1,2}[日号])?)?"
    r"(?:[-至~](?:0?[1-9]|1[0-2])月(?:份|[0-9]{1,2}[日号])?)?(?![多来内以之间左])"
    r"|(?:0?[1-9]|1[0-2])月?(?:[-至~、到]|和)(?:0?[1-9]|1[0-2])月(?:份)?(?:[0-9]{1,2}[日号])?"
    r"|(?:0?[1-9]|1[0-2])月(?:份|末|底|初|中旬|上旬|下旬|[0-9]{1,2}(?:[日号])?)?"
    r"(?:[-至~](?:(?:0?[1-9]|1[0-2])月)?[0-9]{1,2}[日号])?(?!亏)"
    r"|[0-9]{1,2}(?:[-至~、][0-9]{1,2})?(?:日(?!元|圆|均)|号)(?!内|以)"
    r"|[0-9]{3,5}号"
    r"|[0-9]{1,2}个月(?<=前[0-9]个月)|[0-9]{1,2}个月(?<=前[0-9]{2}个月)"
    r"|[0-9]{1,2}[时點点](?:[0-9]{1,2}分|半|许|整|左右|开)"
    r"|[0-9]{1,2}时(?!间)"
    r"|[0-9]{1,5}(?:楼|室|栋|单元|弄|幢|路(?!公)|街|届|版|页|条街)"
    rf"|[0-9]{{1,2}}(?:-[0-9]{{1,2}})? (?:{_MONTHS})(?![a-z])(?! (?:be|have|not))"
)
_BEFORE_SKIP: Final = re.compile(
    rf"(?:(?<![a-z])(?:{_MONTHS})\.? (?:the )?$)"
    r"|(?:[a-z_]$)|(?:[a-z]-$)|(?:[a-z]\.$)|(?:第 ?$)"
    r"|(?:(?<![a-z])no\. ?$)|(?:(?<![a-z])nos\. ?$)"
    r"|(?:#$)|(?:№ ?$)|(?:\[$)|(?:〔$)|(?:双$)|(?:^\($)"
    r"|(?:(?:电话|传真|热线|邮编|编号|号码|附件|附表|图表?|表|编码|tel|phone|fax|hotline|postcode"
    r"|postal code|zip code|qq|微信|代码|账号|证号|issn|isbn|http[^ ]{0,20}"
    r"|www[^ ]{0,20})[:： .(+0-9-]{0,8}$)"
    r"|(?:(?<![a-z])(?:section|chapter|article|resolution|table|figure|pages?|steps?|grade|version"
    r"|volume|paragraph|annex|clause|group of|notes?|footnote|top|number|flight|route|highway|no"
    r"|phase|room|covid|appendix|exhibit|chart|item no|isbn [0-9-]{0,12}) ?$)"
)
_NAME_BEFORE: Final = re.compile(
    r"(?:^|[^A-Za-z])(?:Line|Part|Stage|Class|Level|Item|Gate|Building|Terminal|Channel|Boeing"
    r"|Airbus"
    r"|Windows|IPhone|iPhone|Galaxy|Model|Type|Fortune|Global|CSI|S&P|FTSE|Nikkei|KOSPI|Formula"
    r"|Catch"
    r"|Agenda|Vision|China|Top|Unit|Apt|Suite|Floor|Exit|Platform|Zone|Tier|Pier|Berth|Plot|Game"
    r"|Round"
    r"|Match|Session|Hall|Area|Bus|Train|Pavilion|Booth|Group|Sputnik|Apollo|Mach|Euro|Olympics"
    r"|Category|Industry|Hub|Project|Programme|Program|Plan|Act|Rule|Bill|Order|Decree|Document) ?$"
)
_AFTER_SKIP: Final = re.compile(
    r"[0-9]+(?: ?(?:investigation|tariffs|probe|resolution|summit)\b|-?(?:series|class)\b"
    r"|调查|会议|国集团|规划|条款|大道|国道|高速|系列|型(?!号)|[a-z](?![a-z])(?<![kmbx]))"
)
_LIST_MARK: Final = re.compile(r"[0-9]{1,2}(?:[.)、．）](?![0-9])|\) )")
_NUMBERED_LINE: Final = re.compile(r"(?:^|\n)[ (]*1[.)](?! ?[0-9])[^\n]{0,400}$")
_LINE_START: Final = re.compile(r"(?:^|\n)[ \t(（]*$")
_ATTACHED: Final = re.compile(r"[0-9][0-9.,]*([a-z]+)")
_SUFFIXES: Final = frozenset(
    "k m b bn mn mln bln tn trn km kms kg kwh mw gw kw ha sqm sqkm yuan rmb usd cny eur hkd sgd "
    "won x "
    "pct pp bps bp teu t mu mt km2 m2 odd th tonnes days years per billion million "
    "trillion pc".split()
)
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


def skips(text: str, folded: str, at: int, run_end: int) -> int:
    """Return where reading goes on behind digits that are no number; `at` where they may be one.

    Parameters
    ----------
    text, folded
        The text as it came, and folded.
    at, run_end
        The run of digits or of Chinese numerals.
    """
    first = folded[at]
    if not (first.isascii() and first.isdigit()):
        return at
    if run_end - at > 24:
        return run_end
    found = _SKIPPED.match(folded, at)
    if found is not None:
        return found.end()
    low = max(0, at - 40)
    before = folded[low:at]
    named = _BEFORE_SKIP.search(before) or _NAME_BEFORE.search(text[max(0, at - 14) : at])
    if named and not before.endswith(("rmb", "cny", "usd", "yuan", "us")):
        return _past_number(folded, run_end)
    found = _AFTER_SKIP.match(folded, at)
    if found is not None:
        return found.end()
    attached = _ATTACHED.match(folded, at, at + 40)
    if attached is not None and attached[1] not in _SUFFIXES:
        return attached.end()
    mark = _LIST_MARK.match(folded, at)
    if mark is not None and (
        _LINE_START.search(folded, max(0, at - 6), at)
        or before.endswith("(")
        or (
            folded[mark.end() : mark.end() + 1] == " "
            and _NUMBERED_LINE.search(folded[max(0, at - 400) : at])
        )
    ):
        return mark.end()
    if before.endswith(("[", "【")) and folded[run_end : run_end + 1] in ("]", "】"):
        return run_end
    if before[-1:] == "@" or before.endswith(("://", "www.")):
        return run_end
    return at


def _past_number(folded: str, end: int) -> int:
    """Where a number ends with decimals and further groups."""
    while folded[end : end + 1] in (".", ",", "-", "/") and folded[end + 1 : end + 2].isdigit():
        end += 1
        while folded[end : end + 1].isdigit():
            end += 1
    return end


_YEAR: Final = re.compile(r"(?:1[89]|20)[0-9]{2}$")
_BEFORE_YEAR: Final = re.compile(
    r"(?:(?<![a-z])(?:in|since|by|of|from|to|until|till|during|year|years|early|late|mid|mid-"
    r"|before"
    r"|after|between|and|through|end|end of|spring|summer|autumn|winter|than|fiscal|for|,|"
    rf"{_MONTHS}|q[1-4]|quarter|half|the|back in|throughout|around|on|as|at|with|over) ?$)"
    rf"|[(（/\[年~-] ?$|^$"
)
_ONE_UNITS: Final = frozenset(
    "day week month year percent percentage_point km2 CNY USD hectare tonne basis_point".split()
)
_IDIOMS: Final = re.compile(
    "十分(?!之)|十足"
    "|一[带般些直起致共同样旦流体定律度时概切线边面方步系再经举次手贯味向道并番代新路朝点]"
    "|二手|三农|三资|三亚|三星|三峡|三角|三方|三维|三通|三者|三明|三公|三大|四大|五大|六大|七大"
    "|八大|九大|十大"
    "|四川|四维|四平|四处|四周|四面|四通|五粮|五金|五一|五四|五常|六安|七夕|九江|九州|八一|八方"
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
_HANZI_YEAR: Final = re.compile("[一二][〇零一二三四五六七八九]{3}年")
_BARE_SCALES: Final = frozenset("百 千 万 亿 兆".split())
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
    if before.endswith("the ") and not shape.qualified and shape.unit in _NAMED_TOGETHER:
        return True
    if word == "one":
        return shape.unit not in _ONE_UNITS or following.startswith(
            (" day ", "-day a", " year ago", "-year-old")
        )
    if word == "zero":
        return not shape.unit
    if _is_ago(folded, shape):
        return True
    if word in ("two", "three", "four") and not shape.unit:
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
        and number.qualifier == "none"
        and int(number.printed or 0) < 1000
        if number.printed.isdigit()
        else False
    )


# The two neighbours, the three provinces: a name for them, no count.
_NAMED_TOGETHER: Final = frozenset(("", "1", "province", "country", "person"))
_TO_A_MONTH: Final = re.compile(f" months? (?:to|through|ended|ending|until) (?:{_MONTHS})")


def _is_share(following: str, before: str) -> bool:
    """Whether a half or a third is a share of something."""
    if before.endswith(
        ("first ", "second ", "latter ", "other ", "last ", "third ", "fourth ", "next ")
    ):
        return False
    if following.startswith(
        (" of", " the", " its", " their", " as", " a ", " an ", "-", " million", " percent")
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
    before = folded[max(0, start - 4) : start]
    if _IDIOMS.match(folded, start) and number.qualifier != "between":
        return not (word.startswith("一") and len(word) > 1 and shape.unit)
    if number.unit in {"1", "percent"}:
        return False
    if "分之" in word:
        return False
    if _HANZI_YEAR.match(folded, start):
        return True
    if before.endswith("第") or _HANZI_DATE.match(folded, start):
        return not (shape.unit and shape.qualified and not before.endswith("第"))
    if word in _BARE_SCALES:
        return not (shape.qualified and (shape.unit or shape.noun))
    if word in ("零", "〇"):
        return True
    if word in ("一", "半") or (word in ("一", "两") and not shape.unit):
        return _no_one(folded, shape, before)
    if number.qualifier in ("tens_of", "hundred_or_more"):
        return not (shape.unit or shape.noun or shape.qualified or folded[end : end + 1] in "亿万")
    if number.qualifier == "fraction":
        return word == "半数" and not shape.qualified and folded[end : end + 1] not in "的以"
    return _no_small_hanzi(folded, shape, before)


def _no_one(folded: str, shape: Shape, before: str) -> bool:
    """一 and 半 as words: 一个, 一家; a figure only with a length of time or a measured unit."""
    end = shape.number.end
    if shape.unit in ("year", "month", "day", "week") and shape.surface_end > end:
        rest = folded[shape.surface_end : shape.surface_end + 2]
        if before.endswith(
            ("上", "下", "每", "前", "这", "那", "同", "有", "新", "又", "第", "进")
        ):
            return True
        return not (
            shape.qualified
            or rest.startswith(("来", "内", "时", "多", "间", "以", "期", "后", "的"))
        )
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
    if shape.unit in ("province", "country", "city") and number.end - number.start == 1:
        return True
    if shape.qualified and shape.noun:
        return False
    return not shape.unit
