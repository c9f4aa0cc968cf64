"""Provenance: source, date, unit and basis (LE6xx)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ import catalog, units
from liaoning_econ.auditing.audited import UNSTATED
from liaoning_econ.auditing.beside import printed_on
from liaoning_econ.auditing.evidence import by_when, hashes, publisher, subject, told
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.words import joined
from liaoning_econ.errors import LiaoningEconError, nearest, shorten

if TYPE_CHECKING:
    from collections.abc import Collection

    from liaoning_econ.auditing.audited import Audited, Mask, Rows
    from liaoning_econ.auditing.ruling import Rule

__all__ = ["RULES"]

_SHOWN: Final = 5


def _parts(audited: Audited, rows: Rows, *columns: str) -> Iterator[Rows]:
    """The rows, those of one source (document, indicator, ...) at a time, in their order."""
    if not len(rows):
        return
    keys = hashes(audited, *(name for name in columns if audited.has(name)))[rows]
    _, first, group = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(group, kind="stable")
    cuts = np.flatnonzero(np.diff(group[order])) + 1
    every = np.split(rows[order], cuts)
    yield from (every[place] for place in np.argsort(first))


def _named(audited: Audited, rows: Rows) -> str:
    """How a message names some rows: the first ones, and how many there are."""
    names = [audited.label(int(row)) for row in rows[:_SHOWN]]
    more = len(rows) - len(names)
    return f"{', '.join(names)} and {more:,} more" if more else joined(names)


def _tuple(rows: Rows) -> tuple[int, ...]:
    return tuple(rows.tolist())


@rule(
    "LE601",
    "no-source",
    severity="warning",
    needs=("source",),
    bound="none",
    mend="name the source of each figure",
)
def no_source(audited: Audited) -> Iterator[Finding]:
    """Figures that name no source."""
    for rows in _parts(audited, np.flatnonzero(audited.unstated("source")), "document"):
        lack = "names no source" if len(rows) == 1 else "name no source"
        yield Finding(_tuple(rows), f"{_named(audited, rows)} {lack}", found="no source")


@rule(
    "LE602",
    "no-date",
    severity="info",
    needs=("published",),
    bound="none",
    mend="look for the day of the page, or for two days between which it lies",
)
def no_date(audited: Audited) -> Iterator[Finding]:
    """Figures whose day of publication is not known, so that nothing says what was known then."""
    undated = np.flatnonzero(np.isnat(audited.days("published")))
    for rows in _parts(audited, undated, "source", "document"):
        who = publisher(audited.text(int(rows[0]), "source"))
        where = f", of {who}," if who else ""
        have = "has" if len(rows) == 1 else "have"
        yield Finding(
            _tuple(rows),
            f"{_named(audited, rows)}{where} {have} no day of publication, and cannot be held "
            "against what was known then",
            found="no date",
        )


@rule(
    "LE603",
    "published-before-window-ends",
    severity="error",
    needs=("end", "published"),
    bound="the earliest day on which the window can end",
    mend="check the window and the day of the page; a plan or an expectation has status F",
)
def published_before_window_ends(audited: Audited) -> Iterator[Finding]:
    """A figure printed before the days that it covers were over."""
    early = audited.days("published") < audited.days("end")
    if audited.has("status"):
        early &= ~audited.among("status", "F")
    rows = np.flatnonzero(early)
    if audited.has("start", "precision") and len(rows):
        ends = audited.limits(rows)[2]
        # A window whose start is open still ends; only its precision can move the end.
        rows = rows[np.isnat(ends) | (audited.days("published")[rows] < ends)]
    for part in _parts(audited, rows, "source", "document", "end", "published"):
        row = int(part[0])
        estimated = audited.has("status") and audited.text(row, "status") == "E"
        what = f" gives {told(audited, row)}" if audited.has("value", "unit") else ""
        about = f" for {subject(audited, row)}," if audited.has("indicator", "region") else ""
        more = f" (and {len(part) - 1:,} more of that page)" if len(part) > 1 else ""
        yield Finding(
            _tuple(part),
            f"{audited.label(row)}{what}{about} up to {by_when(audited, row)}, but was printed "
            f"{printed_on(audited, row)}, before that was over{more}",
            found=printed_on(audited, row),
            expected=f"after {by_when(audited, row)}",
            severity="warning" if estimated else "error",
        )


@rule(
    "LE604",
    "unknown-unit",
    severity="error",
    needs=("unit",),
    bound="none",
    mend="write the unit as the catalogue does: CNY, USD, firm, person, percent, CNY/USD",
)
def unknown_unit(audited: Audited) -> Iterator[Finding]:
    """A unit that nothing can be worked out with."""
    numbers, texts = audited.codes("unit")
    for code in [place for place, text in enumerate(texts) if _wrong_unit(text) is not None]:
        rows = np.flatnonzero(numbers == code)
        if len(rows):
            unit, meant = shorten(texts[code]), _wrong_unit(texts[code])
            spelled = f"; {meant} is meant" if meant else ""
            yield Finding(
                _tuple(rows),
                f"the unit {unit!r} of {_named(audited, rows)} is not known{spelled}",
                found=unit,
                expected=meant or "",
                mend=f"write {meant}" if meant else None,
                severity="warning" if meant else "error",
            )
    rows = np.flatnonzero(numbers < 0)
    if len(rows):
        yield Finding(_tuple(rows), f"{_named(audited, rows)}: no unit is given", found="no unit")


@cache
def _wrong_unit(text: str) -> str | None:
    """None where a unit is as it should be; else the unit that is meant, empty where unknown."""
    if text in catalog.codes("unit"):
        return None
    try:
        meant = units.normalise(text)
    except LiaoningEconError:
        return ""
    return None if meant == text else meant


@rule(
    "LE605",
    "unstated-basis",
    severity="info",
    needs=("basis", "indicator"),
    bound="only for indicators that are counted in more than one way",
    mend="ask who counted, and what",
)
def unstated_basis(audited: Audited) -> Iterator[Finding]:
    """A figure that does not say who counted it, where the offices count differently."""
    open_basis = audited.unstated("basis") & audited.among("indicator", *_bases())
    if audited.has("measure"):
        # By sea or by rail is a way to travel, not a way of counting.
        open_basis &= ~audited.among("measure", "duration")
    for rows in _parts(audited, np.flatnonzero(open_basis), "source", "document", "indicator"):
        row = int(rows[0])
        what = subject(audited, row) if audited.has("region") else audited.text(row, "indicator")
        if audited.has("region") and len(np.unique(audited.codes("region")[0][rows])) > 1:
            what = what.rpartition(", ")[0]
        ways = _bases()[audited.text(row, "indicator")]
        yield Finding(
            _tuple(rows),
            f"{_named(audited, rows)}: who counted is not said ({what}); there are "
            f"{joined([one.replace('_', ' ') for one in ways])}",
            found="unstated",
            expected=" or ".join(ways),
        )


@cache
def _bases() -> dict[str, list[str]]:
    """The ways in which each indicator is counted, where there are several."""
    table = catalog.indicators()
    ways = {
        code: [one for one in bases.split(";") if one and one not in UNSTATED]
        for code, bases in zip(table["indicator"], table["basis"], strict=True)
    }
    return {code: found for code, found in ways.items() if len(found) > 1}


@rule(
    "LE606",
    "unknown-indicator-or-region",
    severity="info",
    needs=("indicator", "region"),
    bound="none",
    mend="take a code of indicators() and regions(); without one only the row itself is checked",
)
def unknown_indicator_or_region(audited: Audited) -> Iterator[Finding]:
    """Rows of a thing or a place that the catalogue does not have."""
    for column in ("indicator", "region"):
        known = catalog.codes(column)
        nameless = audited.unstated(column)
        rows = np.flatnonzero(nameless)
        if len(rows):
            lack = "has" if len(rows) == 1 else "have"
            yield Finding(
                _tuple(rows),
                f"{_named(audited, rows)} {lack} no {column}, and cannot be held against anything",
                found=f"no {column}",
            )
        yield from _strange(audited, column, known, nameless)


def _strange(
    audited: Audited, column: str, known: Collection[str], nameless: Mask
) -> Iterator[Finding]:
    """The codes that the catalogue does not have."""
    numbers, texts = audited.codes(column)
    used = np.bincount(numbers[numbers >= 0], minlength=len(texts)) > 0
    strange = [place for place in np.flatnonzero(used) if texts[place] not in known]
    strange = [place for place in strange if texts[place] not in UNSTATED]
    if not strange:
        return
    listed = [
        f"{shorten(texts[place])}" + (f" (near {near})" if near else "")
        for place in strange[:_SHOWN]
        for near in (nearest(texts[place], known),)
    ]
    more = f" and {len(strange) - _SHOWN:,} more" if len(strange) > _SHOWN else ""
    wanted = np.zeros(len(texts) + 1, dtype=np.bool_)
    wanted[strange] = True
    rows = np.flatnonzero(wanted[numbers] & ~nameless)
    what = joined(listed) if not more else ", ".join(listed) + more
    several = f"{len(rows):,} rows are checked against one another"
    yield Finding(
        _tuple(rows),
        f"the catalogue does not have the {column} {what}: "
        f"{'1 row is checked by itself' if len(rows) == 1 else several} only",
        found=texts[strange[0]],
        expected=nearest(texts[strange[0]], known) or "",
    )


RULES: Final[tuple[Rule, ...]] = (
    no_source,
    no_date,
    published_before_window_ends,
    unknown_unit,
    unstated_basis,
    unknown_indicator_or_region,
)
