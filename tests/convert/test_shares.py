"""Parts of a whole: Liaoning in the provinces, sectors in GDP, and every refusal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import catalog
from liaoning_econ.convert import share_of
from liaoning_econ.convert.perimeters import around, holder
from liaoning_econ.errors import BasisError, UnitError, VintageError, WindowError
from liaoning_econ.schemas import Observations

Make: TypeAlias = Callable[..., pd.DataFrame]


def test_liaoning_in_the_31_provinces(make: Make, figures: dict[str, Any]) -> None:
    for known in figures["share_of_31"]:
        year = str(known["year"])
        gdp = catalog.observations("gdp", vintage=known["vintage"], start=year, end=year)
        gdp = gdp[gdp.region != "CN"]
        assert len(gdp) == 31
        total = make(
            region="CN",
            value=gdp.value.sum(),
            start=f"{year}-01-01",
            end=f"{year}-12-31",
            vintage=known["vintage"],
        )
        found = share_of(gdp, total)
        liaoning = found[found.region == "CN-LN"].iloc[0]
        assert round(liaoning.value, 1) == known["percent"]
        assert (liaoning.unit, liaoning.measure, liaoning.relative_to) == (
            "percent",
            "share",
            "country",
        )
        assert found.value.sum() == pytest.approx(100, rel=1e-14)


def test_sectors_as_the_communique_has_them(figures: dict[str, Any]) -> None:
    whole = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2024", start="2023")
    sectors = [
        catalog.observations(f"gdp_{name}", "CN-LN", vintage="nbs-web-2024", start="2023")
        for name in ("primary", "secondary", "tertiary")
    ]
    found = share_of(pd.concat(sectors), whole)
    assert found.value.round(1).tolist() == figures["sectors_2023"]["percent"]
    assert found.relative_to.tolist() == ["gdp"] * 3
    Observations.validate(found)


@settings(max_examples=30)
@given(st.lists(st.floats(0.01, 1e12), min_size=1, max_size=20))
def test_shares_of_all_parts_add_to_100(make: Make, parts: list[float]) -> None:
    names = [f"CN-{place:02d}" for place in range(len(parts))]
    found = share_of(make(region=names, value=parts), make(region="CN", value=float(np.sum(parts))))
    assert found.value.sum() == pytest.approx(100, rel=1e-12)
    assert (found.lower <= found.value).all()
    assert (found.value <= found.upper).all()


def test_bounds_by_hand(make: Make) -> None:
    part = make(indicator="gdp_primary", value=20.0, lower=18.0, upper=21.0)
    whole = make(value=100.0, lower=90.0, upper=120.0)
    found = share_of(part, whole).iloc[0]
    # 18 / 120 and 21 / 90.
    assert (found.lower, found.value) == (15.0, 20.0)
    assert found.upper == pytest.approx(100 * 21 / 90, rel=1e-15)


def test_a_unit_that_differs_by_a_factor(make: Make) -> None:
    part = make(indicator="projects", measure="rate", unit="firm/month", value=1.0)
    whole = make(indicator="firms_new", measure="rate", unit="firm/year", value=48.0)
    assert share_of(part, whole).value[0] == pytest.approx(25.0, rel=1e-15)


def test_the_nearest_whole_is_taken(make: Make) -> None:
    totals = make(region=["CN", "CN-NE", "CN-LN"], value=[1000.0, 200.0, 100.0])
    parts = make(region=["CN-LN-DALIAN", "CN-LN", "CN-GD", "CN-NE"], value=10.0)
    found = share_of(parts, totals)
    assert found.value.tolist() == [10.0, 5.0, 1.0, 1.0]
    assert found.relative_to.tolist() == ["province", "CN-NE", "country", "country"]


def test_another_concept_of_another_region(make: Make) -> None:
    found = share_of(make(indicator="stimulus", region="CN-NE"), make(region="CN", value=400.0))
    assert (found.value[0], found.relative_to[0]) == (25.0, "CN:gdp")


def test_a_part_is_out_when_its_whole_is(make: Make) -> None:
    whole = make(region="CN", published_from="2019-02-01", published="2019-02-28")
    found = share_of(make(), whole).iloc[0]
    assert (found.published_from, found.published) == (
        pd.Timestamp("2019-02-01"),
        pd.Timestamp("2019-02-28"),
    )


def test_repeated_figures_of_one_benchmark_are_one_whole(make: Make) -> None:
    part = make(indicator="gdp_primary", vintage="nbs-web-2021", value=10.0)
    whole = make(vintage=["nbs-web-2024", "nbs-web-2018-12"], value=[100.0, 120.0])
    # 2018 of nbs-web-2021 and of nbs-web-2024 are both after the fourth census.
    assert share_of(part, whole).value[0] == 10.0


def test_which_region_holds_which() -> None:
    assert around("CN-LN-FTZ-DALIAN")[:2] == ["CN-LN-FTZ", "CN-FTZ-12"]
    assert around("CN") == []
    assert holder("CN-LN", ["CN-LN", "CN"], itself=False) == "CN"
    assert holder("CN-LN", ["CN-LN", "CN"], itself=True) == "CN-LN"
    assert holder("CN-LN", ["CN-LN"], itself=False) == "CN-LN"
    assert holder("JP", ["CN"], itself=True) == ""
    # A place that the catalogue does not have may lie anywhere, if there is one place only.
    assert holder("XX-01", ["XX"], itself=True) == "XX"
    assert holder("XX-01", ["XX", "YY"], itself=True) == ""


@pytest.mark.parametrize("measure", ["growth", "share", "index", "duration"])
def test_what_is_no_part(make: Make, measure: str) -> None:
    with pytest.raises(BasisError, match=f"obs: a {measure} is no part and no whole: gdp"):
        share_of(make(measure=measure), make(region="CN"))
    with pytest.raises(BasisError, match=f"total: a {measure} is no part"):
        share_of(make(), make(region="CN", measure=measure))


def test_a_whole_of_nothing(make: Make) -> None:
    with pytest.raises(BasisError, match=r"the whole is 0 in gdp of CN .*of total"):
        share_of(make(), make(region="CN", value=0.0))


def test_regions_that_lie_elsewhere(make: Make) -> None:
    with pytest.raises(BasisError, match=r"CN does not lie in CN-JL or CN-LN: .*parents"):
        share_of(make(region="CN"), make(region=["CN-LN", "CN-JL"]))
    with pytest.raises(BasisError, match="JP does not lie in CN"):
        share_of(make(region="JP"), make(region="CN"))


def test_indicators_that_total_lacks(make: Make) -> None:
    total = make(indicator=["gdp", "tax_revenue"], region="CN")
    with pytest.raises(BasisError, match=r"total has no trade_goods, and not one other .*keep one"):
        share_of(make(indicator="trade_goods"), total)
    total = make(indicator=["gdp", "tax_revenue"], region=["CN-LN", "CN"])
    with pytest.raises(BasisError, match="no row of that indicator in that region"):
        share_of(
            make(indicator=["tax_revenue"], region=["CN-LN"]),
            total.iloc[[0, 1, 1]].assign(region=["CN-LN", "CN-LN-DALIAN", "CN-LN-DALIAN"]),
        )


def test_other_windows(make: Make) -> None:
    with pytest.raises(WindowError, match=r"no row with the same days: gdp of CN-LN \(2018-01-01"):
        share_of(make(), make(region="CN", end="2018-06-30"))


@pytest.mark.parametrize("day", ["start", "end"])
def test_windows_without_days(make: Make, day: str) -> None:
    part = make(region=["CN-LN", "CN-JL"])
    part.loc[1, day] = pd.NaT
    with pytest.raises(
        WindowError, match=r"obs: windows that lack a day: gdp of CN-JL.*dropna"
    ) as e:
        share_of(part, make(region="CN"))
    assert e.value.rows is not None
    assert e.value.rows["region"].tolist() == ["CN-JL"]
    # Two unknown windows are not one window.
    with pytest.raises(WindowError, match="total: windows that lack a day"):
        share_of(make(), make(region="CN", start=None, end=None))


@pytest.mark.parametrize(("column", "other"), [("measure", "stock"), ("prices", "constant_2015")])
def test_another_measure_or_other_prices(make: Make, column: str, other: str) -> None:
    with pytest.raises(
        BasisError, match=rf"total has no row with the same {column} \((flow|current)"
    ):
        share_of(make(), make(region="CN", **{column: other}))


def test_two_offices(make: Make) -> None:
    zone = make(indicator="firms_new", basis="zone_registrations", unit="firm")
    with pytest.raises(
        BasisError, match=r"zone_registrations are no part of customs_registrations"
    ):
        share_of(zone, zone.assign(region="CN", basis="customs_registrations"))
    # An office that is not named is not another one.
    assert share_of(zone, zone.assign(region="CN", basis="unstated")).value[0] == 100


def test_other_benchmarks() -> None:
    part = catalog.observations("gdp", "CN-LN", vintage="nbs-web-2018-12", start="2017")
    whole = catalog.observations("gdp", "CN", vintage="nbs-web-2024")
    with pytest.raises(
        VintageError, match=r"benchmark census3 \(nbs-web-2018-12\), the whole on c"
    ):
        share_of(part, whole)


def test_several_wholes(make: Make) -> None:
    total = make(region="CN", vintage=["one", "two"], value=[100.0, 200.0])
    same = make(region="CN", vintage="one", source=["here", "there"], value=[100.0, 200.0])
    with pytest.raises(VintageError, match=r"several rows of total would do: gdp of CN-LN"):
        share_of(make(vintage=["one", "one"], region=["CN-LN", "CN-JL"]), same)
    part = make(indicator="tax_revenue", vintage="mine")
    with pytest.raises(VintageError, match=r"several rows of total would do: tax_revenue"):
        share_of(part, total)


def test_units_of_two_kinds(make: Make) -> None:
    with pytest.raises(UnitError, match=r"CNY are no part of USD: gdp of CN-LN.*to_currency"):
        share_of(make(), make(region="CN", unit="USD"))
    with pytest.raises(UnitError, match="firm are no part of CNY"):
        share_of(make(unit="firm", indicator="firms_new"), make(region="CN"))


def test_empty_frames(make: Make) -> None:
    assert share_of(make().iloc[:0], make(region="CN")).empty
    with pytest.raises(BasisError, match="not one other indicator but no rows"):
        share_of(make(), make(region="CN").iloc[:0])
