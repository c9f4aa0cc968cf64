"""Where paragraphs, sentences and clauses of a text begin and end."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import Final

__all__ = ["Segments"]

_SENTENCE_END: Final = re.compile(
    "[。！？\n]+[”」』）)]{0,2}"
    "|[.!?](?<!Mr.)(?<!Dr.)(?<!Ms.)(?<!Mrs.)(?<!No.)(?<!St.)(?<!Prof.)(?<!U.S.)(?<! [A-Z].)"
    "[\"'”’)]{0,2} {1,3}(?=[\"“‘'(]?[A-Z0-9一-鿿])"
)
_CLAUSE_END: Final = re.compile("[，；;：！？。\n—]|[,.:](?![0-9])")
_LINE_END: Final = re.compile("\n")


class Segments:
    """Boundaries of one text, asked by place.

    Parameters
    ----------
    text
        The text, its line ends as newlines.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._sentences = [found.end() for found in _SENTENCE_END.finditer(text)]
        self._clauses = [found.end() for found in _CLAUSE_END.finditer(text)]
        self._lines = [found.end() for found in _LINE_END.finditer(text)]
        self._numbers = self._count()

    def _count(self) -> list[int]:
        """The number of each line among the lines that are not empty."""
        numbers, count = [], 0
        for line in self._text.split("\n"):
            count += bool(line.strip())
            numbers.append(max(count, 1))
        return numbers

    def paragraph(self, at: int) -> int:
        """The number of the non-empty line that holds a place, from 1."""
        return self._numbers[bisect_right(self._lines, at)]

    def line(self, at: int) -> tuple[int, int]:
        """First and last place of the line that holds a place."""
        return self._around(self._lines, at)

    def sentence(self, at: int) -> tuple[int, int]:
        """First and last place of the sentence that holds a place."""
        return self._around(self._sentences, at)

    def clause(self, at: int) -> tuple[int, int]:
        """First and last place of the clause that holds a place."""
        return self._around(self._clauses, at)

    def _around(self, ends: list[int], at: int) -> tuple[int, int]:
        index = bisect_right(ends, at)
        start = ends[index - 1] if index else 0
        end = ends[index] if index < len(ends) else len(self._text)
        return start, end


def between(places: list[int], start: int, end: int) -> range:
    """Indexes of the places from `start` up to `end`."""
    return range(bisect_left(places, start), bisect_left(places, end))
