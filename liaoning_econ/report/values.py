"""What the brief works with: claims, official figures, events and places as plain values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from typing import Any, Final, TypeVar, cast

import pandas as pd

from liaoning_econ.quantities import Quantity
from liaoning_econ.report import words

__all__ = [
    "ARTICLES",
    "ARTICLE_NAMES",
    "PROVINCE",
    "STRAITS_TIMES",
    "ZONE",
    "Claim",
    "Event",
    "Figure",
    "Indicator",
    "Place",
    "Statement",
    "claims_of",
    "figures_of",
    "records",
    "rows_of",
]

_Record = TypeVar("_Record")

ZONE: Final = re.compile(r"CN-[A-Z]{2}-FTZ")  # a whole zone, none of its areas
STRAITS_TIMES: Final = "004_ed772e34f7e3be99.txt"
GLOBAL_TIMES: Final = "000_8ed4b4c2027910b1.txt"
PROVINCE: Final = "CN-LN"  # what the articles are about
ARTICLES: Final = (STRAITS_TIMES, GLOBAL_TIMES)
ARTICLE_NAMES: Final = {
    STRAITS_TIMES: "The Straits Times, 2018",
    GLOBAL_TIMES: "Global Times, 2019",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as plain values; `place` is its row in the frame that it comes from."""

    place: int
    claim: str
    document: str
    paragraph: int | None
    span_start: int | None
    span_end: int | None
    surface: str
    qualifier: str
    speaker: str
    related_claim: str
    relation: str
    indicator: str
    region: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None
    precision: str
    measure: str
    basis: str
    prices: str
    relative_to: str
    unit: str
    value: float
    lower: float
    upper: float
    published_from: pd.Timestamp | None
    published: pd.Timestamp | None
    status: str
    source: str

    @property
    def where(self) -> str:
        """Document and paragraph."""
        return where(self.document, self.paragraph)

    @property
    def quantity(self) -> Quantity:
        """The figure with its bounds and its unit."""
        return Quantity(self.value, self.unit, self.lower, self.upper)


@dataclass(frozen=True, slots=True)
class Figure:
    """One official figure as plain values."""

    region: str
    start: pd.Timestamp
    end: pd.Timestamp
    unit: str
    value: float
    lower: float
    upper: float
    vintage: str
    published_from: pd.Timestamp | None
    published: pd.Timestamp | None
    status: str
    source: str

    @property
    def year(self) -> int:
        """The year of the last day."""
        return self.end.year


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event as plain values; `value` is None where it has no figure."""

    event: str
    start: pd.Timestamp
    end: pd.Timestamp
    region: str
    title: str
    value: float | None
    unit: str
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Place:
    """One region of the catalogue as plain values."""

    region: str
    level: str
    name_en: str
    parent: str
    members: str
    mainland: bool
    opened_from: pd.Timestamp | None
    opened: pd.Timestamp | None
    source: str


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator of the catalogue as plain values."""

    indicator: str
    name_en: str
    currency_rate: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What an article says without a number, as plain values."""

    claim: str
    document: str
    paragraph: int | None
    region: str
    words: str
    speaker: str

    @property
    def where(self) -> str:
        """Document and paragraph."""
        return where(self.document, self.paragraph)


def where(document: str, paragraph: int | None) -> str:
    """Where words stand, for a reader."""
    name = words.shorter(ARTICLE_NAMES.get(document, document), 120)
    return name if paragraph is None else f"{name}, paragraph {paragraph}"


def claims_of(frame: pd.DataFrame) -> tuple[Claim, ...]:
    """Rows of Claims as plain values."""
    return tuple(records(frame.assign(place=range(len(frame))), Claim))


def figures_of(frame: pd.DataFrame) -> list[Figure]:
    """Rows of Observations as plain values."""
    return list(records(frame, Figure))


def rows_of(frame: pd.DataFrame) -> list[Any]:
    """Rows of a computed table, each with its columns as attributes."""
    return list(frame.itertuples(index=False, name="Row"))


def records(frame: pd.DataFrame, kind: Callable[..., _Record]) -> Iterator[_Record]:
    """Rows as instances of a dataclass that has the columns' names; what is missing is None.

    Parameters
    ----------
    frame
        Has a column for each field.
    kind
        The dataclass.
    """
    names = [field.name for field in fields(cast("Any", kind))]
    columns = [_values(frame[name]) for name in names]
    return (kind(*values) for values in zip(*columns, strict=True))


def _values(column: pd.Series) -> list[object]:
    """Plain values; a missing one is None."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        names: list[object] = [*column.cat.categories.tolist(), None]
        return [names[code] for code in column.cat.codes.tolist()]
    if column.dtype.kind == "f":
        return [None if math.isnan(value) else value for value in column.tolist()]
    return [None if value is pd.NaT or value is pd.NA else value for value in column.tolist()]
