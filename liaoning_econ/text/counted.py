"""What a figure counts, and per what, where words further away say it: 每桶…65美元, 14 of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from liaoning_econ import units
from liaoning_econ.text import afterwards, measures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.text.scanner import Found

__all__ = ["unit_of"]

_SINGLE_SIGNS: Final = {"$": "USD", "\u00a5": "CNY"}
_NO_RATES: Final = frozenset(("percent", "percentage_point", "basis_point", *units.TIMES))
_PERS: Final = re.compile(
    "(?P<day>日均|日产(?!值)|每天|每日|平均每个工作日|每个工作日|单日(?!净)"
    "|日(?=接待|处理|加工|发送|供应|供水|供气|运送|客流|吞吐|运量))"
    "|(?P<month>月产(?!值)|每月|月均)"
    "|(?P<year>年均(?!增)|每年|年产(?!值)|年均可|年(?=加工|处理|吞吐|发电量))|(?P<week>每周)"
    "|(?P<mu>每亩|亩产|亩均|一亩地)|(?P<jin>每斤)|(?P<kg>每公斤|每千克)|(?P<person>人均|每人)"
    "|(?P<tonne>每吨|吨均)|(?P<barrel>每桶)|(?P<km2>每平方公里)|(?P<m2>每平方米|每平米)"
    "|(?P<hour>每小时|时速)|(?P<household>户均|每户)|(?P<kwh>每千瓦时|每度)|(?P<hectare>每公顷)"
)
_OF_FIRMS: Final = re.compile("企业|资本|公司|税收|产值")
_AMOUNT: Final = re.compile("[资金款入值本贴税费励价额]{1,2}(?:高?达|为|约|共|逾|超过?|近|仅)*$")
_DOLLAR_FOR: Final = re.compile(
    "(?:美元兑换?|1美元约?合|美元可?兑换?|一美元合)[^，。；0-9]{0,6}$"
    "|(?<![a-z])(?:a|one|the|per) (?:us )?(?:dollar|greenback) "
    "(?:bought|buys|cost|costs|fetched|fetches|was worth|is worth|traded at|equalled|equals|for)"
    "(?: (?:about|only|just|around|some|nearly|over))? $"
)
# 在岸人民币兑美元收报7.0352: the rate itself, which is printed with decimals.
_PAIR: Final = re.compile(
    "人民币(?:兑|对)美元|(?:在岸|离岸)人民币|人民币(?:即期)?(?:汇率|中间价)"
    "|美元(?:兑|对)人民币|usd/cn[yh]|yuan (?:to|against|per) the (?:us )?dollar"
)
_RATES: Final = (4.0, 9.0)
_PER_HEAD: Final = re.compile("per capita|per head|per person|a head of|per inhabitant")
# 少则几百元，多则上千元: what the first is counted per holds for the second.
_OR_MORE: Final = ("多则", "少则", "高则", "低则")


def unit_of(
    folded: str,
    figure: Found,
    clause: tuple[int, int],
    sentence: tuple[int, int],
    earlier: Sequence[tuple[Found, str]],
) -> str:
    """Return the unit with what it is counted per; signs of several currencies by the text.

    Parameters
    ----------
    folded
        The folded text.
    figure
        The figure.
    clause, sentence
        Where they begin and end.
    earlier
        The figures before it in its sentence, with their units.
    """
    unit = _SINGLE_SIGNS.get(figure.unit, figure.unit)
    if figure.unit == "\u00a5" and _is_yen(folded, figure, sentence):
        unit = "JPY"
    if unit == "" and earlier and not figure.noun:
        unit = _inherited(*earlier[-1])
    if unit == "" and not figure.noun:
        unit = _subject(folded, clause, figure)
    if unit in ("", "firm") and figure.scale >= 10_000 and not figure.noun:
        # 耗资15亿: an amount of yuan whose 元 is left out.
        amount = _AMOUNT.search(folded, max(clause[0], figure.first - 8), figure.first)
        unit = "CNY" if amount else unit
    if _is_rate(folded, figure, unit, clause, earlier):
        return "CNY/USD"
    if "/" in unit:
        return unit
    per = figure.per or _per(folded, clause, figure, unit)
    if not per and earlier and folded.startswith(_OR_MORE, clause[0]):
        per = earlier[-1][1].partition("/")[2]
    return f"{unit or '1'}/{per}" if per and per != unit else unit


def _is_yen(folded: str, figure: Found, sentence: tuple[int, int]) -> bool:
    """Whether the sign of yuan and yen is that of yen, by the words near it."""
    near = folded[max(sentence[0], figure.start - 200) : min(sentence[1], figure.end + 100)]
    yen = "japan" in near or "yen" in near or "tokyo" in near or "日" in near
    return yen and "yuan" not in near


def _inherited(found: Found, unit: str) -> str:
    """What the figure before counts: from 3,200 to 8,730 firms; 14 of them."""
    if "/" in found.printed and found.noun in measures.counted_nouns():
        # Three quarters of the vessels, 41 in all.
        return measures.counted_nouns()[found.noun]
    return found.unit if found.noun or unit in units.COUNTED else ""


def _subject(folded: str, clause: tuple[int, int], figure: Found) -> str:
    """The unit of what a clause counts: the number of visitors doubled to 2.1 million."""
    low = max(clause[0], figure.first - 80)
    named = list(measures.plural_nouns().finditer(folded, low, figure.first))
    if named:
        return measures.counted_nouns()[measures.squeeze(named[-1].group())]
    return "" if folded.isascii() else afterwards.counted_before(folded, figure.start)


def _is_rate(
    folded: str,
    figure: Found,
    unit: str,
    clause: tuple[int, int],
    earlier: Sequence[tuple[Found, str]],
) -> bool:
    """Whether the figure says how many yuan a dollar costs."""
    if unit not in ("", "1", "CNY") or figure.times or figure.scale > 1:
        return False
    if unit == "CNY" and _DOLLAR_FOR.search(folded, max(0, figure.first - 40), figure.first):
        return True
    whole, point, decimals = figure.printed.partition(".")
    if not (point and whole.isdigit() and decimals.isdigit()):
        return False
    if not _RATES[0] < float(figure.printed) < _RATES[1]:
        return False
    if _PAIR.search(folded, clause[0], figure.first):
        return True
    # A second rate of the sentence: on 31 December a dollar bought 6.94 yuan, on 29 June 6.62 yuan.
    return unit == "CNY" and bool(earlier) and earlier[-1][1] == "CNY/USD"


def _per(folded: str, clause: tuple[int, int], figure: Found, unit: str) -> str:
    """What a figure is counted per, by a word further before it: 日均新增企业约40户."""
    if unit in units.CURRENCIES and _PER_HEAD.search(folded, clause[0], figure.first):
        return "person"
    if folded.isascii() or unit in _NO_RATES or figure.times:
        return ""
    if unit == "1" and ("/" in figure.printed or not figure.noun):
        return ""
    found = list(_PERS.finditer(folded, max(clause[0], figure.first - 16), figure.first))
    per = str(found[-1].lastgroup) if found and found[-1].lastgroup else ""
    if per == "household" and _OF_FIRMS.search(folded, clause[0], figure.first):
        return "firm"
    return per
