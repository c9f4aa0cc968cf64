"""The frames of releases: how a figure was revised, how well the first one foretold the last."""

from __future__ import annotations

from liaoning_econ.frames.columns import Column, Frame
from liaoning_econ.frames.results import SERIES

__all__ = ["REVISIONS", "REVISION_STATISTICS", "SPLICES"]

_WITHOUT_VINTAGE = tuple(column for column in SERIES if column.name != "vintage")
_NAMES = tuple(column.name for column in _WITHOUT_VINTAGE)

REVISIONS = Frame(
    "Revisions",
    "One row a release, period and comparison: by how much the figure was revised, and why",
    (
        *_WITHOUT_VINTAGE,
        Column("start", "datetime", "first day of the period"),
        Column("end", "datetime", "last day of the period"),
        Column("against", "category", "previous, first, latest: what the release is held against"),
        Column("from_vintage", "category", "the release before, or the first one"),
        Column("to_vintage", "category", "the release after, or the latest one"),
        Column("from_published", "datetime", "latest day of the one, NaT unknown", nullable=True),
        Column("to_published", "datetime", "latest day of the other", nullable=True),
        Column("from_value", "float", "the figure before, in unit"),
        Column("to_value", "float", "the figure after, in unit"),
        Column("revision", "float", "to_value less from_value, in revision_unit"),
        Column("revision_unit", "category", "unit; percentage_point where unit is percent"),
        Column("percent", "float", "revision in percent of from_value", nullable=True),
        Column("reason", "str", "why, where it is known; empty where it is not"),
        Column("source", "category", "key in sources(): where the newer figure stands"),
    ),
    key=(*_NAMES, "start", "end", "against", "from_vintage", "to_vintage"),
)

REVISION_STATISTICS = Frame(
    "RevisionStatistics",
    "One row a series and comparison: size, bias, news or noise of its revisions",
    (
        *_WITHOUT_VINTAGE,
        Column("against", "category", "previous, first, latest: as in Revisions"),
        Column("release", "int", "number of the release held against the final one, 1 the first"),
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
        Column("relative_mean_absolute", "float", "sum |r| over sum |final|", nullable=True),
        Column("bias_error", "float", "HAC standard error of the mean", nullable=True),
        Column("bias_p_value", "float", "of no bias, two-sided", nullable=True),
        Column("news_p_value", "float", "Mincer-Zarnowitz: revision is news", nullable=True),
        Column("noise_p_value", "float", "Mincer-Zarnowitz: revision is noise", nullable=True),
        Column("signal_to_noise", "float", "variance of final over that of r", nullable=True),
        Column("sign_changes", "float", "share of periods whose sign changed", nullable=True),
        Column("theil_u", "float", "Theil's U1 of the early release", nullable=True),
        Column("correlation", "float", "of the early and the final figure", nullable=True),
    ),
    key=(*_NAMES, "against", "release"),
)

SPLICES = Frame(
    "Splices",
    "One row a place where a release passes from one benchmark to another",
    (
        *_WITHOUT_VINTAGE,
        Column("vintage", "category", "the release that mixes"),
        Column("year", "int", "first year on the new benchmark"),
        Column("start", "datetime", "first day of the first period on the new benchmark"),
        Column("benchmark_before", "category", "of the period before"),
        Column("benchmark_after", "category", "from this period on"),
        Column("printed", "float", "growth across the splice as the release has it, percent"),
        Column("consistent_lower", "float", "least growth in a whole vintage", nullable=True),
        Column("consistent_upper", "float", "greatest growth in a whole vintage", nullable=True),
        Column("evidence", "str", "declared in vintages(), or found by comparing, and with what"),
    ),
    key=(*_NAMES, "vintage", "start"),
)
