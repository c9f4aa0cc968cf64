"""Which firms a figure counts: those that stand, those newly founded, foreign ones among them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from liaoning_econ.text.names import UNKNOWN, Mention
from liaoning_econ.text.places import Answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.text.claim import Claim
    from liaoning_econ.text.spots import Spot

__all__ = ["firms", "new_or_not", "of_them"]

_ADDED: Final = re.compile(
    "新增|新设|新注册|新登记|新成立|新批|新落户|新入驻|诞生|累计注册|注册成立|落户|设立|新办|新开办"
    "|(?<![a-z])(?:attracted|attracts?|drawn|drew|added|adds|newly|registers|set up(?! shop)"
    "|(?:was|were|been|has|have|had) registered|registered"
    "(?= (?:about |around |some |nearly |over |almost |roughly |only |more than |just )?[0-9])"
    "|entered|enter|brought|approved"
    "|moved in(?:to)?"
    "|lured|launched since|opened their|founded|won|gained|signed up|sign in|sprang up|came to"
    "|joined|welcomed|licensed|established|incorporated|born|gave birth"
    "|new(?= (?!area|zone|york|zealand|law|port|hall|rule)))(?![a-z])"
)
_GONE: Final = re.compile(
    "(?<![a-z])(?:moved out|have left|has left|left the|closed|shut|quit|bankrupt|deregistered"
    "|cancelled|visited|took part|taking part|attended|exhibited|polled|surveyed"
    "|opened? (?:an )?(?:office|branch)|took a stand|wound up|struck off|went under|gave up|lost)"
    "|注销|吊销|倒闭|关停|关闭|退出|迁出|参展|参会|出席|调查了|取缔|淘汰|引进|走访|惠及|扶持"
    "|帮扶|检查|关掉|停产"
    "|搬离|搬迁|减税|培育"
)
_OF_THEM: Final = re.compile("(?:其中|among them|of which|of them|including|among these|of these)")
_THEIRS: Final = re.compile(" of (?:them|these|those|which)")
_FOREIGN: Final = re.compile(
    "[^,.;，。；]{0,24}?(?:foreign|overseas)(?! trade)|(?:户|家)?(?:是|为|属)?(?:外资|外商|外企)"
)
_FOREIGN_BEFORE: Final = re.compile("外资|外商|外企|foreign|overseas")
_OFFICE: Final = re.compile("opened? (?:an )?(?:office|branch)")
_FROM_ABROAD: Final = re.compile(
    "(?:firms|companies|enterprises|businesses|makers) from (?:[a-z]+ and )?(?:abroad|overseas"
    "|japan|(?:south )?korea|singapore|germany|europe|france|italy|britain|russia|the us"
    "|the united states|america|taiwan|hong kong)(?![a-z])"
)
_NO_FIRMS: Final = re.compile(
    "煤矿|矿山|医院|学校|寺|酒店|餐馆|超市|药店|网点|影院|农户|农家|贫困户|住户|居民|家庭"
)


def firms(folded: str, spot: Spot, fitting: Sequence[Mention], previous: Sequence[Claim]) -> Answer:
    """Return the indicator of a number of firms.

    Parameters
    ----------
    folded
        The folded text.
    spot
        The figure's place and kind.
    fitting
        Names of indicators in its sentence that can have its unit.
    previous
        The claims before it in its sentence.
    """
    named = [m for m in fitting if m.code.startswith("firms")]
    counted = [m for m in named if spot.end <= m.at < spot.last + 1]
    near = [m for m in named if spot.clause[0] <= m.at and m.until <= spot.first + 1]
    before = [m for m in named if m.until <= spot.first + 1]
    early = [claim for claim in previous if claim.unit == "firm"]
    specific = [m for m in counted if m.code != "firms"]
    gone = _GONE.search(folded, spot.clause[0], spot.clause[1])
    if gone and of_them(folded, spot.end) and _OFFICE.match(folded, gone.start()):
        # Firms from Japan came, and 14 of them opened an office: they are firms from abroad here.
        guests = _FROM_ABROAD.search(folded, spot.sentence[0], spot.first)
        return Answer("firms_foreign" if guests else "firms")
    if gone:
        return Answer(UNKNOWN, "the words speak of firms that left, came to visit or were chosen")
    if specific:
        code = specific[0].code
    elif near and near[-1].code != "firms" and not (counted and early):
        code = near[-1].code
    elif counted or near:
        code = "firms"
    elif _NO_FIRMS.search(folded, spot.clause[0], spot.clause[1]):
        return Answer(UNKNOWN, "what is counted is not said to be firms")
    elif early:
        code = early[-1].indicator
    elif before:
        code = before[-1].code
    elif spot.noun in ("家", "户") or not spot.noun:
        return Answer(UNKNOWN, "what is counted is not said to be firms")
    else:
        code = "firms"
    code = _of_them(folded, code, spot, early)
    return Answer(new_or_not(folded, code, spot))


def of_them(folded: str, end: int) -> bool:
    """Whether "of them" stands behind a figure, at the place where it ends."""
    return _THEIRS.match(folded, end) is not None


def _of_them(folded: str, code: str, spot: Spot, early: Sequence[Claim]) -> str:
    """A part of the firms before: 131 of them foreign, 其中外资企业123家."""
    part = _OF_THEM.search(folded, spot.clause[0], spot.first) or _THEIRS.match(folded, spot.end)
    behind = _FOREIGN.match(folded, spot.end, min(spot.clause[1], spot.end + 40))
    foreign = behind or _FOREIGN_BEFORE.search(folded, spot.clause[0], spot.first)
    if foreign and code in ("firms", "firms_new") and (part or behind):
        code = "firms_foreign" if code == "firms" else "firms_new_foreign"
    new = part and early and early[-1].indicator.startswith("firms_new")
    if new:
        return {"firms": "firms_new", "firms_foreign": "firms_new_foreign"}.get(code, code)
    return code


def new_or_not(folded: str, code: str, spot: Spot) -> str:
    """Return the code of new firms, where a verb of the clause says that they were added.

    Parameters
    ----------
    folded
        The folded text.
    code
        The indicator so far; one that is not of firms comes back as it is.
    spot
        The figure's place.
    """
    if code not in ("firms", "firms_foreign"):
        return code
    if _ADDED.search(folded, *spot.clause) is None:
        return code
    return "firms_new" if code == "firms" else "firms_new_foreign"
