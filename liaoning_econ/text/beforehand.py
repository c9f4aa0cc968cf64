"""What stands directly before a number: currency, qualifier, rate, minus sign.

The words are matched backwards, from the number to the left, over a bounded stretch.
"""

from __future__ import annotations

import functools
import re
from typing import Final, NamedTuple

from liaoning_econ.text import measures, words
from liaoning_econ.text.qualifiers import BEFORE
from liaoning_econ.text.tries import backwards, pattern

__all__ = ["Before", "money_at", "read"]

_REACH: Final = 48
# Words between a qualifier and its number that say nothing.
_FILLERS: Final = (
    "the a its their only just now already 可达 达 达到 了 为 是 有 已 的 到 至 出 高达 将 也 仅 "
    "全国 "
    "全省 全市 人民币 价值 by 要 需 需要 用 花 花费"
).split()
# One sign of a longer word: 签约, 节约, 附近, 通过 do not qualify a number.
_PART_OF_WORD: Final[dict[str, str]] = {
    "约": "签节合预条公违履简制契特集相",
    "近": "最附邻临靠远亲",
    "过": "通经不透越路难好渡",
    "破": "爆打",
    "共": "公中",
    "超": "高",
    "逾": "",
    "是": "",
}
# What adds up to a sum is the sum.
_ADDS_UP: Final = re.compile(
    "(?:add(?:s|ed|ing)?|sum(?:s|med)?|liv(?:e|es|ed|ing)|stand(?:s|ing)?|stood|own(?:s|ed)?) $"
)
_DEFINITE: Final = re.compile(" (?:the|its|their) $")
_OVER_A_TIME: Final = re.compile(
    "(?:for|is|was|are|takes?|taking|took|lasts?|lasted|after|been|of|by|and|the|spans?|with|to"
    "|than|just|well|had|has|have|live|aged|people|population) $"
)

_LASTS: Final = re.compile(
    "(?:历时|用时?|达|需|长达|了|为期|耗时|持续|已有?|有|停留|等了|时间|前后|早)$"
)


class Before(NamedTuple):
    """What stands before a number.

    Attributes
    ----------
    start
        Where it begins, with all its words.
    surface
        Where the currency begins that belongs to the surface.
    money
        The currency; empty where none.
    qualifier
        Its code, none where none.
    per
        What it is counted per; empty where nothing is.
    minus
        Whether a minus sign stands there.
    opens
        Whether "between" or 在 opens a range.
    words
        The qualifier as it stands.
    definite
        Whether "the" stands between the qualifier and the number: above the 2.5% of last year.
    """

    start: int
    surface: int
    money: str
    qualifier: str
    per: str
    minus: bool
    opens: bool
    words: str
    definite: bool = False


@functools.cache
def _qualifiers() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {word: code for word, code in BEFORE.codes.items() if not word.endswith(".")}
    table.update({"as many as": "at_most", "more than": "over", "not even": "under"})
    return backwards(table), {word[::-1]: code for word, code in table.items()}


@functools.cache
def _pers() -> tuple[re.Pattern[str], dict[str, str]]:
    table = words.PER_BEFORE.codes
    return backwards(table), {word[::-1]: code for word, code in table.items()}


@functools.cache
def _fillers() -> re.Pattern[str]:
    return backwards(_FILLERS)


@functools.cache
def _signs() -> tuple[re.Pattern[str], dict[str, str]]:
    _, table = measures.money_before()
    forward = {word[::-1]: code for word, code in table.items()}
    return pattern(forward), forward


def money_at(folded: str, at: int) -> tuple[str, int] | None:
    """Return the currency sign that begins at a place and where its number begins."""
    matcher, table = _signs()
    found = matcher.match(folded, at)
    if found is None:
        return None
    end = found.end()
    return table[measures.squeeze(found.group())], end + (folded[end : end + 1] == " ")


def read(folded: str, at: int, behind: int) -> Before:
    """Read what stands before a number, no further back than the number before it.

    Parameters
    ----------
    folded
        The folded text.
    at
        Where the number begins.
    behind
        Where what was read before ends.
    """
    low = max(behind, at - _REACH, 0)
    stretch = folded[low:at][::-1]
    break_at = stretch.find("\n")
    if break_at >= 0:
        stretch = stretch[:break_at]
    reader = _Backwards(stretch)
    minus = reader.minus()
    money, surface = reader.money()
    if not minus and money:
        minus = reader.minus()
    qualifier, per, begun, said = reader.words()
    definite = qualifier != "none" and _DEFINITE.search(
        folded, max(low, at - surface - 6), at - surface
    )
    return Before(
        at - begun, at - surface, money, qualifier, per, minus, reader.opens(), said, bool(definite)
    )


class _Backwards:
    """Reads a reversed stretch from the number outwards."""

    def __init__(self, stretch: str) -> None:
        self.text = stretch
        self.at = 0

    def _spaces(self, at: int) -> int:
        while self.text[at : at + 1] == " ":
            at += 1
        return at

    def minus(self) -> bool:
        """A minus sign directly before the number, with nothing that it could join before it."""
        if self.text[self.at : self.at + 1] != "-":
            return False
        left = self.text[self.at + 1 : self.at + 2]
        if left in (" ", "", "(", "\u3002", "\uff0c", ",", ":") or left in "为是至到长率降":
            self.at += 1
            return True
        return False

    def money(self) -> tuple[str, int]:
        """A currency before the number, and how far back it begins."""
        matcher, table = measures.money_before()
        place = self._spaces(self.at)
        found = matcher.match(self.text, place) if place <= self.at + 1 else None
        if found is None:
            return "", self.at
        self.at = found.end()
        return table[measures.squeeze(found.group())], self.at

    def words(self) -> tuple[str, str, int, str]:
        """Qualifier, rate, how far back they begin, and the qualifier as it stands."""
        qualifier, per, begun, said = "none", "", self.at, ""
        matcher, table = _qualifiers()
        pers, per_table = _pers()
        for _ in range(5):
            place = self._spaces(self.at)
            found = matcher.match(self.text, place)
            if found is not None and qualifier in ("none", "exactly"):
                word = found.group()[::-1]
                if self._within_a_word(word, found.end()):
                    break
                code = table[measures.squeeze(found.group())]
                qualifier = code if qualifier == "none" or code != "none" else qualifier
                said, begun = word, found.end()
            else:
                rate = pers.match(self.text, place)
                if rate is not None:
                    per, begun = per_table[rate.group()], rate.end()
                found = rate or _fillers().match(self.text, place)
                if found is None:
                    break
            self.at = found.end()
        return qualifier, per, begun, said

    def _within_a_word(self, word: str, end: int) -> bool:
        """Whether a Chinese sign is the end of a longer word that means something else."""
        if word == "up to":
            return _ADDS_UP.search(self.text[end : end + 10][::-1]) is not None
        left = self.text[end : end + 1]
        return bool(left) and left in _PART_OF_WORD.get(word, "")

    def opens(self) -> bool:
        """Whether a word stands there that opens a range."""
        rest = self.text[self._spaces(self.at) :]
        return rest.startswith(("neewteb", "于介", "morf")) and not rest.startswith("morft")


def is_during(folded: str, before: Before) -> bool:
    """Whether "over" or 近 before a length of time says during, and is no bound.

    Parameters
    ----------
    folded
        The folded text.
    before
        What stands before the number.
    """
    left = folded[max(0, before.start - 12) : before.start]
    if before.words == "over":
        return _OVER_A_TIME.search(left) is None
    return before.words == "近" and _LASTS.search(left) is None
