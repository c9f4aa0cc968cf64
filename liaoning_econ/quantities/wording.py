"""What a wording does to the bounds of the number beside it: one table for both languages."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, TypeAlias

from liaoning_econ import units
from liaoning_econ.errors import QuantityError, shorten
from liaoning_econ.quantities.ends import End, nearest

__all__ = ["QUALIFIERS", "READINGS", "bounds_of", "widen"]

READINGS: Final = ("pragmatic", "literal")

_Interval: TypeAlias = tuple[End, End]


@dataclass(frozen=True)
class _Printed:
    """A number as printed, without its sign.

    `size` is its magnitude in the unit, `step` that of the last digit printed, `rounding` how far
    the true figure can be from it, `whole` whether it counts whole things or days.
    """

    size: Fraction
    step: Fraction
    rounding: Fraction
    whole: bool


def _within(p: _Printed, share: Fraction, floor: Fraction) -> _Interval:
    """About: a share of the size or a part of the step on both sides, the larger of the two."""
    spread = max(share * p.size, floor)
    return p.size - spread, p.size + spread


def _just_below(p: _Printed) -> _Interval:
    return max(p.size - p.step, p.size * 9 / 10), p.size


def _below(p: _Printed) -> _Interval:
    return Fraction(0), p.size


def _above(p: _Printed) -> _Interval:
    return p.size, math.inf


def _odd(p: _Printed) -> _Interval:
    # Ten-odd firms are at most nineteen.
    return p.size, p.size + (max(p.step - 1, Fraction(0)) if p.whole else p.step)


_Rule: TypeAlias = Callable[[_Printed], _Interval]
# The one table: what each wording allows, by the pragmatic and by the literal reading.
_RULES: Final[dict[str, tuple[_Rule, _Rule]]] = {
    "none": (
        lambda p: (p.size - p.rounding, p.size + p.rounding),
        lambda p: (p.size - p.rounding, p.size + p.rounding),
    ),
    "exactly": (
        lambda p: (p.size - p.rounding, p.size + p.rounding),
        lambda p: (p.size - p.rounding, p.size + p.rounding),
    ),
    "nearly": (_just_below, _below),
    "under": (_just_below, _below),
    "over": (lambda p: (p.size, p.size + p.step), _above),
    "at_least": (_above, _above),
    "at_most": (_below, _below),
    "about": (
        lambda p: _within(p, Fraction(1, 20), min(p.step / 2, p.size / 10)),
        lambda p: _within(p, Fraction(1, 10), p.step / 2),
    ),
    "odd": (_odd, _odd),
    "hundred_or_more": (lambda p: (p.size, 2 * p.size), _above),
    "tens_of": (lambda p: (2 * p.size, 10 * p.size), lambda p: (2 * p.size, 10 * p.size)),
    "fraction": (
        lambda p: (p.size * 19 / 20, p.size * 21 / 20),
        lambda p: (p.size * 19 / 20, p.size * 21 / 20),
    ),
}
QUALIFIERS: Final = (*_RULES, "between")


def bounds_of(
    printed: str,
    *,
    unit: str,
    qualifier: str = "none",
    scale: float = 1.0,
    scale_word: bool = False,
    reading: str = "pragmatic",
) -> tuple[float, float, float]:
    """Return value, lower and upper of a number as printed.

    Parameters
    ----------
    printed
        The digits as printed: "421.14", "30,000", "-3.5"; "1/3" for a fraction in words, "3.5..4"
        for between.
    unit
        The unit that the number counts.
    qualifier
        none, exactly, nearly, under, over, at_least, at_most, about, odd, hundred_or_more (the
        number is the hundred), tens_of (the number is the ten), fraction, between.
    scale
        What the scale word or the table's heading multiplies with.
    scale_word
        Whether a scale word stands beside the number: 43 million people is no exact count.
    reading
        pragmatic: what a careful writer means; literal: all that the words allow.

    Returns
    -------
    tuple[float, float, float]
        Value, lower, upper, in `unit`; a bound that the words leave open is infinite.

    Raises
    ------
    QuantityError
        `printed` is no number, or the qualifier or the reading is not known.
    UnknownCodeError
        The unit is not known.

    Examples
    --------
    >>> bounds_of("30,000", unit="firm", qualifier="nearly")
    (30000.0, 27000.0, 30000.0)
    >>> bounds_of("421.14", unit="CNY", scale=1e9, scale_word=True)
    (421140000000.0, 421135000000.0, 421145000000.0)
    """
    _known(qualifier, QUALIFIERS, "qualifier")
    _known(reading, READINGS, "reading")
    canonical = units.normalise(unit)
    if not 0 < scale < math.inf:
        raise QuantityError(f"the scale {scale} is no multiplier", mend="give a positive number")
    times = _times(float(scale))
    if qualifier == "between":
        return _between(printed, times)
    text = "".join(printed.split()).replace(",", "").replace("\N{MINUS SIGN}", "-")
    negative = text.startswith("-")
    digits = text.removeprefix("-").removeprefix("+")
    plain = _plain(digits, times, scale_word, qualifier, canonical)
    if plain is not None:
        value, lower, upper = plain
        return (-value + 0.0, -upper + 0.0, -lower + 0.0) if negative else plain
    p = _printed(digits, times, scale_word, qualifier, canonical)
    lower, upper = _RULES[qualifier][READINGS.index(reading)](p)
    value = 6 * p.size if qualifier == "tens_of" else p.size
    if negative:
        return nearest(-value) + 0.0, nearest(-upper) + 0.0, nearest(-lower) + 0.0
    return nearest(value), nearest(lower), nearest(upper)


@functools.lru_cache(maxsize=256)
def _times(scale: float) -> Fraction:
    """What a scale multiplies with, as it is printed: a hundredth is 1/100."""
    return Fraction(Decimal(repr(scale)))


def _known(code: str, codes: tuple[str, ...], kind: str) -> None:
    """Refuse a code that is not on the list."""
    if code not in codes:
        raise QuantityError(
            f"unknown {kind} {shorten(code)!r}", mend=f"take one of {', '.join(codes)}"
        )


def _fraction(text: str) -> Fraction:
    """A printed number as an exact fraction."""
    above, slash, below = text.partition("/")
    try:
        # No exponents: 1e999999999 is a short text and an endless number.
        if len(text) > 200 or not set(text) <= set("0123456789./-"):
            raise InvalidOperation
        size = Fraction(Decimal(above))
        return size / Fraction(Decimal(below)) if slash else size
    except (InvalidOperation, ZeroDivisionError) as error:
        raise QuantityError(
            f"{shorten(text)!r} is no number", mend="give digits such as '421.14' or '30,000'"
        ) from error


def _printed(digits: str, times: Fraction, scale_word: bool, qualifier: str, unit: str) -> _Printed:
    """Size, step and rounding of a number as printed."""
    size = _fraction(digits)
    whole, point, decimals = digits.partition(".")
    if "/" in digits or qualifier == "fraction":
        # A fraction in words is good to a twentieth, so its step is a tenth of it.
        return _Printed(size * times, size * times / 10, size * times / 20, whole=False)
    if point:
        step, trailing = Fraction(1, 10 ** len(decimals)), False
    else:
        zeros = len(whole) - len(whole.rstrip("0")) if size else 0
        step, trailing = Fraction(10**zeros), zeros > 0
    counted = unit in units.COUNTED
    bare_small = not point and not scale_word and size < 100
    rounding = Fraction(1, 2) if bare_small else step / 2
    if not point and (scale_word or trailing):
        rounding = min(rounding, size / 10)
    if counted and not (scale_word or point or trailing):
        rounding = Fraction(0)
    if qualifier == "exactly" and (counted or unit == "1" or units.is_time(unit)):
        rounding = Fraction(0)
    days_or_counts = counted or unit == "day"
    return _Printed(size * times, step * times, rounding * times, days_or_counts)


def _plain(
    digits: str, times: Fraction, scale_word: bool, qualifier: str, unit: str
) -> tuple[float, float, float] | None:
    """The commonest case, a number without a qualifier, in whole twentieths of its last place.

    Most figures are such, and whole numbers cost a fifth of fractions. None leaves the others, and
    numbers of more digits than a float holds, to `_printed`.
    """
    whole, point, decimals = digits.partition(".")
    signs = whole + decimals
    if qualifier not in ("none", "exactly") or not (signs.isascii() and signs.isdigit()):
        return None
    if len(signs) > 40 or (point and not decimals) or times.numerator.bit_length() > 512:
        return None
    number = int(signs)
    zeros = 0 if point or not number else len(whole) - len(whole.rstrip("0"))
    counted = unit in units.COUNTED
    bare_small = not (point or scale_word) and number < 100
    rounding = 10 if bare_small else 10 * 10**zeros
    if not point and (scale_word or zeros):
        rounding = min(rounding, 2 * number)
    counts = qualifier == "exactly" and (counted or unit == "1" or units.is_time(unit))
    if counts or (counted and not (scale_word or point or zeros)):
        rounding = 0
    above = times.numerator
    below = 20 * 10 ** len(decimals) * times.denominator
    middle = 20 * number
    # Division of whole numbers is rounded to the nearest float.
    return (
        middle * above / below,
        (middle - rounding) * above / below,
        (middle + rounding) * above / below,
    )


def _between(printed: str, times: Fraction) -> tuple[float, float, float]:
    """Two printed numbers are the bounds, their middle the value."""
    first, dots, second = "".join(printed.split()).replace(",", "").partition("..")
    if not dots:
        raise QuantityError(f"{shorten(printed)!r} is no range", mend="write the ends as '3.5..4'")
    lower, upper = sorted((_fraction(first) * times, _fraction(second) * times))
    return nearest((lower + upper) / 2), nearest(lower), nearest(upper)


def widen(
    value: float,
    lower: float,
    upper: float,
    *,
    qualifier: str,
    unit: str,
    reading: str = "literal",
) -> tuple[float, float]:
    """Return the bounds of a stored figure by another reading, where its digits are gone.

    The step is taken from the value's own digits: 421,140,000,000 was printed to 0.01 billion.

    Parameters
    ----------
    value, lower, upper
        The figure as stored, by the pragmatic reading.
    qualifier, unit
        As stored.
    reading
        pragmatic: the bounds as stored; literal: all that the words allow.

    Returns
    -------
    tuple[float, float]
        Lower and upper; they hold the stored ones.

    Raises
    ------
    QuantityError
        The qualifier or the reading is not known.

    Examples
    --------
    >>> widen(30_000, 27_000, 30_000, qualifier="nearly", unit="firm")
    (0.0, 30000.0)
    """
    _known(qualifier, QUALIFIERS, "qualifier")
    _known(reading, READINGS, "reading")
    if reading == "pragmatic" or qualifier in ("between", "tens_of", "fraction", "none", "exactly"):
        return float(lower), float(upper)
    digits = format(Decimal(repr(float(value))), "f")
    digits = digits.removesuffix(".0")
    _, low, high = bounds_of(digits, unit=unit, qualifier=qualifier, reading=reading)
    return min(float(lower), low), max(float(upper), high)
