"""Units in words: the nouns, signs and measure words that stand beside a number.

The spellings and their canonical units are those of `liaoning_econ.units`; here it stands which of
them can precede the number, which words may come between, and how "a day" or 每月 divides.
"""

from __future__ import annotations

import functools
from typing import Final

from liaoning_econ import units
from liaoning_econ.text.lexicon import Lexicon

__all__ = [
    "ADVERBS",
    "AMBIGUOUS_SIGNS",
    "CLASSIFIERS",
    "MODIFIERS",
    "PER_AFTER",
    "PER_BEFORE",
    "money_words",
    "unit_words",
]

# Chinese measure words: the noun that follows says what is counted.
CLASSIFIERS: Final = frozenset("个 家 户 名 位 项 座 条 件 张 份 列 辆 艘 趟".split())

# Words between the number and the noun that leave the unit as it is.
MODIFIERS: Final = Lexicon(
    dict.fromkeys(
        (
            word.strip()
            for word in "new; newly registered; newly established; newly-registered; newly set up; "
            "newly created; registered; foreign; foreign-funded; foreign-invested; private; "
            "domestic; local; chinese; japanese; korean; additional; more; other; different; "
            "permanent; full; calendar; 新; 新设; 新增; 新设立; 新注册; 注册; 登记; 外资; 内资; "
            "外商投资; 民营; 常住; 新登记; 中小; 重点; 的".split(";")
        ),
        "none",
    )
)

PER_AFTER: Final = Lexicon(
    dict.fromkeys(("per", "a", "an", "each", "every", "/", "每", "for each", "for every"), "per")
)

PER_BEFORE: Final = Lexicon(
    {
        "日均": "day",
        "每天": "day",
        "每日": "day",
        "平均每天": "day",
        "平均每日": "day",
        "每周": "week",
        "月均": "month",
        "每月": "month",
        "每个月": "month",
        "平均每月": "month",
        "每季度": "quarter",
        "年均": "year",
        "每年": "year",
        "平均每年": "year",
        "人均": "person",
        "每人": "person",
    }
)

ADVERBS: Final = Lexicon(
    {"daily": "day", "weekly": "week", "monthly": "month", "annually": "year", "yearly": "year"}
)

# Signs that more than one currency uses, and what to write instead.
AMBIGUOUS_SIGNS: Final = {
    "$": "write US$, S$, HK$, A$, ... or the code, such as USD",
    "\u00a5": "write yuan or CNY, yen or JPY",
}


@functools.cache
def unit_words() -> Lexicon:
    """Every spelling of a unit that can follow a number."""
    return Lexicon({word: atom for word, atom in units.aliases().items() if word != "1"})


@functools.cache
def money_words() -> Lexicon:
    """Signs, codes and names of currencies that can precede a number."""
    return Lexicon(
        {word: atom for word, atom in units.aliases().items() if atom in units.CURRENCIES}
    )
