"""Who says so: the person or the office to whom a sentence gives its words.

A person is named by the full name where the text has it, without "Mr" or the office ("Wang Li");
by title and family name where it has no more ("Ms Wang"). An office is named as the text names it.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["speaker_of"]

_REACH: Final = 1500
_TITLE: Final = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor)\.? )"
_WORD: Final = r"[A-Z](?:'[A-Z])?[A-Za-z-]{1,20}"
_OFFICE: Final = (
    rf"(?:{_WORD} ){{0,4}}(?:[a-z]{{1,20}} ){{0,3}}(?:[Oo]ffice|[Bb]ureau|[Dd]epartment"
    "|[Gg]overnment|[Mm]inistry|[Cc]ustoms|[Cc]ommittee|[Cc]ommission|[Aa]uthority|[Aa]uthorities|[Bb]ank"
    "|[Cc]hamber|[Oo]fficials)(?: of [A-Z][A-Za-z]{1,20})?"
)
_NAME: Final = rf"(?P<name>{_OFFICE}|{_TITLE}?{_WORD}(?: {_WORD}){{0,3}})"
# ", deputy head of the labour bureau,": an office behind a name begins with a small letter.
_AFTER_NAME: Final = r"(?:, [a-z][^.;\n]{2,90}?)?"
_SAYS: Final = (
    "(?:said|says|told|added|noted|reported|reports|announced|estimates|estimated|wrote|explained"
    "|claims|claimed|stressed|admitted|forecast)"
)
_ACCORDING: Final = re.compile(rf"\b[Aa]ccording to (?:the )?{_NAME}")
_SAID: Final = re.compile(rf"(?<![A-Za-z'’-]){_NAME}{_AFTER_NAME},? {_SAYS}\b")
_SAID_FIRST: Final = re.compile(rf"\b(?:said|added|says) (?:the )?{_NAME}")
_PRONOUN_SAID: Final = re.compile(
    rf"\b(?:[Hh]e|[Ss]he) {_SAYS}\b|[他她](?:还|也|又|同时)?(?:说|表示|介绍|透露|指出|认为|称|强调)"
)
_CHINESE: Final = re.compile(
    "(?:(?<=[。！？；，,”\n ])|^)(?P<name>[一-鿿（）]{2,24}?)(?:还|也|同时|则|近日|昨日|今天"
    "|日前|对记者)?"
    "(?:告诉记者|表示|介绍说?|透露|指出|认为|强调|坦言|说|称)(?=[，,：:“。])"
)
_CHINESE_ACCORDING: Final = re.compile(
    "据(?P<name>[一-鿿]{2,20}?)(?:统计|介绍|透露|消息|报道|测算)"
)
_NO_NAMES: Final = frozenset(
    "The This That These Those It He She They We You I A An In On At By For And But More Some All "
    "Last Next Since After Before According Exports Imports Its His Her Their Our There "
    "Here".split()
)


def speaker_of(text: str, sentence: tuple[int, int], line: tuple[int, int]) -> str:
    """Return who says a sentence; empty where neither it nor its neighbour names anybody.

    Parameters
    ----------
    text
        The text as it came.
    sentence, line
        Where they begin and end.

    Examples
    --------
    >>> words = "According to Mr Wang Enbin, deputy director, 30 firms came."
    >>> speaker_of(words, (0, len(words)), (0, len(words)))
    'Wang Enbin'
    >>> words = "Rents are high, Ms Wang says."
    >>> speaker_of(words, (0, len(words)), (0, len(words)))
    'Ms Wang'
    """
    low, high = sentence[0], min(sentence[1], sentence[0] + _REACH)
    if found := _named(text, low, high):
        return found
    start = max(line[0], low - _REACH)
    if _PRONOUN_SAID.search(text, low, high):
        return _last(text, start, low)
    if _within_quotes(text, start, low) or _within_quotes(text, start, high):
        # 。 inside quotation marks: who speaks is named behind them, or was named before.
        return _named(text, high, min(line[1], high + _REACH // 3)) or _last(text, start, low)
    return ""


def _named(text: str, low: int, high: int) -> str:
    """Who is named between two places as saying something; empty where nobody is."""
    for matcher in (_ACCORDING, _SAID, _SAID_FIRST, _CHINESE, _CHINESE_ACCORDING):
        for found in matcher.finditer(text, low, high):
            name = _plain(found["name"])
            if name:
                return name
    return ""


def _last(text: str, low: int, high: int) -> str:
    """Who was named last between two places."""
    places = [
        (found.start(), name)
        for matcher in (_ACCORDING, _SAID, _SAID_FIRST, _CHINESE)
        for found in matcher.finditer(text, low, high)
        if (name := _plain(found["name"]))
    ]
    return max(places)[1] if places else ""


def _plain(name: str) -> str:
    """A name by the one rule; empty where it is only the first word of a sentence."""
    words = name.split()
    if words and words[0] in _NO_NAMES:
        words = words[1:]
    titled = bool(words) and re.fullmatch(_TITLE, words[0] + " ") is not None
    if titled and len(words) > 2:
        words = words[1:]
    return " ".join(words)


def _within_quotes(text: str, start: int, at: int) -> bool:
    """Whether quotation marks that were opened before a place are still open there."""
    straight = text.count('"', start, at) % 2 == 1
    return straight or text.count("“", start, at) > text.count("”", start, at)
