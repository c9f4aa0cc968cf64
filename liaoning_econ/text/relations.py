"""How figures belong together: one figure in two currencies, from X to Y, a part or share of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from liaoning_econ import units

if TYPE_CHECKING:
    from liaoning_econ.text.claim import Claim

__all__ = ["relate"]

_BRACKET: Final = re.compile(
    " ?[(（,，]? ?(?:约合|折合|折合约|合|or|about|约|equivalent to|equal to|around|即"
    "|approximately|roughly|some)* *$"
)
_CONVERTED: Final = re.compile("折(?:算|合)(?:成|为|人民币|美元)*约?$|约?合$|equivalent to $")
_TO: Final = re.compile(
    r"^(?:[^.。;；]{0,40})(?: to |至|到|增至|降至|提高到|扩大到|压缩至|缩短到) ?"
)
_FROM: Final = re.compile(r"(?:from|从|由|自)[^,.，。]{0,16}$")
_COMPARES: Final = re.compile(
    "compares? (?:well |favourably |favorably |poorly )?(?:with|to)|compared (?:with|to)"
    "|more than double|against|versus|相比|高于|低于|but by|, but|twice|half of|是原来"
)
# How a clause begins that speaks of a part of the figures before it.
_PART: Final = re.compile(
    "[ ,，]*(?:and )?(?:其中|of which|of them|of these|among them|among these|including)"
)
_OF_THEM: Final = re.compile(" of (?:them|these|those|which)(?![a-z])")
_REACH: Final = 6


def relate(folded: str, claims: list[Claim]) -> None:
    """Link each claim to the one before it that its words refer to, in place.

    Parameters
    ----------
    folded
        The folded text.
    claims
        In the order of the text.
    """
    for index in range(1, len(claims)):
        here, before = claims[index], claims[index - 1]
        same = here.sentence == before.sentence
        if same and _two_currencies(folded, before, here):
            _same(here, before)
            here.related, here.relation = index - 1, "same_figure"
        elif same and _converted(folded, claims, index):
            _same(here, claims[index - 2])
            here.related, here.relation = index - 2, "same_figure"
        elif same and _moved(folded, before, here):
            here.related, here.relation = index - 1, "change_from"
        elif (whole := _whole(folded, claims, index)) >= 0:
            _part(here, claims[whole])
            here.related, here.relation = whole, "part_of"
        elif (
            same
            and here.measure == "share"
            and before.measure not in ("share", "growth", "duration")
        ):
            here.related, here.relation = index - 1, "share_of"
        else:
            _compared(folded, claims, index)


def _whole(folded: str, claims: list[Claim], index: int) -> int:
    """Place of the sum that a figure is said to be a part of; -1 where there is none."""
    here = claims[index]
    if here.measure in ("share", "growth", "multiple", "duration", "rate", "price"):
        return -1
    said = _PART.match(folded, here.clause[0], here.found.first)
    if said is None and _OF_THEM.match(folded, here.found.end) is None:
        return -1
    for earlier in range(index - 1, max(-1, index - _REACH), -1):
        other = claims[earlier]
        level = other.measure not in ("share", "growth", "multiple", "duration", "rate", "price")
        if other.sentence != here.sentence:
            return -1
        if level and other.unit == here.unit and other.relation != "part_of":
            return earlier
    return -1


def _part(here: Claim, whole: Claim) -> None:
    """Give a part the measure and the days of its whole, in place."""
    here.days, here.measure = whole.days, whole.measure
    if here.days.start is not None and here.days.end is not None:
        here.reasons.pop("window", None)


def _same(here: Claim, before: Claim) -> None:
    """Give the second amount of a figure what is known of the first, in place."""
    here.indicator, here.region, here.measure = before.indicator, before.region, before.measure
    here.days, here.plan = before.days, before.plan
    here.reasons = dict(before.reasons)


def _converted(folded: str, claims: list[Claim], index: int) -> bool:
    """Whether the figure is the one before the growth in another currency: 折算为11525美元."""
    if index < 2:
        return False
    here, first = claims[index], claims[index - 2]
    if first.sentence != here.sentence or claims[index - 1].measure != "growth":
        return False
    money = [one.unit.partition("/")[0] in units.CURRENCIES for one in (first, here)]
    if not all(money) or first.unit == here.unit:
        return False
    return _CONVERTED.search(folded, here.clause[0], here.found.first) is not None


def _two_currencies(folded: str, before: Claim, here: Claim) -> bool:
    """Whether a second amount says the first in another currency."""
    if before.unit not in units.CURRENCIES or here.unit not in units.CURRENCIES:
        return False
    if before.unit == here.unit or before.relation == "same_figure":
        return False
    between = folded[before.found.end : here.found.first]
    opened = (
        between.strip().startswith(("(", ",", "，", "or", "约合", "折合")) or between.strip() == "("
    )
    return len(between) <= 24 and opened and _BRACKET.fullmatch(between) is not None


def _moved(folded: str, before: Claim, here: Claim) -> bool:
    """Whether the figure is what the one before it became."""
    if before.unit != here.unit:
        return False
    opened = _FROM.search(folded[max(0, before.found.first - 24) : before.found.first])
    return bool(opened) and _TO.search(folded[before.found.end : here.found.first + 1]) is not None


def _compared(folded: str, claims: list[Claim], index: int) -> None:
    """Link a figure to the last of its kind that words compare it with."""
    here = claims[index]
    begun = claims[index - 1].found.end
    words = _COMPARES.search(folded, max(begun, here.found.first - 160), here.found.first)
    if words is None:
        return
    for earlier in range(index - 1, max(-1, index - 8), -1):
        other = claims[earlier]
        if other.unit == here.unit and abs(other.paragraph - here.paragraph) <= 1:
            here.related, here.relation = earlier, "compared_with"
            return
