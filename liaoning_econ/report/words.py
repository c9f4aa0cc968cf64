"""How a newspaper writes a figure: thousands separators, sensible digits, the unit in words.

Every number of the brief passes through here, so that the same figure looks the same in a
sentence, in a table and on the sheet. Rounding is for reading only; nothing is computed with it.
"""

from __future__ import annotations

import math
from typing import Final

import pandas as pd

__all__ = [
    "against",
    "as_printed",
    "change",
    "currency",
    "dashed",
    "day",
    "days",
    "figure",
    "ordinal",
    "places",
    "shorter",
    "span",
    "times",
    "unit_name",
]

MINUS: Final = "−"
_SCALES: Final = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
_BEFORE: Final = {"USD": "US$", "SGD": "S$", "HKD": "HK$", "EUR": "€", "GBP": "£"}
_AFTER: Final = {
    "1": ("", ""),
    "CNY": ("yuan", "yuan"),
    "JPY": ("yen", "yen"),
    "KRW": ("won", "won"),
    "firm": ("firm", "firms"),
    "person": ("person", "people"),
    "project": ("project", "projects"),
    "day": ("day", "days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
    "city": ("city", "cities"),
    "country": ("country", "countries"),
    "task": ("task", "tasks"),
    "job": ("job", "jobs"),
    "tonne": ("tonne", "tonnes"),
    "bank": ("bank", "banks"),
    "vehicle": ("vehicle", "vehicles"),
    "m2": ("m²", "m²"),
    "hectare": ("hectare", "hectares"),
    "licence": ("licence", "licences"),
    "km2": ("km²", "km²"),
    "zone": ("zone", "zones"),
    "percentage_point": ("percentage point", "percentage points"),
    "basis_point": ("basis point", "basis points"),
}
_CURRENCIES: Final = {
    "CNY": "yuan",
    "EUR": "euro",
    "GBP": "pound",
    "HKD": "Hong Kong dollar",
    "JPY": "yen",
    "KRW": "won",
    "SGD": "Singapore dollar",
    "TWD": "Taiwan dollar",
    "USD": "US dollar",
}
# Qualifiers that stand inside the printed words already: "two thirds", "between 5 and 6".
_INSIDE: Final = ("none", "exactly", "", "fraction", "between", "hundred_or_more", "tens_of")
_NUMBER_WORDS: Final = "no one two three four five six seven eight nine ten eleven twelve".split()


def unit_name(unit: str, *, many: bool = True) -> str:
    """The unit in words: "firms", "yuan a head", "firms a month"; a code of its own as it is.

    Parameters
    ----------
    unit
        A canonical unit: "firm", "CNY/person", "firm/month".
    many
        Whether more than one is spoken of.

    Examples
    --------
    >>> unit_name("firm/month")
    'firms a month'
    """
    top, stroke, bottom = unit.partition("/")
    if top == "percent":
        words = "%"
    elif top in _BEFORE:
        words = _BEFORE[top]
    else:
        words = _AFTER[top][many] if top in _AFTER else top.replace("_", " ")
    if not stroke:
        return words
    if bottom in _CURRENCIES:
        return f"{words} to {currency(bottom)}"
    below = "head" if bottom == "person" else _AFTER.get(bottom, (bottom.replace("_", " "),))[0]
    return f"{words} {'per' if top == '1' else 'a'} {below}".strip()


def plain(value: float, decimals: int) -> str:
    """A number with thousands separators and a true minus sign."""
    if math.isinf(value):
        return "no limit"
    text = f"{abs(value):,.{decimals}f}"
    return f"{MINUS}{text}" if value < 0 and text.strip("0.,") else text


def significant(value: float, digits: int) -> str:
    """A number at so many significant digits, trailing zeros after the point dropped."""
    if value == 0 or not math.isfinite(value):
        return plain(value, 0)
    rounded = float(f"{value:.{digits - 1}e}")
    decimals = max(digits - 1 - math.floor(math.log10(abs(rounded))), 0)
    text = plain(rounded, decimals)
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(value: float, decimals: int) -> str:
    """A number with so many decimals, kept even where they are zero.

    Parameters
    ----------
    value
        The number.
    decimals
        How many digits stand after the point.

    Examples
    --------
    >>> places(-7.535, 1)
    '−7.5'
    """
    return plain(value, decimals)


def figure(value: float, unit: str = "1", digits: int = 6) -> str:
    """A figure with its unit, as a newspaper prints it.

    Parameters
    ----------
    value
        In `unit`, without multiplier.
    unit
        A canonical unit.
    digits
        Significant digits at most; fewer where the rest are zeros.

    Examples
    --------
    >>> figure(421.14e9, "CNY")
    '421.14 billion yuan'
    >>> figure(1909.6, "firm/month", 2)
    '1,900 firms a month'
    """
    # Rounded first, so that a hair less than a billion is a billion, not 1,000 million.
    number, scale = _scaled(_rounded(value, digits), unit)
    # Money is written at a scale, counts in full: "30,000 firms", "43.69 million people".
    return _dressed(significant(number, digits), scale, unit, many=_many(value, digits))


def span(lower: float, upper: float, unit: str = "1", digits: int | None = None) -> str:
    """Two bounds with one unit; one figure where both are the same.

    Parameters
    ----------
    lower, upper
        In `unit`; either may be infinite.
    unit
        A canonical unit.
    digits
        Significant digits; None takes as many as the two bounds need to be told apart.

    Examples
    --------
    >>> span(14.038e6, 15.598e6, "CNY/firm", 3)
    '14.0 to 15.6 million yuan a firm'
    >>> span(30, math.inf, "day")
    '30 days or more'
    """
    if math.isinf(upper) and math.isinf(lower):
        return "no bound stated"
    if math.isinf(upper):
        return f"{figure(lower, unit)} or more"
    if math.isinf(lower):
        return f"{figure(upper, unit)} or less"
    if lower == upper:
        return figure(lower, unit, digits or 12)
    first, scale = _scaled(lower, unit, like=upper)
    last, _ = _scaled(upper, unit, like=upper)
    take = digits or _enough(first, last)
    decimals = max(take - 1 - math.floor(math.log10(max(abs(last), abs(first)))), 0)
    low, high = (plain(_to_digits(number, take, decimals), decimals) for number in (first, last))
    if low == high:
        return _dressed(low, scale, unit, many=True)
    if unit.partition("/")[0] in _BEFORE:
        sign = _BEFORE[unit.partition("/")[0]]
        return f"{sign}{low} to {_dressed(high, scale, unit, many=True).removeprefix(sign)}"
    return f"{low} to {_dressed(high, scale, unit, many=True)}"


def dashed(lower: float, upper: float, digits: int | None = None) -> str:
    """Two bounds for a narrow column of a table.

    Parameters
    ----------
    lower, upper
        Finite bounds.
    digits
        As in `span`.

    Examples
    --------
    >>> dashed(5681.8, 5909.1, 2)
    '5,700–5,900'
    """
    return span(lower, upper, "1", digits).replace(" to ", "–")


def change(percent: float, decimals: int = 2) -> str:
    """A change in percent with its sign.

    Parameters
    ----------
    percent
        The change.
    decimals
        How many digits stand after the point.

    Examples
    --------
    >>> change(8.1583)
    '+8.16%'
    """
    sign = "+" if percent > 0 else ""
    return f"{sign}{plain(percent, decimals)}%"


def times(ratio: float, digits: int = 2) -> str:
    """A ratio in words.

    Parameters
    ----------
    ratio
        How many times as much.
    digits
        Significant digits.

    Examples
    --------
    >>> times(5.093)
    '5.1 times'
    """
    return f"{significant(ratio, digits)} times"


def against(lower: float, upper: float, digits: int = 2) -> str:
    """Bounds of a ratio in words.

    Parameters
    ----------
    lower, upper
        The bounds.
    digits
        Significant digits.

    Examples
    --------
    >>> against(4.12, 5.59)
    '4.1 to 5.6 times'
    """
    return f"{span(lower, upper, '1', digits)} times"


def day(moment: pd.Timestamp) -> str:
    """A day as newspapers write it.

    Parameters
    ----------
    moment
        The day.

    Examples
    --------
    >>> day(pd.Timestamp("2018-07-26"))
    '26 July 2018'
    """
    return f"{moment.day} {moment.month_name()} {moment.year}"


def days(first: pd.Timestamp, last: pd.Timestamp) -> str:
    """A stretch of days; what the two ends share is said once.

    Parameters
    ----------
    first, last
        Both inclusive.

    Examples
    --------
    >>> days(pd.Timestamp("2018-06-14"), pd.Timestamp("2018-08-15"))
    '14 June to 15 August 2018'
    """
    if first == last:
        return day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if first.day == 1 and first + pd.offsets.MonthEnd() == last.normalize():
        return f"{first.month_name()} {first.year}"
    if first.year != last.year:
        return f"{day(first)} to {day(last)}"
    if first.month != last.month:
        return f"{first.day} {first.month_name()} to {day(last)}"
    return f"{first.day} to {day(last)}"


def ordinal(rank: float) -> str:
    """A rank in figures: 1st, 2nd, 14th.

    Parameters
    ----------
    rank
        A whole number.

    Examples
    --------
    >>> ordinal(14), ordinal(31)
    ('14th', '31st')
    """
    whole = round(rank)
    ending = "th" if whole % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(whole % 10)
    return f"{whole}{ending or 'th'}"


def small(number: int) -> str:
    """A small count in words, from thirteen on in figures."""
    return _NUMBER_WORDS[number] if 0 <= number < len(_NUMBER_WORDS) else f"{number:,}"


def as_printed(figure_: str, qualifier: str) -> str:
    """A printed figure with its qualifier where English puts it.

    Parameters
    ----------
    figure_
        The words of the figure.
    qualifier
        Its code.

    Examples
    --------
    >>> as_printed("30,000", "nearly"), as_printed("10", "odd")
    ('nearly 30,000', '10-odd')
    """
    if qualifier in _INSIDE:
        return figure_
    if qualifier == "odd":
        return f"{figure_}-odd" if figure_[-1:].isascii() else f"{figure_} or a few more"
    spoken = {"at_least": "at least", "at_most": "up to"}
    return f"{spoken.get(qualifier, qualifier.replace('_', ' '))} {figure_}"


def currency(code: str) -> str:
    """One unit of a currency, as it is spoken of: "the US dollar".

    Parameters
    ----------
    code
        ISO 4217.

    Examples
    --------
    >>> currency("USD"), currency("CHF")
    ('the US dollar', 'one CHF')
    """
    return f"the {_CURRENCIES[code]}" if code in _CURRENCIES else f"one {code}"


def listed(parts: list[str]) -> str:
    """Names in a row: "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def shorter(text: str, most: int = 400) -> str:
    """A text field cut to a readable length, white space made plain.

    Parameters
    ----------
    text
        Any text, however long.
    most
        Characters kept.

    Examples
    --------
    >>> shorter("a   b", 10)
    'a b'
    """
    line = " ".join(text[: 4 * most].split())
    return line if len(line) <= most and len(text) <= 4 * most else f"{line[: most - 1]}…"


def _scaled(value: float, unit: str, *, like: float | None = None) -> tuple[float, str]:
    """The number and the scale word it is written with; small counts stay in full."""
    size = abs(value if like is None else like)
    least = 1e6 if _is_money(unit) or size >= 1e7 or size != round(size) else math.inf
    for step, word in _SCALES:
        if size >= step and size >= least and math.isfinite(size):
            return value / step, word
    return value, ""


def _rounded(value: float, digits: int) -> float:
    """The number at so many significant digits."""
    return float(f"{value:.{digits - 1}e}") if math.isfinite(value) else value


def _is_money(unit: str) -> bool:
    """Whether the unit counts money."""
    top = unit.partition("/")[0]
    return len(top) == 3 and top.isupper()


def _many(value: float, digits: int) -> bool:
    """Whether the number is read as a plural: every number but one."""
    return significant(value, digits) != "1"


def _dressed(number: str, scale: str, unit: str, *, many: bool) -> str:
    """A written number with its scale word and its unit around it."""
    top, stroke, bottom = unit.partition("/")
    if top in _BEFORE:
        tail = unit_name(f"1/{bottom}").replace("per", "a", 1) if stroke else ""
        return " ".join(part for part in (f"{_BEFORE[top]}{number}", scale, tail) if part)
    name = unit_name(unit, many=many)
    if top == "percent":
        return f"{number}{name}"
    return " ".join(part for part in (number, scale, name) if part)


def _to_digits(number: float, digits: int, decimals: int) -> float:
    """Rounded at so many significant digits of the greater bound."""
    return round(number, decimals) if decimals else float(f"{number:.{digits - 1}e}")


def _enough(lower: float, upper: float) -> int:
    """Significant digits at which rounding moves a bound by under a twentieth of the width."""
    width = upper - lower
    for digits in range(2, 12):
        moved = max(abs(float(f"{end:.{digits - 1}e}") - end) for end in (lower, upper))
        if moved <= width / 20:
            return digits
    return 12
