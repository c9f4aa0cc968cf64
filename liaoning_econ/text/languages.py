"""One language of a text in two: the stretches of the other are blanked, every place stays."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["only"]

# Clauses and brackets: within one a writer keeps to a language, apart from names.
_EDGE: Final = re.compile("[，；;：！？。\n—()（）!?]|[,.:](?![0-9])")
_HANZI: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LETTER: Final = re.compile("[A-Za-z]")
_LETTERS_A_WORD: Final = 4


def only(text: str, language: str | None) -> str:
    r"""Return a text of the same length in which the words of other languages are spaces.

    A clause or a bracket is Chinese where Chinese signs outweigh English words; one without words
    is in the language of the one before it. Line ends and punctuation between clauses stay.

    Parameters
    ----------
    text
        Any text.
    language
        "en" or "zh"; None gives the text back as it is.

    Examples
    --------
    >>> only("It drew 30 firms (近3万户).", "en")
    'It drew 30 firms (    ).'
    >>> only("It drew 30 firms (近3万户).", "zh")
    '                 (近3万户).'
    """
    if language is None:
        return text
    if text.isascii() and language == "en":
        return text
    parts: list[str] = []
    start, last = 0, language
    edges = [found.end() for found in _EDGE.finditer(text)]
    for end in [*edges, len(text)] if not edges or edges[-1] < len(text) else edges:
        stretch = text[start:end]
        last = _language(stretch) or last
        if last == language:
            parts.append(stretch)
        else:
            kept = stretch[-1:] if _EDGE.match(text, end - 1) else " "
            parts.append(" " * (len(stretch) - 1) + kept)
        start = end
    return "".join(parts)


def _language(stretch: str) -> str:
    """The language that outweighs the other in a stretch; empty where it has no words."""
    hanzi = len(_HANZI.findall(stretch))
    letters = len(_LETTER.findall(stretch))
    if not hanzi and not letters:
        return ""
    return "zh" if hanzi * _LETTERS_A_WORD >= letters else "en"
