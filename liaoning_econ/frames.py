"""What each frame is made of: its columns, their kinds and what they mean, said once.

`schemas` makes pandera classes of these declarations, `validation` runs them in numpy, the files
under `schemas/` are exported from them, and every function that builds a frame orders and types
its columns by `conform`. Nothing here loads pandera.

The shapes are those of the SDMX information model (observation, attribute, code list):
SDMX 3.0, section 2, https://sdmx.org/.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from liaoning_econ.errors import SchemaError

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["category", "datetime", "float", "int", "str", "bool"]

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
    """One kind of frame: ordered columns and the key that no two rows share."""

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


_CODE = r"[A-Za-z0-9][A-Za-z0-9_.:/+\-]*"
_SNAKE = r"[a-z0-9][a-z0-9_]*"

OBSERVATIONS = Frame(
    "Observations",
    "One row a figure",
    (
        Column("indicator", "category", "the concept, a code in indicators()", pattern=_SNAKE),
        Column("region", "category", "one code one perimeter, a code in regions()", pattern=_CODE),
        Column("start", "datetime", "first day covered, inclusive", nullable=True),
        Column("end", "datetime", "last day covered, inclusive; start for a stock", nullable=True),
        Column(
            "precision",
            "category",
            "how exactly the ends are known, the coarser of the two; open: the end is only known "
            "to be no later than published",
            categories=PRECISION,
        ),
        Column("measure", "category", "the kind of measure", categories=MEASURE),
        Column("basis", "category", "who counted what; unstated where the source does not say"),
        Column("prices", "category", "current, comparable, constant_2015, ...; none without money"),
        Column(
            "relative_to",
            "category",
            "for growth, multiple, index, share: what it is relative to; none else",
        ),
        Column("unit", "category", "CNY, firm, person, percent, CNY/USD, firm/month, 1, ..."),
        Column("value", "float", "the figure in unit, without multiplier"),
        Column("lower", "float", "least value that the wording allows; -inf where unbounded"),
        Column("upper", "float", "greatest value that the wording allows; inf where unbounded"),
        Column("vintage", "category", "the release that the row belongs to, a code in vintages()"),
        Column(
            "published_from", "datetime", "earliest day it can have become public", nullable=True
        ),
        Column("published", "datetime", "latest day on which it became public", nullable=True),
        Column(
            "status", "category", "SDMX CL_OBS_STATUS: A, P, E, F, B, U, ...", categories=STATUS
        ),
        Column("source", "category", "key in sources()"),
    ),
    key=(
        "indicator",
        "region",
        "start",
        "end",
        "measure",
        "basis",
        "prices",
        "relative_to",
        "unit",
        "vintage",
        "source",
    ),
)

CLAIMS = Frame(
    "Claims",
    "One row a figure that somebody printed, and where the words stand",
    (
        *OBSERVATIONS.columns,
        Column("claim", "str", "the claim's own code in its document"),
        Column("document", "category", "the text or page in which it stands"),
        Column("paragraph", "int", "non-empty lines, counted from 1", nullable=True),
        Column("span_start", "int", "first code point of surface in the text", nullable=True),
        Column("span_end", "int", "code point after the last of surface", nullable=True),
        Column("surface", "str", "the words of the figure; empty where the text is not kept"),
        Column("qualifier", "category", "nearly, over, about, ...; none for a bare figure"),
        Column("speaker", "str", "who says so; empty where the text names nobody"),
        Column("related_claim", "str", "another claim of the document; empty where none"),
        Column(
            "relation",
            "category",
            "same_figure, part_of, share_of, rate_of, change_from, compared_with; none",
        ),
    ),
    key=("document", "claim"),
)

RATES = Frame(
    "Rates",
    "Exchange rates: units of quote for one base",
    (
        Column("base", "category", "ISO 4217 code of the currency that is one"),
        Column("quote", "category", "ISO 4217 code of the currency that is counted"),
        Column("date", "datetime", "the day asked; last day of the window for an average"),
        Column("date_used", "datetime", "the day whose rate answers"),
        Column("rate", "float", "units of quote for one base"),
        Column("kind", "category", "daily, average, end"),
        Column("source", "category", "key in sources()"),
    ),
    key=("base", "quote", "date", "kind"),
)

EVENTS = Frame(
    "Events",
    "Dated events",
    (
        Column("event", "str", "the event's code"),
        Column("start", "datetime", "first day"),
        Column("end", "datetime", "last day"),
        Column("precision", "category", "how exactly the days are known", categories=PRECISION),
        Column("kind", "category", "ftz, northeast, data_quality, fx, us_tariffs, ..."),
        Column("region", "str", "region codes, separated by a semicolon"),
        Column("title", "str", "what happened, in our words"),
        Column("value", "float", "the figure that goes with it", nullable=True),
        Column("lower", "float", "its lower bound", nullable=True),
        Column("upper", "float", "its upper bound", nullable=True),
        Column("unit", "category", "the figure's unit; empty where there is none"),
        Column("source", "category", "key in sources()"),
        Column("note", "str", "what a reader of the row must know"),
    ),
    key=("event",),
)

REGIONS = Frame(
    "Regions",
    "Places: one code one perimeter",
    (
        Column("region", "str", "the code", pattern=_CODE),
        Column(
            "level",
            "category",
            "country, group, province, prefecture, district, zone, zone_area, zone_group",
        ),
        Column("name_en", "str", "English name"),
        Column("name_zh", "str", "Chinese name; empty where none is used"),
        Column("name_pinyin", "str", "romanised name; empty where none is used"),
        Column("parent", "str", "code of the place that it lies in; empty at the top"),
        Column("members", "str", "codes of the parts of a group, separated by a semicolon"),
        Column("gb2260", "str", "GB/T 2260 code; empty where none"),
        Column(
            "macro_region", "category", "the statistics office's East, Central, West, Northeast"
        ),
        Column("admin_type", "category", "province, municipality, autonomous_region, ..."),
        Column("mainland", "bool", "inside the provincial accounts"),
        Column("area_km2", "float", "land area of a zone in km2", nullable=True),
        Column("opened_from", "datetime", "earliest day that counts as opening", nullable=True),
        Column("opened", "datetime", "latest day that counts as opening", nullable=True),
        Column("source", "category", "key in sources()"),
        Column("note", "str", "what a reader of the row must know"),
    ),
    key=("region",),
)

INDICATORS = Frame(
    "Indicators",
    "Concepts: what is measured, in which unit, and how it adds up",
    (
        Column("indicator", "str", "the code", pattern=_SNAKE),
        Column("name_en", "str", "English name"),
        Column("name_zh", "str", "Chinese name; empty where none is used"),
        Column("definition", "str", "what is counted"),
        Column("unit", "category", "the unit of its level"),
        Column("measure", "category", "the measure of its level", categories=MEASURE),
        Column("basis", "str", "the bases in use, separated by a semicolon; the first is usual"),
        Column("prices", "category", "the prices of its level"),
        Column("relative_to", "category", "what its level is relative to"),
        Column("adds_over_regions", "category", "sum, mean, none"),
        Column("adds_over_time", "category", "sum, last, mean, none"),
        Column(
            "currency_rate",
            "category",
            "the exchange rate that its money takes: average, end, published; none without money",
        ),
        Column("synonyms", "str", "other names, English and Chinese, separated by a semicolon"),
        Column("source", "category", "key in sources()"),
    ),
    key=("indicator",),
)

VINTAGES = Frame(
    "Vintages",
    "Releases: to which benchmark each belongs, for which years",
    (
        Column("vintage", "str", "the release's label", pattern=_CODE),
        Column("topic", "category", "gdp, population, ...: what the release is of"),
        Column("start", "datetime", "first day of the periods that this row speaks of"),
        Column("end", "datetime", "last day of the periods that this row speaks of"),
        Column("benchmark", "category", "census3, census4, ...: rows of one may be joined"),
        Column("kind", "category", "first, preliminary, final, revision"),
        Column("reason", "str", "why its figures differ from those before"),
        Column("published_from", "datetime", "earliest possible day", nullable=True),
        Column("published", "datetime", "latest possible day", nullable=True),
        Column("published_kind", "category", "page_date, not_later_than, year_only, inferred"),
        Column("source", "category", "key in sources()"),
        Column("note", "str", "what a reader of the row must know"),
    ),
    key=("vintage", "topic", "start"),
)

SOURCES = Frame(
    "Sources",
    "Where figures come from",
    (
        Column("source", "str", "the key", pattern=_CODE),
        Column("publisher", "str", "who published it"),
        Column("title", "str", "its title, or a description of ours"),
        Column("published_from", "datetime", "earliest possible day", nullable=True),
        Column("published", "datetime", "latest possible day", nullable=True),
        Column("published_kind", "category", "page_date, not_later_than, year_only, unknown"),
        Column("address", "str", "the address, or repository, path and commit"),
        Column("language", "category", "ISO 639-1 code; und where unknown"),
        Column("licence", "str", "the licence; 'none stated' where the publisher states none"),
        Column("note", "str", "what a reader of the row must know"),
    ),
    key=("source",),
)

FINDINGS = Frame(
    "Findings",
    "What a rule found",
    (
        Column("rule", "category", "the rule's code", pattern=r"[A-Z]{2}[0-9]{3}"),
        Column("severity", "category", "error, warning, info"),
        Column("rows", "str", "zero-based positions, separated by a comma"),
        Column("found", "str", "what the rows say"),
        Column("expected", "str", "what would be consistent"),
        Column("message", "str", "the finding in a sentence"),
        Column("mend", "str", "what would mend it"),
    ),
    key=("rule", "rows", "message"),
)

FRAMES: tuple[Frame, ...] = (
    OBSERVATIONS,
    CLAIMS,
    RATES,
    EVENTS,
    REGIONS,
    INDICATORS,
    VINTAGES,
    SOURCES,
    FINDINGS,
)


def empty(frame: Frame) -> pd.DataFrame:
    """Return a frame without rows, every column with its dtype."""
    return pd.DataFrame(
        {column.name: pd.Series([], dtype=column.dtype) for column in frame.columns}
    )


def from_lists(values: Mapping[str, Sequence[Any] | NDArray[Any]], frame: Frame) -> pd.DataFrame:
    """Make a frame of lists, one a column, each with its declared dtype.

    What `conform` makes of a frame of such lists, in a quarter of the time: most of what it takes
    for a few rows is pandas finding out again what the declaration says.

    Parameters
    ----------
    values
        Lists of one length by the name of the column; codes as text, days as datetime64.
    frame
        The declaration.

    Returns
    -------
    pd.DataFrame
        A new frame with `frame.names` as columns and a RangeIndex.

    Raises
    ------
    SchemaError
        A code is not on its column's closed list.

    Examples
    --------
    >>> from_lists({"rule": ["GL001"], "severity": ["error"], "rows": ["0"], "found": [""],
    ...             "expected": [""], "message": [""], "mend": [""]}, FINDINGS)["rule"].tolist()
    ['GL001']
    """
    return pd.DataFrame(
        {column.name: _listed(values[column.name], column) for column in frame.columns}, copy=False
    )


def _listed(values: Sequence[Any] | NDArray[Any], column: Column) -> Any:
    """One column's list as an array of its dtype."""
    if column.kind != "category":
        return pd.array(values, dtype=column.dtype)
    dtype = column.categories or _open_list(tuple(sorted(set(values))))
    place = {text: number for number, text in enumerate(dtype.categories)}
    try:
        codes = np.fromiter(map(place.__getitem__, values), dtype=np.intp, count=len(values))
    except KeyError as error:
        raise SchemaError(
            f"{column.name} has {error.args[0]!r}", mend=f"take one of {list(place)}"
        ) from error
    return pd.Categorical.from_codes(codes, dtype=dtype, validate=False)


@functools.lru_cache(maxsize=256)
def _open_list(texts: tuple[str, ...]) -> pd.CategoricalDtype:
    """The dtype of codes that no list closes; the same few codes come again and again."""
    return pd.CategoricalDtype(pd.Index(texts, dtype="str"))


def conform(table: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """Order and type the columns as declared; extra columns are dropped, the index is plain.

    Parameters
    ----------
    table
        Any frame that has the declared columns.
    frame
        The declaration.

    Returns
    -------
    pd.DataFrame
        A new frame with `frame.names` as columns and a RangeIndex.

    Raises
    ------
    SchemaError
        A column is missing, or a value does not fit its column's kind or code list.
    """
    missing = [name for name in frame.names if name not in table.columns]
    if missing:
        raise SchemaError(
            f"{frame.name} lacks the columns {missing}",
            mend="add them, or build the frame with from_table()",
        )
    plain = {column.name: _typed(table[column.name], column) for column in frame.columns}
    # The index itself, so that pandas has no columns to align with one another.
    return pd.DataFrame(plain, index=table.index, copy=False).reset_index(drop=True)


def _typed(values: pd.Series, column: Column) -> pd.Series:
    """One column in its dtype; a code outside a closed list is refused, never made NaN."""
    try:
        if column.categories is not None:
            if values.dtype == column.categories:
                return values
            outside = ~values.isin(column.categories.categories)
            if outside.any():
                raise SchemaError(
                    f"{column.name} has {values[outside].iloc[0]!r}",
                    mend=f"take one of {list(column.categories.categories)}",
                    rows=values[outside].to_frame(),
                )
            return values.astype(column.categories)
        return values if values.dtype == column.dtype else values.astype(column.dtype)
    except (ValueError, TypeError) as error:
        raise SchemaError(
            f"{column.name} cannot be read as {column.kind}: {error}",
            mend=f"convert the column to {column.dtype} first",
        ) from error


def constant(code: str, length: int) -> pd.Categorical[str]:
    """One code repeated, as a category."""
    return pd.Categorical.from_codes(np.zeros(length, dtype=np.int8), categories=pd.Index([code]))


def plain_codes(values: pd.Series) -> pd.Series:
    """Categories as text, so that two columns can be compared, joined or given a new code.

    pandas raises when unlike categories are compared, gives text when they are concatenated,
    and refuses a code that is not a category yet; this is the one way round all three.
    """
    return values.astype("str") if isinstance(values.dtype, pd.CategoricalDtype) else values


def stack(tables: Sequence[pd.DataFrame], frame: Frame) -> pd.DataFrame:
    """Rows of several frames below each other, categories kept (the union, in order of coming).

    Parameters
    ----------
    tables
        Frames that have the declared columns.
    frame
        The declaration.
    """
    if not tables:
        return empty(frame)
    columns: dict[str, object] = {}
    for column in frame.columns:
        parts = [_typed(table[column.name], column) for table in tables]
        if column.kind == "category" and column.categories is None:
            columns[column.name] = pd.api.types.union_categoricals(
                [_without_order(part) for part in parts]
            )
        else:
            columns[column.name] = pd.concat(parts, ignore_index=True)
    return pd.DataFrame(columns)


def _without_order(part: pd.Series) -> pd.Categorical[str]:
    """The column's categorical with text categories, unordered."""
    values = pd.Categorical(part)
    texts = pd.Index([str(code) for code in values.categories], dtype="str")
    return pd.Categorical.from_codes(values.codes, categories=texts)


def codes_of(values: pd.Series | NDArray[Any]) -> list[str]:
    """Distinct codes in order of first coming, missing ones left out."""
    return [str(code) for code in pd.Series(values).dropna().unique()]
