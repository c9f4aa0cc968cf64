"""How far one figure is from another: in percent, percent a year, log points or percentage points.

The interval of a change holds every change between a figure of the one interval and one of the
other, rounded outwards.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from liaoning_econ import intervals, units

if TYPE_CHECKING:
    from liaoning_econ.intervals import Interval

__all__ = ["Bounded", "annualised", "in_blocks", "in_percent", "in_points", "logarithmic"]

Floats: TypeAlias = npt.NDArray[np.float64]
# Value, lower and upper end.
Bounded: TypeAlias = tuple[Floats, Floats, Floats]

# As many pairs at once stay in the processor's cache.
_BLOCK: Final = 1 << 13
# numpy's log and expm1 are right to one or two units in the last place, twice that is sure.
_UNSURE: Final = 4


def in_blocks(function: Callable[..., Bounded], *columns: Floats) -> Bounded:
    """What a function of figures gives, worked out for some thousand of them at a time.

    Parameters
    ----------
    function
        From arrays of shape (n,) to value, lower and upper end of that shape.
    columns
        Its arguments, shape (rows,) each.

    Returns
    -------
    tuple of three arrays
        Shape (rows,).
    """
    result = np.empty(columns[0].size), np.empty(columns[0].size), np.empty(columns[0].size)
    for start in range(0, columns[0].size, _BLOCK):
        part = slice(start, start + _BLOCK)
        for whole, piece in zip(result, function(*(one[part] for one in columns)), strict=True):
            whole[part] = piece
    return result


def in_percent(
    new: Floats,
    new_lower: Floats,
    new_upper: Floats,
    old: Floats,
    old_lower: Floats,
    old_upper: Floats,
) -> Bounded:
    """100 (new - old) / old.

    Parameters
    ----------
    new, new_lower, new_upper
        The later figures and their bounds, shape (n,).
    old, old_lower, old_upper
        The earlier ones, above zero.

    Returns
    -------
    tuple of three arrays
        Value, lower and upper end, in percent.
    """
    ends = intervals.change((new_lower, new_upper), (old_lower, old_upper))
    with np.errstate(over="ignore"):
        value = 100.0 * ((new - old) / old)
    return intervals.hull(value, ends), *ends


def in_points(
    new: Floats,
    new_lower: Floats,
    new_upper: Floats,
    old: Floats,
    old_lower: Floats,
    old_upper: Floats,
    factor: Floats,
) -> Bounded:
    """factor (new - old).

    Parameters
    ----------
    new, new_lower, new_upper, old, old_lower, old_upper
        The later and the earlier figures and their bounds, shape (n,).
    factor
        Points that one of their unit is, shape (n,).

    Returns
    -------
    tuple of three arrays
        Value, lower and upper end, in points.
    """
    ends = intervals.difference((new_lower, new_upper), (old_lower, old_upper))
    ends = intervals.product(ends, intervals.around(factor))
    return intervals.hull(factor * (new - old), ends), *ends


def logarithmic(
    new: Floats,
    new_lower: Floats,
    new_upper: Floats,
    old: Floats,
    old_lower: Floats,
    old_upper: Floats,
) -> Bounded:
    """100 ln(new / old).

    Parameters
    ----------
    new, new_lower, new_upper, old, old_lower, old_upper
        The later and the earlier figures, above zero, and their bounds, shape (n,).

    Returns
    -------
    tuple of three arrays
        Value, lower and upper end, in log points; infinite where a bound reaches down to zero.
    """
    ratio = _ratio((new_lower, new_upper), (old_lower, old_upper))
    ends = _wider(*(100.0 * _log(end) for end in ratio))
    return intervals.hull(100.0 * _log_ratio(new, old), ends), *ends


def annualised(
    new: Floats,
    new_lower: Floats,
    new_upper: Floats,
    old: Floats,
    old_lower: Floats,
    old_upper: Floats,
    years: Floats,
    longer: Floats,
) -> Bounded:
    """100 ((new / (longer old))^(1 / years) - 1).

    Parameters
    ----------
    new, new_lower, new_upper
        The later figures, zero or above, and their bounds, shape (n,).
    old, old_lower, old_upper
        The earlier ones, above zero.
    years
        Years between the two, above zero.
    longer
        How many times as long the later figure's window is, 1 for what no window adds up.

    Returns
    -------
    tuple of three arrays
        Value, lower and upper end, in percent a year; infinite where no float holds it.
    """
    plain = in_percent(new, new_lower, new_upper, old, old_lower, old_upper)
    odd = (years != 1.0) | (longer != 1.0)
    if not odd.any():
        return plain
    ratio = _ratio((new_lower, new_upper), (old_lower, old_upper))
    ratio = intervals.quotient(ratio, intervals.around(longer))
    # The exponential makes more of what the logarithm is wrong by, which is left room first.
    logs = _wider(*(_log(end) / years for end in ratio))
    ends = _wider(*(_grown(end) for end in logs))
    # Nothing falls by more than all of it.
    ends = np.maximum(ends[0], -100.0), ends[1]
    value = _grown((_log_ratio(new, old) - np.log(longer)) / years)
    value = intervals.hull(value, ends)
    value, lower, upper = (
        np.where(odd, own, other) for own, other in zip((value, *ends), plain, strict=True)
    )
    return value, lower, upper


def _ratio(new: Interval, old: Interval) -> Interval:
    """Ratios of what is not below zero."""
    return intervals.quotient((np.maximum(new[0], 0.0), new[1]), (np.maximum(old[0], 0.0), old[1]))


def _log(ratio: Floats) -> Floats:
    """The logarithm, of nothing minus infinity."""
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(ratio))


def _grown(logarithm: Floats) -> Floats:
    """The change in percent."""
    with np.errstate(over="ignore"):
        return np.asarray(100.0 * np.expm1(logarithm))


def _log_ratio(new: Floats, old: Floats) -> Floats:
    """ln(new / old), right to the last digits also where the two are nearly the same."""
    apart = (new - old) / old
    near = np.abs(apart) < 0.5
    return np.where(near, np.log1p(np.where(near, apart, 0.0)), _log(new / old))


def _wider(lower: Floats, upper: Floats) -> Interval:
    """Ends further out by what a logarithm may be wrong by; one that is 0 or infinite is exact."""
    for _ in range(_UNSURE):
        lower = np.where(lower == 0, lower, np.nextafter(lower, -np.inf))
        upper = np.where(upper == 0, upper, np.nextafter(upper, np.inf))
    return lower, upper


def points_of(unit: str, measure: str) -> tuple[str, float] | None:
    """In which points a unit's figures differ, and how many of them one of the unit is.

    Parameters
    ----------
    unit, measure
        Of a series.

    Returns
    -------
    tuple of str and float, or None
        None where figures of the unit are set in proportion.

    Examples
    --------
    >>> points_of("percent", "share"), points_of("1", "share"), points_of("CNY", "flow")
    (('percentage_point', 1.0), ('percentage_point', 100.0), None)
    """
    numerator, slash, rest = unit.partition("/")
    if numerator in {"percent", "percentage_point"}:
        return f"percentage_point{slash}{rest}", 1.0
    if numerator == "log_point":
        return unit, 1.0
    if numerator == "basis_point":
        return f"percentage_point{slash}{rest}", units.factor("basis_point", "percentage_point")
    if unit == "1" and measure in {"share", "growth"}:
        return "percentage_point", units.factor("1", "percent")
    return None
