"""What a finding rests on: its rows, the claims that they are, and the pages that they stand on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.auditing.audited import UNSTATED, Audited
from liaoning_econ.auditing.evidence import subject, told
from liaoning_econ.auditing.record import Record
from liaoning_econ.auditing.words import published_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Found",
    "about",
    "audited_of",
    "figure_of",
    "found_in",
    "name_of",
    "page_of",
    "sentence",
]

_STOPS: Final = (".", "!", "?", "。")
# What we add to a title begins small: (reprint), (title from the address).
_REMARK: Final = re.compile(r" \([a-z][^()]*\)$")


@dataclass(frozen=True, slots=True)
class Found:
    """One finding as plain values; the fields are those of Findings."""

    rule: str
    severity: str
    rows: tuple[int, ...]
    found: str
    expected: str
    message: str
    mend: str


def found_in(findings: pd.DataFrame) -> list[Found]:
    """The findings in their order.

    Parameters
    ----------
    findings
        As `audit` gives them.
    """
    columns = [
        findings[name].astype("str").tolist()
        for name in ("rule", "severity", "rows", "found", "expected", "message", "mend")
    ]
    return [
        Found(rule, severity, _positions(rows), *told_of)
        for rule, severity, rows, *told_of in zip(*columns, strict=True)
    ]


def _positions(rows: str) -> tuple[int, ...]:
    return tuple(int(row) for row in rows.split(",")) if rows else ()


def audited_of(obs: pd.DataFrame) -> Audited:
    """The frame as the rules' own words take it.

    Parameters
    ----------
    obs
        What was audited.
    """
    return Audited(obs, Record(()))


def name_of(audited: Audited, row: int, lines: Sequence[int] | None) -> str:
    """How a reader finds a row: its claim's code, else its line in the file, else its position.

    Parameters
    ----------
    audited
        The frame.
    row
        A position in it.
    lines
        The line on which each row begins in its file, counted from 1; None where it has none.
    """
    claim = audited.text(row, "claim")
    if claim:
        return claim
    return f"row {row}" if lines is None else f"line {lines[row]}"


def about(audited: Audited, row: int) -> str:
    """What a row counts and where; empty where neither is known.

    Parameters
    ----------
    audited
        The frame.
    row
        A position in it.
    """
    known = [audited.text(row, name) not in UNSTATED for name in ("indicator", "region")]
    return subject(audited, row) if any(known) else ""


def figure_of(audited: Audited, row: int) -> str:
    """The figure of a row, and the words that stand in its page where they are others.

    Parameters
    ----------
    audited
        The frame.
    row
        A position in it.
    """
    if not audited.has("value", "unit"):
        return ""
    figure = _told(audited, row)
    if audited.text(row, "claim"):
        surface = " ".join(audited.text(row, "surface").split())
        return figure if surface in figure else f'{figure} ("{surface}")'
    # A row without a code is known by what it counts, where and when.
    where = f"{subject(audited, row)}, " if audited.has("indicator", "region") else ""
    return f"{where}{audited.window_of(row)}: {figure}"


def _told(audited: Audited, row: int) -> str:
    """The figure with its wording; a bare number says what it is."""
    figure = told(audited, row)
    if audited.text(row, "unit") != "1":
        return figure
    measure = audited.text(row, "measure")
    return {"multiple": f"{figure} times", "rank": f"rank {figure}"}.get(measure, figure)


def page_of(audited: Audited, row: int) -> str:
    """The page on which a row stands: publisher, title and date, as far as they are known.

    Parameters
    ----------
    audited
        The frame.
    row
        A position in it.
    """
    source = audited.text(row, "source")
    known = _pages().get(source)
    if known is None:
        return f"{_own_name(audited, row, source)}, {_own_date(audited, row)}"
    vintage = audited.text(row, "vintage")
    return known if vintage in UNSTATED else f"{known} [{vintage}]"


def _own_name(audited: Audited, row: int, source: str) -> str:
    """A source that the catalogue does not have, or the document of a claim without one."""
    document, paragraph = audited.text(row, "document"), audited.text(row, "paragraph")
    if source in UNSTATED:
        source = "no source" if document in UNSTATED else document
    return f"{source}, paragraph {paragraph}" if paragraph and source == document else source


def _own_date(audited: Audited, row: int) -> str:
    if not audited.has("published") or (last := audited.day(row, "published")) is None:
        return "undated"
    first = audited.day(row, "published_from") if audited.has("published_from") else last
    return published_in_words(first, last)


@cache
def _pages() -> dict[str, str]:
    """The catalogue's sources in words."""
    table = catalog.sources()
    days = [
        [None if pd.isna(day) else day for day in table[name]]
        for name in ("published_from", "published")
    ]
    return {
        source: f"{_cited(publisher, title)}, {_dated(first, last, str(kind))}"
        for source, publisher, title, first, last, kind in zip(
            table["source"], table["publisher"], table["title"], *days, table["published_kind"],
            strict=True,
        )
    }  # fmt: skip


def _cited(publisher: str, title: str) -> str:
    """Publisher and title; a title of ours is no quotation."""
    if not title or title == publisher:
        return publisher
    own = title.removesuffix(" (description)")
    if own != title:
        return f"{publisher}: {own}"
    remark = _REMARK.search(title)
    words, added = (title[: remark.start()], remark[0]) if remark else (title, "")
    return f'{publisher}: "{words}"{added}'


def _dated(first: pd.Timestamp | None, last: pd.Timestamp | None, kind: str) -> str:
    """When a page came out, as exactly as is known."""
    if last is None:
        return "undated"
    if kind == "not_later_than":
        return f"not later than {published_in_words(last, last)}"
    return published_in_words(first, last)


def sentence(text: str) -> str:
    """A message or a mend as a sentence of its own.

    Parameters
    ----------
    text
        Words that may begin small and end without a stop.

    Examples
    --------
    >>> sentence("ask whose it is"), sentence("is it?")
    ('Ask whose it is.', 'Is it?')
    """
    text = text.strip()
    if not text:
        return ""
    # A code, firms_new, stays as it is.
    first = text[0] if "_" in text.split(maxsplit=1)[0] else text[0].upper()
    return f"{first}{text[1:]}" + ("" if text.endswith(_STOPS) else ".")
