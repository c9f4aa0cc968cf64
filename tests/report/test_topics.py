"""The numbers that the sections rest on, before they become words."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ.report import capital, growth, plan, population, share, transit, yuan
from liaoning_econ.report.blocks import Standing
from liaoning_econ.report.context import Claim, Context, rows_of
from liaoning_econ.report.pace import length, lengths, paces
from liaoning_econ.report.terms import days_covered, gdp_of, in_other_terms, population_of
from liaoning_econ.report.topics import TOPICS

KNOWN = tomllib.loads(
    (Path(__file__).parent.parent / "known" / "brief.toml").read_text(encoding="utf-8")
)


def claim(context: Context, code: str) -> Claim:
    return next(one for one in context.claims if one.claim == code)


def test_every_claim_is_covered_once(context: Context) -> None:
    covered: list[int] = []
    for _, find in TOPICS:
        topic = find(context, frozenset(covered))
        if topic is not None:
            covered += [place for entry in topic.entries for place in entry.covers]
    assert sorted(covered) == list(range(len(context.claims)))


def test_the_verdicts_of_the_article(context: Context) -> None:
    standing: dict[str, Standing] = {}
    for _, find in TOPICS:
        topic = find(context, frozenset())
        for entry in topic.entries if topic is not None else ():
            for place in entry.covers:
                standing.setdefault(context.claims[place].claim, entry.standing)
    assert standing["S16"] is Standing.CHANGE  # 18,000 beside the zone's own 48,000
    assert standing["S23"] is Standing.CHANGE  # the 1.6 trillion
    assert standing["S18"] is standing["S19"] is Standing.UNKNOWN  # sea and rail
    assert standing["S10"] is standing["S12"] is standing["S13"] is Standing.PRINT


def test_paces_of_the_zones(context: Context) -> None:
    table = paces(context, claim(context, "S12"), claim(context, "S16")).set_index("claim")
    assert table["value"].is_monotonic_decreasing
    # By hand: 34,000 in twelve months; 48,000 in 48; 18,000 in 48; 25,622 in 23.
    assert table.at["F120", "value"] == pytest.approx(34_000 / 12)
    assert table.at["F072", "value"] == pytest.approx(1_000)
    assert table.at["S16", "value"] == pytest.approx(375)
    assert table.at["F101", "value"] == pytest.approx(25_622 / 23)
    # Computed independently: 5.1 times (4.12 to 5.59); 1.9 times (1.57 to 2.06).
    ratios = {
        row.claim: [round(end, 2) for end in (row.ratio, row.ratio_lower, row.ratio_upper)]
        for row in rows_of(table.reset_index())
    }
    assert ratios["S16"] == [5.09, 4.12, 5.59]
    assert ratios["F072"] == [1.91, 1.57, 2.06]
    # One count a zone, and Shanghai's four years; nothing but the zones' own registrations.
    assert table["region"].value_counts().drop("CN-SH-FTZ").eq(1).all()
    assert set(table["basis"]) == {"zone_registrations", "unstated"}
    assert not table.index.str.startswith("F014").any()


def test_each_pace_belongs_to_its_row(context: Context) -> None:
    table = paces(context, claim(context, "S12"), claim(context, "S16"))
    zones = {row.claim: row for row in rows_of(table.reset_index())}
    # By hand: Guangdong opened on 21 April 2015; to the end of 2018 44 months and 11 of 31 days.
    assert zones["F136"].region == "CN-GD-FTZ"
    assert zones["F136"].value == pytest.approx(250_000 / (44 + 11 / 31), rel=1e-3)
    assert zones["F152"].region == "CN-FJ-FTZ"
    assert zones["F152"].counted == 78_591
    for row in zones.values():
        assert row.counted / row.months == pytest.approx(row.value, rel=1e-9)


def test_the_window_of_the_zone(context: Context) -> None:
    # 10 April 2017 to 31 July 2018: 15 whole months and 22 of 31 days.
    assert length(claim(context, "S12")) == pytest.approx(15 + 22 / 31)
    fewest, most = lengths(context, claim(context, "S12"))
    # 10 April to 1 July: 14 months and 22 of 30 days; 1 April to 31 August: 17.
    assert fewest == pytest.approx(14 + 22 / 30, abs=0.02)
    assert most == pytest.approx(17)
    assert (
        days_covered(claim(context, "S12"))
        == "10 April 2017 to a day from 1 July to 31 August 2018"
    )


def test_the_market_had_the_implied_rate_from_26_july_on(context: Context) -> None:
    days = capital.market_days(claim(context, "S13"), claim(context, "S14"))
    assert (days["start"].iloc[0], days["end"].iloc[0]) == (
        pd.Timestamp("2018-07-26"), pd.Timestamp("2018-08-31"),
    )  # fmt: skip
    assert len(days) > 1  # and on several later stretches of that year
    assert days["start"].iloc[1] == pd.Timestamp("2018-09-11")


def test_capital_a_firm_elsewhere(context: Context) -> None:
    rows = {(row.region, row.end): row for row in rows_of(capital.others_per_firm(context))}
    # By hand: over 340 billion for about 12,000; 630 billion for 63,000.
    shanghai = rows["CN-SH-FTZ", pd.Timestamp("2014-09-25")]
    assert shanghai.lower == pytest.approx(340e9 / 12_600)
    liaoning = rows["CN-LN-FTZ", pd.Timestamp("2021-03-31")]
    assert liaoning.value == pytest.approx(10e6)


def test_the_plan_as_a_share_then_and_now(context: Context) -> None:
    table = plan.shares(context, claim(context, "S23"), ["CN-HL", "CN-JL", "CN-LN"])
    then, now = table.iloc[0], table.iloc[1]
    # By hand: 533.3 billion a year over 5,240.98 and 4,371.64 billion (sums of the three provinces
    # for 2016 in the series of 2018 and of 2026).
    assert then["share"] == pytest.approx(100 * 1600 / 3 / 5240.98, rel=1e-4)
    assert now["share"] == pytest.approx(100 * 1600 / 3 / 4371.64, rel=1e-4)
    assert then["share_lower"] < then["share"] < then["share_upper"]
    assert then["head"] == pytest.approx(1.6e12 / then["people"])


def test_population_then_and_now(context: Context) -> None:
    then, now = population.known(context, claim(context, "S10"))
    assert then is not None
    assert now is not None
    assert then.value == 43_689_000  # communique for 2017
    assert now.value == 43_120_000  # NBS after the 2020 census


@pytest.mark.parametrize("row", KNOWN["rank"], ids=lambda row: str(row["year"]))
def test_growth_ranks_are_ranges(context: Context, row: dict[str, Any]) -> None:
    found = next(one for one in growth.ranks(context, "CN-LN") if one.year == row["year"])
    assert (found.best, found.worst, found.of) == (row["best"], row["worst"], 31), row["source"]
    assert found.missing == "Beijing"


def test_shares_of_the_31(context: Context) -> None:
    found = {(one.vintage, one.year): one for one in share.shares(context, "CN-LN")}
    # Computed independently: 5.9 % and rank 4 in 1993, 2.6 % and rank 14 in 2017; 2.8 % as known
    # in 2018.
    assert round(found[share.REVISED, 1993].percent, 1) == 5.9
    assert found[share.REVISED, 1993].rank == 4
    assert round(found[share.REVISED, 2017].percent, 1) == 2.6
    assert found[share.REVISED, 2017].rank == 14
    assert round(found[share.THEN, 2017].percent, 1) == 2.8


def test_every_window_of_recent_weeks() -> None:
    first, last = pd.Timestamp("2018-07-26"), pd.Timestamp("2018-08-31")
    table = yuan.windows("USD", first, last)
    assert table["days"].between(14, 63).all()
    assert table["end"].between(first, last).all()
    assert not table.duplicated(["start", "end"]).any()
    widest = rows_of(table.nsmallest(1, "change"))[0]
    assert (widest.start, widest.end) == (pd.Timestamp("2018-06-14"), pd.Timestamp("2018-08-15"))
    assert round(widest.change, 2) == -7.54
    # Any of them against the function that gives a single move.
    for row in rows_of(table.sample(5, random_state=7)):
        assert row.change == pytest.approx(le.move("USD", "CNY", row.start, row.end).quote_change)


def test_sea_over_rail(context: Context) -> None:
    sea, rail = claim(context, "S18"), claim(context, "S19")
    found = transit.ratio(context, sea, rail)
    # By hand: 30 over 19 and 40 over 10; literally, more than 30 has no upper end.
    assert (found.lower, found.upper) == pytest.approx((30 / 19, 4.0))
    literal = transit.ratio(context, sea, rail, reading="literal")
    assert literal.upper == float("inf")


def test_yardsticks_add_up(context: Context) -> None:
    day = pd.Timestamp("2017-12-31")
    parts = [population_of(context, [code], day) for code in ("CN-LN", "CN-JL", "CN-HL")]
    whole = population_of(context, ["CN-LN", "CN-JL", "CN-HL"], day)
    assert whole is not None
    assert whole.quantity.value == sum(part.quantity.value for part in parts if part is not None)
    output = gdp_of(context, ["CN-LN"], pd.Timestamp("2018-06-30"))
    assert output is not None
    assert output.day == day  # the last year that was over
    assert population_of(context, ["CN-LN"], pd.Timestamp("1950-01-01")) is None


def test_other_terms_of_the_registered_capital(context: Context) -> None:
    lines = [line.striptags() for line in in_other_terms(context)[claim(context, "S13").place]]
    # By hand: 421.14 billion over 15.71 months is 26.8 billion; over 43.12 million people 9,767.
    assert any(line.startswith("24.8 to 28.6 billion yuan a month") for line in lines)
    assert any(line.startswith("9,770 yuan for each") for line in lines)


def test_a_plan_with_another_payer_is_not_judged_twice(context: Context) -> None:
    place = claim(context, "S23").place
    assert plan.find(context, frozenset({place})) is None
