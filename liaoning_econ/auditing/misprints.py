"""Figures that their neighbours in time do not allow, and the factor that would mend them.

No rules here: `factors` and `runs` say what is found.

A count from an opening must lie between the counts before and after it. A stock or flow is held
against the geometric mean of the periods before and after it, where these agree within a factor of
two. The factors that are tried are the powers of ten to 10,000 (a lost decimal point; 万, 10^4, for
亿, 10^8) and the exchange rate of the window (yuan printed as dollars).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ import exchange, units
from liaoning_econ.auditing.sequences import Cumulated, Levels, cumulated, levels
from liaoning_econ.errors import LiaoningEconError

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited, Floats, Mask

__all__ = ["FAR_OFF", "Jump", "jumps", "misplaced"]

POWERS: Final = (1, 2, 3, 4)
# A count that misses its neighbours by less than this is a matter of another rule.
MISSED_BY: Final = 2.0
# How far a mended count may be from the straight line between its neighbours, as a logarithm.
OFF_THE_LINE: Final = 0.5
# Neighbours further apart than this leave room for a power of ten and for an exchange rate.
TIGHT: Final = 1.5

FAR_OFF: Final = 5.0
LOOK_FROM: Final = math.log10(4)
AGREE: Final = math.log10(2)
STEADY: Final = math.log10(1.35)
# Releases of one year differ by a third where a province had overstated (Liaoning, 2011 to 2015).
NEAR_A_POWER: Final = math.log10(1.5)
NEAR_A_RATE: Final = math.log10(1.15)
ONE_RELEASE: Final = math.log10(1.01)
SAME_FIGURE: Final = math.log10(1.1)
# A finding that rests on more rows than this names the first of them.
NAMED: Final = 8


@dataclass(frozen=True)
class Jump:
    """Rows that are off what their neighbours allow.

    Attributes
    ----------
    rows
        The rows that are off, one or several releases of one figure.
    neighbours
        Those that show it, in order of time.
    factor
        What the figure has to be divided by; below one where it is too small.
    power
        Which power of ten that is; None for an exchange rate, or where nothing fits.
    currency
        The currency whose rate the factor is; None where it is none.
    sure
        Whether neighbours on both sides show it.
    """

    rows: tuple[int, ...]
    neighbours: tuple[int, ...]
    factor: float
    power: int | None
    currency: str | None
    sure: bool


def misplaced(audited: Audited) -> list[Jump]:
    """Counts from an opening that would fit after division by a power of ten or a rate."""
    counts = audited.once(cumulated)
    falls = counts.follows()
    falls[1:] &= (counts.lower[:-1] >= MISSED_BY * counts.upper[1:]) & (counts.upper[1:] > 0)
    places = np.flatnonzero(falls)
    depth = counts.lower[places - 1] / counts.upper[places]
    found: dict[int, Jump] = {}
    for place in places[np.argsort(-depth, kind="stable")]:
        earlier, later = int(place) - 1, int(place)
        if earlier in found or later in found:
            continue
        tried = [
            (_mended(audited, counts, earlier, _next(counts, earlier, -1, found), later), earlier),
            (_mended(audited, counts, later, earlier, _next(counts, later, 1, found)), later),
        ]
        fitting = sorted(
            ((*fit, at) for fit, at in tried if fit is not None),
            key=lambda each: (not each[1].sure, each[0]),
        )
        if fitting:
            _, jump, at = fitting[0]
            rival = len(fitting) > 1 and fitting[1][1].sure
            found[at] = _doubted(jump) if rival else jump
    return [found[at] for at in sorted(found)]


def _doubted(jump: Jump) -> Jump:
    return Jump(jump.rows, jump.neighbours, jump.factor, jump.power, jump.currency, sure=False)


def _next(counts: Cumulated, place: int, step: int, found: dict[int, Jump]) -> int | None:
    """The nearest place of the same run in one direction that is not itself off."""
    at = place + step
    while 0 <= at < len(counts) and counts.run[at] == counts.run[place]:
        if at not in found:
            return at
        at += step
    return None


def _mended(
    audited: Audited, counts: Cumulated, place: int, before: int | None, after: int | None
) -> tuple[float, Jump] | None:
    """The factor after which a count lies between its neighbours, and how well it lies there."""
    least = counts.lower[before] if before is not None else 0.0
    most = counts.upper[after] if after is not None else math.inf
    expected = _on_the_line(counts, place, before, after)
    if expected <= 0 or counts.value[place] <= 0:
        return None
    sign = 1 if counts.lower[place] > most else -1
    sure = before is not None and after is not None
    near = tuple(int(counts.rows[at]) for at in (before, after) if at is not None)
    row = int(counts.rows[place])
    factors = [(10.0 ** (sign * power), sign * power, "") for power in POWERS]
    if sure and most <= TIGHT * least:
        factors += [(rate**sign, 0, code) for code, rate in _rates(audited, row)]
    best: tuple[float, Jump] | None = None
    for factor, power, code in factors:
        if counts.upper[place] / factor < least or counts.lower[place] / factor > most:
            continue
        off = abs(math.log10(counts.value[place] / factor / expected))
        if off <= OFF_THE_LINE and (best is None or off < best[0]):
            best = off, Jump((row,), near, factor, power or None, code or None, sure)
    return best


def _on_the_line(counts: Cumulated, place: int, before: int | None, after: int | None) -> float:
    """What a count would be on the straight line between its neighbours, or to the one it has."""

    def age(at: int) -> float:
        return float(counts.end_last[at] - counts.open_first[at] + 1)

    if before is None or after is None:
        only = after if before is None else before
        return 0.0 if only is None else float(counts.value[only]) * age(place) / age(only)
    one, other = float(counts.value[before]), float(counts.value[after])
    span = age(after) - age(before)
    part = (age(place) - age(before)) / span if span else 0.5
    return one + (other - one) * min(max(part, 0.0), 1.0)


def _rates(audited: Audited, row: int) -> list[tuple[str, float]]:
    """The other currency that a figure may be in, and yuan for one of the foreign one."""
    unit = audited.text(row, "unit")
    if unit not in units.CURRENCIES:
        return []
    foreign = "USD" if unit == "CNY" else unit
    start, end = audited.day(row, "start"), audited.day(row, "end")
    if start is None or end is None:
        return []
    try:
        rate = exchange.mean_rate(foreign, "CNY", [start.to_datetime64()], [end.to_datetime64()])
    except LiaoningEconError:
        # Days before the reference rates begin, or a currency without one: nothing to try.
        return []
    return [("USD" if unit == "CNY" else "CNY", float(rate[0]))]


def jumps(audited: Audited) -> list[Jump]:
    """Stocks and flows that are at least four times off their neighbours, with what mends them."""
    table = audited.once(levels)
    if not len(table.rows):
        return []
    size = np.log10(audited.number("value")[table.rows])
    expected, sure = _expected(table)
    off = size - expected[table.period]
    found = [
        _classed(audited, *case, sure=bool(sure[case[0]]), table=table)
        for case in _cases(table, off, np.abs(off) >= LOOK_FROM)
    ]
    return [*found, *_beside(table, size, expected)]


def _expected(table: Levels) -> tuple[Floats, Mask]:
    """What the neighbours of each period allow, as a logarithm; NaN where they do not agree.

    Both neighbours where they agree; at an end of a series the nearest, where the one beyond it
    says the same.
    """
    before, after, size = table.before, table.after, table.size
    both = (before >= 0) & (after >= 0)
    agree = both & (np.abs(size[before] - size[after]) <= AGREE)
    expected = np.where(agree, (size[before] + size[after]) / 2, np.nan)
    for near, other in ((before, after), (after, before)):
        beyond = near[near]
        steady = (near >= 0) & (other < 0) & (beyond >= 0)
        steady &= np.abs(size[near] - size[beyond]) <= STEADY
        expected = np.where(steady, size[near], expected)
    return expected, agree


def _cases(table: Levels, off: Floats, wanted: Mask) -> Iterator[tuple[int, float, list[int]]]:
    """Period, how far off (a logarithm) and rows of the figures that are off alike."""
    cases: dict[tuple[int, int], list[int]] = {}
    for at in np.flatnonzero(wanted):
        cases.setdefault((int(table.period[at]), round(float(off[at]))), []).append(int(at))
    for (period, _), places in cases.items():
        typical = float(np.median(off[places]))
        yield period, typical, [int(table.rows[at]) for at in places]


def _classed(
    audited: Audited, period: int, off: float, rows: list[int], *, sure: bool, table: Levels
) -> Jump:
    """A jump with the factor that mends it, or with none."""
    sign = 1 if off > 0 else -1
    near = tuple(
        int(table.middle[at]) for at in (table.before[period], table.after[period]) if at >= 0
    )
    released = _beside_its_releases(audited, period, rows, table)
    power = released or round(off)
    misses = abs(off - power) if 1 <= abs(power) <= POWERS[-1] else math.inf
    misses = 0.0 if released else misses
    for code, rate in _rates(audited, rows[0]):
        wide = abs(abs(off) - abs(math.log10(rate)))
        if sure and wide <= NEAR_A_RATE and wide < misses and abs(math.log10(rate)) >= LOOK_FROM:
            return Jump(tuple(rows[:NAMED]), near, rate**sign, None, code, sure)
    if misses <= (NEAR_A_POWER if sure else SAME_FIGURE):
        return Jump(tuple(rows[:NAMED]), near, 10.0**power, power, None, sure)
    return Jump(tuple(rows[:NAMED]), near, 10.0**off, None, None, sure)


def _beside_its_releases(audited: Audited, period: int, rows: list[int], table: Levels) -> int:
    """Which power of ten lies between a figure and another release of it; 0 where none does."""
    first = int(table.first[period])
    others = table.rows[first : first + int(table.count[period])]
    others = others[~np.isin(others, rows)]
    value = audited.number("value")
    apart = np.log10(value[rows[0]] / value[others])
    power = np.rint(apart)
    fits = (power != 0) & (np.abs(power) <= POWERS[-1]) & (np.abs(apart - power) <= ONE_RELEASE)
    return int(power[fits][0]) if fits.any() else 0


def _beside(table: Levels, size: Floats, expected: Floats) -> Iterator[Jump]:
    """Releases of one figure that are a power of ten apart, where no neighbour in time judges."""
    alone = np.isnan(expected)
    apart = size - table.size[table.period]
    power = np.rint(apart)
    off = alone[table.period] & (power != 0) & (np.abs(apart - power) <= SAME_FIGURE)
    for period, typical, rows in _cases(table, apart, off):
        other = int(table.middle[period])
        sure = int(table.count[period]) >= 2 * len(rows) + 1
        power_of = round(typical)
        yield Jump(tuple(rows[:NAMED]), (other,), 10.0**power_of, power_of, None, sure)
