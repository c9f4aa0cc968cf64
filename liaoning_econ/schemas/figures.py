"""The classes of figures, claims and the catalogue's lists."""

from __future__ import annotations

import pandas as pd
from pandera.typing import Series

from liaoning_econ import frames
from liaoning_econ.schemas.declared import Declared, field

__all__ = [
    "Claims",
    "Events",
    "Findings",
    "Indicators",
    "Observations",
    "Rates",
    "Regions",
    "Sources",
    "Vintages",
]


class Observations(Declared):
    """One row a figure.

    Examples
    --------
    >>> from liaoning_econ.frames import OBSERVATIONS, empty
    >>> len(Observations.validate(empty(OBSERVATIONS)))
    0
    """

    indicator: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "indicator")
    region: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "region")
    start: Series[pd.Timestamp] = field(frames.OBSERVATIONS, "start")
    end: Series[pd.Timestamp] = field(frames.OBSERVATIONS, "end")
    precision: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "precision")
    measure: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "measure")
    basis: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "relative_to")
    unit: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "unit")
    value: Series[float] = field(frames.OBSERVATIONS, "value")
    lower: Series[float] = field(frames.OBSERVATIONS, "lower")
    upper: Series[float] = field(frames.OBSERVATIONS, "upper")
    vintage: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "vintage")
    published_from: Series[pd.Timestamp] = field(frames.OBSERVATIONS, "published_from")
    published: Series[pd.Timestamp] = field(frames.OBSERVATIONS, "published")
    status: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "status")
    source: Series[pd.CategoricalDtype] = field(frames.OBSERVATIONS, "source")


class Claims(Observations):
    """One row a figure that somebody printed, and where the words stand.

    Examples
    --------
    >>> from liaoning_econ.frames import CLAIMS, empty
    >>> len(Claims.validate(empty(CLAIMS)))
    0
    """

    claim: Series[str] = field(frames.CLAIMS, "claim")
    document: Series[pd.CategoricalDtype] = field(frames.CLAIMS, "document")
    paragraph: Series[pd.Int64Dtype] = field(frames.CLAIMS, "paragraph")
    span_start: Series[pd.Int64Dtype] = field(frames.CLAIMS, "span_start")
    span_end: Series[pd.Int64Dtype] = field(frames.CLAIMS, "span_end")
    surface: Series[str] = field(frames.CLAIMS, "surface")
    qualifier: Series[pd.CategoricalDtype] = field(frames.CLAIMS, "qualifier")
    speaker: Series[str] = field(frames.CLAIMS, "speaker")
    related_claim: Series[str] = field(frames.CLAIMS, "related_claim")
    relation: Series[pd.CategoricalDtype] = field(frames.CLAIMS, "relation")


class Rates(Declared):
    """Exchange rates: units of quote for one base.

    Examples
    --------
    >>> from liaoning_econ.frames import RATES, empty
    >>> len(Rates.validate(empty(RATES)))
    0
    """

    base: Series[pd.CategoricalDtype] = field(frames.RATES, "base")
    quote: Series[pd.CategoricalDtype] = field(frames.RATES, "quote")
    date: Series[pd.Timestamp] = field(frames.RATES, "date")
    date_used: Series[pd.Timestamp] = field(frames.RATES, "date_used")
    rate: Series[float] = field(frames.RATES, "rate")
    kind: Series[pd.CategoricalDtype] = field(frames.RATES, "kind")
    source: Series[pd.CategoricalDtype] = field(frames.RATES, "source")


class Events(Declared):
    """Dated events.

    Examples
    --------
    >>> from liaoning_econ.frames import EVENTS, empty
    >>> len(Events.validate(empty(EVENTS)))
    0
    """

    event: Series[str] = field(frames.EVENTS, "event")
    start: Series[pd.Timestamp] = field(frames.EVENTS, "start")
    end: Series[pd.Timestamp] = field(frames.EVENTS, "end")
    precision: Series[pd.CategoricalDtype] = field(frames.EVENTS, "precision")
    kind: Series[pd.CategoricalDtype] = field(frames.EVENTS, "kind")
    region: Series[str] = field(frames.EVENTS, "region")
    title: Series[str] = field(frames.EVENTS, "title")
    value: Series[float] = field(frames.EVENTS, "value")
    lower: Series[float] = field(frames.EVENTS, "lower")
    upper: Series[float] = field(frames.EVENTS, "upper")
    unit: Series[pd.CategoricalDtype] = field(frames.EVENTS, "unit")
    source: Series[pd.CategoricalDtype] = field(frames.EVENTS, "source")
    note: Series[str] = field(frames.EVENTS, "note")


class Regions(Declared):
    """Places: one code one perimeter.

    Examples
    --------
    >>> from liaoning_econ.frames import REGIONS, empty
    >>> len(Regions.validate(empty(REGIONS)))
    0
    """

    region: Series[str] = field(frames.REGIONS, "region")
    level: Series[pd.CategoricalDtype] = field(frames.REGIONS, "level")
    name_en: Series[str] = field(frames.REGIONS, "name_en")
    name_zh: Series[str] = field(frames.REGIONS, "name_zh")
    name_pinyin: Series[str] = field(frames.REGIONS, "name_pinyin")
    parent: Series[str] = field(frames.REGIONS, "parent")
    members: Series[str] = field(frames.REGIONS, "members")
    gb2260: Series[str] = field(frames.REGIONS, "gb2260")
    macro_region: Series[pd.CategoricalDtype] = field(frames.REGIONS, "macro_region")
    admin_type: Series[pd.CategoricalDtype] = field(frames.REGIONS, "admin_type")
    mainland: Series[bool] = field(frames.REGIONS, "mainland")
    area_km2: Series[float] = field(frames.REGIONS, "area_km2")
    opened_from: Series[pd.Timestamp] = field(frames.REGIONS, "opened_from")
    opened: Series[pd.Timestamp] = field(frames.REGIONS, "opened")
    source: Series[pd.CategoricalDtype] = field(frames.REGIONS, "source")
    note: Series[str] = field(frames.REGIONS, "note")


class Indicators(Declared):
    """Concepts: what is measured, in which unit, and how it adds up.

    Examples
    --------
    >>> from liaoning_econ.frames import INDICATORS, empty
    >>> len(Indicators.validate(empty(INDICATORS)))
    0
    """

    indicator: Series[str] = field(frames.INDICATORS, "indicator")
    name_en: Series[str] = field(frames.INDICATORS, "name_en")
    name_zh: Series[str] = field(frames.INDICATORS, "name_zh")
    definition: Series[str] = field(frames.INDICATORS, "definition")
    unit: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "unit")
    measure: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "measure")
    basis: Series[str] = field(frames.INDICATORS, "basis")
    prices: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "prices")
    relative_to: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "relative_to")
    adds_over_regions: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "adds_over_regions")
    adds_over_time: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "adds_over_time")
    currency_rate: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "currency_rate")
    synonyms: Series[str] = field(frames.INDICATORS, "synonyms")
    source: Series[pd.CategoricalDtype] = field(frames.INDICATORS, "source")


class Vintages(Declared):
    """Releases: to which benchmark each belongs, for which years.

    Examples
    --------
    >>> from liaoning_econ.frames import VINTAGES, empty
    >>> len(Vintages.validate(empty(VINTAGES)))
    0
    """

    vintage: Series[str] = field(frames.VINTAGES, "vintage")
    topic: Series[pd.CategoricalDtype] = field(frames.VINTAGES, "topic")
    start: Series[pd.Timestamp] = field(frames.VINTAGES, "start")
    end: Series[pd.Timestamp] = field(frames.VINTAGES, "end")
    benchmark: Series[pd.CategoricalDtype] = field(frames.VINTAGES, "benchmark")
    kind: Series[pd.CategoricalDtype] = field(frames.VINTAGES, "kind")
    reason: Series[str] = field(frames.VINTAGES, "reason")
    published_from: Series[pd.Timestamp] = field(frames.VINTAGES, "published_from")
    published: Series[pd.Timestamp] = field(frames.VINTAGES, "published")
    published_kind: Series[pd.CategoricalDtype] = field(frames.VINTAGES, "published_kind")
    source: Series[pd.CategoricalDtype] = field(frames.VINTAGES, "source")
    note: Series[str] = field(frames.VINTAGES, "note")


class Sources(Declared):
    """Where figures come from.

    Examples
    --------
    >>> from liaoning_econ.frames import SOURCES, empty
    >>> len(Sources.validate(empty(SOURCES)))
    0
    """

    source: Series[str] = field(frames.SOURCES, "source")
    publisher: Series[str] = field(frames.SOURCES, "publisher")
    title: Series[str] = field(frames.SOURCES, "title")
    published_from: Series[pd.Timestamp] = field(frames.SOURCES, "published_from")
    published: Series[pd.Timestamp] = field(frames.SOURCES, "published")
    published_kind: Series[pd.CategoricalDtype] = field(frames.SOURCES, "published_kind")
    address: Series[str] = field(frames.SOURCES, "address")
    language: Series[pd.CategoricalDtype] = field(frames.SOURCES, "language")
    licence: Series[str] = field(frames.SOURCES, "licence")
    note: Series[str] = field(frames.SOURCES, "note")


class Findings(Declared):
    """What a rule found.

    Examples
    --------
    >>> from liaoning_econ.frames import FINDINGS, empty
    >>> len(Findings.validate(empty(FINDINGS)))
    0
    """

    rule: Series[pd.CategoricalDtype] = field(frames.FINDINGS, "rule")
    severity: Series[pd.CategoricalDtype] = field(frames.FINDINGS, "severity")
    rows: Series[str] = field(frames.FINDINGS, "rows")
    found: Series[str] = field(frames.FINDINGS, "found")
    expected: Series[str] = field(frames.FINDINGS, "expected")
    message: Series[str] = field(frames.FINDINGS, "message")
    mend: Series[str] = field(frames.FINDINGS, "mend")
