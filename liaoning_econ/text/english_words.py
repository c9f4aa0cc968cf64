"""The words of which English times are made, and which of them can begin one."""

from __future__ import annotations

import re
from typing import Final

__all__ = [
    "COUNT",
    "MONTH",
    "MONTH_NAMES",
    "ORDINAL",
    "ORDINALS",
    "PLANS",
    "RELATIVE",
    "SAME_YEAR",
    "TO",
    "UNIT",
    "UNITS",
    "WEEKDAYS",
    "YEAR",
    "YEARS_BACK",
    "can_begin",
]

MONTH_NAMES: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH: Final = "(?:" + "|".join(sorted(MONTH_NAMES, key=len, reverse=True)) + r")\b\.?"
YEAR: Final = r"(?:19|20)[0-9]{2}(?![0-9]|[,.][0-9]|[%一-鿿])"
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
YEARS_BACK: Final = {
    "last year": 1,
    "the previous year": 1,
    "the preceding year": 1,
    "the year before": 1,
    "the year before last": 2,
    "this year": 0,
    "the current year": 0,
    "next year": -1,
}
SAME_YEAR: Final = "the same year|that year|the year"
RELATIVE: Final = "|".join(sorted(YEARS_BACK, key=len, reverse=True))
COUNT: Final = (
    "[0-9]{1,2}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty"
    "|thirty|forty|fifty"
)
ORDINALS: Final = {
    "first": 1,
    "1st": 1,
    "opening": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "final": 4,
    "closing": 4,
    "latter": 2,
    "last": 4,
}
ORDINAL: Final = "|".join(ORDINALS)
TO: Final = "(?: ?- ?| to | through | until | till | and )"
UNITS: Final = {
    "year": 12,
    "month": 1,
    "quarter": 3,
    "decade": 120,
    "half-year": 6,
    "half year": 6,
    "week": 0,
}
UNIT: Final = "|".join(sorted(UNITS, key=len, reverse=True))
PLANS: Final = {"10th": 10, "11th": 11, "12th": 12, "13th": 13, "14th": 14, "15th": 15} | {
    word: count
    for count, word in enumerate("tenth eleventh twelfth thirteenth fourteenth".split(), start=10)
}
# The forms are only tried where one of these words, or a digit, stands.
_FIRST_WORDS: Final = frozenset(
    "q1 q2 q3 q4 h1 h2 its their year past previous preceding recent over during in within for"
    " the throughout next coming following ensuing so this since thus to until up as the same a one"
    " full whole entire end yesterday today last initial that prior".split()
).union(ORDINALS, COUNT.split("|"), PLANS, MONTH_NAMES, WEEKDAYS)
# What must follow some of these words, and one or two digits, before a form can begin with them:
# most of those that stand in a text begin none, and the forms take long to say so.
_UNIT_AHEAD: Final = (" year", " month", " quarter", " decade", " half", " week")
_LAST_AHEAD: Final = (" the last ", " that ")
_AHEAD: Final[dict[str, tuple[str, ...]]] = {
    "the": (
        *_UNIT_AHEAD, " same", " previous", " preceding", " prior", " full", " whole", " entire",
        " current",
    ),
    "a": _UNIT_AHEAD,
    "in": _LAST_AHEAD,
    "during": _LAST_AHEAD,
    "for": (" the last ", " the year"),
    "throughout": (" the last ",),
    "to": (" date", " this day"),
    "up": (" to now",),
    "as": (" of now",),
    "since": (" the ",),
    "its": (" first", " opening", " initial"),
    "their": (" first", " opening", " initial"),
    "year": (" to", " ended", " ending", " through", "-to", "-end", "'s end", " as a whole"),
    "end": (" of the year",),
    "that": (" same",),
}  # fmt: skip
_DIGITS_AHEAD: Final = re.compile(
    f"[0-9]{{1,2}}(?:[ -](?:years|months?|to |through|until|till|and |of |[0-9]|-|{MONTH}))"
)


def can_begin(folded: str, at: int, word: str) -> bool:
    """Return whether a form may begin with a word, by the word and by what stands behind it.

    Parameters
    ----------
    folded
        The folded text.
    at, word
        The word and its place.

    Examples
    --------
    >>> can_begin("the year before", 0, "the"), can_begin("the port", 0, "the")
    (True, False)
    """
    if word[0] > "9":
        if word not in _FIRST_WORDS:
            return False
        ahead = _AHEAD.get(word)
        return ahead is None or folded.startswith(ahead, at + len(word))
    if not word.isdigit():
        return True
    if len(word) < 3:
        return _DIGITS_AHEAD.match(folded, at) is not None
    return len(word) == 4 and word[:2] in ("19", "20")
