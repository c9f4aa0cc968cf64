"""What a number in a text is, once read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from liaoning_econ.text.lexicon import error_at

__all__ = ["MOST_DIGITS", "Numeral", "refuse_length"]

# More than any figure has, and few enough to stay exact and quick.
MOST_DIGITS: Final = 30


@dataclass(frozen=True)
class Numeral:
    """A number as printed.

    Attributes
    ----------
    start, end
        Its place in the text.
    printed
        Its digits without separators ("421.14"), a fraction ("1/3"), or two ends ("3..4").
    scale
        What its scale words multiply with.
    scale_word
        Whether there is one beside digits: 43 million, 4300万.
    qualifier
        What its own form says: none, odd, over, tens_of, hundred_or_more, fraction, between.
    unit
        The unit that its form implies (三成, double); None where it implies none.
    """

    start: int
    end: int
    printed: str
    scale: int = 1
    scale_word: bool = False
    qualifier: str = "none"
    unit: str | None = None


def refuse_length(text: str, start: int, end: int) -> None:
    """Refuse a number of more digits than any figure has."""
    if end - start > 2 * MOST_DIGITS:
        raise error_at(
            text, start, end, f"a number of {end - start} signs", mend="give at most 30 digits"
        )
