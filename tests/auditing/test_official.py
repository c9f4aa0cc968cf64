"""Against the record: official series, rankings, exchange rates, other sources (LE501 to LE504)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from tests.auditing.told import rows_of

Audit = Callable[..., pd.DataFrame]

DAY = {"published_from": "2018-08-31", "published": "2018-08-31"}
# GDP of Liaoning in 2017: 2,394.2 billion yuan (communique), final 2,340.92 billion.
GDP: dict[str, Any] = {
    "indicator": "gdp",
    "region": "CN-LN",
    "start": "2017-01-01",
    "end": "2017-12-31",
    "measure": "flow",
    "basis": "national_accounts",
    "prices": "current",
    "unit": "CNY",
    **DAY,
}
GROWTH = {
    **GDP, "measure": "growth", "prices": "comparable", "relative_to": "previous_year",
    "unit": "percent",
}  # fmt: skip
RANK = {
    **GROWTH, "start": "2016-01-01", "end": "2016-12-31", "measure": "rank", "unit": "1",
    "basis": "national_accounts",
}  # fmt: skip
YUAN: dict[str, Any] = {
    "indicator": "exchange_rate",
    "region": "CN",
    "start": "2018-06-14",
    "end": "2018-08-15",
    "measure": "growth",
    "basis": "unstated",
    "prices": "none",
    "unit": "percent",
    **DAY,
}


def printed(row: dict[str, Any], value: float, step: float, **more: Any) -> dict[str, Any]:
    """A figure printed to a step, with its bounds."""
    return {**row, "value": value, "lower": value - step / 2, "upper": value + step / 2, **more}


# LE501 ----------------------------------------------------------------------------------------


def test_a_level_that_no_release_has(only: Audit, made: Audit) -> None:
    (one,) = rows_of(only(made(printed(GDP, 3.2e12, 1e11)), "LE501"))
    assert one.severity == "error"
    assert "the releases known then say 2.3942 trillion yuan (communique-2017)" in one.message
    # 2018-12 was not out for certain in August, but the final figure can have been: no, it came
    # out in September at the earliest.
    assert "nbs-web" not in one.message
    assert "that is 33.7 percent more than communique-2017" in one.message
    assert one.expected == "2.3942 trillion yuan (communique-2017)"


def test_an_open_basis_is_at_most_a_warning(only: Audit, made: Audit) -> None:
    found = only(made(printed(GDP, 3.2e12, 1e11, basis="unstated")), "LE501")
    assert found["severity"].tolist() == ["warning"]


def test_what_the_words_allow_is_at_most_a_warning(only: Audit, made: Audit) -> None:
    row = {**GDP, "value": 2e12, "lower": 2e12, "upper": 2.1e12, "qualifier": "over"}
    assert only(made(row), "LE501")["severity"].tolist() == ["warning"]


def test_under_half_a_percent_is_a_revision(only: Audit, made: Audit) -> None:
    assert only(made(printed(GDP, 2.401e12, 1e9)), "LE501")["severity"].tolist() == ["info"]


def test_growth_that_nobody_announced(only: Audit, made: Audit) -> None:
    (one,) = rows_of(only(made(printed(GROWTH, 6.4, 0.1)), "LE501"))
    # 4.2 percent was announced.
    assert one.severity == "error"
    assert "2.2 points away" in one.message


@pytest.mark.parametrize(
    "row",
    [
        printed(GDP, 2.39e12, 1e10),
        printed(GROWTH, 4.2, 0.1),
        # Nominal growth of 2017 inside one release: 2,340.92 over 2,224.69 billion, 5.2 percent.
        printed(GROWTH, 5.2, 0.1, prices="current", published="2019-06-01",
                published_from="2019-06-01"),
        # Announced in February 2017, both in one: -2.5 real, -23 nominal.
        printed(GROWTH, -23.0, 1.0, prices="unstated", start="2016-01-01", end="2016-12-31"),
        # Another thing: no arithmetic.
        printed(GDP, 3.2e12, 1e11, basis="zone_statistics"),
        printed(GDP, 3.2e12, 1e11, prices="constant_2015"),
        printed(GDP, 3.2e12, 1e11, region="CN-LN-FTZ"),
        printed(GDP, 3.2e12, 1e11, status="F"),
    ],
)  # fmt: skip
def test_a_figure_of_any_release_known_then_is_quiet(
    only: Audit, made: Audit, row: dict[str, Any]
) -> None:
    assert only(made(row), "LE501").empty


def test_before_the_first_release_nothing_is_decided(only: Audit, made: Audit) -> None:
    early = {"published_from": "2015-02-01", "published": "2015-02-01"}
    days = {"start": "2014-01-01", "end": "2014-12-31"}
    near = only(made(printed(GDP, 2.8627e12, 1e9, **days, **early)), "LE501")
    assert near.empty or near["severity"].tolist() == ["info"]
    far = only(made(printed(GDP, 28.6e12, 1e11, **days, **early)), "LE501")
    assert far["severity"].tolist() == ["warning"]
    assert "the record has no release of that time" in far["message"].iloc[0]
    assert "times off" in far["message"].iloc[0]


def test_an_undated_figure_is_held_against_every_release(only: Audit, made: Audit) -> None:
    undated = {"published_from": None, "published": None}
    assert only(made(printed(GDP, 2.1693e12, 1e8, **undated)), "LE501").empty
    assert len(only(made(printed(GDP, 3.2e12, 1e11, **undated)), "LE501")) == 1


def test_growth_of_open_prices_is_not_held_against_nominal_growth_alone(
    only: Audit, made: Audit
) -> None:
    # China grew by 6.6 percent in 2018; the record has no real growth of China, and 10.5 nominal.
    china = {"region": "CN", "start": "2018-01-01", "end": "2018-12-31", "published_from": None,
             "published": None}  # fmt: skip
    assert only(made(printed(GROWTH, 6.6, 0.1, prices="unstated", **china)), "LE501").empty
    assert len(only(made(printed(GROWTH, 6.6, 0.1, prices="current", **china)), "LE501")) == 1
    # Liaoning's real growth of 2017 is in the record: 4.2 percent.
    assert len(only(made(printed(GROWTH, 6.6, 0.1, prices="unstated")), "LE501")) == 1


def test_43_million_people_agree_with_every_release(only: Audit, shipped: pd.DataFrame) -> None:
    claim = shipped[shipped["claim"] == "S10"]
    assert only(claim, "LE501").empty
    wrong = only(claim.assign(value=5.3e7, lower=5.3e7, upper=5.4e7), "LE501")
    assert wrong["severity"].tolist() == ["error"]
    assert "43,689,000 people (communique-2017)" in wrong["message"].iloc[0]


# LE502 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "severity"),
    [
        (printed(RANK, 10, 0), "error"),
        # From the slow end it was the first or the second.
        (printed(RANK, 1, 0), "warning"),
        (printed(RANK, 10, 0, basis="unstated"), "warning"),
        # By size Liaoning was 14th in 2016.
        (printed({**RANK, "relative_to": "none", "prices": "current"}, 5, 0), "error"),
    ],
)
def test_a_place_that_the_figures_do_not_give(
    only: Audit, made: Audit, row: dict[str, Any], severity: str
) -> None:
    (one,) = rows_of(only(made(row), "LE502"))
    assert one.severity == severity
    assert " of 31 (" in one.message
    assert ("counted from the other end" in one.message) == (row["value"] == 1)


@pytest.mark.parametrize(
    "row",
    [
        printed(RANK, 31, 0),
        printed({**RANK, "relative_to": "none", "prices": "current"}, 14, 0),
        printed(RANK, 10, 0, region="CN-LN-DALIAN"),
        printed(RANK, 10, 0, start="2035-01-01", end="2035-12-31"),
    ],
)
def test_a_place_that_the_figures_give_is_quiet(
    only: Audit, made: Audit, row: dict[str, Any]
) -> None:
    assert only(made(row), "LE502").empty


def test_among_the_worst_is_judged(only: Audit, shipped: pd.DataFrame) -> None:
    (one,) = rows_of(only(shipped, "LE502"))
    assert (one.severity, one.rows) == ("info", "")
    assert one.message.startswith("S11 of 004_ed772e34f7e3be99.txt, “worst-performing provinces”")
    assert "30 to 31 in 2015, 30 to 31 in 2016 and 27 to 28 in 2017 of 31" in one.message
    assert "bear it out since 2012" in one.message
    assert only(shipped[shipped["document"] == "ftz_claims"], "LE502").empty
    assert only(shipped, "LE502", against=()).empty


# LE503 ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "severity", "words"),
    [
        # The dollar rose by 8.16 percent from 14 June to 15 August 2018, the yuan fell by 7.54.
        (printed(YUAN, -8.2, 0.1), "warning", "the change of the dollar in yuan"),
        (printed(YUAN, 7.0, 0.1), "error", "the direction is the other one"),
        (printed(YUAN, -15.0, 1.0), "error", "the yuan changed by -7.54 percent"),
        (printed(YUAN, -7.5, 0.1, end="2018-06-14"), "info", "between which days is not stated"),
        (printed({**YUAN, "start": "2018-08-15", "measure": "price", "unit": "CNY/USD"}, 6.5, 0.01),
         "error", "the market had 6.9162; it last had that from 19 June"),
        (printed({**YUAN, "measure": "multiple", "unit": "1"}, 1.2, 0.01), "error", "1.2 for"),
    ],
)  # fmt: skip
def test_a_move_that_the_market_did_not_have(
    only: Audit, made: Audit, row: dict[str, Any], severity: str, words: str
) -> None:
    (one,) = rows_of(only(made(row), "LE503"))
    assert one.severity == severity
    assert words in one.message


@pytest.mark.parametrize(
    "row",
    [
        printed(YUAN, -7.5, 0.1),
        printed(YUAN, 8.2, 0.1),
        # From the end of 2017 to the end of 2018 the yuan lost 5.1 percent.
        printed(YUAN, -5.0, 1.0, start="2018-01-01", end="2018-12-31",
                relative_to="previous_year"),
        printed({**YUAN, "start": "2018-08-15", "measure": "price", "unit": "CNY/USD"}, 6.9, 0.1),
        printed({**YUAN, "measure": "multiple", "unit": "1"}, 1.08, 0.01),
        printed(YUAN, -30.0, 1.0, status="F"),
    ],
)  # fmt: skip
def test_a_move_that_the_market_had_is_quiet(only: Audit, made: Audit, row: dict[str, Any]) -> None:
    assert only(made(row), "LE503").empty


def test_a_day_without_rates_is_said(only: Audit, made: Audit) -> None:
    row = printed({**YUAN, "start": "1998-01-05", "end": "1998-01-05", "measure": "price",
                   "unit": "CNY/USD"}, 8.28, 0.01)  # fmt: skip
    (one,) = rows_of(only(made(row), "LE503"))
    assert one.severity == "info"
    assert "cannot be checked" in one.message


def test_weakened_considerably_is_judged(only: Audit, shipped: pd.DataFrame) -> None:
    (one,) = rows_of(only(shipped, "LE503"))
    assert one.severity == "info"
    assert "“weakened considerably”" in one.message
    assert "from 14 June 2018 to 15 August 2018, by 7.54 percent" in one.message
    assert "the rates bear it out" in one.message
    assert only(shipped[shipped["document"] == "ftz_claims"], "LE503").empty


# LE504 ----------------------------------------------------------------------------------------


def test_two_releases_of_the_trade_of_2017(only: Audit, shipped: pd.DataFrame) -> None:
    found = only(shipped, "LE504")
    (one,) = rows_of(found[found["message"].str.contains("China, 2017:")])
    assert one.severity == "info"
    assert "K16T gives 5.06 billion US dollars" in one.message
    assert "K17T gives 4.98 billion US dollars" in one.message
    # The total, and with it exports and imports: one finding.
    names = [shipped["claim"].iloc[int(row)] for row in one.rows.split(",")]
    assert names == ["K16T", "K17T", "K16X", "K17X", "K16M", "K17M"]


def test_the_monthly_trade_of_2018_is_quiet(only: Audit, shipped: pd.DataFrame) -> None:
    trade = shipped[(shipped["document"] == "trade_china_dprk")]
    assert only(trade[trade["start"].dt.year == 2018], "LE504").empty


def test_who_pays_is_denied_by_another_source(only: Audit, shipped: pd.DataFrame) -> None:
    found = only(shipped, "LE504")
    (one,) = rows_of(found[found["severity"] == "warning"])
    assert shipped["claim"].iloc[int(one.rows)] == "S23"
    assert "given in the name of the central government" in one.message
    assert "China Economic Herald report (10 May 2016)" in one.message
    assert "Xinhua (25 August 2016)" in one.message
    assert "not state money alone" in one.message


def test_a_sum_without_a_payer_is_info(only: Audit, shipped: pd.DataFrame) -> None:
    claim = shipped[shipped["claim"] == "S23"]
    assert only(claim.assign(speaker="the writer"), "LE504")["severity"].tolist() == ["info"]
    assert only(claim.assign(value=3e11, lower=2.9e11, upper=3.1e11), "LE504").empty
    assert only(claim.assign(region="CN-LN"), "LE504").empty
    assert len(only(claim.assign(region="CN"), "LE504")) == 1
    assert only(claim.assign(published=pd.Timestamp("2016-06-01")), "LE504").empty


FIRMS = {"start": "2017-04-01", "end": "2017-12-31", "region": "CN-SC-FTZ"}


@pytest.mark.parametrize(
    ("later", "severity"),
    [
        (printed(FIRMS, 20_070, 0, page="b", published="2024-02-01"), "info"),
        (printed(FIRMS, 20_700, 0, page="b", published="2024-02-01"), "info"),
        (printed(FIRMS, 20_700, 0, page="b"), "warning"),
        (printed(FIRMS, 30_000, 0, page="b", published="2024-02-01"), "warning"),
    ],
)
def test_a_small_gap_between_dated_pages_is_a_revision(
    only: Audit, made: Audit, later: dict[str, Any], severity: str
) -> None:
    frame = made(printed(FIRMS, 20_000, 0, page="a"), later)
    found = only(frame, "LE504")
    assert found["severity"].tolist() == [severity]
    assert found["rows"].tolist() == ["0,1"]


@pytest.mark.parametrize(
    "other",
    [
        {"page": "a"},
        {"page": "b", "lower": 19_000},
        {"page": "b", "end": "2018-01-31"},
        {"page": "b", "basis": "customs_registrations"},
        # Who leaves the basis open may speak of another thing: LE402.
        {"page": "b", "basis": "unstated"},
        {"page": "b", "vintage": "nbs-web-2024"},
        {"page": "b", "status": "F"},
        {"page": "unstated", "document": "unstated"},
    ],
)
def test_another_thing_or_one_source_is_quiet(
    only: Audit, made: Audit, other: dict[str, Any]
) -> None:
    frame = made(printed(FIRMS, 20_000, 0, page="a"), printed(FIRMS, 30_000, 0) | other)
    assert only(frame, "LE504").empty


def test_one_document_is_held_against_the_other_claims(only: Audit, shipped: pd.DataFrame) -> None:
    newer = shipped[shipped["source"] == "customs-reuters-2019-01-23"]
    (one,) = rows_of(only(newer.reset_index(drop=True), "LE504"))
    assert "K16T gives 5.06 billion US dollars" in one.message
    # Rows of the frame only.
    assert {newer["claim"].iloc[int(row)] for row in one.rows.split(",")} == {
        "K17T",
        "K17X",
        "K17M",
    }
    assert only(newer, "LE504", against=()).empty


def test_the_widest_gap_of_many_sources_is_told(only: Audit, made: Audit) -> None:
    rows = [printed(FIRMS, value, 0, page=f"p{value}") for value in (20_000, 20_100, 30_000)]
    found = only(made(*rows), "LE504")
    assert found["rows"].tolist() == ["0,2"]


@pytest.mark.parametrize("code", ["LE501", "LE502", "LE503", "LE504"])
def test_the_record_agrees_with_itself(only: Audit, code: str) -> None:
    assert only(le.observations(), code).empty


def test_a_document_stands_for_a_source_that_is_not_named(only: Audit, made: Audit) -> None:
    frame = made(
        printed(FIRMS, 20_000, 0, page="a"),
        printed(FIRMS, 30_000, 0, page="unstated", document="an article"),
    )
    (one,) = rows_of(only(frame, "LE504"))
    assert "30,000 firms (an article, on 1 January 2024)" in one.message
