"""One pandera class a frame: what a column means, what it may hold, what no row may break.

The classes give the annotations (`DataFrame[Observations]`) and a `validate` that checks
everything. Descriptions, code lists, patterns, nullability and keys come from `frames`, where they
are said once; the rules over rows come from `validation`, which runs first and names the rows.
"""

from __future__ import annotations

from typing import Any, Self

import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame, Series

from liaoning_econ import frames
from liaoning_econ.frames import DATETIME, Frame
from liaoning_econ.validation import check, coerce, declaration_named, rules_of

__all__ = [
    "Breaks",
    "Claims",
    "Cycles",
    "EventPaths",
    "Events",
    "Findings",
    "Indicators",
    "Observations",
    "Rates",
    "Regions",
    "Sources",
    "Trends",
    "Vintages",
]


def _field(frame: Frame, name: str) -> Any:
    """Column's field, from its declaration."""
    column = frame.by_name[name]
    options: dict[str, Any] = {"nullable": column.nullable, "description": column.description}
    if column.categories is not None:
        options["isin"] = list(column.categories.categories)
    if column.pattern is not None:
        options["str_matches"] = rf"^(?:{column.pattern})\Z"
    return pa.Field(**options)


class _Declared(pa.DataFrameModel):
    """What all frames have in common: the declaration of their name, checked in full."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Strict and in order, with the declaration's key."""
        key = list(cls.declaration().key)
        told = {"name": cls.__name__, "strict": True, "ordered": True, "unique": key}
        # pandera collects the class of this name; an assignment would be one more public type.
        setattr(cls, "Config", type("Config", (cls.Config,), told))  # noqa: B010
        super().__init_subclass__(**kwargs)  # type: ignore[no-untyped-call]

    @classmethod
    def declaration(cls) -> Frame:
        """The declaration that the class is made from."""
        return declaration_named(cls.__name__)

    @classmethod
    def validate(  # pyright: ignore[reportIncompatibleMethodOverride]
        cls,
        check_obj: pd.DataFrame,
        head: int | None = None,
        tail: int | None = None,
        sample: int | None = None,
        random_state: int | None = None,
        lazy: bool = False,
        inplace: bool = False,
    ) -> DataFrame[Self]:
        """Check everything; text codes become categories, days become microseconds.

        Parameters
        ----------
        check_obj
            The frame, on any index; it is never changed.
        head, tail, sample, random_state, lazy
            As in pandera, for its own checks; the declared rules are held on every row.
        inplace
            Has no effect: the result is always a new frame.

        Returns
        -------
        DataFrame
            The same rows on a plain RangeIndex, every column in its declared dtype.

        Raises
        ------
        SchemaError
            Names row, column, value and rule; `rows` keeps the offending rows.

        Examples
        --------
        >>> Sources.validate(pd.DataFrame({"source": ["mine"]}))
        Traceback (most recent call last):
        liaoning_econ.errors.SchemaError: Sources lacks the columns 'publisher', 'title', ...
        """
        del inplace
        declaration = cls.declaration()
        typed = coerce(check_obj, declaration, what=declaration.name)
        check(typed, declaration, what=declaration.name)
        return super().validate(
            typed, head=head, tail=tail, sample=sample, random_state=random_state, lazy=lazy
        )

    # `error`, not `name`: pandera forgets a check's name once the first of several classes has it.
    @pa.dataframe_check(error="days are in microseconds")
    @classmethod
    def _days_in_microseconds(cls, frame: pd.DataFrame) -> bool:
        """Held here, because pandera takes every unit of time for the same."""
        return all(frame[name].dtype == DATETIME for name in frame if frame[name].dtype.kind == "M")

    @pa.dataframe_check(error="rules over rows")
    @classmethod
    def _rules_over_rows(cls, frame: pd.DataFrame) -> bool:
        return not any(rule.broken(frame).any() for rule in rules_of(cls.declaration()))


class Observations(_Declared):
    """One row a figure.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> len(Observations.validate(empty(OBSERVATIONS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "indicator")
    region: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "region")
    start: Series[pd.Timestamp] = _field(frames.OBSERVATIONS, "start")
    end: Series[pd.Timestamp] = _field(frames.OBSERVATIONS, "end")
    precision: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "precision")
    measure: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "measure")
    basis: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "basis")
    prices: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "prices")
    relative_to: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "relative_to")
    unit: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "unit")
    value: Series[float] = _field(frames.OBSERVATIONS, "value")
    lower: Series[float] = _field(frames.OBSERVATIONS, "lower")
    upper: Series[float] = _field(frames.OBSERVATIONS, "upper")
    vintage: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "vintage")
    published_from: Series[pd.Timestamp] = _field(frames.OBSERVATIONS, "published_from")
    published: Series[pd.Timestamp] = _field(frames.OBSERVATIONS, "published")
    status: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "status")
    source: Series[pd.CategoricalDtype] = _field(frames.OBSERVATIONS, "source")


class Claims(Observations):
    """One row a figure that somebody printed, and where the words stand.

    Examples
    --------
    >>> from liaoning_econ.frames import CLAIMS, empty
    >>> len(Claims.validate(empty(CLAIMS)))
    0
    """

    claim: Series[str] = _field(frames.CLAIMS, "claim")
    document: Series[pd.CategoricalDtype] = _field(frames.CLAIMS, "document")
    paragraph: Series[pd.Int64Dtype] = _field(frames.CLAIMS, "paragraph")
    span_start: Series[pd.Int64Dtype] = _field(frames.CLAIMS, "span_start")
    span_end: Series[pd.Int64Dtype] = _field(frames.CLAIMS, "span_end")
    surface: Series[str] = _field(frames.CLAIMS, "surface")
    qualifier: Series[pd.CategoricalDtype] = _field(frames.CLAIMS, "qualifier")
    speaker: Series[str] = _field(frames.CLAIMS, "speaker")
    related_claim: Series[str] = _field(frames.CLAIMS, "related_claim")
    relation: Series[pd.CategoricalDtype] = _field(frames.CLAIMS, "relation")


class Rates(_Declared):
    """Exchange rates: units of quote for one base.

    Examples
    --------
    >>> from liaoning_econ.frames import RATES, empty
    >>> len(Rates.validate(empty(RATES)))
    0
    """

    base: Series[pd.CategoricalDtype] = _field(frames.RATES, "base")
    quote: Series[pd.CategoricalDtype] = _field(frames.RATES, "quote")
    date: Series[pd.Timestamp] = _field(frames.RATES, "date")
    date_used: Series[pd.Timestamp] = _field(frames.RATES, "date_used")
    rate: Series[float] = _field(frames.RATES, "rate")
    kind: Series[pd.CategoricalDtype] = _field(frames.RATES, "kind")
    source: Series[pd.CategoricalDtype] = _field(frames.RATES, "source")


class Events(_Declared):
    """Dated events.

    Examples
    --------
    >>> from liaoning_econ.frames import EVENTS, empty
    >>> len(Events.validate(empty(EVENTS)))
    0
    """

    event: Series[str] = _field(frames.EVENTS, "event")
    start: Series[pd.Timestamp] = _field(frames.EVENTS, "start")
    end: Series[pd.Timestamp] = _field(frames.EVENTS, "end")
    precision: Series[pd.CategoricalDtype] = _field(frames.EVENTS, "precision")
    kind: Series[pd.CategoricalDtype] = _field(frames.EVENTS, "kind")
    region: Series[str] = _field(frames.EVENTS, "region")
    title: Series[str] = _field(frames.EVENTS, "title")
    value: Series[float] = _field(frames.EVENTS, "value")
    lower: Series[float] = _field(frames.EVENTS, "lower")
    upper: Series[float] = _field(frames.EVENTS, "upper")
    unit: Series[pd.CategoricalDtype] = _field(frames.EVENTS, "unit")
    source: Series[pd.CategoricalDtype] = _field(frames.EVENTS, "source")
    note: Series[str] = _field(frames.EVENTS, "note")


class Regions(_Declared):
    """Places: one code one perimeter.

    Examples
    --------
    >>> from liaoning_econ.frames import REGIONS, empty
    >>> len(Regions.validate(empty(REGIONS)))
    0
    """

    region: Series[str] = _field(frames.REGIONS, "region")
    level: Series[pd.CategoricalDtype] = _field(frames.REGIONS, "level")
    name_en: Series[str] = _field(frames.REGIONS, "name_en")
    name_zh: Series[str] = _field(frames.REGIONS, "name_zh")
    name_pinyin: Series[str] = _field(frames.REGIONS, "name_pinyin")
    parent: Series[str] = _field(frames.REGIONS, "parent")
    members: Series[str] = _field(frames.REGIONS, "members")
    gb2260: Series[str] = _field(frames.REGIONS, "gb2260")
    macro_region: Series[pd.CategoricalDtype] = _field(frames.REGIONS, "macro_region")
    admin_type: Series[pd.CategoricalDtype] = _field(frames.REGIONS, "admin_type")
    mainland: Series[bool] = _field(frames.REGIONS, "mainland")
    area_km2: Series[float] = _field(frames.REGIONS, "area_km2")
    opened_from: Series[pd.Timestamp] = _field(frames.REGIONS, "opened_from")
    opened: Series[pd.Timestamp] = _field(frames.REGIONS, "opened")
    source: Series[pd.CategoricalDtype] = _field(frames.REGIONS, "source")
    note: Series[str] = _field(frames.REGIONS, "note")


class Indicators(_Declared):
    """Concepts: what is measured, in which unit, and how it adds up.

    Examples
    --------
    >>> from liaoning_econ.frames import INDICATORS, empty
    >>> len(Indicators.validate(empty(INDICATORS)))
    0
    """

    indicator: Series[str] = _field(frames.INDICATORS, "indicator")
    name_en: Series[str] = _field(frames.INDICATORS, "name_en")
    name_zh: Series[str] = _field(frames.INDICATORS, "name_zh")
    definition: Series[str] = _field(frames.INDICATORS, "definition")
    unit: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "unit")
    measure: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "measure")
    basis: Series[str] = _field(frames.INDICATORS, "basis")
    prices: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "prices")
    relative_to: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "relative_to")
    adds_over_regions: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "adds_over_regions")
    adds_over_time: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "adds_over_time")
    currency_rate: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "currency_rate")
    synonyms: Series[str] = _field(frames.INDICATORS, "synonyms")
    source: Series[pd.CategoricalDtype] = _field(frames.INDICATORS, "source")


class Vintages(_Declared):
    """Releases: to which benchmark each belongs, for which years.

    Examples
    --------
    >>> from liaoning_econ.frames import VINTAGES, empty
    >>> len(Vintages.validate(empty(VINTAGES)))
    0
    """

    vintage: Series[str] = _field(frames.VINTAGES, "vintage")
    topic: Series[pd.CategoricalDtype] = _field(frames.VINTAGES, "topic")
    start: Series[pd.Timestamp] = _field(frames.VINTAGES, "start")
    end: Series[pd.Timestamp] = _field(frames.VINTAGES, "end")
    benchmark: Series[pd.CategoricalDtype] = _field(frames.VINTAGES, "benchmark")
    kind: Series[pd.CategoricalDtype] = _field(frames.VINTAGES, "kind")
    reason: Series[str] = _field(frames.VINTAGES, "reason")
    published_from: Series[pd.Timestamp] = _field(frames.VINTAGES, "published_from")
    published: Series[pd.Timestamp] = _field(frames.VINTAGES, "published")
    published_kind: Series[pd.CategoricalDtype] = _field(frames.VINTAGES, "published_kind")
    source: Series[pd.CategoricalDtype] = _field(frames.VINTAGES, "source")
    note: Series[str] = _field(frames.VINTAGES, "note")


class Sources(_Declared):
    """Where figures come from.

    Examples
    --------
    >>> from liaoning_econ.frames import SOURCES, empty
    >>> len(Sources.validate(empty(SOURCES)))
    0
    """

    source: Series[str] = _field(frames.SOURCES, "source")
    publisher: Series[str] = _field(frames.SOURCES, "publisher")
    title: Series[str] = _field(frames.SOURCES, "title")
    published_from: Series[pd.Timestamp] = _field(frames.SOURCES, "published_from")
    published: Series[pd.Timestamp] = _field(frames.SOURCES, "published")
    published_kind: Series[pd.CategoricalDtype] = _field(frames.SOURCES, "published_kind")
    address: Series[str] = _field(frames.SOURCES, "address")
    language: Series[pd.CategoricalDtype] = _field(frames.SOURCES, "language")
    licence: Series[str] = _field(frames.SOURCES, "licence")
    note: Series[str] = _field(frames.SOURCES, "note")


class Findings(_Declared):
    """What a rule found.

    Examples
    --------
    >>> from liaoning_econ.frames import FINDINGS, empty
    >>> len(Findings.validate(empty(FINDINGS)))
    0
    """

    rule: Series[pd.CategoricalDtype] = _field(frames.FINDINGS, "rule")
    severity: Series[pd.CategoricalDtype] = _field(frames.FINDINGS, "severity")
    rows: Series[str] = _field(frames.FINDINGS, "rows")
    found: Series[str] = _field(frames.FINDINGS, "found")
    expected: Series[str] = _field(frames.FINDINGS, "expected")
    message: Series[str] = _field(frames.FINDINGS, "message")
    mend: Series[str] = _field(frames.FINDINGS, "mend")


class Trends(_Declared):
    """One row a series: its trend.

    Examples
    --------
    >>> from liaoning_econ.frames import TRENDS, empty
    >>> len(Trends.validate(empty(TRENDS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "indicator")
    region: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "region")
    measure: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "measure")
    basis: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "basis")
    prices: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "prices")
    relative_to: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "relative_to")
    unit: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "unit")
    vintage: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "vintage")
    start: Series[pd.Timestamp] = _field(frames.TRENDS, "start")
    end: Series[pd.Timestamp] = _field(frames.TRENDS, "end")
    n: Series[int] = _field(frames.TRENDS, "n")
    model: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "model")
    slope: Series[float] = _field(frames.TRENDS, "slope")
    slope_unit: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "slope_unit")
    standard_error: Series[float] = _field(frames.TRENDS, "standard_error")
    lower: Series[float] = _field(frames.TRENDS, "lower")
    upper: Series[float] = _field(frames.TRENDS, "upper")
    level: Series[float] = _field(frames.TRENDS, "level")
    r2: Series[float] = _field(frames.TRENDS, "r2")
    t: Series[float] = _field(frames.TRENDS, "t")
    p_value: Series[float] = _field(frames.TRENDS, "p_value")
    errors: Series[pd.CategoricalDtype] = _field(frames.TRENDS, "errors")
    max_lags: Series[int] = _field(frames.TRENDS, "max_lags")
    confidence: Series[float] = _field(frames.TRENDS, "confidence")
    theil_sen: Series[float] = _field(frames.TRENDS, "theil_sen")
    theil_sen_lower: Series[float] = _field(frames.TRENDS, "theil_sen_lower")
    theil_sen_upper: Series[float] = _field(frames.TRENDS, "theil_sen_upper")
    mann_kendall_z: Series[float] = _field(frames.TRENDS, "mann_kendall_z")
    mann_kendall_p_value: Series[float] = _field(frames.TRENDS, "mann_kendall_p_value")
    method: Series[str] = _field(frames.TRENDS, "method")


class Cycles(_Declared):
    """One row a period: trend and cycle.

    Examples
    --------
    >>> from liaoning_econ.frames import CYCLES, empty
    >>> len(Cycles.validate(empty(CYCLES)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "indicator")
    region: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "region")
    measure: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "measure")
    basis: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "basis")
    prices: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "prices")
    relative_to: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "relative_to")
    unit: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "unit")
    vintage: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "vintage")
    start: Series[pd.Timestamp] = _field(frames.CYCLES, "start")
    end: Series[pd.Timestamp] = _field(frames.CYCLES, "end")
    value: Series[float] = _field(frames.CYCLES, "value")
    trend: Series[float] = _field(frames.CYCLES, "trend")
    cycle: Series[float] = _field(frames.CYCLES, "cycle")
    season: Series[float] = _field(frames.CYCLES, "season")
    method: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "method")
    parameters: Series[pd.CategoricalDtype] = _field(frames.CYCLES, "parameters")
    revisable: Series[bool] = _field(frames.CYCLES, "revisable")


class Breaks(_Declared):
    """One row a regime, with the break that ends it.

    Examples
    --------
    >>> from liaoning_econ.frames import BREAKS, empty
    >>> len(Breaks.validate(empty(BREAKS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "indicator")
    region: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "region")
    measure: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "measure")
    basis: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "basis")
    prices: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "prices")
    relative_to: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "relative_to")
    unit: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "unit")
    vintage: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "vintage")
    regime: Series[int] = _field(frames.BREAKS, "regime")
    regimes: Series[int] = _field(frames.BREAKS, "regimes")
    start: Series[pd.Timestamp] = _field(frames.BREAKS, "start")
    end: Series[pd.Timestamp] = _field(frames.BREAKS, "end")
    n: Series[int] = _field(frames.BREAKS, "n")
    break_lower: Series[pd.Timestamp] = _field(frames.BREAKS, "break_lower")
    break_upper: Series[pd.Timestamp] = _field(frames.BREAKS, "break_upper")
    mean: Series[float] = _field(frames.BREAKS, "mean")
    mean_error: Series[float] = _field(frames.BREAKS, "mean_error")
    slope: Series[float] = _field(frames.BREAKS, "slope")
    slope_error: Series[float] = _field(frames.BREAKS, "slope_error")
    model: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "model")
    select: Series[pd.CategoricalDtype] = _field(frames.BREAKS, "select")
    ssr: Series[float] = _field(frames.BREAKS, "ssr")
    criterion: Series[float] = _field(frames.BREAKS, "criterion")
    confidence: Series[float] = _field(frames.BREAKS, "confidence")


class EventPaths(_Declared):
    """One row an event and day.

    Examples
    --------
    >>> from liaoning_econ.frames import EVENT_PATHS, empty
    >>> len(EventPaths.validate(empty(EVENT_PATHS)))
    0
    """

    base: Series[pd.CategoricalDtype] = _field(frames.EVENT_PATHS, "base")
    quote: Series[pd.CategoricalDtype] = _field(frames.EVENT_PATHS, "quote")
    event: Series[pd.CategoricalDtype] = _field(frames.EVENT_PATHS, "event")
    date: Series[pd.Timestamp] = _field(frames.EVENT_PATHS, "date")
    offset: Series[int] = _field(frames.EVENT_PATHS, "offset")
    abnormal: Series[float] = _field(frames.EVENT_PATHS, "abnormal")
    cumulative: Series[float] = _field(frames.EVENT_PATHS, "cumulative")
    standard_error: Series[float] = _field(frames.EVENT_PATHS, "standard_error")
    lower: Series[float] = _field(frames.EVENT_PATHS, "lower")
    upper: Series[float] = _field(frames.EVENT_PATHS, "upper")
    t: Series[float] = _field(frames.EVENT_PATHS, "t")
    p_value: Series[float] = _field(frames.EVENT_PATHS, "p_value")
    events: Series[int] = _field(frames.EVENT_PATHS, "events")
    overlaps: Series[int] = _field(frames.EVENT_PATHS, "overlaps")
    confidence: Series[float] = _field(frames.EVENT_PATHS, "confidence")
