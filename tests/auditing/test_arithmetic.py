"""Arithmetic inside a page: LE101 to LE105. Claims by their codes are those that ship."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.auditing.arithmetic import RULES
from liaoning_econ.auditing.ruling import Finding

Made = Callable[..., pd.DataFrame]
Found = Callable[[pd.DataFrame, str], list[tuple[str, Finding]]]
Labels = Callable[[Finding], list[str]]
Row = dict[str, Any]

CODES = [each.code for each in RULES]
YEAR: Row = {"start": "2018-01-01", "end": "2018-12-31", "measure": "flow"}
TRADE: Row = {
    **YEAR,
    "indicator": "trade_goods",
    "prices": "current",
    "basis": "customs_statistics",
    "published": "2019-01-20",
    "published_from": "2019-01-20",
}
RATE: Row = {"measure": "rate", "relation": "rate_of", "related_claim": "C1", "unit": "firm/day"}


def test_the_rules_of_the_family() -> None:
    assert [f"LE10{number}" for number in range(1, 6)] == CODES


@pytest.mark.parametrize("code", CODES)
def test_the_official_record(found: Found, code: str) -> None:
    hits = found(le.observations(), code)
    # Liaoning's product of 2016 fell by 23 percent in one release; two others give -22.4.
    assert [severity for severity, _ in hits] == (["info"] if code == "LE105" else [])


# --- LE101


def money(value: float, unit: str, digits: float, **more: Any) -> Row:
    """An amount, good to so much."""
    return {**TRADE, "unit": unit, "value": value, "lower": value - digits,
            "upper": value + digits, **more}  # fmt: skip


def test_the_market_had_the_rate_of_the_article(shipped: pd.DataFrame, found: Found) -> None:
    # S13 and S14: 421.14 billion yuan are 84 billion Singapore dollars, 4.984 to 5.044 yuan for
    # one; the European Central Bank's cross rates gave that from 26 July to 31 August 2018.
    assert {"S13", "S14"} <= set(shipped["claim"])
    assert found(shipped, "LE101") == []


def test_a_conversion_that_no_day_bears_out(shipped: pd.DataFrame, found: Found) -> None:
    frame = shipped[shipped["claim"].isin(["S13", "S14"])].reset_index(drop=True)
    columns = ["value", "lower", "upper"]
    frame.loc[1, columns] = [48e9, 47.5e9, 48.5e9]  # two digits turned round
    [(severity, finding)] = found(frame, "LE101")
    assert (severity, finding.rows) == ("error", (0, 1))
    # By hand: 421.14 / 48.5 = 8.683, 421.14 / 47.5 = 8.866.
    assert "imply 8.683 to 8.866 yuan for one Singapore dollar" in finding.message
    assert "it has not had that rate since 2005" in finding.message


def test_the_days_on_which_the_market_had_the_rate(made: Made, found: Found) -> None:
    # 6.2 yuan for a dollar: 2013 to 2015, not 2018 (average 6.6187, end 6.87).
    linked: Row = {"relation": "same_figure", "related_claim": "C1"}
    frame = made(money(620e9, "CNY", 0.5e9), money(100e9, "USD", 0.05e9, **linked))
    [(severity, finding)] = found(frame, "LE101")
    assert severity == "error"
    assert "since 2005 it had that rate on" in finding.message
    assert "the nearest on 14 July 2015" in finding.message


@pytest.mark.parametrize("yuan", [661.87e9, 687.78e9, 679e9])
def test_average_end_and_publication_all_serve(made: Made, found: Found, yuan: float) -> None:
    # European Central Bank, yuan for a dollar: 2018 on average 6.6187; at its end 6.8778; and
    # 6.79 in the days of publication, 20 January 2019.
    linked: Row = {"relation": "same_figure", "related_claim": "C1"}
    assert found(made(money(yuan, "CNY", 1e8), money(1e11, "USD", 1e7, **linked)), "LE101") == []


def test_a_lost_digit_is_named(made: Made, found: Found) -> None:
    linked: Row = {"relation": "same_figure", "related_claim": "C1"}
    frame = made(money(66.187e9, "CNY", 1e6), money(100e9, "USD", 1e7, **linked))
    [(_, finding)] = found(frame, "LE101")
    assert finding.mend is not None
    assert "10 times" in finding.mend


def test_amounts_of_one_key_that_no_text_links_are_a_warning(made: Made, found: Found) -> None:
    frame = made(money(800e9, "CNY", 1e9), money(100e9, "USD", 1e8))
    assert [severity for severity, _ in found(frame, "LE101")] == ["warning"]
    other_page = made(money(800e9, "CNY", 1e9), money(100e9, "USD", 1e8, page="another"))
    assert found(other_page, "LE101") == []


def test_no_rate_is_known_for_the_days(made: Made, found: Found) -> None:
    old: Row = {
        "start": "1990-01-01",
        "end": "1990-12-31",
        "published": None,
        "published_from": None,
    }
    linked: Row = {"relation": "same_figure", "related_claim": "C1"}
    frame = made(money(800e9, "CNY", 1e9, **old), money(100e9, "USD", 1e8, **old, **linked))
    [(severity, finding)] = found(frame, "LE101")
    assert severity == "info"
    assert "cannot be decided" in finding.message


# --- LE102


def test_rates_in_the_shipped_claims(shipped: pd.DataFrame, found: Found, labels: Labels) -> None:
    hits = {
        labels(finding)[1]: (severity, finding) for severity, finding in found(shipped, "LE102")
    }
    # Quiet: Sichuan's 85 a day over 153 days against 13,078, its 1.19 billion yuan a day against
    # 182.47, Hubei's 37 a day over 699 days against 25,622.
    assert sorted(hits) == ["F064", "F098"]
    severity, finding = hits["F098"]
    # About 80 a day in the 1,736 days from 1 April 2017 to the end of 2021; by hand 91,000 over
    # 1,736 is 52.4.
    assert (severity, labels(finding)) == ("error", ["F098R", "F098"])
    assert "1,736 days" in finding.message
    assert "52.4 firms a day" in finding.message
    assert finding.mend is not None
    assert "working days" in finding.mend
    # 833 in three months are 277.7 a month: 270 is cut off.
    assert hits["F064"][0] == "warning"


@pytest.mark.parametrize(
    ("value", "severity"), [(85.0, None), (70.0, "error"), (100.0, "error"), (8.5, "error")]
)
def test_a_rate_a_day(made: Made, found: Found, value: float, severity: str | None) -> None:
    # 153 days from 1 April to 31 August 2017; 13,078 over 153 is 85.5.
    window: Row = {"start": "2017-04-01", "end": "2017-08-31"}
    total: Row = {**window, "value": 13_078}
    frame = made(total, {**RATE, **window, "value": value, "lower": value - 0.5,
                         "upper": value + 0.5})  # fmt: skip
    assert [each for each, _ in found(frame, "LE102")] == ([severity] if severity else [])


def test_a_rate_a_month_without_a_link(made: Made, found: Found) -> None:
    total: Row = {"value": 1_200, **YEAR}
    rate: Row = {**YEAR, "measure": "rate", "unit": "firm/month", "value": 150, "lower": 149.5,
                 "upper": 150.5}  # fmt: skip
    [(severity, finding)] = found(made(total, rate), "LE102")
    assert (severity, finding.rows) == ("error", (1, 0))
    assert found(made(total, {**rate, "value": 100, "lower": 99.5, "upper": 100.5}), "LE102") == []
    # Another window, and another basis, are other things.
    assert found(made(total, {**rate, "end": "2018-06-30"}), "LE102") == []
    assert found(made(total, {**rate, "basis": "customs_registrations"}), "LE102") == []


def test_a_plan_is_no_total(made: Made, found: Found) -> None:
    total: Row = {"value": 1_200, "status": "F", **YEAR}
    rate: Row = {**YEAR, "measure": "rate", "unit": "firm/month", "value": 150}
    assert found(made(total, rate), "LE102") == []


# --- LE103


def test_a_share_of_a_count_that_another_page_gives(
    shipped: pd.DataFrame, found: Found, labels: Labels
) -> None:
    # F070: 20 percent of F069's 48,000 firms are foreign; F073: 8,781 of as many, 18.3 percent.
    # Quiet: F019, 39 percent of 38,097 are 14,858; F040, 16.5 percent of T03 are 130.8 billion.
    [(severity, finding)] = found(shipped, "LE103")
    assert severity == "warning"
    assert labels(finding) == ["F070", "F069", "F073", "F072"]
    assert (finding.found, finding.expected) == ("18.3 percent", "20 percent")


def share(value: float, **more: Any) -> Row:
    """A share, good to half a percent."""
    return {"measure": "share", "unit": "percent", "value": value, "lower": value - 0.5,
            "upper": value + 0.5, **more}  # fmt: skip


@pytest.mark.parametrize(("percent", "severity"), [(20.0, None), (30.0, "error")])
def test_a_share_of_a_linked_whole(
    made: Made, found: Found, percent: float, severity: str | None
) -> None:
    foreign: Row = {"indicator": "firms_new_foreign"}
    linked: Row = {"relation": "share_of", "related_claim": "C1"}
    frame = made({"value": 1_000}, {**foreign, "value": 200}, share(percent, **foreign, **linked))
    hits = found(frame, "LE103")
    assert [each for each, _ in hits] == ([severity] if severity else [])
    assert [finding.rows for _, finding in hits] == ([(2, 0, 1)] if severity else [])


@pytest.mark.parametrize(("percent", "severity"), [(16.5, None), (25.0, "error")])
def test_a_share_of_the_province(
    made: Made, found: Found, percent: float, severity: str | None
) -> None:
    zone = {**TRADE, "unit": "CNY", "value": 130.8e9}
    province = {**zone, "region": "CN-LN", "value": 792.7e9}
    part = share(percent, **{name: zone[name] for name in ("indicator", "start", "end", "basis")},
                 relative_to="province")  # fmt: skip
    hits = found(made(zone, province, part), "LE103")
    assert [each for each, _ in hits] == ([severity] if severity else [])
    # A whole that another office counts is no whole of it.
    assert found(made(zone, {**province, "basis": "unlike"}, part), "LE103") == []


# --- LE104


def test_growth_on_a_comparable_basis_is_not_decided(
    shipped: pd.DataFrame, found: Found, labels: Labels
) -> None:
    # F047: 12.9 percent a year; F038M: five times by 2022. 1.129 ** 6 = 2.07, but investment grows
    # on a comparable basis, and the average is of a longer window.
    [(severity, finding)] = found(shipped, "LE104")
    assert (severity, labels(finding)) == ("info", ["F047", "F038M"])
    assert "not stated: whether the rate is on a comparable basis" in finding.message


def average(value: float, **more: Any) -> Row:
    """An average growth rate of 2016 to 2020."""
    return {**TRADE, "start": "2016-01-01", "end": "2020-12-31", "measure": "growth",
            "relative_to": "annual_average", "unit": "percent", "value": value,
            "lower": value - 0.05, "upper": value + 0.05, **more}  # fmt: skip


@pytest.mark.parametrize(
    ("percent", "times", "severity"),
    [
        # 1.1 ** 5 = 1.61 and 1.1 ** 4 = 1.46: the base year may be 2015 or 2016.
        (10.0, 1.6, None),
        (10.0, 1.46, None),
        (10.0, 2.0, "error"),
    ],
)
def test_a_multiple_over_one_window(
    made: Made, found: Found, percent: float, times: float, severity: str | None
) -> None:
    multiple = average(times, measure="multiple", unit="1", relative_to="opening")
    hits = found(made(average(percent), multiple), "LE104")
    assert [each for each, _ in hits] == ([severity] if severity else [])


def test_real_growth_is_not_held_against_a_multiple(made: Made, found: Found) -> None:
    multiple = average(2.0, measure="multiple", unit="1", relative_to="opening")
    assert found(made(average(10.0, prices="comparable"), multiple), "LE104") == []
    assert found(made(average(10.0, region="CN-SH-FTZ"), multiple), "LE104") == []


# --- LE105


def test_a_growth_rate_that_the_two_levels_do_not_give(
    shipped: pd.DataFrame, found: Found, labels: Labels
) -> None:
    # K25G: trade with North Korea up 137 percent in 2023; K25T over K24T: nearly 2,300 over 1,028
    # million dollars. By hand: 2,300 / 1,028 = 2.237.
    [(severity, finding)] = found(shipped, "LE105")
    assert (severity, labels(finding)) == ("error", ["K25G", "K25T", "K24T"])
    assert "is 124 percent" in finding.message


def grown(value: float, **more: Any) -> Row:
    """A growth rate of 2018."""
    return {**TRADE, "measure": "growth", "relative_to": "previous_year", "unit": "percent",
            "value": value, "lower": value - 0.05, "upper": value + 0.05, **more}  # fmt: skip


BEFORE: Row = {**TRADE, "start": "2017-01-01", "end": "2017-12-31"}


@pytest.mark.parametrize(("percent", "severity"), [(10.0, None), (12.0, "error"), (-9.1, "error")])
def test_growth_against_two_levels(
    made: Made, found: Found, percent: float, severity: str | None
) -> None:
    frame = made(money(110e9, "CNY", 5e7), money(100e9, "CNY", 5e7, **BEFORE), grown(percent))
    hits = found(frame, "LE105")
    assert [each for each, _ in hits] == ([severity] if severity else [])
    assert [finding.rows for _, finding in hits] == ([(2, 0, 1)] if severity else [])


@pytest.mark.parametrize(("prices", "severity"), [("none", "info"), ("current", "error")])
def test_growth_of_output_is_real_where_nothing_is_said(
    made: Made, found: Found, prices: str, severity: str
) -> None:
    """按可比价格 beside two levels: 12 percent real is no error beside 10 nominal."""
    levels = money(110e9, "CNY", 5e7), money(100e9, "CNY", 5e7, **BEFORE)
    rows = [{**row, "indicator": "gdp"} for row in (*levels, grown(12.0, prices=prices))]
    [(told, finding)] = found(made(*rows), "LE105")
    assert told == severity
    assert finding.message.endswith("whether the growth is real is not stated") == (told == "info")


def test_a_small_gap_between_publications_is_a_revision(made: Made, found: Found) -> None:
    levels = money(110.3e9, "CNY", 5e7), money(100e9, "CNY", 5e7, **BEFORE, page="the year before")
    assert [each for each, _ in found(made(*levels, grown(10.0)), "LE105")] == ["info"]


@pytest.mark.parametrize(
    "special",
    [
        {"prices": "comparable"},
        {"indicator": "fixed_asset_investment"},
        {"status": "F"},
        {"relative_to": "previous_period"},
    ],
)
def test_growth_that_is_not_of_published_levels(made: Made, found: Found, special: Row) -> None:
    what = {name: text for name, text in special.items() if name == "indicator"}
    frame = made(
        money(110e9, "CNY", 5e7, **what),
        money(100e9, "CNY", 5e7, **{**BEFORE, **what}),
        grown(20.0, **special),
    )
    assert found(frame, "LE105") == []


def test_an_average_growth_and_its_first_and_last_year(made: Made, found: Found) -> None:
    # 1.1 ** 5 = 1.6105; the levels are of 2015 and 2020.
    first: Row = {**BEFORE, "start": "2015-01-01", "end": "2015-12-31"}
    last: Row = {**BEFORE, "start": "2020-01-01", "end": "2020-12-31"}
    levels = money(100e9, "CNY", 5e7, **first), money(161e9, "CNY", 5e8, **last)
    assert found(made(*levels, average(10.0)), "LE105") == []
    [(severity, finding)] = found(made(*levels, average(15.0)), "LE105")
    assert severity == "error"
    assert "is 9.99 percent a year" in finding.message
