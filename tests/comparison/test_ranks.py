"""Ranks: known ones, intervals where a region is missing or bounds overlap, a slow oracle."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ.errors import (
    BasisError,
    ComparisonError,
    SchemaError,
    UnitError,
    VintageError,
    WindowError,
)
from liaoning_econ.frames import OBSERVATIONS
from liaoning_econ.validation import check

Rows = Callable[..., pd.DataFrame]
NORTHEAST = ["CN-LN", "CN-JL", "CN-HL"]


def places(ranked: pd.DataFrame) -> list[tuple[float, float, float]]:
    return list(zip(ranked["value"], ranked["lower"], ranked["upper"], strict=True))


def test_known_ranks(provinces: pd.DataFrame, known_comparisons: list[dict[str, str]]) -> None:
    growth = le.observations("gdp", measure="growth", vintage="first-published")
    growth = growth[growth["region"].isin(le.regions("province")["region"])]
    ranked = {"gdp": le.rank(provinces), "growth": le.rank(growth)}
    found = [row for row in known_comparisons if row["what"] == "rank"]
    assert len(found) == 4
    for row in found:
        series, vintage = row["left"].split("/")
        table = ranked[series]
        here = (table["region"] == row["right"]) & (table["vintage"] == vintage)
        one = table[here & (table["end"].dt.year == int(row["per"]))]
        expected = tuple(float(row[name]) for name in ("value", "lower", "upper"))
        assert places(one) == [expected], row["source"]


def test_only_liaoning_shrank_in_2016() -> None:
    # -2.5 percent; Beijing's growth is missing (data notes), so that 30 provinces are known.
    growth = le.observations("gdp", measure="growth", vintage="first-published", start="2016")
    growth = growth[(growth["end"].dt.year == 2016) & (growth["region"] != "CN")]
    assert len(growth) == 30
    assert growth.loc[growth["value"] < 0, "region"].tolist() == ["CN-LN"]
    ranked = le.rank(growth)
    assert ranked.loc[ranked["region"] == "CN-LN", ["value", "upper"]].to_numpy().tolist() == [
        [30.0, 31.0]
    ]
    assert (ranked["upper"] - ranked["value"] >= 1).all()  # Beijing may stand above any of them


def test_a_release_that_holds_one_region_alone_is_no_list() -> None:
    growth = le.observations("gdp", measure="growth", start="2016", end="2016")
    assert "announcement-2016" in set(growth["vintage"])  # of Liaoning alone
    growth = growth[growth["region"] != "CN"]
    ranked = le.rank(growth)
    assert set(ranked["vintage"]) == {"first-published"}
    assert len(ranked) == 30
    with pytest.raises(BasisError, match=r"no list has two regions: CN-LN, 2016.*pass the peers"):
        le.rank(growth[growth["vintage"] == "announcement-2016"])


def test_a_region_of_another_list_still_counts_as_missing(rows: Rows) -> None:
    # By hand: X-3 is known for 2017 alone, so that in 2018 it may stand anywhere.
    obs = rows(
        region=["X-3", "X-1", "X-2"],
        start=["2017-01-01", "2018-01-01", "2018-01-01"],
        end=["2017-12-31", "2018-12-31", "2018-12-31"],
        value=[9.0, 2.0, 1.0],
    )
    ranked = le.rank(obs)
    assert ranked["region"].tolist() == ["X-1", "X-2"]
    assert places(ranked) == [(1, 1, 2), (2, 2, 3)]


@pytest.mark.parametrize("column", ["start", "end"])
def test_a_figure_without_its_days_has_no_place(rows: Rows, column: str) -> None:
    obs = rows(region=NORTHEAST)
    obs.loc[1, column] = pd.NaT
    with pytest.raises(WindowError, match=r"days of CN-JL.* not known, row 1 \(1 in all\)") as e:
        le.rank(obs, among=NORTHEAST)
    assert e.value.rows is not None
    assert e.value.rows["region"].tolist() == ["CN-JL"]
    days = rows(region=NORTHEAST, measure="duration", unit="day", start=None, end=None)
    assert le.rank(days, among=NORTHEAST)["value"].tolist() == [1, 1, 1]


def test_the_result_is_a_rank_of_unit_1_with_the_columns_of_observations(rows: Rows) -> None:
    obs = rows(region=NORTHEAST, value=[3.0, 2.0, 1.0], note="mine")
    obs.index = pd.Index([7, 7, 9])
    before = obs.copy()
    ranked = le.rank(obs, among=NORTHEAST)
    check(ranked, OBSERVATIONS)
    assert set(ranked["measure"]) == {"rank"}
    assert set(ranked["unit"]) == {"1"}
    assert ranked["value"].tolist() == [1, 2, 3]
    pd.testing.assert_frame_equal(obs, before)


def test_ties_share_the_better_place_and_ascending_turns_the_list(rows: Rows) -> None:
    obs = rows(region=["CN-LN", "CN-JL", "CN-HL", "CN-NM"], value=[5.0, 3.0, 3.0, 1.0])
    among = [*NORTHEAST, "CN-NM"]
    assert le.rank(obs, among=among)["value"].tolist() == [1, 2, 2, 4]
    assert le.rank(obs, among=among, ascending=True)["value"].tolist() == [4, 2, 2, 1]


def test_overlapping_bounds_give_an_interval(rows: Rows) -> None:
    # By hand: 10 (9-11) and 9.5 (8.5-10.5) overlap, 3 stands apart.
    obs = rows(
        region=NORTHEAST, value=[10.0, 9.5, 3.0], lower=[9.0, 8.5, 3.0], upper=[11.0, 10.5, 3.0]
    )
    assert places(le.rank(obs, among=NORTHEAST)) == [(1, 1, 2), (2, 1, 2), (3, 3, 3)]


def test_a_missing_region_may_stand_anywhere(rows: Rows) -> None:
    obs = rows(region=["CN-LN", "CN-JL"], value=[2.0, 1.0])
    assert places(le.rank(obs, among=NORTHEAST)) == [(1, 1, 2), (2, 2, 3)]
    # Two of 31 provinces: 29 are missing.
    assert places(le.rank(obs)) == [(1, 1, 30), (2, 2, 31)]


def test_cities_are_ranked_among_those_of_their_province(rows: Rows) -> None:
    cities = rows(region=["CN-LN-DALIAN", "CN-LN-SHENYANG"], value=[2.0, 1.0])
    assert le.rank(cities)["upper"].tolist() == [13, 14]  # 14 cities


def test_places_of_ones_own_are_ranked_among_themselves(rows: Rows) -> None:
    assert places(le.rank(rows(region=["X-1", "X-2"], value=[1.0, 2.0]))) == [(2, 2, 2), (1, 1, 1)]


def test_every_whole_vintage_is_a_list_of_its_own(rows: Rows) -> None:
    obs = rows(
        region=NORTHEAST * 2,
        value=[3.0, 2.0, 1.0, 1.0, 2.0, 3.0],
        vintage=["old"] * 3 + ["new"] * 3,
    )
    assert le.rank(obs, among=NORTHEAST)["value"].tolist() == [1, 2, 3, 3, 2, 1]


def test_a_list_pieced_together_from_two_benchmarks_is_refused(provinces: pd.DataFrame) -> None:
    old = provinces[(provinces["vintage"] == "nbs-web-2018-12") & (provinces["region"] == "CN-LN")]
    new = provinces[(provinces["vintage"] == "nbs-web-2021") & (provinces["region"] == "CN-JL")]
    both = le.concat([old[old["end"].dt.year == 2012], new[new["end"].dt.year == 2012]])
    with pytest.raises(
        VintageError, match=r"benchmarks \['census3', 'census4'\].*one vintage"
    ) as e:
        le.rank(both)
    assert e.value.rows is not None
    assert len(e.value.rows) == 2


def test_two_vintages_of_one_benchmark_make_one_list(provinces: pd.DataFrame) -> None:
    # The two releases agree in every common final cell (data notes), so does the rank.
    of_year = provinces[provinces["end"].dt.year == 2012]
    new = of_year[of_year["vintage"] == "nbs-web-2024"]
    mixed = le.concat(
        [
            of_year[(of_year["vintage"] == "nbs-web-2021") & (of_year["region"] == "CN-LN")],
            new[new["region"] != "CN-LN"],
        ]
    )
    whole = le.rank(new).set_index("region")["value"]
    assert le.rank(mixed).set_index("region")["value"].to_dict() == whole.to_dict()


def test_refusals_name_the_rows_and_the_mend(rows: Rows) -> None:
    with pytest.raises(ComparisonError, match=r"different levels.*country, province.*isin"):
        le.rank(rows(region=["CN", "CN-LN"]))
    with pytest.raises(UnitError, match=r"\['CNY', 'USD'\] in one list.*to_currency"):
        le.rank(rows(region=["CN-LN", "CN-JL"], unit=["CNY", "USD"]))
    with pytest.raises(ComparisonError, match="several figures of CN-LN in one list"):
        le.rank(rows(region=["CN-LN", "CN-LN"], source=["a", "b"]))
    with pytest.raises(ComparisonError, match=r"outside among: \['CN-JL'\].*filter"):
        le.rank(rows(region=["CN-LN", "CN-JL"]), among=["CN-LN"])
    with pytest.raises(SchemaError, match=r"a value or bound is missing.*never NaN"):
        le.rank(rows(region=["CN-LN", "CN-JL"], value=[1.0, np.nan]))
    with pytest.raises(SchemaError, match="'region'"):
        le.rank(rows().drop(columns="region"))


def test_a_list_is_known_when_its_last_figure_is(rows: Rows) -> None:
    obs = rows(
        region=NORTHEAST * 2,
        start=["2017-01-01"] * 3 + ["2018-01-01"] * 3,
        end=["2017-12-31"] * 3 + ["2018-12-31"] * 3,
        published_from="2018-01-01",
        published=["2019-02-01", "2019-03-01", "2019-01-01", "2020-02-01", None, "2020-01-01"],
    )
    published = le.rank(obs)["published"]
    assert published.iloc[:3].tolist() == [pd.Timestamp("2019-03-01")] * 3
    assert published.iloc[3:].isna().all()


def test_no_rows_stay_no_rows(rows: Rows) -> None:
    assert le.rank(rows().iloc[:0]).empty


FIGURES = st.lists(
    st.tuples(st.integers(-5, 5), st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=14
)


@settings(max_examples=40)
@given(figures=FIGURES, missing=st.integers(0, 3), ascending=st.booleans())
def test_against_a_slow_plain_version(
    rows: Rows, figures: list[tuple[int, int, int]], missing: int, *, ascending: bool
) -> None:
    value = [float(one) for one, _, _ in figures]
    lower = [float(one - below) for one, below, _ in figures]
    upper = [float(one + above) for one, _, above in figures]
    names = [f"X-{number}" for number in range(len(figures))]
    others = [f"Y-{number}" for number in range(missing)]
    obs = rows(region=names, value=value, lower=lower, upper=upper)
    found = le.rank(obs, ascending=ascending, among=[*names, *others])
    for here, place in enumerate(places(found)):
        rest = [there for there in range(len(names)) if there != here]
        if ascending:
            known = sum(value[there] < value[here] for there in rest)
            surely = sum(upper[there] < lower[here] for there in rest)
            maybe = sum(lower[there] < upper[here] for there in rest)
        else:
            known = sum(value[there] > value[here] for there in rest)
            surely = sum(lower[there] > upper[here] for there in rest)
            maybe = sum(upper[there] > lower[here] for there in rest)
        assert place == (1 + known, 1 + surely, 1 + maybe + missing)


@settings(max_examples=10)
@given(order=st.permutations(range(6)))
def test_order_is_no_matter(rows: Rows, order: list[int]) -> None:
    obs = rows(region=[f"X-{n}" for n in range(6)], value=[5.0, 1.0, 4.0, 4.0, 2.0, 0.0])
    ranked = le.rank(obs).set_index("region")["value"]
    turned = le.rank(obs.iloc[order]).set_index("region")["value"]
    assert turned.to_dict() == ranked.to_dict()
