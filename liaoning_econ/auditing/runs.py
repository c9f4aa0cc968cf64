"""One series over time: what falls, jumps, stands still or is printed twice (LE2xx)."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ import units
from liaoning_econ.auditing.audited import UNSTATED
from liaoning_econ.auditing.evidence import (
    actual,
    apart,
    bounds,
    by_when,
    hashes,
    judged,
    subject,
    told,
)
from liaoning_econ.auditing.factors import (
    NEEDS,
    neighbours,
    off_by_a_power_of_ten,
    off_by_the_exchange_rate,
    several,
    when,
)
from liaoning_econ.auditing.misprints import FAR_OFF, jumps, misplaced
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.sequences import Cumulated, cumulated, first_told, without
from liaoning_econ.auditing.words import amount
from liaoning_econ.comparison.wording import number

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Floats, Mask, Rows
    from liaoning_econ.auditing.ruling import Rule, Severity

__all__ = ["RULES"]

# How many rows before a fall are searched for one that ends on a day that is surely earlier.
LOOK_BACK: Final = 64
# Segments shorter than this say little of a pace: zones open with a rush.
SEGMENT_DAYS: Final = 180
YEAR_DAYS: Final = 365.25
# Figures of unstated basis that are further apart than this are not held to be one thing.
TWO_THINGS: Final = 3.0
# A stock and a flow of one figure belong to pages of one season.
SEASON: Final = np.timedelta64(92, "D")


@rule(
    "LE201",
    "cumulative-falls",
    severity="error",
    needs=NEEDS,
    bound="none: the later upper bound is below the earlier lower bound; under 0.5 % between "
    "publications is info",
    mend="ask both publishers whether withdrawals are deducted, and use the figures of one of them",
)
def cumulative_falls(audited: Audited) -> Iterator[Finding]:
    """A count from one opening that is smaller on a later day."""
    counts = without(audited.once(cumulated), _blamed(audited))
    earlier = np.roll(counts.highest(), 1)
    falls = counts.follows()
    falls &= counts.upper < counts.lower[earlier]
    fresh = falls.copy()
    fresh[1:] &= ~falls[:-1]
    for place in np.flatnonzero(fresh):
        before = _surely_before(counts, int(place), int(earlier[place]))
        if before is not None:
            yield _fall(audited, counts, before, int(place))


def _blamed(audited: Audited) -> set[int]:
    """Counts that another rule says are off by a factor: they are not reported twice."""
    return {row for jump in audited.once(misplaced) for row in jump.rows}


def _surely_before(counts: Cumulated, place: int, best: int) -> int | None:
    """The largest count of the run that ends before this one begins to be possible."""
    if counts.end_last[best] < counts.end_first[place]:
        return best
    for at in range(place - 1, max(place - LOOK_BACK, 0) - 1, -1):
        if counts.run[at] != counts.run[place]:
            return None
        if counts.end_last[at] < counts.end_first[place] and counts.lower[at] > counts.upper[place]:
            return at
    return None


def _fall(audited: Audited, counts: Cumulated, before: int, after: int) -> Finding:
    one, other = int(counts.rows[before]), int(counts.rows[after])
    severity = judged(
        audited,
        (one, other),
        (bounds(audited, one), bounds(audited, other)),
        (audited.literal(one), audited.literal(other)),
        unstated=bool(audited.unstated("basis")[[one, other]].any()),
    )
    # Across publications one may deduct what has left and the other not: nobody says.
    if severity == "error" and not audited.same_page((one, other)):
        severity = "warning"
    firms, rows = _meanwhile(audited, counts, before, after)
    loss = counts.value[before] - counts.value[after]
    lost = amount(float(loss), audited.text(one, "unit"))
    return Finding(
        (one, other, *rows),
        f"{subject(audited, one)}: {audited.label(other)} counts {told(audited, other)} from the "
        f"opening to {by_when(audited, other)}, {lost} less than the {told(audited, one)} that "
        f"{audited.label(one)} counts to {by_when(audited, one)}{firms}; a count of what was "
        "added does not fall, and whether withdrawals are deducted (gross or net) is not stated",
        found=told(audited, other),
        expected=f"at least {amount(counts.lower[before], audited.text(one, 'unit'))}",
        severity=severity,
    )


def _meanwhile(
    audited: Audited, counts: Cumulated, before: int, after: int
) -> tuple[str, tuple[int, ...]]:
    """What the count of new firms did over the same time, where money fell."""
    if audited.text(int(counts.rows[before]), "unit") not in units.CURRENCIES:
        return "", ()
    firms = audited.among("indicator", "firms_new")[counts.rows]
    same = audited.codes("region")[0][counts.rows]
    firms &= same == same[before]
    earlier = np.flatnonzero(firms & (counts.end_last <= counts.end_last[before]))
    later = np.flatnonzero(firms & (counts.end_first >= counts.end_first[after]))
    if not len(earlier) or not len(later):
        return "", ()
    one = earlier[np.argmax(counts.end_last[earlier])]
    other = later[np.argmin(counts.end_first[later])]
    if counts.run[one] != counts.run[other] or counts.lower[other] <= counts.upper[one]:
        return "", ()
    first, last = int(counts.rows[one]), int(counts.rows[other])
    rose = (
        f", while new firms rose from {told(audited, first)} ({audited.label(first)}, "
        f"{by_when(audited, first)}) to {told(audited, last)} ({audited.label(last)}, "
        f"{by_when(audited, last)})"
    )
    return rose, (first, last)


# What a stock of firms is as a count of new ones.
_FLOW_OF: Final = {
    "firms": "firms_new",
    "firms_foreign": "firms_new_foreign",
}


@rule(
    "LE204",
    "stock-used-as-flow",
    severity="warning",
    needs=NEEDS,
    bound="the same figure of one region and unit, ends within 92 days, on two pages",
    mend="ask which of the two it is: a stock holds what was there before the window opened",
)
def stock_used_as_flow(audited: Audited) -> Iterator[Finding]:
    """A stock of one page that is the flow of another page."""
    families = _families(audited)
    rows = np.flatnonzero(families >= 0)
    if not len(rows):
        return
    rows = first_told(audited, rows)
    value = audited.number("value")[rows]
    keys = _mixed(families[rows], audited.codes("region")[0][rows], audited.codes("unit")[0][rows])
    stock = audited.among("measure", "stock")[rows]
    end = audited.days("end")[rows]
    order = np.lexsort((end, value, keys))
    for step in (1, 2):
        one, other = order[:-step], order[step:]
        met = (keys[one] == keys[other]) & (value[one] == value[other])
        met &= (stock[one] != stock[other]) & (end[other] - end[one] <= SEASON)
        for place in np.flatnonzero(met):
            pair = int(rows[one[place]]), int(rows[other[place]])
            state, flow = pair if stock[one[place]] else pair[::-1]
            if not audited.same_page(pair) and _bases_agree(audited, state, flow):
                yield _stock_as_flow(audited, state, flow)


def _mixed(*codes: Rows) -> Rows:
    """One integer for each combination of a few small codes."""
    answer = np.zeros(len(codes[0]), dtype=np.int64)
    for code in codes:
        answer = answer * (int(code.max(initial=0)) + 2) + code + 1
    return np.asarray(answer, dtype=np.intp)


def _families(audited: Audited) -> Rows:
    """Which stock and flow may be confused, -1 for rows of concepts that have only one of them."""
    codes, texts = audited.codes("indicator")
    back = {flow: stock for stock, flow in _FLOW_OF.items()}
    names = [back.get(text, text) for text in texts]
    places = {name: place for place, name in enumerate(dict.fromkeys(names))}
    family = np.array([*(places[name] for name in names), -1], dtype=np.intp)[codes]
    known = actual(audited) & (audited.number("value") > 0) & (family >= 0)
    stocks = known & audited.among("measure", "stock")
    flows = known & audited.among("measure", "flow", "cumulative")
    size = len(places) + 1
    both = (np.bincount(family[stocks], minlength=size) > 0) & (
        np.bincount(family[flows], minlength=size) > 0
    )
    return np.where((stocks | flows) & both[family], family, -1)


def _bases_agree(audited: Audited, one: int, other: int) -> bool:
    """Whether the bases may be one: zone registrations are never customs registrations."""
    open_one, open_other = audited.unstated("basis")[[one, other]]
    return bool(open_one or open_other) or audited.text(one, "basis") == audited.text(
        other, "basis"
    )


def _stock_as_flow(audited: Audited, state: int, flow: int) -> Finding:
    proof = _earlier_stock(audited, state)
    rows = (state, flow) if proof is None else (state, flow, proof)
    because = (
        "; firms that were there before the window opened belong to a stock, so both can only "
        "hold for a place that began with none"
        if proof is None
        else f"; {audited.label(proof)} already has {told(audited, proof)} on "
        f"{by_when(audited, proof)}, so the stock is probably the count of what was added"
    )
    return Finding(
        rows,
        f"{subject(audited, state)}: {audited.label(state)} has {told(audited, state)} as the "
        f"stock of {by_when(audited, state)}, the same number that {audited.label(flow)} gives as "
        f"added over {audited.window_of(flow)}{because}",
        found=f"{told(audited, state)} as a stock",
        expected=f"{told(audited, flow)} as a flow",
        severity="info" if proof is None else "warning",
    )


def _earlier_stock(audited: Audited, state: int) -> int | None:
    """A stock of the same place on an earlier day that is larger beyond the bounds."""
    rows = np.flatnonzero(audited.among("measure", "stock") & actual(audited))
    for column in ("indicator", "region", "unit", "basis"):
        codes = audited.codes(column)[0]
        rows = rows[codes[rows] == codes[state]]
    rows = rows[audited.days("end")[rows] < audited.days("end")[state]]
    rows = rows[audited.number("lower")[rows] > audited.number("upper")[state]]
    return int(rows[np.argmax(audited.number("lower")[rows])]) if len(rows) else None


@rule(
    "LE205",
    "duplicates-disagree",
    severity="error",
    needs=NEEDS,
    bound="none: the bounds do not meet; literal bounds that meet, a basis that is not stated or "
    "ends known to the month: warning; unstated and more than three times apart: nothing",
    mend="look at the page: two things under one name, or a misprint",
)
def duplicates_disagree(audited: Audited) -> Iterator[Finding]:
    """Two figures of one page for the same thing and window that cannot both be true."""
    columns = [name for name in NEEDS if name not in ("precision", "value", "lower", "upper")]
    columns += [name for name in ("vintage", "document") if audited.has(name)]
    known = actual(audited) & ~np.isnat(audited.days("start")) & ~np.isnat(audited.days("end"))
    for column in ("indicator", "region"):
        known &= ~audited.among(column, *UNSTATED)
    rows = np.flatnonzero(known)
    keys = hashes(audited, *columns, rows=rows)
    order = np.argsort(keys, kind="stable")
    rows, keys = rows[order], keys[order]
    fresh = np.ones(len(rows), dtype=np.bool_)
    fresh[1:] = keys[1:] != keys[:-1]
    first = np.flatnonzero(fresh)
    if len(first) == len(rows):
        return
    lower, upper = audited.number("lower")[rows], audited.number("upper")[rows]
    apart_ = np.maximum.reduceat(lower, first) > np.minimum.reduceat(upper, first)
    after = np.append(first[1:], len(rows))
    for group in np.flatnonzero(apart_):
        part = slice(int(first[group]), int(after[group]))
        low = int(rows[part][np.argmin(upper[part])])
        high = int(rows[part][np.argmax(lower[part])])
        finding = _disagreement(audited, *sorted((low, high)))
        if finding is not None:
            yield finding


def _disagreement(audited: Audited, one: int, other: int) -> Finding | None:
    if _tied(audited, one, other) or _two_things(audited, one, other):
        return None
    vague = audited.text(one, "precision") != "day" and audited.text(one, "measure") != "flow"
    severity: Severity | None = judged(
        audited,
        (one, other),
        (bounds(audited, one), bounds(audited, other)),
        (audited.literal(one), audited.literal(other)),
        unstated=vague or bool(audited.unstated("basis")[one]),
    )
    if severity is None:
        return None
    gap = apart(bounds(audited, one), bounds(audited, other))
    return Finding(
        (one, other),
        f"{subject(audited, one)}, {audited.window_of(one)}: one page has both "
        f"{told(audited, one)} ({audited.label(one)}) and {told(audited, other)} "
        f"({audited.label(other)}), at least {number(100 * gap)} percent apart",
        found=told(audited, other),
        expected=told(audited, one),
        severity=severity,
    )


def _two_things(audited: Audited, one: int, other: int) -> bool:
    """Whether figures of unstated basis are so unlike that they count two things under one name.

    "19,602 firms, among them 131 with foreign money" is no contradiction, however it is coded.
    """
    if not audited.unstated("basis")[[one, other]].any():
        return False
    small, large = sorted(float(audited.number("value")[row]) for row in (one, other))
    return small <= 0 or large > TWO_THINGS * small


def _tied(audited: Audited, one: int, other: int) -> bool:
    """Whether the page itself says that the figures are part and whole, or before and after."""
    told_apart = ("part_of", "share_of", "rate_of", "change_from")
    return any(
        audited.related[row] == to and audited.text(row, "relation") in told_apart
        for row, to in ((one, other), (other, one))
    )


@rule(
    "LE206",
    "pace",
    severity="warning",
    needs=NEEDS,
    bound="a segment of 180 days or more five times slower or faster than its neighbours, at the "
    "bounds that bring them closest; a stock or flow five times off both its neighbours",
    mend="ask the publisher whether both figures count the same thing",
)
def pace(audited: Audited) -> Iterator[Finding]:
    """A segment of a count from an opening that runs five times off its neighbours' pace."""
    counts = without(audited.once(cumulated), _blamed(audited))
    yield from _odd_segments(audited, counts)
    for jump in audited.once(jumps):
        far = max(jump.factor, 1 / jump.factor) >= FAR_OFF
        if jump.power is None and jump.currency is None and jump.sure and far:
            row = jump.rows[0]
            yield Finding(
                (*jump.rows, *jump.neighbours),
                f"{subject(audited, row)}: {several(audited, jump.rows)} {told(audited, row)} "
                f"{when(audited, row)}, {number(max(jump.factor, 1 / jump.factor))} times "
                f"{'above' if jump.factor > 1 else 'below'} what its neighbours allow: "
                f"{neighbours(audited, jump)}",
                found=told(audited, row),
                expected="between its neighbours",
            )


def _odd_segments(audited: Audited, counts: Cumulated) -> Iterator[Finding]:
    """Segments whose rate cannot be within five times that of the segments beside them."""
    follows = counts.follows()
    least, most, measured = _rates(counts, follows)
    slow, fast = measured.copy(), measured.copy()
    beside = np.zeros(len(counts), dtype=np.intp)
    for step in (1, -1):
        near = np.roll(np.arange(len(counts)), step)
        has = (follows if step == 1 else np.append(follows[1:], False)) & measured[near]
        beside += has
        slow &= ~has | (FAR_OFF * most < least[near])
        fast &= ~has | (least > FAR_OFF * most[near])
    told_already: set[int] = set()
    # Where two segments are all there is, each is off the other: the slow one is named.
    for odd in (slow & (beside > 0), fast & (beside > 0)):
        for place in np.flatnonzero(odd):
            around = {int(place) - 1, int(place), int(place) + 1}
            if not around & told_already:
                told_already.add(int(place))
                yield _odd_pace(audited, counts, int(place), follows, measured)


def _rates(counts: Cumulated, follows: Mask) -> tuple[Floats, Floats, Mask]:
    """Least and most a year of the segment that ends with each count, and whether it is long."""
    size = len(counts)
    before = np.maximum(np.arange(size) - 1, 0)
    shortest = np.where(
        follows,
        counts.end_first - counts.end_last[before],
        counts.end_first - counts.open_last + 1,
    )
    longest = np.where(
        follows,
        counts.end_last - counts.end_first[before],
        counts.end_last - counts.open_first + 1,
    )
    gained = counts.lower - np.where(follows, counts.upper[before], 0.0)
    at_most = counts.upper - np.where(follows, counts.lower[before], 0.0)
    measured = (shortest >= SEGMENT_DAYS) & (at_most > 0)
    least = YEAR_DAYS * np.maximum(gained, 0.0) / np.maximum(longest, 1)
    most = YEAR_DAYS * at_most / np.maximum(shortest, 1)
    return least, most, measured


def _odd_pace(
    audited: Audited, counts: Cumulated, place: int, follows: Mask, measured: Mask
) -> Finding:
    first = place - 1 if follows[place] else place
    last = place
    if follows[place] and measured[place - 1] and follows[place - 1]:
        first = place - 2
    if place + 1 < len(counts) and follows[place + 1] and measured[place + 1]:
        last = place + 1
    places = list(range(first, last + 1))
    rows = tuple(int(counts.rows[at]) for at in places)
    from_opening = not follows[first] or first == place - 1
    steps = [_step(audited, counts, at, follows) for at in places if at > first or from_opening]
    own = _yearly(audited, counts, place, follows)
    return Finding(
        rows,
        f"{subject(audited, rows[0])}: {'; '.join(steps)}; counted from one opening, the pace "
        "changes more than fivefold, and nobody says why",
        found=own,
        expected="a pace within five times that of the time beside it",
        mend="ask the publishers whether all count the same thing: what was added or what is left, "
        "the zone or the zone and its surroundings",
    )


def _step(audited: Audited, counts: Cumulated, place: int, follows: Mask) -> str:
    row = int(counts.rows[place])
    return (
        f"{told(audited, row)} by {by_when(audited, row)} ({audited.label(row)}), "
        f"{_yearly(audited, counts, place, follows)}"
    )


def _yearly(audited: Audited, counts: Cumulated, place: int, follows: Mask) -> str:
    """What a segment added a year, in the middle of its bounds."""
    unit = audited.text(int(counts.rows[place]), "unit")
    before = counts.value[place - 1] if follows[place] else 0.0
    since = counts.end_last[place - 1] if follows[place] else counts.open_first[place] - 1
    days = max(float(counts.end_last[place] - since), 1.0)
    a_year = YEAR_DAYS * float(counts.value[place] - before) / days
    rounded = float(f"{a_year:.2g}") if math.isfinite(a_year) else a_year
    since_when = "since then" if follows[place] else "since the opening"
    return f"about {amount(rounded, unit)} a year {since_when}"


RULES: Final[tuple[Rule, ...]] = (
    cumulative_falls,
    off_by_a_power_of_ten,
    off_by_the_exchange_rate,
    stock_used_as_flow,
    duplicates_disagree,
    pace,
)
