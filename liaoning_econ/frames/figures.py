"""The frames that the design names: figures, claims, and the lists of the catalogue.

The shapes are those of the SDMX information model (observation, attribute, code list):
SDMX 3.0, section 2, https://sdmx.org/.
"""

from __future__ import annotations

from liaoning_econ.frames.columns import CODE, MEASURE, PRECISION, SNAKE, STATUS, Column, Frame

__all__ = [
    "CLAIMS",
    "EVENTS",
    "FINDINGS",
    "INDICATORS",
    "OBSERVATIONS",
    "RATES",
    "REGIONS",
    "SOURCES",
    "VINTAGES",
]

OBSERVATIONS = Frame(
    "Observations",
    "One row a figure",
    (
        Column("indicator", "category", "the concept, a code in indicators()", pattern=SNAKE),
        Column("region", "category", "one code one perimeter, a code in regions()", pattern=CODE),
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
        Column("region", "str", "the code", pattern=CODE),
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
        Column("indicator", "str", "the code", pattern=SNAKE),
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
        Column("vintage", "str", "the release's label", pattern=CODE),
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
        Column("source", "str", "the key", pattern=CODE),
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
