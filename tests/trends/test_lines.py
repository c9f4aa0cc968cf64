"""Trend lines: what R printed, what a hand can work out, scipy and statsmodels, laws, refusals."""

from __future__ import annotations

import tomllib
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
    UnknownCodeError,
    VintageError,
    WindowError,
)
from liaoning_econ.schemas import Trends
from liaoning_econ.trends.lines import trend
from tests.trends.made_series import series, side_by_side

# Figures of an economy: no two alike to the last digit, of one size.
FIGURES = st.lists(st.integers(1, 10**6), min_size=6, max_size=30, unique=True)


@pytest.fixture(scope="module")
def printed(known: Path) -> dict[str, Any]:
    return tomllib.loads((known / "trends.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["nile", "losses"])
def test_what_r_printed(printed: dict[str, Any], name: str) -> None:
    wanted = printed[name]
    obs = series(wanted["y"], first=str(wanted["first_year"]))
    found = trend(obs, se="ols").iloc[0]
    assert found["n"] == len(wanted["y"])
    assert found["slope"] == pytest.approx(wanted["slope"], rel=2e-4)
    assert found["standard_error"] == pytest.approx(wanted["standard_error"], rel=2e-4)
    assert found["t"] == pytest.approx(wanted["t"], rel=2e-4)
    assert found["p_value"] == pytest.approx(wanted["p_value"], rel=1e-2)


def test_the_rest_of_what_r_printed_of_the_nile(printed: dict[str, Any]) -> None:
    nile = printed["nile"]
    found = trend(series(nile["y"], first="1871"), se="ols").iloc[0]
    # The years were 1 to 100, and their middle is 50.5.
    assert found["level"] == pytest.approx(nile["intercept"] + 50.5 * nile["slope"], abs=0.01)
    assert found["r2"] == pytest.approx(nile["r2"], abs=5e-5)
    assert (found["errors"], found["max_lags"]) == ("ols", 0)
    assert str(found["end"].date()) == "1970-12-31"


def test_by_hand() -> None:
    # y = 1, 3, 2, 6 on -1.5 .. 1.5: b = 7 / 5, residuals 0.1, 0.7, -1.7, 0.9 with squares of
    # 0.01 + 0.49 + 2.89 + 0.81 = 4.2, so s^2 = 2.1 and the error is the root of 2.1 / 5.
    found = trend(series([1, 3, 2, 6]), se="ols").iloc[0]
    assert found["slope"] == pytest.approx(1.4)
    assert found["level"] == pytest.approx(3.0)
    assert found["standard_error"] == pytest.approx(np.sqrt(0.42))
    assert found["r2"] == pytest.approx(1 - 4.2 / 14)
    # Student's t with 2 degrees of freedom at 97.5 %: 4.3027 in every table.
    assert found["upper"] - found["slope"] == pytest.approx(4.3027 * np.sqrt(0.42), rel=1e-4)
    # Slopes of the pairs: 2, -1, 4, 1/2, 3/2, 5/3, their middle (3/2 + 5/3) / 2.
    assert found["theil_sen"] == pytest.approx((3 / 2 + 5 / 3) / 2)
    # Five pairs rise and one falls: (4 - 1) over the root of 4 * 3 * 13 / 18.
    assert found["mann_kendall_z"] == pytest.approx(3 / np.sqrt(26 / 3))


def test_newey_and_west_by_hand() -> None:
    # As above with scores x e / 5 of -0.03, -0.07, -0.17, 0.27: squares 0.1076, neighbours
    # 0.0021 + 0.0119 - 0.0459 = -0.0319, and with one lag 0.1076 + 2 * 0.5 * -0.0319 = 0.0757.
    found = trend(series([1, 3, 2, 6]), max_lags=1).iloc[0]
    assert found["standard_error"] == pytest.approx(np.sqrt(0.0757))
    more = trend(series([1, 3, 2, 6]), max_lags=1, small_sample=True).iloc[0]
    assert more["standard_error"] == pytest.approx(np.sqrt(0.0757 * 4 / 2))
    assert more["method"].endswith("lags as given, times n / (n - 2)")


def test_a_constant_rate_of_growth_is_found_to_the_digit() -> None:
    found = trend(series([100 * 1.07**year for year in range(12)]), "loglinear").iloc[0]
    assert found["slope"] == pytest.approx(7.0)
    assert found["theil_sen"] == pytest.approx(7.0)
    assert found["slope_unit"] == "percent/year"
    assert found["level"] == pytest.approx(100 * 1.07**5.5)
    assert found["standard_error"] == pytest.approx(0, abs=1e-10)
    assert found["p_value"] == pytest.approx(0, abs=1e-10)


def test_error_and_interval_of_a_rate_are_those_of_the_logarithm_turned() -> None:
    values = [10, 12, 11, 15, 19, 18, 25]
    rate = trend(series(values), "loglinear", max_lags=2).iloc[0]
    log = trend(series(np.log(values).tolist()), max_lags=2).iloc[0]
    for name in ("slope", "lower", "upper", "theil_sen", "theil_sen_lower", "theil_sen_upper"):
        assert rate[name] == pytest.approx(100 * np.expm1(log[name]))
    growth = 1 + rate["slope"] / 100
    assert rate["standard_error"] == pytest.approx(100 * growth * log["standard_error"])
    for name in ("t", "p_value", "r2", "mann_kendall_z", "mann_kendall_p_value"):
        assert rate[name] == pytest.approx(log[name])


@pytest.mark.parametrize(("per_year", "first"), [(4, "1990Q1"), (12, "1990-01")])
def test_a_slope_is_a_year_s_whatever_the_period(per_year: int, first: str) -> None:
    found = trend(series(np.arange(30.0).tolist(), first=first, per_year=per_year)).iloc[0]
    assert found["slope"] == pytest.approx(per_year)
    rising = [1.05 ** (place / per_year) for place in range(30)]
    found = trend(series(rising, first=first, per_year=per_year), "loglinear").iloc[0]
    assert found["slope"] == pytest.approx(5.0)


@pytest.mark.parametrize(
    ("unit", "slope_unit", "slope"),
    [
        ("CNY", "CNY/year", 12.0),
        ("CNY/person", "CNY/person/year", 12.0),
        ("percent", "percentage_point/year", 12.0),
        ("firm/month", "firm/month/month", 1.0),
    ],
)
def test_units(unit: str, slope_unit: str, slope: float) -> None:
    found = trend(series([0, 12, 24, 36], unit=unit)).iloc[0]
    assert (found["slope_unit"], found["slope"]) == (slope_unit, pytest.approx(slope))
    assert (found["level"], found["unit"]) == (pytest.approx(18.0), unit)


def test_series_of_two_units_and_lengths_come_in_the_order_of_their_codes() -> None:
    obs = side_by_side(
        series([5, 7, 9, 11, 13], region="CN-SH"),
        series([1, 2, 4], region="CN-JL", unit="USD"),
        series([3, 1, 2, 5, 4], region="CN-LN"),
    )
    shuffled = obs.sample(frac=1, random_state=1)
    found = Trends.validate(trend(shuffled))
    assert found["region"].tolist() == ["CN-JL", "CN-LN", "CN-SH"]
    assert found["slope_unit"].tolist() == ["USD/year", "CNY/year", "CNY/year"]
    assert found["n"].tolist() == [3, 5, 5]
    pd.testing.assert_frame_equal(found, trend(obs))
    alone = trend(obs[obs["region"] == "CN-LN"])
    numbers = ["slope", "standard_error", "p_value", "theil_sen", "mann_kendall_z"]
    assert alone[numbers].iloc[0].tolist() == pytest.approx(found[numbers].iloc[1].tolist())


def test_no_rows_give_no_rows() -> None:
    assert Trends.validate(trend(series([1, 2, 4]).head(0))).empty


@settings(max_examples=40)
@given(values=FIGURES)
def test_against_scipy(values: list[int]) -> None:
    from scipy.stats import linregress

    found = trend(series(values), se="ols").iloc[0]
    wanted = np.array(linregress(np.arange(len(values)), values), dtype=np.float64)
    slope, _, correlation, p_value, error = wanted.tolist()
    assert found["slope"] == pytest.approx(slope, rel=1e-9, abs=1e-9)
    assert found["standard_error"] == pytest.approx(error, rel=1e-7, abs=1e-9)
    assert found["p_value"] == pytest.approx(p_value, rel=1e-6, abs=1e-12)
    assert found["r2"] == pytest.approx(correlation**2, rel=1e-7, abs=1e-12)


@settings(max_examples=40)
@given(values=FIGURES, lags=st.integers(0, 5), small_sample=st.booleans())
def test_against_statsmodels(values: list[int], lags: int, small_sample: bool) -> None:
    from statsmodels.regression.linear_model import OLS

    design = np.column_stack([np.ones(len(values)), np.arange(len(values))])
    options = {"maxlags": lags, "use_correction": small_sample}
    wanted = OLS(np.asarray(values, dtype=float), design).fit(
        cov_type="HAC", cov_kwds=options, use_t=True
    )
    found = trend(series(values), max_lags=lags, small_sample=small_sample, confidence=0.9).iloc[0]
    assert found["standard_error"] == pytest.approx(wanted.bse[1], rel=1e-6, abs=1e-6)
    assert found["p_value"] == pytest.approx(wanted.pvalues[1], rel=1e-5, abs=1e-9)
    ends = wanted.conf_int(0.1)[1]
    assert [found["lower"], found["upper"]] == pytest.approx(ends.tolist(), rel=1e-6, abs=1e-4)


@settings(max_examples=40)
@given(values=FIGURES)
def test_against_pymannkendall(values: list[int]) -> None:
    import pymannkendall

    found = trend(series(values)).iloc[0]
    wanted = pymannkendall.original_test(values)
    assert found["theil_sen"] == pytest.approx(wanted.slope)
    assert found["mann_kendall_z"] == pytest.approx(wanted.z)
    assert found["mann_kendall_p_value"] == pytest.approx(wanted.p)


@settings(max_examples=40)
@given(values=FIGURES, shift=st.integers(-(10**6), 10**6), scale=st.sampled_from([0.5, 2.0, 64.0]))
def test_another_level_or_unit_changes_what_it_should(
    values: list[int], shift: int, scale: float
) -> None:
    found = trend(series(values)).iloc[0]
    moved = trend(series([scale * (value + shift) for value in values])).iloc[0]
    for name in ("slope", "standard_error", "lower", "upper", "theil_sen"):
        assert moved[name] == pytest.approx(scale * found[name], rel=1e-6, abs=1e-6)
    assert moved["level"] == pytest.approx(scale * (found["level"] + shift), rel=1e-9, abs=1e-6)
    assert moved["mann_kendall_z"] == found["mann_kendall_z"]
    assert moved["r2"] == pytest.approx(found["r2"], abs=1e-9)


@settings(max_examples=40)
@given(values=FIGURES)
def test_time_turned_round_turns_the_slope(values: list[int]) -> None:
    one, other = trend(series(values)).iloc[0], trend(series(values[::-1])).iloc[0]
    for name in ("slope", "theil_sen", "mann_kendall_z"):
        assert other[name] == pytest.approx(-one[name], rel=1e-7, abs=1e-6)
    for name in ("standard_error", "p_value", "max_lags", "level"):
        assert other[name] == pytest.approx(one[name], rel=1e-6, abs=1e-6)


def test_each_series_has_its_own_lags_by_either_rule() -> None:
    smooth = np.sin(np.arange(40) / 6).tolist()
    rough = np.random.default_rng(1).normal(size=40).tolist()
    obs = side_by_side(series(smooth, region="CN-JL"), series(rough, region="CN-LN"))
    default, andrews = trend(obs), trend(obs, max_lags="andrews-1991")
    pd.testing.assert_frame_equal(default, trend(obs, max_lags="newey-west-1994"))
    for found, rule in ((default, "Newey and West 1994"), (andrews, "Andrews 1991")):
        assert found["max_lags"].nunique() == 2
        assert found["method"].str.endswith(f"lags {rule}").all()
        for place, own in enumerate((smooth, rough)):
            again = trend(series(own), max_lags=float(found["max_lags"][place]))
            assert again["standard_error"][0] == pytest.approx(found["standard_error"][place])


def test_three_periods_are_enough_and_a_straight_line_has_no_error() -> None:
    found = trend(series([1, 2, 3])).iloc[0]
    assert found["slope"] == pytest.approx(1.0)
    assert found["standard_error"] == pytest.approx(0.0, abs=1e-12)
    assert found["r2"] == pytest.approx(1.0)
    assert (found["theil_sen_lower"], found["theil_sen_upper"]) == (-np.inf, np.inf)


def test_every_province_in_one_call() -> None:
    gdp = catalog.observations("gdp", vintage="nbs-web-2026-03")
    found = Trends.validate(trend(gdp, "loglinear"))
    assert len(found) == gdp["region"].nunique()
    assert (found["lower"] < found["slope"]).all()
    assert (found["slope"] < found["upper"]).all()


def refused(obs: pd.DataFrame, *words: str, **options: Any) -> TrendError:
    """What `trend` says, each of the words in it."""
    with pytest.raises(TrendError) as caught:
        trend(obs, **options)
    for word in words:
        assert word in str(caught.value)
    return caught.value


def with_hole(place: int = 3) -> pd.DataFrame:
    """Eight years, of which one has no value."""
    values = [1.0, 2, 4, 3, 5, 7, 6, 9]
    values[place] = np.nan
    return series(values)


def test_a_missing_value_is_refused_with_its_place_and_both_mends() -> None:
    error = refused(
        with_hole(),
        "the value is missing: gdp of CN-LN (1993-01-01 to 1993-12-31, row 3)",
        "interpolate=",
        "drop=",
    )
    assert error.rows is not None
    assert error.rows.index.tolist() == [3]


def test_a_missing_period_is_refused_and_both_mends_work() -> None:
    obs = with_hole().dropna(subset=["value"])
    refused(obs, "a period is missing, 1993-01-01 to 1993-12-31", "interpolate=", "drop=")
    filled = trend(obs, interpolate="linear").iloc[0]
    assert filled["slope"] == pytest.approx(trend(series([1, 2, 4, 4.5, 5, 7, 6, 9]))["slope"][0])
    assert filled["method"].endswith("; 1 of 8 periods interpolated (linear)")
    kept = trend(obs, drop="periods").iloc[0]
    assert (kept["n"], kept["start"].year) == (4, 1994)
    assert "left out" in kept["method"]
    refused(obs, "no series is left", drop="series")


def test_a_short_series_is_left_out_when_told_so() -> None:
    obs = side_by_side(series([1, 2], region="CN-JL"), series([1, 3, 2], region="CN-LN"))
    refused(obs, "2 periods", "gdp of CN-JL", "3 are needed", 'drop="series"')
    assert trend(obs, drop="series")["region"].tolist() == ["CN-LN"]


@pytest.mark.parametrize("model", ["linear", "loglinear"])
def test_a_constant_series_is_refused(model: str) -> None:
    obs = side_by_side(series([1, 2, 3], region="CN-JL"), series([7, 7, 7], region="CN-LN"))
    error = refused(
        obs, "constant series, 7 in all 3 periods: gdp of CN-LN (1990-01-01", model=model
    )
    assert error.rows is not None
    assert set(error.rows["region"]) == {"CN-LN"}


@pytest.mark.parametrize("figure", [0.0, -4.0])
def test_a_figure_without_a_logarithm_is_refused(figure: float) -> None:
    obs = series([1, 2, figure, 5])
    error = refused(
        obs,
        f"a figure without a logarithm, {figure:g}: gdp of CN-LN (1992-01-01 to 1992-12-31, row 2)",
        "model='linear'",
        model="loglinear",
    )
    assert error.rows is not None
    assert error.rows["value"].tolist() == [figure]
    assert trend(obs)["n"].tolist() == [4]


def test_an_infinite_figure_is_refused() -> None:
    refused(series([1, 2, np.inf, 5]), "infinite", "gdp of CN-LN (1992-01-01")


def test_two_figures_of_a_period_are_refused() -> None:
    obs = series([1, 2, 4])
    again = obs.iloc[[1]].assign(value=3.0, lower=3.0, upper=3.0)
    refused(side_by_side(obs, again), "for one period", "gdp of CN-LN (1991-01-01")


def test_unequal_spacing_is_refused() -> None:
    obs = series([1, 2, 4, 5, 7, 9], first="2000-01", per_year=12)
    start = pd.to_datetime(
        ["2000-01-01", "2000-02-01", "2000-03-04", "2000-04-01", "2000-05-01", "2000-06-01"]
    ).astype("datetime64[us]")
    refused(obs.assign(start=start), "gdp of CN-LN", "2000-03-04")


def test_two_kinds_of_period_are_refused() -> None:
    obs = side_by_side(series([1, 2, 4]), series([1, 2], first="2000Q1", per_year=4))
    refused(obs, "two kinds of period", "gdp of CN-LN")


def test_neighbours_of_two_benchmarks_are_refused_unless_one_is_named() -> None:
    gdp = catalog.observations("gdp", "CN-LN", measure="flow")
    early = gdp[(gdp["vintage"] == "nbs-web-2018-12") & (gdp["start"] < "2010")]
    late = gdp[(gdp["vintage"] == "nbs-web-2026-03") & (gdp["start"] >= "2010")]
    joined = concat([early, late])
    with pytest.raises(VintageError, match="two benchmarks in one series"):
        trend(joined)
    assert trend(joined, across="nbs-web-2026-03")["start"].dt.year.tolist() == [2010]
    with pytest.raises(UnknownCodeError, match="unknown vintage 'nbs'"):
        trend(joined, across="nbs")


def test_whole_vintages_are_a_series_each() -> None:
    gdp = catalog.observations("gdp", "CN-LN", measure="flow")
    both = gdp[gdp["vintage"].isin(["nbs-web-2018-12", "nbs-web-2026-03"])]
    assert trend(both)["vintage"].tolist() == ["nbs-web-2018-12", "nbs-web-2026-03"]


def test_rows_that_are_no_observations_are_refused() -> None:
    obs = series([1, 2, 4])
    with pytest.raises(SchemaError, match="unit"):
        trend(obs.drop(columns="unit"))
    with pytest.raises(WindowError, match="lack a day"):
        trend(obs.assign(start=pd.array([pd.NaT] * 3, dtype="datetime64[us]")))


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"model": "logliner"}, "did you mean 'loglinear'?"),
        ({"se": "hc"}, "did you mean 'hac'?"),
        ({"se": "ols", "max_lags": 2}, "max_lags=2 has no meaning with se='ols'"),
        ({"se": "ols", "small_sample": True}, "small_sample=True has no meaning with se='ols'"),
        ({"max_lags": "newey-west"}, "did you mean 'newey-west-1994'?"),
        ({"max_lags": -1}, "-1"),
        ({"max_lags": 3}, "3"),
        ({"confidence": 95}, "give a share between 0 and 1"),
        ({"interpolate": "spline"}, "interpolate='spline'"),
        ({"drop": True}, "drop=True"),
    ],
)
def test_arguments_out_of_range_are_refused(options: dict[str, Any], words: str) -> None:
    refused(series([1, 2, 4]), words, **options)
