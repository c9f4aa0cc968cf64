"""One series over time: LE201 to LE206. Claims by their codes are those that ship."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.auditing.audited import Audited
from liaoning_econ.auditing.record import Record
from liaoning_econ.auditing.ruling import Finding
from liaoning_econ.auditing.runs import RULES

Made = Callable[..., pd.DataFrame]
Found = Callable[[pd.DataFrame, str], list[tuple[str, Finding]]]
Labels = Callable[[Finding], list[str]]

CODES = [each.code for each in RULES]


def count(end: str, value: float, **more: Any) -> dict[str, Any]:
    """A count from the opening of April 2017."""
    return {"end": end, "value": value, "page": f"page of {end}", **more}


def year(which: int, value: float, **more: Any) -> dict[str, Any]:
    """Goods trade of a calendar year in yuan."""
    return {
        "indicator": "trade_goods",
        "region": "CN-LN",
        "measure": "flow",
        "basis": "customs_statistics",
        "prices": "current",
        "unit": "CNY",
        "start": f"{which}-01-01",
        "end": f"{which}-12-31",
        "value": value,
        "page": f"page of {which}",
        **more,
    }


def test_the_rules_of_the_family() -> None:
    assert CODES == ["LE201", "LE202", "LE203", "LE204", "LE205", "LE206"]


# --- what the shipped claims contain, and nothing else


def test_registered_capital_that_falls(shipped: pd.DataFrame, found: Found, labels: Labels) -> None:
    # F025: 698.7 billion yuan to April 2020; F032: 630 billion to March 2021.
    [(severity, finding)] = found(shipped, "LE201")
    assert severity == "warning"
    assert labels(finding)[:2] == ["F025", "F032"]
    assert "68.7 billion yuan less than the 698.7 billion yuan" in finding.message
    assert "new firms rose from 38,097 firms (F019D, 10 April 2019)" in finding.message
    assert "gross or net" in finding.message


def test_two_lost_decimal_points(shipped: pd.DataFrame, found: Found, labels: Labels) -> None:
    # Printed as 84万户 and 12万亿 on 12 April 2023; 8.4万 and 1.2万亿 fit.
    hits = found(shipped, "LE202")
    assert [severity for severity, _ in hits] == ["error", "error"]
    assert [labels(finding) for _, finding in hits] == [
        ["F033", "F031", "F043"],
        ["F034", "F032", "F044"],
    ]
    assert "a tenth of it, 84,000 firms, would fit (84万 for 8.4万)" in hits[0][1].message
    assert "a tenth of it, 1.2 trillion yuan, would fit (12万亿 for 1.2万亿)" in hits[1][1].message
    assert hits[0][1].expected == "84,000 firms (divide by 10)"
    assert (hits[1][1].mend or "").startswith("divide by 10 (1.2 trillion yuan)")


def test_a_stock_that_is_the_flow_of_another_page(
    shipped: pd.DataFrame, found: Found, labels: Labels
) -> None:
    # F069 has 48,000 as a stock, F072 as what four years added; F062 had 73,900 in April 2015.
    [(severity, finding)] = found(shipped, "LE204")
    assert severity == "warning"
    assert labels(finding) == ["F069", "F072", "F062"]
    assert "the stock is probably the count of what was added" in finding.message


def test_a_count_that_hardly_moves(shipped: pd.DataFrame, found: Found, labels: Labels) -> None:
    # F136: more than 250,000 by December 2018; F145: more than 260,000 by June 2023.
    [(severity, finding)] = found(shipped, "LE206")
    assert severity == "warning"
    assert labels(finding) == ["F136", "F145"]
    assert "about 68,000 firms a year since the opening" in finding.message
    assert finding.found == "about 2,000 firms a year since then"


@pytest.mark.parametrize("code", ["LE203", "LE205"])
def test_nothing_else_in_the_shipped_claims(shipped: pd.DataFrame, found: Found, code: str) -> None:
    assert found(shipped, code) == []


@pytest.mark.parametrize("code", CODES)
def test_quiet_on_the_official_record(found: Found, code: str) -> None:
    # Liaoning's level of 2017 and 2018 across benchmarks is the work of another rule.
    assert found(le.observations(), code) == []


@pytest.mark.parametrize("code", CODES)
def test_quiet_on_trade_with_north_korea(shipped: pd.DataFrame, found: Found, code: str) -> None:
    trade = shipped[shipped["document"] == "trade_china_dprk"].reset_index(drop=True)
    assert found(trade, code) == []


# --- LE201


def test_a_fall_on_one_page_is_an_error(made: Made, found: Found) -> None:
    frame = made(count("2018-03-31", 300, page="p"), count("2019-03-31", 280, page="p"))
    [(severity, finding)] = found(frame, "LE201")
    assert (severity, finding.rows) == ("error", (0, 1))


def test_a_fall_below_half_a_percent_between_pages_is_a_revision(made: Made, found: Found) -> None:
    frame = made(count("2018-03-31", 10_000), count("2018-06-30", 9_960))
    assert [severity for severity, _ in found(frame, "LE201")] == ["info"]


def test_one_wrong_count_is_reported_once(made: Made, found: Found) -> None:
    values = [100, 200, 900, 300, 400, 500]
    frame = made(*(count(f"{2018 + at}-03-31", value) for at, value in enumerate(values)))
    [(_, finding)] = found(frame, "LE201")
    assert finding.rows == (2, 3)


def test_a_fall_across_a_vague_figure(made: Made, found: Found) -> None:
    frame = made(
        count("2018-03-31", 100),
        count("2019-03-31", 90, lower=70, upper=120, qualifier="about"),
        count("2020-03-31", 85),
    )
    [(_, finding)] = found(frame, "LE201")
    assert finding.rows == (0, 2)


@pytest.mark.parametrize(
    "later",
    [
        count("2019-03-31", 250, lower=240, upper=310, qualifier="about"),
        count("2019-03-31", 250, basis="customs_registrations"),
        count("2019-03-31", 250, region="CN-SH-FTZ"),
        count("2019-03-31", 250, start="2018-01-01"),
        count("2019-03-31", 250, status="F"),
        count("2019-03-31", 250, measure="stock"),
        count("2018-03-31", 250),
    ],
    ids=["bounds meet", "other office", "other zone", "other opening", "plan", "stock", "one day"],
)
def test_no_fall(made: Made, found: Found, later: dict[str, Any]) -> None:
    assert found(made(count("2018-03-31", 300), later), "LE201") == []


def test_ends_known_to_the_month_do_not_fall_inside_it(made: Made, found: Found) -> None:
    frame = made(
        count("2018-03-31", 300, precision="month"), count("2018-03-31", 290, precision="day")
    )
    assert found(frame, "LE201") == []


def test_an_unstated_basis_joins_the_only_stated_one(made: Made, found: Found) -> None:
    frame = made(
        count("2018-03-31", 300, page="p"), count("2019-03-31", 200, basis="unstated", page="p")
    )
    assert [severity for severity, _ in found(frame, "LE201")] == ["warning"]
    two = made(
        count("2018-03-31", 300),
        count("2018-03-31", 150, basis="customs_registrations"),
        count("2019-03-31", 200, basis="unstated"),
    )
    assert found(two, "LE201") == []


# --- LE202 and LE203


@pytest.mark.parametrize("factor", [10, 100, 1000, 10_000, 0.1, 0.01])
def test_a_year_off_by_a_power_of_ten(made: Made, found: Found, factor: float) -> None:
    values = {2014: 7.0e11, 2015: 6.0e11, 2016: 6.5e11 * factor, 2017: 6.7e11, 2018: 7.5e11}
    [(severity, finding)] = found(made(*(year(*pair) for pair in values.items())), "LE202")
    assert (severity, finding.rows) == ("error", (2, 1, 3))
    assert finding.expected.startswith("650 billion yuan")
    for other in ("LE201", "LE203", "LE206"):
        assert found(made(*(year(*pair) for pair in values.items())), other) == []


def test_a_count_that_is_ten_times_too_small(made: Made, found: Found) -> None:
    frame = made(count("2018-03-31", 100), count("2019-03-31", 11), count("2020-03-31", 120))
    [(severity, finding)] = found(frame, "LE202")
    assert (severity, finding.rows) == ("error", (1, 0, 2))
    assert "ten times as much, 110 firms, would fit" in finding.message
    assert found(frame, "LE201") == []


def test_a_last_year_off_is_only_a_warning(made: Made, found: Found) -> None:
    frame = made(year(2016, 6.5e11), year(2017, 6.7e11), year(2018, 6.9e12))
    assert [severity for severity, _ in found(frame, "LE202")] == ["warning"]


def test_releases_of_one_year_a_power_of_ten_apart(made: Made, found: Found) -> None:
    frame = made(*(year(2018, value, page=f"p{value}") for value in (7.5e11, 7.5e11 + 1e8, 7.5e12)))
    [(severity, finding)] = found(frame, "LE202")
    assert (severity, finding.rows[0]) == ("error", 2)
    two = made(*(year(2018, value, page=f"p{value}") for value in (7.5e11, 7.5e12)))
    assert [severity for severity, _ in found(two, "LE202")] == ["warning"]


@pytest.mark.parametrize(
    "values",
    [
        # Trade with North Korea, 2018 to 2022 in billion dollars: a border closed, no misprint.
        [2.43e9, 2.79e9, 5.39e8, 3.18e8, 1.028e9],
        # A zone that grows tenfold and goes on from there.
        [1e9, 1.1e9, 11e9, 12e9],
        # The last one is off by twenty.
        [1e9, 1.1e9, 2.2e10],
    ],
)
def test_no_power_of_ten(made: Made, found: Found, values: list[float]) -> None:
    frame = made(*(year(2018 + at, value) for at, value in enumerate(values)))
    assert found(frame, "LE202") == []


def test_yuan_printed_as_dollars(made: Made, found: Found) -> None:
    # 6.62 yuan a dollar in 2018: 24 billion yuan are 3.6 billion dollars.
    values = {2016: 3.4e9, 2017: 3.5e9, 2018: 24e9, 2019: 3.7e9}
    frame = made(*(year(*pair, unit="USD") for pair in values.items()))
    [(severity, finding)] = found(frame, "LE203")
    assert (severity, finding.rows) == ("error", (2, 1, 3))
    assert "it is probably a figure in CNY" in finding.message
    assert "3.63 billion US dollars" in finding.message
    assert found(frame, "LE202") == []
    assert found(frame, "LE206") == []


def test_one_number_in_two_currencies(made: Made, found: Found) -> None:
    frame = made(year(2018, 5.6e9, page="p"), year(2018, 5.6e9, unit="USD", page="p"))
    [(severity, finding)] = found(frame, "LE203")
    assert (severity, finding.rows) == ("error", (0, 1))
    assert "one number in two currencies" in finding.message


@pytest.mark.parametrize(
    "other",
    [year(2018, 5.6e9 / 6.62, unit="USD"), year(2017, 5.6e9, unit="USD"), year(2018, 5.6e9)],
)
def test_no_exchange_rate(made: Made, found: Found, other: dict[str, Any]) -> None:
    assert found(made(year(2018, 5.6e9), other), "LE203") == []


# --- LE204


def stock(day: str, value: float, **more: Any) -> dict[str, Any]:
    """Firms registered on a day."""
    return {
        "indicator": "firms",
        "measure": "stock",
        "start": day,
        "end": day,
        "value": value,
        "page": f"stock of {day}",
        **more,
    }


def test_a_stock_and_a_flow_of_one_number(made: Made, found: Found) -> None:
    frame = made(stock("2018-04-10", 24_000), count("2018-03-31", 24_000))
    [(severity, finding)] = found(frame, "LE204")
    assert (severity, finding.rows) == ("info", (0, 1))
    frame = made(
        stock("2018-04-10", 24_000), count("2018-03-31", 24_000), stock("2017-03-31", 25_000)
    )
    [(severity, finding)] = found(frame, "LE204")
    assert (severity, finding.rows) == ("warning", (0, 1, 2))


@pytest.mark.parametrize(
    "flow",
    [
        count("2018-03-31", 24_001),
        count("2019-03-31", 24_000),
        count("2018-03-31", 24_000, region="CN-SH-FTZ"),
        count("2018-03-31", 24_000, basis="customs_registrations"),
        count("2018-03-31", 24_000, page="stock of 2018-04-10"),
        count("2018-03-31", 24_000, indicator="firms_new_foreign"),
    ],
    ids=["other number", "a year later", "other zone", "other office", "one page", "foreign"],
)
def test_a_stock_beside_another_flow(made: Made, found: Found, flow: dict[str, Any]) -> None:
    assert found(made(stock("2018-04-10", 24_000), flow), "LE204") == []


# --- LE205


def test_one_page_with_two_figures(made: Made, found: Found) -> None:
    frame = made(year(2018, 7.5e11, page="p"), year(2018, 7.9e11, page="p"))
    [(severity, finding)] = found(frame, "LE205")
    assert (severity, finding.rows) == ("error", (0, 1))
    assert "at least 5.1 percent apart" in finding.message  # 7.9 over 7.5, of the larger: 5.06


def test_many_figures_for_one_thing_are_one_finding(made: Made, found: Found) -> None:
    frame = made(*(year(2018, value * 1e11, page="p") for value in (7, 8, 9, 10)))
    [(_, finding)] = found(frame, "LE205")
    assert finding.rows == (0, 3)


def test_an_unstated_basis_makes_it_a_warning(made: Made, found: Found) -> None:
    frame = made(*(year(2018, value, page="p", basis="unstated") for value in (7e11, 9e11)))
    assert [severity for severity, _ in found(frame, "LE205")] == ["warning"]


@pytest.mark.parametrize(
    "other",
    [
        year(2018, 7.9e11, page="another"),
        year(2018, 7.9e11, page="p", lower=7.4e11, upper=8.0e11),
        year(2018, 7.9e11, page="p", status="F"),
        year(2018, 7.9e11, page="p", relation="part_of", related_claim="C1"),
        year(2018, 7.9e11, page="p", start=None, end=None),
        year(2017, 7.9e11, page="p"),
    ],
    ids=["other page", "bounds meet", "plan", "part", "no window", "other year"],
)
def test_no_disagreement(made: Made, found: Found, other: dict[str, Any]) -> None:
    assert found(made(year(2018, 7.5e11, page="p"), other), "LE205") == []


def test_two_things_under_one_name(found: Found) -> None:
    # "19,602 firms, among them 131 with foreign money" reads as new firms twice.
    text = (
        "As of 1 June 2018 the Hubei FTZ counted 19,602 newly registered enterprises, among them "
        "131 with foreign money."
    )
    assert found(le.read_text(text, published="2018-06-02"), "LE205") == []


# --- LE206


def test_a_year_five_times_off_that_no_factor_mends(made: Made, found: Found) -> None:
    values = {2016: 1.0e11, 2017: 1.1e11, 2018: 3.0e12, 2019: 1.2e11}
    frame = made(*(year(*pair) for pair in values.items()))
    [(severity, finding)] = found(frame, "LE206")
    assert (severity, finding.rows) == ("warning", (2, 1, 3))
    assert found(frame, "LE202") == found(frame, "LE203") == []


def test_a_fast_segment_between_slow_ones(made: Made, found: Found) -> None:
    values = [10_000, 20_000, 120_000, 130_000]
    frame = made(*(count(f"{2018 + at}-03-31", value) for at, value in enumerate(values)))
    [(_, finding)] = found(frame, "LE206")
    assert finding.rows == (1, 2, 3)


@pytest.mark.parametrize(
    "values",
    [[10_000, 20_000, 65_000, 75_000], [10_000, 13_000, 23_000], [10_000]],
    ids=["four and a half times", "slower by three", "one count"],
)
def test_a_pace_that_may_be(made: Made, found: Found, values: list[int]) -> None:
    frame = made(*(count(f"{2018 + at}-03-31", value) for at, value in enumerate(values)))
    assert found(frame, "LE206") == []


def test_the_rush_of_the_first_months_is_no_pace(made: Made, found: Found) -> None:
    # Shanghai: 208 firms in 30 days, 1,434 in 55 (F051, F054).
    frame = made(count("2017-04-30", 208), count("2017-05-25", 1434), count("2018-03-31", 12_000))
    assert found(frame, "LE206") == []


# --- laws


@pytest.mark.parametrize("code", CODES)
def test_codes_that_nobody_knows_and_figures_that_are_none(
    shipped: pd.DataFrame, found: Found, code: str
) -> None:
    strange = shipped.assign(unit="bushel", region="nowhere")
    found(strange, code)
    broken = shipped.copy()
    for place, value in enumerate((np.nan, np.inf, -np.inf, 0.0, -5.0)):
        broken.loc[place::7, ["value", "lower", "upper"]] = value
    broken.loc[::11, "start"] = pd.NaT
    broken.loc[::13, "end"] = pd.NaT
    found(broken, code)


def test_the_order_of_the_rows_is_no_matter(shipped: pd.DataFrame) -> None:
    order = np.random.default_rng(4).permutation(len(shipped))
    shuffled = shipped.iloc[order].reset_index(drop=True)

    def messages(frame: pd.DataFrame) -> list[str]:
        audited = Audited(frame, Record(()))
        return sorted(finding.message for each in RULES for finding in each(audited))

    assert messages(shuffled) == messages(shipped)


@pytest.mark.parametrize("factor", [0.1, 10.0, 1000.0])
def test_any_official_level_off_by_a_factor_is_found(found: Found, factor: float) -> None:
    gdp = le.observations("gdp", "CN-LN")
    gdp = gdp[gdp["measure"] == "flow"].reset_index(drop=True)
    # The first year has neighbours on one side only, and grew by a third.
    for row in range(1, len(gdp), 10):
        wrong = gdp.copy()
        wrong.loc[row, ["value", "lower", "upper"]] *= factor
        # A tenth of one year's yuan is also near what they were in dollars.
        hits = found(wrong, "LE202") + found(wrong, "LE203")
        assert len(hits) == 1, row
        assert row in hits[0][1].rows
