"""What a figure measures and where: the indicator and the region that the words around it name.

The nearest name that can have the figure's unit counts: in the words counted, before the figure in
its clause and sentence, behind it, then in earlier sentences of the paragraph. Where no name
settles it the answer is "unknown".
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from typing import Final, NamedTuple

from liaoning_econ import catalog, units
from liaoning_econ.text.names import indicator_names, region_names

__all__ = ["Mention", "Topics"]

UNKNOWN: Final = "unknown"
_REMEMBERED: Final = 24
_PARTNER_BEFORE: Final = re.compile(
    r"(?:\bto|\bfrom|\bwith|\bby|\bfor|\bagainst|\band|,|\bin|对|自|从|与|和|向|往|、|出口|直航"
    r"|\bvia|between japan|的) ?(?:the )?$"
)
_PARTNERS: Final = frozenset(("KP", "KR", "JP", "US", "SG"))
# 20,000 companies of the Guangdong FTZ; 18,000 in the first four years of the Shanghai FTZ.
_PLACES: Final = re.compile(
    "(?! ?percent| ?%)(?: [a-z'-]+){0,4}(?: in the first [a-z]+ years)? (?:of|in|at|for) (?:the )?"
)
_ZH_STOP: Final = re.compile("[，。；\n]")
_COMES_FROM: Final = re.compile(
    "(?:investors?|firms|companies|tourists|visitors|partners|delegat[a-z]+|group|buyers|money"
    "|capital"
    "|businesses|lender|traders) from $"
)
_PRONOUN: Final = re.compile(
    "[\"“' ]*(?:it|its|they|their|the (?:zone|province|city|area)|其|该)(?![a-z])"
)
_ADDED: Final = re.compile(
    "新增|新设|新注册|诞生|新登记|累计注册|落户|新入驻|attracted|attract|drawn|drew|added|newly"
    "|registers"
    "|set up|registered(?! compan| firm| enterpr| capital| business|-capital)|were entered|brought"
    "|moved in|lured|launched since|opened their|new(?= )"
)


class Mention(NamedTuple):
    """A name and where it stands."""

    at: int
    until: int
    code: str


@functools.cache
def _units_of() -> dict[str, str]:
    frame = catalog.indicators()
    return dict(zip(frame["indicator"], frame["unit"].astype(str), strict=True))


@functools.cache
def _measures_of() -> dict[str, str]:
    frame = catalog.indicators()
    return dict(zip(frame["indicator"], frame["measure"].astype(str), strict=True))


@functools.cache
def _parents() -> dict[str, str]:
    frame = catalog.regions()
    return dict(zip(frame["region"], frame["parent"], strict=True))


def level_measure(indicator: str) -> str:
    """The measure of an indicator's own level; empty for unknown."""
    return _measures_of().get(indicator, "")


def unit_of(indicator: str) -> str:
    """The unit of an indicator's own level; empty for unknown."""
    return _units_of().get(indicator, "")


def _fits(indicator: str, unit: str, measure: str) -> bool:
    """Whether a figure of a unit and a kind can be of an indicator."""
    if indicator == UNKNOWN:
        return "/" not in unit and unit not in ("firm", "project")
    own = _units_of().get(indicator, "1")
    if measure in ("growth", "share", "multiple") and unit in (
        "percent",
        "1",
        "percentage_point",
        "basis_point",
    ):
        return indicator not in ("transit_time", "visit", "zone_cities")
    base = unit.partition("/")[0]
    if "/" in own:
        return unit in (own, "", "1") or base == "basis_point"
    if base in units.CURRENCIES or base in ("$", "\u00a5"):
        return own in units.CURRENCIES and "/" not in own
    if base in {"", "1"}:
        return own in ("person", "firm", "project", "institution")
    return own == base


def _within(mentions: list[Mention], sentence: tuple[int, int]) -> list[Mention]:
    """The mentions of a sentence."""
    low = bisect_left(mentions, (sentence[0],))
    return mentions[low : bisect_left(mentions, (sentence[1],), lo=low)]


def _earlier(mentions: list[Mention], start: int) -> list[Mention]:
    """The last mentions before a sentence; those further back are forgotten."""
    high = bisect_left(mentions, (start,))
    return list(mentions[max(0, high - _REMEMBERED) : high])


class Topics:
    """Names of a text, asked by figure.

    Parameters
    ----------
    folded
        The folded text.
    """

    def __init__(self, folded: str) -> None:
        self.folded = folded
        self._line = (-1, -1)
        self._regions: list[Mention] = []
        self._indicators: list[Mention] = []

    def enter(self, line: tuple[int, int]) -> None:
        """Read the names of a line."""
        if line == self._line:
            return
        self._line = line
        found = [Mention(*name) for name in region_names().find(self.folded, *line)]
        self._regions = self._without_parents(found)
        self._indicators = [Mention(*name) for name in indicator_names().find(self.folded, *line)]

    def _without_parents(self, found: list[Mention]) -> list[Mention]:
        """Without what only places another name: the Dalian area of the Liaoning FTZ."""
        kept: list[Mention] = []
        parents = _parents()
        for mention in found:
            if kept:
                between = self.folded[kept[-1].until : mention.at]
                above = parents.get(kept[-1].code, "")
                lineage = (above, parents.get(above, ""), parents.get(parents.get(above, ""), ""))
                if (
                    mention.code in lineage
                    and len(between) <= 10
                    and between.strip(" ,")
                    in ("of", "of the", "in", "", "in the", "(", "of china's", "，")
                ):
                    continue
            if mention.code == "CN" and self.folded[
                mention.until : mention.until + 24
            ].lstrip().startswith(
                ("northeast", "north-east", "liaoning", "(liaoning", "rust belt")
            ):
                continue
            kept.append(mention)
        return kept

    def region(self, start: int, end: int, sentence: tuple[int, int]) -> str:
        """The region of a figure; unknown where no word names one."""
        inside = _within(self._regions, sentence)
        before = [m for m in inside if m.until <= start + 2]
        after = [m for m in inside if m.at >= end]
        subjects = [m for m in before if not self._aside(m)]
        behind = [m for m in after if not self._aside_behind(m)]
        if not self.folded[start:end].isascii() or not self.folded[end : end + 1].isascii():
            stop = _ZH_STOP.search(self.folded, end, sentence[1])
            behind = [m for m in behind if stop is None or m.at < stop.start()]
            after = [m for m in after if stop is None or m.at < stop.start()]
        earlier = [m for m in _earlier(self._regions, sentence[0]) if not self._aside(m)]
        if behind and _PLACES.fullmatch(self.folded, end, behind[0].at):
            return behind[0].code
        if earlier and not subjects and _PRONOUN.match(self.folded, sentence[0]):
            return earlier[-1].code
        for choice in (
            subjects[-1:],
            behind[:1],
            [m for m in before[-1:] if not earlier and not self._market(m)],
            earlier[-1:],
            after[:1],
        ):
            if choice:
                return choice[0].code
        return UNKNOWN

    def _market(self, mention: Mention) -> bool:
        """Whether a country is only named as where goods or people go or come from."""
        before = self.folded[max(0, mention.at - 3) : mention.at]
        return before.endswith(("出口", "、", "抵连", "对", "自", "从", "直航", "向", "销往", "返"))

    def _aside(self, mention: Mention) -> bool:
        """Whether a name is only what is compared with, or a partner of trade."""
        before = self.folded[max(0, mention.at - 16) : mention.at]
        if mention.code in _PARTNERS and (
            _PARTNER_BEFORE.search(before) or self.folded[mention.until : mention.until + 1] == "旅"
        ):
            return True
        if re.search("(?:占|低于|高于|比|较|相当于|不及|than|as in) ?(?:the )?$", before):
            return True
        listed = self.folded[mention.until : mention.until + 1] == "、" or before.endswith("、")
        if listed and mention.code != "CN-GD-PLATFORMS":
            return True
        if _COMES_FROM.search(self.folded, max(0, mention.at - 24), mention.at):
            return True
        return mention.code == "CN" and before.endswith(("占", "of ", "为", "居", "位居"))

    def _aside_behind(self, mention: Mention) -> bool:
        """Whether a name behind the figure is no place of it."""
        before = self.folded[max(0, mention.at - 16) : mention.at]
        if mention.code in _PARTNERS or (
            mention.code == "CN" and before.endswith(("为", "居", "占"))
        ):
            return True
        return bool(
            re.search("(?:占|低于|高于|比|较|相当于|than|as in|和|与|against) ?(?:the )?$", before)
        )

    def indicator(
        self,
        span: tuple[int, int, int, int],
        clause: tuple[int, int],
        sentence: tuple[int, int],
        unit: str,
        measure: str,
    ) -> str:
        """The indicator of a figure; unknown where no word names one.

        Parameters
        ----------
        span
            first, start, end, last of the figure, with its qualifier and its counted noun.
        clause, sentence
            Where they begin and end.
        unit, measure
            Of the figure.
        """
        first, _start, end, last = span
        fitting = [m for m in _within(self._indicators, sentence) if _fits(m.code, unit, measure)]
        counted = [m for m in fitting if m.at >= end and m.until <= last + 2 and m.at <= last]
        specific = [m for m in counted if m.code != "firms"]
        before = [m for m in fitting if m.until <= first + 1]
        if specific:
            return specific[0].code
        near = [m for m in before if m.at >= clause[0]]
        if counted and not any(m.code.startswith("firms") for m in near):
            return self._firms(counted[0].code, clause)
        if near:
            return self._firms(self._best(near).code, clause)
        after = [m for m in fitting if m.at >= end and m.at < clause[1] and m.at - end < 40]
        if (
            measure in ("share", "growth")
            and after
            and re.match(
                " (?:of|in|growth|rise|increase|decline|drop|fall) ?", self.folded[end : end + 12]
            )
        ):
            return self._firms(after[0].code, clause)
        if before:
            return self._firms(self._best(before).code, clause)
        if after:
            return self._firms(after[0].code, clause)
        if unit.partition("/")[0] == "firm":
            return self._firms("firms", clause)
        if measure in ("growth", "share", "multiple"):
            earlier = [
                m for m in _earlier(self._indicators, sentence[0]) if _fits(m.code, unit, measure)
            ]
            if earlier and measure == "growth":
                return earlier[-1].code
        return UNKNOWN

    def _best(self, mentions: list[Mention]) -> Mention:
        """The nearest; a plain word for firms gives way to the name of a value beside it."""
        last = mentions[-1]
        if last.code in ("firms", "exchange_rate", "gdp_tertiary") and len(mentions) > 1:
            other = mentions[-2]
            if other.code not in ("firms", "exchange_rate") and last.at - other.until < 14:
                return other
        if len(mentions) > 1:
            other = mentions[-2]
            between = self.folded[other.until : last.at]
            if len(between) < 24 and ("占" in between or between.startswith(" in ")):
                return other
        return last

    def _firms(self, code: str, clause: tuple[int, int]) -> str:
        """New firms, where a verb says that they were added."""
        if code not in ("firms", "firms_foreign"):
            return code
        words = _ADDED.search(self.folded, clause[0], clause[1])
        if words is None:
            return code
        return "firms_new" if code == "firms" else "firms_new_foreign"
