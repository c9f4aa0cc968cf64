"""For one head: the yearbooks' own figures, which population is taken, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import pandas as pd
import pytest

from liaoning_econ import catalog
from liaoning_econ.convert import per_capita, population_used
from liaoning_econ.errors import BasisError, UnitError, VintageError, WindowError
from liaoning_econ.schemas import Observations

Make: TypeAlias = Callable[..., pd.DataFrame]
Claim: TypeAlias = Callable[[str], pd.DataFrame]


@pytest.fixture
def people(make: Make) -> pd.DataFrame:
    """1,000 persons at the end of 2017, 1,200 at the end of 2018."""
    days = ["2017-12-31", "2018-12-31"]
    return make(
        indicator="population",
        measure="stock",
        basis="resident_year_end",
        prices="none",
        unit="person",
        start=days,
        end=days,
        value=[1000.0, 1200.0],
        lower=[990.0, 1190.0],
        upper=[1010.0, 1210.0],
        published_from=["2018-02-01", "2019-02-01"],
        published=["2018-02-01", "2019-02-01"],
    )


def test_gdp_for_one_head_as_the_yearbooks_have_it(figures: dict[str, Any]) -> None:
    for known in figures["per_capita"]:
        gdp = catalog.observations(
            "gdp", known["region"], vintage=known["vintage"], start=str(known["year"])
        ).head(1)
        found = per_capita(gdp).iloc[0]
        assert round(found.value) == known["yuan"]
        assert found.lower <= known["yuan"] <= found.upper
        assert found.unit == "CNY/person"


def test_a_flow_by_hand(make: Make, people: pd.DataFrame) -> None:
    obs = make(value=110_000.0, lower=100_000.0, upper=120_000.0)
    found = per_capita(obs, people).iloc[0]
    # 110,000 over the mean of 1,000 and 1,200; bounds over 1,110 and 1,090.
    assert found.value == 100.0
    assert found.lower == pytest.approx(100_000 / 1_110, rel=1e-15)
    assert found.upper == pytest.approx(120_000 / 1_090, rel=1e-15)
    # Out when the later population was, on 1 February 2019.
    assert str(found.published.date()) == "2019-02-01"
    Observations.validate(per_capita(obs, people))


def test_a_stock_over_the_population_of_its_day(make: Make, people: pd.DataFrame) -> None:
    obs = make(measure="stock", start="2018-12-31", end="2018-12-31", unit="firm", value=600.0)
    found = per_capita(obs, people).iloc[0]
    assert (found.value, found.unit) == (0.5, "firm/person")
    used = population_used(obs, people).iloc[0]
    assert used.opening == used.closing == pd.Timestamp("2018-12-31")


def test_which_population_is_taken() -> None:
    """That of the benchmark which was out when the figure was: 43.7 million, later 43.2."""
    gdp = catalog.observations("gdp", "CN-LN", start="2017", end="2017")
    used = population_used(gdp).assign(of=gdp.vintage.astype(str)).set_index("of")
    assert used.loc["nbs-web-2018-12", "benchmark"] == "before_census2020"
    assert used.loc["nbs-web-2018-12", "value"] == (43_778_000 + 43_689_000) / 2
    assert used.loc["nbs-web-2024", "benchmark"] == "after_census2020"
    assert used.loc["nbs-web-2024", "value"] == (43_270_000 + 43_120_000) / 2
    assert str(used.opening.iloc[0].date()) == "2016-12-31"
    assert str(used.closing.iloc[0].date()) == "2017-12-31"


def test_a_figure_without_publication_takes_the_latest(make: Make) -> None:
    obs = make(published=None, published_from=None, start="2017-01-01", end="2017-12-31")
    used = population_used(obs).iloc[0]
    assert (used.benchmark, used.vintage) == ("after_census2020", "nbs-web-2025")


def test_the_northeast_is_the_sum_of_its_provinces(article: Claim) -> None:
    """1.6 trillion yuan over the mean of the three provinces at the end of 2015 and of 2018."""
    people = catalog.observations("population", vintage="nbs-web-2020")
    people = people[people.region.isin(["CN-LN", "CN-JL", "CN-HL"])]
    total = sum(people.value[people.end == day].sum() for day in ("2015-12-31", "2018-12-31")) / 2
    found = per_capita(article("S23")).iloc[0]
    assert found.value == 1.6e12 / total
    assert 14_000 < found.lower < found.upper < 15_300


def test_a_wider_plan_is_no_sum_of_provinces(make: Make) -> None:
    """The plans' Northeast has a part of Inner Mongolia in it, which has no code."""
    with pytest.raises(BasisError, match="no population of CN-NE-PLAN"):
        per_capita(make(region="CN-NE-PLAN", start="2016-01-01", published="2019-01-20"))


def test_many_regions_at_once() -> None:
    gdp = catalog.observations("gdp", vintage="nbs-web-2021", start="2001", end="2019")
    gdp = gdp[gdp.region != "CN"]
    found = per_capita(gdp)
    assert len(found) == 31 * 19
    one = gdp[(gdp.region == "CN-GD") & (gdp.start == "2010-01-01")]
    here = found[(found.region == "CN-GD") & (found.start == "2010-01-01")]
    assert per_capita(one).value[0] == here.value.iloc[0]


def test_two_releases_of_one_benchmark(make: Make, people: pd.DataFrame) -> None:
    """The later holds, wherever it stands."""
    both = pd.concat(
        [people.assign(value=5000.0, upper=5000.0, published=pd.Timestamp("2019-06-01")), people]
    )
    assert population_used(make(), both).value[0] == 5000.0


@pytest.mark.parametrize("measure", ["rate", "growth", "share", "duration", "index"])
def test_what_cannot_be_spread(make: Make, measure: str) -> None:
    with pytest.raises(BasisError, match=rf"a {measure} cannot be spread over heads: gdp of CN-LN"):
        per_capita(make(measure=measure))


def test_persons_for_one_person(people: pd.DataFrame) -> None:
    with pytest.raises(UnitError, match=r"say nothing: population.*share_of\(\)"):
        per_capita(people)


def test_population_that_is_none(make: Make) -> None:
    with pytest.raises(UnitError, match="population is not in persons: gdp of CN-LN"):
        per_capita(make(), make())
    with pytest.raises(BasisError, match="population is no stock"):
        per_capita(make(), make(unit="person"))


def test_regions_without_population(make: Make, people: pd.DataFrame) -> None:
    for population in (None, people):
        with pytest.raises(BasisError, match=r"no population of CN-LN-FTZ: .*a wider or narrower"):
            per_capita(make(region="CN-LN-FTZ"), population)


def test_days_without_population(make: Make, people: pd.DataFrame) -> None:
    with pytest.raises(WindowError, match=r"no population of CN-LN on 2016-12-31: .*days before"):
        per_capita(make(start="2017-01-01", end="2017-12-31"), people)
    with pytest.raises(WindowError, match=r"on 1991-12-31 in the releases 'after_census2020'"):
        per_capita(make(start="1992-01-01", end="1992-12-31", published="2023-01-01"))


def test_population_on_two_benchmarks(make: Make) -> None:
    people = catalog.observations("population", "CN-LN")
    with pytest.raises(VintageError, match=r"two benchmarks, .*census2020.*keep one vintage"):
        per_capita(make(), people)


def test_opening_and_closing_on_unlike_benchmarks(make: Make, people: pd.DataFrame) -> None:
    people = people.assign(vintage=["old", "new"])
    with pytest.raises(VintageError, match=r"opening population is on the benchmark old.* on new"):
        per_capita(make(), people)


def test_an_empty_frame_stays_empty(make: Make) -> None:
    assert per_capita(make().iloc[:0]).empty
