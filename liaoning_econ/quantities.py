"""A figure with its bounds and its unit, and what each wording does to the bounds.

The value of a figure lies in [lower, upper]. Sums, differences, products and ratios of two figures
hold every value that the true ones can give: each end is worked out in exact fractions and rounded
outwards (interval arithmetic: Moore, R. E. (1966), Interval Analysis, Prentice-Hall). Two figures
are taken as independent, so `q - q` is not zero where `q` has bounds.

`bounds_of` holds the one table that says what "nearly", "over", "about" or 近 do to a number.
"""

from __future__ import annotations

import enum
import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Final, TypeAlias, cast

from liaoning_econ import units
from liaoning_econ.errors import QuantityError, UndecidedError, UnitError, shorten

__all__ = ["QUALIFIERS", "READINGS", "Quantity", "Verdict", "bounds_of", "widen"]


class Verdict(enum.Enum):
    """Whether one figure is larger than another, given the bounds of both.

    Examples
    --------
    >>> Quantity(5, "firm", 4, 6) > Quantity(3, "firm")
    <Verdict.always: 'always'>
    """

    always = "always"
    never = "never"
    depends = "depends"

    def __bool__(self) -> bool:
        """True for always, False for never.

        Raises
        ------
        UndecidedError
            The bounds overlap, so there is no plain answer.
        """
        if self is Verdict.depends:
            raise UndecidedError(
                "the bounds overlap: which figure is larger depends on where in them the true "
                "ones lie",
                mend="compare with `is Verdict.always`, or narrow the bounds with a better source",
            )
        return self is Verdict.always


# An end of an interval: an exact fraction, or an infinity.
_End: TypeAlias = "Fraction | float"


@dataclass(frozen=True, init=False, repr=False)
class Quantity:
    """A value with its bounds and its unit.

    Parameters
    ----------
    value
        The figure, in `unit`, without multiplier.
    unit
        Any spelling that `units.normalise` knows; kept in its canonical form.
    lower, upper
        Least and greatest value that the wording allows; None where that is the value itself.

    Attributes
    ----------
    value, lower, upper : float
    unit : str

    Raises
    ------
    QuantityError
        A value that is no finite number, a bound that is NaN, or bounds that do not hold the value.
    UnknownCodeError
        The unit is not known.

    Examples
    --------
    >>> firms = Quantity(30_000, "firms", 27_000, 30_000)
    >>> firms / Quantity(15, "months")
    Quantity(2000.0, 'firm/month', 1800.0, 2000.0)
    >>> print(firms)
    27,000 to 30,000 firm (30,000)
    """

    value: float
    unit: str
    lower: float
    upper: float

    def __init__(
        self, value: float, unit: str, lower: float | None = None, upper: float | None = None
    ) -> None:
        ends = [_number(value, "value")]
        ends.append(ends[0] if lower is None else _number(lower, "lower"))
        ends.append(ends[0] if upper is None else _number(upper, "upper"))
        middle, least, greatest = ends
        if math.isinf(middle) or (math.isinf(least) and least > 0) or greatest == -math.inf:
            raise QuantityError(
                f"{middle} between {least} and {greatest} is no figure",
                mend="give a finite value; lower may be -inf and upper inf",
            )
        if not least <= middle <= greatest:
            raise QuantityError(
                f"the value {middle:.15g} does not lie between {least:.15g} and {greatest:.15g}",
                mend="give lower <= value <= upper",
            )
        # Minus zero and zero are one value, and should print as one; so for the bounds.
        object.__setattr__(self, "value", middle + 0.0)
        object.__setattr__(self, "unit", units.normalise(unit))
        object.__setattr__(self, "lower", least + 0.0)
        object.__setattr__(self, "upper", greatest + 0.0)

    @property
    def is_exact(self) -> bool:
        """Whether the bounds are the value itself."""
        return self.lower == self.upper

    def to(self, unit: str) -> Quantity:
        """Return the same figure in another unit of its kind.

        Parameters
        ----------
        unit
            A unit of the same dimension.

        Raises
        ------
        UnitError
            The units measure different things; both are named, with what would mend it.

        Examples
        --------
        >>> Quantity(4, "years").to("months")
        Quantity(48.0, 'month')
        """
        exact = units.factor_exactly(self.unit, unit)
        return _times(self, _Exact(exact), units.normalise(unit), Fraction(1))

    def __add__(self, other: Quantity | float) -> Quantity:
        """Sum; the result has the unit of the left side."""
        right = self._same_kind(other, "add")
        return NotImplemented if right is None else _plus(self, right, self.unit)

    def __radd__(self, other: float) -> Quantity:
        """Sum with a plain number on the left, so that sum() works."""
        return self.__add__(other)

    def __sub__(self, other: Quantity | float) -> Quantity:
        """Difference; the result has the unit of the left side."""
        right = self._same_kind(other, "subtract")
        return NotImplemented if right is None else _plus(self, -right, self.unit)

    def __rsub__(self, other: float) -> Quantity:
        """Difference with a plain number on the left."""
        left = self._same_kind(other, "subtract")
        return NotImplemented if left is None else _plus(left, -self, self.unit)

    def __mul__(self, other: Quantity | float) -> Quantity:
        """Product; the units multiply."""
        right = _operand(other)
        if right is None:
            return NotImplemented
        return _times(self, right, *units.multiply_exactly(self.unit, right.unit))

    def __rmul__(self, other: float) -> Quantity:
        """Product with a plain number on the left."""
        return self.__mul__(other)

    def __truediv__(self, other: Quantity | float) -> Quantity:
        """Ratio; the units divide."""
        right = _operand(other)
        if right is None:
            return NotImplemented
        return _over(self, right, *units.divide_exactly(self.unit, right.unit))

    def __rtruediv__(self, other: float) -> Quantity:
        """Ratio with a plain number above."""
        left = _operand(other)
        return NotImplemented if left is None else left / self

    def __neg__(self) -> Quantity:
        """Change the sign; the ends swap."""
        return Quantity(-self.value, self.unit, -self.upper, -self.lower)

    def __pos__(self) -> Quantity:
        """Return the figure as it is."""
        return self

    def __abs__(self) -> Quantity:
        """Return the figure without its sign."""
        if self.lower >= 0.0:
            return self
        if self.upper <= 0.0:
            return -self
        return Quantity(abs(self.value), self.unit, 0.0, max(-self.lower, self.upper))

    def __lt__(self, other: Quantity | float) -> Verdict:
        """Whether the figure is always, never or possibly the smaller one."""
        right = self._same_kind(other, "compare")
        if right is None:
            return NotImplemented
        if self.upper < right.lower:
            return Verdict.always
        return Verdict.never if self.lower >= right.upper else Verdict.depends

    def __gt__(self, other: Quantity | float) -> Verdict:
        """Whether the figure is always, never or possibly the larger one."""
        right = self._same_kind(other, "compare")
        return NotImplemented if right is None else right < self

    def __repr__(self) -> str:
        """As it would be typed."""
        if self.is_exact:
            return f"Quantity({self.value!r}, {self.unit!r})"
        return f"Quantity({self.value!r}, {self.unit!r}, {self.lower!r}, {self.upper!r})"

    def __str__(self) -> str:
        """For a reader: bounds, unit, and the value as printed."""
        unit = "" if self.unit == "1" else f" {self.unit}"
        value, lower, upper = (_written(end) for end in (self.value, self.lower, self.upper))
        if lower == upper:
            return f"{value}{unit}"
        if math.isinf(self.lower) and math.isinf(self.upper):
            return f"any{unit} ({value})"
        if math.isinf(self.upper):
            return f"at least {lower}{unit} ({value})"
        if math.isinf(self.lower):
            return f"at most {upper}{unit} ({value})"
        return f"{lower} to {upper}{unit} ({value})"

    def _same_kind(self, other: object, verb: str) -> Quantity | None:
        """The other side in this unit; None where it is no figure at all."""
        right = _operand(other)
        if right is None or right.unit == self.unit:
            return right
        if not isinstance(other, Quantity):
            # Nothing is nothing in every unit; this is also where sum() starts.
            if other == 0:
                return Quantity(0.0, self.unit)
            raise UnitError(
                f"cannot {verb} {self.unit} and a plain number",
                mend=f"say what it counts: Quantity({other!r}, {self.unit!r})",
            )
        if {self.unit, right.unit} == {"1", "percent"}:
            raise UnitError(
                f"cannot {verb} {self.unit} and {right.unit} without saying which is meant",
                mend=f"convert one first: .to({self.unit!r}) on the one in {right.unit}",
            )
        try:
            return right.to(self.unit)
        except UnitError as error:
            raise UnitError(
                f"cannot {verb} {self.unit} and {right.unit}",
                mend=units.mend(right.unit, self.unit),
            ) from error


@dataclass(frozen=True)
class _Exact:
    """An exact number in the place of a figure: a factor between units."""

    value: _End
    unit: str = "1"

    @property
    def lower(self) -> _End:
        return self.value

    @property
    def upper(self) -> _End:
        return self.value


def _operand(other: object) -> Quantity | None:
    """A figure as it is, a plain number as an exact one of unit 1, None for anything else."""
    if isinstance(other, Quantity):
        return other
    if isinstance(other, bool) or not hasattr(other, "__float__") or hasattr(other, "__len__"):
        return None
    return Quantity(float(cast("float", other)), "1")


def _number(value: object, name: str) -> float:
    """A float that is no NaN."""
    try:
        number = float(cast("float", value))
    except (TypeError, ValueError, OverflowError) as error:
        raise QuantityError(
            f"{name} {shorten(repr(value))} is no number", mend="give an int or a float"
        ) from error
    if math.isnan(number):
        raise QuantityError(f"{name} is NaN", mend="leave the row out, or give a number")
    return number


def _written(number: float) -> str:
    """Twelve significant digits with thousands separators; ratios of units need no more."""
    if number and not 1e-4 <= abs(number) < 1e18:
        return f"{number:.12g}"
    digits = 0 if number == 0 else max(0, 11 - math.floor(math.log10(abs(number))))
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _end(number: _End) -> _End:
    """An end of an interval as an exact fraction, infinities as they are."""
    return number if isinstance(number, Fraction) or math.isinf(number) else Fraction(number)


def _nearest(exact: _End) -> float:
    """The float nearest to an exact end; an infinity beyond the largest."""
    try:
        return float(exact)
    except OverflowError:
        return math.inf if exact > 0 else -math.inf


def _downwards(exact: _End) -> float:
    """The largest float that is not above an exact end."""
    near = _nearest(exact)
    return math.nextafter(near, -math.inf) if near > exact else near


def _upwards(exact: _End) -> float:
    """The smallest float that is not below an exact end."""
    near = _nearest(exact)
    return math.nextafter(near, math.inf) if near < exact else near


def _rounded(value: _End, unit: str, lower: _End, upper: _End) -> Quantity:
    """A figure of exact ends, rounded outwards."""
    middle = _nearest(value)
    if math.isinf(middle):
        raise QuantityError(
            "the result is larger than any float",
            mend="take larger units, or divide before you multiply",
        )
    return Quantity(middle, unit, _downwards(lower), _upwards(upper))


def _sum(left: _End, right: _End) -> _End:
    """The sum of two lower ends, or of two upper ends: infinities of one sign only meet."""
    for end in (left, right):
        if isinstance(end, float) and math.isinf(end):
            return end
    return left + right


def _product(left: _End, right: _End) -> _End:
    """The product of two ends; an unbounded end times nothing is nothing."""
    if left == 0 or right == 0:
        return Fraction(0)
    if isinstance(left, float) or isinstance(right, float):
        return math.inf if (left > 0) == (right > 0) else -math.inf
    return left * right


def _plus(left: Quantity, right: Quantity, unit: str) -> Quantity:
    """The sum, each end rounded outwards."""
    return _rounded(
        _sum(_end(left.value), _end(right.value)),
        unit,
        _sum(_end(left.lower), _end(right.lower)),
        _sum(_end(left.upper), _end(right.upper)),
    )


def _times(left: Quantity, right: Quantity | _Exact, unit: str, exact: Fraction) -> Quantity:
    """The product and the factor between the units, each end rounded outwards."""
    corners = [
        _product(_product(_end(one), _end(other)), exact)
        for one in (left.lower, left.upper)
        for other in (right.lower, right.upper)
    ]
    value = _product(_product(_end(left.value), _end(right.value)), exact)
    return _rounded(value, unit, min(corners), max(corners))


def _over(left: Quantity, right: Quantity, unit: str, exact: Fraction) -> Quantity:
    """The ratio and the factor between the units, each end rounded outwards."""
    if right.lower <= 0.0 <= right.upper:
        raise QuantityError(
            f"cannot divide by {right}: its bounds hold zero",
            mend="narrow the bounds of the divisor, or compare by difference",
        )
    corners = [
        _product(_product(_end(one), _inverse(other)), exact)
        for one in (left.lower, left.upper)
        for other in (right.lower, right.upper)
    ]
    value = _product(_product(_end(left.value), _inverse(right.value)), exact)
    return _rounded(value, unit, min(corners), max(corners))


def _inverse(number: float) -> _End:
    """One over an end that is not zero."""
    return Fraction(0) if math.isinf(number) else 1 / Fraction(number)


# --- What a wording does to the bounds -----------------------------------------------------------

READINGS: Final = ("pragmatic", "literal")

_Interval: TypeAlias = "tuple[_End, _End]"


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
    times = Fraction(Decimal(repr(float(scale))))
    if qualifier == "between":
        return _between(printed, times)
    text = "".join(printed.split()).replace(",", "").replace("\N{MINUS SIGN}", "-")
    negative = text.startswith("-")
    digits = text.removeprefix("-").removeprefix("+")
    p = _printed(digits, times, scale_word, qualifier, canonical)
    lower, upper = _RULES[qualifier][READINGS.index(reading)](p)
    value = 6 * p.size if qualifier == "tens_of" else p.size
    if negative:
        return _nearest(-value) + 0.0, _nearest(-upper) + 0.0, _nearest(-lower) + 0.0
    return _nearest(value), _nearest(lower), _nearest(upper)


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
        if len(text) > 400 or not set(text) <= set("0123456789./-"):
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


def _between(printed: str, times: Fraction) -> tuple[float, float, float]:
    """Two printed numbers are the bounds, their middle the value."""
    first, dots, second = "".join(printed.split()).replace(",", "").partition("..")
    if not dots:
        raise QuantityError(f"{shorten(printed)!r} is no range", mend="write the ends as '3.5..4'")
    lower, upper = sorted((_fraction(first) * times, _fraction(second) * times))
    return _nearest((lower + upper) / 2), _nearest(lower), _nearest(upper)


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
        return lower, upper
    digits = format(Decimal(repr(float(value))), "f")
    digits = digits.removesuffix(".0")
    _, low, high = bounds_of(digits, unit=unit, qualifier=qualifier, reading=reading)
    return min(lower, low), max(upper, high)
