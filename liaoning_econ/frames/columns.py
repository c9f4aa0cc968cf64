"""What a frame's declaration is made of: a column, its kind, and the code lists that all share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

__all__ = [
    "CODE",
    "DATETIME",
    "MEASURE",
    "PRECISION",
    "SNAKE",
    "STATUS",
    "Column",
    "Frame",
    "Kind",
]

Kind = Literal["category", "datetime", "float", "int", "str", "bool"]

CODE: str = r"[A-Za-z0-9][A-Za-z0-9_.:/+\-]*"
SNAKE: str = r"[a-z0-9][a-z0-9_]*"

PRECISION = pd.CategoricalDtype(["day", "month", "quarter", "year", "open"])
MEASURE = pd.CategoricalDtype(
    [
        "stock",
        "flow",
        "cumulative",
        "duration",
        "rate",
        "share",
        "growth",
        "multiple",
        "index",
        "price",
        "rank",
    ]
)
# SDMX CL_OBS_STATUS 2.2, the codes that official tables of this field use.
STATUS = pd.CategoricalDtype(
    ["A", "B", "D", "E", "F", "G", "I", "J", "K", "L", "M", "N", "O", "P", "Q", "S", "U", "V", "W"]
)
DATETIME = "datetime64[us]"


@dataclass(frozen=True)
class Column:
    """One column: its kind, its meaning, and what it may hold.

    Attributes
    ----------
    name, kind, description
        As in the design; `kind` is one of category, datetime, float, int, str, bool.
    nullable
        Whether a missing value is allowed (NaN, NaT, NA).
    categories
        The closed code list, where there is one.
    pattern
        A regular expression that the whole text must match.

    Examples
    --------
    >>> str(Column("value", "float", "the figure").dtype)
    'float64'
    """

    name: str
    kind: Kind
    description: str
    nullable: bool = False
    categories: pd.CategoricalDtype | None = None
    pattern: str | None = None

    @property
    def dtype(self) -> Any:
        """The pandas dtype that a result has in this column."""
        if self.kind == "category":
            return self.categories if self.categories is not None else "category"
        if self.kind == "int":
            return "Int64" if self.nullable else "int64"
        return {"datetime": DATETIME, "float": "float64", "str": "str", "bool": "bool"}[self.kind]


@dataclass(frozen=True)
class Frame:
    """One kind of frame: ordered columns and the key that no two rows share.

    Examples
    --------
    >>> Frame("Own", "One row a day", (Column("day", "datetime", "the day"),), ("day",)).names
    ['day']
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    by_name: Mapping[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the columns by their names."""
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})

    @property
    def names(self) -> list[str]:
        """The columns' names, in order."""
        return [column.name for column in self.columns]
