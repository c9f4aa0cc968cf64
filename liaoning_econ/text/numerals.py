"""Numbers as people write them, in English and Chinese: 421.14 billion, 三十几万, a third.

`scan` reads one number at one place of a folded text, by hand and in one pass: nothing here can
run away on a long text. What the form of the number itself says about its bounds (10-odd, 数十,
half) is its `qualifier`.
"""

from __future__ import annotations

from liaoning_econ.text import hanzi, spelled
from liaoning_econ.text.digits import read_digits
from liaoning_econ.text.numeral import Numeral

__all__ = ["Numeral", "scan"]


def scan(text: str, at: int) -> Numeral | None:
    """Return the number that begins at a place of a folded text; None where none does.

    Parameters
    ----------
    text
        A text as `lexicon.fold` gives it.
    at
        The place.

    Raises
    ------
    TextError
        A number of more digits than any figure has.

    Examples
    --------
    >>> number = scan("421.14 billion yuan", 0)
    >>> number.printed, number.scale, number.end
    ('421.14', 1000000000, 14)
    """
    first = text[at : at + 1]
    if not first:
        return None
    if "a" <= first <= "z":
        return spelled.read_words(text, at)
    found = hanzi.read_hanzi(text, at) if first in hanzi.FIRST_SIGNS else read_digits(text, at)
    if found is not None and text[found.end : found.end + 1] == "成":
        return hanzi.tenths(text, found) or found
    return found
