"""Like with like: LE401 to LE408. Claims by their codes are those that ship."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.auditing.likeness import RULES
from liaoning_econ.auditing.places import inside, level_of
from liaoning_econ.auditing.ruling import Finding

Made = Callable[..., pd.DataFrame]
Found = Callable[[pd.DataFrame, str], list[tuple[str, Finding]]]
Labels = Callable[[Finding], list[str]]
Row = dict[str, Any]

CODES = [each.code for each in RULES]
STOCK: Row = {"indicator": "firms", "measure": "stock", "start": "2018-03-31", "value": 25_000}
FLOW: Row = {"value": 24_000}
GDP: Row = {
    "indicator": "gdp",
    "region": "CN-LN",
    "measure": "flow",
    "basis": "national_accounts",
    "prices": "current",
    "unit": "CNY",
    "start": "2018-01-01",
    "end": "2018-12-31",
    "value": 2.5e12,
}
SHARE: Row = {**GDP, "measure": "share", "unit": "percent", "value": 2.8, "relative_to": "country"}
CAPITAL: Row = {
    "indicator": "capital_registered_foreign",
    "prices": "current",
    "unit": "USD",
    "value": 3.6e9,
}
PAID: Row = {**CAPITAL, "indicator": "fdi_utilised", "basis": "zone_statistics"}


def beside(row: Row, relation: str = "compared_with") -> Row:
    """The same, related to the first claim of the document."""
    return {**row, "relation": relation, "related_claim": "C1"}


def test_the_rules_of_the_family() -> None:
    assert [f"LE40{number}" for number in range(1, 9)] == CODES


@pytest.mark.parametrize("code", CODES)
def test_observations_have_no_relations_and_need_none(found: Found, code: str) -> None:
    hits = found(le.observations(), code)
    # A forecast of Liaoning's growth in 2018 stands beside the outcome.
    assert [severity for severity, _ in hits] == (["info"] if code == "LE408" else [])


# --- what the shipped claims contain, and nothing else


def test_four_years_beside_sixteen_months(
    shipped: pd.DataFrame, found: Found, labels: Labels
) -> None:
    # S16: 18,000 in Shanghai's first four years; S12: nearly 30,000 in Liaoning since April 2017.
    [(severity, finding)] = found(shipped, "LE401")
    assert severity == "warning"
    assert labels(finding) == ["S16", "S12"]
    assert finding.found == "windows of 48 months and 16 months"
    # By hand: 18,000 / 48.0 = 375; 30,000 / 15.7 = 1,911.
    assert "about 380 firms against 1,900 firms" in finding.message


def test_a_customs_count_beside_zone_registrations(
    shipped: pd.DataFrame, found: Found, labels: Labels
) -> None:
    # S16: 18,000, basis unstated; F072: 48,000 by the zone; F078: 19,000 by the customs.
    [(severity, finding)] = found(shipped, "LE402")
    assert severity == "warning"
    assert labels(finding) == ["S16", "F072", "F078"]
    assert "probably a count of the customs registrations" in finding.message
    assert finding.expected == "48,000 firms by zone registrations"


@pytest.mark.parametrize("code", ["LE403", "LE404", "LE405", "LE406", "LE407", "LE408"])
def test_nothing_else_in_the_shipped_claims(shipped: pd.DataFrame, found: Found, code: str) -> None:
    assert found(shipped, code) == []


# --- each rule: what must fire, and what must not


@pytest.mark.parametrize("relation", ["compared_with", "part_of"])
def test_windows_of_two_lengths(made: Made, found: Found, relation: str) -> None:
    frame = made(FLOW, beside({**FLOW, "region": "CN-SH-FTZ", "end": "2019-03-31"}, relation))
    [(severity, finding)] = found(frame, "LE401")
    assert (severity, finding.rows) == ("warning", (1, 0))
    assert "24 months" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        beside({**FLOW, "region": "CN-SH-FTZ", "start": "2016-04-01", "end": "2017-03-31"}),
        beside({**FLOW, "end": "2018-05-15"}),
        beside({**FLOW, "end": "2019-03-31", "measure": "growth"}),
        beside({**FLOW, "end": "2019-03-31", "status": "F"}),
        {**FLOW, "end": "2019-03-31"},
    ],
    ids=["same length", "near enough", "growth", "plan", "not related"],
)
def test_windows_that_may_stand_side_by_side(made: Made, found: Found, other: Row) -> None:
    assert found(made(FLOW, other), "LE401") == []


def test_a_window_without_end_cannot_be_decided(made: Made, found: Found) -> None:
    frame = made({**FLOW, "end": None}, beside({**FLOW, "region": "CN-SH-FTZ"}))
    [(severity, finding)] = found(frame, "LE401")
    assert severity == "info"
    assert "since 1 April 2017" in finding.message


def test_a_table_of_zones_with_one_other_window(made: Made, found: Found) -> None:
    zones = ["CN-LN-FTZ", "CN-SC-FTZ", "CN-HB-FTZ", "CN-SN-FTZ"]
    rows = [{**FLOW, "region": zone} for zone in zones]
    assert found(made(*rows), "LE401") == []
    rows[2]["end"] = "2021-03-31"
    [(_, finding)] = found(made(*rows), "LE401")
    assert finding.rows[0] == 2
    assert len(finding.rows) == 2


def test_stated_bases_that_differ(made: Made, found: Found) -> None:
    frame = made(FLOW, beside({**FLOW, "basis": "customs_registrations", "value": 9_000}))
    [(severity, finding)] = found(frame, "LE402")
    assert (severity, finding.rows) == ("warning", (1, 0))
    assert finding.found == "customs registrations beside zone registrations"


@pytest.mark.parametrize(
    "other",
    [
        beside(FLOW),
        beside({**FLOW, "basis": "unstated"}),
        {**FLOW, "basis": "customs_registrations"},
    ],
    ids=["same", "unstated", "not related"],
)
def test_bases_that_may_stand_side_by_side(made: Made, found: Found, other: Row) -> None:
    assert found(made(FLOW, other), "LE402") == []


def test_days_by_sea_beside_days_by_rail(made: Made, found: Found) -> None:
    transit = {"indicator": "transit_time", "measure": "duration", "unit": "day", "value": 30}
    frame = made({**transit, "basis": "sea"}, beside({**transit, "basis": "rail", "value": 10}))
    assert found(frame, "LE402") == []


@pytest.mark.parametrize("value", [47_500, 24_500, 2_000])
def test_an_unstated_basis_that_fits_no_other_count(made: Made, found: Found, value: int) -> None:
    four_years = {"region": "CN-SH-FTZ", "start": "2013-09-29", "end": "2017-09-28"}
    frame = made(
        {**four_years, "basis": "unstated", "value": value, "lower": value, "upper": value},
        {**four_years, "value": 48_000, "lower": 47_500, "upper": 48_500},
        {**four_years, "basis": "customs_registrations", "value": 1_000, "end": "2015-09-28"},
    )
    # 47,500 meets the zone's own; half of it is as far from one as from the other; by its pace
    # the customs' count of two years would be 2,000 after four, which fits.
    assert len(found(frame, "LE402")) == (1 if value == 2_000 else 0)


def test_a_stock_beside_a_flow(made: Made, found: Found) -> None:
    [(severity, finding)] = found(made(STOCK, beside(FLOW)), "LE403")
    assert (severity, finding.rows) == ("warning", (1, 0))
    assert "C1 is what there was by 31 March 2018" in finding.message


@pytest.mark.parametrize("other", [beside(STOCK), beside(FLOW, "part_of"), FLOW])
def test_a_stock_that_may_stand_there(made: Made, found: Found, other: Row) -> None:
    assert found(made(STOCK, other), "LE403") == []


def test_nominal_beside_real(made: Made, found: Found) -> None:
    frame = made(GDP, beside({**GDP, "region": "CN-JL", "prices": "constant_2015"}))
    [(severity, finding)] = found(frame, "LE404")
    assert severity == "warning"
    assert finding.found == "constant 2015 beside current prices"


@pytest.mark.parametrize(
    "other",
    [
        beside({**GDP, "region": "CN-JL"}),
        beside({**GDP, "prices": "none"}),
        beside(
            {**GDP, "measure": "growth", "unit": "percent", "prices": "comparable", "value": 5.7},
            "change_from",
        ),
    ],
    ids=["both nominal", "unstated", "real growth of a nominal level"],
)
def test_prices_that_may_stand_side_by_side(made: Made, found: Found, other: Row) -> None:
    assert found(made(GDP, other), "LE404") == []


@pytest.mark.parametrize(
    ("first", "other", "severity"),
    [
        (SHARE, beside({**SHARE, "unit": "percentage_point", "value": 0.4}), "warning"),
        (GDP, beside({**SHARE, "measure": "growth", "unit": "percentage_point"}, "change_from"),
         "warning"),
        (SHARE, beside({**SHARE, "measure": "growth", "value": 5.0}, "change_from"), "info"),
    ],
    ids=["beside", "a level that changes by points", "percent of percent"],
)  # fmt: skip
def test_percent_beside_points(
    made: Made, found: Found, first: Row, other: Row, severity: str
) -> None:
    assert [each for each, _ in found(made(first, other), "LE405")] == [severity]


@pytest.mark.parametrize(
    ("first", "other"),
    [
        (SHARE, beside({**SHARE, "region": "CN-JL"})),
        (SHARE, beside({**SHARE, "measure": "growth", "unit": "percentage_point"}, "change_from")),
        (GDP, beside({**GDP, "measure": "growth", "unit": "percent", "value": 5.7}, "change_from")),
    ],
    ids=["both percent", "a share that changes by points", "a level that changes by percent"],
)
def test_percent_where_it_belongs(made: Made, found: Found, first: Row, other: Row) -> None:
    assert found(made(first, other), "LE405") == []


@pytest.mark.parametrize(
    ("region", "relation", "words"),
    [
        ("CN-LN-DALIAN", "compared_with", "prefecture is compared with a province"),
        ("CN-SH-FTZ", "compared_with", "zone is compared with a province"),
        ("CN-NE", "compared_with", "that it lies in or holds"),
        ("CN-JL", "part_of", "the part does not lie inside the whole"),
    ],
)
def test_perimeters_that_differ(
    made: Made, found: Found, region: str, relation: str, words: str
) -> None:
    [(severity, finding)] = found(made(GDP, beside({**GDP, "region": region}, relation)), "LE406")
    assert severity == "warning"
    assert words in finding.message


def test_a_share_of_the_province_beside_a_zone(made: Made, found: Found) -> None:
    share = {**SHARE, "region": "CN-LN-FTZ-DALIAN", "relative_to": "province"}
    frame = made({**GDP, "region": "CN-LN-FTZ"}, beside(share, "share_of"))
    [(_, finding)] = found(frame, "LE406")
    assert finding.expected == "the figure of the province"


@pytest.mark.parametrize(
    "other",
    [
        beside({**GDP, "region": "CN-JL"}),
        beside({**GDP, "region": "KR"}),
        beside({**GDP, "region": "CN-LN-DALIAN"}, "part_of"),
        beside({**SHARE, "relative_to": "province", "region": "CN-LN-DALIAN"}, "share_of"),
        beside({**GDP, "region": "CN-LN-DALIAN", "measure": "growth", "unit": "percent"}),
    ],
    ids=["two provinces", "a country", "a part inside", "a share inside", "growth"],
)
def test_perimeters_that_may_stand_side_by_side(made: Made, found: Found, other: Row) -> None:
    assert found(made(GDP, other), "LE406") == []


@pytest.mark.parametrize("other", [beside(PAID), {**PAID, "page": "another"}])
def test_promised_beside_paid_in(made: Made, found: Found, other: Row) -> None:
    [(severity, finding)] = found(made(CAPITAL, other), "LE407")
    assert (severity, finding.rows) == ("warning", (0, 1))
    assert "was only promised" in finding.message


@pytest.mark.parametrize(
    "other",
    [
        {**PAID, "value": 3.5e9},
        {**PAID, "region": "CN-SH-FTZ"},
        beside({**CAPITAL, "indicator": "fdi_contracted"}),
    ],
    ids=["other number", "other zone", "both promised"],
)
def test_promises_that_may_stand_there(made: Made, found: Found, other: Row) -> None:
    assert found(made(CAPITAL, other), "LE407") == []


def test_a_plan_beside_spending(made: Made, found: Found) -> None:
    plan = {**GDP, "indicator": "stimulus", "basis": "planned_investment", "value": 1.6e12}
    spent = {**GDP, "indicator": "fixed_asset_investment", "value": 0.9e12}
    [(severity, finding)] = found(made(plan, beside(spent)), "LE408")
    assert severity == "warning"
    assert "C1 was planned" in finding.message


def test_a_target_beside_its_outcome_is_left_out(made: Made, found: Found) -> None:
    growth = {**GDP, "measure": "growth", "unit": "percent"}
    frame = made({**growth, "status": "F", "value": 6.5}, {**growth, "value": 5.7})
    [(severity, finding)] = found(frame, "LE408")
    assert (severity, finding.rows) == ("info", (0, 1))
    assert "left out of all arithmetic" in finding.message


@pytest.mark.parametrize(
    "other",
    [{**GDP, "status": "F"}, {**GDP, "start": "2017-01-01", "end": "2017-12-31"}],
    ids=["two plans", "another year"],
)
def test_plans_that_may_stand_there(made: Made, found: Found, other: Row) -> None:
    assert found(made({**GDP, "status": "F"}, other), "LE408") == []


def test_mirrored_relations_are_one_finding(made: Made, found: Found) -> None:
    frame = made({**STOCK, "relation": "compared_with", "related_claim": "C2"}, beside({**FLOW}))
    assert len(found(frame, "LE403")) == 1


def test_places() -> None:
    assert level_of("CN-LN-FTZ-DALIAN") == "zone_area"
    assert level_of("nowhere") == ""
    assert inside("CN-FTZ-12", "CN-FTZ-18")
    assert not inside("CN-GD-PLATFORMS", "CN-GD-FTZ")
