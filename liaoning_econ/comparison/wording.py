"""Numbers and windows as a reader of a verdict wants them: no more digits than the bounds carry."""

from __future__ import annotations

import math

import pandas as pd

__all__ = ["day_text", "number", "plain", "span_text", "times"]

_LEAST_DIGITS = 2
_MOST_DIGITS = 6
_MOST_IN_BOUNDS = 4
_ROUNDING = 1e-12


def number(value: float, digits: int = _LEAST_DIGITS) -> str:
    """A number in `digits` significant digits, thousands set off, never in powers of ten.

    Parameters
    ----------
    value
        A number; an infinite one is ∞.
    digits
        Significant digits.

    Returns
    -------
    str

    Examples
    --------
    >>> number(5.0922), number(1909.6, 3), number(421_140_000_000.0, 5)
    ('5.1', '1,910', '421,140,000,000')
    """
    return _rounded(value, _places(value, digits))


def _places(value: float, digits: int) -> int:
    """Decimals that make `digits` significant ones; negative for tens and hundreds."""
    if value == 0 or not math.isfinite(value):
        return 0
    return digits - 1 - math.floor(math.log10(abs(value)))


def _rounded(value: float, places: int) -> str:
    """A number to so many decimals, or in one digit where that would leave nothing of it."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "-∞"
    if value == 0:
        return "0"
    if round(value, places) == 0:
        places = _places(value, 1)
    return f"{round(value, places):,.{max(places, 0)}f}"


def plain(value: float) -> str:
    """A number with the digits that it has, at most six after the point's leading zeros.

    Parameters
    ----------
    value
        A number.

    Returns
    -------
    str

    Examples
    --------
    >>> plain(30000.0), plain(0.19943), plain(12.0)
    ('30,000', '0.19943', '12')
    """
    if float(value).is_integer():
        return f"{value:,.0f}"
    text = number(value, _MOST_DIGITS)
    return text.rstrip("0").rstrip(".") if "." in text else text


def times(value: float, lower: float, upper: float) -> str:
    """A ratio with its bounds.

    Parameters
    ----------
    value, lower, upper
        A figure and its bounds; an open bound is infinite.

    Returns
    -------
    str

    Examples
    --------
    >>> times(5.0922, 4.121, 5.585)
    'about 5.1 times (4.1 to 5.6)'
    >>> times(2.0, 2.0, 2.0)
    '2 times'
    """
    middle, bounds = _texts(value, lower, upper, _LEAST_DIGITS)
    return f"{middle} times{bounds}"


def span_text(value: float, lower: float, upper: float, *, digits: int = _LEAST_DIGITS) -> str:
    """A figure with its bounds, without a unit, in at least so many significant digits.

    Parameters
    ----------
    value, lower, upper
        A figure and its bounds; an open bound is infinite.
    digits
        The fewest significant digits.

    Returns
    -------
    str

    Examples
    --------
    >>> span_text(15.7097, 14.7333, 17.0, digits=3)
    'about 15.7 (14.7 to 17.0)'
    """
    return "".join(_texts(value, lower, upper, digits))


def day_text(day: pd.Timestamp | None) -> str:
    """A day as YYYY-MM-DD; "an unstated day" where it is missing.

    Parameters
    ----------
    day
        A day, or what stands for a missing one.

    Returns
    -------
    str

    Examples
    --------
    >>> import pandas as pd
    >>> day_text(pd.Timestamp("2018-07-31")), day_text(None)
    ('2018-07-31', 'an unstated day')
    """
    return "an unstated day" if day is None or pd.isna(day) else f"{day:%Y-%m-%d}"


def _texts(value: float, lower: float, upper: float, least: int) -> tuple[str, str]:
    """Value and bracketed bounds, all to the decimals that tell the bounds apart and no more."""
    # Outward rounding leaves an exact figure a float or two wide.
    if upper - lower <= _ROUNDING * abs(value):
        return plain(value), ""
    ends = [end for end in (lower, upper) if math.isfinite(end)]
    if not ends:
        return f"about {number(value, least)}", " (no bound is known)"
    width = max(abs(value - end) for end in ends)
    needed = 1 + math.ceil(math.log10(max(abs(value) / width, 1.0))) if width else least
    places = _places(value or max(ends, key=abs), min(max(needed, least), _MOST_IN_BOUNDS))
    middle, low, high = (_rounded(end, places) for end in (value, lower, upper))
    if math.isinf(upper):
        return f"about {middle}", f" ({low} or more)"
    if math.isinf(lower):
        return f"about {middle}", f" ({high} or less)"
    return f"about {middle}", f" ({low} to {high})" if low != high else ""
