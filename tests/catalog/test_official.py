"""Official figures: agreement with published ones, vintages, filters, refusals."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import liaoning_econ as le
from liaoning_econ import catalog, frames, validation
from liaoning_econ.catalog.groups import SERIES
from liaoning_econ.catalog.series import held, observations_of
from liaoning_econ.errors import UnknownCodeError, VintageWarning, WindowError

PROVINCES = le.regions("province")
MAINLAND = PROVINCES.loc[PROVINCES["mainland"], "region"].tolist()


def of_year(frame: pd.DataFrame, year: int) -> Any:
    """Values of a year by region."""
    return frame[frame["end"].dt.year == year].set_index("region")["value"]


def test_the_record_fits_its_schema() -> None:
    known = {
        name: catalog.codes(name) for name in ("indicator", "region", "vintage", "source", "basis")
    }
    validation.check(le.observations(), frames.OBSERVATIONS, known=known)


def test_consumer_prices_are_those_of_the_source(known: Path) -> None:
    expected = pd.read_csv(known / "consumer_prices.csv")
    found = le.observations("consumer_prices", "CN", measure="growth")
    assert found["start"].dt.year.tolist() == expected["year"].tolist()
    assert found["end"].dt.year.tolist() == expected["year"].tolist()
    assert found["value"].tolist() == expected["percent"].tolist()
    assert set(found["unit"]) == {"percent"}
    assert set(found["relative_to"]) == {"previous_year"}


def test_published_figures(figures: dict[str, Any]) -> None:
    for row in figures["figures"]:
        found = le.observations(
            row["indicator"],
            row["region"],
            measure=row.get("measure"),
            vintage=row["vintage"],
            start=row["period"],
            end=row["period"],
        )
        assert found["value"].tolist() == [row["value"]], row["source"]
        assert (found["lower"] <= row["value"]).all()


def test_growth_depends_on_the_vintage(figures: dict[str, Any]) -> None:
    for row in figures["growth"]:
        gdp = le.observations("gdp", "CN-LN", vintage=row["vintage"])
        now, before = of_year(gdp, row["year"]), of_year(gdp, row["year"] - 1)
        percent = (now["CN-LN"] / before["CN-LN"] - 1) * 100
        assert round(percent, row["decimals"]) == row["percent"], row


def test_share_and_rank_of_liaoning(figures: dict[str, Any]) -> None:
    for row in figures["shares"]:
        gdp = of_year(le.observations("gdp", MAINLAND, vintage=row["vintage"]), row["year"])
        assert len(gdp) == 31
        assert round(gdp["CN-LN"] / gdp.sum() * 100, 1) == row["percent"]
        assert gdp.rank(ascending=False)["CN-LN"] == row["rank"]


def test_provinces_against_the_nation(figures: dict[str, Any]) -> None:
    for row in figures["coverage"]:
        provinces = of_year(le.observations("gdp", MAINLAND, vintage=row["provinces"]), row["year"])
        nation = of_year(le.observations("gdp", "CN", vintage=row["nation"]), row["year"])
        decimals = len(str(row["ratio"]).split(".")[1])
        assert round(provinces.sum() / nation["CN"], decimals) == row["ratio"], row


def test_as_known_in_august_2018(figures: dict[str, Any]) -> None:
    for case in figures["as_of"]:
        found = le.observations("gdp", "CN-LN", as_of=case["day"], possible=True)
        by_year = of_year(found.assign(region=found["end"].dt.year.astype("str")), 2017)
        values = dict(zip(found["end"].dt.year, found["value"], strict=True))
        assert len(by_year) == 1
        for year, value in case["figures"].items():
            assert values[int(year)] == pytest.approx(value * 1e8, rel=1e-12)
        assert max(values) == 2017


def test_as_of_without_possible_warns_and_counts() -> None:
    # 1993 to 2016 of nbs-web-2018-12, and the book of 2018.
    with pytest.warns(VintageWarning, match=r"25 rows may have been public on 2018-08-15") as seen:
        found = le.observations("gdp", "CN-LN", as_of="2018-08-15")
    assert len(seen) == 1
    assert "possible=True" in str(seen[0].message)
    assert found["vintage"].tolist() == [
        "communique-2008",
        "announcement-2009",
        "yearbook-2014",
        "communique-2017",
    ]


def test_as_of_has_one_row_a_period_and_nothing_later() -> None:
    day = pd.Timestamp("2022-06-01")
    found = le.observations("gdp", MAINLAND, as_of=day, possible=True)
    assert not found.duplicated(["region", "start"]).any()
    assert (found["published_from"] <= day).all()


def test_as_of_before_the_first_release_is_empty() -> None:
    found = le.observations("gdp", "CN-LN", as_of="1990-01-01")
    assert found.empty
    assert list(found.columns) == frames.OBSERVATIONS.names


def test_as_of_marks_the_break_of_the_fourth_census() -> None:
    # In June 2020 the site had 2018 after the census and 2017 before it.
    with pytest.warns(VintageWarning):
        found = le.observations("gdp", "CN-LN", as_of="2020-06-01", start="2015")
    by_year = found.set_index(found["end"].dt.year)
    assert by_year.loc[2018, "status"] == "B"
    assert by_year.loc[2017, "status"] == "A"
    assert by_year.loc[2018, "value"] == pytest.approx(2351054000000.0)


def test_population_as_known_in_2018_and_after_the_census() -> None:
    # 43.69 million was the last figure of the day; 43.12 after the census.
    with pytest.warns(VintageWarning):
        before = le.observations("population", "CN-LN", as_of="2018-08-15", start="2017")
    after = le.observations("population", "CN-LN", vintage="latest", start="2017", end="2017")
    assert before["value"].tolist() == [43_689_000.0]
    assert after["value"].tolist() == [43_120_000.0]
    assert after["vintage"].tolist() == ["nbs-web-2025"]


def test_as_of_is_a_day() -> None:
    with pytest.raises(WindowError, match=r"as_of '2018' is no day.*2018-12-31"):
        le.observations("gdp", "CN-LN", as_of="2018")


def test_latest_is_one_benchmark_for_each_series() -> None:
    found = le.observations(vintage="latest")
    benchmark = pd.Series(catalog.benchmarks(found))
    keys = [found[name].astype("str") for name in SERIES]
    assert (benchmark.groupby(keys).nunique() == 1).all()


@pytest.mark.parametrize(
    ("indicator", "region", "vintage", "first", "last"),
    [
        ("gdp", "CN-LN", "nbs-web-2026-03", 2006, 2024),
        ("gdp", "CN", "census5", 2015, 2024),
        ("gdp", "CN-LN-DALIAN", "first-published", 2023, 2023),
        ("gdp_tertiary", "CN-LN", "nbs-web-2024", 2004, 2023),
        ("population", "CN-LN", "nbs-web-2025", 2015, 2024),
    ],
)
def test_latest_is_the_newest_consistent_series(
    indicator: str, region: str, vintage: str, first: int, last: int
) -> None:
    found = le.observations(indicator, region, vintage="latest")
    found = found[found["basis"] != "census"]
    assert found["vintage"].unique().tolist() == [vintage]
    assert (found["end"].dt.year.min(), found["end"].dt.year.max()) == (first, last)


def test_no_measure_means_the_level() -> None:
    assert set(le.observations("gdp", "CN-LN")["measure"]) == {"flow"}
    both = le.observations("gdp", "CN-LN", measure=["flow", "growth"])
    assert set(both["measure"]) == {"flow", "growth"}
    assert both["measure"].dtype == frames.MEASURE
    growth = le.observations("gdp", "CN-LN", measure="growth", vintage="first-published")
    assert set(growth["prices"]) == {"comparable"}
    assert set(growth["relative_to"]) == {"previous_year"}


def test_levels_in_the_manifest_are_those_of_the_indicators() -> None:
    own = le.indicators().set_index("indicator")["measure"].astype("str")
    for one in held():
        for indicator, measure in one.pairs:
            assert (own[indicator] == measure) == one.level
        found = observations_of(one.file)
        pairs = set(
            zip(found["indicator"].astype("str"), found["measure"].astype("str"), strict=True)
        )
        assert pairs == one.pairs


def test_start_and_end_filter_windows() -> None:
    found = le.observations("gdp", "CN-LN", start="2014", end="2015", vintage="nbs-web-2021")
    assert found["end"].dt.year.tolist() == [2014, 2015]
    same = le.observations(
        "gdp", "CN-LN", start=datetime.date(2014, 1, 1), end=pd.Timestamp("2015-12-31")
    )
    assert set(same["end"].dt.year) == {2014, 2015}
    with pytest.raises(WindowError, match="lies before start"):
        le.observations("gdp", "CN-LN", start="2015", end="2014")


def test_bounds_are_half_the_last_digit() -> None:
    row = le.observations("gdp", "CN-LN", vintage="communique-2017").iloc[0]
    # 23,942.0: half of 0.1 times 100 million.
    assert (row["lower"], row["upper"]) == (2394195000000.0, 2394205000000.0)
    census = le.observations("population", "CN-LN", vintage="census-2020").iloc[0]
    assert census["lower"] == census["upper"] == 42591407.0


@pytest.mark.parametrize(
    ("region", "year", "lower", "upper"),
    [
        # In 100 million yuan, by hand: 33,182.9 and 32,612.7 have one decimal, 33,757.93 two, and
        # nothing tells whether 36,020.0 was printed with its zero.
        ("CN-LN", "2025", 33182.85e8, 33182.95e8),
        ("CN-LN", "2024", 32612.65e8, 32612.75e8),
        ("CN-CQ", "2025", 33757.925e8, 33757.935e8),
        ("CN-JX", "2025", 36019.5e8, 36020.5e8),
    ],
)
def test_a_compilation_has_the_bounds_of_each_figure_s_own_digits(
    region: str, year: str, lower: float, upper: float
) -> None:
    row = le.observations("gdp", region, vintage="first-published", start=year, end=year)
    assert (row["lower"].tolist(), row["upper"].tolist()) == ([lower], [upper])


def test_what_a_total_leaves_has_the_bounds_of_all_that_was_taken_off() -> None:
    # A total of one decimal less two parts: half its last digit and half of theirs.
    part = le.observations(
        ["gdp_primary", "gdp_secondary", "gdp_tertiary"], vintage="nbs-web-2026-03"
    )
    part = part.assign(half=(part["upper"] - part["lower"]) / 2)
    left = part[part["status"] == "E"].set_index(["region", "end"])["half"]
    printed = part[part["status"] != "E"].groupby(["region", "end"])["half"].sum()
    assert len(left) == 171
    assert (left - printed.loc[left.index]).to_numpy() == pytest.approx(0.05e8, rel=1e-3)


def test_shares_times_total_have_the_bounds_of_the_share() -> None:
    sector = le.observations(
        "gdp_secondary", "CN-LN", vintage="first-published", start="2018", end="2018"
    )
    total = le.observations("gdp", "CN-LN", vintage="first-published", start="2018", end="2018")
    assert sector["status"].tolist() == ["E"]
    half = (sector["upper"] - sector["lower"]).iloc[0] / 2
    # 0.005 percent of the total, and half the last digit of the product.
    assert half == pytest.approx(total["value"].iloc[0] * 0.00005 + 0.05e8, rel=1e-3)


def test_sectors_add_up_to_the_total() -> None:
    parts = ["gdp_primary", "gdp_secondary", "gdp_tertiary"]
    for vintage, years in (("nbs-web-2018-12", range(2002, 2012)), ("nbs-web-2024", [2023])):
        sectors = le.observations(parts, MAINLAND, vintage=vintage)
        total = le.observations("gdp", MAINLAND, vintage=vintage)
        for year in years:
            rows = sectors[sectors["end"].dt.year == year]
            added = rows.groupby("region", observed=True)["value"].sum()
            width = rows.groupby("region", observed=True)["upper"].sum() - added
            gap = (added - of_year(total, year)).abs()
            assert (gap <= width + 0.06e8).all(), (vintage, year)


def test_the_cities_do_not_add_up_to_the_province() -> None:
    # 30,067.4 against 30,209.4 hundred million yuan in 2023; a separately counted zone is likely.
    cities = le.regions("prefecture")["region"].tolist()
    found = le.observations("gdp", cities)
    province = le.observations("gdp", "CN-LN", vintage="first-published", start="2023", end="2023")
    assert len(found) == 14
    assert found["value"].sum() == pytest.approx(3006740000000.0)
    assert province["value"].tolist() == [3020940000000.0]


def test_no_northeast_is_shipped() -> None:
    assert not set(le.observations()["region"]) & {"CN-NE", "CN-NE-PLAN"}
    with pytest.raises(
        UnknownCodeError, match=r"region for gdp 'CN-NE'.*the catalogue has gdp for"
    ):
        le.observations("gdp", "CN-NE")


def test_growth_of_beijing_is_missing() -> None:
    found = le.observations("gdp", measure="growth", vintage="first-published")
    assert set(MAINLAND) - set(found["region"].astype("str")) == {"CN-BJ"}
    # Reuters, 28 January 2016: the lowest of the provinces in 2015.
    assert of_year(found, 2015).idxmin() == "CN-LN"


def test_status_of_recovered_expected_and_preliminary_rows() -> None:
    growth = le.observations("gdp", "CN-LN", measure="growth")
    status = growth.set_index([growth["vintage"].astype("str"), growth["end"].dt.year])["status"]
    assert status["first-published", 2005] == "A"
    assert status["first-published", 2016] == "E"
    assert status["work-report-2019", 2018] == "F"
    level = le.observations("gdp", "CN-LN", vintage="nbs-web-2021")
    assert level.set_index(level["end"].dt.year)["status"].loc[[2019, 2020]].tolist() == ["A", "P"]


def test_one_row_a_figure_and_vintage() -> None:
    found = le.observations()
    key = [name for name in frames.OBSERVATIONS.key if name != "source"]
    assert not found.duplicated(key).any()


def test_days_of_publication_follow_the_rules() -> None:
    found = le.observations()
    assert found["published"].notna().all()
    assert (found["published_from"] > found["end"]).all()
    assert (found["published_from"] <= found["published"]).all()
    gdp = le.observations("gdp", "CN-LN")
    row = gdp.set_index([gdp["vintage"].astype("str"), gdp["end"].dt.year])
    # The yearbook's rhythm; the bulletins of 22 November 2019 and 26 December 2024.
    assert row.loc[("nbs-web-2018-12", 2016), "published_from"] == pd.Timestamp("2017-09-01")
    assert row.loc[("nbs-web-2021", 2014), "published_from"] == pd.Timestamp("2019-11-22")
    assert row.loc[("nbs-web-2026-03", 2014), "published_from"] == pd.Timestamp("2024-12-26")
    assert row.loc[("nbs-web-2026-03", 2024), "published_from"] == pd.Timestamp("2025-09-01")
    # The years of a census: the nation's figures of 2005, 2009 and 2014.
    of_census = {2004: "2005-12-20", 2008: "2009-12-25", 2013: "2014-12-16"}
    for year, day in of_census.items():
        assert row.loc[("nbs-web-2018-12", year), "published_from"] == pd.Timestamp(day)
    known: Any = row.loc[("announcement-2009", 2009)]
    assert known["published_from"] == known["published"] == pd.Timestamp("2010-01-25")


def test_growth_as_first_published_was_out_by_the_end_of_the_next_year() -> None:
    found = le.observations("gdp", measure="growth", vintage="first-published")
    year = found["end"].dt.year + 1
    assert (found["published_from"] == pd.to_datetime(year.astype("str") + "-01-01")).all()
    assert (found["published"] == pd.to_datetime(year.astype("str") + "-12-31")).all()


def test_the_census_of_2008_is_no_answer_before_its_day() -> None:
    # 13,461.6 of the communique; 13,668.58 after the second census.
    for day, value in (("2009-12-24", 1_346_160_000_000.0), ("2009-12-25", 1_366_858_000_000.0)):
        found = le.observations("gdp", "CN-LN", as_of=day, possible=True, start=2008, end=2008)
        assert found["value"].tolist() == [value]


def test_gdp_of_liaoning_as_known_in_august_2018() -> None:
    found = le.observations("gdp", "CN-LN", as_of="2018-08-15", possible=True)
    assert found["end"].dt.year.tolist() == list(range(1993, 2018))
    assert set(catalog.benchmarks(found)) == {"census3"}
    assert not (found["status"] == "B").any()
    by_year = found.set_index(found["end"].dt.year)
    # The yearbook of 2018 was not out: the communique's figure of 2017, the final ones before.
    assert by_year["vintage"].astype("str").to_dict() == {
        year: {2015: "book-2018", 2017: "communique-2017"}.get(year, "nbs-web-2018-12")
        for year in range(1993, 2018)
    }


def test_windows_are_years_and_stocks_are_days() -> None:
    found = le.observations()
    flows = found[found["measure"] != "stock"]
    assert ((flows["start"].dt.day_of_year == 1) & (flows["end"].dt.month == 12)).all()
    stocks = found[found["measure"] == "stock"]
    assert (stocks["start"] == stocks["end"]).all()
    assert set(zip(stocks["end"].dt.month, stocks["end"].dt.day, strict=True)) == {
        (12, 31),
        (11, 1),
    }


def test_result_is_plain() -> None:
    found = le.observations(["gdp", "population"], ["CN-LN", "CN-JL"])
    assert isinstance(found.index, pd.RangeIndex)
    assert found.attrs == {}
    assert found["region"].cat.categories.tolist() == ["CN-JL", "CN-LN"]
    assert np.isfinite(found["value"]).all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"indicator": "gpd"}, r"unknown indicator 'gpd'. Mend: did you mean 'gdp'\?"),
        ({"indicator": "cpi"}, r"indicator 'cpi'. Mend: did you mean 'consumer_prices'\?$"),
        ({"indicator": "居民消费价格指数"}, r"did you mean 'consumer_prices'\?$"),
        ({"indicator": "Resident population"}, r"did you mean 'population'\?$"),
        ({"indicator": "inflatoin"}, r"did you mean 'consumer_prices'\?$"),
        ({"indicator": "gdp_growth"}, r"did you mean 'gdp'\? with measure='growth'$"),
        ({"indicator": "GDP growth rate"}, r"did you mean 'gdp'\? with measure='growth'$"),
        ({"indicator": "地区生产总值增速"}, r"did you mean 'gdp'\? with measure='growth'$"),
        ({"indicator": "growth"}, r"pass measure='growth' beside an indicator$"),
        ({"indicator": "qqqqq"}, r"unknown indicator 'qqqqq'$"),
        ({"indicator": "gdp", "region": "CN-LM"}, r"unknown region 'CN-LM'"),
        ({"indicator": "firms_new"}, r"only claims\(\) has it"),
        ({"indicator": "gdp", "measure": "rank"}, r"unknown measure of gdp 'rank'.*flow"),
        ({"indicator": "consumer_prices"}, r"measure of consumer_prices 'level'.*measure='growth'"),
        ({"measure": "price"}, r"unknown measure of the catalogue 'price'"),
        ({"indicator": "gdp", "vintage": "nbs-2018"}, r"unknown vintage 'nbs-2018'"),
        (
            {"indicator": "gdp", "region": "CN-BJ", "vintage": "book-2018"},
            r"vintage of these figures 'book-2018'.*they have first-published",
        ),
        ({"indicator": ["gdp", "population"], "region": "CN"}, r"region for population 'CN'"),
        ({"region": "KP"}, r"region for observations 'KP'"),
        ({"vintage": ["latest", "nbs-web-2021"]}, r"ask for the latest alone"),
    ],
)
def test_unknown_codes_say_what_there_is(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(UnknownCodeError, match=message):
        le.observations(**arguments)


@pytest.mark.parametrize("region", [None, "CN-LN", ["CN-LN", "CN-JL"]])
def test_figures_can_be_written_to_and_the_record_stays(region: Any) -> None:
    obs = le.observations("gdp", region)
    before = obs["value"].iloc[0]
    obs.loc[0, "value"] = -1.0
    assert le.observations("gdp", region)["value"].iloc[0] == before


def test_a_year_may_be_a_number() -> None:
    as_text = le.observations("gdp", "CN-LN", start="2016", end="2017")
    pd.testing.assert_frame_equal(le.observations("gdp", "CN-LN", start=2016, end=2017), as_text)
    with pytest.raises(WindowError, match="as_of 2018 is no day"):
        le.observations("gdp", "CN-LN", as_of=2018)


def test_the_day_of_a_moment_is_that_of_its_own_calendar() -> None:
    # At midnight in Shenyang it is still 30 January 2018 in Greenwich.
    midnight = pd.Timestamp("2018-01-31", tz="Asia/Shanghai")
    found = le.observations("gdp", "CN-LN", as_of=midnight, start="2017")
    assert found["vintage"].tolist() == ["communique-2017"]


@pytest.mark.parametrize("name", ["start", "end", "as_of"])
def test_no_day_is_refused_not_taken_for_none_of_the_rows(name: str) -> None:
    with pytest.raises(WindowError, match="NaT is no period"):
        le.observations("gdp", "CN-LN", **{name: pd.NaT})  # type: ignore[arg-type]


def test_an_empty_list_of_indicators() -> None:
    with pytest.raises(UnknownCodeError, match="None for all"):
        le.observations([])
