"""Words and what they stand for, looked up at a place in a text.

`fold` brings a text into one form without moving a character: every function of this package
works on folded text, and a place in it is the same place in the text as it came.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Final

from liaoning_econ.errors import TextError

__all__ = ["Lexicon", "error_at", "fold", "skip_spaces"]

_MINUS: Final = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63"
_GROUPING: Final = "\u00a0\u2009\u202f"
_FOLDED: Final = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(sign): "-" for sign in _MINUS},
    **{ord(sign): " " for sign in "\u3000\t\n\r\v\f"},
    ord("\u2019"): "'",
    ord("\u301c"): "~",
    ord("\u223c"): "~",
    ord("\uffe5"): "\u00a5",
    ord("\uffe1"): "\u00a3",
    ord("\uff04"): "$",
}
_SHOWN = 60


@functools.lru_cache(maxsize=256)
def fold(text: str) -> str:
    """Return the text in lower case, with ASCII digits, signs and spaces; every place is kept.

    A no-break or thin space between digits is a thousands separator (ISO 80000-1, 7.3.1) and
    becomes a comma.

    Examples
    --------
    >>> fold("Nearly ３０,０００ Firms")
    'nearly 30,000 firms'
    """
    letters = [low if len(low := sign.lower()) == 1 else sign for sign in text.translate(_FOLDED)]
    for at, sign in enumerate(letters):
        if sign in _GROUPING:
            between = 0 < at < len(letters) - 1
            digits = between and letters[at - 1].isdigit() and letters[at + 1].isdigit()
            letters[at] = "," if digits else " "
    return "".join(letters)


def skip_spaces(text: str, at: int) -> int:
    """Return the place of the next sign that is no space."""
    while at < len(text) and text[at] == " ":
        at += 1
    return at


def _is_letter(text: str, at: int) -> bool:
    """Whether an ASCII letter stands there; Chinese words have no edges."""
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalpha()


class Lexicon:
    """Words of both languages and the code that each stands for; the longest that fits wins.

    Parameters
    ----------
    table
        Folded words, one space between their parts, and their codes.

    Examples
    --------
    >>> Lexicon({"more than": "over", "more": "none"}).match("more  than 30", 0)
    ('over', 10)
    """

    def __init__(self, table: Mapping[str, str]) -> None:
        self.codes = dict(table)
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(table, key=len, reverse=True):
            self._by_first.setdefault(word[0], []).append(word)

    def match(self, text: str, at: int) -> tuple[str, int] | None:
        """Return the code of the longest word at a place of a folded text, and where it ends."""
        if at >= len(text):
            return None
        for word in self._by_first.get(text[at], ()):
            end = _end_of(word, text, at)
            if end is not None:
                return self.codes[word], end
        return None


def _end_of(word: str, text: str, at: int) -> int | None:
    """Where a word ends that begins at a place; None where it does not stand there whole."""
    if _is_letter(word, 0) and _is_letter(text, at - 1):
        return None
    place = at
    for part in word.split(" "):
        if place > at:
            after = skip_spaces(text, place)
            if after == place:
                return None
            place = after
        if not text.startswith(part, place):
            return None
        place += len(part)
    return None if _is_letter(word, len(word) - 1) and _is_letter(text, place) else place


def error_at(text: str, start: int, end: int, reason: str, *, mend: str = "") -> TextError:
    """Return an error that marks a place: nearly 30,000 >frims<: unknown unit.

    Parameters
    ----------
    text
        The text as it came.
    start, end
        The place that cannot be read.
    reason
        What is wrong there.
    mend
        What would do instead.
    """
    end = max(start, min(end, start + _SHOWN))
    before = text[:start] if start <= _SHOWN else "…" + text[start - _SHOWN : start]
    after = text[end:] if len(text) - end <= _SHOWN else text[end : end + _SHOWN] + "…"
    marked = " ".join(f"{before}>{text[start:end]}<{after}".split())
    error = TextError(f"{marked}: {reason}{', ' if mend else ''}{mend}")
    error.mend = mend
    return error
