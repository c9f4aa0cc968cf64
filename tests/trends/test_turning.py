"""Breaks against published dates, hands, and what must hold of any partition."""

from __future__ import annotations

import math
import tomllib
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ.errors import (
    SchemaError,
    TrendError,
    TrendWarning,
    UnknownCodeError,
    VintageError,
    WindowError,
)
from liaoning_econ.kernels.regression import lags_newey_west_1994
from liaoning_econ.schemas import Breaks
from liaoning_econ.trends.averages import figures_of
from liaoning_econ.trends.turning import breaks
from tests.trends.made_series import series, side_by_side

NUMBERS = ["mean", "mean_error", "slope", "slope_error", "ssr", "criterion"]


@pytest.fixture(scope="module")
def published(known: Path) -> dict[str, Any]:
    text = (known / "breaks" / "breaks.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(text)
    return found


@pytest.fixture(scope="module")
def nile(known: Path) -> pd.DataFrame:
    table = pd.read_csv(known / "breaks" / "nile.csv").assign(region="EG")
    return le.from_table(
        table,
        indicator="river_flow",
        unit="m3",
        value="volume",
        scale=1e8,
        measure="flow",
        regions={"EG": "Egypt"},
    )


@pytest.fixture(scope="module")
def liaoning() -> pd.DataFrame:
    return le.observations("gdp", "CN-LN", measure="growth", vintage="first-published")


def years(values: Any, region: str = "CN-LN") -> pd.DataFrame:
    """One series a year, from 1901 on."""
    return series(values, first="1901", region=region)


def found_of(obs: pd.DataFrame, *arguments: Any, **options: Any) -> pd.DataFrame:
    """Breaks as a plain frame."""
    return breaks(obs, *arguments, **options)


def rows_of(found: pd.DataFrame) -> list[Any]:
    """Rows whose cells are attributes."""
    return list(found.itertuples())


def silent(*arguments: Any, **options: Any) -> pd.DataFrame:
    """Breaks of a few figures, where the warning is not what is looked at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", TrendWarning)
        return breaks(*arguments, **options)


@pytest.mark.parametrize("select", ["bic", "lwz", "sequential"])
def test_the_nile_broke_in_1898(nile: pd.DataFrame, published: dict[str, Any], select: Any) -> None:
    found = found_of(nile, select=select)
    Breaks.validate(found)
    facts = published["nile"]
    assert found["end"].dt.year.tolist() == [*facts["years"], 1970]
    interval = [found[name].dt.year.iloc[0] for name in ("break_lower", "break_upper")]
    assert interval == facts["interval_years"]
    assert found[["break_lower", "break_upper"]].iloc[1].isna().all()
    assert found["start"].tolist() == [pd.Timestamp("1871-01-01"), pd.Timestamp("1899-01-01")]
    assert found["end"].tolist() == [pd.Timestamp("1898-12-31"), pd.Timestamp("1970-12-31")]
    assert found["n"].tolist() == [28, 72]
    assert found["ssr"].tolist() == pytest.approx([facts["ssr"][1] * 1e16] * 2, rel=1e-6)
    assert found["criterion"].isna().all() == (select == "sequential")
    assert found["select"].eq(select).all()


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_as_many_breaks_as_asked_at_most(
    nile: pd.DataFrame, published: dict[str, Any], number: int
) -> None:
    """BIC of R counts a parameter more and is not over n; the order of the numbers is the same."""
    found = found_of(nile, max_breaks=number)
    best = int(np.argmin(published["nile"]["bic"][: number + 1]))
    expected = [1870 + place for place in ([], *published["nile"]["dates"])[best]]
    assert found["end"].dt.year.tolist()[:-1] == expected


def test_the_real_rate_of_interest(known: Path, published: dict[str, Any]) -> None:
    """Bai and Perron (2003): breaks in 1966, 1972 and 1980, and the means between them."""
    facts = published["real_rate"]
    table = pd.read_csv(known / "breaks" / "real_rate.csv", comment="#")
    quarter = table["year"].astype(str) + "Q" + table["quarter"].astype(str)
    obs = le.from_table(
        table.assign(quarter=quarter, region="US"),
        indicator="real_rate",
        unit="percent",
        value="rate",
        period="quarter",
        measure="rate",
        regions={"US": "United States"},
    )
    found = found_of(obs, trim=facts["trim"], correlation="andrews", select="sequential")
    ends = pd.PeriodIndex(found["end"], freq="Q")
    places = (ends.year - 1961) * 4 + ends.quarter
    chosen = published["real_rate"]["dates"][published["real_rate"]["tests"]["breaks"] - 1]
    assert places.tolist()[:-1] == chosen
    assert found["mean"].tolist() == pytest.approx(facts["params"], abs=1e-6)
    # The published intervals divide by n, these by n - 2: a quarter at most lies between.
    for row, (low, high) in zip(
        rows_of(found.iloc[:-1]), facts["intervals_correlated"], strict=True
    ):
        for day, place in ((row.break_lower, low), (row.break_upper, high)):
            own = pd.Period(day, "Q")
            assert abs((own.year - 1961) * 4 + own.quarter - place) <= 1


def test_liaoning_s_growth(liaoning: pd.DataFrame) -> None:
    with pytest.warns(TrendWarning, match="one series has fewer than 30 periods") as told:
        found = found_of(liaoning)
    assert len(told) == 1
    assert told[0].filename == __file__
    Breaks.validate(found)
    check_partition(found, liaoning)
    # Growth lost its second digit for good after 2011: some break lies between then and 2014.
    ends = found["end"].dt.year.tolist()[:-1]
    assert any(2011 <= year <= 2014 for year in ends)


def check_partition(found: pd.DataFrame, obs: pd.DataFrame) -> None:
    """Regimes lie end to end, cover the figures, and have their means and sums of squares."""
    figures = obs.sort_values("start")
    for _, own in found.groupby(["region", "vintage"], observed=True):
        rows = figures[figures["region"] == own["region"].iloc[0]]
        assert own["regime"].tolist() == list(range(1, len(own) + 1))
        assert own["regimes"].eq(len(own)).all()
        assert own["start"].iloc[0] == rows["start"].iloc[0]
        assert own["end"].iloc[-1] == rows["end"].iloc[-1]
        day = pd.Timedelta(days=1)
        assert (own["start"].to_numpy()[1:] == (own["end"] + day).to_numpy()[:-1]).all()
        left = 0.0
        for regime in rows_of(own):
            inside = rows[(rows["start"] >= regime.start) & (rows["end"] <= regime.end)]["value"]
            assert len(inside) == regime.n
            assert inside.mean() == pytest.approx(regime.mean)
            left += ((inside - inside.mean()) ** 2).sum()
        assert own["ssr"].iloc[0] == pytest.approx(left, abs=1e-9 * (rows["value"] ** 2).sum())
        inner = own.iloc[:-1]
        assert (inner["break_lower"] <= inner["end"]).all()
        assert (inner["break_upper"] >= inner["end"]).all()
        assert own[["break_lower", "break_upper"]].iloc[-1].isna().all()


@settings(max_examples=25)
@given(
    st.lists(st.integers(-50, 50).map(float), min_size=30, max_size=45),
    st.sampled_from(["bic", "lwz"]),
)
def test_regimes_tile_any_series(values: list[float], select: Any) -> None:
    obs = years(values)
    found = found_of(obs.sample(frac=1, random_state=1), max_breaks=3, select=select)
    check_partition(found, obs)


@settings(max_examples=15)
@given(st.integers(0, 2**32), st.sampled_from(["mean", "trend"]))
def test_level_and_unit_change_no_date(seed: int, model: Any) -> None:
    values = np.random.default_rng(seed).normal(size=40).cumsum()
    found, other = (found_of(years(one), model) for one in (values, 1000 - 250 * values))
    days = ["start", "end", "break_lower", "break_upper", "n"]
    pd.testing.assert_frame_equal(found[days], other[days])
    np.testing.assert_allclose(other["mean"], 1000 - 250 * found["mean"], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(other["slope"], -250 * found["slope"], rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(other["mean_error"], 250 * found["mean_error"], rtol=1e-6)


@pytest.mark.parametrize("select", ["bic", "lwz", "sequential"])
def test_many_series_are_each_as_alone(select: Any) -> None:
    """Provinces of two lengths, with none, one and two breaks."""
    random = np.random.default_rng(6)
    steps = {"CN-LN": [0, 0, 0], "CN-JL": [0, 4, 4], "CN-HL": [0, 4, -3], "CN-BJ": [1, 1, 6]}
    parts = [
        years(
            np.repeat(means, 14 if region == "CN-BJ" else 12)
            + random.normal(size=42)[: 42 if region == "CN-BJ" else 36],
            region=region,
        )
        for region, means in steps.items()
    ]
    together = found_of(side_by_side(*parts), select=select)
    Breaks.validate(together)
    assert set(together["regimes"]) == {1, 2, 3}
    for part in parts:
        alone = found_of(part, select=select)
        own = together[together["region"] == part["region"].iloc[0]].reset_index(drop=True)
        assert own["end"].tolist() == alone["end"].tolist()
        np.testing.assert_allclose(own[NUMBERS], alone[NUMBERS], rtol=1e-9)


def test_a_broken_line_by_hand() -> None:
    """1, 2, .. 20, then from 50 down by 3 a year, and a wiggle that no line sees much of."""
    rising, falling = np.arange(1.0, 21.0), 50 - 3 * np.arange(20.0)
    wiggle = np.tile([0.1, -0.1, -0.1, 0.1], 10)
    found = found_of(years(np.concatenate([rising, falling]) + wiggle), "trend", select="lwz")
    assert found["end"].dt.year.tolist() == [1920, 1940]
    assert found["mean"].tolist() == pytest.approx([10.5, 21.5])
    # The wiggle is even about the middle of twenty years: it tilts no line.
    assert found["slope"].tolist() == pytest.approx([1, -3])
    assert found["ssr"].tolist() == pytest.approx([0.4, 0.4])
    assert found["model"].eq("trend").all()


@pytest.mark.parametrize("model", ["mean", "trend"])
def test_the_errors_of_a_regime_as_statsmodels_has_them(nile: pd.DataFrame, model: Any) -> None:
    found = found_of(nile, model, max_breaks=1)
    for row in rows_of(found):
        inside = nile[(nile["start"] >= row.start) & (nile["end"] <= row.end)]
        y = inside["value"].to_numpy() / 1e8
        years = np.arange(len(y)) - (len(y) - 1) / 2
        design = np.column_stack([np.ones(len(y)), years])[:, : 1 if model == "mean" else 2]
        fit = sm.OLS(y, design).fit(
            cov_type="HAC",
            cov_kwds={"maxlags": int(lags_newey_west_1994(y, design)), "use_correction": True},
        )
        assert row.mean / 1e8 == pytest.approx(fit.params[0], rel=1e-9)
        assert row.mean_error / 1e8 == pytest.approx(fit.bse[0], rel=1e-9)
        if model == "mean":
            assert row.slope == 0
            assert math.isnan(row.slope_error)
        else:
            assert row.slope / 1e8 == pytest.approx(fit.params[1], rel=1e-9)
            assert row.slope_error / 1e8 == pytest.approx(fit.bse[1], rel=1e-9)


def test_a_slope_is_a_year_s_whatever_the_periods() -> None:
    months = pd.period_range("2010-01", periods=60, freq="M").astype(str)
    table = pd.DataFrame({"month": months, "value": 2.0 * np.arange(60), "region": "CN-LN"})
    obs = le.from_table(table, indicator="gdp", unit="CNY", period="month", prices="current")
    found = found_of(obs, "trend")
    assert found["slope"].tolist() == pytest.approx([24])
    assert found["end"].tolist() == [pd.Timestamp("2014-12-31")]


@pytest.mark.parametrize("select", ["bic", "lwz", "sequential"])
def test_a_constant_series_has_one_regime(select: Any) -> None:
    found = found_of(years([7.0] * 40), select=select)
    Breaks.validate(found)
    assert found["regimes"].tolist() == [1]
    assert found["mean"].tolist() == [7]
    assert found["ssr"].tolist() == [0]
    assert found[["break_lower", "break_upper", "criterion"]].isna().all(axis=None)


def test_an_exact_step_has_an_interval_of_one_period() -> None:
    found = found_of(years([1.0] * 20 + [5.0] * 20))
    assert found["mean"].tolist() == pytest.approx([1, 5])
    assert found["break_lower"][0] == found["break_upper"][0] == found["end"][0]
    assert found["end"][0] == pd.Timestamp("1920-12-31")


def one_step(share: float) -> pd.DataFrame:
    """Twenty figures, +1 and -1 by turns, and a step in the middle with this share of the squares.

    Around one mean the squares are 20 + 20 (d / 2)^2, around two of them 20.
    """
    half = math.sqrt(share / (1 - share))
    return years(np.repeat([-half, half], 10) + np.tile([1.0, -1.0], 10))


@pytest.mark.parametrize(
    ("select", "share"),
    [
        # p is 1 + 2 a break: ln SSR falls by more than 2 ln(n) / n.
        ("bic", 1 - 20 ** (-2 / 20)),
        # ln(SSR / (n - p)) + 0.299 p ln(n)^2.1 / n, p from 1 to 3.
        ("lwz", 1 - 17 / 19 * math.exp(-2 * 0.299 * math.log(20) ** 2.1 / 20)),
        # F = 18 share / (1 - share) over 7.86, Bai and Perron's (2003) value for a trim of 0.25.
        ("sequential", 7.86 / (7.86 + 18)),
    ],
)
def test_the_warning_says_what_a_break_must_take_away(select: Any, share: float) -> None:
    told = rf"gdp of CN-LN \(1901-01-01 to 1920-12-31\): 20\); in 20, .* more than {share:.0%} of"
    for step, regimes in ((share - 0.005, 1), (share + 0.005, 2)):
        with pytest.warns(TrendWarning, match=told):
            found = found_of(one_step(step), max_breaks=1, trim=10, select=select)
        assert found["regimes"].tolist() == [regimes] * regimes


def test_one_warning_for_many_short_series() -> None:
    parts = [years(np.sin(np.arange(n)), region=code) for code, n in (("CN-LN", 20), ("CN-JL", 25))]
    with pytest.warns(TrendWarning, match=r"2 series have fewer .*\(gdp of CN-JL .*: 25\)") as told:
        found_of(side_by_side(*parts))
    assert len(told) == 1
    assert len(found_of(years(np.sin(np.arange(30))))) > 0  # thirty are enough for no warning
    with pytest.warns(TrendWarning, match=r"20\); smaller ones"):
        found_of(parts[0], max_breaks=0)


def test_chance_breaks_about_as_often_as_the_page_says() -> None:
    """400 series of 25 figures without a break."""
    random = np.random.default_rng(25)
    steps = random.normal(size=(400, 25))
    alike = steps.copy()
    for year in range(1, 25):
        alike[:, year] += 0.5 * alike[:, year - 1]
    one = years(np.zeros(25))
    many = pd.concat([one] * 400, ignore_index=True)
    many = many.assign(region=np.repeat([f"R{place}" for place in range(400)], 25))
    for figures, low, high in ((steps, 0.10, 0.26), (alike, 0.65, 0.85)):
        found = silent(many.assign(**dict.fromkeys(("value", "lower", "upper"), figures.ravel())))
        assert found["regime"].eq(1).sum() == 400
        assert low <= found["regime"].eq(2).sum() / 400 <= high


def test_the_yuan_broke_with_the_reform_of_august_2015() -> None:
    """Event E10, 11 August 2015: July or August 2015 is the last month of a regime."""
    monthly = le.rates("USD", "CNY", "2013-01", "2017-12", average="month")
    found = found_of(monthly)
    Breaks.validate(found)
    assert found["indicator"].eq("exchange_rate").all()
    assert found["unit"].eq("CNY/USD").all()
    months = [pd.Timestamp("2015-07-31"), pd.Timestamp("2015-08-31")]
    assert found["end"].isin(months).sum() == 1
    pd.testing.assert_frame_equal(found, found_of(figures_of(monthly)))


def test_daily_rates_are_refused() -> None:
    daily = le.rates("USD", "CNY", "2018-01-01", "2018-12-31")
    with pytest.raises(TrendError, match=r"row 0: a daily rate.*ask le.rates for whole periods"):
        found_of(daily)
    with pytest.raises(SchemaError, match="obs lacks the column 'rate'"):
        found_of(daily.drop(columns="rate"))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"model": "level"}, "model='level' is not known. Mend: take one of mean, trend"),
        ({"select": "aic"}, "select='aic' is not known. Mend: .*take one of bic, lwz, sequential"),
        (
            {"select": "sequential", "model": "trend"},
            "critical values hold for regressors without a trend. Mend: take select='lwz' or 'bic'",
        ),
        ({"confidence": 1}, "confidence is 1"),
        ({"max_breaks": 7}, r"gdp of CN-LN \(1901.*max_breaks is 7; 30 periods.* at most 6"),
        ({"trim": 0.01}, "gdp of CN-LN .*trim 0.01 lets a regime have 0 of 30 periods"),
        ({"max_breaks": -1}, "max_breaks is -1"),
        ({"correlation": 40}, "gdp of CN-LN .*lags of 40"),
        ({"interpolate": "cubic"}, "interpolate='cubic' is not known"),
    ],
)
def test_arguments_that_give_no_regimes(arguments: dict[str, Any], message: str) -> None:
    values = np.random.default_rng(1).normal(size=30) + np.repeat([0, 5], 15)
    with pytest.raises(TrendError, match=message):
        found_of(years(values), **arguments)


def test_figures_that_make_no_series(liaoning: pd.DataFrame) -> None:
    whole = years(np.random.default_rng(1).normal(size=40))
    gap = whole.drop(index=20)
    with pytest.raises(TrendError, match=r"a period is missing, 1921-01-01.*interpolate="):
        found_of(gap)
    assert found_of(gap, interpolate="linear")["n"].sum() == 40
    assert silent(gap, drop="periods")["n"].sum() == 20
    with pytest.raises(SchemaError, match="obs lacks the column 'region'"):
        found_of(whole.drop(columns="region"))
    with pytest.raises(WindowError, match="windows that lack a day"):
        found_of(whole.assign(start=whole["start"].where(whole["start"].dt.year != 1905)))
    with pytest.raises(VintageError, match="break in the level"):
        found_of(whole.assign(status=whole["status"].where(whole["start"].dt.year != 1920, "B")))
    with pytest.raises(UnknownCodeError, match="unknown vintage 'mine'"):
        found_of(liaoning, across="mine")
    assert found_of(whole.iloc[:0]).empty
