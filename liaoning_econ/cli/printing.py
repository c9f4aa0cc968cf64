"""What the commands print: lines, tables and cells, Chinese two cells wide."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, TextIO

from liaoning_econ.errors import shorten

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["LINE", "cell", "cells", "clipped", "pad", "print_table", "say", "wrapped"]

LINE = 80
_PIECE = re.compile("[\u2e80-\uffff]|[^ \u2e80-\uffff]+ ?| ")


def say(text: str, stream: TextIO | None = None) -> None:
    """Print a line in the stream's own encoding; typer would send UTF-8 to an ASCII terminal."""
    (stream or sys.stdout).write(f"{text}\n")


def wrapped(words: str, indent: str) -> Iterator[str]:
    """Lines as wide as the terminal; Chinese, which has no spaces, breaks anywhere."""
    line = indent
    for piece in _PIECE.findall(words):
        if cells(line + piece.rstrip()) > LINE and line.strip():
            yield line.rstrip()
            line = indent
        line += piece
    yield line.rstrip()


def clipped(text: str, width: int) -> str:
    """A text of no more than so many cells, on one line."""
    line = " ".join(text.split())
    if cells(line) <= width:
        return line
    while cells(line) >= width:
        line = line[:-1]
    return f"{line}…"


def print_table(table: pd.DataFrame, briefly: list[str] | None, *, csv: bool) -> None:
    """Print every column as CSV, or the telling ones so that a person can read them."""
    if csv:
        say(table.to_csv(index=False, lineterminator="\n").removesuffix("\n"))
        return
    shown = table if briefly is None else table[briefly]
    say("\n".join(_aligned(shown)))


def _aligned(table: pd.DataFrame) -> Iterator[str]:
    """Lines of a table: words to the left, numbers to the right, Chinese two cells wide."""
    columns = [
        [str(name), *(cell(value) for value in table[name].tolist())] for name in table.columns
    ]
    right = [table[name].dtype.kind in "fi" for name in table.columns]
    widths = [max(map(cells, column)) for column in columns]
    for row in zip(*columns, strict=True):
        padded = [
            pad(text, width, right=flush)
            for text, width, flush in zip(row, widths, right, strict=True)
        ]
        yield "  ".join(padded).rstrip()


def cell(value: object) -> str:
    """One cell as a person reads it; what is missing is empty."""
    if value is None or value != value:  # noqa: PLR0124  NaN and NaT are not themselves
        return ""
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15
        return f"{value:,.0f}" if whole else f"{value:,.12g}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return shorten(str(value))


def cells(text: str) -> int:
    """How many cells of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def pad(text: str, width: int, *, right: bool) -> str:
    """A text with spaces up to a width in cells: before it where it stands to the right."""
    space = " " * (width - cells(text))
    return space + text if right else text + space
