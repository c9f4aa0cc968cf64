"""Arithmetic inside a text or a page: rates, shares and growth (LE101 to LE105)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from liaoning_econ import units, window
from liaoning_econ.auditing.audited import UNSTATED
from liaoning_econ.auditing.evidence import (
    Span,
    actual,
    alike,
    bounds,
    cut,
    hashes,
    judged,
    matches,
    told,
)
from liaoning_econ.auditing.fixings import implied_rates, tried
from liaoning_econ.auditing.ruling import Finding, Rule, rule
from liaoning_econ.auditing.shares import wholes_of
from liaoning_econ.auditing.words import amount, joined
from liaoning_econ.comparison.wording import plain

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Days, Mask, Rows
    from liaoning_econ.auditing.ruling import Severity

    _Window: TypeAlias = tuple[Days, Days]

__all__ = ["RULES"]

_LEVELS: Final = ("flow", "cumulative", "stock")
# Growth of these is published on a comparable basis, so that it cannot be held against levels.
_COMPARABLE: Final = ("fixed_asset_investment", "retail_sales")
# Growth of these is published in real terms: without a word on prices it is no nominal growth.
_REAL: Final = ("gdp", "gdp_primary", "gdp_secondary", "gdp_tertiary")
# What is left of the calendar's days once week-ends, and week-ends with 11 holidays, are out.
_WORKING: Final = (0.66, 5 / 7)


@rule(
    "LE101",
    "implied-exchange-rate",
    severity="error",
    needs=(
        "indicator",
        "region",
        "start",
        "end",
        "precision",
        "unit",
        "value",
        "lower",
        "upper",
        "source",
    ),
    bound="0.5 percent about the rates of the days of publication, of the end and of the average",
    mend="ask which amount was converted, and on which day",
)
def implied_exchange_rate(audited: Audited) -> Iterator[Finding]:
    """Two currencies of one figure imply a rate that the market did not have."""
    for one, other, linked in implied_rates(audited):
        finding = tried(audited, one, other, linked=linked)
        if finding is not None:
            yield finding


@rule(
    "LE102",
    "rate-times-window",
    severity="error",
    needs=("indicator", "region", "start", "end", "precision", "unit", "value", "lower", "upper"),
    bound="the bounds of both; an average may be cut off at its last digit (warning)",
    mend="ask which of the two is meant, and for which days",
)
def rate_times_window(audited: Audited) -> Iterator[Finding]:
    """A daily or monthly rate times its window is not the total."""
    numbers, texts = audited.codes("unit")
    timed = {text for text in texts if text.partition("/")[2] in units.TIMES}
    if not timed:
        return
    rates = np.flatnonzero(audited.among("unit", *timed) & actual(audited))
    totals = np.flatnonzero(actual(audited) & ~audited.among("unit", *timed) & _levels(audited))
    keys = hashes(audited, "indicator", "region", "start", "end")
    near = matches(keys, rates, totals)
    for rate, candidates in zip((int(row) for row in rates), near, strict=True):
        total = _total_of(audited, rate, candidates, texts[numbers[rate]].partition("/")[0])
        finding = None if total is None else _over_window(audited, rate, total)
        if finding is not None:
            yield finding


def _levels(audited: Audited) -> Mask:
    """Rows that are levels, as far as the frame says so."""
    if not audited.has("measure"):
        return np.ones(len(audited), dtype=np.bool_)
    return audited.among("measure", *_LEVELS)


def _total_of(audited: Audited, rate: int, candidates: list[int], unit: str) -> int | None:
    """The total that a rate is the rate of: the linked claim, or one of its page, or any."""
    linked = int(audited.related[rate])
    if linked >= 0 and audited.text(rate, "relation") == "rate_of":
        candidates = [linked]
    fitting = [
        row
        for row in candidates
        if audited.text(row, "unit") == unit
        and audited.text(row, "measure") != "stock"
        and alike(audited, rate, row, "indicator", "region", "basis", "prices") is not False
        and _same_window(audited, rate, row)
    ]
    return next((row for row in fitting if audited.same_page((rate, row))), (*fitting, None)[0])


def _same_window(audited: Audited, one: int, other: int) -> bool:
    """Whether two windows are one, as far as both are known, and one of them is."""
    starts, ends = audited.days("start"), audited.days("end")
    for row in (one, other):
        if np.isnat(starts[row]) or np.isnat(ends[row]):
            return not np.isnat(audited.windows[0][[one, other]]).all()
    return bool(starts[one] == starts[other] and ends[one] == ends[other])


def _over_window(audited: Audited, rate: int, total: int) -> Finding | None:
    """A rate over the window of a total, against the total."""
    known = total if not np.isnat(audited.windows[0][total]) else rate
    if np.isnat(audited.windows[0][known]):
        return None
    unit = audited.text(rate, "unit").partition("/")[2]
    early, late, first, last = (days[[known]] for days in audited.windows)
    shortest = float(window.length(late, first, unit)[0])
    longest = float(window.length(early, last, unit)[0])
    made = _product(bounds(audited, rate), (shortest, longest))
    severity = judged(
        audited,
        (rate, total),
        (bounds(audited, total), made),
        # 277.7 a month is printed as 270 by those who cut and do not round.
        (cut(audited, total), _product(cut(audited, rate), (shortest, longest))),
        unstated=alike(audited, rate, total, "basis") is None,
    )
    if severity is None:
        return None
    counted = audited.text(total, "unit")
    start, end = (audited.days(name)[known : known + 1] for name in ("start", "end"))
    length = float(window.length(start, end, unit)[0])
    pace = amount(_short(float(audited.number("value")[total]) / length), f"{counted}/{unit}")
    return Finding(
        (rate, total),
        f"{audited.label(rate)} says {told(audited, rate)}, which over {plain(round(length, 1))} "
        f"{unit}s ({audited.window_of(known)}) makes {_range(made, counted)}; "
        f"{audited.label(total)} gives {told(audited, total)} for them, {pace}.",
        found=audited.figure(total),
        expected=_range(made, counted),
        mend=_working_days(audited, rate, total, (shortest, longest), unit),
        severity=severity,
    )


def _working_days(audited: Audited, rate: int, total: int, length: Span, unit: str) -> str | None:
    """Whether the rate fits if only working days are meant."""
    if unit != "day" or length[0] < 28:
        return None
    fewer = length[0] * _WORKING[0], length[1] * _WORKING[1]
    made, found = _product(bounds(audited, rate), fewer), bounds(audited, total)
    if made[1] < found[0] or found[1] < made[0]:
        return None
    return "it would fit if working days alone are meant: ask whether they are"


def _product(one: Span, other: Span) -> Span:
    corners = [left * right for left in one for right in other]
    return min(corners), max(corners)


def _short(value: float) -> float:
    """Three significant digits."""
    return float(f"{value:.3g}")


def _range(span: Span, unit: str) -> str:
    """An interval in words, in four significant digits."""
    low, high = (float(f"{end:.4g}") for end in span)
    if low == high or not np.isfinite(span).all():
        return amount(low if np.isfinite(low) else high, unit)
    first = plain(low) if unit in units.COUNTED else amount(low, unit)
    return f"{first} to {amount(high, unit)}"


@rule(
    "LE103",
    "share-times-whole",
    severity="error",
    needs=("indicator", "region", "start", "end", "measure", "unit", "value", "lower", "upper"),
    bound="the bounds of share, part and whole",
    mend="ask which of the three figures is of another day or another count",
)
def share_times_whole(audited: Audited) -> Iterator[Finding]:
    """A share times its whole is not the part."""
    for share, part, whole, same in wholes_of(audited):
        percent = tuple(end / 100 for end in bounds(audited, share))
        words = tuple(end / 100 for end in audited.literal(share))
        made = _product((percent[0], percent[1]), bounds(audited, whole))
        rows = (share, whole, part) if same == whole else (share, whole, part, same)
        severity = judged(
            audited,
            rows,
            (bounds(audited, part), made),
            (audited.literal(part), _product((words[0], words[1]), audited.literal(whole))),
            unstated=same != whole or alike(audited, part, whole, "basis", "prices") is None,
        )
        if severity is None:
            continue
        unit = audited.text(part, "unit")
        value = audited.number("value")
        is_percent = _short(100 * float(value[part] / value[same]))
        again = "" if same == whole else f" of the same number ({audited.label(same)})"
        yield Finding(
            rows,
            f"{audited.label(share)} says {told(audited, share)} of the {audited.figure(whole)} "
            f"of {audited.label(whole)}, which makes {_range(made, unit)}; {audited.label(part)} "
            f"gives {told(audited, part)}, {plain(is_percent)} percent{again}.",
            found=f"{plain(is_percent)} percent",
            expected=audited.figure(share),
            severity=severity,
        )


@rule(
    "LE104",
    "average-growth-against-multiple",
    severity="error",
    needs=(
        "indicator", "region", "start", "end", "measure", "relative_to", "unit", "value", "lower",
        "upper",
    ),
    bound="the bounds of both, with a year more or less where the base year is open",
    mend="ask for the levels of the first and the last year",
)  # fmt: skip
def average_growth_against_multiple(audited: Audited) -> Iterator[Finding]:
    """An average growth rate does not give the multiple over its window."""
    mask = actual(audited) & ~np.isnat(audited.days("start")) & ~np.isnat(audited.days("end"))
    grown = audited.among("measure", "growth") & audited.among("relative_to", "annual_average")
    rates = np.flatnonzero(mask & grown & audited.among("unit", "percent"))
    if not len(rates):
        return
    multiples = np.flatnonzero(mask & audited.among("measure", "multiple"))
    keys = hashes(audited, "indicator", "region")
    for rate, near in zip(
        (int(row) for row in rates), matches(keys, rates, multiples), strict=True
    ):
        for multiple in near:
            finding = _multiplied(audited, rate, multiple)
            if finding is not None:
                yield finding


def _multiplied(audited: Audited, rate: int, multiple: int) -> Finding | None:
    """What an average growth makes of one, against a multiple."""
    steps = _steps(audited, rate, multiple)
    if steps is None or alike(audited, rate, multiple, "indicator", "region", "basis") is False:
        return None
    fewest, most, whole = steps
    prices = audited.text(rate, "prices")
    if prices.startswith(("comparable", "constant")):
        return None
    made = _powers(bounds(audited, rate), fewest, most)
    severity = judged(
        audited,
        (rate, multiple),
        (bounds(audited, multiple), made),
        (audited.literal(multiple), _powers(audited.literal(rate), fewest, most)),
        unstated=alike(audited, rate, multiple, "basis") is None,
    )
    if severity is None:
        return None
    open_basis = audited.text(rate, "indicator") in _COMPARABLE
    missing = [
        text
        for text, holds in (
            ("whether the rate is on a comparable basis", open_basis),
            (f"the average up to {audited.window_of(multiple)} alone", not whole),
        )
        if holds
    ]
    open_ = f"; not stated: {joined(missing)}" if missing else ""
    return Finding(
        (rate, multiple),
        f"{audited.label(rate)} says {audited.figure(rate)} a year on average "
        f"({audited.window_of(rate)}), which in {_count(fewest, most)} years makes "
        f"{_times(made)}; {audited.label(multiple)} says {audited.figure(multiple)} times "
        f"({audited.window_of(multiple)}){open_}.",
        found=f"{audited.figure(multiple)} times",
        expected=_times(made),
        severity="info" if missing else severity,
    )


def _steps(audited: Audited, rate: int, multiple: int) -> tuple[int, int, bool] | None:
    """Years of growth in a multiple, fewest and most, and whether the rate's window is all of it.

    None where the two cannot be set against each other.
    """
    start, end = (audited.days(name)[rate].astype("M8[Y]").astype(int) for name in ("start", "end"))
    first, last = (
        audited.days(name)[multiple].astype("M8[Y]").astype(int) for name in ("start", "end")
    )
    if (first, last) == (start, end) and last > first:
        return int(last - first), int(last - first + 1), True
    if audited.text(multiple, "relative_to") not in ("before_opening", "opening"):
        return None
    openings = audited.record.openings
    region = audited.text(multiple, "region")
    if region not in openings.index:
        return None
    day = openings["opened_from"][region].to_datetime64()
    opened = int(day.astype("M8[Y]").astype(int))
    base = opened - (audited.text(multiple, "relative_to") == "before_opening")
    steps = int(last - base)
    # The average says nothing of a stretch that is much shorter than its own.
    if start not in (base, base + 1) or steps < 1 or last > end or 4 * steps < 3 * (end - base):
        return None
    return steps, steps, bool(last >= end - 1)


def _powers(percent: Span, fewest: int, most: int) -> Span:
    """The least and the greatest multiple that a yearly growth makes."""
    ends = [max(1 + end / 100, 0.0) ** years for end in percent for years in (fewest, most)]
    return min(ends), max(ends)


def _count(fewest: int, most: int) -> str:
    return str(most) if fewest == most else f"{fewest} or {most}"


def _times(span: Span) -> str:
    low, high = (plain(_short(end)) for end in span)
    return f"{low} times" if low == high else f"{low} to {high} times"


@rule(
    "LE105",
    "growth-against-levels",
    severity="error",
    needs=(
        "indicator", "region", "start", "end", "measure", "relative_to", "unit", "value", "lower",
        "upper",
    ),
    bound="the bounds of the growth and of both levels",
    mend="ask for the level of the year before, as it was revised",
)  # fmt: skip
def growth_against_levels(audited: Audited) -> Iterator[Finding]:
    """Nominal growth and the two levels disagree."""
    known = actual(audited) & ~np.isnat(audited.days("start")) & ~np.isnat(audited.days("end"))
    grown = known & audited.among("measure", "growth") & audited.among("unit", "percent")
    grown &= audited.among("relative_to", "previous_year", "annual_average")
    grown &= ~audited.among("indicator", *_COMPARABLE)
    if audited.has("prices"):
        real = [text for text in audited.codes("prices")[1] if text.startswith(("comp", "const"))]
        grown &= ~audited.among("prices", *real)
    rows = np.flatnonzero(grown)
    if not len(rows):
        return
    levels = np.flatnonzero(known & _levels(audited) & ~audited.among("unit", "percent"))
    later, earlier, years = _two_years(audited, rows)
    columns = ("indicator", "region", "start", "end")
    keys = hashes(audited, *columns)
    ends = [
        matches(
            keys,
            rows,
            levels,
            wanted=hashes(audited, *columns, start=days[0], end=days[1]),
        )
        for days in (later, earlier)
    ]
    for place, row in enumerate(int(row) for row in rows):
        if not (ends[0][place] and ends[1][place]):
            continue
        finding = _grown(audited, row, ends[0][place], ends[1][place], int(years[place]))
        if finding is not None:
            yield finding


def _two_years(audited: Audited, rows: Rows) -> tuple[_Window, _Window, Rows]:
    """The windows of the two levels that a growth rate connects, and the years between them.

    Days of the whole frame, of which only those of the rows are filled in; years of the rows.
    """
    start, end = audited.days("start").copy(), audited.days("end").copy()
    before = start.copy(), end.copy()
    average = audited.among("relative_to", "annual_average")[rows]
    first, last = (days[rows].astype("M8[Y]") for days in (start, end))
    years = np.where(average, (last - first).astype(np.int64) + 1, 1)
    day = np.timedelta64(1, "D")
    before[0][rows] = np.where(average, first - 1, _year_before(start[rows]))
    before[1][rows] = np.where(
        average, first.astype("M8[D]") - day, _year_before(end[rows] + day) - day
    )
    start[rows] = np.where(average, last, start[rows])
    return (start, end), before, years


def _year_before(days: Days) -> Days:
    """The same day a year before; the 29th of February becomes the 1st of March."""
    months = days.astype("M8[M]")
    into = days.astype("M8[D]") - months.astype("M8[D]")
    return np.asarray((months - 12).astype("M8[D]") + into, dtype="datetime64[us]")


def _grown(
    audited: Audited, growth: int, later: list[int], earlier: list[int], years: int
) -> Finding | None:
    """A growth rate against the pairs of levels that it may be of: none may fit."""
    found: list[tuple[Severity, tuple[int, int, int]]] = []
    for level in later:
        for base in earlier:
            if not _of_one_series(audited, growth, level, base):
                continue
            severity = _between(audited, (growth, level, base), years)
            if severity is None:
                return None
            found.append((severity, (growth, level, base)))
    if not found:
        return None
    severity, rows = min(found, key=lambda each: not audited.same_page(each[1][:2]))
    finding = _disagreeing(audited, rows, years, severity)
    if audited.text(growth, "indicator") in _REAL and audited.text(growth, "prices") in UNSTATED:
        asked = f"{finding.message.rstrip('.')}; whether the growth is real is not stated"
        return replace(finding, message=asked, severity="info")
    return finding


def _of_one_series(audited: Audited, growth: int, level: int, base: int) -> bool:
    """Whether two levels are of one series, and one vintage, that the growth can be of."""
    columns = ("indicator", "region", "basis")
    return (
        audited.text(level, "unit") == audited.text(base, "unit")
        and audited.text(level, "measure") == audited.text(base, "measure")
        and audited.text(level, "vintage") == audited.text(base, "vintage")
        and alike(audited, level, base, *columns, "prices") is not False
        and alike(audited, growth, level, *columns) is not False
    )


def _between(audited: Audited, rows: tuple[int, int, int], years: int) -> Severity | None:
    """How grave it is that two levels do not give a growth rate; None where they do."""
    growth, level, base = rows
    value = audited.number("value")
    if value[base] <= 0 or value[level] <= 0:
        return None
    made = _product(bounds(audited, base), _powers(bounds(audited, growth), years, years))
    wide = _product(audited.literal(base), _powers(audited.literal(growth), years, years))
    return judged(
        audited,
        rows,
        (bounds(audited, level), made),
        (audited.literal(level), wide),
        unstated=alike(audited, level, base, "basis") is None,
    )


def _disagreeing(
    audited: Audited, rows: tuple[int, int, int], years: int, severity: Severity
) -> Finding:
    """A growth rate that two levels do not give, in words."""
    growth, level, base = rows
    value = audited.number("value")
    percent = plain(_short(100 * (float(value[level] / value[base]) ** (1 / years) - 1)))
    each = " a year" if years > 1 else ""
    return Finding(
        rows,
        f"{audited.label(growth)} says {audited.figure(growth)}{each}; {audited.label(level)} "
        f"({told(audited, level)}, {audited.window_of(level)}) over {audited.label(base)} "
        f"({told(audited, base)}, {audited.window_of(base)}) is {percent} percent{each}.",
        found=audited.figure(growth),
        expected=f"{percent} percent{each}",
        severity=severity,
    )


RULES: Final[tuple[Rule, ...]] = (
    implied_exchange_rate,
    rate_times_window,
    share_times_whole,
    average_growth_against_multiple,
    growth_against_levels,
)
