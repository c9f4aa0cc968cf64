"""Who says so: the name, with the office, that a sentence gives to its words."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["speaker_of"]

_NAME: Final = r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Professor)\.? )?[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,3}"
_TITLE: Final = r"(?:, [^,.;\n]{3,90})?"
_ACCORDING: Final = re.compile(rf"[Aa]ccording to (?:the )?(?P<name>{_NAME}{_TITLE})")
_SAID: Final = re.compile(
    rf"(?P<name>{_NAME}{_TITLE}),? (?:said|says|told|added|noted|reported|announced|estimates"
    rf"|forecast)\b"
)
_SAID_FIRST: Final = re.compile(rf"(?:[Ss]aid|[Aa]dded|says) (?P<name>{_NAME}{_TITLE})")
_HE_SAID: Final = re.compile(r"\b(?:he|she) (?:said|added|noted|says)\b")
_CHINESE: Final = re.compile(
    "(?P<name>[一-鿿、]{2,24}?)(?:表示|介绍|透露|指出|认为|说|称|预计)[，,：:“]?"
)


def speaker_of(text: str, sentence: tuple[int, int], line: tuple[int, int]) -> str:
    """Return who says a sentence; empty where it names nobody.

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
    'Mr Wang Enbin, deputy director'
    """
    low, high = sentence[0], min(sentence[1], sentence[0] + 1500)
    for matcher in (_ACCORDING, _SAID, _SAID_FIRST, _CHINESE):
        found = matcher.search(text, low, high)
        if found is not None:
            return str(found["name"])
    if _HE_SAID.search(text, low, high):
        earlier = text[max(line[0], low - 1500) : low]
        named = list(_SAID.finditer(earlier)) or list(_ACCORDING.finditer(earlier))
        if named:
            return str(named[-1]["name"])
    return ""
