"""The frames of releases: how a figure was revised, how well the first one foretold the last."""

from __future__ import annotations

import pandas as pd

from liaoning_econ.frames.columns import Column, Frame
from liaoning_econ.frames.results import SERIES

__all__ = ["CAUSE", "CAUSES", "REVISIONS", "REVISION_STATISTICS", "SPLICES"]

CAUSE = pd.CategoricalDtype(
    ["census", "admission", "base_year", "final", "rounding", "unchanged", "unknown"]
)

_WITHOUT_VINTAGE = tuple(column for column in SERIES if column.name != "vintage")
_NAMES = tuple(column.name for column in _WITHOUT_VINTAGE)

CAUSES = Frame(
    "Causes",
    "Why the figures of one benchmark differ from those before",
    (
        Column("topic", "category", "gdp, population, ...: as in Vintages"),
        Column("region", "category", "the region that it holds for; empty where for all"),
        Column("start", "datetime", "first day of the periods that it holds for"),
        Column("end", "datetime", "last day of the periods that it holds for"),
        Column("benchmark", "category", "of the newer figure, as in Vintages"),
        Column("before", "str", "benchmarks of the older figure, separated by a semicolon"),
        Column("cause", "category", "census, admission, base_year, ...", categories=CAUSE),
        Column("reason", "str", "the cause in words"),
        Column("event", "str", "key in events(); empty where there is none"),
        Column("source", "category", "key in sources()"),
    ),
    key=("topic", "region", "start", "benchmark"),
)

REVISIONS = Frame(
    "Revisions",
    "One row a release, period and comparison: by how much the figure was revised, and why",
    (
        *_WITHOUT_VINTAGE,
        Column("start", "datetime", "first day of the period"),
        Column("end", "datetime", "last day of the period"),
        Column("against", "category", "previous, first, latest: what the release is held against"),
        Column("release", "int", "number of the release that is held against another, 1 the first"),
        Column("from_vintage", "category", "the earlier of the two releases"),
        Column("to_vintage", "category", "the later of the two"),
        Column("from_published", "datetime", "latest possible day of the earlier release"),
        Column("to_published", "datetime", "latest possible day of the later one"),
        Column("from_value", "float", "the figure of the earlier, in unit"),
        Column("to_value", "float", "the figure of the later, in unit"),
        Column("revision", "float", "to_value less from_value, in revision_unit"),
        Column("revision_unit", "category", "unit; percentage_point where unit is percent"),
        Column(
            "percent",
            "float",
            "revision in percent of the size of from_value; NaN where that is 0, or unit percent",
            nullable=True,
        ),
        Column("cause", "category", "census, admission, final, ..., unknown", categories=CAUSE),
        Column("reason", "str", "the cause in words, where it is known; else empty"),
        Column("source", "category", "key in sources(): where the newer figure stands"),
    ),
    key=(*_NAMES, "start", "end", "against", "release"),
)

REVISION_STATISTICS = Frame(
    "RevisionStatistics",
    "One row a series, comparison and release: size, bias, news or noise of its revisions",
    (
        *_WITHOUT_VINTAGE,
        Column("against", "category", "previous, first, latest: as in Revisions; or release_N"),
        Column("release", "int", "number of the release that is held against another, 1 the first"),
        Column("start", "datetime", "first day of the first period"),
        Column("end", "datetime", "last day of the last period"),
        Column("revision_unit", "category", "unit; percentage_point where unit is percent"),
        Column("n", "int", "how many periods"),
        Column("mean", "float", "mean revision"),
        Column("mean_absolute", "float", "mean absolute revision"),
        Column("rmse", "float", "root mean square revision"),
        Column("sd", "float", "standard deviation, n - 1", nullable=True),
        Column("least", "float", "least revision"),
        Column("greatest", "float", "greatest revision"),
        Column("relative_mean_absolute", "float", "sum |r| over sum |later figure|", nullable=True),
        Column("lags", "int", "lags of the HAC errors", nullable=True),
        Column("bias_error", "float", "HAC standard error of the mean", nullable=True),
        Column("bias_p_value", "float", "of no bias, two-sided", nullable=True),
        Column("news_intercept", "float", "a of later = a + b earlier", nullable=True),
        Column("news_slope", "float", "b of later = a + b earlier", nullable=True),
        Column("news_p_value", "float", "of a = 0 and b = 1: revisions are news", nullable=True),
        Column("noise_intercept", "float", "a of earlier = a + b later", nullable=True),
        Column("noise_slope", "float", "b of earlier = a + b later", nullable=True),
        Column("noise_p_value", "float", "of a = 0 and b = 1: revisions are noise", nullable=True),
        Column("signal_to_noise", "float", "variance of the later over that of r", nullable=True),
        Column("sign_changes", "float", "share of periods whose sign changed"),
        Column("theil_u", "float", "Theil's U1 of the earlier figures", nullable=True),
        Column("correlation", "float", "of the earlier and the later figures", nullable=True),
        Column("first_efficient", "bool", "whether it is the series' first efficient release"),
        Column("note", "str", "why a number is missing; empty where none is"),
    ),
    key=(*_NAMES, "against", "release"),
)

SPLICES = Frame(
    "Splices",
    "One row a place where a table passes from one benchmark to another",
    (
        *_WITHOUT_VINTAGE,
        Column("vintage", "category", "the release that mixes, or that a mixed table turns to"),
        Column("year", "int", "year of the first period on the new benchmark"),
        Column("start", "datetime", "first day of the first period on the new benchmark"),
        Column("end", "datetime", "last day of that period"),
        Column("end_before", "datetime", "last day of the period before it in the table"),
        Column("benchmark_before", "category", "of the period before; several that fit: a; b"),
        Column("benchmark_after", "category", "from this period on; several that fit: a; b"),
        Column(
            "printed",
            "float",
            "growth across the splice as the table has it, in percent; NaN where that says nothing",
            nullable=True,
        ),
        Column("consistent_lower", "float", "least growth on one benchmark", nullable=True),
        Column("consistent_upper", "float", "greatest growth on one benchmark", nullable=True),
        Column("marked", "bool", "whether status B says that the figure is a break"),
        Column("evidence", "str", "declared in vintages(), or found by comparing, and with what"),
    ),
    key=(*_NAMES, "vintage", "start", "end"),
)
