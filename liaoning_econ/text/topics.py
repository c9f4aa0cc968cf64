"""What a figure measures: the indicator that the words around it name.

The nearest name that can have the figure's unit counts: joined to the figure ("in registered
capital"), before it in its clause, in its sentence, or behind it. A change or a share whose clause
names nothing is of what the figure before it measures. Where no name settles it, or where the name
is of a concept that the catalogue does not have, the answer is "unknown" with the reason.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from liaoning_econ import catalog, units
from liaoning_econ.errors import shorten
from liaoning_econ.text import founded, names
from liaoning_econ.text.names import UNKNOWN, Mention
from liaoning_econ.text.places import Answer
from liaoning_econ.text.spots import Spot, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.text.reading import Claim

__all__ = ["UNKNOWN", "Topics", "level_measure", "unit_of"]

_RELATIVE: Final = frozenset(("growth", "share", "multiple"))
_OF_CHANGE: Final = frozenset(("percent", "1", "percentage_point", "basis_point"))
_COUNTED: Final = frozenset(("person", "project", "institution", "km2", "city"))
# Amounts that stand before what they are of: 124 billion yuan of fiscal revenue.
_JOINED: Final = re.compile(
    r" ?(?:\([^()]{1,40}\) ?)?(?:worth )?(?:of|in|as|from) (?:[a-z'-]+ ){0,3}?"
)
_SHARE_OF: Final = re.compile(
    r" (?:of|in) (?:(?:all|the|its|their|total|[a-z-]+'s|[a-z-]+) ){0,4}?"
)
_CHANGE_OF: Final = re.compile(
    r" (?:(?!and|but|while|or|with)[a-z-]+ ){0,2}?(?:growth|rise|increase|decline|drop|fall|jump|gain|decrease|cut|reduction"
    r"|contraction|surge|slump|expansion|dip|slide|climb)? ?(?:in|of|for) (?:[a-z'-]+ ){0,3}?"
)
_SHARE_BEHIND: Final = re.compile("的?[一-鿿]{0,4}?")
_SHARE_IN: Final = re.compile("(?:的)?(?:全省|全市|全国|全部|新增)?")
# Words that can stand between the subject of a clause and its figure, or alone before it.
_NO_SUBJECT: Final = re.compile(
    "波动|十年间|年间|海关|公布|发布|统计局|官方|显示|有的|县区|竟然|竟|高达|多达|部分|地区|个别|下调|上调|前一交易日|上一交易日|交易日|同一|区域|[一-鿿]{2,5}片区|只及|准备|缩减规模"
    "|[0-9a-z.,%“”\"'()（）、年月日号 :：-]+|同比|环比|年比|按年|按月|比上年|比去年|较上年|较去年|比上月|上年同期|去年同期|同期"
    "|上年末|上年|去年|前年|今年|本年|全年|上月|本月|当月|当季|单季|单月|月均|季度|上半年|下半年|[一二三四]季度|前[一-十]个?[月季]|前[一-十]季度"
    "|增长|增速|增幅|增加|增量|下降|下滑|回落|提高|提升|上升|上涨|扩大|收窄|加快|放缓|降幅|涨幅|升幅|跌幅|减少|净增|净减|降低|回升|反弹|猛增|猛跌"
    "|锐减|骤降|骤减|飙升|攀升|翻番|翻|由负转正|增|降|涨|跌|减|升|高|低|多|少|缩减|萎缩|缩小|跃升"
    "|达到|达|为|至|到|约|近|仅|超过|超|逾|突破|不足|不到|将近|接近|占全[省市国区]|占|全部|全[省市国区]|比重|占比|比例|份额|比率|其中|分别"
    "|名义|实际|可比|按|价格|计算|不变|扣除|因素|累计|只有|只|也|均|又|再|已|还|将|预计|预期|有望|力争|年均|平均|每年|高于|低于|快于|慢于|贡献|贡献了|创造了"
    "|个|了|大幅度|大幅|小幅|微幅|微|猛|锐|明显|显著|由|从|自|以来|以|比|较|相比|于|水平|总量|总额|规模|左右|分之|其|该|这一|这个|这|此|是|相当于"
    "|原来|几乎|连续|最高|最低|个别|年份|幅度|速度|期|月份|末|底|初|持平|转为|转|变|则|却|但|而|并|且|共|计|合|总|数|数字|数据|可|能|不|得|和|与|及|的|在|上|下|中|内"
    "|目标|左|右|基础|首次|再次|历史|新高|新低|高峰|时|挂牌|前|后|初期|近|最|更|进一步|继续|保持|呈|实现|完成|录得|报|收|取得|迎来|出现|同|倍|成|番|之|者|另|外|此外|尤其"
    "|特别|折合|合计|共计|总计|逆势|稳步|快速|高速|持续|止跌|企稳|止|跌回|几|折|达成|较之|反而|仍然|仍|依然|依旧|平|稳|上述|这些|那|至今|目前|截至|年末|年底|年初"
    "|亿元|万元|亿美元|万人|万户|户|家|人|元|有|对|向|来|去|每|一|二|三|四|五|六|七|八|九|十|百|千|万|亿|两|半|零|〇|点|几成|不及|只及|仅及|一半"
)
_HANZI: Final = re.compile("[一-鿿]{2,}")
_LIVE: Final = re.compile("(?:人|名|位)?")
_PEOPLE: Final = frozenset(
    (
        "",
        "people",
        "persons",
        "inhabitants",
        "residents",
        "person",
        "人",
        "口",
        "人口",
        "居民",
        "souls",
    )
)
_PLAN_OF: Final = re.compile(
    "northeast|north-east|rust belt|revitali|stimul|shore up|东北|振兴|老工业"
)
_SUMS: Final = re.compile(
    "(?:the (?:sum|figure|total|amount|estimate|number)|reports?|newspapers?|estimates?|it|that|they"
    "|later|others?|这一|该|其)(?![a-z])"
)
_SIGNED: Final = re.compile("签约|签署|签订|sign|项目|deal|contract|projects?|意向")
_MORE: Final = re.compile(
    "(?:净增|增加|减少|净减|新增|多了|少了|增长|下降|增|减)(?:了|约|近|超|逾)*$"
)
_TOTAL: Final = re.compile(
    "计划总投资|总投资额?|投资总额|total investment|投资额|intended investment"
)
_SAME: Final = re.compile(
    '["“ ]*(?:it|its|that|this|they|their|up|down|the (?:rate|figure|growth|increase|number|sum|total)|同比'
    "|环比|增|降|比|较|占|其中|其|约占|涨|年均|增速|降幅|涨幅|[0-9]{4}年则?同?比?)(?![a-z])"
)


@functools.cache
def _levels() -> dict[str, tuple[str, str]]:
    """Unit and measure of each indicator's own level."""
    frame = catalog.indicators()
    columns = (frame[name].astype("str") for name in ("indicator", "unit", "measure"))
    return {code: (unit, measure) for code, unit, measure in zip(*columns, strict=True)}


# What is a part of another: a share that names both is of the part.
_WHOLES: Final = {
    "gdp_primary": ("gdp",),
    "gdp_secondary": ("gdp",),
    "gdp_tertiary": ("gdp",),
    "exports_goods": ("trade_goods",),
    "imports_goods": ("trade_goods",),
    "exports_goods_dprk": ("exports_goods", "trade_goods", "trade_goods_dprk"),
    "imports_goods_dprk": ("imports_goods", "trade_goods", "trade_goods_dprk"),
    "trade_goods_dprk": ("trade_goods",),
    "trade_goods_belt_and_road": ("trade_goods",),
    "fdi_utilised_services": ("fdi_utilised",),
    "firms_foreign": ("firms", "firms_new"),
    "firms_foreign_japan_korea": ("firms", "firms_foreign"),
    "firms_foreign_northeast_asia": ("firms", "firms_foreign"),
    "firms_new": ("firms",),
    "firms_new_foreign": ("firms", "firms_new", "firms_foreign"),
    "firms_new_domestic": ("firms", "firms_new"),
    "firms_new_hk_macao": ("firms", "firms_new", "firms_foreign"),
    "capital_registered_foreign": ("capital_registered",),
    "capital_registered_domestic": ("capital_registered",),
    "tax_revenue": ("fiscal_revenue", "gdp"),
    "trade_goods": ("gdp",),
    "fiscal_revenue": ("gdp",),
    "fixed_asset_investment": ("gdp",),
}


def level_measure(indicator: str) -> str:
    """The measure of an indicator's own level; empty for unknown."""
    return _levels().get(indicator, ("", ""))[1]


def unit_of(indicator: str) -> str:
    """The unit of an indicator's own level; empty for unknown."""
    return _levels().get(indicator, ("", ""))[0]


@functools.lru_cache(maxsize=8192)
def _fits(indicator: str, unit: str, measure: str) -> bool:
    """Whether a figure of a unit and a kind can be of an indicator."""
    if indicator == UNKNOWN:
        return unit.partition("/")[0] not in ("firm", "project", "institution", "km2", "person")
    own = unit_of(indicator)
    if measure in _RELATIVE and unit in _OF_CHANGE:
        return indicator not in ("transit_time", "visit", "zone_cities")
    if unit in ("percent", "percentage_point"):
        return indicator not in ("transit_time", "visit", "zone_cities")
    base = unit.partition("/")[0]
    if "/" in own:
        return unit in (own, "", "1", "basis_point")
    if base in units.CURRENCIES or base in ("$", "\u00a5"):
        return own in units.CURRENCIES
    if base in ("", "1"):
        return own in ("person", "firm", "project", "institution")
    return own == base


class Topics:
    """Indicators of a text, asked by figure.

    Parameters
    ----------
    folded
        The folded text.
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._mentions: list[Mention] = []

    def enter(self, line: tuple[int, int]) -> None:
        """Read the names of a line."""
        found = names.indicators().find(self.folded, *line)
        about = _PLAN_OF.search(self.folded, *line) is not None
        self._mentions = [m for m in found if m.code != "stimulus" or about]

    def named(self, code: str, start: int, end: int) -> bool:
        """Whether an indicator is named between two places."""
        low = bisect_left(self._mentions, (start,))
        high = bisect_left(self._mentions, (end,), lo=low)
        return any(mention.code == code for mention in self._mentions[low:high])

    def indicator(self, spot: Spot, read: Sequence[Claim], region: str) -> Answer:
        """Return the indicator of a figure; unknown, with the reason, where no word names one.

        Parameters
        ----------
        spot
            The figure's place and kind.
        read
            The claims before it.
        region
            Where it is of.
        """
        low = bisect_left(self._mentions, (spot.sentence[0],))
        high = bisect_left(self._mentions, (spot.sentence[1],), lo=low)
        every = self._settled(self._mentions[low:high], spot)
        fitting = [m for m in every if _fits(m.code, spot.unit, spot.measure)]
        if turn := listed(self.folded, spot, fitting):
            return self._answer(turn, spot, fitting, every)
        base = spot.unit.partition("/")[0]
        previous = [c for c in read[-6:] if c.sentence == spot.sentence and c.measure != "duration"]
        theirs = base in ("", "1") and previous and previous[-1].unit == "firm" and not spot.noun
        if (base == "firm" or theirs) and spot.measure not in ("share", "multiple"):
            return founded.firms(self.folded, spot, fitting, previous)
        found = self._joined(spot, fitting) or self._near(spot, fitting, base)
        if not found:
            found = self._carried(spot, fitting, previous, read)
        if not found and base in _COUNTED:
            found = self._counted(spot, fitting, region, base)
        elif not found and not (base == "percent" and spot.measure not in _RELATIVE):
            found = self._further(spot, fitting)
        if not found and base in units.CURRENCIES:
            found = self._sum_again(spot, read, region, low)
        return self._answer(found, spot, fitting, every)

    def _settled(self, every: list[Mention], spot: Spot) -> list[Mention]:
        """Without 总投资 and total investment, unless they are of projects that were signed."""
        if not any(m.code == "projects_signed_value" for m in every):
            return every
        plan = any(m.code == "stimulus" for m in every)
        signed = _SIGNED.search(self.folded, *spot.sentence) is not None
        return [
            m
            for m in every
            if m.code != "projects_signed_value"
            or (signed and not plan)
            or not _TOTAL.fullmatch(self.folded, m.at, m.until)
        ]

    def _answer(
        self, code: str, spot: Spot, fitting: list[Mention], every: list[Mention]
    ) -> Answer:
        """The code with the reason why it is unknown."""
        if code and code != UNKNOWN:
            return Answer(founded.new_or_not(self.folded, code, spot))
        inside = [m for m in every if m.at >= spot.clause[0] and m.until <= spot.clause[1]]
        outside = [m for m in inside if m.code == UNKNOWN]
        if outside:
            word = self.folded[outside[-1].at : outside[-1].until]
            return Answer(UNKNOWN, f"{word!r} is no indicator of the catalogue")
        others = [m for m in inside if m not in fitting]
        if others:
            word = self.folded[others[-1].at : others[-1].until]
            own = unit_of(others[-1].code)
            return Answer(
                UNKNOWN, f"{word!r} names {others[-1].code} (in {own}), not a figure in {spot.unit}"
            )
        words = shorten(self.folded[spot.clause[0] : spot.clause[1]].strip(" ,，。;；\n"))
        return Answer(
            UNKNOWN,
            "no word near the figure names an indicator of the catalogue (words looked at: "
            f"{words!r})",
        )

    def _joined(self, spot: Spot, fitting: list[Mention]) -> str:
        """The indicator that words join to the figure from behind; empty where none do."""
        behind = [m for m in fitting if m.at >= spot.end and m.at - spot.end < 60]
        if not behind:
            return ""
        first = behind[0]
        between = (spot.end, first.at)
        if spot.measure == "share" or (spot.times and not spot.english):
            english = _SHARE_OF.fullmatch(self.folded, *between)
            chinese = not spot.english and _SHARE_BEHIND.fullmatch(self.folded, *between)
            if not (english or chinese):
                return ""
            if chinese and not self.folded.startswith("的", spot.end) and first.code == UNKNOWN:
                return ""
            subject = self._subject(spot, fitting)
            part = first.code in _WHOLES.get(subject, ())
            return subject if part else first.code
        if spot.measure == "growth" and spot.unit in _OF_CHANGE:
            joined = _CHANGE_OF.fullmatch(self.folded, *between) and spot.english
            return first.code if joined and first.at < spot.clause[1] else ""
        if spot.unit.partition("/")[0] in units.CURRENCIES:
            return first.code if _JOINED.fullmatch(self.folded, *between) else ""
        return ""

    def _subject(self, spot: Spot, fitting: list[Mention]) -> str:
        """The last indicator before a figure in its clause; empty where none."""
        near = [m for m in fitting if spot.clause[0] <= m.at and m.until <= spot.first + 1]
        return near[-1].code if near else ""

    def _near(self, spot: Spot, fitting: list[Mention], base: str) -> str:
        """The indicator named before a figure in its clause; empty where none is."""
        near = [m for m in fitting if spot.clause[0] <= m.at and m.until <= spot.first + 1]
        if base == "person" and spot.noun not in _PEOPLE:
            near = [m for m in near if self.folded[m.at : m.until].startswith(spot.noun)]
        if near:
            return self._best(near)
        counted = [m for m in fitting if spot.end <= m.at <= spot.last + 12]
        if counted and base in ("person", "institution", "project"):
            return counted[0].code
        return ""

    def _best(self, mentions: list[Mention]) -> str:
        """The nearest; a part of a whole before the whole: 第三产业占GDP的比重."""
        last = mentions[-1]
        if len(mentions) == 1:
            return last.code
        other = mentions[-2]
        between = self.folded[other.until : last.at]
        if last.code in _WHOLES.get(other.code, ()) and len(between) < 24:
            return other.code
        if last.code in ("firms", "exchange_rate", "gdp_tertiary") and len(between) < 14:
            return other.code if other.code not in ("firms", "exchange_rate") else last.code
        if len(between) < 24 and ("占" in between or between.startswith((" in ", " as a share"))):
            return other.code
        return last.code

    def _counted(self, spot: Spot, fitting: list[Mention], region: str, base: str) -> str:
        """The indicator of things counted whose clause names none; empty where none."""
        if base == "km2":
            if region.count("-") >= 2 and "FTZ" in region:
                return "land_area"
            return "land_area" if any(m.code == "land_area" for m in fitting) else ""
        if base == "city":
            cities = "FTZ" in region and any(m.code == "zone_cities" for m in fitting)
            return "zone_cities" if cities else ""
        if base == "institution":
            return next((m.code for m in fitting if m.until <= spot.first), "")
        if base == "project":
            # Of the clause before: 集中签约, 项目56个.
            early = [m for m in fitting if m.until <= spot.first]
            return early[-1].code if early and spot.clause[0] - early[-1].until < 4 else ""
        earlier = [m for m in fitting if m.until <= spot.first and m.code == "population"]
        plain = spot.noun in _PEOPLE and spot.clause[0] - spot.sentence[0] < 200
        behind = self.folded[spot.end : spot.end + 1]
        shown = earlier and plain and not spot.noun and behind in ",.，。;；" and behind
        return "population" if shown else ""

    def _carried(
        self,
        spot: Spot,
        fitting: list[Mention],
        previous: Sequence[Claim],
        read: Sequence[Claim],
    ) -> str:
        """What the figure before a change or a share measures; empty for another subject."""
        added = (
            previous
            and spot.unit == previous[-1].unit
            and _MORE.search(self.folded, spot.clause[0], spot.first)
        )
        if spot.measure not in _RELATIVE and not added and (spot.unit != "percent" or not previous):
            return ""
        if not spot.english and self._own_subject(spot):
            return UNKNOWN
        if previous:
            since = [m for m in fitting if previous[-1].found.end <= m.at < spot.first]
            if since and previous[-1].measure != "share":
                return self._best(since)
            shares = [c for c in previous if c.measure == "share"]
            if spot.measure == "share" and shares and previous[-1].measure == "multiple":
                return shares[-1].indicator
            return previous[-1].indicator
        if (
            read
            and spot.measure in ("growth", "share")
            and read[-1].sentence[1] == spot.sentence[0]
        ):
            same = not spot.english or _SAME.match(self.folded, spot.sentence[0])
            return read[-1].indicator if same and read[-1].measure != "duration" else ""
        return ""

    def _own_subject(self, spot: Spot) -> str:
        """What a Chinese clause speaks of before its figure, apart from words of change."""
        words = self.folded[spot.clause[0] : spot.first]
        for place in names.regions().find(self.folded, spot.clause[0], spot.first):
            name = self.folded[place.at : place.until]
            words = words.replace(name, " ", 1)
        rest = _NO_SUBJECT.sub(" ", words)
        found = _HANZI.search(rest)
        return found.group() if found else ""

    def _further(self, spot: Spot, fitting: list[Mention]) -> str:
        """The indicator named in another clause of the sentence, or behind the figure."""
        money = spot.unit.partition("/")[0] in units.CURRENCIES
        own = not spot.english and self._own_subject(spot)
        before = [m for m in fitting if m.until <= spot.first + 1]
        after = [m for m in fitting if spot.end <= m.at < min(spot.clause[1], spot.end + 40)]
        if before and not (money and own):
            return self._best(before)
        return after[0].code if after else ""

    def _sum_again(self, spot: Spot, read: Sequence[Claim], region: str, low: int) -> str:
        """A sum that an earlier sentence spoke of: later reports spoke of 1 trillion yuan."""
        if read and _SUMS.search(self.folded, spot.sentence[0], spot.first):
            last = read[-1]
            near = last.sentence[1] == spot.sentence[0]
            if near and last.unit == spot.unit and last.measure not in _RELATIVE:
                return last.indicator
        plan = any(m.code == "stimulus" for m in self._mentions[max(0, low - 6) : low])
        return "stimulus" if plan and region == "CN-NE" else ""
