"""The unit in a table's heading: 亿元, 10,000 persons, CNY bn."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from liaoning_econ.units.algebra import normalise
from liaoning_econ.units.spellings import aliases, folded, refuse

__all__ = ["heading"]

# Scale words of table headings and how much each is; the longest that fits is taken.
_HEADING_SCALES: Final[Mapping[str, float]] = {
    "万亿": 1e12,
    "千亿": 1e11,
    "百亿": 1e10,
    "十亿": 1e9,
    "亿": 1e8,
    "千万": 1e7,
    "百万": 1e6,
    "十万": 1e5,
    "万": 1e4,
    "千": 1e3,
    "百": 1e2,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "bn": 1e9,
    "bln": 1e9,
    "tn": 1e12,
    "trn": 1e12,
    "k": 1e3,
    "m": 1e6,
    "b": 1e9,
}


def heading(unit_text: str) -> tuple[str, float]:
    """Read the unit of a table's heading into a unit and a scale.

    Parameters
    ----------
    unit_text
        "亿元", "万人", "100 million yuan", "CNY bn", "10,000 persons", "%", ...

    Returns
    -------
    tuple[str, float]
        The canonical unit, and what a cell is multiplied with to be in it.

    Raises
    ------
    UnknownCodeError
        The heading has no unit that is known.

    Examples
    --------
    >>> heading("亿元"), heading("10,000 persons"), heading("CNY bn")
    (('CNY', 100000000.0), ('person', 10000.0), ('CNY', 1000000000.0))
    """
    text = unit_text.strip().strip("()（）").strip()
    for label in ("单位:", "单位：", "单位", "unit:", "unit"):
        if text.casefold().startswith(label):
            text = text[len(label) :].strip()
    if len(text) > 200:
        refuse(text)
    if folded(text) in aliases():
        return normalise(text), 1.0
    return _spelled_heading(text) or _chinese_heading(text) or (normalise(text), 1.0)


def _spelled_heading(text: str) -> tuple[str, float] | None:
    """A heading in words: numbers and scale words may stand before or after the unit."""
    scale, rest = Fraction(1), []
    for word in text.replace("(", " ").replace(")", " ").split():
        digits = word.replace(",", "")
        if digits.isascii() and digits.isdigit() and len(digits) <= 15:
            scale *= int(digits)
        elif word.casefold() in _HEADING_SCALES and word.isascii():
            scale *= Fraction(_HEADING_SCALES[word.casefold()])
        else:
            rest.append(word)
    if scale == 1 or folded(" ".join(rest).replace("of ", "")) == "":
        return None
    unit, more = heading(" ".join(rest).removeprefix("of "))
    return unit, float(scale * Fraction(more))


def _chinese_heading(text: str) -> tuple[str, float] | None:
    """A heading such as 亿元 or 万美元/人: the scale stands first."""
    for word in sorted(_HEADING_SCALES, key=len, reverse=True):
        if not word.isascii() and text.startswith(word) and len(text) > len(word):
            return normalise(text[len(word) :]), _HEADING_SCALES[word]
    return None
