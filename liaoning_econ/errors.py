"""One family of errors: each says what came, where, and what would mend it.

Every error of the library is a `LiaoningEconError`. It keeps the offending rows (`rows`) so that a
caller can look at them, and the mend apart from the message (`mend`) so that a program can show it.
Errors that name a code offer the nearest known one.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "BasisError",
    "CatalogError",
    "ComparisonError",
    "ExchangeRateError",
    "FileError",
    "LiaoningEconError",
    "QuantityError",
    "SchemaError",
    "TextError",
    "TrendError",
    "TrendWarning",
    "UndecidedError",
    "UnitError",
    "UnknownCodeError",
    "VintageError",
    "VintageWarning",
    "WindowError",
    "misspelt",
    "nearest",
    "offer",
]


_LONGEST_CODE = 200
_SHORTEST_WORD = 5


class LiaoningEconError(Exception):
    """What every error of the library is.

    Parameters
    ----------
    message
        What came and where, in one sentence.
    mend
        What would mend it: the argument, the function or the column to change.
    rows
        The offending rows, as they came.

    Attributes
    ----------
    mend : str
    rows : pd.DataFrame or None

    Examples
    --------
    >>> error = LiaoningEconError("two stocks of different days", mend="take one day")
    >>> str(error)
    'two stocks of different days. Mend: take one day'
    """

    def __init__(self, message: str, *, mend: str = "", rows: pd.DataFrame | None = None) -> None:
        self.mend = mend
        self.rows = rows
        text = message.rstrip().rstrip(".")
        super().__init__(f"{text}. Mend: {mend.strip()}" if mend else text)


class UnitError(LiaoningEconError):
    """Two units do not fit, or a unit is not known."""


class WindowError(LiaoningEconError):
    """Windows differ, run backwards, or a period cannot be read."""


class QuantityError(LiaoningEconError):
    """Bounds or a value that no quantity can have."""


class UndecidedError(LiaoningEconError):
    """A verdict that depends was asked for a plain yes or no."""


class TextError(LiaoningEconError):
    """A phrase that cannot be read; the message marks the place."""


class SchemaError(LiaoningEconError):
    """A frame breaks its schema; `rows` keeps the rows with the rule that each broke."""


class UnknownCodeError(LiaoningEconError):
    """A region, indicator, unit, vintage or source that the catalogue does not have.

    Parameters
    ----------
    kind
        What the code should have been: "region", "indicator", ...
    found
        The code as it came.
    known
        The codes that are known; the nearest is offered.
    suggestion
        The code to offer, where that is known without looking for the nearest.
    mend
        Said after the offer, where there is more to say.
    rows
        The offending rows, as they came.
    """

    def __init__(
        self,
        kind: str,
        found: str,
        known: Iterable[str] = (),
        *,
        suggestion: str | None = None,
        mend: str = "",
        rows: pd.DataFrame | None = None,
    ) -> None:
        self.kind = kind
        self.found = found
        self.suggestion: str | None = suggestion or nearest(found, known)
        offer = f"did you mean {self.suggestion!r}?" if self.suggestion else ""
        hint = " ".join(part for part in (offer, mend) if part)
        super().__init__(f"unknown {kind} {shorten(found)!r}", mend=hint, rows=rows)


class BasisError(LiaoningEconError):
    """Unlike things set side by side: measure, basis, prices, perimeter."""


class VintageError(LiaoningEconError):
    """Two vintages or benchmarks in one series."""


class VintageWarning(UserWarning):
    """Rows were left out: when they were published, or what was said first, is not known."""


class ExchangeRateError(LiaoningEconError):
    """No rate for this pair, or not on this day."""


class ComparisonError(LiaoningEconError):
    """Two figures cannot be set side by side as they stand; the mend names the argument."""


class TrendError(LiaoningEconError):
    """A series from which no growth, trend, cycle or break can be told; the message says where."""


class TrendWarning(UserWarning):
    """The figures can be worked out, but say less than they seem to; the message says by what."""


class AuditError(LiaoningEconError):
    """A rule of the audit is not made as rules are, or is not known."""


class CatalogError(LiaoningEconError):
    """A shipped file is damaged or missing."""


class FileError(LiaoningEconError):
    """A user's file cannot be read or written."""


def nearest(found: str, known: Iterable[str]) -> str | None:
    """Return the known code nearest to `found`, or None where none is near.

    Parameters
    ----------
    found
        What came; only its first 200 characters count.
    known
        The codes to choose from.

    Returns
    -------
    str or None
        The code as it is spelt in `known`.

    Examples
    --------
    >>> nearest("CN-LM", ["CN-LN", "KP"])
    'CN-LN'
    """
    by_folded = {code.casefold(): code for code in known}
    matches = difflib.get_close_matches(found[:200].casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[matches[0]] if matches else None


def offer(found: str, known: Iterable[str], words: str = "take one of") -> str:
    """Return a mend that offers the nearest of a few known words, and lists them all.

    Parameters
    ----------
    found
        What came.
    known
        The words to choose from, in the order in which they are listed.
    words
        What stands before the list.

    Returns
    -------
    str
        For the `mend` of an error.

    Examples
    --------
    >>> offer("mouth", ["day", "month"])
    "did you mean 'month'? take one of day, month"
    >>> offer("x", ["day", "month"])
    'take one of day, month'
    """
    listed = list(known)
    near = nearest(found, listed)
    hint = f"did you mean {near!r}? " if near else ""
    return f"{hint}{words} {', '.join(listed)}"


def misspelt(found: str, known: Iterable[str]) -> str | None:
    """Return the known code that `found` most likely stands for, or None where it is another.

    Stricter than `nearest`: the same letters in another case or with other marks between the words,
    two neighbours exchanged, or one letter more, less or other in a word of five letters at least.

    Parameters
    ----------
    found
        What came; a code longer than 200 characters is another.
    known
        The codes to choose from.

    Returns
    -------
    str or None
        The code as it is spelt in `known`.

    Examples
    --------
    >>> misspelt("gpd", ["gdp"]), misspelt("gnp", ["gdp"]), misspelt("firm_new", ["firms_new"])
    ('gdp', None, 'firms_new')
    """
    if len(found) > _LONGEST_CODE:
        return None
    own = _letters(found)
    return next((code for code in sorted(known) if _one_slip(own, _letters(code))), None)


def _letters(code: str) -> str:
    return "".join(mark for mark in code.casefold() if mark.isalnum())


def _one_slip(found: str, meant: str) -> bool:
    """Whether one slip of the hand at most lies between two words."""
    shorter = min(len(found), len(meant))
    same = next((n for n in range(shorter) if found[n] != meant[n]), shorter)
    left, right = found[same:], meant[same:]
    if left == right or (left[:2] == right[1::-1] and left[2:] == right[2:]):
        return bool(found)
    other = left[1:] in (right, right[1:]) or left == right[1:]
    return other and len(meant) >= _SHORTEST_WORD


def shorten(text: str, most: int = 60) -> str:
    """Cut a cell for a message, so that ten megabytes stay one line."""
    one_line = " ".join(text[: 4 * most].split())
    return one_line if len(one_line) <= most else one_line[: most - 1] + "…"
