"""Figures that are off by a factor: a power of ten, or an exchange rate (LE202, LE203)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

import numpy as np

from liaoning_econ import units
from liaoning_econ.auditing.evidence import actual, by_when, hashes, publisher, subject, told
from liaoning_econ.auditing.misprints import Jump, jumps, misplaced
from liaoning_econ.auditing.ruling import Finding, rule
from liaoning_econ.auditing.words import amount, joined
from liaoning_econ.comparison.wording import number, plain

if TYPE_CHECKING:
    from liaoning_econ.auditing.audited import Audited

__all__ = [
    "NEEDS",
    "neighbours",
    "off_by_a_power_of_ten",
    "off_by_the_exchange_rate",
    "several",
    "when",
]

# What a figure in an order of time must say of itself.
NEEDS: Final = (
    "indicator",
    "region",
    "start",
    "end",
    "precision",
    "measure",
    "basis",
    "prices",
    "relative_to",
    "unit",
    "value",
    "lower",
    "upper",
    "source",
)

_PART: Final = {1: "a tenth", 2: "a hundredth", 3: "a thousandth", 4: "a ten-thousandth"}
_TIMES: Final = {1: "ten", 2: "a hundred", 3: "a thousand", 4: "ten thousand"}
_HANZI: Final = ((1e12, "万亿"), (1e8, "亿"), (1e4, "万"))


@rule(
    "LE202",
    "off-by-a-power-of-ten",
    severity="error",
    needs=NEEDS,
    bound="counts from an opening: outside the neighbours by a factor of 2 or more, between them "
    "after division; stocks and flows: within a factor of 1.5 of a power of ten off neighbours "
    "that agree within a factor of 2; neighbours on one side only: warning",
    mend="divide by the factor once the publisher confirms it",
)
def off_by_a_power_of_ten(audited: Audited) -> Iterator[Finding]:
    """A value 10, 100, 1,000 or 10,000 times what its neighbours in time allow, or a part of it."""
    for jump in (*audited.once(misplaced), *audited.once(jumps)):
        if jump.power is not None:
            yield _slipped(audited, jump, jump.power)


def _slipped(audited: Audited, jump: Jump, power: int) -> Finding:
    row, unit = jump.rows[0], audited.text(jump.rows[0], "unit")
    value = float(audited.number("value")[row])
    mended = float(f"{value / jump.factor:.12g}")
    how = f"{_PART[power]} of it" if power > 0 else f"{_TIMES[-power]} times as much"
    who = publisher(audited.text(row, "source"))
    do = f"divide by {10**power:,}" if power > 0 else f"multiply by {10**-power:,}"
    return Finding(
        (*jump.rows, *jump.neighbours),
        f"{subject(audited, row)}: {several(audited, jump.rows)} {told(audited, row)} "
        f"{when(audited, row)}, but {neighbours(audited, jump)}; {how}, {amount(mended, unit)}, "
        f"would fit{_in_hanzi(value, mended)}",
        found=told(audited, row),
        expected=f"{amount(mended, unit)} ({do})",
        mend=f"{do} ({amount(mended, unit)}) once {who or 'the publisher'} confirms it; "
        "until then leave the figure out",
        severity="error" if jump.sure else "warning",
    )


def several(audited: Audited, rows: Sequence[int]) -> str:
    """The labels of rows that have one figure, and the verb."""
    return f"{joined([audited.label(row) for row in rows])} {'has' if len(rows) == 1 else 'have'}"


def when(audited: Audited, row: int) -> str:
    """The time of a figure: the day to which it counts, or the window of a flow."""
    if audited.text(row, "measure") in ("cumulative", "stock"):
        return f"by {by_when(audited, row)}"
    return f"in {audited.window_of(row)}"


def neighbours(audited: Audited, jump: Jump) -> str:
    """The figures that show that a figure is off, with their times."""
    return joined(
        [
            f"{audited.label(row)} has {told(audited, row)} {when(audited, row)}"
            for row in jump.neighbours
        ]
    )


def _in_hanzi(value: float, mended: float) -> str:
    """How the slip looks in Chinese numerals, for large figures: 84万 for 8.4万."""
    for scale, word in _HANZI:
        if value >= scale:
            return f" ({plain(value / scale)}{word} for {_hanzi(mended)})"
    return ""


def _hanzi(value: float) -> str:
    # One place below the scale is how a lost decimal point looks: 8.4万, 1.2万亿.
    scale, word = next(((size, word) for size, word in _HANZI if value >= size), (1.0, ""))
    return f"{plain(float(f'{value / scale:.12g}'))}{word}"


@rule(
    "LE203",
    "off-by-the-exchange-rate",
    severity="error",
    needs=NEEDS,
    bound="within 15 % of the mean rate of the window off neighbours that agree within a factor "
    "of 2; or one number in two currencies",
    mend="ask the publisher which currency it is in, or whether a digit is lost",
)
def off_by_the_exchange_rate(audited: Audited) -> Iterator[Finding]:
    """Yuan printed as dollars or the other way round: off its neighbours by the exchange rate."""
    for jump in (*audited.once(misplaced), *audited.once(jumps)):
        if jump.currency is not None:
            yield _in_another_currency(audited, jump, jump.currency)
    yield from _one_number_in_two_currencies(audited)


def _in_another_currency(audited: Audited, jump: Jump, currency: str) -> Finding:
    row, unit = jump.rows[0], audited.text(jump.rows[0], "unit")
    mended = float(f"{audited.number('value')[row] / jump.factor:.3g}")
    rate = max(jump.factor, 1 / jump.factor)
    swapped = (jump.factor > 1) == (unit != "CNY")
    why = (
        f"it is probably a figure in {currency}"
        if swapped
        else "it was probably converted once too often"
    )
    do = f"{'divide' if jump.factor > 1 else 'multiply'} by {number(rate)}"
    return Finding(
        (*jump.rows, *jump.neighbours),
        f"{subject(audited, row)}: {several(audited, jump.rows)} {told(audited, row)} "
        f"{when(audited, row)}, but {neighbours(audited, jump)}; by the mean rate of the window, "
        f"{number(rate)}, it would be {amount(mended, unit)}, which fits: {why}",
        found=told(audited, row),
        expected=f"about {amount(mended, unit)} ({do})",
        severity="error" if jump.sure else "warning",
    )


def _one_number_in_two_currencies(audited: Audited) -> Iterator[Finding]:
    """The same key and number, in two currencies."""
    money = [text for text in audited.codes("unit")[1] if text in units.CURRENCIES]
    if len(money) < 2:
        return
    rows = np.flatnonzero(
        audited.among("unit", *money)
        & actual(audited)
        & audited.among("measure", "stock", "flow", "cumulative")
    )
    keys = hashes(audited, "indicator", "region", "measure", "basis", "start", "end", rows=rows)
    value, unit = audited.number("value")[rows], audited.codes("unit")[0][rows]
    order = np.lexsort((unit, value, keys))
    one, other = order[:-1], order[1:]
    twins = (keys[one] == keys[other]) & (value[one] == value[other]) & (unit[one] != unit[other])
    for place in np.flatnonzero(twins & (value[one] != 0)):
        pair = tuple(sorted((int(rows[one[place]]), int(rows[other[place]]))))
        yield Finding(
            pair,
            f"{subject(audited, pair[0])}, {audited.window_of(pair[0])}: "
            f"{audited.label(pair[0])} has {told(audited, pair[0])} and {audited.label(pair[1])} "
            f"{told(audited, pair[1])}: one number in two currencies, so one of them is wrong",
            found=told(audited, pair[1]),
            expected="numbers that differ by the exchange rate",
            severity="error" if audited.same_page(pair) else "warning",
        )
