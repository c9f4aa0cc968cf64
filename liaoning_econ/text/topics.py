"""What a figure measures: the indicator that the words around it name.

The nearest name that can have the figure's unit counts: joined to the figure ("in registered
capital"), before it in its clause, in its sentence, or behind it. A change or a share whose clause
names nothing is of what the figure before it measures. Where no name settles it, or where the name
is of a concept that the catalogue does not have, the answer is "unknown" with the reason.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from liaoning_econ import units
from liaoning_econ.errors import shorten
from liaoning_econ.text import founded, names
from liaoning_econ.text.fillers import subject_of
from liaoning_econ.text.levels import OF_CHANGE, RELATIVE, WHOLES, fits, unit_of
from liaoning_econ.text.names import UNKNOWN, Mention
from liaoning_econ.text.places import Answer
from liaoning_econ.text.spots import Spot, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from liaoning_econ.text.claim import Claim

__all__ = ["Topics"]

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
_ROUND: Final = 6
_SHARES: Final = ("占", "约占", "仅占", "分别占")
# The trade of the world is none of the catalogue's indicators: every export is an import there.
_WORLD: Final = ("全球", "世界", "global ", "world ", "the world's ", "worldwide ")
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
    "(?:grow|grew|grown|growing|expand|expanding|shrinking|expanded|shrank|shrink|shrunk|contracted)"
    "(?: (?:by|at|only|about|just|an?|some|nearly|almost|around|between|[a-z]+ly))* "
)
# Liaoning, which has 43.7 million people.
_PEOPLED: Final = re.compile(
    "(?:has|have|had|with|home to)"
    "(?: (?:about|some|over|nearly|almost|only|around|now|more than))* $"
)
# Growth in Chongqing slid to 6 percent; Ningxia's target for growth is 6.5 percent.
_ITS_GROWTH: Final = re.compile(
    "(?:^|[,.;] |(?:the|and|while|as|but|that|annual|overall|where|target for|forecast for"
    "|forecasts|expects|predicts|puts|sees|goal for|last year's|'s) )growth "
    "(?:rate |target |forecast |goal )?(?:in|of|for|is|was|to|at|this|next|last|by|slid|slowed"
    "|eased|picked|rose|fell|came|reached|hit|may|will|could|would|should|has|had|stood"
    "|accelerated|cooled|dropped|edged)(?![a-z])"
)
# The number of start-ups in Wuhan grew.
_NO_SUBJECT: Final = re.compile(
    "(?<!province)(?<!city)(?<!municipality)(?<!region)(?<!economies)(?<!economy)"
    " (?:in|of|at|from|to|for) (?:the )?$"
)
# Exports of steel, farm imports and border trade are no trade of the catalogue.
_ONE_GOOD: Final = (
    "(?:steel|car|auto|vehicle|farm|agricultural|coal|oil|crude|gas|soybean|grain|rice|corn|food"
    "|textile|garment|clothing|footwear|toy|furniture|chip|semiconductor|electronics|machinery"
    "|seafood|fish|fruit|vegetable|tea|rare-earth|rare earth|service|services|non-oil|high-tech"
    "|mechanical|ore|iron ore|copper|aluminium|timber|cotton|wine|meat|pork|beef|dairy|milk|ship"
    "|solar|battery|phone|smartphone|software|energy|petroleum|fertiliser|chemical|chemicals)"
)
_GOOD_BEFORE: Final = re.compile(f"(?:^|[^a-z]){_ONE_GOOD}(?: domestic)? $")
_GOOD_BEHIND: Final = re.compile(f" of (?:[a-z]+ )?{_ONE_GOOD}s?(?![a-z])")
_TRADED: Final = frozenset(("exports_goods", "imports_goods", "trade_goods"))
# Spends 2.7 percent of its GDP on research.
_SPENT_ON: Final = re.compile(" (?:on|for|towards?) ")
# Zhejiang, with 56.57 million people, grew: what stands between commas is no subject.
_INSERTED: Final = re.compile(", (?:[^,.;]|[.,](?=[0-9])){1,90},")
_BEGUN: Final = re.compile("(?:^|[,.;]) ?(?:(?:and|but|while|whereas|neighbou?ring|the) )*$")
# Jiangsu came second with 8.59 trillion yuan: what the figure before it measures.
_RANKED: Final = re.compile(
    "(?:came|comes|ranked|ranks|was|is|place[ds]?|finished|in) (?:[a-z]+ )?(?:first|second|third"
    "|fourth|fifth|last|next)(?![a-z])|(?:second|third|fourth|fifth|next|last) (?:with|at)"
    "(?![a-z])|follow(?:ed|s|ing)|runner-up|trail(?:s|ed|ing)|behind|ahead of|topp(?:ed|ing)"
    "|位居|居第|排名|排第|列第|其次|紧随|次之|居首|位列|名列"
)
# Growth of 7 percent: of what, the head of the article says.
_BARE_GROWTH: Final = re.compile(
    "(?<!gdp )(?<!economic )growth (?:rate )?(?:of|at)(?: (?:about|around|between|at least|some"
    "|nearly|over|only|more|less|than|up|to))* $"
)
_PER_HEAD: Final = re.compile("人均|per[ -]capita|per head|per person")
_COMES_FROM: Final = re.compile(
    " (?:now )?(?:comes?|came|is|are|was|were|stems?|stemmed) (?:now |mainly )?"
    "(?:from|in|due to|generated by|made (?:up )?(?:of|by)|earned (?:by|in)) (?:the )?"
)
_SECTORS: Final = ("第一、二、三产业", "一、二、三产业", "三次产业")
_THREE: Final = ("gdp_primary", "gdp_secondary", "gdp_tertiary")
_BOTH: Final = {"exports": "exports_goods", "imports": "imports_goods"}
_TOTAL: Final = re.compile(
    "计划总投资|总投资额?|投资总额|total investment|投资额|intended investment"
)
_SAME: Final = re.compile(
    '["“ ]*(?:it|its|that|this|they|their|up|down|the (?:rate|figure|growth|increase|number|sum'
    "|total)|同比"
    "|环比|增|降|比|较|占|其中|其|约占|涨|年均|增速|降幅|涨幅|[0-9]{4}年则?同?比?)(?![a-z])"
)


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
        self._mentions = [
            m._replace(code=UNKNOWN) if self._other_trade(m) else m
            for m in found
            if m.code != "stimulus" or about
        ]

    def _other_trade(self, mention: Mention) -> bool:
        """Whether a name of trade is of the trade of the world, or in one good alone."""
        if not mention.code.startswith(("trade", "exports", "imports")):
            return False
        if self.folded.endswith(_WORLD, 0, mention.at):
            return True
        if mention.code not in _TRADED or not self.folded[mention.at].isascii():
            return False
        before = _GOOD_BEFORE.search(self.folded, max(0, mention.at - 24), mention.at)
        return bool(before or _GOOD_BEHIND.match(self.folded, mention.until))

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
        every = self._mentions[low:high]
        if any(m.code == "projects_signed_value" for m in every):
            every = self._settled(every, spot)
        fitting = [m for m in every if fits(m.code, spot.unit, spot.measure)]
        in_row = len(spot.row) > 1 and bool(fitting)
        if in_row and (turn := listed(self.folded, spot, self._apart(fitting))):
            return self._answer(turn, spot, fitting, every)
        base = spot.unit.partition("/")[0]
        previous = [c for c in read[-6:] if c.sentence == spot.sentence and c.measure != "duration"]
        theirs = base in ("", "1") and bool(previous) and previous[-1].unit == "firm"
        theirs = theirs and (not spot.noun or founded.of_them(self.folded, spot.end))
        if (base == "firm" or theirs) and spot.measure not in ("share", "multiple"):
            return founded.firms(self.folded, spot, fitting, previous)
        found = self._joined(spot, fitting) or self._near(spot, fitting, base)
        if found and spot.measure == "share" and previous and not spot.english:
            # 税收收入1959.4亿元，占一般公共预算收入的68.5%: the second names the whole.
            part = previous[-1].indicator
            of_it = self.folded[spot.clause[0] : spot.first].strip(" ,，").startswith(_SHARES)
            found = part if of_it and found in WHOLES.get(part, ()) else found
        elif found and spot.measure == "share" and previous and spot.english:
            # 2.19 trillion yuan, equal to 45.2 percent of its GDP: the first is the part.
            part = previous[-1].indicator
            joined = not any(spot.clause[0] < m.until <= spot.first for m in fitting)
            joined = joined and previous[-1].measure not in ("share", "growth")
            outside = part == UNKNOWN and found == "gdp"
            found = part if joined and (outside or found in WHOLES.get(part, ())) else found
        if not found:
            found = self._carried(spot, fitting, previous, read)
        if not found and base in _COUNTED:
            found = self._counted(spot, fitting, region, base)
        elif not found and not (base == "percent" and spot.measure not in RELATIVE):
            found = self._further(spot, fitting)
        if not found and base in units.CURRENCIES:
            found = self._sum_again(spot, read, region, low)
        return self._answer(found, spot, fitting, every)

    def _apart(self, fitting: list[Mention]) -> list[Mention]:
        """With "exports and imports" as two names, for figures that are given respectively."""
        found: list[Mention] = []
        for mention in fitting:
            if self.folded.startswith(_SECTORS, mention.at):
                # 第一、二、三产业: three names in one.
                found.extend(mention._replace(code=code) for code in _THREE)
                continue
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
            spent = not subject and _SPENT_ON.match(self.folded, first.until)
            if first.code == "gdp" and (subject == UNKNOWN or spent):
                return UNKNOWN
            if len(behind) > 1 and _COMES_FROM.fullmatch(self.folded, first.until, behind[1].at):
                subject = behind[1].code
            part = first.code in WHOLES.get(subject, ())
            return subject if part else first.code
        if spot.measure == "growth" and spot.unit in OF_CHANGE:
            joined = _CHANGE_OF.fullmatch(self.folded, *between) and spot.english
            return first.code if joined and first.at < spot.clause[1] else ""
        if spot.unit.partition("/")[0] in units.CURRENCIES:
            return first.code if _JOINED.fullmatch(self.folded, *between) else ""
        return ""

    def _subject(self, spot: Spot, fitting: list[Mention]) -> str:
        """The last indicator before a figure in its clause; empty where none."""
        near = [m for m in fitting if spot.clause[0] < m.until <= spot.first + 1]
        return near[-1].code if near else ""

    def _near(self, spot: Spot, fitting: list[Mention], base: str) -> str:
        """The indicator named before a figure in its clause; empty where none is."""
        near = [m for m in fitting if spot.clause[0] < m.until <= spot.first + 1]
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
        if last.code in WHOLES.get(other.code, ()) and _PART.search(between):
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
        if spot.noun in _PEOPLE and _PEOPLED.search(self.folded, spot.clause[0], spot.first):
            return "population"
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
        if spot.measure not in RELATIVE and not added and (spot.unit != "percent" or not previous):
            return ""
        if not spot.english and self._own_subject(spot):
            return UNKNOWN
        last = previous[-1] if previous else None
        if last is not None and last.unit.endswith("/person") and spot.measure == "growth":
            since = [m for m in fitting if last.found.end <= m.at < spot.first]
            if not since:
                return UNKNOWN  # what grew is the amount a person
        grew = spot.measure == "growth" and (last is None or last.measure != "growth")
        if grew and self._grew(spot):
            return "gdp"
        if previous:
            since = [m for m in fitting if previous[-1].found.end <= m.at < spot.first]
            if since and previous[-1].measure != "share":
                return self._best(since)
            shares = [c for c in previous if c.measure == "share"]
            if spot.measure == "share" and shares and previous[-1].measure == "multiple":
                return shares[-1].indicator
            return previous[-1].indicator
        if read and spot.measure in ("growth", "share") and self._follows(spot, read[-1]):
            same = not spot.english or _SAME.match(self.folded, spot.sentence[0])
            if same and read[-1].measure != "duration":
                return read[-1].indicator
        return self._of_head(spot, read)

    def _of_head(self, spot: Spot, read: Sequence[Claim]) -> str:
        """What the article began with, where a growth is not said to be of anything."""
        bare = spot.measure == "growth" and _BARE_GROWTH.search(
            self.folded, spot.clause[0], spot.first
        )
        if not (bare and read):
            return ""
        head = {c.indicator for c in read if c.sentence == read[0].sentence} - {UNKNOWN}
        return head.pop() if len(head) == 1 and read[0].measure == "growth" else ""

    def _follows(self, spot: Spot, last: Claim) -> bool:
        """Whether a figure stands in the sentence after another, in the same paragraph."""
        near = last.sentence[1] == spot.sentence[0]
        return near and "\n" not in self.folded[last.sentence[0] : spot.sentence[0]]

    def _grew(self, spot: Spot) -> bool:
        """Whether a place itself grew: we expect the province to grow by 6 percent."""
        low = spot.clause[0]
        if spot.english and self.folded[low - 1 : low] == ",":
            low = max(spot.sentence[0], low - 120)
        named = names.regions().find(self.folded, low, spot.first)
        if _ITS_GROWTH.search(self.folded, low, spot.first):
            return True
        if not named:
            return False
        if _NO_SUBJECT.search(self.folded, max(0, named[-1].at - 24), named[-1].at):
            return False
        after = named[-1].until
        inserted = None
        if _BEGUN.search(self.folded[max(spot.sentence[0], named[-1].at - 40) : named[-1].at]):
            inserted = _INSERTED.match(self.folded, after, spot.first)
        begun = inserted.end() if inserted else after
        if begun < spot.clause[0]:
            return False
        return _GREW.fullmatch(self.folded, begun, spot.first) is not None

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

    def _ranked(self, spot: Spot, read: Sequence[Claim]) -> str:
        """What a sum of the paragraph measures that others are ranked by; empty for none."""
        if not (read and _RANKED.search(self.folded, spot.sentence[0], spot.first)):
            return ""
        for claim in reversed(read[-_ROUND:]):
            if "\n" in self.folded[claim.found.end : spot.first]:
                return ""
            if claim.unit == spot.unit and claim.measure not in RELATIVE:
                return "" if claim.indicator == UNKNOWN else claim.indicator
        return ""

    def _sum_again(self, spot: Spot, read: Sequence[Claim], region: str, low: int) -> str:
        """A sum that an earlier sentence spoke of: later reports spoke of 1 trillion yuan."""
        if ranked := self._ranked(spot, read):
            return ranked
        if read and _SUMS.search(self.folded, spot.sentence[0], spot.first):
            last = read[-1]
            if (
                self._follows(spot, last)
                and last.unit == spot.unit
                and last.measure not in RELATIVE
            ):
                return last.indicator
        plan = any(m.code == "stimulus" for m in self._mentions[max(0, low - 6) : low])
        return "stimulus" if plan and region == "CN-NE" else ""
