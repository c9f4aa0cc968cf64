"""The frame under audit, as the rules read it: columns as arrays, made once and shared.

A rule asks for numbers, days, codes and groups, each kept after it was first made, so that a
million rows cost one pass a column and not one a rule. Nothing here changes the frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

import numpy as np
import pandas as pd

from liaoning_econ import window
from liaoning_econ.auditing.words import amount, days_in_words
from liaoning_econ.catalog.groups import codes_of_groups
from liaoning_econ.errors import LiaoningEconError
from liaoning_econ.frames import PRECISION
from liaoning_econ.quantities import widen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from liaoning_econ.auditing.record import Record

    Floats = NDArray[np.float64]
    Days = NDArray[np.datetime64]
    Mask = NDArray[np.bool_]
    Rows = NDArray[np.intp]

__all__ = ["UNSTATED", "Audited"]

_T = TypeVar("_T")

# What stands in a code column where nothing is known.
UNSTATED: Final = ("unstated", "unknown", "none", "", "nan", "<NA>")

# Up to so many rows a frame is short.
_FEW: Final = 10_000


class Audited:
    """A frame under audit and the record that it is held against.

    Parameters
    ----------
    frame
        Observations or Claims; it may lack columns, and is never changed.
    record
        What it is held against.

    Examples
    --------
    >>> import liaoning_econ as le
    >>> from liaoning_econ.auditing.record import Record
    >>> audited = Audited(le.claims("ftz_claims"), Record(()))
    >>> audited.label(0), audited.figure(0)
    ('F001', '181 firms')
    """

    def __init__(self, frame: pd.DataFrame, record: Record) -> None:
        self.frame: pd.DataFrame = frame.reset_index(drop=True)
        self.record: Record = record
        self._numbers: dict[str, Floats] = {}
        self._days: dict[str, Days] = {}
        self._codes: dict[str, tuple[Rows, list[str]]] = {}
        self._groups: dict[tuple[str, ...], Rows] = {}
        self._made: dict[Callable[..., Any], object] = {}

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self.frame)

    def has(self, *columns: str) -> bool:
        """Whether the frame has all of the columns."""
        return all(column in self.frame.columns for column in columns)

    def number(self, column: str) -> Floats:
        """A column of numbers, shape (rows,)."""
        if column not in self._numbers:
            self._numbers[column] = self.frame[column].to_numpy(dtype=np.float64)
        return self._numbers[column]

    def days(self, column: str) -> Days:
        """A column of days, datetime64[us] of shape (rows,); NaT where missing."""
        if column not in self._days:
            values = pd.to_datetime(self.frame[column])
            self._days[column] = values.to_numpy(dtype="datetime64[us]")
        return self._days[column]

    def codes(self, column: str) -> tuple[Rows, list[str]]:
        """A column of texts as integers, and the texts; -1 where missing."""
        if column not in self._codes:
            values = self.frame[column]
            if isinstance(values.dtype, pd.CategoricalDtype):
                numbers = values.cat.codes.to_numpy()
                texts = [str(text) for text in values.cat.categories]
            else:
                numbers, uniques = pd.factorize(values)
                texts = [str(text) for text in uniques]
            # Half the memory of the integers that index; what is worked out with them is wider.
            self._codes[column] = cast("Rows", np.asarray(numbers, dtype=np.int32)), texts
        return self._codes[column]

    def among(self, column: str, *texts: str) -> Mask:
        """Rows whose code is one of the texts, shape (rows,)."""
        numbers, known = self.codes(column)
        wanted = np.array([text in texts for text in known] + [False])
        return np.asarray(wanted[numbers], dtype=np.bool_)

    def unstated(self, column: str) -> Mask:
        """Rows that leave a code open (unstated, unknown, empty or missing), shape (rows,)."""
        return self.among(column, *UNSTATED) | (self.codes(column)[0] < 0)

    def text(self, row: int, column: str) -> str:
        """One cell of a column of texts; empty where missing or where the column is."""
        if column not in self._codes:
            if column not in self.frame.columns:
                return ""
            values = self.frame[column]
            if not isinstance(values.dtype, pd.CategoricalDtype):
                # One cell of a million different texts: no reason to number them all.
                return "".join(str(text) for text in values.iloc[row : row + 1].dropna())
        numbers, known = self.codes(column)
        return known[numbers[row]] if numbers[row] >= 0 else ""

    def day(self, row: int, column: str) -> pd.Timestamp | None:
        """One cell of a column of days; None where missing."""
        value = self.days(column)[row]
        return None if np.isnat(value) else pd.Timestamp(value)

    def groups(self, *columns: str) -> Rows:
        """One integer for each combination of the columns' values, shape (rows,)."""
        if columns not in self._groups:
            self._groups[columns] = codes_of_groups(self.frame, columns)
        return self._groups[columns]

    def rows_where(self, mask: Mask) -> list[int]:
        """Positions at which a mask holds."""
        return [int(row) for row in np.flatnonzero(mask)]

    @cached_property
    def related(self) -> Rows:
        """The position of each claim's related claim, shape (rows,); -1 where there is none."""
        answer = np.full(len(self), -1, dtype=np.intp)
        if not self.has("claim", "document", "related_claim"):
            return answer
        names = self.frame["related_claim"].astype("str").to_numpy(dtype=object)
        asking = np.flatnonzero([name not in UNSTATED for name in names])
        if not len(asking):
            return answer
        documents = self.frame["document"].astype("str").to_numpy(dtype=object)
        claims = self.frame["claim"].astype("str").to_numpy(dtype=object)
        places = {key: row for row, key in enumerate(zip(documents, claims, strict=True))}
        for row in asking:
            answer[row] = places.get((documents[row], names[row]), -1)
        return answer

    def once(self, make: Callable[[Audited], _T]) -> _T:
        """What a function makes of this frame: made once and shared by the rules that ask."""
        if make not in self._made:
            self._made[make] = make(self)
        return cast("_T", self._made[make])

    @cached_property
    def windows(self) -> tuple[Days, Days, Days, Days]:
        """Between which days each window can begin and end, NaT where the frame does not say.

        earliest_start, latest_start, earliest_end, latest_end, each datetime64[us] of (rows,).
        """
        return self._limits(np.arange(len(self)))

    def limits(self, rows: Rows) -> tuple[Days, Days, Days, Days]:
        """The same of some rows, shape (len(rows),): for rules that look at few of many."""
        if len(self) > _FEW:
            return self._limits(rows)
        # Of a short frame all windows once cost less than a few of them time and again.
        first, second, third, fourth = self.windows
        return first[rows], second[rows], third[rows], fourth[rows]

    def _limits(self, rows: Rows) -> tuple[Days, Days, Days, Days]:
        """The same, worked out."""
        start, end = self.days("start")[rows], self.days("end")[rows]
        known = ~(np.isnat(start) | np.isnat(end)) & (start <= end)
        if self.has("precision"):
            # An open window ends by the day of the page, where there is one.
            is_open = self.among("precision", "open")[rows]
            dated = self.has("published") and ~np.isnat(self.days("published")[rows])
            known &= ~is_open | dated
            known &= self.among("precision", *PRECISION.categories)[rows]
        answer = np.full((4, len(rows)), np.datetime64("NaT"), dtype="datetime64[us]")
        if known.any():
            answer[:, known] = window.limits(self._opened(self.frame.iloc[rows[known]]))
        return answer[0], answer[1], answer[2], answer[3]

    def _opened(self, part: pd.DataFrame) -> pd.DataFrame:
        """The rows with the days on which their regions opened."""
        opened = self.record.openings
        if not len(opened) or not self.has("region", "measure"):
            return part
        region = part["region"].astype("str")
        return part.assign(
            opened_from=region.map(opened["opened_from"]), opened=region.map(opened["opened"])
        )

    def literal(self, row: int) -> tuple[float, float]:
        """All that the words of a figure allow: its literal bounds."""
        value, lower, upper = (self.number(name)[row] for name in ("value", "lower", "upper"))
        if not self.has("qualifier", "unit"):
            return float(lower), float(upper)
        told = self.text(row, "qualifier") or "none"
        try:
            return widen(value, lower, upper, qualifier=told, unit=self.text(row, "unit"))
        except LiaoningEconError:
            # A unit that nobody knows, or a number beyond all printing: the bounds as stored.
            return float(lower), float(upper)

    def label(self, row: int) -> str:
        """How a message names a row: the claim's code, or the series and its days."""
        claim = self.text(row, "claim")
        if claim:
            return claim
        what = " ".join(self.text(row, column) for column in ("indicator", "region"))
        return f"{what}, {self.window_of(row)}"

    def window_of(self, row: int) -> str:
        """The days of a row as a reader wants them."""
        if not self.has("start", "end"):
            return "an unstated window"
        told = self.text(row, "precision") or "day"
        return days_in_words(self.day(row, "start"), self.day(row, "end"), told)

    def figure(self, row: int) -> str:
        """The figure of a row as a reader wants it, with its unit."""
        return amount(float(self.number("value")[row]), self.text(row, "unit"))

    def same_page(self, rows: Sequence[int]) -> bool:
        """Whether rows stand in one publication: one source, and one document where it is known."""
        return all(
            len({self.text(row, column) for row in rows}) == 1
            for column in ("source", "document")
            if column in self.frame.columns
        )
