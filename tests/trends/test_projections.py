"""Local projections against regressions spelt out, and against chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import statsmodels.api as sm

import liaoning_econ as le
from liaoning_econ.errors import SchemaError, TrendError, UnknownCodeError
from liaoning_econ.schemas import EventPaths
from liaoning_econ.trends.projections import local_projections
from tests.trends.fixings import day_after, rates_of

if TYPE_CHECKING:
    import pandas as pd


@pytest.fixture(scope="module")
def yuan() -> pd.DataFrame:
    return le.rates("USD", "CNY", "2018-01-01", "2019-12-31")


def happened(places: list[int]) -> dict[str, object]:
    return {f"e{number}": day_after(place) for number, place in enumerate(places)}


def test_each_horizon_is_a_regression_on_the_days_of_events() -> None:
    random = np.random.default_rng(11)
    changes, places = random.normal(size=150), [20, 45, 48, 90, 120]
    found = local_projections(rates_of(changes), happened(places), 6, lags=2)
    EventPaths.validate(found)
    assert found["event"].eq("all").all()
    assert found["offset"].tolist() == list(range(7))
    level = np.concatenate([[0.0], np.cumsum(changes)])
    dummy = np.zeros(151)
    dummy[np.array(places) + 1] = 1
    today = np.arange(2, 151 - 6)
    regressors = np.column_stack(
        [dummy[today], np.ones(today.size)]
        + [series[today - lag] for lag in (1, 2) for series in (dummy, level)]
    )
    for horizon in (0, 3, 6):
        fit = sm.OLS(level[today + horizon], regressors).fit(
            cov_type="HAC", cov_kwds={"maxlags": max(horizon, 2), "use_correction": False}
        )
        row = found.iloc[horizon]
        assert row["cumulative"] == pytest.approx(fit.params[0], rel=1e-6)
        assert row["standard_error"] == pytest.approx(fit.bse[0], rel=1e-6)
        # Student's t with four degrees of freedom: 2.776445 leaves 2.5 percent on either side.
        assert row["upper"] - row["cumulative"] == pytest.approx(2.776445 * fit.bse[0], rel=1e-5)
    assert np.cumsum(found["abnormal"]).tolist() == pytest.approx(found["cumulative"].tolist())
    assert found["events"].eq(5).all()
    # Three days lie between the second and the third; all others are more than six apart.
    assert found["overlaps"].eq(1).all()


def test_an_effect_is_found_and_stays() -> None:
    random = np.random.default_rng(12)
    changes, places = random.normal(0, 0.3, 600), list(range(50, 550, 50))
    changes[places] += 1
    found = local_projections(rates_of(changes), happened(places), 5)
    assert found["lower"].gt(0).all()
    assert ((found["lower"] < 1) & (found["upper"] > 1)).all()


def test_few_events_without_effect_are_seldom_significant() -> None:
    """120 samples with four events each, drawn where nothing happens."""
    random = np.random.default_rng(13)
    significant = []
    for _ in range(120):
        places = np.sort(random.choice(np.arange(20, 180), 4, replace=False)).tolist()
        found = local_projections(rates_of(random.normal(size=200)), happened(places), 5, lags=1)
        significant.append(found["p_value"] < 0.05)
    assert 0.01 <= np.mean(significant) <= 0.12


def test_the_rounds_of_tariffs(yuan: pd.DataFrame) -> None:
    found = local_projections(yuan, le.events("us_tariffs"), 10)
    EventPaths.validate(found)
    assert found["events"].eq(len(le.events("us_tariffs"))).all()
    assert found["date"].isna().all()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"events": happened([30, 50])},
            r"2 events \(e0, e1\): .* fewer than 3\. Mend: take event",
        ),
        ({"events": happened([2, 50, 60])}, "do not cover the days around e0: each needs 5"),
        ({"events": happened([30, 50, 78])}, "around e2: .* and 3 after"),
        ({"horizons": -1}, "horizons is -1"),
        ({"lags": 0}, r"lags is 0\. Mend: give a whole number, 1 or more"),
        ({"max_lags": 1.5}, r"max_lags is 1\.5"),
        ({"confidence": 0}, "confidence is 0"),
        ({"drop": ["e0", "e1"]}, r"1 events \(e2\)"),
        ({"lags": 60}, "81 publication days, 188 are needed"),
    ],
)
def test_arguments_that_make_no_projection(arguments: dict[str, Any], message: str) -> None:
    rates = rates_of(np.random.default_rng(1).normal(size=80))
    plain: dict[str, Any] = {"events": happened([30, 50, 60]), "horizons": 3}
    with pytest.raises(TrendError, match=message):
        local_projections(rates, **(plain | arguments))


def test_what_is_no_rate_and_no_event(yuan: pd.DataFrame) -> None:
    with pytest.raises(SchemaError, match="rates lacks the column 'rate'"):
        local_projections(yuan.drop(columns="rate"), le.events("us_tariffs"))
    with pytest.raises(UnknownCodeError, match="unknown event 'E99'"):
        local_projections(yuan, le.events("us_tariffs"), drop=["E99"])
