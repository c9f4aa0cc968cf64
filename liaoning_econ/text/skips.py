"""Digits that are no number to be read: dates, times, telephone numbers, sections, names.

What stands directly around a run of digits decides, before the number is read.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["MONTHS", "skips"]

MONTHS: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
)
# What a run of digits is skipped for as a whole: dates, times, telephone numbers, sections.
_SKIPPED: Final = re.compile(
    r"(?:19|20)[0-9]{2}[-/.](?:0?[1-9]|1[0-2])[-/.][0-9]{1,2}(?![0-9])"
    r"|[0-9]{1,2}/[0-9]{1,2}/(?:19|20)?[0-9]{2}(?![0-9])"
    r"|(?:0?[1-9]|1[0-2])/(?:1[1-9]|2[0-9]|3[01])(?![0-9/])"
    r"|[0-9]{1,2}[:：][0-9]{2}(?:[:：][0-9]{2})?(?: ?[ap]\.?m\.?)?(?![0-9])"
    r"|[0-9]{1,2}(?:\.[0-9]{2})? ?[ap]\.?m(?:\.|(?![a-z]))"
    r"|[0-9]{1,2} o'clock"
    r"|0[0-9]{2,3}[- ][0-9]{3,4}[- ]?[0-9]{3,5}(?:-[0-9]{1,5})?"
    r"|0[0-9]{1,20}(?![0-9.])"
    r"|[0-9]{1,3}(?<=\+[0-9]{2})[- (]{1,2}[0-9()]{1,6}[- ][0-9- ]{4,12}"
    rf"|[0-9]{{1,2}} ?months?(?= (?:to|through|ended|ending|until) (?:{MONTHS})(?![a-z]))"
    r"|[0-9]{2,4}(?:[- ][0-9]{2,4}){2}(?:[- ][0-9]{2,4})?(?![0-9.,])(?= *[^a-z0-9 一-鿿]| *$|\n)"
    r"|[0-9]{3,4}-[0-9]{7,8}(?![0-9])"
    r"|1[3-9][0-9]{9}(?![0-9])"
    r"|[0-9]{1,3}(?:\.[0-9]{1,3}){2}(?:\.[0-9]{1,3})?(?![0-9])"
    r"|[0-9]{1,4}(?:st|nd|rd|th|s)(?![a-z])"
    r"|7[×x*]24|24[ -]?hours?(?![a-z])|24小时|[0-9]{1,3}[ -]?(?:seconds?(?![a-z])|秒)"
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
    r"|[0-9]{1,2}个月(?:(?<=前[0-9]个月)(?<!提前[0-9]个月)|(?<=前[0-9]{2}个月)(?<!提前[0-9]{2}个月))"
    r"|[0-9]{1,2}[时點点](?:[0-9]{1,2}分|半|许|整|左右|开)"
    r"|[0-9]{1,2}时(?!间)"
    r"|[0-9]{1,5}(?:楼|室|栋|单元|弄|幢|路(?!公)|街|届|页|条街|站台|航站楼|检票口|登机口|车厢)"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})?版(?!权|税)|[1-5]\.0(?=时代|模式|战略|升级|系统|工厂|标准)"
    r"|[1-5]\.0(?<=工业[1-5]\.0)"
    r"|[0-9]{1,3}层(?=[0-9a-z])"
    r"|[0-9]{1,3}比[0-9]{1,3}(?![0-9.%万亿])|[0-9]{1,2}[·・][0-9]{1,2}(?![0-9%万亿])"
    r"|(?:[5-9][05]|0[05])后(?=[^0-9])"
    r"|(?:400|800)-[0-9]{3,4}-[0-9]{3,4}|[0-9]{3}-[0-9]{3}-[0-9]{4}(?![0-9])"
    rf"|[0-9]{{1,2}}(?:-[0-9]{{1,2}})? (?:{MONTHS})(?![a-z])(?! (?:be|have|not))"
)
_BEFORE_SKIP: Final = re.compile(
    rf"(?:(?<![a-z])(?:{MONTHS})\.? (?:the )?$)"
    r"|(?:[a-z_]$)|(?:[a-z]-$)|(?:[a-z]\.$)|(?:第 ?$)"
    r"|(?:(?<![a-z])no\. ?$)|(?:(?<![a-z])nos\. ?$)"
    r"|(?:#$)|(?:№ ?$)|(?:\[$)|(?:〔$)|(?:双$)|(?:^\($)"
    r"|(?:(?:电话|传真|热线|邮编|编号|号码|附件|附表|图表?|表|编码|tel|phone|fax|hotline|postcode"
    r"|postal code|zip code|qq|微信|代码|账号|证号|issn|isbn|http[^ ]{0,20}"
    r"|www[^ ]{0,20})[:： .(+0-9-]{0,8}$)"
    r"|(?:(?<![a-z])(?:section|chapter|article|resolution|table|figure|pages?|steps?|grade|version"
    r"|volume|paragraph|annex|clause|group of|notes?|footnote|top|number|flight|route|highway|no"
    r"|phase|room|covid|appendix|exhibit|chart|item no|po box|metro line|isbn [0-9-]{0,12}) ?$)"
    r"|(?:(?:波音|空客|空中客车|米格|苏霍伊|歼|长征|神舟|嫦娥|[南北]纬|[东西]经)-?$)"
)
# The quick way out: with what the words of the expression above can end.
_LAST_SIGNS: Final = frozenset(
    "abcdefghijklmnopqrstuvwxyz_-.#№[〔(双第:：+0123456789话真线编号码件表图信址音客车格霍伊歼征舟娥纬经"
)
_LAST_WORDS: Final = frozenset(
    (
        *"the no. nos. tel phone fax hotline postcode code qq issn isbn section chapter article "
        "line box resolution table figure page pages step steps grade version volume paragraph "
        "annex clause of note notes footnote top number flight route highway no phase room covid "
        "appendix exhibit chart sep".split(),
        *(f"{month}{dot}" for month in MONTHS.replace("?", "").split("|") for dot in ("", ".")),
    )
)
_WORD: Final = re.compile(r"(?<![a-z])([a-z]{1,14}\.?)$")
_NO_NAME_ENDS: Final = frozenset(")%,;!?\"'")
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
    r"|调查|会议|国集团|规划|条款|大道|国道|高速|系列|型(?!号)|[a-z](?![a-z])(?<![kmbx])"
    r"|强(?![降震])|(?:[政市便公举投咨客服热报监][^，。；0-9 ]{0,6}?)?(?:热线|专线)"
    r"| (?:culture|work culture|schedule)\b|工作制)"
    r"|1[0-9]{4}(?=平台|服务)"
    r"|(?:211|985|863|973|111)(?=[、和与及]?(?:211|985|高校|工程|计划|大学|院校|重点))"
)
# A thing that bears a number: counter 5, line 8. The number ends there.
_PLACED: Final = frozenset(
    "counter gate line row column lane platform exit terminal hall booth berth track desk "
    "seat bus bay ward stage round game match heat stall channel question lot apartment apt "
    "suite floor level tier day week episode season unit block building tower window pier "
    "dock warehouse shaft well reactor class type model box division district sector zone "
    "team squad checkpoint entrance stop station slide serial locker cabin cell file case "
    "item point plot".split()
)
_BEARS: Final = re.compile(
    r"[0-9]{1,4}[a-z]?(?=[.;:!?)](?![0-9])|,(?! ?[0-9])|$|\n|'s "
    r"| (?:of|in|on|when|while|and|or|to|is|are|was|were|will|from|at|for|with|by|as|that|which"
    r"|had|has|have|the|a|an|but|until|can|could|may|must|opens?|opened|closed?s?|leaves?|left)"
    r"(?![a-z]))"
)
_LIST_MARK: Final = re.compile(r"[0-9]{1,2}(?:[.)、．）](?![0-9])|\) )")
_ITEM: Final = re.compile(r"[0-9]{1,2}[.)、](?=[一-鿿])")
# Wang Lin, 45, a clerk: an age beside a name.
_AGE: Final = re.compile(r"[A-Z][a-z]+, (?:then |now |aged )?$")
_AGED: Final = re.compile(r"[1-9][0-9],(?! ?[0-9])")
_UHD: Final = re.compile(r"[48]k(?![a-z])")
_NUMBERED_LINE: Final = re.compile(r"(?:^|\n)[ (]*1[.)](?! ?[0-9])[^\n]{0,400}$")
_LINE_START: Final = re.compile(r"(?:^|\n)[ \t(（]*$")
_ATTACHED: Final = re.compile(r"[0-9][0-9.,]*([a-z]+)")
_SUFFIXES: Final = frozenset(
    "k m b bn mn mln bln tn trn km kms kg kwh mw gw kw ha sqm sqkm yuan rmb usd cny eur hkd sgd "
    "won x "
    "pct pp bps bp teu t mu mt km2 m2 odd th tonnes days years per billion million "
    "trillion pc".split()
)


_FLOORS: Final = frozenset("楼座厦栋号幢塔厅")
_MONEY_SIGNS: Final = frozenset("$¥€£")


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
    named = _may_name(before) and _BEFORE_SKIP.search(before) is not None
    if not named and text[max(0, at - 14) : at] != before[-14:]:
        named = _NAME_BEFORE.search(text[max(0, at - 14) : at]) is not None
    if (
        not named
        and before[-1:] == " "
        and _last_word(before) in _PLACED
        and _BEARS.match(folded, at)
    ):
        return run_end
    if named and not before.endswith(("rmb", "cny", "usd", "yuan", "us")):
        return _past_number(folded, run_end)
    found = _AFTER_SKIP.match(folded, at)
    if found is not None:
        return found.end()
    attached = _ATTACHED.match(folded, at, at + 40)
    if attached is not None and attached[1] not in _SUFFIXES:
        return attached.end()
    return _marked(text, folded, at, run_end, before)


def _may_name(before: str) -> bool:
    """Whether the last word before a number can be one that the number belongs to."""
    if "http" in before or "www" in before or not before:
        return True
    if before[-1] != " ":
        return before[-1] in _LAST_SIGNS
    word = _last_word(before)
    return word in _LAST_WORDS if word else before[-2:-1] not in _NO_NAME_ENDS


def _last_word(before: str) -> str:
    """The last word before a space, in small letters; empty where none ends there."""
    word = before[:-1].rpartition(" ")[2]
    if word.isalpha() and word.isascii():
        return word
    found = _WORD.search(word)
    return found[1] if found is not None else ""


def _marked(text: str, folded: str, at: int, run_end: int, before: str) -> int:
    """Where reading goes on behind the mark of an item, a floor, a note; `at` where none stands."""
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
    if _AGE.search(text, max(0, at - 24), at) and _AGED.match(folded, at):
        return run_end
    if before.endswith(("。", "；", "：", ":", ";")) and _ITEM.match(folded, at):
        return run_end
    if before[-1:] in _FLOORS and folded[run_end : run_end + 1] == "层":
        return run_end + 1
    if before[-1:] == "=" and folded[run_end : run_end + 1] in (")", "）"):
        return run_end
    if _UHD.match(folded, at) and text[at + 1] == "K" and before[-1:] not in _MONEY_SIGNS:
        return at + 2
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
