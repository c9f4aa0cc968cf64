"""What rules of several families weigh: bounds that meet or not, keys that are known or open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias, cast
from zlib import crc32

import numpy as np
import pandas as pd

from liaoning_econ import catalog
from liaoning_econ.auditing.audited import UNSTATED
from liaoning_econ.auditing.words import days_in_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from liaoning_econ.auditing.audited import Audited, Days, Mask, Rows
    from liaoning_econ.auditing.ruling import Severity

__all__ = [
    "REVISION",
    "Span",
    "actual",
    "alike",
    "apart",
    "bounds",
    "by_when",
    "cut",
    "hashes",
    "judged",
    "linked",
    "matches",
    "publisher",
    "side_by_side",
    "subject",
    "told",
]

Span: TypeAlias = tuple[float, float]

# Between publications a gap under this share of the figure is a revision.
REVISION: Final = 0.005
_DAYS: Final = ("start", "end", "published")
# An odd number without pattern in its bits: the golden ratio in 64 of them (Knuth 1973, 6.4).
_MIXER: Final = np.uint64(0x9E3779B97F4A7C15)
_EVERY: Final = slice(None)


def bounds(audited: Audited, row: int) -> Span:
    """The pragmatic bounds of a figure, as they are stored."""
    return float(audited.number("lower")[row]), float(audited.number("upper")[row])


def cut(audited: Audited, row: int) -> Span:
    """Literal bounds of a figure that may be cut off, not rounded, at its last digit."""
    low, high = audited.literal(row)
    if audited.text(row, "qualifier") not in ("none", ""):
        return low, high
    value = float(audited.number("value")[row])
    return min(low, 2 * low - value) if value < 0 else low, 2 * high - value if value > 0 else high


def apart(one: Span, other: Span) -> float:
    """How far two intervals are apart, as a share of the nearer of the ends; 0 where they meet."""
    low, high = (one, other) if one[1] < other[0] else (other, one)
    if high[0] <= low[1]:
        return 0.0
    return (high[0] - low[1]) / max(abs(high[0]), abs(low[1]))


def judged(
    audited: Audited,
    rows: Sequence[int],
    pragmatic: tuple[Span, Span],
    literal: tuple[Span, Span],
    *,
    unstated: bool = False,
) -> Severity | None:
    """How grave it is that two intervals should meet; None where they do.

    Parameters
    ----------
    audited
        The frame.
    rows
        The rows that the intervals rest on: one publication, or several.
    pragmatic, literal
        What was found and what was expected, by each reading.
    unstated
        Whether a key of one of the rows is open, so that they may be different things.
    """
    gap = apart(*pragmatic)
    if gap == 0.0:
        return None
    if gap < REVISION and not audited.same_page(rows):
        return "info"
    return "warning" if unstated or apart(*literal) == 0.0 else "error"


def alike(audited: Audited, one: int, other: int, *columns: str) -> bool | None:
    """Whether two rows have the same codes: None where one of them leaves a code open."""
    answer: bool | None = True
    for column in columns:
        left, right = audited.text(one, column), audited.text(other, column)
        if left == right and left not in UNSTATED[:2]:
            continue
        if left not in UNSTATED and right not in UNSTATED:
            return False
        # Prices of "none" are no open code where both rows say so.
        answer = answer if left == right == "none" else None
    return answer


def actual(audited: Audited) -> Mask:
    """Rows that are no plans and have finite figures, shape (rows,)."""
    known = np.isfinite(audited.number("value"))
    return known & ~audited.among("status", "F") if audited.has("status") else known


def hashes(
    audited: Audited, *columns: str, rows: Rows | slice = _EVERY, **instead: Days | Rows
) -> Rows:
    """One integer a row, equal where the codes and days are equal, shape (rows,).

    Two unlike rows may have one integer by chance: look at the rows that it finds. Each text of a
    column has a number without pattern and a row has the sum of its texts' (Zobrist 1970), so that
    it costs a look-up a column, where `groups` sorts.

    Parameters
    ----------
    audited
        The frame.
    columns
        Which columns count; start, end and published are days, the others codes.
    rows
        Positions that are asked for; all of them where it is left out.
    instead
        Codes or days to take for a column, such as those of the place around a region; one of each
        row of the frame.
    """
    answer = np.zeros(len(np.arange(len(audited))[rows]), dtype=np.uint64)
    for column in columns:
        salt = np.uint64(crc32(column.encode())) << np.uint64(32)
        own = instead.get(column)
        if column in _DAYS:
            days = (audited.days(column) if own is None else own)[rows]
            answer += _mixed(days.astype(np.int64).view(np.uint64) + salt)
        else:
            codes, texts = audited.codes(column)
            # Codes below nothing (missing, or not in the frame) count from the end.
            table = _mixed(np.arange(len(texts) + 2, dtype=np.uint64) + salt)
            own_codes = codes if own is None else cast("Rows", own)
            answer += table[own_codes[rows]]
    return answer.view(np.int64).astype(np.intp, copy=False)


def _mixed(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Numbers without pattern, one for each number (SplitMix64, Steele and others 2014)."""
    mixed = numbers * _MIXER
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed ^= mixed >> np.uint64(shift)
        mixed *= np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def matches(
    keys: Rows, asking: Rows, among: Rows, *, most: int = 8, wanted: Rows | None = None
) -> list[list[int]]:
    """For each row that asks, the rows among others that have its key, at most so many.

    Parameters
    ----------
    keys
        One integer a row of the frame, shape (rows,).
    asking, among
        Positions of rows, shape (asking,) and (among,).
    most
        How many a row may have; the first ones.
    wanted
        Keys to look for, one a row of the frame, where they are not the rows' own.
    """
    if not len(asking) or not len(among):
        return [[] for _ in asking]
    sought = (keys if wanted is None else wanted)[asking]
    near = among[pd.Index(keys[among]).isin(sought)]
    near = near[np.argsort(keys[near], kind="stable")]
    sorted_keys = keys[near]
    first = np.searchsorted(sorted_keys, sought, side="left")
    after = np.minimum(np.searchsorted(sorted_keys, sought, side="right"), first + most)
    answer: list[list[int]] = [[] for _ in asking]
    for place in np.flatnonzero(after > first).tolist():
        answer[place] = near[first[place] : after[place]].tolist()
    return answer


def linked(audited: Audited, *relations: str) -> tuple[Rows, Rows]:
    """Rows that a document relates to another, and the other, shape (pairs,) each; no mirrors."""
    ones = np.flatnonzero(audited.related >= 0)
    if not audited.has("relation") or not len(ones):
        return ones[:0], ones[:0]
    ones = ones[audited.among("relation", *relations)[ones]]
    others = audited.related[ones]
    pairs = np.minimum(ones, others) * len(audited) + np.maximum(ones, others)
    first = np.sort(np.unique(pairs, return_index=True)[1])
    return ones[first], others[first]


# What a message puts before the figure for each wording.
_TOLD: Final = {
    "nearly": "nearly ",
    "under": "less than ",
    "over": "more than ",
    "at_least": "at least ",
    "at_most": "at most ",
    "about": "about ",
    "odd": "a little over ",
    "fraction": "about ",
    "hundred_or_more": "more than ",
    "tens_of": "about ",
}


def told(audited: Audited, row: int) -> str:
    """The figure of a row with its wording: "more than 100,000 firms"."""
    return _TOLD.get(audited.text(row, "qualifier"), "") + audited.figure(row)


@cache
def _names() -> tuple[dict[str, str], dict[str, str]]:
    indicators, regions = catalog.indicators(), catalog.regions()
    return (
        dict(zip(indicators["indicator"], indicators["name_en"], strict=True)),
        dict(zip(regions["region"], regions["name_en"], strict=True)),
    )


def subject(audited: Audited, row: int) -> str:
    """What a row counts and where: "New firms, Shanghai pilot free trade zone"."""
    indicators, regions = _names()
    what, where = audited.text(row, "indicator"), audited.text(row, "region")
    return f"{indicators.get(what, what)}, {regions.get(where, where)}"


@cache
def _publishers() -> dict[str, str]:
    table = catalog.sources()
    return dict(zip(table["source"], table["publisher"], strict=True))


def publisher(source: str) -> str:
    """Who published a source of the catalogue; the source itself where the catalogue lacks it."""
    return "" if source in UNSTATED else _publishers().get(source) or source


def by_when(audited: Audited, row: int) -> str:
    """When a row's window ends: "March 2021", or "an unstated day"."""
    day = audited.day(row, "end")
    if day is None:
        return "an unstated day"
    precision = audited.text(row, "precision") or "day"
    # An open end is no day, and one inside its year is known better than its start.
    by_month = precision == "open" or (precision == "year" and (day.month, day.day) != (12, 31))
    return days_in_words(day, day, "month" if by_month else precision)


def side_by_side(audited: Audited, one: int, other: int) -> str:
    """Two rows with their figures and what they count: "New firms, Liaoning: F001, ..., beside"."""
    first, second = subject(audited, one), subject(audited, other)
    again = "" if first == second else f" ({second})"
    return (
        f"{first}: {audited.label(one)}, {told(audited, one)}, beside {audited.label(other)}, "
        f"{told(audited, other)}{again}"
    )
