"""Each row of a frame beside every release of the same figure in the record.

The rules on releases and on the official record ask the same things of a million rows: is there an
official figure of this, which releases were out on the day of the quotation, and which of them have
a value in common with it. They are answered here once, release by release and never row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from liaoning_econ.auditing.audited import UNSTATED
from liaoning_econ.auditing.evidence import actual, hashes
from liaoning_econ.auditing.words import published_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from liaoning_econ.auditing.audited import Audited, Mask, Rows

    Whole = NDArray[np.int64]

__all__ = ["NEEDS", "Beside", "beside", "bundles", "present", "printed_on"]

NEEDS: Final = (
    "indicator", "region", "start", "end", "measure", "unit", "value", "lower", "upper",
    "published",
)  # fmt: skip
_CODES: Final = ("indicator", "region", "unit", "measure")
# Known and different: another thing. One of them open: the same until it is known.
_OPEN: Final = ("basis", "prices", "relative_to")
_WILD, _ABSENT = -1, -2
# More findings of one kind in one source than this are told as one.
_MOST: Final = 20
_BLOCK: Final = 2**17
_NEVER, _ALWAYS = np.iinfo(np.int64).max, np.iinfo(np.int64).min


@dataclass(frozen=True, eq=False)
class Beside:
    """The rows that have something official of their thing, place and days.

    Attributes
    ----------
    audited
        The frame.
    official
        The record's rows, shape (official rows, columns), in the order of their keys.
    rows
        Positions in the frame, shape (n,). Rows that agree with the release that they name stand
        apart: they say themselves which figure it is.
    first, count
        Where the rows' releases stand in `official`, shape (n,) each.
    open_codes
        The columns that may be open: the official rows' codes, and each text's of the frame.
    """

    audited: Audited
    official: pd.DataFrame
    rows: Rows
    first: Rows
    count: Rows
    open_codes: tuple[_Open, ...]

    @cached_property
    def _bounds(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        return self.official["lower"].to_numpy(), self.official["upper"].to_numpy()

    @cached_property
    def _out(self) -> tuple[Whole, Whole]:
        """Earliest and latest day of each official row; a row without days was always there."""
        latest = _days(self.official["published"])
        earliest = _days(self.official["published_from"])
        open_ended = (latest == _ALWAYS) & (earliest != _ALWAYS)
        earliest = np.where(earliest == _ALWAYS, latest, earliest)
        return earliest, np.where(open_ended, _NEVER, latest)

    @cached_property
    def dated(self) -> Mask:
        """Rows whose day of publication is known, shape (n,)."""
        return ~np.isnat(self.audited.days("published")[self.rows])

    @cached_property
    def _asked(self) -> tuple[Whole, Whole]:
        """Earliest and latest day on which each row was printed; undated ones know everything."""
        latest = self.audited.days("published")[self.rows].astype(np.int64)
        if self.audited.has("published_from"):
            earliest = self.audited.days("published_from")[self.rows].astype(np.int64)
            earliest = np.where(earliest == _ALWAYS, latest, earliest)
        else:
            earliest = latest
        return np.where(self.dated, earliest, _NEVER), np.where(self.dated, latest, _NEVER)

    @cached_property
    def _kinds(self) -> tuple[tuple[Rows, Rows], ...]:
        """The codes that may be open, of the rows and of the official rows."""
        return tuple((one.of(self.audited, self.rows), one.official) for one in self.open_codes)

    def slots(self) -> Iterator[tuple[Rows, Rows]]:
        """Places of rows, and for each one of its releases, until all were given."""
        for slot in range(int(self.count.max(initial=0))):
            places = np.flatnonzero(self.count > slot)
            official = self.first[places] + slot
            same = np.ones(len(places), dtype=np.bool_)
            for mine, theirs in self._kinds:
                one, other = mine[places], theirs[official]
                same &= (one == other) | (one == _WILD) | (other == _WILD)
            yield places[same], official[same]

    def agrees(self, places: Rows, official: Rows) -> Mask:
        """Whether the bounds of rows and official rows have a value in common."""
        lower, upper = self._bounds
        rows = self.rows[places]
        meets = self.audited.number("lower")[rows] <= upper[official]
        meets &= self.audited.number("upper")[rows] >= lower[official]
        return np.asarray(meets, dtype=np.bool_)

    def agrees_with_any(self) -> Mask:
        """Rows that have a value in common with one of their releases, shape (n,)."""
        answer = np.zeros(len(self.rows), dtype=np.bool_)
        for places, official in self.slots():
            answer[places] |= self.agrees(places, official)
        return answer

    @cached_property
    def newest(self) -> Rows:
        """The release that was surely out last when each row was printed, shape (n,); -1: none.

        The order is that of the catalogue's `as_of`: by the latest possible day, then the earliest.
        """
        answer = np.full(len(self.rows), -1, dtype=np.intp)
        best = np.full((2, len(self.rows)), _ALWAYS, dtype=np.int64)
        for places, official in self.slots():
            earliest, latest = (days[official] for days in self._out)
            later = (latest > best[0, places]) | (
                (latest == best[0, places]) & (earliest >= best[1, places])
            )
            later = (later | (answer[places] < 0)) & (latest <= self._asked[0][places])
            answer[places[later]] = official[later]
            best[:, places[later]] = latest[later], earliest[later]
        return answer

    @cached_property
    def verdicts(self) -> dict[str, Mask]:
        """What each row meets, shape (n,) each.

        any: a release of any day; known: one that can have been out; current: one that can have
        been the newest then; later: one that was not out; had: whether any can have been out;
        held: whether there is any at all.
        """
        names = ("any", "known", "current", "later", "had", "held")
        told = {name: np.zeros(len(self.rows), dtype=np.bool_) for name in names}
        for places, official in self.slots():
            meets = self.agrees(places, official)
            earliest, latest = (days[official] for days in self._out)
            out = earliest <= self._asked[1][places]
            open_still = out & (latest > self._asked[0][places])
            current = open_still | (official == self.newest[places])
            for name, mask in (
                ("any", meets),
                ("known", meets & out),
                ("current", meets & current),
                ("later", meets & ~out),
                ("had", out),
                ("held", np.ones(len(places), dtype=np.bool_)),
            ):
                told[name][places] |= mask
        return told

    def column(self, name: str) -> list[str] | list[float]:
        """A column of the official rows: codes as texts, figures as numbers."""
        if name not in self._columns:
            values = self.official[name]
            text = not pd.api.types.is_numeric_dtype(values.dtype)
            self._columns[name] = values.astype("str" if text else "float64").tolist()
        return self._columns[name]

    @cached_property
    def _columns(self) -> dict[str, list[str] | list[float]]:
        return {}

    def span(self, official: int) -> tuple[float, float]:
        """The bounds of an official row."""
        lower, upper = self._bounds
        return float(lower[official]), float(upper[official])

    def releases(self, place: int) -> list[int]:
        """The official rows that one row can be held against, by their day."""
        first, count = int(self.first[place]), int(self.count[place])
        found = [
            official
            for official in range(first, first + count)
            if all(
                mine[place] == theirs[official]
                or _WILD in (mine[place], theirs[official])
                for mine, theirs in self._kinds
            )
        ]  # fmt: skip
        return sorted(found, key=lambda official: self._out[1][official])

    def out(self, place: int, official: int) -> bool:
        """Whether a release can have been out when a row was printed."""
        return bool(self._out[0][official] <= self._asked[1][place])

    def meets(self, place: int, official: int) -> bool:
        """Whether a row and an official row have a value in common."""
        return bool(self.agrees(np.array([place]), np.array([official]))[0])

    def unstated(self, place: int) -> bool:
        """Whether the row leaves a code open that the official rows have."""
        releases = self.releases(place)
        return any(
            mine[place] == _WILD and any(theirs[official] != _WILD for official in releases)
            for mine, theirs in self._kinds
        )


def beside(audited: Audited, official: pd.DataFrame, among: Mask | None = None) -> Beside:
    """Find what the record has of each row's thing, place and days.

    Parameters
    ----------
    audited
        The frame, with the columns of `NEEDS`.
    official
        Observations of the record.
    among
        The rows that ask, shape (rows,); None: all.

    Returns
    -------
    Beside
        Plans, and rows that agree with the release whose label they have, are left out.
    """
    asking = actual(audited) if among is None else actual(audited) & among
    rows = np.flatnonzero(asking)
    keys = _Keys(audited, official)
    labels = _Open.made(audited, official, "vintage")
    order = np.lexsort((labels.official, keys.official))
    official, known = official.iloc[order].reset_index(drop=True), keys.official[order]
    # A label is the last digit of a key, so that the releases of one key stand side by side.
    width = int(labels.official.max(initial=0)) + 2
    labelled = known * width + labels.official[order] + 1
    open_codes = tuple(_Open.made(audited, official, column) for column in _OPEN)
    found = []
    # Block by block: of the million rows that agree with their label nothing is kept.
    for start in range(0, len(rows), _BLOCK):
        mine, own = keys.of(rows[start : start + _BLOCK])
        label = labels.of(audited, mine)
        named = _stretches(labelled, np.where(label >= 0, own * width + label + 1, -1))
        agrees = Beside(audited, official, mine, *named, open_codes).agrees_with_any()
        mine, own = mine[~agrees], own[~agrees]
        first, count = _stretches(known, own)
        there = count > 0
        found.append((mine[there], first[there], count[there]))
    if not found:
        nothing = np.zeros(0, dtype=np.intp)
        return Beside(audited, official, nothing, nothing, nothing, open_codes)
    kept, first, count = (np.concatenate(each) for each in zip(*found, strict=True))
    return Beside(audited, official, kept, first, count, open_codes)


def _stretches(known: Whole, asked: Whole) -> tuple[Rows, Rows]:
    """Where each key that is asked for begins among the sorted ones, and how often it stands."""
    keys, first, count = np.unique(known, return_index=True, return_counts=True)
    if not len(keys):
        return np.zeros(len(asked), dtype=np.intp), np.zeros(len(asked), dtype=np.intp)
    place = np.minimum(np.searchsorted(keys, asked), len(keys) - 1)
    return first[place], np.where(keys[place] == asked, count[place], 0)


class _Keys:
    """One integer for each thing, place and window that the record has, and the rows of each."""

    def __init__(self, audited: Audited, official: pd.DataFrame) -> None:
        self._audited = audited
        self._stock = audited.among("measure", "stock")
        self._of_code: list[tuple[str, Whole, int]] = []
        self._ends: list[tuple[str, NDArray[np.datetime64]]] = []
        self.official = np.zeros(len(official), dtype=np.int64)
        for column in _CODES:
            own, there = pd.factorize(official[column].astype("str").to_numpy(dtype=object))
            index = {text: place for place, text in enumerate(there)}
            codes = [*(index.get(text, -1) for text in audited.codes(column)[1]), -1]
            self._of_code.append((column, np.array(codes, dtype=np.int64), len(there)))
            self.official = self.official * len(there) + own
        stock = (official["measure"] == "stock").to_numpy()
        for end in ("start", "end"):
            # A stock is of its last day, whatever its first.
            theirs = np.where(stock, official["end"].to_numpy(), official[end].to_numpy())
            days = np.unique(theirs)
            self._ends.append((end, days))
            self.official = self.official * max(len(days), 1) + np.searchsorted(days, theirs)

    def of(self, rows: Rows) -> tuple[Rows, Whole]:
        """Those of some rows that can have something official, and their keys."""
        keys = np.zeros(len(rows), dtype=np.int64)
        for column, of_code, count in self._of_code:
            codes = of_code[self._audited.codes(column)[0][rows]]
            there = codes >= 0
            rows, keys = rows[there], keys[there] * count + codes[there]
        stock = self._stock[rows]
        for end, days in self._ends:
            if not len(days):
                return rows[:0], keys[:0]
            mine = self._audited.days(end)[rows]
            mine = np.where(stock, self._audited.days("end")[rows], mine)
            place = np.minimum(np.searchsorted(days, mine), len(days) - 1)
            there = days[place] == mine
            rows, stock = rows[there], stock[there]
            keys = keys[there] * len(days) + place[there]
        return rows, keys


@dataclass(frozen=True, eq=False)
class _Open:
    """A column that may be open, as integers: of the official rows, and of the frame's texts."""

    column: str
    official: Rows
    of_text: Rows | None

    @classmethod
    def made(cls, audited: Audited, official: pd.DataFrame, column: str) -> _Open:
        """Codes that are the same where the texts are; _WILD where open, _ABSENT where unlike."""
        theirs, there = pd.factorize(official[column].astype("str").to_numpy(dtype=object))
        index = {text: _WILD if text in UNSTATED else place for place, text in enumerate(there)}
        own = np.array([*(index[text] for text in there), _WILD], dtype=np.intp)[theirs]
        if not audited.has(column):
            return cls(column, own, None)
        texts = audited.codes(column)[1]
        mine = [_WILD if text in UNSTATED else index.get(text, _ABSENT) for text in texts]
        return cls(column, own, np.array([*mine, _WILD], dtype=np.intp))

    def of(self, audited: Audited, rows: Rows) -> Rows:
        """The codes of some rows of the frame."""
        if self.of_text is None:
            return np.full(len(rows), _WILD, dtype=np.intp)
        return self.of_text[audited.codes(self.column)[0][rows]]


def _days(values: pd.Series) -> Whole:
    """Days as integers that stand in their order; a missing one is before all."""
    return values.to_numpy(dtype="datetime64[us]").astype(np.int64)


def bundles(audited: Audited, rows: Rows) -> Iterator[list[int]]:
    """Places of `rows` that make a finding: one each, or all of a source where there are many.

    A table in the wrong unit is one mistake, not ten thousand.
    """
    columns = [name for name in ("source", "document", "indicator", "measure") if audited.has(name)]
    _, group, sizes = np.unique(
        hashes(audited, *columns, rows=rows), return_inverse=True, return_counts=True
    )
    many = sizes > _MOST
    yield from ([int(place)] for place in np.flatnonzero(~many[group]))
    for one in np.flatnonzero(many):
        yield [int(place) for place in np.flatnonzero(group == one)]


def present(audited: Audited, column: str) -> list[str]:
    """The texts that rows of the frame have in a column, of many that a category may list."""
    if not audited.has(column):
        return []
    numbers, texts = audited.codes(column)
    used = np.bincount(numbers[numbers >= 0], minlength=len(texts)) > 0
    return [texts[place] for place in np.flatnonzero(used)]


def printed_on(audited: Audited, row: int) -> str:
    """When a row was printed: "on 12 January 2018", "in 2012", "between ... and ..."; undated."""
    latest = audited.day(row, "published") if audited.has("published") else None
    earliest = audited.day(row, "published_from") if audited.has("published_from") else None
    if latest is None:
        return "undated"
    words = published_in_words(earliest, latest)
    if words.startswith("between "):
        return words
    return f"on {words}" if earliest is None or earliest == latest else f"in {words}"
