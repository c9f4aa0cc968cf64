"""Two sources of one thing: figures that cannot both be right, and readings that were denied."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import pandas as pd

from liaoning_econ import frames
from liaoning_econ.auditing.audited import UNSTATED, Audited
from liaoning_econ.auditing.beside import printed_on
from liaoning_econ.auditing.evidence import (
    REVISION,
    actual,
    apart,
    bounds,
    hashes,
    publisher,
    subject,
    told,
)
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.words import days_in_words, joined

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Rows
    from liaoning_econ.auditing.ruling import Severity

__all__ = ["sources_conflict"]

_Pair: TypeAlias = tuple[int, int]

_KEY: Final = (
    "indicator", "region", "start", "end", "measure", "basis", "prices", "relative_to", "unit",
    "vintage",
)  # fmt: skip
# A later publication that is no further off revises the earlier one; more is a contradiction.
_REVISED: Final = 0.05
# An event that denies a reading of a sum, and the event that first named the sum.
_DENIED: Final = {"E17": "E14"}
_STATE: Final = ("central government", "state council", "beijing", "中央", "国务院")


@rule(
    "LE504",
    "sources-conflict",
    severity="warning",
    needs=("indicator", "region", "start", "end", "measure", "unit", "value", "lower", "upper",
           "source"),
    bound="the bounds of both; up to 5 percent between two dated publications of one basis is info",
    mend="print both figures with their sources, or ask which one holds",
)  # fmt: skip
def sources_conflict(audited: Audited) -> Iterator[Finding]:
    """Two sources that give different figures for the same thing."""
    for whole, places in (_inside(audited), _with_others(audited)):
        by_pages: dict[tuple[object, ...], list[_Pair]] = {}
        for pair in _pairs(whole, own=places):
            pages = frozenset(_page(whole, row) for row in pair)
            key = (pages, *(whole.text(pair[0], name) for name in ("region", "vintage")))
            window = (whole.day(pair[0], "start"), whole.day(pair[0], "end"))
            by_pages.setdefault((*key, *window), []).append(pair)
        for pairs in by_pages.values():
            yield _conflict(whole, pairs, places)
    yield from _denied(audited)


def _inside(audited: Audited) -> tuple[Audited, Rows]:
    """The frame as it is."""
    return audited, np.arange(len(audited))


def _with_others(audited: Audited) -> tuple[Audited, Rows]:
    """Rows that a shipped claim may speak of as well, those claims below, and the rows' places."""
    others = audited.record.claims
    if audited.has("document", "claim"):
        mine = set(
            zip(
                audited.frame["document"].astype("str"),
                audited.frame["claim"].astype("str"),
                strict=True,
            )
        )
        keys = zip(others["document"].astype("str"), others["claim"], strict=True)
        others = others.loc[[key not in mine for key in keys]]
    places = _spoken_of(audited, others)
    columns = [name for name in frames.CLAIMS.names if audited.has(name)]
    part = audited.frame[columns].iloc[places]
    # As objects: a text, a code and a category of one word are one word.
    both = pd.concat([part.astype(object), others[columns].astype(object)], ignore_index=True)
    typed = dict.fromkeys(("value", "lower", "upper"), float)
    return Audited(both.astype(typed), audited.record), places


def _spoken_of(audited: Audited, others: pd.DataFrame) -> Rows:
    """Rows of a thing, a place and an end that some other claim has, each by itself."""
    places = np.flatnonzero(audited.among("indicator", *others["indicator"].astype("str").unique()))
    regions: dict[str, set[str]] = {}
    for indicator, region in zip(others["indicator"], others["region"], strict=True):
        regions.setdefault(str(indicator), set()).add(str(region))
    (things, what), (spots, where) = audited.codes("indicator"), audited.codes("region")
    told = np.zeros((len(what) + 1, len(where) + 1), dtype=np.bool_)
    for one, name in enumerate(what):
        told[one, :-1] = [place in regions.get(name, ()) for place in where]
    places = places[told[things[places], spots[places]]]
    ends = others["end"].dropna().unique().astype("datetime64[us]")
    return places[np.isin(audited.days("end")[places], np.asarray(ends))]


def _pairs(audited: Audited, *, own: Rows) -> Iterator[_Pair]:
    """One pair of rows for each key whose sources cannot all be right, the earlier page first.

    Where shipped claims stand below the frame's own rows, one of the two is the frame's.
    """
    origins = _origins(audited)
    usable = actual(audited) & (origins >= 0) & ~np.isnat(audited.days("end"))
    rows = np.flatnonzero(usable)
    if len(rows) < 2:
        return
    columns = [name for name in _KEY if audited.has(name)]
    groups = pd.factorize(hashes(audited, *columns, rows=rows))[0]
    lower, upper = audited.number("lower")[rows], audited.number("upper")[rows]
    highest = np.full(int(groups.max()) + 1, -np.inf)
    lowest = np.full(len(highest), np.inf)
    np.maximum.at(highest, groups, lower)
    np.minimum.at(lowest, groups, upper)
    kept = np.flatnonzero(highest[groups] > lowest[groups])
    order = kept[np.argsort(groups[kept], kind="stable")]
    for members in np.split(order, np.flatnonzero(np.diff(groups[order])) + 1):
        if len(members):
            pair = _farthest(audited, rows[members], origins, len(own))
            if pair is not None:
                yield pair


def _farthest(audited: Audited, rows: Rows, origins: Rows, own: int) -> _Pair | None:
    """The two rows of different sources that are farthest apart, one of them the frame's own."""
    sources = origins[rows]
    lower, upper = audited.number("lower")[rows], audited.number("upper")[rows]
    best: tuple[float, int, int] | None = None
    # Either end of the widest gap, against the nearest end of another source.
    for start in (int(lower.argmax()), int(upper.argmin())):
        rivals = sources != sources[start]
        if own < len(audited):
            rivals &= (rows < own) != (rows[start] < own)
        gaps = np.maximum(lower[start] - upper, lower - upper[start])
        gaps[~rivals] = -np.inf
        other = int(gaps.argmax())
        if gaps[other] > 0 and (best is None or gaps[other] > best[0]):
            best = (float(gaps[other]), int(rows[start]), int(rows[other]))
    if best is None:
        return None
    one, other = sorted(best[1:], key=lambda row: (_middle(audited, row), row))
    return one, other


def _middle(audited: Audited, row: int) -> pd.Timestamp:
    """The middle of the days on which a row can have been printed; undated ones come last."""
    days = [
        day
        for name in ("published_from", "published")
        if audited.has(name) and (day := audited.day(row, name)) is not None
    ]
    return min(days) + (max(days) - min(days)) / 2 if days else pd.Timestamp.max


def _origins(audited: Audited) -> Rows:
    """Who printed each row, shape (rows,): its source, or its document where it names none; -1."""
    answer = np.where(audited.unstated("source"), -1, audited.codes("source")[0])
    if audited.has("document"):
        first = len(audited.codes("source")[1])
        documents = np.where(audited.unstated("document"), -1, audited.codes("document")[0] + first)
        answer = np.where(answer < 0, documents, answer)
    return answer


def _conflict(audited: Audited, pairs: list[_Pair], places: Rows) -> Finding:
    """The finding of two pages: the first thing that they disagree about, and the others."""
    severities = {_severity(audited, *pair) for pair in pairs}
    severity: Severity = "warning" if "warning" in severities else "info"
    # The largest first: a total before its parts.
    pairs = sorted(pairs, key=lambda pair: -abs(float(audited.number("value")[pair[0]])))
    one, other = pairs[0]
    value = [float(audited.number("value")[row]) for row in (one, other)]
    gap = 100 * abs(value[1] - value[0]) / max(abs(value[0]), abs(value[1]))
    more = [
        f"{audited.label(left)} and {audited.label(right)} ({told(audited, left)}, "
        f"{told(audited, right)})"
        for left, right in pairs[1:]
    ]
    likewise = f"; so do {joined(more)}" if more else ""
    revision = ", as a revision would be" if severity == "info" else ""
    message = (
        f"{subject(audited, one)}, {audited.window_of(one)}: {_sourced(audited, one)}, but "
        f"{_sourced(audited, other)}; they differ by {gap:.1f} percent{revision}{likewise}"
    )
    rows = [row for pair in pairs for row in pair if row < len(places)]
    return Finding(
        tuple(int(places[row]) for row in rows),
        message,
        found=audited.figure(one),
        expected=audited.figure(other),
        mend="take the later figure, and say of which day it is" if severity == "info" else None,
        severity=severity,
    )


def _sourced(audited: Audited, row: int) -> str:
    """A row's figure with who printed it and when."""
    printed = printed_on(audited, row)
    claim = audited.text(row, "claim")
    who = publisher(_page(audited, row))
    return f"{claim + ' gives ' if claim else ''}{told(audited, row)} ({who}, {printed})"


def _page(audited: Audited, row: int) -> str:
    """The source of a row, or its document where it names none."""
    source = audited.text(row, "source")
    return audited.text(row, "document") if source in UNSTATED else source


def _severity(audited: Audited, one: int, other: int) -> Severity:
    """A small gap between two dated publications of one known basis is a revision."""
    gap = apart(bounds(audited, one), bounds(audited, other))
    if gap < REVISION:
        return "info"
    dated = (
        audited.has("published")
        and len({day for row in (one, other) if (day := audited.day(row, "published")) is not None})
        > 1
    )
    known = audited.text(one, "basis") not in UNSTATED
    return "info" if dated and known and gap <= _REVISED else "warning"


def _denied(audited: Audited) -> Iterator[Finding]:
    """Sums whose payer another source denied."""
    events = {str(one["event"]): one for _, one in audited.record.events.iterrows()}
    for denial, first in _DENIED.items():
        if denial not in events or first not in events:
            continue
        named, denied = events[first], events[denial]
        asking = audited.among("indicator", "stimulus") & audited.among("unit", str(named["unit"]))
        # The plan's own perimeter is wider, and a text may only name the country.
        place = str(named["region"])
        around = audited.record.parents.get(place, place)
        asking &= audited.among("region", place, f"{place}-PLAN", around)
        asking &= audited.number("upper") >= float(named["lower"])
        asking &= audited.number("lower") <= float(named["upper"])
        for row in audited.rows_where(asking):
            day = audited.day(row, "published") if audited.has("published") else None
            if day is None or day >= denied["start"]:
                yield _misread(audited, row, named, denied)


def _misread(audited: Audited, row: int, named: pd.Series, denied: pd.Series) -> Finding:
    """The finding: who is said to pay, and what the two sources say."""
    speaker = audited.text(row, "speaker")
    state = any(word in speaker.casefold() for word in _STATE)
    payer = "given in the name of the central government" if state else "whose payer is not stated"
    sides = [
        f"{publisher(one['source'])} ({day}) has “{one['title']}”"
        for one in (named, denied)
        for day in (days_in_words(one["start"], one["start"], "day"),)
    ]
    return Finding(
        (row,),
        f"{audited.label(row)}: {told(audited, row)} for {subject(audited, row)}, {payer}: "
        f"{sides[0]}, but {sides[1]} ({denied['note']})",
        found=audited.figure(row),
        expected=str(denied["title"]),
        mend="say who is to pay, and that the planning office denied that it is the state alone",
        severity="warning" if state else "info",
    )
