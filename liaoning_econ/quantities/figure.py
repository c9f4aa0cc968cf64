"""A figure with its bounds and its unit, and arithmetic that keeps both.

Sums, differences, products and ratios of two figures hold every value that the true ones can give:
each end is worked out in exact fractions and rounded outwards (interval arithmetic: Moore, R. E.
(1966), Interval Analysis, Prentice-Hall). Two figures are taken as independent, so `q - q` is not
zero where `q` has bounds.
"""

from __future__ import annotations

import enum
import math
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from liaoning_econ import units
from liaoning_econ.errors import (
    QuantityError,
    UndecidedError,
    UnitError,
    UnknownCodeError,
    shorten,
)
from liaoning_econ.quantities.ends import (
    End,
    add,
    downwards,
    end_of,
    invert,
    multiply,
    nearest,
    upwards,
)

__all__ = ["Quantity", "Verdict"]


class Verdict(enum.Enum):
    """Whether one figure is larger than another, given the bounds of both.

    Attributes
    ----------
    always
        The bounds of the left lie above those of the right.
    never
        They lie below or end where the right's begin.
    depends
        They overlap; `bool()` of it raises UndecidedError.

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
    UnitError
        The unit has a multiplier in it, such as 亿元.

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
        object.__setattr__(self, "unit", _unit(middle, unit))
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

    value: End
    unit: str = "1"

    @property
    def lower(self) -> End:
        return self.value

    @property
    def upper(self) -> End:
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


def _unit(value: float, unit: str) -> str:
    """The canonical unit; one with a multiplier (亿元) is refused with the figure that it means."""
    try:
        return units.normalise(unit)
    except UnknownCodeError as unknown:
        try:
            plain, scale = units.heading(unit)
        except UnknownCodeError:
            raise unknown from None
        raise UnitError(
            f"{shorten(unit)!r} has a multiplier in it, which is no part of a unit",
            mend=f"Quantity({value * scale:.15g}, {plain!r}), or quantity() on the printed words",
        ) from unknown


def _written(number: float) -> str:
    """Whole numbers in full, others to six digits or two decimals; thousands separated."""
    if number and not 1e-4 <= abs(number) < 1e18:
        return f"{number:.6g}"
    digits = 0 if number == 0 else max(2, 5 - math.floor(math.log10(abs(number))))
    text = f"{number:,.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _rounded(value: End, unit: str, lower: End, upper: End) -> Quantity:
    """A figure of exact ends, rounded outwards."""
    middle = nearest(value)
    if math.isinf(middle):
        raise QuantityError(
            "the result is larger than any float",
            mend="take larger units, or divide before you multiply",
        )
    return Quantity(middle, unit, downwards(lower), upwards(upper))


def _plus(left: Quantity, right: Quantity, unit: str) -> Quantity:
    """The sum, each end rounded outwards."""
    return _rounded(
        add(end_of(left.value), end_of(right.value)),
        unit,
        add(end_of(left.lower), end_of(right.lower)),
        add(end_of(left.upper), end_of(right.upper)),
    )


def _times(left: Quantity, right: Quantity | _Exact, unit: str, exact: Fraction) -> Quantity:
    """The product and the factor between the units, each end rounded outwards."""
    corners = [
        multiply(multiply(end_of(one), end_of(other)), exact)
        for one in (left.lower, left.upper)
        for other in (right.lower, right.upper)
    ]
    value = multiply(multiply(end_of(left.value), end_of(right.value)), exact)
    return _rounded(value, unit, min(corners), max(corners))


def _over(left: Quantity, right: Quantity, unit: str, exact: Fraction) -> Quantity:
    """The ratio and the factor between the units, each end rounded outwards."""
    if right.lower <= 0.0 <= right.upper:
        raise QuantityError(
            f"cannot divide by {right}: its bounds hold zero",
            mend="narrow the bounds of the divisor, or compare by difference",
        )
    corners = [
        multiply(multiply(end_of(one), invert(other)), exact)
        for one in (left.lower, left.upper)
        for other in (right.lower, right.upper)
    ]
    value = multiply(multiply(end_of(left.value), invert(right.value)), exact)
    return _rounded(value, unit, min(corners), max(corners))
