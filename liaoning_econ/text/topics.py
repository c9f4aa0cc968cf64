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
from liaoning_econ.text.fillers import subject_of
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
_OTHERS: Final = "(?:(?!and |but |while |or |with |as |after |from |against |compared )[a-z'-]+ )"
_CHANGE_OF: Final = re.compile(
    f" {_OTHERS}{{0,2}}?(?:growth|rise|increase|decline|drop|fall|jump|gain|decrease|cut|reduction"
    f"|contraction|surge|slump|expansion|dip|slide|climb)? ?(?:in|of|for) {_OTHERS}{{0,3}}?"
)
_SHARE_BEHIND: Final = re.compile("的?[一-鿿]{0,4}?")
_SHARE_IN: Final = re.compile("(?:的)?(?:全省|全市|全国|全部|新增)?")
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
    "(?:the (?:sum|figure|total|amount|estimate|number)|reports?|newspapers?|estimates?|it|that"
    "|they"
    "|later|others?|这一|该|其)(?![a-z])"
)
_SIGNED: Final = re.compile("签约|签署|签订|sign|项目|deal|contract|projects?|意向")
_MORE: Final = re.compile(
    "(?:净增|增加|减少|净减|新增|多了|少了|增长|下降|增|减)(?:了|约|近|超|逾)*$"
)
_PART: Final = re.compile("占|在|^的?比重| (?:of|in|as) |account|ma[dk]e")
_GREW: Final = re.compile(
    "(?: (?:to|has|have|had|will|would|could|may|might|should|only|also|itself|[a-z]+ly))* "
    "(?:grow|grew|grown|expand|expanded|shrank|shrink|shrunk|contracted)"
    "(?: (?:by|at|only|about|just|an?|some|nearly|almost|around|between|[a-z]+ly))* "
)
_BOTH: Final = {"exports": "exports_goods", "imports": "imports_goods"}
_TOTAL: Final = re.compile(
    "计划总投资|总投资额?|投资总额|total investment|投资额|intended investment"
)
_SAME: Final = re.compile(
    '["“ ]*(?:it|its|that|this|they|their|up|down|the (?:rate|figure|growth|increase|number|sum'
    "|total)|同比"
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
        if turn := listed(self.folded, spot, self._apart(fitting)):
            return self._answer(turn, spot, fitting, every)
        base = spot.unit.partition("/")[0]
        previous = [c for c in read[-6:] if c.sentence == spot.sentence and c.measure != "duration"]
        theirs = base in ("", "1") and bool(previous) and previous[-1].unit == "firm"
        theirs = theirs and (not spot.noun or founded.of_them(self.folded, spot.end))
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

    def _apart(self, fitting: list[Mention]) -> list[Mention]:
        """With "exports and imports" as two names, for figures that are given respectively."""
        found = []
        for mention in fitting:
            names_of = self.folded[mention.at : mention.until].split(" and ")
            codes = [_BOTH.get(name, "") for name in names_of]
            if len(codes) == 2 and all(codes):
                middle = mention.at + len(names_of[0])
                found.append(Mention(mention.at, middle, codes[0]))
                found.append(Mention(middle + len(" and "), mention.until, codes[1]))
            else:
                found.append(mention)
        return found

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
            if subject == UNKNOWN and first.code == "gdp":
                return subject
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
        head = between.startswith(" of ") and len(between) < 24
        if head or (last.code == UNKNOWN and between == "" and self._plain(last)):
            return other.code
        if last.code in _WHOLES.get(other.code, ()) and _PART.search(between):
            return other.code
        if last.code in ("firms", "exchange_rate", "gdp_tertiary") and len(between) < 14:
            return other.code if other.code not in ("firms", "exchange_rate") else last.code
        if len(between) < 24 and ("占" in between or between.startswith((" in ", " as a share"))):
            return other.code
        return last.code

    def _plain(self, mention: Mention) -> bool:
        """Whether a word only says that a name before it is an amount: 滚动计划投资."""
        return self.folded.startswith(("投资", "资金", "收入", "价格"), mention.at)

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
        if spot.measure == "growth" and self._grew(spot):
            return "gdp"
        if read and spot.measure in ("growth", "share") and self._follows(spot, read[-1]):
            same = not spot.english or _SAME.match(self.folded, spot.sentence[0])
            return read[-1].indicator if same and read[-1].measure != "duration" else ""
        return ""

    def _follows(self, spot: Spot, last: Claim) -> bool:
        """Whether a figure stands in the sentence after another, in the same paragraph."""
        near = last.sentence[1] == spot.sentence[0]
        return near and "\n" not in self.folded[last.sentence[0] : spot.sentence[0]]

    def _grew(self, spot: Spot) -> bool:
        """Whether a place itself grew: we expect the province to grow by 6 percent."""
        named = names.regions().find(self.folded, spot.clause[0], spot.first)
        return bool(named) and _GREW.fullmatch(self.folded, named[-1].until, spot.first) is not None

    def _own_subject(self, spot: Spot) -> str:
        """What a Chinese clause speaks of before its figure, apart from words of change."""
        words = self.folded[spot.clause[0] : spot.first]
        for place in names.regions().find(self.folded, spot.clause[0], spot.first):
            if not place.code.startswith("named:"):
                words = words.replace(self.folded[place.at : place.until], " ", 1)
        return subject_of(words)

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
            if (
                self._follows(spot, last)
                and last.unit == spot.unit
                and last.measure not in _RELATIVE
            ):
                return last.indicator
        plan = any(m.code == "stimulus" for m in self._mentions[max(0, low - 6) : low])
        return "stimulus" if plan and region == "CN-NE" else ""
