"""Trend and cycle: what Stata, R and Hamilton's own program gave, laws of each method, refusals."""

from __future__ import annotations

import tomllib
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaoning_econ import catalog, concat
from liaoning_econ.errors import (
    SchemaError,
    TrendError,
    TrendWarning,
    UnknownCodeError,
    VintageError,
    WindowError,
)
from liaoning_econ.schemas import Cycles
from liaoning_econ.trends.cycles import decompose
from tests.trends.made_series import series, side_by_side

FIGURES = st.lists(st.integers(1, 10**6), min_size=25, max_size=40, unique=True)
METHODS = ["hp", "hp_one_sided", "hamilton", "bk", "cf", "stl"]
# Of the newest cycles' own noise other tests speak.
quiet = pytest.mark.filterwarnings("ignore::liaoning_econ.errors.TrendWarning")


@pytest.fixture(scope="module")
def printed(known: Path) -> dict[str, Any]:
    files = [known / name for name in ("filters.toml", "cycles.toml")]
    return {k: v for file in files for k, v in tomllib.loads(file.read_text("utf-8")).items()}


def waves(periods: int = 30) -> list[float]:
    """Figures that go up and down about a line."""
    place = np.arange(periods)
    return list(100 + 3 * place + 10 * np.sin(place) + 5 * np.cos(place * 2.3))


@quiet
def test_hp_as_stata_gave_it(printed: dict[str, Any]) -> None:
    found = decompose(series(printed["hp"]["y"], first="1959Q1", per_year=4))
    np.testing.assert_allclose(found["cycle"], printed["hp"]["cycle"], atol=2e-6)
    np.testing.assert_allclose(found["trend"], printed["hp"]["trend"], atol=2e-6)
    assert found["parameters"].unique().tolist() == ["lamb 1600"]
    assert found["start"].iloc[[0, -1]].dt.strftime("%Y-%m").tolist() == ["1959-01", "2009-07"]


def test_hamilton_as_his_own_program_gave_it(printed: dict[str, Any]) -> None:
    wanted = printed["hamilton"]
    obs = series(wanted["employees"], first="1947Q1", per_year=4, unit="person")
    found = decompose(obs, "hamilton", log=True)
    cycle = 100 * found["cycle"].to_numpy()
    assert np.isnan(cycle[:11]).all()
    first, last = wanted["first_cycles"], wanted["last_cycles"]
    np.testing.assert_allclose(cycle[11 : 11 + len(first)], first, atol=1e-6)
    np.testing.assert_allclose(cycle[-len(last) :], last, atol=1e-6)
    assert found["parameters"].unique().tolist() == ["h 8, p 4, of logarithms"]
    # The spread that the paper's table prints.
    assert cycle[11:].std(ddof=1) == pytest.approx(
        printed["hamilton_table_2"]["cycle_sd"], abs=0.005
    )


def test_baxter_and_king_as_stata_gave_it(printed: dict[str, Any]) -> None:
    wanted = printed["bk"]
    found = decompose(series(wanted["y"], first="1959Q1", per_year=4), "bk")
    cycle = found["cycle"].to_numpy()
    np.testing.assert_allclose(cycle[12:-12], wanted["cycle"], atol=5e-5)
    lost = np.isnan(cycle) & np.isnan(found["trend"].to_numpy())
    assert np.flatnonzero(~lost).tolist() == list(range(12, len(cycle) - 12))
    assert found["parameters"].unique().tolist() == ["low 6, high 32, k 12"]


def test_christiano_and_fitzgerald_as_r_gave_it(printed: dict[str, Any]) -> None:
    wanted = printed["cf"]
    found = decompose(series(wanted["y"], first="1959Q2", per_year=4, unit="percent"), "cf")
    np.testing.assert_allclose(found["cycle"], wanted["cycle"], atol=1e-8)


def test_hp_by_hand() -> None:
    # The second difference of 0, 3, 0 is -6; over 1 / lamb + 6 = 8 it is -0.75 times 1, -2, 1.
    found = decompose(series([0, 3, 0]), lamb=0.5)
    assert found["cycle"].tolist() == pytest.approx([-0.75, 1.5, -0.75])
    assert found["trend"].tolist() == pytest.approx([0.75, 1.5, 0.75])
    assert found["value"].tolist() == [0, 3, 0]
    assert found["season"].tolist() == [0, 0, 0]


def test_stl_takes_a_line_and_a_season_apart() -> None:
    # Local lines through a line, and through what repeats, leave nothing over.
    season = np.tile([3.0, -1, -4, 2], 6)
    line = 50 + 2.0 * np.arange(24)
    found = decompose(series((line + season).tolist(), first="2000Q1", per_year=4), "stl")
    np.testing.assert_allclose(found["trend"], line, atol=1e-9)
    np.testing.assert_allclose(found["season"], season, atol=1e-9)
    np.testing.assert_allclose(found["cycle"], 0, atol=1e-9)
    assert found["parameters"].unique().tolist() == ["period 4"]


@settings(max_examples=20)
@given(values=FIGURES)
def test_stl_against_statsmodels(values: list[int]) -> None:
    from statsmodels.tsa.seasonal import STL

    wanted = STL(np.asarray(values, dtype=float), period=12).fit()
    found = decompose(series(values, first="2000-01", per_year=12), "stl")
    np.testing.assert_allclose(found["trend"], wanted.trend)
    np.testing.assert_allclose(found["season"], wanted.seasonal)
    np.testing.assert_allclose(found["cycle"], wanted.resid, atol=1e-6)


@pytest.mark.parametrize(
    ("per_year", "first", "method", "told"),
    [
        (1, "1960", "hp", "lamb 6.25"),
        (12, "1960-01", "hp_one_sided", "lamb 129600"),
        (1, "1960", "hamilton", "h 2, p 1"),
        (12, "1960-01", "hamilton", "h 24, p 12"),
        (1, "1960", "bk", "low 2, high 8, k 3"),
        (12, "1960-01", "bk", "low 18, high 96, k 36"),
        (1, "1960", "cf", "low 2, high 8"),
        (12, "1960-01", "stl", "period 12"),
    ],
)
def test_parameters_follow_the_frequency(per_year: int, first: str, method: Any, told: str) -> None:
    found = Cycles.validate(decompose(series(waves(90), first=first, per_year=per_year), method))
    assert found["parameters"].unique().tolist() == [told]
    assert found["method"].unique().tolist() == [method]


@quiet
@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("method", METHODS)
def test_the_parts_add_up(method: Any, log: bool) -> None:
    found = decompose(series(waves(), first="2000Q1", per_year=4), method, log=log)
    whole = found["trend"] + found["cycle"] + found["season"]
    there = whole.notna()
    np.testing.assert_allclose(whole[there], found["value"][there])
    wanted = np.log(waves()) if log else waves()
    np.testing.assert_allclose(found["value"], wanted)
    lost = {"hamilton": 11, "bk": 24}.get(method, 0)
    assert int((~there).sum()) == lost


@quiet
@settings(max_examples=25)
@given(
    values=FIGURES,
    method=st.sampled_from(["hp", "hamilton", "bk", "cf"]),
    shift=st.integers(0, 10**5),
    scale=st.sampled_from([0.5, 4.0]),
)
def test_another_level_or_unit_changes_what_it_should(
    values: list[int], method: Any, shift: int, scale: float
) -> None:
    one = decompose(series(values), method)["cycle"]
    moved = decompose(series([scale * (value + shift) for value in values]), method)["cycle"]
    np.testing.assert_allclose(moved, scale * one, atol=1e-4)


@quiet
@settings(max_examples=25)
@given(values=FIGURES, method=st.sampled_from(["hp", "bk"]))
def test_time_turned_round_turns_the_cycle(values: list[int], method: Any) -> None:
    one = decompose(series(values), method)["cycle"].to_numpy()
    other = decompose(series(values[::-1]), method)["cycle"].to_numpy()
    np.testing.assert_allclose(other, one[::-1], atol=1e-5)


@quiet
@settings(max_examples=15)
@given(values=FIGURES, end=st.integers(3, 25))
def test_one_sided_is_the_end_of_hp_of_a_shorter_series(values: list[int], end: int) -> None:
    one_sided = decompose(series(values), "hp_one_sided")["cycle"]
    until_then = decompose(series(values[:end]), "hp")["cycle"]
    assert one_sided.iloc[end - 1] == pytest.approx(until_then.iloc[-1], abs=1e-6)


@quiet
def test_series_of_several_lengths_come_in_the_order_of_their_codes() -> None:
    obs = side_by_side(
        series(waves(12), region="CN-SH"),
        series(waves(20), region="CN-JL", unit="USD"),
        series(waves(12)[::-1], region="CN-LN"),
    )
    found = Cycles.validate(decompose(obs.sample(frac=1, random_state=2)))
    assert found["region"].drop_duplicates().tolist() == ["CN-JL", "CN-LN", "CN-SH"]
    assert found.groupby("region", observed=True)["start"].is_monotonic_increasing.all()
    pd.testing.assert_frame_equal(found, decompose(obs))
    alone = decompose(obs[obs["region"] == "CN-LN"])["cycle"]
    np.testing.assert_allclose(alone, found.loc[found["region"] == "CN-LN", "cycle"])


def test_no_rows_give_no_rows() -> None:
    assert Cycles.validate(decompose(series(waves()).head(0))).empty


@quiet
def test_only_the_newest_periods_are_revisable() -> None:
    quarters = series(waves(40), first="2000Q1", per_year=4)
    marked = {
        method: int(decompose(quarters, method)["revisable"].to_numpy().sum())
        for method in ("hp", "hp_one_sided", "hamilton", "bk", "cf", "stl")
    }
    # Two years; half of 32 quarters; half of a window of 9.
    assert marked == {"hp": 8, "hp_one_sided": 0, "hamilton": 0, "bk": 0, "cf": 16, "stl": 4}
    found = decompose(series(waves(20)))
    assert found["revisable"].tolist() == [False] * 18 + [True] * 2
    assert found["revision"].notna().tolist() == found["revisable"].tolist()
    assert (found["revision"].dropna() > 0).all()


def test_a_short_series_has_no_past_to_tell_its_revision() -> None:
    found = decompose(series(waves(9)))
    assert found["revisable"].sum() == 2
    assert found["revision"].isna().all()


def bent(periods: int = 30) -> list[float]:
    """Growth that turns at a few dates: the filter learns of a turn long after it."""
    growth = np.where(np.arange(periods) // 6 % 2, 8.0, -5.0)
    return list(1000 + np.cumsum(growth))


def test_one_warning_says_whose_newest_cycle_says_nothing() -> None:
    calm = (-1.0) ** np.arange(30)
    obs = side_by_side(
        series(bent(), region="CN-LN"),
        series(calm.tolist(), region="CN-JL"),
        series(np.arange(24.0).tolist(), region="CN-SH"),
    )
    with pytest.warns(TrendWarning) as caught:
        decompose(obs)
    assert len(caught) == 1
    said = str(caught[0].message)
    assert said.startswith("the newest hp cycle says nothing yet in 1 of 3 series")
    assert "gdp of CN-LN (1990-01-01 to 2019-12-31)" in said
    assert "Mend: leave out the rows with revisable" in said
    assert caught[0].filename == __file__


@pytest.mark.parametrize("method", ["hp_one_sided", "hamilton", "bk", "cf"])
def test_the_other_methods_do_not_warn(method: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        decompose(series(bent()), method)


def test_every_province_in_one_call() -> None:
    gdp = catalog.observations("gdp", vintage="nbs-web-2026-03")
    with pytest.warns(TrendWarning, match="series: at the end of their own past"):
        found = Cycles.validate(decompose(gdp, log=True))
    assert len(found) == len(gdp)


def refused(obs: pd.DataFrame, *words: str, **options: Any) -> TrendError:
    """What `decompose` says, each of the words in it."""
    with pytest.raises(TrendError) as caught:
        decompose(obs, **options)
    for word in words:
        assert word in str(caught.value)
    return caught.value


@pytest.mark.parametrize(
    ("method", "per_year", "most", "words"),
    [
        ("hp", 1, 2, "2 periods, where method='hp' with lamb 6.25 needs at least 3"),
        ("cf", 1, 2, "2 periods, where method='cf' with low 2, high 8 needs at least 3"),
        ("hamilton", 1, 4, "4 periods, where method='hamilton' with h 2, p 1 needs at least 5"),
        ("hamilton", 4, 16, "16 periods, where method='hamilton' with h 8, p 4 needs at least 17"),
        ("bk", 1, 6, "6 periods, where method='bk' with low 2, high 8, k 3 needs at least 7"),
        ("stl", 4, 8, "8 periods, where method='stl' with period 4 needs at least 9"),
    ],
)
def test_a_short_series_is_told_how_long_it_must_be(
    method: Any, per_year: int, most: int, words: str
) -> None:
    first = "2000Q1" if per_year == 4 else "2000"
    short, enough = (
        series(waves(periods), first=first, per_year=per_year) for periods in (most, most + 1)
    )
    error = refused(short, words, "gdp of CN-LN (2000-01-01", 'drop="series"', method=method)
    assert error.rows is not None
    assert len(error.rows) == most
    assert decompose(enough, method)["cycle"].notna().any()


def test_short_series_are_left_out_when_told_so() -> None:
    obs = side_by_side(series(waves(4), region="CN-JL"), series(waves(9), region="CN-LN"))
    found = decompose(obs, "hamilton", drop="series")
    assert found["region"].unique().tolist() == ["CN-LN"]
    alone = obs[obs["region"] == "CN-JL"]
    refused(alone, "needs at least 5", method="hamilton", drop="series")


@pytest.mark.parametrize("method", METHODS)
def test_a_constant_series_is_refused(method: str) -> None:
    obs = series([4.0] * 25, first="2000Q1", per_year=4)
    refused(obs, "constant series, 4 in all 25 periods: gdp of CN-LN", method=method)


def test_a_season_of_annual_figures_is_refused_with_the_mend() -> None:
    error = refused(series(waves()), "a season asked of figures of one a year", method="stl")
    assert "quarterly or monthly figures" in error.mend
    assert decompose(series(waves()), "stl", period=5)["parameters"].iloc[0] == "period 5"


@pytest.mark.parametrize("figure", [0.0, -2.0])
def test_a_figure_without_a_logarithm_is_refused(figure: float) -> None:
    obs = series([*waves(5), figure, *waves(5)])
    refused(
        obs,
        f"a figure without a logarithm, {figure:g}: gdp of CN-LN (1995-01-01 to 1995-12-31, row 5)",
        "log=False",
        log=True,
    )


def test_gaps_are_refused_and_both_mends_work() -> None:
    obs = series(waves(12)).drop(index=4)
    refused(obs, "a period is missing, 1994-01-01", "interpolate=", "drop=")
    assert len(decompose(obs, interpolate="linear")) == 12
    kept = decompose(obs, drop="periods")
    assert kept["start"].dt.year.tolist() == list(range(1995, 2002))
    missing = series(waves(12)).assign(value=[*waves(11), np.nan])
    refused(missing, "the value is missing: gdp of CN-LN (2001-01-01")


def test_infinite_figures_and_two_of_a_period_are_refused() -> None:
    refused(series([1, 2, np.inf, 5]), "infinite", "gdp of CN-LN (1992-01-01")
    obs = series(waves(5))
    refused(side_by_side(obs, obs.tail(1).assign(value=1.0)), "for one period")


def test_neighbours_of_two_benchmarks_are_refused_unless_one_is_named() -> None:
    gdp = catalog.observations("gdp", "CN-LN", measure="flow")
    early = gdp[(gdp["vintage"] == "nbs-web-2018-12") & (gdp["start"] < "2010")]
    late = gdp[(gdp["vintage"] == "nbs-web-2026-03") & (gdp["start"] >= "2010")]
    joined = concat([early, late])
    with pytest.raises(VintageError, match="two benchmarks in one series"):
        decompose(joined)
    assert len(decompose(joined, "hp_one_sided", across="nbs-web-2018-12")) == len(early)
    with pytest.raises(UnknownCodeError, match="unknown vintage 'nbs'"):
        decompose(joined, across="nbs")


def test_rows_that_are_no_observations_are_refused() -> None:
    obs = series(waves(5))
    with pytest.raises(SchemaError, match="unit"):
        decompose(obs.drop(columns="unit"))
    with pytest.raises(WindowError, match="lack a day"):
        decompose(obs.assign(end=pd.array([pd.NaT] * 5, dtype="datetime64[us]")))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"method": "hpp"}, "did you mean 'hp'?"),
        ({"method": "hamilton", "lamb": 100}, "lamb=100 has no meaning with method='hamilton'"),
        ({"method": "hp", "h": 2}, "method='hp' takes lamb"),
        ({"lamb": 0}, "lamb=0, where smoothing needs a number above 0"),
        ({"lamb": np.nan}, "lamb=nan"),
        ({"method": "hamilton", "h": 0}, "h=0, where a number of periods is a whole number"),
        ({"method": "hamilton", "p": 1.5}, "p=1.5"),
        ({"method": "bk", "k": 0}, "k=0"),
        ({"method": "bk", "low": 1}, "low=1 and high=8"),
        ({"method": "cf", "low": 9}, "low=9 and high=8"),
        ({"method": "cf", "high": np.inf}, "high=inf"),
        ({"method": "stl", "period": -4}, "period=-4"),
        ({"interpolate": "spline"}, "interpolate='spline'"),
    ],
)
def test_arguments_out_of_range_are_refused(options: dict[str, Any], words: str) -> None:
    refused(series(waves()), words, **options)
