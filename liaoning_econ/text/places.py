"""Where a figure is of: the region that the words around it name.

Each name of a line is first given a standing: the subject of its words, the source that says so
(customs, a ministry), or aside (a partner of trade, what is compared with, where firms come from).
"The province" and 全省 stand for a place that was named before. A figure takes the subject nearest
before it in its clause, then in its sentence, then behind it, then in the paragraph.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import Final, NamedTuple

from liaoning_econ import catalog
from liaoning_econ.text import names
from liaoning_econ.text.names import UNKNOWN, Mention
from liaoning_econ.text.spots import Spot, listed

__all__ = ["Answer", "Places"]

_REMEMBERED: Final = 24
_NEAR: Final = 24
_FAR: Final = 400
_FOREIGN: Final = frozenset(("KP", "KR", "JP", "US", "SG", UNKNOWN))
_ELSEWHERE_TOO: Final = _FOREIGN | {"CN-HK", "CN-TW", "CN-MO"}
# 20,000 companies of the Guangdong FTZ; 18,000 in the first four years of the Shanghai FTZ.
_OWNED: Final = re.compile(
    "(?! ?percent| ?%)(?: (?!with|from|to|by"
    "|and)[a-z'-]+){0,4}(?: in the first [a-z]+ years)? (?:of|in|at|for|across) "
    "(?:the |all of |both )?"
)
_ZH_STOP: Final = re.compile("[,。;\n]")
_PRONOUN: Final = re.compile(
    "[\"“' ]*(?:it|its|they|their|the (?:zone|province|city|area)|其|该)(?![a-z])"
)
_RELATIVE: Final = re.compile(" ?(?:which|where|who|whose|that) ")
# What stands before a name that is compared with, or of which something is a part.
_COMPARED: Final = re.compile(
    "(?:占|低于|高于|快于|慢于|多于|少于|优于|好于|落后于|领先于|领先|仅次于|比|较|相当于|不及"
    "|不如|不足|超过|超|赶超|"
    "位居|居|位列|排在|(?<!作)为|是|等于)$"
    "|(?:than|as in|as much as|as many as|against|unlike|like|behind|ahead of|second to|after"
    "|compared (?:with|to)|relative to|versus|exceed(?:s|ed|ing)?|outpac(?:es|ed|ing)|below|above"
    "|overt(?:ook|aking)|(?:than|below|above|of|as|to) (?:the )?(?:average|rate|level|figure"
    "|number|pace|growth|that|those) (?:of|in|for|across)|outnumber(?:s|ed)?|surpass(?:es|ed|ing)"
    "|twice that of|times that of|half that of) (?:the |all of )?$"
)
_LEVEL_OF: Final = re.compile(
    "(?:高于|低于|快于|慢于|不及|超过)$|(?:than|above|below|compared (?:with|to)"
    "|against)(?: [a-z]+){0,4} (?:the )?$"
)
# What stands before a partner of trade, a destination or an origin.
_PARTNER: Final = re.compile(
    r"(?:\bto|\bfrom|\bwith|\bby|\bfor|\bagainst|\band|\bvia|\breach(?:es|ed)?|\bbetween [a-z]+"
    r"|\bbound for|\btowards?|对|自|从|与|和|同|向|往|到|至|经|赴|抵|返|、|出口|直航|的|及|跟"
    r"|面向) ?"
    r"(?:the )?$"
)
_BESIDE: Final = re.compile("(?:与|和|同|跟|像) ?$")
_COMPARED_BEHIND: Final = re.compile(" ?(?:相比|相当|持平|一样|差距|的差)")
_TIMES_OF: Final = re.compile(
    "(?:省|市|区)?(?:的)?(?:近|约|超|逾|超过|将近|不到|不足|总量|平均水平)*(?:的)?$"
)
_COMES_FROM: Final = re.compile(
    "(?:investors?|firms|companies|enterprises|tourists|visitors|partners|delegat[a-z]+|group"
    "|buyers|money|capital|goods|people|workers|customers|shoppers|businesses|lender|traders"
    "|investment|coal|oil|arrivals|funds|guests) from (?:the )?$"
    "|来自$"
)
_SOURCE: Final = re.compile(
    "(?:'s)? (?:provincial |municipal |local |city |state )?(?:customs|officials?|government"
    "|authorit|statistic|bureau|commerce (?:department|office|bureau)|daily|media|newspaper"
    "|economists?|analysts?|ministry|central bank|finance|tax office|tourism office|port authority"
    "|academy|university|chamber|labour bureau)"
    "|[省市]?[一-鿿]{0,6}?(?:统计局|商务厅|商务局|财政厅|财政局|发改委|海关|税务局|外管局|公安厅"
    "|市场监管局"
    "|工商局|人社厅|贸易振兴机构|协会|研究院|央行|方面表示|官员|专家|媒体|商务部|政府|口岸办)"
)
_FIRM_OF: Final = re.compile(
    "(?:'s)? (?:[a-z-]+ ){0,2}(?:group|company|companies|firms?|fund|bank|lender|investors?"
    "|[a-z]*maker|giant|conglomerate|buyers?|tourists|carmaker|retailer|traders?|partners?)"
    "(?![a-z])|(?:[一-鿿]{0,3})(?:企业|公司|集团|财团|资(?!本)|商人|客商)"
)
_INSIDE: Final = re.compile(
    " ?[,(（]? ?(?:an? |the )?(?:[a-z-]+ ){0,4}?(?:of|in|from) (?:the |china's )?"
    "|[,(（，] ?|, in (?:the )?| ?"
)
# Nothing but a date between the last comma and a name: the clause is about it.
_CLAUSE_BEGUN: Final = re.compile(
    "[，。；,;][ 0-9年月日上下半前第一二三四季度末底初而且但则当去今]*$|[.,;] (?:and |while "
    "|but )?(?:in )?$"
)
_GUESTS: Final = re.compile("籍?(?:旅客|游客|旅游|团)| (?:tourists|visitors|guests)")
_TOGETHER: Final = re.compile(
    "合在一起|合计|加起来|两[省市地区]|(?<![a-z])(?:together|combined|between them)(?![a-z])"
)
_TRADED: Final = re.compile("[自从对向与]中国的?(?:进口|出口|贸易)")
_GENERIC: Final = re.compile("[个各批新他多些国座类设立建有片家]$")
_GROUPS: Final = frozenset(("CN-GD-PLATFORMS", "CN-FTZ-18", "CN-FTZ-12", "CN-FTZ-4"))
_KINDS: Final = {
    "named:province": "a province",
    "named:city": "a city",
    "named:zone": "a zone",
    "named:area": "an area of a zone",
    "named:country": "a country",
}


class Answer(NamedTuple):
    """A code and, where it is unknown, why."""

    code: str
    reason: str = ""


class Place(NamedTuple):
    """A name with its standing: subject, source, aside or open (of a place not named)."""

    at: int
    until: int
    code: str
    standing: str


class _Region(NamedTuple):
    """What the catalogue says of a region."""

    level: str
    kind: str
    above: tuple[str, ...]


@functools.cache
def _catalogue() -> dict[str, _Region]:
    """Regions with all that they lie in, nearest first."""
    frame = catalog.regions()
    codes = [str(code) for code in frame["region"]]
    parents = dict(zip(codes, map(str, frame["parent"]), strict=True))
    northeast = {"CN-LN", "CN-JL", "CN-HL"}
    table = {}
    rows = zip(codes, frame["level"], frame["admin_type"], strict=True)
    for code, level, kind in rows:
        above: list[str] = []
        higher = parents.get(code, "")
        while higher:
            above.append(higher)
            higher = parents.get(higher, "")
        if northeast & {code, *above}:
            above.append("CN-NE")
        table[code] = _Region(str(level), str(kind), tuple(above))
    return table


def _of_kind(code: str, wanted: str) -> str:
    """The place of a kind in which another lies; empty where it lies in none."""
    known = _catalogue()
    for one in (code, *known[code].above):
        region = known[one]
        municipality = region.kind == "municipality"
        if wanted == "named:province" and region.level == "province" and not municipality:
            return one
        if wanted == "named:city" and (region.level == "prefecture" or municipality):
            return one
        if wanted == "named:zone" and region.level == "zone":
            return one
        if wanted == "named:area" and region.level in ("zone_area", "zone"):
            return one
        if wanted == "named:country" and region.level == "country":
            return one
    if wanted == "named:city" and known[code].level == "zone_area":
        city = f"CN-{code.split('-')[1]}-{code.rsplit('-', 1)[1]}"
        return city if city in known else ""
    return ""


def _zone_of(code: str) -> str:
    """The zone, or its area, that lies in a place; empty where none does."""
    known = _catalogue()
    area = f"{code.rpartition('-')[0]}-FTZ-{code.rsplit('-', 1)[-1]}"
    return next((zone for zone in (area, f"{code}-FTZ") if zone in known), "")


class Places:
    """Places of a text, asked by figure.

    Parameters
    ----------
    folded
        The folded text.
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._places: list[Place] = []
        self._subject: Place | None = None
        self._named: list[str] = []

    def enter(self, line: tuple[int, int]) -> None:
        """Read the names of a line; those of earlier lines serve for "the province" alone."""
        found = names.regions().find(self.folded, *line)
        self._places, self._subject = [], None
        for index, mention in enumerate(found):
            if self._only_places(found[index - 1] if index else None, mention):
                continue
            generic = mention.code == "named:zone" and _GENERIC.search(
                self.folded, max(0, mention.at - 1), mention.at
            )
            if generic is None or generic is False:
                self._places.append(self._standing(mention, found[index + 1 : index + 4]))

    def _only_places(self, before: Mention | None, mention: Mention) -> bool:
        """Whether it only says where another lies: the Dalian area of the Liaoning FTZ."""
        known = _catalogue()
        if before is None or before.code not in known:
            return False
        between = self.folded[before.until : mention.at]
        if mention.code not in known[before.code].above or len(between) > 40:
            return False
        return _INSIDE.fullmatch(between) is not None and between not in ("", " ")

    def _standing(self, mention: Mention, following: list[Mention]) -> Place:
        """A mention with its standing; "the province" as the place that it stands for."""
        code = mention.code
        if code.startswith("named:"):
            code = self._meant(mention, following)
            if code == UNKNOWN:
                return Place(*mention[:2], mention.code, "open")
        standing = "subject"
        if self._is_aside(mention, code):
            standing = "aside"
        elif (
            self.folded.startswith(("央行", "人民银行"), mention.at)
            or (_SOURCE.match(self.folded, mention.until))
            or (code in _ELSEWHERE_TOO and _FIRM_OF.match(self.folded, mention.until))
        ):
            standing = "source"
        place = Place(mention.at, mention.until, code, standing)
        if code != UNKNOWN and standing != "aside":
            self._named = [*self._named[1 - _REMEMBERED :], code]
            if standing == "subject":
                self._subject = place
        return place

    def _meant(self, mention: Mention, following: list[Mention]) -> str:
        """The place that "the province" or 该区 stands for."""
        wanted = mention.code
        known = _catalogue()
        word = self.folded[mention.at : mention.until]
        if word in ("全区", "我区", "本区"):
            last = self._named[-1:]
            for one in (*last, *(above for code in last for above in known[code].above)):
                if known[one].kind == "autonomous_region":
                    return one
        for code in reversed(self._named):
            if found := _of_kind(code, wanted):
                return found
        # Or one that the sentence names afterwards: ... of the province, said Liaoning's customs.
        for later in following:
            if later.code in known and _of_kind(later.code, wanted) == later.code:
                return later.code
        if wanted == "named:zone" and word != "新区":
            return next((z for c in reversed(self._named) if (z := _zone_of(c))), UNKNOWN)
        return UNKNOWN

    def _is_aside(self, mention: Mention, code: str) -> bool:
        """Whether a name is a partner, an origin, or what is compared with."""
        before = self.folded[max(0, mention.at - 40) : mention.at]
        if _COMPARED.search(before) or _COMES_FROM.search(before):
            return True
        if _BESIDE.search(before[-3:]) and _COMPARED_BEHIND.match(self.folded, mention.until):
            return True
        listed = self.folded[mention.until : mention.until + 1] == "、" or before.endswith("、")
        if (listed and code not in _GROUPS) or (code in _FOREIGN and _PARTNER.search(before)):
            return True
        if self._above(mention, code) or _GUESTS.match(self.folded, mention.until):
            return True
        # 朝鲜自中国进口, South Korea's exports to China: China is the partner.
        last = self._places[-1] if self._places else None
        if last is None or code != "CN":
            return False
        between = self.folded[last.until : mention.at]
        strangers = any(p.code in _FOREIGN and p.standing == "subject" for p in self._places[-4:])
        if between in ("自", "从", "对", "向", "与") or (
            strangers and _TRADED.search(self.folded, mention.at - 1, mention.until + 3)
        ):
            return True
        stranger = last.code in _ELSEWHERE_TOO and last.standing == "subject"
        return stranger and re.fullmatch("[^.,;]{0,40} (?:to|from|with) ", between) is not None

    def _above(self, mention: Mention, code: str) -> bool:
        """Whether a place is only the whole of one before it: 自贸区以全市2%的面积."""
        known, last = _catalogue(), self._subject
        if last is None or code not in known[last.code].above or mention.at - last.until > _FAR:
            return False
        if self.folded.startswith(("nationwide", "nationally", "across the country"), mention.at):
            return False
        between = self.folded[last.until : mention.at]
        ended = any(end in between for end in ("。", ". ", "\n"))
        return not ended and _CLAUSE_BEGUN.search(between) is None

    def region(self, spot: Spot) -> Answer:
        """Return the region of a figure; unknown, with the reason, where no word names one.

        Parameters
        ----------
        spot
            The figure's place and kind.
        """
        low = bisect_left(self._places, (spot.sentence[0],))
        high = bisect_left(self._places, (spot.sentence[1],), lo=low)
        inside, earlier = self._places[low:high], self._places[max(0, low - _REMEMBERED) : low]
        if code := self._in_turn(spot, inside):
            return Answer(code)
        before = [p for p in inside if p.until <= spot.start + 2]
        behind = [p for p in inside if p.at >= spot.end]
        if not (spot.english or spot.unit in ("year", "month")):
            stop = _ZH_STOP.search(self.folded, spot.end, spot.sentence[1])
            behind = [p for p in behind if stop is None or p.at < stop.start()]
        chosen = self._choice(spot, before, behind, earlier)
        if chosen is None:
            return Answer(UNKNOWN, "no words name a place in the sentence or before it")
        word = self.folded[chosen.at : chosen.until]
        if chosen.standing == "open":
            kind = _KINDS[chosen.code]
            return Answer(UNKNOWN, f"{word!r} stands for {kind} that the text does not name")
        if chosen.code == UNKNOWN:
            return Answer(UNKNOWN, f"{word!r} is no region of the catalogue")
        if rival := self._together(spot, chosen, before):
            return Answer(UNKNOWN, f"two regions stand equally near: {rival} and {chosen.code}")
        return Answer(chosen.code)

    def _choice(
        self, spot: Spot, before: list[Place], behind: list[Place], earlier: list[Place]
    ) -> Place | None:
        """The place whose figure it is; None where there is none."""
        counted = [p for p in before if self._counts(p, spot)]
        subjects = [p for p in counted if not self._whole(p, spot)] or counted
        near = [p for p in subjects if p.at >= spot.clause[0]]
        strong = [p for p in behind if p.standing in ("subject", "open")]
        part = spot.measure in ("share", "multiple")
        owned = strong and (
            _OWNED.fullmatch(self.folded, spot.end, strong[0].at)
            or (strong[0].at == spot.end + 1 and strong[0].code == "CN")
        )
        within = part and subjects and strong and self._lies_in(subjects[-1], strong[0])
        owned = owned and not (near and strong[0].code == UNKNOWN)
        if owned and not (part and (near or spot.accounts or within)) and not spot.times:
            return strong[0]
        if before and _RELATIVE.match(self.folded, spot.clause[0]):
            antecedent = [p for p in before if p.until <= spot.clause[0]]
            if antecedent and spot.clause[0] - antecedent[-1].until <= 3 and not near:
                return antecedent[-1]
        told = [p for p in earlier if p.standing in ("subject", "open")]
        if told and not subjects and _PRONOUN.match(self.folded, spot.sentence[0]):
            return told[-1]
        choices = (
            near[-1:],
            subjects[-1:],
            strong[:1],
            [p for p in before if p.standing == "source"][-1:],
            told[-1:],
            [p for p in behind if p.standing == "source"][:1],
            [p for p in earlier if p.standing == "source"][-1:],
            [p for p in before if p.standing == "aside" and self._lone(p, spot)][-1:],
        )
        return next((choice[0] for choice in choices if choice), None)

    def _lies_in(self, place: Place, other: Place) -> bool:
        """Whether one place lies in another."""
        known = _catalogue()
        return place.code in known and other.code in known[place.code].above

    def _counts(self, place: Place, spot: Spot) -> bool:
        """Whether a name before a figure can be its place."""
        gap = self.folded[place.until : spot.first]
        if place.standing == "aside":
            # Faster than China's 6.6 percent; 高于全国6.8%的增速.
            if place.at < spot.clause[0] or len(gap) > _NEAR:
                return False
            if gap.strip() == "'s" and spot.measure != "multiple":
                return True
            if spot.unit != "percent":
                return False
            before = self.folded[max(0, place.at - 40) : place.at]
            return _LEVEL_OF.search(before) is not None and spot.measure != "share"
        return place.standing != "source"

    def _whole(self, place: Place, spot: Spot) -> bool:
        """Whether a share or a multiple is of it: 全市2%的面积, 是辽宁的5倍."""
        if spot.english or spot.measure not in ("share", "multiple"):
            return False
        gap = self.folded[place.until : spot.first]
        return place.at > spot.clause[0] and _TIMES_OF.fullmatch(gap) is not None

    def _lone(self, place: Place, spot: Spot) -> bool:
        """Whether a place aside is the only one that can be meant: no market of exports."""
        before = self.folded[max(0, place.at - 3) : place.at]
        foreign = place.code in _FOREIGN
        market = before.endswith(
            ("出口", "、", "抵连", "对", "自", "从", "直航", "向", "销往", "返", "到", "至", "经")
        )
        english = _COMES_FROM.search(self.folded[max(0, place.at - 40) : place.at])
        listed = self.folded[place.until : place.until + 1] == "、"
        return not (foreign or market or english or listed) and place.at >= spot.sentence[0]

    def _together(self, spot: Spot, chosen: Place, before: list[Place]) -> str:
        """The other of two places that a figure is of together; empty where there is none."""
        others = [p for p in before if p.until <= chosen.at and p.code != chosen.code]
        if not others or chosen.until > spot.start:
            return ""
        between = self.folded[others[-1].until : chosen.at]
        joined = between in ("和", "与", "及", "、", " and ") and _TOGETHER.search(
            self.folded, spot.sentence[0], spot.start
        )
        return others[-1].code if joined else ""

    def _in_turn(self, spot: Spot, inside: list[Place]) -> str:
        """The place of a figure in a list: 辽宁、吉林分别增长5.7%和4.5%."""
        return listed(self.folded, spot, inside)
