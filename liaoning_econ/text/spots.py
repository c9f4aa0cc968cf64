"""Where a figure stands in its text, as the questions of its indicator and region need it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

__all__ = ["Spot", "listed"]

_AND: Final = re.compile("[、和与及]|以及|, ?(?:and )?| and (?:that of )?|, those of ")
_TURN: Final = re.compile("分别|依次")
_RESPECTIVELY: Final = re.compile("respectively")
_LEAST: Final = 2


class Spot(NamedTuple):
    """A figure's place and kind.

    Attributes
    ----------
    first, start, end, last
        The figure with its qualifier, its surface, and with its counted noun.
    clause, sentence
        Where they begin and end.
    unit, measure
        Of the figure; the measure only where words of change say it.
    noun
        The counted noun; empty where none.
    times
        Whether it is a number of times.
    english
        Whether the words around it are English.
    accounts
        Whether it is a share of which its clause says "accounting for".
    row
        Places of the figures of the sentence that have its unit, its own among them.
    """

    first: int
    start: int
    end: int
    last: int
    clause: tuple[int, int]
    sentence: tuple[int, int]
    unit: str
    measure: str
    noun: str
    times: bool
    english: bool
    accounts: bool
    row: tuple[int, ...]


class _Named(Protocol):
    """A name of a code, by its place."""

    @property
    def at(self) -> int: ...

    @property
    def until(self) -> int: ...

    @property
    def code(self) -> str: ...


def listed(folded: str, spot: Spot, named: Sequence[_Named]) -> str:
    """Return the code that a list gives to a figure in the same place; empty where none does.

    Parameters
    ----------
    folded
        The folded text.
    spot
        The figure.
    named
        Names of the sentence, in order.
    """
    if len(spot.row) < _LEAST or len(named) < _LEAST:
        return ""
    start, end = spot.sentence
    turns = [turn.end() for turn in _TURN.finditer(folded, start, spot.start)]
    begun = turns[-1] if turns else spot.row[0]
    if not turns and _RESPECTIVELY.search(folded, spot.row[-1], end) is None:
        return ""
    figures = [at for at in spot.row if at >= begun]
    if spot.start not in figures:
        return ""
    names = [name for name in named if name.until <= begun]
    rows = [row for row in _rows(folded, names) if len(row) == len(figures)]
    return rows[-1][figures.index(spot.start)] if rows else ""


def _rows(folded: str, names: Sequence[_Named]) -> list[list[str]]:
    """Codes of the names that are joined by commas and "and", row by row."""
    rows: list[list[str]] = []
    for index, name in enumerate(names):
        last = names[index - 1]
        joined = index and (last.at == name.at or _AND.fullmatch(folded, last.until, name.at))
        if joined:
            rows[-1].append(name.code)
        else:
            rows.append([name.code])
    return rows
