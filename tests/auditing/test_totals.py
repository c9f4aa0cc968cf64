"""Parts and wholes: LE106 to LE110. Claims by their codes are those that ship."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.auditing.parts import areas
from liaoning_econ.auditing.ruling import Finding
from liaoning_econ.auditing.totals import RULES

Made = Callable[..., pd.DataFrame]
Found = Callable[[pd.DataFrame, str], list[tuple[str, Finding]]]
Labels = Callable[[Finding], list[str]]
Row = dict[str, Any]

CODES = [each.code for each in RULES]
PART: Row = {"relation": "part_of", "related_claim": "C1"}
FOREIGN: Row = {"indicator": "firms_new_foreign"}
DOMESTIC: Row = {"indicator": "firms_new_domestic"}
YEAR: Row = {"start": "2018-01-01", "end": "2018-12-31", "measure": "flow"}


def severities(hits: list[tuple[str, Finding]]) -> list[str]:
    """How grave each is."""
    return [severity for severity, _ in hits]


def test_the_rules_of_the_family() -> None:
    assert [f"LE{number}" for number in range(106, 111)] == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_official_record_adds_up(found: Found, code: str) -> None:
    assert found(le.observations(), code) == []


# --- LE106


@pytest.mark.parametrize("code", ["LE106", "LE108"])
def test_no_part_of_a_shipped_claim_exceeds_its_whole(
    shipped: pd.DataFrame, found: Found, code: str
) -> None:
    assert found(shipped, code) == []


def test_a_part_that_exceeds_its_whole(made: Made, found: Found) -> None:
    [(severity, finding)] = found(made({"value": 100}, {**FOREIGN, **PART, "value": 120}), "LE106")
    assert (severity, finding.rows) == ("error", (1, 0))
    assert finding.message == "C2 (120 firms) is a part of C1, which has only 100 firms."


def test_parts_of_one_kind_that_exceed_their_whole(made: Made, found: Found) -> None:
    places = ("CN-HA-FTZ-KAIFENG", "CN-HA-FTZ-ZHENGZHOU")
    parts = [{**PART, "region": place, "value": 70} for place in places]
    [(severity, finding)] = found(made({"value": 100, "region": "CN-HA-FTZ"}, *parts), "LE106")
    assert (severity, finding.rows) == ("error", (1, 2, 0))
    assert "140 firms together" in finding.message
    # Parts that may overlap are not summed: foreign firms, and those from Hong Kong.
    parts = [{**FOREIGN, **PART, "value": 70},
             {"indicator": "firms_new_hk_macao", **PART, "value": 60}]  # fmt: skip
    assert found(made({"value": 100}, *parts), "LE106") == []


@pytest.mark.parametrize(
    "special",
    [
        {"value": 100},
        {"value": 120, "basis": "customs_registrations"},
        {"value": 120, "measure": "stock"},
        {"value": 120, "start": "2019-01-01", "end": "2019-12-31"},
        {"value": 120, "status": "F"},
    ],
)
def test_parts_that_are_no_contradiction(made: Made, found: Found, special: Row) -> None:
    assert found(made({"value": 100}, {**FOREIGN, **PART, **special}), "LE106") == []


@pytest.mark.parametrize(
    ("special", "severity"),
    [
        ({"value": 120, "basis": "unstated"}, "warning"),
        ({"value": 120, "qualifier": "about", "lower": 114, "upper": 126}, "error"),
        ({"value": 110, "qualifier": "about", "lower": 104.5, "upper": 115.5}, "warning"),
    ],
)
def test_how_grave_a_part_is(made: Made, found: Found, special: Row, severity: str) -> None:
    assert severities(found(made({"value": 100}, {**FOREIGN, **PART, **special}), "LE106")) == [
        severity
    ]


# --- LE107


def test_a_total_that_is_cut_off(shipped: pd.DataFrame, found: Found, labels: Labels) -> None:
    # K03: imports of 580 and exports of 1,391 million dollars make 1,971; the page: 1.9 billion.
    # Quiet, among others: 38 + 1,396 = 1,434 in Shanghai, 12,959 + 119 = 13,078 in Sichuan, the
    # three areas' 60, 30 and 30 square kilometres, the months of 2018 with North Korea.
    [(severity, finding)] = found(shipped, "LE107")
    assert (severity, labels(finding)) == ("warning", ["K03M", "K03X", "K03T"])
    assert finding.expected == "1.971 billion US dollars"


@pytest.mark.parametrize("linked", [{}, PART])
@pytest.mark.parametrize(("foreign", "severity"), [(38, None), (83, "error"), (3, "error")])
def test_domestic_and_foreign_firms_are_all_firms(
    made: Made, found: Found, linked: Row, foreign: int, severity: str | None
) -> None:
    frame = made({"value": 1_434}, {**DOMESTIC, **linked, "value": 1_396},
                 {**FOREIGN, **linked, "value": foreign})  # fmt: skip
    hits = found(frame, "LE107")
    assert severities(hits) == ([severity] if severity else [])
    assert [set(finding.rows) for _, finding in hits] == ([{0, 1, 2}] if severity else [])


def test_areas_of_a_zone(made: Made, found: Found) -> None:
    # 59.96, 29.97 and 29.96 make the zone's 119.89 square kilometres: all of its areas.
    three = areas()["CN-LN-FTZ"]
    assert set(three) == {f"CN-LN-FTZ-{name}" for name in ("DALIAN", "SHENYANG", "YINGKOU")}
    # Luoyang is not among the places: Kaifeng and Zhengzhou are not all of Henan's zone.
    assert "CN-HA-FTZ" not in areas()
    parts = [{"region": place, "value": 10} for place in three]
    assert found(made({"value": 30}, *parts), "LE107") == []
    assert severities(found(made({"value": 50}, *parts), "LE107")) == ["error"]
    assert found(made({"value": 50}, *parts[:2]), "LE107") == []


def test_sectors_of_a_product(made: Made, found: Found) -> None:
    gdp: Row = {**YEAR, "region": "CN-LN", "basis": "national_accounts", "unit": "CNY"}
    values = {"primary": 2e11, "secondary": 1e12, "tertiary": 1.3e12}
    sectors = [
        {**gdp, "indicator": f"gdp_{name}", "value": value} for name, value in values.items()
    ]
    assert found(made({**gdp, "indicator": "gdp", "value": 2.5e12}, *sectors), "LE107") == []
    other = {**gdp, "indicator": "gdp", "value": 2.9e12}
    assert severities(found(made(other, *sectors), "LE107")) == ["error"]
    assert found(made({**other, "page": "another"}, *sectors), "LE107") == []


@pytest.mark.parametrize(
    ("day", "whole", "severity"),
    [
        # What is off by a quarter of a percent was revised in between; a tenth of it was not.
        ("2024-01-01", 401, ["error"]),
        ("2024-03-01", 401, []),
        ("2024-03-01", 440, ["error"]),
        (None, 401, ["error"]),
    ],
)
def test_parts_and_whole_of_two_days(
    made: Made, found: Found, day: str | None, whole: int, severity: list[str]
) -> None:
    frame = made({"value": whole, "published": day}, {**DOMESTIC, "value": 390},
                 {**FOREIGN, "value": 10})  # fmt: skip
    assert severities(found(frame, "LE107")) == severity


# --- LE108


@pytest.mark.parametrize(
    ("value", "special", "severity"),
    [
        (120, {}, "error"),
        (100, {}, None),
        (120, {"page": "another"}, "error"),
        (100.3, {"page": "another"}, "info"),
        (120, {"basis": "unstated"}, "warning"),
        (120, {"end": "2017-12-31"}, None),
        (120, {"basis": "customs_registrations"}, None),
        (120, {"region": "CN-SH-FTZ"}, None),
    ],
)
def test_more_foreign_firms_than_firms(
    made: Made, found: Found, value: float, special: Row, severity: str | None
) -> None:
    hits = found(made({"value": 100}, {**FOREIGN, "value": value, **special}), "LE108")
    assert severities(hits) == ([severity] if severity else [])


def test_more_in_an_area_than_in_its_zone(made: Made, found: Found) -> None:
    area: Row = {"region": "CN-LN-FTZ-DALIAN", "value": 120}
    [(severity, finding)] = found(made({"value": 100}, area), "LE108")
    assert (severity, finding.rows) == ("error", (1, 0))
    assert "can be no more than C1" in finding.message
    assert found(made({"value": 100}, {**area, "value": 90}), "LE108") == []
    # A link makes it LE106's.
    assert found(made({"value": 100}, {**area, **PART}), "LE108") == []


# --- LE109


def test_windows_in_the_shipped_claims(shipped: pd.DataFrame, found: Found, labels: Labels) -> None:
    hits = {
        labels(finding)[0]: (severity, finding) for severity, finding in found(shipped, "LE109")
    }
    assert sorted(hits) == ["F066", "F109", "F110"]
    # F110: 10.99 billion dollars in 2017; F104: 2.96 in 23 months from the zone's first day.
    severity, finding = hits["F110"]
    assert (severity, labels(finding)) == ("error", ["F110", "F104", "F106"])
    # By hand: 2.96 / 0.135 = 21.93 billion in 699 days, 11.4 in 365.
    assert finding.mend is not None
    assert "probably the figure of Hubei" in finding.mend
    assert "11.4 billion" in finding.mend
    assert hits["F109"][0] == "error"
    # 15,000 in 2014 and 18,000 in 2015, against 18,000 of an unstated basis in four years.
    severity, finding = hits["F066"]
    assert (severity, labels(finding)) == ("warning", ["F066", "F065", "S16", "F075"])


@pytest.mark.parametrize(("value", "severity"), [(120, "error"), (100, None)])
def test_a_year_inside_a_count_since_the_opening(
    made: Made, found: Found, value: int, severity: str | None
) -> None:
    # A zone's 2017 begins with its opening, on 1 April.
    year: Row = {"start": "2017-01-01", "end": "2017-12-31", "measure": "flow"}
    hits = found(made({"value": 100}, {**year, "value": value}), "LE109")
    assert severities(hits) == ([severity] if severity else [])
    # A province had a first quarter.
    place: Row = {"region": "CN-LN"}
    assert found(made({"value": 100, **place}, {**year, "value": value, **place}), "LE109") == []


def test_counts_since_one_opening_are_another_rule_s(made: Made, found: Found) -> None:
    assert found(made({"value": 120, "end": "2017-12-31"}, {"value": 100}), "LE109") == []


def test_one_wrong_figure_is_one_finding(made: Made, found: Found) -> None:
    counts = [{"value": 100 + year, "end": f"202{year}-12-31"} for year in range(4)]
    [(severity, finding)] = found(made({**YEAR, "value": 500}, *counts), "LE109")
    assert (severity, finding.rows) == ("error", (0, 1, 2, 3, 4))


def test_years_that_make_more_than_the_count_around_them(made: Made, found: Found) -> None:
    years = [{**YEAR, "start": f"{year}-01-01", "end": f"{year}-12-31", "value": 60}
             for year in (2018, 2019)]  # fmt: skip
    count: Row = {"end": "2020-12-31"}
    [(severity, finding)] = found(made(*years, {**count, "value": 100}), "LE109")
    assert (severity, finding.rows) == ("error", (0, 1, 2))
    assert "make 120 firms" in finding.message
    assert found(made(*years, {**count, "value": 120}), "LE109") == []
    # Windows that overlap are not summed.
    years[1]["start"], years[1]["end"] = "2018-07-01", "2019-06-30"
    assert found(made(*years, {**count, "value": 100}), "LE109") == []


# --- LE110


def test_dalian_leaves_nothing_for_the_zone(
    shipped: pd.DataFrame, found: Found, labels: Labels
) -> None:
    # F022: Dalian, 3.648 billion dollars in two years; F041: the zone, 1.34 in 2022; F045: the
    # zone, 4.99 in seven years. By hand: 4.99 - 3.648 - 1.34 = 0.002.
    [(severity, finding)] = found(shipped, "LE110")
    assert (severity, labels(finding)) == ("warning", ["F022", "F041", "F045", "F049"])
    assert finding.found == "2 million US dollars"
    assert "Dalian area" in finding.message


@pytest.mark.parametrize(
    ("part", "special", "hits"),
    [
        (90, {}, 1),
        # 50 in one year of five leaves 50 for four: a quarter of the pace.
        (50, {}, 0),
        (90, {"region": "CN-LN-FTZ-DALIAN", "measure": "cumulative", "start": "2017-04-01"}, 1),
        (90, {"region": "CN-SH-FTZ"}, 0),
        (90, {"basis": "customs_registrations"}, 0),
        # The rush of the first weeks.
        (90, {"start": "2017-04-01", "end": "2017-06-15"}, 0),
    ],
)
def test_what_is_left(made: Made, found: Found, part: int, special: Row, hits: int) -> None:
    whole: Row = {"value": 100, "end": "2022-03-31"}
    assert severities(found(made(whole, {**YEAR, "value": part, **special}), "LE110")) == (
        ["warning"] * hits
    )


def test_a_rest_of_a_few_months_is_no_rest(made: Made, found: Found) -> None:
    whole: Row = {"value": 100, "end": "2018-12-31", "start": "2017-10-01", "region": "CN-LN"}
    assert found(made(whole, {**YEAR, "value": 99, "region": "CN-LN"}), "LE110") == []
