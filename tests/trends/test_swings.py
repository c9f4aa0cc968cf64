"""Spread and largest fall of a rate against hands, tables, plain loops and chance."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

import liaoning_econ as le
from liaoning_econ.errors import SchemaError, TrendError
from liaoning_econ.trends.swings import DAYS_A_YEAR, drawdown, volatility
from tests.trends.fixings import rates_of

RATES = st.lists(st.integers(1, 50), min_size=1, max_size=40)


def with_rates(values: list[float]) -> pd.DataFrame:
    """A rate a day, as given."""
    return rates_of(np.diff(100 * np.log(values))).assign(rate=np.array(values, dtype=float))


def test_volatility_by_hand() -> None:
    """Changes 2, -2, 2, -2: s^2 = 16/3; chi-square with 3 degrees: 0.215795 and 9.348404."""
    found = volatility(rates_of([2, -2, 2, -2]), annualise=False, errors="normal").iloc[0]
    assert found["n"] == 4
    assert found["volatility"] == pytest.approx(4 / math.sqrt(3))
    assert found["lower"] == pytest.approx(math.sqrt(16 / 9.348404), rel=1e-6)
    assert found["upper"] == pytest.approx(math.sqrt(16 / 0.215795), rel=1e-5)
    year = volatility(rates_of([2, -2, 2, -2]), errors="normal").iloc[0]
    assert year["volatility"] == pytest.approx(16 * 4 / math.sqrt(3))
    assert year["upper"] / year["volatility"] == pytest.approx(found["upper"] / found["volatility"])


def test_days_a_year() -> None:
    """Publication days of the bank from 2011 to 2020, counted in its file, a year."""
    days = le.rates("EUR", "USD", "2011-01-01", "2020-12-31")
    number = (days["date"] == days["date_used"]).sum()
    assert number / 10 == pytest.approx(DAYS_A_YEAR, abs=0.5)


@pytest.mark.parametrize("lags", [0, 3])
def test_the_interval_of_fat_tails_as_statsmodels_has_it(lags: int) -> None:
    changes = np.random.default_rng(8).standard_t(4, 300)
    found = volatility(rates_of(changes), annualise=False, max_lags=lags).iloc[0]
    squares = (changes - changes.mean()) ** 2
    fit = sm.OLS(squares, np.ones(300)).fit(
        cov_type="HAC", cov_kwds={"maxlags": lags, "use_correction": True}
    )
    half = 1.959963985 * fit.bse[0] / fit.params[0] / 2
    assert found["volatility"] == pytest.approx(changes.std(ddof=1))
    assert found["lower"] == pytest.approx(found["volatility"] * math.exp(-half), rel=1e-8)
    assert found["upper"] == pytest.approx(found["volatility"] * math.exp(half), rel=1e-8)


def clustered(random: np.random.Generator, length: int) -> np.ndarray:
    """Changes of variance 1 whose large days come together: GARCH(1, 1), 0.1 and 0.8."""
    changes, variance = np.empty(length), 1.0
    for day, shock in enumerate(random.normal(size=length)):
        changes[day] = math.sqrt(variance) * shock
        variance = 0.1 + 0.1 * changes[day] ** 2 + 0.8 * variance
    return changes


def test_the_interval_holds_the_spread_about_as_often_as_it_says() -> None:
    random = np.random.default_rng(2018)
    rates = pd.concat(
        [rates_of(clustered(random, 500), base=f"B{number}") for number in range(150)]
    )
    held = {}
    for kind in ("hac", "normal"):
        found = volatility(rates, annualise=False, errors="hac" if kind == "hac" else "normal")
        held[kind] = ((found["lower"] < 1) & (found["upper"] > 1)).mean()
    assert held["hac"] > 0.78
    # Too short for clusters.
    assert held["normal"] < held["hac"] - 0.1


def test_rolling_windows_are_windows() -> None:
    changes = np.random.default_rng(4).normal(size=30)
    rates = rates_of(changes)
    found = volatility(rates, 10, annualise=False)
    expected = pd.Series(changes).rolling(10).std().dropna()
    np.testing.assert_allclose(found["volatility"], expected, rtol=1e-9)
    assert found["n"].eq(10).all()
    assert found["start"].tolist() == rates["date"][:21].tolist()
    assert found["end"].tolist() == rates["date"][10:].tolist()
    last = volatility(rates.iloc[-11:], annualise=False)
    numbers = ["volatility", "lower", "upper"]
    np.testing.assert_allclose(found[numbers].iloc[-1], last[numbers].iloc[0], rtol=1e-9)


def test_the_yuan_swings_less_than_the_euro() -> None:
    """A managed rate beside a free one."""
    yuan, euro = (
        volatility(le.rates("USD", quote, "2014-01-01", "2014-12-31")).iloc[0]
        for quote in ("CNY", "EUR")
    )
    assert yuan["upper"] < euro["lower"]


def test_drawdown_by_hand() -> None:
    """High 10, low 6, back at 10: minus 40 percent; from 12 to 9 it is only 25."""
    found = drawdown(with_rates([8, 10, 10, 7, 9, 6, 8, 10, 12, 9])).iloc[0]
    assert found["base_change"] == pytest.approx(-40)
    assert [found["start"].day, found["end"].day, found["recovered"].day] == [3, 6, 8]
    assert [found["start_rate"], found["end_rate"]] == [10, 6]


def test_a_fall_without_recovery_and_no_fall_at_all() -> None:
    found = drawdown(with_rates([5, 4, 3, 4])).iloc[0]
    assert pd.isna(found["recovered"])
    assert found["base_change"] == pytest.approx(-40)
    rising = drawdown(with_rates([1, 2, 3])).iloc[0]
    assert rising["base_change"] == 0
    assert rising["start"] == rising["end"] == rising["recovered"] == pd.Timestamp("2001-01-01")


@given(RATES)
def test_drawdown_as_a_plain_loop_has_it(values: list[float]) -> None:
    rates = with_rates(values)
    found = drawdown(rates).iloc[0]
    falls = [
        100 * (values[low] / values[high] - 1)
        for high in range(len(values))
        for low in range(high, len(values))
    ]
    assert found["base_change"] == pytest.approx(min(falls), abs=1e-9)
    by_day = dict(zip(rates["date"], values, strict=True))
    assert found["start"] <= found["end"]
    assert by_day[found["start"]] == found["start_rate"]
    assert by_day[found["end"]] == found["end_rate"]
    assert found["base_change"] == pytest.approx(
        100 * (found["end_rate"] / found["start_rate"] - 1)
    )
    later = [value for day, value in by_day.items() if day >= found["end"]]
    assert pd.isna(found["recovered"]) == (max(later) < found["start_rate"])


def test_the_yuan_since_2005() -> None:
    """The dollar fell from 8.28, its peg until July 2005 (event E02), to little more than six."""
    found = drawdown(le.rates("USD", "CNY", "2005-04-01", "2019-12-31")).iloc[0]
    assert found["start"] < pd.Timestamp("2005-07-22")
    assert pd.Timestamp("2014-01-01") <= found["end"] <= pd.Timestamp("2014-01-31")
    assert found["start_rate"] == pytest.approx(8.28, abs=0.03)
    assert pd.isna(found["recovered"])


def test_several_pairs() -> None:
    both = pd.concat(
        [le.rates("USD", quote, "2018-01-01", "2018-12-31") for quote in ("CNY", "KRW")]
    )
    for found in (volatility(both), drawdown(both)):
        assert found["quote"].tolist() == ["CNY", "KRW"]


def test_arguments_and_rates_that_give_no_spread() -> None:
    rates = rates_of([1, 2, 1, 2])
    with pytest.raises(TrendError, match=r"errors is 'chi2'.*take one of hac, normal"):
        volatility(rates, errors="chi2")  # type: ignore[arg-type]
    with pytest.raises(TrendError, match=r"window is 1\. Mend: give a whole number, 2 or more"):
        volatility(rates, 1)
    with pytest.raises(TrendError, match="confidence is 2"):
        volatility(rates, confidence=2)
    with pytest.raises(TrendError, match="has 5 publication days, 11 are needed"):
        volatility(rates, 10)
    with pytest.raises(TrendError, match="4 lags for series 0 of 4 periods"):
        volatility(rates, max_lags=4)
    with pytest.raises(TrendError, match="did not move from 2001-01-01 to 2001-01-04"):
        volatility(rates_of([0, 0, 0, 1]), 3)
    for verb in (volatility, drawdown):
        with pytest.raises(SchemaError, match="rates lacks the column 'rate'"):
            verb(rates.drop(columns="rate"))
        with pytest.raises(TrendError, match="rates has no rows"):
            verb(rates.iloc[:0])
