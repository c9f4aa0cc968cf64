"""A series as an index: by hand, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import catalog
from liaoning_econ.convert import rebase
from liaoning_econ.errors import BasisError, VintageError, WindowError
from liaoning_econ.schemas import Observations

Make: TypeAlias = Callable[..., pd.DataFrame]


@pytest.fixture(scope="module")
def years(make: Make) -> Callable[..., pd.DataFrame]:
    """A series of years from 2015 on."""

    def build(values: list[float], **columns: object) -> pd.DataFrame:
        starts = [f"{2015 + place}-01-01" for place in range(len(values))]
        ends = [f"{2015 + place}-12-31" for place in range(len(values))]
        return make(start=starts, end=ends, value=values, **columns)

    return build


def test_by_hand(years: Callable[..., pd.DataFrame]) -> None:
    obs = years([50.0, 60.0, 40.0], lower=[49.0, 58.0, 40.0], upper=[51.0, 60.0, 42.0])
    found = rebase(obs, "2015")
    assert found.value.tolist() == [100.0, 120.0, 80.0]
    assert found.lower[0] == found.upper[0] == 100.0
    assert found.lower[1] == pytest.approx(100 * 58 / 51, rel=1e-15)
    assert found.upper[1] == pytest.approx(100 * 60 / 49, rel=1e-15)
    assert found.unit.tolist() == ["1"] * 3
    assert found.measure.tolist() == ["index"] * 3
    assert found.relative_to.tolist() == ["2015"] * 3
    Observations.validate(found)


@settings(max_examples=30)
@given(values=st.lists(st.floats(0.01, 1e12), min_size=2, max_size=8), base=st.integers(0, 1))
def test_an_index_of_an_index_is_that_index(
    years: Callable[..., pd.DataFrame], values: list[float], base: int
) -> None:
    """Every period in its bounds, and no matter through which base it came."""
    obs = years(values)
    direct = rebase(obs, str(2015 + base))
    through = rebase(rebase(obs, str(2016 - base)), str(2015 + base))
    assert through.value.tolist() == pytest.approx(direct.value.tolist(), rel=1e-14)
    assert (through.lower <= direct.value).all()
    assert (direct.value <= through.upper).all()


def test_each_region_has_its_own_base() -> None:
    gdp = catalog.observations("gdp", ["CN-LN", "CN-JL"], vintage="nbs-web-2024", start="2015")
    found = rebase(gdp, "2018")
    assert found.value[found.start == "2018-01-01"].tolist() == [100.0, 100.0]
    one = rebase(gdp[gdp.region == "CN-JL"], "2018")
    assert found.value[found.region == "CN-JL"].tolist() == one.value.tolist()


def test_a_stock_in_its_year(make: Make) -> None:
    days = ["2017-12-31", "2018-12-31"]
    obs = make(measure="stock", start=days, end=days, value=[200.0, 210.0])
    assert rebase(obs, "2017").value.tolist() == [100.0, 105.0]


def test_months(make: Make) -> None:
    obs = make(
        start=["2018-01-01", "2018-02-01"], end=["2018-01-31", "2018-02-28"], value=[4.0, 5.0]
    )
    assert rebase(obs, "2018-01").value.tolist() == [100.0, 125.0]


@pytest.mark.parametrize("measure", ["growth", "share", "rank"])
def test_what_cannot_be_indexed(make: Make, measure: str) -> None:
    with pytest.raises(BasisError, match=f"a {measure} cannot be indexed: gdp.*chain a growth"):
        rebase(make(measure=measure), "2018")


def test_what_has_come_in_since_an_opening(make: Make) -> None:
    with pytest.raises(BasisError, match=r"a cumulative cannot be indexed.*per\(\) first"):
        rebase(make(measure="cumulative"), "2018")


def test_a_base_of_nothing(years: Callable[..., pd.DataFrame]) -> None:
    with pytest.raises(BasisError, match=r"the base figure is 0 for gdp of CN-LN.*and 1 more"):
        rebase(years([0.0, 2.0]), "2015")


def test_a_base_that_is_not_there(years: Callable[..., pd.DataFrame]) -> None:
    with pytest.raises(WindowError, match=r"no figure for 2014 in the series of gdp.*and 1 more"):
        rebase(years([1.0, 2.0]), "2014")
    with pytest.raises(WindowError, match="is no period"):
        rebase(years([1.0, 2.0]), "then")


def test_a_base_on_another_benchmark() -> None:
    gdp = catalog.observations("gdp", "CN-LN", vintage=["nbs-web-2018-12", "nbs-web-2026-03"])
    with pytest.raises(
        VintageError, match=r"1995 is there on the benchmark of nbs-web-2018-12 only"
    ):
        rebase(gdp, "1995")


def test_two_releases_that_differ(years: Callable[..., pd.DataFrame]) -> None:
    both = pd.concat(
        [
            years([1.0, 2.0], vintage="nbs-web-2018-12"),
            years([1.1, 2.0], vintage="nbs-web-2020-05"),
        ]
    )
    with pytest.raises(VintageError, match=r"two releases differ for 2015: .*keep one vintage"):
        rebase(both, "2015")


def test_releases_of_one_benchmark_are_one_series(years: Callable[..., pd.DataFrame]) -> None:
    both = pd.concat(
        [
            years([1.0, 2.0], vintage="nbs-web-2018-12"),
            years([1.0, 2.0, 3.0], vintage="nbs-web-2020-05"),
        ]
    )
    assert rebase(both, "2015").value.tolist() == [100.0, 200.0, 100.0, 200.0, 300.0]


def test_windows_of_unlike_length(make: Make) -> None:
    obs = make(start=["2017-01-01", "2018-01-01"], end=["2017-12-31", "2018-01-31"])
    with pytest.raises(WindowError, match=r"unlike length in one series: gdp.*with per\(\)"):
        rebase(obs, "2017")


def test_several_stocks_in_one_year(make: Make) -> None:
    days = ["2018-06-30", "2018-12-31"]
    obs = make(measure="stock", start=days, end=days)
    with pytest.raises(WindowError, match=r"several figures lie in 2018: .*its last month"):
        rebase(obs, "2018")


def test_an_empty_frame_stays_empty(make: Make) -> None:
    assert rebase(make().iloc[:0], "2018").empty


def test_a_base_year_may_be_a_number() -> None:
    gdp = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024", start="2015", end="2016")
    pd.testing.assert_frame_equal(rebase(gdp, 2015), rebase(gdp, "2015"))  # type: ignore[arg-type]
