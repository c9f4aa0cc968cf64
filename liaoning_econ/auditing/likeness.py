"""Like with like: windows, bases, measures, prices and perimeters side by side (LE4xx).

Where keys are known and different nothing is calculated: these rules say what differs, and what
would make the two comparable. Two figures are side by side where the document relates them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ.auditing.bases import basis_differs
from liaoning_econ.auditing.evidence import (
    actual,
    by_when,
    hashes,
    linked,
    matches,
    side_by_side,
    subject,
    told,
)
from liaoning_econ.auditing.places import inside, level_of
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.sequences import first_told
from liaoning_econ.auditing.words import amount, joined

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Mask, Rows
    from liaoning_econ.auditing.ruling import Rule

__all__ = ["RULES"]

FIGURE: Final = (
    "indicator",
    "region",
    "start",
    "end",
    "precision",
    "measure",
    "basis",
    "prices",
    "unit",
    "value",
    "lower",
    "upper",
    "source",
)
TOTALS: Final = ("flow", "cumulative")
LEVELS: Final = ("stock", "flow", "cumulative")
CHANGES: Final = ("growth", "multiple", "index")
# Lengths that differ by less are months or years of the calendar.
SAME_LENGTH: Final = 1.15
DAYS_A_MONTH: Final = 30.4375
SEASON: Final = np.timedelta64(92, "D")
MONTH: Final = np.timedelta64(31, "D")
NAMED: Final = 8


def _whole(audited: Audited, rows: Rows) -> tuple[Rows, Rows]:
    """Least and most days of the windows of rows; 0 where the window is not known."""
    first, begun, ended, last = (
        days.astype("datetime64[D]").astype(np.int64) for days in audited.limits(rows)
    )
    known = first > np.iinfo(np.int64).min
    least = np.where(known, np.maximum(ended - begun + 1, 1), 0)
    return least, np.where(known, last - first + 1, 0)


@rule(
    "LE401",
    "windows-differ",
    severity="warning",
    needs=FIGURE,
    bound="lengths that differ by more than 15 % whatever the precision of the days",
    mend='divide both by their windows, compare(left, right, per="month"), or take totals of one '
    "length",
)
def windows_differ(audited: Audited) -> Iterator[Finding]:
    """Totals over windows of different length, set side by side."""
    named: set[int] = set()
    ones, others = linked(audited, "compared_with", "part_of", "share_of", "same_figure")
    totals = audited.among("measure", *TOTALS) & actual(audited)
    both = totals[ones] & totals[others]
    ones, others = ones[both], others[both]
    (least, most), (least_other, most_other) = _whole(audited, ones), _whole(audited, others)
    known = (least > 0) & (least_other > 0)
    unlike = (least > SAME_LENGTH * most_other) | (least_other > SAME_LENGTH * most)
    for place in np.flatnonzero(known & unlike):
        pair = int(ones[place]), int(others[place])
        named.update(pair)
        yield _unlike_windows(audited, pair)
    asked = ~known & audited.among("relation", "compared_with")[ones] if len(ones) else known
    for place in np.flatnonzero(asked):
        pair = int(ones[place]), int(others[place])
        named.update(pair)
        yield _unknown_window(audited, pair)
    for rows in _tables(audited, totals):
        if not named.intersection(rows):
            yield _unlike_windows(audited, rows)


def _unknown_window(audited: Audited, pair: tuple[int, int]) -> Finding:
    return Finding(
        pair,
        f"{side_by_side(audited, *pair)}: whether the windows are of one length cannot be said, "
        f"{audited.window_of(pair[0])} beside {audited.window_of(pair[1])}",
        found="a window that is not stated",
        expected="two windows of one length",
        mend="give both windows, or the day of publication: published=",
        severity="info",
    )


def _tables(audited: Audited, totals: Mask) -> Iterator[tuple[int, ...]]:
    """Totals of one page for several places, one a place, whose windows differ in length.

    One row that differs is named first, beside those that have the commonest length.
    """
    rows = np.flatnonzero(totals)
    columns = ["indicator", "measure", "basis", "prices", "unit", "source"]
    columns += [name for name in ("vintage", "document") if audited.has(name)]
    keys = hashes(audited, *columns, rows=rows)
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    if not len(rows):
        return
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    count = np.diff(np.append(first, len(rows)))
    places, texts = audited.codes("region")
    days = (audited.days("end")[rows] - audited.days("start")[rows]) / np.timedelta64(1, "D") + 1
    # Series of one length are dropped before anything is formed for them; NaN is in none.
    unlike = np.maximum.reduceat(days, first) > SAME_LENGTH * np.minimum.reduceat(days, first)
    unlike &= (count > 1) & (count <= len(texts))
    for at, size in zip(first[unlike], count[unlike], strict=True):
        part = rows[at : at + size]
        if len(np.unique(places[part])) < size:
            continue
        if len({level_of(texts[places[row]]) for row in part}) > 1:
            continue
        least, most = _whole(audited, part)
        usual = int(np.argsort(most, kind="stable")[(size - 1) // 2])
        odd = (least > SAME_LENGTH * most[usual]) | (most * SAME_LENGTH < least[usual])
        if (least > 0).all() and odd.any():
            found = (*part[odd], part[usual])
            yield tuple(int(row) for row in found[: NAMED - 1] + found[-1:])


def _unlike_windows(audited: Audited, rows: tuple[int, ...]) -> Finding:
    told_each = [
        f"{told(audited, row)} in {_months(audited, row)} ({audited.label(row)}, "
        f"{subject(audited, row)}, {audited.window_of(row)})"
        for row in dict.fromkeys(rows)
    ]
    a_month = [_monthly(audited, row) for row in dict.fromkeys(rows)]
    return Finding(
        tuple(dict.fromkeys(rows)),
        f"Totals over different windows side by side: {joined(told_each)}; a month that is about "
        f"{' against '.join(a_month)}",
        found=f"windows of {joined([_months(audited, row) for row in dict.fromkeys(rows)])}",
        expected="windows of one length, or figures a month",
    )


def _days_of(audited: Audited, row: int) -> float:
    least, most = _whole(audited, np.array([row], dtype=np.intp))
    return float(least[0] + most[0]) / 2


def _months(audited: Audited, row: int) -> str:
    days = _days_of(audited, row)
    if days < 2 * DAYS_A_MONTH:
        return f"{days:.0f} days"
    return f"{days / DAYS_A_MONTH:.0f} months"


def _monthly(audited: Audited, row: int) -> str:
    a_month = float(audited.number("value")[row]) / (_days_of(audited, row) / DAYS_A_MONTH)
    return amount(float(f"{a_month:.2g}"), audited.text(row, "unit"))


@rule(
    "LE403",
    "stock-beside-flow",
    severity="warning",
    needs=FIGURE,
    bound="none",
    mend="take two stocks or two flows, or the change between two stocks as a flow",
)
def stock_beside_flow(audited: Audited) -> Iterator[Finding]:
    """What there is on a day, compared with what was added over a window."""
    ones, others = linked(audited, "compared_with", "same_figure")
    stock, flow = audited.among("measure", "stock"), audited.among("measure", *TOTALS)
    unlike = (stock[ones] & flow[others]) | (flow[ones] & stock[others])
    for place in np.flatnonzero(unlike):
        pair = int(ones[place]), int(others[place])
        state, added = pair if stock[pair[0]] else pair[::-1]
        yield Finding(
            pair,
            f"{side_by_side(audited, *pair)}: {audited.label(state)} is what there was by "
            f"{by_when(audited, state)}, {audited.label(added)} what was added over "
            f"{audited.window_of(added)}",
            found="a stock beside a flow",
            expected="two stocks or two flows",
        )


@rule(
    "LE404",
    "nominal-beside-real",
    severity="warning",
    needs=FIGURE,
    bound="none",
    mend="bring both to one kind of prices: deflate(observations, prices, base)",
)
def nominal_beside_real(audited: Audited) -> Iterator[Finding]:
    """Figures in different prices, set side by side: current beside constant."""
    ones, others = linked(audited, "compared_with", "part_of", "same_figure", "change_from")
    prices, stated = audited.codes("prices")[0], ~audited.unstated("prices")
    unlike = stated[ones] & stated[others] & (prices[ones] != prices[others])
    # Real growth belongs beside a nominal level; only two of one kind are compared.
    alike = np.zeros(len(ones), dtype=np.bool_)
    for kind in (LEVELS, CHANGES):
        of_kind = audited.among("measure", *kind)
        alike |= of_kind[ones] & of_kind[others]
    for place in np.flatnonzero(unlike & alike):
        pair = int(ones[place]), int(others[place])
        words = [audited.text(row, "prices").replace("_", " ") for row in pair]
        yield Finding(
            pair,
            f"{side_by_side(audited, *pair)}: the first is in {words[0]} prices, the second in "
            f"{words[1]} prices",
            found=f"{words[0]} beside {words[1]} prices",
            expected="one kind of prices",
        )


@rule(
    "LE405",
    "percent-beside-points",
    severity="warning",
    needs=FIGURE,
    bound="none; a change in percent of a figure in percent is info",
    mend="say percentage points for a difference of two percentages, percent for their ratio",
)
def percent_beside_points(audited: Audited) -> Iterator[Finding]:
    """Percent beside percentage points: a ratio beside a difference."""
    percent = audited.among("unit", "percent")
    points = audited.among("unit", "percentage_point")
    ones, others = linked(audited, "compared_with", "same_figure")
    mixed = (percent[ones] & points[others]) | (points[ones] & percent[others])
    for place in np.flatnonzero(mixed):
        pair = int(ones[place]), int(others[place])
        yield Finding(
            pair,
            f"{side_by_side(audited, *pair)}: percent is a ratio and percentage points are a "
            "difference, which do not compare",
            found="percent beside percentage points",
            expected="one of the two",
        )
    ones, others = linked(audited, "change_from")
    levels = audited.among("measure", *LEVELS) & ~percent
    of_percent = percent & audited.among("measure", "share", "rate", "growth")
    for place in np.flatnonzero(points[ones] & levels[others]):
        pair = int(ones[place]), int(others[place])
        yield Finding(
            pair,
            f"{side_by_side(audited, *pair)}: a figure that is no percentage does not change by "
            "percentage points",
            found=told(audited, pair[0]),
            expected="a change in percent",
        )
    doubtful = percent[ones] & audited.among("measure", "growth")[ones] & of_percent[others]
    for place in np.flatnonzero(doubtful & audited.among("measure", "share", "rate")[others]):
        pair = int(ones[place]), int(others[place])
        yield Finding(
            pair,
            f"{side_by_side(audited, *pair)}: a change in percent of a figure that is itself in "
            "percent may mean percentage points",
            found=told(audited, pair[0]),
            expected="percent or percentage points, said plainly",
            severity="info",
        )


# Places of these kinds differ so much in size that their levels do not compare.
_KINDS: Final = ("province", "prefecture", "district", "zone", "zone_area")
_WHOLES: Final = {
    "country": ("country",),
    "province": ("province",),
    "city": ("prefecture", "province"),
    "prefecture": ("prefecture",),
    "zone": ("zone", "zone_group"),
}


@rule(
    "LE406",
    "perimeters-differ",
    severity="warning",
    needs=(*FIGURE, "relative_to"),
    bound="none",
    mend="take places of one kind, or figures for each person, firm or km2",
)
def perimeters_differ(audited: Audited) -> Iterator[Finding]:
    """A province compared with a city or a zone, or a part that lies outside its whole."""
    places, texts = audited.codes("region")
    levels = audited.among("measure", *LEVELS)
    ones, others = linked(audited, "compared_with")
    for one, other in _unlike_places(places, levels, ones, others):
        here, there = texts[places[one]], texts[places[other]]
        kinds = level_of(here), level_of(there)
        nested = inside(here, there) or inside(there, here)
        if nested or (kinds[0] != kinds[1] and set(kinds) <= set(_KINDS)):
            yield Finding(
                (one, other),
                f"{side_by_side(audited, one, other)}: a {kinds[0].replace('_', ' ')} is compared "
                f"with a {kinds[1].replace('_', ' ')}{' that it lies in or holds' * nested}",
                found=f"{kinds[0].replace('_', ' ')} beside {kinds[1].replace('_', ' ')}",
                expected="places of one kind",
            )
    ones, others = linked(audited, "part_of", "share_of")
    shares = levels | audited.among("measure", "share")
    for one, other in _unlike_places(places, shares, ones, others):
        here, there = texts[places[one]], texts[places[other]]
        if level_of(here) and level_of(there) and not inside(here, there):
            yield Finding(
                (one, other),
                f"{side_by_side(audited, one, other)}: the part does not lie inside the whole",
                found=f"{here} as a part of {there}",
                expected="a part inside its whole",
            )
    yield from _shares_of_another_whole(audited)


def _unlike_places(
    places: Rows, wanted: Mask, ones: Rows, others: Rows
) -> Iterator[tuple[int, int]]:
    unlike = wanted[ones] & wanted[others] & (places[ones] != places[others])
    for place in np.flatnonzero(unlike):
        yield int(ones[place]), int(others[place])


def _shares_of_another_whole(audited: Audited) -> Iterator[Finding]:
    """Shares that say of what kind of place they are a part, related to another kind."""
    ones, others = linked(audited, "share_of")
    shares = audited.among("measure", "share") & audited.among("relative_to", *_WHOLES)
    for place in np.flatnonzero(shares[ones]):
        one, other = int(ones[place]), int(others[place])
        said, kind = audited.text(one, "relative_to"), level_of(audited.text(other, "region"))
        if kind and kind not in _WHOLES[said]:
            yield Finding(
                (one, other),
                f"{side_by_side(audited, one, other)}: the share is one of the {said}, and the "
                f"figure that it is related to is of a {kind.replace('_', ' ')}",
                found=f"a share of the {said} beside a {kind.replace('_', ' ')}",
                expected=f"the figure of the {said}",
            )


_PROMISED: Final = (
    "capital_registered",
    "capital_registered_domestic",
    "capital_registered_foreign",
    "fdi_contracted",
    "projects_signed_value",
)
_PAID: Final = (
    "capital_attracted",
    "capital_attracted_domestic",
    "fdi_utilised",
    "fdi_utilised_services",
)


@rule(
    "LE407",
    "registered-beside-paid-in",
    severity="warning",
    needs=FIGURE,
    bound="related figures: none; unrelated ones: the same number for one place, ends within 92 "
    "days",
    mend="registered or contracted capital is a promise: ask what was paid in",
)
def registered_beside_paid_in(audited: Audited) -> Iterator[Finding]:
    """Capital that was promised, set beside or given as capital that was paid in."""
    promised = audited.among("indicator", *_PROMISED)
    paid = audited.among("indicator", *_PAID)
    if not promised.any() or not paid.any():
        return
    ones, others = linked(audited, "compared_with", "part_of", "share_of", "same_figure")
    pairs = {
        (int(ones[place]), int(others[place])): "set beside"
        for place in np.flatnonzero(
            (promised[ones] & paid[others]) | (paid[ones] & promised[others])
        )
    }
    for pair in _one_number(audited, promised, paid):
        if pair not in pairs and pair[::-1] not in pairs:
            pairs[pair] = "the same number as"
    for (one, other), how in pairs.items():
        first, second = (one, other) if promised[one] else (other, one)
        yield Finding(
            (first, second),
            f"{subject(audited, first)}: {audited.label(first)}, {told(audited, first)}, was only "
            f"promised and is {how} {audited.label(second)}, {told(audited, second)}, which was "
            "paid in",
            found=f"{audited.text(first, 'indicator')} beside {audited.text(second, 'indicator')}",
            expected="two figures of what was promised, or two of what was paid in",
        )


def _one_number(audited: Audited, promised: Mask, paid: Mask) -> Iterator[tuple[int, int]]:
    """The same number and unit of one place as a promise and as a payment, near in time."""
    levels = audited.among("measure", *LEVELS) & actual(audited) & (audited.number("value") > 0)
    rows = np.flatnonzero((promised | paid) & levels & ~np.isnat(audited.days("end")))
    rows = first_told(audited, rows)
    keys = hashes(audited, "region", "unit", rows=rows)
    value, end = audited.number("value")[rows], audited.days("end")[rows]
    order = np.lexsort((end, value, keys))
    one, other = order[:-1], order[1:]
    met = (keys[one] == keys[other]) & (value[one] == value[other])
    met &= (promised[rows[one]] != promised[rows[other]]) & (end[other] - end[one] <= SEASON)
    for place in np.flatnonzero(met):
        yield int(rows[one[place]]), int(rows[other[place]])


@rule(
    "LE408",
    "plan-beside-spending",
    severity="warning",
    needs=(*FIGURE, "status"),
    bound="none; a plan and the outcome of one window that nobody relates is info",
    mend="compare plans with plans; the outcome is another figure",
)
def plan_beside_spending(audited: Audited) -> Iterator[Finding]:
    """What was planned, beside what was done; plans are left out of all arithmetic."""
    plan = audited.among("status", "F") | audited.among("basis", "planned_investment")
    if not plan.any():
        return
    levels = audited.among("measure", *LEVELS)
    # A growth rate above its target is what targets are for.
    figures = levels | audited.among("measure", "growth", "share")
    ones, others = linked(audited, "compared_with", "part_of", "share_of", "same_figure")
    mixed = (plan[ones] != plan[others]) & levels[ones] & levels[others]
    named: set[int] = set()
    for place in np.flatnonzero(mixed):
        pair = int(ones[place]), int(others[place])
        planned = pair[0] if plan[pair[0]] else pair[1]
        named.add(planned)
        yield Finding(
            pair,
            f"{side_by_side(audited, *pair)}: {audited.label(planned)} was planned and the other "
            "is what happened",
            found="a plan beside an outcome",
            expected="two plans or two outcomes",
        )
    keys = hashes(audited, "indicator", "region", "measure", "unit", "start", "end")
    asking = np.flatnonzero(plan & figures & ~np.isnat(audited.days("end")))
    done = np.flatnonzero(figures & ~plan)
    for row, found in zip(asking, matches(keys, asking, done, most=1), strict=True):
        if found and int(row) not in named:
            yield Finding(
                (int(row), found[0]),
                f"{side_by_side(audited, int(row), found[0])}: the first is a plan or a forecast "
                f"for {audited.window_of(int(row))} and is left out of all arithmetic",
                found="a plan",
                expected=f"{told(audited, found[0])}, what happened",
                severity="info",
            )


RULES: Final[tuple[Rule, ...]] = (
    windows_differ,
    basis_differs,
    stock_beside_flow,
    nominal_beside_real,
    percent_beside_points,
    perimeters_differ,
    registered_beside_paid_in,
    plan_beside_spending,
)
