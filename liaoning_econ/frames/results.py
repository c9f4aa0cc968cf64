"""The frames that analyses answer with: one row a series, a period, a regime or a comparison.

Each says first which series it speaks of, in the columns and words of Observations.
"""

from __future__ import annotations

from liaoning_econ.frames.columns import Column, Frame
from liaoning_econ.frames.figures import OBSERVATIONS

__all__ = ["BREAKS", "CYCLES", "END_POINTS", "EVENT_PATHS", "TRENDS"]

SERIES: tuple[Column, ...] = tuple(
    OBSERVATIONS.by_name[name]
    for name in (
        "indicator",
        "region",
        "measure",
        "basis",
        "prices",
        "relative_to",
        "unit",
        "vintage",
    )
)
_SPAN = (
    Column("start", "datetime", "first day of the first period"),
    Column("end", "datetime", "last day of the last period"),
    Column("n", "int", "how many periods were used"),
)
_KEY = tuple(column.name for column in SERIES)

TRENDS = Frame(
    "Trends",
    "One row a series: its slope, how sure it is, and what a method without a model says",
    (
        *SERIES,
        *_SPAN,
        Column("model", "category", "linear, loglinear"),
        Column("slope", "float", "change a year, in slope_unit"),
        Column("slope_unit", "category", "the series' unit a year; percent/year for loglinear"),
        Column("standard_error", "float", "of the slope, in slope_unit"),
        Column("lower", "float", "lower end of the slope's interval"),
        Column("upper", "float", "upper end of the slope's interval"),
        Column("level", "float", "the trend in the middle of the span, in unit"),
        Column("r2", "float", "share of the variance that the trend explains"),
        Column("t", "float", "the slope over its error; of the logarithm's slope for loglinear"),
        Column("p_value", "float", "of no slope, two-sided, Student's t"),
        Column("errors", "category", "ols, hac: how the standard error was worked out"),
        Column("max_lags", "float", "lags of the Bartlett kernel, not always whole; 0 for ols"),
        Column("confidence", "float", "of the intervals, 0.95"),
        Column("theil_sen", "float", "median of the slopes of all pairs, in slope_unit"),
        Column("theil_sen_lower", "float", "lower end of its interval (Sen 1968)"),
        Column("theil_sen_upper", "float", "upper end of its interval (Sen 1968)"),
        Column("mann_kendall_z", "float", "the test statistic, corrected for ties"),
        Column("mann_kendall_p_value", "float", "of no trend, two-sided"),
        Column("method", "str", "how, in words, with what was left out or filled"),
    ),
    key=(*_KEY, "start", "end"),
)

CYCLES = Frame(
    "Cycles",
    "One row a period: the figure, its trend and what is left",
    (
        *SERIES,
        Column("start", "datetime", "first day of the period"),
        Column("end", "datetime", "last day of the period"),
        Column("value", "float", "the figure that was decomposed, in unit, or its logarithm"),
        Column("trend", "float", "the trend, as value", nullable=True),
        Column("cycle", "float", "value less trend and season, as value", nullable=True),
        Column("season", "float", "the season, as value; 0 where the method has none"),
        Column("method", "category", "hp, hp_one_sided, hamilton, bk, cf, stl"),
        Column("parameters", "category", "the method's parameters, in words"),
        Column("revisable", "bool", "whether the period is among those that new data revise most"),
        Column(
            "revision",
            "float",
            "by how much later figures moved the cycle where the series' own past periods were as "
            "near to the end, mean absolute, as value; for revisable periods of hp",
            nullable=True,
        ),
    ),
    key=(*_KEY, "start", "end"),
)

END_POINTS = Frame(
    "EndPoints",
    "One row a period: its cycle when it was the newest, and what the newest figures say of it",
    (
        *SERIES,
        Column("start", "datetime", "first day of the period"),
        Column("end", "datetime", "last day of the period"),
        Column(
            "release",
            "str",
            "the vintage in which the period was the newest, missing where none is at hand",
            nullable=True,
        ),
        Column("real_time", "float", "cycle at the end of that release, as value", nullable=True),
        Column("quasi_real", "float", "cycle at the end of the newest vintage cut off there"),
        Column("final", "float", "cycle in the whole newest vintage"),
        Column("data_revision", "float", "quasi_real less real_time", nullable=True),
        Column("end_revision", "float", "final less quasi_real"),
        Column("revisable", "bool", "whether the final cycle is itself among those revised most"),
        Column("parameters", "category", "the filter's parameter, in words"),
    ),
    key=(*_KEY, "start", "end"),
)

BREAKS = Frame(
    "Breaks",
    "One row a regime: its days, its estimates, and the interval of the break that ends it",
    (
        *SERIES,
        Column("regime", "int", "1 for the first"),
        Column("regimes", "int", "how many the series has: its breaks and one"),
        Column("start", "datetime", "first day of the regime"),
        Column("end", "datetime", "last day of the regime"),
        Column("n", "int", "how many periods it has"),
        Column(
            "break_lower", "datetime", "earliest last day, NaT after the last one", nullable=True
        ),
        Column("break_upper", "datetime", "latest last day, NaT after the last one", nullable=True),
        Column("mean", "float", "the regime's mean, in unit"),
        Column("mean_error", "float", "its HAC standard error", nullable=True),
        Column("slope", "float", "change a year, 0 in the model of means"),
        Column("slope_error", "float", "its HAC standard error", nullable=True),
        Column("model", "category", "mean, trend"),
        Column("select", "category", "bic, lwz, sequential"),
        Column("ssr", "float", "sum of squared residuals of the whole partition"),
        Column("criterion", "float", "the criterion at this number of breaks", nullable=True),
        Column("confidence", "float", "of the break's interval, 0.95"),
    ),
    key=(*_KEY, "regime"),
)

EVENT_PATHS = Frame(
    "EventPaths",
    "One row an event and day: the abnormal change of a rate up to that day",
    (
        Column("base", "category", "ISO 4217 code"),
        Column("quote", "category", "ISO 4217 code; the rate is quote for one base"),
        Column("event", "category", "a code in events(), or all for the mean", pattern=r"\w+"),
        Column("date", "datetime", "publication day; the event's for the mean", nullable=True),
        Column("offset", "int", "publication days since the event, 0 on the first that shows it"),
        Column("abnormal", "float", "log change of the day less the one expected, in percent"),
        Column("cumulative", "float", "sum of abnormal since the window's first day, in percent"),
        Column("standard_error", "float", "of cumulative"),
        Column("lower", "float", "lower end of its interval"),
        Column("upper", "float", "upper end of its interval"),
        Column("t", "float", "cumulative over its standard error"),
        Column("p_value", "float", "of no effect, two-sided"),
        Column("events", "int", "how many events the row speaks of"),
        Column("overlaps", "int", "other events whose windows share a day; for the mean, pairs"),
        Column("confidence", "float", "of the interval, 0.95"),
    ),
    key=("base", "quote", "event", "offset"),
)
