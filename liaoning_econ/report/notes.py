"""Footnotes: each figure of the brief leads to its source.

Text carries marks that name a source by its key; `numbered` turns them into numbers in the order
in which a reader meets them. A page shows only the sources it used. Addresses of copies on
unrelated sites are evidence, not reading matter: they are shown as text and never linked.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from liaoning_econ.report import words
from liaoning_econ.report.context import records

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Note", "numbered", "ref"]

_LINKED: Final = ("https://", "http://")
_NOT_FOR_READERS: Final = ("mirror", "reprint", "copy", "translation", "garbled", "quot")
# A reader's own text is escaped before it reaches the page, so no mark can come from it.
_MARK: Final = re.compile(r'<sup data-source="([^"]*)"></sup>')


@dataclass(frozen=True, slots=True)
class Note:
    """One footnote.

    Attributes
    ----------
    number
        Its number on the page.
    text
        Publisher, title and date.
    address
        Where the source stands; empty where there is none.
    linked
        Whether the address is for readers to follow.
    remark
        What a reader of the source must know.
    """

    number: int
    text: str
    address: str = ""
    linked: bool = False
    remark: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """One source of the catalogue as plain values."""

    source: str
    publisher: str
    title: str
    published_from: pd.Timestamp | None
    published: pd.Timestamp | None
    published_kind: str
    address: str
    note: str


def ref(*keys: object) -> Markup:
    """Marks for these sources, each once; keys that are empty or missing are left out.

    Parameters
    ----------
    *keys
        Keys of `sources()`, or any words of a source that is not there.

    Examples
    --------
    >>> ref("ecb")
    Markup('<sup data-source="ecb"></sup>')
    """
    named = [str(key) for key in keys if isinstance(key, str) and key]
    marks = [f'<sup data-source="{escape(key)}"></sup>' for key in dict.fromkeys(named)]
    return Markup('<span class="comma">,</span>'.join(marks))  # noqa: S704 - keys are escaped


def numbered(page: str, sources: pd.DataFrame) -> tuple[str, list[Note]]:
    """Number the marks of a page in order, and give the notes that they lead to.

    Parameters
    ----------
    page
        HTML with marks made by `ref`.
    sources
        The catalogue's sources.

    Returns
    -------
    page : str
        The page with numbers that link to the notes.
    notes : list of Note
        In order; each leads back to its first mark.
    """
    known = {source.source: source for source in records(sources, _Source)}
    numbers: dict[str, int] = {}
    uses: dict[str, int] = {}

    def mark(found: re.Match[str]) -> str:
        key = html.unescape(found[1])
        number = numbers.setdefault(key, len(numbers) + 1)
        uses[key] = uses.get(key, 0) + 1
        return (
            f'<sup class="ref"><a id="ref-{number}-{uses[key]}" href="#note-{number}" '
            f'aria-label="source {number}">{number}</a></sup>'
        )

    done = _MARK.sub(mark, page)
    notes = [
        _described(number, known[key])
        if key in known
        else Note(number, words.shorter(key).rstrip("."))
        for key, number in numbers.items()
    ]
    return done, notes


def _described(number: int, source: _Source) -> Note:
    """A catalogue source in words."""
    publisher = words.shorter(source.publisher).rstrip(".")
    title = words.shorter(source.title).rstrip(".")
    title = title.removeprefix(publisher).removeprefix(" (NBS)").lstrip(", ")
    title = title.replace("(description)", "[our description]")
    text = ": ".join(part for part in (publisher, title) if part)
    text = text[:1].upper() + text[1:]
    address = source.address
    remark = source.note
    copied = any(word in f"{remark} {text}".casefold() for word in _NOT_FOR_READERS)
    linked = address.startswith(_LINKED) and not copied and " " not in address
    return Note(number, f"{text}{_published(source)}", address, linked, words.shorter(remark))


def _published(source: _Source) -> str:
    """When it came out, as exactly as is known."""
    first, last = source.published_from, source.published
    kind = source.published_kind
    if last is None:
        return ", undated"
    if kind == "not_later_than":
        return f", as it stood on {words.day(last)}"
    if kind == "year_only":
        return f", {last.year}"
    if first is None or first == last:
        return f", {words.day(last)}"
    if kind == "page_date":
        return f", {words.days(first, last)}"
    return f", between {words.day(first)} and {words.day(last)}"
